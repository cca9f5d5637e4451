package main

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"policybot/knowledge"
	"policybot/knowledge/diff"
)

//go:embed diff.html
var diffPage string

var diffTemplate = template.Must(template.New("diff").Parse(diffPage))

// changesPage is what the page of a comparison shows.
type changesPage struct {
	Language  string
	Title     string
	Names     []string
	Before    string
	After     string
	Nothing   string
	Rest      string // how many silent changes are left out
	Documents []changesDocument
}

type changesDocument struct {
	Title   string
	Changes []changeView
}

type changeView struct {
	Class    string // major, minor or silent
	Headline string
	Old, New []piece
}

// piece is a stretch of a quote.
type piece struct {
	Text   string
	Marked bool
}

// writeChangesHTML writes a page of both sides of each change, grouped by
// document. It needs nothing beside itself.
func writeChangesHTML(w io.Writer, compared comparison, l knowledge.Language, all bool) error {
	say := func(zh, en string) string {
		return knowledge.Text{knowledge.Chinese: zh, knowledge.English: en}.In(l)
	}
	page := changesPage{Language: string(l), Title: say("变更", "Changes"), Names: compared.names, Before: say("之前", "Before"), After: say("之后", "After")}
	silent := 0
	last := knowledge.DocumentID("\x00")
	for i := range compared.changes {
		c := &compared.changes[i]
		if c.IsSilent() && !all {
			silent++
			continue
		}
		if c.Document != last {
			last = c.Document
			title := c.Title
			if title == "" {
				title = string(c.Document)
			}
			page.Documents = append(page.Documents, changesDocument{Title: title})
		}
		d := &page.Documents[len(page.Documents)-1]
		d.Changes = append(d.Changes, changeView{string(c.Severity), c.Headline(l), pieces(c.OldQuote), pieces(c.NewQuote)})
	}
	if len(page.Documents) == 0 {
		page.Nothing = say("没有实质变化。", "Nothing of substance changed.")
	}
	if silent > 0 {
		page.Rest = fmt.Sprintf(say("另有 %d 处只改了写法、链接、编号或版式。", "Silent changes of notation, links, numbering or layout: %d."), silent)
	}
	if err := diffTemplate.Execute(w, page); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	return nil
}

// pieces cuts a quote at its marks.
func pieces(q diff.Quote) []piece {
	var list []piece
	at := 0
	add := func(end int, marked bool) {
		if text := printable(q.Text[at:end]); text != "" {
			list = append(list, piece{text, marked})
		}
		at = end
	}
	for _, m := range q.Marked {
		add(m.Start, false)
		add(m.End, true)
	}
	add(len(q.Text), false)
	return list
}
