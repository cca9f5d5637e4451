package frame

import (
	"strings"

	"policybot/knowledge"
)

// Kind says what a statement is in its document.
type Kind int

// The kinds of statements.
const (
	Sentence Kind = iota // of running text
	Item                 // of a list, under its lead-in
	LeadIn               // the words that govern the items below them
	Row                  // of a table
	Heading              // names what stands below it; never an answer by itself
)

// Span is a stretch of a document: bytes Start to End of the text of the
// section with index Section.
type Span struct{ Section, Start, End int }

// Of returns the words that the span covers.
func (s Span) Of(d *knowledge.Document) string {
	return d.Sections[s.Section].Text[s.Start:s.End]
}

// Statement is the smallest part of a document that says something by itself
// once the words that govern it are put before it: a sentence, a list item, a
// row of a table.
type Statement struct {
	Span
	Kind   Kind
	Parent int // index of the statement that governs it; -1 for none
	Line   int // number of its line within the document, from 0: sentences of one paragraph share it
}

// Outline is a document as statements, in order, each knowing what governs it.
type Outline struct {
	Document   *knowledge.Document
	Statements []Statement
}

// Text returns the words of statement i.
func (o *Outline) Text(i int) string { return o.Statements[i].Of(o.Document) }

// Governing returns the statements that govern statement i, outermost first.
func (o *Outline) Governing(i int) []int {
	var above []int
	for p := o.Statements[i].Parent; p >= 0; p = o.Statements[p].Parent {
		above = append([]int{p}, above...)
	}
	return above
}

// Below returns the statements that statement i governs, directly or not, in
// order.
func (o *Outline) Below(i int) []int {
	var below []int
	for k := i + 1; k < len(o.Statements); k++ {
		p := o.Statements[k].Parent
		for p > i {
			p = o.Statements[p].Parent
		}
		if p != i {
			if o.Statements[k].Line != o.Statements[i].Line {
				break
			}
			continue
		}
		below = append(below, k)
	}
	return below
}

// HeadingPath returns the headings that statement i stands under, outermost
// first, the document's title left out.
func (o *Outline) HeadingPath(i int) []string {
	return o.Document.Sections[o.Statements[i].Section].Heading
}

// endsOpen reports whether a line announces what stands below it.
func endsOpen(line string) bool {
	line = strings.TrimRight(line, " \t”\"）)*_")
	return strings.HasSuffix(line, "：") || strings.HasSuffix(line, ":") || strings.HasSuffix(line, "——")
}
