package number

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/unit"
)

// fractionWords name parts: two thirds.
var fractionWords = glyph.NewLexicon(map[string]int64{
	"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6,
	"seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "hundredth": 100, "hundredths": 100, "thousandth": 1000, "thousandths": 1000, "twentieth": 20, "twentieths": 20,
})

// withFraction reads what makes a number a fraction: two thirds, nine in ten,
// one and a half. The first rule that applies decides.
func (n Numeral) withFraction(g []glyph.Glyph) Numeral {
	for _, rule := range fractionRules {
		if f, ok := rule(n, g); ok {
			return f
		}
	}
	return n
}

var fractionRules []func(n Numeral, g []glyph.Glyph) (Numeral, bool)

func init() { // mixedFraction reads the words of another number
	fractionRules = []func(n Numeral, g []glyph.Glyph) (Numeral, bool){namedParts, inDozens, partOfWhole, mixedFraction, andHalf, andQuarter}
}

// namedParts reads two thirds, 3 fifths.
func namedParts(n Numeral, g []glyph.Glyph) (Numeral, bool) {
	j := n.End
	if glyph.IsDash(glyph.At(g, j)) && n.Words {
		j++
	}
	over, e, ok := fractionWords.At(g, j)
	if !ok || j >= len(g) || !n.Value.IsInteger() || n.Decimals > 0 || !n.Words && over <= 4 {
		return n, false
	}
	if over == 4 && n.Value.GreaterThan(decimal.New(3, 0)) || over == 2 && n.Value.GreaterThan(decimal.New(1, 0)) {
		return n, false // five quarters are more than a year
	}
	n.Over, n.End = decimal.New(over, 0), e
	return n, true
}

// inDozens reads two dozen.
func inDozens(n Numeral, g []glyph.Glyph) (Numeral, bool) {
	e, ok := glyph.NextIs(g, n.End, "dozen", "dozens")
	if !ok || !n.Words || n.Magnitude >= 3 {
		return n, false
	}
	n.Value, n.End = n.Value.Mul(decimal.New(12, 0)), e
	return n, true
}

// partOfWhole reads nine in ten, 3 out of 4.
func partOfWhole(n Numeral, g []glyph.Glyph) (Numeral, bool) {
	if !n.Value.IsInteger() || n.Decimals > 0 || n.Magnitude > 0 {
		return n, false
	}
	for _, joint := range []string{"in", "out of", "in every", "out of every"} {
		e, ok := glyph.NextIs(g, n.End, joint)
		if !ok {
			continue
		}
		if whole, end, ok := n.wholeAt(g, e, joint); ok {
			n.Over, n.End = whole, end
			return n, true
		}
	}
	return n, false
}

// wholeAt reads at glyph e the whole that n is a part of.
func (n Numeral) wholeAt(g []glyph.Glyph, e int, joint string) (whole decimal.Decimal, end int, ok bool) {
	second, end, isWord := numberWords.At(g, e)
	whole = decimal.New(second, 0)
	if isWord && second > 1 && n.Words && whole.GreaterThan(n.Value) {
		_, _, unit := unit.English.At(g, end)
		return whole, end, !unit && !glyph.IsDash(glyph.At(g, end))
	}
	if !glyph.IsDigit(glyph.At(g, e)) || n.Words {
		return whole, e, false
	}
	a, ok := readArabic(g, e)
	if !ok || a.Decimals > 0 || a.Value.LessThanOrEqual(n.Value) || a.Value.GreaterThanOrEqual(decimal.New(1900, 0)) {
		return whole, e, false
	}
	ten := a.Value.Equal(decimal.New(10, 0)) || a.Value.Equal(decimal.New(100, 0))
	return a.Value, a.End, joint != "in" || ten
}

// mixedFraction reads two hundred and two thirds.
func mixedFraction(n Numeral, g []glyph.Glyph) (Numeral, bool) {
	e, ok := glyph.NextIs(g, n.End, "and")
	if !ok || e >= len(g) || !glyph.IsLetter(g[e].R) || !n.Value.IsInteger() || n.Magnitude >= 3 {
		return n, false
	}
	part, ok := wordNumberAt(g, e)
	if !ok || part.Over.LessThanOrEqual(decimal.New(2, 0)) || part.Value.GreaterThanOrEqual(part.Over) {
		return n, false
	}
	if part.Over.Equal(decimal.New(4, 0)) && part.Value.Equal(decimal.New(1, 0)) { // and a quarter
		return n, false
	}
	n.Value, n.Over, n.End = n.Value.Mul(part.Over).Add(part.Value), part.Over, part.End
	return n, true
}

// andHalf reads two and a half, two and a half million.
func andHalf(n Numeral, g []glyph.Glyph) (Numeral, bool) {
	e, ok := glyph.NextIs(g, n.End, "and a half", "and one half")
	if !ok {
		return n, false
	}
	half := decimal.New(5, -1)
	if n.Magnitude > 0 && n.Place == n.Magnitude {
		half = half.Shift(n.Magnitude)
	}
	n.Value, n.End = n.Value.Add(half), e
	n.Place, n.Step = n.Place-1, n.Place-1
	if exp, e, ok := MagnitudeWords.At(g, n.End); ok && e-n.End > 2 && n.Magnitude == 0 {
		n.Raise(exp)
		n.End = e
	}
	return n, true
}

// andQuarter reads two and a quarter.
func andQuarter(n Numeral, g []glyph.Glyph) (Numeral, bool) {
	e, ok := glyph.NextIs(g, n.End, "and a quarter")
	if !ok || n.Magnitude != 0 {
		return n, false
	}
	n.Value, n.End = n.Value.Add(decimal.New(25, -2)), e
	n.Place, n.Step = n.Place-2, n.Place-2
	return n, true
}

// articleNumber reads a hundred, a third, a dozen, after the article [i, e).
func articleNumber(g []glyph.Glyph, i, e int) (Numeral, bool) {
	n := Numeral{Start: i, Words: true}
	if exp, e2, ok := MagnitudeWords.At(g, e); ok && e2-e > 3 {
		n = powerOfTen(i, e2, exp)
		if exp2, e3, ok := MagnitudeWords.At(g, e2); ok && e3-e2 > 3 {
			n.Raise(exp2)
			n.End = e3
		}
		return n, true
	}
	if over, e2, ok := fractionWords.At(g, e); ok {
		n.Value, n.Over, n.End = decimal.New(1, 0), decimal.New(over, 0), e2
		return n, isPart(g, e2, over)
	}
	if e2, ok := glyph.NextIs(g, e, "dozen"); ok {
		n.Value, n.End = decimal.New(12, 0), e2
		return n, true
	}
	if oneLength(g, i, e) {
		n.Value, n.End = decimal.New(1, 0), e
		return n, true
	}
	return n, false
}

// lengthWords name a length of time, boundWords stand before one that limits
// something, and lengthEnds behind one that is counted from or given.
var (
	lengthWords = glyph.NewLexicon(glyph.Set("year month week fortnight day hour minute"))
	boundWords  = glyph.NewLexiconBefore(glyph.SetWith("up to,at least,at most,more than,less than,later than,longer than,fewer than", "within after over under about"))
	lengthEnds  = []string{"'s", "’s", "before", "after", "later", "in advance", "ahead", "from the"}
)

// oneLength reports whether the article [i, e) counts one length of time: within
// a month, up to a year, a week's notice, an hour before. In $5 a month it says
// for what.
func oneLength(g []glyph.Glyph, i, e int) bool {
	_, end, ok := lengthWords.At(g, e)
	if !ok || end < len(g) && glyph.IsLetter(g[end].R) && g[end].Gap == glyph.Joined {
		return false
	}
	if _, _, bounded := boundWords.Before(g, i); bounded {
		return true
	}
	_, ends := glyph.NextIs(g, end, lengthEnds...)
	return ends && (i == 0 || !glyph.IsDigit(g[i-1].R) && glyph.At(g, i-1) != '%')
}

// isPart reports whether a third, ending at glyph e, is a part of something: a
// third party and a quarter (of a year) are none.
func isPart(g []glyph.Glyph, e int, over int64) bool {
	if e >= len(g) {
		return true
	}
	if over == 4 {
		_, ok := glyph.NextIs(g, e, "of")
		return ok
	}
	if over <= 2 || over >= 100 || g[e].Gap == glyph.Joined || !glyph.IsLetter(g[e].R) {
		return true
	}
	_, ok := glyph.NextIs(g, e, "of", "more", "less", "or", "higher", "lower")
	return ok
}

// halfNumber reads half a year, half a million, half of the firms, after half,
// which is [i, e).
func halfNumber(g []glyph.Glyph, i, e int) (Numeral, bool) {
	n := Numeral{Start: i, Words: true, Value: decimal.New(5, -1), Place: -1, Step: -1}
	if _, _, ordered := orderWords.Before(g, i); ordered {
		return n, false
	}
	j := e
	if e2, ok := glyph.NextIs(g, e, "a", "an"); ok {
		j = e2
	}
	if exp, e2, ok := MagnitudeWords.At(g, j); ok && e2-j > 3 {
		n.End = e2
		n.Raise(exp)
		return n, true
	}
	if halfDuration(g, e, j) {
		n.End = j
		return n, true
	}
	if e2, ok := glyph.NextIs(g, e, "dozen", "a dozen"); ok {
		n.Value, n.End, n.Place, n.Step = decimal.New(6, 0), e2, 0, 0
		return n, true
	}
	if _, ok := glyph.NextIs(g, e, "of", "the", "its", "their", "price", "people", "all"); ok || e == len(g) || j == e && glyph.ClauseEnd(glyph.At(g, e)) {
		n.Value, n.Over, n.End = decimal.New(1, 0), decimal.New(2, 0), e
		n.Place, n.Step = 0, 0
		return n, true
	}
	return n, false
}

// orderWords before half make it a part of a period: the first half.
var orderWords = glyph.NewLexiconBefore(glyph.Set("second first other next last better former latter"))

// halfDuration reports whether the unit of time that half, ending at glyph e, is
// a half of stands at glyph j: half a year, half-hour, half day.
func halfDuration(g []glyph.Glyph, e, j int) bool {
	if j >= len(g) {
		return false
	}
	u, end, ok := unit.English.At(g, j)
	if !ok || u.Dimension != unit.Duration {
		return false
	}
	return j > e || glyph.IsDash(glyph.At(g, e)) || (u.Name == "day" || u.Name == "hour") && g[end-1].R != 's'
}

// VulgarFractions are fractions written as one character.
var VulgarFractions = map[rune][2]int64{'½': {1, 2}, '⅓': {1, 3}, '⅔': {2, 3}, '¼': {1, 4}, '¾': {3, 4}, '⅕': {1, 5}, '⅖': {2, 5}, '⅗': {3, 5}, '⅘': {4, 5}, '⅙': {1, 6}, '⅚': {5, 6}, '⅛': {1, 8}, '⅜': {3, 8}, '⅝': {5, 8}, '⅞': {7, 8}}
