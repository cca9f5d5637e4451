package check

import (
	"regexp"
	"strings"
)

// number is a number as it is printed: digits with what joins them. Groups of
// thousands may be set off by spaces.
var number = regexp.MustCompile(`\d{1,3}(?:[ \x{00A0}\x{2009}\x{202F}]\d{3})+(?:\.\d+)?|\d+(?:[.,:]\d+)*`)

// thousands is a number whose groups are set off.
var thousands = regexp.MustCompile(`^\d{1,3}(?:[, \x{00A0}\x{2009}\x{202F}]\d{3})+(?:\.\d+)?$`)

// numbers returns the numbers of a text, whole, without what sets off
// thousands: "3,000" is 3000, "1.2.1" is one number.
func numbers(text string) []string {
	found := number.FindAllString(fold(text), -1)
	for i, n := range found {
		found[i] = plainNumber(n)
	}
	return found
}

func plainNumber(n string) string {
	if thousands.MatchString(n) {
		n = strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u2009", "", "\u202f", "").Replace(n)
	}
	return n
}

// fold makes full-width forms and the signs that only look different the same,
// byte offsets aside.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < '\u00a0' || r >= '\u3400' && r < '\uff00':
			return r
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u3000' || r == '\u00a0' || r == '\u2009' || r == '\u202f':
			return ' '
		case r == '−' || r == '–' || r == '—':
			return '-'
		case r == '’' || r == '‘':
			return '\''
		}
		return r
	}, text)
}

// squeeze drops the white space of a folded text.
func squeeze(s string) string { return strings.Join(strings.Fields(fold(s)), "") }

func isLatin(b byte) bool { return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' }
