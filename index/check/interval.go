package check

import (
	"policybot/knowledge/figure"

	"github.com/shopspring/decimal"
)

// interval is what a figure or a computation allows: both ends, nil where open.
// near says that it lies close to its ends: 近90%, 11万余.
type interval struct {
	low, high *figure.Limit
	approx    bool // 约: the value itself is not exact
	near      bool
}

func intervalOf(f figure.Figure) (interval, bool) {
	i := interval{low: f.Low, high: f.High}
	switch f.Bound {
	case figure.Approx:
		i.approx = true
	case figure.ApproxBelow:
		i.near, i.low = true, nil
	case figure.ApproxAbove:
		i.near, i.high = true, nil
	}
	if !f.Valued {
		return i, i.low != nil || i.high != nil
	}
	value := f.Value
	if !f.Over.IsZero() {
		value = value.DivRound(f.Over, quotientDigits)
	}
	limit := func(inclusive bool) *figure.Limit { return &figure.Limit{Value: value, Inclusive: inclusive} }
	switch f.Bound {
	case figure.LessEqual:
		i.low, i.high = nil, limit(true)
	case figure.Less, figure.ApproxBelow:
		i.low, i.high = nil, limit(false)
	case figure.AtLeast:
		i.low, i.high = limit(true), nil
	case figure.Greater, figure.ApproxAbove:
		i.low, i.high = limit(false), nil
	default:
		i.low, i.high = limit(true), limit(true)
	}
	return i, true
}

// quotientDigits is how many digits behind the point a quotient is computed to.
const quotientDigits = 12

func exactly(d figure.Decimal) interval {
	l := &figure.Limit{Value: d, Inclusive: true}
	return interval{low: l, high: l}
}

func (i interval) point() bool {
	return i.low != nil && i.high != nil && i.low.Value.Equal(i.high.Value) && !i.approx
}

func (i interval) negative() interval {
	flip := func(l *figure.Limit) *figure.Limit {
		if l == nil {
			return nil
		}
		return &figure.Limit{Value: l.Value.Neg(), Inclusive: l.Inclusive}
	}
	i.low, i.high = flip(i.high), flip(i.low)
	return i
}

func (i interval) plus(j interval) interval {
	add := func(a, b *figure.Limit) *figure.Limit {
		if a == nil || b == nil {
			return nil
		}
		return &figure.Limit{Value: a.Value.Add(b.Value), Inclusive: a.Inclusive && b.Inclusive}
	}
	return interval{low: add(i.low, j.low), high: add(i.high, j.high), approx: i.approx || j.approx, near: i.near || j.near}
}

// times multiplies by an interval of numbers that are not negative.
func (i interval) times(j interval) (interval, bool) {
	if !positive(i) || !positive(j) {
		return interval{}, false
	}
	multiply := func(a, b *figure.Limit) *figure.Limit {
		if a == nil || b == nil {
			return nil
		}
		return &figure.Limit{Value: a.Value.Mul(b.Value), Inclusive: a.Inclusive && b.Inclusive}
	}
	return interval{low: multiply(i.low, j.low), high: multiply(i.high, j.high), approx: i.approx || j.approx, near: i.near || j.near}, true
}

// over divides by an interval of positive numbers.
func (i interval) over(j interval) (interval, bool) {
	if i.point() && j.point() && !j.low.Value.IsZero() {
		return exactly(i.low.Value.DivRound(j.low.Value, quotientDigits)), true
	}
	if j.low != nil && !j.low.Value.IsPositive() || j.high != nil && !j.high.Value.IsPositive() {
		return interval{}, false
	}
	if !positive(i) && !j.point() {
		return interval{}, false
	}
	divide := func(a, b *figure.Limit) *figure.Limit {
		if a == nil || b == nil {
			return nil
		}
		return &figure.Limit{Value: a.Value.DivRound(b.Value, quotientDigits), Inclusive: a.Inclusive && b.Inclusive}
	}
	return interval{low: divide(i.low, j.high), high: divide(i.high, j.low), approx: i.approx || j.approx, near: i.near || j.near}, true
}

// positive lets an open lower end pass: "at most 5 days" are not negative.
func positive(i interval) bool {
	return (i.low == nil || !i.low.Value.IsNegative()) && (i.high == nil || !i.high.Value.IsNegative())
}

func (i interval) shift(n int32) interval {
	move := func(l *figure.Limit) *figure.Limit {
		if l == nil {
			return nil
		}
		return &figure.Limit{Value: l.Value.Shift(n), Inclusive: l.Inclusive}
	}
	i.low, i.high = move(i.low), move(i.high)
	return i
}

// followsFrom reports whether a printed result says what was computed, no more
// and no less. rounded lets it differ by half its last printed digit.
func followsFrom(result figure.Figure, computed interval, rounded bool, digits int32) bool {
	told, ok := intervalOf(result)
	if !ok || computed.low == nil && computed.high == nil {
		return false
	}
	if computed.approx != told.approx && !(rounded && !computed.approx) {
		return false
	}
	off := decimal.Zero
	if rounded {
		off = decimal.New(5, digits-1)
	}
	return sameEnd(told.low, computed.low, off) && sameEnd(told.high, computed.high, off) && (!told.near || computed.near)
}

func sameEnd(told, computed *figure.Limit, off decimal.Decimal) bool {
	if told == nil || computed == nil {
		return told == computed
	}
	return told.Value.Sub(computed.Value).Abs().LessThanOrEqual(off) && (told.Inclusive == computed.Inclusive || told.Inclusive)
}

// entails reports whether what is told makes what the question says true.
func entails(told, premise figure.Figure) bool {
	if isDate(told) {
		return premise.Date == told.Date && (premise.Until == told.Until)
	}
	if premise.Bound == figure.Equal || premise.Bound == figure.Approx {
		return told.Bound != figure.Less && told.Bound != figure.LessEqual && told.Bound != figure.Greater && told.Bound != figure.AtLeast && agrees(told, premise) ||
			told.Bound == premise.Bound && sameValue(told, premise)
	}
	t, ok := intervalOf(told)
	p, okPremise := intervalOf(premise)
	if !ok || !okPremise {
		return false
	}
	return within(t, p)
}

func agrees(told, premise figure.Figure) bool {
	for _, level := range levels(told) {
		level.Unit, level.Dimension = premise.Unit, premise.Dimension
		if level.Agrees(premise) {
			return true
		}
	}
	return false
}

// excludes reports whether what is told makes what the question says untrue.
func excludes(told, premise figure.Figure) bool {
	if isDate(told) {
		return premise.Date != told.Date || premise.Until != told.Until
	}
	if (premise.Bound == figure.Equal || premise.Bound == figure.Approx) && told.Bound != premise.Bound {
		return true // "at most 50" is not "50"
	}
	told.Unit, told.Dimension = premise.Unit, premise.Dimension
	return !told.Agrees(premise) || !sameValue(told, premise) && premise.Bound == figure.Equal && told.Bound == figure.Equal && !told.Agrees(premise)
}

func within(inner, outer interval) bool {
	if outer.low != nil && (inner.low == nil || inner.low.Value.LessThan(outer.low.Value) || inner.low.Value.Equal(outer.low.Value) && inner.low.Inclusive && !outer.low.Inclusive) {
		return false
	}
	return outer.high == nil || inner.high != nil && !inner.high.Value.GreaterThan(outer.high.Value) &&
		(!inner.high.Value.Equal(outer.high.Value) || !inner.high.Inclusive || outer.high.Inclusive)
}
