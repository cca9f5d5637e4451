package date

import (
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
)

// dateBefore are the words before a date that say what it is.
var dateBefore = glyph.NewLexiconBefore(map[string]struct {
	role  bound.Role
	bound bound.Bound
}{
	"截至": {bound.AsOf, bound.Equal}, "截止": {bound.AsOf, bound.Equal}, "截止到": {bound.AsOf, bound.Equal}, "截至到": {bound.AsOf, bound.Equal}, "截止至": {bound.AsOf, bound.Equal}, "截": {bound.AsOf, bound.Equal},
	"自": {bound.Effective, bound.AtLeast}, "从": {bound.Effective, bound.AtLeast}, "自从": {bound.Effective, bound.AtLeast}, "于": {"", bound.Equal}, "在": {"", bound.Equal},
	"至": {bound.Deadline, bound.Equal}, "到": {bound.Target, bound.Equal}, "延长至": {bound.Deadline, bound.Equal}, "延至": {bound.Deadline, bound.Equal}, "延期至": {bound.Deadline, bound.Equal}, "延长到": {bound.Deadline, bound.Equal}, "顺延至": {bound.Deadline, bound.Equal}, "执行至": {bound.Deadline, bound.Equal}, "有效期至": {bound.Deadline, bound.Equal}, "截止日期为": {bound.Deadline, bound.Equal}, "截止时间为": {bound.Deadline, bound.Equal}, "截止日期": {bound.Deadline, bound.Equal}, "截止时间": {bound.Deadline, bound.Equal},
	"不迟于": {bound.Deadline, bound.LessEqual}, "不晚于": {bound.Deadline, bound.LessEqual}, "不得迟于": {bound.Deadline, bound.LessEqual}, "不得晚于": {bound.Deadline, bound.LessEqual}, "最迟": {bound.Deadline, bound.LessEqual}, "最晚": {bound.Deadline, bound.LessEqual}, "最迟于": {bound.Deadline, bound.LessEqual}, "最晚于": {bound.Deadline, bound.LessEqual}, "至迟": {bound.Deadline, bound.LessEqual}, "不早于": {bound.Effective, bound.AtLeast}, "不得早于": {bound.Effective, bound.AtLeast}, "早于": {bound.Deadline, bound.Less}, "晚于": {bound.Effective, bound.Greater},
})

// dateAfter are the words after a date.
var dateAfter = glyph.NewLexicon(map[string]struct {
	role  bound.Role
	bound bound.Bound
}{
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
	if hasAfter && s.falseDateAfter(t, end) {
		hasAfter = false
	}
	if hasAfter {
		t.End = end
	}
	if r := glyph.At(g, t.Start-1); (r == '比' || r == '较') && !hasAfter {
		t.Role = bound.Level // 比上年末增加
		t.Drop = t.From.relative
		t.Cue = past
		return
	}
	switch {
	case t.HasTo:
		t.Role, t.Bound, t.Cue = bound.Period, bound.Equal, near
		if hasBefore && before.role == bound.Effective || hasAfter && after.role == bound.Deadline {
			t.Role = bound.Effective
		}
	case hasBefore && before.role == bound.AsOf && after.role != bound.Period:
		t.Role, t.Cue = bound.AsOf, past
	case hasAfter && after.role == bound.Deadline && after.bound != bound.Equal:
		t.Role, t.Bound, t.Cue = bound.Deadline, after.bound, Future
	case hasBefore && before.role == bound.AsOf:
		t.Role, t.Cue = bound.AsOf, past
		if hasAfter && after.role == bound.Period {
			t.Role = bound.Period
		}
	case hasAfter && after.role == bound.Effective:
		t.Role, t.Bound, t.Cue = bound.Effective, after.bound, Future
		if glyph.At(g, end-1) == '来' {
			t.Cue = past
		}
	case hasBefore && before.role == bound.Deadline:
		t.Role, t.Bound, t.Cue = bound.Deadline, before.bound, Future
	case hasBefore && before.role == bound.Target:
		t.Role, t.Cue = bound.Target, Future
	case hasBefore && before.role == bound.Effective && before.bound != bound.Equal && g[start].R == '从':
		t.Start = t.Core // 记者从18日举行的发布会
	case hasBefore && before.role == bound.Effective && before.bound != bound.Equal:
		t.Role, t.Bound, t.Cue = bound.Effective, before.bound, past
	case hasAfter && after.role == bound.Deadline: // 6月30日止
		t.Role, t.Bound, t.Cue = bound.Deadline, bound.Equal, Future
	case t.From.last:
		t.Role, t.Cue = bound.AsOf, past
		if t.From.year == 0 && t.From.month == 0 {
			t.Cue = near
		}
	case t.From.IsDay() && t.From.year == 0 && s.looksAhead(t):
		t.Role, t.Cue = bound.Deadline, Future
		if _, _, held := aheadBefore.Before(g, t.Start); held {
			t.Role = ""
		}
	default:
		if !t.From.IsDay() {
			t.Role = bound.Period
		}
	}
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
