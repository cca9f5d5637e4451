package choose

import (
	"strings"
	"sync"

	"policybot/index/lexicon"
	"policybot/knowledge"
)

// vocabulary numbers the words and indexed terms of documents and knows what
// each word means.
type vocabulary struct {
	mutex sync.RWMutex
	ids   map[string]int32
	known []known
	terms map[string]int32
	texts []string // of terms, by number
}

// known is a word of the vocabulary.
type known struct {
	text, stem string
	meaning    lexicon.Vec
	means      bool // whether the lexicon knows a meaning
	han        bool
}

func newVocabulary() *vocabulary {
	return &vocabulary{ids: make(map[string]int32), terms: make(map[string]int32)}
}

// term returns the number of an indexed term.
func (v *vocabulary) term(text string) int32 {
	v.mutex.RLock()
	id, ok := v.terms[text]
	v.mutex.RUnlock()
	if ok {
		return id
	}
	v.mutex.Lock()
	defer v.mutex.Unlock()
	if id, ok := v.terms[text]; ok {
		return id
	}
	id = int32(len(v.terms))
	v.terms[text] = id
	v.texts = append(v.texts, text)
	return id
}

// termText returns the term of a number.
func (v *vocabulary) termText(id int32) string {
	v.mutex.RLock()
	defer v.mutex.RUnlock()
	return v.texts[id]
}

// knownTerm returns the number of an indexed term that some document has, -1 for
// others.
func (v *vocabulary) knownTerm(text string) int32 {
	v.mutex.RLock()
	defer v.mutex.RUnlock()
	if id, ok := v.terms[text]; ok {
		return id
	}
	return -1
}

// id returns the number of a word, which must be in lower case.
func (v *vocabulary) id(text string) int32 {
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
	v.ids[text] = int32(len(v.known))
	v.known = append(v.known, w)
	return int32(len(v.known) - 1)
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
func (s *similar) to(v *vocabulary, id int32) float32 {
	if int(id) < len(s.cache) && s.cache[id] != 0 {
		return s.cache[id] - 1
	}
	v.mutex.RLock()
	w, n := v.known[id], len(v.known)
	v.mutex.RUnlock()
	if int(id) >= len(s.cache) {
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
