package date

import (
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
)

// roleWord is what a word beside a date makes of it.
type roleWord struct {
	role  bound.Role
	bound bound.Bound
}

// dateBefore are the words before a date that say what it is.
var dateBefore = glyph.NewLexiconBefore(map[string]roleWord{
	"截至": {bound.AsOf, bound.Equal}, "截止": {bound.AsOf, bound.Equal}, "截止到": {bound.AsOf, bound.Equal}, "截至到": {bound.AsOf, bound.Equal}, "截止至": {bound.AsOf, bound.Equal}, "截": {bound.AsOf, bound.Equal},
	"自": {bound.Effective, bound.AtLeast}, "从": {bound.Effective, bound.AtLeast}, "自从": {bound.Effective, bound.AtLeast}, "于": {"", bound.Equal}, "在": {"", bound.Equal},
	"至": {bound.Deadline, bound.Equal}, "到": {bound.Target, bound.Equal}, "延长至": {bound.Deadline, bound.Equal}, "延至": {bound.Deadline, bound.Equal}, "延期至": {bound.Deadline, bound.Equal}, "延长到": {bound.Deadline, bound.Equal}, "顺延至": {bound.Deadline, bound.Equal}, "执行至": {bound.Deadline, bound.Equal}, "有效期至": {bound.Deadline, bound.Equal}, "截止日期为": {bound.Deadline, bound.Equal}, "截止时间为": {bound.Deadline, bound.Equal}, "截止日期": {bound.Deadline, bound.Equal}, "截止时间": {bound.Deadline, bound.Equal},
	"不迟于": {bound.Deadline, bound.LessEqual}, "不晚于": {bound.Deadline, bound.LessEqual}, "不得迟于": {bound.Deadline, bound.LessEqual}, "不得晚于": {bound.Deadline, bound.LessEqual}, "最迟": {bound.Deadline, bound.LessEqual}, "最晚": {bound.Deadline, bound.LessEqual}, "最迟于": {bound.Deadline, bound.LessEqual}, "最晚于": {bound.Deadline, bound.LessEqual}, "至迟": {bound.Deadline, bound.LessEqual}, "不早于": {bound.Effective, bound.AtLeast}, "不得早于": {bound.Effective, bound.AtLeast}, "早于": {bound.Deadline, bound.Less}, "晚于": {bound.Effective, bound.Greater},
})

// dateAfter are the words after a date.
var dateAfter = glyph.NewLexicon(map[string]roleWord{
	"前": {bound.Deadline, bound.LessEqual}, "之前": {bound.Deadline, bound.LessEqual}, "以前": {bound.Deadline, bound.LessEqual}, "(含)前": {bound.Deadline, bound.LessEqual}, "(含)以前": {bound.Deadline, bound.LessEqual}, "及以前": {bound.Deadline, bound.LessEqual}, "及之前": {bound.Deadline, bound.LessEqual}, "(不含)前": {bound.Deadline, bound.Less}, "(不含)以前": {bound.Deadline, bound.Less}, "或之前": {bound.Deadline, bound.LessEqual}, "24时前": {bound.Deadline, bound.LessEqual},
	"起": {bound.Effective, bound.AtLeast}, "之日起": {bound.Effective, bound.AtLeast}, "开始": {bound.Effective, bound.AtLeast}, "以来": {bound.Effective, bound.AtLeast}, "(含)起": {bound.Effective, bound.AtLeast}, "始": {bound.Effective, bound.AtLeast}, "起始": {bound.Effective, bound.AtLeast},
	"后": {bound.Effective, bound.AtLeast}, "以后": {bound.Effective, bound.AtLeast}, "之后": {bound.Effective, bound.AtLeast}, "(含)后": {bound.Effective, bound.AtLeast}, "(含)以后": {bound.Effective, bound.AtLeast}, "及以后": {bound.Effective, bound.AtLeast}, "及之后": {bound.Effective, bound.AtLeast}, "(不含)以后": {bound.Effective, bound.Greater}, "(不含)后": {bound.Effective, bound.Greater},
	"止": {bound.Deadline, bound.Equal}, "为止": {bound.Deadline, bound.Equal}, "期间": {bound.Period, bound.Equal}, "时期": {bound.Period, bound.Equal},
})

// dateWords reads the words around a date: its role, its bound, and which way a
// missing year is to be looked for.
func (s *Reader) dateWords(t *Reading) {
	g := s.Glyphs
	before, start, hasBefore := dateBefore.Before(g, t.Start)
	if hasBefore && before.role != "" {
		t.Start = start
	}
	after, end, hasAfter := dateAfter.At(g, t.End)
	if hasAfter = hasAfter && !s.falseDateAfter(t, end); hasAfter {
		t.End = end
	} else {
		after = roleWord{}
	}
	if r := glyph.At(g, t.Start-1); (r == '比' || r == '较') && !hasAfter { // 比上年末增加
		t.Role, t.Drop, t.Cue = bound.Level, t.From.relative, past
		return
	}
	switch {
	case t.HasTo:
		t.Role, t.Bound, t.Cue = bound.Period, bound.Equal, near
		if before.role == bound.Effective || after.role == bound.Deadline {
			t.Role = bound.Effective
		}
	case s.wordBefore(t, before, after), s.wordAfter(t, after):
	case before.role == "" || !s.roleBefore(t, before, g[start].R):
		s.noWords(t, after)
	}
}

// wordBefore reads 截至 before the date, which says how things were whatever
// follows it but a period.
func (s *Reader) wordBefore(t *Reading, before, after roleWord) bool {
	if before.role != bound.AsOf {
		return false
	}
	t.Role, t.Cue = bound.AsOf, past
	if after.role == bound.Period {
		t.Role = bound.Period
	}
	return true
}

// wordAfter reads 前, 起 and their like after the date.
func (s *Reader) wordAfter(t *Reading, after roleWord) bool {
	switch {
	case after.role == bound.Deadline && after.bound != bound.Equal, after.role == bound.Effective:
		t.Role, t.Bound, t.Cue = after.role, after.bound, Future
	default:
		return false
	}
	if after.role == bound.Effective && glyph.At(s.Glyphs, t.End-1) == '来' { // 以来
		t.Cue = past
	}
	return true
}

// roleBefore reads the word before the date, which begins with first.
func (s *Reader) roleBefore(t *Reading, before roleWord, first rune) bool {
	switch {
	case (before.role == bound.Deadline || before.role == bound.Target) && t.Core-t.Start == 1 && s.tellsDone(t): // 至2月6日已收治
		t.Role, t.Cue = bound.AsOf, past
	case before.role == bound.Deadline:
		t.Role, t.Bound, t.Cue = bound.Deadline, before.bound, Future
	case before.role == bound.Target:
		t.Role, t.Cue = bound.Target, Future
	case before.role == bound.Effective && before.bound != bound.Equal && first == '从':
		t.Start = t.Core // 记者从18日举行的发布会
	case before.role == bound.Effective && before.bound != bound.Equal:
		t.Role, t.Bound, t.Cue = bound.Effective, before.bound, past
	default:
		return false
	}
	return true
}

// tellsDone reports whether the words after the date tell what was done by then.
func (s *Reader) tellsDone(t *Reading) bool {
	for j := t.End; j < len(s.Glyphs) && j-t.End < aheadReach && !glyph.ClauseEnd(s.Glyphs[j].R); j++ {
		if _, ok := glyph.NextIs(s.Glyphs, j, "已", "累计", "共有", "共计"); ok {
			return true
		}
	}
	return false
}

// noWords reads a date that no word before it says the role of: 6月30日止, 3月末,
// and what the words farther off tell.
func (s *Reader) noWords(t *Reading, after roleWord) {
	switch {
	case after.role == bound.Deadline:
		t.Role, t.Bound, t.Cue = bound.Deadline, bound.Equal, Future
	case t.From.last && s.soon(t.From):
		t.Cue = Future
	case t.From.last:
		t.Role, t.Cue = bound.AsOf, past
		if t.From.year == 0 && t.From.month == 0 {
			t.Cue = near
		}
	case t.From.IsDay() && t.From.year == 0 && s.looksAhead(t):
		t.Role, t.Cue = bound.Deadline, Future
		if _, _, held := aheadBefore.Before(s.Glyphs, t.Start); held {
			t.Role = ""
		}
	case !t.From.IsDay():
		t.Role = bound.Period
	}
}

// soonDays is how many days after publication an end of a month is taken to be
// ahead rather than a year past: 2月底 said in February.
const soonDays = 31

// soon reports whether the moment, which has no year, comes within soonDays of
// publication.
func (s *Reader) soon(m moment) bool {
	if m.year != 0 || m.month == 0 && m.months == 0 || s.Published.Year == 0 {
		return false
	}
	day, _, ok := m.span(s.Published.Year)
	if !ok {
		return false
	}
	days := daysBetween(s.Published, day)
	return days > 0 && days <= soonDays
}

// falseDateAfter reports whether the word after a date starts another one:
// 2020年起草, 3月后勤.
func (s *Reader) falseDateAfter(t *Reading, end int) bool {
	g := s.Glyphs
	next := glyph.At(g, end)
	switch g[t.End].R {
	case '起':
		return next == '草' || next == '诉' || next == '到'
	case '后':
		return next == '勤' || next == '备' || next == '续'
	case '前':
		return next == '期' || next == '三' && glyph.At(g, end+2) == '季' || next == '列' || next == '后' || next == '往' || next == '来' || next == '两' || glyph.IsDigit(next)
	case '止':
		return next == '付'
	case '始':
		return next == '终'
	}
	return false
}

// skipNote returns the end of a short note in brackets at glyph i that says more
// about a day (星期五, 农历正月初九, 含), or i.
func skipNote(g []glyph.Glyph, i int) int {
	if glyph.At(g, i) != '(' {
		return i
	}
	for j := i + 1; j < len(g) && j-i < 12; j++ {
		if g[j].R == ')' {
			return j + 1
		}
		if glyph.IsDigit(g[j].R) {
			break
		}
	}
	return i
}
