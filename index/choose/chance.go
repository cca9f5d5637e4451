package choose

import (
	"math"
	"strings"

	"policybot/index/analysis"
	"policybot/index/asked"
	"policybot/knowledge/frame"
)

// decide chooses the figure of the best candidate and says how likely it
// answers the question rightly.
func (c *Choice) decide(figures, chance Weights) {
	c.Evidence = Features{"bias": 1}
	if len(c.Candidates) == 0 {
		return
	}
	best := &c.Candidates[0]
	if c.AsksFigure() {
		c.Figure = chooseFigure(c.Question, best, figures)
	}
	c.weighStanding()
	c.weighQuestion()
	c.weighFigure()
	c.weighAgreement()
	c.weighVerdict()
	for name, value := range best.Features {
		if carried[name] {
			c.Evidence.set(name, value)
		}
	}
	if c.Chance = logistic(chance.Score(c.Evidence)); c.Excluded() {
		c.Chance = 0
	}
}

// Excluded reports whether nothing was found that could be the answer: no
// statement at all, only such as hold for another place or year than the one asked
// for, or do not say that they hold for it, or none with a figure where one is
// asked for.
func (c *Choice) Excluded() bool {
	return len(c.Candidates) == 0 || c.Candidates[0].contradicted || c.Candidates[0].silent || c.AsksFigure() && (c.Figure == nil || !answersKind(c.Question.Asked.Kind, c.Figure.Figure))
}

// AsksFigure reports whether the answer is a figure or a date.
func (c *Choice) AsksFigure() bool { return c.Question.AsksFigure() }

// carried are the features of the best candidate that say how likely it is
// right.
var carried = func() map[string]bool {
	names := make(map[string]bool)
	for _, name := range strings.Split("cover,cover squared,cover near,cover text,cover with previous,align text,align near,align,align squared,"+
		"align with previous,worst near,worst,precision,adjacent,names,no name,no number,place contradicted,place unknown,place named,place held,"+
		"place wider,superseded,year in text,document of other year,other year in text,document first,document rank,holds kind,holds none,length,list,pair,passage,"+
		"unsaid here,unsaid elsewhere,unsaid nowhere,unsaid here most,unsaid elsewhere most,unsaid nowhere most,"+
		"lead-in,row,question,fragment,words,words of text,target text,target near,target worst,asked align,asked worst", ",") {
		names[name] = true
	}
	return names
}()

// weighStanding says how far the best candidate is above the others.
func (c *Choice) weighStanding() {
	best := &c.Candidates[0]
	all, own := 0.0, 0.0
	margin := float64(mostMargin)
	for i := range c.Candidates {
		k := &c.Candidates[i]
		if !k.rivals(best) {
			continue
		}
		odds := math.Exp(k.Score - best.Score)
		all += odds
		switch {
		case best.overlaps(k) || strings.Contains(k.text, best.text) || strings.Contains(best.text, k.text):
			own += odds
		case best.Score-k.Score < margin:
			margin = best.Score - k.Score
		}
	}
	if said := best.Features["align"]; margin == mostMargin && said < littleSaid {
		margin *= said // being above nothing speaks for what says the question
	}
	c.Evidence.set("share", own/all)
	c.Evidence.set("log share", math.Log(own/all))
	c.Evidence.set("log share of all", -math.Log(all))
	c.Evidence.set("margin", margin)
	c.Evidence.set("score", best.Score/10)
}

// littleSaid is the share of a question below which a statement says little of it.
const littleSaid = 0.35

// overlaps reports whether two candidates share words of one section.
func (c *Candidate) overlaps(k *Candidate) bool {
	if c.ordinal != k.ordinal || c.section != k.section {
		return false
	}
	start, end := c.Span()
	from, until := k.Span()
	return start < until && from < end
}

// weighQuestion says how hard the question is to answer.
func (c *Choice) weighQuestion() {
	q := c.Question
	unknown := q.unknown / max(q.total, 1e-9)
	c.Evidence.set("unknown", unknown)
	c.Evidence.set("cover of all words", c.Candidates[0].Features["cover"]*(1-unknown))
	c.Evidence.set("terms", math.Log(1+float64(len(q.terms)))/3)
	c.Evidence.flag("kind: "+string(q.Asked.Kind), true)
	c.Evidence.flag("operation: "+string(q.Asked.Operation), q.Asked.Operation != "")
	c.Evidence.flag("several asked", q.Asked.Several)
	c.Evidence.flag("name nowhere", q.strange)
}

// weighFigure says how well the figure chosen fits.
func (c *Choice) weighFigure() {
	if !c.AsksFigure() {
		return
	}
	c.Evidence.flag("no figure", c.Figure == nil)
	if c.Figure == nil {
		return
	}
	f := c.Figure.Features
	c.Evidence.set("figure margin", c.Figure.Margin)
	c.Evidence.set("figure share", c.Figure.Share)
	c.Evidence.set("log figure share", math.Log(c.Figure.Share))
	c.Evidence.set("figure score", c.Figure.score)
	c.Evidence.set("figure fits", f["fits"]/certain)
	c.Evidence.set("figure case not met", f["case not met"])
	c.Evidence.set("figure has a case", f["has a case"])
	c.Evidence.set("figure of question", f["of the question"]/certain)
	c.Evidence.set("figure label", f["label holds"])
	c.Evidence.set("figure clause", f["clause"])
	c.Evidence.set("figure context", f["context"])
	c.Evidence.set("figure elsewhere", f["elsewhere"])
	c.Evidence.set("figure label unsaid", f["label unsaid"])
	c.Evidence.set("figure target", f["target context"])
	c.Evidence.set("figure condition", f["condition, not asked"]/certain)
	c.Evidence.flag("only figure", c.Figure.Of == 1)
	c.weighMeant()
	c.Evidence.flag("date: "+string(c.Figure.Figure.Dimension), c.Question.Asked.Kind == asked.Date)
}

// weighMeant says whether the figure chosen is told for what the question asks
// it for: by the month, from when on, in the case that the asker states.
func (c *Choice) weighMeant() {
	best, q := &c.Candidates[0], c.Question
	question := analysis.Simplify(q.Text)
	b := bindingOf(best.bound, c.Figure.Figure)
	if b == nil {
		return
	}
	if isDay(b.Figure) {
		said, other, asked := false, false, false
		for _, n := range classes[:4] {
			words := n.words
			if words == nil {
				words = n.asked
			}
			is := words.MatchString(classWords(best.text, b))
			if n.asked.MatchString(question) {
				asked, said = true, said || is
			} else {
				other = other || is
			}
		}
		c.Evidence.flag("class unsaid", asked && !said)
		c.Evidence.flag("class of another", asked && !said && other)
	}
	for _, n := range pers {
		if n.name != "total" && n.asked.MatchString(question) && !n.asked.MatchString(best.text+"\n"+best.lead+" "+strings.Join(b.Figure.Per, " ")) {
			c.Evidence.flag("per unsaid", true)
			break
		}
	}
	met, compared := false, false
	for _, own := range q.figures {
		for i := range best.bound {
			if f := best.bound[i].Figure; f.Start != b.Figure.Start {
				holds, known := frame.Satisfied(own, f)
				met, compared = met || known && holds, compared || known
			}
		}
	}
	c.Evidence.flag("case stated and told", met)
	c.Evidence.flag("other case told", compared && !met)
}

// weighVerdict says how surely the best candidate rules on a question for yes
// or no.
func (c *Choice) weighVerdict() {
	if c.Question.Asked.Kind != asked.Verdict {
		return
	}
	r := c.Ruling()
	c.Evidence.set("verdict cover", r.cover)
	c.Evidence.flag("verdict marked", r.marked)
	c.Evidence.flag("verdict unmarked", !r.marked)
	c.Evidence.set("verdict disputed", r.disputed)
	c.Evidence.flag("verdict denied", r.denied)
	c.Evidence.flag("verdict depends", r.Depends)
}

// weighAgreement says whether the candidates next to the best one give the
// same figure, or another one.
func (c *Choice) weighAgreement() {
	if c.Figure == nil {
		return
	}
	beside := 0
	for i := 1; i < len(c.Candidates) && beside < 3; i++ {
		k := &c.Candidates[i]
		if !k.rivals(&c.Candidates[0]) {
			continue
		}
		beside++
		near := math.Exp(k.Score - c.Candidates[0].Score)
		if f := chooseFigure(c.Question, k, figureWeights()); f != nil && f.Features["fits"] > 0 {
			if sameFigure(f, c.Figure) {
				c.Evidence.set("agreed", near)
			} else {
				c.Evidence.set("disputed", near)
			}
		}
	}
}

func sameFigure(a, b *FigureChoice) bool {
	switch {
	case a.Figure.Dimension != b.Figure.Dimension:
		return false
	case a.Figure.Valued && b.Figure.Valued:
		return a.Figure.Value.Equal(b.Figure.Value)
	}
	return a.Figure.Text == b.Figure.Text
}
