package diff

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policybot/knowledge"
	"policybot/knowledge/diff/statement"

	"znkr.io/diff"
)

// token is a word, a Chinese character, a punctuation mark or a figure of a
// sentence that is compared with another.
type token struct {
	span   knowledge.Span
	word   string // folded; "" for a figure
	figure int    // index into the sentence's figures; -1 for words
}

// tokensOf cuts text into tokens. A figure is one token, and what masked
// blanks out is none.
func tokensOf(masked string, figures []knowledge.Span) []token {
	var tokens []token
	next := 0
	start := -1
	flush := func(end int) {
		if start >= 0 {
			word := strings.Map(func(r rune) rune { return statement.FoldLetter(statement.FoldWidth(r)) }, masked[start:end])
			tokens = append(tokens, token{knowledge.Span{Start: start, End: end}, word, -1})
		}
		start = -1
	}
	skip := 0
	for i, r := range masked {
		if i < skip {
			continue
		}
		if next < len(figures) && i >= figures[next].Start {
			flush(i)
			tokens = append(tokens, token{figures[next], "", next})
			skip = figures[next].End
			next++
			continue
		}
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r):
			flush(i)
		case statement.FoldWidth(r) < 0x2e80 && (unicode.IsLetter(r) || unicode.IsNumber(r)):
			if start < 0 {
				start = i
			}
		default:
			flush(i)
			_, size := utf8.DecodeRuneInString(masked[i:])
			tokens = append(tokens, token{knowledge.Span{Start: i, End: i + size}, foldMark(r), -1})
		}
	}
	flush(len(masked))
	return tokens
}

// isMark reports whether the token is punctuation.
func (t token) isMark() bool {
	if t.figure >= 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(t.word)
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.Sc, r) && !strings.ContainsRune("%‰+=<>≥≤±×÷", r)
}

// foldMark folds a character of Chinese or a punctuation mark; punctuation of
// either width is made the same.
func foldMark(r rune) string {
	r = statement.FoldWidth(r)
	switch r {
	case '、', '；', ';':
		r = ','
	case '。':
		r = '.'
	case '“', '”', '「', '」', '‘', '’', '\'':
		r = '"'
	}
	return string(statement.FoldLetter(r))
}

// wholeTokens is the number of tokens of two sentences, multiplied, up to
// which they are aligned with figures statement.Weighed as values; longer ones are
// aligned by words alone.
const wholeTokens = 400 * 400

// alignTokens pairs the tokens of two sentences in order: equal words, equal
// figures before figures of one kind. It returns the counterpart of each
// token of a, or -1. The weight of a pair of figures is given by weigh; 0
// means that they cannot be paired.
func alignTokens(a, b []token, weigh func(i, j int) int) []int {
	to := unpaired(len(a))
	// What both begin and end with is paired as it stands.
	same := func(s, t token) bool {
		if s.figure >= 0 || t.figure >= 0 {
			return s.figure >= 0 && t.figure >= 0 && weigh(s.figure, t.figure) >= equalWeight
		}
		return s.word == t.word
	}
	lo := 0
	for lo < min(len(a), len(b)) && same(a[lo], b[lo]) {
		to[lo] = lo
		lo++
	}
	endA, endB := len(a), len(b)
	for endA > lo && endB > lo && same(a[endA-1], b[endB-1]) {
		endA, endB = endA-1, endB-1
		to[endA] = endB
	}
	n, m := endA-lo, endB-lo
	if n == 0 || m == 0 {
		return to
	}
	if n*m > wholeTokens {
		words := func(list []token) []string {
			ws := make([]string, len(list))
			for i, t := range list {
				if ws[i] = t.word; t.figure >= 0 {
					ws[i] = "#"
				}
			}
			return ws
		}
		for _, e := range diff.Edits(words(a[lo:endA]), words(b[lo:endB])) {
			if s, t := lo+e.PosX, lo+e.PosY; e.Op == diff.Match && (a[s].figure < 0 || weigh(a[s].figure, b[t].figure) > 0) {
				to[s] = t
			}
		}
		return to
	}
	weight := func(s, t token) int {
		switch {
		case s.figure >= 0 && t.figure >= 0:
			return weigh(s.figure, t.figure)
		case s.figure >= 0 || t.figure >= 0 || s.word != t.word:
			return 0
		case strings.ContainsAny(s.word, ",.\""):
			return 1
		}
		return wordWeight
	}
	best := make([]int, (n+1)*(m+1))
	at := func(i, j int) *int { return &best[i*(m+1)+j] }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			v := max(*at(i+1, j), *at(i, j+1))
			if w := weight(a[lo+i], b[lo+j]); w > 0 {
				v = max(v, w+*at(i+1, j+1))
			}
			*at(i, j) = v
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		w := weight(a[lo+i], b[lo+j])
		switch {
		case w > 0 && *at(i, j) == w+*at(i+1, j+1):
			to[lo+i] = lo + j
			i, j = i+1, j+1
		case *at(i+1, j) >= *at(i, j+1):
			i++
		default:
			j++
		}
	}
	return to
}

// The weights of paired tokens: an equal figure says more than an equal word,
// a figure of the same kind a little less.
const (
	wordWeight  = 4
	equalWeight = 12
	unitWeight  = 5 // the same unit, another value
	kindWeight  = 2 // the same dimension, another unit
)

// marks returns the spans of the tokens without a counterpart, neighbours
// joined.
func marks(text string, tokens []token, paired func(i int) bool) []knowledge.Span {
	var spans []knowledge.Span
	for i, t := range tokens {
		if paired(i) {
			continue
		}
		if n := len(spans); n > 0 && strings.TrimSpace(text[spans[n-1].End:t.span.Start]) == "" {
			spans[n-1].End = t.span.End
			continue
		}
		spans = append(spans, t.span)
	}
	return slices.Clip(spans)
}
