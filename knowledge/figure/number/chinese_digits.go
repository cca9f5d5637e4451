package number

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/glyph"
)

// followsLiang reports whether 两 inside a number goes on with r: 两千两百.
func followsLiang(r rune) bool { return glyph.SmallUnit(r) > 0 || glyph.BigUnit(r) > 0 || r == '点' }

func stepOf(value decimal.Decimal) int32 {
	s := value.String()
	return lastNonZero([]byte(s))
}

// readChineseDigits reads a run of Chinese digits as positional (二〇二〇).
func readChineseDigits(g []glyph.Glyph, i int) (end int, value decimal.Decimal, digits int) {
	var v int64
	j := i
	for j < len(g) && digits < 15 {
		d := glyph.ChineseDigit(g[j].R)
		if d < 0 || j > i && (g[j].Gap > glyph.Broken || g[j].R == '两') {
			break
		}
		v = v*10 + d
		digits++
		j++
	}
	return j, decimal.New(v, 0), digits
}

func chineseDecimals(g []glyph.Glyph, i int) (end int, digits string) {
	b := make([]byte, 0, 8)
	j := i
	for j < len(g) && len(b) < longestNumber {
		d := glyph.ChineseDigit(g[j].R)
		if d < 0 || g[j].Gap > glyph.Broken {
			break
		}
		b = append(b, byte('0'+d))
		j++
	}
	return j, string(b)
}
