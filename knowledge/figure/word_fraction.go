package figure

import "github.com/shopspring/decimal"

// fractionWords name parts: two thirds.
var fractionWords = newLexicon(map[string]int64{
	"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6,
	"seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "hundredth": 100, "hundredths": 100, "thousandth": 1000, "thousandths": 1000, "twentieth": 20, "twentieths": 20,
})

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

// vulgarFractions are fractions written as one character.
var vulgarFractions = map[rune][2]int64{'½': {1, 2}, '⅓': {1, 3}, '⅔': {2, 3}, '¼': {1, 4}, '¾': {3, 4}, '⅕': {1, 5}, '⅖': {2, 5}, '⅗': {3, 5}, '⅘': {4, 5}, '⅙': {1, 6}, '⅚': {5, 6}, '⅛': {1, 8}, '⅜': {3, 8}, '⅝': {5, 8}, '⅞': {7, 8}}
