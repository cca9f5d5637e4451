package number

import (
	"strings"

	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/glyph"
)

// At reads the number at glyph i in either language.
func At(g []glyph.Glyph, i int) (Numeral, bool) {
	switch {
	case g[i].R == '半':
		return halfAt(g, i)
	case g[i].R == '一' && glyph.At(g, i+1) == '半' && glyph.At(g, i-1) != '另' && glyph.At(g, i-1) != '前' && glyph.At(g, i-1) != '后':
		return Numeral{Start: i, End: i + 2, Value: decimal.New(1, 0), Over: decimal.New(2, 0), Chinese: true}, true
	case glyph.IsLetter(g[i].R):
		return wordNumberAt(g, i)
	}
	if f, ok := VulgarFractions[g[i].R]; ok {
		return Numeral{Start: i, End: i + 1, Value: decimal.New(f[0], 0), Over: decimal.New(f[1], 0)}, true
	}
	n, ok := readNumeral(g, i)
	if ok && n.Over.IsZero() && !n.Chinese && n.Digits <= 2 && n.Decimals == 0 && n.Magnitude == 0 && n.End < len(g) && g[n.End].Gap == glyph.Spaced && glyph.IsDigit(g[n.End].R) && g[i].Gap != glyph.Joined == (i > 0) {
		if part, ok := readNumeral(g, n.End); ok && part.Over.IsPositive() && part.Over.LessThanOrEqual(decimal.New(16, 0)) { // 10 1/2
			part.Value, part.Start = n.Value.Mul(part.Over).Add(part.Value), i
			return part, true
		}
	}
	if ok && !n.Chinese && n.Magnitude == 0 && n.Over.IsZero() {
		englishMagnitude(g, &n)
		n = n.withFraction(g)
	}
	return n, ok
}

// halfAt reads 半 as one half: 半年, 半个月, 一半 is read elsewhere.
func halfAt(g []glyph.Glyph, i int) (Numeral, bool) {
	if e, ok := glyph.NextIs(g, i, "半百"); ok {
		return Numeral{Start: i, End: e, Value: decimal.New(50, 0), Chinese: true}, true
	}
	if e, ok := glyph.NextIs(g, i, "半数"); ok {
		return Numeral{Start: i, End: e, Value: decimal.New(1, 0), Over: decimal.New(2, 0), Chinese: true}, true
	}
	if i > 0 {
		switch g[i-1].R {
		case '上', '下', '前', '后', '大', '小', '多', '过', '另', '一':
			return Numeral{}, false
		}
	}
	if e, ok := glyph.NextIs(g, i, "半折"); ok && e > i {
		return Numeral{Start: i, End: i + 1, Value: decimal.New(5, 0), Place: 0, Chinese: true}, true
	}
	if _, ok := glyph.NextIs(g, i+1, "年", "个月", "天", "日", "小时", "个小时", "个钟头", "成", "折", "个工作日"); !ok {
		return Numeral{}, false
	}
	if _, ok := glyph.NextIs(g, i+1, "日制", "年报", "天然", "年度"); ok {
		return Numeral{}, false
	}
	return Numeral{Start: i, End: i + 1, Value: decimal.New(5, -1), Place: -1, Step: -1, Chinese: true}, true
}

// PartOfWord reports whether the single numeral r after the character before it
// ends a word: 统一, 唯一, 同一.
func PartOfWord(before, r rune) bool {
	switch r {
	case '一':
		return strings.ContainsRune("统唯同万单逐划专归合如", before)
	case '二':
		return strings.ContainsRune("十不独说", before)
	case '三':
		return strings.ContainsRune("再举", before)
	}
	return false
}
