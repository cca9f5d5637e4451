package number

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/glyph"
)

// numberWords are the English words that add up to a number.
var numberWords = glyph.NewLexicon(map[string]int64{
	"zero": 0, "nought": 0, "naught": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
})

// TimesWords are numbers with their unit, times.
var TimesWords = glyph.NewLexicon(map[string]int64{"twice": 2, "thrice": 3})

// wordRule reads one form of a number in English words at a glyph. The examples,
// each a number and its value, are its tests.
type wordRule struct {
	name     string
	examples [][2]string
	read     func(g []glyph.Glyph, i int) (n Numeral, ok, known bool)
}

// wordRules are tried in order; the first that knows the word at hand decides.
var wordRules []wordRule

func init() { // wordNumberAt and its rules refer to one another
	wordRules = []wordRule{
		{"minus", [][2]string{{"minus five", "-5"}, {"negative 2 million", "-2000000"}}, minusWord},
		{"after an article", [][2]string{{"a hundred", "100"}, {"a third of", "1/3"}, {"a dozen", "12"}}, articleWord},
		{"twice", nil, timesWord},
		{"half", [][2]string{{"half a million", "500000"}, {"half of", "1/2"}}, halfWord},
		{"a magnitude alone", [][2]string{{"hundred thousand", "100000"}}, magnitudeWord},
		{"hundreds of", [][2]string{{"hundreds of", "100..1000"}, {"tens of thousands of", "10000..100000"}}, pluralWord},
		{"added up", [][2]string{{"two hundred and fifty", "250"}, {"twenty-one thousand", "21000"}, {"three point five million", "3500000"}, {"two and a half", "2.5"}, {"nine in ten", "9/10"}}, summedWords},
	}
}

// wordNumberAt reads a number in English words at glyph i: two hundred and
// fifty, a third, 3 million, nine in ten, half a million.
func wordNumberAt(g []glyph.Glyph, i int) (Numeral, bool) {
	if i > 0 && glyph.IsLetter(g[i-1].R) && g[i].Gap == glyph.Joined {
		return Numeral{Start: i, Words: true}, false
	}
	if _, _, starts := wordStarts.At(g, i); !starts {
		return Numeral{Start: i, Words: true}, false
	}
	for k := range wordRules {
		if n, ok, known := wordRules[k].read(g, i); known {
			return n, ok
		}
	}
	return Numeral{Start: i, Words: true}, false
}

// wordStarts are the words that a number can begin with.
var wordStarts = glyph.NewLexicon(glyph.Set("minus negative a an half hundred thousand million billion trillion hundreds thousands millions billions tens dozens twice thrice " +
	"zero nought naught one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen " +
	"twenty thirty forty fifty sixty seventy eighty ninety"))

func minusWord(g []glyph.Glyph, i int) (n Numeral, ok, known bool) {
	e, known := glyph.NextIs(g, i, "minus", "negative")
	if !known || e >= len(g) {
		return n, false, false
	}
	switch _, again := glyph.NextIs(g, e, "minus", "negative"); {
	case glyph.IsDigit(g[e].R):
		if n, ok = readArabic(g, e); ok {
			englishMagnitude(g, &n)
		}
	case glyph.IsLetter(g[e].R) && !again:
		n, ok = wordNumberAt(g, e)
	}
	n.Start, n.Negative, n.Words = i, !n.Negative, true
	return n, ok, true
}

func articleWord(g []glyph.Glyph, i int) (n Numeral, ok, known bool) {
	e, known := glyph.NextIs(g, i, "a", "an")
	if known {
		n, ok = articleNumber(g, i, e)
	}
	return n, ok, known
}

func timesWord(g []glyph.Glyph, i int) (n Numeral, ok, known bool) {
	v, e, ok := TimesWords.At(g, i)
	return Numeral{Start: i, Words: true, Value: decimal.New(v, 0), End: e}, ok, ok
}

func halfWord(g []glyph.Glyph, i int) (n Numeral, ok, known bool) {
	e, known := glyph.NextIs(g, i, "half")
	if known {
		n, ok = halfNumber(g, i, e)
	}
	return n, ok, known
}

// magnitudeWord reads hundred thousand, where it is all that is said.
func magnitudeWord(g []glyph.Glyph, i int) (n Numeral, ok, known bool) {
	exp, e, ok := MagnitudeWords.At(g, i)
	if !ok || e-i <= 6 || g[e-1].R == 's' || i > 0 {
		return n, false, false
	}
	exp2, e2, ok := MagnitudeWords.At(g, e)
	if !ok || e2-e <= 5 {
		return n, false, false
	}
	return powerOfTen(i, e2, exp+exp2), true, true
}

// powerOfTen returns the number 10^exp that the words [i, end) say.
func powerOfTen(i, end int, exp int32) Numeral {
	return Numeral{Start: i, Words: true, Value: decimal.New(1, exp), End: end, Magnitude: exp, Place: exp, Step: exp}
}

func pluralWord(g []glyph.Glyph, i int) (n Numeral, ok, known bool) {
	e, known := glyph.NextIs(g, i, "hundreds", "thousands", "millions", "billions", "tens", "dozens")
	if known {
		n, ok = pluralNumber(g, i, e)
	}
	return n, ok, known
}

// wordSum adds up number words, as two hundred and fifty thousand is said.
type wordSum struct {
	total, section decimal.Decimal
	any            bool
	hundred        bool // hundred stood in this section
	tens, unit     bool // twenty, or one to nineteen, stood last
	place          int32
	magnitude      int32
	at, end        int // the next glyph, and the end of the last word that counts
}

// summedWords reads words that add up to a number, with its decimals and what
// makes it a fraction.
func summedWords(g []glyph.Glyph, i int) (n Numeral, ok, known bool) {
	s := wordSum{total: decimal.Zero, section: decimal.Zero, at: i, end: i}
	for s.at < len(g) && s.joint(g, i) && (s.word(g) || s.power(g)) {
	}
	n = Numeral{Start: i, Words: true}
	if !s.any {
		return n, false, true
	}
	n.Value, n.End, n.Place, n.Step, n.Magnitude = s.total.Add(s.section), s.end, s.place, s.place, s.magnitude
	n = n.withPoint(g)
	return n.withFraction(g), true, true
}

// joint reads what stands between two words of the number that starts at glyph i:
// a hyphen, and. It reports whether the number may go on.
func (s *wordSum) joint(g []glyph.Glyph, i int) bool {
	if s.at == i {
		return true
	}
	if glyph.IsDash(g[s.at].R) && s.at+1 < len(g) && glyph.IsLetter(g[s.at+1].R) {
		s.at++
	} else if g[s.at].Gap == glyph.Joined || g[s.at].Gap == glyph.Paragraph {
		return false
	}
	if e, ok := glyph.NextIs(g, s.at, "and"); ok {
		if !s.hundred && !s.total.IsPositive() {
			return false
		}
		s.at = e
	}
	return true
}

// word adds one, twenty, nineteen, where the number can go on with it.
func (s *wordSum) word(g []glyph.Glyph) bool {
	v, e, ok := numberWords.At(g, s.at)
	if !ok || s.unit || v >= 10 && s.tens {
		return false
	}
	s.section = s.section.Add(decimal.New(v, 0))
	s.tens, s.unit = v >= 20, v < 20
	s.place, s.any = 0, true
	s.at, s.end = e, e
	return true
}

// power multiplies what was said by hundred, thousand, million.
func (s *wordSum) power(g []glyph.Glyph) bool {
	if _, _, word := numberWords.At(g, s.at); word {
		return false
	}
	exp, e, ok := MagnitudeWords.At(g, s.at)
	if !ok || e-s.at <= 2 || !s.any {
		return false
	}
	switch {
	case exp == 2:
		if s.section.IsZero() || s.section.GreaterThanOrEqual(decimal.New(100, 0)) {
			return false
		}
		s.section, s.hundred = s.section.Shift(2), true
	case s.section.IsZero() && s.total.IsZero():
		return false
	case s.section.IsZero():
		s.total, s.hundred = s.total.Shift(exp), false
	default:
		s.total, s.section, s.hundred = s.total.Add(s.section.Shift(exp)), decimal.Zero, false
	}
	s.tens, s.unit, s.place, s.magnitude = false, false, exp, exp
	s.at, s.end = e, e
	return true
}

// withPoint reads the decimals in words after the number, and their magnitude:
// three point five million.
func (n Numeral) withPoint(g []glyph.Glyph) Numeral {
	k, ok := glyph.NextIs(g, n.End, "point")
	if !ok || g[n.End].Gap != glyph.Spaced {
		return n
	}
	digits := ""
	for {
		v, e, ok := numberWords.At(g, k)
		if !ok || v > 9 {
			break
		}
		digits += string(rune('0' + v))
		k = e
	}
	if digits == "" {
		return n
	}
	d, _ := decimal.NewFromString("0." + digits)
	n.Value, n.End = n.Value.Add(d), k
	n.Place, n.Step, n.Decimals = int32(-len(digits)), int32(-len(digits)), len(digits)
	if exp, e, ok := MagnitudeWords.At(g, k); ok && e-k > 2 {
		n.Raise(exp)
		n.End = e
	}
	return n
}

// pluralNumber reads hundreds of, tens of thousands of.
func pluralNumber(g []glyph.Glyph, i, e int) (Numeral, bool) {
	n := Numeral{Start: i, Words: true, Vague: true, Open: true}
	exp, _, ok := MagnitudeWords.At(g, i)
	if !ok {
		exp = 1
		if g[i].R == 'd' {
			return n, false
		}
	}
	if e2, ok := glyph.NextIs(g, e, "of"); ok {
		if more, e3, ok := MagnitudeWords.At(g, e2); ok && e3-e2 > 3 {
			exp += more
			e = e3
		} else if exp == 1 {
			return n, false
		}
	}
	if e2, ok := glyph.NextIs(g, e, "of"); ok {
		e = e2
	} else {
		return n, false
	}
	n.Low, n.High, n.End = decimal.New(1, exp), decimal.New(1, exp+1), e
	return n, true
}
