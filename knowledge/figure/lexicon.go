package figure

import "sort"

// lexicon finds the longest of a set of words at a place in a sentence. A blank
// in a word stands for white space or a hyphen; Chinese words match through any
// white space.
type lexicon[T any] struct {
	words    map[rune][]entry[T]
	backward bool // words are compared from their last character
}

type entry[T any] struct {
	runes []rune
	value T
}

// newLexicon returns a lexicon of words that are looked for forward.
func newLexicon[T any](words map[string]T) *lexicon[T] { return buildLexicon(words, false) }

// newLexiconBefore returns a lexicon of words that are looked for backward from
// where they end.
func newLexiconBefore[T any](words map[string]T) *lexicon[T] { return buildLexicon(words, true) }

func buildLexicon[T any](words map[string]T, backward bool) *lexicon[T] {
	l := &lexicon[T]{words: make(map[rune][]entry[T]), backward: backward}
	for word, value := range words {
		e := entry[T]{runes: []rune(word), value: value}
		key := e.runes[0]
		if backward {
			key = e.runes[len(e.runes)-1]
		}
		l.words[key] = append(l.words[key], e)
	}
	for _, entries := range l.words {
		sort.Slice(entries, func(i, k int) bool { return len(entries[i].runes) > len(entries[k].runes) })
	}
	return l
}

// at returns the longest word that starts at glyph i, and where it ends.
func (l *lexicon[T]) at(glyphs []glyph, i int) (value T, end int, ok bool) {
	if i < 0 || i >= len(glyphs) {
		return value, i, false
	}
	for _, e := range l.words[glyphs[i].r] {
		if end := matchForward(glyphs, i, e.runes); end > 0 {
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
	for _, e := range l.words[glyphs[end-1].r] {
		if start := matchBackward(glyphs, end, e.runes); start >= 0 {
			return e.value, start, true
		}
	}
	return value, end, false
}

// matchForward returns the end of word at glyph i, or 0.
func matchForward(glyphs []glyph, i int, word []rune) int {
	j := i
	for k, r := range word {
		if r == ' ' {
			if j >= len(glyphs) || glyphs[j].gap == paragraph {
				return 0
			}
			if isDash(glyphs[j].r) {
				j++
			} else if glyphs[j].gap == joined {
				return 0
			}
			continue
		}
		if j >= len(glyphs) || glyphs[j].r != r {
			return 0
		}
		if k > 0 && glyphs[j].gap != joined && word[k-1] != ' ' && (isLetter(r) || glyphs[j].gap == paragraph) {
			return 0
		}
		j++
	}
	if isLetter(word[len(word)-1]) && j < len(glyphs) && isLetter(glyphs[j].r) && glyphs[j].gap == joined {
		return 0 // inside a longer Latin word
	}
	return j
}

// matchBackward returns the start of word where it ends before glyph end, or -1.
func matchBackward(glyphs []glyph, end int, word []rune) int {
	n := 0
	for _, r := range word {
		if r != ' ' {
			n++
		}
	}
	// A blank may be a hyphen glyph, which takes a place of its own.
	for hyphens := 0; hyphens <= len(word)-n; hyphens++ {
		i := end - n - hyphens
		if i < 0 {
			return -1
		}
		if matchForward(glyphs, i, word) == end && !(isLetter(word[0]) && i > 0 && isLetter(glyphs[i-1].r) && glyphs[i].gap == joined) {
			return i
		}
	}
	return -1
}
