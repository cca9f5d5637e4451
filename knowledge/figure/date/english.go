package date

import (
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
)

// EnglishAt reads the date or period at glyph i with the words around it.
func (s *Reader) EnglishAt(i int) (Reading, bool) {
	g := s.Glyphs
	m, ok := s.englishMomentAt(i)
	if !ok {
		return Reading{}, false
	}
	t := Reading{Start: m.start, End: m.end, Core: m.start, Tail: m.end, From: m, Bound: bound.Equal}
	s.englishDateRange(&t)
	s.englishDateWords(&t, g)
	return t, true
}

// englishDateRange reads from X to Y and between X and Y.
func (s *Reader) englishDateRange(t *Reading) {
	g := s.Glyphs
	_, start, from := rangeStart.Before(g, t.Start)
	e, ok := glyph.NextIs(g, t.End, "to", "until", "till", "through", "up to")
	if !ok {
		if between, ok2 := glyph.NextIs(g, t.End, "and"); ok2 && glyph.WordEndsAt(g, t.Start, "between") {
			e, ok = between, true
		} else if k, dash := glyph.Connector(g, t.End); dash && glyph.IsDash(glyph.At(g, t.End)) {
			e, ok = k, true
		}
	}
	if !ok {
		// 1-15 March is read from its second day; nothing to do here.
		return
	}
	to, ok := s.englishMomentAt(e)
	if !ok {
		if y, e2, okYear := englishYear(g, e); okYear {
			to, ok = moment{start: e, end: e2, year: y}, true
		}
	}
	if !ok {
		return
	}
	if t.From.year == 0 {
		t.From.year = to.year
		if to.year > 0 && to.month > 0 && t.From.month > to.month {
			t.From.year--
		}
	} else if to.year == 0 {
		to.year = t.From.year
	}
	if (t.From.month == 0) != (to.month == 0) {
		return
	}
	t.to, t.HasTo = to, true
	t.End, t.Tail = to.end, to.end
	if from {
		t.Start = start
	}
}

var rangeStart = glyph.NewLexiconBefore(glyph.Set("from between"))

type dateWord = struct {
	role  bound.Role
	bound bound.Bound
	cue   dateCue
}

var englishDateBefore = glyph.NewLexiconBefore(map[string]dateWord{
	"as of": {bound.AsOf, bound.Equal, past}, "as at": {bound.AsOf, bound.Equal, past}, "at the end of": {bound.AsOf, bound.Equal, past}, "up to": {bound.AsOf, bound.Equal, past}, "as of the": {bound.AsOf, bound.Equal, past}, "at": {bound.AsOf, bound.Equal, past},
	"by": {"", bound.Equal, past}, "before": {bound.Deadline, bound.LessEqual, Future}, "on or before": {bound.Deadline, bound.LessEqual, Future}, "no later than": {bound.Deadline, bound.LessEqual, Future}, "not later than": {bound.Deadline, bound.LessEqual, Future}, "prior to": {bound.Deadline, bound.LessEqual, Future}, "by no later than": {bound.Deadline, bound.LessEqual, Future}, "by or before": {bound.Deadline, bound.LessEqual, Future},
	"until": {bound.Deadline, bound.Equal, Future}, "till": {bound.Deadline, bound.Equal, Future}, "through": {bound.Deadline, bound.Equal, Future}, "up until": {bound.Deadline, bound.Equal, Future}, "extended to": {bound.Deadline, bound.Equal, Future},
	"from": {bound.Effective, bound.AtLeast, past}, "since": {bound.Effective, bound.AtLeast, past}, "effective": {bound.Effective, bound.AtLeast, Future}, "effective from": {bound.Effective, bound.AtLeast, Future}, "starting": {bound.Effective, bound.AtLeast, Future}, "beginning": {bound.Effective, bound.AtLeast, Future}, "starting from": {bound.Effective, bound.AtLeast, Future}, "starting on": {bound.Effective, bound.AtLeast, Future}, "after": {bound.Effective, bound.Greater, near}, "on or after": {bound.Effective, bound.AtLeast, near}, "with effect from": {bound.Effective, bound.AtLeast, Future}, "no earlier than": {bound.Effective, bound.AtLeast, Future}, "commencing": {bound.Effective, bound.AtLeast, Future}, "as from": {bound.Effective, bound.AtLeast, Future},
	"on": {"", bound.Equal, near}, "in": {"", bound.Equal, near}, "during": {"", bound.Equal, near},
})

func (s *Reader) englishDateWords(t *Reading, g []glyph.Glyph) {
	if t.HasTo {
		t.Role, t.Bound = bound.Period, bound.Equal
		return
	}
	w, start, ok := englishDateBefore.Before(g, t.Start)
	if !ok {
		if !t.From.IsDay() {
			t.Role = bound.Period
		}
		if e, ok := glyph.NextIs(g, t.End, "at the latest"); ok {
			t.Role, t.Bound, t.Cue, t.End = bound.Deadline, bound.LessEqual, Future, e
		}
		if e, ok := glyph.NextIs(g, t.End, "onwards", "onward", "or later"); ok {
			t.Role, t.Bound, t.Cue, t.End = bound.Effective, bound.AtLeast, Future, e
		}
		return
	}
	if glyph.At(g, start) == 'a' && t.Start-start == 2 && !t.From.last { // at
		return
	}
	t.Role, t.Bound, t.Cue = w.role, w.bound, w.cue
	if _, ok := glyph.NextIs(g, start, "from"); ok && t.From.month == 0 && t.From.months == 0 { // from 2020 levels
		t.Role, t.Bound = bound.Period, bound.Equal
		return
	}
	if w.role != "" {
		t.Start = start
	}
	if glyph.WordEndsAt(g, t.Start, "by") && w.role == "" {
		t.Start = start
		t.Role = bound.AsOf
		if s.obliges() {
			t.Role, t.Bound, t.Cue = bound.Deadline, bound.LessEqual, Future
		}
	}
	if t.Role == "" && !t.From.IsDay() {
		t.Role = bound.Period
	}
	if t.Cue == near && t.Role == "" && t.From.year == 0 && s.englishLooksAhead(start) {
		t.Cue = Future
	}
	if e, ok := glyph.NextIs(g, t.End, "onwards", "onward", "or later"); ok {
		t.Role, t.Bound, t.End = bound.Effective, bound.AtLeast, e
	}
}
