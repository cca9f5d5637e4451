package figure

import (
	"unicode"
	"unicode/utf8"
)

// glyph is one visible character as the reader sees it: half width,
// simplified, lower case. White space is no glyph; it is kept as the gap before
// the next one, so that a line break that a PDF put inside a number is seen but
// not in the way.
type glyph struct {
	r     rune
	at    int  // byte offset in the text
	gap   gap  // white space before it
	wider bool // more than one blank before it: the gap between two columns
	wide  bool // was full width: １ ， ％
	upper bool // was upper case
}

// gap is the white space before a glyph, the widest kind found.
type gap uint8

const (
	joined    gap = iota // none
	spaced               // blanks
	broken               // a line break
	paragraph            // an empty line
)

// longSentence is the length in glyphs from which a sentence ends at its next
// mark: a guard against text without sentences. The longest of 40,000 sentences
// of policy text had 1,700.
const longSentence = 4096

// sentenceEnd reports whether r ends a sentence: a full-width sign wherever it
// stands, an ASCII one and a full stop only before white space; see endsSentence.
func sentenceEnd(r rune) bool { return r == '。' || r == '!' || r == '?' || r == '｡' }

// nextSentence reads glyphs from text at byte offset from until a sentence ends
// and returns them in buffer's storage with the offset of the next sentence.
func nextSentence(text string, from int, buffer []glyph) ([]glyph, int) {
	glyphs := buffer[:0]
	space, lines, blanks := joined, 0, 0
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
				space = paragraph
			case lines == 1:
				space = broken
			default:
				space = spaced
			}
			if space == paragraph && len(glyphs) > 0 {
				return glyphs, at + size
			}
			at += size
			continue
		}
		if space != joined && len(glyphs) > 0 && endsSentence(glyphs, r) {
			return glyphs, at
		}
		g := glyph{at: at, gap: space, wider: blanks > 1}
		g.r, g.wide, g.upper = fold(r)
		space, lines, blanks = joined, 0, 0
		glyphs = append(glyphs, g)
		at += size
		if sentenceEnd(g.r) && (g.wide || g.r >= utf8.RuneSelf) {
			return glyphs, at
		}
		if len(glyphs) >= longSentence && clauseEnd(g.r) && !(g.r == ',' && at < len(text) && isDigit(rune(text[at]))) || len(glyphs) >= 4*longSentence {
			return glyphs, at
		}
	}
	return glyphs, len(text)
}

// endsSentence reports whether the last of glyphs is a full stop that ends a
// sentence, given that white space and then next follow it. A stop between
// digits (680. 91) or after a single letter (U.S. ) does not.
func endsSentence(glyphs []glyph, next rune) bool {
	last := len(glyphs) - 1
	if glyphs[last].r == '!' || glyphs[last].r == '?' {
		return true
	}
	if glyphs[last].r != '.' || last < 2 || glyphs[last].gap != joined {
		return false
	}
	before := glyphs[last-1].r
	if isDigit(before) {
		// "in 2019. Thirty firms" ends; "680. 91" and "1. Scope" do not.
		return unicode.IsUpper(next) && last > 3
	}
	if !isLetter(before) || !unicode.IsUpper(next) && !isDigit(next) && !isHan(next) {
		return false
	}
	for _, abbreviation := range []string{"no", "art", "sec", "approx", "vs", "mr", "dr", "st", "inc", "co", "ltd", "corp", "nov", "dec", "sept", "oct", "aug", "jan", "feb", "apr", "jun", "jul", "mar"} {
		if wordEndsAt(glyphs, last, abbreviation) {
			return false
		}
	}
	return last >= 2 && isLetter(glyphs[last-2].r) && glyphs[last-1].gap == joined
}

// wordEndsAt reports whether the Latin word that ends before glyph end is word.
func wordEndsAt(glyphs []glyph, end int, word string) bool {
	i := end - len(word)
	if i < 0 || i > 0 && isLetter(glyphs[i-1].r) && glyphs[i].gap == joined {
		return false
	}
	for k := 0; k < len(word); k++ {
		if glyphs[i+k].r != rune(word[k]) {
			return false
		}
	}
	return true
}

// runeLen returns the bytes of the first character of s.
func runeLen(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	return size
}
