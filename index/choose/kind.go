package choose

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"policybot/index/analysis"
	"policybot/index/asked"
	"policybot/index/lexicon"
	"policybot/knowledge/figure"
	"policybot/knowledge/frame"
)

// dimensions are those of figures that answer a question of a kind.
var dimensions = map[asked.Kind][]figure.Dimension{
	asked.Money:    {figure.Money},
	asked.Percent:  {figure.Percent, figure.PercentagePoint, figure.Fraction},
	asked.Duration: {figure.Duration},
	asked.Date:     {figure.DateDay, figure.DateRange, figure.Duration},
	asked.Count:    {figure.Count},
	asked.Amount:   {figure.Money, figure.Percent, figure.Count, figure.Duration, figure.Fraction, figure.Multiple, figure.Length, figure.Area, figure.Mass, figure.Age, figure.Volume, figure.Temperature, figure.Speed},
}

// answersKind reports whether a figure can be what a question of a kind asks
// for: a sum of money may be told as a share or a multiple, a length of time
// never as a sum of money.
func answersKind(kind asked.Kind, f figure.Figure) bool {
	switch kind {
	case asked.Money:
		return one(f, figure.Money, figure.Percent, figure.Multiple, figure.Number, figure.Fraction, figure.Permille)
	case asked.Percent:
		return one(f, figure.Percent, figure.PercentagePoint, figure.Fraction, figure.Multiple, figure.Permille, figure.Ratio)
	case asked.Duration:
		return one(f, figure.Duration, figure.Age, figure.DateDay, figure.DateRange, figure.Number) && !isYearNumber(f)
	case asked.Date:
		return one(f, figure.DateDay, figure.DateRange, figure.Duration, figure.Number)
	case asked.Count:
		return !one(f, figure.Money, figure.Percent, figure.Duration, figure.DateDay, figure.DateRange)
	}
	return true
}

// isYearNumber reports whether what was read as a length of time is the number
// of a year.
func isYearNumber(f figure.Figure) bool {
	return f.Dimension == figure.Duration && f.Unit == "year" && f.Valued && f.Value.GreaterThan(longestYears)
}

var longestYears = decimal.NewFromInt(1000)

func one(f figure.Figure, of ...figure.Dimension) bool {
	for _, d := range of {
		if f.Dimension == d {
			return true
		}
	}
	return false
}

// AsksFigure reports whether the answer is a figure or a date.
func (q *Question) AsksFigure() bool { return dimensions[q.Asked.Kind] != nil }

func isDay(f figure.Figure) bool {
	return f.Dimension == figure.DateDay || f.Dimension == figure.DateRange
}

func anyDimension(of, wanted []figure.Dimension) bool {
	return slices.ContainsFunc(of, func(d figure.Dimension) bool { return slices.Contains(wanted, d) })
}

func holdsDimension(bound []frame.Binding, wanted []figure.Dimension) bool {
	for _, b := range bound {
		for _, d := range wanted {
			if b.Figure.Dimension == d {
				return true
			}
		}
	}
	return false
}

// unitShare is the share of the words of the unit asked for ("how many
// working days") that terms hold.
func unitShare(q *Question, held map[string]int) float64 {
	if q.Asked.Unit == "" {
		return 0
	}
	n, all := 0, 0
	for _, t := range analysis.Tokens(q.Asked.Unit) {
		all++
		if held[t.Term] > 0 {
			n++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(n) / float64(all)
}

// holdsNumber reports whether text holds a number, not as a part of another.
func holdsNumber(text, number string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], number)
		if i < 0 {
			return false
		}
		i += from
		end := i + len(number)
		if (i == 0 || !isNumeral(text[i-1])) && (end == len(text) || text[end] < '0' || text[end] > '9') {
			return true
		}
		from = i + 1
	}
}

func isNumeral(b byte) bool { return '0' <= b && b <= '9' || b == '.' || b == ',' }

// asksName reports whether a question asks what somebody who holds an office is
// called: 局长叫什么, who is the chief executive. Only a name answers it.
func asksName(text string) bool {
	return asksWhatCalled.MatchString(text) && (office.MatchString(text) || asksOnlyName.MatchString(text)) || asksWhoIs.MatchString(text)
}

var (
	asksWhatCalled = regexp.MustCompile(`叫什么|叫啥|姓什么|是谁|谁是|是哪位|哪位是`)
	asksOnlyName   = regexp.MustCompile(`叫什么名字|姓什么|叫啥名`)
	office         = regexp.MustCompile(`(?:[省市县区镇乡村部厅局处科所院校会社团组队行店台站馆]长|主任|书记|主席|总裁|总经理|总监|经理|董事|代表|发言人|负责人|一把手|秘书|法官|校监|律师)\p{Han}{0,3}(?:叫|姓|是|谁)|(?:谁|哪位)是\p{Han}{0,12}(?:长|主任|书记|主席|总裁|经理|负责人)`)
	asksWhoIs      = regexp.MustCompile(`(?i)\bwho(?:'s| is| was)\b[^,.?]*\b(?:chief|president|director|minister|head|chair(?:man|woman|person)?|ceo|cfo|cto|officer|manager|mayor|secretary|governor|commissioner|superintendent)\b`)
)

// capitalized matches a name of two words and more as English writes it.
var capitalized = regexp.MustCompile(`\b[A-Z][a-z]+(?: [A-Z]\.)? [A-Z][a-z]+\b`)

// namesPerson reports whether a text holds a person's name.
func namesPerson(text string) bool {
	if capitalized.MatchString(text) {
		return true
	}
	for _, w := range lexicon.Segment(text) {
		if len(w.Tag) >= 2 && w.Tag[:2] == "nr" && utf8.RuneCountInString(w.Text) >= 2 {
			return true
		}
	}
	return false
}
