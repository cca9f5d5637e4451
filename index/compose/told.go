package compose

import (
	"strings"

	"policybot/index/facts"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// toldWords returns the words that tell a figure by itself: with its bound, and
// with what it is per where neither they nor its label say it. In
// 每人每月发放补助300元 the figure's own words are 300元, and in "may not be lower
// than a share of 1.5%" they are 1.5%.
func toldWords(words, label string, f figure.Figure, language knowledge.Language) string {
	read := figure.Find(words, figure.Date{})
	if len(read) != 1 {
		return words
	}
	if read[0].Bound == figure.Equal && f.Bound != figure.Equal && f.Bound != figure.Range && f.Valued && f.Change == nil {
		words = facts.WriteFigure(f, language)
	}
	if len(f.Per) == 0 || len(read[0].Per) > 0 {
		return words
	}
	return withPer(words, label, f.Per, language)
}

// perNames are what figures are per, in Chinese and English.
var perNames = map[string][2]string{
	"person": {"每人", "per person"}, "household": {"每户", "per household"}, "month": {"每月", "per month"}, "year": {"每年", "per year"},
	"day": {"每日", "per day"}, "week": {"每周", "per week"}, "quarter": {"每季度", "per quarter"}, "hour": {"每小时", "per hour"},
	"time": {"每次", "each time"}, "semester": {"每学期", "per semester"}, "workday": {"每个工作日", "per working day"},
	"m²": {"每平方米", "per m²"}, "m³": {"每立方米", "per m³"}, "t": {"每吨", "per tonne"}, "kg": {"每公斤", "per kg"}, "kWh": {"每千瓦时", "per kWh"},
}

// withPer adds to words what they are per, as far as the label does not say it.
func withPer(words, label string, per []string, language knowledge.Language) string {
	var said []string
	for _, p := range per {
		name, known := perNames[p]
		switch {
		case language == knowledge.English && known:
			said = append(said, name[1])
		case language == knowledge.English, known && strings.Contains(label, name[0]):
		case known:
			said = append(said, name[0])
		default:
			said = append(said, "每"+p)
		}
	}
	if language == knowledge.English && len(said) > 0 {
		return words + " " + strings.Join(said, " ")
	}
	return strings.Join(said, "") + words
}

// ownLabel returns the words for what a figure of running text is of, where they
// stand right before or behind it: no comma and no other figure between. Others
// may be those of another figure.
func ownLabel(f figure.Figure, clause string) string {
	before, behind, ok := strings.Cut(clause, f.Text)
	if f.Subject == "" || !ok {
		return ""
	}
	const stops = "，。；：、,;:\n"
	// Subjects are read without the spaces between Chinese words.
	subject, before, behind := spaceless(f.Subject), spaceless(before), spaceless(behind)
	if i := strings.LastIndex(before, subject); i >= 0 {
		between := before[i+len(subject):]
		if !strings.ContainsAny(between, stops) && len(figure.Find(between, figure.Date{})) == 0 {
			return f.Subject
		}
	}
	if i := strings.Index(behind, subject); i >= 0 && !strings.ContainsAny(behind[:i], stops) {
		return f.Subject
	}
	return ""
}

func spaceless(s string) string { return strings.Join(strings.Fields(s), "") }
