package decoy

import (
	"policybot/knowledge/figure/date"
	"policybot/knowledge/figure/glyph"
)

// titleReach is how many glyphs a title in 《》 may have.
const titleReach = 160

// titleEnd returns the end of the title at glyph i: years and numbers in titles
// of documents name the document.
func titleEnd(g []glyph.Glyph, i int) int {
	depth := 0
	for j := i; j < len(g) && j-i < titleReach; j++ {
		switch g[j].R {
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
func documentNumberEnd(g []glyph.Glyph, i int) int {
	j := i + 1
	for j < len(g) && j-i < 6 && glyph.IsDigit(g[j].R) {
		j++
	}
	if glyph.At(g, j) != ']' && glyph.At(g, j) != ')' || j-i != 5 {
		return i + 1
	}
	for j++; j < len(g) && j-i < 20 && (glyph.IsDigit(g[j].R) || g[j].R == '第' || glyph.StartsNumeral(g[j].R)); j++ {
	}
	if glyph.At(g, j) == '号' {
		j++
	}
	return j
}

// ordinalEnd returns the end of 第五条, 第（二）款, 第12号 at glyph i. Quarters and
// five-year plans are periods, and read as such.
func ordinalEnd(g []glyph.Glyph, i int) int {
	start := i + 1
	if glyph.At(g, start) == '(' {
		start++
	}
	j := ordinalNumberEnd(g, i, start)
	if j == start {
		return i + 1
	}
	if glyph.At(g, j) == '季' && glyph.At(g, j+1) == '度' {
		return i
	}
	if e := date.OrdinalPeriodEnd(g, j); e > j {
		if _, ok := date.OrdinalPlan(g, i); ok {
			return i
		}
		return e
	}
	return ordinalUnitEnd(g, i, j)
}

// ordinalNumberEnd returns the end of the numbers at glyph start, after 第 at glyph
// i: 五, 4.2, 五至第七, 三、四.
func ordinalNumberEnd(g []glyph.Glyph, i, start int) int {
	number := func(j int) bool { return j < len(g) && (glyph.IsDigit(g[j].R) || glyph.StartsNumeral(g[j].R)) }
	j := start
	for j < len(g) && j-i < 12 {
		joint := glyph.IsDash(g[j].R) || glyph.JoinedDigits(g, j, '.') || glyph.IsAny(g[j].R, "至、和") && number(j+1)
		if !number(j) && !(joint && j > start) {
			break
		}
		j++
	}
	return j
}

// ordinalUnitEnd returns the end of what is numbered at glyph j, after the number
// that 第 at glyph i begins: 第三批, 第5日, 第3个工作日.
func ordinalUnitEnd(g []glyph.Glyph, i, j int) int {
	if j >= len(g) || g[j].R == ',' {
		return j
	}
	j++
	if glyph.At(g, j-1) != '个' && glyph.At(g, j-1) != '工' {
		return j
	}
	for j < len(g) && j-i < 14 && glyph.IsAny(g[j].R, "工作日月") {
		j++
	}
	return j
}
