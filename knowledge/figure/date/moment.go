package date

import (
	"time"

	"policybot/knowledge/figure/glyph"
)

// moment is a day or a stretch of days as written, with what the words leave
// out: 2020年3月末, 4月14日, 一季度, 上半年.
type moment struct {
	start, end int  // glyphs
	year       int  // 0 where not written
	relative   bool // the year comes from 今年, 去年: relative to publication
	month      time.Month
	day        int
	months     int  // length in months where it is a stretch of months: 3 for a quarter
	last       bool // 末, 底: the last day of it
	first      bool // 初
	decade     int  // 1, 2, 3: 上旬, 中旬, 下旬
	years      int  // length in years: 5 for 十三五
	unsure     bool // day and month may have changed places: 5/6/2024
}

// IsDay reports whether m is one day.
func (m moment) IsDay() bool { return m.day > 0 || m.last || m.first }

// span returns the first and last day of m, given its year; the days are only
// valid when the calendar has them.
func (m moment) span(year int) (from, until Date, ok bool) {
	month := m.month
	switch {
	case m.years > 0:
		from, until = Date{year, 1, 1}, Date{year + m.years - 1, 12, 31}
	case m.day > 0:
		from = Date{year, month, m.day}
		if year == 0 { // any year: take a leap year, so that 29 February exists
			_, ok = New(2020, int(month), m.day)
			return from, from, ok
		}
		_, ok = New(year, int(month), m.day)
		return from, from, ok
	case m.months > 0:
		from = Date{year, month, 1}
		last := month + time.Month(m.months) - 1
		until = Date{year, last, daysIn(year, last)}
	case month > 0:
		from, until = Date{year, month, 1}, Date{year, month, daysIn(year, month)}
		switch m.decade {
		case 1:
			until.Day = 10
		case 2:
			from.Day, until.Day = 11, 20
		case 3:
			from.Day = 21
		}
	default:
		from, until = Date{year, 1, 1}, Date{year, 12, 31}
	}
	if m.last {
		from = until
	}
	if m.first {
		until = from
	}
	return from, until, true
}

// daysIn returns the number of days of a month; 28 for February of an unknown
// year.
func daysIn(year int, month time.Month) int {
	if year == 0 {
		year = 2019
	}
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// momentAt reads the moment at glyph i.
func momentAt(g []glyph.Glyph, i int, published Date) (moment, bool) {
	if m, ok := isoMoment(g, i); ok {
		return m, true
	}
	if m, ok := YearLast(g, i); ok {
		return m, true
	}
	m := moment{start: i, end: i}
	year, e, relative, hasYear := yearAt(g, i, published)
	switch {
	case hasYear:
		m.year, m.relative, m.end = year, relative, e
	case glyph.At(g, i) == '年': // 年底前, 年末
		e, ok := glyph.NextIs(g, i, "年底", "年末")
		m.end, m.last = e, true
		return m, ok && !quantified(glyph.At(g, i-1))
	}
	j := m.end
	if hasYear && glyph.At(g, j) == '的' { // 2021年的第一季度
		j++
	}
	if part, ok := partAt(g, j, m); ok {
		return part, true
	}
	return m, hasYear
}

// partAt reads the part of a year at glyph j, after what m has: a month with or
// without its day, a quarter, a half, the end.
func partAt(g []glyph.Glyph, j int, m moment) (moment, bool) {
	hasYear := j > m.start
	if e, ok := glyph.NextIs(g, j, "年底", "年末", "底", "末"); ok && (hasYear || glyph.At(g, j) == '年') {
		m.last, m.end = true, e
		return m, true
	}
	if e, ok := glyph.NextIs(g, j, "年初", "初"); ok && hasYear {
		m.first, m.end = true, e
		return m, true
	}
	if p, e, ok := parts.At(g, j); ok {
		m.month, m.months, m.end = p.month, p.months, e
		m.readEdge(g)
		return m, true
	}
	month, e, ok := calendarNumber(g, j, 12)
	if !ok {
		return m, false
	}
	e, ok = glyph.NextIs(g, e, "月份", "月")
	if !ok {
		return m, false
	}
	m.month, m.end = time.Month(month), e
	if day, e2, ok := calendarNumber(g, e, 31); ok {
		switch {
		case glyph.At(g, e2) == '日' || glyph.At(g, e2) == '号':
			m.day, m.end = day, e2+1
			return m, true
		case m.year > 0 && glyph.IsHan(glyph.At(g, e)) && !glyph.IsHan(glyph.At(g, e2)): // 二〇〇四年八月十五
			m.day, m.end = day, e2
			return m, true
		}
	}
	m.readEdge(g)
	return m, true
}

// readEdge reads the words after a month or quarter that name its end, its
// beginning or a third of it: 3月末, 4月初, 5月中旬.
func (m *moment) readEdge(g []glyph.Glyph) {
	switch glyph.At(g, m.end) {
	case '末', '底':
		m.last = true
		m.end++
	case '初':
		m.first = true
		m.end++
	case '上', '中', '下':
		if glyph.At(g, m.end+1) == '旬' && m.months == 0 {
			m.decade = map[rune]int{'上': 1, '中': 2, '下': 3}[glyph.At(g, m.end)]
			m.end += 2
		}
	}
}

// parts are the named parts of a year.
var parts = glyph.NewLexicon(map[string]struct {
	month  time.Month
	months int
}{
	"上半年": {1, 6}, "下半年": {7, 6}, "前半年": {1, 6}, "后半年": {7, 6},
	"第一季度": {1, 3}, "一季度": {1, 3}, "1季度": {1, 3}, "第1季度": {1, 3}, "首季度": {1, 3}, "首季": {1, 3},
	"第二季度": {4, 3}, "二季度": {4, 3}, "2季度": {4, 3}, "第2季度": {4, 3},
	"第三季度": {7, 3}, "三季度": {7, 3}, "3季度": {7, 3}, "第3季度": {7, 3},
	"第四季度": {10, 3}, "四季度": {10, 3}, "4季度": {10, 3}, "第4季度": {10, 3},
	"前三季度": {1, 9}, "前两季度": {1, 6}, "前二季度": {1, 6}, "前3季度": {1, 9}, "前三个季度": {1, 9}, "前两个季度": {1, 6},
})

// quantified reports whether 年 after r is a span of years or a year of its own:
// 3年底, 每年底.
func quantified(r rune) bool {
	return glyph.IsDigit(r) || glyph.StartsNumeral(r) || r == '个' || r == '多' || r == '余' || r == '每' || r == '学' || r == '历'
}
