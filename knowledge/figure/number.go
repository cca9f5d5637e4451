package figure

import (
	"strings"

	"github.com/shopspring/decimal"
)

// numberAt reads the number at glyph i in either language.
func numberAt(g []glyph, i int) (numeral, bool) {
	switch {
	case g[i].r == '半':
		return halfAt(g, i)
	case g[i].r == '一' && at(g, i+1) == '半' && at(g, i-1) != '另' && at(g, i-1) != '前' && at(g, i-1) != '后':
		return numeral{start: i, end: i + 2, value: decimal.New(1, 0), over: decimal.New(2, 0), chinese: true}, true
	case isLetter(g[i].r):
		return wordNumberAt(g, i)
	}
	if f, ok := vulgarFractions[g[i].r]; ok {
		return numeral{start: i, end: i + 1, value: decimal.New(f[0], 0), over: decimal.New(f[1], 0)}, true
	}
	n, ok := readNumeral(g, i)
	if ok && n.over.IsZero() && !n.chinese && n.digits <= 2 && n.decimals == 0 && n.magnitude == 0 && n.end < len(g) && g[n.end].gap == spaced && isDigit(g[n.end].r) && g[i].gap != joined == (i > 0) {
		if part, ok := readNumeral(g, n.end); ok && part.over.IsPositive() && part.over.LessThanOrEqual(decimal.New(16, 0)) { // 10 1/2
			part.value, part.start = n.value.Mul(part.over).Add(part.value), i
			return part, true
		}
	}
	if ok && !n.chinese && n.magnitude == 0 && n.over.IsZero() {
		englishMagnitude(g, &n)
		n = n.withFraction(g)
	}
	return n, ok
}

// halfAt reads 半 as one half: 半年, 半个月, 一半 is read elsewhere.
func halfAt(g []glyph, i int) (numeral, bool) {
	if e, ok := nextIs(g, i, "半百"); ok {
		return numeral{start: i, end: e, value: decimal.New(50, 0), chinese: true}, true
	}
	if e, ok := nextIs(g, i, "半数"); ok {
		return numeral{start: i, end: e, value: decimal.New(1, 0), over: decimal.New(2, 0), chinese: true}, true
	}
	if i > 0 {
		switch g[i-1].r {
		case '上', '下', '前', '后', '大', '小', '多', '过', '另', '一':
			return numeral{}, false
		}
	}
	if e, ok := nextIs(g, i, "半折"); ok && e > i {
		return numeral{start: i, end: i + 1, value: decimal.New(5, 0), place: 0, chinese: true}, true
	}
	if _, ok := nextIs(g, i+1, "年", "个月", "天", "日", "小时", "个小时", "个钟头", "成", "折", "个工作日"); !ok {
		return numeral{}, false
	}
	if _, ok := nextIs(g, i+1, "日制", "年报", "天然", "年度"); ok {
		return numeral{}, false
	}
	return numeral{start: i, end: i + 1, value: decimal.New(5, -1), place: -1, step: -1, chinese: true}, true
}

// partOfWord reports whether the single numeral r after the character before it
// ends a word: 统一, 唯一, 同一.
func partOfWord(before, r rune) bool {
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
