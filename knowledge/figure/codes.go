package figure

// codeEnd returns the end of the code that the digits at glyph i belong to:
// COVID-19, H1N1, 5G, 1+3, 7×24小时, an address or a number with letters.
func codeEnd(g []glyph, i int) int {
	if i > 0 && g[i].gap == joined {
		if isAny(g[i-1].r, "×*✕") { // 7×24小时
			e, ok := nextIs(g, codeRun(g, i), "小时")
			if ok {
				return e
			}
			return i
		}
		if codeBefore(g, i) {
			return codeRun(g, i)
		}
	}
	j := digitRun(g, i)
	if e := telephoneEnd(g, i, j); e > j {
		return e
	}
	if j >= len(g) || g[j].gap != joined {
		return i
	}
	if e := codeAfter(g, i, j); e > i {
		return e
	}
	if at(g, j) == '年' && (at(g, j+1) == '级' || at(g, j+1) == '代') && j-i < 3 {
		return j + 2
	}
	return i
}

// codeRun returns the end of the digits, letters, points and dashes at glyph i.
func codeRun(g []glyph, i int) int {
	j := i
	for j < len(g) && (j == i || g[j].gap == joined) {
		inside := (g[j].r == '.' || isDash(g[j].r)) && j+1 < len(g) && g[j+1].gap == joined && (isDigit(g[j+1].r) || isLetter(g[j+1].r))
		if !isDigit(g[j].r) && !isLetter(g[j].r) && !inside {
			break
		}
		j++
	}
	return max(j, i+1)
}

// codeBefore reports whether what stands right before the digits at glyph i makes
// them part of a code: H1, COVID-19, 1+1, #5, x@163.
func codeBefore(g []glyph, i int) bool {
	before := g[i-1].r
	switch {
	case isLetter(before):
		return !currencyBefore(g, i)
	case isDash(before) || before == '_':
		return i > 1 && isLetter(g[i-2].r) && g[i-1].gap == joined && !currencyBefore(g, i-1) && !englishWordBefore(g, i-1)
	case before == '+':
		return i > 1 && (isDigit(g[i-2].r) || isLetter(g[i-2].r) || g[i-2].r == '“')
	}
	return before == '#' || before == '@'
}

// telephoneEnd returns the end of the telephone number whose first digits are
// [i, j), or j: 025-83666666, 13800138000.
func telephoneEnd(g []glyph, i, j int) int {
	if !(g[i].r == '0' && j-i >= 3) && j-i < 7 {
		return j
	}
	if (j >= len(g) || !isDash(g[j].r)) && !(j-i >= 10 && g[i].r == '1') {
		return j
	}
	k := j
	for k < len(g) && (isDash(g[k].r) || isDigit(g[k].r)) && g[k].gap != paragraph && (g[k].gap == joined || isDash(g[k-1].r)) {
		k++
	}
	if k <= j+6 {
		return j
	}
	return k
}

// codeAfter returns the end of the code that the digits [i, j) begin, given what
// is joined to them, or i: 1+N, 123@163.com, 3×3, 5G, 80后.
func codeAfter(g []glyph, i, j int) int {
	switch next := g[j].r; {
	case next == '+':
		if j+1 < len(g) && (isDigit(g[j+1].r) || g[j+1].r == 'n' || g[j+1].r == 'x') {
			return j + 1
		}
	case next == '@':
		return codeRun(g, i)
	case next == '×' || next == '*':
		if _, _, power := exponentAt(g, j); !power && j-i == 1 && isDigit(at(g, j+1)) {
			return j + 1
		}
	case isLetter(next):
		if !unitLetters(g, j) {
			return codeRun(g, i)
		}
	case next == '后':
		if j-i == 2 && g[j-1].r == '0' && g[i].r >= '5' {
			return j + 1 // 80后
		}
	}
	return i
}

// unitLetters reports whether the letters joined to a number at glyph j are its
// unit, its magnitude or the ending of an ordinal, and no part of a code.
func unitLetters(g []glyph, j int) bool {
	if _, e, ok := unitAt(g, j); ok && (e >= len(g) || !isLetter(g[e].r)) {
		return true
	}
	if _, _, ok := magnitudeWords.at(g, j); ok && (g[j].r != 'm' || g[j].upper || !isHan(at(g, j+1))) {
		return true
	}
	if u, _, ok := englishUnits.at(g, j); ok && (!g[j].upper || u.dimension == Money) {
		return true
	}
	_, ok := nextIs(g, j, "st", "nd", "rd", "th")
	return ok
}

// englishWordBefore reports whether a common word joined by a hyphen stands
// before glyph i: mid-2020 is a date, COVID-19 a name.
func englishWordBefore(g []glyph, i int) bool {
	for _, w := range []string{"mid", "pre", "post", "early", "late", "end", "q1", "q2", "q3", "q4", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"} {
		if wordEndsAt(g, i, w) {
			return true
		}
	}
	return false
}
