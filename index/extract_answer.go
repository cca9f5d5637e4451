package index

import (
	"context"
	"unicode/utf8"

	"policybot/knowledge/figure"
)

// longestAnswer bounds the words of an answer, in characters.
const longestAnswer = 1200

// answerPassage answers with the words of a passage, and reports whether it
// did.
func (x *Index) answerPassage(ctx context.Context, a *Answer, found *candidates) (bool, error) {
	w, err := x.extract(ctx, &a.Query, found)
	if err != nil || w == nil || utf8.RuneCountInString(w.text) > longestAnswer {
		return false, err
	}
	answerable, right := x.passageConfidence(&a.Query, found, w)
	a.Confidence = right
	if answerable < leastAnswerable || !x.passageFits(&a.Query, w) {
		return false, nil
	}
	a.Text = w.text
	for i, cite := range w.cites {
		if i == 0 {
			cite = w.context
		}
		x.citeAt(a, cite, w.document, nil, "")
	}
	return true, nil
}

// passageFits checks what must hold of a passage that answers: that what is
// said in its document is not told measure by measure, in words and figures
// that were gone through by hand, and that it gives a figure of the kind asked
// for.
func (x *Index) passageFits(q *Query, w *window) bool {
	if x.measured(w.document) {
		return false
	}
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

// measured reports whether a document's measures are told one by one.
func (x *Index) measured(document int) bool {
	for _, m := range x.measures {
		if m.document == document {
			return true
		}
	}
	return false
}
