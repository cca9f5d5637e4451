package store

import (
	"context"
	"maps"
	"slices"

	"policybot/index/analysis"
)

// A Mixture is a word of the question as words of the documents' language
// that may stand for it. It is scored as one term, held by an entry as well as
// the best of its words is, and as telling as what all of them hold makes it
// (after Pirkola 1998): else a rare word that is the wrong one would outweigh
// the right one.
type Mixture struct {
	Words []MixtureWord
	Tells float64 // how telling the word of the question is in general, about 1
}

// MixtureWord is a word of a mixture with how well it stands for the question's.
type MixtureWord struct {
	Text   string
	Weight float64
}

// Holds reports whether something holds each term of a word.
func (x *Store) Holds(word string) bool {
	tokens := analysis.Tokens(word)
	for _, t := range tokens {
		if x.Count(t.Term) == 0 {
			return false
		}
	}
	return len(tokens) > 0
}

// occurrences returns the entries that hold all terms of a word, with how
// often they hold the rarest there.
func (x *Store) occurrences(ctx context.Context, word string) ([]posting, error) {
	var list []posting
	for i, t := range analysis.Tokens(word) {
		postings, err := x.Postings(ctx, t.Term)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			list = slices.Clone(postings)
			continue
		}
		kept := list[:0]
		for j := 0; len(list) > 0 && j < len(postings); {
			switch {
			case list[0].Entry < postings[j].Entry:
				list = list[1:]
			case list[0].Entry > postings[j].Entry:
				j++
			default:
				kept = append(kept, posting{list[0].Entry, min(list[0].frequency, postings[j].frequency)})
				list = list[1:]
				j++
			}
		}
		list = kept
	}
	return list, nil
}

// mixed gathers the best that the words of a mixture do in each entry and
// document.
type mixed struct {
	entries   map[uint32]float64
	documents map[int32]float64
	counts    [EntryKinds]float64 // entries of each kind that hold it, by how well the words they hold stand for it
	holding   float64             // documents, likewise
}

// addMixture adds what a mixture tells of entries and documents.
func (x *Store) addMixture(ctx context.Context, s *Scan, m *Mixture) error {
	found := mixed{entries: make(map[uint32]float64), documents: make(map[int32]float64)}
	for _, w := range m.Words {
		postings, err := x.occurrences(ctx, w.Text)
		if err != nil {
			return err
		}
		x.addWord(&found, postings, w.Weight)
	}
	top := m.Words[0].Weight
	var idfs [EntryKinds]float64
	for kind := range idfs {
		total := x.statistics[kind].count
		idfs[kind] = m.Tells * InverseFrequency(total, min(total, int(found.counts[kind]/top)))
	}
	for _, n := range slices.Sorted(maps.Keys(found.entries)) {
		if s.Matched[n] == 0 && s.Held[n] == 0 {
			s.Touched = append(s.Touched, n)
		}
		idf, value := idfs[x.Entries[n].Kind], found.entries[n]
		s.Scores[n] += float32(idf * value)
		s.Held[n] += float32(idf * min(1, value))
	}
	idf := m.Tells * InverseFrequency(len(s.Documents), min(len(s.Documents), int(found.holding/top)))
	for _, d := range slices.Sorted(maps.Keys(found.documents)) {
		if s.Documents[d] == 0 {
			s.Reached = append(s.Reached, uint32(d))
		}
		s.Documents[d] += float32(idf * found.documents[d])
	}
	return nil
}

// addWord adds the occurrences of one of the words of a mixture.
func (x *Store) addWord(found *mixed, postings []posting, weight float64) {
	inDocument := make(map[int32]uint32)
	for _, p := range postings {
		e := x.Entries[p.Entry]
		found.counts[e.Kind] += weight
		if e.Kind == PassageKind || e.Kind == titleKind {
			inDocument[e.Document] += p.frequency * occurrence[e.Kind]
		}
		f := float64(p.frequency)
		value := weight * f * (EntryWeighting.Saturation + 1) / (f + float64(x.norms[p.Entry]))
		found.entries[p.Entry] = max(found.entries[p.Entry], value)
	}
	found.holding += weight * float64(len(inDocument))
	for d, f := range inDocument {
		value := weight * DocumentWeighting.of(float64(f), float64(x.DocumentSize[d]), x.AverageSize)
		found.documents[d] = max(found.documents[d], value)
	}
}
