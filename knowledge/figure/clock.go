package figure

// clockEnd returns the end of the time of day at glyph i, or i: 8:30, 24时,
// 17点30分, 上午9时.
func clockEnd(g []glyph, i int) int {
	value, e, ok := hourAt(g, i)
	if !ok || value > 24 {
		return i
	}
	switch at(g, e) {
	case ':':
		return minutesAfterColon(g, i, e)
	case '时', '点':
		return minutesAfterHour(g, i, e)
	}
	return i
}

// hourAt reads an hour at glyph i, 0 to 24.
func hourAt(g []glyph, i int) (hour, end int, ok bool) {
	if hour, end, ok = calendarNumber(g, i, 24); ok || at(g, i) != '0' {
		return hour, end, ok
	}
	end = i + 1
	if at(g, end) == '0' {
		end++
	}
	return 0, end, true
}

// minutesAfterColon reads :30 or :30:15 at glyph e after the hour at glyph i. It
// returns i where the colon is that of a ratio.
func minutesAfterColon(g []glyph, i, e int) int {
	if e+2 >= len(g) || !isDigit(g[i].r) || !isDigit(g[e+1].r) || !isDigit(g[e+2].r) || g[e+1].r >= '6' {
		return i
	}
	j := e + 3
	if j < len(g) && isDigit(g[j].r) && g[j].gap == joined {
		return i
	}
	if _, ratio := nextIs(g, j, "的比例", "比例", "配比", "的配比", "配套"); ratio || at(g, i-1) == '按' {
		return i
	}
	if at(g, j) == ':' && isDigit(at(g, j+1)) && isDigit(at(g, j+2)) {
		j += 3
	}
	return j
}

// minutesAfterHour reads 时, 点 and the minutes after them at glyph e, after the
// hour at glyph i. It returns i for 8时期 and 八点五.
func minutesAfterHour(g []glyph, i, e int) int {
	next := at(g, e+1)
	_, minutesEnd, minutes := calendarNumber(g, e+1, 59)
	minutes = minutes && at(g, minutesEnd) == '分'
	switch {
	case g[e].r == '时':
		if next == '期' {
			return i
		}
	case !isDigit(g[i].r) && (isDigit(next) || chineseDigit(next) >= 0):
		// 八点五 is 8.5 but 八点三十分 is a time.
		if !minutes || at(g, minutesEnd+1) == '之' {
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
