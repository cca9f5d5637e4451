package frame

import (
	"regexp"
	"slices"
	"strings"

	"policybot/knowledge"
)

// Read returns a document as statements. Lists are recognised by their
// numbering, and where they have none by the line that announces them.
func Read(d *knowledge.Document) *Outline {
	r := reader{outline: &Outline{Document: d}}
	for i := range d.Sections {
		r.section(i)
	}
	return r.outline
}

// reader builds an outline line by line. open holds the numbered lines and
// lead-ins that the next line may stand under, outermost first.
type reader struct {
	outline *Outline
	open    []opened
	heading []string
	line    int
}

// opened is a line that others may stand under.
type opened struct {
	style     string // of its numbering; "" for an unnumbered line that announces others
	statement int    // the last statement of the line
	announces bool   // it announces what stands below it
	items     int    // unnumbered items below it so far
	stopped   bool   // whether the first of them ends as a sentence does
	numbered  bool   // numbered lines stand below it
}

func (r *reader) section(index int) {
	s := &r.outline.Document.Sections[index]
	if !slices.Equal(s.Heading, r.heading) {
		r.heading = s.Heading
		if marks, _ := numbering(s.Text); len(marks) == 0 {
			r.open = nil
		}
	}
	start := 0
	for n, line := range strings.SplitAfter(s.Text, "\n") {
		span := trimmed(Span{index, start, start + len(line)}, s.Text)
		start += len(line)
		if span.Start == span.End {
			continue
		}
		r.line++
		text := s.Text[span.Start:span.End]
		switch {
		case s.Table:
			r.add(span, Row, -1)
		case n == 0 && len(s.Heading) > 0 && text == s.Heading[len(s.Heading)-1]:
			r.add(span, Heading, -1)
		default:
			r.text(span, text)
		}
	}
}

// text reads one line of running text.
func (r *reader) text(span Span, text string) {
	marks, rest := numbering(text)
	parent := -1
	if len(marks) > 0 {
		parent = r.under(marks[0])
	} else {
		parent = r.unnumbered(text)
	}
	kind := Sentence
	if parent >= 0 {
		kind = Item
	}
	last := r.sentences(span, text, kind, parent)
	announces := endsOpen(text)
	if announces {
		r.outline.Statements[last].Kind = LeadIn
	}
	for i, mark := range marks {
		inner := i == len(marks)-1
		r.open = append(r.open, opened{style: mark, statement: last, announces: inner && (announces || isName(rest)), numbered: !inner})
	}
	if len(marks) == 0 && announces {
		r.open = append(r.open, opened{statement: last, announces: true})
	}
}

// under closes what a line with the given numbering ends, and returns the
// statement that governs it.
func (r *reader) under(style string) int {
	for i := len(r.open) - 1; i >= 0; i-- {
		o := &r.open[i]
		if o.style == style {
			r.open = r.open[:i]
			break
		}
		if o.announces && !o.numbered && o.items == 0 {
			r.open = r.open[:i+1]
			break
		}
	}
	// Unnumbered items end where numbered lines go on.
	for n := len(r.open); n > 0 && r.open[n-1].style == "" && r.open[n-1].items > 0; n-- {
		r.open = r.open[:n-1]
	}
	// A line that announces others governs the numbered lines below it; one
	// that does not still holds what is usually numbered within it.
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].style == "" && styleRank(style) <= styleRank("han") {
			continue // "Dear all:" governs no chapter
		}
		if r.open[i].announces || r.open[i].style != "" && outer(r.open[i].style, style) {
			r.open[i].numbered = true
			return r.open[i].statement
		}
	}
	return -1
}

// unnumbered returns the statement that governs a line without numbering: the
// line that announces it.
func (r *reader) unnumbered(text string) int {
	stops := endsAsSentence(text)
	for i := len(r.open) - 1; i >= 0; i-- {
		o := &r.open[i]
		switch {
		case !o.announces || o.numbered:
			continue // a paragraph behind numbered lines is not one of them
		case o.items == 0 && endsOpen(text) && r.isItem(o.statement) && o.style == "":
			continue // labels one below the other: "Address:", "Phone:"
		case o.items == 0:
			o.items, o.stopped = 1, stops
			return o.statement
		case o.style != "" && !endsOpen(r.outline.Text(o.statement)):
			return o.statement // the text below a numbered name belongs to it
		case endsOpen(text), stops && !o.stopped && !announcesMore(r.previous()), len(text) > longestItem:
			o.announces = false
			continue
		}
		o.items++
		return o.statement
	}
	return -1
}

// longestItem is how many bytes an unnumbered item may have that is not the
// first: longer lines are paragraphs behind the list.
const longestItem = 600

func (r *reader) isItem(statement int) bool { return r.outline.Statements[statement].Parent >= 0 }

func (r *reader) previous() string {
	n := len(r.outline.Statements)
	if n == 0 {
		return ""
	}
	return r.outline.Text(n - 1)
}

// sentences adds the sentences of a line and returns the index of the last.
func (r *reader) sentences(span Span, text string, kind Kind, parent int) int {
	for _, s := range knowledge.Sentences(text) {
		r.add(Span{span.Section, span.Start + s.Start, span.Start + s.End}, kind, parent)
	}
	return len(r.outline.Statements) - 1
}

func (r *reader) add(span Span, kind Kind, parent int) {
	r.outline.Statements = append(r.outline.Statements, Statement{Span: span, Kind: kind, Parent: parent, Line: r.line})
}

// trimmed leaves out the white space around a span.
func trimmed(s Span, text string) Span {
	part := text[s.Start:s.End]
	s.Start += len(part) - len(strings.TrimLeft(part, " \t\r\n　"))
	s.End -= len(part) - len(strings.TrimRight(part, " \t\r\n　"))
	if s.End < s.Start {
		s.End = s.Start
	}
	return s
}

// styles are the ways that lines are numbered, outer before inner where one
// commonly stands inside the other.
var styles = []struct {
	name    string
	pattern *regexp.Regexp
}{
	{"article", regexp.MustCompile(`^第[一二三四五六七八九十百千〇零\d]+(?:条|款)(?:之[一二三四五六七八九十])?[\s　]?`)},
	{"han", regexp.MustCompile(`^[一二三四五六七八九十]{1,3}[、．.]`)},
	{"bracketed han", regexp.MustCompile(`^[（(][一二三四五六七八九十]{1,3}[)）]`)},
	{"decimal", regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2})+[.、．]?[\s　]`)},
	{"number", regexp.MustCompile(`^\d{1,2}(?:、|[.．](?:[\s　]|$)|[.．]\pL?$)`)},
	{"number", regexp.MustCompile(`^\d{1,2}[.．]\p{Han}`)},
	{"number bracket", regexp.MustCompile(`^\d{1,2}[)）]`)},
	{"roman", regexp.MustCompile(`^[（(](?:ii|iii|iv|vi|vii|viii|ix|II|III|IV|VI|VII|VIII|IX)[)）]`)},
	{"lower", regexp.MustCompile(`^[（(][a-z](?:-\d)?[)）]`)},
	{"bracketed number", regexp.MustCompile(`^[（(]\d{1,2}[)）]`)},
	{"upper", regexp.MustCompile(`^[（(][A-Z][)）]`)},
	{"circled", regexp.MustCompile(`^[①-⑳]`)},
	{"letter", regexp.MustCompile(`^[A-Za-z][.)）][\s　]`)},
	{"bullet", regexp.MustCompile(`^(?:[•·●▪◦○■□➢★◆*‣-]|–|—)[\s　]+`)},
}

// numbering returns the styles of a line's numbering, outermost first as in
// "(a)(1)", and the text behind it.
func numbering(line string) (marks []string, rest string) {
	rest = line
	for len(marks) < 4 {
		style, after := mark(rest)
		if style == "" || len(marks) > 0 && !strings.HasPrefix(rest, "(") {
			break
		}
		marks, rest = append(marks, style), after
	}
	return marks, strings.TrimSpace(rest)
}

// mark returns the style of the numbering that a line begins with, "" for
// none, and the text behind it.
func mark(line string) (style, rest string) {
	line = strings.TrimLeft(line, "\"“")
	for _, s := range styles {
		m := s.pattern.FindStringIndex(line)
		if m == nil {
			continue
		}
		return s.name, line[min(m[1], len(line)):]
	}
	return "", line
}

// outer reports whether lines numbered in the style a usually hold lines
// numbered in the style b.
func outer(a, b string) bool {
	return styleRank(a) < styleRank(b)
}

func styleRank(name string) int {
	for i, s := range styles {
		if s.name == name {
			return i
		}
	}
	return len(styles)
}

// isName reports whether the text of a numbered line names what stands below
// it rather than saying something: it is short and ends without a stop.
func isName(text string) bool {
	return text != "" && len([]rune(text)) <= 30 && !endsAsSentence(text) && !strings.ContainsAny(text, "，,；;。")
}

// endsAsSentence reports whether a line ends with a full stop or the like.
func endsAsSentence(text string) bool {
	text = strings.TrimRight(text, " ”\"’')）*_")
	return strings.HasSuffix(text, ".") || strings.HasSuffix(text, "。") || strings.HasSuffix(text, "!") || strings.HasSuffix(text, "！") || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？")
}

// announcesMore reports whether an item says that another one follows.
func announcesMore(text string) bool {
	text = strings.TrimRight(text, " ")
	for _, end := range []string{";", "；", ",", "，", " or", " and", "、", "或者", "以及"} {
		if strings.HasSuffix(text, end) {
			return true
		}
	}
	return false
}
