package frame

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"policybot/knowledge"
	"policybot/knowledge/figure"

	"github.com/shopspring/decimal"
)

// TableUnit is what the numbers of a cell, line or table are counted in.
type TableUnit struct {
	Symbol string         // "CNY", "USD", "%", "year", a counter; "" where none is known
	Scale  figure.Decimal // what a printed number is multiplied by: 1000000 for "in millions"; zero where none is named
	Words  string         // as printed: "in millions", 万元
	Per    string         // "年" of 元/年, "share" of "per share"
}

// IsZero reports whether no unit is known.
func (u TableUnit) IsZero() bool { return u.Symbol == "" && u.Scale.IsZero() && u.Words == "" }

// Multiplier is what a printed number is multiplied by: 1 where no scale is named.
func (u TableUnit) Multiplier() figure.Decimal {
	if u.Scale.IsZero() {
		return decimal.New(1, 0)
	}
	return u.Scale
}

// orElse completes u by what lies farther out. A unit of its own, such as %,
// takes no scale from outside.
func (u TableUnit) orElse(outer TableUnit) TableUnit {
	switch {
	case u.IsZero():
		return outer
	case outer.IsZero() || !u.Scale.IsZero():
		return u
	case u.Symbol == "" || isCurrency(u.Symbol) && (outer.Symbol == "" || outer.Symbol == u.Symbol) && u.Per == "":
		if u.Symbol == "" {
			u.Symbol = outer.Symbol
		}
		u.Scale = outer.Scale
		if u.Words == "" || !outer.Scale.IsZero() {
			u.Words = outer.Words
		}
	}
	return u
}

// inheritsTable reports whether the unit over a whole table holds for a cell
// whose row and column are named so: "in millions" is not meant for rates,
// ages, and amounts per share.
func (u TableUnit) inheritsTable(row, column []string) bool {
	if u.Symbol != "" && !isCurrency(u.Symbol) || u.Per != "" {
		return false
	}
	for _, path := range [][]string{row, column} {
		for _, label := range path {
			if outsideScale.MatchString(label) {
				return false
			}
		}
	}
	return true
}

// outsideScale matches the names of what a scale over a table is not meant for.
var outsideScale = regexp.MustCompile(`(?i)\bper (?:\w+ )?(?:share|unit|ads|employee|capita)\b|\bpercent|%|\brates?\b|\bratio\b|\bmargin\b|\byears?\)|\bage\b|率|比重|占比|比例|增长|增幅|年龄`)

func isCurrency(symbol string) bool { return currencySymbols[symbol] }

var currencySymbols = wordSet("CNY USD EUR GBP JPY HKD TWD INR AUD CAD CHF KRW SGD")

var currencies = []struct{ word, symbol string }{
	{"us$", "USD"}, {"a$", "AUD"}, {"hk$", "HKD"}, {"nt$", "TWD"}, {"c$", "CAD"}, {"s$", "SGD"}, {"usd", "USD"}, {"rmb", "CNY"}, {"cny", "CNY"}, {"eur", "EUR"}, {"gbp", "GBP"},
	{"chf", "CHF"}, {"jpy", "JPY"}, {"inr", "INR"}, {"aud", "AUD"}, {"hkd", "HKD"}, {"krw", "KRW"}, {"dollar", "USD"}, {"euro", "EUR"}, {"yuan", "CNY"}, {"rupee", "INR"}, {"yen", "JPY"},
	{"€", "EUR"}, {"£", "GBP"}, {"¥", "CNY"}, {"$", "USD"}, {"美元", "USD"}, {"欧元", "EUR"}, {"港元", "HKD"}, {"港币", "HKD"}, {"日元", "JPY"}, {"英镑", "GBP"}, {"人民币", "CNY"}, {"元", "CNY"},
}

var scales = []struct {
	pattern *regexp.Regexp
	power   int32
}{
	{regexp.MustCompile(`(?i)\b(?:billions?|bn)\b|[$€£]\s?b\b`), 9},
	{regexp.MustCompile(`(?i)\b(?:millions?|mn|mln)\b|[$€£]\s?m\b`), 6},
	{regexp.MustCompile(`(?i)\bthousands?\b|['’‘]000s?\b|\b000s\b|[$€£]\s?k\b`), 3},
	{regexp.MustCompile(`万亿`), 12},
	{regexp.MustCompile(`千亿`), 11},
	{regexp.MustCompile(`百亿`), 10},
	{regexp.MustCompile(`十亿`), 9},
	{regexp.MustCompile(`亿`), 8},
	{regexp.MustCompile(`千万`), 7},
	{regexp.MustCompile(`百万`), 6},
	{regexp.MustCompile(`十万`), 5},
	{regexp.MustCompile(`万`), 4},
	{regexp.MustCompile(`千元|千人|千户|千吨`), 3},
}

// unitWordsOnly matches what may stand in a unit beside the words for scale
// and money.
var (
	unitInBrackets = regexp.MustCompile(`[（(\[]([^（）()\[\]]{1,60})[)）\]]`)
	unitCaptioned  = regexp.MustCompile(`(?i)(?:单位|計量單位|单位名称|unit|units|amounts?|figures?|expressed|stated|presented|dollars?)\s*(?:[：:]|are|in)\s*(?:in\s+)?([^，,。;；)）]{1,40})`)
	unitPhrase     = regexp.MustCompile(`(?i)^(?:amounts?|figures?|dollars?|in|of|expressed|stated|all|are|except.*|u\.?s\.?|us|millions?|thousands?|billions?|mn|mln|bn|percent|percentage|per cent|euros?|yuan|rupees?|yen|pounds?|sterling|and|unless.*|rmb|cny|usd|eur|gbp|chf|jpy|inr|aud|hkd|krw|canadian|australian|['’‘]?000s?|us\$|a\$|hk\$|nt\$|c\$|s\$|[$€£¥]\s?(?:m|k|b|mn|bn|['’‘]?000s?)?|%|‰|[.,:])$`)
	unitHan        = regexp.MustCompile(`^(?:单位[:：]?)?(?:[十百千]*[万亿]*|[十百千]+)(?:人民币|美元|欧元|港元|港币|日元|英镑|元|人次|人|户|家|个|件|只|辆|台|套|吨|公斤|千克|公里|平方米|平方公里|亩|公顷|笔|名|例|宗|处|栋|间|艘|架|头|株|张|份|所|床|天|日|年|个月|月|周|小时|分钟|岁|分|倍|千瓦时|千瓦|立方米|米|厘米|毫米|克|升|毫升|万|亿|次|期|学分|课时)?(?:[/／]((?:\p{Han}|[㎡²³m·•・/／]){1,10}))?$`)
	unitLatin      = regexp.MustCompile(`(?i)^(?:years?|months?|days?|weeks?|hours?|minutes?|tonnes?|tons?|kg|km|km2|km²|m2|m²|ha|hectares?|mw|mwh|gwh|kwh|gw|persons?|people|employees|units?|shares?|bps|basis points|percent|%|pp|per cent|mg|ml|litres?|liters?|miles|acres|sq\.? ?ft)$`)
)

// readTableUnit reads the unit that a label names, and reports whether it
// says nothing else: "(In thousands)", "$ million", 金额（亿元） names one beside
// other words.
func readTableUnit(label string) (unit TableUnit, only bool) {
	label = strings.TrimSpace(label)
	if label == "" {
		return TableUnit{}, false
	}
	bare := strings.Trim(label, "（）()[] ")
	if u, ok := unitOfWords(bare); ok && !(bare == label && timeWord.MatchString(bare)) {
		return u, true
	}
	for _, m := range unitInBrackets.FindAllStringSubmatch(label, -1) {
		if u, ok := unitOfWords(m[1]); ok {
			return u, false
		}
	}
	if m := unitCaptioned.FindStringSubmatch(label); m != nil {
		if u, ok := unitOfWords(strings.TrimSpace(m[1])); ok {
			rest := strings.TrimSpace(strings.Replace(label, m[0], "", 1))
			return u, strings.Trim(rest, "（）()[]:： ") == ""
		}
	}
	if i := strings.LastIndexAny(label, ",，"); i > 0 {
		if u, ok := unitOfWords(strings.TrimSpace(label[i+1:])); ok && label[i+1:] != "" && !u.Scale.IsZero() {
			return u, false
		}
	}
	if i := strings.LastIndexAny(label, "/／"); i > 0 { // 金额/万元
		_, size := utf8.DecodeRuneInString(label[i:])
		if u, ok := unitOfWords(strings.TrimSpace(label[i+size:])); ok && (!u.Scale.IsZero() || isCurrency(u.Symbol)) {
			return u, false
		}
	}
	lower := strings.ToLower(label)
	switch {
	case strings.HasPrefix(lower, "% ") || strings.HasPrefix(lower, "percent") || percentLabel.MatchString(label):
		return TableUnit{Symbol: "%", Words: "%"}, false
	case perShare.MatchString(label):
		return TableUnit{Per: "share", Symbol: "", Words: "per share"}, false
	}
	return TableUnit{}, false
}

// timeWord matches what names a time at the head of a column rather than a unit.
var timeWord = regexp.MustCompile(`(?i)^(?:year|month|day|week|hour|年|月|日|周)$`)

var percentLabel = regexp.MustCompile(`[^0-9.\s]\s*%$`)

var perShare = regexp.MustCompile(`(?i)\bper (?:\w+ )?share\b`)

// onlyUnit reports whether a cell names a unit and nothing else.
func onlyUnit(cell string) bool {
	_, only := readTableUnit(cell)
	return only
}

// unitOfWords reads words all of which belong to a unit.
func unitOfWords(words string) (TableUnit, bool) {
	words = strings.TrimSpace(words)
	if words == "" || len(words) > 60 {
		return TableUnit{}, false
	}
	u := TableUnit{Words: words}
	switch {
	case words == "%" || words == "％" || strings.EqualFold(words, "percent") || strings.EqualFold(words, "per cent"):
		u.Symbol = "%"
		return u, true
	case words == "‰":
		u.Symbol = "‰"
		return u, true
	}
	compact := strings.ReplaceAll(words, " ", "")
	if m := unitHan.FindStringSubmatch(compact); m != nil && hasHan(compact) {
		u.Per = m[1]
		u.setScale(compact)
		u.Symbol = hanSymbol(compact, m[1])
		return u, true
	}
	if unitLatin.MatchString(strings.TrimPrefix(strings.ToLower(words), "in ")) {
		u.Symbol = latinSymbol(strings.TrimPrefix(strings.ToLower(words), "in "))
		return u, true
	}
	cut := strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == ',' || r == ';' })
	for i, w := range cut {
		if strings.HasPrefix(strings.ToLower(w), "except") || strings.HasPrefix(strings.ToLower(w), "unless") {
			cut = cut[:i]
			break
		}
	}
	if len(cut) == 0 {
		return TableUnit{}, false
	}
	for _, w := range cut {
		if !unitPhrase.MatchString(w) {
			return TableUnit{}, false
		}
	}
	u.setScale(words)
	u.Symbol = currencyIn(words)
	if strings.Contains(words, "%") {
		u.Symbol = "%"
	}
	return u, u.Symbol != "" || !u.Scale.IsZero()
}

func (u *TableUnit) setScale(words string) {
	for _, s := range scales {
		if s.pattern.MatchString(words) {
			u.Scale = decimal.New(1, s.power)
			return
		}
	}
}

func currencyIn(words string) string {
	lower := strings.ToLower(words)
	for _, c := range currencies {
		if strings.Contains(lower, c.word) {
			return c.symbol
		}
	}
	return ""
}

// hanSymbol is the symbol of a Chinese unit without its scale and its per.
func hanSymbol(words, per string) string {
	words = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(words, "单位"), "："), ":")
	if per != "" {
		words = strings.TrimSuffix(words, "/"+per)
	}
	if c := currencyIn(words); c != "" {
		return c
	}
	words = strings.TrimLeft(words, "十百千万亿")
	switch words {
	case "年":
		return "year"
	case "月", "个月":
		return "month"
	case "天", "日":
		return "day"
	}
	return words
}

func latinSymbol(words string) string {
	switch words {
	case "year", "years":
		return "year"
	case "month", "months":
		return "month"
	case "day", "days":
		return "day"
	case "percent", "per cent":
		return "%"
	}
	return words
}

func hasHan(s string) bool {
	for _, r := range s {
		if r >= 0x4E00 && r <= 0x9FFF {
			return true
		}
	}
	return false
}

// tableUnit is the unit of a whole table: from its unit line, its caption, the
// corner of its heads, or the words just above it.
func tableUnit(source *knowledge.Table, scope TableScope, g *tableGrid) TableUnit {
	var u TableUnit
	for _, words := range []string{source.Unit, source.Caption} {
		found, _ := readTableUnit(words)
		u = u.orElse(found)
	}
	for r := range g.headRows {
		if found, only := readTableUnit(g.cells[r][0]); only && (!found.Scale.IsZero() || isCurrency(found.Symbol) || found.Symbol == "%") || !only {
			u = u.orElse(found)
		}
		if g.filled(r, 0) == 1 {
			for _, cell := range g.cells[r] {
				if onlyUnit(cell) {
					found, _ := readTableUnit(cell)
					u = u.orElse(found)
				}
			}
		}
	}
	lead, _ := readTableUnit(scope.Lead)
	return u.orElse(lead)
}
