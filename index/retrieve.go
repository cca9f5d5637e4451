package index

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"

	"policybot/index/analysis"
	"policybot/index/query"
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
	matched uint64  // a bit for each of candidates.terms that it holds
	share   float64 // of the weight of the asker's words, what it holds: 0 to 1
}

// candidates are what retrieve finds, each list best first.
type candidates struct {
	terms     []queryTerm
	measures  []candidate
	facts     []candidate
	passages  []candidate
	documents []scoredDocument // the best few
}

// scoredDocument is a document, by ordinal in base.Documents.
type scoredDocument struct {
	ordinal int
	score   float64 // of its words and its best passage
	logit   float64 // what speaks for it, all together

	features [rankFeatures]float64 // what speaks for it, one by one
}

// documentWeight is how much the score of its document adds to that of a
// passage, fact or measure. From 1 to 3 recall is the same.
const documentWeight = 1.5

// passageWeight is how much the score of its best passage adds to that of a
// document.
const passageWeight = 0.6

// maxDocuments is how many documents retrieve lists.
const maxDocuments = 20

// retrieve finds the measures, facts and passages a question may be answered
// from, with named parts of their scores.
func (x *Index) retrieve(ctx context.Context, q *query.Query, limit limits) (*candidates, error) {
	terms, err := x.queryTerms(ctx, q)
	if err != nil {
		return nil, err
	}
	found := &candidates{terms: terms}
	s, err := x.scan(ctx, found.terms)
	if err != nil {
		return nil, err
	}
	defer x.release(s)
	var tops [entryKinds]*top
	tops[passageKind], tops[factKind], tops[measureKind] = newTop(2*limit.passages), newTop(limit.facts), newTop(limit.measures)
	for _, n := range s.touched {
		e := x.entries[n]
		s.hold(e, n)
		if t := tops[e.kind]; t != nil && x.scope.allows(e.document) {
			t.offer(float64(x.total(s, n)), n, e.order())
		}
	}
	found.measures = x.candidates(s, found.terms, tops[measureKind])
	found.facts = x.candidates(s, found.terms, tops[factKind])
	found.passages = x.candidates(s, found.terms, tops[passageKind])
	found.documents = x.documents(q, s, found.terms)
	x.follow(found.passages, found.documents)
	found.passages = x.withoutCopies(found.passages)
	found.passages = found.passages[:min(limit.passages, len(found.passages))]
	return found, nil
}

// candidates makes candidates of the best entries, best first.
func (x *Index) candidates(s *scan, terms []queryTerm, best *top) []candidate {
	asked := 0.0
	for _, term := range terms {
		if !term.synonym {
			asked += term.idf
		}
	}
	list := make([]candidate, 0, len(best.items))
	parts := make([]Part, 0, 2*len(best.items))
	for _, item := range best.sorted() {
		e := x.entries[item.entry]
		c := candidate{kind: hitKinds[e.kind], ordinal: int(e.ordinal), score: item.score, matched: s.matched[item.entry]}
		from := len(parts)
		parts = append(parts, Part{"words", float64(s.scores[item.entry])})
		if e.document >= 0 {
			parts = append(parts, Part{"document", documentWeight * float64(s.documents[e.document])})
		}
		c.parts = parts[from:len(parts):len(parts)]
		c.matched = withWords(terms, c.matched)
		for rest := c.matched; rest != 0; rest &= rest - 1 {
			if term := &terms[bits.TrailingZeros64(rest)]; !term.synonym {
				c.share += ratio(term.idf, asked)
			}
		}
		list = append(list, c)
	}
	return list
}

var hitKinds = [entryKinds]HitKind{passageKind: PassageHit, factKind: FactHit, measureKind: MeasureHit}

// followWeight is how much the chance of its document adds to the score of a
// passage, as a share of the best passage's score. From 0.1 to 0.5 the passage
// that answers is among the first ten alike, and first more often the higher
// it is on some bases, less often on others.
const followWeight = 0.15

// follow ranks passages again by what speaks for their documents.
func (x *Index) follow(passages []candidate, documents []scoredDocument) {
	if len(passages) == 0 || len(documents) == 0 {
		return
	}
	chances := make(map[int]float64, len(documents))
	for _, d := range documents {
		chances[d.ordinal] = math.Exp(d.logit - documents[0].logit)
	}
	best := passages[0].score
	for i := range passages {
		p := &passages[i]
		if chance := chances[x.passages[p.ordinal].document]; chance > 0 {
			p.parts = append(p.parts, Part{"rank", followWeight * best * chance})
			p.score += followWeight * best * chance
		}
	}
	slices.SortStableFunc(passages, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
}

// withoutCopies drops passages that say what a better one says, letter by
// letter and digit by digit.
func (x *Index) withoutCopies(passages []candidate) []candidate {
	kept := passages[:0]
	for _, c := range passages {
		copied := slices.ContainsFunc(kept, func(k candidate) bool {
			return x.fingerprints[k.ordinal] == x.fingerprints[c.ordinal]
		})
		if !copied {
			kept = append(kept, c)
		}
	}
	return kept
}

// idf returns how much a term tells: its inverse frequency among everything
// that is indexed. A term that nothing holds tells most.
func (x *Index) idf(term string) float64 {
	return inverseFrequency(x.live, x.count(term))
}

// queryTerm is a term looked for.
type queryTerm struct {
	term   string
	weight float64 // 1 for the asker's own words, less for synonyms
	idf    float64
	count  int // entries that hold it

	synonym bool   // it belongs to a phrase that means the same as words of the asker
	phrase  uint64 // the bits of that phrase
	stands  uint64 // the bits of the words it stands for
	foreign bool   // that phrase is a translation

	mixture *mixture // what stands for it in the documents' language; nil for none
}

// maxOwnTerms is how many of the asker's terms are looked for, the rarest
// ones; with synonyms there are at most 64, so that a bit can be kept for each.
const maxOwnTerms = 48

// queryTerms returns the terms to look for: the asker's own, rarest first,
// and those of synonyms.
func (x *Index) queryTerms(ctx context.Context, q *query.Query) ([]queryTerm, error) {
	text := analysis.WithoutAsking(q.Text)
	var terms []queryTerm
	seen := make(map[string]bool)
	for _, t := range analysis.Tokens(text) {
		if !seen[t.Term] && !analysis.IsStop(t.Term) {
			seen[t.Term] = true
			count := x.count(t.Term)
			terms = append(terms, queryTerm{term: t.Term, weight: 1, count: count, idf: inverseFrequency(x.live, count)})
		}
	}
	slices.SortStableFunc(terms, func(a, b queryTerm) int { return cmp.Compare(b.idf, a.idf) })
	terms = terms[:min(len(terms), maxOwnTerms)]
	own := len(terms)
	if !x.foreign(q) {
		return x.thesaurus.expand(x, text, terms), nil
	}
	terms, err := x.translate(ctx, q, own, terms)
	if err != nil {
		return nil, err
	}
	x.asOne(terms)
	return terms, nil
}
