// Package script folds the two scripts of Chinese: a text in traditional
// characters and the same text in simplified ones become equal.
package script

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed traditional.txt
var traditional string

// The characters that the table holds lie between these two.
const first, end = 0x3400, 0xA000

// table gives the simplified character for each of the basic plane, 0 where
// the character stands for itself.
var table = sync.OnceValue(func() *[end - first]uint16 {
	t := new([end - first]uint16)
	for line := range strings.SplitSeq(traditional, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for pair := range strings.SplitSeq(line, " ") {
			from, n := utf8.DecodeRuneInString(pair)
			to, _ := utf8.DecodeRuneInString(pair[n:])
			if first <= from && from < end {
				t[from-first] = uint16(to)
			}
		}
	}
	return t
})

// Simplified returns the simplified form of a character, the character itself
// where it has none.
func Simplified(r rune) rune {
	if r < first || r >= end {
		return r
	}
	if s := table()[r-first]; s != 0 {
		return rune(s)
	}
	return r
}
