package figure

import (
	"github.com/shopspring/decimal"
)

// numberWords are the English words that add up to a number.
var numberWords = newLexicon(map[string]int64{
	"zero": 0, "nought": 0, "naught": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
})

// timesWords are numbers with their unit, times.
var timesWords = newLexicon(map[string]int64{"twice": 2, "thrice": 3})

// vulgarFractions are fractions written as one character.
var vulgarFractions = map[rune][2]int64{'½': {1, 2}, '⅓': {1, 3}, '⅔': {2, 3}, '¼': {1, 4}, '¾': {3, 4}, '⅕': {1, 5}, '⅖': {2, 5}, '⅗': {3, 5}, '⅘': {4, 5}, '⅙': {1, 6}, '⅚': {5, 6}, '⅛': {1, 8}, '⅜': {3, 8}, '⅝': {5, 8}, '⅞': {7, 8}}

// magnitudeWords are powers of ten.
var magnitudeWords = newLexicon(map[string]int32{
	"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "hundreds": 2, "thousands": 3, "millions": 6, "billions": 9,
	"bn": 9, "mn": 6, "mln": 6, "bln": 9, "tln": 12, "mil": 6, "mm": 6, "k": 3, "lakh": 5, "crore": 7, "m": 6, "b": 9, "tn": 12, "trn": 12,
})

// magnitudeAt returns the power of ten that a word at glyph i stands for, or 0.
func magnitudeAt(g []glyph, i int) int32 {
	exp, e, ok := magnitudeWords.at(g, i)
	if !ok || e-i < 3 {
		return 0
	}
	return exp
}

// shortMagnitude reports whether the magnitude word at [i, e) is a letter or
// two, which are also units: 10m may be metres.
func shortMagnitude(g []glyph, i, e int) bool {
	return e-i == 1 || e-i == 2 && g[i].r == 'm' && g[i+1].r == 'm'
}

// fractionWords name parts: two thirds.
var fractionWords = newLexicon(map[string]int64{
	"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6,
	"seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "hundredth": 100, "hundredths": 100, "thousandth": 1000, "thousandths": 1000, "twentieth": 20, "twentieths": 20,
})

// wordRule reads one form of a number in English words at a glyph. The examples,
// each a number and its value, are its tests.
type wordRule struct {
	name     string
	examples [][2]string
	read     func(g []glyph, i int) (n numeral, ok, known bool)
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
func wordNumberAt(g []glyph, i int) (numeral, bool) {
	if i > 0 && isLetter(g[i-1].r) && g[i].gap == joined {
		return numeral{start: i, words: true}, false
	}
	for k := range wordRules {
		if n, ok, known := wordRules[k].read(g, i); known {
			return n, ok
		}
	}
	return numeral{start: i, words: true}, false
}

func minusWord(g []glyph, i int) (n numeral, ok, known bool) {
	e, known := nextIs(g, i, "minus", "negative")
	if !known || e >= len(g) {
		return n, false, false
	}
	switch _, again := nextIs(g, e, "minus", "negative"); {
	case isDigit(g[e].r):
		if n, ok = readArabic(g, e); ok {
			englishMagnitude(g, &n)
		}
	case isLetter(g[e].r) && !again:
		n, ok = wordNumberAt(g, e)
	}
	n.start, n.negative, n.words = i, !n.negative, true
	return n, ok, true
}

func articleWord(g []glyph, i int) (n numeral, ok, known bool) {
	e, known := nextIs(g, i, "a", "an")
	if known {
		n, ok = articleNumber(g, i, e)
	}
	return n, ok, known
}

func timesWord(g []glyph, i int) (n numeral, ok, known bool) {
	v, e, ok := timesWords.at(g, i)
	return numeral{start: i, words: true, value: decimal.New(v, 0), end: e}, ok, ok
}

func halfWord(g []glyph, i int) (n numeral, ok, known bool) {
	e, known := nextIs(g, i, "half")
	if known {
		n, ok = halfNumber(g, i, e)
	}
	return n, ok, known
}

// magnitudeWord reads hundred thousand, where it is all that is said.
func magnitudeWord(g []glyph, i int) (n numeral, ok, known bool) {
	exp, e, ok := magnitudeWords.at(g, i)
	if !ok || e-i <= 6 || g[e-1].r == 's' || i > 0 {
		return n, false, false
	}
	exp2, e2, ok := magnitudeWords.at(g, e)
	if !ok || e2-e <= 5 {
		return n, false, false
	}
	return powerOfTen(i, e2, exp+exp2), true, true
}

// powerOfTen returns the number 10^exp that the words [i, end) say.
func powerOfTen(i, end int, exp int32) numeral {
	return numeral{start: i, words: true, value: decimal.New(1, exp), end: end, magnitude: exp, place: exp, step: exp}
}

func pluralWord(g []glyph, i int) (n numeral, ok, known bool) {
	e, known := nextIs(g, i, "hundreds", "thousands", "millions", "billions", "tens", "dozens")
	if known {
		n, ok = pluralNumber(g, i, e)
	}
	return n, ok, known
}

// wordSum adds up number words, as two hundred and fifty thousand is said.
type wordSum struct {
	total, section Decimal
	any            bool
	hundred        bool // hundred stood in this section
	tens, unit     bool // twenty, or one to nineteen, stood last
	place          int32
	magnitude      int32
	at, end        int // the next glyph, and the end of the last word that counts
}

// summedWords reads words that add up to a number, with its decimals and what
// makes it a fraction.
func summedWords(g []glyph, i int) (n numeral, ok, known bool) {
	s := wordSum{total: decimal.Zero, section: decimal.Zero, at: i, end: i}
	for s.at < len(g) && s.joint(g, i) && (s.word(g) || s.power(g)) {
	}
	n = numeral{start: i, words: true}
	if !s.any {
		return n, false, true
	}
	n.value, n.end, n.place, n.step, n.magnitude = s.total.Add(s.section), s.end, s.place, s.place, s.magnitude
	n = n.withPoint(g)
	return n.withFraction(g), true, true
}

// joint reads what stands between two words of the number that starts at glyph i:
// a hyphen, and. It reports whether the number may go on.
func (s *wordSum) joint(g []glyph, i int) bool {
	if s.at == i {
		return true
	}
	if isDash(g[s.at].r) && s.at+1 < len(g) && isLetter(g[s.at+1].r) {
		s.at++
	} else if g[s.at].gap == joined || g[s.at].gap == paragraph {
		return false
	}
	if e, ok := nextIs(g, s.at, "and"); ok {
		if !s.hundred && !s.total.IsPositive() {
			return false
		}
		s.at = e
	}
	return true
}

// word adds one, twenty, nineteen, where the number can go on with it.
func (s *wordSum) word(g []glyph) bool {
	v, e, ok := numberWords.at(g, s.at)
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
func (s *wordSum) power(g []glyph) bool {
	if _, _, word := numberWords.at(g, s.at); word {
		return false
	}
	exp, e, ok := magnitudeWords.at(g, s.at)
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
func (n numeral) withPoint(g []glyph) numeral {
	k, ok := nextIs(g, n.end, "point")
	if !ok || g[n.end].gap != spaced {
		return n
	}
	digits := ""
	for {
		v, e, ok := numberWords.at(g, k)
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
	n.value, n.end = n.value.Add(d), k
	n.place, n.step, n.decimals = int32(-len(digits)), int32(-len(digits)), len(digits)
	if exp, e, ok := magnitudeWords.at(g, k); ok && e-k > 2 {
		n.raise(exp)
		n.end = e
	}
	return n
}

// raise multiplies the number by a power of ten.
func (n *numeral) raise(exp int32) {
	n.value = n.value.Shift(exp)
	n.place += exp
	n.step += exp
	n.magnitude += exp
}

// withFraction reads what makes a number a fraction: two thirds, nine in ten,
// one and a half. The first rule that applies decides.
func (n numeral) withFraction(g []glyph) numeral {
	for _, rule := range fractionRules {
		if f, ok := rule(n, g); ok {
			return f
		}
	}
	return n
}

var fractionRules []func(n numeral, g []glyph) (numeral, bool)

func init() { // mixedFraction reads the words of another number
	fractionRules = []func(n numeral, g []glyph) (numeral, bool){namedParts, inDozens, partOfWhole, mixedFraction, andHalf, andQuarter}
}

// namedParts reads two thirds, 3 fifths.
func namedParts(n numeral, g []glyph) (numeral, bool) {
	j := n.end
	if isDash(at(g, j)) && n.words {
		j++
	}
	over, e, ok := fractionWords.at(g, j)
	if !ok || j >= len(g) || !n.value.IsInteger() || n.decimals > 0 || !n.words && over <= 4 {
		return n, false
	}
	if over == 4 && n.value.GreaterThan(decimal.New(3, 0)) || over == 2 && n.value.GreaterThan(decimal.New(1, 0)) {
		return n, false // five quarters are more than a year
	}
	n.over, n.end = decimal.New(over, 0), e
	return n, true
}

// inDozens reads two dozen.
func inDozens(n numeral, g []glyph) (numeral, bool) {
	e, ok := nextIs(g, n.end, "dozen", "dozens")
	if !ok || !n.words || n.magnitude >= 3 {
		return n, false
	}
	n.value, n.end = n.value.Mul(decimal.New(12, 0)), e
	return n, true
}

// partOfWhole reads nine in ten, 3 out of 4.
func partOfWhole(n numeral, g []glyph) (numeral, bool) {
	if !n.value.IsInteger() || n.decimals > 0 || n.magnitude > 0 {
		return n, false
	}
	for _, joint := range []string{"in", "out of", "in every", "out of every"} {
		e, ok := nextIs(g, n.end, joint)
		if !ok {
			continue
		}
		if whole, end, ok := n.wholeAt(g, e, joint); ok {
			n.over, n.end = whole, end
			return n, true
		}
	}
	return n, false
}

// wholeAt reads at glyph e the whole that n is a part of.
func (n numeral) wholeAt(g []glyph, e int, joint string) (whole Decimal, end int, ok bool) {
	second, end, isWord := numberWords.at(g, e)
	whole = decimal.New(second, 0)
	if isWord && second > 1 && n.words && whole.GreaterThan(n.value) {
		_, _, unit := englishUnits.at(g, end)
		return whole, end, !unit && !isDash(at(g, end))
	}
	if !isDigit(at(g, e)) || n.words {
		return whole, e, false
	}
	a, ok := readArabic(g, e)
	if !ok || a.decimals > 0 || a.value.LessThanOrEqual(n.value) || a.value.GreaterThanOrEqual(decimal.New(1900, 0)) {
		return whole, e, false
	}
	ten := a.value.Equal(decimal.New(10, 0)) || a.value.Equal(decimal.New(100, 0))
	return a.value, a.end, joint != "in" || ten
}

// mixedFraction reads two hundred and two thirds.
func mixedFraction(n numeral, g []glyph) (numeral, bool) {
	e, ok := nextIs(g, n.end, "and")
	if !ok || e >= len(g) || !isLetter(g[e].r) || !n.value.IsInteger() || n.magnitude >= 3 {
		return n, false
	}
	part, ok := wordNumberAt(g, e)
	if !ok || part.over.LessThanOrEqual(decimal.New(2, 0)) || part.value.GreaterThanOrEqual(part.over) {
		return n, false
	}
	if part.over.Equal(decimal.New(4, 0)) && part.value.Equal(decimal.New(1, 0)) { // and a quarter
		return n, false
	}
	n.value, n.over, n.end = n.value.Mul(part.over).Add(part.value), part.over, part.end
	return n, true
}

// andHalf reads two and a half, two and a half million.
func andHalf(n numeral, g []glyph) (numeral, bool) {
	e, ok := nextIs(g, n.end, "and a half", "and one half")
	if !ok {
		return n, false
	}
	half := decimal.New(5, -1)
	if n.magnitude > 0 && n.place == n.magnitude {
		half = half.Shift(n.magnitude)
	}
	n.value, n.end = n.value.Add(half), e
	n.place, n.step = n.place-1, n.place-1
	if exp, e, ok := magnitudeWords.at(g, n.end); ok && e-n.end > 2 && n.magnitude == 0 {
		n.raise(exp)
		n.end = e
	}
	return n, true
}

// andQuarter reads two and a quarter.
func andQuarter(n numeral, g []glyph) (numeral, bool) {
	e, ok := nextIs(g, n.end, "and a quarter")
	if !ok || n.magnitude != 0 {
		return n, false
	}
	n.value, n.end = n.value.Add(decimal.New(25, -2)), e
	n.place, n.step = n.place-2, n.place-2
	return n, true
}

// articleNumber reads a hundred, a third, a dozen, after the article [i, e).
func articleNumber(g []glyph, i, e int) (numeral, bool) {
	n := numeral{start: i, words: true}
	if exp, e2, ok := magnitudeWords.at(g, e); ok && e2-e > 3 {
		n = powerOfTen(i, e2, exp)
		if exp2, e3, ok := magnitudeWords.at(g, e2); ok && e3-e2 > 3 {
			n.raise(exp2)
			n.end = e3
		}
		return n, true
	}
	if over, e2, ok := fractionWords.at(g, e); ok {
		n.value, n.over, n.end = decimal.New(1, 0), decimal.New(over, 0), e2
		return n, isPart(g, e2, over)
	}
	if e2, ok := nextIs(g, e, "dozen"); ok {
		n.value, n.end = decimal.New(12, 0), e2
		return n, true
	}
	return n, false
}

// isPart reports whether a third, ending at glyph e, is a part of something: a
// third party and a quarter (of a year) are none.
func isPart(g []glyph, e int, over int64) bool {
	if e >= len(g) {
		return true
	}
	if over == 4 {
		_, ok := nextIs(g, e, "of")
		return ok
	}
	if over <= 2 || over >= 100 || g[e].gap == joined || !isLetter(g[e].r) {
		return true
	}
	_, ok := nextIs(g, e, "of", "more", "less", "or", "higher", "lower")
	return ok
}

// halfNumber reads half a year, half a million, half of the firms, after half,
// which is [i, e).
func halfNumber(g []glyph, i, e int) (numeral, bool) {
	n := numeral{start: i, words: true, value: decimal.New(5, -1), place: -1, step: -1}
	if _, _, ordered := orderWords.before(g, i); ordered {
		return n, false
	}
	j := e
	if e2, ok := nextIs(g, e, "a", "an"); ok {
		j = e2
	}
	if exp, e2, ok := magnitudeWords.at(g, j); ok && e2-j > 3 {
		n.end = e2
		n.raise(exp)
		return n, true
	}
	if halfDuration(g, e, j) {
		n.end = j
		return n, true
	}
	if e2, ok := nextIs(g, e, "dozen", "a dozen"); ok {
		n.value, n.end, n.place, n.step = decimal.New(6, 0), e2, 0, 0
		return n, true
	}
	if _, ok := nextIs(g, e, "of", "the", "its", "their", "price", "people", "all"); ok || e == len(g) || j == e && clauseEnd(at(g, e)) {
		n.value, n.over, n.end = decimal.New(1, 0), decimal.New(2, 0), e
		n.place, n.step = 0, 0
		return n, true
	}
	return n, false
}

// orderWords before half make it a part of a period: the first half.
var orderWords = newLexiconBefore(set("second first other next last better former latter"))

// halfDuration reports whether the unit of time that half, ending at glyph e, is
// a half of stands at glyph j: half a year, half-hour, half day.
func halfDuration(g []glyph, e, j int) bool {
	if j >= len(g) {
		return false
	}
	u, end, ok := englishUnits.at(g, j)
	if !ok || u.dimension != Duration {
		return false
	}
	return j > e || isDash(at(g, e)) || (u.name == "day" || u.name == "hour") && g[end-1].r != 's'
}

// pluralNumber reads hundreds of, tens of thousands of.
func pluralNumber(g []glyph, i, e int) (numeral, bool) {
	n := numeral{start: i, words: true, vague: true, open: true}
	exp, _, ok := magnitudeWords.at(g, i)
	if !ok {
		exp = 1
		if g[i].r == 'd' {
			return n, false
		}
	}
	if e2, ok := nextIs(g, e, "of"); ok {
		if more, e3, ok := magnitudeWords.at(g, e2); ok && e3-e2 > 3 {
			exp += more
			e = e3
		} else if exp == 1 {
			return n, false
		}
	}
	if e2, ok := nextIs(g, e, "of"); ok {
		e = e2
	} else {
		return n, false
	}
	n.low, n.high, n.end = decimal.New(1, exp), decimal.New(1, exp+1), e
	return n, true
}

// moneyLetter reports whether the letter or two at [j, e) after the number that
// starts at glyph start are a magnitude because the number is money: £1.2m,
// $3-5m, 30m yuan.
func moneyLetter(g []glyph, start, j, e int) bool {
	if g[j].gap > spaced || g[j].gap == spaced && g[j].r != 'm' || isHan(at(g, e)) && g[j].gap != joined {
		return false
	}
	if currencyBefore(g, start) || currencyBefore(g, rangeStartBefore(g, start)) {
		return true
	}
	u, _, ok := englishUnits.at(g, e)
	return ok && u.dimension == Money && u.shift == 0 && g[j].gap == joined
}

// rangeStartBefore returns the start of the number that a dash or to joins with
// the one at glyph i, or i.
func rangeStartBefore(g []glyph, i int) int {
	k := i - 1
	switch {
	case k > 1 && isDash(g[k].r):
	case k > 2 && wordEndsAt(g, i, "to"):
		k--
	default:
		return i
	}
	if k > 1 && isLetter(g[k-1].r) { // £3m-6m
		k--
	}
	j := k
	for j > 0 && k-j < 12 && (isDigit(g[j-1].r) || g[j-1].r == '.' || g[j-1].r == ',') {
		j--
	}
	if j == k {
		return i
	}
	return j
}

// englishMagnitude reads million after digits, and the hundreds after it.
func englishMagnitude(g []glyph, n *numeral) {
	if n.end >= len(g) || g[n.end].gap > spaced && !isLetter(g[n.end].r) {
		return
	}
	j := n.end
	if isDash(g[j].r) && g[j].gap == joined {
		j++
	}
	exp, e, ok := magnitudeWords.at(g, j)
	if !ok || g[e-1].r == 's' && e-j > 3 || magnitudeLetter(g, n, j, e) {
		return
	}
	n.end = e
	n.raise(exp)
	switch exp {
	case 3:
		n.addHundreds(g)
		return
	case 2:
		n.addTens(g)
	}
	if exp2, e, ok := magnitudeWords.at(g, n.end); ok && e-n.end > 3 { // hundred thousand
		n.raise(exp2)
		n.end = e
	}
}

// magnitudeLetter reports whether the letter or two at [j, e) after n are a unit
// or a name, and no magnitude: 10k, 1.2b and, in capitals, 10M are read, with
// nothing between; 1m is a metre, unless it is money.
func magnitudeLetter(g []glyph, n *numeral, j, e int) bool {
	if !shortMagnitude(g, j, e) && e-j != 1 || moneyLetter(g, n.start, j, e) {
		return false
	}
	apart := g[j].gap != joined && !(e == len(g) && g[j].gap == spaced)
	switch {
	case apart, e-j == 2 && !g[j].upper:
		return true
	case g[j].r == 'k':
		return g[j].upper && n.digits == 1 && n.decimals == 0
	case g[j].r == 'm':
		return !g[j].upper && e-j == 1
	}
	return g[j].r == 'b' && g[j].upper
}

// addHundreds reads the 3 hundred of 4 thousand 3 hundred.
func (n *numeral) addHundreds(g []glyph) {
	if n.end >= len(g) || !isDigit(g[n.end].r) || g[n.end].gap != spaced {
		return
	}
	a, ok := readArabic(g, n.end)
	if !ok || a.digits != 1 || a.decimals > 0 {
		return
	}
	englishMagnitude(g, &a)
	if a.value.GreaterThanOrEqual(decimal.New(100, 0)) && a.value.LessThan(decimal.New(1000, 0)) {
		n.value, n.end, n.place, n.step = n.value.Add(a.value), a.end, a.place, a.step
	}
}

// addTens reads the 21 of 3 hundred and 21.
func (n *numeral) addTens(g []glyph) {
	e, ok := nextIs(g, n.end, "and")
	if !ok || !isDigit(at(g, e)) {
		return
	}
	if a, ok := readArabic(g, e); ok && a.digits <= 2 && a.decimals == 0 && magnitudeAt(g, a.end) == 0 {
		n.value, n.end, n.place, n.step = n.value.Add(a.value), a.end, 0, a.step
	}
}
