package knowledge

import (
	"fmt"
	"strings"
)

// Headline says in one line, in a language, what changed: the kind, where,
// and the values before and after.
func (c *Change) Headline(l Language) string {
	var b strings.Builder
	b.WriteString(kindNames[c.Kind].In(l))
	stop := ": "
	if l == Chinese {
		stop = "："
	}
	if c.Severity == Major && (c.Old != nil || c.New != nil) {
		b.WriteString(map[Language]string{Chinese: "（重要）", English: " (major)"}[l])
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

// Values says the values before and after, and the difference where it can be
// told: "500万元 → 250万元 (−2500000 CNY)". It is "" for a change without.
func (c *Change) Values(l Language) string {
	none := map[Language]string{Chinese: "（无）", English: "(none)"}[l]
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
		if l == Chinese {
			return s + "（" + d + "）"
		}
		return s + " (" + d + ")"
	}
	return s
}

// difference is the delta with its sign and unit.
func (c *Change) difference(l Language) string {
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
		unit = map[Language]string{Chinese: " 个百分点", English: " percentage points"}[l]
	case "date", "period":
		unit = map[Language]string{Chinese: " 天", English: " days"}[l]
		if d == "1" && l == English {
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
func (k ChangeKind) Name(l Language) string {
	if t, ok := kindNames[k]; ok {
		return t.In(l)
	}
	return string(k)
}

var kindNames = map[ChangeKind]Text{
	FigureChanged:        {Chinese: "数字变更", English: "Figure changed"},
	BoundChanged:         {Chinese: "界限变更", English: "Limit changed"},
	FigureUpdated:        {Chinese: "数据更新", English: "Figure updated"},
	DeadlineMoved:        {Chinese: "截止日期变更", English: "Deadline moved"},
	EffectiveDateChanged: {Chinese: "生效日期变更", English: "Effective date changed"},
	MeasureAdded:         {Chinese: "新增", English: "Added"},
	MeasureRemoved:       {Chinese: "删除", English: "Removed"},
	MeasureAmended:       {Chinese: "修订", English: "Amended"},
	DocumentAdded:        {Chinese: "新增文件", English: "Document added"},
	DocumentRemoved:      {Chinese: "文件已删除", English: "Document removed"},
	DocumentMoved:        {Chinese: "文件改名或移动", English: "Document moved"},
	NotationOnly:         {Chinese: "仅写法不同", English: "Notation only"},
	Renumbered:           {Chinese: "仅编号不同", English: "Renumbered"},
	Reformatted:          {Chinese: "仅措辞或版式不同", English: "Wording or layout only"},
}
