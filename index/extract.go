package index

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"policybot/index/analysis"
	"policybot/index/query"
	"policybot/knowledge"
)

// window is a stretch of words of a document that may answer a question.
type window struct {
	document int // ordinal in base.Documents
	text     string
	cites    []knowledge.Citation // where the words stand, a section each
	context  knowledge.Citation   // the whole sentences around them, in the first section
	shared   float64              // what it can be expected to share with the answer: an F1
	ground   *ground
	at       textWindow
}

// weighed returns a window to be weighed, without a score.
func (g *ground) weighed(at textWindow) Weighed {
	from, to := g.extent(at)
	return Weighed{Document: g.document.ID, From: float64(from), To: float64(to)}
}

// Bounds of what is read for an answer.
const (
	readDocuments = 3      // the best documents are read together
	readWhole     = 36_000 // of longer documents, in bytes, the best sections
	keptWindows   = 200    // windows that are weighed against each other
	usualWindows  = 2048   // room made for windows at first
)

// temperature evens out the chances of windows that scores stand for. Of 0.5
// to 3 this one shares most with the good answers to 737 questions over two
// bases; from 0.7 to 1 it is within .005.
const temperature = 0.8

// extract chooses the words of the documents found that answer q best. Windows
// of clauses are scored by a linear model; of the best, the one is chosen that
// is expected to share most with the answer, each being the answer with the
// chance its score gives it.
func (x *Index) extract(ctx context.Context, q *query.Query, found *candidates) (*window, error) {
	return x.extractBy(ctx, q, found, extractionWeights())
}

func (x *Index) extractBy(ctx context.Context, q *query.Query, found *candidates, weights []float64) (*window, error) {
	type placed struct {
		ground *ground
		at     textWindow
	}
	windows, weighed := make([]placed, 0, usualWindows), make([]Weighed, 0, usualWindows)
	err := x.eachWindow(ctx, q, found, -1, func(g *ground, at textWindow, features []float64) {
		k := g.weighed(at)
		k.Score = g.asks.scoreOf(weights, features)
		windows, weighed = append(windows, placed{g, at}), append(weighed, k)
	})
	if err != nil || len(windows) == 0 {
		return nil, err
	}
	best, shared := Choose(weighed)
	g := windows[best].ground
	w := &window{document: g.ordinal, shared: shared, ground: g, at: g.wholeList(windows[best].at)}
	w.text, w.cites, w.context = w.ground.words(w.at)
	return w, nil
}

// eachWindow calls visit for the windows of the best documents found, and of
// one more where also is not negative, with their features, which are good
// until it returns.
func (x *Index) eachWindow(ctx context.Context, q *query.Query, found *candidates, also int, visit func(*ground, textWindow, []float64)) error {
	a := asksOf(q, found.terms)
	if len(a.terms) == 0 || len(found.documents) == 0 {
		return nil
	}
	documents := slices.Clone(found.documents[:min(len(found.documents), readDocuments)])
	if also >= 0 && !slices.ContainsFunc(documents, func(d scoredDocument) bool { return d.ordinal == also }) {
		last := documents[len(documents)-1]
		last.ordinal = also
		documents = append(documents, last)
	}
	features := make([]float64, featureCount)
	for _, d := range documents {
		if err := ctx.Err(); err != nil {
			return err
		}
		rank := 1.0
		if d.ordinal != documents[0].ordinal {
			rank = min(math.Exp(d.logit-documents[0].logit), 0.999)
		}
		g := newGround(a, x.layoutFor(d.ordinal, found).read(a), rank)
		g.ordinal = d.ordinal
		for _, w := range g.windows() {
			g.features(w, features)
			visit(g, w, features)
		}
	}
	return nil
}

// layoutFor returns the layout of a document: of a long one, of its first
// section and of those of the passages found with their neighbours.
func (x *Index) layoutFor(document int, found *candidates) *layout {
	d := &x.base.Documents[document]
	size := 0
	for i := range d.Sections {
		size += len(d.Sections[i].Text)
	}
	if size <= readWhole {
		return x.layout(document)
	}
	chosen := map[int]bool{0: true}
	size = 0
	for _, c := range found.passages {
		at := x.passages[c.ordinal]
		if at.document != document || size > readWhole {
			continue
		}
		for s := max(0, at.section-1); s <= min(at.section+1, len(d.Sections)-1); s++ {
			if !chosen[s] {
				chosen[s] = true
				size += len(d.Sections[s].Text)
			}
		}
	}
	return layOut(d, func(s int) bool { return chosen[s] })
}

// Weighed is a window with its score: characters From to To of a document.
type Weighed struct {
	Document knowledge.DocumentID
	From, To float64
	Score    float64
}

// Choose returns which of some windows can be expected to share most with the
// answer, each being the answer with the chance its score gives it, and how
// much that is: an F1 between 0 and 1. There must be one at least.
func Choose(windows []Weighed) (best int, shared float64) {
	order := make([]int, len(windows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(windows[b].Score, windows[a].Score) })
	order = order[:min(len(order), keptWindows)]
	chances := make([]float64, len(order))
	total := 0.0
	for i, n := range order {
		chances[i] = math.Exp((windows[n].Score - windows[order[0]].Score) / temperature)
		total += chances[i]
	}
	best, shared = order[0], -1
	for _, n := range order[:min(len(order), keptWindows/2)] {
		a := &windows[n]
		sum := 0.0
		for i, m := range order {
			b := &windows[m]
			if common := min(a.To, b.To) - max(a.From, b.From); common > 0 && a.Document == b.Document {
				sum += chances[i] * 2 * common / (a.To - a.From + b.To - b.From)
			}
		}
		if sum > shared {
			best, shared = n, sum
		}
	}
	return best, shared / total
}

// wholeList returns a window that holds several items of a list from the first
// on, or the first of a list that is asked for by its heading, with the rest of
// them: what is enumerated is told whole.
func (g *ground) wholeList(w textWindow) textWindow {
	first, last := &g.clauses[w.first], &g.clauses[w.last]
	if w.span != wholeClauses || w.first != g.lines[first.line].first || w.last != g.lines[last.line].last-1 {
		return w
	}
	from := first.line
	if g.lines[from].marker.kind == 0 { // what the list stands under
		from++
	}
	if from > last.line || from == last.line && !g.headed(from) {
		return w
	}
	item := &g.lines[from]
	if item.marker.kind == 0 || item.marker.value != 1 {
		return w
	}
	end, value := from, 1
	for n := from + 1; n < int32(len(g.lines)); n++ {
		l := &g.lines[n]
		if l.section > g.lines[n-1].section+1 {
			break // what lies between was not read
		}
		if l.parent == item.parent {
			if l.marker.kind != item.marker.kind || l.marker.value != value+1 {
				break
			}
			value++
		} else if !g.under(n, from) && l.parent < from {
			break
		}
		if l.marker.kind > 0 { // plain lines belong to the list where an item follows
			end = n
		}
	}
	c := g.lines[end].last - 1
	if c <= w.last || g.clauses[c].offset+g.clauses[c].length-first.offset > mostLength {
		return w
	}
	w.last, w.end = c, g.clauses[c].end
	return w
}

// headed reports whether a list is asked for by the heading over one of its
// items.
func (g *ground) headed(line int32) bool {
	p := g.lines[line].parent
	return p >= 0 && g.asks.kind == askList && g.share(g.lines[p].terms, g.asks.focus) >= leastHeading
}

// leastHeading is the share of what is asked for that such a heading says. From
// 0.3 to 0.5 the answers to 737 questions stay the same.
const leastHeading = 0.3

// words returns the words of a window, a line of the document a line, and
// where they stand.
func (g *ground) words(w textWindow) (text string, cites []knowledge.Citation, context knowledge.Citation) {
	w = g.trimmed(w)
	first, last := &g.clauses[w.first], &g.clauses[w.last]
	var parts []string
	for s := first.section; s <= last.section; s++ {
		section := &g.document.Sections[s]
		start, end := 0, len(section.Text)
		if s == first.section {
			start = int(w.start)
		}
		if s == last.section {
			end = int(w.end)
		}
		if body := strings.TrimSpace(section.Text[start:end]); body != "" || s == last.section && len(cites) == 0 {
			parts = append(parts, body)
			cites = append(cites, knowledge.Citation{Document: g.document.ID, Section: section.ID, Start: start, End: end})
		}
	}
	context = cites[0]
	context.Start = int(g.clauses[g.sentences[first.sentence].first].start)
	if first.section == last.section {
		context.End = int(g.clauses[g.sentences[last.sentence].last-1].end)
	}
	return strings.Join(parts, "\n"), cites, context
}

// trimmed returns a window without the number of its one item and without
// the punctuation that joins it to what follows.
func (g *ground) trimmed(w textWindow) textWindow {
	first, last := &g.clauses[w.first], &g.clauses[w.last]
	text := g.texts[first.section]
	if l := &g.lines[first.line]; w.first == l.first && w.start == first.start && first.line == last.line && l.marker.kind > 0 && l.marker.kind != 7 {
		body := strings.TrimLeft(text[w.start:first.end], "（(第一二三四五六七八九十0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩")
		rest := strings.TrimLeft(body, "、.．)）是， ")
		if start := first.end - int32(len(rest)); len(rest) < len(body) && start < w.end && len(rest) > 0 {
			w.start = start
		}
	}
	end := g.texts[last.section][:w.end]
	if cut := strings.TrimRight(end, "，；：、,;: "); len(cut) > int(w.start) || first.section != last.section {
		w.end = int32(len(cut))
	}
	return w
}

// extent returns the characters of the document that a window covers.
func (g *ground) extent(w textWindow) (from, to int) {
	first, last := &g.clauses[w.first], &g.clauses[w.last]
	if w.span == wholeClauses {
		return int(first.offset), int(last.offset + last.length)
	}
	text := g.texts[first.section]
	from = int(first.offset) + analysis.Width(text[first.start:w.start])
	return from, from + max(1, analysis.Width(text[w.start:w.end]))
}

// AnswerWindow is a window with its features, for learning how to choose.
type AnswerWindow struct {
	Weighed
	Text     string
	Features []float64 // in the order of FeatureNames
}

// AnswerWindows returns the windows considered for q: those of the best
// documents, and of the one given.
func (x *Index) AnswerWindows(ctx context.Context, q query.Query, also knowledge.DocumentID) ([]AnswerWindow, error) {
	found, err := x.retrieve(ctx, &q, limits{passages: candidateLimit})
	if err != nil {
		return nil, err
	}
	ordinal := -1
	if d, ok := x.document[also]; ok {
		ordinal = d
	}
	var out []AnswerWindow
	err = x.eachWindow(ctx, &q, found, ordinal, func(g *ground, at textWindow, features []float64) {
		text, _, _ := g.words(at)
		out = append(out, AnswerWindow{g.weighed(at), text, slices.Clone(features)})
	})
	return out, err
}

// WeighAnswer returns the words that the given weights of features choose for
// q, and the evidence for them in the order of [EvidenceNames]; "" where
// there are none.
func (x *Index) WeighAnswer(ctx context.Context, q query.Query, weights []float64) (text string, evidence []float64, err error) {
	found, err := x.retrieve(ctx, &q, x.answerLimits())
	if err != nil {
		return "", nil, err
	}
	w, err := x.extractBy(ctx, &q, found, weights)
	if err != nil || w == nil {
		return "", nil, err
	}
	return w.text, x.evidenceFor(&q, found, w, x.choices(&q, x.subjectOf(&q), found)), nil
}
