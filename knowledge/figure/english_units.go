package figure

import (
	"github.com/shopspring/decimal"
)

// englishUnitAt reads the English unit after the number ending at glyph i: a
// unit of measure, or the noun that the number counts.
func (s *reader) englishUnitAt(t *term, i int) bool {
	g := s.glyphs
	if _, e, ok := timesWords.at(g, t.start); ok && e == i {
		return s.acceptTwice(t, i)
	}
	if i >= len(g) || g[i].gap == paragraph {
		return false
	}
	// 30 (thirty) days, sixty (60) days.
	if g[i].r == '(' {
		for j := i + 1; j < len(g) && j-i < 40; j++ {
			if g[j].r == ')' {
				if again, ok := numberAt(g, i+1); ok && again.end == j && again.value.Equal(t.n.value) {
					i = j + 1
				}
				break
			}
		}
		if i >= len(g) {
			return false
		}
	}
	if g[i].upper && g[i].gap == spaced && itemNumber(g, t.start) && t.n.magnitude == 0 && !t.n.grouped && !t.n.words && (t.n.decimals > 0 || !capitals(g, i)) && !s.marked(t.start) {
		if _, _, unit := englishUnits.at(g, i); !unit || t.n.decimals > 0 {
			return false // 2.4 Qualified persons
		}
	}
	if u, e, ok := hyphenated(g, i); ok && !(u.dimension == Money && (s.marked(t.start) || g[i].r == '$' && e < len(g) && isDigit(g[e].r))) && s.acceptEnglish(t, u, i, e) {
		t.unit, t.hasUnit = u, true
		t.tail, t.end = e, e
		if u.shift != 0 {
			t.shift(u.shift)
		}
		if u.dimension == Money {
			s.moneyAfter(t)
		}
		if u.name == "year" && ageBefore(g, t.start) {
			t.unit.dimension = Age
		}
		return true
	}
	if isDash(g[i].r) && g[i].gap == joined && i+1 < len(g) && g[i+1].gap == joined && t.n.digits != 4 { // 500-bed
		if e := wordEnd(g, i+1); e > i+3 && !isDigit(g[i+1].r) && !isHan(g[i+1].r) {
			if _, bad := notNouns[s.lower(i+1, e)]; !bad {
				t.unit, t.hasUnit = unit{name: plural(s.lower(i+1, e)), dimension: Count}, true
				t.tail, t.end = e, e
				return true
			}
		}
		return false
	}
	if g[i].gap == joined || t.n.words && t.n.value.Equal(decimal.New(1, 0)) && !s.boundedOne(t) {
		return false
	}
	if t.n.digits == 4 && !t.n.grouped && t.n.decimals == 0 && t.n.magnitude == 0 && t.n.value.GreaterThan(decimal.New(1899, 0)) && t.n.value.LessThan(decimal.New(2101, 0)) {
		return false // the 2019 novel coronavirus
	}
	if s.marked(t.start) || ageBefore(g, t.start) {
		return false
	}
	if w, e, ok := englishAfter.at(g, i); ok && e < len(g) && g[e].gap != joined { // 50 or more employees
		if head, e2, ok := s.headNoun(e, false); ok && isPluralNoun(head) {
			t.unit, t.hasUnit = unit{name: head, dimension: Count}, true
			t.bound, t.boundSet, t.tail, t.end = w.bound, true, e2, e2
			return true
		}
	}
	one := t.n.value.Equal(decimal.New(1, 0))
	head, e, ok := s.headNoun(i, one)
	if !ok || !one && !isPluralNoun(head) {
		return false
	}
	t.unit, t.hasUnit = unit{name: head, dimension: Count}, true
	t.tail, t.end = e, e
	return true
}

// capitals reports whether the word at glyph i is all in capitals.
func capitals(g []glyph, i int) bool { return at(g, i+1) != 0 && g[i+1].upper }

// marked reports whether a currency mark stands before glyph i.
func (s *reader) marked(i int) bool {
	_, _, ok := s.markBefore(i)
	return ok
}

// moneyAfter reads what may follow a currency: 75 USD million, 3 dollars 50 cents.
func (s *reader) moneyAfter(t *term) {
	g := s.glyphs
	if exp, e, ok := magnitudeWords.at(g, t.end); ok && e-t.end > 3 && t.n.magnitude == 0 {
		t.n.raise(exp)
		t.end, t.tail = e, e
		return
	}
	j := t.end
	if e, ok := nextIs(g, j, "and"); ok {
		j = e
	}
	if j >= len(g) || !isDigit(g[j].r) && !isLetter(g[j].r) {
		return
	}
	if n, ok := numberAt(g, j); ok && n.value.LessThan(decimal.New(100, 0)) && n.over.IsZero() {
		if e, ok := nextIs(g, n.end, "cents", "cent", "pence"); ok {
			t.n.value = t.n.value.Add(n.value.Shift(-2))
			t.n.place, t.n.step = -2, -2
			t.end, t.tail = e, e
		}
	}
}

// hyphenated returns the unit at glyph i, after a hyphen or not: 30-day.
func hyphenated(g []glyph, i int) (unit, int, bool) {
	if isDash(g[i].r) && g[i].gap == joined && i+1 < len(g) && g[i+1].gap == joined {
		i++
	}
	u, e, ok := englishUnits.at(g, i)
	if ok && e == i+1 && g[i].gap == joined && isLetter(at(g, i-1)) {
		return u, e, false
	}
	return u, e, ok
}

// boundedOne reports whether one counts something: at least one officer.
func (s *reader) boundedOne(t *term) bool {
	w, _, ok := englishBefore.before(s.glyphs, t.start)
	return ok && w.bound != Equal && w.bound != Approx
}

// acceptTwice gives twice its unit: the multiple of an amount (twice the fee), or
// how often (twice a year). Alone it states no figure.
func (s *reader) acceptTwice(t *term, i int) bool {
	g := s.glyphs
	if _, ok := nextIs(g, i, "a year", "a month", "a week", "a day", "per", "each", "every", "yearly", "monthly", "weekly", "daily", "annually"); ok {
		t.unit, t.hasUnit = unit{name: "times", dimension: Count}, true
		return true
	}
	if _, ok := nextIs(g, i, "the", "that", "his", "her", "their", "its", "this", "as much", "as many"); ok {
		t.unit, t.hasUnit = unit{name: "times", dimension: Multiple}, true
	}
	return t.hasUnit
}

func (s *reader) acceptEnglish(t *term, u unit, i, e int) bool {
	g := s.glyphs
	if u.dimension == Duration && t.n.digits == 4 && !t.n.grouped {
		return false
	}
	if u.dimension == Multiple {
		if _, ok := nextIs(g, e, "a", "per", "each", "every", "daily", "weekly"); ok {
			t.unit, t.hasUnit = unit{name: "times", dimension: Count}, true
			t.tail, t.end = e, e
			return true
		}
	}
	if u.name == "quarter" && t.n.over.IsPositive() {
		return false
	}
	return true
}
