package content

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean normalises text without changing its words: Unicode NFC, \n for every
// line break, no control or invisible characters, one ASCII space for each
// run of blanks, no blanks around lines, at most one empty line between lines.
func Clean(text string) string {
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	var out strings.Builder
	out.Grow(len(text))
	blank, breaks := false, 0
	for i, r := range text {
		switch {
		case r == '\r' && strings.HasPrefix(text[i+1:], "\n"), isInvisible(r):
			continue
		case isLineBreak(r):
			breaks++
			continue
		case unicode.IsSpace(r):
			blank = true
			continue
		}
		if out.Len() > 0 {
			switch {
			case breaks > 1:
				out.WriteString("\n\n")
			case breaks == 1:
				out.WriteByte('\n')
			case blank:
				out.WriteByte(' ')
			}
		}
		blank, breaks = false, 0
		out.WriteRune(r)
	}
	return out.String()
}

// CleanLine is clean for text that is one line: breaks become blanks.
func CleanLine(text string) string {
	text = Clean(text)
	if !strings.Contains(text, "\n") {
		return text
	}
	return JoinLines(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' }))
}

// JoinLines joins lines that were broken inside a paragraph: without a blank
// between Chinese characters or punctuation, with one between words.
func JoinLines(lines []string) string {
	var out strings.Builder
	last := ""
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if last != "" && !EndsWide(last) && !StartsWide(line) {
			out.WriteByte(' ')
		}
		out.WriteString(line)
		last = line
	}
	return out.String()
}

func EndsWide(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return IsWide(r)
}

func StartsWide(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return IsWide(r)
}

func isLineBreak(r rune) bool {
	return r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

// isInvisible reports whether r prints nothing and means nothing: control and
// format characters, zero-width blanks, byte-order marks.
func isInvisible(r rune) bool {
	if r == '\t' || isLineBreak(r) {
		return false
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError
}

// IsWide reports whether r belongs to Chinese text: a Han character or
// full-width punctuation.
func IsWide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF ||
		strings.ContainsRune("“”‘’—…·〇", r)
}

// Columns is the width of text in a fixed-width font.
func Columns(text string) int {
	n := 0
	for _, r := range text {
		n++
		if IsWide(r) {
			n++
		}
	}
	return n
}

// HeadingLike reports whether a text may be a heading. Some writers style
// whole paragraphs as headings; a reader sees those as text.
func HeadingLike(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return !strings.ContainsRune("。；;，,", last) && utf8.RuneCountInString(text) <= 120
}

// Roman writes n in Roman numerals; numbers they do not reach stay decimal.
func Roman(n int) string {
	if n <= 0 || n >= 4000 {
		return strconv.Itoa(n)
	}
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	symbols := []string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	var b strings.Builder
	for i, v := range values {
		for n >= v {
			b.WriteString(symbols[i])
			n -= v
		}
	}
	return b.String()
}
