package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"policybot/knowledge/script"
)

// Folder folds runes: lower case, full and half width and other compatibility
// forms (NFKC), accents dropped, traditional characters as simplified ones.
type Folder struct {
	script script.Folder
}

// NewFolder returns a folder, which costs nothing to make.
func NewFolder() Folder { return Folder{script.NewFolder()} }

// Rune folds r. Where r folds to anything but one rune, more holds the whole
// result and the rune returned is its first, or -1 where nothing is left.
func (f Folder) Rune(r rune) (folded rune, more string) {
	switch {
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r, ""
	case script.First <= r && r < script.End:
		return f.script.Simplified(r), ""
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
	folder := script.NewFolder()
	var out []byte // nil while the result equals text
	for i, r := range text {
		if s := folder.Simplified(r); s != r && utf8.RuneLen(s) == utf8.RuneLen(r) {
			if out == nil {
				out = []byte(text)
			}
			utf8.EncodeRune(out[i:], s)
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
