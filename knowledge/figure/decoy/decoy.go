// Package decoy finds what holds a number and is no figure: numbers of documents,
// articles and sections, times of day, telephone numbers, codes, and names
// (5G, COVID-19, 401(k), 四个意识).
package decoy

import (
	"policybot/knowledge/figure/date"
	"policybot/knowledge/figure/glyph"
)

// End returns the end of what starts at glyph i and is no figure although it
// holds a number, or i.
func End(g []glyph.Glyph, i int) int {
	r := g[i].R
	switch {
	case r == '《':
		return titleEnd(g, i)
	case r == '[':
		return documentNumberEnd(g, i)
	case r == '第':
		return ordinalEnd(g, i)
	case glyph.IsDigit(r) || glyph.StartsNumeral(r) || r == '今' || r == '前':
		if _, ok := date.YearLast(g, i); ok {
			return i
		}
		if _, e, ok := fixedNames.At(g, i); ok {
			return e
		}
		if e := date.ClockEnd(g, i); e > i {
			return e
		}
		if _, e, ok := weekModels.At(g, i); ok {
			return e
		}
		if glyph.IsDigit(r) {
			if e := digitNameEnd(g, i); e > i {
				return e
			}
			return codeEnd(g, i)
		}
	case r == '§':
		return sectionMarkEnd(g, i)
	case glyph.IsLetter(r):
		if _, e, ok := weekModels.At(g, i); ok && (i == 0 || g[i].Gap != glyph.Joined || !glyph.IsLetter(g[i-1].R)) {
			return e
		}
		return latinDecoyEnd(g, i)
	}
	return i
}
