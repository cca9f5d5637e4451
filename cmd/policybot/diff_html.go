package main

import (
	_ "embed"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"

	"policybot/knowledge"
	"policybot/knowledge/diff"
)

//go:embed diff.css
var diffStyle string

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
	if err := html.Render(w, page.node()); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	return nil
}

// node returns the page as nodes: what is rendered of them is escaped, and
// unlike html/template they do not keep the linker from leaving methods out
// (8 MB of the program).
func (p *changesPage) node() *html.Node {
	root := element("html", "lang", p.Language)
	head := add(root, element("head"))
	add(head, element("meta", "charset", "utf-8"))
	add(head, element("meta", "name", "viewport", "content", "width=device-width, initial-scale=1"))
	addText(add(head, element("title")), p.Title)
	addText(add(head, element("style")), diffStyle)
	body := add(root, element("body"))
	addText(add(body, element("h1")), p.Title)
	addText(add(body, element("p", "class", "names")), strings.Join(p.Names, " → "))
	if p.Nothing != "" {
		addText(add(body, element("p")), p.Nothing)
	}
	for _, d := range p.Documents {
		addText(add(body, element("h2")), d.Title)
		for _, c := range d.Changes {
			article := add(body, element("article", "class", c.Class))
			addText(add(article, element("h3")), c.Headline)
			sides := add(article, element("div", "class", "sides"))
			addSide(sides, p.Before, c.Old, "del")
			addSide(sides, p.After, c.New, "ins")
		}
	}
	if p.Rest != "" {
		addText(add(body, element("p", "class", "rest")), p.Rest)
	}
	document := &html.Node{Type: html.DocumentNode}
	add(document, &html.Node{Type: html.DoctypeNode, Data: "html"})
	add(document, root)
	return document
}

// addSide adds one side of a change, what differs within the tag mark.
func addSide(to *html.Node, title string, pieces []piece, mark string) {
	side := add(to, element("p"))
	addText(add(side, element("b")), title)
	for _, p := range pieces {
		if p.Marked {
			addText(add(side, element(mark)), p.Text)
		} else {
			addText(side, p.Text)
		}
	}
}

// element returns an element with attributes, names and values in turn.
func element(tag string, attributes ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: tag}
	for i := 0; i+1 < len(attributes); i += 2 {
		n.Attr = append(n.Attr, html.Attribute{Key: attributes[i], Val: attributes[i+1]})
	}
	return n
}

func add(to, child *html.Node) *html.Node {
	to.AppendChild(child)
	return child
}

func addText(to *html.Node, text string) { add(to, &html.Node{Type: html.TextNode, Data: text}) }

// pieces cuts a quote at its marks.
func pieces(q diff.Quote) []piece {
	var list []piece
	at := 0
	cut := func(end int, marked bool) {
		if text := printable(q.Text[at:end]); text != "" {
			list = append(list, piece{text, marked})
		}
		at = end
	}
	for _, m := range q.Marked {
		cut(m.Start, false)
		cut(m.End, true)
	}
	cut(len(q.Text), false)
	return list
}
