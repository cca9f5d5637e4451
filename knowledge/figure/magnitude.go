package figure

import "github.com/shopspring/decimal"

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
