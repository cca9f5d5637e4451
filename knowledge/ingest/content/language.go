package content

import (
	"unicode"

	"policybot/knowledge"
)

// LanguageOf returns the language a text is written in. A Han character says
// about as much as five Latin letters.
func LanguageOf(text string) knowledge.Language {
	han, latin := 0, 0
	for _, r := range text {
		switch {
		case r >= 0x4E00 && unicode.Is(unicode.Han, r):
			han++
		case r < 0x250 && unicode.IsLetter(r):
			latin++
		}
	}
	if latin > 5*han {
		return knowledge.English
	}
	return knowledge.Chinese
}
