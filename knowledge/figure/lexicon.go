package figure

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// lexicon finds the longest of a set of words at a place in a sentence. A blank
// in a word stands for white space or a hyphen; Chinese words match through any
// white space.
type lexicon[T any] struct {
	words    map[rune][]entry[T]
	backward bool // words are compared from their last character
}

type entry[T any] struct {
	word   string
	first  rune
	length int // characters
	blanks int // blanks among them
	value  T
}

// newLexicon returns a lexicon of words that are looked for forward.
func newLexicon[T any](words map[string]T) *lexicon[T] { return buildLexicon(words, false) }

// newLexiconBefore returns a lexicon of words that are looked for backward from
// where they end.
func newLexiconBefore[T any](words map[string]T) *lexicon[T] { return buildLexicon(words, true) }

func buildLexicon[T any](words map[string]T, backward bool) *lexicon[T] {
	l := &lexicon[T]{words: make(map[rune][]entry[T]), backward: backward}
	for word, value := range words {
		first, _ := utf8.DecodeRuneInString(word)
		key := first
		if backward {
			key, _ = utf8.DecodeLastRuneInString(word)
		}
		e := entry[T]{word: word, first: first, length: utf8.RuneCountInString(word), blanks: strings.Count(word, " "), value: value}
		l.words[key] = append(l.words[key], e)
	}
	for _, entries := range l.words {
		sort.Slice(entries, func(i, k int) bool { return entries[i].length > entries[k].length })
	}
	return l
}

// at returns the longest word that starts at glyph i, and where it ends.
func (l *lexicon[T]) at(glyphs []glyph, i int) (value T, end int, ok bool) {
	if i < 0 || i >= len(glyphs) {
		return value, i, false
	}
	entries := l.words[glyphs[i].r]
	for k := range entries {
		e := &entries[k]
		if end := matchForward(glyphs, i, e.word); end > 0 {
			return e.value, end, true
		}
	}
	return value, i, false
}

// before returns the longest word that ends right before glyph end, and where it
// starts.
func (l *lexicon[T]) before(glyphs []glyph, end int) (value T, start int, ok bool) {
	if end <= 0 || end > len(glyphs) {
		return value, end, false
	}
	entries := l.words[glyphs[end-1].r]
	for k := range entries {
		e := &entries[k]
		if start := e.matchBackward(glyphs, end); start >= 0 {
			return e.value, start, true
		}
	}
	return value, end, false
}

// matchForward returns the end of word at glyph i, or 0.
func matchForward(glyphs []glyph, i int, word string) int {
	j := i
	var last rune
	for _, r := range word {
		if r == ' ' {
			if j >= len(glyphs) || glyphs[j].gap == paragraph {
				return 0
			}
			if isDash(glyphs[j].r) {
				j++
			} else if glyphs[j].gap == joined {
				return 0
			}
			last = r
			continue
		}
		if j >= len(glyphs) || glyphs[j].r != r {
			return 0
		}
		if j > i && glyphs[j].gap != joined && last != ' ' && (isLetter(r) || isLetter(last) || glyphs[j].gap == paragraph) {
			return 0
		}
		j, last = j+1, r
	}
	if isLetter(last) && j < len(glyphs) && isLetter(glyphs[j].r) && glyphs[j].gap == joined {
		return 0 // inside a longer Latin word
	}
	return j
}

// matchBackward returns the start of the word where it ends before glyph end, or
// -1.
func (e *entry[T]) matchBackward(glyphs []glyph, end int) int {
	// A blank may be a hyphen glyph, which takes a place of its own.
	for hyphens := 0; hyphens <= e.blanks; hyphens++ {
		i := end - e.length + e.blanks - hyphens
		if i < 0 {
			return -1
		}
		if glyphs[i].r != e.first && e.first != ' ' {
			continue
		}
		if matchForward(glyphs, i, e.word) == end && !(isLetter(e.first) && i > 0 && isLetter(glyphs[i-1].r) && glyphs[i].gap == joined) {
			return i
		}
	}
	return -1
}

// nextIs returns the end of the first of words that stands at glyph i.
func nextIs(g []glyph, i int, words ...string) (end int, ok bool) {
	for _, w := range words {
		if e := matchForward(g, i, w); e > 0 {
			return e, true
		}
	}
	return i, false
}

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// setWith returns the words, and the phrases between commas.
func setWith(phrases, words string) map[string]bool {
	m := set(words)
	for _, p := range strings.Split(phrases, ",") {
		m[p] = true
	}
	return m
}
