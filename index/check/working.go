package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"policybot/knowledge/figure"

	"github.com/shopspring/decimal"
)

// quantity is an operand or a result on the way: what it allows, and of what.
type quantity struct {
	interval
	unit      string
	dimension figure.Dimension
	terms     int // how many figures were added up to it
}

// scalar has no unit.
func (q quantity) scalar() bool { return q.unit == "" }

// worked does the printed arithmetic again, step by step, and keeps its
// results.
func (e *evidence) worked() *Fault {
	for _, step := range strings.FieldsFunc(e.reply.Working, func(r rune) bool { return r == '\n' || r == '；' || r == ';' }) {
		if step = strings.TrimSpace(step); step == "" {
			continue
		}
		if err := e.step(step); err != nil {
			return err
		}
	}
	return nil
}

var equals = regexp.MustCompile(`\s*[=＝≈]\s*`)

// step follows one equation.
func (e *evidence) step(step string) *Fault {
	at := equals.FindAllStringIndex(step, -1)
	if len(at) != 1 {
		return fault(Arithmetic, step, "it is not one equation")
	}
	left, sign, right := step[:at[0][0]], strings.TrimSpace(step[at[0][0]:at[0][1]]), strings.Trim(step[at[0][1]:], " 。.")
	p := &parser{evidence: e, rest: left}
	computed, err := p.sum()
	if err != nil {
		return err
	}
	if strings.TrimSpace(p.rest) != "" {
		return fault(Arithmetic, step, "%q is not understood", p.rest)
	}
	result := quantities(right)
	if len(result) != 1 {
		return fault(Arithmetic, step, "%q is not one figure", right)
	}
	if !computed.is(result[0], sign == "≈", lastDigit(right, result[0])) {
		return fault(Arithmetic, step, "it comes out otherwise")
	}
	if sign == "≈" && result[0].Bound == figure.Equal {
		result[0].Bound = figure.Approx
	}
	e.results = append(e.results, result[0])
	return nil
}

// is reports whether a printed result follows from what was computed.
func (q quantity) is(result figure.Figure, rounded bool, digits int32) bool {
	i := q.interval
	switch {
	case q.scalar() && result.Unit == "%":
		i = i.shift(2)
	case q.scalar() && (result.Unit == "times" || result.Unit == "ratio" || result.Unit == ""):
	case q.dimension == figure.Count && result.Dimension == figure.Count:
	case q.unit == "pp" && result.Unit == "pp", sameUnit(figure.Figure{Unit: q.unit, Dimension: q.dimension}, result):
	default:
		return false
	}
	return followsFrom(result, i, rounded, digits)
}

// lastDigit returns the power of ten of the last digit that a figure is printed
// with: 2 for 2.17万.
func lastDigit(printed string, f figure.Figure) int32 {
	n := number.FindString(fold(printed))
	if n == "" {
		return 0
	}
	value, err := decimal.NewFromString(strings.ReplaceAll(plainNumber(n), ",", ""))
	if err != nil || value.IsZero() || !f.Valued {
		return 0
	}
	shift := int32(0)
	for scaled := value.Abs(); shift < 15 && scaled.LessThan(f.Value.Abs()); shift++ {
		scaled = scaled.Shift(1)
	}
	if value.Abs().Equal(f.Value.Abs()) {
		shift = 0
	}
	return value.Exponent() + shift
}

// parser reads printed arithmetic: sums of products of figures in brackets or
// not.
type parser struct {
	*evidence
	rest string
}

// operator stands between white space, so that a dash in words is none.
var operator = regexp.MustCompile(`^\s+([+＋\-−–×*÷/])\s+`)

func (p *parser) operator(of string) string {
	m := operator.FindStringSubmatch(p.rest)
	if m == nil || !strings.Contains(of, m[1]) {
		return ""
	}
	p.rest = p.rest[len(m[0]):]
	return m[1]
}

func (p *parser) sum() (quantity, *Fault) {
	sum, err := p.product()
	if err != nil {
		return sum, err
	}
	sum.terms = 1
	for {
		sign := p.operator("+＋-−–")
		if sign == "" {
			return sum, nil
		}
		term, err := p.product()
		if err != nil {
			return sum, err
		}
		if sum, err = p.add(sum, term, sign == "+" || sign == "＋"); err != nil {
			return sum, err
		}
	}
}

func (p *parser) add(sum, term quantity, plus bool) (quantity, *Fault) {
	if sum.dimension != term.dimension || !p.addable(sum, term) {
		return sum, fault(Arithmetic, p.reply.Working, "figures of %s and %s are added up", sum.unit, term.unit)
	}
	if !plus {
		term.interval = term.negative()
	}
	sum.interval = sum.plus(term.interval)
	sum.terms++
	if !plus && sum.unit == "%" {
		sum.unit, sum.dimension = "pp", figure.PercentagePoint
	}
	return sum, nil
}

// addable reports whether two figures are of one unit. Counts of things with
// names of their own may be added up: banks and companies.
func (p *parser) addable(a, b quantity) bool {
	return figure.UnitsAgree(a.unit, b.unit) || a.dimension == figure.Count
}

func (p *parser) product() (quantity, *Fault) {
	product, err := p.operand(nil)
	if err != nil {
		return product, err
	}
	for {
		sign := p.operator("×*÷/")
		if sign == "" {
			return product, nil
		}
		divides := sign == "÷" || sign == "/"
		var over *quantity
		if divides {
			over = &product
		}
		factor, err := p.operand(over)
		if err != nil {
			return product, err
		}
		if product, err = p.multiply(product, factor, divides); err != nil {
			return product, err
		}
	}
}

func (p *parser) multiply(a, b quantity, divides bool) (quantity, *Fault) {
	if !divides {
		i, ok := percentOf(a, b).times(percentOf(b, a))
		if !ok {
			return a, fault(Arithmetic, p.reply.Working, "a product of negative bounds")
		}
		unit := a
		if weight(b) > weight(a) {
			unit = b
		}
		return quantity{interval: i, unit: unit.unit, dimension: unit.dimension}, nil
	}
	i, ok := a.over(b.interval)
	if !ok {
		return a, fault(Arithmetic, p.reply.Working, "a quotient that has no bounds")
	}
	q := quantity{interval: i}
	if same := figure.UnitsAgree(a.unit, b.unit) || a.unit == "pp" && b.unit == "%"; !same {
		q.unit, q.dimension = a.unit, a.dimension
	}
	return q, nil
}

// percentOf returns an operand as a plain factor where it is a percentage of
// something.
func percentOf(q, of quantity) interval {
	if q.unit == "%" && of.unit != "" {
		return q.shift(-2)
	}
	return q.interval
}

// weight says which unit a product keeps: money before what it is paid for.
func weight(q quantity) int {
	switch q.dimension {
	case figure.Money:
		return 3
	case figure.Percent, figure.Multiple, figure.Number, figure.Ratio, "":
		return 0
	case figure.Count, figure.Duration:
		return 1
	}
	return 2
}

// operand reads a figure or a bracket. divided is what it divides, nil for
// none: the number of terms of a sum needs no source.
func (p *parser) operand(divided *quantity) (quantity, *Fault) {
	p.rest = strings.TrimLeft(p.rest, " ")
	if body, ok := cutBracket(p.rest); ok {
		inner := &parser{evidence: p.evidence, rest: body[0]}
		q, err := inner.sum()
		if err == nil && strings.TrimSpace(inner.rest) != "" {
			err = fault(Arithmetic, p.reply.Working, "%q is not understood", inner.rest)
		}
		p.rest = body[1]
		return q, err
	}
	words := p.untilOperator()
	if len(p.cells.all) > 0 {
		return p.cellOperand(words, divided)
	}
	if words == "100%" {
		return quantity{interval: exactly(decimal.New(1, 0))}, nil
	}
	f, err := p.figure(words)
	if err != nil {
		return quantity{}, err
	}
	if divided != nil && f.Dimension == figure.Number && f.Value.Equal(decimal.NewFromInt(int64(divided.terms))) && divided.terms > 1 {
		return quantity{interval: exactly(f.Value)}, nil
	}
	if err := p.cited(f, words); err != nil {
		return quantity{}, err
	}
	i, ok := intervalOf(f)
	if !ok {
		return quantity{}, fault(Arithmetic, words, "it has no value")
	}
	return quantity{interval: i, unit: f.Unit, dimension: f.Dimension, terms: 1}, nil
}

// untilOperator takes the words before the next operator.
func (p *parser) untilOperator() string {
	words := p.rest
	for i := range words {
		if operator.MatchString(words[i:]) {
			words = words[:i]
			break
		}
	}
	p.rest = p.rest[len(words):]
	return strings.TrimSpace(words)
}

// cited proves an operand: a source states it, or the question gives it, or an
// earlier step came out at it.
func (p *parser) cited(f figure.Figure, words string) *Fault {
	if p.given(words) {
		return nil
	}
	_, best := p.find(f, p.reply.Text, p.sources)
	if best == otherValue && p.numbers[plainNumber(words)] {
		best = stated // a count that the reader takes for no figure: "of 900 applicants, 700"
	}
	if best != stated && !p.computed(f) {
		return fault(kindOf[best], words, "an operand: %s", whyNot[best])
	}
	return p.counted(f)
}

// figure reads the one figure of an operand: of a change from one level to
// another the new one.
func (p *parser) figure(words string) (figure.Figure, *Fault) {
	found := quantities(words)
	switch {
	case len(found) == 1:
		f := found[0]
		if c := f.Change; c != nil && c.From != nil && c.To != nil {
			f.Change, f.Value, f.Valued = nil, *c.To, true
		}
		return f, nil
	case len(found) == 2 && fromTo.MatchString(words):
		_, best := p.find(found[0], p.reply.Text, p.sources)
		if best != stated {
			return found[0], fault(kindOf[best], words, "an operand: %s", whyNot[best])
		}
		return found[1], nil
	}
	return figure.Figure{}, fault(Arithmetic, words, "it is not one figure")
}

var fromTo = regexp.MustCompile(`^(?:from .* to |[由从].*[至到])|→`)

// cutBracket splits "(a) rest" into a and rest.
func cutBracket(s string) (parts [2]string, ok bool) {
	if !strings.HasPrefix(s, "(") && !strings.HasPrefix(s, "（") {
		return parts, false
	}
	depth, from := 0, 0
	for i, r := range s {
		switch r {
		case '(', '（':
			if depth++; depth == 1 {
				from = i + utf8.RuneLen(r)
			}
		case ')', '）':
			if depth--; depth == 0 {
				return [2]string{s[from:i], s[i+utf8.RuneLen(r):]}, true
			}
		}
	}
	return parts, false
}

// given reports whether words are marked as the question's, and are.
func (e *evidence) given(words string) bool {
	return slices.Contains(e.reply.Given, words) && strings.Contains(e.reply.Question, words)
}
