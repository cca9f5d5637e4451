package date

import (
	"time"

	"policybot/knowledge/figure/glyph"
)

// isoMoment reads 2020-03-31, 2020/3/31, 2020.3.31 and 2020.03 at glyph i.
func isoMoment(g []glyph.Glyph, i int) (moment, bool) {
	year, j, ok := PlainYear(g, i)
	if !ok || year < 1900 || insideNumber(g, i) {
		return moment{}, false
	}
	sign := glyph.At(g, j)
	if !glyph.IsAny(sign, "-/.") || !glyph.JoinedDigits(g, j, sign) {
		return moment{}, false
	}
	month, e, ok := calendarNumber(g, j+1, 12)
	if !ok {
		return moment{}, false
	}
	m := moment{start: i, end: e, year: year, month: time.Month(month)}
	if glyph.JoinedDigits(g, e, sign) {
		m.day, m.end, ok = calendarNumber(g, e+1, 31)
		_, valid := New(year, month, m.day)
		return m, ok && valid
	}
	next := glyph.At(g, e)
	if e-j != 3 || glyph.IsHan(next) || next == '%' { // 2020.5%
		return moment{}, false
	}
	return m, sign == '.' || sign == '-' && !glyph.IsDash(next)
}

// insideNumber reports whether the digits at glyph i go on from what stands before
// them: a longer number, a code, an address.
func insideNumber(g []glyph.Glyph, i int) bool {
	if i == 0 || g[i].Gap != glyph.Joined {
		return false
	}
	before := g[i-1].R
	return glyph.IsDigit(before) || glyph.IsLetter(before) || before == '/' || before == '-' && !glyph.IsDigit(glyph.At(g, i-2))
}

// YearLast reads 31/12/2024, 31.12.2024 and 31-12-2024 at glyph i, and the order
// of the United States, 12/31/2024. A day that could be the month makes the
// reading a guess, except with points, where the day stands first.
func YearLast(g []glyph.Glyph, i int) (moment, bool) {
	first, j, ok := glyph.TwoDigits(g, i)
	sign := glyph.At(g, j)
	if !ok || !glyph.IsAny(sign, "/.-") || !glyph.JoinedDigits(g, j, sign) || touched(g, i) {
		return moment{}, false
	}
	second, k, ok := glyph.TwoDigits(g, j+1)
	if !ok || !glyph.JoinedDigits(g, k, sign) {
		return moment{}, false
	}
	year, e, ok := PlainYear(g, k+1)
	if !ok || goesOn(g, e) {
		return moment{}, false
	}
	day, month := first, second
	if month > 12 {
		day, month = second, first
	}
	_, valid := New(year, month, day)
	unsure := sign != '.' && first <= 12 && second <= 12 && first != second
	return moment{start: i, end: e, year: year, month: time.Month(month), day: day, unsure: unsure}, valid
}

// touched reports whether what is joined to the digits at glyph i from before
// makes them part of something longer.
func touched(g []glyph.Glyph, i int) bool {
	return i > 0 && g[i].Gap == glyph.Joined && (glyph.IsDigit(g[i-1].R) || glyph.IsLetter(g[i-1].R) || glyph.IsAny(g[i-1].R, "./-"))
}

// goesOn reports whether what is joined to the year ending at glyph e goes on
// with it: a letter, or another part.
func goesOn(g []glyph.Glyph, e int) bool {
	if e >= len(g) || g[e].Gap != glyph.Joined {
		return false
	}
	return glyph.IsLetter(g[e].R) || glyph.IsAny(g[e].R, "/.-") && glyph.JoinedDigits(g, e, g[e].R)
}
