package figure

import "github.com/shopspring/decimal"

// timesSigns are the signs of multiplication.
const timesSigns = "×✕*x·"

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
func raised(g []glyph, i int) (value, end int) {
	j := i
	for j < len(g) && j-i < 3 && g[j].gap == joined {
		d := superscriptDigit(g[j].r)
		if d < 0 {
			break
		}
		value = value*10 + d
		j++
	}
	return value, j
}

// exponentAt reads ×10⁴ or ×10^4 at glyph i, after a number.
func exponentAt(g []glyph, i int) (exp int32, end int, ok bool) {
	if i+3 >= len(g) || !isAny(g[i].r, timesSigns) || g[i+1].r != '1' || g[i+2].r != '0' {
		return 0, i, false
	}
	if value, e := raised(g, i+3); e > i+3 && value <= longestNumber {
		return int32(value), e, true
	}
	if g[i+3].r != '^' {
		return 0, i, false
	}
	value, e, ok := twoDigits(g, i+4)
	return int32(value), e, ok && value <= longestNumber
}

// withExponent reads the power of ten after the number: 5×10⁴吨.
func (n numeral) withExponent(g []glyph) numeral {
	exp, e, ok := exponentAt(g, n.end)
	if !ok || n.chinese || n.magnitude != 0 {
		return n
	}
	n.raise(exp)
	n.magnitude, n.end = 0, e
	return n
}

// withSuperscript reads the raised digits after the number: an exponent after a
// plain 10, else the mark of a note, which is passed over.
func (n numeral) withSuperscript(g []glyph) numeral {
	value, e := raised(g, n.end)
	if e == n.end {
		return n
	}
	if n.digits == 2 && n.decimals == 0 && n.value.Equal(decimal.New(10, 0)) && at(g, e) != '元' && value <= longestNumber {
		n.value, n.place, n.step = decimal.New(1, int32(value)), int32(value), int32(value)
	}
	n.end = e
	return n
}
