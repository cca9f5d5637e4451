package figure

import "time"

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

// isDay reports whether m is one day.
func (m moment) isDay() bool { return m.day > 0 || m.last || m.first }

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
			_, ok = NewDate(2020, int(month), m.day)
			return from, from, ok
		}
		_, ok = NewDate(year, int(month), m.day)
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
func momentAt(g []glyph, i int, published Date) (moment, bool) {
	if m, ok := isoMoment(g, i); ok {
		return m, true
	}
	if m, ok := yearLast(g, i); ok {
		return m, true
	}
	m := moment{start: i, end: i}
	year, e, relative, hasYear := yearAt(g, i, published)
	switch {
	case hasYear:
		m.year, m.relative, m.end = year, relative, e
	case at(g, i) == '年': // 年底前, 年末
		e, ok := nextIs(g, i, "年底", "年末")
		m.end, m.last = e, true
		return m, ok && !quantified(at(g, i-1))
	}
	j := m.end
	if hasYear && at(g, j) == '的' { // 2021年的第一季度
		j++
	}
	if part, ok := partAt(g, j, m); ok {
		return part, true
	}
	return m, hasYear
}

// partAt reads the part of a year at glyph j, after what m has: a month with or
// without its day, a quarter, a half, the end.
func partAt(g []glyph, j int, m moment) (moment, bool) {
	hasYear := j > m.start
	if e, ok := nextIs(g, j, "年底", "年末", "底", "末"); ok && (hasYear || at(g, j) == '年') {
		m.last, m.end = true, e
		return m, true
	}
	if e, ok := nextIs(g, j, "年初", "初"); ok && hasYear {
		m.first, m.end = true, e
		return m, true
	}
	if p, e, ok := parts.at(g, j); ok {
		m.month, m.months, m.end = p.month, p.months, e
		m.readEdge(g)
		return m, true
	}
	month, e, ok := calendarNumber(g, j, 12)
	if !ok {
		return m, false
	}
	e, ok = nextIs(g, e, "月份", "月")
	if !ok {
		return m, false
	}
	m.month, m.end = time.Month(month), e
	if day, e2, ok := calendarNumber(g, e, 31); ok {
		switch {
		case at(g, e2) == '日' || at(g, e2) == '号':
			m.day, m.end = day, e2+1
			return m, true
		case m.year > 0 && isHan(at(g, e)) && !isHan(at(g, e2)): // 二〇〇四年八月十五
			m.day, m.end = day, e2
			return m, true
		}
	}
	m.readEdge(g)
	return m, true
}

// readEdge reads the words after a month or quarter that name its end, its
// beginning or a third of it: 3月末, 4月初, 5月中旬.
func (m *moment) readEdge(g []glyph) {
	switch at(g, m.end) {
	case '末', '底':
		m.last = true
		m.end++
	case '初':
		m.first = true
		m.end++
	case '上', '中', '下':
		if at(g, m.end+1) == '旬' && m.months == 0 {
			m.decade = map[rune]int{'上': 1, '中': 2, '下': 3}[at(g, m.end)]
			m.end += 2
		}
	}
}

// parts are the named parts of a year.
var parts = newLexicon(map[string]struct {
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
	return isDigit(r) || startsNumeral(r) || r == '个' || r == '多' || r == '余' || r == '每' || r == '学' || r == '历'
}

// calendarNumber reads a month or day number of at most limit.
func calendarNumber(g []glyph, i, limit int) (value, end int, ok bool) {
	j := i
	for j < len(g) && isDigit(g[j].r) && j-i < 3 && (j == i || g[j].gap == joined) {
		value = value*10 + int(g[j].r-'0')
		j++
	}
	if j > i {
		return value, j, j-i <= 2 && value >= 1 && value <= limit && (j >= len(g) || !isDigit(g[j].r) || g[j].gap != joined)
	}
	tens := false
	for j < len(g) && j-i < 3 {
		r := g[j].r
		if d := chineseDigit(r); d >= 0 && r != '两' {
			if j > i && !tens {
				return 0, i, false
			}
			value += int(d)
			j++
			if at(g, j) == '十' && !tens && d > 0 {
				value *= 10
				tens = true
				j++
				continue
			}
			break
		}
		if r == '十' && j == i {
			value, tens = 10, true
			j++
			continue
		}
		break
	}
	return value, j, j > i && value >= 1 && value <= limit
}

// yearAt reads a year: 2020年, 二〇二〇年, 今年, 2019年度; 20年3月 only with a month.
func yearAt(g []glyph, i int, published Date) (year, end int, relative, ok bool) {
	if words, e, found := relativeYears.at(g, i); found {
		if published.Year == 0 {
			return 0, e, true, true
		}
		return published.Year + words, e, true, true
	}
	if year, e, ok := eraYear(g, i); ok {
		return year, e, false, true
	}
	j := i
	digits := 0
	for j < len(g) && digits < 5 {
		d := int64(-1)
		if isDigit(g[j].r) && (j == i || g[j].gap == joined) {
			d = int64(g[j].r - '0')
		} else if !isDigit(g[j].r) && g[j].r != '两' && (j == i || g[j].gap < paragraph) {
			d = chineseDigit(g[j].r)
		}
		if d < 0 {
			break
		}
		year = year*10 + int(d)
		digits++
		j++
	}
	if digits == 2 && at(g, j) == '年' && at(g, j+1) != '内' {
		if month, e, ok := calendarNumber(g, j+1, 12); ok && month > 0 && at(g, e) == '月' && year < 50 && at(g, e+1) != '以' {
			return 2000 + year, j + 1, false, true
		}
		if year < 10 {
			return 2000 + year, j + 1, false, true // 07年
		}
		return 0, i, false, false
	}
	if digits != 4 || year < 1840 || year > 2150 {
		return 0, i, false, false
	}
	if at(g, j) == '年' {
		j++
		if at(g, j) == '度' && at(g, j+1) != '电' {
			j++
		}
		return year, j, false, true
	}
	return 0, i, false, false
}

var relativeYears = newLexicon(map[string]int{
	"今年": 0, "本年": 0, "本年度": 0, "当年": 0, "今年度": 0, "去年": -1, "上年": -1, "上年度": -1, "上一年度": -1, "上一年": -1, "去年度": -1, "明年": 1, "次年": 1, "下一年度": 1, "来年": 1, "前年": -2,
})

// isoMoment reads 2020-03-31, 2020/3/31, 2020.3.31 and 2020.03 at glyph i.
func isoMoment(g []glyph, i int) (moment, bool) {
	m := moment{start: i}
	if i+5 >= len(g) || !isDigit(g[i].r) || i > 0 && (isDigit(g[i-1].r) || isLetter(g[i-1].r) || g[i-1].r == '-' && !isDigit(at(g, i-2)) || g[i-1].r == '/') && g[i].gap == joined {
		return m, false
	}
	for k := 1; k < 4; k++ {
		if !isDigit(g[i+k].r) || g[i+k].gap != joined {
			return m, false
		}
	}
	year := int(g[i].r-'0')*1000 + int(g[i+1].r-'0')*100 + int(g[i+2].r-'0')*10 + int(g[i+3].r-'0')
	separator := g[i+4].r
	if year < 1900 || year > 2150 || separator != '-' && separator != '/' && separator != '.' || g[i+4].gap != joined {
		return m, false
	}
	month, e, ok := calendarNumber(g, i+5, 12)
	if !ok || !isDigit(g[i+5].r) || g[i+5].gap != joined {
		return m, false
	}
	if at(g, e) == separator && g[e].gap == joined && e+1 < len(g) && isDigit(g[e+1].r) && g[e+1].gap == joined {
		if day, e2, ok := calendarNumber(g, e+1, 31); ok {
			if _, valid := NewDate(year, month, day); valid {
				m.year, m.month, m.day, m.end = year, time.Month(month), day, e2
				return m, true
			}
		}
		return m, false
	}
	if separator == '.' && e-(i+5) == 2 && !isHan(at(g, e)) && at(g, e) != '%' || separator == '-' && e-(i+5) == 2 && !isHan(at(g, e)) && !isDash(at(g, e)) && at(g, e) != '%' {
		m.year, m.month, m.end = year, time.Month(month), e
		return m, true
	}
	return m, false
}

// planAt reads 十三五 as the five years it names.
func planAt(g []glyph, i int) (moment, bool) {
	if at(g, i) != '十' {
		return moment{}, false
	}
	for k, plan := range plans {
		if e := matchForward(g, i, plan); e > 0 {
			m := moment{start: i, end: e, year: 2001 + 5*k, years: 5}
			if opened := at(g, i-1); opened == '“' || opened == '"' || opened == '‘' || opened == '\'' || opened == '「' {
				m.start--
				switch at(g, e) {
				case '”', '"', '’', '\'', '」':
					m.end++
				default:
					return m, false
				}
			} else if _, ok := nextIs(g, e, "时期", "期间", "规划", "末", "期末", "以来"); !ok {
				return m, false
			}
			return m, true
		}
	}
	return moment{}, false
}

// ordinalPeriodEnd returns the end of 个五年 at glyph j, after 第 and its number, or
// j: 第三个五年 names a stretch of years.
func ordinalPeriodEnd(g []glyph, j int) int {
	if at(g, j) != '个' {
		return j
	}
	_, e, ok := calendarNumber(g, j+1, 99)
	if !ok || at(g, e) != '年' {
		return j
	}
	return e + 1
}

// ordinalPlan reads 第十四个五年规划 at glyph i as the five years it names. The
// first two plans began in 1953 and 1958, the third in 1966.
func ordinalPlan(g []glyph, i int) (moment, bool) {
	if at(g, i) != '第' {
		return moment{}, false
	}
	n, e, ok := calendarNumber(g, i+1, 40)
	if !ok {
		return moment{}, false
	}
	e, ok = nextIs(g, e, "个五年规划", "个五年计划", "个5年规划", "个5年计划")
	if !ok {
		return moment{}, false
	}
	return fiveYears(i, e, n), true
}

// fiveYears returns the years of plan n, whose name is [start, end).
func fiveYears(start, end, n int) moment {
	first := 1966 + 5*(n-3)
	if n < 3 {
		first = 1953 + 5*(n-1)
	}
	return moment{start: start, end: end, year: first, years: 5}
}

// plans are the five-year plans from the tenth, which began in 2001.
var plans = []string{"十五计划", "十一五", "十二五", "十三五", "十四五", "十五五", "十六五"}
