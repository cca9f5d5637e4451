package figure

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/unit"
)

// setBounds reads the bound words around every number.
func (s *reader) setBounds() {
	end := 0
	for i := range s.terms {
		t := &s.terms[i]
		if t.start < end { // the 5万元 of 5万元以上（含5万元）
			t.drop = true
			continue
		}
		s.setBound(i)
		s.shareBound(i)
		end = t.end
	}
	kept := s.terms[:0]
	for _, t := range s.terms {
		if !t.drop {
			kept = append(kept, t)
		}
	}
	s.terms = kept
}

// shareBound gives a listed number the limit of the one before it when it has
// none of its own: 突破1亿元、5亿元、10亿元.
func (s *reader) shareBound(i int) {
	if i == 0 {
		return
	}
	t, previous := &s.terms[i], &s.terms[i-1]
	if t.date || previous.date || t.boundSet || t.isRange || previous.isRange || !previous.boundBefore || t.n.Vague || t.n.More || !glyph.Listed(s.glyphs, previous.end, t.start) || t.unit.Name != previous.unit.Name {
		return
	}
	switch previous.bound {
	case bound.Greater, bound.Less, bound.AtLeast, bound.LessEqual:
		t.bound, t.boundSet, t.boundBefore, t.role = previous.bound, true, true, previous.role
		t.low, t.high = nil, nil
		s.settle(t)
	}
}

// boundBefore is the bound word found before a number, and where it starts.
type boundBefore struct {
	bound.Word
	start   int
	found   bool
	touches bool // its words are part of the figure's
}

// setBound reads the bound words around number i.
func (s *reader) setBound(i int) {
	t := &s.terms[i]
	if t.date {
		return
	}
	if t.n.Vague {
		s.settle(t)
		return
	}
	after, end, hasAfter := s.wordAfter(t)
	before := s.wordBefore(i, hasAfter)
	if t.isRange {
		if hasAfter {
			t.end = end
		}
		return
	}
	switch {
	case hasAfter:
		t.bound, t.boundSet, t.end, t.role = after.Bound, true, end, after.Role
		if after.Bound == bound.Approx && before.found { // 不超过5万元左右: the limit is what is said
			t.bound = before.Bound
		}
		if before.found && before.Role != "" {
			t.role = before.Role
		}
	case before.found:
		t.boundBefore = true
		t.bound, t.boundSet, t.role = before.Bound, true, before.Role
	}
	if before.touches {
		t.start = before.start
	}
	s.settle(t)
}

// wordAfter reads the bound word after t.
func (s *reader) wordAfter(t *term) (w bound.Word, end int, ok bool) {
	w, end, ok = bound.After(s.glyphs, t.end)
	if !ok {
		w, end, ok = bound.EnglishAfter(s.glyphs, t.end)
	}
	switch {
	case !ok:
	case s.glyphs[t.end].R == '内' && t.unit.Dimension != unit.Duration && t.unit.Dimension != unit.Length,
		t.isRange && w.Bound != bound.Approx && w.Bound != bound.LessEqual:
		return w, end, false
	}
	return w, end, ok
}

// wordBefore reads the bound word before number i. Its words may not be those of
// the figure before.
func (s *reader) wordBefore(i int, hasAfter bool) boundBefore {
	g := s.glyphs
	t := &s.terms[i]
	low := 0
	if i > 0 {
		low = s.terms[i-1].end
	}
	share := t.unit.Dimension == unit.Percent || t.unit.Dimension == unit.Multiple || t.unit.Dimension == unit.Fraction
	w, start, ok := bound.Before(g, t.start, share)
	if !ok {
		w, start, ok = bound.EnglishBefore(g, t.start)
		ok = ok && start >= low && !s.spansYears(i, w, start, low)
		return boundBefore{Word: w, start: start, found: ok, touches: ok}
	}
	touches := touching(g, start, t.start)
	if !hasAfter && glyph.At(g, t.end) != '的' {
		if turned, from, prohibited := bound.Prohibited(g, w, start); prohibited {
			w = turned
			if from >= low {
				start, touches = from, true
			}
		}
	}
	if start < low {
		return boundBefore{}
	}
	if w.Bound == bound.ApproxBelow && lastSpan(g, start, t) {
		w.Bound = bound.Equal
	}
	return boundBefore{Word: w, start: start, found: true, touches: touches}
}

// spansYears reports whether over before the duration says how long an amount is
// spread: RMB 3.2 trillion over five years.
func (s *reader) spansYears(i int, w bound.Word, start, low int) bool {
	return w.Bound == bound.Greater && s.terms[i].unit.Dimension == unit.Duration && i > 0 && start == low && s.terms[i-1].hasUnit && glyph.MatchForward(s.glyphs, start, "over") > 0
}

// lastSpan reports whether 近 at glyph start makes the duration t the last one,
// not nearly one: 近三年无违法记录, but 历时近三年.
func lastSpan(g []glyph.Glyph, start int, t *term) bool {
	if t.unit.Dimension != unit.Duration || g[start].R != '近' || glyph.At(g, start+1) == '乎' || glyph.At(g, start+1) == '达' {
		return false
	}
	if glyph.IsAny(glyph.At(g, start-1), "时达续隔了有过已用费花需约延历晚早") {
		return false
	}
	switch t.unit.Name {
	case "workday", "hour", "minute", "second":
		return glyph.At(g, t.end) == '内' || glyph.At(g, t.end) == '来'
	}
	return true
}

// touching reports whether only the bound word itself stands in [start, i): the
// words of a figure are those that touch it.
func touching(g []glyph.Glyph, start, i int) bool {
	_, s, ok := bound.WordsBefore.Before(g, i)
	return ok && s <= start || ok && s == start
}

// joinBands joins 10万元以上100万元以下 and 不低于30%且不高于50% to one range.
func (s *reader) joinBands() {
	g := s.glyphs
	terms := s.terms[:0]
	for i := 0; i < len(s.terms); i++ {
		t := s.terms[i]
		if i+1 < len(s.terms) {
			next := s.terms[i+1]
			if !t.date && !next.date && !t.isRange && !next.isRange && t.low != nil && t.high == nil && next.high != nil && next.low == nil &&
				(t.hasUnit || next.hasUnit) && (t.unit.Name == next.unit.Name || !t.hasUnit) && next.bound != bound.ApproxBelow && t.bound != bound.ApproxAbove && bandGap(g, t.end, next.start) && t.low.Value.LessThan(next.high.Value) {
				if !t.hasUnit {
					t.unit = next.unit
				}
				next.start, next.core = t.start, t.core
				next.low = t.low
				next.isRange, next.bound, next.role = true, bound.Range, ""
				terms = append(terms, next)
				i++
				continue
			}
		}
		terms = append(terms, t)
	}
	s.terms = terms
}

// bandGap reports whether only a joint stands between the ends of a band.
func bandGap(g []glyph.Glyph, end, start int) bool {
	if start < end || start-end > 4 {
		return false
	}
	for _, joint := range []string{"", "but", ",but", "and", ",and", "、", ",", "且", ",且", "并", "但", ",但", "至", "到", "和", "的", ",并"} {
		if e := end; joint == "" && e == start || joint != "" && glyph.MatchForward(g, end, joint) == start {
			return true
		}
	}
	return false
}

// settle gives t the bound and the limits that its number and words allow.
func (s *reader) settle(t *term) {
	n := t.n
	value := n.Signed()
	if n.Over.IsPositive() { // the limits of a fraction are its quotient, to 16 places
		value = value.DivRound(n.Over, 16)
	}
	one := decimal.New(1, 0)
	switch {
	case n.Vague:
		if n.Open {
			t.bound = bound.Approx
		} else {
			t.bound = bound.Range
		}
		t.low, t.high = &Limit{n.Low, true}, &Limit{n.High, true}
		return
	case n.More && (t.bound == "" || t.bound == bound.Equal || t.bound == bound.Approx || t.bound == bound.ApproxAbove || t.bound == bound.AtLeast && !t.boundSet):
		t.bound = bound.ApproxAbove
	case t.bound == "":
		t.bound = bound.Equal
		if n.Some {
			t.bound = bound.Approx
		}
	}
	switch t.bound {
	case bound.ApproxAbove:
		t.low, t.high = &Limit{value, false}, &Limit{value.Add(one.Shift(n.Step)), false}
	case bound.ApproxBelow, bound.Less:
		t.high = &Limit{value, false}
	case bound.LessEqual:
		t.high = &Limit{value, true}
	case bound.Greater:
		t.low = &Limit{value, false}
	case bound.AtLeast:
		t.low = &Limit{value, true}
	}
}
