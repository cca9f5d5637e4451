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
	for i := range s.terms {
		t := &s.terms[i]
		if !t.date && !t.drop && t.change == nil && t.hasUnit && t.unit.Dimension != unit.Age {
			t.change = s.changeOf(i)
		}
	}
}

// changeOf returns the change that term i states, or nil.
func (s *reader) changeOf(i int) *Change {
	t := &s.terms[i]
	if c := s.listedChange(i); c != nil {
		return c
	}
	word, start, ok := s.changeBefore(t)
	switch multiple := t.unit.Dimension == unit.Multiple; {
	case ok:
		return s.changeBy(t, word, start)
	case !multiple:
		return s.englishDelta(t)
	default:
		if c := s.englishDelta(t); c != nil {
			return c
		}
		return &Change{Multiplier: "ratio_to", Basis: s.ratioBase(t)}
	}
}

// listedChange gives a listed number the change of the one before it: 增长3%和5%.
func (s *reader) listedChange(i int) *Change {
	if i == 0 {
		return nil
	}
	t, previous := &s.terms[i], &s.terms[i-1]
	c := previous.change
	if c == nil || c.Delta == nil || c.Computed || previous.unit != t.unit || !glyph.Listed(s.glyphs, previous.end, t.start) {
		return nil
	}
	return &Change{Direction: c.Direction, Basis: c.Basis, DeltaUnit: c.DeltaUnit, Multiplier: c.Multiplier, Delta: s.delta(t)}
}

// changeBy returns the change that the word at glyph start makes of t, nil for a
// new level that goes neither up nor down.
func (s *reader) changeBy(t *term, word bound.ChangeWord, start int) *Change {
	multiple := t.unit.Dimension == unit.Multiple
	c := &Change{Direction: word.Direction, Basis: s.basis(start)}
	switch {
	case word.Arrives && multiple:
		c.Multiplier = "to"
	case word.Arrives && c.Direction == "":
		return nil
	case word.Arrives:
		if !t.isRange && !t.n.Vague {
			value := t.n.Signed()
			c.To = &value
		}
	default:
		if multiple {
			c.Multiplier = "increase_by"
		}
		c.DeltaUnit, c.Delta = t.unit.Name, s.delta(t)
	}
	return c
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

// basisReach is how many glyphs before the word of change its base may stand.
const basisReach = 24

// basis reads what a change is measured against, before the word of change at
// glyph end: 同比 is yoy, 环比 is mom, 较年初 is 年初.
func (s *reader) basis(end int) string {
	g := s.glyphs
	for j := end - 1; j >= 0 && end-j < basisReach; j-- {
		r, before, next := g[j].R, glyph.At(g, j-1), glyph.At(g, j+1)
		switch {
		case glyph.IsAny(r, "。;!?"), r == ',' && end-j > 10:
			return ""
		case r == '比' && before == '同':
			return "yoy"
		case r == '比' && before == '环':
			return "mom"
		case r == '比' && !glyph.IsAny(before, "占对配百正性") && !glyph.IsAny(next, "例重率较分"),
			r == '较' && next != '大' && before != '比':
			return baseName(s.words(j+1, end))
		case r == '上' && before == '础' && glyph.At(g, j-2) == '基': // 在…基础上
			return s.foundation(j - 2)
		}
	}
	return ""
}

// baseName returns the base of a comparison in the words after 比 or 较.
func baseName(base string) string {
	base = strings.TrimSuffix(strings.TrimRight(base, "，,再又还将已均"), "分别")
	if strings.HasSuffix(base, "末") || strings.HasSuffix(base, "底") {
		return base
	}
	for _, lastYear := range []string{"上年", "去年", "上一年", "同期"} {
		if strings.HasPrefix(base, lastYear) {
			return "yoy"
		}
	}
	for _, lastMonth := range []string{"上月", "上季", "上个月"} {
		if strings.HasPrefix(base, lastMonth) {
			return "mom"
		}
	}
	return base
}

// foundation returns the base of 在…基础上, where 基础 stands at glyph end.
func (s *reader) foundation(end int) string {
	for k := end - 1; k >= 0 && end-k < basisReach; k-- {
		if glyph.ClauseEnd(s.glyphs[k].R) {
			break
		}
		if s.glyphs[k].R == '在' {
			return s.words(k+1, end)
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
