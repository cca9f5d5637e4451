package figure

// decoyAt returns the end of what starts at glyph i and is no figure although it
// holds a number, or i.
func decoyAt(g []glyph, i int) int {
	r := g[i].r
	switch {
	case r == '《':
		return titleEnd(g, i)
	case r == '[':
		return documentNumberEnd(g, i)
	case r == '第':
		return ordinalEnd(g, i)
	case isDigit(r) || startsNumeral(r) || r == '今' || r == '前':
		if _, ok := yearLast(g, i); ok {
			return i
		}
		if _, e, ok := fixedNames.at(g, i); ok {
			return e
		}
		if e := clockEnd(g, i); e > i {
			return e
		}
		if _, e, ok := weekModels.at(g, i); ok {
			return e
		}
		if isDigit(r) {
			if e := digitNameEnd(g, i); e > i {
				return e
			}
			return codeEnd(g, i)
		}
	case r == '§':
		return sectionMarkEnd(g, i)
	case isLetter(r):
		if _, e, ok := weekModels.at(g, i); ok && (i == 0 || g[i].gap != joined || !isLetter(g[i-1].r)) {
			return e
		}
		return latinDecoyEnd(g, i)
	}
	return i
}
