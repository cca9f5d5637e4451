package index

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"

	"policybot/index/analysis"
	"policybot/index/lexicon"
	"policybot/index/query"
)

// A mixture is a word of the question as words of the documents' language
// that may stand for it. It is scored as one term, held by an entry as well as
// the best of its words is, and as telling as what all of them hold makes it
// (after Pirkola 1998): else a rare word that is the wrong one would outweigh
// the right one.
type mixture struct {
	words []mixtureWord
	tells float64 // how telling the word of the question is in general, about 1
}

type mixtureWord struct {
	text   string
	weight float64
}

// Constants of mixtures, found on English questions about Chinese paragraphs
// of an encyclopaedia and the reverse.
const (
	mostMixed      = 24   // words of the documents in one mixture
	thesaurusMixed = 0.9  // what a phrase of the thesaurus or the dictionary counts
	leastTelling   = 2.0  // words of the question less telling than that are not looked for
	leastMixed     = 0.05 // words that stand for one of the question less well are not looked for
)

// mix gives the asker's terms, the first own ones, what stands for them in the
// language of the documents.
func (x *Index) mix(q *query.Query, phrases []foreignPhrase, terms []queryTerm) {
	byTerm := make([]map[string]float64, len(terms))
	tells := make([]float64, len(terms))
	for _, w := range lexicon.Segment(analysis.WithoutAsking(q.Text)) {
		weight := lexicon.Weight(w.Text, q.Language)
		bit := bitOf(terms, w.Text)
		if bit < 0 || weight < leastTelling {
			continue
		}
		tells[bit] = max(tells[bit], weight)
		for _, t := range lexicon.Translations(w.Text, q.Language) {
			byTerm[bit] = withWord(byTerm[bit], t.Word, t.Weight)
		}
	}
	for _, phrase := range phrases {
		bit := slices.IndexFunc(terms, func(t queryTerm) bool { return slices.Contains(phrase.terms, t.term) })
		if bit < 0 {
			continue
		}
		for rank, word := range phrase.words {
			byTerm[bit] = withWord(byTerm[bit], word, thesaurusMixed/math.Sqrt(float64(1+rank)))
		}
	}
	for bit, words := range byTerm {
		if len(words) > 0 {
			terms[bit].mixture = x.mixture(words, tells[bit])
		}
	}
}

// bitOf returns which of the terms a word of the question begins with.
func bitOf(terms []queryTerm, word string) int {
	for _, token := range analysis.Tokens(word) {
		if bit := slices.IndexFunc(terms, func(t queryTerm) bool { return t.term == token.Term }); bit >= 0 {
			return bit
		}
	}
	return -1
}

func withWord(words map[string]float64, word string, weight float64) map[string]float64 {
	if words == nil {
		words = make(map[string]float64)
	}
	words[word] = max(words[word], weight)
	return words
}

// mixture returns the weightiest of the words that the documents hold.
func (x *Index) mixture(weights map[string]float64, tells float64) *mixture {
	m := &mixture{tells: min(1.6, 0.4+tells/7)}
	for word, weight := range weights {
		if weight >= leastMixed {
			m.words = append(m.words, mixtureWord{word, weight})
		}
	}
	slices.SortFunc(m.words, func(a, b mixtureWord) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.text, b.text))
	})
	held := m.words[:0]
	for _, w := range m.words {
		if len(held) < mostMixed && x.holds(w.text) {
			held = append(held, w)
		}
	}
	m.words = held
	return m
}

// holds reports whether something holds each term of a word.
func (x *Index) holds(word string) bool {
	tokens := analysis.Tokens(word)
	for _, t := range tokens {
		if x.count(t.Term) == 0 {
			return false
		}
	}
	return len(tokens) > 0
}

// occurrences returns the entries that hold all terms of a word, with how
// often they hold the rarest there.
func (x *Index) occurrences(ctx context.Context, word string) ([]posting, error) {
	var list []posting
	for i, t := range analysis.Tokens(word) {
		postings, err := x.postings(ctx, t.Term)
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
			case list[0].entry < postings[j].entry:
				list = list[1:]
			case list[0].entry > postings[j].entry:
				j++
			default:
				kept = append(kept, posting{list[0].entry, min(list[0].frequency, postings[j].frequency)})
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
	counts    [entryKinds]float64 // entries of each kind that hold it, by how well the words they hold stand for it
	holding   float64             // documents, likewise
}

// addMixture adds what a mixture tells of entries and documents.
func (x *Index) addMixture(ctx context.Context, s *scan, m *mixture) error {
	found := mixed{entries: make(map[uint32]float64), documents: make(map[int32]float64)}
	for _, w := range m.words {
		postings, err := x.occurrences(ctx, w.text)
		if err != nil {
			return err
		}
		x.addWord(&found, postings, w.weight)
	}
	top := m.words[0].weight
	var idfs [entryKinds]float64
	for kind := range idfs {
		total := x.statistics[kind].count
		idfs[kind] = m.tells * inverseFrequency(total, min(total, int(found.counts[kind]/top)))
	}
	for _, n := range slices.Sorted(maps.Keys(found.entries)) {
		if s.matched[n] == 0 && s.held[n] == 0 {
			s.touched = append(s.touched, n)
		}
		idf, value := idfs[x.entries[n].kind], found.entries[n]
		s.scores[n] += float32(idf * value)
		s.held[n] += float32(idf * min(1, value))
	}
	idf := m.tells * inverseFrequency(len(s.documents), min(len(s.documents), int(found.holding/top)))
	for _, d := range slices.Sorted(maps.Keys(found.documents)) {
		if s.documents[d] == 0 {
			s.reached = append(s.reached, uint32(d))
		}
		s.documents[d] += float32(idf * found.documents[d])
	}
	return nil
}

// addWord adds the occurrences of one of the words of a mixture.
func (x *Index) addWord(found *mixed, postings []posting, weight float64) {
	inDocument := make(map[int32]uint32)
	for _, p := range postings {
		e := x.entries[p.entry]
		found.counts[e.kind] += weight
		if e.kind == passageKind || e.kind == titleKind {
			inDocument[e.document] += p.frequency * occurrence[e.kind]
		}
		f := float64(p.frequency)
		value := weight * f * (entryWeighting.saturation + 1) / (f + float64(x.norms[p.entry]))
		found.entries[p.entry] = max(found.entries[p.entry], value)
	}
	found.holding += weight * float64(len(inDocument))
	for d, f := range inDocument {
		value := weight * documentWeighting.of(float64(f), float64(x.documentSize[d]), x.averageSize)
		found.documents[d] = max(found.documents[d], value)
	}
}
