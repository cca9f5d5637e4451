package number

import "github.com/shopspring/decimal"

// accumulator adds up a number from its digits and magnitudes, as 四亿五千六百万
// is said: sections below 万, each closed by a big unit.
type accumulator struct {
	total, section, digit decimal.Decimal
	pending               bool  // digit waits for its unit
	unit                  int32 // the last unit: what a final digit alone counts tenths of (一万三)
	big                   int32 // the last big unit
	zero                  bool  // 零 stood since the last unit
	place, step           int32
	any                   bool
}

func (a *accumulator) put(value decimal.Decimal, place, step int32) {
	a.digit, a.pending, a.place, a.step, a.any = value, true, place, step, true
}

func (a *accumulator) small(exp int32) {
	if !a.pending {
		a.digit, a.place, a.step = decimal.New(1, 0), 0, 0
	}
	a.section = a.section.Add(a.digit.Shift(exp))
	a.pending, a.any, a.zero = false, true, false
	a.unit, a.place, a.step = exp, a.place+exp, a.step+exp
}

func (a *accumulator) large(exp int32) {
	if a.pending {
		a.section, a.pending = a.section.Add(a.digit), false
	}
	switch {
	case !a.any:
		a.total, a.place, a.step = decimal.New(1, exp), 0, 0
	case a.big != 0 && exp >= a.big: // 万亿, 四千五百六十九万八千亿, 万万
		a.total = a.total.Add(a.section).Shift(exp)
	default:
		a.total = a.total.Add(a.section.Shift(exp))
	}
	a.section, a.any, a.zero = decimal.Zero, true, false
	a.unit, a.big, a.place, a.step = exp, exp, a.place+exp, a.step+exp
}

func (a *accumulator) value() decimal.Decimal {
	v := a.total.Add(a.section)
	if a.pending {
		v = v.Add(a.digit)
	}
	return v
}

// elliptic reads a last digit that leaves out its unit: 一万三 is 13,000.
func (a *accumulator) elliptic() {
	if a.pending && a.unit >= 2 && !a.zero && a.digit.LessThan(decimal.New(10, 0)) && a.digit.IsInteger() && a.digit.IsPositive() {
		a.digit = a.digit.Shift(a.unit - 1)
		a.place, a.step = a.unit-1, a.unit-1
	}
}

func pendingDigit(a *accumulator) decimal.Decimal {
	if a.pending {
		return a.digit
	}
	return decimal.Zero
}

// raise multiplies what was counted by a power of ten.
func (a *accumulator) raise(exp int32) {
	a.section, a.any = a.section.Shift(exp), true
	a.place, a.step = a.place+exp, a.step+exp
}
