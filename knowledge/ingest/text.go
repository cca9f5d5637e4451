package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// clean normalises text without changing its words: Unicode NFC, \n for every
// line break, no control or invisible characters, one ASCII space for each
// run of blanks, no blanks around lines, at most one empty line between lines.
func clean(text string) string {
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

// cleanLine is clean for text that is one line: breaks become blanks.
func cleanLine(text string) string {
	text = clean(text)
	if !strings.Contains(text, "\n") {
		return text
	}
	return joinLines(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' }))
}

// joinLines joins lines that were broken inside a paragraph: without a blank
// between Chinese characters or punctuation, with one between words.
func joinLines(lines []string) string {
	var out strings.Builder
	last := ""
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if last != "" && !endsWide(last) && !startsWide(line) {
			out.WriteByte(' ')
		}
		out.WriteString(line)
		last = line
	}
	return out.String()
}

func endsWide(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return isWide(r)
}

func startsWide(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isWide(r)
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

// isWide reports whether r belongs to Chinese text: a Han character or
// full-width punctuation.
func isWide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF ||
		strings.ContainsRune("“”‘’—…·〇", r)
}
