package index

import (
	"context"

	"policybot/knowledge"
)

// Ranking is what retrieval alone finds for a question, best first.
type Ranking struct {
	Documents []knowledge.DocumentID
	Passages  []knowledge.Citation
}

// Rank returns the n best documents and passages for q. Answers are chosen
// among them; Rank shows the choice, to measure it.
func (x *Index) Rank(ctx context.Context, q Query, n int) (Ranking, error) {
	found, err := x.retrieve(ctx, &q, limits{passages: n})
	if err != nil {
		return Ranking{}, err
	}
	var r Ranking
	for _, d := range found.documents[:min(n, len(found.documents))] {
		r.Documents = append(r.Documents, x.base.Documents[d.ordinal].ID)
	}
	for _, c := range found.passages {
		r.Passages = append(r.Passages, x.passageCitation(c.ordinal))
	}
	return r, nil
}

// PassageWith returns the passage of a document that holds most of the given
// words, the first of several. It reports false where none holds any.
func (x *Index) PassageWith(document knowledge.DocumentID, words string) (knowledge.Citation, bool) {
	want := make(map[string]int)
	for _, t := range tokens(words) {
		want[t.term]++
	}
	best, most := -1, 0
	ordinal := x.ordinal(document)
	for i, p := range x.passages {
		if p.document != ordinal {
			continue
		}
		held := 0
		counts := make(map[string]int)
		for _, t := range tokens(x.passageText(i)) {
			if counts[t.term]++; counts[t.term] <= want[t.term] {
				held++
			}
		}
		if held > most {
			best, most = i, held
		}
	}
	if best < 0 {
		return knowledge.Citation{}, false
	}
	return x.passageCitation(best), true
}

func (x *Index) passageCitation(p int) knowledge.Citation {
	at := x.passages[p]
	d := &x.base.Documents[at.document]
	return knowledge.Citation{Document: d.ID, Section: d.Sections[at.section].ID, Start: at.start, End: at.end}
}
