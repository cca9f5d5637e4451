package number

import (
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/unit"
)

// metric reports whether the magnitude at i belongs to a unit: 千克, 兆赫.
func metric(g []glyph.Glyph, i int) bool {
	switch g[i].R {
	case '千':
		switch glyph.At(g, i+1) {
		case '克', '米', '瓦', '卡', '伏', '赫', '帕', '焦', '字', '比':
			return true
		}
	case '兆':
		switch glyph.At(g, i+1) {
		case '赫', '字', '比', '瓦', '帕', '欧', '焦', 'b':
			return true
		}
	case '百':
		return glyph.At(g, i+1) == '帕'
	}
	return false
}

// vagueBefore reports whether 数 at i can mean several (数十), not number (户数十).
func vagueBefore(g []glyph.Glyph, i int) bool {
	switch g[i-1].R {
	case '户', '人', '总', '次', '个', '家', '件', '倍', '基', '分', '参', '指', '天', '日', '年', '多', '少', '系', '函':
		return false
	}
	return true
}

// bareMagnitude reports whether the magnitude at i, with no digit before it,
// states a number: 万元以下, 百余家, 上千人, 百分之五. 万一, 千方百计 and 百姓 do not.
func bareMagnitude(g []glyph.Glyph, i int) bool {
	r, next, third := g[i].R, glyph.At(g, i+1), glyph.At(g, i+2)
	switch {
	case glyph.SmallUnit(r) == 1: // 十五
		return true
	case next == '分':
		return third == '之'
	case next == '多' || next == '余':
		return r != '万' || third != '一'
	case next == '万':
		return r == '百' || r == '千' || r == '万' && third == '分'
	case next == '亿' || next == '倍':
		return true
	case next == '元' || next == '美':
		return bareAmount(g, i)
	case next == '吨' || next == '亩':
		return i > 0 && boundNear(g, i)
	}
	if i > 0 && (boundNear(g, i) || glyph.At(g, i-1) == '上' && glyph.At(g, i-2) != '以') {
		return unit.CounterAt(g, i+1) || next == '千' || next == '百'
	}
	return r == '百' && glyph.ChineseDigit(next) > 0 && i == 0 && len(g) == 2 // 百三
}

// bareAmount reports whether the magnitude at i, with 元 after it and no digit
// before it, is an amount: 万元以下, 上万元, 近亿元. In 不超过万元 and 奖励万元 the digits were
// lost in the source; (万元) is the head of a column, 万元户 a name.
func bareAmount(g []glyph.Glyph, i int) bool {
	if i == 0 && len(g) == 2 || glyph.At(g, i-1) == '上' && glyph.At(g, i-2) != '以' {
		return true
	}
	_, e, ok := unit.At(g, i+1)
	if !ok {
		return false
	}
	if g[i].R == '亿' && i > 0 && boundNear(g, i) { // 近亿元, 超亿元项目
		return true
	}
	if _, _, bounded := bound.WordsBefore.Before(g, i); bounded {
		return false
	}
	_, ok = glyph.NextIs(g, e, "以上", "以下", "以内", "(含)以上", "(含)以下", "(含)以内")
	return ok
}

// boundNear reports whether a tight bound word stands right before i: 近百家,
// 过千人. Behind a longer one (不超过百家) the digits may be lost.
func boundNear(g []glyph.Glyph, i int) bool {
	before := glyph.At(g, i-2)
	switch g[i-1].R {
	case '近', '超', '逾', '约', '破', '成':
		return before != '不' && before != '未'
	case '过':
		return before != '超' && before != '突'
	case '达':
		return before == '高' || before == '多'
	}
	return false
}
