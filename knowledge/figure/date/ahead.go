package date

import "policybot/knowledge/figure/glyph"

// aheadBefore are the words before a date that put it after publication: 定于,
// 将于. They may stand a little before it.
var aheadBefore = glyph.NewLexiconBefore(glyph.Set("定于 将于 拟于 将在 定在 拟在 计划于 预定于 预计于 应于 应在 须于 须在 需于 请于 请在 务必于 可于 可在 将从 将自 改至 推迟至 延至 改为 确定于 初定于 暂定于 定为"))

// aheadAfter are the words after a date that do the same.
var aheadAfter = glyph.NewLexicon(glyph.Set("截止 截至 为止 止 关闭 届满 到期 开考 开赛 失效"))

// aheadReach is how many glyphs may stand between a date and such a word: the
// time of day, 上午, (星期五).
const aheadReach = 8

// looksAhead reports whether the words around the date put it after publication.
func (s *Reader) looksAhead(t *Reading) bool {
	g := s.Glyphs
	for j := t.Start; j > 0 && t.Start-j < aheadReach; j-- {
		if _, start, ok := aheadBefore.Before(g, j); ok {
			return !glyph.IsAny(glyph.At(g, start-1), "已原")
		}
		if glyph.ClauseEnd(g[j-1].R) {
			break
		}
	}
	if glyph.At(g, t.Start-1) == '于' && glyph.At(g, t.Start-2) == '已' {
		return false
	}
	for j := skipNote(g, t.End); j < len(g) && j-t.End < aheadReach; j = max(j+1, ClockEnd(g, j)) {
		if glyph.ClauseEnd(g[j].R) {
			break
		}
		if _, _, ok := aheadAfter.At(g, j); ok {
			return true
		}
	}
	return false
}

// englishAhead are the verbs before on that put a date after publication:
// applications close on 2 December.
var englishAhead = glyph.NewLexiconBefore(glyph.Set("close closes open opens end ends expire expires start starts begin begins commence commences due effect effective scheduled lapse lapses fall falls terminate terminates"))

// englishLooksAhead reports whether the words before on, which stands at glyph
// start, put a date after publication.
func (s *Reader) englishLooksAhead(start int) bool {
	_, _, ok := englishAhead.Before(s.Glyphs, start)
	return ok || s.obliges()
}

// obliges reports whether the sentence says that something must be done.
func (s *Reader) obliges() bool {
	if s.Obliged == nil {
		obliged := false
		g := s.Glyphs
		for j := 0; j < len(g) && !obliged; j++ {
			if j == 0 || !glyph.IsLetter(g[j-1].R) || g[j].Gap != glyph.Joined {
				_, _, obliged = obligations.At(g, j)
			}
		}
		s.Obliged = &obliged
	}
	return *s.Obliged
}

// obligations are the words that make by a deadline.
var obligations = glyph.NewLexicon(glyph.SetWith("are to,is to", "shall must will should required need needs aim aims plan plans target targets submit apply due deadline ought"))
