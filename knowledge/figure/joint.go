package figure

// digitRun returns the end of the joined digits at glyph i.
func digitRun(g []glyph, i int) int {
	j := i
	for j < len(g) && isDigit(g[j].r) && (j == i || g[j].gap == joined) {
		j++
	}
	return j
}

// joinedDigits reports whether the sign r and a digit stand at glyph i with
// nothing between: the comma and the 3 of 2,345.
func joinedDigits(g []glyph, i int, r rune) bool {
	return i+1 < len(g) && g[i].r == r && g[i].gap == joined && isDigit(g[i+1].r) && g[i+1].gap == joined
}

// twoDigits reads one or two digits at glyph i that can be a day or a month.
func twoDigits(g []glyph, i int) (value, end int, ok bool) {
	end = digitRun(g, i)
	if end == i || end-i > 2 {
		return 0, i, false
	}
	for ; i < end; i++ {
		value = value*10 + int(g[i].r-'0')
	}
	return value, end, value >= 1 && value <= 31
}

// listed reports whether only a list sign stands between two numbers.
func listed(g []glyph, end, start int) bool {
	if start-end != 1 {
		return false
	}
	switch g[end].r {
	case '、', '和', '及', '与', '或':
		return true
	}
	return false
}

// connector reads what joins the ends of a range at glyph i.
func connector(g []glyph, i int) (end int, ok bool) {
	j := i
	for j < len(g) && isDash(g[j].r) && j-i < 3 {
		j++
	}
	if j > i {
		return j, true
	}
	switch at(g, i) {
	case '至', '到':
		return i + 1, true
	}
	return i, false
}

// wordEnd returns the end of the Latin word at glyph i, hyphens included.
func wordEnd(g []glyph, i int) int {
	j := i
	for j < len(g) && (isLetter(g[j].r) || j > i && (isDigit(g[j].r) || g[j].r == '\'' || g[j].r == '’' || isDash(g[j].r) && j+1 < len(g) && isLetter(g[j+1].r) && g[j+1].gap == joined)) && (j == i || g[j].gap == joined) {
		j++
	}
	return j
}
