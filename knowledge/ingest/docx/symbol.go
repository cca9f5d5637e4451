package docx

import (
	"strconv"

	"policybot/knowledge/ingest/content"
)

// docxSymbol returns the character of a w:sym element: a code in a symbol
// font, in hexadecimal, often moved into the private use area.
func docxSymbol(font, code string) string {
	n, err := strconv.ParseUint(code, 16, 16)
	if err != nil {
		return ""
	}
	r := content.SymbolRune(font, rune(n))
	if r < ' ' || r >= 0xE000 && r < 0xF900 {
		return ""
	}
	return string(r)
}
