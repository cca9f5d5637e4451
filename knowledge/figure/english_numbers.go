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

// wordNumberAt reads a number in English words at glyph i: two hundred and
// fifty, a third, 3 million, nine in ten, half a million.
func wordNumberAt(g []glyph, i int) (numeral, bool) {
	n := numeral{start: i, words: true}
	if i > 0 && isLetter(g[i-1].r) && g[i].gap == joined {
		return n, false
	}
	if e, ok := nextIs(g, i, "minus", "negative"); ok && e < len(g) {
		var inner numeral
		if isDigit(g[e].r) {
			if inner, ok = readArabic(g, e); ok {
				englishMagnitude(g, &inner)
			}
		} else if _, again := nextIs(g, e, "minus", "negative"); isLetter(g[e].r) && !again {
			inner, ok = wordNumberAt(g, e)
		} else {
			ok = false
		}
		inner.start, inner.negative, inner.words = i, !inner.negative, true
		return inner, ok
	}
	if e, ok := nextIs(g, i, "a", "an"); ok {
		return articleNumber(g, i, e)
	}
	if v, e, ok := timesWords.at(g, i); ok {
		n.value, n.end = decimal.New(v, 0), e
		return n, true
	}
	if e, ok := nextIs(g, i, "half"); ok {
		return halfNumber(g, i, e)
	}
	if exp, e, ok := magnitudeWords.at(g, i); ok && e-i > 6 && g[e-1].r != 's' && i == 0 { // hundred thousand dollars
		if exp2, e2, ok := magnitudeWords.at(g, e); ok && e2-e > 5 {
			n.value, n.end, n.magnitude, n.place, n.step = decimal.New(1, exp+exp2), e2, exp+exp2, exp+exp2, exp+exp2
			return n, true
		}
	}
	if e, ok := nextIs(g, i, "hundreds", "thousands", "millions", "billions", "tens", "dozens"); ok {
		return pluralNumber(g, i, e)
	}
	total, section := decimal.Zero, decimal.Zero
	any, hundred, tens := false, false, false
	unitSaid := false
	j, end := i, i
	place := int32(0)
loop:
	for j < len(g) {
		if j > i {
			if isDash(g[j].r) && j+1 < len(g) && isLetter(g[j+1].r) {
				j++
			} else if g[j].gap == joined || g[j].gap == paragraph {
				break
			}
			if e, ok := nextIs(g, j, "and"); ok {
				if !hundred && !total.IsPositive() {
					break
				}
				j = e
			}
		}
		if v, e, ok := numberWords.at(g, j); ok {
			switch {
			case v >= 20 && (tens || unitSaid), v >= 10 && v < 20 && (tens || unitSaid), v < 10 && unitSaid:
				break loop
			}
			section = section.Add(decimal.New(v, 0))
			tens = v >= 20
			unitSaid = v < 20
			place = 0
			any, j, end = true, e, e
			continue
		}
		if exp, e, ok := magnitudeWords.at(g, j); ok && e-j > 2 && any {
			if exp == 2 {
				if section.IsZero() || section.GreaterThanOrEqual(decimal.New(100, 0)) {
					break
				}
				section = section.Shift(2)
				hundred, tens, unitSaid, place = true, false, false, 2
			} else {
				if section.IsZero() {
					if total.IsZero() {
						break
					}
					total = total.Shift(exp)
				}
				total, section = total.Add(section.Shift(exp)), decimal.Zero
				hundred, tens, unitSaid, place = false, false, false, exp
			}
			n.magnitude = exp
			j, end = e, e
			continue
		}
		break
	}
	if !any {
		return n, false
	}
	n.value, n.end, n.place, n.step = total.Add(section), end, place, place
	if e, ok := nextIs(g, end, "point"); ok && g[end].gap == spaced {
		digits := ""
		k := e
		for {
			v, e2, ok := numberWords.at(g, k)
			if !ok || v > 9 {
				break
			}
			digits += string(rune('0' + v))
			k = e2
		}
		if digits != "" {
			d, _ := decimal.NewFromString("0." + digits)
			n.value, n.end = n.value.Add(d), k
			n.place, n.step, n.decimals = int32(-len(digits)), int32(-len(digits)), len(digits)
			if exp, e, ok := magnitudeWords.at(g, k); ok && e-k > 2 {
				n.raise(exp)
				n.end = e
			}
		}
	}
	return n.withFraction(g), true
}

// raise multiplies the number by a power of ten.
func (n *numeral) raise(exp int32) {
	n.value = n.value.Shift(exp)
	n.place += exp
	n.step += exp
	n.magnitude += exp
}

// withFraction reads what makes a number a fraction: two thirds, nine in ten,
// one and a half.
func (n numeral) withFraction(g []glyph) numeral {
	j := n.end
	if isDash(at(g, j)) && n.words {
		j++
	}
	if over, e, ok := fractionWords.at(g, j); ok && j < len(g) && n.value.IsInteger() && n.decimals == 0 && !(over == 4 && n.value.GreaterThan(decimal.New(3, 0))) && !(over == 2 && n.value.GreaterThan(decimal.New(1, 0))) {
		if n.words || over > 4 {
			n.over, n.end = decimal.New(over, 0), e
			return n
		}
	}
	if e, ok := nextIs(g, n.end, "dozen", "dozens"); ok && n.words && n.magnitude < 3 {
		n.value, n.end = n.value.Mul(decimal.New(12, 0)), e
		return n
	}
	for _, joint := range []string{"in", "out of", "in every", "out of every"} {
		e, ok := nextIs(g, n.end, joint)
		if !ok || !n.value.IsInteger() || n.decimals > 0 || n.magnitude > 0 {
			continue
		}
		if second, e2, ok := numberWords.at(g, e); ok && second > 1 && n.words && decimal.New(second, 0).GreaterThan(n.value) {
			if _, _, unit := englishUnits.at(g, e2); !unit && !isDash(at(g, e2)) {
				n.over, n.end = decimal.New(second, 0), e2
				return n
			}
		} else if isDigit(at(g, e)) && !n.words {
			if a, ok := readArabic(g, e); ok && a.decimals == 0 && a.value.GreaterThan(n.value) && (joint != "in" || a.value.Equal(decimal.New(10, 0)) || a.value.Equal(decimal.New(100, 0))) && a.value.LessThan(decimal.New(1900, 0)) {
				n.over, n.end = a.value, a.end
				return n
			}
		}
	}
	if e, ok := nextIs(g, n.end, "and"); ok && e < len(g) && isLetter(g[e].r) && n.value.IsInteger() { // two hundred and two thirds
		if part, ok := wordNumberAt(g, e); ok && part.over.GreaterThan(decimal.New(2, 0)) && part.value.LessThan(part.over) && n.magnitude < 3 && !(part.over.Equal(decimal.New(4, 0)) && part.value.Equal(decimal.New(1, 0))) {
			n.value, n.over, n.end = n.value.Mul(part.over).Add(part.value), part.over, part.end
			return n
		}
	}
	if e, ok := nextIs(g, n.end, "and a half", "and one half"); ok {
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
	} else if e, ok := nextIs(g, n.end, "and a quarter"); ok && n.magnitude == 0 {
		n.value, n.end = n.value.Add(decimal.New(25, -2)), e
		n.place, n.step = n.place-2, n.place-2
	}
	return n
}

// articleNumber reads a hundred, a third, a dozen, after the article [i, e).
func articleNumber(g []glyph, i, e int) (numeral, bool) {
	n := numeral{start: i, words: true}
	if exp, e2, ok := magnitudeWords.at(g, e); ok && e2-e > 3 {
		n.value, n.end, n.place, n.step, n.magnitude = decimal.New(1, exp), e2, exp, exp, exp
		if exp2, e3, ok := magnitudeWords.at(g, e2); ok && e3-e2 > 3 {
			n.raise(exp2)
			n.end = e3
		}
		return n, true
	}
	if over, e2, ok := fractionWords.at(g, e); ok {
		if over == 4 { // a quarter: of a whole, or three months
			if _, ok := nextIs(g, e2, "of"); !ok && e2 < len(g) {
				return n, false
			}
		}
		if over > 2 && over < 100 && over != 4 {
			if _, ok := nextIs(g, e2, "of", "more", "less", "or", "higher", "lower"); !ok && e2 < len(g) && g[e2].gap != joined && isLetter(g[e2].r) {
				return n, false // a third party
			}
		}
		n.value, n.over, n.end = decimal.New(1, 0), decimal.New(over, 0), e2
		return n, true
	}
	if e2, ok := nextIs(g, e, "dozen"); ok {
		n.value, n.end = decimal.New(12, 0), e2
		return n, true
	}
	return n, false
}

// halfNumber reads half a year, half a million, half of the firms.
func halfNumber(g []glyph, i, e int) (numeral, bool) {
	n := numeral{start: i, words: true, value: decimal.New(5, -1), place: -1, step: -1}
	for _, word := range []string{"second", "first", "other", "next", "last", "better", "former", "latter"} {
		if i >= len(word) && wordEndsAt(g, i, word) {
			return n, false
		}
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
	if j < len(g) {
		if u, _, ok := englishUnits.at(g, j); ok && u.dimension == Duration && (j > e || isDash(at(g, e)) || u.name == "day" || u.name == "hour") {
			n.end = j
			return n, true
		}
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

// englishMagnitude reads million after digits.
func englishMagnitude(g []glyph, n *numeral) {
	if n.end >= len(g) || g[n.end].gap > spaced && !isLetter(g[n.end].r) {
		return
	}
	j := n.end
	if isDash(g[j].r) && g[j].gap == joined {
		j++
	}
	exp, e, ok := magnitudeWords.at(g, j)
	if !ok || g[e-1].r == 's' && e-j > 3 {
		return
	}
	if (shortMagnitude(g, j, e) || e-j == 1) && !moneyLetter(g, n.start, j, e) {
		// 10k, 1.2b and, in capitals, 10M: joined letters only; 1m is a metre.
		if e-j == 2 && !g[j].upper || g[j].r == 'k' && g[j].upper && n.digits == 1 && n.decimals == 0 || g[j].gap != joined && !(e == len(g) && g[j].gap == spaced) || g[j].r == 'm' && !g[j].upper && e-j == 1 || g[j].r == 'b' && g[j].upper {
			return
		}
	}
	n.end = e
	n.raise(exp)
	if exp == 3 && n.end < len(g) && isDigit(g[n.end].r) && g[n.end].gap == spaced { // 4 thousand 3 hundred
		if a, ok := readArabic(g, n.end); ok && a.digits == 1 && a.decimals == 0 {
			if englishMagnitude(g, &a); a.value.GreaterThanOrEqual(decimal.New(100, 0)) && a.value.LessThan(decimal.New(1000, 0)) {
				n.value, n.end, n.place, n.step = n.value.Add(a.value), a.end, a.place, a.step
			}
		}
		return
	}
	if exp == 2 { // 3 hundred and 21
		if e, ok := nextIs(g, n.end, "and"); ok && isDigit(at(g, e)) {
			if a, ok := readArabic(g, e); ok && a.digits <= 2 && a.decimals == 0 && magnitudeAt(g, a.end) == 0 {
				n.value, n.end, n.place, n.step = n.value.Add(a.value), a.end, 0, a.step
			}
		}
	}
	if exp2, e, ok := magnitudeWords.at(g, n.end); ok && e-n.end > 3 { // hundred thousand
		n.raise(exp2)
		n.end = e
	}
}
