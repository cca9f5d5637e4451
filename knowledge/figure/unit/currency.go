package unit

import (
	"strings"

	"policybot/knowledge/figure/glyph"
)

// currencies are written before or after their number.
var currencies = map[string]Unit{
	"元": Currency("CNY"), "人民币": Currency("CNY"), "元人民币": Currency("CNY"), "块钱": Currency("CNY"), "圆": Currency("CNY"),
	"人民币元": Currency("CNY"), "块": Currency("CNY"),
	"角": {Name: "CNY", Dimension: Money, Shift: -1}, "毛": {Name: "CNY", Dimension: Money, Shift: -1}, "毛钱": {Name: "CNY", Dimension: Money, Shift: -1}, "分钱": {Name: "CNY", Dimension: Money, Shift: -2},
	"美元": Currency("USD"), "美金": Currency("USD"), "美圆": Currency("USD"), "欧元": Currency("EUR"), "英镑": Currency("GBP"),
	"日元": Currency("JPY"), "日圆": Currency("JPY"), "港元": Currency("HKD"), "港币": Currency("HKD"), "澳元": Currency("AUD"), "澳门元": Currency("MOP"), "加元": Currency("CAD"),
	"韩元": Currency("KRW"), "台币": Currency("TWD"), "新台币": Currency("TWD"), "卢布": Currency("RUB"), "瑞士法郎": Currency("CHF"), "新加坡元": Currency("SGD"),
	"美分": {Name: "USD", Dimension: Money, Shift: -2}, "泰铢": Currency("THB"), "卢比": Currency("INR"), "奈拉": Currency("NGN"), "比特币": Currency("BTC"), "个比特币": Currency("BTC"),
}

// CurrencyMarks stand before their number: RMB 500,000, $20.
var CurrencyMarks = glyph.NewLexiconBefore(map[string]Unit{
	"人民币": Currency("CNY"), "¥": Currency("CNY"), "rmb": Currency("CNY"), "cny": Currency("CNY"), "yuan": Currency("CNY"), "rmb¥": Currency("CNY"), "cny¥": Currency("CNY"), "cn¥": Currency("CNY"),
	"人民币:": Currency("CNY"), "人民币(大写)": Currency("CNY"), "人民币大写": Currency("CNY"), "人民币(大写):": Currency("CNY"),
	"$": Currency("USD"), "us$": Currency("USD"), "usd": Currency("USD"), "u.s.$": Currency("USD"), "us $": Currency("USD"), "usd$": Currency("USD"), "美元": Currency("USD"), "u.s. $": Currency("USD"),
	"€": Currency("EUR"), "eur": Currency("EUR"), "euro": Currency("EUR"), "euros": Currency("EUR"), "£": Currency("GBP"), "gbp": Currency("GBP"), "jpy": Currency("JPY"),
	"hk$": Currency("HKD"), "hkd": Currency("HKD"), "hk $": Currency("HKD"), "c$": Currency("CAD"), "c $": Currency("CAD"), "cad": Currency("CAD"), "a$": Currency("AUD"), "aud": Currency("AUD"),
	"nz$": Currency("NZD"), "s$": Currency("SGD"), "sgd": Currency("SGD"), "nt$": Currency("TWD"), "chf": Currency("CHF"), "inr": Currency("INR"), "krw": Currency("KRW"), "sek": Currency("SEK"), "nok": Currency("NOK"), "dkk": Currency("DKK"),
	"r$": Currency("BRL"), "₹": Currency("INR"), "₩": Currency("KRW"), "rs": Currency("INR"), "mop": Currency("MOP"),
})

// CurrencyNames name a currency, and are not what 元 alone is short for.
var CurrencyNames = glyph.NewLexicon(func() map[string]Unit {
	all := make(map[string]Unit)
	for word, u := range currencies {
		if u.Name != "CNY" && u.Shift == 0 {
			all[word] = u
		}
	}
	for _, code := range []string{"USD", "EUR", "GBP", "JPY", "HKD"} {
		all[strings.ToLower(code)] = Currency(code)
	}
	return all
}())

func Currency(code string) Unit { return Unit{Name: code, Dimension: Money} }

func CurrencyBefore(g []glyph.Glyph, i int) bool {
	_, _, ok := CurrencyMarks.Before(g, i)
	return ok
}
