package figure

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
