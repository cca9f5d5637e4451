package index

import (
	"context"
	"slices"

	"policybot/index/analysis"
	"policybot/index/query"
	"policybot/knowledge"
)

// Ranking is what retrieval alone finds for a question, best first.
type Ranking struct {
	Documents []knowledge.DocumentID
	Passages  []knowledge.Citation
}

// Rank returns the n best documents and passages for q. Answers are chosen
// among them; Rank shows the choice, to measure it.
func (x *Index) Rank(ctx context.Context, q query.Query, n int) (Ranking, error) {
	found, err := x.retrieve(ctx, &q, limits{passages: max(n, candidateLimit)})
	if err != nil {
		return Ranking{}, err
	}
	var r Ranking
	for _, d := range found.documents[:min(n, len(found.documents))] {
		r.Documents = append(r.Documents, x.base.Documents[d.ordinal].ID)
	}
	for _, c := range found.passages[:min(n, len(found.passages))] {
		r.Passages = append(r.Passages, x.passageCitation(c.ordinal))
	}
	return r, nil
}

// RankedDocument is a document found for a question, with what speaks for it
// in the order of [RankFeatureNames].
type RankedDocument struct {
	Document knowledge.DocumentID
	Features []float64
}

// RankedDocuments returns the documents that are ranked for q, for learning
// how to.
func (x *Index) RankedDocuments(ctx context.Context, q query.Query) ([]RankedDocument, error) {
	terms, err := x.queryTerms(ctx, &q)
	if err != nil {
		return nil, err
	}
	s, err := x.scan(ctx, terms)
	if err != nil {
		return nil, err
	}
	defer x.release(s)
	for _, n := range s.touched {
		s.hold(x.entries[n], n)
	}
	list := x.firstDocuments(s)
	ranked := make([]RankedDocument, len(list))
	x.rank(&q, s, terms, list)
	for i, d := range list {
		ranked[i] = RankedDocument{x.base.Documents[d.ordinal].ID, slices.Clone(d.features[:])}
	}
	return ranked, nil
}

// PassageWith returns the passage of a document that holds most of the given
// words, the first of several. It reports false where none holds any.
func (x *Index) PassageWith(document knowledge.DocumentID, words string) (knowledge.Citation, bool) {
	want := make(map[string]int)
	for _, t := range analysis.Tokens(words) {
		want[t.Term]++
	}
	best, most := -1, 0
	ordinal := x.ordinal(document)
	for i, p := range x.passages {
		if p.document != ordinal {
			continue
		}
		held := 0
		counts := make(map[string]int)
		for _, t := range analysis.Tokens(x.passageText(i)) {
			if counts[t.Term]++; counts[t.Term] <= want[t.Term] {
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
