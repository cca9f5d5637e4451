package date

import (
	"time"

	"policybot/knowledge/figure/glyph"
)

var englishMonths = glyph.NewLexicon(map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
})

// momentRule reads one form of a moment in English words at a glyph. The examples,
// each a moment and the date or period it is when published on 2024-05-01, are
// its tests.
type momentRule struct {
	name     string
	examples [][2]string
	read     func(s *Reader, i int) (m moment, ok, known bool)
}

// momentRules are tried in order; the first that knows the words at hand decides.
var momentRules []momentRule

func init() { // englishMomentAt and its rules refer to one another
	momentRules = []momentRule{
		{"edge of a period", [][2]string{{"at the end of March 2024", "2024-03-31"}, {"by the end of 2023", "2023-12-31"}, {"the beginning of May 2024", "2024-05-01"}}, (*Reader).edgeOfPeriod},
		{"the", [][2]string{{"the first quarter of 2024", "2024-01-01..2024-03-31"}}, (*Reader).thePart},
		{"early, mid and late", [][2]string{{"in mid-March 2024", "2024-03-01..2024-03-31"}}, (*Reader).roughly},
		{"part of a year", [][2]string{{"Q1 2024", "2024-01-01..2024-03-31"}, {"first half of 2023", "2023-01-01..2023-06-30"}}, (*Reader).partOfYear},
		{"day before month", [][2]string{{"15 April 2024", "2024-04-15"}, {"1st of May, 2024", "2024-05-01"}, {"5-Aug-2024", "2024-08-05"}}, (*Reader).dayMonth},
		{"year before month", [][2]string{{"2024 Aug", "2024-08-01..2024-08-31"}, {"2024 August 5", "2024-08-05"}}, (*Reader).yearBeforeMonth},
		{"year after a preposition", [][2]string{{"in 2023", "2023-01-01..2023-12-31"}}, (*Reader).yearAlone},
		{"month before day", [][2]string{{"April 15, 2024", "2024-04-15"}, {"Dec. 2023", "2023-12-01..2023-12-31"}, {"in March 2024", "2024-03-01..2024-03-31"}}, (*Reader).monthDay},
	}
}

// englishMomentAt reads a moment at glyph i: 15 April 2020, April 15, the end of
// March, Q1 2020, the first half of 2020, in 2020.
func (s *Reader) englishMomentAt(i int) (moment, bool) {
	g := s.Glyphs
	if i >= len(g) || i > 0 && g[i].Gap == glyph.Joined && (glyph.IsLetter(g[i-1].R) || glyph.IsDigit(g[i-1].R)) {
		return moment{start: i}, false
	}
	if _, _, starts := momentStarts.At(g, i); !starts && !glyph.IsDigit(g[i].R) {
		return moment{start: i}, false
	}
	for k := range momentRules {
		if m, ok, known := momentRules[k].read(s, i); known {
			return m, ok
		}
	}
	return moment{start: i}, false
}

// momentStarts are the words that a moment can begin with.
var momentStarts = glyph.NewLexicon(glyph.Set("the end year early mid late q1 q2 q3 q4 h1 h2 first second third fourth " +
	"january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"))

// edgeOfPeriod reads the end of March, year-end 2019, the beginning of May.
func (s *Reader) edgeOfPeriod(i int) (m moment, ok, known bool) {
	g := s.Glyphs
	e, known := glyph.NextIs(g, i, "the end of", "end of", "end", "year end", "year-end", "the beginning of", "the start of")
	if !known {
		return m, false, false
	}
	inner, ok := s.englishMomentAt(e)
	if !ok {
		if e2, ok := glyph.NextIs(g, e, "the year", "this year"); ok {
			return moment{start: i, end: e2, last: true, relative: true, year: s.Published.Year}, true, true
		}
		return m, false, true
	}
	_, begins := glyph.NextIs(g, i, "the beginning of", "the start of")
	inner.start, inner.first, inner.last = i, inner.first || begins, inner.last || !begins
	return inner, inner.months > 0 || inner.day == 0, true
}

// thePart reads the first quarter of 2020: of the moments only a part of a year
// takes the article.
func (s *Reader) thePart(i int) (m moment, ok, known bool) {
	e, known := glyph.NextIs(s.Glyphs, i, "the")
	if !known {
		return m, false, false
	}
	inner, ok := s.englishMomentAt(e)
	inner.start = i
	return inner, ok && inner.months > 0, true
}

// roughly reads mid-March, late 2019 as the whole of the period.
func (s *Reader) roughly(i int) (m moment, ok, known bool) {
	g := s.Glyphs
	e, known := glyph.NextIs(g, i, "early", "mid", "late")
	if !known {
		return m, false, false
	}
	if glyph.IsDash(glyph.At(g, e)) {
		e++
	}
	inner, ok := s.englishMomentAt(e)
	inner.start = i
	return inner, ok && !inner.IsDay(), true
}

// partOfYear reads Q1 2020, the first half of the year.
func (s *Reader) partOfYear(i int) (m moment, ok, known bool) {
	g := s.Glyphs
	part, e, known := englishParts.At(g, i)
	if !known {
		return m, false, false
	}
	m = moment{start: i, end: e, month: part.month, months: part.months}
	if e2, ok := glyph.NextIs(g, e, "of", "of the year"); ok {
		e = e2
	}
	if y, e2, ok := englishYear(g, skipComma(g, e)); ok {
		m.year, m.end = y, e2
		return m, true, true
	}
	_, bare := glyph.NextIs(g, i, "h1", "h2")
	return m, !bare, true
}

// dayMonth reads 15 April 2020, 15th of April, 5-Aug-2024.
func (s *Reader) dayMonth(i int) (m moment, ok, known bool) {
	g := s.Glyphs
	if !glyph.IsDigit(g[i].R) {
		return m, false, false
	}
	day, e, ok := calendarNumber(g, i, 31)
	if !ok {
		return m, false, false
	}
	k, _ := glyph.NextIs(g, e, "st", "nd", "rd", "th")
	if e2, ok := glyph.NextIs(g, k, "of", "day of"); ok {
		k = e2
	}
	hyphen := glyph.IsDash(glyph.At(g, k)) && g[k].Gap == glyph.Joined
	if hyphen {
		k++
	}
	month, end, ok := englishMonths.At(g, k)
	if !ok || g[k].Gap == glyph.Paragraph || month == 5 && !g[k].Upper || k == e && g[k].Gap == glyph.Joined && !g[k].Upper {
		return m, false, false
	}
	m = moment{start: i, end: end, day: day, month: month}
	if glyph.At(g, end) == '.' && g[end].Gap == glyph.Joined || hyphen && glyph.IsDash(glyph.At(g, end)) && g[end].Gap == glyph.Joined {
		end++
	}
	if y, e, ok := englishYear(g, skipComma(g, end)); ok {
		m.year, m.end = y, e
	}
	return m, true, true
}

// yearBeforeMonth reads 2024 Aug, 2024 August 5.
func (s *Reader) yearBeforeMonth(i int) (m moment, ok, known bool) {
	m, ok = yearMonth(s.Glyphs, i)
	return m, ok, ok
}

// yearAlone reads 2020 after in, since, by. It knows all that begins with digits.
func (s *Reader) yearAlone(i int) (m moment, ok, known bool) {
	g := s.Glyphs
	if !glyph.IsDigit(g[i].R) {
		return m, false, false
	}
	year, e, ok := englishYear(g, i)
	return moment{start: i, end: e, year: year}, ok && s.afterPreposition(i), true
}

// monthDay reads April 15, 2020, April 2020, in April.
func (s *Reader) monthDay(i int) (m moment, ok, known bool) {
	g := s.Glyphs
	month, e, ok := englishMonths.At(g, i)
	if !ok || (month == 5 || month == 3 || e-i == 3) && !g[i].Upper {
		return m, false, false
	}
	m = moment{start: i, end: e, month: month}
	j := e
	if glyph.At(g, j) == '.' && g[j].Gap == glyph.Joined && e-i <= 4 {
		j++
	}
	if m.readDay(g, j) {
		return m, true, true
	}
	k := skipComma(g, j)
	if e2, ok := glyph.NextIs(g, k, "of"); ok {
		k = e2
	}
	if y, e2, ok := englishYear(g, k); ok {
		m.year, m.end = y, e2
		return m, true, true
	}
	switch month {
	case 5: // may, the verb, at the start of a sentence
		return m, i > 0 && s.afterPreposition(i), true
	case 3:
		return m, i == 0 || s.afterPreposition(i) || glyph.At(g, e) != 0, true
	}
	return m, true, true
}

// readDay reads the day and the year after a month: 15, 2020.
func (m *moment) readDay(g []glyph.Glyph, j int) bool {
	day, e, ok := calendarNumber(g, j, 31)
	if !ok || !glyph.IsDigit(g[j].R) || g[j].Gap == glyph.Joined {
		return false
	}
	if e2, ok := glyph.NextIs(g, e, "st", "nd", "rd", "th"); ok {
		e = e2
	}
	m.day, m.end = day, e
	if y, e2, ok := englishYear(g, skipComma(g, e)); ok {
		m.year, m.end = y, e2
	}
	return true
}

// yearPart is a stretch of months within a year.
type yearPart = struct {
	month  time.Month
	months int
}

var englishParts = glyph.NewLexicon(map[string]yearPart{
	"q1": {1, 3}, "q2": {4, 3}, "q3": {7, 3}, "q4": {10, 3}, "first quarter": {1, 3}, "second quarter": {4, 3}, "third quarter": {7, 3}, "fourth quarter": {10, 3},
	"first half of the year": {1, 6}, "second half of the year": {7, 6}, "first half of": {1, 6}, "second half of": {7, 6}, "h1": {1, 6}, "h2": {7, 6}, "first three quarters": {1, 9},
	"first two months": {1, 2}, "first three months": {1, 3}, "first six months": {1, 6}, "first nine months": {1, 9},
})

// yearMonth reads a year before its month and day: 2024 Aug, 2024 August 5.
func yearMonth(g []glyph.Glyph, i int) (moment, bool) {
	year, e, ok := englishYear(g, i)
	if !ok || glyph.IsDash(glyph.At(g, e)) && g[e].Gap != glyph.Joined {
		return moment{}, false
	}
	if glyph.IsDash(glyph.At(g, e)) {
		e++
	}
	month, end, ok := englishMonths.At(g, e)
	if !ok || !g[e].Upper || month == 5 && end < len(g) && glyph.IsLetter(g[end].R) {
		return moment{}, false
	}
	m := moment{start: i, end: end, year: year, month: month}
	if glyph.IsDash(glyph.At(g, end)) && g[end].Gap == glyph.Joined {
		end++
	}
	if day, e, ok := calendarNumber(g, end, 31); ok && glyph.IsDigit(glyph.At(g, end)) {
		m.day, m.end = day, e
	}
	return m, true
}

func skipComma(g []glyph.Glyph, i int) int {
	if glyph.At(g, i) == ',' {
		return i + 1
	}
	return i
}

func englishYear(g []glyph.Glyph, i int) (year, end int, ok bool) {
	year, end, ok = PlainYear(g, i)
	if !ok || year < 1900 || year > 2100 {
		return 0, i, false
	}
	if next := glyph.At(g, end); end < len(g) && g[end].Gap == glyph.Joined && (glyph.IsLetter(next) || next == '/' || next == '%' || glyph.IsHan(next) || next == '.' && glyph.IsDigit(glyph.At(g, end+1)) && g[end+1].Gap == glyph.Joined || next == ',' && glyph.IsDigit(glyph.At(g, end+1)) && g[end+1].Gap == glyph.Joined) {
		return 0, i, false
	}
	return year, end, true
}

// afterPreposition reports whether a word that goes before a year or a month
// stands before glyph i.
func (s *Reader) afterPreposition(i int) bool {
	_, _, ok := yearPrepositions.Before(s.Glyphs, i)
	return ok
}

var yearPrepositions = glyph.NewLexiconBefore(glyph.Set("in since by of until till during from to for through before after year fiscal end mid early late and between throughout beginning starting effective than"))
