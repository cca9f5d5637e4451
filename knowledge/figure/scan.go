package figure

import (
	"policybot/knowledge/figure/date"
	"policybot/knowledge/figure/decoy"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/number"
)

// scan finds the numbers and dates of the sentence, and passes over what only
// looks like them.
func (s *reader) scan() {
	s.terms, s.dated = s.terms[:0], 0
	g := s.glyphs
	for i := 0; i < len(g); {
		kind := classOf(g[i].R)
		if kind == noStart {
			i++
			continue
		}
		if end := decoy.End(g, i); end > i {
			i = end
			continue
		}
		if t, ok := s.termAt(i, kind); ok {
			s.terms = append(s.terms, t)
			i = max(t.end, i+1)
			continue
		}
		if kind == numberStart { // an identifier
			i = glyph.DigitRun(g, i)
		}
		i = max(s.skipWord(i), i+1)
	}
}

// termAt reads the date or the number at glyph i, given what can start there.
func (s *reader) termAt(i int, kind class) (term, bool) {
	r := s.glyphs[i].R
	if kind != wordStart {
		if d, ok := s.dateAt(i); ok {
			return s.dateTerm(d), true
		}
	}
	if kind == wordStart || kind == numberStart && glyph.IsDigit(r) && s.latinNear(i) {
		if d, ok := s.dates.EnglishAt(i); ok {
			return s.dateTerm(d), true
		}
	}
	if kind == numberStart || kind == wordStart && numberInitial(r) {
		return s.quantityAt(i)
	}
	return term{}, false
}

// dateAt reads the date at glyph i.
func (s *reader) dateAt(i int) (date.Reading, bool) {
	s.dates.Previous = nil
	if n := len(s.terms); n > 0 && s.terms[n-1].date {
		s.dates.Previous = s.terms[n-1].when
	}
	return s.dates.At(i)
}

// latinNear reports whether a Latin letter stands before or after the digits at
// glyph i.
func (s *reader) latinNear(i int) bool {
	g := s.glyphs
	j := i
	for j < len(g) && glyph.IsDigit(g[j].R) && j-i < 5 {
		j++
	}
	return glyph.IsLetter(glyph.At(g, i-1)) || glyph.IsLetter(glyph.At(g, j)) || glyph.IsDash(glyph.At(g, j)) && glyph.IsLetter(glyph.At(g, j+1))
}

// numberInitial reports whether an English number word can start with r.
func numberInitial(r rune) bool {
	switch r {
	case 'a', 'b', 'd', 'e', 'f', 'h', 'm', 'n', 'o', 's', 't', 'z':
		return true
	}
	return false
}

// class says what can start at a character.
type class uint8

const (
	noStart     class = iota
	numberStart       // a number, or a date
	dateStart         // only a date: 上半年, “十三五”
	wordStart         // a Latin word
	decoyStart        // only what is no figure: 第, 《
)

func classOf(r rune) class {
	switch {
	case r < 0x80:
		if glyph.IsDigit(r) || r == '.' {
			return numberStart
		}
		if 'a' <= r && r <= 'z' {
			return wordStart
		}
		return noStart
	case r >= 0x4E00 && r <= 0x9FFF:
		return class(classes[r-0x4E00])
	case r == '〇':
		return numberStart
	case r == '《' || r == '[' || r == '§':
		return decoyStart
	}
	if _, ok := number.VulgarFractions[r]; ok {
		return numberStart
	}
	return noStart
}

var classes = func() (table [0x9FFF - 0x4E00 + 1]uint8) {
	for i := range table {
		r := rune(0x4E00 + i)
		if glyph.StartsNumeral(r) {
			table[i] = uint8(numberStart)
		}
	}
	for _, r := range "上下前后首今本当去明次来年民令平昭" {
		table[r-0x4E00] = uint8(dateStart)
	}
	table['第'-0x4E00] = uint8(numberStart)
	return table
}()

// skipWord returns the end of the Latin word at glyph i, or i.
func (s *reader) skipWord(i int) int {
	g := s.glyphs
	j := i
	for j < len(g) && glyph.IsLetter(g[j].R) && (j == i || g[j].Gap == glyph.Joined) {
		j++
	}
	if !glyph.IsLetter(glyph.At(g, i)) {
		return i
	}
	return j
}
