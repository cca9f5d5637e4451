package check

import (
	"slices"
	"strings"

	"policybot/knowledge/figure"
)

// evidence is what the sources of a reply say, read once.
type evidence struct {
	reply   *Reply
	sources []read
	cells   cells           // of tables; empty where the sources are not rows of tables
	results []figure.Figure // of the working, once it was followed
	numbers map[string]bool // every number that a source prints, whole
	grams   map[string]bool // the words of the sources; see grams
}

// read is one source with the figures of its texts.
type read struct {
	source *Source
	texts  []text
}

// text is a text of a source. Only stated ones prove a figure; what the base
// calls a statement, and where it comes from, prove words beside one.
type text struct {
	words   string
	figures []figure.Figure
	stated  bool
	parts   []clause // see clauses
}

func newEvidence(r *Reply) *evidence {
	e := &evidence{reply: r, numbers: map[string]bool{}, grams: map[string]bool{}}
	e.tabulate()
	for i := range r.Sources {
		s := &r.Sources[i]
		one := read{source: s}
		if len(e.cells.all) == 0 { // cells prove themselves
			one.texts = e.texts(s)
		}
		e.sources = append(e.sources, one)
	}
	return e
}

// texts reads the texts of a source, line by line.
func (e *evidence) texts(s *Source) []text {
	var out []text
	add := func(stated bool, list ...string) {
		for _, words := range list {
			for _, line := range lines(words) {
				out = append(out, e.text(line, s, stated))
			}
		}
	}
	add(true, s.Words, s.Statement)
	add(true, s.LeadIns...)
	add(true, s.Headings...)
	add(false, s.Names...)
	add(false, s.Origin...)
	return out
}

func (e *evidence) text(words string, s *Source, stated bool) text {
	t := text{words: words, stated: stated}
	if stated || strings.ContainsAny(words, "0123456789") {
		t.figures = figuresIn(words, s.Published)
	}
	for _, n := range numbers(words) {
		e.numbers[n] = true
	}
	for _, g := range grams(words) {
		e.grams[g] = true
	}
	return t
}

// cells are the rows of tables that a reply cites, and what it reckons with them.
type cells struct {
	all      []*Cell  // the longest as printed first
	names    []string // of all of them, the longest first
	operands []*Cell  // that the working names behind its equation
	equation string   // of the working; "" for none
	result   string   // that the working comes out at, as printed; "" for none
}

// tabulate gathers the cells of the sources.
func (e *evidence) tabulate() {
	for i := range e.reply.Sources {
		s := &e.reply.Sources[i]
		for j := range s.Cells {
			c := &s.Cells[j]
			slices.SortStableFunc(c.Names, func(a, b string) int { return len(b) - len(a) })
			e.cells.names = append(e.cells.names, c.Names...)
			if c.Text != "" {
				e.cells.all = append(e.cells.all, c)
			}
			for _, words := range append([]string{c.Text, c.Unit}, c.Names...) {
				for _, g := range grams(words) {
					e.grams[g] = true
				}
			}
		}
	}
	slices.Sort(e.cells.names)
	e.cells.names = slices.DeleteFunc(slices.Compact(e.cells.names), func(s string) bool { return s == "" })
	slices.SortStableFunc(e.cells.names, func(a, b string) int { return len(b) - len(a) })
	slices.SortStableFunc(e.cells.all, func(a, b *Cell) int { return len(b.Text) - len(a.Text) })
}

// occurrence is a place in a source that states a figure.
type occurrence struct {
	source *read
	text   *text
	index  int
}

// find returns where the sources from first to last state a figure, and the
// best fit where none does.
func (e *evidence) find(told figure.Figure, said string, sources []read) (found []occurrence, best fit) {
	for i := range sources {
		s := &sources[i]
		named := said + "\n" + strings.Join(s.source.Names, "\n") + "\n" + e.reply.Question
		for j := range s.texts {
			if t := &s.texts[j]; t.stated || isDate(told) {
				at, how := t.find(told, named)
				best = max(best, how)
				for _, k := range at {
					found = append(found, occurrence{s, t, k})
				}
			}
		}
		if isDate(told) && s.source.knows(told) {
			found, best = append(found, occurrence{s, nil, -1}), stated
		}
	}
	return found, best
}

// find returns which figures of a text state the told one, and the best fit.
func (t *text) find(told figure.Figure, said string) (at []int, best fit) {
	for i, f := range t.figures {
		how := states(f, told, said)
		if best = max(best, how); how == stated {
			at = append(at, i)
		}
	}
	return at, best
}

// knows reports whether the base itself gives a day of the source.
func (s *Source) knows(told figure.Figure) bool {
	return told.Until.IsZero() && (told.Date == s.AsOf || told.Date == s.Published && told.Role != figure.AsOf)
}

// computed reports whether the working comes out at a figure.
func (e *evidence) computed(told figure.Figure) bool {
	return slices.ContainsFunc(e.results, func(f figure.Figure) bool {
		return sameValue(f, told) && f.Bound == told.Bound && sameUnit(f, told)
	})
}

// lines cuts a text into lines without white space around them or doubled
// within.
func lines(s string) []string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			out = append(out, line)
		}
	}
	return out
}
