package compose

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"policybot/index/asked"
	"policybot/index/choose"
	"policybot/index/facts"
	"policybot/index/query"
	"policybot/index/retrieve"
	"policybot/knowledge"
)

// chooseStatement chooses among the statements of what was found. Documents
// whose measures were gone through by hand are answered from those.
func (x *Composer) chooseStatement(q *query.Query, found *retrieve.Candidates) *choose.Choice {
	var places []choose.Place
	for _, c := range found.Passages {
		at := x.store.Passages[c.Ordinal]
		if !x.store.Measured(at.Document) {
			places = append(places, choose.Place{Document: at.Document, Section: at.Section, Start: at.Start, End: at.End})
		}
	}
	ranks := make([]int, len(found.Documents))
	for i, d := range found.Documents {
		ranks[i] = d.Ordinal
	}
	return x.chooser().Choose(q.Text, places, ranks)
}

// DefaultSure is the chance of being right from which on a statement is given
// as the answer.
const DefaultSure = 0.7

// leastNearChance is the chance from which on statements are offered as the
// closest ones.
const leastNearChance = 0.02

// answerChosen answers with the statement chosen, and reports whether it is
// sure enough, and proven.
func (x *Composer) answerChosen(ctx context.Context, a *Answer, c *choose.Choice) bool {
	if len(c.Candidates) == 0 {
		return false
	}
	a.Confidence = c.Chance
	if c.Chance < DefaultSure || c.AsksFigure() && c.Figure == nil {
		return false
	}
	x.tell(a, c)
	return x.proven(ctx, a)
}

// tell writes the answer that the best candidate gives.
func (x *Composer) tell(a *Answer, c *choose.Choice) {
	best := &c.Candidates[0]
	cited := x.citeAt(a, x.citation(best), best.Document(), nil, "")
	d := &x.store.Base.Documents[best.Document()]
	for _, g := range best.Others() {
		x.citeAt(a, knowledge.Citation{Document: d.ID, Section: d.Sections[g.Section].ID, Start: g.Start, End: g.End}, best.Document(), nil, "")
	}
	a.Text = best.Quote()
	switch {
	case c.AsksFigure():
		f := c.Figure.Figure
		if !strings.Contains(a.Citations[cited].Text, f.Text) {
			cited = max(cited, slices.IndexFunc(a.Citations, func(k CitedText) bool { return strings.Contains(k.Text, f.Text) }))
		}
		words := toldWords(facts.InLanguage(f, "", a.Language), "", f, a.Language)
		a.Figures = []AnsweredFigure{{Label: ownLabel(f, best.Quote()), Figure: f, Words: words, AsOf: f.AsOf, Citation: cited}}
		a.Text = words + "\n" + c.FigureWords()
	case c.Question.Asked.Kind == asked.Verdict:
		r := c.Ruling()
		a.Text = verdictWords(&r, a.Language) + rulingQuote(best, &r)
	}
	switch {
	case c.National():
		a.note = facts.Say(a.Language, "\n（全国性规定，未对所问地区另作规定。）", "\n(A national rule; it says nothing special of the place asked about.)")
	case c.Earlier():
		a.note = facts.Say(a.Language, "\n（出自最新的文件；较早的版本也有规定。）", "\n(From the newest document; earlier ones speak of it too.)")
	}
	a.Text += a.note
}

// The words that a verdict begins with.
const (
	yesChinese, yesEnglish         = "是。", "Yes. "
	noChinese, noEnglish           = "否。", "No. "
	dependsChinese, dependsEnglish = "视情况而定。", "It depends. "
)

var verdicts = []string{yesChinese, yesEnglish, noChinese, noEnglish, dependsChinese, dependsEnglish}

func verdictWords(r *choose.Ruling, language knowledge.Language) string {
	switch {
	case r.Depends:
		return facts.Say(language, dependsChinese, dependsEnglish)
	case r.Yes:
		return facts.Say(language, yesChinese, yesEnglish)
	}
	return facts.Say(language, noChinese, noEnglish)
}

// longestRuling is how many characters a statement may have to be told whole
// behind a verdict: of a longer one, and of several, the sentence that rules is
// told.
const longestRuling = 160

// pointing matches the beginning of a sentence that speaks of the one before.
var pointing = regexp.MustCompile(`(?i)^(?:这|该|此|其|上述|前款|前述|但|(?:this|that|these|those|such|it|they|he|she|but|however|otherwise)\b)`)

// rulingQuote returns the words that bear a verdict out: the sentence that
// rules with what governs it, where the statement is long.
func rulingQuote(best *choose.Candidate, r *choose.Ruling) string {
	quote := best.Quote()
	if !best.IsPassage() && utf8.RuneCountInString(quote) <= longestRuling || r.Text == "" || pointing.MatchString(r.Text) {
		return quote
	}
	if r.Lead == "" {
		return r.Text
	}
	return r.Lead + "\n" + r.Text
}

// citation points at the words of a candidate.
func (x *Composer) citation(c *choose.Candidate) knowledge.Citation {
	d := &x.store.Base.Documents[c.Document()]
	start, end := c.Span()
	return knowledge.Citation{Document: d.ID, Section: d.Sections[c.Section()].ID, Start: start, End: end}
}

// longestNear is how many characters a passage may have to be shown as near:
// its sentences stand for a longer one.
const longestNear = 300

// offer shows the statements closest to a question, from different places,
// best first.
func (x *Composer) offer(a *Answer, c *choose.Choice) {
	a.Near = nil
	for i := range c.Candidates {
		k := &c.Candidates[i]
		if len(a.Near) == mostNear {
			break
		}
		if k.IsPassage() && utf8.RuneCountInString(k.Text()) > longestNear || x.saidNear(a, k) {
			continue
		}
		d := &x.store.Base.Documents[k.Document()]
		section := &d.Sections[k.Section()]
		a.Near = append(a.Near, retrieve.Hit{
			Kind: retrieve.PassageHit, Citation: x.citation(k), Document: d.ID, Title: firstOf(d.Titles[a.Language], d.Title),
			Heading: section.Heading, Page: section.Page, Text: k.Quote(), Score: k.Score,
		})
	}
	if len(a.Near) > 0 && c.Chance >= leastNearChance {
		a.markUnsure()
	}
}

// markUnsure says that what is nearest may hold the answer.
func (a *Answer) markUnsure() {
	a.Unsure = true
	a.Missing = facts.Say(a.Language, "没有把握，文件中最接近的内容如下。", "Not sure; the closest statements in the documents are below.")
	a.Text = a.Missing
}

// saidNear reports whether what is offered already says a candidate.
func (x *Composer) saidNear(a *Answer, k *choose.Candidate) bool {
	for _, h := range a.Near {
		if strings.Contains(h.Text, k.Text()) || strings.Contains(k.Quote(), h.Text) {
			return true
		}
	}
	return false
}

// Choose returns how the statements of the documents stand to a question, for
// measuring and learning.
func (x *Composer) Choose(ctx context.Context, q query.Query) (*choose.Choice, error) {
	found, err := x.retriever.Retrieve(ctx, &q, x.answerLimits())
	if err != nil {
		return nil, fmt.Errorf("choose for %q: %w", q.Text, err)
	}
	return x.chooseStatement(&q, found), nil
}

// Tell returns the answer that the best candidate of a choice gives, however
// unsure, for measuring and learning.
func (x *Composer) Tell(q query.Query, c *choose.Choice) *Answer {
	a := &Answer{Query: q, Status: NotFound, Language: q.ReplyLanguage(), Confidence: c.Chance}
	if len(c.Candidates) == 0 || c.AsksFigure() && c.Figure == nil {
		return a
	}
	a.Status = Answered
	x.tell(a, c)
	return a
}
