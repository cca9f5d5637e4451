package figure

// digitNames are tried, in order, where digits start. Each rule takes the glyph
// where a name may start and returns its end, or the glyph itself where there is
// none.
var digitNames = []func(g []glyph, i int) int{
	sectionNumberEnd, slashedEnd, powerEnd, brokenGroupEnd, spacedTelephoneEnd, planNameEnd, lawCitationEnd,
}

// digitNameEnd returns the end of the name that starts with the digit at glyph i,
// or i.
func digitNameEnd(g []glyph, i int) int {
	for _, rule := range digitNames {
		if e := rule(g, i); e > i {
			return e
		}
	}
	return i
}

// sectionNumberEnd reads the number of a section, or an address: 1.2.1, 2.2.4.,
// 192.168.1.2. A day (31.12.2024, 2024.12.31) is none.
func sectionNumberEnd(g []glyph, i int) int {
	j, parts := digitRun(g, i), 1
	last := j - i
	if last > 3 || !joinedDigits(g, j, '.') {
		return i
	}
	for joinedDigits(g, j, '.') {
		e := digitRun(g, j+1)
		last, parts, j = e-j-1, parts+1, e
	}
	if parts < 3 || parts == 3 && last == 4 {
		return i
	}
	if at(g, j) == '.' && g[j].gap == joined {
		j++
	}
	return j
}

// slashedEnd reads what has the form of a day and is none, or whose year has two
// digits, so that its order cannot be told: 31/02/2024, 5/8/24.
func slashedEnd(g []glyph, i int) int {
	_, j, ok := twoDigits(g, i)
	if !ok || !joinedDigits(g, j, '/') {
		return i
	}
	_, k, ok := twoDigits(g, j+1)
	if !ok || !joinedDigits(g, k, '/') {
		return i
	}
	return digitRun(g, k+1)
}

// powerEnd reads 5×104, where the 4 was once a superscript or never was: neither
// number is the one that was meant.
func powerEnd(g []glyph, i int) int {
	j := digitRun(g, i)
	if joinedDigits(g, j, '.') {
		j = digitRun(g, j+1)
	}
	if j >= len(g) || !isAny(g[j].r, timesSigns) || at(g, j+1) != '1' || at(g, j+2) != '0' {
		return i
	}
	if e := digitRun(g, j+1); e == j+4 && g[j+3].r != '0' && !isAny(at(g, e), ".,") {
		return e
	}
	return i
}

// brokenGroupEnd reads digits whose commas part no thousands, of which neither
// part is the number that was meant: 1,2345元.
func brokenGroupEnd(g []glyph, i int) int {
	j := digitRun(g, i)
	if j-i > 3 || !joinedDigits(g, j, ',') || g[j].wide {
		return i
	}
	e := digitRun(g, j+1)
	if e-j-1 < 4 {
		return i
	}
	if _, _, year := plainYear(g, j+1); year { // 5,2024年起
		return i
	}
	return e
}

// spacedTelephoneEnd reads a telephone number in groups: 010 6555 3333.
func spacedTelephoneEnd(g []glyph, i int) int {
	j := digitRun(g, i)
	if g[i].r != '0' || j-i < 3 || j >= len(g) || !isDigit(g[j].r) || g[j].gap != spaced {
		return i
	}
	for j < len(g) && isDigit(g[j].r) && g[j].gap <= spaced {
		j++
	}
	return j
}

// planNameEnd reads names of plans, tax codes and week models: 401(k), 501(c)(3),
// 401k, 24/7, 4-day week.
func planNameEnd(g []glyph, i int) int {
	if _, e, ok := digitNameWords.at(g, i); ok {
		return e
	}
	j := digitRun(g, i)
	if j-i != 3 {
		return i
	}
	e := j
	for e+2 < len(g) && g[e].r == '(' && g[e].gap == joined && (isLetter(g[e+1].r) || isDigit(g[e+1].r)) && g[e+2].r == ')' {
		e += 3
	}
	if e == j || !isLetter(g[j+1].r) {
		return i
	}
	return e
}

// digitNameWords are names that begin with digits or number words.
var digitNameWords = newLexicon(set("401k 403b 457b 24/7 24/7/365 9/11 4天工作制 5天工作制"))

// weekModels name how many days a working week has: a four-day week.
var weekModels = newLexicon(func() map[string]bool {
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
func lawCitationEnd(g []glyph, i int) int {
	j := digitRun(g, i)
	e, ok := nextIs(g, j, lawBooks...)
	if !ok || j-i > 3 || g[j].gap != spaced || !g[j].upper {
		return i
	}
	if at(g, e) == '.' && g[e].gap == joined {
		e++
	}
	for at(g, e) == '§' {
		e++
	}
	return sectionsEnd(g, e)
}

// sectionsEnd returns the end of the numbers of sections at glyph i: 1026.35(a),
// 12101 et seq.
func sectionsEnd(g []glyph, i int) int {
	j := i
	for j < len(g) && (isDigit(g[j].r) || j > i && g[j].gap == joined && (isLetter(g[j].r) || isDash(g[j].r) || g[j].r == '(' || g[j].r == ')' || joinedDigits(g, j, '.'))) && (j == i || g[j].gap == joined) {
		j++
	}
	return j
}

// sectionMarkEnd reads the sections after the mark at glyph i: §§ 12-15.
func sectionMarkEnd(g []glyph, i int) int {
	j := i
	for at(g, j) == '§' {
		j++
	}
	return max(sectionsEnd(g, j), i+1)
}
