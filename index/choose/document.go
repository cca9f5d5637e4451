package choose

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"policybot/index/analysis"
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
	title      *field
	scope      *scope // what it holds for
	size       int    // bytes, for the cache
}

// statement is a statement of an outline, or more of them told as one.
type statement struct {
	at       int // in outline.Statements
	until    int // the last statement of a passage; at for all others
	extent   extent
	kind     frame.Kind
	section  int
	previous int // the statement before it in its section; -1 for none
	text     string
	lead     string // the words that govern it, outermost first
	heading  string // headings, outermost first

	words        *field // of text, of a single statement
	parts        []int  // of one told with others: the single statements
	leadWords    *field
	headingWords *field
	length       int      // terms of text
	read         *reading // what takes time to read, read when it is first asked for
}

// extent is how much is told as one.
type extent uint8

const (
	single  extent = iota
	list           // a statement and all it governs
	pair           // two statements that follow each other
	passage        // all statements of a section
)

// reading is what a statement says whatever is asked: its figures and what they
// are of, how much all its terms weigh, and whether it obliges or gives a reason.
type reading struct {
	once       sync.Once
	dimensions []figure.Dimension // of its figures, each once
	numbers    int                // figures that are no days
	days       bool
	weight     float64
	obliges    bool
	reasons    bool

	bindOnce sync.Once
	bound    []frame.Binding

	placesOnce sync.Once
	places     []place.Mention // of its own words
	within     []place.Mention // and of those it stands under
}

// reading returns what a statement says.
func (c *Chooser) reading(d *document, s *statement) *reading {
	s.read.once.Do(func() {
		if s.extent == single {
			c.readSingle(d, s)
			return
		}
		r := s.read
		seen := make(map[int32]bool)
		for _, i := range s.parts {
			part := c.reading(d, &d.statements[i])
			for _, dimension := range part.dimensions {
				r.add(dimension)
			}
			r.numbers += part.numbers
			r.days = r.days || part.days
			r.obliges, r.reasons = r.obliges || part.obliges, r.reasons || part.reasons
			for _, t := range d.statements[i].words.terms {
				if !seen[t.term] {
					seen[t.term] = true
					r.weight += c.weightOf(t.term)
				}
			}
		}
	})
	return s.read
}

func (r *reading) add(dimension figure.Dimension) {
	if !slices.Contains(r.dimensions, dimension) {
		r.dimensions = append(r.dimensions, dimension)
	}
}

func (c *Chooser) readSingle(d *document, s *statement) {
	r := s.read
	c.bindings(d, s)
	for _, b := range r.bound {
		r.add(b.Figure.Dimension)
		switch b.Figure.Dimension {
		case figure.DateDay:
			r.days = true
		case figure.DateRange:
		default:
			r.numbers++
		}
	}
	for _, t := range s.words.terms {
		r.weight += c.weightOf(t.term)
	}
	r.obliges = modal.MatchString(strings.ToLower(s.lead + " " + s.text))
	r.reasons = because.MatchString(strings.ToLower(s.text))
}

// bindings reads the figures of a statement and what they are of.
func (c *Chooser) bindings(d *document, s *statement) {
	s.read.bindOnce.Do(func() { s.read.bound = frame.Bind(s.text, figure.Find(s.text, d.Source.Published)) })
}

// weightOf returns how telling a term of the vocabulary is in the base; words of
// no content weigh nothing.
func (c *Chooser) weightOf(term int32) float64 {
	text := c.vocabulary.termText(term)
	if analysis.IsStop(text) {
		return 0
	}
	weight, _ := c.inverse(text)
	return weight
}

// readPlaces returns the places that a statement names, and those that it or
// what it stands under names.
func (s *statement) readPlaces() (own, within []place.Mention) {
	s.read.placesOnce.Do(func() {
		s.read.places = placesOf(s.text)
		s.read.within = placesOf(s.text + "\n" + s.lead + "\n" + s.heading)
	})
	return s.read.places, s.read.within
}

// How many bytes a list, two statements and a section may have to be told as a
// whole.
const (
	longestList    = 6000
	longestPair    = 700
	longestPassage = 1300
)

// newDocument prepares a document of a base about a region.
func newDocument(d *knowledge.Document, region string, v *vocabulary) *document {
	p := &document{Document: d, outline: frame.Read(d), sections: make([][]int, len(d.Sections))}
	p.scope = scopeOf(p, region)
	p.title = v.field(d.Title + " " + strings.NewReplacer("-", " ", "_", " ", "/", " ").Replace(withoutExtension(string(d.ID))))
	b := builder{document: p, vocabulary: v, shared: make(map[string]*field), singles: make(map[int]int)}
	for i, s := range p.outline.Statements {
		if s.Kind != frame.Heading {
			b.add(i, i, single, p.outline.Text(i))
		}
	}
	for i := range p.outline.Statements {
		if text := listText(p.outline, i); text != "" {
			b.add(i, i, list, text)
		}
	}
	b.passages()
	return p
}

// builder adds statements to a document.
type builder struct {
	*document
	vocabulary *vocabulary
	shared     map[string]*field // of words that govern several statements
	singles    map[int]int       // by ordinal in the outline
}

func (b *builder) sharedField(text string) *field {
	f := b.shared[text]
	if f == nil {
		f = b.vocabulary.field(text)
		b.shared[text] = f
	}
	return f
}

// add adds the statements from one to another of the outline, told as one.
func (b *builder) add(at, until int, extent extent, text string) {
	s := b.outline.Statements[at]
	var lead []string
	for _, g := range b.outline.Governing(at) {
		lead = append(lead, b.outline.Text(g))
	}
	st := statement{
		at: at, until: until, extent: extent, kind: s.Kind, section: s.Section, previous: b.before(at), text: text,
		lead: strings.Join(lead, "\n"), heading: strings.Join(b.outline.HeadingPath(at), "\n"), read: new(reading),
	}
	st.leadWords, st.headingWords = b.sharedField(st.lead), b.sharedField(st.heading)
	if extent == single {
		st.words = b.vocabulary.field(text)
		st.length = len(st.words.sequence)
		b.singles[at] = len(b.statements)
	} else {
		st.parts = b.partsOf(at, until, extent)
		for _, i := range st.parts {
			st.length += b.statements[i].length
		}
	}
	b.sections[s.Section] = append(b.sections[s.Section], len(b.statements))
	b.statements = append(b.statements, st)
	b.size += 200 + 12*st.length
}

// partsOf returns the single statements that are told as one.
func (b *builder) partsOf(at, until int, extent extent) []int {
	var parts []int
	add := func(i int) {
		if k, ok := b.singles[i]; ok {
			parts = append(parts, k)
		}
	}
	for i := at; i <= until; i++ {
		add(i)
	}
	if extent == list {
		for _, i := range b.outline.Below(at) {
			add(i)
		}
	}
	return parts
}

// before returns the single statement before one of the outline in its section,
// -1 for none.
func (b *builder) before(at int) int {
	for i := at - 1; i >= 0 && b.outline.Statements[i].Section == b.outline.Statements[at].Section; i-- {
		if k, ok := b.singles[i]; ok {
			return k
		}
	}
	return -1
}

// passages adds, of running text, every two statements that follow each other
// and every section of more, where they are short enough to be told as one.
func (b *builder) passages() {
	p := b.document
	for section := range p.sections {
		if p.Sections[section].Table {
			continue
		}
		singles := slices.Clone(p.sections[section])
		singles = slices.DeleteFunc(singles, func(i int) bool { return p.statements[i].extent != single })
		told := func(from, until int) string {
			text := p.Sections[section].Text
			return text[p.outline.Statements[from].Span.Start:p.outline.Statements[until].Span.End]
		}
		for k := 1; k < len(singles) && len(singles) > 2; k++ {
			from, until := p.statements[singles[k-1]].at, p.statements[singles[k]].at
			if p.outline.Statements[from].Kind == frame.LeadIn {
				continue
			}
			if text := told(from, until); len(text) <= longestPair {
				b.add(from, until, pair, text)
			}
		}
		if len(singles) < 2 {
			continue
		}
		from, until := p.statements[singles[0]].at, p.statements[singles[len(singles)-1]].at
		if text := told(from, until); len(text) <= longestPassage {
			b.add(from, until, passage, text)
		}
	}
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

// modal matches words that oblige or allow, because those that give a reason.
var (
	modal   = regexp.MustCompile(`\b(?:may|must|shall|should|can|cannot|can't|not|don't|required|eligible|entitled|allowed|prohibited|need|no)\b|应当|可以|不得|不予|禁止|必须|允许|无需|不需|严禁|可|不`)
	because = regexp.MustCompile(`because|due to|so that|in order to|since|因为|由于|以便|为了|为`)
)
