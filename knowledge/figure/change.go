package figure

import (
	"strings"

	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/unit"
)

// joinChanges joins the two levels of a change to one figure: 由75.6%提升至94%.
func (s *reader) joinChanges() {
	terms := s.terms[:0]
	for i := 0; i < len(s.terms); i++ {
		t := s.terms[i]
		if len(terms) > 0 {
			if joined, ok := s.joinChange(terms[len(terms)-1], t); ok {
				terms[len(terms)-1] = joined
				continue
			}
		}
		terms = append(terms, t)
	}
	s.terms = terms
}

func (s *reader) joinChange(from, to term) (term, bool) {
	g := s.glyphs
	if from.date || to.date || from.isRange || to.isRange || from.n.Vague || to.n.Vague || from.change != nil || to.n.Over.IsPositive() || from.n.Over.IsPositive() {
		return from, false
	}
	gap := to.start - from.end
	if gap < 1 || gap > 12 || !to.hasUnit || !from.hasUnit && from.n.Chinese || from.hasUnit && from.unit.Name != to.unit.Name {
		return from, false
	}
	for k := from.end; k < to.start; k++ {
		if glyph.ClauseEnd(g[k].R) && !(g[k].R == ',' && k == from.end) {
			return from, false
		}
	}
	word, start, ok := bound.ChangesBefore.Before(g, to.start)
	if english, found := s.englishChange(from, to); found {
		word, start, ok = english, from.end, true
	}
	if !ok || !word.Arrives || start < from.end || from.boundSet && from.bound != bound.Approx && from.bound != bound.ApproxBelow && from.bound != to.bound {
		return from, false
	}
	led := glyph.At(g, from.start-1) == '由' || glyph.At(g, from.start-1) == '从' || s.changeBase(from.core) != "" || s.ledFrom(from.core)
	if _, s2, ok := bound.ChangeAdverbs.Before(g, start); start > from.end && !led && !(ok && s2 == from.end) {
		return from, false // 压缩70%以上，即办件比例提高到50%
	}
	if !from.hasUnit {
		from.unit, from.hasUnit = to.unit, true
		s.inheritMagnitude(&from, &to)
	}
	t := to
	t.start, t.core = from.start, from.core
	switch glyph.At(g, t.start-1) {
	case '由', '从', '自':
		t.start--
	}
	if e, s2, ok := englishFrom.Before(g, t.start); ok && e {
		t.start = s2
	}
	t.change = levels(from.n.Signed(), to.n.Signed(), to.unit)
	t.change.Basis = s.changeBase(from.core)
	return t, true
}

// ledFrom reports whether 由 or 从 stands a little before the level at glyph
// start: 由每人每月1200元.
func (s *reader) ledFrom(start int) bool {
	g := s.glyphs
	for j := start - 1; j >= 0 && start-j < 20; j-- {
		if g[j].R == '由' || g[j].R == '从' {
			return true
		}
		if glyph.ClauseEnd(g[j].R) || glyph.IsDigit(g[j].R) {
			return false
		}
	}
	return false
}

// levels returns the change between two stated levels. Between two percents the
// difference is in percentage points.
func levels(from, to Decimal, u unit.Unit) *Change {
	c := &Change{From: &from, To: &to, Computed: true, DeltaUnit: u.Name}
	delta := to.Sub(from)
	switch delta.Sign() {
	case 1:
		c.Direction = bound.Up
	case -1:
		c.Direction = bound.Down
	default:
		c.Direction = bound.Same
	}
	delta = delta.Abs()
	c.Delta = &delta
	if u.Dimension == unit.Percent {
		c.DeltaUnit = "pp"
	}
	return c
}

// changeBase returns what the first level is a share of: 由上年度实际缴费的50%
// names 上年度实际缴费.
func (s *reader) changeBase(start int) string {
	g := s.glyphs
	if glyph.At(g, start-1) != '的' {
		return ""
	}
	for j := start - 2; j >= 0 && start-j < 24; j-- {
		if glyph.ClauseEnd(g[j].R) {
			break
		}
		if g[j].R == '由' || g[j].R == '从' || g[j].R == '按' {
			return s.words(j+1, start-1)
		}
	}
	return ""
}

// readChanges reads changes that name their size (同比增长3.2%), their new level
// (增长到20倍) or a ratio (是上年的3倍).
func (s *reader) readChanges() {
	g := s.glyphs
	for i := range s.terms {
		t := &s.terms[i]
		if t.date || t.drop || t.change != nil || !t.hasUnit || t.unit.Dimension == unit.Age {
			continue
		}
		if i > 0 && s.terms[i-1].change != nil && s.terms[i-1].change.Delta != nil && !s.terms[i-1].change.Computed && glyph.Listed(g, s.terms[i-1].end, t.start) && s.terms[i-1].unit == t.unit {
			previous := s.terms[i-1].change
			t.change = &Change{Direction: previous.Direction, Basis: previous.Basis, DeltaUnit: previous.DeltaUnit, Multiplier: previous.Multiplier}
			t.change.Delta = s.delta(t)
			continue
		}
		word, start, ok := s.changeBefore(t)
		if !ok {
			if c := s.englishDelta(t); c != nil {
				t.change = c
				continue
			}
			if t.unit.Dimension == unit.Multiple {
				t.change = &Change{Multiplier: "ratio_to", Basis: s.ratioBase(t)}
			}
			continue
		}
		c := &Change{Direction: word.Direction, Basis: s.basis(start), DeltaUnit: t.unit.Name}
		switch {
		case word.Arrives && t.unit.Dimension == unit.Multiple:
			c.Multiplier, c.DeltaUnit = "to", ""
		case word.Arrives:
			c.DeltaUnit = ""
			if !t.isRange && !t.n.Vague {
				value := t.n.Value
				c.To = &value
			}
			if c.Direction == "" {
				continue
			}
		default:
			if t.unit.Dimension == unit.Multiple {
				c.Multiplier = "increase_by"
			}
			c.Delta = s.delta(t)
		}
		t.change = c
	}
}

// delta returns the size of the change t states, nil for a range.
func (s *reader) delta(t *term) *Decimal {
	if t.isRange || t.n.Vague {
		return nil
	}
	value := t.n.Value
	return &value
}

// changeBefore returns the word of change right before t, past its bound and 了.
func (s *reader) changeBefore(t *term) (bound.ChangeWord, int, bool) {
	g := s.glyphs
	j := t.start
	for steps := 0; steps < 3; steps++ {
		word, start, ok := bound.ChangesBefore.Before(g, j)
		if ok && s.changes(word, start, j, t) {
			return word, start, true
		}
		if _, start, ok := bound.WordsBefore.Before(g, j); ok {
			j = start
			continue
		}
		if _, start, ok := bound.ChangeFillers.Before(g, j); ok {
			j = start
			continue
		}
		break
	}
	return bound.ChangeWord{}, 0, false
}

// changes reports whether the short words of change, which are also parts of
// other words, state one here.
func (s *reader) changes(word bound.ChangeWord, start, end int, t *term) bool {
	g := s.glyphs
	if end-start > 1 {
		return true
	}
	before := glyph.At(g, start-1)
	switch g[start].R {
	case '多', '少', '高', '低', '快', '慢':
		return t.unit.Dimension == unit.PercentagePoint || t.unit.Dimension == unit.Percent && (before == '同' || before == '期')
	case '增', '升', '涨', '减', '降', '跌':
		return before != '免' && before != '征' && before != '递'
	}
	return true
}

// basis reads what a change is measured against, before the word of change at
// glyph end: 同比 is yoy, 环比 is mom, 较年初 is 年初.
func (s *reader) basis(end int) string {
	g := s.glyphs
	for j := end - 1; j >= 0 && end-j < 24; j-- {
		r := g[j].R
		if r == '。' || r == ';' || r == '!' || r == '?' {
			break
		}
		if r == ',' && end-j > 10 {
			break
		}
		if r == '比' {
			switch glyph.At(g, j-1) {
			case '同':
				return "yoy"
			case '环':
				return "mom"
			case '占', '对', '配', '百', '正', '性':
				continue
			}
		}
		if r == '比' && (g[j+1].R == '例' || g[j+1].R == '重' || g[j+1].R == '率' || g[j+1].R == '较' || g[j+1].R == '分') || r == '较' && g[j+1].R == '大' {
			continue
		}
		if r == '比' || r == '较' && glyph.At(g, j-1) != '比' {
			base := s.words(j+1, end)
			base = strings.TrimSuffix(strings.TrimRight(base, "，,再又还将已均"), "分别")
			switch {
			case strings.HasSuffix(base, "末"), strings.HasSuffix(base, "底"):
				return base
			case strings.HasPrefix(base, "上年同期"), strings.HasPrefix(base, "去年同期"), strings.HasPrefix(base, "上年"), strings.HasPrefix(base, "去年"), strings.HasPrefix(base, "上一年"), strings.HasPrefix(base, "同期"):
				return "yoy"
			case strings.HasPrefix(base, "上月"), strings.HasPrefix(base, "上季"), strings.HasPrefix(base, "上个月"):
				return "mom"
			}
			return base
		}
		if r == '上' && glyph.At(g, j-1) == '础' && glyph.At(g, j-2) == '基' { // 在…基础上
			for k := j - 3; k >= 0 && j-k < 24; k-- {
				if glyph.ClauseEnd(g[k].R) {
					return ""
				}
				if g[k].R == '在' {
					return s.words(k+1, j-2)
				}
			}
			return ""
		}
	}
	return ""
}

// ratioReach is how long, in glyphs, the name of what a multiple refers to is.
const ratioReach = 12

// ratioBase returns what a multiple is a multiple of: 违法所得一倍以上五倍以下.
func (s *reader) ratioBase(t *term) string {
	g := s.glyphs
	end := t.start
	if glyph.At(g, end-1) == '的' {
		end--
	}
	j := end
	for j > 0 && (glyph.IsHan(g[j-1].R) || glyph.IsDigit(g[j-1].R)) {
		switch g[j-1].R {
		case '是', '为', '按', '处', '达', '以', '并', '过', '于', '到', '至':
			return s.words(j, end)
		}
		if j--; end-j > ratioReach {
			return ""
		}
	}
	return s.words(j, end)
}
