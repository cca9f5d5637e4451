package statement

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"policybot/knowledge/script"
)

// listMarker matches what numbers a statement: article and clause numbers,
// list bullets, note marks.
var listMarker = regexp.MustCompile(`^(?:[\s>*#|_"'“”‘’•·●○■◆▪‣–—-]+` +
	`|第[零〇一二三四五六七八九十百千\d]+[条章节款项编](?:之[一二三四五六七八九十]+)?` +
	`|[（(][零〇一二三四五六七八九十百\dA-Za-z]{1,4}[)）]` +
	`|[一二三四五六七八九十百]+[、．]` +
	`|\d{1,3}(?:\.\d{1,3}){0,3}[.．、)）]?\s+` +
	`|\d{1,3}[、．)）]` +
	`|\d{1,3}\.` +
	`|[a-zA-Z][.)]\s)+`)

// MarkerEnd returns where the list marker that begins text ends.
func MarkerEnd(text string) int {
	if first, _ := utf8.DecodeRuneInString(text); unicode.IsLetter(first) && first > utf8.RuneSelf && first != '第' && !strings.ContainsRune(numerals, first) {
		return 0
	}
	end := len(listMarker.FindString(text))
	// "3.5%" and "1.5 million" begin with numbers, not with markers.
	if end > 0 && end < len(text) && text[end] >= '0' && text[end] <= '9' && text[end-1] == '.' {
		return strings.LastIndexFunc(text[:end], func(r rune) bool { return !unicode.IsDigit(r) && r != '.' }) + 1
	}
	return end
}

// Fold returns the letters and numbers of text in one form: width and
// case folded, list markers, white space and punctuation dropped. What makes
// a number stays: "3.5", "2-5", "-4%".
func Fold(text string) string {
	text = text[MarkerEnd(text):]
	var b strings.Builder
	b.Grow(len(text))
	gap := false
	var last rune
	for i, r := range text {
		size := utf8.RuneLen(r)
		r = FoldWidth(r)
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.Is(unicode.Sc, r), strings.ContainsRune("%‰+=<>≥≤±×÷℃°", r):
			// The gap between two words or two numbers is part of them.
			if gap && last < 0x2e80 && r < 0x2e80 && last != 0 {
				b.WriteByte(' ')
			}
			r = FoldLetter(r)
			b.WriteRune(r)
			last, gap = r, false
		case strings.ContainsRune(".,:/~-–—−～", r) && unicode.IsNumber(last) && !gap && nextIsNumber(text[i+size:]):
			if r == ',' {
				continue // a thousands separator
			}
			if strings.ContainsRune("–—−～~", r) {
				r = '-'
			}
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return b.String()
}

// FoldWidth returns the half-width form of a character.
func FoldWidth(r rune) rune {
	if r >= 0xff01 && r <= 0xff5e {
		return r - 0xfee0
	}
	return r
}

// FoldLetter makes one of what a letter may be printed as: either case, the
// traditional and the simplified form.
func FoldLetter(r rune) rune {
	if r < 0x2e80 {
		return unicode.ToLower(r)
	}
	return script.Simplified(r)
}

func nextIsNumber(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsNumber(r)
}

func IsASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// numerals are the characters that write a number in Chinese.
const numerals = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億"

// WithoutNumbers replaces each number in folded words by '#' and counts the
// letters that remain.
func WithoutNumbers(words string) (bare string, letters int) {
	var b strings.Builder
	b.Grow(len(words))
	inside := false
	for i, r := range words {
		digit := unicode.IsNumber(r) || strings.ContainsRune(numerals, r)
		if !digit && inside && strings.ContainsRune(".:/-", r) && nextIsNumber(words[i+utf8.RuneLen(r):]) {
			continue
		}
		if digit {
			if !inside {
				b.WriteByte('#')
			}
			inside = true
			continue
		}
		inside = false
		b.WriteRune(r)
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return b.String(), letters
}

// Compact drops the gaps between words, which a line break may stand for.
func Compact(words string) string { return strings.ReplaceAll(words, " ", "") }
