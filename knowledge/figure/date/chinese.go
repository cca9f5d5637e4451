package date

import (
	"time"

	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
)

// At reads the date or period at glyph i with the words around it.
func (s *Reader) At(i int) (Reading, bool) {
	g := s.Glyphs
	if m, ok := planAt(g, i); ok {
		return Reading{Start: m.start, End: m.end, Core: m.start, Tail: m.end, From: m, Role: bound.Period, Bound: bound.Equal}, true
	}
	if m, ok := OrdinalPlan(g, i); ok {
		return Reading{Start: m.start, End: m.end, Core: m.start, Tail: m.end, From: m, Role: bound.Period, Bound: bound.Equal}, true
	}
	m, ok := s.monthRange(i)
	if !ok {
		if m, ok = momentAt(g, i, s.Published); ok {
			ok = s.plausible(m)
		}
	}
	if !ok {
		m, ok = s.dayAlone(i)
	}
	if !ok {
		return Reading{}, false
	}
	t := Reading{Start: m.start, End: m.end, Core: m.start, Tail: m.end, From: m, Bound: bound.Equal, Ambiguous: m.unsure}
	s.dateRange(&t)
	if glyph.IsLetter(glyph.At(g, t.Start-1)) && g[t.Start].Gap != glyph.Joined { // by 31/12/2024
		s.englishDateWords(&t, g)
	} else {
		s.dateWords(&t)
	}
	return t, true
}

// monthRange reads 1-3月, 3、4月 and 2016-2020年 at glyph i as the first moment,
// leaving the second for dateRange.
func (s *Reader) monthRange(i int) (moment, bool) {
	g := s.Glyphs
	j := i
	var m moment
	year, e, relative, hasYear := yearAt(g, j, s.Published)
	if hasYear {
		j = e
	}
	first, e, ok := calendarNumber(g, j, 12)
	if ok {
		if k, ok := glyph.Connector(g, e); ok {
			second, e2, ok := calendarNumber(g, k, 12)
			if ok && second > first && glyph.At(g, e2) == '月' && (hasYear || glyph.IsDigit(g[i].R) || glyph.At(g, e2+1) == '份') {
				m = moment{start: i, end: e, year: year, relative: relative, month: time.Month(first)}
				return m, true
			}
		}
	}
	if hasYear {
		return m, false
	}
	// 2016-2020年
	y1, e1, ok := PlainYear(g, i)
	if !ok {
		return m, false
	}
	if k, ok := glyph.Connector(g, e1); ok {
		if y2, e2, ok := PlainYear(g, k); ok && y2 > y1 && glyph.At(g, e2) == '年' {
			return moment{start: i, end: e1, year: y1}, true
		}
	}
	return m, false
}

// dayAlone reads 9日 at glyph i as a day of the month, unless the words make it
// nine days: 9日内, 满9日, 每9日.
func (s *Reader) dayAlone(i int) (moment, bool) {
	g := s.Glyphs
	day, e, ok := calendarNumber(g, i, 31)
	if !ok || !glyph.IsDigit(g[i].R) || glyph.At(g, e) != '日' {
		return moment{}, false
	}
	m := moment{start: i, end: e + 1, day: day}
	if last := s.Previous; last != nil && last.From.day > 0 && glyph.Listed(g, last.End, i) { // 2月4日、5日和6日
		return m, true
	}
	if i > 0 {
		if _, _, bound := bound.WordsBefore.Before(g, i); bound {
			return m, false
		}
		if r := glyph.At(g, i-2); g[i-1].R == '至' && r == '截' || g[i-1].R == '行' && glyph.IsAny(r, "银央分支总") { // 截至7日, 国家开发银行24日
			return m, true
		}
		switch g[i-1].R {
		case '满', '长', '限', '每', '近', '后', '前', '第', '个', '续', '迟', '延', '短', '离', '察', '假', '期', '共', '用', '到', '隔', '休', '行', '处', '留', '至', '-', '—', '/', '.', '月', '提', '息', '工', '少', '加', '了', '示', '业':
			return m, false
		}
	}
	if i == 0 && e+1 == len(g) || s.Published.IsZero() && s.LastDate.IsZero() {
		return m, false
	}
	if _, after, ok := bound.After(g, e+1); ok && glyph.At(g, e+1) != '起' && after > e+1 {
		return m, false
	}
	switch next := glyph.At(g, e+1); next {
	case '内', '以', '之', '游', '均', '志', '无', '为', '期', '制', '龄', '左', '后', '元', '不', '即', '未', ')', '本', '常', '报', '子', '用', '夜', '工', 0:
		return m, false
	case '上':
		return m, glyph.At(g, e+2) != '限'
	case '前':
		return m, glyph.At(g, i-1) == '于'
	case '的':
		return m, i > 0 && (g[i-1].R == '在' || g[i-1].R == '从' || g[i-1].R == '于')
	}
	return m, true
}

// plausible reports whether a moment read without any year or day is a date, not
// a count: 3月 is March, 3月龄 is not.
func (s *Reader) plausible(m moment) bool {
	g := s.Glyphs
	next := glyph.At(g, m.end)
	whole := m.month == 0 && m.months == 0
	switch {
	case m.year == 0 && whole && !m.relative: // 年底前
		before, _, _ := dateBefore.Before(g, m.start)
		return glyph.IsAny(next, "前之以") || before.role == bound.AsOf || before.role == bound.Target
	case m.year > 0 && whole && !m.last && !m.first:
		return !m.relative && s.namesYear(m, next) // 今年 alone states no figure
	case m.year > 0:
		return true
	}
	if m.month > 0 && m.day == 0 && m.months == 0 && !s.namesMonth(m, next) {
		return false
	}
	if m.start == 0 {
		return true
	}
	code := glyph.IsDigit(g[m.start].R) && glyph.IsLetter(g[m.start-1].R) && g[m.start].Gap == glyph.Joined
	return g[m.start-1].R != '第' && !code
}

// namesYear reports whether 2020年 before next is a year, not a part of the name of
// a document (2020年版, 公告2020年第8号) or an issue (2020年期).
func (s *Reader) namesYear(m moment, next rune) bool {
	switch next {
	case '版':
		return false
	case '第':
		return !s.documentNumber(m.end)
	case '期':
		return glyph.At(s.Glyphs, m.end+1) == '间'
	}
	return true
}

// namesMonth reports whether 3月 before next is a month: 3月龄, 一月一次 and 每月 are
// none.
func (s *Reader) namesMonth(m moment, next rune) bool {
	g := s.Glyphs
	if glyph.ChineseDigit(g[m.start].R) >= 0 && !m.last && next == '一' || glyph.IsAny(next, "龄嫂子") {
		return false
	}
	return !glyph.IsAny(glyph.At(g, m.start-1), "每.·")
}

// documentNumber reports whether 第 N 号 stands at glyph i: 公告2020年第8号.
func (s *Reader) documentNumber(i int) bool {
	j := i + 1
	for j < len(s.Glyphs) && j-i < 6 && (glyph.IsDigit(s.Glyphs[j].R) || glyph.StartsNumeral(s.Glyphs[j].R)) {
		j++
	}
	return glyph.At(s.Glyphs, j) == '号' || glyph.At(s.Glyphs, j) == '期'
}

// dateRange reads the second end of a range of dates.
func (s *Reader) dateRange(t *Reading) {
	g := s.Glyphs
	j := ClockEnd(g, skipNote(g, t.End)) // 2月14日（星期五）0时至20日
	from := t.From
	if e, ok := glyph.NextIs(g, j, "起,", "起"); ok {
		j = e
	}
	k, ok := glyph.Connector(g, j)
	if !ok {
		return
	}
	if to, ok := momentAt(g, k, s.Published); ok {
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
		if day, e, ok := calendarNumber(g, k, 31); ok && (glyph.At(g, e) == '日' || glyph.At(g, e) == '号') && day > from.day {
			to := from
			to.day, to.end = day, e+1
			s.closeRange(t, to)
		}
	}
}

// closeRange makes t a range of dates that ends with to.
func (s *Reader) closeRange(t *Reading, to moment) {
	t.to, t.HasTo = to, true
	t.End, t.Tail = to.end, to.end
	for _, w := range []string{"止", "为止", "期间"} {
		if e, ok := glyph.NextIs(s.Glyphs, t.End, w); ok {
			t.End = e
			break
		}
	}
}
