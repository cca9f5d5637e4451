package figure

// englishDateAt reads the date or period at glyph i with the words around it.
func (s *dateReader) englishDateAt(i int) (dated, bool) {
	g := s.glyphs
	m, ok := s.englishMomentAt(i)
	if !ok {
		return dated{}, false
	}
	t := dated{start: m.start, end: m.end, core: m.start, tail: m.end, from: m, bound: Equal}
	s.englishDateRange(&t)
	s.englishDateWords(&t, g)
	return t, true
}

// englishDateRange reads from X to Y and between X and Y.
func (s *dateReader) englishDateRange(t *dated) {
	g := s.glyphs
	_, start, from := rangeStart.before(g, t.start)
	e, ok := nextIs(g, t.end, "to", "until", "till", "through", "up to")
	if !ok {
		if between, ok2 := nextIs(g, t.end, "and"); ok2 && wordEndsAt(g, t.start, "between") {
			e, ok = between, true
		} else if k, dash := connector(g, t.end); dash && isDash(at(g, t.end)) {
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
	if t.from.year == 0 {
		t.from.year = to.year
		if to.year > 0 && to.month > 0 && t.from.month > to.month {
			t.from.year--
		}
	} else if to.year == 0 {
		to.year = t.from.year
	}
	if (t.from.month == 0) != (to.month == 0) {
		return
	}
	t.to, t.hasTo = to, true
	t.end, t.tail = to.end, to.end
	if from {
		t.start = start
	}
}

var rangeStart = newLexiconBefore(set("from between"))

type dateWord = struct {
	role  Role
	bound Bound
	cue   dateCue
}

var englishDateBefore = newLexiconBefore(map[string]dateWord{
	"as of": {AsOf, Equal, past}, "as at": {AsOf, Equal, past}, "at the end of": {AsOf, Equal, past}, "up to": {AsOf, Equal, past}, "as of the": {AsOf, Equal, past}, "at": {AsOf, Equal, past},
	"by": {"", Equal, past}, "before": {Deadline, LessEqual, future}, "on or before": {Deadline, LessEqual, future}, "no later than": {Deadline, LessEqual, future}, "not later than": {Deadline, LessEqual, future}, "prior to": {Deadline, LessEqual, future}, "by no later than": {Deadline, LessEqual, future}, "by or before": {Deadline, LessEqual, future},
	"until": {Deadline, Equal, future}, "till": {Deadline, Equal, future}, "through": {Deadline, Equal, future}, "up until": {Deadline, Equal, future}, "extended to": {Deadline, Equal, future},
	"from": {Effective, AtLeast, past}, "since": {Effective, AtLeast, past}, "effective": {Effective, AtLeast, future}, "effective from": {Effective, AtLeast, future}, "starting": {Effective, AtLeast, future}, "beginning": {Effective, AtLeast, future}, "starting from": {Effective, AtLeast, future}, "starting on": {Effective, AtLeast, future}, "after": {Effective, Greater, near}, "on or after": {Effective, AtLeast, near}, "with effect from": {Effective, AtLeast, future}, "no earlier than": {Effective, AtLeast, future}, "commencing": {Effective, AtLeast, future}, "as from": {Effective, AtLeast, future},
	"on": {"", Equal, near}, "in": {"", Equal, near}, "during": {"", Equal, near},
})

func (s *dateReader) englishDateWords(t *dated, g []glyph) {
	if t.hasTo {
		t.role, t.bound = Period, Equal
		return
	}
	w, start, ok := englishDateBefore.before(g, t.start)
	if !ok {
		if !t.from.isDay() {
			t.role = Period
		}
		if e, ok := nextIs(g, t.end, "at the latest"); ok {
			t.role, t.bound, t.cue, t.end = Deadline, LessEqual, future, e
		}
		if e, ok := nextIs(g, t.end, "onwards", "onward", "or later"); ok {
			t.role, t.bound, t.cue, t.end = Effective, AtLeast, future, e
		}
		return
	}
	if at(g, start) == 'a' && t.start-start == 2 && !t.from.last { // at
		return
	}
	t.role, t.bound, t.cue = w.role, w.bound, w.cue
	if _, ok := nextIs(g, start, "from"); ok && t.from.month == 0 && t.from.months == 0 { // from 2020 levels
		t.role, t.bound = Period, Equal
		return
	}
	if w.role != "" {
		t.start = start
	}
	if wordEndsAt(g, t.start, "by") && w.role == "" {
		t.start = start
		t.role = AsOf
		if s.obliges() {
			t.role, t.bound, t.cue = Deadline, LessEqual, future
		}
	}
	if t.role == "" && !t.from.isDay() {
		t.role = Period
	}
	if t.cue == near && t.role == "" && t.from.year == 0 && s.englishLooksAhead(start) {
		t.cue = future
	}
	if e, ok := nextIs(g, t.end, "onwards", "onward", "or later"); ok {
		t.role, t.bound, t.end = Effective, AtLeast, e
	}
}
