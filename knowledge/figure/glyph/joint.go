package glyph

// DigitRun returns the end of the joined digits at glyph i.
func DigitRun(g []Glyph, i int) int {
	j := i
	for j < len(g) && IsDigit(g[j].R) && (j == i || g[j].Gap == Joined) {
		j++
	}
	return j
}

// JoinedDigits reports whether the sign r and a digit stand at glyph i with
// nothing between: the comma and the 3 of 2,345.
func JoinedDigits(g []Glyph, i int, r rune) bool {
	return i+1 < len(g) && g[i].R == r && g[i].Gap == Joined && IsDigit(g[i+1].R) && g[i+1].Gap == Joined
}

// TwoDigits reads one or two digits at glyph i that can be a day or a month.
func TwoDigits(g []Glyph, i int) (value, end int, ok bool) {
	end = DigitRun(g, i)
	if end == i || end-i > 2 {
		return 0, i, false
	}
	for ; i < end; i++ {
		value = value*10 + int(g[i].R-'0')
	}
	return value, end, value >= 1 && value <= 31
}

// Listed reports whether only a list sign stands between two numbers.
func Listed(g []Glyph, end, start int) bool {
	if start-end != 1 {
		return false
	}
	switch g[end].R {
	case '、', '和', '及', '与', '或':
		return true
	}
	return false
}

// Connector reads what joins the ends of a range at glyph i.
func Connector(g []Glyph, i int) (end int, ok bool) {
	j := i
	for j < len(g) && IsDash(g[j].R) && j-i < 3 {
		j++
	}
	if j > i {
		return j, true
	}
	switch At(g, i) {
	case '至', '到':
		return i + 1, true
	}
	return i, false
}

// isHyphen reports whether r joins two parts of a word; longer dashes part words.
func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

// WordEnd returns the end of the Latin word at glyph i, hyphens included.
func WordEnd(g []Glyph, i int) int {
	j := i
	for j < len(g) && (IsLetter(g[j].R) || j > i && (IsDigit(g[j].R) || g[j].R == '\'' || g[j].R == '’' || isHyphen(g[j].R) && j+1 < len(g) && IsLetter(g[j+1].R) && g[j+1].Gap == Joined)) && (j == i || g[j].Gap == Joined) {
		j++
	}
	return j
}
