package diff

import (
	"fmt"
	"slices"
	"strings"

	"policybot/knowledge"
	"policybot/knowledge/diff/statement"

	"github.com/shopspring/decimal"
)

// Headline says in one line, in a language, what changed: the kind, where,
// and the values before and after.
func (c *Change) Headline(l knowledge.Language) string {
	var b strings.Builder
	b.WriteString(kindNames[c.Kind].In(l))
	stop := ": "
	if isChinese(l) {
		stop = "："
	}
	if c.Kind == Reworded && len(c.Aspects) > 0 {
		b.WriteString(bracketed(aspectList(c.Aspects, l), l))
	}
	if c.Severity == Major && (c.Old != nil || c.New != nil) {
		b.WriteString(bracketed(major.In(l), l))
	}
	b.WriteString(stop)
	place := c.Subject
	if c.Section != "" && c.Section != c.Subject {
		place = c.Section
		if c.Subject != "" {
			place += " · " + c.Subject
		}
	}
	b.WriteString(strings.Join(strings.Fields(place), " "))
	if values := c.Values(l); values != "" {
		if place != "" {
			b.WriteString(stop)
		}
		b.WriteString(values)
	}
	return strings.TrimSuffix(strings.TrimSuffix(b.String(), ": "), "：")
}

// aspectList names aspects in a language.
func aspectList(aspects []Aspect, l knowledge.Language) string {
	var names []string
	for _, a := range aspects {
		names = append(names, a.Name(l))
	}
	if isChinese(l) {
		return strings.Join(names, "、")
	}
	return strings.Join(names, ", ")
}

func bracketed(words string, l knowledge.Language) string {
	if isChinese(l) {
		return "（" + words + "）"
	}
	return " (" + words + ")"
}

// Values says the values before and after, and the difference where it can be
// told: "500万元 → 250万元 (−2500000 CNY)". It is "" for a change without.
func (c *Change) Values(l knowledge.Language) string {
	none := strings.TrimSpace(bracketed(nothing.In(l), l))
	switch {
	case c.Old == nil && c.New == nil:
		return ""
	case c.Old == nil:
		return none + " → " + c.New.Text
	case c.New == nil:
		return c.Old.Text + " → " + none
	}
	s := c.Old.Text + " → " + c.New.Text
	if c.Kind == BoundChanged {
		return s
	}
	if d := c.difference(l); d != "" {
		return s + bracketed(d, l)
	}
	return s
}

// difference is the delta with its sign and unit, and its share of the value
// before: "−2,500,000 CNY, −50%".
func (c *Change) difference(l knowledge.Language) string {
	if c.Delta == "" || c.Delta == "0" {
		return ""
	}
	d, sign := c.Delta, "+"
	if rest, ok := strings.CutPrefix(d, "-"); ok {
		d, sign = rest, "−"
	}
	said := sign + amount(d, c.New.Unit, l)
	if rate := c.Rate(); rate != "" {
		if isChinese(l) {
			return said + "，" + rate
		}
		return said + ", " + rate
	}
	return said
}

// Rate is by how much a figure has changed in percent of what it was, with its
// sign and at most one digit behind the point: "−50%". It is "" where the
// figures are days or percents themselves, or the first is nothing.
func (c *Change) Rate() string {
	if c.Old == nil || c.New == nil || slices.Contains([]string{"%", "‰", "pp", "date", "period"}, c.Old.Unit) {
		return ""
	}
	old, oldErr := decimal.NewFromString(c.Old.Value)
	delta, deltaErr := decimal.NewFromString(c.Delta)
	if oldErr != nil || deltaErr != nil || old.IsZero() || delta.IsZero() {
		return ""
	}
	rate := delta.Shift(2).DivRound(old.Abs(), 1)
	sign := "+"
	if rate.IsNegative() {
		sign = "−"
	}
	return sign + grouped(rate.Abs().String()) + "%"
}

// amount writes a plain number with its unit in a language.
func amount(number, unit string, l knowledge.Language) string {
	if !isChinese(l) {
		names, known := englishUnits[unit]
		switch {
		case unit == "":
			return grouped(number)
		case !known:
			return grouped(number) + " " + unit
		case number == "1":
			return grouped(number) + " " + names[0]
		}
		return grouped(number) + " " + names[1]
	}
	name, known := chineseUnits[unit]
	if !known {
		name = knowledge.Text{knowledge.Chinese: unit, Traditional: unit}
	}
	magnitude := ""
	if d, err := decimal.NewFromString(number); err == nil {
		for _, m := range []struct {
			shift int32
			name  knowledge.Text
		}{{8, knowledge.Text{knowledge.Chinese: "亿", Traditional: "億"}}, {4, knowledge.Text{knowledge.Chinese: "万", Traditional: "萬"}}} {
			if d.GreaterThanOrEqual(decimal.New(1, m.shift)) {
				number, magnitude = d.Shift(-m.shift).String(), m.name.In(l)
				break
			}
		}
	}
	if !known && statement.IsASCII(unit) && unit != "" {
		return grouped(number) + magnitude + " " + unit
	}
	return grouped(number) + magnitude + name.In(l)
}

// Units as they are said, those of figures and of days between dates; English
// ones for one and for several.
var (
	englishUnits = map[string][2]string{"%": {"percentage point", "percentage points"}, "date": {"day", "days"}, "period": {"day", "days"}, "day": {"day", "days"},
		"month": {"month", "months"}, "year": {"year", "years"}, "week": {"week", "weeks"}, "quarter": {"quarter", "quarters"}, "hour": {"hour", "hours"}, "minute": {"minute", "minutes"},
		"workday": {"working day", "working days"}}
	chineseUnits = map[string]knowledge.Text{"%": {knowledge.Chinese: "个百分点", Traditional: "個百分點"}, "date": {knowledge.Chinese: "天"}, "period": {knowledge.Chinese: "天"},
		"day": {knowledge.Chinese: "天"}, "month": {knowledge.Chinese: "个月", Traditional: "個月"}, "year": {knowledge.Chinese: "年"}, "week": {knowledge.Chinese: "周", Traditional: "週"},
		"quarter": {knowledge.Chinese: "个季度", Traditional: "個季度"}, "hour": {knowledge.Chinese: "小时", Traditional: "小時"}, "minute": {knowledge.Chinese: "分钟", Traditional: "分鐘"},
		"workday": {knowledge.Chinese: "个工作日", Traditional: "個工作日"}, "CNY": {knowledge.Chinese: "元"}, "USD": {knowledge.Chinese: "美元"}, "EUR": {knowledge.Chinese: "欧元", Traditional: "歐元"},
		"GBP": {knowledge.Chinese: "英镑", Traditional: "英鎊"}, "HKD": {knowledge.Chinese: "港元"}, "JPY": {knowledge.Chinese: "日元"}, "TWD": {knowledge.Chinese: "新台币", Traditional: "新臺幣"},
		"kg": {knowledge.Chinese: "公斤"}, "t": {knowledge.Chinese: "吨", Traditional: "噸"}, "km": {knowledge.Chinese: "公里"}, "m": {knowledge.Chinese: "米"}}
)

// Traditional is Chinese in traditional characters, in which the words of a
// headline can be told too.
const Traditional knowledge.Language = "zh-TW"

func isChinese(l knowledge.Language) bool { return l == knowledge.Chinese || l == Traditional }

// The words of headlines beside the names of kinds and aspects.
var (
	major   = knowledge.Text{knowledge.Chinese: "重要", knowledge.English: "major"}
	nothing = knowledge.Text{knowledge.Chinese: "无", Traditional: "無", knowledge.English: "none"}
)

// grouped sets commas between the thousands of a plain decimal number.
func grouped(s string) string {
	whole, fraction, found := strings.Cut(s, ".")
	var b strings.Builder
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if found {
		fmt.Fprintf(&b, ".%s", fraction)
	}
	return b.String()
}

// Name says the kind in a language, for headings and filters.
func (k Kind) Name(l knowledge.Language) string {
	if t, ok := kindNames[k]; ok {
		return t.In(l)
	}
	return string(k)
}

var kindNames = map[Kind]knowledge.Text{
	FigureChanged:        {knowledge.Chinese: "数字变更", Traditional: "數字變更", knowledge.English: "Figure changed"},
	BoundChanged:         {knowledge.Chinese: "界限变更", Traditional: "界限變更", knowledge.English: "Limit changed"},
	FigureUpdated:        {knowledge.Chinese: "数据更新", Traditional: "數據更新", knowledge.English: "Figure updated"},
	DeadlineMoved:        {knowledge.Chinese: "截止日期变更", Traditional: "截止日期變更", knowledge.English: "Deadline moved"},
	EffectiveDateChanged: {knowledge.Chinese: "生效日期变更", Traditional: "生效日期變更", knowledge.English: "Effective date changed"},
	MeasureAdded:         {knowledge.Chinese: "新增", Traditional: "新增", knowledge.English: "Added"},
	MeasureRemoved:       {knowledge.Chinese: "删除", Traditional: "刪除", knowledge.English: "Removed"},
	MeasureAmended:       {knowledge.Chinese: "修订", Traditional: "修訂", knowledge.English: "Amended"},
	DocumentAdded:        {knowledge.Chinese: "新增文件", Traditional: "新增文件", knowledge.English: "Document added"},
	DocumentRemoved:      {knowledge.Chinese: "文件已删除", Traditional: "文件已刪除", knowledge.English: "Document removed"},
	DocumentMoved:        {knowledge.Chinese: "文件改名或移动", Traditional: "文件改名或移動", knowledge.English: "Document moved"},
	DocumentSplit:        {knowledge.Chinese: "文件拆分", Traditional: "文件拆分", knowledge.English: "Document split"},
	DocumentMerged:       {knowledge.Chinese: "文件合并", Traditional: "文件合併", knowledge.English: "Documents merged"},
	DocumentRevised:      {knowledge.Chinese: "新版本文件", Traditional: "新版本文件", knowledge.English: "New version of a document"},
	DocumentConverted:    {knowledge.Chinese: "文件换了格式", Traditional: "文件換了格式", knowledge.English: "Document converted"},
	DocumentTranslated:   {knowledge.Chinese: "文件译文", Traditional: "文件譯文", knowledge.English: "Document translated"},
	Reworded:             {knowledge.Chinese: "改写", Traditional: "改寫", knowledge.English: "Reworded"},
	NotationOnly:         {knowledge.Chinese: "仅写法不同", Traditional: "僅寫法不同", knowledge.English: "Notation only"},
	Renumbered:           {knowledge.Chinese: "仅编号不同", Traditional: "僅編號不同", knowledge.English: "Renumbered"},
	Reformatted:          {knowledge.Chinese: "仅版式不同", Traditional: "僅版式不同", knowledge.English: "Layout only"},
}

// Name says the aspect in a language.
func (a Aspect) Name(l knowledge.Language) string {
	if t, ok := aspectNames[a]; ok {
		return t.In(l)
	}
	return string(a)
}

var aspectNames = map[Aspect]knowledge.Text{
	OfValue:    {knowledge.Chinese: "数值", Traditional: "數值", knowledge.English: "value"},
	OfBound:    {knowledge.Chinese: "界限", Traditional: "界限", knowledge.English: "limit"},
	OfPer:      {knowledge.Chinese: "计算单位", Traditional: "計算單位", knowledge.English: "per what"},
	OfPeriod:   {knowledge.Chinese: "时间", Traditional: "時間", knowledge.English: "when"},
	OfPlace:    {knowledge.Chinese: "地点", Traditional: "地點", knowledge.English: "where"},
	OfParty:    {knowledge.Chinese: "主体", Traditional: "主體", knowledge.English: "who"},
	OfCase:     {knowledge.Chinese: "条件", Traditional: "條件", knowledge.English: "in which case"},
	OfBasis:    {knowledge.Chinese: "计算依据", Traditional: "計算依據", knowledge.English: "counted from what"},
	OfModality: {knowledge.Chinese: "可否", Traditional: "可否", knowledge.English: "may or must"},
	OfNegation: {knowledge.Chinese: "肯定或否定", Traditional: "肯定或否定", knowledge.English: "yes or no"},
	OfMatter:   {knowledge.Chinese: "事项", Traditional: "事項", knowledge.English: "what"},
}
