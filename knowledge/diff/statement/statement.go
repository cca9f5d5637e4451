// Package statement cuts documents into statements, the smallest parts that are
// compared on their own: clauses, headings, items, rows. It says what of them is
// words, and how like they are.
package statement

import (
	"hash/maphash"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"policybot/knowledge"
)

// Statement is the smallest part of a document that is compared on its own:
// a clause, a heading, a list item, a table row.
type Statement struct {
	Index   int            // position in the document
	Section int            // index into Document.Sections; -1 for the document's title
	Part    int            // index of the first section under the same number and headings; -1 for the title
	Span    knowledge.Span // in the section's text; zero for headings and titles
	Heading bool
	Row     bool // a table row

	beginning bool     // before the first numbered provision
	title     string   // of the document, folded, gaps left out
	heads     []string // the headings it stands under
	letters   int      // in Words, numbers left out

	Text   string // as printed
	Masked string // text with what is not prose blanked out, the same length
	Header string // for a table row, the masked header of its table

	Words string   // folded, gaps left out; see [Fold]
	Key   uint64   // of the words and numbers
	Shape uint64   // of the words, every number made the same; 0 where too few words are left to tell statements apart
	Grams []uint64 // of the words, sorted, each once; see [Grams]
}

// Seed makes the hashes of one process comparable. They are never stored.
var Seed = maphash.MakeSeed()

// Of splits a document into statements, in reading order.
func Of(d *knowledge.Document) []*Statement {
	var all []*Statement
	part, beginning := -1, true
	title := Compact(Fold(d.Title))
	add := func(s *Statement) {
		s.Masked = maskMarkup(s.Text)
		words := Fold(s.Masked)
		if words == "" {
			return
		}
		s.Index, s.Part, s.title = len(all), part, title
		if s.Section >= 0 {
			s.heads = d.Sections[s.Section].Heading
			beginning = beginning && d.Sections[s.Section].Number == ""
		}
		s.beginning = beginning
		s.Key = maphash.String(Seed, words)
		bare, letters := WithoutNumbers(words)
		s.Words, s.letters = Compact(words), letters
		if s.Row {
			// Rows of one table differ only in their first cell and numbers.
			bare = Fold(RowName(s.Masked)) + "|" + bare
		}
		if letters >= 2 {
			s.Shape = maphash.String(Seed, bare)
		}
		s.Grams = Grams(bare)
		all = append(all, s)
	}
	add(&Statement{Section: -1, Heading: true, Text: d.Title})
	for i := range d.Sections {
		section := &d.Sections[i]
		if i == 0 || section.Number != d.Sections[i-1].Number || !slices.Equal(d.Sections[i-1].Heading, section.Heading) {
			part = i
		}
		title := "" // the heading, where the text says it again
		if n := len(section.Heading); n > 0 {
			title = strings.TrimSpace(section.Heading[n-1])
		}
		if n := len(section.Heading); n > 0 && (i == 0 || !slices.Equal(d.Sections[i-1].Heading, section.Heading)) &&
			!strings.HasPrefix(Fold(section.Text), Fold(section.Heading[n-1])) { // a provision may be its own heading
			add(&Statement{Section: i, Heading: true, Text: section.Heading[n-1]})
		}
		if section.Table {
			header := ""
			for _, span := range lines(section.Text) {
				s := &Statement{Section: i, Span: span, Text: span.Of(section.Text), Row: true, Header: header}
				add(s)
				if header == "" && strings.ContainsAny(s.Masked, "|\t") {
					header = s.Masked
				}
			}
			continue
		}
		for _, span := range knowledge.Sentences(section.Text) {
			for _, clause := range clauses(section.Text, span) {
				text := clause.Of(section.Text)
				if tableRule.MatchString(text) {
					continue
				}
				add(&Statement{Section: i, Span: clause, Text: text, Heading: title != "" && strings.Trim(text, " #*") == title, Row: strings.Count(text, "|") >= 2 || strings.Contains(text, "\t")})
			}
		}
	}
	return all
}

// tableRule matches the line between the header and the body of a Markdown
// table.
var tableRule = regexp.MustCompile(`^[\s|:-]*-{2,}[\s|:-]*$`)

// lines returns the lines of text that are not empty, without the breaks.
func lines(text string) []knowledge.Span {
	var spans []knowledge.Span
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		if strings.TrimSpace(text[start:end]) != "" && !tableRule.MatchString(text[start:end]) {
			spans = append(spans, knowledge.Span{Start: start, End: end})
		}
		start = end + 1
	}
	return spans
}

// clauses cuts a sentence that announces a list at its semicolons, so that an
// item that joins or leaves the list is seen as one item. The clauses of other
// sentences stay together: "逾期不改正的，处一万元以下罚款" says nothing by itself.
func clauses(text string, s knowledge.Span) []knowledge.Span {
	stop := strings.Index(text[s.Start:s.End], "；")
	if stop < 0 || !strings.ContainsAny(text[s.Start:s.Start+stop], "：:") {
		return []knowledge.Span{s}
	}
	var spans []knowledge.Span
	start := s.Start
	for start < s.End {
		i := strings.Index(text[start:s.End], "；")
		if i < 0 {
			break
		}
		end := start + i + len("；")
		spans = append(spans, knowledge.Span{Start: start, End: end})
		start = end
	}
	if strings.TrimSpace(text[start:s.End]) != "" {
		spans = append(spans, knowledge.Span{Start: start, End: s.End})
	}
	return spans
}

// RowName returns what names a table row: its first cell that is not empty.
func RowName(row string) string {
	for _, cell := range Cells(row) {
		if c := strings.TrimSpace(cell.Of(row)); c != "" {
			return c
		}
	}
	return ""
}

// Cells returns the cells of a row whose columns are divided by tabs or bars,
// or that is written out: "head：column value，column value".
func Cells(row string) []knowledge.Span {
	if !strings.ContainsAny(row, "|\t") {
		return writtenCells(row)
	}
	stop := byte('|')
	if strings.Contains(row, "\t") {
		stop = '\t'
	}
	var spans []knowledge.Span
	start := 0
	if trimmed := strings.TrimLeft(row, " "); stop == '|' && strings.HasPrefix(trimmed, "|") {
		start = len(row) - len(trimmed) + 1
	}
	for i := start; i <= len(row); i++ {
		if i == len(row) || row[i] == stop {
			if i < len(row) || strings.TrimSpace(row[start:i]) != "" {
				spans = append(spans, knowledge.Span{Start: start, End: i})
			}
			start = i + 1
		}
	}
	return spans
}

// writtenCells returns the head of a written-out row and its columns, each
// with its name.
func writtenCells(row string) []knowledge.Span {
	colon, comma := "：", "，"
	head := strings.Index(row, colon)
	if head < 0 {
		colon, comma = ": ", "; "
		if head = strings.Index(row, colon); head < 0 {
			return []knowledge.Span{{Start: 0, End: len(row)}}
		}
	}
	spans := []knowledge.Span{{Start: 0, End: head}}
	for start := head + len(colon); ; {
		end := strings.Index(row[start:], comma)
		if end < 0 {
			return append(spans, knowledge.Span{Start: start, End: len(row)})
		}
		spans = append(spans, knowledge.Span{Start: start, End: start + end})
		start += end + len(comma)
	}
}

// OtherItems reports whether the statements are items of a list that have
// nothing in common but the words: under other numbers, and no figure that
// both state.
func OtherItems(a, b *Statement) bool {
	if a.Shape != b.Shape || a.Shape == 0 || a.Row {
		return false
	}
	from, to := a.ItemNumber(), b.ItemNumber()
	return from != "" && to != "" && from != to && !ShareNumber(a, b)
}

// InTitle reports whether a folded word of several letters is part of the
// title of the statement's document.
func (s *Statement) InTitle(word string) bool {
	const shortest = 4 // bytes
	return len(word) >= shortest && strings.Contains(s.title, word)
}

// ItemNumber returns what numbers a statement as an item of a list: （一）, 2.,
// or "".
func (s *Statement) ItemNumber() string {
	if s.Row {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r = FoldWidth(r); unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, s.Masked[:MarkerEnd(s.Masked)])
}

// ShareNumber reports whether two statements state one number, the same one of
// those of each.
func ShareNumber(a, b *Statement) bool {
	x, y := numbersOf(a.Words), numbersOf(b.Words)
	for k := range min(len(x), len(y)) {
		if x[k] == y[k] {
			return true
		}
	}
	return false
}

// numbersOf returns the numbers of folded words in order.
func numbersOf(words string) []string {
	return strings.FieldsFunc(words, func(r rune) bool { return !unicode.IsNumber(r) && !strings.ContainsRune(numerals, r) })
}
