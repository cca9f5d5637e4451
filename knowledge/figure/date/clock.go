package date

import "policybot/knowledge/figure/glyph"

// ClockEnd returns the end of the time of day at glyph i, or i: 8:30, 24时,
// 17点30分, 上午9时.
func ClockEnd(g []glyph.Glyph, i int) int {
	value, e, ok := hourAt(g, i)
	if !ok || value > 24 {
		return i
	}
	switch glyph.At(g, e) {
	case ':':
		return minutesAfterColon(g, i, e)
	case '时', '点':
		return minutesAfterHour(g, i, e)
	}
	return i
}

// hourAt reads an hour at glyph i, 0 to 24.
func hourAt(g []glyph.Glyph, i int) (hour, end int, ok bool) {
	if hour, end, ok = calendarNumber(g, i, 24); ok || glyph.At(g, i) != '0' {
		return hour, end, ok
	}
	end = i + 1
	if glyph.At(g, end) == '0' {
		end++
	}
	return 0, end, true
}

// minutesAfterColon reads :30 or :30:15 at glyph e after the hour at glyph i. It
// returns i where the colon is that of a ratio.
func minutesAfterColon(g []glyph.Glyph, i, e int) int {
	if e+2 >= len(g) || !glyph.IsDigit(g[i].R) || !glyph.IsDigit(g[e+1].R) || !glyph.IsDigit(g[e+2].R) || g[e+1].R >= '6' {
		return i
	}
	j := e + 3
	if j < len(g) && glyph.IsDigit(g[j].R) && g[j].Gap == glyph.Joined {
		return i
	}
	if _, ratio := glyph.NextIs(g, j, "的比例", "比例", "配比", "的配比", "配套"); ratio || glyph.At(g, i-1) == '按' {
		return i
	}
	if glyph.At(g, j) == ':' && glyph.IsDigit(glyph.At(g, j+1)) && glyph.IsDigit(glyph.At(g, j+2)) {
		j += 3
	}
	return j
}

// minutesAfterHour reads 时, 点 and the minutes after them at glyph e, after the
// hour at glyph i. It returns i for 8时期 and 八点五.
func minutesAfterHour(g []glyph.Glyph, i, e int) int {
	next := glyph.At(g, e+1)
	_, minutesEnd, minutes := calendarNumber(g, e+1, 59)
	minutes = minutes && glyph.At(g, minutesEnd) == '分'
	switch {
	case g[e].R == '时':
		if next == '期' {
			return i
		}
	case !glyph.IsDigit(g[i].R) && (glyph.IsDigit(next) || glyph.ChineseDigit(next) >= 0):
		// 八点五 is 8.5 but 八点三十分 is a time.
		if !minutes || glyph.At(g, minutesEnd+1) == '之' {
			return i
		}
	}
	switch {
	case minutes:
		return minutesEnd + 1
	case next == '整' || next == '半':
		return e + 2
	}
	return e + 1
}
