package figure

import "strings"

// reader reads the figures of one sentence after another.
type reader struct {
	text   string
	dates  dateReader
	glyphs []glyph
	terms  []term
	groups int // events numbered so far
}

// words returns the text of glyphs [i, j).
func (s *reader) words(i, j int) string {
	if i >= j {
		return ""
	}
	from, last := s.glyphs[i].at, s.glyphs[j-1].at
	return strings.Join(strings.Fields(s.text[from:last+runeLen(s.text[last:])]), blankBetween(s.glyphs[i].r))
}

// blankBetween keeps the blanks of Latin words and drops those of Chinese ones.
func blankBetween(r rune) string {
	if isHan(r) {
		return ""
	}
	return " "
}

// lower returns glyphs [i, j) as lower-case text.
func (s *reader) lower(i, j int) string {
	b := make([]rune, 0, j-i)
	for ; i < j; i++ {
		b = append(b, s.glyphs[i].r)
	}
	return string(b)
}
