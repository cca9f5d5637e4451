package index

import (
	"strings"

	"policybot/knowledge"
)

// Window is a stretch of a document that may answer a question, for learning
// how to choose among them.
type Window struct {
	Text     string
	From, To int // characters of the document
	Features []float64
}

// Windows returns the windows of a document for a question.
func (x *Index) Windows(q Query, id knowledge.DocumentID) []Window {
	d := x.base.Document(id)
	if d == nil {
		return nil
	}
	a := x.asksOf(&q, x.queryTerms(&q))
	g := newGround(a, readDocument(d, a.bits))
	list := g.windows()
	out := make([]Window, len(list))
	for i, w := range list {
		v := make([]float64, featureCount)
		g.features(w, v)
		out[i] = Window{Text: g.text(w), Features: v}
		out[i].From, out[i].To = g.extent(w)
	}
	return out
}

// trimmed returns a window without the number of its one item and without
// the punctuation that joins it to what follows.
func (g *ground) trimmed(w textWindow) textWindow {
	first, last := &g.clauses[w.first], &g.clauses[w.last]
	text := g.document.Sections[first.section].Text
	if l := &g.lines[first.line]; w.first == l.first && w.start == first.start && first.line == last.line && l.marker.kind > 0 && l.marker.kind != 7 {
		body := strings.TrimLeft(text[w.start:first.end], "（(第一二三四五六七八九十0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩")
		if rest := strings.TrimLeft(body, "、.．)）是， "); len(rest) < len(body) && len(rest) > 0 {
			w.start = first.end - int32(len(rest))
		}
	}
	end := g.document.Sections[last.section].Text[:w.end]
	if cut := strings.TrimRight(end, "，；：、,;: "); len(cut) > int(w.start) || first.section != last.section {
		w.end = int32(len(cut))
	}
	return w
}

// text returns the words of a window, a line of the document a line.
func (g *ground) text(w textWindow) string {
	w = g.trimmed(w)
	first, last := &g.clauses[w.first], &g.clauses[w.last]
	if first.section == last.section {
		return g.document.Sections[first.section].Text[w.start:w.end]
	}
	var parts []string
	for s := first.section; s <= last.section; s++ {
		text := g.document.Sections[s].Text
		switch s {
		case first.section:
			text = text[w.start:]
		case last.section:
			text = text[:w.end]
		}
		parts = append(parts, strings.TrimSpace(text))
	}
	return strings.Join(parts, "\n")
}

// extent returns the characters of the document that a window covers.
func (g *ground) extent(w textWindow) (from, to int) {
	first, last := &g.clauses[w.first], &g.clauses[w.last]
	if w.span == wholeClauses {
		return int(first.offset), int(last.offset + last.length)
	}
	text := g.document.Sections[first.section].Text
	from = int(first.offset) + len([]rune(strings.ReplaceAll(text[first.start:w.start], " ", "")))
	return from, from + len([]rune(strings.ReplaceAll(text[w.start:w.end], " ", "")))
}
