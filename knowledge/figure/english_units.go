package figure

import (
	"strings"

	"github.com/shopspring/decimal"
)

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
	if _, e, ok := timesWords.at(g, t.start); ok && e == i {
		return s.acceptTwice(t, i)
	}
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
	if g[i].upper && g[i].gap == spaced && itemNumber(g, t.start) && t.n.magnitude == 0 && !t.n.grouped && !t.n.words && (t.n.decimals > 0 || !capitals(g, i)) && !s.marked(t.start) {
		if _, _, unit := englishUnits.at(g, i); !unit || t.n.decimals > 0 {
			return false // 2.4 Qualified persons
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

// capitals reports whether the word at glyph i is all in capitals.
func capitals(g []glyph, i int) bool { return at(g, i+1) != 0 && g[i+1].upper }

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

// boundedOne reports whether one counts something: at least one officer.
func (s *reader) boundedOne(t *term) bool {
	w, _, ok := englishBefore.before(s.glyphs, t.start)
	return ok && w.bound != Equal && w.bound != Approx
}

// acceptTwice gives twice its unit: the multiple of an amount (twice the fee), or
// how often (twice a year). Alone it states no figure.
func (s *reader) acceptTwice(t *term, i int) bool {
	g := s.glyphs
	if _, ok := nextIs(g, i, "a year", "a month", "a week", "a day", "per", "each", "every", "yearly", "monthly", "weekly", "daily", "annually"); ok {
		t.unit, t.hasUnit = unit{name: "times", dimension: Count}, true
		return true
	}
	if _, ok := nextIs(g, i, "the", "that", "his", "her", "their", "its", "this", "as much", "as many"); ok {
		t.unit, t.hasUnit = unit{name: "times", dimension: Multiple}, true
	}
	return t.hasUnit
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
