package analysis

import (
	"unicode"

	"policybot/knowledge"
)

// LanguageOf tells Chinese from English: a question with more Chinese
// characters than Latin words is Chinese.
func LanguageOf(text string) knowledge.Language {
	han, latin, inWord := 0, 0, false
	for _, r := range text {
		switch {
		case IsHan(r):
			han++
			inWord = false
		case unicode.IsLetter(r):
			if !inWord {
				latin++
			}
			inWord = true
		case !unicode.IsDigit(r):
			inWord = false
		}
	}
	if han > 0 && han >= latin {
		return knowledge.Chinese
	}
	return knowledge.English
}
