package store

import (
	"context"
	"fmt"
	"slices"
)

// documentHold is what a scan found of a document.
type documentHold struct {
	Best, Second float32 // scores of its best passages
	Passage      int32   // ordinal of the best
	Union        uint64  // bits of the terms in it
	Title        uint64  // in its title
	Terms        uint64  // in its best passage
}

// Hold adds what a scan found of an entry to what it found of its document.
func (s *Scan) Hold(e Entry, n uint32) {
	if e.Kind == PassageKind || e.Kind == titleKind {
		s.Holds[e.Document].note(e, s.Scores[n], s.Matched[n])
	}
}

// DocumentWeight is how much the score of its document adds to that of a
// passage, fact or measure. From 1 to 3 recall is the same.
const DocumentWeight = 1.5

// PassageWeight is how much the score of its best passage adds to that of a
// document.
const PassageWeight = 0.6

// Scan holds the scores of every entry for one question, filled term by term
// from Bleve's postings. It is exact BM25 with true average lengths, over
// entries and over whole documents at once: Bleve's own BM25 takes the number
// of distinct terms for the average length, and scores documents alone.
type Scan struct {
	Scores    []float32 // by entry
	Held      []float32 // by entry: weight of the question's terms it holds
	Matched   []uint64  // by entry: a bit for each term it holds
	Touched   []uint32  // entries with a score
	Documents []float32 // by document
	Holds     []documentHold
	Reached   []uint32 // documents with a score

	frequencies []uint32 // by document, of the term at hand
	holding     []uint32 // documents that hold the term at hand
}

// A term that more than this share of all entries hold tells next to nothing,
// and costs more than all others together: in a large base it is not looked
// up. Neither are the commonest terms of a question beyond so many postings.
// On 317 policy questions over 8 thousand entries a share of 0.1 to 1, and 2
// thousand postings or more, find the same.
const (
	hopelessShare = 0.15
	largeBase     = 2000 // entries
	postingBudget = 30_000
)

// occurrence is how many times an occurrence counts in its document: one in
// the title says more of what the document is about.
var occurrence = [EntryKinds]uint32{titleKind: 2, PassageKind: 1}

// acquire takes a cleared scan from the pool.
func (c *Store) acquire() *Scan {
	s, ok := c.scans.Get().(*Scan)
	if !ok {
		n, d := len(c.Entries), len(c.Base.Documents)
		s = &Scan{
			Scores: make([]float32, n), Held: make([]float32, n), Matched: make([]uint64, n),
			Documents: make([]float32, d), Holds: make([]documentHold, d), frequencies: make([]uint32, d),
		}
	}
	return s
}

// Release clears a scan and puts it back.
func (c *Store) Release(s *Scan) {
	for _, n := range s.Touched {
		s.Scores[n], s.Held[n], s.Matched[n] = 0, 0, 0
	}
	for _, d := range s.Reached {
		s.Documents[d], s.Holds[d] = 0, documentHold{}
	}
	s.Touched, s.Reached = s.Touched[:0], s.Reached[:0]
	c.scans.Put(s)
}

// Scan looks the terms up, the rarest first. The caller releases the scan.
func (x *Store) Scan(ctx context.Context, terms []Term) (*Scan, error) {
	s := x.acquire()
	order := make([]int, len(terms))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return terms[a].Count - terms[b].Count })
	read := 0
	for i, bit := range order {
		if err := ctx.Err(); err != nil {
			x.Release(s)
			return nil, fmt.Errorf("search: %w", err)
		}
		count := terms[bit].Count
		read += count
		if i > 0 && len(x.Entries) > largeBase && (read > postingBudget || float64(count) > hopelessShare*float64(len(x.Entries))) {
			// And so are all that follow. What is not looked for cannot be missed.
			for _, rest := range order[i:] {
				terms[rest].IDF = 0
			}
			break
		}
		postings, err := x.Postings(ctx, terms[bit].Text)
		if err != nil {
			x.Release(s)
			return nil, err
		}
		x.add(s, terms[bit], bit, postings)
	}
	for _, t := range terms {
		if t.Mixture != nil && len(t.Mixture.Words) > 0 {
			if err := x.addMixture(ctx, s, t.Mixture); err != nil {
				x.Release(s)
				return nil, err
			}
		}
	}
	return s, nil
}

// add adds what the postings of a term tell of their entries and documents.
func (x *Store) add(s *Scan, term Term, bit int, postings []posting) {
	var counts [EntryKinds]int
	for _, p := range postings {
		counts[x.Entries[p.Entry].Kind]++
	}
	var weights [EntryKinds]float32
	for kind := range weights {
		idf := InverseFrequency(x.statistics[kind].count, counts[kind])
		weights[kind] = float32(term.Weight * idf * (EntryWeighting.Saturation + 1))
	}
	held := float32(term.Weight * term.IDF)
	s.holding = s.holding[:0]
	for _, p := range postings {
		e := x.Entries[p.Entry]
		if e.Kind == PassageKind || e.Kind == titleKind {
			if s.frequencies[e.Document] == 0 {
				s.holding = append(s.holding, uint32(e.Document))
			}
			s.frequencies[e.Document] += p.frequency * occurrence[e.Kind]
		}
		if s.Matched[p.Entry] == 0 {
			s.Touched = append(s.Touched, p.Entry)
		}
		f := float32(p.frequency)
		if !term.Foreign { // its mixture counts instead
			s.Scores[p.Entry] += weights[e.Kind] * f / (f + x.norms[p.Entry])
			s.Held[p.Entry] += held
		}
		s.Matched[p.Entry] |= 1 << bit
	}
	idf := term.Weight * InverseFrequency(len(s.Documents), len(s.holding))
	for _, d := range s.holding {
		if s.Documents[d] == 0 {
			s.Reached = append(s.Reached, d)
		}
		if term.Foreign {
			idf = 0
		}
		s.Documents[d] += float32(idf * DocumentWeighting.of(float64(s.frequencies[d]), float64(x.DocumentSize[d]), x.AverageSize))
		s.frequencies[d] = 0
	}
}

// Total returns the score of an entry with that of its document.
func (x *Store) Total(s *Scan, n uint32) float32 {
	score := s.Scores[n]
	if d := x.Entries[n].Document; d >= 0 {
		score += DocumentWeight * s.Documents[d]
	}
	return score
}
