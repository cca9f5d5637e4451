package date

import (
	"time"

	"policybot/knowledge/figure/glyph"
)

// isoMoment reads 2020-03-31, 2020/3/31, 2020.3.31 and 2020.03 at glyph i.
func isoMoment(g []glyph.Glyph, i int) (moment, bool) {
	m := moment{start: i}
	if i+5 >= len(g) || !glyph.IsDigit(g[i].R) || i > 0 && (glyph.IsDigit(g[i-1].R) || glyph.IsLetter(g[i-1].R) || g[i-1].R == '-' && !glyph.IsDigit(glyph.At(g, i-2)) || g[i-1].R == '/') && g[i].Gap == glyph.Joined {
		return m, false
	}
	for k := 1; k < 4; k++ {
		if !glyph.IsDigit(g[i+k].R) || g[i+k].Gap != glyph.Joined {
			return m, false
		}
	}
	year := int(g[i].R-'0')*1000 + int(g[i+1].R-'0')*100 + int(g[i+2].R-'0')*10 + int(g[i+3].R-'0')
	separator := g[i+4].R
	if year < 1900 || year > 2150 || separator != '-' && separator != '/' && separator != '.' || g[i+4].Gap != glyph.Joined {
		return m, false
	}
	month, e, ok := calendarNumber(g, i+5, 12)
	if !ok || !glyph.IsDigit(g[i+5].R) || g[i+5].Gap != glyph.Joined {
		return m, false
	}
	if glyph.At(g, e) == separator && g[e].Gap == glyph.Joined && e+1 < len(g) && glyph.IsDigit(g[e+1].R) && g[e+1].Gap == glyph.Joined {
		if day, e2, ok := calendarNumber(g, e+1, 31); ok {
			if _, valid := New(year, month, day); valid {
				m.year, m.month, m.day, m.end = year, time.Month(month), day, e2
				return m, true
			}
		}
		return m, false
	}
	if separator == '.' && e-(i+5) == 2 && !glyph.IsHan(glyph.At(g, e)) && glyph.At(g, e) != '%' || separator == '-' && e-(i+5) == 2 && !glyph.IsHan(glyph.At(g, e)) && !glyph.IsDash(glyph.At(g, e)) && glyph.At(g, e) != '%' {
		m.year, m.month, m.end = year, time.Month(month), e
		return m, true
	}
	return m, false
}

// YearLast reads 31/12/2024, 31.12.2024 and 31-12-2024 at glyph i, and the order
// of the United States, 12/31/2024. A day that could be the month makes the
// reading a guess, except with points, where the day stands first.
func YearLast(g []glyph.Glyph, i int) (moment, bool) {
	first, j, ok := glyph.TwoDigits(g, i)
	if !ok || i > 0 && g[i].Gap == glyph.Joined && (glyph.IsDigit(g[i-1].R) || glyph.IsLetter(g[i-1].R) || glyph.IsAny(g[i-1].R, "./-")) {
		return moment{}, false
	}
	sign := glyph.At(g, j)
	if !glyph.IsAny(sign, "/.-") || !glyph.JoinedDigits(g, j, sign) {
		return moment{}, false
	}
	second, k, ok := glyph.TwoDigits(g, j+1)
	if !ok || !glyph.JoinedDigits(g, k, sign) {
		return moment{}, false
	}
	year, e, ok := PlainYear(g, k+1)
	if !ok || e < len(g) && g[e].Gap == glyph.Joined && (glyph.IsLetter(g[e].R) || glyph.JoinedDigits(g, e, glyph.At(g, e)) && glyph.IsAny(glyph.At(g, e), "/.-")) {
		return moment{}, false
	}
	day, month := first, second
	if month > 12 {
		day, month = second, first
	}
	if _, valid := New(year, month, day); !valid {
		return moment{}, false
	}
	unsure := sign != '.' && first <= 12 && second <= 12 && first != second
	return moment{start: i, end: e, year: year, month: time.Month(month), day: day, unsure: unsure}, true
}
