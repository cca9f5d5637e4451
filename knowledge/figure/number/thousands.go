package number

import (
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/unit"
)

// thousands reports whether a separator and exactly three digits stand at j. A
// full-width comma separates thousands only among full-width digits.
func thousands(g []glyph.Glyph, j int) bool {
	if g[j].R != ',' || g[j].Gap != glyph.Joined || g[j].Wide && !g[j-1].Wide || g[j-1].Wide && !g[j].Wide && !g[j+1].Wide {
		return false
	}
	for k := 1; k <= 3; k++ {
		if !glyph.IsDigit(g[j+k].R) || g[j+k].Gap != glyph.Joined || g[j].Wide && !g[j+k].Wide {
			return false
		}
	}
	return j+4 >= len(g) || !glyph.IsDigit(g[j+4].R) || g[j+4].Gap != glyph.Joined
}

// lakhs returns the end of the groups of two digits and the last of three that
// follow the first group [i, j), as in India: 1,50,000. It returns j where there
// are none.
func lakhs(g []glyph.Glyph, i, j int) int {
	if j-i > 2 {
		return j
	}
	end := j
	for glyph.JoinedDigits(g, end, ',') && glyph.DigitRun(g, end+1) == end+3 {
		end += 3
	}
	if end == j || !glyph.JoinedDigits(g, end, ',') || glyph.DigitRun(g, end+1) != end+4 {
		return j
	}
	if !rupees(g, i, end+4) { // 5,10,100 may be a list
		return j
	}
	return end + 4
}

// rupees reports whether the amount [i, end) is one of rupees.
func rupees(g []glyph.Glyph, i, end int) bool {
	if u, _, ok := unit.CurrencyMarks.Before(g, i); ok && u.Name == "INR" {
		return true
	}
	u, _, ok := unit.English.At(g, end)
	return ok && u.Name == "INR"
}

// spacedThousands returns the end of the groups of three digits, each after one
// blank, that follow the first group [i, j): 12 500元, 40 000 people. A blank may
// be thin or unbreakable (GB/T 15835). It returns j where the digits are two
// numbers, as in 附件2 300元 and 400 820 8820.
func spacedThousands(g []glyph.Glyph, i, j int) int {
	if g[i].R == '0' || NumberedBefore(g, i) {
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
	case glyph.IsDigit(next.R): // a digit more, or a number that goes on
		return j
	case next.Gap == glyph.Joined && next.R == ',' && glyph.IsDigit(glyph.At(g, end+1)) && g[end+1].Gap == glyph.Joined:
		return j
	}
	return end
}

// spacedGroup reports whether exactly three digits stand at j after one blank.
func spacedGroup(g []glyph.Glyph, j int) bool {
	if j+2 >= len(g) || g[j].Gap != glyph.Spaced || g[j].Wider {
		return false
	}
	for k := range 3 {
		if !glyph.IsDigit(g[j+k].R) || k > 0 && g[j+k].Gap != glyph.Joined {
			return false
		}
	}
	return j+3 >= len(g) || !glyph.IsDigit(g[j+3].R) || g[j+3].Gap != glyph.Joined
}

// numberedThings are things whose number is a name: 表6, 附件2, 图3.
var numberedThings = glyph.NewLexiconBefore(glyph.Set("第 表 图 附表 附图 附件 附录 附注 例 式 注 步骤 序号 编号 类型"))

// NumberedBefore reports whether a thing that is numbered stands before glyph i.
func NumberedBefore(g []glyph.Glyph, i int) bool {
	_, start, ok := numberedThings.Before(g, i)
	return ok && !(i-start == 1 && inLongerName(g, start))
}

// inLongerName reports whether the character at glyph i ends a longer word that
// takes no number: 代表, 试图, 方式, 关注.
func inLongerName(g []glyph.Glyph, i int) bool {
	switch g[i].R {
	case '表':
		return glyph.IsAny(glyph.At(g, i-1), "代发外钟仪手电水")
	case '图':
		return glyph.IsAny(glyph.At(g, i-1), "试企意力地")
	case '例':
		return glyph.IsAny(glyph.At(g, i-1), "比病案条惯先")
	case '式':
		return glyph.IsAny(glyph.At(g, i-1), "方形模正公仪样")
	case '注':
		return glyph.IsAny(glyph.At(g, i-1), "关备专投倾")
	}
	return false
}
