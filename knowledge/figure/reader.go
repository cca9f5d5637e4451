package figure

import (
	"strings"

	"policybot/knowledge/figure/date"
	"policybot/knowledge/figure/glyph"
)

// reader reads the figures of one sentence after another.
type reader struct {
	text     string
	dates    date.Reader
	glyphs   []glyph.Glyph
	terms    []term
	number   term            // the number being read
	groups   int             // events numbered so far
	readings []*date.Reading // of the dates among terms
	dated    int             // how many of them the sentence uses
}

// words returns the text of glyphs [i, j).
func (s *reader) words(i, j int) string {
	if i >= j {
		return ""
	}
	from, last := s.glyphs[i].At, s.glyphs[j-1].At
	return strings.Join(strings.Fields(s.text[from:last+glyph.RuneLen(s.text[last:])]), blankBetween(s.glyphs[i].R))
}

// blankBetween keeps the blanks of Latin words and drops those of Chinese ones.
func blankBetween(r rune) string {
	if glyph.IsHan(r) {
		return ""
	}
	return " "
}

// lower returns glyphs [i, j) as lower-case text.
func (s *reader) lower(i, j int) string {
	b := make([]rune, 0, j-i)
	for ; i < j; i++ {
		b = append(b, s.glyphs[i].R)
	}
	return string(b)
}
