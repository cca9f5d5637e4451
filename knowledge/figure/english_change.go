package figure

import (
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/unit"
)

var englishFrom = glyph.NewLexiconBefore(map[string]bool{"from": true})

// englishChange reads from A to B: a change where a verb of change stands before
// from, and between percents.
func (s *reader) englishChange(from, to term) (bound.ChangeWord, bool) {
	g := s.glyphs
	_, start, ok := englishFrom.Before(g, from.start)
	if !ok {
		return bound.ChangeWord{}, false
	}
	if e, ok := glyph.NextIs(g, from.end, "to"); !ok || e != to.start {
		return bound.ChangeWord{}, false
	}
	if to.unit.Dimension == unit.Percent && !spreads(g, start) {
		return bound.ChangeWord{Arrives: true}, true
	}
	for j := start; j > 0 && start-j < changeReach; j-- {
		if glyph.ClauseEnd(g[j-1].R) {
			break
		}
		if change, _, ok := bound.EnglishChanges.Before(g, j); ok && change.Direction != "" {
			return bound.ChangeWord{Arrives: true}, true
		}
	}
	return bound.ChangeWord{}, false
}

// spreadWords before from say that what follows are the ends of a range.
var spreadWords = glyph.NewLexiconBefore(glyph.Set("range ranges ranging ranged vary varies varying varied fluctuate fluctuates fluctuating move differ differs anywhere spread spreads"))

// spreads reports whether from at glyph start begins a range: ranges from 3% to
// 5%, may be set anywhere from 3% to 5%.
func spreads(g []glyph.Glyph, start int) bool {
	_, _, ok := spreadWords.Before(g, start)
	return ok
}

// changeReach is how many glyphs before from the verb of a change may stand.
const changeReach = 60

// englishDelta reads rose by 3.2% year on year, and up 5%.
func (s *reader) englishDelta(t *term) *Change {
	g := s.glyphs
	if glyph.At(g, t.start) == 0 {
		return nil
	}
	word, _, ok := bound.EnglishChanges.Before(g, t.start)
	noun := false
	if !ok {
		// a 3.2% increase
		if _, ok := glyph.NextIs(g, t.end, "increase", "rise", "growth", "jump", "gain", "higher", "more"); ok {
			word, noun = bound.ChangeWord{Direction: bound.Up}, true
		} else if _, ok := glyph.NextIs(g, t.end, "decrease", "fall", "decline", "drop", "reduction", "cut", "lower", "discount", "less"); ok {
			word, noun = bound.ChangeWord{Direction: bound.Down}, true
		}
	}
	if word.Direction == "" {
		return nil
	}
	if noun && t.unit.Dimension != unit.Percent && t.unit.Dimension != unit.Multiple && t.unit.Dimension != unit.PercentagePoint {
		return nil
	}
	c := &Change{Direction: word.Direction, DeltaUnit: t.unit.Name}
	if _, ok := glyph.NextIs(g, t.end, "year on year", "year over year", "yoy", "y/y", "from a year earlier", "from a year ago", "compared with the same period", "over the same period", "from the previous year", "compared to the same period", "compared with a year", "annually", "a year earlier", "over the previous year", "on the previous year", "than a year earlier", "than the same period", "from the same period"); ok {
		c.Basis = "yoy"
	} else if _, ok := glyph.NextIs(g, t.end, "month on month", "month over month", "mom", "m/m", "quarter on quarter", "qoq", "from the previous month", "from the previous quarter", "over the previous month"); ok {
		c.Basis = "mom"
	}
	if word.Arrives {
		value := t.n.Value
		c.To, c.DeltaUnit = &value, ""
		if t.unit.Dimension == unit.Multiple {
			c.Multiplier, c.To = "to", nil
		}
		if t.isRange || t.n.Vague {
			c.To = nil
		}
		return c
	}
	if t.unit.Dimension == unit.Multiple {
		c.Multiplier = "increase_by"
	}
	c.Delta = s.delta(t)
	return c
}
