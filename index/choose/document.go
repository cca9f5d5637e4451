package choose

import (
	"strings"
	"sync"

	"policybot/index/analysis"
	"policybot/index/lexicon"
	"policybot/knowledge"
	"policybot/knowledge/figure"
	"policybot/knowledge/frame"
	"policybot/knowledge/place"
)

// document is a document as statements, prepared for choosing. It is not
// changed once made.
type document struct {
	*knowledge.Document
	outline    *frame.Outline
	statements []statement // those of the outline, then its lists as wholes
	sections   [][]int     // by section: its statements
	title      field
	scope      []place.Mention // what it holds for; empty where unknown
	size       int             // bytes, for the cache
}

// statement is a statement of an outline, or with list set that statement and
// all it governs.
type statement struct {
	at       int // in outline.Statements
	list     bool
	kind     frame.Kind
	section  int
	previous int // the statement before it in its section; -1 for none
	text     string
	lead     string // the words that govern it, outermost first
	heading  string // headings, outermost first
	fields   [3]field
	length   int      // terms of text
	read     *reading // what takes time to read, read when it is first asked for
}

// reading is what a statement says whatever is asked: its figures and what they
// are of, how much all its terms weigh, and whether it obliges or gives a reason.
type reading struct {
	once    sync.Once
	bound   []frame.Binding
	weight  float64
	obliges bool
	reasons bool
}

// reading returns what a statement says.
func (c *Chooser) reading(d *document, s *statement) *reading {
	s.read.once.Do(func() {
		r := s.read
		r.bound = frame.Bind(s.text, figure.Find(s.text, d.Source.Published))
		for _, t := range sortedTerms(s.fields[textField].terms) {
			if !analysis.IsStop(t) {
				weight, _ := c.inverse(t)
				r.weight += weight
			}
		}
		r.obliges = modal.MatchString(strings.ToLower(s.lead + " " + s.text))
		r.reasons = because.MatchString(strings.ToLower(s.text))
	})
	return s.read
}

// The fields of a statement that a question is held against.
const (
	textField = iota
	leadField
	headingField
)

// field is some words of a statement.
type field struct {
	terms map[string]int
	words []int // of the vocabulary
}

// longestList is how many bytes a list may have to be told as a whole.
const longestList = 6000

// newDocument prepares a document.
func newDocument(d *knowledge.Document, v *vocabulary) *document {
	p := &document{Document: d, outline: frame.Read(d), sections: make([][]int, len(d.Sections)), scope: scopeOf(d)}
	p.title = v.field(d.Title + " " + strings.NewReplacer("-", " ", "_", " ", "/", " ").Replace(withoutExtension(string(d.ID))))
	headings := make([]field, len(d.Sections))
	read := make([]bool, len(d.Sections))
	add := func(i int, list bool, text string) {
		s := p.outline.Statements[i]
		var lead []string
		for _, g := range p.outline.Governing(i) {
			lead = append(lead, p.outline.Text(g))
		}
		st := statement{at: i, list: list, kind: s.Kind, section: s.Section, previous: -1, text: text, lead: strings.Join(lead, "\n"), read: new(reading)}
		st.heading = strings.Join(p.outline.HeadingPath(i), "\n")
		st.fields[textField] = v.field(text)
		st.fields[leadField] = v.field(st.lead)
		if !read[s.Section] {
			headings[s.Section], read[s.Section] = v.field(st.heading), true
		}
		st.fields[headingField] = headings[s.Section]
		for _, n := range st.fields[textField].terms {
			st.length += n
		}
		if before := p.sections[s.Section]; !list && len(before) > 0 {
			st.previous = before[len(before)-1]
		}
		p.sections[s.Section] = append(p.sections[s.Section], len(p.statements))
		p.statements = append(p.statements, st)
		p.size += 40 * len(text)
	}
	for i, s := range p.outline.Statements {
		if s.Kind != frame.Heading {
			add(i, false, p.outline.Text(i))
		}
	}
	for i := range p.outline.Statements {
		if text := listText(p.outline, i); text != "" {
			add(i, true, text)
		}
	}
	return p
}

// listText returns a statement with all that it governs, "" where it governs
// no list or one too long to tell.
func listText(o *frame.Outline, i int) string {
	below := o.Below(i)
	if len(below) < 2 {
		return ""
	}
	var text strings.Builder
	text.WriteString(o.Text(i))
	for _, k := range below {
		text.WriteString("\n" + o.Text(k))
		if text.Len() > longestList {
			return ""
		}
	}
	return text.String()
}

func withoutExtension(name string) string {
	if k := strings.LastIndexByte(name, '.'); k > 0 {
		return name[:k]
	}
	return name
}

// scopeOf returns the places that a document holds for: its region, else those
// its title, its name or its publisher names.
func scopeOf(d *knowledge.Document) []place.Mention {
	for _, text := range []string{d.Source.Region, d.Title, withoutExtension(string(d.ID)), d.Source.Publisher} {
		if found := place.Find(text); len(found) > 0 {
			return found
		}
	}
	return nil
}

// field splits text into terms and words.
func (v *vocabulary) field(text string) field {
	f := field{terms: make(map[string]int)}
	if text == "" {
		return f
	}
	for _, t := range analysis.Tokens(text) {
		f.terms[t.Term]++
	}
	seen := make(map[int]bool)
	for _, w := range lexicon.Segment(text) {
		folded := strings.ToLower(w.Text)
		if !analysis.HoldsHan(folded) && analysis.IsStop(folded) {
			continue
		}
		if id := v.id(folded); !seen[id] {
			seen[id] = true
			f.words = append(f.words, id)
		}
	}
	return f
}
