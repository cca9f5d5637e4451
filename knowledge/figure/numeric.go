package figure

import "time"

// isoMoment reads 2020-03-31, 2020/3/31, 2020.3.31 and 2020.03 at glyph i.
func isoMoment(g []glyph, i int) (moment, bool) {
	m := moment{start: i}
	if i+5 >= len(g) || !isDigit(g[i].r) || i > 0 && (isDigit(g[i-1].r) || isLetter(g[i-1].r) || g[i-1].r == '-' && !isDigit(at(g, i-2)) || g[i-1].r == '/') && g[i].gap == joined {
		return m, false
	}
	for k := 1; k < 4; k++ {
		if !isDigit(g[i+k].r) || g[i+k].gap != joined {
			return m, false
		}
	}
	year := int(g[i].r-'0')*1000 + int(g[i+1].r-'0')*100 + int(g[i+2].r-'0')*10 + int(g[i+3].r-'0')
	separator := g[i+4].r
	if year < 1900 || year > 2150 || separator != '-' && separator != '/' && separator != '.' || g[i+4].gap != joined {
		return m, false
	}
	month, e, ok := calendarNumber(g, i+5, 12)
	if !ok || !isDigit(g[i+5].r) || g[i+5].gap != joined {
		return m, false
	}
	if at(g, e) == separator && g[e].gap == joined && e+1 < len(g) && isDigit(g[e+1].r) && g[e+1].gap == joined {
		if day, e2, ok := calendarNumber(g, e+1, 31); ok {
			if _, valid := NewDate(year, month, day); valid {
				m.year, m.month, m.day, m.end = year, time.Month(month), day, e2
				return m, true
			}
		}
		return m, false
	}
	if separator == '.' && e-(i+5) == 2 && !isHan(at(g, e)) && at(g, e) != '%' || separator == '-' && e-(i+5) == 2 && !isHan(at(g, e)) && !isDash(at(g, e)) && at(g, e) != '%' {
		m.year, m.month, m.end = year, time.Month(month), e
		return m, true
	}
	return m, false
}

// yearLast reads 31/12/2024, 31.12.2024 and 31-12-2024 at glyph i, and the order
// of the United States, 12/31/2024. A day that could be the month makes the
// reading a guess, except with points, where the day stands first.
func yearLast(g []glyph, i int) (moment, bool) {
	first, j, ok := twoDigits(g, i)
	if !ok || i > 0 && g[i].gap == joined && (isDigit(g[i-1].r) || isLetter(g[i-1].r) || isAny(g[i-1].r, "./-")) {
		return moment{}, false
	}
	sign := at(g, j)
	if !isAny(sign, "/.-") || !joinedDigits(g, j, sign) {
		return moment{}, false
	}
	second, k, ok := twoDigits(g, j+1)
	if !ok || !joinedDigits(g, k, sign) {
		return moment{}, false
	}
	year, e, ok := plainYear(g, k+1)
	if !ok || e < len(g) && g[e].gap == joined && (isLetter(g[e].r) || joinedDigits(g, e, at(g, e)) && isAny(at(g, e), "/.-")) {
		return moment{}, false
	}
	day, month := first, second
	if month > 12 {
		day, month = second, first
	}
	if _, valid := NewDate(year, month, day); !valid {
		return moment{}, false
	}
	unsure := sign != '.' && first <= 12 && second <= 12 && first != second
	return moment{start: i, end: e, year: year, month: time.Month(month), day: day, unsure: unsure}, true
}
