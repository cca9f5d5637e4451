package figure

var englishFrom = newLexiconBefore(map[string]bool{"from": true})

// englishChange reads from A to B: a change where a verb of change stands before
// from, and between percents.
func (s *reader) englishChange(from, to term) (changeWord, bool) {
	g := s.glyphs
	_, start, ok := englishFrom.before(g, from.start)
	if !ok {
		return changeWord{}, false
	}
	if e, ok := nextIs(g, from.end, "to"); !ok || e != to.start {
		return changeWord{}, false
	}
	if to.unit.dimension == Percent && !spreads(g, start) {
		return changeWord{arrives: true}, true
	}
	for j := start; j > 0 && start-j < changeReach; j-- {
		if clauseEnd(g[j-1].r) {
			break
		}
		if change, _, ok := englishChanges.before(g, j); ok && change.direction != "" {
			return changeWord{arrives: true}, true
		}
	}
	return changeWord{}, false
}

// spreadWords before from say that what follows are the ends of a range.
var spreadWords = newLexiconBefore(set("range ranges ranging ranged vary varies varying varied fluctuate fluctuates fluctuating move differ differs anywhere spread spreads"))

// spreads reports whether from at glyph start begins a range: ranges from 3% to
// 5%, may be set anywhere from 3% to 5%.
func spreads(g []glyph, start int) bool {
	_, _, ok := spreadWords.before(g, start)
	return ok
}

// changeReach is how many glyphs before from the verb of a change may stand.
const changeReach = 60

// englishDelta reads rose by 3.2% year on year, and up 5%.
func (s *reader) englishDelta(t *term) *Change {
	g := s.glyphs
	if at(g, t.start) == 0 {
		return nil
	}
	word, _, ok := englishChanges.before(g, t.start)
	noun := false
	if !ok {
		// a 3.2% increase
		if _, ok := nextIs(g, t.end, "increase", "rise", "growth", "jump", "gain", "higher", "more"); ok {
			word, noun = changeWord{direction: Up}, true
		} else if _, ok := nextIs(g, t.end, "decrease", "fall", "decline", "drop", "reduction", "cut", "lower", "discount", "less"); ok {
			word, noun = changeWord{direction: Down}, true
		}
	}
	if word.direction == "" {
		return nil
	}
	if noun && t.unit.dimension != Percent && t.unit.dimension != Multiple && t.unit.dimension != PercentagePoint {
		return nil
	}
	c := &Change{Direction: word.direction, DeltaUnit: t.unit.name}
	if _, ok := nextIs(g, t.end, "year on year", "year over year", "yoy", "y/y", "from a year earlier", "from a year ago", "compared with the same period", "over the same period", "from the previous year", "compared to the same period", "compared with a year", "annually", "a year earlier", "over the previous year", "on the previous year", "than a year earlier", "than the same period", "from the same period"); ok {
		c.Basis = "yoy"
	} else if _, ok := nextIs(g, t.end, "month on month", "month over month", "mom", "m/m", "quarter on quarter", "qoq", "from the previous month", "from the previous quarter", "over the previous month"); ok {
		c.Basis = "mom"
	}
	if word.arrives {
		value := t.n.value
		c.To, c.DeltaUnit = &value, ""
		if t.unit.dimension == Multiple {
			c.Multiplier, c.To = "to", nil
		}
		if t.isRange || t.n.vague {
			c.To = nil
		}
		return c
	}
	if t.unit.dimension == Multiple {
		c.Multiplier = "increase_by"
	}
	c.Delta = s.delta(t)
	return c
}
