package decoy

import (
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/number"
	"policybot/knowledge/figure/unit"
)

// codeEnd returns the end of the code that the digits at glyph i belong to:
// COVID-19, H1N1, 5G, 1+3, 7×24小时, an address or a number with letters.
func codeEnd(g []glyph.Glyph, i int) int {
	if i > 0 && g[i].Gap == glyph.Joined {
		if glyph.IsAny(g[i-1].R, "×*✕") { // 7×24小时
			e, ok := glyph.NextIs(g, codeRun(g, i), "小时")
			if ok {
				return e
			}
			return i
		}
		if codeBefore(g, i) {
			return codeRun(g, i)
		}
	}
	j := glyph.DigitRun(g, i)
	if e := telephoneEnd(g, i, j); e > j {
		return e
	}
	if j >= len(g) || g[j].Gap != glyph.Joined {
		return i
	}
	if e := codeAfter(g, i, j); e > i {
		return e
	}
	if glyph.At(g, j) == '年' && (glyph.At(g, j+1) == '级' || glyph.At(g, j+1) == '代') && j-i < 3 {
		return j + 2
	}
	return i
}

// codeRun returns the end of the digits, letters, points and dashes at glyph i.
func codeRun(g []glyph.Glyph, i int) int {
	j := i
	for j < len(g) && (j == i || g[j].Gap == glyph.Joined) {
		inside := (g[j].R == '.' || glyph.IsDash(g[j].R)) && j+1 < len(g) && g[j+1].Gap == glyph.Joined && (glyph.IsDigit(g[j+1].R) || glyph.IsLetter(g[j+1].R))
		if !glyph.IsDigit(g[j].R) && !glyph.IsLetter(g[j].R) && !inside {
			break
		}
		j++
	}
	return max(j, i+1)
}

// codeBefore reports whether what stands right before the digits at glyph i makes
// them part of a code: H1, COVID-19, 1+1, #5, x@163.
func codeBefore(g []glyph.Glyph, i int) bool {
	before := g[i-1].R
	switch {
	case glyph.IsLetter(before):
		return !unit.CurrencyBefore(g, i)
	case glyph.IsDash(before) || before == '_':
		return i > 1 && glyph.IsLetter(g[i-2].R) && g[i-1].Gap == glyph.Joined && !unit.CurrencyBefore(g, i-1) && !englishWordBefore(g, i-1)
	case before == '+':
		return i > 1 && (glyph.IsDigit(g[i-2].R) || glyph.IsLetter(g[i-2].R) || g[i-2].R == '“')
	}
	return before == '#' || before == '@'
}

// telephoneEnd returns the end of the telephone number whose first digits are
// [i, j), or j: 025-83666666, 13800138000.
func telephoneEnd(g []glyph.Glyph, i, j int) int {
	if !(g[i].R == '0' && j-i >= 3) && j-i < 7 {
		return j
	}
	if (j >= len(g) || !glyph.IsDash(g[j].R)) && !(j-i >= 10 && g[i].R == '1') {
		return j
	}
	k := j
	for k < len(g) && (glyph.IsDash(g[k].R) || glyph.IsDigit(g[k].R)) && g[k].Gap != glyph.Paragraph && (g[k].Gap == glyph.Joined || glyph.IsDash(g[k-1].R)) {
		k++
	}
	if k <= j+6 {
		return j
	}
	return k
}

// codeAfter returns the end of the code that the digits [i, j) begin, given what
// is joined to them, or i: 1+N, 123@163.com, 3×3, 5G, 80后.
func codeAfter(g []glyph.Glyph, i, j int) int {
	switch next := g[j].R; {
	case next == '+':
		if j+1 < len(g) && (glyph.IsDigit(g[j+1].R) || g[j+1].R == 'n' || g[j+1].R == 'x') {
			return j + 1
		}
	case next == '@':
		return codeRun(g, i)
	case next == '×' || next == '*':
		if _, _, power := number.ExponentAt(g, j); !power && j-i == 1 && glyph.IsDigit(glyph.At(g, j+1)) {
			return j + 1
		}
	case glyph.IsLetter(next):
		if !unitLetters(g, j) {
			return codeRun(g, i)
		}
	case next == '后':
		if j-i == 2 && g[j-1].R == '0' && g[i].R >= '5' {
			return j + 1 // 80后
		}
	}
	return i
}

// unitLetters reports whether the letters joined to a number at glyph j are its
// unit, its magnitude or the ending of an ordinal, and no part of a code.
func unitLetters(g []glyph.Glyph, j int) bool {
	if _, e, ok := unit.At(g, j); ok && (e >= len(g) || !glyph.IsLetter(g[e].R)) {
		return true
	}
	if _, _, ok := number.MagnitudeWords.At(g, j); ok && (g[j].R != 'm' || g[j].Upper || !glyph.IsHan(glyph.At(g, j+1))) {
		return true
	}
	if u, _, ok := unit.English.At(g, j); ok && (!g[j].Upper || u.Dimension == unit.Money) {
		return true
	}
	_, ok := glyph.NextIs(g, j, "st", "nd", "rd", "th")
	return ok
}

// englishWordBefore reports whether a common word joined by a hyphen stands
// before glyph i: mid-2020 is a date, COVID-19 a name.
func englishWordBefore(g []glyph.Glyph, i int) bool {
	for _, w := range []string{"mid", "pre", "post", "early", "late", "end", "q1", "q2", "q3", "q4", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"} {
		if glyph.WordEndsAt(g, i, w) {
			return true
		}
	}
	return false
}
