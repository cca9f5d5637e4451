package figure

// titleReach is how many glyphs a title in 《》 may have.
const titleReach = 160

// titleEnd returns the end of the title at glyph i: years and numbers in titles
// of documents name the document.
func titleEnd(g []glyph, i int) int {
	depth := 0
	for j := i; j < len(g) && j-i < titleReach; j++ {
		switch g[j].r {
		case '《':
			depth++
		case '》':
			if depth--; depth == 0 {
				return j + 1
			}
		}
	}
	return i + 1
}

// documentNumberEnd returns the end of 〔2020〕12号 at glyph i.
func documentNumberEnd(g []glyph, i int) int {
	j := i + 1
	for j < len(g) && j-i < 6 && isDigit(g[j].r) {
		j++
	}
	if at(g, j) != ']' && at(g, j) != ')' || j-i != 5 {
		return i + 1
	}
	for j++; j < len(g) && j-i < 20 && (isDigit(g[j].r) || g[j].r == '第' || startsNumeral(g[j].r)); j++ {
	}
	if at(g, j) == '号' {
		j++
	}
	return j
}

// ordinalEnd returns the end of 第五条, 第（二）款, 第12号 at glyph i. Quarters and
// five-year plans are periods, and read as such.
func ordinalEnd(g []glyph, i int) int {
	start := i + 1
	if at(g, start) == '(' {
		start++
	}
	j := ordinalNumberEnd(g, i, start)
	if j == start {
		return i + 1
	}
	if at(g, j) == '季' && at(g, j+1) == '度' {
		return i
	}
	if e := ordinalPeriodEnd(g, j); e > j {
		if _, ok := ordinalPlan(g, i); ok {
			return i
		}
		return e
	}
	return ordinalUnitEnd(g, i, j)
}

// ordinalNumberEnd returns the end of the numbers at glyph start, after 第 at glyph
// i: 五, 4.2, 五至第七, 三、四.
func ordinalNumberEnd(g []glyph, i, start int) int {
	number := func(j int) bool { return j < len(g) && (isDigit(g[j].r) || startsNumeral(g[j].r)) }
	j := start
	for j < len(g) && j-i < 12 {
		joint := isDash(g[j].r) || joinedDigits(g, j, '.') || isAny(g[j].r, "至、和") && number(j+1)
		if !number(j) && !(joint && j > start) {
			break
		}
		j++
	}
	return j
}

// ordinalUnitEnd returns the end of what is numbered at glyph j, after the number
// that 第 at glyph i begins: 第三批, 第5日, 第3个工作日.
func ordinalUnitEnd(g []glyph, i, j int) int {
	if j >= len(g) || g[j].r == ',' {
		return j
	}
	j++
	if at(g, j-1) != '个' && at(g, j-1) != '工' {
		return j
	}
	for j < len(g) && j-i < 14 && isAny(g[j].r, "工作日月") {
		j++
	}
	return j
}
