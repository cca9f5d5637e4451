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

// setBound reads the bound words around number i.
func (s *reader) setBound(i int) {
	g := s.glyphs
	t := &s.terms[i]
	{
		if t.date || t.n.Vague {
			if t.n.Vague {
				s.settle(t)
			}
			return
		}
		low := 0
		if i > 0 {
			low = s.terms[i-1].end
		}
		after, end, hasAfter := bound.After(g, t.end)
		if !hasAfter {
			after, end, hasAfter = bound.EnglishAfter(g, t.end)
		}
		if hasAfter && g[t.end].R == '内' && t.unit.Dimension != unit.Duration && t.unit.Dimension != unit.Length {
			hasAfter = false
		}
		if hasAfter && t.isRange && after.Bound != bound.Approx && after.Bound != bound.LessEqual {
			hasAfter = false
		}
		before, start, hasBefore := bound.Before(g, t.start, t.unit.Dimension == unit.Percent || t.unit.Dimension == unit.Multiple || t.unit.Dimension == unit.Fraction)
		english, prohibited := false, false
		if !hasBefore {
			before, start, hasBefore = bound.EnglishBefore(g, t.start)
			english = hasBefore
			if hasBefore && before.Bound == bound.Greater && t.unit.Dimension == unit.Duration && i > 0 && start == low && s.terms[i-1].hasUnit && glyph.MatchForward(g, start, "over") > 0 {
				hasBefore = false // RMB 3.2 trillion over five years
			}
		}
		if hasBefore && !english && !hasAfter && glyph.At(g, t.end) != '的' {
			if turned, s, ok := bound.Prohibited(g, before, start); ok {
				before = turned
				if s >= low {
					start, prohibited = s, true
				}
			}
		}
		if hasBefore && start < low {
			hasBefore = false
		}
		if hasBefore && !english && before.Bound == bound.ApproxBelow && lastSpan(g, start, t) {
			before.Bound = bound.Equal
		}
		touches := hasBefore && (english || prohibited || touching(g, start, t.start))
		switch {
		case t.isRange:
			if hasAfter {
				t.end = end
			}
		case hasAfter:
			t.bound, t.boundSet, t.end = after.Bound, true, end
			if after.Bound == bound.Approx && hasBefore { // 不超过5万元左右: the limit is what is said
				t.bound = before.Bound
			}
			if touches {
				t.start = start
			}
			t.role = after.Role
			if before.Role != "" && hasBefore {
				t.role = before.Role
			}
		case hasBefore:
			t.boundBefore = true
			t.bound, t.boundSet, t.role = before.Bound, true, before.Role
		}
		if touches && !t.isRange {
			t.start = start
		}
		if !t.isRange {
			s.settle(t)
		}
	}
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
