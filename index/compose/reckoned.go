package compose

import (
	"policybot/index/asked"
	"policybot/index/choose"
	"policybot/index/facts"
	"policybot/index/reckon"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// reckonedSure is the chance with which arithmetic over one statement is given:
// both names must each tell one of its figures from all others.
const reckonedSure = 0.75

// reckonedAmong is how many of the best statements are looked at for it.
const reckonedAmong = 4

// answerReckoned answers with the sum or the difference of two figures of one
// of the best statements, and reports whether it did.
func (x *Composer) answerReckoned(a *Answer, c *choose.Choice) bool {
	question := a.Query.Text
	if !reckon.Asked(question) {
		return false
	}
	for i := range c.Candidates[:min(len(c.Candidates), reckonedAmong)] {
		k := &c.Candidates[i]
		if k.IsList() || k.IsRow() || k.Contradicted() {
			continue
		}
		d := &x.store.Base.Documents[k.Document()]
		if r := reckon.Of(question, k.Text(), figure.Find(k.Text(), d.Source.Published)); r != nil {
			x.composeReckoned(a, r, k)
			return true
		}
	}
	return false
}

func (x *Composer) composeReckoned(a *Answer, r *reckon.Result, k *choose.Candidate) {
	cited := x.citeAt(a, x.citation(k), k.Document(), nil, "")
	d := &x.store.Base.Documents[k.Document()]
	for _, g := range k.Others() {
		x.citeAt(a, knowledge.Citation{Document: d.ID, Section: d.Sections[g.Section].ID, Start: g.Start, End: g.End}, k.Document(), nil, "")
	}
	words := func(f figure.Figure) string { return facts.InLanguage(f, "", a.Language) }
	first, second, sign := r.Operands[0], r.Operands[1], " + "
	if r.Operation == asked.Difference {
		sign = " - "
		if r.Reversed {
			first, second = second, first
		}
	}
	result := words(r.Value)
	a.Working = words(first) + sign + words(second) + " = " + result
	a.Text = result + facts.Say(a.Language, "：", ": ") + a.Working
	if r.Reversed {
		a.Text = facts.Say(a.Language, "“"+r.Names[1]+"”更多，多", "“"+r.Names[1]+"” is the larger, by ") + a.Text
	}
	a.Figures = []AnsweredFigure{
		{Figure: r.Value, Words: result, Computed: true, Citation: -1},
		{Label: r.Names[0], Figure: r.Operands[0], Words: words(r.Operands[0]), Citation: cited},
		{Label: r.Names[1], Figure: r.Operands[1], Words: words(r.Operands[1]), Citation: cited},
	}
	a.Confidence = reckonedSure
}
