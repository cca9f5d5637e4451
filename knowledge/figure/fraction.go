package figure

import (
	"github.com/shopspring/decimal"
)

// readFraction reads A分之B, A又B分之C, and 3/5 where n is the first number.
func readFraction(g []glyph, n numeral) (numeral, bool) {
	j := n.end
	if n.vague || n.more {
		return n, false
	}
	if at(g, j) == '又' && n.value.IsInteger() {
		if part, ok := readInteger(g, j+1); ok {
			if f, ok := readFraction(g, part); ok && f.over.IsPositive() {
				f.start = n.start
				f.value = f.value.Add(n.value.Mul(f.over))
				return f, true
			}
		}
		return n, false
	}
	if at(g, j) == '分' && at(g, j+1) == '之' && j+2 < len(g) {
		k := j + 2
		negative := false
		if g[k].r == '负' {
			negative = true
			k++
		}
		if k >= len(g) || !isDigit(g[k].r) && !startsNumeral(g[k].r) {
			return n, false
		}
		part, ok := readInteger(g, k)
		if !ok && (g[k].r == '百' || g[k].r == '千') { // 百分之百
			part, ok = numeral{start: k, end: k + 1, value: decimal.New(1, smallUnit(g[k].r)), place: 0, chinese: true}, true
		}
		if !ok {
			return n, false
		}
		f := part
		f.start = n.start
		if negative {
			f.negative = !f.negative
		}
		switch {
		case n.bare && n.value.Equal(decimal.New(100, 0)):
			f.hundredth = true
		case n.bare && n.value.Equal(decimal.New(1000, 0)):
			f.thousandth = true
		default:
			if f.vague {
				return n, false
			}
			f.over = n.value
		}
		if f.over.IsZero() && !f.hundredth && !f.thousandth {
			return n, false
		}
		return f, true
	}
	if at(g, j) == '/' && g[j].gap == joined && !n.chinese && n.value.IsInteger() && n.digits <= 3 && j+1 < len(g) && isDigit(g[j+1].r) && g[j+1].gap == joined {
		part, ok := readArabic(g, j+1)
		next := at(g, part.end)
		if !ok || part.decimals > 0 || part.digits > 3 || part.grouped || part.value.IsZero() || n.start > 0 && (at(g, n.start-1) == '/' || isLetter(at(g, n.start-1))) ||
			next == '/' || next == '-' || isLetter(next) && part.end < len(g) && g[part.end].gap == joined {
			return n, false
		}
		f := n
		f.over, f.end = part.value, part.end
		return f, true
	}
	return n, false
}
