package html

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"policybot/knowledge/ingest/content"
)

var (
	styleRule   = regexp.MustCompile(`([^{}]+)\{([^{}]*)\}`)
	lineThrough = regexp.MustCompile(`(?i)text-decoration(?:-line)?\s*:[^;}]*line-through`)
	simple      = regexp.MustCompile(`^([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?$`)
)

// selector is a rule of a style sheet that names elements by their kind, class
// or id, in lower case.
type selector struct{ element, mark, name string }

func (s selector) matches(n *html.Node) bool {
	switch {
	case s.element != "" && s.element != n.Data:
		return false
	case s.mark == ".":
		for _, class := range strings.Fields(strings.ToLower(attribute(n, "class"))) {
			if class == s.name {
				return true
			}
		}
		return false
	case s.mark == "#":
		return strings.ToLower(attribute(n, "id")) == s.name
	}
	return s.element != ""
}

// struckSelectors returns what the style sheets of a page strike out.
func struckSelectors(n *html.Node) []selector {
	var out []selector
	if n.DataAtom == atom.Style && n.FirstChild != nil {
		for _, rule := range styleRule.FindAllStringSubmatch(n.FirstChild.Data, -1) {
			if !lineThrough.MatchString(rule[2]) {
				continue
			}
			for part := range strings.SplitSeq(rule[1], ",") {
				fields := strings.Fields(strings.ToLower(part))
				if len(fields) == 0 {
					continue
				}
				if m := simple.FindStringSubmatch(fields[len(fields)-1]); m != nil {
					out = append(out, selector{m[1], m[2], m[3]})
				}
			}
		}
		return out
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, struckSelectors(c)...)
	}
	return out
}

// markStruck turns what a page strikes out by its styles into the element
// that says so, which survives the search for the main text.
func markStruck(root *html.Node) {
	selectors := struckSelectors(root)
	var mark func(*html.Node)
	mark = func(n *html.Node) {
		if n.Type == html.ElementNode && isStruckByStyle(n, selectors) {
			strike(n)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			mark(c)
		}
	}
	mark(root)
}

func isStruckByStyle(n *html.Node, selectors []selector) bool {
	if lineThrough.MatchString(attribute(n, "style")) {
		return true
	}
	for _, s := range selectors {
		if s.matches(n) {
			return true
		}
	}
	return false
}

// strike puts the content of an element into a del element.
func strike(n *html.Node) {
	if strikes(n) || n.FirstChild == nil || unread[n.DataAtom] {
		return
	}
	del := &html.Node{Type: html.ElementNode, DataAtom: atom.Del, Data: "del"}
	for n.FirstChild != nil {
		c := n.FirstChild
		n.RemoveChild(c)
		del.AppendChild(c)
	}
	n.AppendChild(del)
}

// strikes reports whether an element strikes out its text.
func strikes(n *html.Node) bool {
	return n.DataAtom == atom.S || n.DataAtom == atom.Del || n.DataAtom == atom.Strike
}

// raised reads a superscript: digits as such, so that 50 with the mark of note
// 1 does not become 501, nor 100 m² become 100 m2.
func (r *htmlReader) raised(n *html.Node) {
	text := strings.TrimSpace(textOf(n))
	if isNoteMark(text) {
		return
	}
	r.text.WriteString(content.RaisedText("superscript", text))
}

// isNoteMark reports whether a raised or lowered text is the mark of a note
// in words: 注3, [2], *.
func isNoteMark(text string) bool {
	return noteMark.MatchString(text)
}

var noteMark = regexp.MustCompile(`^(?:[\[［〔(（]?(?:注释?|note)\s?\d{0,2}[\]］〕)）]?|[\[［〔]\d{1,2}[\]］〕])$`)

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var out strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out.WriteString(textOf(c))
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, out.String())
}
