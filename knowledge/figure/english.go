package figure

import (
	"strings"

	"github.com/shopspring/decimal"
)

// numberWords are the English words that add up to a number.
var numberWords = newLexicon(map[string]int64{
	"zero": 0, "nought": 0, "naught": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
})

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
		if u, _, ok := englishUnits.at(g, j); ok && u.dimension == Duration && (j > e || isDash(at(g, e))) {
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
	if shortMagnitude(g, j, e) || e-j == 1 {
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

// englishUnits are the units of English after a number.
var englishUnits = newLexicon(func() map[string]unit {
	all := map[string]unit{
		"percent": {name: "%", dimension: Percent}, "per cent": {name: "%", dimension: Percent}, "percentage": {name: "%", dimension: Percent}, "percents": {name: "%", dimension: Percent}, "pct": {name: "%", dimension: Percent},
		"percentage point": {name: "pp", dimension: PercentagePoint}, "percentage points": {name: "pp", dimension: PercentagePoint}, "pp": {name: "pp", dimension: PercentagePoint}, "ppt": {name: "pp", dimension: PercentagePoint}, "percent points": {name: "pp", dimension: PercentagePoint},
		"basis point": {name: "bp", dimension: PercentagePoint}, "basis points": {name: "bp", dimension: PercentagePoint}, "bps": {name: "bp", dimension: PercentagePoint},
		"per mille": {name: "‰", dimension: Permille}, "per thousand": {name: "‰", dimension: Permille},
		"times": {name: "times", dimension: Multiple}, "fold": {name: "times", dimension: Multiple},
		"$": money("USD"), "€": money("EUR"), "£": money("GBP"), "¥": money("CNY"), "pence": {name: "GBP", dimension: Money, shift: -2}, "penny": {name: "GBP", dimension: Money, shift: -2}, "musd": {name: "USD", dimension: Money, shift: 6}, "meur": {name: "EUR", dimension: Money, shift: 6}, "mgbp": {name: "GBP", dimension: Money, shift: 6},
		"cents": {name: "USD", dimension: Money, shift: -2}, "cent": {name: "USD", dimension: Money, shift: -2},
	}
	add := func(u unit, words ...string) {
		for _, w := range words {
			all[w] = u
		}
	}
	for name, words := range map[string]string{
		"workday": "working day,business day,work day,workday,weekday", "day": "calendar day,consecutive day,day", "year": "calendar year,year,yr,financial year,fiscal year,tax year,consecutive year", "month": "calendar month,month,consecutive month", "week": "calendar week,week,consecutive week",
		"hour": "hour,hr", "minute": "minute,min", "second": "second", "quarter": "calendar quarter", "semester": "semester", "decade": "decade", "fortnight": "fortnight", "workweek": "working week", "workhour": "working hour",
	} {
		for _, w := range strings.Split(words, ",") {
			add(duration(name), w, w+"s")
		}
	}
	for code, words := range map[string]string{
		"CNY": "yuan,rmb,renminbi,cny,chinese yuan,yuan renminbi", "USD": "dollars,dollar,us dollars,us dollar,u.s. dollars,usd,american dollars,united states dollars", "EUR": "euros,euro,eur", "GBP": "pounds sterling,pounds,pound,gbp,british pounds",
		"JPY": "yen,japanese yen,jpy", "HKD": "hong kong dollars,hk dollars,hkd", "AUD": "australian dollars,aud", "CAD": "canadian dollars,cad", "SGD": "singapore dollars", "CHF": "swiss francs,chf", "TRY": "turkish lira,lira", "BTC": "btc,bitcoins,bitcoin", "KRW": "won,korean won", "INR": "rupees,indian rupees", "SEK": "sek,swedish kronor", "MOP": "patacas", "NZD": "new zealand dollars",
	} {
		for _, w := range strings.Split(words, ",") {
			add(money(code), w)
		}
	}
	for _, m := range []struct {
		u     unit
		words string
	}{
		{measure("t", Mass), "tonnes,tonne,tons,ton,metric tons,metric tonnes,metric ton"}, {measure("kg", Mass), "kilograms,kilogram,kilogrammes,kgs,kg"}, {measure("g", Mass), "grams,gram,grammes"}, {measure("mg", Mass), "milligrams,mg"}, {measure("μg", Mass), "micrograms,microgram,μg,µg,ug"}, {measure("lb", Mass), "lbs,lb"},
		{measure("km", Length), "kilometres,kilometers,kilometre,kilometer,km,kms"}, {measure("m", Length), "metres,meters,metre,meter"}, {measure("cm", Length), "centimetres,centimeters,cm"}, {measure("mm", Length), "millimetres,millimeters"}, {measure("mi", Length), "miles,mile"}, {measure("ft", Length), "feet,foot,ft"}, {measure("in", Length), "inches,inch"},
		{measure("m²", Area), "square metres,square meters,square metre,square meter,sq m,sqm,sq metres,sq meters"}, {measure("km²", Area), "square kilometres,square kilometers,sq km"}, {measure("ha", Area), "hectares,hectare,ha"}, {measure("ac", Area), "acres,acre"}, {measure("亩", Area), "mu"}, {measure("ft²", Area), "square feet,sq ft"},
		{measure("m³", Volume), "cubic metres,cubic meters,cubic metre,cubic meter"}, {measure("L", Volume), "litres,liters,litre,liter"}, {measure("mL", Volume), "millilitres,milliliters,ml"},
		{measure("℃", Temperature), "degrees celsius,degrees centigrade,degree celsius,degrees c"}, {measure("℉", Temperature), "degrees fahrenheit"},
		{measure("kWh", Energy), "kilowatt hours,kilowatt hour,kwh"}, {measure("MW", Power), "megawatts,megawatt,mw"}, {measure("GW", Power), "gigawatts,gw"}, {measure("kW", Power), "kilowatts,kw"}, {measure("GWh", Energy), "gwh,gigawatt hours"}, {measure("MWh", Energy), "mwh,megawatt hours"},
		{measure("GB", Data), "gigabytes,gb"}, {measure("MB", Data), "megabytes,mb"}, {measure("km/h", Speed), "kilometres per hour,kilometers per hour,km/h,kph"}, {measure("mph", Speed), "miles per hour,mph"},
		{unit{name: "year", dimension: Age}, "years old,years of age,year olds, year old, year olds,year old,or older"},
	} {
		for _, w := range strings.Split(m.words, ",") {
			add(m.u, w)
		}
	}
	return all
}())

// englishUnitAt reads the English unit after the number ending at glyph i: a
// unit of measure, or the noun that the number counts.
func (s *reader) englishUnitAt(t *term, i int) bool {
	g := s.glyphs
	if i >= len(g) || g[i].gap == paragraph {
		return false
	}
	// 30 (thirty) days, sixty (60) days.
	if g[i].r == '(' {
		for j := i + 1; j < len(g) && j-i < 40; j++ {
			if g[j].r == ')' {
				if again, ok := s.numberAt(i + 1); ok && again.end == j && again.value.Equal(t.n.value) {
					i = j + 1
				}
				break
			}
		}
		if i >= len(g) {
			return false
		}
	}
	if u, e, ok := hyphenated(g, i); ok && !(u.dimension == Money && (s.marked(t.start) || g[i].r == '$' && e < len(g) && isDigit(g[e].r))) && s.acceptEnglish(t, u, i, e) {
		t.unit, t.hasUnit = u, true
		t.tail, t.end = e, e
		if u.shift != 0 {
			t.shift(u.shift)
		}
		if u.dimension == Money {
			s.moneyAfter(t)
		}
		if u.name == "year" && ageBefore(g, t.start) {
			t.unit.dimension = Age
		}
		return true
	}
	if isDash(g[i].r) && g[i].gap == joined && i+1 < len(g) && g[i+1].gap == joined && t.n.digits != 4 { // 500-bed
		if e := wordEnd(g, i+1); e > i+3 && !isDigit(g[i+1].r) && !isHan(g[i+1].r) {
			if _, bad := notNouns[s.lower(i+1, e)]; !bad {
				t.unit, t.hasUnit = unit{name: plural(s.lower(i+1, e)), dimension: Count}, true
				t.tail, t.end = e, e
				return true
			}
		}
		return false
	}
	if g[i].gap == joined || t.n.words && t.n.value.Equal(decimal.New(1, 0)) && !s.boundedOne(t) {
		return false
	}
	if t.n.digits == 4 && !t.n.grouped && t.n.decimals == 0 && t.n.magnitude == 0 && t.n.value.GreaterThan(decimal.New(1899, 0)) && t.n.value.LessThan(decimal.New(2101, 0)) {
		return false // the 2019 novel coronavirus
	}
	if s.marked(t.start) || ageBefore(g, t.start) {
		return false
	}
	if w, e, ok := englishAfter.at(g, i); ok && e < len(g) && g[e].gap != joined { // 50 or more employees
		if head, e2, ok := s.headNoun(e, false); ok && isPluralNoun(head) {
			t.unit, t.hasUnit = unit{name: head, dimension: Count}, true
			t.bound, t.boundSet, t.tail, t.end = w.bound, true, e2, e2
			return true
		}
	}
	one := t.n.value.Equal(decimal.New(1, 0))
	head, e, ok := s.headNoun(i, one)
	if !ok || !one && !isPluralNoun(head) {
		return false
	}
	t.unit, t.hasUnit = unit{name: head, dimension: Count}, true
	t.tail, t.end = e, e
	return true
}

// moneyAfter reads what may follow a currency: 75 USD million, 3 dollars 50 cents.
func (s *reader) moneyAfter(t *term) {
	g := s.glyphs
	if exp, e, ok := magnitudeWords.at(g, t.end); ok && e-t.end > 3 && t.n.magnitude == 0 {
		t.n.raise(exp)
		t.end, t.tail = e, e
		return
	}
	j := t.end
	if e, ok := nextIs(g, j, "and"); ok {
		j = e
	}
	if j >= len(g) || !isDigit(g[j].r) && !isLetter(g[j].r) {
		return
	}
	if n, ok := s.numberAt(j); ok && n.value.LessThan(decimal.New(100, 0)) && n.over.IsZero() {
		if e, ok := nextIs(g, n.end, "cents", "cent", "pence"); ok {
			t.n.value = t.n.value.Add(n.value.Shift(-2))
			t.n.place, t.n.step = -2, -2
			t.end, t.tail = e, e
		}
	}
}

// hyphenated returns the unit at glyph i, after a hyphen or not: 30-day.
func hyphenated(g []glyph, i int) (unit, int, bool) {
	if isDash(g[i].r) && g[i].gap == joined && i+1 < len(g) && g[i+1].gap == joined {
		i++
	}
	u, e, ok := englishUnits.at(g, i)
	if ok && e == i+1 && g[i].gap == joined && isLetter(at(g, i-1)) {
		return u, e, false
	}
	return u, e, ok
}

// marked reports whether a currency mark stands before glyph i.
func (s *reader) marked(i int) bool {
	_, _, ok := s.markBefore(i)
	return ok
}

// ageBounds before a number make it an age: aged 60 or over.
var ageBounds = newLexiconBefore(map[string]bool{"aged": true, "age": true, "ages": true, "age of": true, "ages of": true, "aged between": true, "older than": true, "younger than": true, "aged over": true, "aged under": true, "aged at least": true, "aged up to": true, "aged from": true, "over the age of": true, "under the age of": true})

func ageBefore(g []glyph, i int) bool {
	_, _, ok := ageBounds.before(g, i)
	return ok
}

// boundedOne reports whether one counts something: at least one officer.
func (s *reader) boundedOne(t *term) bool {
	w, _, ok := englishBefore.before(s.glyphs, t.start)
	return ok && w.bound != Equal && w.bound != Approx
}

func (s *reader) acceptEnglish(t *term, u unit, i, e int) bool {
	g := s.glyphs
	if u.dimension == Duration && t.n.digits == 4 && !t.n.grouped {
		return false
	}
	if u.dimension == Multiple {
		if _, ok := nextIs(g, e, "a", "per", "each", "every", "daily", "weekly"); ok {
			t.unit, t.hasUnit = unit{name: "times", dimension: Count}, true
			t.tail, t.end = e, e
			return true
		}
	}
	if u.name == "quarter" && t.n.over.IsPositive() {
		return false
	}
	return true
}

// lower returns glyphs [i, j) as lower-case text.
func (s *reader) lower(i, j int) string {
	b := make([]rune, 0, j-i)
	for ; i < j; i++ {
		b = append(b, s.glyphs[i].r)
	}
	return string(b)
}

// wordEnd returns the end of the Latin word at glyph i, hyphens included.
func wordEnd(g []glyph, i int) int {
	j := i
	for j < len(g) && (isLetter(g[j].r) || j > i && (isDigit(g[j].r) || g[j].r == '\'' || g[j].r == '’' || isDash(g[j].r) && j+1 < len(g) && isLetter(g[j+1].r) && g[j+1].gap == joined)) && (j == i || g[j].gap == joined) {
		j++
	}
	return j
}

// headNoun reads the noun a number counts from the words after it: of "small
// and micro firms that" it is firms. The unit is that one word, in lower case.
func (s *reader) headNoun(i int, one bool) (noun string, end int, ok bool) {
	g := s.glyphs
	j := i
	for words := 0; words < 6 && j < len(g); words++ {
		if words > 0 && (g[j].gap == joined || g[j].gap == paragraph) {
			break
		}
		e := wordEnd(g, j)
		if e == j { // 5G base stations
			if isDigit(g[j].r) && !isPluralNoun(noun) || !isDigit(g[j].r) {
				k := j
				for k < len(g) && (isDigit(g[k].r) || isLetter(g[k].r)) && (k == j || g[k].gap == joined) {
					k++
				}
				if k > j && isLetter(g[k-1].r) {
					j = k
					continue
				}
			}
			break
		}
		word := s.lower(j, e)
		if word == "and" || word == "or" {
			if words == 0 {
				break
			}
			if e < len(g) && !isPluralNoun(noun) {
				j = e
				continue
			}
			break
		}
		if _, stop := notNouns[word]; stop {
			break
		}
		if strings.HasSuffix(word, "ly") && words == 0 && word != "family" && word != "monthly" && word != "weekly" && word != "daily" {
			j = e
			continue
		}
		if words > 0 && (strings.HasSuffix(word, "ed") || strings.HasSuffix(word, "ing")) && isPluralNoun(noun) {
			break
		}
		if noun != "" && isPluralNoun(noun) && !isPluralNoun(word) {
			break
		}
		if noun != "" && isPluralNoun(noun) && isPluralNoun(word) {
			break
		}
		noun, end, ok = word, e, true
		j = e
	}
	if !ok {
		return "", i, false
	}
	if one {
		noun = plural(noun)
	}
	return noun, end, true
}

// massNouns count without a plural.
var massNouns = set("people staff personnel cattle sheep aircraft police children women men faculty youth feet teeth criteria data media series species premises headquarters works livestock poultry fish")

func isPluralNoun(word string) bool {
	if massNouns[word] {
		return true
	}
	n := len(word)
	return n > 3 && word[n-1] == 's' && word[n-2] != 's' && word[n-2] != 'u' && word[n-2] != 'i'
}

// plural returns the plural of an English noun, so that a unit has one form.
func plural(word string) string {
	n := len(word)
	switch {
	case isPluralNoun(word) || n < 2:
		return word
	case word == "person":
		return "people"
	case word == "child":
		return "children"
	case word[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(word[n-2])):
		return word[:n-1] + "ies"
	case word[n-1] == 's' || word[n-1] == 'x' || strings.HasSuffix(word, "ch") || strings.HasSuffix(word, "sh"):
		return word + "es"
	}
	return word + "s"
}

// notNouns end the words that a number counts.
var notNouns = set("a an the this that these those of in on at by for from to with without within into onto over under between among through during before after since until till as than per via and or but nor so yet if when while where which who whom whose what is are was were be been being am has have had do does did will would shall should may might must can could not no " +
	"it its they their them he his she her we our you your i my one two three four five six seven eight nine ten each every all both either neither more less fewer most least such same other another also only just even still then there here about above below up down out off again further once ago later earlier respectively " +
	"got received obtained paid said told made gave given took taken went come came rose fell grew increased decreased declined dropped climbed reached totaled totalled amounted accounted represented remained became stood including excluding against across around because although though whether however according based worth old percent percentage january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday am pm et al etc eg ie vs plus minus compared due and/or pursuant upon")
