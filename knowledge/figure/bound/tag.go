package bound

import "policybot/knowledge/figure/glyph"

// tagReach is how many characters a tag may have.
const tagReach = 60

// isTag reports whether the sign at glyph s closes a tag of markup, <td>$70k, and
// compares nothing.
func isTag(g []glyph.Glyph, s int) bool {
	if glyph.At(g, s) != '>' {
		return false
	}
	for j := s - 1; j >= 0 && s-j < tagReach; j-- {
		switch g[j].R {
		case '<':
			next := glyph.At(g, j+1)
			return g[j+1].Gap == glyph.Joined && (glyph.IsLetter(next) || next == '/')
		case '>':
			return false
		}
	}
	return false
}
