// Package glyph is text as the reader of figures sees it: sentences of visible
// characters, half width, simplified and in lower case, and lexicons that find
// words in them.
//
// White space is no glyph. It is kept as the gap before the next one, so that a
// line break that a PDF put inside a number is seen but not in the way.
package glyph

import (
	"unicode"
	"unicode/utf8"
)

// Glyph is one visible character as the reader sees it: half width,
// simplified, lower case. White space is no glyph; it is kept as the gap before
// the next one, so that a line break that a PDF put inside a number is seen but
// not in the way.
type Glyph struct {
	R     rune
	At    int  // byte offset in the text
	Gap   gap  // white space before it
	Wider bool // more than one blank before it: the gap between two columns
	Wide  bool // was full width: １ ， ％
	Upper bool // was upper case
}

// gap is the white space before a glyph, the widest kind found.
type gap uint8

const (
	Joined    gap = iota // none
	Spaced               // blanks
	Broken               // a line break
	Paragraph            // an empty line
)

// longSentence is the length in glyphs from which a sentence ends at its next
// mark: a guard against text without sentences. The longest of 40,000 sentences
// of policy text had 1,700.
const longSentence = 4096

// sentenceEnd reports whether r ends a sentence: a full-width sign wherever it
// stands, an ASCII one and a full stop only before white space; see endsSentence.
func sentenceEnd(r rune) bool { return r == '。' || r == '!' || r == '?' || r == '｡' }

// NextSentence reads glyphs from text at byte offset from until a sentence ends
// and returns them in buffer's storage with the offset of the next sentence.
func NextSentence(text string, from int, buffer []Glyph) ([]Glyph, int) {
	glyphs := buffer[:0]
	space, lines, blanks := Joined, 0, 0
	for at := from; at < len(text); {
		r, size := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[at:])
		}
		if blank(r) {
			blanks++
			if r == '\n' || r == '\u2029' {
				lines++
			}
			switch {
			case lines > 1:
				space = Paragraph
			case lines == 1:
				space = Broken
			default:
				space = Spaced
			}
			if space == Paragraph && len(glyphs) > 0 {
				return glyphs, at + size
			}
			at += size
			continue
		}
		if space != Joined && len(glyphs) > 0 && endsSentence(glyphs, r) {
			return glyphs, at
		}
		g := Glyph{At: at, Gap: space, Wider: blanks > 1}
		g.R, g.Wide, g.Upper = fold(r)
		space, lines, blanks = Joined, 0, 0
		glyphs = append(glyphs, g)
		at += size
		if sentenceEnd(g.R) && (g.Wide || g.R >= utf8.RuneSelf) {
			return glyphs, at
		}
		if len(glyphs) >= longSentence && ClauseEnd(g.R) && !(g.R == ',' && at < len(text) && IsDigit(rune(text[at]))) || len(glyphs) >= 4*longSentence {
			return glyphs, at
		}
	}
	return glyphs, len(text)
}

// endsSentence reports whether the last of glyphs is a full stop that ends a
// sentence, given that white space and then next follow it. A stop between
// digits (680. 91) or after a single letter (U.S. ) does not.
func endsSentence(glyphs []Glyph, next rune) bool {
	last := len(glyphs) - 1
	if glyphs[last].R == '!' || glyphs[last].R == '?' {
		return true
	}
	if glyphs[last].R != '.' || last < 2 || glyphs[last].Gap != Joined {
		return false
	}
	before := glyphs[last-1].R
	if IsDigit(before) {
		// "in 2019. Thirty firms" ends; "680. 91" and "1. Scope" do not.
		return unicode.IsUpper(next) && last > 3
	}
	if !IsLetter(before) || !unicode.IsUpper(next) && !IsDigit(next) && !IsHan(next) {
		return false
	}
	for _, abbreviation := range []string{"no", "art", "sec", "approx", "vs", "mr", "dr", "st", "inc", "co", "ltd", "corp", "nov", "dec", "sept", "oct", "aug", "jan", "feb", "apr", "jun", "jul", "mar"} {
		if WordEndsAt(glyphs, last, abbreviation) {
			return false
		}
	}
	return last >= 2 && IsLetter(glyphs[last-2].R) && glyphs[last-1].Gap == Joined
}

// WordEndsAt reports whether the Latin word that ends before glyph end is word.
func WordEndsAt(glyphs []Glyph, end int, word string) bool {
	i := end - len(word)
	if i < 0 || i > 0 && IsLetter(glyphs[i-1].R) && glyphs[i].Gap == Joined {
		return false
	}
	for k := 0; k < len(word); k++ {
		if glyphs[i+k].R != rune(word[k]) {
			return false
		}
	}
	return true
}

// RuneLen returns the bytes of the first character of s.
func RuneLen(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	return size
}
