package index

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"policybot/index/query"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// held is a measure held against a question.
type held struct {
	ordinal  int
	measure  *knowledge.Measure
	coverage coverage
	specific float64 // share of the measure's best-fitting name that the question says
	score    float64
}

// answerWords answers questions whose answer is not a figure: who, which,
// when, lists, how. It reports whether it did.
func (x *Index) answerWords(ctx context.Context, a *Answer, s *subject, found *candidates, all []choice) bool {
	q := &a.Query
	measures := x.heldMeasures(q, s, found)
	switch q.Want {
	case query.WantList:
		if x.answerList(a, measures) {
			return true
		}
	case query.WantWho:
		if x.answerWho(a, measures, all) {
			return true
		}
	case query.WantDate:
		if x.answerDate(a, measures, all) {
			return true
		}
	}
	if q.Want.Numeric() || (q.Want == query.WantAny || q.Want == query.WantWhich) && q.AsksFigure() {
		return false
	}
	return x.answerStatement(a, s, measures, all)
}

// heldMeasures holds the measures found against the question, best first;
// only those of which nothing asked is missing stay.
func (x *Index) heldMeasures(q *query.Query, s *subject, found *candidates) []held {
	var out []held
	for _, c := range found.measures {
		m := x.measures[c.ordinal]
		e := x.measureEvidenceOf(c.ordinal)
		h := held{ordinal: c.ordinal, measure: m.measure, coverage: s.cover(x, e)}
		if len(h.coverage.missing) > 0 || h.coverage.matched < leastMatched {
			continue
		}
		entry := &factEntry{fact: &knowledge.Fact{Statement: m.measure.Summary, Label: m.measure.Title, Cite: m.measure.Cite, Language: x.documentAt(m.document).Language}, document: m.document, measure: m.measure}
		if fit, _ := x.placeFit(q, entry); fit == query.SlotMismatch {
			continue
		}
		if fit, _ := x.timeFit(q, entry); fit == query.SlotMismatch {
			continue
		}
		h.specific = h.coverage.specific(e.names)
		h.score = h.coverage.matched + specificWeight*h.specific
		out = append(out, h)
	}
	slices.SortStableFunc(out, func(a, b held) int { return -compare(a.score, b.score) })
	return out
}

// measureEvidence gathers what a measure can be held to.
func (x *Index) measureEvidence(entry *measureEntry) *evidence {
	m, d := entry.measure, x.documentAt(entry.document)
	e := &evidence{}
	names := append(texts(m.Title), m.Also...)
	for _, a := range m.Audience {
		names = append(names, texts(a)...)
	}
	for _, t := range x.base.Topics {
		if t.ID == m.Topic {
			names = append(append(names, texts(t.Name)...), t.Also...)
		}
	}
	e.label = newField(names...)
	for _, name := range names {
		e.names = append(e.names, x.weigh(name))
	}
	e.statement = newField(texts(m.Summary)...)
	var facts []string
	for _, f := range m.Facts {
		facts = append(append(append(facts, texts(f.Label)...), texts(f.Statement)...), f.Also...)
	}
	if len(facts) == 0 {
		facts = append(facts, x.base.Quote(m.Cite))
	}
	e.measure = newField(append(facts, append(texts(m.Agency), texts(m.Speaker)...)...)...)
	e.context = newField(append(append([]string{d.Title, d.Source.Publisher, d.Source.Number}, texts(d.Titles)...), texts(x.base.Name)...)...)
	return e
}

// answerList lists the measures that the question is about.
func (x *Index) answerList(a *Answer, measures []held) bool {
	if len(measures) == 0 {
		return false
	}
	var lines []string
	for _, h := range measures {
		if len(lines) == longestList || h.score < leastOfList*measures[0].score {
			break
		}
		x.citeMeasure(a, h)
		summary := h.measure.Summary.In(a.Language)
		lines = append(lines, "• "+h.measure.Title.In(a.Language)+say(a.Language, "：", ": ")+summary)
	}
	a.Text = strings.Join(lines, "\n")
	a.Confidence = wordsConfidence(measures)
	return true
}

// longestList is how many measures a list names; leastOfList the share of the
// best one's score they need.
const (
	longestList = 8
	leastOfList = 0.6
)

func (x *Index) citeMeasure(a *Answer, h held) int {
	document := x.measures[h.ordinal].document
	statement := h.measure.Summary[a.Language]
	if x.documentAt(document).Language == a.Language { // the quote says it
		statement = ""
	}
	return x.citeAt(a, h.measure.Cite, document, h.measure, statement)
}

// answerWho names who announced a measure and the agency behind it.
func (x *Index) answerWho(a *Answer, measures []held, all []choice) bool {
	var h held
	switch {
	case len(all) > 0 && all[0].fits() && all[0].entry.measure != nil && (len(measures) == 0 || all[0].score >= measures[0].score):
		h = held{measure: all[0].entry.measure, ordinal: x.measureOrdinal(all[0].entry.measure), coverage: all[0].coverage}
	case len(measures) > 0:
		h = measures[0]
	default:
		return false
	}
	speaker, agency := h.measure.Speaker.In(a.Language), h.measure.Agency.In(a.Language)
	if speaker == "" && agency == "" {
		return false
	}
	x.citeMeasure(a, h)
	var parts []string
	if speaker != "" {
		parts = append(parts, speaker)
	}
	if agency != "" && !strings.Contains(speaker, agency) {
		parts = append(parts, agency)
	}
	a.Text = h.measure.Title.In(a.Language) + say(a.Language, "：", ": ") + strings.Join(parts, say(a.Language, "；", "; ")) + say(a.Language, "。", ".")
	a.Confidence = wordsConfidence([]held{h})
	return true
}

// answerDate gives the day a fact was true, a measure takes effect or ends,
// or the source was published.
func (x *Index) answerDate(a *Answer, measures []held, all []choice) bool {
	if len(all) > 0 && all[0].fits() && (len(measures) == 0 || all[0].coverage.close >= measures[0].coverage.close) {
		c := all[0]
		for i, f := range c.entry.fact.Figures {
			if !f.Date.IsZero() {
				c.figure = i
			}
		}
		if c.entry.measure != nil && (!c.value().Date.IsZero() || !c.asOf().IsZero()) {
			x.composeFigures(a, []choice{c}, nil)
			a.Confidence = confidence(all, []choice{c})
			return true
		}
	}
	if len(measures) == 0 {
		return false
	}
	h := measures[0]
	title := h.measure.Title.In(a.Language)
	var lines []string
	if d := h.measure.Effective; !d.IsZero() {
		lines = append(lines, say(a.Language, title+"：自"+writeDate(d, a.Language)+"起施行。", title+": in effect from "+writeDate(d, a.Language)+"."))
	}
	if d := h.measure.Deadline; !d.IsZero() {
		lines = append(lines, say(a.Language, title+"：截止"+writeDate(d, a.Language)+"。", title+": until "+writeDate(d, a.Language)+"."))
	}
	if d := x.documentAt(x.measures[h.ordinal].document).Source.Published; len(lines) == 0 && !d.IsZero() && asksPublished.MatchString(a.Query.Text) {
		lines = append(lines, say(a.Language, title+"："+writeDate(d, a.Language)+"公布。", title+": announced on "+writeDate(d, a.Language)+"."))
	}
	if len(lines) == 0 {
		return false
	}
	x.citeMeasure(a, h)
	a.Text = strings.Join(lines, "\n")
	a.Confidence = wordsConfidence(measures)
	return true
}

// asksPublished asks when something was said, not when it holds.
var asksPublished = regexp.MustCompile(`公布|发布|宣布|出台|印发|下发|推出|通报|介绍|(?i:\b(?:announced?|published|issued|released|introduced|unveiled|presented|said|briefing|conference)\b)`)

// answerStatement answers with the statement that says most of the question:
// a fact's, or a measure's summary.
func (x *Index) answerStatement(a *Answer, s *subject, measures []held, all []choice) bool {
	if len(all) > 0 && all[0].entry.measure != nil && all[0].fits() && x.premisesHold(&a.Query, all[:1]) &&
		(len(measures) == 0 || all[0].coverage.close > measures[0].coverage.close || all[0].value().Change != nil) && all[0].coverage.close >= leastClose {
		c := all[0]
		x.composeFigures(a, []choice{c}, nil)
		a.Text = c.entry.fact.Statement.In(a.Language)
		x.neighbours(a, []choice{c})
		a.Confidence = confidence(all, []choice{c})
		return true
	}
	if len(measures) == 0 || len(a.Query.Premises) > 0 {
		return false
	}
	h := measures[0]
	x.citeMeasure(a, h)
	a.Text = h.measure.Title.In(a.Language) + say(a.Language, "：", ": ") + h.measure.Summary.In(a.Language)
	for i := range x.facts {
		figures := x.facts[i].fact.Figures
		first := slices.IndexFunc(figures, func(f figure.Figure) bool { return !isDate(f) })
		if x.facts[i].measure == h.measure && first >= 0 && len(a.Neighbours) < mostNeighbours {
			a.Neighbours = append(a.Neighbours, x.answered(a, choice{entry: &x.facts[i], figure: first}))
		}
	}
	a.Confidence = wordsConfidence(measures)
	return true
}

// wordsConfidence says how sure the choice of a measure is.
func wordsConfidence(measures []held) float64 {
	best := measures[0]
	return min(0.97, max(0.05, 0.4+0.35*min(1, best.coverage.matched)+0.15*best.specific))
}

// measureOrdinal returns the place of a measure in x.measures.
func (x *Index) measureOrdinal(m *knowledge.Measure) int {
	return slices.IndexFunc(x.measures, func(e measureEntry) bool { return e.measure == m })
}
