package html

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/simplifiedchinese"

	"policybot/knowledge/ingest/content"
)

// Read reads a web page: what it states about its source, then its main
// text with headings, lists and tables, without navigation and footers.
func Read(ctx context.Context, in content.Input) (content.Parsed, error) {
	text, err := decodeHTML(in.Data)
	if err != nil {
		return content.Parsed{}, err
	}
	root, err := parseHTML(text)
	if err != nil {
		return content.Parsed{}, err
	}
	p := content.Parsed{Source: pageSource(root)}
	page := htmlReader{context: ctx}
	dropHidden(root)
	markStruck(root)
	main := root
	if hasFurniture(root) {
		if article := mainText(root); article != nil {
			main = article
		}
	}
	page.block(main)
	page.flush()
	p.Blocks = page.blocks
	if p.Source.Title == "" {
		p.Source.Title = pageTitle(root)
	}
	return p, ctx.Err()
}

// decodeHTML decodes a page by its byte-order mark, by what it is when that
// is UTF-8, by its declaration, or by its look. A page that declares gb2312
// or gbk is read as GB18030, which holds both: such pages use characters of
// four bytes all the same.
func decodeHTML(data []byte) (string, error) {
	if utf8.Valid(data) || bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return content.Decode(data)
	}
	encoding, name, certain := charset.DetermineEncoding(data, "")
	if !certain || name == "utf-8" || name == "windows-1252" {
		return content.Decode(data)
	}
	if name == "gbk" || name == "gb18030" {
		encoding = simplifiedchinese.GB18030
	}
	decoded, err := encoding.NewDecoder().Bytes(data)
	if err != nil || strings.Count(string(decoded), "\uFFFD")*50 > len(data) {
		return content.Decode(data)
	}
	return string(decoded), nil
}

// parseHTML parses a page. The parser refuses elements nested more than 512
// deep.
func parseHTML(text string) (root *html.Node, err error) {
	nested := content.Refuse(nestsTooDeep)
	defer func() {
		if recover() != nil {
			root, err = nil, nested
		}
	}()
	root, err = html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, nested.Because(err)
	}
	return root, nil
}

// furniture are the elements around the text of a page.
var furniture = map[atom.Atom]bool{
	atom.Nav: true, atom.Header: true, atom.Footer: true, atom.Aside: true, atom.Form: true, atom.Menu: true,
}

// unread are the elements whose content is not text of the page.
var unread = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true, atom.Object: true,
	atom.Svg: true, atom.Math: true, atom.Button: true, atom.Select: true, atom.Input: true, atom.Textarea: true, atom.Head: true,
	atom.Audio: true, atom.Video: true, atom.Canvas: true, atom.Dialog: true,
}

// furnitureWords are parts of the names that pages give their furniture.
var furnitureWords = []string{"nav", "menu", "footer", "header", "sidebar", "breadcrumb", "crumb", "toolbar", "share", "related", "copyright", "banner", "pager", "position", "location"}

// hasFurniture reports whether a page has more than its text: what has none
// is read whole.
func hasFurniture(n *html.Node) bool {
	if n.Type == html.ElementNode {
		if furniture[n.DataAtom] {
			return true
		}
		if n.DataAtom == atom.Div || n.DataAtom == atom.Ul || n.DataAtom == atom.Section || n.DataAtom == atom.Table {
			name := strings.ToLower(attribute(n, "class") + " " + attribute(n, "id"))
			for _, word := range furnitureWords {
				if strings.Contains(name, word) {
					return true
				}
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if hasFurniture(c) {
			return true
		}
	}
	return false
}

// minArticle is the least share of a page's text, navigation included, that
// is taken for its main text.
const minArticle = 0.1

// mainText finds the main text of a page, or returns nil where there is none
// to tell from the rest.
func mainText(root *html.Node) *html.Node {
	article, err := readability.FromDocument(root, nil)
	if err != nil || article.Node == nil {
		return nil
	}
	if float64(textLength(article.Node)) < minArticle*float64(textLength(root)) {
		return nil
	}
	return article.Node
}

func textLength(n *html.Node) int {
	if n.Type == html.TextNode {
		return len(strings.TrimSpace(n.Data))
	}
	if unread[n.DataAtom] {
		return 0
	}
	length := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		length += textLength(c)
	}
	return length
}

// dropHidden removes what a browser does not show.
func dropHidden(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		style := strings.ReplaceAll(strings.ToLower(attribute(c, "style")), " ", "")
		if c.Type == html.CommentNode || c.Type == html.ElementNode && (hasAttribute(c, "hidden") || strings.Contains(style, "display:none")) {
			n.RemoveChild(c)
		} else {
			dropHidden(c)
		}
		c = next
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// htmlReader turns elements into blocks.
type htmlReader struct {
	context context.Context
	blocks  []content.Block
	text    strings.Builder // of the block that is being read
	kind    content.BlockKind
	level   int
	number  string
	lists   []htmlList
	struck  bool // read what is struck out as well
}

type htmlList struct {
	ordered bool
	next    int
}

// flush ends the block that is being read.
func (r *htmlReader) flush() {
	if text := content.Clean(r.text.String()); text != "" {
		r.blocks = append(r.blocks, content.Block{Kind: r.kind, Level: r.level, Number: r.number, Text: text})
		if r.kind == content.ListItem {
			r.kind, r.level, r.number = content.Paragraph, 0, "" // what follows in the item
		}
	}
	r.text.Reset()
}

// begin ends a block and begins one of the given kind, which ends with end.
func (r *htmlReader) begin(kind content.BlockKind, level int, number string) (end func()) {
	r.flush()
	oldKind, oldLevel, oldNumber := r.kind, r.level, r.number
	r.kind, r.level, r.number = kind, level, number
	return func() {
		r.flush()
		r.kind, r.level, r.number = oldKind, oldLevel, oldNumber
	}
}

func (r *htmlReader) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.block(c)
	}
}

func (r *htmlReader) block(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		// Line breaks in the source of a page are blanks, and none between
		// Chinese characters.
		r.text.WriteString(foldSourceBreaks(n.Data))
		return
	case html.ElementNode, html.DocumentNode:
	default:
		return
	}
	if unread[n.DataAtom] || r.context.Err() != nil {
		return
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		end := r.begin(content.Heading, int(n.Data[1]-'0'), "")
		r.children(n)
		end()
	case atom.S, atom.Del, atom.Strike: // not valid any more
		if r.struck {
			r.children(n)
		}
	case atom.Sup:
		r.raised(n)
	case atom.Sub:
		if !isNoteMark(strings.TrimSpace(textOf(n))) {
			r.children(n)
		}
	case atom.Br:
		r.text.WriteByte('\n')
	case atom.Ul, atom.Ol:
		r.flush()
		r.lists = append(r.lists, htmlList{ordered: n.DataAtom == atom.Ol, next: 1})
		r.children(n)
		r.flush()
		r.lists = r.lists[:len(r.lists)-1]
	case atom.Li:
		number := ""
		if k := len(r.lists) - 1; k >= 0 && r.lists[k].ordered {
			number = itemNumber(r.lists[k].next)
			r.lists[k].next++
		}
		end := r.begin(content.ListItem, max(len(r.lists), 1), number)
		r.children(n)
		end()
	case atom.Table:
		r.table(n)
	case atom.Nav, atom.Footer, atom.Aside, atom.Menu:
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Blockquote, atom.Pre, atom.Dl, atom.Dt, atom.Dd,
		atom.Figure, atom.Figcaption, atom.Address, atom.Center, atom.Form, atom.Header, atom.Fieldset, atom.Hr, atom.Tr, atom.Caption, atom.Body:
		if r.text.Len() > 0 && r.kind != content.Heading {
			r.flush()
		}
		r.children(n)
		if r.kind != content.Heading {
			r.flush()
		}
	case atom.Td, atom.Th:
		r.children(n)
		r.text.WriteByte(' ')
	default:
		r.children(n)
	}
}

// foldSourceBreaks takes the line breaks out of a text node.
func foldSourceBreaks(text string) string {
	if !strings.ContainsAny(text, "\n\r\t") {
		return text
	}
	var out strings.Builder
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
	for i, line := range lines {
		trimmed := strings.Trim(line, " \t")
		if i > 0 && !(content.EndsWide(out.String()) && content.StartsWide(trimmed)) {
			out.WriteByte(' ')
		}
		if i == 0 && trimmed != strings.TrimLeft(line, " \t") || i == 0 && strings.HasPrefix(line, " ") {
			trimmed = " " + strings.TrimLeft(trimmed, " ")
		}
		if i == len(lines)-1 && strings.HasSuffix(line, " ") {
			trimmed += " "
		}
		out.WriteString(trimmed)
	}
	return out.String()
}
