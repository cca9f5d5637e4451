package figure

// thousands reports whether a separator and exactly three digits stand at j. A
// full-width comma separates thousands only among full-width digits.
func thousands(g []glyph, j int) bool {
	if g[j].r != ',' || g[j].gap != joined || g[j].wide && !g[j-1].wide || g[j-1].wide && !g[j].wide && !g[j+1].wide {
		return false
	}
	for k := 1; k <= 3; k++ {
		if !isDigit(g[j+k].r) || g[j+k].gap != joined || g[j].wide && !g[j+k].wide {
			return false
		}
	}
	return j+4 >= len(g) || !isDigit(g[j+4].r) || g[j+4].gap != joined
}

// lakhs returns the end of the groups of two digits and the last of three that
// follow the first group [i, j), as in India: 1,50,000. It returns j where there
// are none.
func lakhs(g []glyph, i, j int) int {
	if j-i > 2 {
		return j
	}
	end := j
	for joinedDigits(g, end, ',') && digitRun(g, end+1) == end+3 {
		end += 3
	}
	if end == j || !joinedDigits(g, end, ',') || digitRun(g, end+1) != end+4 {
		return j
	}
	if !rupees(g, i, end+4) { // 5,10,100 may be a list
		return j
	}
	return end + 4
}

// rupees reports whether the amount [i, end) is one of rupees.
func rupees(g []glyph, i, end int) bool {
	if u, _, ok := currencyMarks.before(g, i); ok && u.name == "INR" {
		return true
	}
	u, _, ok := englishUnits.at(g, end)
	return ok && u.name == "INR"
}

// spacedThousands returns the end of the groups of three digits, each after one
// blank, that follow the first group [i, j): 12 500元, 40 000 people. A blank may
// be thin or unbreakable (GB/T 15835). It returns j where the digits are two
// numbers, as in 附件2 300元 and 400 820 8820.
func spacedThousands(g []glyph, i, j int) int {
	if g[i].r == '0' || numberedBefore(g, i) {
		return j
	}
	end := j
	for spacedGroup(g, end) {
		end += 3
	}
	if end == j || end >= len(g) {
		return end
	}
	switch next := g[end]; {
	case isDigit(next.r): // a digit more, or a number that goes on
		return j
	case next.gap == joined && next.r == ',' && isDigit(at(g, end+1)) && g[end+1].gap == joined:
		return j
	}
	return end
}

// spacedGroup reports whether exactly three digits stand at j after one blank.
func spacedGroup(g []glyph, j int) bool {
	if j+2 >= len(g) || g[j].gap != spaced || g[j].wider {
		return false
	}
	for k := range 3 {
		if !isDigit(g[j+k].r) || k > 0 && g[j+k].gap != joined {
			return false
		}
	}
	return j+3 >= len(g) || !isDigit(g[j+3].r) || g[j+3].gap != joined
}

// numberedThings are things whose number is a name: 表6, 附件2, 图3.
var numberedThings = newLexiconBefore(set("第 表 图 附表 附图 附件 附录 附注 例 式 注 步骤 序号 编号 类型"))

// numberedBefore reports whether a thing that is numbered stands before glyph i.
func numberedBefore(g []glyph, i int) bool {
	_, start, ok := numberedThings.before(g, i)
	return ok && !(i-start == 1 && inLongerName(g, start))
}

// inLongerName reports whether the character at glyph i ends a longer word that
// takes no number: 代表, 试图, 方式, 关注.
func inLongerName(g []glyph, i int) bool {
	switch g[i].r {
	case '表':
		return isAny(at(g, i-1), "代发外钟仪手电水")
	case '图':
		return isAny(at(g, i-1), "试企意力地")
	case '例':
		return isAny(at(g, i-1), "比病案条惯先")
	case '式':
		return isAny(at(g, i-1), "方形模正公仪样")
	case '注':
		return isAny(at(g, i-1), "关备专投倾")
	}
	return false
}
