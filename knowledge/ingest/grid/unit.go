package grid

import (
	"regexp"
	"strings"
)

// The words of units: money, counts and measures in Chinese, and what may
// stand before and after them. A unit such as 元/人·天 joins several.
const (
	chineseUnit = `(?:每)?(?:[万亿千百十]*(?:元|美元|欧元|港元|港币|日元|英镑|角|分|人|户|家|个|件|只|辆|台|套|吨|公斤|千克|斤|克|毫克|微克|公里|平方米|平方公里|平方千米|亩|公顷|人次|笔|名|起|例|宗|处|栋|间|艘|架|头|羽|株|棵|辆次|艘次|架次|剂|剂次|支|枚|批|箱|袋|瓶|盒|套次|对|册|篇|部|首|班|期|届|次|度|升|毫升|米|厘米|毫米|千米|立方|吨标准煤|分钟|秒|周|倍|岁|摄氏度|座|条|项|张|份|所|床|床位|天|日|年|月|学年|学期|季度|个月|小时|课时|学时|千瓦时|兆瓦时|千瓦|兆瓦|瓦|伏|千伏|立方米|生|车|标准间|间夜|人日|人天|工日|公顷年|亿|万)|[万亿]|㎡|m²|m³|m2|m3|km²|km|kg|g|mg|t|L|kW·h|kWh|kW|MW|kV|GWh|MWh|℃|°C|dB|%|％|‰|百分点|个百分点|百分比)`
	chineseJoin = chineseUnit + `(?:\s?[/／每·•.]\s?` + chineseUnit + `|·?` + chineseUnit + `){0,3}`
	currency    = `(?:CNY|RMB|USD|EUR|GBP|HKD|JPY|AUD|CAD|SGD|CHF|INR|KRW|US\$|HK\$|A\$|C\$|€|£|¥|￥|\$|yuan|dollars?|euros?|pounds?|US dollars?)`
	scale       = `(?:thousands?|millions?|billions?|trillions?|'000s?|’000s?|000s|m|mn|mln|bn|k)`
	englishWord = `(?:firms|companies|people|persons|employees|students|units|households|tonnes|tons|kg|g|mg|km|metres|meters|m|litres|liters|hours|minutes|days|weeks|months|years|workdays|working days|per cent|percent|percentage points|hectares|acres|square metres|square meters|sq m|m²|m³|kWh|kW|MW|MWh|GWh|kV|beds|vehicles|items|times|persons|points|%)`
	englishPer  = `(?:(?:\s?/\s?|\s?\bper\s|\s(?:a|an|each)\s)(?:person|day|night|month|year|week|hour|unit|household|head|student|tonne|kg|km|m²|square metre|employee|vehicle|room|case|visit|[a-z]{1,12}))`
)

var (
	chineseUnits  = regexp.MustCompile(`^` + chineseJoin + `$`)
	englishUnits  = regexp.MustCompile(`(?i)^(?:in )?(?:` + scale + ` )?` + englishWord + englishPer + `{0,2}$`)
	currencyUnit  = regexp.MustCompile(`(?i)^(?:in )?(` + currency + `)\s?(` + scale + `)?(` + englishPer + `{0,2})$`)
	scaleCurrency = regexp.MustCompile(`(?i)^(?:in )?(` + scale + `)(?: of)?\s(` + currency + `)$`)
	currencyIn    = regexp.MustCompile(`(?i)^(` + currency + `),?\s(?:amounts\s)?in (` + scale + `)$`)
	scaleOnly     = regexp.MustCompile(`(?i)^(?:in )?(thousands|millions|billions|thousand|million|billion|'000s?|’000s?|000s)$`)
	chineseMoney  = regexp.MustCompile(`^(?:人民币|金额|折合)?\s?`)
)

// isUnit reports whether a text is a unit and nothing else.
func isUnit(text string) bool { return canonicalUnit(text) != "" }

// canonicalUnit returns a unit as it is written after a number: 万元 for
// 人民币万元, "USD million" for "$m" or "in millions of dollars"; "" where text
// is no unit.
func canonicalUnit(text string) string {
	text = strings.ReplaceAll(strings.TrimSpace(text), "U.S.", "US")
	text = strings.ReplaceAll(text, "US $", "US$")
	for _, prefix := range []string{"单位：", "单位:", "单位", "Unit:", "unit:"} {
		text = strings.TrimSpace(strings.TrimPrefix(text, prefix))
	}
	if m := currencyUnit.FindStringSubmatch(text); m != nil {
		return strings.TrimSpace(strings.TrimSpace(currencyName(m[1])+" "+scaleName(m[2])) + m[3])
	}
	if m := scaleCurrency.FindStringSubmatch(text); m != nil {
		return currencyName(m[2]) + " " + scaleName(m[1])
	}
	if m := currencyIn.FindStringSubmatch(text); m != nil {
		return currencyName(m[1]) + " " + scaleName(m[2])
	}
	if m := scaleOnly.FindStringSubmatch(text); m != nil {
		return scaleName(m[1])
	}
	if englishUnits.MatchString(text) && len(text) > 1 {
		return strings.TrimPrefix(text, "in ")
	}
	chinese := strings.TrimPrefix(text, chineseMoney.FindString(text))
	if chinese != "" && chineseUnits.MatchString(chinese) {
		return strings.ReplaceAll(chinese, "％", "%")
	}
	return ""
}

// currencyName returns the code of a currency that can stand before a number.
func currencyName(name string) string {
	switch lower := strings.ToLower(name); lower {
	case "yuan", "rmb", "cny", "¥", "￥":
		return "CNY"
	case "us$", "$", "us dollars", "us dollar":
		return "USD"
	case "dollars", "dollar":
		return "USD"
	case "€", "euro", "euros":
		return "EUR"
	case "£", "pounds", "pound":
		return "GBP"
	}
	return strings.ToUpper(name)
}

// scaleName returns the word for a power of a thousand.
func scaleName(name string) string {
	switch lower := strings.ToLower(strings.TrimSuffix(strings.ToLower(name), "s")); lower {
	case "thousand", "'000", "’000", "000", "k":
		return "thousand"
	case "million", "m", "mn", "mln":
		return "million"
	case "billion", "bn":
		return "billion"
	case "trillion":
		return "trillion"
	}
	return ""
}

var (
	// UnitCaption matches 单位：万元 above a table, and 金额单位：人民币万元，%.
	UnitCaption = regexp.MustCompile(`(?:计量|金额|货币|数据)?单位\s?[：:为]\s?([^\s（）()，,；;。、]{1,16})(?:[，,、/和]\s?(%|％))?`)
	// englishCaption matches "All amounts in CNY million", "(in thousands)".
	englishCaption = regexp.MustCompile(`(?i)^[（(]?(?:(?:all|the)\s)?(?:(?:amounts?|figures?|values?|numbers?|data|unit|units|dollars?|currency|expressed|stated|shown)\b[\s:,]*(?:are|is|shown|expressed|stated|given)?\s*)*(?:in\s)?([^,;.()（）]{1,32}?)(?:,? (?:unless|except)[^()]{0,60})?[）)]?\.?$`)
	// bracketUnit matches a unit in brackets at the end of a caption or head.
	bracketUnit = regexp.MustCompile(`\s?[（(\[【]\s?(?:计量单位|金额单位|单位)?\s?[：:]?\s?([^（）()\[\]【】]{1,28})[)）\]】]\s?$`)
	// joinedUnit matches a unit after a stroke, colon or comma: 金额/万元.
	joinedUnit = regexp.MustCompile(`(?i)(?:\s?[/／：:|]\s?|,\s|，\s?|\sin\s)([^/／：:,，|]{1,28}(?:[/／][^/／：:,，|]{1,12})?)$`)
	// saysUnit tells "in hectares" above a table from a heading of one word.
	saysUnit   = regexp.MustCompile(`(?i)\b(?:in|units?)\b`)
	percentEnd = regexp.MustCompile(`[^（(\d]([%％‰])$`)
)

// captionUnit returns the unit that a line above a table gives its figures,
// whether it lists the per cent sign as well, and the line without it.
func captionUnit(text string) (unit string, percent bool, rest string) {
	if m := UnitCaption.FindStringSubmatchIndex(text); m != nil {
		if unit = canonicalUnit(text[m[2]:m[3]]); unit == "" {
			unit = text[m[2]:m[3]] // a unit nobody lists
		}
		return unit, m[4] >= 0, text[:m[0]] + text[m[1]:]
	}
	if m := bracketUnit.FindStringSubmatchIndex(text); m != nil {
		if unit = canonicalUnit(text[m[2]:m[3]]); unit != "" {
			return unit, false, text[:m[0]]
		}
	}
	if m := englishCaption.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
		if unit = canonicalUnit(m[1]); unit != "" && (moneyUnit.MatchString(unit) || saysUnit.MatchString(text)) {
			return unit, false, ""
		}
	}
	return "", false, text
}

// IsUnitLine reports whether a paragraph only gives the unit of a table, as
// 单位：万元 does.
func IsUnitLine(text string) bool {
	unit, _, rest := captionUnit(text)
	return unit != "" && strings.Trim(emptyBrackets.ReplaceAllString(rest, ""), " （）()") == ""
}

// nameUnit splits the name of a column into the name and its unit, "" where
// it has none: 金额（万元）, 金额/万元, 占比%, Loans (CNY billion).
func nameUnit(name string) (rest, unit string) {
	if m := bracketUnit.FindStringSubmatchIndex(name); m != nil {
		if unit := canonicalUnit(name[m[2]:m[3]]); unit != "" {
			return strings.TrimSpace(name[:m[0]]), unit
		}
	}
	if m := joinedUnit.FindStringSubmatchIndex(name); m != nil && m[0] > 0 {
		if unit := canonicalUnit(name[m[2]:m[3]]); unit != "" {
			return strings.TrimSpace(name[:m[0]]), unit
		}
	}
	if k := strings.LastIndexByte(name, ' '); k > 0 { // 2019 $'000
		if unit := canonicalUnit(name[k+1:]); moneyUnit.MatchString(unit) {
			return strings.TrimSpace(name[:k]), unit
		}
	}
	if m := percentEnd.FindStringSubmatchIndex(name); m != nil {
		return strings.TrimSpace(name[:m[2]]), strings.ReplaceAll(name[m[2]:m[3]], "％", "%")
	}
	return name, ""
}

var (
	// ratioName matches the heads of columns of rates and shares.
	ratioName = regexp.MustCompile(`(?i)率$|[率比]（|比重|占比|比例|占|增长|增幅|增速|降幅|同比|环比|幅度|百分|\b(?:rate|share|ratio|growth|change|percent)\b`)
	// plainName matches the heads of columns whose numbers have no unit, or
	// one of their own.
	plainName = regexp.MustCompile(`(?i)序号|编号|代码|编码|年份|年度$|期限|日期|时间|面积|人口|电话|邮编|备注|排名|名次|长度|宽度|高度|重量|里程|\b(?:no\.?|number|code|year|date|rank|phone|area|population)\b|\b(?:term|days|months)$`)
	// countName matches the heads of counts, which a unit of money over the
	// whole table is not meant for; 预算数 and 本年数 are no counts.
	countName  = regexp.MustCompile(`数量?$|数量?[（(]|次$|人次|户$|个$|\b(?i:count|employees|persons|households|firms|cases|units)\b`)
	amountName = regexp.MustCompile(`(?:预算|决算|执行|完成|计划|本年|上年|本期|上期|期末|期初|年初|年末|累计|合计|实际|调整|批复|金额|发生|余额|支出|收入|核定|下达|安排|到位|结余|当年|同期|概算|估算|合同|审定|申报|拨付)数$`)
	moneyUnit  = regexp.MustCompile(`元|镑|^(?:CNY|USD|EUR|GBP|HKD|JPY|AUD|CAD|SGD|CHF|INR|KRW)|\$|thousand|million|billion`)
)

// tableUnitFor returns the unit over the whole table where it is meant for a
// column of this name.
func tableUnitFor(name, unit string, percent bool) string {
	switch {
	case ratioName.MatchString(name):
		if percent {
			return "%"
		}
		return ""
	case unit == "", plainName.MatchString(name):
		return ""
	case moneyUnit.MatchString(unit) && countName.MatchString(name) && !amountName.MatchString(name):
		return ""
	}
	return unit
}

// prefixedCurrency matches a unit whose currency stands before the number.
var prefixedCurrency = regexp.MustCompile(`^((?:[A-Z]{3}|[A-Z]{0,2}\$))(?: (thousand|million|billion|trillion))?(.*)$`)

// withUnit writes a number with its unit as running text does.
func withUnit(value, unit string) string {
	if m := prefixedCurrency.FindStringSubmatch(unit); m != nil {
		return strings.TrimSpace(m[1]+" "+value+" "+m[2]) + m[3]
	}
	if first := []rune(unit)[0]; first > 0x2E80 || first == '%' || first == '‰' || first == '℃' {
		return value + unit
	}
	return value + " " + unit
}
