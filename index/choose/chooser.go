package choose

import (
	"cmp"
	"slices"
	"sync"

	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// New returns a chooser for base. inverse says how telling a term is in it and
// whether anything in it holds the term.
func New(base *knowledge.Base, inverse func(term string) (weight float64, held bool)) *Chooser {
	return &Chooser{
		base: base, inverse: remembered(inverse), vocabulary: newVocabulary(), documents: make(map[int]*document),
		superseded: sync.OnceValue(func() []bool { return supersededIn(base) }),
	}
}

// remembered keeps what a term weighs: the terms of a base are many fewer than
// the times they are asked for.
func remembered(inverse func(string) (float64, bool)) func(string) (float64, bool) {
	type weighed struct {
		weight float64
		held   bool
	}
	var known sync.Map
	return func(term string) (float64, bool) {
		if w, ok := known.Load(term); ok {
			return w.(weighed).weight, w.(weighed).held
		}
		weight, held := inverse(term)
		if held { // what nothing holds comes from questions, which have no end
			known.Store(term, weighed{weight, held})
		}
		return weight, held
	}
}

// mostCandidates is how many statements are held against a question.
const mostCandidates = 160

// Choose holds the statements at the given places against a question. ranks
// are the ordinals of the documents found, the best first.
func (c *Chooser) Choose(text string, places []Place, ranks []int) *Choice {
	choice := &Choice{Question: Read(text, c.inverse)}
	var documents []*document
	for _, p := range places {
		documents = append(documents, c.document(p.Document))
	}
	m := newMatching(c.vocabulary, choice.Question)
	choice.Candidates = c.candidates(m, places, documents)
	c.describe(m, choice.Candidates, ranks)
	w := statementWeights()
	for i := range choice.Candidates {
		choice.Candidates[i].Score = w.Score(choice.Candidates[i].Features)
	}
	sortCandidates(choice.Candidates)
	choice.decide(figureWeights(), chanceWeights())
	return choice
}

// sortCandidates puts the best first; what holds for another place than the one
// asked for comes behind all others.
func sortCandidates(list []Candidate) {
	slices.SortStableFunc(list, func(a, b Candidate) int {
		if a.contradicted != b.contradicted {
			if a.contradicted {
				return 1
			}
			return -1
		}
		return cmp.Compare(b.standing(), a.standing())
	})
}

// supersededLoss is what a statement of a superseded document loses: enough
// that the same statement of the newer one comes first.
const supersededLoss = 4

func (c *Candidate) standing() float64 {
	if c.superseded {
		return c.Score - supersededLoss
	}
	return c.Score
}

// candidates returns the statements at the places that share most with the
// question, in words or in meaning.
func (c *Chooser) candidates(m *matching, places []Place, documents []*document) []Candidate {
	q := m.question
	seen := make(map[[2]int]bool)
	var all []Candidate
	for n, p := range places {
		d := documents[n]
		for _, i := range d.near(p) {
			if key := [2]int{p.Document, i}; !seen[key] {
				seen[key] = true
				s := &d.statements[i]
				if s.extent > list && q.AsksFigure() && !q.Asked.Several {
					continue // the figure asked for is harder to tell from others there
				}
				all = append(all, Candidate{document: d, ordinal: p.Document, statement: s, words: m.score(d, s)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Candidate) int { return cmp.Compare(b.words, a.words) })
	return all[:min(len(all), mostCandidates)]
}

// near returns the statements of a document that a place touches, those
// beside them, and the lists that hold them.
func (d *document) near(p Place) []int {
	var found []int
	for _, i := range d.sections[p.Section] {
		s := &d.statements[i]
		start, end := d.outline.Statements[s.at].Span.Start, d.outline.Statements[s.until].Span.End
		if s.extent == list || end > p.Start-beside && start < p.End+beside {
			found = append(found, i)
		}
	}
	return found
}

// beside is how many bytes before and behind what was found statements are
// held against the question too.
const beside = 300

// document returns the document with the given ordinal, prepared.
func (c *Chooser) document(ordinal int) *document {
	c.mutex.Lock()
	d := c.documents[ordinal]
	c.mutex.Unlock()
	if d != nil {
		return d
	}
	d = newDocument(&c.base.Documents[ordinal], c.base.Region, c.vocabulary)
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if known := c.documents[ordinal]; known != nil {
		return known
	}
	c.documents[ordinal] = d
	c.recent = append(c.recent, ordinal)
	c.size += d.size
	for c.size > mostPrepared && len(c.recent) > 1 {
		c.size -= c.documents[c.recent[0]].size
		delete(c.documents, c.recent[0])
		c.recent = c.recent[1:]
	}
	return d
}

// mostPrepared is how many bytes of memory prepared documents may take, as
// estimated.
const mostPrepared = 128 << 20

// supersededIn says of each document whether another of the same title, years
// aside, is newer.
func supersededIn(base *knowledge.Base) []bool {
	newest := make(map[string]figure.Date)
	titles, days := make([]string, len(base.Documents)), make([]figure.Date, len(base.Documents))
	for i := range base.Documents {
		d := &base.Documents[i]
		titles[i], days[i] = titleDigits.ReplaceAllString(d.Title, ""), d.Source.Published
		if days[i].IsZero() {
			days[i].Year = lastYear(d.Title + " " + string(d.ID))
		}
		if newest[titles[i]].Compare(days[i]) < 0 {
			newest[titles[i]] = days[i]
		}
	}
	old := make([]bool, len(base.Documents))
	for i := range base.Documents {
		old[i] = titles[i] != "" && !days[i].IsZero() && days[i].Compare(newest[titles[i]]) < 0
	}
	return old
}

// Rescore ranks the candidates of a choice again with other weights, for
// learning; nil leaves the program's own.
func Rescore(c *Choice, statement, figure, chance Weights) {
	for i := range c.Candidates {
		c.Candidates[i].Score = orOwn(statement, statementWeights).Score(c.Candidates[i].Features)
	}
	sortCandidates(c.Candidates)
	c.decide(orOwn(figure, figureWeights), orOwn(chance, chanceWeights))
}

func orOwn(w Weights, own func() Weights) Weights {
	if w == nil {
		return own()
	}
	return w
}
