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

// passageFits checks what must hold of a passage that answers: that it gives
// a figure of the kind asked for, and that what is asked is not what the
// measures of its document state, one by one, and do not state.
func (x *Index) passageFits(q *Query, w *window) bool {
	if !q.Want.Numeric() {
		return true
	}
	for _, m := range x.measures {
		if m.document == w.document {
			return false
		}
	}
	if q.Dimension == "" {
		return true
	}
	for _, f := range figure.Find(w.text, x.documentAt(w.document).Source.Published) {
		if f.Dimension == q.Dimension {
			return true
		}
	}
	return false
}
