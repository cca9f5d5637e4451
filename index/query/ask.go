package query

import (
	"regexp"
	"slices"
	"strings"

	"policybot/knowledge/figure"
)

// TrimCount takes what stands in brackets, and 数量 and its like, off a name.
func TrimCount(name string) string {
	name = bracketed.ReplaceAllString(name, "")
	for _, suffix := range []string{"数量", "总数", "户数", "家数", "个数", "人数", "金额", "总额", "数额"} {
		name = strings.TrimSuffix(name, suffix)
	}
	return name
}

var bracketed = regexp.MustCompile(`[(（][^)）]*[)）]`)

var Averages = regexp.MustCompile(`平均|户均|人均|日均|月均|年均`)

// Uncounted is the kind of figure that "how much" asks for: anything but a
// length of time, and a count only where there is nothing else.
const Uncounted figure.Dimension = "uncounted"

// Compatible reports whether a figure answers a question for the dimension.
func Compatible(asked figure.Dimension, f figure.Figure) bool {
	d := f.Dimension
	switch asked {
	case figure.Percent, figure.Fraction, figure.Permille:
		return d == figure.Percent || d == figure.Permille || d == figure.Fraction || d == figure.PercentagePoint && f.Change != nil
	case figure.PercentagePoint:
		return d == figure.PercentagePoint || d == figure.Percent && f.Change != nil && f.Change.DeltaUnit == "pp"
	case Uncounted:
		return d != figure.Duration
	case figure.Count, figure.Number:
		// "How many" is also asked of tonnes and hectares.
		return d == figure.Count || d == figure.Number || d == figure.Mass || d == figure.Area || d == figure.Length || d == figure.Volume || d == figure.Power || d == figure.Energy
	}
	return d == asked
}

func IsPersonUnit(unit string) bool {
	switch unit {
	case "人", "名", "位", "人次", "people", "persons", "workers", "employees", "students":
		return true
	}
	return false
}

// several are the words with which a question asks for more than one figure.
var several = []string{"和", "与", "及", "、", "以及", "分别", "各", "跟", " and ", "respectively", "each", " both ", " totals", " figures", "总额", "分项"}

// joins are the words that put two subjects side by side.
var joins = []string{"和", "与", "及", "、", "跟", "加", " and ", " plus ", "+", ", "}

// NamesSeveral reports whether a question names several subjects.
func NamesSeveral(q *Query) bool {
	text := strings.ToLower(q.Text)
	return slices.ContainsFunc(joins, func(w string) bool { return strings.Contains(text, w) })
}

func AsksForSeveral(q *Query) bool {
	text := " " + strings.ToLower(q.Text) + " "
	return q.Operation != "" || slices.ContainsFunc(several, func(w string) bool { return strings.Contains(text, w) })
}
