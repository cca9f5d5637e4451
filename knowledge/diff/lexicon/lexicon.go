// Package lexicon holds what two spellings of a word have in common, and closed
// classes of words with the sense that each has in its class.
package lexicon

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policybot/knowledge"
	"policybot/knowledge/script"
)

// Lexicon gives words of a closed class the sense they have in it. Two words
// of one sense are the same to a reader.
type Lexicon struct {
	sense map[string]string
	first map[rune][]string // words by their first character, the longest first
}

// New makes a lexicon of lines "sense: word|word". Latin words stand
// alone, Chinese ones anywhere; where two begin at one place the longer counts.
func New(lines ...string) Lexicon {
	l := Lexicon{sense: map[string]string{}, first: map[rune][]string{}}
	for _, line := range lines {
		sense, list, _ := strings.Cut(line, ": ")
		for w := range strings.SplitSeq(list, "|") {
			if l.sense[w] != "" {
				continue
			}
			l.sense[w] = sense
			r, _ := utf8.DecodeRuneInString(w)
			l.first[r] = append(l.first[r], w)
		}
	}
	for _, words := range l.first {
		slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	}
	return l
}

// Touched returns the senses of the words of text, folded by [FoldInPlace],
// that one of the spans touches, sorted.
func (l Lexicon) Touched(text string, spans []knowledge.Span) []string {
	var senses []string
	const reach = 40 // bytes; no word is longer
	done := 0
	for _, span := range spans {
		at := max(done, span.Start-reach)
		for at < len(text) && !utf8.RuneStart(text[at]) {
			at++
		}
		for at < min(len(text), span.End) {
			sense, size := l.SenseAt(text, at)
			if sense != "" && touches(spans, at, at+size) {
				senses = append(senses, sense)
			}
			at += size
		}
		done = max(done, at)
	}
	slices.Sort(senses)
	return senses
}

// SenseAt returns the sense of the longest word of the lexicon at a place of
// text, "" where there is none, and how many bytes to go on.
func (l Lexicon) SenseAt(text string, at int) (sense string, size int) {
	r, size := utf8.DecodeRuneInString(text[at:])
	latin := r < 0x2e80 && unicode.IsLetter(r)
	if latin && at > 0 && isLatinLetter(text[:at], true) {
		return "", size
	}
	for _, w := range l.first[r] {
		if strings.HasPrefix(text[at:], w) && !(latin && isLatinLetter(text[at+len(w):], false)) {
			return l.sense[w], len(w)
		}
	}
	return "", size
}

// isLatinLetter reports whether text ends, or begins, with a Latin letter or a
// digit.
func isLatinLetter(text string, last bool) bool {
	var r rune
	if last {
		r, _ = utf8.DecodeLastRuneInString(text)
	} else {
		r, _ = utf8.DecodeRuneInString(text)
	}
	return r < 0x2e80 && (unicode.IsLetter(r) || unicode.IsNumber(r))
}

// FoldInPlace folds case and script and leaves every byte where it was.
func FoldInPlace(text string) string {
	out := []byte(text)
	for i, r := range text {
		switch {
		case r < utf8.RuneSelf:
			out[i] = byte(unicode.ToLower(r))
		case r >= 0x2e80:
			if s := script.Simplified(r); s != r && utf8.RuneLen(s) == utf8.RuneLen(r) {
				utf8.EncodeRune(out[i:], s)
			}
		}
	}
	return string(out)
}

func touches(spans []knowledge.Span, start, end int) bool {
	return slices.ContainsFunc(spans, func(s knowledge.Span) bool { return s.Start < end && start < s.End })
}
