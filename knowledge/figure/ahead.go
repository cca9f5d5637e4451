package figure

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

// englishLooksAhead reports whether the words before on, which stands at glyph
// start, put a date after publication.
func (s *dateReader) englishLooksAhead(start int) bool {
	_, _, ok := englishAhead.before(s.glyphs, start)
	return ok || s.obliges()
}

// obliges reports whether the sentence says that something must be done.
func (s *dateReader) obliges() bool {
	if s.obliged == nil {
		obliged := false
		g := s.glyphs
		for j := 0; j < len(g) && !obliged; j++ {
			if j == 0 || !isLetter(g[j-1].r) || g[j].gap != joined {
				_, _, obliged = obligations.at(g, j)
			}
		}
		s.obliged = &obliged
	}
	return *s.obliged
}

// obligations are the words that make by a deadline.
var obligations = newLexicon(setWith("are to,is to", "shall must will should required need needs aim aims plan plans target targets submit apply due deadline ought"))
