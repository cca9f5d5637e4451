package figure

import (
	"github.com/shopspring/decimal"
)

// longestNumber is the number of Arabic digits beyond which a run of digits is
// an identifier.
const longestNumber = 30

// readArabic reads Arabic digits with separators and decimals at glyph i.
func readArabic(g []glyph, i int) (n numeral, ok bool) {
	n.start = i
	digits := make([]byte, 0, 24)
	j := i
	if g[j].r == '.' { // .5
		if j+1 >= len(g) || !isDigit(g[j+1].r) || g[j+1].gap != joined {
			return n, false
		}
		digits = append(digits, '0')
	}
	for j < len(g) && isDigit(g[j].r) && (j == i || g[j].gap == joined) {
		digits = append(digits, byte(g[j].r))
		j++
	}
	n.digits = j - i
	if n.digits > longestNumber {
		n.end = j
		return n, false
	}
	if end := lakhs(g, i, j); end > j {
		for ; j < end; j++ {
			if isDigit(g[j].r) {
				digits = append(digits, byte(g[j].r))
				n.digits++
			}
		}
		n.grouped = true
	}
	// Thousands: groups of three after a first group of one to three.
	if n.digits >= 1 && n.digits <= 3 && !n.grouped {
		for j+3 < len(g) && thousands(g, j) {
			digits = append(digits, byte(g[j+1].r), byte(g[j+2].r), byte(g[j+3].r))
			j += 4
			n.digits += 3
			n.grouped = true
		}
		if !n.grouped {
			for end := spacedThousands(g, i, j); j < end; j++ {
				digits = append(digits, byte(g[j].r))
				n.digits++
				n.grouped = true
			}
		}
		if len(digits) > longestNumber {
			n.end = j
			return n, false
		}
	}
	// Decimals.
	if k := decimals(g, i, j); k > j {
		digits = append(digits, '.')
		for j++; j < k; j++ {
			digits = append(digits, byte(g[j].r))
			n.decimals++
		}
		if n.decimals > longestNumber {
			n.end = j
			return n, false
		}
	}
	value, err := decimal.NewFromString(string(digits))
	if err != nil || j == i {
		n.end = i
		return n, false
	}
	n.value, n.end = value, j
	n.place = int32(-n.decimals)
	n.step = lastNonZero(digits)
	return n.withExponent(g).withSuperscript(g), true
}

// decimals returns where a decimal part after glyph j ends, or j. Blanks around
// the point, as PDF text has them, are allowed before a unit: 5 . 2 万座.
func decimals(g []glyph, start, j int) int {
	if j+1 >= len(g) || g[j].r != '.' || !isDigit(g[j+1].r) || g[j].gap > broken || g[j+1].gap > broken {
		return j
	}
	k := j + 1
	for k < len(g) && isDigit(g[k].r) && (k == j+1 || g[k].gap == joined) {
		k++
	}
	if k < len(g) && g[k].r == '.' && g[k].gap == joined && k+1 < len(g) && isDigit(g[k+1].r) && g[k+1].gap == joined {
		return j // 192.168.1.2, 2020.3.15: not a decimal
	}
	if (g[j].gap == joined || j == start) && g[j+1].gap == joined {
		return k
	}
	if k >= len(g) {
		return j
	}
	// Spaced: "5 . 2 万", "680. 91 亿元"; but "1. 50万元" after a stop is an item.
	unit := g[k].r == '%' || bigUnit(g[k].r) > 0 || g[k].r == '元' || g[k].r == '个'
	after := start > 0 && (isHan(g[start-1].r) || isLetter(g[start-1].r))
	if unit && (g[j].gap != joined || after) || g[j].gap != joined && g[j+1].gap != joined && g[k].r == '%' {
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
