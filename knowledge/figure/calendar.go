package figure

import (
	"time"

	"github.com/shopspring/decimal"
)

// Dates of other orders and calendars: 31/12/2024, 12/31/2024, 31.12.2024,
// 民國113年, 令和5年.

// eras are the calendars that count years from the beginning of a state or a
// reign: the year before their first.
var eras = newLexicon(map[string]int{
	"民国": 1911, "令和": 2018, "平成": 1988, "昭和": 1925, "明治": 1867,
})

// eraYear reads 民國113年, 令和元年 at glyph i.
func eraYear(g []glyph, i int) (year, end int, ok bool) {
	before, e, ok := eras.at(g, i)
	if !ok || e >= len(g) {
		return 0, i, false
	}
	n, ok := eraNumber(g, e)
	if !ok || at(g, n.end) != '年' {
		return 0, i, false
	}
	year, end = before+int(n.value.IntPart()), n.end+1
	if at(g, end) == '度' {
		end++
	}
	return year, end, true
}

// eraNumber reads the year of an era at glyph i: 元 is the first.
func eraNumber(g []glyph, i int) (numeral, bool) {
	if g[i].r == '元' {
		return numeral{start: i, end: i + 1, value: decimal.New(1, 0)}, true
	}
	if !isDigit(g[i].r) && !startsNumeral(g[i].r) {
		return numeral{}, false
	}
	n, ok := readInteger(g, i)
	return n, ok && n.value.IsInteger() && n.value.IsPositive() && n.value.LessThan(decimal.New(200, 0)) && !n.vague && !n.more
}

// yearLast reads 31/12/2024, 31.12.2024 and 31-12-2024 at glyph i, and the order
// of the United States, 12/31/2024. A day that could be the month makes the
// reading a guess, except with points, where the day stands first.
func yearLast(g []glyph, i int) (moment, bool) {
	first, j, ok := twoDigits(g, i)
	if !ok || i > 0 && g[i].gap == joined && (isDigit(g[i-1].r) || isLetter(g[i-1].r) || isAny(g[i-1].r, "./-")) {
		return moment{}, false
	}
	sign := at(g, j)
	if !isAny(sign, "/.-") || !joinedDigits(g, j, sign) {
		return moment{}, false
	}
	second, k, ok := twoDigits(g, j+1)
	if !ok || !joinedDigits(g, k, sign) {
		return moment{}, false
	}
	year, e, ok := plainYear(g, k+1)
	if !ok || e < len(g) && g[e].gap == joined && (isLetter(g[e].r) || joinedDigits(g, e, at(g, e)) && isAny(at(g, e), "/.-")) {
		return moment{}, false
	}
	day, month := first, second
	if month > 12 {
		day, month = second, first
	}
	if _, valid := NewDate(year, month, day); !valid {
		return moment{}, false
	}
	unsure := sign != '.' && first <= 12 && second <= 12 && first != second
	return moment{start: i, end: e, year: year, month: time.Month(month), day: day, unsure: unsure}, true
}

// twoDigits reads one or two digits at glyph i that can be a day or a month.
func twoDigits(g []glyph, i int) (value, end int, ok bool) {
	end = digitRun(g, i)
	if end == i || end-i > 2 {
		return 0, i, false
	}
	for ; i < end; i++ {
		value = value*10 + int(g[i].r-'0')
	}
	return value, end, value >= 1 && value <= 31
}

// aheadBefore are the words before a date that put it after publication: 定于,
// 将于. They may stand a little before it.
var aheadBefore = newLexiconBefore(set("定于 将于 拟于 将在 定在 拟在 计划于 预定于 预计于 应于 应在 须于 须在 需于 请于 请在 务必于 可于 可在 将从 将自 改至 推迟至 延至 改为 确定于 初定于 暂定于 定为"))

// aheadAfter are the words after a date that do the same.
var aheadAfter = newLexicon(set("截止 截至 为止 止 关闭 届满 到期 开考 开赛 失效"))

// aheadReach is how many glyphs may stand between a date and such a word: the
// time of day, 上午, (星期五).
const aheadReach = 8

// looksAhead reports whether the words around the date put it after publication.
func (s *dateReader) looksAhead(t *dated) bool {
	g := s.glyphs
	for j := t.start; j > 0 && t.start-j < aheadReach; j-- {
		if _, start, ok := aheadBefore.before(g, j); ok {
			return at(g, start-1) != '已'
		}
		if clauseEnd(g[j-1].r) {
			break
		}
	}
	if at(g, t.start-1) == '于' && at(g, t.start-2) == '已' {
		return false
	}
	for j := skipNote(g, t.end); j < len(g) && j-t.end < aheadReach; j = max(j+1, clockEnd(g, j)) {
		if clauseEnd(g[j].r) {
			break
		}
		if _, _, ok := aheadAfter.at(g, j); ok {
			return true
		}
	}
	return false
}

// englishAhead are the verbs before on that put a date after publication:
// applications close on 2 December.
var englishAhead = newLexiconBefore(set("close closes open opens end ends expire expires start starts begin begins commence commences due effect effective scheduled lapse lapses fall falls terminate terminates"))
