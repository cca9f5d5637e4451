package figure

import (
	"sort"

	"github.com/shopspring/decimal"
)

// Find returns the figures and dates in text, in order of Start. A date
// without a year takes the year that published suggests; with no published
// date it stays without one and is marked Ambiguous.
//
// It reads one sentence at a time and looks no farther than a fixed distance
// around each number, so that its time grows with the length of the text.
func Find(text string, published Date) []Figure {
	var found []Figure
	var buffer []glyph
	s := reader{text: text, dates: dateReader{published: published}}
	for from := 0; from < len(text); {
		glyphs, next := nextSentence(text, from, buffer)
		buffer = glyphs
		if len(glyphs) > 0 {
			s.glyphs = glyphs
			s.dates.glyphs, s.dates.obliged = glyphs, nil
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
	last := g[t.end-1].at
	end := last + runeLen(s.text[last:])
	f := Figure{
		Text: s.text[g[t.start].at:end], Start: g[t.start].at, End: end,
		Unit: t.unit.name, Dimension: t.unit.dimension, Bound: t.bound,
		Low: t.low, High: t.high, Change: t.change, Per: t.per, Role: t.role,
		AsOf: t.asOf, Subject: t.subject, Actor: t.actor, Group: t.group,
		Negated: t.negated, Ambiguous: t.ambiguous, Inherited: t.inherited,
	}
	if t.date {
		f.Date = t.when.fromDate
		if t.when.hasTo || !t.when.from.isDay() {
			f.Until, f.Unit, f.Dimension = t.when.toDate, "period", DateRange
		} else {
			f.Unit, f.Dimension = "date", DateDay
		}
		if f.Role == "" {
			f.Role = Level
		}
		return f
	}
	if f.Dimension == "" {
		f.Dimension = Number
	}
	if f.Role == "" {
		f.Role = Level
	}
	f.Precision = decimal.New(1, t.n.place)
	if !t.isRange && !t.n.vague {
		f.Value, f.Valued = t.n.signed(), true
		f.Over = t.n.over
	}
	if c := f.Change; c != nil && t.n.negative && c.From == nil && c.Direction != Same {
		// 增长-1.5% is a fall: the direction carries the sign of a change.
		turned := *c
		turned.Direction = Down
		if c.Direction == Down {
			turned.Direction = Up
		}
		f.Change = &turned
	}
	return f
}
