package number

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/glyph"
)

// readFraction reads A分之B, A又B分之C, and 3/5 where n is the first number.
func readFraction(g []glyph.Glyph, n Numeral) (Numeral, bool) {
	if n.Vague || n.More {
		return n, false
	}
	switch j := n.End; {
	case glyph.At(g, j) == '又' && n.Value.IsInteger():
		return mixedNumber(g, n)
	case glyph.At(g, j) == '分' && glyph.At(g, j+1) == '之' && j+2 < len(g):
		return partsOf(g, n)
	case glyph.JoinedDigits(g, j, '/') && !n.Chinese && n.Value.IsInteger() && n.Digits <= 3:
		return slashFraction(g, n)
	}
	return n, false
}

// mixedNumber reads the 又二分之一 of 一又二分之一.
func mixedNumber(g []glyph.Glyph, n Numeral) (Numeral, bool) {
	part, ok := ReadInteger(g, n.End+1)
	if !ok {
		return n, false
	}
	f, ok := readFraction(g, part)
	if !ok || !f.Over.IsPositive() {
		return n, false
	}
	f.Start = n.Start
	f.Value = f.Value.Add(n.Value.Mul(f.Over))
	return f, true
}

// partsOf reads 分之一 after 三, and 分之五 after 百, which makes a percent.
func partsOf(g []glyph.Glyph, n Numeral) (Numeral, bool) {
	k := n.End + 2
	negative := g[k].R == '负'
	if negative {
		k++
	}
	if k >= len(g) || !glyph.IsDigit(g[k].R) && !glyph.StartsNumeral(g[k].R) {
		return n, false
	}
	f, ok := ReadInteger(g, k)
	if !ok && (g[k].R == '百' || g[k].R == '千') { // 百分之百
		f, ok = Numeral{Start: k, End: k + 1, Value: decimal.New(1, glyph.SmallUnit(g[k].R)), Chinese: true}, true
	}
	if !ok {
		return n, false
	}
	f.Start, f.Negative = n.Start, f.Negative != negative
	f.Hundredth = n.Bare && n.Value.Equal(decimal.New(100, 0))
	f.Thousandth = n.Bare && n.Value.Equal(decimal.New(1000, 0))
	if f.Hundredth || f.Thousandth {
		return f, true
	}
	f.Over = n.Value
	return f, !f.Vague && !f.Over.IsZero()
}

// slashFraction reads the /5 of 3/5. A date (3/5/2024), a path and a code are no
// fractions.
func slashFraction(g []glyph.Glyph, n Numeral) (Numeral, bool) {
	part, ok := readArabic(g, n.End+1)
	if !ok || part.Decimals > 0 || part.Digits > 3 || part.Grouped || part.Value.IsZero() {
		return n, false
	}
	if before := glyph.At(g, n.Start-1); n.Start > 0 && (before == '/' || glyph.IsLetter(before)) {
		return n, false
	}
	next := glyph.At(g, part.End)
	if next == '/' || next == '-' || glyph.IsLetter(next) && part.End < len(g) && g[part.End].Gap == glyph.Joined {
		return n, false
	}
	n.Over, n.End = part.Value, part.End
	return n, true
}
