package compose

import (
	"fmt"
	"slices"
	"strings"

	"policybot/index/analysis"
	"policybot/index/facts"
	"policybot/index/query"
	"policybot/index/store"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// cite adds the statement of a fact to the answer's citations, once, and
// returns its place there.
func (x *Composer) cite(a *Answer, entry *store.FactEntry) int {
	statement := ""
	if entry.Fact.Measure != "" {
		statement = entry.Fact.Statement[a.Language]
	}
	return x.citeAt(a, entry.Fact.Cite, entry.Document, entry.Measure, statement)
}

func (x *Composer) citeAt(a *Answer, cite knowledge.Citation, document int, measure *knowledge.Measure, statement string) int {
	for i, c := range a.Citations {
		if c.Citation == cite {
			return i
		}
	}
	d := x.store.DocumentAt(document)
	c := CitedText{
		Citation:  cite,
		Title:     firstOf(d.Titles[a.Language], d.Title),
		Publisher: firstOf(d.Source.Publishers[a.Language], d.Source.Publisher),
		Date:      d.Source.Published,
		URL:       d.Source.URL,
	}
	if s := d.Section(cite.Section); s != nil {
		c.Heading, c.Page = s.Heading, s.Page
		if cite.Start >= 0 && cite.Start < cite.End && cite.End <= len(s.Text) {
			c.Text = s.Text[cite.Start:cite.End]
		}
	}
	if statement != c.Text {
		c.Statement = statement
	}
	if measure != nil {
		c.Speaker = measure.Speaker.In(a.Language)
	}
	a.Citations = append(a.Citations, c)
	return len(a.Citations) - 1
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// answered makes the record of one chosen figure.
func (x *Composer) answered(a *Answer, c facts.Choice) AnsweredFigure {
	label := labelOf(c, a.Language)
	return AnsweredFigure{
		Label:    label,
		Figure:   c.Value(),
		Words:    toldWords(c.Words(a.Language), label, c.Value(), a.Language),
		Fact:     c.Entry.Fact.ID,
		Measure:  c.Entry.Fact.Measure,
		AsOf:     c.AsOf(),
		Citation: x.cite(a, c.Entry),
	}
}

// labelOf names what a figure is.
func labelOf(c facts.Choice, language knowledge.Language) string {
	fact := c.Entry.Fact
	if c.Figure < len(fact.Labels) {
		if label := fact.Labels[c.Figure].In(language); label != "" {
			return label
		}
	}
	label := fact.Label.In(language)
	if fact.Measure != "" && label != "" && quantities(fact) == 1 {
		return label
	}
	if fact.Measure == "" {
		if subject := c.Value().Subject; len(subject) >= shortestSubject {
			return subject
		}
		return firstOf(facts.ClauseOf(fact.Statement.In(fact.Language), c.Value()), label)
	}
	return firstOf(c.Value().Subject, label)
}

// shortestSubject is how many bytes a subject needs to name a figure by
// itself; 企业 alone says too little.
const shortestSubject = 9

// quantities counts the figures of a fact that are not dates.
func quantities(fact *knowledge.Fact) int {
	n := 0
	for _, f := range fact.Figures {
		if !isDate(f) {
			n++
		}
	}
	return n
}

func isDate(f figure.Figure) bool {
	return f.Dimension == figure.DateDay || f.Dimension == figure.DateRange
}

// composeFigures writes the reply that states the chosen figures.
func (x *Composer) composeFigures(a *Answer, chosen []facts.Choice, result *facts.Computed) {
	var lines []string
	if result != nil {
		a.Working = result.Working
		f := result.Figure
		f.Text = facts.WriteFigure(f, a.Language)
		a.Figures = append(a.Figures, AnsweredFigure{
			Label: result.Label.In(a.Language), Figure: f, Words: f.Text, AsOf: result.From[0].AsOf(), Computed: true, Citation: -1,
		})
		lines = append(lines, facts.Say(a.Language, result.Label.In(a.Language)+"："+a.Working+"。", result.Label.In(a.Language)+": "+a.Working+"."))
		chosen = result.From
	}
	for _, c := range chosen {
		f := x.answered(a, c)
		a.Figures = append(a.Figures, f)
		if c.Entry.Measure == nil && len(chosen) == 1 && result == nil {
			// The words of the text itself: its quote says what the figure is.
			f.Label = ""
		}
		lines = append(lines, sentence(f, a.Language))
	}
	a.Text = strings.Join(lines, "\n")
}

// sentence states one figure: what it is, how much, and when it was true.
func sentence(f AnsweredFigure, language knowledge.Language) string {
	asOf := ""
	if !f.AsOf.IsZero() {
		asOf = facts.Say(language, "（截至"+facts.WriteDate(f.AsOf, language)+"）", " (as of "+facts.WriteDate(f.AsOf, language)+")")
	}
	switch {
	case f.Label == "":
		return capital(f.Words) + asOf + facts.Say(language, "。", ".")
	case language == knowledge.Chinese:
		return f.Label + "：" + f.Words + asOf + "。"
	}
	return capital(f.Label) + ": " + f.Words + asOf + "."
}

func capital(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

// verdict says how a figure of the question stands to the one the documents
// state.
type verdict uint8

const (
	unrelated verdict = iota
	confirmed
	contradicted
)

// judge compares a premise with the figure chosen.
func judge(premise, stated figure.Figure) verdict {
	if premise.Dimension != stated.Dimension || !figure.UnitsAgree(premise.Unit, stated.Unit) && !sameNoun(premise, stated) {
		if premise.Dimension != figure.Number || !stated.Valued {
			return unrelated
		}
	}
	if stated.Change != nil && stated.Change.From != nil && premise.Valued && premise.Value.Equal(*stated.Change.From) {
		return confirmed
	}
	low, high := interval(premise)
	l, h := interval(stated)
	switch {
	case inside(l, h, low, high):
		return confirmed
	case apart(low, high, l, h):
		return contradicted
	}
	if premise.Agrees(stated) {
		return confirmed
	}
	return contradicted
}

// sameNoun reports whether two counts count the same noun, said more or less
// fully: "stations" and "5G base stations".
func sameNoun(a, b figure.Figure) bool {
	return a.Dimension == figure.Count && (a.Unit != "" && strings.HasSuffix(b.Subject+" "+b.Unit, a.Unit) || b.Unit != "" && strings.HasSuffix(a.Unit, b.Unit))
}

// interval returns the limits a figure's words set; nil is open.
func interval(f figure.Figure) (low, high *figure.Limit) {
	if f.Low != nil || f.High != nil {
		return f.Low, f.High
	}
	if !f.Valued {
		return nil, nil
	}
	point := &figure.Limit{Value: f.Value, Inclusive: true}
	return point, point
}

// inside reports whether everything from l to h lies between low and high.
func inside(l, h, low, high *figure.Limit) bool {
	if low == nil && high == nil {
		return false
	}
	if low != nil && (l == nil || l.Value.LessThan(low.Value) || l.Value.Equal(low.Value) && l.Inclusive && !low.Inclusive) {
		return false
	}
	return high == nil || h != nil && !h.Value.GreaterThan(high.Value) && (!h.Value.Equal(high.Value) || !h.Inclusive || high.Inclusive)
}

// apart reports whether two intervals have nothing in common.
func apart(low, high, l, h *figure.Limit) bool {
	before := func(h, l *figure.Limit) bool {
		return h != nil && l != nil && (h.Value.LessThan(l.Value) || h.Value.Equal(l.Value) && !(h.Inclusive && l.Inclusive))
	}
	return before(high, l) || before(h, low)
}

// correct puts before the reply what it says of the figures that the question
// takes for true.
func (x *Composer) correct(a *Answer, chosen []facts.Choice) {
	if a.Query.Operation != "" || len(chosen) == 0 {
		return
	}
	for _, premise := range a.Query.Premises {
		if x.supported(premise, chosen[0].Entry) {
			if a.Query.Want == query.WantYesNo && judge(premise, chosen[0].Value()) == confirmed {
				a.Text = facts.Say(a.Language, "是的。", "Yes. ") + a.Text
				return
			}
			continue
		}
		switch judge(premise, chosen[0].Value()) {
		case confirmed:
			if a.Query.Want == query.WantYesNo {
				a.Text = facts.Say(a.Language, "是的。", "Yes. ") + a.Text
			}
		case contradicted:
			a.Text = facts.Say(a.Language,
				"不是“"+premise.Text+"”。"+a.Text,
				"Not “"+premise.Text+"”. "+a.Text)
			return
		}
	}
}

// supported reports whether the fact itself states the premise: "17 measures"
// in a question names the fact, it does not doubt it.
func (x *Composer) supported(premise figure.Figure, entry *store.FactEntry) bool {
	for _, f := range entry.Fact.Figures {
		if premise.Agrees(f) && figure.UnitsAgree(premise.Unit, f.Unit) {
			return true
		}
	}
	said := facts.Texts(entry.Fact.Statement)
	if m := entry.Measure; m != nil {
		said = append(append(append(said, facts.Texts(m.Title)...), facts.Texts(m.Summary)...), m.Also...)
	}
	if section := x.store.DocumentAt(entry.Document).Section(entry.Fact.Cite.Section); section != nil {
		said = append(said, section.Heading...)
	}
	for _, t := range append(said, x.store.DocumentAt(entry.Document).Title) {
		for _, f := range figure.Find(t, figure.Date{}) {
			if premise.Agrees(f) && figure.UnitsAgree(premise.Unit, f.Unit) {
				return true
			}
		}
	}
	return false
}

// neighbours adds facts worth knowing beside the answer: other figures of the
// same fact, then of the same measure.
func (x *Composer) neighbours(a *Answer, chosen []facts.Choice) {
	if len(chosen) == 0 {
		return
	}
	shown := make(map[string]bool)
	for _, f := range a.Figures {
		shown[string(f.Fact)+"\n"+f.Figure.Text] = true
	}
	add := func(c facts.Choice) {
		key := string(c.Entry.Fact.ID) + "\n" + c.Value().Text
		if shown[key] || len(a.Neighbours) == mostNeighbours || c.Value().Dimension == figure.DateDay || c.Value().Dimension == figure.DateRange {
			return
		}
		shown[key] = true
		a.Neighbours = append(a.Neighbours, x.answered(a, c))
	}
	first := chosen[0]
	for i := range first.Entry.Fact.Figures {
		add(facts.Choice{Entry: first.Entry, Figure: i})
	}
	if first.Entry.Measure == nil {
		return
	}
	type sibling struct {
		facts.Choice
		closeness float64
	}
	var siblings []sibling
	for i := range x.store.Facts {
		if x.store.Facts[i].Measure != first.Entry.Measure {
			continue
		}
		for f := range x.store.Facts[i].Fact.Figures {
			c := facts.Choice{Entry: &x.store.Facts[i], Figure: f}
			siblings = append(siblings, sibling{c, x.finder.Closeness(&first, &c)})
		}
	}
	slices.SortStableFunc(siblings, func(b, c sibling) int { return -compare(b.closeness, c.closeness) })
	for _, c := range siblings {
		add(c.Choice)
	}
}

// mostNeighbours is how many facts are shown beside an answer.
const mostNeighbours = 3

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// missingText says what the question asks for that the documents do not give.
func (x *Composer) missingText(a *Answer, all []facts.Choice) string {
	if a.Query.Noise {
		example := x.exampleQuestion(a)
		if example == "" {
			return facts.Say(a.Language, "请问一个与政策有关的问题。", "Please ask a question about policy.")
		}
		return facts.Say(a.Language, "请问一个与政策有关的问题，例如“"+example+"是多少？”。", "Please ask a question about policy, such as “"+capital(example)+"?”.")
	}
	if len(all) == 0 {
		return saysNothing(a.Language)
	}
	c := all[0]
	subject := labelOf(c, a.Language)
	switch {
	case c.Place == query.SlotMismatch:
		return facts.Say(a.Language,
			fmt.Sprintf("文件给出了“%s”，但没有%s的数据。", subject, c.WrongPlace),
			fmt.Sprintf("The documents give “%s”, but not for %s.", subject, c.WrongPlace))
	case c.Time == query.SlotMismatch:
		return facts.Say(a.Language,
			fmt.Sprintf("文件给出了“%s”，但没有%s的数据。", subject, c.Wrong),
			fmt.Sprintf("The documents give “%s”, but not for %s.", subject, c.Wrong))
	case len(x.heldNowhere(c.Coverage.Missing)) > 0:
		missing := x.heldNowhere(c.Coverage.Missing)
		return facts.Say(a.Language,
			"文件中没有提到“"+strings.Join(missing, "”“")+"”。",
			"The documents do not mention “"+strings.Join(missing, "”, “")+"”.")
	case c.Dimension == query.SlotMismatch:
		name := dimensionName(a.Query.Dimension, a.Language)
		return facts.Say(a.Language,
			fmt.Sprintf("文件提到了“%s”，但没有给出所问的%s。", subject, name),
			fmt.Sprintf("The documents mention “%s”, but do not give %s.", subject, name))
	}
	return saysNothing(a.Language)
}

// heldNowhere returns the words of which nothing in the whole base says any
// part: only of those is it true that the documents do not mention them.
func (x *Composer) heldNowhere(words []string) []string {
	var missing []string
	for _, word := range words {
		held := false
		for _, t := range analysis.Tokens(word) {
			held = held || x.store.Count(t.Term) > 0
		}
		if !held {
			missing = append(missing, word)
		}
	}
	return missing
}

// dimensionName names a kind of figure for people.
func dimensionName(d figure.Dimension, language knowledge.Language) string {
	names := map[figure.Dimension][2]string{
		figure.Money: {"金额", "an amount of money"}, figure.Count: {"数量", "a count"}, figure.Percent: {"比例", "a percentage"},
		figure.PercentagePoint: {"百分点", "percentage points"}, figure.Duration: {"时长", "a length of time"},
		figure.Multiple: {"倍数", "a multiple"}, figure.DateDay: {"日期", "a date"}, figure.Mass: {"重量", "a weight"},
		figure.Area: {"面积", "an area"}, figure.Length: {"长度", "a length"},
	}
	if name, ok := names[d]; ok {
		return facts.Say(language, name[0], name[1])
	}
	return facts.Say(language, "数字", "a figure")
}

// FactFigures returns the figures of a fact with what each is, in the
// language. The day that a fact was true is told beside each, not as one.
func FactFigures(fact *knowledge.Fact, language knowledge.Language) []AnsweredFigure {
	entry := &store.FactEntry{Fact: fact}
	var out []AnsweredFigure
	for i := range fact.Figures {
		if fact.Figures[i].Role == figure.AsOf {
			continue
		}
		c := facts.Choice{Entry: entry, Figure: i}
		out = append(out, AnsweredFigure{
			Label: labelOf(c, language), Figure: c.Value(), Words: c.Words(language),
			Fact: fact.ID, Measure: fact.Measure, AsOf: c.AsOf(), Citation: -1,
		})
	}
	return out
}
