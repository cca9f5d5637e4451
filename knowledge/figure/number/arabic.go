package number

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/glyph"
)

// longestNumber is the number of Arabic digits beyond which a run of digits is
// an identifier.
const longestNumber = 30

// readArabic reads Arabic digits with separators and decimals at glyph i.
func readArabic(g []glyph.Glyph, i int) (Numeral, bool) {
	n := Numeral{Start: i}
	var storage [24]byte
	digits := storage[:0]
	if g[i].R == '.' { // .5
		if !glyph.JoinedDigits(g, i, '.') && (i+1 >= len(g) || !glyph.IsDigit(g[i+1].R) || g[i+1].Gap != glyph.Joined) {
			return n, false
		}
		digits = append(digits, '0')
	}
	first := glyph.DigitRun(g, i)
	n.Digits = first - i
	if n.Digits > longestNumber {
		n.End = first
		return n, false
	}
	j := groupsEnd(g, i, first)
	n.Grouped = j > first
	for k := i; k < j; k++ {
		if glyph.IsDigit(g[k].R) {
			digits = append(digits, byte(g[k].R))
		}
	}
	if n.Grouped {
		n.Digits = len(digits)
	}
	if k := decimals(g, i, j); k > j {
		digits = append(digits, '.')
		for j++; j < k; j++ {
			digits = append(digits, byte(g[j].R))
			n.Decimals++
		}
	}
	if n.Digits > longestNumber || n.Decimals > longestNumber {
		n.End = j
		return n, false
	}
	value, err := decimal.NewFromString(string(digits))
	if err != nil || j == i {
		n.End = i
		return n, false
	}
	n.Value, n.End = value, j
	n.Place = int32(-n.Decimals)
	n.Step = lastNonZero(digits)
	return n.withExponent(g).withSuperscript(g), true
}

// groupsEnd returns the end of the groups of three digits that follow the first
// group [i, first), or of those that India writes; first where there are none.
func groupsEnd(g []glyph.Glyph, i, first int) int {
	if e := lakhs(g, i, first); e > first {
		return e
	}
	if first == i || first-i > 3 {
		return first
	}
	j := first
	for j+3 < len(g) && thousands(g, j) {
		j += 4
	}
	if j > first {
		return j
	}
	return spacedThousands(g, i, first)
}

// decimals returns where a decimal part after glyph j ends, or j. Blanks around
// the point, as PDF text has them, are allowed before a unit: 5 . 2 万座.
func decimals(g []glyph.Glyph, start, j int) int {
	if j+1 >= len(g) || g[j].R != '.' || !glyph.IsDigit(g[j+1].R) || g[j].Gap > glyph.Broken || g[j+1].Gap > glyph.Broken {
		return j
	}
	k := glyph.DigitRun(g, j+1)
	if glyph.JoinedDigits(g, k, '.') {
		return j // 192.168.1.2, 2020.3.15: not a decimal
	}
	if (g[j].Gap == glyph.Joined || j == start) && g[j+1].Gap == glyph.Joined || spacedPoint(g, start, j, k) {
		return k
	}
	return j
}

// spacedPoint reports whether the point at glyph j, with blanks around it, is that
// of a decimal ending at glyph k: "5 . 2 万", "680. 91 亿元"; but "1. 50万元" after
// a stop is an item.
func spacedPoint(g []glyph.Glyph, start, j, k int) bool {
	if k >= len(g) {
		return false
	}
	apart := g[j].Gap != glyph.Joined
	if g[k].R == '%' && apart && g[j+1].Gap != glyph.Joined {
		return true
	}
	unit := g[k].R == '%' || glyph.BigUnit(g[k].R) > 0 || g[k].R == '元' || g[k].R == '个'
	after := start > 0 && (glyph.IsHan(g[start-1].R) || glyph.IsLetter(g[start-1].R))
	return unit && (apart || after)
}

// lastNonZero returns the power of ten of the last digit of s that is not zero.
func lastNonZero(s []byte) int32 {
	point := len(s)
	for i, c := range s {
		if c == '.' {
			point = i
		}
	}
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == '.' || s[i] == '0' {
			continue
		}
		if i < point {
			return int32(point - i - 1)
		}
		return int32(point - i)
	}
	return 0
}
