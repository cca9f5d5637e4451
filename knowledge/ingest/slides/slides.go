// Package slides reads presentations of PowerPoint (PPTX): a page a slide,
// the title of each a heading, with its lists and tables.
package slides

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"policybot/knowledge/ingest/archive"
	"policybot/knowledge/ingest/content"
)

const maxSlides = 2_000

var (
	hiddenSlides = content.Message{
		English: "slides %s are hidden and were not read: show them if they hold",
		Chinese: "第 %s 张幻灯片已隐藏，未予读取：如仍有效请取消隐藏",
	}
	tooManySlides = content.Message{
		English: "the file has %d slides and the limit is %d: split it",
		Chinese: "文件有 %d 张幻灯片，超过 %d 张的上限：请拆分文件",
	}
)

// Read reads a presentation. What the speaker's notes say is left out: nobody
// published it.
func Read(ctx context.Context, in content.Input) (content.Parsed, error) {
	a, err := archive.Open(ctx, in.Data)
	if err != nil {
		return content.Parsed{}, err
	}
	names, err := slidesOf(a)
	if err != nil {
		return content.Parsed{}, err
	}
	if len(names) > maxSlides {
		return content.Parsed{}, content.Refuse(tooManySlides, len(names), maxSlides)
	}
	var p content.Parsed
	var hidden []string
	for i, name := range names {
		if err := ctx.Err(); err != nil {
			return p, err
		}
		root, err := a.Parse(name)
		if err != nil {
			return p, err
		}
		if root == nil {
			continue
		}
		if root.Child("sld").Attribute("show") == "0" {
			hidden = append(hidden, strconv.Itoa(i+1))
			continue
		}
		s := slide{page: i + 1, first: len(p.Blocks) == 0}
		s.shapes(root)
		p.Blocks = append(p.Blocks, s.blocks...)
	}
	if len(hidden) > 0 {
		p.Problems = append(p.Problems, content.Refuse(hiddenSlides, strings.Join(hidden, ", ")))
	}
	return p, nil
}

// slidesOf returns the names of the slides in their order.
func slidesOf(a *archive.Archive) ([]string, error) {
	const main = "ppt/presentation.xml"
	root, err := a.Parse(main)
	if err != nil {
		return nil, err
	}
	if root == nil {
		return nil, content.Refuse(content.NotWord, "PPTX")
	}
	links, err := a.Links(main)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, id := range root.All("sldId") {
		if name := links[id.Link()]; name != "" {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		for _, name := range a.Names() {
			var n int
			if _, err := fmt.Sscanf(name, "ppt/slides/slide%d.xml", &n); err == nil {
				names = append(names, name)
			}
		}
		slices.Sort(names)
	}
	return names, nil
}

// slide gathers the blocks of a slide.
type slide struct {
	page   int
	first  bool // the first of the presentation: its title is that of the document
	blocks []content.Block
}

// shapes reads what stands on a slide: titles first, then text and tables in
// the order in which they were put there.
func (s *slide) shapes(root *archive.Node) {
	var rest []*archive.Node
	s.collect(root, &rest)
	for _, n := range rest {
		if n.Name == "tbl" {
			s.table(n)
		} else {
			s.text(n, false)
		}
	}
}

func (s *slide) collect(n *archive.Node, rest *[]*archive.Node) {
	for _, c := range n.Children {
		switch c.Name {
		case "Fallback": // the same again, for older programs
		case "tbl":
			*rest = append(*rest, c)
		case "sp":
			kind := placeholder(c)
			switch kind {
			case "title", "ctrTitle":
				s.text(c, true)
			case "sldNum", "ftr", "dt", "hdr":
			default:
				*rest = append(*rest, c)
			}
		default:
			s.collect(c, rest)
		}
	}
}

// placeholder returns what a shape is for, "" where it is free.
func placeholder(shape *archive.Node) string {
	if marks := shape.All("ph"); len(marks) > 0 {
		return marks[0].Attribute("type")
	}
	return ""
}

// text reads the paragraphs of a shape.
func (s *slide) text(shape *archive.Node, title bool) {
	body := shape.Child("txBody")
	var lines []string
	for _, p := range body.All("p") {
		text := content.Clean(paragraph(p))
		switch {
		case text == "":
		case title:
			lines = append(lines, strings.ReplaceAll(text, "\n", " "))
		default:
			s.blocks = append(s.blocks, s.item(p, text))
		}
	}
	if len(lines) > 0 {
		level := 2
		if s.first && len(s.blocks) == 0 {
			level = 1
		}
		s.blocks = append(s.blocks, content.Block{Kind: content.Heading, Level: level, Text: content.JoinLines(lines), Page: s.page})
	}
}

// item returns a paragraph: one that is set in is an item of a list.
func (s *slide) item(p *archive.Node, text string) content.Block {
	level, _ := strconv.Atoi(p.Child("pPr").Attribute("lvl"))
	if level > 0 && level < 10 {
		return content.Block{Kind: content.ListItem, Level: level, Text: text, Page: s.page}
	}
	return content.Block{Kind: content.Paragraph, Text: text, Page: s.page}
}

// paragraph returns the text of a paragraph without what is struck out.
func paragraph(p *archive.Node) string {
	var out strings.Builder
	for _, c := range p.Children {
		switch c.Name {
		case "br":
			out.WriteByte('\n')
		case "r", "fld":
			if strike := c.Child("rPr").Attribute("strike"); strike == "" || strike == "noStrike" {
				text := textOf(c.Child("t"))
				if base, _ := strconv.Atoi(c.Child("rPr").Attribute("baseline")); base > 0 {
					text = content.RaisedText("superscript", text)
				}
				out.WriteString(text)
			}
		}
	}
	return out.String()
}

func textOf(n *archive.Node) string {
	var out strings.Builder
	for _, c := range n.Children {
		out.WriteString(c.Text)
	}
	return out.String()
}

// table reads a table. Merged cells stand in every place they cover.
func (s *slide) table(tbl *archive.Node) {
	var rows [][]content.Cell
	cells := 0
	for _, tr := range tbl.All("tr") {
		var row []content.Cell
		for _, tc := range tr.Children {
			if tc.Name != "tc" {
				continue
			}
			c := content.Cell{Text: cellText(tc)}
			switch at := len(row); {
			case tc.Attribute("hMerge") == "1" && at > 0:
				c = content.Cell{Text: row[at-1].Text, Continued: true}
			case tc.Attribute("vMerge") == "1" && len(rows) > 0 && at < len(rows[len(rows)-1]):
				c = content.Cell{Text: rows[len(rows)-1][at].Text, Continued: true}
			}
			row = append(row, c)
		}
		if cells += len(row); cells > content.MaxTableCells || len(row) > content.MaxColumns {
			break
		}
		rows = append(rows, row)
	}
	width := 0
	for _, row := range rows {
		width = max(width, len(row))
	}
	for i := range rows {
		rows[i] = append(rows[i], make([]content.Cell, width-len(rows[i]))...)
	}
	if len(rows) > 0 && width > 0 {
		s.blocks = append(s.blocks, content.Block{Kind: content.Table, Rows: rows, Page: s.page})
	}
}

func cellText(tc *archive.Node) string {
	var lines []string
	for _, p := range tc.Child("txBody").All("p") {
		if text := content.CleanLine(strings.ReplaceAll(paragraph(p), "\n", " ")); text != "" {
			lines = append(lines, text)
		}
	}
	return content.JoinLines(lines)
}
