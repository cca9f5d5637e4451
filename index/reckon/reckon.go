// Package reckon does the arithmetic that a question asks for over the figures
// of running text: the sum or the difference of two things that it names.
//
// It reckons only over two figures of one statement that are of one kind and
// unit, each of which the statement gives for one of the two names: never over
// alternatives, a part and its whole, a bound, what held before a change or what
// says when a rule holds.
package reckon

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"policybot/index/analysis"
	"policybot/index/asked"
	"policybot/index/lexicon"
	"policybot/knowledge/figure"
	"policybot/knowledge/frame"
)

// Result is what was reckoned: a plus b, or a minus b.
type Result struct {
	Operation asked.Operation
	Names     [2]string // as the question has them
	Operands  [2]figure.Figure
	Value     figure.Figure // in the unit of the operands, never below zero
	Reversed  bool          // of a difference: the first is less than the second
}

// Of reckons over the figures of a statement, found with the day it was
// published; nil where the question asks for no arithmetic, or the statement
// does not give both figures beyond doubt.
func Of(question, statement string, figures []figure.Figure) *Result {
	operation, names := operandsOf(analysis.Simplify(question))
	if operation == "" {
		return nil
	}
	bound := frame.Bind(statement, figures)
	labels := labelsOf(statement, bound)
	first, second := distinguished(names, labels)
	a, b := matching(labels, first, second), matching(labels, second, first)
	if a < 0 || b < 0 || a == b || !plain(&bound[a]) || !plain(&bound[b]) || !alike(bound[a].Figure, bound[b].Figure) {
		return nil
	}
	low, high := min(bound[a].Figure.End, bound[b].Figure.End), max(bound[a].Figure.Start, bound[b].Figure.Start)
	if between := statement[low:max(low, high)]; alternative.MatchString(between) || partOf.MatchString(statement) {
		return nil
	}
	return result(operation, names, bound[a].Figure, bound[b].Figure)
}

func result(operation asked.Operation, names [2]string, a, b figure.Figure) *Result {
	r := &Result{Operation: operation, Names: names, Operands: [2]figure.Figure{a, b}}
	value := a.Value.Add(b.Value)
	if operation == asked.Difference {
		value = a.Value.Sub(b.Value)
		r.Reversed = value.IsNegative()
	}
	r.Value = figure.Figure{
		Value: value.Abs(), Valued: true, Bound: figure.Equal, Unit: a.Unit, Dimension: a.Dimension,
		Precision: decimal.Min(a.Precision, b.Precision), Per: a.Per, Subject: a.Subject,
	}
	if r.Value.Text = written(value.Abs(), a, b); r.Value.Text == "" {
		return nil
	}
	return r
}

// numberIn matches a figure's words: signs, the number, and its unit.
var numberIn = regexp.MustCompile(`^([^\d]{0,6})(\d[\d,]*(?:\.\d+)?)(\D*)$`)

// written writes a result as the operands are written; "" where they are not
// written alike.
func written(value figure.Decimal, a, b figure.Figure) string {
	m, n := numberIn.FindStringSubmatch(a.Text), numberIn.FindStringSubmatch(b.Text)
	if m == nil || n == nil || m[1] != n[1] || strings.TrimSuffix(m[3], "s") != strings.TrimSuffix(n[3], "s") {
		return ""
	}
	number, err := decimal.NewFromString(strings.ReplaceAll(m[2], ",", ""))
	if err != nil || number.IsZero() || a.Value.IsZero() {
		return ""
	}
	digits := value.Mul(number).DivRound(a.Value, 6).String()
	if strings.ContainsAny(m[2]+n[2], ",") || len(digits) > 4 && m[1] != "" {
		digits = withCommas(digits)
	}
	return m[1] + digits + m[3]
}

// withCommas sets commas between the thousands of a number.
func withCommas(digits string) string {
	whole, rest, decimals := strings.Cut(digits, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if decimals {
		return whole + "." + rest
	}
	return whole
}

// Asked reports whether a question asks for arithmetic over two named things.
func Asked(question string) bool {
	operation, _ := operandsOf(analysis.Simplify(question))
	return operation != ""
}

// form is a way of asking for arithmetic; its two groups are the names.
type form struct {
	operation asked.Operation
	pattern   *regexp.Regexp
}

var forms = []form{
	{asked.Difference, regexp.MustCompile(`([^，。？?；、：]{1,24})比([^，。？?；、：]{1,20}?)(?:每\p{Han}{1,2})?(?:要|会|能)?(?:多|高|少|低|长|短|贵|便宜)(?:出|了)?[^，。？?]{0,4}?(?:多少|几)`)},
	{asked.Difference, regexp.MustCompile(`([^，。？?；、：]{1,24})(?:和|与|跟)([^，。？?；、：]{1,20}?)(?:的)?(?:相差|差|之差)(?:了|是|为)?(?:多少|几)`)},
	{asked.Sum, regexp.MustCompile(`([^，。？?；、：]{1,24})(?:和|与|跟|、|及|加上)([^，。？?；、：]{1,20}?)(?:一共|合计|总共|共计|加起来|加在一起|加一起|合起来|总和)`)},
	{asked.Difference, regexp.MustCompile(`(?i)\bdifference between ([^,.?;]{2,60}?) and ([^,.?;]{2,60})`)},
	{asked.Difference, regexp.MustCompile(`(?i)\bhow (?:much|many) (?:\w+ )?(?:more|less|fewer|longer|shorter|higher|lower)(?: \w+){0,2} (?:is|are|was|were|does|do|did|has|have|can|may) ([^,.?;]{2,60}?) than ([^,.?;]{2,60})`)},
	{asked.Sum, regexp.MustCompile(`(?i)\bsum of ([^,.?;]{2,60}?) and ([^,.?;]{2,60})`)},
	{asked.Sum, regexp.MustCompile(`(?i)([^,.?;]{2,60}?) (?:and|plus) ([^,.?;]{2,60}?) (?:combined|altogether|together|in total|in all|put together|taken together|added up)\b`)},
}

func operandsOf(question string) (asked.Operation, [2]string) {
	for _, f := range forms {
		if m := f.pattern.FindStringSubmatch(question); m != nil {
			return f.operation, [2]string{strings.TrimSpace(m[1]), strings.TrimSpace(m[2])}
		}
	}
	return "", [2]string{}
}

var (
	alternative = regexp.MustCompile(`(?i)\bor\b|或|可选|任选`)
	partOf      = regexp.MustCompile(`(?i)其中|\bof which\b|\bincluding\b|包括|含`)
)

// plain reports whether a figure states an amount that holds, by itself.
func plain(b *frame.Binding) bool {
	f := &b.Figure
	return f.Valued && f.Bound == figure.Equal && f.Change == nil && f.Date.IsZero() && !b.Condition && !b.Former && len(b.Case) == 0
}

// alike reports whether two figures may be added: one kind, one unit, per the
// same.
func alike(a, b figure.Figure) bool {
	return a.Dimension == b.Dimension && a.Unit == b.Unit && strings.Join(a.Per, " ") == strings.Join(b.Per, " ") &&
		a.Dimension != figure.DateDay && a.Dimension != figure.DateRange
}

// labelsOf returns the words that say what each figure of a statement is of:
// its part of a list told 分别, else what stands between the figure before it
// and it, within its clause.
func labelsOf(statement string, bound []frame.Binding) []map[string]bool {
	labels := make([]map[string]bool, len(bound))
	for i := range bound {
		b := &bound[i]
		from := b.Clause[0]
		if i > 0 && bound[i-1].Figure.End > from {
			from = min(bound[i-1].Figure.End, b.Figure.Start)
		}
		text := statement[from:max(from, b.Figure.Start)]
		if at := strings.LastIndex(text, " and "); i > 0 && at >= 0 {
			text = text[at:]
		}
		if b.Part[1] > b.Part[0] {
			text = statement[b.Part[0]:b.Part[1]]
		} else if !strings.Contains(statement[:b.Figure.Start], b.Figure.Subject) {
			text += " " + b.Figure.Subject // "48 hospitals": what is counted stands behind
		}
		labels[i] = wordsOf(text)
	}
	return labels
}

func wordsOf(text string) map[string]bool {
	words := map[string]bool{}
	for _, w := range lexicon.Segment(analysis.Simplify(text)) {
		folded := strings.ToLower(w.Text)
		switch {
		case len(w.Text) == 1 && w.Text != folded:
			words[w.Text] = true // Ward A
		case !analysis.IsStop(folded):
			for _, t := range analysis.Tokens(folded) {
				words[t.Term] = true
			}
		}
	}
	return words
}

// distinguished returns the words that tell each of two names from the other
// and that some labels have, but not all.
func distinguished(names [2]string, labels []map[string]bool) (first, second map[string]bool) {
	a, b := wordsOf(names[0]), wordsOf(names[1])
	held := func(word string) bool {
		count := 0
		for _, label := range labels {
			if label[word] {
				count++
			}
		}
		return count > 0 && count < len(labels)
	}
	first, second = map[string]bool{}, map[string]bool{}
	for w := range a {
		if !b[w] && held(w) {
			first[w] = true
		}
	}
	for w := range b {
		if !a[w] && held(w) {
			second[w] = true
		}
	}
	return first, second
}

// matching returns the only label that has all words of a name and none of the
// other; -1 where there is none, or several.
func matching(labels []map[string]bool, own, other map[string]bool) int {
	found := -1
	if len(own) == 0 {
		return -1
	}
	for i, label := range labels {
		fits := true
		for w := range own {
			fits = fits && label[w]
		}
		for w := range other {
			fits = fits && !label[w]
		}
		switch {
		case !fits:
		case found >= 0:
			return -1
		default:
			found = i
		}
	}
	return found
}
