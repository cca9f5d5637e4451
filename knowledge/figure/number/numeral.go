// Package number reads numbers, without their units: 680.91亿, 3万4000, 壹佰贰拾万,
// 三分之一, 1,234.5, two hundred and fifty, nine in ten.
//
// Each form is a rule of a few lines with its examples beside it, which are its
// tests: numeralRules for digits and magnitudes, wordRules for English words. A
// value is exact; nothing passes through floating point.
package number

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/glyph"
)

// Numeral is a number as written, before its unit: 680.91亿, 3万4000, 壹佰贰拾万,
// 三分之一, 十几, 数十亿.
type Numeral struct {
	Start, End int // glyphs

	Value decimal.Decimal
	Over  decimal.Decimal // what a fraction divides by, else zero

	// low and high are set for amounts that name no number: 数十亿, 二三十.
	Low, High decimal.Decimal
	Vague     bool // low and high are set
	Open      bool // the ends of a vague amount are not stated: 几十 (but 二三十 is 20 to 30)

	Place int32 // power of ten of the last stated digit
	Step  int32 // power of ten of the last stated digit that is not zero: what 余 stays below

	More       bool // 余 多 几
	Some       bool // 来: 十来个
	Negative   bool
	BelowZero  bool  // negative because of 零下
	PlusMinus  bool  // ± stands before it
	Unitless   bool  // the unit was that of the other end of its range
	Chinese    bool  // written without Arabic digits
	Bare       bool  // only a magnitude: 万, 百
	Digits     int   // Arabic digits before the decimal point
	Decimals   int   // Arabic digits after it
	Magnitude  int32 // power of ten that ended it: 4 for 5.2万, 0 for none
	Grouped    bool  // had thousands separators
	Hundredth  bool  // 百分之: a percent
	Thousandth bool  // 千分之
	Words      bool  // English words
}

// readNumeral reads the longest number at glyph i: Arabic, Chinese or mixed.
func readNumeral(g []glyph.Glyph, i int) (Numeral, bool) {
	n, ok := ReadInteger(g, i)
	if !ok {
		return n, false
	}
	if f, ok := readFraction(g, n); ok {
		return f, true
	}
	return n, true
}

// ReadInteger reads a number without fraction bars at glyph i: its digits and
// magnitudes, one after another, each by the rule that knows them.
func ReadInteger(g []glyph.Glyph, i int) (Numeral, bool) {
	c := countings.Get().(*counting)
	defer countings.Put(c)
	*c = counting{g: g, from: i, at: i, n: Numeral{Start: i, Chinese: true}}
	for c.at < len(g) && !(c.at > i && g[c.at].Gap == glyph.Paragraph) {
		switch c.next() {
		case failed:
			return c.n, false
		case stopped:
			return c.finish()
		}
	}
	return c.finish()
}

// Signed returns the value with its sign.
func (n Numeral) Signed() decimal.Decimal {
	if n.Negative {
		return n.Value.Neg()
	}
	return n.Value
}

// Raise multiplies the number by a power of ten.
func (n *Numeral) Raise(exp int32) {
	n.Value = n.Value.Shift(exp)
	n.Place += exp
	n.Step += exp
	n.Magnitude += exp
}
