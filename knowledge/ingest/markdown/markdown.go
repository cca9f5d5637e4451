package markdown

import (
	"context"
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"go.yaml.in/yaml/v4"

	"policybot/knowledge/ingest/content"
)

// markdownParser reads CommonMark with tables, footnotes and strikethrough.
var markdownParser = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Footnote, extension.Strikethrough, extension.TaskList)).Parser()

// Read reads Markdown: its front matter, headings, paragraphs, lists
// and tables. What a template would fill in ({% … %}) is left out, with the
// last name of a variable in its place.
func Read(ctx context.Context, in content.Input) (content.Parsed, error) {
	decoded, err := content.Decode(in.Data)
	if err != nil {
		return content.Parsed{}, err
	}
	front, body := splitFrontMatter(strings.ReplaceAll(decoded, "\r\n", "\n"))
	p := content.Parsed{Source: frontMatter(front)}
	body = fillTemplates(body)
	m := markdownReader{source: []byte(body)}
	if err := m.checkNesting(); err != nil {
		return content.Parsed{}, err
	}
	m.children(markdownParser.Parse(text.NewReader(m.source)), 0)
	p.Blocks = m.blocks
	return p, ctx.Err()
}

// splitFrontMatter splits off the YAML between lines of --- at the beginning.
func splitFrontMatter(text string) (front, body string) {
	rest, ok := strings.CutPrefix(text, "---\n")
	if !ok {
		return "", text
	}
	if strings.HasPrefix(rest, "---\n") {
		return "", rest[4:]
	}
	front, body, ok = strings.Cut(rest, "\n---\n")
	if !ok {
		return "", text
	}
	return front, body
}

// maxFrontMatter is how many bytes of front matter are read.
const maxFrontMatter = 64 << 10

// frontMatter reads what front matter says of a document's source. Front
// matter that is not YAML says nothing.
func frontMatter(text string) content.Source {
	if text == "" || len(text) > maxFrontMatter {
		return content.Source{}
	}
	var document yaml.Node
	if yaml.Load([]byte(text), &document) != nil || len(document.Content) == 0 || document.Content[0].Kind != yaml.MappingNode {
		return content.Source{}
	}
	values := map[string]string{}
	pairs := document.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1].Kind == yaml.ScalarNode {
			values[strings.ToLower(pairs[i].Value)] = pairs[i+1].Value
		}
	}
	first := func(keys ...string) string {
		for _, key := range keys {
			if values[key] != "" {
				return content.CleanLine(values[key])
			}
		}
		return ""
	}
	return content.Source{
		Title:       first("title", "标题"),
		Publisher:   first("publisher", "agency", "issuer", "author", "发布机构", "发文机关"),
		Number:      first("number", "文号", "发文字号"),
		IndexNumber: first("index_number", "索引号"),
		Url:         first("url", "source", "canonical"),
		Published:   content.FirstDate(first("date", "published", "发布日期", "成文日期")),
		Effective:   content.FirstDate(first("effective", "effective_date", "施行日期", "生效日期")),
	}
}

var (
	templateVariable = regexp.MustCompile(`\{%-?\s*(?:data|render)\s+([\w.\-]+)\s*-?%\}|\{\{-?\s*([\w.\-]+)[^{}]*-?\}\}`)
	templateTag      = regexp.MustCompile(`(?s)\{%.*?%\}|<!--.*?-->`)
)

// fillTemplates puts the last part of a variable's name for what a template
// would write there, so that sentences stay whole, and drops other tags.
func fillTemplates(text string) string {
	if !strings.Contains(text, "{%") && !strings.Contains(text, "{{") && !strings.Contains(text, "<!--") {
		return text
	}
	text = templateVariable.ReplaceAllStringFunc(text, func(tag string) string {
		m := templateVariable.FindStringSubmatch(tag)
		name := m[1] + m[2]
		if strings.HasPrefix(name, "reusables.") { // whole paragraphs, not names
			return ""
		}
		name = name[strings.LastIndexByte(name, '.')+1:]
		return strings.NewReplacer("_", " ", "-", " ").Replace(strings.TrimPrefix(name, "prodname_"))
	})
	return templateTag.ReplaceAllString(text, "")
}

// maxMarkdownNesting bounds quotes and lists inside one another.
const maxMarkdownNesting = 200

type markdownReader struct {
	source     []byte
	blocks     []content.Block
	keepStruck bool // read what is struck out as well
}

// checkNesting refuses text whose marks nest deeper, or whose brackets stay
// open in greater number, than any person writes; the parser would take
// quadratic time.
func (m *markdownReader) checkNesting() error {
	depth, square, round := 0, 0, 0
	last := byte('\n')
	for _, c := range m.source {
		switch c {
		case '>', '-', '*', '+':
			depth++
		case '[':
			depth++
			square++
		case ']':
			square--
		case '(':
			round++
		case ')':
			round--
		case ' ', '\t':
		case '\n':
			if depth = 0; last == '\n' { // the end of a paragraph
				square, round = 0, 0
			}
		default:
			depth = 0
		}
		last = c
		if max(depth, square, round) > maxMarkdownNesting {
			return content.Refuse(nestsTooMuch, maxMarkdownNesting)
		}
	}
	return nil
}

// children reads the blocks below n; depth counts the lists around them.
func (m *markdownReader) children(n ast.Node, depth int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		m.block(c, depth)
	}
}

func (m *markdownReader) add(b content.Block) {
	b.Text = content.Clean(b.Text)
	if b.Text != "" || b.Kind == content.Table {
		m.blocks = append(m.blocks, b)
	}
}

func (m *markdownReader) block(n ast.Node, depth int) {
	switch n := n.(type) {
	case *ast.Heading:
		m.add(content.Block{Kind: content.Heading, Level: n.Level, Text: content.CleanLine(m.inline(n))})
	case *ast.List:
		value := n.Start
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			number := ""
			if n.IsOrdered() {
				number = strconv.Itoa(value) + "."
				value++
			}
			m.item(c, depth+1, number)
		}
	case *tables.Table:
		m.table(n)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		m.add(content.Block{Text: m.lines(n)})
	case *ast.HTMLBlock:
		m.add(content.Block{Text: stripTags(m.lines(n))})
	case *tables.FootnoteList:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			m.add(content.Block{Kind: content.Footnote, Text: m.deepText(c)})
		}
	case *ast.ThematicBreak:
	case *ast.Paragraph, *ast.TextBlock:
		m.add(content.Block{Kind: content.Paragraph, Text: m.inline(n)})
	default:
		m.children(n, depth)
	}
}

// item reads a list item: its first paragraph with the item's number, and
// what follows it.
func (m *markdownReader) item(n ast.Node, depth int, number string) {
	start := len(m.blocks)
	m.children(n, depth)
	if start < len(m.blocks) && m.blocks[start].Kind == content.Paragraph {
		m.blocks[start].Kind, m.blocks[start].Level, m.blocks[start].Number = content.ListItem, depth, number
	}
}

func (m *markdownReader) table(n *tables.Table) {
	t := content.Block{Kind: content.Table, HeaderRows: 1}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []content.Cell
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			m.keepStruck = false
			at := content.Cell{Text: content.CleanLine(m.inline(c))}
			if at.Text == "" && c.HasChildren() {
				m.keepStruck = true
				at.Text = content.CleanLine(m.inline(c))
				at.Struck = at.Text != ""
			}
			m.keepStruck = false
			cells = append(cells, at)
		}
		t.Rows = append(t.Rows, cells)
	}
	m.add(t)
}

// lines returns the lines of a block as they stand.
func (m *markdownReader) lines(n ast.Node) string {
	var out strings.Builder
	lines := n.Lines()
	for i := range lines.Len() {
		segment := lines.At(i)
		out.Write(segment.Value(m.source))
	}
	return out.String()
}

// deepText returns the text of all blocks below n.
func (m *markdownReader) deepText(n ast.Node) string {
	inner := markdownReader{source: m.source}
	inner.children(n, 0)
	var lines []string
	for _, b := range inner.blocks {
		lines = append(lines, b.Text)
	}
	return strings.Join(lines, "\n")
}

// inline returns the text of a paragraph: lines joined where the author only
// wrapped them, broken where a hard break stands.
func (m *markdownReader) inline(n ast.Node) string {
	var out strings.Builder
	tags := inlineTags{keep: m.keepStruck}
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if raw, ok := n.(*ast.RawHTML); ok && entering {
			for i := range raw.Segments.Len() {
				segment := raw.Segments.At(i)
				tags.read(string(segment.Value(m.source)))
			}
		}
		if _, ok := n.(*tables.Strikethrough); ok && !m.keepStruck {
			return ast.WalkSkipChildren, nil
		}
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			out.WriteString(tags.shown(unescape(string(n.Segment.Value(m.source)), n.IsRaw())))
			switch {
			case n.HardLineBreak():
				out.WriteByte('\n')
			case n.SoftLineBreak():
				out.WriteByte(softBreak)
			}
		case *ast.String:
			out.Write(n.Value)
		case *ast.AutoLink:
			out.Write(n.Label(m.source))
		case *ast.RawHTML:
			for i := range n.Segments.Len() {
				segment := n.Segments.At(i)
				if tag := strings.ToLower(string(segment.Value(m.source))); strings.HasPrefix(tag, "<br") && tags.struck == 0 {
					out.WriteByte('\n')
				}
			}
		case *ast.Image:
			return ast.WalkSkipChildren, nil
		case *tables.FootnoteLink, *tables.FootnoteBacklink:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return content.JoinLines(strings.Split(out.String(), string(rune(softBreak))))
}

// softBreak stands for a line break that only wraps a paragraph while its
// text is put together; text itself holds no such character.
const softBreak = '\x1f'

// markdownEscape matches a backslash escape of CommonMark.
var markdownEscape = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")

func unescape(text string, raw bool) string {
	if raw {
		return text
	}
	return html.UnescapeString(markdownEscape.ReplaceAllString(text, "$1"))
}

// tag matches an HTML tag.
var tag = regexp.MustCompile(`(?s)<!--.*?-->|</?[A-Za-z][^<>]*>`)

var (
	struckOut    = regexp.MustCompile(`(?is)<(?:s|del|strike)\b[^>]*>.*?</(?:s|del|strike)>`)
	raisedDigits = regexp.MustCompile(`(?i)<sup\b[^>]*>\s*(\d{1,3})\s*</sup>`)
)

// inlineTags follows the HTML within a paragraph that changes what its text
// means.
type inlineTags struct {
	keep           bool // what is struck out
	struck, raised int  // how many such elements are open
}

// read takes one tag.
func (t *inlineTags) read(tag string) {
	name := strings.ToLower(strings.Trim(strings.Fields(strings.TrimPrefix(tag, "<") + " ")[0], "<>/ "))
	step := 1
	if strings.HasPrefix(tag, "</") {
		step = -1
	}
	switch name {
	case "s", "del", "strike":
		t.struck = max(t.struck+step, 0)
	case "sup":
		t.raised = max(t.raised+step, 0)
	}
}

// shown returns what a text within the open elements shows.
func (t *inlineTags) shown(text string) string {
	switch {
	case t.struck > 0 && !t.keep:
		return ""
	case t.raised > 0:
		return content.RaisedText("superscript", text)
	}
	return text
}

// stripTags returns what a reader sees of a snippet of HTML.
func stripTags(snippet string) string {
	snippet = struckOut.ReplaceAllString(snippet, "")
	snippet = raisedDigits.ReplaceAllStringFunc(snippet, func(s string) string {
		return content.RaisedText("superscript", raisedDigits.FindStringSubmatch(s)[1])
	})
	return html.UnescapeString(tag.ReplaceAllStringFunc(snippet, func(t string) string {
		if strings.HasPrefix(t, "<br") || strings.HasPrefix(t, "</p") || strings.HasPrefix(t, "</div") || strings.HasPrefix(t, "</li") || strings.HasPrefix(t, "</tr") {
			return "\n"
		}
		return " "
	}))
}
