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

// reader reads the figures of one sentence after another.
type reader struct {
	text   string
	dates  dateReader
	glyphs []glyph
	terms  []term
	groups int // events numbered so far
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
		if end := s.decoyAt(i); end > i {
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

// settle gives t the bound and the limits that its number and words allow.
func (s *reader) settle(t *term) {
	n := t.n
	value := n.signed()
	if n.over.IsPositive() { // the limits of a fraction are its quotient, to 16 places
		value = value.DivRound(n.over, 16)
	}
	one := decimal.New(1, 0)
	switch {
	case n.vague:
		if n.open {
			t.bound = Approx
		} else {
			t.bound = Range
		}
		t.low, t.high = &Limit{n.low, true}, &Limit{n.high, true}
		return
	case n.more && (t.bound == "" || t.bound == Equal || t.bound == Approx || t.bound == ApproxAbove || t.bound == AtLeast && !t.boundSet):
		t.bound = ApproxAbove
	case t.bound == "":
		t.bound = Equal
		if n.some {
			t.bound = Approx
		}
	}
	switch t.bound {
	case ApproxAbove:
		t.low, t.high = &Limit{value, false}, &Limit{value.Add(one.Shift(n.step)), false}
	case ApproxBelow, Less:
		t.high = &Limit{value, false}
	case LessEqual:
		t.high = &Limit{value, true}
	case Greater:
		t.low = &Limit{value, false}
	case AtLeast:
		t.low = &Limit{value, true}
	}
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
