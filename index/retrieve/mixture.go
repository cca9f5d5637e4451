package retrieve

import (
	"cmp"
	"math"
	"slices"

	"policybot/index/analysis"
	"policybot/index/lexicon"
	"policybot/index/query"
	"policybot/index/store"
)

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
func (x *Retriever) mix(q *query.Query, phrases []foreignPhrase, terms []store.Term) {
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
		bit := slices.IndexFunc(terms, func(t store.Term) bool { return slices.Contains(phrase.terms, t.Text) })
		if bit < 0 {
			continue
		}
		for rank, word := range phrase.words {
			byTerm[bit] = withWord(byTerm[bit], word, thesaurusMixed/math.Sqrt(float64(1+rank)))
		}
	}
	for bit, words := range byTerm {
		if len(words) > 0 {
			terms[bit].Mixture = x.mixture(words, tells[bit])
		}
	}
}

// bitOf returns which of the terms a word of the question begins with.
func bitOf(terms []store.Term, word string) int {
	for _, token := range analysis.Tokens(word) {
		if bit := slices.IndexFunc(terms, func(t store.Term) bool { return t.Text == token.Term }); bit >= 0 {
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
func (x *Retriever) mixture(weights map[string]float64, tells float64) *store.Mixture {
	m := &store.Mixture{Tells: min(1.6, 0.4+tells/7)}
	for word, weight := range weights {
		if weight >= leastMixed {
			m.Words = append(m.Words, store.MixtureWord{Text: word, Weight: weight})
		}
	}
	slices.SortFunc(m.Words, func(a, b store.MixtureWord) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Text, b.Text))
	})
	held := m.Words[:0]
	for _, w := range m.Words {
		if len(held) < mostMixed && x.store.Holds(w.Text) {
			held = append(held, w)
		}
	}
	m.Words = held
	return m
}
