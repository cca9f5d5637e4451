package figure

import "strings"

// currencies are written before or after their number.
var currencies = map[string]unit{
	"元": money("CNY"), "人民币": money("CNY"), "元人民币": money("CNY"), "块钱": money("CNY"), "圆": money("CNY"),
	"人民币元": money("CNY"), "块": money("CNY"),
	"角": {name: "CNY", dimension: Money, shift: -1}, "毛": {name: "CNY", dimension: Money, shift: -1}, "毛钱": {name: "CNY", dimension: Money, shift: -1}, "分钱": {name: "CNY", dimension: Money, shift: -2},
	"美元": money("USD"), "美金": money("USD"), "美圆": money("USD"), "欧元": money("EUR"), "英镑": money("GBP"),
	"日元": money("JPY"), "日圆": money("JPY"), "港元": money("HKD"), "港币": money("HKD"), "澳元": money("AUD"), "澳门元": money("MOP"), "加元": money("CAD"),
	"韩元": money("KRW"), "台币": money("TWD"), "新台币": money("TWD"), "卢布": money("RUB"), "瑞士法郎": money("CHF"), "新加坡元": money("SGD"),
	"美分": {name: "USD", dimension: Money, shift: -2}, "泰铢": money("THB"), "卢比": money("INR"), "奈拉": money("NGN"), "比特币": money("BTC"), "个比特币": money("BTC"),
}

// currencyMarks stand before their number: RMB 500,000, $20.
var currencyMarks = newLexiconBefore(map[string]unit{
	"人民币": money("CNY"), "¥": money("CNY"), "rmb": money("CNY"), "cny": money("CNY"), "yuan": money("CNY"), "rmb¥": money("CNY"), "cny¥": money("CNY"), "cn¥": money("CNY"),
	"人民币:": money("CNY"), "人民币(大写)": money("CNY"), "人民币大写": money("CNY"), "人民币(大写):": money("CNY"),
	"$": money("USD"), "us$": money("USD"), "usd": money("USD"), "u.s.$": money("USD"), "us $": money("USD"), "usd$": money("USD"), "美元": money("USD"), "u.s. $": money("USD"),
	"€": money("EUR"), "eur": money("EUR"), "euro": money("EUR"), "euros": money("EUR"), "£": money("GBP"), "gbp": money("GBP"), "jpy": money("JPY"),
	"hk$": money("HKD"), "hkd": money("HKD"), "hk $": money("HKD"), "c$": money("CAD"), "c $": money("CAD"), "cad": money("CAD"), "a$": money("AUD"), "aud": money("AUD"),
	"nz$": money("NZD"), "s$": money("SGD"), "sgd": money("SGD"), "nt$": money("TWD"), "chf": money("CHF"), "inr": money("INR"), "krw": money("KRW"), "sek": money("SEK"), "nok": money("NOK"), "dkk": money("DKK"),
	"r$": money("BRL"), "₹": money("INR"), "₩": money("KRW"), "rs": money("INR"), "mop": money("MOP"),
})

// currencyNames name a currency, and are not what 元 alone is short for.
var currencyNames = newLexicon(func() map[string]unit {
	all := make(map[string]unit)
	for word, u := range currencies {
		if u.name != "CNY" && u.shift == 0 {
			all[word] = u
		}
	}
	for _, code := range []string{"USD", "EUR", "GBP", "JPY", "HKD"} {
		all[strings.ToLower(code)] = money(code)
	}
	return all
}())

func money(code string) unit { return unit{name: code, dimension: Money} }

func currencyBefore(g []glyph, i int) bool {
	_, _, ok := currencyMarks.before(g, i)
	return ok
}
