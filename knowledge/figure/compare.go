package figure

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/date"
	"policybot/knowledge/figure/unit"
)

// Same reports whether f and g state the same thing: equal in value, interval,
// unit, dimension and bound, in whatever notation. 2万元, 二万元 and RMB 20,000
// are the same; 不超过2万元 is not.
func (f Figure) Same(g Figure) bool {
	if f.Dimension != g.Dimension || f.Bound != g.Bound || !unit.Agree(f.Unit, g.Unit) || f.Valued != g.Valued {
		return false
	}
	if f.Date != g.Date || f.Until != g.Until {
		return false
	}
	if f.Valued && (!f.Value.Equal(g.Value) || !f.Over.Equal(g.Over)) {
		return false
	}
	if !sameLimit(f.Low, g.Low) || !sameLimit(f.High, g.High) {
		return false
	}
	return sameChange(f.Change, g.Change) && samePer(f.Per, g.Per)
}

func sameLimit(a, b *Limit) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Inclusive == b.Inclusive && a.Value.Equal(b.Value)
}

func sameChange(a, b *Change) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Direction == b.Direction && sameDecimal(a.From, b.From) && sameDecimal(a.To, b.To) &&
		sameDecimal(a.Delta, b.Delta) && a.Multiplier == b.Multiplier
}

func sameDecimal(a, b *Decimal) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}

func samePer(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !unit.Agree(a[i], b[i]) {
			return false
		}
	}
	return true
}

// Agrees reports whether f and g can both be true of one thing: equal in
// dimension and unit, and their intervals, each as wide as its own precision
// and bound allow, overlap. 2.17万户 agrees with 21,748 firms.
func (f Figure) Agrees(g Figure) bool {
	if f.Dimension != g.Dimension || !unit.Agree(f.Unit, g.Unit) {
		return false
	}
	switch f.Dimension {
	case unit.DateDay, unit.DateRange:
		fromF, untilF := f.days()
		fromG, untilG := g.days()
		return fromF.Compare(untilG) <= 0 && fromG.Compare(untilF) <= 0
	}
	lowF, highF := f.interval()
	lowG, highG := g.interval()
	return below(lowF, highG) && below(lowG, highF)
}

func (f Figure) days() (from, until date.Date) {
	if f.Until.IsZero() {
		return f.Date, f.Date
	}
	return f.Date, f.Until
}

// approximation is how far, as a part of the value, an 约 may be off.
var approximation = decimal.New(5, -2)

// interval returns the values that f allows; nil where open.
func (f Figure) interval() (low, high *Limit) {
	if !f.Valued || f.Low != nil || f.High != nil {
		return f.Low, f.High
	}
	value := f.Value
	half := f.Precision.Div(decimal.New(2, 0))
	if !f.Over.IsZero() {
		value, half = value.Div(f.Over), decimal.New(1, -9)
	}
	if f.Bound == bound.Approx {
		half = half.Add(value.Abs().Mul(approximation))
	}
	return &Limit{value.Sub(half), true}, &Limit{value.Add(half), true}
}

func below(low, high *Limit) bool {
	if low == nil || high == nil {
		return true
	}
	c := low.Value.Cmp(high.Value)
	return c < 0 || c == 0 && low.Inclusive && high.Inclusive
}
