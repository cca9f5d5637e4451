package retrieve

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"
	"sync/atomic"

	"policybot/index/analysis"
	"policybot/index/learned"
	"policybot/index/query"
	"policybot/index/store"
)

// CandidateLimit is how many facts, measures and passages are weighed for an
// answer, of each kind.
const CandidateLimit = 60

// Retriever finds what a question may be answered from in a store. It is safe
// for use by several goroutines.
type Retriever struct {
	store     *store.Store
	scope     scope
	profiles  []atomic.Pointer[documentProfile] // by document
	Thesaurus *Thesaurus
}

// New returns a retriever over a whole store.
func New(s *store.Store) *Retriever {
	return &Retriever{
		store:     s,
		profiles:  make([]atomic.Pointer[documentProfile], len(s.Base.Documents)),
		Thesaurus: newThesaurus(slices.Concat(s.Base.Synonyms, policyWords())...),
	}
}

// Limits says how many candidates of each kind to retrieve.
type Limits struct {
	Measures, Facts, Passages int
}

// Candidate is something a question may be answered from.
type Candidate struct {
	kind    HitKind
	Ordinal int // in Index.measures, facts or passages
	Score   float64
	Parts   []Part  // the named parts of score
	matched uint64  // a bit for each of candidates.terms that it holds
	Share   float64 // of the weight of the asker's words, what it holds: 0 to 1
}

// Candidates are what retrieve finds, each list best first.
type Candidates struct {
	Terms     []store.Term
	Measures  []Candidate
	Facts     []Candidate
	Passages  []Candidate
	Documents []ScoredDocument // the best few
}

// ScoredDocument is a document, by ordinal in base.Documents.
type ScoredDocument struct {
	Ordinal int
	Score   float64 // of its words and its best passage
	Logit   float64 // what speaks for it, all together

	Features [RankFeatures]float64 // what speaks for it, one by one
}

// maxDocuments is how many documents retrieve lists.
const maxDocuments = 20

// Retrieve finds the measures, facts and passages a question may be answered
// from, with named parts of their scores.
func (x *Retriever) Retrieve(ctx context.Context, q *query.Query, limit Limits) (*Candidates, error) {
	terms, err := x.queryTerms(ctx, q)
	if err != nil {
		return nil, err
	}
	found := &Candidates{Terms: terms}
	s, err := x.store.Scan(ctx, found.Terms)
	if err != nil {
		return nil, err
	}
	defer x.store.Release(s)
	var tops [store.EntryKinds]*store.Top
	tops[store.PassageKind], tops[store.FactKind], tops[store.MeasureKind] = store.NewTop(2*limit.Passages), store.NewTop(limit.Facts), store.NewTop(limit.Measures)
	for _, n := range s.Touched {
		e := x.store.Entries[n]
		s.Hold(e, n)
		if t := tops[e.Kind]; t != nil && x.scope.allows(e.Document) {
			t.Offer(float64(x.store.Total(s, n)), n, e.Order())
		}
	}
	found.Measures = x.candidates(s, found.Terms, tops[store.MeasureKind])
	found.Facts = x.candidates(s, found.Terms, tops[store.FactKind])
	found.Passages = x.candidates(s, found.Terms, tops[store.PassageKind])
	found.Documents = x.documents(q, s, found.Terms)
	x.follow(found.Passages, found.Documents)
	found.Passages = x.withoutCopies(found.Passages)
	found.Passages = found.Passages[:min(limit.Passages, len(found.Passages))]
	return found, nil
}

// candidates makes candidates of the best entries, best first.
func (x *Retriever) candidates(s *store.Scan, terms []store.Term, best *store.Top) []Candidate {
	asked := 0.0
	for _, term := range terms {
		if !term.Synonym {
			asked += term.IDF
		}
	}
	list := make([]Candidate, 0, len(best.Items))
	parts := make([]Part, 0, 2*len(best.Items))
	for _, item := range best.Sorted() {
		e := x.store.Entries[item.Entry]
		c := Candidate{kind: hitKinds[e.Kind], Ordinal: int(e.Ordinal), Score: item.Score, matched: s.Matched[item.Entry]}
		from := len(parts)
		parts = append(parts, Part{"words", float64(s.Scores[item.Entry])})
		if e.Document >= 0 {
			parts = append(parts, Part{"document", store.DocumentWeight * float64(s.Documents[e.Document])})
		}
		c.Parts = parts[from:len(parts):len(parts)]
		c.matched = withWords(terms, c.matched)
		for rest := c.matched; rest != 0; rest &= rest - 1 {
			if term := &terms[bits.TrailingZeros64(rest)]; !term.Synonym {
				c.Share += learned.Ratio(term.IDF, asked)
			}
		}
		list = append(list, c)
	}
	return list
}

var hitKinds = [store.EntryKinds]HitKind{store.PassageKind: PassageHit, store.FactKind: FactHit, store.MeasureKind: MeasureHit}

// followWeight is how much the chance of its document adds to the score of a
// passage, as a share of the best passage's score. From 0.1 to 0.5 the passage
// that answers is among the first ten alike, and first more often the higher
// it is on some bases, less often on others.
const followWeight = 0.15

// follow ranks passages again by what speaks for their documents.
func (x *Retriever) follow(passages []Candidate, documents []ScoredDocument) {
	if len(passages) == 0 || len(documents) == 0 {
		return
	}
	chances := make(map[int]float64, len(documents))
	for _, d := range documents {
		chances[d.Ordinal] = math.Exp(d.Logit - documents[0].Logit)
	}
	best := passages[0].Score
	for i := range passages {
		p := &passages[i]
		if chance := chances[x.store.Passages[p.Ordinal].Document]; chance > 0 {
			p.Parts = append(p.Parts, Part{"rank", followWeight * best * chance})
			p.Score += followWeight * best * chance
		}
	}
	slices.SortStableFunc(passages, func(a, b Candidate) int { return cmp.Compare(b.Score, a.Score) })
}

// withoutCopies drops passages that say what a better one says, letter by
// letter and digit by digit.
func (x *Retriever) withoutCopies(passages []Candidate) []Candidate {
	kept := passages[:0]
	for _, c := range passages {
		copied := slices.ContainsFunc(kept, func(k Candidate) bool {
			return x.store.Fingerprints[k.Ordinal] == x.store.Fingerprints[c.Ordinal]
		})
		if !copied {
			kept = append(kept, c)
		}
	}
	return kept
}

// maxOwnTerms is how many of the asker's terms are looked for, the rarest
// ones; with synonyms there are at most 64, so that a bit can be kept for each.
const maxOwnTerms = 48

// queryTerms returns the terms to look for: the asker's own, rarest first,
// and those of synonyms.
func (x *Retriever) queryTerms(ctx context.Context, q *query.Query) ([]store.Term, error) {
	text := analysis.WithoutAsking(q.Text)
	var terms []store.Term
	seen := make(map[string]bool)
	for _, t := range analysis.Tokens(text) {
		if !seen[t.Term] && !analysis.IsStop(t.Term) {
			seen[t.Term] = true
			count := x.store.Count(t.Term)
			terms = append(terms, store.Term{Text: t.Term, Weight: 1, Count: count, IDF: store.InverseFrequency(x.store.Live, count)})
		}
	}
	slices.SortStableFunc(terms, func(a, b store.Term) int { return cmp.Compare(b.IDF, a.IDF) })
	terms = terms[:min(len(terms), maxOwnTerms)]
	own := len(terms)
	if !x.foreign(q) {
		return x.Thesaurus.expand(x, text, terms), nil
	}
	terms, err := x.translate(ctx, q, own, terms)
	if err != nil {
		return nil, err
	}
	x.asOne(terms)
	return terms, nil
}
