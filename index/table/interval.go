package table

import (
	"regexp"

	"policybot/knowledge/figure"

	"github.com/shopspring/decimal"
)

// interval is what a label or a table says it holds for: 45 – 49 years, more
// than 5 years, 超过1万元至10万元的部分.
type interval struct {
	low, high *figure.Limit
	unit      string
	dimension figure.Dimension
}

// stated is a number that a question gives of a case: I am 52, 人均1.5亩.
type stated struct {
	value      figure.Decimal
	unit       string
	dimension  figure.Dimension
	start, end int // bytes of the question
}

// bareInterval matches a label that is nothing but two numbers with their unit.
var bareInterval = regexp.MustCompile(`^(?:ages?|aged|年龄)?\s*(\d{1,3}(?:,\d{3})*)\s*[-–—~～至]\s*(\d{1,3}(?:,\d{3})*)\s*(?:years?|岁|周岁)?$`)

// intervalIn returns the interval that a folded label says; false where it says
// none, or several.
func intervalIn(label string) (interval, bool) {
	if len(label) > maxInterval || !hasDigit.MatchString(label) {
		return interval{}, false
	}
	if m := bareInterval.FindStringSubmatch(label); m != nil {
		low, err := decimal.NewFromString(removeCommas(m[1]))
		high, err2 := decimal.NewFromString(removeCommas(m[2]))
		if err != nil || err2 != nil || !low.LessThan(high) {
			return interval{}, false
		}
		return interval{low: &figure.Limit{Value: low, Inclusive: true}, high: &figure.Limit{Value: high, Inclusive: true}, dimension: figure.Number}, true
	}
	var out interval
	found := 0
	for _, f := range figure.Find(label, figure.Date{}) {
		if f.Low == nil && f.High == nil || f.Change != nil {
			continue
		}
		found++
		out = interval{f.Low, f.High, f.Unit, f.Dimension}
	}
	return out, found == 1
}

// maxInterval is how long, in bytes, a label may be that says an interval.
const maxInterval = 90

var hasDigit = regexp.MustCompile(`[0-9一二三四五六七八九十百千]`)

// holds reports whether a stated number lies in an interval, and whether the
// two are of one kind at all.
func (i *interval) holds(s *stated) (inside, kindred bool) {
	if !i.kindred(s) {
		return false, false
	}
	if i.low != nil && (s.value.LessThan(i.low.Value) || s.value.Equal(i.low.Value) && !i.low.Inclusive) {
		return false, true
	}
	if i.high != nil && (s.value.GreaterThan(i.high.Value) || s.value.Equal(i.high.Value) && !i.high.Inclusive) {
		return false, true
	}
	return true, true
}

// kindred reports whether a number is of the kind that an interval bounds: of
// its unit, or a bare one where the interval is of ages or has no unit.
func (i *interval) kindred(s *stated) bool {
	ages := func(unit string, d figure.Dimension) bool { return unit == "year" || d == figure.Age }
	switch {
	case i.unit == s.unit:
		return true
	case ages(i.unit, i.dimension):
		return s.unit == "" && s.dimension == figure.Number || ages(s.unit, s.dimension)
	case i.unit == "":
		return ages(s.unit, s.dimension)
	}
	return false
}

// bareNumber matches a whole number that stands by itself.
var bareNumber = regexp.MustCompile(`(?:^|[^\d.,$€£¥a-z-])(\d{1,3})(?:$|[^\d%a-z/-])`)

// readStated finds the numbers that the question gives of its case.
func (q *Question) readStated() {
	for _, f := range figure.Find(q.Text, figure.Date{}) {
		if !f.Valued || f.Bound != figure.Equal || !f.Date.IsZero() || f.Change != nil || q.isSpent(f.Start, f.End) {
			continue
		}
		q.stated = append(q.stated, stated{f.Value, f.Unit, f.Dimension, f.Start, f.End})
	}
	for _, m := range bareNumber.FindAllStringSubmatchIndex(q.Text, -1) {
		if q.isSpent(m[2], m[3]) || q.isStated(m[2], m[3]) {
			continue
		}
		if value, err := decimal.NewFromString(q.Text[m[2]:m[3]]); err == nil {
			q.stated = append(q.stated, stated{value, "", figure.Number, m[2], m[3]})
		}
	}
}

func (q *Question) isStated(start, end int) bool {
	for _, s := range q.stated {
		if s.start < end && s.end > start {
			return true
		}
	}
	return false
}

// place notes where a number that the question gives lies in the interval of a
// label: 1 inside it, -1 outside, 0 where the two have nothing to do with each
// other. The words of a number inside are marked in at.
func (q *Question) place(label string, at []float64) float64 {
	if len(q.stated) == 0 {
		return 0
	}
	i, ok := intervalIn(label)
	if !ok {
		return 0
	}
	fits := 0.0
	for k := range q.stated {
		s := &q.stated[k]
		inside, kindred := i.holds(s)
		switch {
		case inside:
			for j, w := range q.words {
				if w.start >= s.start && w.end <= s.end {
					at[j] = 1
				}
			}
			return 1
		case kindred:
			fits = -1
		}
	}
	return fits
}
