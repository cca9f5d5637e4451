package compose

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"policybot/index/facts"
	"policybot/index/query"
	"policybot/index/retrieve"
	"policybot/index/store"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// held is a measure held against a question.
type held struct {
	ordinal  int
	measure  *knowledge.Measure
	coverage facts.Coverage
	specific float64 // share of the measure's best-fitting name that the question says
	score    float64
}

// answerWords answers questions whose answer is not a figure: who, which,
// when, lists, how. It reports whether it did.
func (x *Composer) answerWords(ctx context.Context, a *Answer, s *facts.Subject, found *retrieve.Candidates, all []facts.Choice) bool {
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
func (x *Composer) heldMeasures(q *query.Query, s *facts.Subject, found *retrieve.Candidates) []held {
	var out []held
	for _, c := range found.Measures {
		m := x.store.Measures[c.Ordinal]
		e := x.finder.MeasureEvidenceOf(c.Ordinal)
		h := held{ordinal: c.Ordinal, measure: m.Measure, coverage: s.Cover(x.finder, e)}
		if len(h.coverage.Missing) > 0 || h.coverage.Matched < facts.LeastMatched {
			continue
		}
		if x.finder.MeasureContradicts(q, c.Ordinal) {
			continue
		}
		h.specific = h.coverage.Specific(e.Names)
		h.score = h.coverage.Matched + facts.SpecificWeight*h.specific
		out = append(out, h)
	}
	slices.SortStableFunc(out, func(a, b held) int { return -compare(a.score, b.score) })
	return out
}

// answerList lists the measures that the question is about.
func (x *Composer) answerList(a *Answer, measures []held) bool {
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
		lines = append(lines, "• "+h.measure.Title.In(a.Language)+facts.Say(a.Language, "：", ": ")+summary)
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

func (x *Composer) citeMeasure(a *Answer, h held) int {
	document := x.store.Measures[h.ordinal].Document
	statement := h.measure.Summary[a.Language]
	if x.store.DocumentAt(document).Language == a.Language { // the quote says it
		statement = ""
	}
	return x.citeAt(a, h.measure.Cite, document, h.measure, statement)
}

// answerWho names who announced a measure and the agency behind it.
func (x *Composer) answerWho(a *Answer, measures []held, all []facts.Choice) bool {
	var h held
	switch {
	case len(all) > 0 && all[0].Fits() && all[0].Entry.Measure != nil && (len(measures) == 0 || all[0].Score >= measures[0].score):
		h = held{measure: all[0].Entry.Measure, ordinal: x.measureOrdinal(all[0].Entry.Measure), coverage: all[0].Coverage}
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
	a.Text = h.measure.Title.In(a.Language) + facts.Say(a.Language, "：", ": ") + strings.Join(parts, facts.Say(a.Language, "；", "; ")) + facts.Say(a.Language, "。", ".")
	a.Confidence = wordsConfidence([]held{h})
	return true
}

// answerDate gives the day a fact was true, a measure takes effect or ends,
// or the source was published.
func (x *Composer) answerDate(a *Answer, measures []held, all []facts.Choice) bool {
	if len(all) > 0 && all[0].Fits() && (len(measures) == 0 || all[0].Coverage.Close >= measures[0].coverage.Close) {
		c := all[0]
		for i, f := range c.Entry.Fact.Figures {
			if !f.Date.IsZero() {
				c.Figure = i
			}
		}
		if c.Entry.Measure != nil && (!c.Value().Date.IsZero() || !c.AsOf().IsZero()) {
			x.composeFigures(a, []facts.Choice{c}, nil)
			a.Confidence = confidence(all, []facts.Choice{c})
			return true
		}
	}
	if len(measures) == 0 {
		return false
	}
	lines := x.datesOf(a, &measures[0])
	if len(lines) == 0 {
		return false
	}
	x.citeMeasure(a, measures[0])
	a.Text = strings.Join(lines, "\n")
	a.Confidence = wordsConfidence(measures)
	return true
}

// datesOf tells when a measure takes effect and ends, or when it was published
// where that is asked.
func (x *Composer) datesOf(a *Answer, h *held) []string {
	title := h.measure.Title.In(a.Language)
	var lines []string
	if d := h.measure.Effective; !d.IsZero() {
		lines = append(lines, facts.Say(a.Language, title+"：自"+facts.WriteDate(d, a.Language)+"起施行。", title+": in effect from "+facts.WriteDate(d, a.Language)+"."))
	}
	if d := h.measure.Deadline; !d.IsZero() {
		lines = append(lines, facts.Say(a.Language, title+"：截止"+facts.WriteDate(d, a.Language)+"。", title+": until "+facts.WriteDate(d, a.Language)+"."))
	}
	if d := x.store.DocumentAt(x.store.Measures[h.ordinal].Document).Source.Published; len(lines) == 0 && !d.IsZero() && asksPublished.MatchString(a.Query.Text) {
		lines = append(lines, facts.Say(a.Language, title+"："+facts.WriteDate(d, a.Language)+"公布。", title+": announced on "+facts.WriteDate(d, a.Language)+"."))
	}
	return lines
}

// asksPublished asks when something was said, not when it holds.
var asksPublished = regexp.MustCompile(`公布|发布|宣布|出台|印发|下发|推出|通报|介绍|(?i:\b(?:announced?|published|issued|released|introduced|unveiled|presented|said|briefing|conference)\b)`)

// answerStatement answers with the statement that says most of the question:
// a fact's, or a measure's summary.
func (x *Composer) answerStatement(a *Answer, s *facts.Subject, measures []held, all []facts.Choice) bool {
	if len(all) > 0 && all[0].Entry.Measure != nil && all[0].Fits() && x.premisesHold(&a.Query, all[:1]) &&
		(len(measures) == 0 || all[0].Coverage.Close > measures[0].coverage.Close || all[0].Value().Change != nil) && all[0].Coverage.Close >= leastClose {
		c := all[0]
		x.composeFigures(a, []facts.Choice{c}, nil)
		a.Text = c.Entry.Fact.Statement.In(a.Language)
		x.neighbours(a, []facts.Choice{c})
		a.Confidence = confidence(all, []facts.Choice{c})
		return true
	}
	if len(measures) == 0 || len(a.Query.Premises) > 0 {
		return false
	}
	h := measures[0]
	x.citeMeasure(a, h)
	a.Text = h.measure.Title.In(a.Language) + facts.Say(a.Language, "：", ": ") + h.measure.Summary.In(a.Language)
	for i := range x.store.Facts {
		figures := x.store.Facts[i].Fact.Figures
		first := slices.IndexFunc(figures, func(f figure.Figure) bool { return !isDate(f) })
		if x.store.Facts[i].Measure == h.measure && first >= 0 && len(a.Neighbours) < mostNeighbours {
			a.Neighbours = append(a.Neighbours, x.answered(a, facts.Choice{Entry: &x.store.Facts[i], Figure: first}))
		}
	}
	a.Confidence = wordsConfidence(measures)
	return true
}

// wordsConfidence says how sure the choice of a measure is.
func wordsConfidence(measures []held) float64 {
	best := measures[0]
	return min(0.97, max(0.05, 0.4+0.35*min(1, best.coverage.Matched)+0.15*best.specific))
}

// measureOrdinal returns the place of a measure in x.measures.
func (x *Composer) measureOrdinal(m *knowledge.Measure) int {
	return slices.IndexFunc(x.store.Measures, func(e store.MeasureEntry) bool { return e.Measure == m })
}

// WriteFigure writes a figure as answers in the language do.
func WriteFigure(f figure.Figure, language knowledge.Language) string {
	return facts.WriteFigure(f, language)
}
