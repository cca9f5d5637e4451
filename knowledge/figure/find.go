package figure

import (
	"sort"

	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/date"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/unit"
)

// Find returns the figures and dates in text, in order of Start. A date
// without a year takes the year that published suggests; with no published
// date it stays without one and is marked Ambiguous.
//
// It reads one sentence at a time and looks no farther than a fixed distance
// around each number, so that its time grows with the length of the text.
func Find(text string, published date.Date) []Figure {
	var found []Figure
	var buffer []glyph.Glyph
	s := reader{text: text, dates: date.Reader{Published: published}}
	for from := 0; from < len(text); {
		glyphs, next := glyph.NextSentence(text, from, buffer)
		buffer = glyphs
		if len(glyphs) > 0 {
			s.glyphs = glyphs
			s.dates.Glyphs, s.dates.Obliged = glyphs, nil
			found = s.read(found)
		}
		from = next
	}
	return found
}

// read appends the figures of the sentence to found. Each step sees what the
// steps before it have learned.
func (s *reader) read(found []Figure) []Figure {
	s.scan()
	if len(s.terms) == 0 {
		return found
	}
	s.shareUnits()
	s.joinRanges()
	s.setBounds()
	s.joinBands()
	s.joinChanges()
	s.dropBare()
	s.readChanges()
	s.resolveDates()
	s.readPer()
	s.setRoles()
	s.setSubjects()
	start := len(found)
	for i := range s.terms {
		if t := &s.terms[i]; !t.drop {
			found = append(found, s.figure(t))
		}
	}
	if before := func(i, k int) bool { return found[start+i].Start < found[start+k].Start }; !sort.SliceIsSorted(found[start:], before) {
		sort.SliceStable(found[start:], before)
	}
	return found
}

// figure returns the finished figure of t.
func (s *reader) figure(t *term) Figure {
	g := s.glyphs
	last := g[t.end-1].At
	end := last + glyph.RuneLen(s.text[last:])
	f := Figure{
		Text: s.text[g[t.start].At:end], Start: g[t.start].At, End: end,
		Unit: t.unit.Name, Dimension: t.unit.Dimension, Bound: t.bound,
		Low: t.low, High: t.high, Change: t.change, Per: t.per, Role: t.role,
		AsOf: t.asOf, Subject: t.subject, Actor: t.actor, Group: t.group,
		Negated: t.negated, Ambiguous: t.ambiguous, Inherited: t.inherited,
	}
	if t.date {
		f.Date = t.when.FromDate
		if t.when.HasTo || !t.when.From.IsDay() {
			f.Until, f.Unit, f.Dimension = t.when.ToDate, "period", unit.DateRange
		} else {
			f.Unit, f.Dimension = "date", unit.DateDay
		}
		if f.Role == "" {
			f.Role = bound.Level
		}
		return f
	}
	if f.Dimension == "" {
		f.Dimension = unit.Number
	}
	if f.Role == "" {
		f.Role = bound.Level
	}
	f.Precision = decimal.New(1, t.n.Place)
	if !t.isRange && !t.n.Vague {
		f.Value, f.Valued = t.n.Signed(), true
		f.Over = t.n.Over
	}
	if c := f.Change; c != nil && t.n.Negative && c.Delta != nil && c.From == nil && c.Direction != bound.Same {
		// 增长-1.5% is a fall: the direction carries the sign of a change.
		turned := *c
		turned.Direction = bound.Down
		if c.Direction == bound.Down {
			turned.Direction = bound.Up
		}
		f.Change = &turned
	}
	return f
}
