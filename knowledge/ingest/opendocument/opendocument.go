// Package opendocument reads the files of LibreOffice and its like: texts
// (ODT), sheets (ODS) and slides (ODP).
package opendocument

import (
	"context"
	"strconv"
	"strings"

	"policybot/knowledge/ingest/archive"
	"policybot/knowledge/ingest/content"
)

var (
	notOpenDocument = content.Message{
		English: "the file has no text part of an OpenDocument file: save it again from the program that made it",
		Chinese: "文件中没有 OpenDocument 的正文部分：请用生成它的程序重新保存",
	}
	tableCut = content.Message{
		English: "only the first part of table “%s” was read: split it",
		Chinese: "表格“%s”过大，只读取了前面的部分：请拆分",
	}
	hiddenTable = content.Message{
		English: "sheet “%s” is hidden and was not read: show it if it holds",
		Chinese: "工作表“%s”已隐藏，未予读取：如仍有效请取消隐藏",
	}
)

// Read reads a document.
func Read(ctx context.Context, in content.Input) (content.Parsed, error) {
	a, err := archive.Open(ctx, in.Data)
	if err != nil {
		return content.Parsed{}, err
	}
	root, err := a.Parse("content.xml")
	if err != nil {
		return content.Parsed{}, err
	}
	if root == nil {
		return content.Parsed{}, content.Refuse(notOpenDocument)
	}
	if manifest, err := a.Read("META-INF/manifest.xml"); err == nil && strings.Contains(string(manifest), "encryption-data") {
		return content.Parsed{}, content.Refuse(content.NeedsPassword)
	}
	r := reader{ctx: ctx, struck: map[string]bool{}, raised: map[string]bool{}, hidden: map[string]bool{}}
	r.styles(root)
	if styles, err := a.Parse("styles.xml"); err == nil && styles != nil {
		r.styles(styles)
	}
	if bodies := root.All("body"); len(bodies) > 0 {
		r.blocksOf(bodies[0], 0)
	}
	r.out.Source.Title = r.title(a)
	return r.out, ctx.Err()
}

// reader gathers the blocks of a document.
type reader struct {
	ctx                    context.Context
	out                    content.Parsed
	struck, raised, hidden map[string]bool // styles
	page                   int
}

// title returns the title that the document states, where its text has it too.
func (r *reader) title(a *archive.Archive) string {
	meta, err := a.Parse("meta.xml")
	if err != nil || meta == nil {
		return ""
	}
	for _, n := range meta.All("title") {
		title := content.StatedTitle(textOf(n))
		for _, b := range r.out.Blocks[:min(len(r.out.Blocks), 6)] {
			if title != "" && strings.Contains(b.Text, title) {
				return title
			}
		}
	}
	return ""
}

func textOf(n *archive.Node) string {
	out := n.Text
	for _, c := range n.Children {
		out += textOf(c)
	}
	return out
}

// styles notes which styles strike, raise or hide text.
func (r *reader) styles(root *archive.Node) {
	for _, style := range root.All("style") {
		name, text := style.Attribute("name"), style.Child("text-properties")
		if line := text.Attribute("text-line-through-style"); line != "" && line != "none" || text.Attribute("text-line-through-type") == "single" {
			r.struck[name] = true
		}
		if strings.HasPrefix(text.Attribute("text-position"), "super") {
			r.raised[name] = true
		}
		if text.Attribute("display") == "none" || style.Child("table-properties").Attribute("display") == "false" {
			r.hidden[name] = true
		}
	}
}

// blocksOf reads what stands in a part of the document; level is that of the
// list it is in.
func (r *reader) blocksOf(n *archive.Node, level int) {
	for _, c := range n.Children {
		if r.ctx.Err() != nil {
			return
		}
		switch c.Name {
		case "h":
			outline, _ := strconv.Atoi(c.Attribute("outline-level"))
			r.add(content.Block{Kind: content.Heading, Level: min(max(outline, 1), 9)}, c)
		case "p":
			if level > 0 {
				r.add(content.Block{Kind: content.ListItem, Level: level}, c)
			} else {
				r.add(content.Block{}, c)
			}
		case "list":
			r.blocksOf(c, min(level+1, 9))
		case "table":
			r.table(c)
		case "page":
			r.page++
			r.blocksOf(c, 0)
		case "tracked-changes", "notes", "annotation", "forms", "sequence-decls", "table-of-content", "alphabetical-index":
		default:
			r.blocksOf(c, level)
		}
	}
}

// add adds a paragraph and the notes that it refers to.
func (r *reader) add(b content.Block, n *archive.Node) {
	var text strings.Builder
	var notes []*archive.Node
	r.inline(n, &text, &notes)
	b.Text, b.Page = content.Clean(text.String()), r.page
	if b.Kind == content.Heading {
		b.Text = content.CleanLine(b.Text)
	}
	if b.Text != "" {
		r.out.Blocks = append(r.out.Blocks, b)
	}
	for _, note := range notes {
		var body strings.Builder
		r.inline(note.Child("note-body"), &body, nil)
		if t := content.CleanLine(body.String()); t != "" {
			r.out.Blocks = append(r.out.Blocks, content.Block{Kind: content.Footnote, Text: t, Page: r.page})
		}
	}
	for _, box := range n.All("text-box") {
		r.blocksOf(box, 0)
	}
}

// inline writes the text of a paragraph, without what is struck out or hidden.
func (r *reader) inline(n *archive.Node, out *strings.Builder, notes *[]*archive.Node) {
	for _, c := range n.Children {
		style := c.Attribute("style-name")
		switch c.Name {
		case "":
			out.WriteString(c.Text)
		case "s", "tab":
			out.WriteByte(' ')
		case "line-break":
			out.WriteByte('\n')
		case "note":
			if notes != nil {
				*notes = append(*notes, c)
				out.WriteString(strings.Map(content.Superscript, textOf(c.Child("note-citation"))))
			}
		case "annotation", "text-box", "hidden-text", "ruby-text":
		case "span":
			if r.struck[style] || r.hidden[style] {
				continue
			}
			if r.raised[style] {
				out.WriteString(strings.Map(content.Superscript, textOf(c)))
				continue
			}
			r.inline(c, out, notes)
		case "p":
			if out.Len() > 0 {
				out.WriteByte('\n')
			}
			r.inline(c, out, notes)
		default:
			r.inline(c, out, notes)
		}
	}
}

// table reads a table. A sheet is a table below its name.
func (r *reader) table(n *archive.Node) {
	name := n.Attribute("name")
	if r.hidden[n.Attribute("style-name")] {
		r.out.Problems = append(r.out.Problems, content.Refuse(hiddenTable, name))
		return
	}
	g := grid{reader: r}
	g.rows(n)
	for len(g.out) > 0 && g.used[len(g.out)-1] == 0 {
		g.out = g.out[:len(g.out)-1]
	}
	if g.cut {
		r.out.Problems = append(r.out.Problems, content.Refuse(tableCut, name))
	}
	width := 0
	for i := range g.out {
		width = max(width, g.used[i])
	}
	if width == 0 {
		return
	}
	for i, row := range g.out {
		row = append(row, make([]content.Cell, max(0, width-len(row)))...)
		g.out[i] = row[:width:width]
	}
	r.out.Blocks = append(r.out.Blocks, content.Block{Kind: content.Table, Rows: g.out, HeaderRows: g.heads, Page: r.page})
}

// grid gathers the rows of a table.
type grid struct {
	reader *reader
	out    [][]content.Cell
	used   []int // for each row, how many cells up to the last that is not empty
	heads  int
	cells  int
	cut    bool
	spans  map[[2]int]string // what merged cells cover
}

func (g *grid) rows(n *archive.Node) {
	for _, c := range n.Children {
		switch c.Name {
		case "table-header-rows":
			g.rows(c)
			g.heads = len(g.out)
		case "table-row":
			if v := c.Attribute("visibility"); v == "collapse" || v == "filter" {
				continue
			}
			g.row(c)
		case "table-rows", "table-row-group":
			g.rows(c)
		}
	}
}

// maxRepeated bounds how often a row that holds something is repeated; sheets
// end in a million empty ones.
const maxRepeated = 1_000

func (g *grid) row(n *archive.Node) {
	if g.spans == nil {
		g.spans = map[[2]int]string{}
	}
	at := len(g.out)
	var row []content.Cell
	for _, c := range n.Children {
		if c.Name != "table-cell" && c.Name != "covered-table-cell" {
			continue
		}
		cell := content.Cell{Text: g.cellText(c)}
		for range min(max(number(c.Attribute("number-columns-repeated")), 1), content.MaxColumns-len(row)) {
			place := cell
			if covering, ok := g.spans[[2]int{at, len(row)}]; ok {
				place = content.Cell{Text: covering, Continued: true}
			}
			row = append(row, place)
		}
		g.cover(c, at, len(row)-1, cell.Text)
	}
	used := 0
	for i, c := range row {
		if c.Text != "" {
			used = i + 1
		}
	}
	row = row[:used:used]
	times := max(number(n.Attribute("number-rows-repeated")), 1)
	if used == 0 {
		times = 1
	}
	for range min(times, maxRepeated) {
		if g.cells += used + 1; g.cells > content.MaxTableCells {
			g.cut = true
			return
		}
		g.out, g.used = append(g.out, row), append(g.used, used)
	}
}

// cover notes the places that a merged cell covers.
func (g *grid) cover(c *archive.Node, row, column int, text string) {
	const most = 1_000
	rows, columns := min(number(c.Attribute("number-rows-spanned")), most), min(number(c.Attribute("number-columns-spanned")), most)
	if rows*columns < 2 || rows*columns > 10*most || column < 0 {
		return
	}
	for i := range rows {
		for k := range columns {
			if i+k > 0 {
				g.spans[[2]int{row + i, column + k}] = text
			}
		}
	}
}

func number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

func (g *grid) cellText(c *archive.Node) string {
	var text strings.Builder
	for _, child := range c.Children {
		switch child.Name {
		case "p", "h", "list":
			if text.Len() > 0 {
				text.WriteByte('\n')
			}
			g.reader.inline(child, &text, nil)
		}
	}
	return content.CleanLine(text.String())
}
