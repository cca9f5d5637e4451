package index

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"policybot/index/analysis"
	"policybot/index/query"
	"policybot/knowledge/place"
)

// Evidence that the documents answer a question with a window: shares, ratios
// and whether a slot of the question is met, never a raw score, so that what
// is learned on one base holds on others.
const (
	evidenceBias      = iota
	evidenceWindow    // share of the question's weight in the window and around it
	evidenceSection   // in its section, headings and title
	evidenceDocument  // in its document
	evidenceMissing   // how much the most telling term tells that the document lacks
	evidenceMargin    // how far the next document is behind
	evidenceShared    // what the window is expected to share with the answer
	evidenceRun       // the longest run of the question's characters around the window
	evidencePlace     // a place of the question is in the document
	evidenceNoPlace   // a place of the question is not
	evidenceNoYear    // a year of the question is not
	evidenceNoAgency  // an agency of the question is not
	evidenceNoDigits  // a figure is asked for, and the window has none
	evidenceLength    // of the question
	evidenceScore     // of the best document, of the most a document could have
	evidencePassage   // share of the question's weight in the best passage
	evidenceRare      // in the document, counting telling terms more
	evidenceTitle     // in the title
	evidenceLogit     // what speaks for the document
	evidenceGap       // and how much less speaks for the next
	evidenceChance    // the chance of the document among those found
	evidenceFact      // a figure of the kind asked for that was found by itself stands in the window's sentence
	evidenceNoNumber  // a number or day of the question is not in the document
	evidenceFarNumber // nor in the section
	evidenceNoQuote   // a title or name that the question quotes is not in the document
	evidenceElsewhere // the sentences around the window name a place, but none of the question's
	evidenceRank      // and, from here on, the features by which the document was ranked
	evidencePlain     = evidenceRank + rankFeatures
	evidenceCount     = 2 * evidencePlain // and the square of each
)

var evidenceNames = withSquares(append([]string{
	"bias", "window", "section", "document", "missing", "margin", "shared", "run", "place", "no_place", "no_year", "no_agency", "no_digits", "length", "score", "passage", "rare", "title", "logit", "gap", "chance", "fact", "no_number", "far_number", "no_quote", "elsewhere",
}, rankEvidenceNames()...))

func withSquares(names []string) []string {
	for _, name := range slices.Clone(names) {
		names = append(names, name+"_square")
	}
	return names
}

func rankEvidenceNames() []string {
	names := RankFeatureNames()
	for i := range names {
		names[i] = "rank_" + names[i]
	}
	return names
}

// EvidenceNames returns the names of the evidence for an answer, in order.
func EvidenceNames() []string { return slices.Clone(evidenceNames) }

// evidenceFor gathers the evidence that w answers q.
func (x *Index) evidenceFor(q *query.Query, found *candidates, w *window, all []choice) []float64 {
	v := make([]float64, evidenceCount)
	g := w.ground
	a := g.asks
	first := &g.clauses[w.at.first]
	var inside uint64
	for _, c := range g.clauses[w.at.first : w.at.last+1] {
		inside |= c.terms
	}
	around := inside | g.sentenceContext(int(first.sentence))
	section := around
	for s := first.section; s <= g.clauses[w.at.last].section; s++ {
		section |= g.termsOf(g.sections[s].first, g.sections[s].last)
	}
	document := section | g.termsOf(0, int32(len(g.clauses))) | g.title | termsIn(titleText(g.document), a.bits)
	v[evidenceBias] = 1
	// Words of a translation are alternatives: several of them say no more
	// than one.
	v[evidenceWindow] = min(1, g.share(around|g.title, a.weight))
	v[evidenceSection] = min(1, g.share(section|g.title, a.weight))
	v[evidenceDocument] = min(1, g.share(document, a.weight))
	most, missing := 1e-9, 0.0
	for bit, t := range a.terms {
		most = max(most, t.idf)
		if document&(1<<bit) == 0 {
			missing = max(missing, t.idf)
		}
	}
	v[evidenceMissing] = missing / most
	v[evidenceMargin] = 1
	for _, d := range found.documents {
		if d.ordinal != w.document {
			v[evidenceMargin] = max(-1, 1-d.score/max(found.documents[0].score, 1e-9))
			break
		}
	}
	v[evidenceShared] = w.shared
	v[evidenceRun] = a.runShare(g.runIn(first.sentence).most)
	var places []place.Mention
	var whole string
	if len(q.Places)+len(q.Years)+len(q.Agencies) > 0 {
		whole = wholeText(g)
		places = place.Find(whole)
	}
	for _, asked := range q.Places {
		if named(places, asked) {
			v[evidencePlace] = 1
		} else {
			v[evidenceNoPlace] = 1
		}
	}
	for _, period := range q.Years {
		year := period.From.Year
		if year > 0 && year != g.document.Source.Published.Year && !strings.Contains(whole, strconv.Itoa(year)) {
			v[evidenceNoYear] = 1
		}
	}
	for _, agency := range q.Agencies {
		if !strings.Contains(whole, analysis.Fold(agency)) && !strings.Contains(whole, agency) {
			v[evidenceNoAgency] = 1
		}
	}
	if q.Want.Numeric() && !strings.ContainsAny(w.text, "0123456789一二三四五六七八九十") {
		v[evidenceNoDigits] = 1
	}
	for bit, t := range a.terms {
		if t.synonym || !strings.ContainsAny(t.term, "0123456789") {
			continue
		}
		set(v, evidenceNoNumber, v[evidenceNoNumber] > 0 || document&(1<<bit) == 0)
		set(v, evidenceFarNumber, v[evidenceFarNumber] > 0 || section&(1<<bit) == 0)
	}
	for _, quoted := range quotes.FindAllString(a.text, 4) {
		quoted = strings.Trim(quoted, "《》“”")
		said := strings.Contains(analysis.Simplify(g.document.Title), quoted) ||
			slices.ContainsFunc(g.texts, func(text string) bool { return strings.Contains(text, quoted) })
		set(v, evidenceNoQuote, v[evidenceNoQuote] > 0 || !said)
	}
	if len(q.Places) > 0 {
		near := place.Find(g.sentenceText(w.at))
		near = slices.DeleteFunc(near, func(m place.Mention) bool { return m.Place.ID == nation })
		set(v, evidenceElsewhere, len(near) > 0 && !slices.ContainsFunc(q.Places, func(asked place.Mention) bool { return named(near, asked) }))
	}
	v[evidenceLength] = math.Log(float64(1+len(a.terms))) / 4
	possible, rare, held := 0.0, 0.0, 0.0
	for bit, t := range a.terms {
		possible += t.weight * t.idf * (documentWeighting.saturation + 1 + passageWeight*(entryWeighting.saturation+1))
		rare += t.weight * t.idf * t.idf
		if document&(1<<bit) != 0 {
			held += t.weight * t.idf * t.idf
		}
	}
	v[evidenceScore] = found.documents[0].score / max(possible, 1e-9)
	v[evidenceRare] = held / max(rare, 1e-9)
	if len(found.passages) > 0 {
		v[evidencePassage] = min(1, found.passages[0].share)
	}
	v[evidenceTitle] = g.share(g.title, a.weight)
	if len(all) > 0 && all[0].fits() && (q.Want.Numeric() || q.AsksFigure()) && x.says(w, &all[0]) {
		v[evidenceFact] = 1
	}
	found.speakFor(w.document, v)
	for i, plain := range v[:evidencePlain] {
		v[evidencePlain+i] = plain * plain
	}
	return v
}

// sentenceText returns the sentences around the first section of a window.
func (g *ground) sentenceText(w textWindow) string {
	first, last := &g.clauses[w.first], &g.clauses[w.last]
	from := g.clauses[g.sentences[first.sentence].first].start
	to := int32(len(g.texts[first.section]))
	if first.section == last.section {
		to = g.clauses[g.sentences[last.sentence].last-1].end
	}
	return g.texts[first.section][from:to]
}

// mostLogit bounds the evidence of logits: beyond it nothing gets surer.
const mostLogit = 5

// speakFor gathers the evidence of how a document was ranked.
func (found *candidates) speakFor(document int, v []float64) {
	best := found.documents[0].logit
	own, next, total := scoredDocument{}, math.Inf(-1), 0.0
	for _, d := range found.documents {
		total += math.Exp(d.logit - best)
		if d.ordinal == document {
			own = d
		} else {
			next = max(next, d.logit)
		}
	}
	v[evidenceLogit] = own.logit / 10
	v[evidenceGap] = min(mostLogit, max(-mostLogit, own.logit-next))
	v[evidenceChance] = math.Exp(own.logit-best) / total
	copy(v[evidenceRank:], own.features[:])
}

// named reports whether a place, or one that it lies in or that lies in it,
// is among those mentioned.
func named(mentions []place.Mention, asked place.Mention) bool {
	for _, m := range mentions {
		if m.Place.ID == nation && asked.Place.ID != nation {
			continue
		}
		if m.Within(asked.Place.ID) || asked.Within(m.Place.ID) {
			return true
		}
	}
	return false
}

func wholeText(g *ground) string {
	d := g.document
	parts := []string{d.Title, d.Source.Publisher, d.Source.Region}
	for s := range d.Sections {
		if g.sections[s].last > g.sections[s].first {
			parts = append(parts, g.texts[s])
		}
	}
	return strings.Join(parts, "\n")
}

//go:embed calibration.tsv
var calibrationTSV string

// calibration holds the weights of evidence, by which it says how likely it
// is that the documents answer at all, and that the window then is right.
// policybot eval --learn writes the file.
type calibration struct{ answerable, right [evidenceCount]float64 }

var calibrated = sync.OnceValue(func() *calibration {
	c, err := readCalibration(calibrationTSV)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return c
})

// readCalibration reads names with two weights, three fields a line.
func readCalibration(text string) (*calibration, error) {
	c := new(calibration)
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "\t")
		i := slices.Index(evidenceNames, fields[0])
		if i < 0 || len(fields) != 3 {
			return nil, fmt.Errorf("calibration: line %d: want the name of some evidence and two weights", n+1)
		}
		for k, into := range []*float64{&c.answerable[i], &c.right[i]} {
			weight, err := strconv.ParseFloat(fields[k+1], 64)
			if err != nil {
				return nil, fmt.Errorf("calibration: line %d: %w", n+1, err)
			}
			*into = weight
		}
	}
	return c, nil
}

// logistic returns the chance that evidence with its weights stands for.
func logistic(weights, evidence []float64) float64 {
	return 1 / (1 + math.Exp(-dot(weights, evidence)))
}

// leastAnswerable is the chance that the documents answer below which a
// question is refused. At it, of questions whose document is left out about
// 85 in a hundred are refused; see the calibration file.
const leastAnswerable = 0.66

// passageConfidence says how likely it is that the documents answer q, and
// that they do so with w.
func (x *Index) passageConfidence(q *query.Query, found *candidates, w *window, all []choice) (answerable, right float64) {
	evidence := x.evidenceFor(q, found, w, all)
	c := calibrated()
	answerable = logistic(c.answerable[:], evidence)
	return answerable, answerable * logistic(c.right[:], evidence)
}
