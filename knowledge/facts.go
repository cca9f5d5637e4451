package knowledge

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"policybot/knowledge/figure"
)

// Facts returns the facts of a document's own sentences, in order: each
// sentence or table row that carries a figure. A sentence whose only figures
// are dates is one when a date in it is a deadline or the day something takes
// effect.
//
// At most MaxFigures figures are read.
//
// A fact's id is made of its words, so that it stays the same when other
// parts of the document change.
func Facts(d *Document) []Fact {
	var facts []Fact
	total := 0
	taken := map[string]int{}
	for i := range d.Sections {
		s := &d.Sections[i]
		for _, span := range Sentences(s.Text) {
			statement := span.Of(s.Text)
			if !mayHoldFigure(statement) {
				continue
			}
			figures := figure.Find(statement, d.Source.Published)
			if !tellsSomething(figures) {
				continue
			}
			if total += len(figures); total > MaxFigures {
				return facts
			}
			fact := Fact{
				ID:        factID(d.ID, statement, taken),
				Statement: Text{d.Language: statement},
				Figures:   figures,
				Language:  d.Language,
				AsOf:      asOf(figures),
				Cite:      Citation{Document: d.ID, Section: s.ID, Start: span.Start, End: span.End},
			}
			if s.Table {
				fact.Label, fact.Labels = rowLabels(d.Language, statement, figures)
			} else {
				fact.Label = label(d.Language, s, statement, figures)
			}
			facts = append(facts, fact)
		}
	}
	return facts
}

// MaxFigures is how many figures are read from one document; a figure takes
// about a kilobyte. A statistical yearbook prints some 200,000 on a thousand
// pages.
const MaxFigures = 100_000

// mayHoldFigure reports whether text has a digit or a character that Chinese
// writes numbers with; other text need not be read for figures.
func mayHoldFigure(text string) bool {
	return strings.ContainsAny(text, "0123456789０１２３４５６７８９一二三四五六七八九十百千万亿两半零〇壹贰叁肆伍陆柒捌玖拾佰仟几数双倍翻成") ||
		!hasHan(text)
}

func hasHan(text string) bool {
	for _, r := range text {
		if r >= 0x4E00 && r <= 0x9FFF {
			return true
		}
	}
	return false
}

// tellsSomething reports whether figures make their sentence a fact.
func tellsSomething(figures []figure.Figure) bool {
	for _, f := range figures {
		isDate := f.Dimension == figure.DateDay || f.Dimension == figure.DateRange
		if !isDate || f.Role == figure.Deadline || f.Role == figure.Effective {
			return true
		}
	}
	return false
}

// asOf returns the day that the figures of a statement were true, where it
// says so.
func asOf(figures []figure.Figure) figure.Date {
	for _, f := range figures {
		if !f.AsOf.IsZero() {
			return f.AsOf
		}
		if f.Role == figure.AsOf && !f.Date.IsZero() {
			return f.Date
		}
	}
	return figure.Date{}
}

func factID(document DocumentID, statement string, taken map[string]int) FactID {
	hash := sha256.Sum256([]byte(statement))
	id := hex.EncodeToString(hash[:6])
	taken[id]++
	if n := taken[id]; n > 1 {
		id = fmt.Sprintf("%s-%d", id, n)
	}
	return FactID(string(document) + "#" + id)
}

// label names a statement by the heading it stands under and what its first
// figure counts.
func label(language Language, s *Section, statement string, figures []figure.Figure) Text {
	subject := ""
	for _, f := range figures {
		if f.Subject != "" && f.Dimension != figure.DateDay && f.Dimension != figure.DateRange {
			subject = f.Subject
			break
		}
	}
	heading := ""
	if n := len(s.Heading); n > 0 {
		heading = strings.TrimSpace(strings.TrimPrefix(s.Heading[n-1], s.Number))
		if strings.HasPrefix(statement, s.Heading[n-1]) && subject != "" {
			heading = ""
		}
	}
	switch {
	case subject == "":
		return Text{language: heading}
	case heading == "" || strings.Contains(heading, subject) || utf8.RuneCountInString(heading) > maxLabelHeading:
		return Text{language: subject}
	case language == English:
		return Text{language: heading + ": " + subject}
	}
	return Text{language: heading + "：" + subject}
}

// maxLabelHeading is how many characters of heading a label may begin with.
const maxLabelHeading = 40

// rowLabels names the figures of a table row, "head：column value，column
// value", by its head and their columns.
func rowLabels(language Language, statement string, figures []figure.Figure) (Text, []Text) {
	colon, comma := "：", "，"
	if language == English {
		colon, comma = ": ", "; "
	}
	head, _, ok := strings.Cut(statement, colon)
	if !ok {
		head = ""
	}
	labels := make([]Text, len(figures))
	for i, f := range figures {
		start := 0
		if ok && f.Start >= len(head)+len(colon) {
			start = len(head) + len(colon)
		}
		if k := strings.LastIndex(statement[start:f.Start], comma); k >= 0 {
			start += k + len(comma)
		}
		column := strings.TrimRight(statement[start:f.Start], "：: ")
		switch {
		case column == "":
			column = head
		case head != "":
			column = head + colon + column
		}
		labels[i] = Text{language: column}
	}
	return Text{language: head}, labels
}
