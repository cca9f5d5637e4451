package number

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/glyph"
)

// readFraction reads A分之B, A又B分之C, and 3/5 where n is the first number.
func readFraction(g []glyph.Glyph, n Numeral) (Numeral, bool) {
	j := n.End
	if n.Vague || n.More {
		return n, false
	}
	if glyph.At(g, j) == '又' && n.Value.IsInteger() {
		if part, ok := ReadInteger(g, j+1); ok {
			if f, ok := readFraction(g, part); ok && f.Over.IsPositive() {
				f.Start = n.Start
				f.Value = f.Value.Add(n.Value.Mul(f.Over))
				return f, true
			}
		}
		return n, false
	}
	if glyph.At(g, j) == '分' && glyph.At(g, j+1) == '之' && j+2 < len(g) {
		k := j + 2
		negative := false
		if g[k].R == '负' {
			negative = true
			k++
		}
		if k >= len(g) || !glyph.IsDigit(g[k].R) && !glyph.StartsNumeral(g[k].R) {
			return n, false
		}
		part, ok := ReadInteger(g, k)
		if !ok && (g[k].R == '百' || g[k].R == '千') { // 百分之百
			part, ok = Numeral{Start: k, End: k + 1, Value: decimal.New(1, glyph.SmallUnit(g[k].R)), Place: 0, Chinese: true}, true
		}
		if !ok {
			return n, false
		}
		f := part
		f.Start = n.Start
		if negative {
			f.Negative = !f.Negative
		}
		switch {
		case n.Bare && n.Value.Equal(decimal.New(100, 0)):
			f.Hundredth = true
		case n.Bare && n.Value.Equal(decimal.New(1000, 0)):
			f.Thousandth = true
		default:
			if f.Vague {
				return n, false
			}
			f.Over = n.Value
		}
		if f.Over.IsZero() && !f.Hundredth && !f.Thousandth {
			return n, false
		}
		return f, true
	}
	if glyph.At(g, j) == '/' && g[j].Gap == glyph.Joined && !n.Chinese && n.Value.IsInteger() && n.Digits <= 3 && j+1 < len(g) && glyph.IsDigit(g[j+1].R) && g[j+1].Gap == glyph.Joined {
		part, ok := readArabic(g, j+1)
		next := glyph.At(g, part.End)
		if !ok || part.Decimals > 0 || part.Digits > 3 || part.Grouped || part.Value.IsZero() || n.Start > 0 && (glyph.At(g, n.Start-1) == '/' || glyph.IsLetter(glyph.At(g, n.Start-1))) ||
			next == '/' || next == '-' || glyph.IsLetter(next) && part.End < len(g) && g[part.End].Gap == glyph.Joined {
			return n, false
		}
		f := n
		f.Over, f.End = part.Value, part.End
		return f, true
	}
	return n, false
}
