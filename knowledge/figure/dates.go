package figure

import "time"

// dateAt reads the date or period at glyph i with the words around it.
func (s *dateReader) dateAt(i int) (dated, bool) {
	g := s.glyphs
	if m, ok := planAt(g, i); ok {
		return dated{start: m.start, end: m.end, core: m.start, tail: m.end, from: m, role: Period, bound: Equal}, true
	}
	if m, ok := ordinalPlan(g, i); ok {
		return dated{start: m.start, end: m.end, core: m.start, tail: m.end, from: m, role: Period, bound: Equal}, true
	}
	m, ok := s.monthRange(i)
	if !ok {
		if m, ok = momentAt(g, i, s.published); ok {
			ok = s.plausible(m)
		}
	}
	if !ok {
		m, ok = s.dayAlone(i)
	}
	if !ok {
		return dated{}, false
	}
	t := dated{start: m.start, end: m.end, core: m.start, tail: m.end, from: m, bound: Equal, ambiguous: m.unsure}
	s.dateRange(&t)
	if isLetter(at(g, t.start-1)) && g[t.start].gap != joined { // by 31/12/2024
		s.englishDateWords(&t, g)
	} else {
		s.dateWords(&t)
	}
	return t, true
}

// monthRange reads 1-3月, 3、4月 and 2016-2020年 at glyph i as the first moment,
// leaving the second for dateRange.
func (s *dateReader) monthRange(i int) (moment, bool) {
	g := s.glyphs
	j := i
	var m moment
	year, e, relative, hasYear := yearAt(g, j, s.published)
	if hasYear {
		j = e
	}
	first, e, ok := calendarNumber(g, j, 12)
	if ok {
		if k, ok := connector(g, e); ok {
			second, e2, ok := calendarNumber(g, k, 12)
			if ok && second > first && at(g, e2) == '月' && (hasYear || isDigit(g[i].r) || at(g, e2+1) == '份') {
				m = moment{start: i, end: e, year: year, relative: relative, month: time.Month(first)}
				return m, true
			}
		}
	}
	if hasYear {
		return m, false
	}
	// 2016-2020年
	y1, e1, ok := plainYear(g, i)
	if !ok {
		return m, false
	}
	if k, ok := connector(g, e1); ok {
		if y2, e2, ok := plainYear(g, k); ok && y2 > y1 && at(g, e2) == '年' {
			return moment{start: i, end: e1, year: y1}, true
		}
	}
	return m, false
}

// dayAlone reads 9日 at glyph i as a day of the month, unless the words make it
// nine days: 9日内, 满9日, 每9日.
func (s *dateReader) dayAlone(i int) (moment, bool) {
	g := s.glyphs
	day, e, ok := calendarNumber(g, i, 31)
	if !ok || !isDigit(g[i].r) || at(g, e) != '日' {
		return moment{}, false
	}
	m := moment{start: i, end: e + 1, day: day}
	if last := s.previous; last != nil && last.from.day > 0 && listed(g, last.end, i) { // 2月4日、5日和6日
		return m, true
	}
	if i > 0 {
		if _, _, bound := boundsBefore.before(g, i); bound {
			return m, false
		}
		switch g[i-1].r {
		case '满', '长', '限', '每', '近', '后', '前', '第', '个', '续', '迟', '延', '短', '离', '察', '假', '期', '共', '用', '到', '隔', '休', '行', '处', '留', '至', '-', '—', '/', '.', '月', '提', '息', '工', '少', '加', '了', '示', '业':
			return m, false
		}
	}
	if i == 0 && e+1 == len(g) || s.published.IsZero() && s.lastDate.IsZero() {
		return m, false
	}
	if _, after, ok := boundAfter(g, e+1); ok && at(g, e+1) != '起' && after > e+1 {
		return m, false
	}
	switch next := at(g, e+1); next {
	case '内', '以', '之', '游', '均', '志', '无', '为', '期', '制', '龄', '左', '后', '元', '不', '即', '未', ')', '本', '常', '报', '子', '用', '夜', '工', 0:
		return m, false
	case '上':
		return m, at(g, e+2) != '限'
	case '前':
		return m, at(g, i-1) == '于'
	case '的':
		return m, i > 0 && (g[i-1].r == '在' || g[i-1].r == '从' || g[i-1].r == '于')
	}
	return m, true
}

func plainYear(g []glyph, i int) (year, end int, ok bool) {
	j := i
	for j < len(g) && j-i < 4 && isDigit(g[j].r) && (j == i || g[j].gap == joined) {
		year = year*10 + int(g[j].r-'0')
		j++
	}
	return year, j, j-i == 4 && year > 1840 && year < 2150 && !(j < len(g) && isDigit(g[j].r) && g[j].gap == joined)
}

// connector reads what joins the ends of a range at glyph i.
func connector(g []glyph, i int) (end int, ok bool) {
	j := i
	for j < len(g) && isDash(g[j].r) && j-i < 3 {
		j++
	}
	if j > i {
		return j, true
	}
	switch at(g, i) {
	case '至', '到':
		return i + 1, true
	}
	return i, false
}

// plausible reports whether a moment read without any year or day is a date, not
// a count: 3月 is March, 3月龄 is not.
func (s *dateReader) plausible(m moment) bool {
	g := s.glyphs
	next := at(g, m.end)
	if m.year == 0 && m.month == 0 && m.months == 0 && !m.relative { // 年底前
		before, _, _ := dateBefore.before(g, m.start)
		return next == '前' || next == '之' || next == '以' || before.role == AsOf || before.role == Target
	}
	if m.year > 0 && m.month == 0 && m.months == 0 && !m.last && !m.first {
		if m.relative { // 今年 alone states no figure
			return false
		}
		switch next {
		case '版', '第':
			return next == '第' && !s.documentNumber(m.end)
		case '期':
			return at(g, m.end+1) == '间'
		}
		return true
	}
	if m.year == 0 && m.month > 0 && m.day == 0 && m.months == 0 {
		if chineseDigit(g[m.start].r) >= 0 && !m.last && next == '一' { // 一月一次
			return false
		}
		switch next {
		case '龄', '嫂', '子':
			return false
		}
		if m.start > 0 && (g[m.start-1].r == '每' || g[m.start-1].r == '.' || g[m.start-1].r == '·') {
			return false
		}
	}
	if m.start > 0 && m.year == 0 {
		switch g[m.start-1].r {
		case '第':
			return false
		}
		if isDigit(g[m.start].r) && (isLetter(g[m.start-1].r) && g[m.start].gap == joined) {
			return false
		}
	}
	return true
}

// documentNumber reports whether 第 N 号 stands at glyph i: 公告2020年第8号.
func (s *dateReader) documentNumber(i int) bool {
	j := i + 1
	for j < len(s.glyphs) && j-i < 6 && (isDigit(s.glyphs[j].r) || startsNumeral(s.glyphs[j].r)) {
		j++
	}
	return at(s.glyphs, j) == '号' || at(s.glyphs, j) == '期'
}

// dateRange reads the second end of a range of dates.
func (s *dateReader) dateRange(t *dated) {
	g := s.glyphs
	j := clockEnd(g, skipNote(g, t.end)) // 2月14日（星期五）0时至20日
	from := t.from
	if e, ok := nextIs(g, j, "起,", "起"); ok {
		j = e
	}
	k, ok := connector(g, j)
	if !ok {
		return
	}
	if to, ok := momentAt(g, k, s.published); ok {
		if to.year == 0 {
			to.year, to.relative = from.year, from.relative
			if from.year > 0 && to.month > 0 && to.month < from.month {
				to.year++
			}
		}
		if to.month == 0 && to.months == 0 && to.year > 0 && from.month > 0 && !to.last {
			return
		}
		s.closeRange(t, to)
		return
	}
	// A day in the same month: 2月1日至10日.
	if from.day > 0 {
		if day, e, ok := calendarNumber(g, k, 31); ok && (at(g, e) == '日' || at(g, e) == '号') && day > from.day {
			to := from
			to.day, to.end = day, e+1
			s.closeRange(t, to)
		}
	}
}

// skipNote returns the end of a short note in brackets at glyph i that says more
// about a day (星期五, 农历正月初九, 含), or i.
func skipNote(g []glyph, i int) int {
	if at(g, i) != '(' {
		return i
	}
	for j := i + 1; j < len(g) && j-i < 12; j++ {
		if g[j].r == ')' {
			return j + 1
		}
		if isDigit(g[j].r) {
			break
		}
	}
	return i
}

// closeRange makes t a range of dates that ends with to.
func (s *dateReader) closeRange(t *dated, to moment) {
	t.to, t.hasTo = to, true
	t.end, t.tail = to.end, to.end
	for _, w := range []string{"止", "为止", "期间"} {
		if e, ok := nextIs(s.glyphs, t.end, w); ok {
			t.end = e
			break
		}
	}
}

// dateBefore are the words before a date that say what it is.
var dateBefore = newLexiconBefore(map[string]struct {
	role  Role
	bound Bound
}{
	"截至": {AsOf, Equal}, "截止": {AsOf, Equal}, "截止到": {AsOf, Equal}, "截至到": {AsOf, Equal}, "截止至": {AsOf, Equal}, "截": {AsOf, Equal},
	"自": {Effective, AtLeast}, "从": {Effective, AtLeast}, "自从": {Effective, AtLeast}, "于": {"", Equal}, "在": {"", Equal},
	"至": {Deadline, Equal}, "到": {Target, Equal}, "延长至": {Deadline, Equal}, "延至": {Deadline, Equal}, "延期至": {Deadline, Equal}, "延长到": {Deadline, Equal}, "顺延至": {Deadline, Equal}, "执行至": {Deadline, Equal}, "有效期至": {Deadline, Equal}, "截止日期为": {Deadline, Equal}, "截止时间为": {Deadline, Equal}, "截止日期": {Deadline, Equal}, "截止时间": {Deadline, Equal},
	"不迟于": {Deadline, LessEqual}, "不晚于": {Deadline, LessEqual}, "不得迟于": {Deadline, LessEqual}, "不得晚于": {Deadline, LessEqual}, "最迟": {Deadline, LessEqual}, "最晚": {Deadline, LessEqual}, "最迟于": {Deadline, LessEqual}, "最晚于": {Deadline, LessEqual}, "至迟": {Deadline, LessEqual}, "不早于": {Effective, AtLeast}, "不得早于": {Effective, AtLeast}, "早于": {Deadline, Less}, "晚于": {Effective, Greater},
})

// dateAfter are the words after a date.
var dateAfter = newLexicon(map[string]struct {
	role  Role
	bound Bound
}{
	"前": {Deadline, LessEqual}, "之前": {Deadline, LessEqual}, "以前": {Deadline, LessEqual}, "(含)前": {Deadline, LessEqual}, "(含)以前": {Deadline, LessEqual}, "及以前": {Deadline, LessEqual}, "及之前": {Deadline, LessEqual}, "(不含)前": {Deadline, Less}, "(不含)以前": {Deadline, Less}, "或之前": {Deadline, LessEqual}, "24时前": {Deadline, LessEqual},
	"起": {Effective, AtLeast}, "之日起": {Effective, AtLeast}, "开始": {Effective, AtLeast}, "以来": {Effective, AtLeast}, "(含)起": {Effective, AtLeast}, "始": {Effective, AtLeast}, "起始": {Effective, AtLeast},
	"后": {Effective, AtLeast}, "以后": {Effective, AtLeast}, "之后": {Effective, AtLeast}, "(含)后": {Effective, AtLeast}, "(含)以后": {Effective, AtLeast}, "及以后": {Effective, AtLeast}, "及之后": {Effective, AtLeast}, "(不含)以后": {Effective, Greater}, "(不含)后": {Effective, Greater},
	"止": {Deadline, Equal}, "为止": {Deadline, Equal}, "期间": {Period, Equal}, "时期": {Period, Equal},
})

// dateWords reads the words around a date: its role, its bound, and which way a
// missing year is to be looked for.
func (s *dateReader) dateWords(t *dated) {
	g := s.glyphs
	before, start, hasBefore := dateBefore.before(g, t.start)
	if hasBefore && before.role != "" {
		t.start = start
	}
	after, end, hasAfter := dateAfter.at(g, t.end)
	if hasAfter && s.falseDateAfter(t, end) {
		hasAfter = false
	}
	if hasAfter {
		t.end = end
	}
	if r := at(g, t.start-1); (r == '比' || r == '较') && !hasAfter {
		t.role = Level // 比上年末增加
		t.drop = t.from.relative
		t.cue = past
		return
	}
	switch {
	case t.hasTo:
		t.role, t.bound, t.cue = Period, Equal, near
		if hasBefore && before.role == Effective || hasAfter && after.role == Deadline {
			t.role = Effective
		}
	case hasBefore && before.role == AsOf && after.role != Period:
		t.role, t.cue = AsOf, past
	case hasAfter && after.role == Deadline && after.bound != Equal:
		t.role, t.bound, t.cue = Deadline, after.bound, future
	case hasBefore && before.role == AsOf:
		t.role, t.cue = AsOf, past
		if hasAfter && after.role == Period {
			t.role = Period
		}
	case hasAfter && after.role == Effective:
		t.role, t.bound, t.cue = Effective, after.bound, future
		if at(g, end-1) == '来' {
			t.cue = past
		}
	case hasBefore && before.role == Deadline:
		t.role, t.bound, t.cue = Deadline, before.bound, future
	case hasBefore && before.role == Target:
		t.role, t.cue = Target, future
	case hasBefore && before.role == Effective && before.bound != Equal && g[start].r == '从':
		t.start = t.core // 记者从18日举行的发布会
	case hasBefore && before.role == Effective && before.bound != Equal:
		t.role, t.bound, t.cue = Effective, before.bound, past
	case hasAfter && after.role == Deadline: // 6月30日止
		t.role, t.bound, t.cue = Deadline, Equal, future
	case t.from.last:
		t.role, t.cue = AsOf, past
		if t.from.year == 0 && t.from.month == 0 {
			t.cue = near
		}
	case t.from.isDay() && t.from.year == 0 && s.looksAhead(t):
		t.role, t.cue = Deadline, future
		if _, _, held := aheadBefore.before(g, t.start); held {
			t.role = ""
		}
	default:
		if !t.from.isDay() {
			t.role = Period
		}
	}
}

// falseDateAfter reports whether the word after a date starts another one:
// 2020年起草, 3月后勤.
func (s *dateReader) falseDateAfter(t *dated, end int) bool {
	g := s.glyphs
	next := at(g, end)
	switch g[t.end].r {
	case '起':
		return next == '草' || next == '诉' || next == '到'
	case '后':
		return next == '勤' || next == '备' || next == '续'
	case '前':
		return next == '期' || next == '三' && at(g, end+2) == '季' || next == '列' || next == '后' || next == '往' || next == '来' || next == '两' || isDigit(next)
	case '止':
		return next == '付'
	case '始':
		return next == '终'
	}
	return false
}

// resolve gives the date the year it leaves out, and its days.
func (s *dateReader) resolve(t *dated, previous *dated) {
	if t.drop {
		return
	}
	ambiguous := false
	if t.from.day > 0 && t.from.month == 0 && !s.placeDay(t) {
		t.drop = true
		return
	}
	from, to := t.from, t.to
	year := from.year
	if year == 0 && (from.month > 0 || from.last || from.months > 0) {
		switch {
		case previous != nil && s.carries(previous, t):
			year = previous.toDate.Year
			if year == 0 {
				year = previous.fromDate.Year
			}
		case s.published.Year > 0:
			year = s.chooseYear(t)
		default:
			ambiguous = true
		}
	}
	if t.cue == future && from.year == 0 && s.published.Year > 0 && year > s.published.Year && previous == nil {
		if day, _, ok := from.span(year); ok && daysBetween(s.published, day) > farAhead {
			ambiguous = true
		}
	}
	first, last, ok := from.span(year)
	if !ok {
		t.drop = true
		return
	}
	if t.hasTo {
		toYear := to.year
		if toYear == 0 {
			toYear = year
			if to.month < from.month {
				toYear++
			}
		}
		_, end, ok := to.span(toYear)
		if !ok || end.Compare(first) < 0 {
			t.drop = true
			return
		}
		last = end
	}
	t.fromDate, t.toDate = first, last
	t.ambiguous = t.ambiguous || ambiguous || from.relative && s.published.IsZero()
}

// recent is how many days before publication a beginning without a year (2月1日
// 起) is taken to have been, rather than a year ahead.
const recent = 92

// farAhead is how many days after publication a deadline without a year may be
// before it rests on a guess: 2月1日起, said in March, is more often past.
const farAhead = 270

// undoubted is how many days from publication the nearest date may lie that no
// word places before or after it: farther off, the year is a guess.
const undoubted = 120

// placeDay gives a day alone its month: that of the last date read, or the one
// nearest to publication.
func (s *dateReader) placeDay(t *dated) bool {
	near := s.lastDate
	if near.IsZero() || near.Year == 0 {
		near, t.ambiguous = s.published, true
		if near.IsZero() {
			return false
		}
		if t.from.day > near.Day && t.cue != future {
			near.Month--
			if near.Month == 0 {
				near.Month, near.Year = 12, near.Year-1
			}
		}
	}
	for n := 0; n < 2 && t.from.day > daysIn(near.Year, near.Month); n++ {
		if near.Month--; near.Month == 0 {
			near.Month, near.Year = 12, near.Year-1
		}
	}
	t.from.month, t.from.year = near.Month, near.Year
	if t.hasTo && t.to.month == 0 {
		t.to.month, t.to.year = near.Month, near.Year
	}
	return true
}

// carries reports whether a date without a year takes the year of the date
// before it in the same sentence: a list or a comparison of dates that starts
// with a full one. A later date in the year may follow; an earlier one may not.
func (s *dateReader) carries(previous, t *dated) bool {
	if p := previous.from; p.year > 0 && !p.relative && p.month == 0 && p.months == 0 && p.years == 0 && !p.last && !previous.hasTo {
		return t.start-previous.end < looseReach // 2020年春节假期至2月2日
	}
	if previous.from.year == 0 && !previous.hasTo || previous.fromDate.Year == 0 || previous.from.years > 0 {
		return false
	}
	month := previous.from.month
	if previous.hasTo {
		month = previous.to.month
	}
	return t.from.month >= month && month > 0
}

// calendarReach is how many years off a day may lie: 29 February of a year like
// 1900 comes eight years later.
const calendarReach = 8

// chooseYear returns the year that puts the date on the side of publication that
// its words ask for.
func (s *dateReader) chooseYear(t *dated) int {
	published := s.published
	y := published.Year
	span := func(year int) (Date, Date) {
		from, until, ok := t.from.span(year)
		if t.hasTo {
			_, until, _ = t.to.span(year)
			if until.Compare(from) < 0 {
				_, until, _ = t.to.span(year + 1)
			}
		}
		if !ok {
			return Date{}, Date{}
		}
		return from, until
	}
	from, until := span(y)
	switch t.cue {
	case past:
		for n := 0; n < calendarReach && (from.IsZero() || from.Compare(published) > 0); n++ {
			y--
			from, _ = span(y)
		}
	case future:
		if t.role == Effective && !from.IsZero() && from.Compare(published) <= 0 && daysBetween(from, published) <= recent {
			t.ambiguous = true
			return y
		}
		for n := 0; n < calendarReach && (from.IsZero() || until.Compare(published) < 0); n++ {
			y++
			from, until = span(y)
		}
	default:
		best, distance := y, 1<<30
		for _, candidate := range []int{y, y - 1, y + 1} {
			from, until := span(candidate)
			if from.IsZero() {
				continue
			}
			d := 0
			switch {
			case from.Compare(published) > 0:
				d = daysBetween(published, from)
			case until.Compare(published) < 0:
				d = daysBetween(until, published)
			}
			if d < distance {
				best, distance = candidate, d
			}
		}
		t.ambiguous = t.ambiguous || distance > undoubted
		return best
	}
	return y
}

// daysBetween returns the days from a to b.
func daysBetween(a, b Date) int {
	t := func(d Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
	return int(t(b).Sub(t(a)).Hours() / 24)
}
