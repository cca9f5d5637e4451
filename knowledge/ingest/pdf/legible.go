package pdf

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"policybot/knowledge/ingest/content"
)

// Shares that tell text from the garbage of fonts without a map to Unicode.
// Pages of real policy text measure above 0.99 common characters and 0.36
// vowels; glyph codes read as characters below 0.4 and 0.15.
const (
	maxBroken      = 0.02 // glyphs whose character is not known
	minCommonHan   = 0.8  // of Chinese characters, those in everyday use
	minLikelyRunes = 0.85 // of all characters, those of Chinese and English print
	minVowels      = 0.2  // of English letters
)

// legible reports whether the text of a page is language.
func (p *pdfPage) legible() bool {
	if p.broken > 2 && float64(p.broken) > maxBroken*float64(p.glyphs) {
		return false
	}
	var all, likely, han, common, letters, vowels int
	for _, run := range p.runs {
		for _, glyph := range run.glyphs {
			r := glyph.rune
			all++
			switch {
			case unicode.Is(unicode.Han, r):
				han++
				if isCommonHan(r) {
					common++
					likely++
				}
			case r < 0x80:
				likely++
				if unicode.IsLetter(r) {
					letters++
					if strings.ContainsRune("aeiouAEIOU", r) {
						vowels++
					}
				}
			case content.IsWide(r), unicode.IsPunct(r), unicode.IsSymbol(r), unicode.In(r, unicode.Latin, unicode.Greek, unicode.Hiragana, unicode.Katakana, unicode.No):
				likely++
			}
		}
	}
	const few = 30
	if all >= few && float64(likely) < minLikelyRunes*float64(all) {
		return false
	}
	if han >= few && float64(common) < minCommonHan*float64(han) {
		return false
	}
	return letters < 3*few || float64(vowels) >= minVowels*float64(letters)
}

// isCommonHan reports whether a Chinese character is among the first levels
// of GB 2312 (3,755 characters) or Big5 (5,401), which hold what is in
// everyday use, simplified and traditional.
func isCommonHan(r rune) bool {
	if b, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(string(r))); err == nil && len(b) == 2 && b[0] >= 0xB0 && b[0] <= 0xD7 && b[1] >= 0xA1 {
		return true
	}
	b, err := traditionalchinese.Big5.NewEncoder().Bytes([]byte(string(r)))
	return err == nil && len(b) == 2 && b[0] >= 0xA4 && b[0] <= 0xC6
}
