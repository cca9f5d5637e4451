package index

import (
	"context"
	"unicode/utf8"

	"policybot/knowledge/figure"
)

// longestAnswer bounds the words of an answer, in characters.
const longestAnswer = 1200

// answerPassage answers with the words of a passage, or with the figures
// found in them, and reports whether it did.
func (x *Index) answerPassage(ctx context.Context, a *Answer, found *candidates, all []choice) (bool, error) {
	w, err := x.extract(ctx, &a.Query, found)
	if err != nil || w == nil {
		return false, err
	}
	answerable, right := x.passageConfidence(&a.Query, found, w, all)
	a.Confidence = right
	if answerable < leastAnswerable || x.measured(w.document) {
		return false, nil
	}
	if len(a.running) > 0 && x.says(w, &a.running[0]) {
		x.composeFigures(a, a.running, nil)
		x.neighbours(a, a.running)
		return true, nil
	}
	if utf8.RuneCountInString(w.text) > longestAnswer || !x.passageFits(&a.Query, w) {
		return false, nil
	}
	a.Text = w.text
	for i, cite := range w.cites {
		if i == 0 {
			cite = w.context
		}
		x.citeAt(a, cite, w.document, nil, "")
	}
	a.nameFigures()
	return true, nil
}

// says reports whether the sentences around a window hold a figure.
func (x *Index) says(w *window, c *choice) bool {
	cite, fact := w.context, &c.entry.fact.Cite
	return c.entry.document == w.document && fact.Section == cite.Section && fact.Start < cite.End && cite.Start < fact.End
}

// passageFits checks that a passage gives a figure of the kind asked for,
// where one is.
func (x *Index) passageFits(q *Query, w *window) bool {
	if !q.Want.Numeric() || q.Dimension == "" {
		return true
	}
	for _, f := range figure.Find(w.text, x.documentAt(w.document).Source.Published) {
		if f.Dimension == q.Dimension {
			return true
		}
	}
	return false
}

// measured reports whether a document's measures are told one by one, in words
// and figures that were gone through by hand: its passages add nothing.
func (x *Index) measured(document int) bool {
	for _, m := range x.measures {
		if m.document == document {
			return true
		}
	}
	return false
}
