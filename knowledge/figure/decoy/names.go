package decoy

import (
	"policybot/knowledge/figure/date"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/number"
)

// digitNames are tried, in order, where digits start. Each rule takes the glyph
// where a name may start and returns its end, or the glyph itself where there is
// none.
var digitNames = []func(g []glyph.Glyph, i int) int{
	sectionNumberEnd, slashedEnd, dashedEnd, powerEnd, brokenGroupEnd, spacedTelephoneEnd, planNameEnd, lawCitationEnd,
}

// digitNameEnd returns the end of the name that starts with the digit at glyph i,
// or i.
func digitNameEnd(g []glyph.Glyph, i int) int {
	for _, rule := range digitNames {
		if e := rule(g, i); e > i {
			return e
		}
	}
	return i
}

// sectionNumberEnd reads the number of a section, or an address: 1.2.1, 2.2.4.,
// 192.168.1.2. A day (31.12.2024, 2024.12.31) is none.
func sectionNumberEnd(g []glyph.Glyph, i int) int {
	j, parts := glyph.DigitRun(g, i), 1
	last := j - i
	if last > 3 || !glyph.JoinedDigits(g, j, '.') {
		return i
	}
	for glyph.JoinedDigits(g, j, '.') {
		e := glyph.DigitRun(g, j+1)
		last, parts, j = e-j-1, parts+1, e
	}
	if parts < 3 || parts == 3 && last == 4 {
		return i
	}
	if glyph.At(g, j) == '.' && g[j].Gap == glyph.Joined {
		j++
	}
	return j
}

// slashedEnd reads what has the form of a day and is none, or whose year has two
// digits, so that its order cannot be told: 31/02/2024, 5/8/24.
func slashedEnd(g []glyph.Glyph, i int) int {
	_, j, ok := glyph.TwoDigits(g, i)
	if !ok || !glyph.JoinedDigits(g, j, '/') {
		return i
	}
	_, k, ok := glyph.TwoDigits(g, j+1)
	if !ok || !glyph.JoinedDigits(g, k, '/') {
		return i
	}
	return glyph.DigitRun(g, k+1)
}

// dashedEnd reads three and more parts joined by hyphens: a telephone number
// (1-888-442-4551, 1-800-MEDICARE-1) or a day whose order cannot be told
// (12-07-16). A day with its whole year is read as one.
func dashedEnd(g []glyph.Glyph, i int) int {
	j, parts := glyph.DigitRun(g, i), 1
	if j-i > 4 {
		return i
	}
	first, last := j-i, j-i
	for j+1 < len(g) && g[j].R == '-' && g[j].Gap == glyph.Joined && g[j+1].Gap == glyph.Joined && (glyph.IsDigit(g[j+1].R) || glyph.IsLetter(g[j+1].R) && g[j+1].Upper) {
		e := j + 1
		for e < len(g) && (glyph.IsDigit(g[e].R) || glyph.IsLetter(g[e].R)) && g[e].Gap == glyph.Joined {
			e++
		}
		last, parts, j = e-j-1, parts+1, e
	}
	if parts < 3 || parts == 3 && (first == 4 || last == 4 && first <= 2) {
		return i
	}
	return j
}

// powerEnd reads 5×104, where the 4 was once a superscript or never was: neither
// number is the one that was meant.
func powerEnd(g []glyph.Glyph, i int) int {
	j := glyph.DigitRun(g, i)
	if glyph.JoinedDigits(g, j, '.') {
		j = glyph.DigitRun(g, j+1)
	}
	if j >= len(g) || !glyph.IsAny(g[j].R, number.TimesSigns) || glyph.At(g, j+1) != '1' || glyph.At(g, j+2) != '0' {
		return i
	}
	if e := glyph.DigitRun(g, j+1); e == j+4 && g[j+3].R != '0' && !glyph.IsAny(glyph.At(g, e), ".,") {
		return e
	}
	return i
}

// brokenGroupEnd reads digits whose commas part no thousands, of which neither
// part is the number that was meant: 1,2345元.
func brokenGroupEnd(g []glyph.Glyph, i int) int {
	j := glyph.DigitRun(g, i)
	if j-i > 3 || !glyph.JoinedDigits(g, j, ',') || g[j].Wide {
		return i
	}
	e := glyph.DigitRun(g, j+1)
	if e-j-1 < 4 {
		return i
	}
	if _, _, year := date.PlainYear(g, j+1); year { // 5,2024年起
		return i
	}
	return e
}

// spacedTelephoneEnd reads a telephone number in groups: 010 6555 3333.
func spacedTelephoneEnd(g []glyph.Glyph, i int) int {
	j := glyph.DigitRun(g, i)
	if g[i].R != '0' || j-i < 3 || j >= len(g) || !glyph.IsDigit(g[j].R) || g[j].Gap != glyph.Spaced {
		return i
	}
	for j < len(g) && glyph.IsDigit(g[j].R) && g[j].Gap <= glyph.Spaced {
		j++
	}
	return j
}

// planNameEnd reads names of plans, tax codes and week models: 401(k), 501(c)(3),
// 401k, 24/7, 4-day week.
func planNameEnd(g []glyph.Glyph, i int) int {
	if _, e, ok := digitNameWords.At(g, i); ok {
		return e
	}
	j := glyph.DigitRun(g, i)
	if j-i != 3 {
		return i
	}
	e := j
	for e+2 < len(g) && g[e].R == '(' && g[e].Gap == glyph.Joined && (glyph.IsLetter(g[e+1].R) || glyph.IsDigit(g[e+1].R)) && g[e+2].R == ')' {
		e += 3
	}
	if e == j || !glyph.IsLetter(g[j+1].R) {
		return i
	}
	return e
}

// digitNameWords are names that begin with digits or number words.
var digitNameWords = glyph.NewLexicon(glyph.Set("401k 403b 457b 24/7 24/7/365 9/11 4天工作制 5天工作制"))

// weekModels name how many days a working week has: a four-day week.
var weekModels = glyph.NewLexicon(func() map[string]bool {
	all := make(map[string]bool)
	for _, n := range []string{"3", "4", "5", "6", "7", "4.5", "three", "four", "five", "six", "seven"} {
		for _, week := range []string{" day week", " day workweek", " day work week", " day working week", " day weeks"} {
			all[n+week] = true
		}
	}
	return all
}())

// lawBooks stand between the number of a title and that of a section: 29 CFR
// 1910.134, 42 U.S.C. 1983.
var lawBooks = []string{"cfr", "c.f.r.", "u.s.c.", "usc", "u.s.c", "u.s.c.a.", "stat.", "fed. reg.", "fr", "f.3d", "f.2d", "u.s.t.", "p.l."}

// lawCitationEnd reads the citation of a law or a judgment at glyph i.
func lawCitationEnd(g []glyph.Glyph, i int) int {
	j := glyph.DigitRun(g, i)
	e, ok := glyph.NextIs(g, j, lawBooks...)
	if !ok || j-i > 3 || g[j].Gap != glyph.Spaced || !g[j].Upper {
		return i
	}
	if glyph.At(g, e) == '.' && g[e].Gap == glyph.Joined {
		e++
	}
	for glyph.At(g, e) == '§' {
		e++
	}
	return sectionsEnd(g, e)
}

// sectionsEnd returns the end of the numbers of sections at glyph i: 1026.35(a),
// 12101 et seq.
func sectionsEnd(g []glyph.Glyph, i int) int {
	j := i
	for j < len(g) && (glyph.IsDigit(g[j].R) || j > i && g[j].Gap == glyph.Joined && (glyph.IsLetter(g[j].R) || glyph.IsDash(g[j].R) || g[j].R == '(' || g[j].R == ')' || glyph.JoinedDigits(g, j, '.'))) && (j == i || g[j].Gap == glyph.Joined) {
		j++
	}
	return j
}

// sectionMarkEnd reads the sections after the mark at glyph i: §§ 12-15.
func sectionMarkEnd(g []glyph.Glyph, i int) int {
	j := i
	for glyph.At(g, j) == '§' {
		j++
	}
	return max(sectionsEnd(g, j), i+1)
}
