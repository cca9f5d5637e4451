package figure

// decoyAt returns the end of what starts at glyph i and is no figure although it
// holds digits, or i.
func (s *reader) decoyAt(i int) int {
	g := s.glyphs
	switch r := g[i].r; {
	case r == '《':
		for j := i + 1; j < len(g) && j-i < 120; j++ {
			if g[j].r == '》' {
				return j + 1
			}
		}
		return i + 1
	case r == '[':
		j := i + 1
		for j < len(g) && isDigit(g[j].r) {
			j++
		}
		if at(g, j) != ']' || j-i != 5 {
			return i + 1
		}
		for j++; j < len(g) && (isDigit(g[j].r) || g[j].r == '第' || startsNumeral(g[j].r)); j++ {
		}
		if at(g, j) == '号' {
			j++
		}
		return j
	case r == '第':
		if _, ok := nextIs(g, i, "第一季度", "第二季度", "第三季度", "第四季度", "第1季度", "第2季度", "第3季度", "第4季度"); ok {
			return i
		}
		j := i + 1
		if at(g, j) == '(' {
			j++
		}
		for j < len(g) && (isDigit(g[j].r) || startsNumeral(g[j].r)) {
			j++
		}
		return j + 1
	case isDigit(r):
		if i > 0 && g[i].gap == joined && (isLetter(g[i-1].r) && !currencyBefore(g, i) || g[i-1].r == '-' && isLetter(at(g, i-2))) {
			j := i
			for j < len(g) && (isDigit(g[j].r) || isLetter(g[j].r) || g[j].r == '.' || g[j].r == '-') && (j == i || g[j].gap == joined) {
				j++
			}
			return j
		}
	}
	return i
}

func currencyBefore(g []glyph, i int) bool {
	_, _, ok := currencyMarks.before(g, i)
	return ok
}
