package choose

import (
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

// FigureChoice is the figure of a statement that a question asks for.
type FigureChoice struct {
	Figure   figure.Figure // offsets into the candidate's text
	Features Features
	Margin   float64 // how far its score is above that of the next figure; at most mostMargin
	Of       int     // figures of the statement

	Share float64 // of what speaks for any figure of the statement, what speaks for this one: 0 to 1

	score float64
	unfit bool   // its sentence says it of another case
	of    string // the text it stands in
}
