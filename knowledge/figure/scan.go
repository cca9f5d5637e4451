package figure

// scan finds the numbers and dates of the sentence, and passes over what only
// looks like them.
func (s *reader) scan() {
	s.terms = s.terms[:0]
	g := s.glyphs
	for i := 0; i < len(g); {
		kind := classOf(g[i].r)
		if kind == noStart {
			i++
			continue
		}
		if end := decoyAt(g, i); end > i {
			i = end
			continue
		}
		if kind != wordStart {
			if d, ok := s.dateAt(i); ok {
				s.terms = append(s.terms, dateTerm(d))
				i = max(d.end, i+1)
				continue
			}
		}
		if kind == wordStart || kind == numberStart && isDigit(g[i].r) && s.latinNear(i) {
			if d, ok := s.dates.englishDateAt(i); ok {
				s.terms = append(s.terms, dateTerm(d))
				i = max(d.end, i+1)
				continue
			}
		}
		if kind == numberStart || kind == wordStart && numberInitial(g[i].r) {
			if t, ok := s.quantityAt(i); ok {
				s.terms = append(s.terms, t)
				i = max(t.end, i+1)
				continue
			}
			for i < len(g) && isDigit(g[i].r) { // an identifier
				i++
			}
		}
		i = max(s.skipWord(i), i+1)
	}
}

// dateAt reads the date at glyph i.
func (s *reader) dateAt(i int) (dated, bool) {
	s.dates.previous = nil
	if n := len(s.terms); n > 0 && s.terms[n-1].date {
		s.dates.previous = &s.terms[n-1].when
	}
	return s.dates.dateAt(i)
}

// latinNear reports whether a Latin letter stands before or after the digits at
// glyph i.
func (s *reader) latinNear(i int) bool {
	g := s.glyphs
	j := i
	for j < len(g) && isDigit(g[j].r) && j-i < 5 {
		j++
	}
	return isLetter(at(g, i-1)) || isLetter(at(g, j)) || isDash(at(g, j)) && isLetter(at(g, j+1))
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
		if isDigit(r) || r == '.' {
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
	if _, ok := vulgarFractions[r]; ok {
		return numberStart
	}
	return noStart
}

var classes = func() (table [0x9FFF - 0x4E00 + 1]uint8) {
	for i := range table {
		r := rune(0x4E00 + i)
		if startsNumeral(r) {
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
	for j < len(g) && isLetter(g[j].r) && (j == i || g[j].gap == joined) {
		j++
	}
	if !isLetter(at(g, i)) {
		return i
	}
	return j
}
