package number

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/glyph"
)

// TimesSigns are the signs of multiplication.
const TimesSigns = "×✕*x·"

// superscriptDigit returns the value of a raised digit, or -1.
func superscriptDigit(r rune) int {
	switch r {
	case '⁰':
		return 0
	case '¹':
		return 1
	case '²':
		return 2
	case '³':
		return 3
	}
	if '⁴' <= r && r <= '⁹' {
		return int(r-'⁴') + 4
	}
	return -1
}

// raised reads the superscript at glyph i: a note mark (300²元) or an exponent
// (10⁴). It returns i where there is none.
func raised(g []glyph.Glyph, i int) (value, end int) {
	j := i
	for j < len(g) && j-i < 3 && g[j].Gap == glyph.Joined {
		d := superscriptDigit(g[j].R)
		if d < 0 {
			break
		}
		value = value*10 + d
		j++
	}
	return value, j
}

// ExponentAt reads ×10⁴ or ×10^4 at glyph i, after a number.
func ExponentAt(g []glyph.Glyph, i int) (exp int32, end int, ok bool) {
	if i+3 >= len(g) || !glyph.IsAny(g[i].R, TimesSigns) || g[i+1].R != '1' || g[i+2].R != '0' {
		return 0, i, false
	}
	if value, e := raised(g, i+3); e > i+3 && value <= longestNumber {
		return int32(value), e, true
	}
	if g[i+3].R != '^' {
		return 0, i, false
	}
	value, e, ok := glyph.TwoDigits(g, i+4)
	return int32(value), e, ok && value <= longestNumber
}

// withExponent reads the power of ten after the number: 5×10⁴吨.
func (n Numeral) withExponent(g []glyph.Glyph) Numeral {
	exp, e, ok := ExponentAt(g, n.End)
	if !ok || n.Chinese || n.Magnitude != 0 {
		return n
	}
	n.Raise(exp)
	n.Magnitude, n.End = 0, e
	return n
}

// withSuperscript reads the raised digits after the number: an exponent after a
// plain 10, else the mark of a note, which is passed over.
func (n Numeral) withSuperscript(g []glyph.Glyph) Numeral {
	value, e := raised(g, n.End)
	if e == n.End {
		return n
	}
	if n.Digits == 2 && n.Decimals == 0 && n.Value.Equal(decimal.New(10, 0)) && glyph.At(g, e) != '元' && value <= longestNumber {
		n.Value, n.Place, n.Step = decimal.New(1, int32(value)), int32(value), int32(value)
	}
	n.End = e
	return n
}
