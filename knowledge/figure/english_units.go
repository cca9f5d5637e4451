package figure

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/number"
	"policybot/knowledge/figure/unit"
)

// unitRule reads one form of unit after the number of t, at glyph i. Whether the
// number has a unit then, t says; known ends the search. The examples, each with
// the value and the unit that are read, are its tests.
type unitRule struct {
	name     string
	examples [][2]string
	read     func(s *reader, t *term, i int) (known bool)
}

// unitRules are tried in order; the first that knows what stands there decides.
var unitRules = []unitRule{
	{"title of a section", [][2]string{{"2.4 Qualified persons", ""}}, (*reader).titleAfter},
	{"unit of measure", [][2]string{{"30 days", "30 day"}, {"5 per cent", "5 %"}, {"3 dollars 50 cents", "3.5 USD"}, {"thirty (30) days", "30 day"}}, (*reader).measureAfter},
	{"noun after a hyphen", [][2]string{{"a 500-bed hospital", "500 beds"}, {"a one-time payment", ""}}, (*reader).hyphenNoun},
	{"no count", [][2]string{{"one of them", ""}, {"the 2019 novel coronaviruses", ""}, {"$5 fees", "5 USD"}}, (*reader).countsNothing},
	{"noun after a bound", [][2]string{{"50 or more employees", "50 employees"}}, (*reader).boundedNoun},
	{"noun", [][2]string{{"21,700 small and micro firms", "21700 firms"}, {"52,000 5G base stations", "52000 stations"}}, (*reader).countedNoun},
}

// englishUnitAt reads the English unit after the number ending at glyph i: a
// unit of measure, or the noun that the number counts.
func (s *reader) englishUnitAt(t *term, i int) bool {
	g := s.glyphs
	if _, e, ok := number.TimesWords.At(g, t.start); ok && e == i {
		return s.acceptTwice(t, i)
	}
	if i = s.afterRepeat(t, i); i >= len(g) || g[i].Gap == glyph.Paragraph {
		return false
	}
	for k := range unitRules {
		if unitRules[k].read(s, t, i) {
			break
		}
	}
	return t.hasUnit
}

// give gives t its unit, which ends at glyph e.
func (t *term) give(u unit.Unit, e int) {
	t.unit, t.hasUnit = u, true
	t.tail, t.end = e, e
}

// afterRepeat returns the glyph after the number said again in brackets, 30
// (thirty) days and sixty (60) days, or i.
func (s *reader) afterRepeat(t *term, i int) int {
	g := s.glyphs
	if glyph.At(g, i) != '(' {
		return i
	}
	again, ok := number.At(g, i+1)
	if i+1 >= len(g) || !ok || glyph.At(g, again.End) != ')' || !again.Value.Equal(t.n.Value) {
		return i
	}
	return again.End + 1
}

// titleAfter knows the title after the number of a section.
func (s *reader) titleAfter(t *term, i int) bool {
	g := s.glyphs
	if !g[i].Upper || g[i].Gap != glyph.Spaced || !itemNumber(g, t.start) || t.n.Magnitude != 0 || t.n.Grouped || t.n.Words || s.marked(t.start) {
		return false
	}
	if t.n.Decimals > 0 {
		return true
	}
	_, _, measured := unit.English.At(g, i)
	return !measured && !capitals(g, i)
}

// measureAfter reads a unit of measure, after a hyphen or not.
func (s *reader) measureAfter(t *term, i int) bool {
	g := s.glyphs
	u, e, ok := hyphenated(g, i)
	if !ok || u.Dimension == unit.Money && (s.marked(t.start) || g[i].R == '$' && glyph.IsDigit(glyph.At(g, e))) || !s.acceptEnglish(t, u, i, e) {
		return false
	}
	t.give(u, e)
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

// hyphenNoun reads the bed of a 500-bed hospital. A one-time payment counts
// nothing.
func (s *reader) hyphenNoun(t *term, i int) bool {
	g := s.glyphs
	if !glyph.IsDash(g[i].R) || g[i].Gap != glyph.Joined || i+1 >= len(g) || g[i+1].Gap != glyph.Joined || t.n.Digits == 4 {
		return false
	}
	e := glyph.WordEnd(g, i+1)
	if e <= i+3 || glyph.IsDigit(g[i+1].R) || glyph.IsHan(g[i+1].R) {
		return true
	}
	if word := s.lower(i+1, e); !notNouns[word] && word != "time" {
		t.give(unit.Unit{Name: plural(word), Dimension: unit.Count}, e)
	}
	return true
}

// countsNothing knows numbers that count no noun after them: an article, a year,
// money, an age.
func (s *reader) countsNothing(t *term, i int) bool {
	g := s.glyphs
	if g[i].Gap == glyph.Joined || t.n.Words && t.n.Value.Equal(decimal.New(1, 0)) && !s.boundedOne(t) {
		return true
	}
	year := t.n.Digits == 4 && !t.n.Grouped && t.n.Decimals == 0 && t.n.Magnitude == 0
	if year && t.n.Value.GreaterThan(decimal.New(1899, 0)) && t.n.Value.LessThan(decimal.New(2101, 0)) {
		return true // the 2019 novel coronavirus
	}
	return s.marked(t.start) || unit.AgeBefore(g, t.start)
}

// boundedNoun reads the employees of 50 or more employees.
func (s *reader) boundedNoun(t *term, i int) bool {
	g := s.glyphs
	w, e, ok := bound.EnglishWordsAfter.At(g, i)
	if !ok || e >= len(g) || g[e].Gap == glyph.Joined {
		return false
	}
	head, end, ok := s.headNoun(e, false)
	if !ok || !isPluralNoun(head) {
		return false
	}
	t.give(unit.Unit{Name: head, Dimension: unit.Count}, end)
	t.bound, t.boundSet = w.Bound, true
	return true
}

// countedNoun reads the noun that the number counts.
func (s *reader) countedNoun(t *term, i int) bool {
	one := t.n.Value.Equal(decimal.New(1, 0))
	head, e, ok := s.headNoun(i, one)
	if ok && (one || isPluralNoun(head)) {
		t.give(unit.Unit{Name: head, Dimension: unit.Count}, e)
	}
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
