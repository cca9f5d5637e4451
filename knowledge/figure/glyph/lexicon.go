package glyph

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Lexicon finds the longest of a set of words at a place in a sentence. A blank
// in a word stands for white space or a hyphen; Chinese words match through any
// white space.
type Lexicon[T any] struct {
	words    map[rune][]entry[T]
	backward bool      // words are compared from their last character
	keys     [4]uint64 // the last byte of every key: most characters begin no word
}

type entry[T any] struct {
	word   string
	first  rune
	length int // characters
	blanks int // blanks among them
	value  T
}

// NewLexicon returns a lexicon of words that are looked for forward.
func NewLexicon[T any](words map[string]T) *Lexicon[T] { return buildLexicon(words, false) }

// NewLexiconBefore returns a lexicon of words that are looked for backward from
// where they end.
func NewLexiconBefore[T any](words map[string]T) *Lexicon[T] { return buildLexicon(words, true) }

func buildLexicon[T any](words map[string]T, backward bool) *Lexicon[T] {
	l := &Lexicon[T]{words: make(map[rune][]entry[T]), backward: backward}
	for word, value := range words {
		first, _ := utf8.DecodeRuneInString(word)
		key := first
		if backward {
			key, _ = utf8.DecodeLastRuneInString(word)
		}
		e := entry[T]{word: word, first: first, length: utf8.RuneCountInString(word), blanks: strings.Count(word, " "), value: value}
		l.words[key] = append(l.words[key], e)
		l.keys[key>>6&3] |= 1 << (key & 63)
	}
	for _, entries := range l.words {
		sort.Slice(entries, func(i, k int) bool { return entries[i].length > entries[k].length })
	}
	return l
}

// entries returns the words whose key is r, longest first.
func (l *Lexicon[T]) entries(r rune) []entry[T] {
	if l.keys[r>>6&3]&(1<<(r&63)) == 0 {
		return nil
	}
	return l.words[r]
}

// At returns the longest word that starts at glyph i, and where it ends.
func (l *Lexicon[T]) At(glyphs []Glyph, i int) (value T, end int, ok bool) {
	if i < 0 || i >= len(glyphs) {
		return value, i, false
	}
	entries := l.entries(glyphs[i].R)
	for k := range entries {
		e := &entries[k]
		if end := MatchForward(glyphs, i, e.word); end > 0 {
			return e.value, end, true
		}
	}
	return value, i, false
}

// Before returns the longest word that ends right before glyph end, and where it
// starts.
func (l *Lexicon[T]) Before(glyphs []Glyph, end int) (value T, start int, ok bool) {
	if end <= 0 || end > len(glyphs) {
		return value, end, false
	}
	entries := l.entries(glyphs[end-1].R)
	for k := range entries {
		e := &entries[k]
		if start := e.matchBackward(glyphs, end); start >= 0 {
			return e.value, start, true
		}
	}
	return value, end, false
}

// MatchForward returns the end of word at glyph i, or 0.
func MatchForward(glyphs []Glyph, i int, word string) int {
	j := i
	var last rune
	for _, r := range word {
		if r == ' ' {
			if j >= len(glyphs) || glyphs[j].Gap == Paragraph {
				return 0
			}
			if IsDash(glyphs[j].R) {
				j++
			} else if glyphs[j].Gap == Joined {
				return 0
			}
			last = r
			continue
		}
		if j >= len(glyphs) || glyphs[j].R != r {
			return 0
		}
		if j > i && glyphs[j].Gap != Joined && last != ' ' && (IsLetter(r) || IsLetter(last) || glyphs[j].Gap == Paragraph) {
			return 0
		}
		j, last = j+1, r
	}
	if IsLetter(last) && j < len(glyphs) && IsLetter(glyphs[j].R) && glyphs[j].Gap == Joined {
		return 0 // inside a longer Latin word
	}
	return j
}

// matchBackward returns the start of the word where it ends before glyph end, or
// -1.
func (e *entry[T]) matchBackward(glyphs []Glyph, end int) int {
	// A blank may be a hyphen glyph, which takes a place of its own.
	for hyphens := 0; hyphens <= e.blanks; hyphens++ {
		i := end - e.length + e.blanks - hyphens
		if i < 0 {
			return -1
		}
		if glyphs[i].R != e.first && e.first != ' ' {
			continue
		}
		if MatchForward(glyphs, i, e.word) == end && !(IsLetter(e.first) && i > 0 && IsLetter(glyphs[i-1].R) && glyphs[i].Gap == Joined) {
			return i
		}
	}
	return -1
}

// NextIs returns the end of the first of words that stands at glyph i.
func NextIs(g []Glyph, i int, words ...string) (end int, ok bool) {
	for _, w := range words {
		if e := MatchForward(g, i, w); e > 0 {
			return e, true
		}
	}
	return i, false
}

func Set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// SetWith returns the words, and the phrases between commas.
func SetWith(phrases, words string) map[string]bool {
	m := Set(words)
	for _, p := range strings.Split(phrases, ",") {
		m[p] = true
	}
	return m
}
