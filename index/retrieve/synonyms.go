package retrieve

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"policybot/index/analysis"
	"policybot/index/store"
)

// Alternative is a word that can stand for a word of the question.
type Alternative struct {
	Text    string // folded
	Chinese bool
	Terms   []string
	Weight  float64 // 1 for the word itself, less for a synonym or translation
}

func newAlternative(word string, weight float64) Alternative {
	a := Alternative{Text: analysis.Fold(word), Weight: weight}
	r, _ := utf8.DecodeRuneInString(a.Text)
	a.Chinese = analysis.IsHan(r)
	for _, t := range analysis.Tokens(a.Text) {
		a.Terms = append(a.Terms, t.Term)
	}
	return a
}

// SynonymWeight is what a synonym counts against the asker's own word.
const SynonymWeight = 0.9

// TermBegins holds the words of a thesaurus by their first term.
type TermBegins map[string][]WordRef

// In returns the words that may begin at one of some tokens, in the order of
// the thesaurus.
func (b TermBegins) In(text []analysis.Token) []WordRef {
	var found []WordRef
	for _, t := range text {
		found = append(found, b[t.Term]...)
	}
	slices.SortFunc(found, WordRef.compare)
	return slices.Compact(found)
}

// Find returns where in a tokenised text the word stands.
func (a *Alternative) Find(text []analysis.Token) (start, end int, ok bool) {
	if len(a.Terms) == 0 {
		return 0, 0, false
	}
next:
	for i := 0; i+len(a.Terms) <= len(text); i++ {
		for j, term := range a.Terms {
			if text[i+j].Term != term {
				continue next
			}
		}
		return text[i].Start, text[i+len(a.Terms)-1].End, true
	}
	return 0, 0, false
}

//go:embed thesaurus.txt
var thesaurusFile string

// policyWords returns the groups of the built-in thesaurus.
var policyWords = sync.OnceValue(func() [][]string {
	var groups [][]string
	for line := range strings.Lines(thesaurusFile) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			groups = append(groups, strings.Split(line, "|"))
		}
	}
	return groups
})

// Thesaurus holds groups of words that mean the same.
type Thesaurus struct {
	groups [][]string           // folded
	begin  map[string][]WordRef // words by how they begin; see beginning

	// What is made of the groups once it is needed.
	Alternatives func() [][]Alternative
	Begins       func() TermBegins
	translations func() map[string][]string
}

// WordRef is a word of a group.
type WordRef struct{ Group, Word int }

func (r WordRef) compare(other WordRef) int {
	return cmp.Or(r.Group-other.Group, r.Word-other.Word)
}

// beginning returns the first Latin word or number of a folded text, or its
// first character.
func beginning(text string) string {
	n := 0
	for n < len(text) && analysis.IsWordByte(text[n]) {
		n++
	}
	if n == 0 && text != "" {
		_, n = utf8.DecodeRuneInString(text)
	}
	return text[:n]
}

// find returns the words that a folded text holds, in the order of the groups.
func (t *Thesaurus) find(text string) []WordRef {
	var found []WordRef
	for i := 0; i < len(text); {
		first := beginning(text[i:])
		for _, ref := range t.begin[first] {
			word := t.groups[ref.Group][ref.Word]
			if strings.HasPrefix(text[i:], word) && holdsWord(text[i:min(len(text), i+len(word)+1)], word) {
				found = append(found, ref)
			}
		}
		i += len(first)
	}
	slices.SortFunc(found, WordRef.compare)
	return slices.Compact(found)
}

// relatedWeight is what a term of a synonym counts beside one of the asker's
// own in finding candidates. On the tuning half of 317 questions 0.2 finds more
// than 0.4 and than none.
const relatedWeight = 0.2

func newThesaurus(groups ...[]string) *Thesaurus {
	t := &Thesaurus{begin: make(map[string][]WordRef)}
	for _, group := range groups {
		folded := make([]string, 0, len(group))
		for _, word := range group {
			if word = strings.TrimSpace(analysis.Fold(word)); word != "" {
				folded = append(folded, word)
			}
		}
		if len(folded) < 2 {
			continue
		}
		for i, word := range folded {
			t.begin[beginning(word)] = append(t.begin[beginning(word)], WordRef{len(t.groups), i})
		}
		t.groups = append(t.groups, folded)
	}
	t.Alternatives = sync.OnceValue(t.readAlternatives)
	t.Begins = sync.OnceValue(t.readBegins)
	t.translations = sync.OnceValue(t.readTranslations)
	return t
}

// expand adds the terms of synonyms of the words in a folded text to own, the
// terms of that text.
func (t *Thesaurus) expand(x *Retriever, text string, own []store.Term) []store.Term {
	terms := own
	for _, ref := range t.find(text) {
		group := t.groups[ref.Group]
		word := group[ref.Word]
		var stands uint64
		idf := 0.0
		for _, token := range analysis.Tokens(word) {
			if bit := slices.IndexFunc(own, func(q store.Term) bool { return q.Text == token.Term }); bit >= 0 {
				stands |= 1 << bit
				idf = max(idf, own[bit].IDF)
			}
		}
		for _, other := range group {
			if stands != 0 && other != word && !holdsWord(text, other) {
				terms = addPhrase(x, terms, other, stands, idf)
			}
		}
	}
	return terms
}

// addPhrase adds the terms of a phrase that stands for the given bits. None
// weighs more than the words it stands for.
func addPhrase(x *Retriever, terms []store.Term, phrase string, stands uint64, idf float64) []store.Term {
	from := len(terms)
	var bits uint64
	for _, token := range analysis.Tokens(phrase) {
		if analysis.IsStop(token.Term) {
			continue
		}
		if bit := slices.IndexFunc(terms, func(q store.Term) bool { return q.Text == token.Term }); bit >= 0 {
			bits |= 1 << bit
			continue
		}
		if len(terms) == 64 {
			return terms[:from]
		}
		bits |= 1 << len(terms)
		count := x.store.Count(token.Term)
		if count == 0 {
			return terms[:from]
		}
		terms = append(terms, store.Term{
			Text: token.Term, Weight: relatedWeight, Count: count,
			IDF: min(idf, store.InverseFrequency(x.store.Live, count)), Synonym: true, Stands: stands,
		})
	}
	for i := from; i < len(terms); i++ {
		terms[i].Phrase = bits
	}
	return terms
}

// holdsWord reports whether a folded text holds a word: a Latin one between
// other letters does not count.
func holdsWord(text, word string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(word)
		if (start == 0 || !analysis.IsWordByte(text[start-1]) || !analysis.IsWordByte(word[0])) &&
			(end == len(text) || !analysis.IsWordByte(text[end]) || !analysis.IsWordByte(word[len(word)-1])) {
			return true
		}
		from = end
	}
}

// readAlternatives returns the groups, ready to be matched.
func (t *Thesaurus) readAlternatives() [][]Alternative {
	groups := make([][]Alternative, len(t.groups))
	for i, group := range t.groups {
		for _, word := range group {
			groups[i] = append(groups[i], newAlternative(word, SynonymWeight))
		}
	}
	return groups
}

func (t *Thesaurus) readBegins() TermBegins {
	begins := make(TermBegins)
	for g, group := range t.Alternatives() {
		for w, word := range group {
			if len(word.Terms) > 0 {
				begins[word.Terms[0]] = append(begins[word.Terms[0]], WordRef{g, w})
			}
		}
	}
	return begins
}
