package analysis

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed traditional.txt
var traditional string

// simplified gives the simplified character for each of the basic plane from
// U+3400 to U+9FFF, 0 where the character stands for itself.
var simplified = sync.OnceValue(func() *[0xA000 - 0x3400]uint16 {
	table := new([0xA000 - 0x3400]uint16)
	for line := range strings.SplitSeq(traditional, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for pair := range strings.SplitSeq(line, " ") {
			from, n := utf8.DecodeRuneInString(pair)
			to, _ := utf8.DecodeRuneInString(pair[n:])
			if 0x3400 <= from && from < 0xA000 {
				table[from-0x3400] = uint16(to)
			}
		}
	}
	return table
})

// Folder folds runes: lower case, full and half width and other compatibility
// forms (NFKC), accents dropped, traditional characters as simplified ones.
type Folder struct {
	table *[0xA000 - 0x3400]uint16
}

// NewFolder returns a folder, which costs nothing to make.
func NewFolder() Folder { return Folder{simplified()} }

// Rune folds r. Where r folds to anything but one rune, more holds the whole
// result and the rune returned is its first, or -1 where nothing is left.
func (f Folder) Rune(r rune) (folded rune, more string) {
	switch {
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r, ""
	case 0x3400 <= r && r < 0xA000:
		if s := f.table[r-0x3400]; s != 0 {
			return rune(s), ""
		}
		return r, ""
	case 0xFF01 <= r && r <= 0xFF5E:
		return f.Rune(r - 0xFEE0)
	case r == 0x3000 || r == 0xA0:
		return ' ', ""
	case unicode.Is(unicode.Mn, r) || r == 0x200B || r == 0xFEFF || r == 0xAD:
		return -1, ""
	}
	var buffer [utf8.UTFMax]byte
	decomposed := norm.NFKD.Properties(buffer[:utf8.EncodeRune(buffer[:], r)]).Decomposition()
	if decomposed == nil {
		return unicode.ToLower(r), ""
	}
	var out strings.Builder
	for _, part := range string(decomposed) {
		if unicode.Is(unicode.Mn, part) {
			continue
		}
		if 0x3400 <= part && part < 0xA000 {
			part, _ = f.Rune(part)
		}
		out.WriteRune(unicode.ToLower(part))
	}
	whole := out.String()
	first, n := utf8.DecodeRuneInString(whole)
	switch {
	case whole == "":
		return -1, ""
	case n == len(whole):
		return first, ""
	}
	return first, whole
}

// Simplify returns text with its traditional characters as simplified ones,
// every byte where it was.
func Simplify(text string) string {
	table := simplified()
	var out []byte // nil while the result equals text
	for i, r := range text {
		if r < 0x3400 || r >= 0xA000 {
			continue
		}
		if s := table[r-0x3400]; s >= 0x800 && utf8.RuneLen(rune(s)) == utf8.RuneLen(r) {
			if out == nil {
				out = []byte(text)
			}
			utf8.EncodeRune(out[i:], rune(s))
		}
	}
	if out == nil {
		return text
	}
	return string(out)
}

// Fold returns s as the index compares it: lower case, full and half width
// and traditional and simplified characters alike, accents dropped.
func Fold(s string) string {
	f := NewFolder()
	var out []byte // nil while the result equals s[:i]
	for i, r := range s {
		n := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, n = utf8.DecodeRuneInString(s[i:])
		}
		folded, more := f.Rune(r)
		if folded == r && more == "" && out == nil {
			continue
		}
		if out == nil {
			out = append(make([]byte, 0, len(s)), s[:i]...)
		}
		switch {
		case more != "":
			out = append(out, more...)
		case r == utf8.RuneError:
			out = append(out, s[i:i+n]...)
		case folded >= 0:
			out = utf8.AppendRune(out, folded)
		}
	}
	if out == nil {
		return s
	}
	return string(out)
}

// FoldedRune is a rune of a folded text and the bytes of the original it
// came from.
type FoldedRune struct {
	Rune       rune
	Start, End int
}

// FoldRunes folds s rune by rune, keeping the way back to the original.
func FoldRunes(s string, into []FoldedRune) []FoldedRune {
	f := NewFolder()
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		folded, more := f.Rune(r)
		switch {
		case more != "":
			for _, part := range more {
				into = append(into, FoldedRune{part, i, i + n})
			}
		case folded >= 0:
			into = append(into, FoldedRune{folded, i, i + n})
		}
		i += n
	}
	return into
}
