package diff

import (
	"fmt"
	"strings"

	"policybot/knowledge"
)

// Headline says in one line, in a language, what changed: the kind, where,
// and the values before and after.
func (c *Change) Headline(l knowledge.Language) string {
	var b strings.Builder
	b.WriteString(kindNames[c.Kind].In(l))
	stop := ": "
	if l == knowledge.Chinese {
		stop = "："
	}
	if c.Kind == Reworded && len(c.Aspects) > 0 {
		b.WriteString(bracketed(aspectList(c.Aspects, l), l))
	}
	if c.Severity == Major && (c.Old != nil || c.New != nil) {
		b.WriteString(map[knowledge.Language]string{knowledge.Chinese: "（重要）", knowledge.English: " (major)"}[l])
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
	if l == knowledge.Chinese {
		return strings.Join(names, "、")
	}
	return strings.Join(names, ", ")
}

func bracketed(words string, l knowledge.Language) string {
	if l == knowledge.Chinese {
		return "（" + words + "）"
	}
	return " (" + words + ")"
}

// Values says the values before and after, and the difference where it can be
// told: "500万元 → 250万元 (−2500000 CNY)". It is "" for a change without.
func (c *Change) Values(l knowledge.Language) string {
	none := map[knowledge.Language]string{knowledge.Chinese: "（无）", knowledge.English: "(none)"}[l]
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
		if l == knowledge.Chinese {
			return s + "（" + d + "）"
		}
		return s + " (" + d + ")"
	}
	return s
}

// difference is the delta with its sign and unit.
func (c *Change) difference(l knowledge.Language) string {
	if c.Delta == "" || c.Delta == "0" {
		return ""
	}
	d, sign := c.Delta, "+"
	if rest, ok := strings.CutPrefix(d, "-"); ok {
		d, sign = rest, "−"
	}
	unit := c.New.Unit
	switch unit {
	case "%":
		unit = map[knowledge.Language]string{knowledge.Chinese: " 个百分点", knowledge.English: " percentage points"}[l]
	case "date", "period", "day":
		unit = map[knowledge.Language]string{knowledge.Chinese: " 天", knowledge.English: " days"}[l]
		if d == "1" && l == knowledge.English {
			unit = " day"
		}
	case "":
	default:
		unit = " " + unit
	}
	return sign + grouped(d) + unit
}

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
	FigureChanged:        {knowledge.Chinese: "数字变更", knowledge.English: "Figure changed"},
	BoundChanged:         {knowledge.Chinese: "界限变更", knowledge.English: "Limit changed"},
	FigureUpdated:        {knowledge.Chinese: "数据更新", knowledge.English: "Figure updated"},
	DeadlineMoved:        {knowledge.Chinese: "截止日期变更", knowledge.English: "Deadline moved"},
	EffectiveDateChanged: {knowledge.Chinese: "生效日期变更", knowledge.English: "Effective date changed"},
	MeasureAdded:         {knowledge.Chinese: "新增", knowledge.English: "Added"},
	MeasureRemoved:       {knowledge.Chinese: "删除", knowledge.English: "Removed"},
	MeasureAmended:       {knowledge.Chinese: "修订", knowledge.English: "Amended"},
	DocumentAdded:        {knowledge.Chinese: "新增文件", knowledge.English: "Document added"},
	DocumentRemoved:      {knowledge.Chinese: "文件已删除", knowledge.English: "Document removed"},
	DocumentMoved:        {knowledge.Chinese: "文件改名或移动", knowledge.English: "Document moved"},
	DocumentSplit:        {knowledge.Chinese: "文件拆分", knowledge.English: "Document split"},
	DocumentMerged:       {knowledge.Chinese: "文件合并", knowledge.English: "Documents merged"},
	DocumentRevised:      {knowledge.Chinese: "新版本文件", knowledge.English: "New version of a document"},
	DocumentConverted:    {knowledge.Chinese: "文件换了格式", knowledge.English: "Document converted"},
	DocumentTranslated:   {knowledge.Chinese: "文件译文", knowledge.English: "Document translated"},
	Reworded:             {knowledge.Chinese: "改写", knowledge.English: "Reworded"},
	NotationOnly:         {knowledge.Chinese: "仅写法不同", knowledge.English: "Notation only"},
	Renumbered:           {knowledge.Chinese: "仅编号不同", knowledge.English: "Renumbered"},
	Reformatted:          {knowledge.Chinese: "仅版式不同", knowledge.English: "Layout only"},
}

// Name says the aspect in a language.
func (a Aspect) Name(l knowledge.Language) string {
	if t, ok := aspectNames[a]; ok {
		return t.In(l)
	}
	return string(a)
}

var aspectNames = map[Aspect]knowledge.Text{
	OfValue:    {knowledge.Chinese: "数值", knowledge.English: "value"},
	OfBound:    {knowledge.Chinese: "界限", knowledge.English: "limit"},
	OfPer:      {knowledge.Chinese: "计算单位", knowledge.English: "per what"},
	OfPeriod:   {knowledge.Chinese: "时间", knowledge.English: "when"},
	OfPlace:    {knowledge.Chinese: "地点", knowledge.English: "where"},
	OfParty:    {knowledge.Chinese: "主体", knowledge.English: "who"},
	OfCase:     {knowledge.Chinese: "条件", knowledge.English: "in which case"},
	OfBasis:    {knowledge.Chinese: "计算依据", knowledge.English: "counted from what"},
	OfModality: {knowledge.Chinese: "可否", knowledge.English: "may or must"},
	OfNegation: {knowledge.Chinese: "肯定或否定", knowledge.English: "yes or no"},
	OfMatter:   {knowledge.Chinese: "事项", knowledge.English: "what"},
}
