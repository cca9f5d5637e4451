package retrieve

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
func (x *Retriever) Rank(ctx context.Context, q query.Query, n int) (Ranking, error) {
	found, err := x.Retrieve(ctx, &q, Limits{Passages: max(n, CandidateLimit)})
	if err != nil {
		return Ranking{}, err
	}
	var r Ranking
	for _, d := range found.Documents[:min(n, len(found.Documents))] {
		r.Documents = append(r.Documents, x.store.Base.Documents[d.Ordinal].ID)
	}
	for _, c := range found.Passages[:min(n, len(found.Passages))] {
		r.Passages = append(r.Passages, x.store.PassageCitation(c.Ordinal))
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
func (x *Retriever) RankedDocuments(ctx context.Context, q query.Query) ([]RankedDocument, error) {
	terms, err := x.queryTerms(ctx, &q)
	if err != nil {
		return nil, err
	}
	s, err := x.store.Scan(ctx, terms)
	if err != nil {
		return nil, err
	}
	defer x.store.Release(s)
	for _, n := range s.Touched {
		s.Hold(x.store.Entries[n], n)
	}
	list := x.firstDocuments(s)
	ranked := make([]RankedDocument, len(list))
	x.rank(&q, s, terms, list)
	for i, d := range list {
		ranked[i] = RankedDocument{x.store.Base.Documents[d.Ordinal].ID, slices.Clone(d.Features[:])}
	}
	return ranked, nil
}

// PassageWith returns the passage of a document that holds most of the given
// words, the first of several. It reports false where none holds any.
func (x *Retriever) PassageWith(document knowledge.DocumentID, words string) (knowledge.Citation, bool) {
	want := make(map[string]int)
	for _, t := range analysis.Tokens(words) {
		want[t.Term]++
	}
	best, most := -1, 0
	ordinal := x.store.Ordinal(document)
	for i, p := range x.store.Passages {
		if p.Document != ordinal {
			continue
		}
		held := 0
		counts := make(map[string]int)
		for _, t := range analysis.Tokens(x.store.PassageText(i)) {
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
	return x.store.PassageCitation(best), true
}
