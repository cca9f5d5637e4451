package html

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"policybot/knowledge/ingest/content"
)

func itemNumber(n int) string { return strconv.Itoa(n) + "." }

// table reads a table of data as a table, and one that only lays out a page
// as the text in it.
func (r *htmlReader) table(n *html.Node) {
	var grid tableGrid
	grid.collect(n, r)
	if grid.layout || grid.width() < 2 {
		r.flush()
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			r.block(c)
		}
		r.flush()
		return
	}
	r.flush()
	t := content.Block{Kind: content.Table, Text: grid.caption, Rows: grid.rows, HeaderRows: grid.headerRows}
	r.blocks = append(r.blocks, t)
}

// tableGrid is a table with spans written out.
type tableGrid struct {
	caption    string
	rows       [][]content.Cell
	headerRows int
	layout     bool // holds tables or long text: not data
	spans      []rowSpan
	cells      int
}

// rowSpan is a cell that goes on in the rows below.
type rowSpan struct {
	cell content.Cell
	left int // rows
}

func (g *tableGrid) width() int {
	width := 0
	for _, row := range g.rows {
		width = max(width, len(row))
	}
	return width
}

// longCell is how many bytes of text make a cell a part of the page's layout.
const longCell = 3000

func (g *tableGrid) collect(n *html.Node, r *htmlReader) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		switch c.DataAtom {
		case atom.Caption:
			g.caption = tableCell(c, r, false)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			before := len(g.rows)
			g.collect(c, r)
			if c.DataAtom == atom.Thead && before == 0 {
				g.headerRows = len(g.rows)
			}
		case atom.Tr:
			g.row(c, r)
		}
	}
}

func (g *tableGrid) row(n *html.Node, r *htmlReader) {
	var row []content.Cell
	heads := true
	carry := func() { // cells that go on from the rows above
		for len(row) < len(g.spans) && g.spans[len(row)].left > 0 {
			g.spans[len(row)].left--
			row = append(row, g.spans[len(row)].cell)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		carry()
		heads = heads && c.DataAtom == atom.Th
		at := content.Cell{Text: tableCell(c, r, false)}
		if isStruck(c) {
			at = content.Cell{Text: tableCell(c, r, true), Struck: true}
		}
		g.layout = g.layout || len(at.Text) > longCell || contains(c, atom.Table)
		columns := min(max(span(c, "colspan"), 1), content.MaxColumns-len(row))
		rows := max(span(c, "rowspan"), 1)
		for range columns {
			for len(g.spans) <= len(row) {
				g.spans = append(g.spans, rowSpan{})
			}
			row = append(row, at)
			at.Continued = true
			g.spans[len(row)-1] = rowSpan{at, rows - 1}
		}
	}
	carry()
	if g.cells += len(row); len(row) == 0 || g.cells > content.MaxTableCells {
		return
	}
	if heads && g.headerRows == len(g.rows) {
		g.headerRows++
	}
	g.rows = append(g.rows, row)
}

func span(n *html.Node, key string) int {
	value, err := strconv.Atoi(strings.TrimSpace(attribute(n, key)))
	if err != nil {
		return 1
	}
	return min(value, content.MaxColumns)
}

func contains(n *html.Node, a atom.Atom) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == a || contains(c, a) {
			return true
		}
	}
	return false
}

// isStruck reports whether all text below n is struck out.
func isStruck(n *html.Node) bool {
	text := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case strikes(c):
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "", c.Type != html.TextNode && textLength(c) == 0:
			continue
		case c.Type == html.TextNode || !isStruck(c):
			return false
		}
		text = true
	}
	return text
}

// tableCell returns the text of a cell as one line, with what is struck out
// in it or without.
func tableCell(n *html.Node, r *htmlReader, struck bool) string {
	inner := htmlReader{context: r.context, struck: struck}
	inner.children(n)
	inner.flush()
	var lines []string
	for _, b := range inner.blocks {
		lines = append(lines, strings.Split(strings.TrimSpace(b.Number+" "+b.Text), "\n")...)
	}
	return content.JoinLines(lines)
}
