package number

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/unit"
)

// MagnitudeWords are powers of ten.
var MagnitudeWords = glyph.NewLexicon(map[string]int32{
	"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "hundreds": 2, "thousands": 3, "millions": 6, "billions": 9,
	"bn": 9, "mn": 6, "mln": 6, "bln": 9, "tln": 12, "mil": 6, "mm": 6, "k": 3, "lakh": 5, "crore": 7, "m": 6, "b": 9, "tn": 12, "trn": 12,
})

// magnitudeAt returns the power of ten that a word at glyph i stands for, or 0.
func magnitudeAt(g []glyph.Glyph, i int) int32 {
	exp, e, ok := MagnitudeWords.At(g, i)
	if !ok || e-i < 3 {
		return 0
	}
	return exp
}

// shortMagnitude reports whether the magnitude word at [i, e) is a letter or
// two, which are also units: 10m may be metres.
func shortMagnitude(g []glyph.Glyph, i, e int) bool {
	return e-i == 1 || e-i == 2 && g[i].R == 'm' && g[i+1].R == 'm'
}

// moneyLetter reports whether the letter or two at [j, e) after the number that
// starts at glyph start are a magnitude because the number is money: £1.2m,
// $3-5m, 30m yuan.
func moneyLetter(g []glyph.Glyph, start, j, e int) bool {
	if g[j].Gap > glyph.Spaced || g[j].Gap == glyph.Spaced && g[j].R != 'm' || glyph.IsHan(glyph.At(g, e)) && g[j].Gap != glyph.Joined {
		return false
	}
	if unit.CurrencyBefore(g, start) || unit.CurrencyBefore(g, rangeStartBefore(g, start)) {
		return true
	}
	u, _, ok := unit.English.At(g, e)
	return ok && u.Dimension == unit.Money && u.Shift == 0 && g[j].Gap == glyph.Joined
}

// rangeStartBefore returns the start of the number that a dash or to joins with
// the one at glyph i, or i.
func rangeStartBefore(g []glyph.Glyph, i int) int {
	k := i - 1
	switch {
	case k > 1 && glyph.IsDash(g[k].R):
	case k > 2 && glyph.WordEndsAt(g, i, "to"):
		k--
	default:
		return i
	}
	if k > 1 && glyph.IsLetter(g[k-1].R) { // £3m-6m
		k--
	}
	j := k
	for j > 0 && k-j < 12 && (glyph.IsDigit(g[j-1].R) || g[j-1].R == '.' || g[j-1].R == ',') {
		j--
	}
	if j == k {
		return i
	}
	return j
}

// englishMagnitude reads million after digits, and the hundreds after it.
func englishMagnitude(g []glyph.Glyph, n *Numeral) {
	if n.End >= len(g) || g[n.End].Gap > glyph.Spaced && !glyph.IsLetter(g[n.End].R) {
		return
	}
	j := n.End
	if glyph.IsDash(g[j].R) && g[j].Gap == glyph.Joined {
		j++
	}
	exp, e, ok := MagnitudeWords.At(g, j)
	if !ok || g[e-1].R == 's' && e-j > 3 || magnitudeLetter(g, n, j, e) {
		return
	}
	n.End = e
	n.Raise(exp)
	switch exp {
	case 3:
		n.addHundreds(g)
		return
	case 2:
		n.addTens(g)
	}
	if exp2, e, ok := MagnitudeWords.At(g, n.End); ok && e-n.End > 3 { // hundred thousand
		n.Raise(exp2)
		n.End = e
	}
}

// magnitudeLetter reports whether the letter or two at [j, e) after n are a unit
// or a name, and no magnitude: 10k, 1.2b and, in capitals, 10M are read, with
// nothing between; 1m is a metre, unless it is money.
func magnitudeLetter(g []glyph.Glyph, n *Numeral, j, e int) bool {
	if !shortMagnitude(g, j, e) && e-j != 1 || moneyLetter(g, n.Start, j, e) {
		return false
	}
	apart := g[j].Gap != glyph.Joined && !(e == len(g) && g[j].Gap == glyph.Spaced)
	switch {
	case apart, e-j == 2 && !g[j].Upper:
		return true
	case g[j].R == 'k':
		return g[j].Upper && n.Digits == 1 && n.Decimals == 0
	case g[j].R == 'm':
		return !g[j].Upper && e-j == 1
	}
	return g[j].R == 'b' && g[j].Upper
}

// addHundreds reads the 3 hundred of 4 thousand 3 hundred.
func (n *Numeral) addHundreds(g []glyph.Glyph) {
	if n.End >= len(g) || !glyph.IsDigit(g[n.End].R) || g[n.End].Gap != glyph.Spaced {
		return
	}
	a, ok := readArabic(g, n.End)
	if !ok || a.Digits != 1 || a.Decimals > 0 {
		return
	}
	englishMagnitude(g, &a)
	if a.Value.GreaterThanOrEqual(decimal.New(100, 0)) && a.Value.LessThan(decimal.New(1000, 0)) {
		n.Value, n.End, n.Place, n.Step = n.Value.Add(a.Value), a.End, a.Place, a.Step
	}
}

// addTens reads the 21 of 3 hundred and 21.
func (n *Numeral) addTens(g []glyph.Glyph) {
	e, ok := glyph.NextIs(g, n.End, "and")
	if !ok || !glyph.IsDigit(glyph.At(g, e)) {
		return
	}
	if a, ok := readArabic(g, e); ok && a.Digits <= 2 && a.Decimals == 0 && magnitudeAt(g, a.End) == 0 {
		n.Value, n.End, n.Place, n.Step = n.Value.Add(a.Value), a.End, 0, a.Step
	}
}
