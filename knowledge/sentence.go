package knowledge

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a byte range of a text.
type Span struct{ Start, End int }

// Of returns the part of text that the span covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Sentences splits text into sentences: at 。！？ and at line breaks, and at
// . ! ? followed by white space and no lower-case letter, unless the stop
// belongs to an abbreviation or a number. Spans leave out surrounding white
// space; closing quotes and brackets stay with their sentence.
func Sentences(text string) []Span {
	var spans []Span
	start := 0
	cut := func(end int) {
		s, e := start, end
		for s < e {
			r, n := utf8.DecodeRuneInString(text[s:e])
			if !unicode.IsSpace(r) {
				break
			}
			s += n
		}
		for e > s {
			r, n := utf8.DecodeLastRuneInString(text[s:e])
			if !unicode.IsSpace(r) {
				break
			}
			e -= n
		}
		if e > s {
			spans = append(spans, Span{s, e})
		}
		start = end
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		end := i + n
		switch r {
		case '\n':
			cut(end)
		case '。', '！', '？', '!', '?', '.':
			for end < len(text) {
				c, m := utf8.DecodeRuneInString(text[end:])
				if !strings.ContainsRune("。！？!?.”’」』）)\"'", c) {
					break
				}
				end += m
			}
			if r >= utf8.RuneSelf || endsEnglishSentence(text, start, i, end) {
				cut(end)
			}
		}
		i = end
	}
	cut(len(text))
	return spans
}

// endsEnglishSentence reports whether the stop at text[i:end] ends a sentence
// that began at start.
func endsEnglishSentence(text string, start, i, end int) bool {
	if end == len(text) {
		return true
	}
	next, n := utf8.DecodeRuneInString(text[end:])
	if !unicode.IsSpace(next) {
		return false
	}
	for end += n; end < len(text); end += n {
		next, n = utf8.DecodeRuneInString(text[end:])
		if !unicode.IsSpace(next) || next == '\n' {
			break
		}
	}
	if text[i] != '.' {
		return true
	}
	if unicode.IsLower(next) {
		return false
	}
	word := text[start:i]
	if k := strings.LastIndexFunc(word, unicode.IsSpace); k >= 0 {
		word = word[k+1:]
	}
	word = strings.TrimLeft(word, "(\"'“‘（")
	if abbreviations[strings.ToLower(word)] {
		return false
	}
	// A lone letter is an initial and a lone number a list marker ("1. Scope").
	if utf8.RuneCountInString(word) == 1 && word != "I" || isNumber(word) && i-len(word) == start {
		return false
	}
	return true
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789.") == ""
}

var abbreviations = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "st": true, "no": true, "nos": true,
	"art": true, "arts": true, "para": true, "paras": true, "sec": true, "fig": true, "vol": true, "pp": true,
	"e.g": true, "i.e": true, "cf": true, "vs": true, "etc": true, "inc": true, "ltd": true, "co": true, "corp": true,
	"u.s": true, "u.k": true, "approx": true, "dept": true, "gov": true, "jan": true, "feb": true, "mar": true,
	"apr": true, "jun": true, "jul": true, "aug": true, "sep": true, "sept": true, "oct": true, "nov": true, "dec": true,
}
