package retrieve

import (
	"policybot/index/analysis"
	"policybot/index/store"
	"policybot/knowledge"
)

// matches returns the byte ranges of text that hold terms looked for, in
// order, those that touch joined. The ranges are of text as it is written,
// whatever the script or width of the question.
func matches(text string, terms []store.Term) []knowledge.Span {
	wanted := make(map[string]bool, len(terms))
	for _, t := range terms {
		wanted[t.Text] = true
	}
	var spans []knowledge.Span
	for _, t := range analysis.Tokens(text) {
		if !wanted[t.Term] {
			continue
		}
		if last := len(spans) - 1; last >= 0 && t.Start <= spans[last].End {
			spans[last].End = max(spans[last].End, t.End)
		} else {
			spans = append(spans, knowledge.Span{Start: t.Start, End: t.End})
		}
	}
	return spans
}
