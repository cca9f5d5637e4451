package diff

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policybot/knowledge"
	"policybot/knowledge/script"
)

// lexicon gives words of a closed class the sense they have in it. Two words
// of one sense are the same to a reader.
type lexicon struct {
	sense map[string]string
	first map[rune][]string // words by their first character, the longest first
}

// newLexicon makes a lexicon of lines "sense: word|word". Latin words stand
// alone, Chinese ones anywhere; where two begin at one place the longer counts.
func newLexicon(lines ...string) lexicon {
	l := lexicon{sense: map[string]string{}, first: map[rune][]string{}}
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

// touched returns the senses of the words of text, folded by [foldInPlace],
// that one of the spans touches, sorted.
func (l lexicon) touched(text string, spans []knowledge.Span) []string {
	var senses []string
	const reach = 40 // bytes; no word is longer
	done := 0
	for _, span := range spans {
		at := max(done, span.Start-reach)
		for at < len(text) && !utf8.RuneStart(text[at]) {
			at++
		}
		for at < min(len(text), span.End) {
			word, size := l.wordAt(text, at)
			if word != "" && touches(spans, at, at+size) {
				senses = append(senses, l.sense[word])
			}
			at += size
		}
		done = max(done, at)
	}
	slices.Sort(senses)
	return senses
}

// wordAt returns the longest word of the lexicon at a place of text, "" where
// there is none, and how many bytes to go on.
func (l lexicon) wordAt(text string, at int) (word string, size int) {
	r, size := utf8.DecodeRuneInString(text[at:])
	latin := r < 0x2e80 && unicode.IsLetter(r)
	if latin && at > 0 && isLatinLetter(text[:at], true) {
		return "", size
	}
	for _, w := range l.first[r] {
		if strings.HasPrefix(text[at:], w) && !(latin && isLatinLetter(text[at+len(w):], false)) {
			return w, len(w)
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

// foldInPlace folds case and script and leaves every byte where it was.
func foldInPlace(text string) string {
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

// rest drops from two sorted lists what both hold.
func rest(a, b []string) (onlyA, onlyB []string) {
	b = slices.Clone(b)
	for _, s := range a {
		if i := slices.Index(b, s); i >= 0 {
			b = slices.Delete(b, i, i+1)
		} else {
			onlyA = append(onlyA, s)
		}
	}
	return onlyA, b
}
