package content

import "strings"

// SymbolRune returns the character that a symbol font shows for r, and r
// itself in other fonts. Fonts give their characters at F000 to F0FF.
func SymbolRune(font string, r rune) rune {
	code := r
	if r >= 0xF000 && r <= 0xF0FF {
		code = r - 0xF000
	} else if r >= 0x100 {
		return r
	}
	switch strings.ToLower(font) {
	case "symbol":
		if s, ok := symbolFont[code]; ok {
			return s
		}
	case "wingdings", "wingdings 2":
		if s, ok := wingdingsFont[code]; ok {
			return s
		}
	default:
		if r < 0x100 {
			return r
		}
	}
	if code >= '0' && code <= '9' || r < 0x100 {
		return code
	}
	return '•'
}

// symbolFont holds what differs from ASCII in Adobe's Symbol encoding and may
// stand beside a figure.
var symbolFont = map[rune]rune{
	0x6D: 'μ', 0x61: 'α', 0x62: 'β', 0x44: 'Δ', 0x53: 'Σ', 0xA2: '′', 0xA3: '≤', 0xA4: '⁄', 0xA5: '∞',
	0xAB: '↔', 0xAC: '←', 0xAD: '↑', 0xAE: '→', 0xAF: '↓', 0xB0: '°', 0xB1: '±', 0xB2: '″', 0xB3: '≥',
	0xB4: '×', 0xB5: '∝', 0xB7: '•', 0xB8: '÷', 0xB9: '≠', 0xBA: '≡', 0xBB: '≈', 0xBC: '…', 0xD7: '⋅',
}

// wingdingsFont holds the marks of forms and lists.
var wingdingsFont = map[rune]rune{
	0x52: '☑', 0xFE: '☑', 0xA8: '□', 0x6F: '□', 0xFC: '✓', 0xFB: '✗', 0x6C: '●', 0x6E: '■', 0x75: '◆',
	0xA7: '▪', 0xD8: '➢', 0xE0: '→', 0xE8: '➔', 0x76: '❖', 0xB7: '•',
}

// RaisedText writes superscript digits as such, so that 50 with the mark of
// note 1 does not become 501 nor 100 m² become 100 m2.
func RaisedText(raised, text string) string {
	if raised != "superscript" {
		return text
	}
	return strings.Map(Superscript, text)
}

func Superscript(r rune) rune {
	switch {
	case r == '1':
		return '¹'
	case r == '2' || r == '3':
		return '²' + r - '2'
	case r == '0' || r >= '4' && r <= '9':
		return '⁰' + r - '0'
	case r == '-' || r == '−':
		return '⁻'
	}
	return r
}
