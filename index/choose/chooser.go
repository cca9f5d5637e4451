package choose

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"

	"policybot/knowledge"
	"policybot/knowledge/figure"
	"policybot/knowledge/frame"
)

// Chooser chooses among the statements of a base. It is safe for use by
// several goroutines.
type Chooser struct {
	base       *knowledge.Base
	inverse    func(term string) (weight float64, held bool)
	vocabulary *vocabulary
	superseded func() []bool

	mutex     sync.Mutex
	documents map[int]*document
	recent    []int // ordinals of documents, the last used last
	size      int
}

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

// Place is where retrieval has found something: bytes of a section.
type Place struct {
	Document, Section int // ordinals
	Start, End        int
}

// Candidate is a statement held against a question.
type Candidate struct {
	Features Features
	Score    float64 // what its features weigh

	document *document
	ordinal  int // of the document
	*statement
	*reading
	words        float64 // BM25 of the question's terms
	contradicted bool    // it holds for another place or year than the one asked for
	silent       bool    // nothing says what place or year it holds for, and the question names one
	superseded   bool    // a newer document of the same title is there, and the question names no year
}

// Choice is what was chosen for a question, the best first.
type Choice struct {
	Question   *Question
	Candidates []Candidate
	Figure     *FigureChoice // of the first candidate, where a figure is asked for
	Chance     float64       // that the first candidate answers the question rightly
	Evidence   Features      // what the chance was computed from
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
			return compareBool(a.contradicted, b.contradicted)
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

func compareBool(a, _ bool) int {
	if a {
		return 1
	}
	return -1
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

// titleDigits matches what editions of one document differ in.
var titleDigits = regexp.MustCompile(`[\d\s（）()《》〔〕\[\]年度版-]+`)

// Document returns the ordinal of the candidate's document.
func (c *Candidate) Document() int { return c.ordinal }

// Section returns the ordinal of the candidate's section.
func (c *Candidate) Section() int { return c.section }

// Span returns the bytes of the candidate's section that say it, for a list
// from its first item to its last as far as they stand in that section.
func (c *Candidate) Span() (start, end int) {
	start, end = c.document.outline.Statements[c.at].Span.Start, c.document.outline.Statements[c.until].Span.End
	if c.extent == list {
		for _, k := range c.document.outline.Below(c.at) {
			if s := c.document.outline.Statements[k]; s.Section == c.section {
				end = max(end, s.End)
			}
		}
	}
	return start, end
}

// Others returns the words of the document that the candidate is told with,
// beside its own: those that govern it, outermost first, and the items of a
// list that stand in other sections.
func (c *Candidate) Others() []frame.Span {
	o := c.document.outline
	var spans []frame.Span
	for _, g := range o.Governing(c.at) {
		spans = append(spans, o.Statements[g].Span)
	}
	if c.extent != list {
		return spans
	}
	for _, i := range o.Below(c.at) {
		s := o.Statements[i].Span
		switch last := len(spans) - 1; {
		case s.Section == c.section:
		case last >= 0 && spans[last].Section == s.Section && spans[last].End <= s.Start:
			spans[last].End = s.End
		default:
			spans = append(spans, s)
		}
	}
	return spans
}

// Text returns the candidate's own words: for a list all of them.
func (c *Candidate) Text() string { return c.text }

// LeadIn returns the words that govern the candidate, outermost first, a line
// each; "" for none.
func (c *Candidate) LeadIn() string { return c.lead }

// IsList reports whether the candidate is a list told as a whole.
func (c *Candidate) IsList() bool { return c.extent == list }

// Contradicted reports whether the candidate holds for another place or year
// than the one asked for.
func (c *Candidate) Contradicted() bool { return c.contradicted }

// IsPassage reports whether the candidate is several statements that follow each
// other.
func (c *Candidate) IsPassage() bool { return c.extent == pair || c.extent == passage }

// IsRow reports whether the candidate is a row of a table.
func (c *Candidate) IsRow() bool { return c.kind == frame.Row }

// Quote returns the candidate with the words that govern it.
func (c *Candidate) Quote() string {
	if c.lead == "" || c.extent == list && strings.HasPrefix(c.text, c.lead) {
		return c.text
	}
	return c.lead + "\n" + c.text
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
