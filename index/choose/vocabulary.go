package choose

import (
	"strings"
	"sync"

	"policybot/index/lexicon"
	"policybot/knowledge"
)

// vocabulary numbers the words of documents and knows what each means.
type vocabulary struct {
	mutex sync.RWMutex
	ids   map[string]int
	known []known
}

// known is a word of the vocabulary.
type known struct {
	text, stem string
	meaning    lexicon.Vec
	means      bool // whether the lexicon knows a meaning
	han        bool
}

func newVocabulary() *vocabulary { return &vocabulary{ids: make(map[string]int)} }

// id returns the number of a word, which must be in lower case.
func (v *vocabulary) id(text string) int {
	v.mutex.RLock()
	id, ok := v.ids[text]
	v.mutex.RUnlock()
	if ok {
		return id
	}
	w := knownWord(text)
	v.mutex.Lock()
	defer v.mutex.Unlock()
	if id, ok := v.ids[text]; ok {
		return id
	}
	v.ids[text] = len(v.known)
	v.known = append(v.known, w)
	return len(v.known) - 1
}

// knownWord looks a word up, which must be in lower case.
func knownWord(text string) known {
	language := languageOf(text)
	meaning, means := lexicon.Vector(text, language)
	return known{text: text, stem: stem(text), meaning: meaning, means: means, han: language == knowledge.Chinese}
}

// similar is how near the words of the vocabulary are to a word of a question,
// remembered for one question.
type similar struct {
	word
	own   known
	cache []float32 // by number: how near, and one more; 0 where not known yet
}

func (v *vocabulary) similarTo(words []word) []similar {
	all := make([]similar, len(words))
	for i, w := range words {
		all[i] = similar{word: w, own: knownWord(w.text)}
	}
	return all
}

// How near two words are: 1 for one word, for one that holds the other, and for
// what the lexicon knows a share of their cosine above what unrelated words
// reach.
const (
	holdsOther = 0.85
	leastAlike = 0.25
	mostAlike  = 0.95
)

// to returns how near the word with the given number is, from 0 to 1.
func (s *similar) to(v *vocabulary, id int) float32 {
	if id < len(s.cache) && s.cache[id] != 0 {
		return s.cache[id] - 1
	}
	v.mutex.RLock()
	w, n := v.known[id], len(v.known)
	v.mutex.RUnlock()
	if id >= len(s.cache) {
		s.cache = append(s.cache, make([]float32, n-len(s.cache))...)
	}
	near := nearness(&s.own, &w)
	s.cache[id] = near + 1
	return near
}

func nearness(a, b *known) float32 {
	switch {
	case a.text == b.text || a.stem == b.stem:
		return 1
	case a.han && b.han && len(a.text) >= 6 && len(b.text) >= 6 && (strings.Contains(b.text, a.text) || strings.Contains(a.text, b.text)):
		return holdsOther
	case a.means && b.means:
		return max(0, (lexicon.Cosine(&a.meaning, &b.meaning)-leastAlike)/(1-leastAlike)) * mostAlike
	}
	return 0
}

// alignment is how much of a question some fields say in words of like
// meaning.
type alignment struct {
	share float64 // of the weight of the question's words
	worst float64 // the weight of the word that is said least, as far as it is not said
}

// align holds the words of a question against fields.
func (v *vocabulary) align(words []similar, fields ...*field) alignment {
	var a alignment
	total := 0.0
	for i := range words {
		best := float32(0)
		for _, f := range fields {
			for _, id := range f.words {
				if near := words[i].to(v, id); near > best {
					best = near
				}
			}
		}
		total += words[i].weight
		a.share += words[i].weight * float64(best)
		a.worst = max(a.worst, words[i].weight*(1-float64(best)))
	}
	if total > 0 {
		a.share /= total
	}
	return a
}
