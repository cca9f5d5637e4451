package index

import (
	"context"
	"fmt"
	"slices"

	indexapi "github.com/blevesearch/bleve_index_api"
)

// scan holds the scores of every entry for one question, filled term by term
// from Bleve's postings. It is exact BM25 with true average lengths, over
// entries and over whole documents at once: Bleve's own BM25 takes the number
// of distinct terms for the average length, and scores documents alone.
type scan struct {
	scores    []float32 // by entry
	held      []float32 // by entry: weight of the question's terms it holds
	matched   []uint64  // by entry: a bit for each term it holds
	touched   []uint32  // entries with a score
	documents []float32 // by document
	reached   []uint32  // documents with a score

	postings    []posting
	frequencies []uint32 // by document, of the term at hand
	holding     []uint32 // documents that hold the term at hand
}

// posting is an occurrence of a term: in which entry, how often.
type posting struct {
	entry     uint32
	frequency uint32
}

// postingBudget is how many postings a question may read before its commoner
// terms are looked up for the entries found so far only. A million postings a
// second and more are read; the budget keeps the slowest question within the
// time of a few ordinary ones and changed no ranking of 17 thousand passages.
const postingBudget = 30_000

// refined is how many entries the terms over budget are looked up for.
const refined = 300

// acquire takes a cleared scan from the pool.
func (c *contents) acquire() *scan {
	s, ok := c.scans.Get().(*scan)
	if !ok {
		n, d := len(c.entries), len(c.base.Documents)
		s = &scan{
			scores: make([]float32, n), held: make([]float32, n), matched: make([]uint64, n),
			documents: make([]float32, d), frequencies: make([]uint32, d),
		}
	}
	return s
}

// release clears a scan and puts it back.
func (c *contents) release(s *scan) {
	for _, n := range s.touched {
		s.scores[n], s.held[n], s.matched[n] = 0, 0, 0
	}
	for _, d := range s.reached {
		s.documents[d] = 0
	}
	s.touched, s.reached = s.touched[:0], s.reached[:0]
	c.scans.Put(s)
}

// scan looks the terms up, the rarest first. The caller releases the scan.
func (x *Index) scan(ctx context.Context, terms []queryTerm) (*scan, error) {
	s := x.acquire()
	order := make([]int, len(terms))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return terms[a].count - terms[b].count })
	read := 0
	for i, bit := range order {
		if err := ctx.Err(); err != nil {
			x.release(s)
			return nil, fmt.Errorf("search: %w", err)
		}
		if read += terms[bit].count; read > postingBudget && i > 0 {
			if err := x.refine(ctx, s, terms, order[i:]); err != nil {
				x.release(s)
				return nil, err
			}
			break
		}
		postings, err := x.postings(ctx, terms[bit].term, s.postings[:0])
		if err != nil {
			x.release(s)
			return nil, err
		}
		s.postings = postings
		x.add(s, terms[bit], bit, s.countKinds(x.entries))
	}
	return s, nil
}

// countKinds counts the postings at hand by kind of entry.
func (s *scan) countKinds(entries []entry) (counts [entryKinds]int) {
	for _, p := range s.postings {
		counts[entries[p.entry].kind]++
	}
	return counts
}

// add adds what the postings at hand tell of their entries and documents.
func (x *Index) add(s *scan, term queryTerm, bit int, counts [entryKinds]int) {
	var weights [entryKinds]float32
	for kind := range weights {
		idf := inverseFrequency(x.statistics[kind].count, counts[kind])
		weights[kind] = float32(term.weight * idf * (entryWeighting.saturation + 1))
	}
	held := float32(term.weight * term.idf)
	s.holding = s.holding[:0]
	for _, p := range s.postings {
		e := x.entries[p.entry]
		if e.kind == passageEntry || e.kind == titleEntry {
			if s.frequencies[e.document] == 0 {
				s.holding = append(s.holding, uint32(e.document))
			}
			s.frequencies[e.document] += p.frequency
		}
		if s.matched[p.entry] == 0 {
			s.touched = append(s.touched, p.entry)
		}
		f := float32(p.frequency)
		s.scores[p.entry] += weights[e.kind] * f / (f + x.norms[p.entry])
		s.held[p.entry] += held
		s.matched[p.entry] |= 1 << bit
	}
	idf := term.weight * inverseFrequency(len(s.documents), len(s.holding))
	for _, d := range s.holding {
		if s.documents[d] == 0 {
			s.reached = append(s.reached, d)
		}
		s.documents[d] += float32(idf * documentWeighting.of(float64(s.frequencies[d]), float64(x.documentSize[d]), x.averageSize))
		s.frequencies[d] = 0
	}
}

// refine looks the given terms up for the best entries so far only.
func (x *Index) refine(ctx context.Context, s *scan, terms []queryTerm, order []int) error {
	best := newTop(refined)
	for _, n := range s.touched {
		best.offer(float64(x.total(s, n)), n, x.entries[n].order())
	}
	entries := make([]uint32, 0, refined)
	for _, t := range best.items {
		entries = append(entries, t.entry)
	}
	slices.Sort(entries)
	var found indexapi.TermFieldDoc
	id := indexapi.NewIndexInternalID(nil, 0)
	for _, bit := range order {
		reader, err := x.reader.TermFieldReader(ctx, []byte(terms[bit].term), textField, true, false, false)
		if err != nil {
			return fmt.Errorf("look up %q: %w", terms[bit].term, err)
		}
		s.postings = s.postings[:0]
		at := -1
		for _, n := range entries {
			if at < int(n) {
				id = indexapi.NewIndexInternalID(id, uint64(n))
				next, err := reader.Advance(id, &found)
				if err != nil {
					reader.Close()
					return fmt.Errorf("look up %q: %w", terms[bit].term, err)
				}
				if next == nil {
					break
				}
				at = int(next.ID.Value())
			}
			if at == int(n) {
				s.postings = append(s.postings, posting{n, uint32(found.Freq)})
			}
		}
		reader.Close()
		// Its share among the few is not known by kind: take it to be that among all.
		var counts [entryKinds]int
		for kind := range counts {
			counts[kind] = terms[bit].count * x.statistics[kind].count / max(len(x.entries), 1)
		}
		x.add(s, terms[bit], bit, counts)
	}
	return nil
}

// total returns the score of an entry with that of its document.
func (x *Index) total(s *scan, n uint32) float32 {
	score := s.scores[n]
	if d := x.entries[n].document; d >= 0 {
		score += documentWeight * s.documents[d]
	}
	return score
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

// count returns how many entries hold a term.
func (x *Index) count(term string) int {
	reader, err := x.reader.TermFieldReader(context.Background(), []byte(term), textField, false, false, false)
	if err != nil {
		return 0
	}
	defer reader.Close()
	return int(reader.Count())
}

// top keeps the best of what it is offered.
type top struct {
	limit int
	items []topItem // a heap with the worst first
}

type topItem struct {
	score float64
	entry uint32
	order uint64 // of equal scores the lower is better
}

func newTop(limit int) *top { return &top{limit: limit} }

func worse(a, b topItem) bool {
	if a.score != b.score {
		return a.score < b.score
	}
	return a.order > b.order
}

func (t *top) offer(score float64, entry uint32, order uint64) {
	item := topItem{score, entry, order}
	if len(t.items) < t.limit {
		t.items = append(t.items, item)
		for i := len(t.items) - 1; i > 0; {
			parent := (i - 1) / 2
			if !worse(t.items[i], t.items[parent]) {
				break
			}
			t.items[i], t.items[parent] = t.items[parent], t.items[i]
			i = parent
		}
		return
	}
	if t.limit == 0 || worse(item, t.items[0]) {
		return
	}
	t.items[0] = item
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(t.items); child++ {
			if worse(t.items[child], t.items[least]) {
				least = child
			}
		}
		if least == i {
			return
		}
		t.items[i], t.items[least] = t.items[least], t.items[i]
		i = least
	}
}

// sorted returns the items, best first.
func (t *top) sorted() []topItem {
	slices.SortFunc(t.items, func(a, b topItem) int {
		if worse(a, b) {
			return 1
		}
		return -1
	})
	return t.items
}
