package analysis

import (
	"unicode"
	"unicode/utf8"
)

// StartsLatin reports whether a word begins in Latin script.
func StartsLatin(s string) bool { return s != "" && s[0] < 0x80 }

// IsHanWord reports whether a word is Chinese and long enough to have a head.
func IsHanWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return IsHan(r) && utf8.RuneCountInString(text) > 4
}

// HoldsHan reports whether the first letter of words, where they have one, is
// a Chinese character.
func HoldsHan(words string) bool {
	for _, r := range words {
		if IsHan(r) {
			return true
		}
		if unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// Width returns the length of text in characters of Chinese.
func Width(text string) int {
	thirds := 0
	for _, r := range text {
		if IsHan(r) {
			thirds += 3
		} else {
			thirds++
		}
	}
	return (thirds + 2) / 3
}

// IsWordByte reports whether a byte of a folded text is part of a Latin word or
// number.
func IsWordByte(b byte) bool { return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' }
