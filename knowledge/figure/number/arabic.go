package number

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/glyph"
)

// longestNumber is the number of Arabic digits beyond which a run of digits is
// an identifier.
const longestNumber = 30

// readArabic reads Arabic digits with separators and decimals at glyph i.
func readArabic(g []glyph.Glyph, i int) (n Numeral, ok bool) {
	n.Start = i
	digits := make([]byte, 0, 24)
	j := i
	if g[j].R == '.' { // .5
		if j+1 >= len(g) || !glyph.IsDigit(g[j+1].R) || g[j+1].Gap != glyph.Joined {
			return n, false
		}
		digits = append(digits, '0')
	}
	for j < len(g) && glyph.IsDigit(g[j].R) && (j == i || g[j].Gap == glyph.Joined) {
		digits = append(digits, byte(g[j].R))
		j++
	}
	n.Digits = j - i
	if n.Digits > longestNumber {
		n.End = j
		return n, false
	}
	if end := lakhs(g, i, j); end > j {
		for ; j < end; j++ {
			if glyph.IsDigit(g[j].R) {
				digits = append(digits, byte(g[j].R))
				n.Digits++
			}
		}
		n.Grouped = true
	}
	// Thousands: groups of three after a first group of one to three.
	if n.Digits >= 1 && n.Digits <= 3 && !n.Grouped {
		for j+3 < len(g) && thousands(g, j) {
			digits = append(digits, byte(g[j+1].R), byte(g[j+2].R), byte(g[j+3].R))
			j += 4
			n.Digits += 3
			n.Grouped = true
		}
		if !n.Grouped {
			for end := spacedThousands(g, i, j); j < end; j++ {
				digits = append(digits, byte(g[j].R))
				n.Digits++
				n.Grouped = true
			}
		}
		if len(digits) > longestNumber {
			n.End = j
			return n, false
		}
	}
	// Decimals.
	if k := decimals(g, i, j); k > j {
		digits = append(digits, '.')
		for j++; j < k; j++ {
			digits = append(digits, byte(g[j].R))
			n.Decimals++
		}
		if n.Decimals > longestNumber {
			n.End = j
			return n, false
		}
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

// decimals returns where a decimal part after glyph j ends, or j. Blanks around
// the point, as PDF text has them, are allowed before a unit: 5 . 2 万座.
func decimals(g []glyph.Glyph, start, j int) int {
	if j+1 >= len(g) || g[j].R != '.' || !glyph.IsDigit(g[j+1].R) || g[j].Gap > glyph.Broken || g[j+1].Gap > glyph.Broken {
		return j
	}
	k := j + 1
	for k < len(g) && glyph.IsDigit(g[k].R) && (k == j+1 || g[k].Gap == glyph.Joined) {
		k++
	}
	if k < len(g) && g[k].R == '.' && g[k].Gap == glyph.Joined && k+1 < len(g) && glyph.IsDigit(g[k+1].R) && g[k+1].Gap == glyph.Joined {
		return j // 192.168.1.2, 2020.3.15: not a decimal
	}
	if (g[j].Gap == glyph.Joined || j == start) && g[j+1].Gap == glyph.Joined {
		return k
	}
	if k >= len(g) {
		return j
	}
	// Spaced: "5 . 2 万", "680. 91 亿元"; but "1. 50万元" after a stop is an item.
	unit := g[k].R == '%' || glyph.BigUnit(g[k].R) > 0 || g[k].R == '元' || g[k].R == '个'
	after := start > 0 && (glyph.IsHan(g[start-1].R) || glyph.IsLetter(g[start-1].R))
	if unit && (g[j].Gap != glyph.Joined || after) || g[j].Gap != glyph.Joined && g[j+1].Gap != glyph.Joined && g[k].R == '%' {
		return k
	}
	return j
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
