package figure

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/number"
	"policybot/knowledge/figure/unit"
)

// englishUnitAt reads the English unit after the number ending at glyph i: a
// unit of measure, or the noun that the number counts.
func (s *reader) englishUnitAt(t *term, i int) bool {
	g := s.glyphs
	if _, e, ok := number.TimesWords.At(g, t.start); ok && e == i {
		return s.acceptTwice(t, i)
	}
	if i >= len(g) || g[i].Gap == glyph.Paragraph {
		return false
	}
	// 30 (thirty) days, sixty (60) days.
	if g[i].R == '(' {
		for j := i + 1; j < len(g) && j-i < 40; j++ {
			if g[j].R == ')' {
				if again, ok := number.At(g, i+1); ok && again.End == j && again.Value.Equal(t.n.Value) {
					i = j + 1
				}
				break
			}
		}
		if i >= len(g) {
			return false
		}
	}
	if g[i].Upper && g[i].Gap == glyph.Spaced && itemNumber(g, t.start) && t.n.Magnitude == 0 && !t.n.Grouped && !t.n.Words && (t.n.Decimals > 0 || !capitals(g, i)) && !s.marked(t.start) {
		if _, _, unit := unit.English.At(g, i); !unit || t.n.Decimals > 0 {
			return false // 2.4 Qualified persons
		}
	}
	if u, e, ok := hyphenated(g, i); ok && !(u.Dimension == unit.Money && (s.marked(t.start) || g[i].R == '$' && e < len(g) && glyph.IsDigit(g[e].R))) && s.acceptEnglish(t, u, i, e) {
		t.unit, t.hasUnit = u, true
		t.tail, t.end = e, e
		if u.Shift != 0 {
			t.shift(u.Shift)
		}
		if u.Dimension == unit.Money {
			s.moneyAfter(t)
		}
		if u.Name == "year" && unit.AgeBefore(g, t.start) {
			t.unit.Dimension = unit.Age
		}
		return true
	}
	if glyph.IsDash(g[i].R) && g[i].Gap == glyph.Joined && i+1 < len(g) && g[i+1].Gap == glyph.Joined && t.n.Digits != 4 { // 500-bed
		if e := glyph.WordEnd(g, i+1); e > i+3 && !glyph.IsDigit(g[i+1].R) && !glyph.IsHan(g[i+1].R) {
			if _, bad := notNouns[s.lower(i+1, e)]; !bad && s.lower(i+1, e) != "time" { // a one-time payment
				t.unit, t.hasUnit = unit.Unit{Name: plural(s.lower(i+1, e)), Dimension: unit.Count}, true
				t.tail, t.end = e, e
				return true
			}
		}
		return false
	}
	if g[i].Gap == glyph.Joined || t.n.Words && t.n.Value.Equal(decimal.New(1, 0)) && !s.boundedOne(t) {
		return false
	}
	if t.n.Digits == 4 && !t.n.Grouped && t.n.Decimals == 0 && t.n.Magnitude == 0 && t.n.Value.GreaterThan(decimal.New(1899, 0)) && t.n.Value.LessThan(decimal.New(2101, 0)) {
		return false // the 2019 novel coronavirus
	}
	if s.marked(t.start) || unit.AgeBefore(g, t.start) {
		return false
	}
	if w, e, ok := bound.EnglishWordsAfter.At(g, i); ok && e < len(g) && g[e].Gap != glyph.Joined { // 50 or more employees
		if head, e2, ok := s.headNoun(e, false); ok && isPluralNoun(head) {
			t.unit, t.hasUnit = unit.Unit{Name: head, Dimension: unit.Count}, true
			t.bound, t.boundSet, t.tail, t.end = w.Bound, true, e2, e2
			return true
		}
	}
	one := t.n.Value.Equal(decimal.New(1, 0))
	head, e, ok := s.headNoun(i, one)
	if !ok || !one && !isPluralNoun(head) {
		return false
	}
	t.unit, t.hasUnit = unit.Unit{Name: head, Dimension: unit.Count}, true
	t.tail, t.end = e, e
	return true
}

// capitals reports whether the word at glyph i is all in capitals.
func capitals(g []glyph.Glyph, i int) bool { return glyph.At(g, i+1) != 0 && g[i+1].Upper }

// marked reports whether a currency mark stands before glyph i.
func (s *reader) marked(i int) bool {
	_, _, ok := s.markBefore(i)
	return ok
}

// moneyAfter reads what may follow a currency: 75 USD million, 3 dollars 50 cents.
func (s *reader) moneyAfter(t *term) {
	g := s.glyphs
	if exp, e, ok := number.MagnitudeWords.At(g, t.end); ok && e-t.end > 3 && t.n.Magnitude == 0 {
		t.n.Raise(exp)
		t.end, t.tail = e, e
		return
	}
	j := t.end
	if e, ok := glyph.NextIs(g, j, "and"); ok {
		j = e
	}
	if j >= len(g) || !glyph.IsDigit(g[j].R) && !glyph.IsLetter(g[j].R) {
		return
	}
	if n, ok := number.At(g, j); ok && n.Value.LessThan(decimal.New(100, 0)) && n.Over.IsZero() {
		if e, ok := glyph.NextIs(g, n.End, "cents", "cent", "pence"); ok {
			t.n.Value = t.n.Value.Add(n.Value.Shift(-2))
			t.n.Place, t.n.Step = -2, -2
			t.end, t.tail = e, e
		}
	}
}

// hyphenated returns the unit at glyph i, after a hyphen or not: 30-day.
func hyphenated(g []glyph.Glyph, i int) (unit.Unit, int, bool) {
	if glyph.IsDash(g[i].R) && g[i].Gap == glyph.Joined && i+1 < len(g) && g[i+1].Gap == glyph.Joined {
		i++
	}
	u, e, ok := unit.English.At(g, i)
	if ok && e == i+1 && g[i].Gap == glyph.Joined && glyph.IsLetter(glyph.At(g, i-1)) {
		return u, e, false
	}
	return u, e, ok
}

// boundedOne reports whether one counts something: at least one officer.
func (s *reader) boundedOne(t *term) bool {
	w, _, ok := bound.EnglishWordsBefore.Before(s.glyphs, t.start)
	return ok && w.Bound != bound.Equal && w.Bound != bound.Approx
}

// acceptTwice gives twice its unit: the multiple of an amount (twice the fee), or
// how often (twice a year). Alone it states no figure.
func (s *reader) acceptTwice(t *term, i int) bool {
	g := s.glyphs
	if _, ok := glyph.NextIs(g, i, "a year", "a month", "a week", "a day", "per", "each", "every", "yearly", "monthly", "weekly", "daily", "annually"); ok {
		t.unit, t.hasUnit = unit.Unit{Name: "times", Dimension: unit.Count}, true
		return true
	}
	if _, ok := glyph.NextIs(g, i, "the", "that", "his", "her", "their", "its", "this", "as much", "as many"); ok {
		t.unit, t.hasUnit = unit.Unit{Name: "times", Dimension: unit.Multiple}, true
	}
	return t.hasUnit
}

func (s *reader) acceptEnglish(t *term, u unit.Unit, i, e int) bool {
	g := s.glyphs
	if u.Dimension == unit.Duration && t.n.Digits == 4 && !t.n.Grouped {
		return false
	}
	if u.Dimension == unit.Multiple {
		if _, ok := glyph.NextIs(g, e, "a", "per", "each", "every", "daily", "weekly"); ok {
			t.unit, t.hasUnit = unit.Unit{Name: "times", Dimension: unit.Count}, true
			t.tail, t.end = e, e
			return true
		}
	}
	if u.Name == "quarter" && t.n.Over.IsPositive() {
		return false
	}
	return true
}
