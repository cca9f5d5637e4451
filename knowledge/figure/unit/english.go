package unit

import (
	"strings"

	"policybot/knowledge/figure/glyph"
)

// spans are the words between a number and its unit of time that say how the time
// is counted.
var spans = []string{"consecutive", "continuous", "successive", "straight", "full", "whole", "complete", "clear", "additional", "further", "extra", "more"}

// English are the units of English after a number.
var English = glyph.NewLexicon(func() map[string]Unit {
	all := map[string]Unit{
		"percent": {Name: "%", Dimension: Percent}, "per cent": {Name: "%", Dimension: Percent}, "percentage": {Name: "%", Dimension: Percent}, "percents": {Name: "%", Dimension: Percent}, "pct": {Name: "%", Dimension: Percent},
		"percentage point": {Name: "pp", Dimension: PercentagePoint}, "percentage points": {Name: "pp", Dimension: PercentagePoint}, "pp": {Name: "pp", Dimension: PercentagePoint}, "ppt": {Name: "pp", Dimension: PercentagePoint}, "percent points": {Name: "pp", Dimension: PercentagePoint},
		"basis point": {Name: "bp", Dimension: PercentagePoint}, "basis points": {Name: "bp", Dimension: PercentagePoint}, "bps": {Name: "bp", Dimension: PercentagePoint},
		"per mille": {Name: "‰", Dimension: Permille}, "per thousand": {Name: "‰", Dimension: Permille},
		"times": {Name: "times", Dimension: Multiple}, "fold": {Name: "times", Dimension: Multiple},
		"$": Currency("USD"), "€": Currency("EUR"), "£": Currency("GBP"), "¥": Currency("CNY"), "pence": {Name: "GBP", Dimension: Money, Shift: -2}, "penny": {Name: "GBP", Dimension: Money, Shift: -2}, "musd": {Name: "USD", Dimension: Money, Shift: 6}, "meur": {Name: "EUR", Dimension: Money, Shift: 6}, "mgbp": {Name: "GBP", Dimension: Money, Shift: 6},
		"cents": {Name: "USD", Dimension: Money, Shift: -2}, "cent": {Name: "USD", Dimension: Money, Shift: -2},
	}
	add := func(u Unit, words ...string) {
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
			for _, how := range spans { // seven continuous days
				add(duration(name), how+" "+w, how+" "+w+"s")
			}
		}
	}
	for code, words := range map[string]string{
		"CNY": "yuan,rmb,renminbi,cny,chinese yuan,yuan renminbi", "USD": "dollars,dollar,us dollars,us dollar,u.s. dollars,usd,american dollars,united states dollars", "EUR": "euros,euro,eur", "GBP": "pounds sterling,pounds,pound,gbp,british pounds",
		"JPY": "yen,japanese yen,jpy", "HKD": "hong kong dollars,hk dollars,hkd", "AUD": "australian dollars,aud", "CAD": "canadian dollars,cad", "SGD": "singapore dollars", "CHF": "swiss francs,chf", "TRY": "turkish lira,lira", "BTC": "btc,bitcoins,bitcoin", "KRW": "won,korean won", "INR": "rupees,indian rupees", "SEK": "sek,swedish kronor", "MOP": "patacas", "NZD": "new zealand dollars",
	} {
		for _, w := range strings.Split(words, ",") {
			add(Currency(code), w)
		}
	}
	for _, m := range []struct {
		u     Unit
		words string
	}{
		{measure("t", Mass), "tonnes,tonne,tons,ton,metric tons,metric tonnes,metric ton"}, {measure("kg", Mass), "kilograms,kilogram,kilogrammes,kgs,kg"}, {measure("g", Mass), "grams,gram,grammes"}, {measure("mg", Mass), "milligrams,mg"}, {measure("μg", Mass), "micrograms,microgram,μg,µg,ug"}, {measure("lb", Mass), "lbs,lb"},
		{measure("km", Length), "kilometres,kilometers,kilometre,kilometer,km,kms"}, {measure("m", Length), "metres,meters,metre,meter"}, {measure("cm", Length), "centimetres,centimeters,cm"}, {measure("mm", Length), "millimetres,millimeters"}, {measure("mi", Length), "miles,mile"}, {measure("ft", Length), "feet,foot,ft"}, {measure("in", Length), "inches,inch"},
		{measure("m²", Area), "square metres,square meters,square metre,square meter,sq m,sqm,sq metres,sq meters"}, {measure("km²", Area), "square kilometres,square kilometers,sq km"}, {measure("ha", Area), "hectares,hectare,ha"}, {measure("ac", Area), "acres,acre"}, {measure("亩", Area), "mu"}, {measure("ft²", Area), "square feet,sq ft"},
		{measure("m³", Volume), "cubic metres,cubic meters,cubic metre,cubic meter"}, {measure("L", Volume), "litres,liters,litre,liter"}, {measure("mL", Volume), "millilitres,milliliters,ml"},
		{measure("℃", Temperature), "degrees celsius,degrees centigrade,degree celsius,degrees c"}, {measure("℉", Temperature), "degrees fahrenheit"},
		{measure("kWh", Energy), "kilowatt hours,kilowatt hour,kwh"}, {measure("MW", Power), "megawatts,megawatt,mw"}, {measure("GW", Power), "gigawatts,gw"}, {measure("kW", Power), "kilowatts,kw"}, {measure("GWh", Energy), "gwh,gigawatt hours"}, {measure("MWh", Energy), "mwh,megawatt hours"},
		{measure("GB", Data), "gigabytes,gb"}, {measure("MB", Data), "megabytes,mb"}, {measure("km/h", Speed), "kilometres per hour,kilometers per hour,km/h,kph"}, {measure("mph", Speed), "miles per hour,mph"},
		{Unit{Name: "year", Dimension: Age}, "years old,years of age,year olds, year old, year olds,year old,or older"},
	} {
		for _, w := range strings.Split(m.words, ",") {
			add(m.u, w)
		}
	}
	return all
}())

// ageBounds before a number make it an age: aged 60 or over.
var ageBounds = glyph.NewLexiconBefore(map[string]bool{"aged": true, "age": true, "turned": true, "turn": true, "turns": true, "turning": true, "ages": true, "age of": true, "ages of": true, "aged between": true, "older than": true, "younger than": true, "aged over": true, "aged under": true, "aged at least": true, "aged up to": true, "aged from": true, "over the age of": true, "under the age of": true})

func AgeBefore(g []glyph.Glyph, i int) bool {
	_, _, ok := ageBounds.Before(g, i)
	return ok
}
