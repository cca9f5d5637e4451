package index

import (
	"cmp"
	"context"
	"fmt"
	"math/bits"
	"slices"

	indexapi "github.com/blevesearch/bleve_index_api"
)

// limits says how many candidates of each kind to retrieve.
type limits struct {
	measures, facts, passages int
}

// candidate is something a question may be answered from.
type candidate struct {
	kind    HitKind
	ordinal int // in Index.measures, facts or passages
	score   float64
	parts   []Part  // the named parts of score
	matched uint64  // a bit for each term of candidates.terms that it holds
	share   float64 // of the weight of the question's terms, what it holds: 0 to 1
}

// candidates are what retrieve finds, each list best first.
type candidates struct {
	terms     []queryTerm
	measures  []candidate
	facts     []candidate
	passages  []candidate
	documents []scoredDocument
}

// scoredDocument is a document, by ordinal in base.Documents, and its score.
type scoredDocument struct {
	ordinal int
	score   float64
}

// queryTerm is a term looked for.
type queryTerm struct {
	term   string
	weight float64 // 1 for the asker's own words
	idf    float64 // among passages, facts and measures together
}

// maxQueryTerms is how many terms of a question are looked for; the rarest
// are kept. Bits of candidate.matched are numbered by them.
const maxQueryTerms = 64

// documentWeight is how much the score of its document adds to that of a
// passage, fact or measure.
const documentWeight = 1.5

// retrieve finds the measures, facts and passages a question may be answered
// from, with named parts of their scores.
func (x *Index) retrieve(ctx context.Context, q *Query, limit limits) (*candidates, error) {
	found := &candidates{terms: x.queryTerms(q)}
	scores := make([]float64, len(x.entries))
	matched := make([]uint64, len(x.entries))
	documents := make([]float64, len(x.base.Documents))
	frequencies := make([]float64, len(x.base.Documents))
	var touched []int32
	var postings []posting
	for bit := range found.terms {
		term := &found.terms[bit]
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		var err error
		if postings, err = x.postings(ctx, term.term, postings[:0]); err != nil {
			return nil, err
		}
		var counts [entryKinds]int
		touched = touched[:0]
		for _, p := range postings {
			e := x.entries[p.entry]
			counts[e.kind]++
			if e.document >= 0 && (e.kind == passageEntry || e.kind == titleEntry) {
				if frequencies[e.document] == 0 {
					touched = append(touched, e.document)
				}
				frequencies[e.document] += float64(p.frequency)
			}
		}
		term.idf = inverseFrequency(len(x.entries), len(postings))
		idf := inverseFrequency(len(documents), len(touched))
		for _, d := range touched {
			documents[d] += term.weight * idf * bm25(frequencies[d], float64(x.documentSize[d]), x.averageSize, documentLength)
			frequencies[d] = 0
		}
		for _, p := range postings {
			e := x.entries[p.entry]
			s := x.statistics[e.kind]
			scores[p.entry] += term.weight * inverseFrequency(s.count, counts[e.kind]) *
				bm25(float64(p.frequency), float64(x.lengths[p.entry]), s.average, entryLength)
			matched[p.entry] |= 1 << bit
		}
	}
	total := 0.0
	for _, term := range found.terms {
		total += term.weight * term.idf
	}
	for n, e := range x.entries {
		if scores[n] == 0 || e.document >= 0 && !x.scope.allows(int(e.document)) {
			continue
		}
		c := candidate{ordinal: int(e.ordinal), matched: matched[n], score: scores[n]}
		c.parts = []Part{{"words", scores[n]}}
		if e.document >= 0 {
			part := Part{"document", documentWeight * documents[e.document]}
			c.parts = append(c.parts, part)
			c.score += part.Value
		}
		for rest := c.matched; rest != 0; rest &= rest - 1 {
			term := found.terms[bits.TrailingZeros64(rest)]
			c.share += term.weight * term.idf / total
		}
		switch e.kind {
		case passageEntry:
			c.kind = PassageHit
			found.passages = append(found.passages, c)
		case factEntryOf:
			c.kind = FactHit
			found.facts = append(found.facts, c)
		case measureOf:
			c.kind = MeasureHit
			found.measures = append(found.measures, c)
		}
	}
	for d, score := range documents {
		if score > 0 && x.scope.allows(d) {
			found.documents = append(found.documents, scoredDocument{d, score})
		}
	}
	slices.SortFunc(found.documents, func(a, b scoredDocument) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.ordinal, b.ordinal))
	})
	found.passages = best(found.passages, limit.passages)
	found.facts = best(found.facts, limit.facts)
	found.measures = best(found.measures, limit.measures)
	return found, nil
}

func best(list []candidate, n int) []candidate {
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.ordinal, b.ordinal))
	})
	return list[:min(n, len(list))]
}

// posting is an occurrence of a term: in which entry, how often.
type posting struct {
	entry     uint32
	frequency uint32
}

// postings appends the entries that hold a term to into.
func (x *Index) postings(ctx context.Context, term string, into []posting) ([]posting, error) {
	reader, err := x.reader.TermFieldReader(ctx, []byte(term), textField, true, false, false)
	if err != nil {
		return nil, fmt.Errorf("look up %q: %w", term, err)
	}
	defer reader.Close()
	var found indexapi.TermFieldDoc
	for {
		next, err := reader.Next(&found)
		if err != nil {
			return nil, fmt.Errorf("look up %q: %w", term, err)
		}
		if next == nil {
			return into, nil
		}
		into = append(into, posting{uint32(next.ID.Value()), uint32(next.Freq)})
	}
}

// idf returns how much a term tells: its inverse frequency among everything
// that is indexed. A term that nothing holds tells most.
func (x *Index) idf(term string) float64 {
	reader, err := x.reader.TermFieldReader(context.Background(), []byte(term), textField, false, false, false)
	if err != nil {
		return 0
	}
	defer reader.Close()
	return inverseFrequency(len(x.entries), int(reader.Count()))
}

// queryTerms returns the terms to look for, rarest first.
func (x *Index) queryTerms(q *Query) []queryTerm {
	var terms []queryTerm
	seen := make(map[string]bool)
	for _, t := range tokens(withoutAsking(q.Text)) {
		if seen[t.term] || isStop(t.term) {
			continue
		}
		seen[t.term] = true
		terms = append(terms, queryTerm{term: t.term, weight: 1, idf: x.idf(t.term)})
	}
	slices.SortStableFunc(terms, func(a, b queryTerm) int { return cmp.Compare(b.idf, a.idf) })
	return terms[:min(len(terms), maxQueryTerms)]
}
