package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is a word of a text.
type Word struct {
	Text       string // as it stands there
	Start, End int    // bytes of the text
	// Tag is the part of speech in the notation of jieba, by its first letter:
	// n noun (nr person, ns place, nt body, nz other name), v verb (vn used as
	// a noun), a adjective, d adverb, p preposition, c conjunction, u particle
	// or auxiliary, r pronoun, m number, q unit that is counted in, t time,
	// f direction, i and l set phrase, j abbreviation, y modal word. "eng" is a
	// Latin word that WordNet does not have, "" a Chinese one that jieba's
	// dictionary does not have.
	Tag string
}

// HasContent reports whether a word is of a part of speech that names something
// or says something of it; of Latin words it says nothing.
func (w Word) HasContent() bool {
	if w.Tag == "" {
		return true
	}
	switch w.Tag[0] {
	case 'u', 'p', 'c', 'r', 'y', 'e', 'o', 'x', 'd':
		return w.Tag == "eng"
	case 'm':
		return utf8.RuneCountInString(w.Text) > 1
	}
	return true
}

// Segment returns the words of a text in order: Chinese ones cut along the
// most probable path through the dictionary, Latin ones with the apostrophes
// and hyphens of words such as "isn't" and "self-employed", numbers with their
// points and commas. Signs and spaces are left out.
func Segment(text string) []Word {
	words := make([]Word, 0, len(text)/5+1)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		end := i + size
		switch {
		case isHan(r):
			end = runEnd(text, i, isHan)
			words = appendChinese(words, text, i, end)
		case isLetter(r):
			end = runEnd(text, i, func(r rune) bool { return isLetter(r) || isDigit(r) })
			words, end = appendLatin(words, text, i, end)
		case isDigit(r):
			words, end = appendNumber(words, text, i)
		}
		i = end
	}
	return words
}

func isLetter(r rune) bool { return unicode.IsLetter(r) && !isHan(r) || unicode.Is(unicode.Mn, r) }

func isDigit(r rune) bool { return '0' <= r && r <= '9' || '０' <= r && r <= '９' }

// runEnd returns where the run of such characters ends that begins at from.
func runEnd(text string, from int, in func(rune) bool) int {
	for from < len(text) {
		r, size := utf8.DecodeRuneInString(text[from:])
		if !in(r) {
			break
		}
		from += size
	}
	return from
}

// longestRun is how many characters are cut at once; longer runs without any
// sign are no text that people write.
const longestRun = 400

// appendChinese adds the words of a run of Chinese characters.
func appendChinese(words []Word, text string, from, to int) []Word {
	t := chinese()
	var room [longestRun]rune
	for from < to {
		run, end := room[:0], from
		for end < to && len(run) < longestRun {
			r, size := utf8.DecodeRuneInString(text[end:])
			run = append(run, t.simplified(r))
			end += size
		}
		words = t.appendPath(words, text, from, run)
		from = end
	}
	return words
}

// appendPath adds the words of the cheapest path through a run of characters.
func (t *trie) appendPath(words []Word, text string, start int, run []rune) []Word {
	var costs [longestRun + 1]float32 // of the cheapest path from a character to the end
	var nodes [longestRun]uint32      // the first word of that path
	var lengths [longestRun]uint16
	for i := len(run) - 1; i >= 0; i-- {
		costs[i], lengths[i] = unknownCost+costs[i+1], 1
		node := uint32(0)
		for j := i; j < len(run); j++ {
			if node = t.child(node, run[j]); node == 0 {
				break
			}
			if c := t.cost[node]; c != 0 && c+costs[j+1] < costs[i] {
				costs[i], nodes[i], lengths[i] = c+costs[j+1], node, uint16(j+1-i)
			}
		}
	}
	for i := 0; i < len(run); {
		end := start
		n := int(lengths[i])
		for range n {
			_, size := utf8.DecodeRuneInString(text[end:])
			end += size
		}
		word := Word{Text: text[start:end], Start: start, End: end}
		if nodes[i] != 0 {
			word.Tag = t.tagNames[t.tags[nodes[i]]]
		}
		words = append(words, word)
		i, start = i+n, end
	}
	return words
}

// appendLatin adds the Latin word whose first letters end at end, with what an
// apostrophe or a hyphen joins to it where the whole is a word.
func appendLatin(words []Word, text string, from, end int) ([]Word, int) {
	inWord := func(r rune) bool { return isLetter(r) || isDigit(r) }
	for whole := end; ; {
		r, size := utf8.DecodeRuneInString(text[whole:])
		if r != '\'' && r != '’' && r != '-' {
			break
		}
		next := runEnd(text, whole+size, inWord)
		if next == whole+size {
			break
		}
		whole = next
		if r != '-' || english().has(text[from:whole]) {
			end = whole
		}
	}
	word := text[from:end]
	return append(words, Word{word, from, end, englishTag(word)}), end
}

// appendNumber adds the number that begins at from, with letters that follow
// it at once: 1,234.5 or 5G.
func appendNumber(words []Word, text string, from int) ([]Word, int) {
	end := runEnd(text, from, isDigit)
	for end+1 < len(text) && strings.IndexByte(".,", text[end]) >= 0 {
		next := runEnd(text, end+1, isDigit)
		if next == end+1 {
			break
		}
		end = next
	}
	if letters := runEnd(text, end, isLetter); letters > end {
		end = runEnd(text, letters, func(r rune) bool { return isLetter(r) || isDigit(r) })
		return append(words, Word{text[from:end], from, end, "eng"}), end
	}
	return append(words, Word{text[from:end], from, end, "m"}), end
}
