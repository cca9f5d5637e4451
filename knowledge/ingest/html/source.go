package html

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"policybot/knowledge/ingest/content"
)

// pageSource reads what a page states about its document: the meta elements
// of government pages (GB/T 43447 and the older ArticleTitle, PubDate), and
// the table or list of index number, agency, number and dates above the text,
// which it takes out of the page.
func pageSource(root *html.Node) content.Source {
	meta := map[string]string{}
	collectMeta(root, meta)
	first := func(names ...string) string {
		for _, name := range names {
			if value := content.CleanLine(meta[name]); value != "" {
				return value
			}
		}
		return ""
	}
	s := content.Source{
		Title:  first("articletitle"),
		Site:   first("contentsource", "source"),
		Url:    first("canonical", "url", "og:url"),
		Posted: content.FirstDate(first("pubdate", "publishdate", "article:published_time", "date", "dc.date")),
	}
	if s.Site == "本站" || s.Site == "本网" {
		s.Site = first("sitename")
	}
	pairs := map[string]string{}
	takeLabels(root, pairs)
	set := func(field *string, labels ...string) {
		for _, label := range labels {
			if pairs[label] != "" {
				*field = pairs[label]
				return
			}
		}
	}
	set(&s.Title, "标题")
	set(&s.Publisher, "发布机构", "发文机关", "发文机构", "制定机关")
	set(&s.IndexNumber, "索引号")
	set(&s.Number, "发文字号", "文号")
	if d := content.FirstDate(pairs["发布日期"] + " " + pairs["发布时间"]); !d.IsZero() {
		s.Posted = d
	}
	s.Published = content.FirstDate(pairs["成文日期"] + " " + pairs["发文日期"])
	s.Effective = content.FirstDate(pairs["实施日期"])
	return s
}

func collectMeta(n *html.Node, meta map[string]string) {
	switch {
	case n.DataAtom == atom.Meta:
		name := strings.ToLower(attribute(n, "name"))
		if name == "" {
			name = strings.ToLower(attribute(n, "property"))
		}
		if name != "" && meta[name] == "" {
			meta[name] = attribute(n, "content")
		}
	case n.DataAtom == atom.Link && attribute(n, "rel") == "canonical":
		meta["canonical"] = attribute(n, "href")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		collectMeta(c, meta)
	}
}

// A table or list of metadata names at least minLabels labels in at most
// maxLabelText bytes.
const (
	minLabels    = 3
	maxLabelText = 2500
)

// takeLabels reads the innermost table or list of metadata and removes it.
func takeLabels(n *html.Node, pairs map[string]string) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && !unread[c.DataAtom] && takeLabels(c, pairs) {
			return true
		}
	}
	switch n.DataAtom {
	case atom.Table, atom.Ul, atom.Dl, atom.Div, atom.Section:
	default:
		return false
	}
	if length := textLength(n); length == 0 || length > maxLabelText {
		return false
	}
	found := labelPairs(n)
	if len(found) < minLabels {
		return false
	}
	for label, value := range found {
		pairs[label] = value
	}
	n.Parent.RemoveChild(n)
	return true
}

// labelPairs reads pairs of label and value: cells side by side, or text with
// a colon between them.
func labelPairs(n *html.Node) map[string]string {
	pairs := map[string]string{}
	var cells []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			cells = append(cells, strings.Split(content.Clean(foldSourceBreaks(n.Data)), "\n")...)
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	label := ""
	for _, cell := range cells {
		if cell == "" {
			continue
		}
		if name, value, ok := splitLabel(cell); ok {
			label = name
			if value == "" {
				continue
			}
			cell = value
		}
		if label != "" && pairs[label] == "" {
			pairs[label] = cell
		}
		label = ""
	}
	return pairs
}

var labelEdges = regexp.MustCompile(`^[\[【\s]+|[\]】\s]+$`)

// splitLabel splits "索 引 号：12-3" at the colon. A cell may hold the label
// alone, with or without one.
func splitLabel(cell string) (name, value string, ok bool) {
	label, value, colon := strings.Cut(cell, "：")
	if !colon {
		label, value, _ = strings.Cut(cell, ":")
	}
	label = strings.Join(strings.Fields(labelEdges.ReplaceAllString(label, "")), "")
	name, ok = content.SourceLabels[label]
	if !ok {
		return "", "", false
	}
	return name, strings.TrimSpace(value), true
}

// siteSuffix matches what pages put after their title: " - 国家税务总局",
// "_江苏省人民政府".
var siteSuffix = regexp.MustCompile(`\s*(?:[_|｜]|\s[-–—]\s|--|——).{0,60}$`)

// pageTitle returns the title of a page: its only first heading, else its
// title element without the name of the site.
func pageTitle(root *html.Node) string {
	var headings []string
	title := ""
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch n.DataAtom {
		case atom.H1:
			headings = append(headings, nodeText(n))
			return
		case atom.Title:
			if title == "" {
				title = nodeText(n)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	if len(headings) == 1 && headings[0] != "" {
		return headings[0]
	}
	return siteSuffix.ReplaceAllString(title, "")
}

// nodeText returns the text below n as one line.
func nodeText(n *html.Node) string {
	var out strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			out.WriteString(foldSourceBreaks(n.Data))
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return content.CleanLine(out.String())
}
