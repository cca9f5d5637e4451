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

// First and End are the bounds of the characters that are folded.
const First, End = 0x3400, 0xA000

// table gives the simplified character for each of the basic plane, 0 where
// the character stands for itself.
var table = sync.OnceValue(func() *[End - First]uint16 {
	t := new([End - First]uint16)
	for line := range strings.SplitSeq(traditional, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for pair := range strings.SplitSeq(line, " ") {
			from, n := utf8.DecodeRuneInString(pair)
			to, _ := utf8.DecodeRuneInString(pair[n:])
			if First <= from && from < End {
				t[from-First] = uint16(to)
			}
		}
	}
	return t
})

// Folder folds characters.
type Folder struct {
	table *[End - First]uint16
}

// NewFolder returns a folder, which costs nothing to make.
func NewFolder() Folder { return Folder{table()} }

// Simplified returns the simplified form of a character, the character itself
// where it has none.
func (f Folder) Simplified(r rune) rune {
	if r < First || r >= End {
		return r
	}
	if s := f.table[r-First]; s != 0 {
		return rune(s)
	}
	return r
}

// Simplified returns the simplified form of a character, as [Folder.Simplified].
func Simplified(r rune) rune { return NewFolder().Simplified(r) }
