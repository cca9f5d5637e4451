package figure

import (
	"strings"

	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/number"
	"policybot/knowledge/figure/unit"
)

// otherWords are, for a unit of one character, the characters after it that make
// it part of another word: 3元旦, 5人力, 2部门, 三份额 are no figures.
var otherWords = map[rune]string{
	'元': "旦素器宵月化件论结", '成': "立本果为功效员长分交品都年绩熟就型套人份片了", '折': "旧叠合抵算扣",
	'年': "级代度", '日': "元本常报游", '周': "岁年边转", '方': "面案式便可向", '分': "之别钟局公行支类配期为级区部批成析", '度': "电假",
	'部': "制委门署级队长分", '人': "力工民社才事口身", '家': "庭属长园", '条': "例件线", '份': "额", '名': "义称录", '位': "一于数置",
	'所': "有得需在以示列述属称", '处': "理罚置于级长以", '场': "所地内馆", '面': "积向对临", '层': "级面次", '道': "路教", '双': "随方边创重",
	'股': "份东权", '对': "口接一外于照应象企", '起': "草", '批': "准复发", '次': "会全", '台': "山湾胞商资企", '支': "付出部持撑", '包': "括含装裹", '本': "省市县区级人科期年月日", '首': "先府要都批次", '具': "有体备", '间': "接隔", '片': "区", '张': "家", '席': "位",
}

// nameCounters are counters that with a Chinese digit more often make a name than
// a count (三网融合, 两票制, 四环路), unless the noun is left out.
const nameCounters = "网包会字令票刀师步门环管挂面把口"

// acceptUnit reports whether u, which stands at [i, e) after the number, makes a
// figure of it.
func (s *reader) acceptUnit(t *term, u unit.Unit, i, e int) bool {
	g := s.glyphs
	n := t.n
	before, next := glyph.At(g, n.Start-1), glyph.At(g, e)
	one := n.Chinese && n.Value.Equal(decimal.New(1, 0))
	if !n.Grouped && n.Magnitude == 0 && n.Digits >= 8 && u.Dimension != unit.Money && (n.Digits >= 11 || g[i].Gap != glyph.Joined) {
		return false // a telephone number at the end of a line
	}
	if u.Arabic && (n.Chinese && n.Magnitude == 0 || glyph.IsHan(next) && !strings.ContainsRune("的和与及共中内有均全已", next)) {
		return (u.Name == "部门" || u.Name == "单位") && !n.Chinese || u.Name == "车" && !strings.ContainsRune("辆型道间站", next)
	}
	if s.numbersSection(n, u, i, e) || u.Counter && g[i].Gap == glyph.Joined && number.NumberedBefore(g, n.Start) {
		return false
	}
	if u.Name == "分" {
		return s.acceptScore(n, i, e)
	}
	if u.Dimension == unit.Duration && one && next == '一' { // 一日一调度
		return false
	}
	if u.Dimension == unit.Length && one && (before == '后' || before == '先' || before == '初') { // 最后一公里
		return false
	}
	if e-i == 1 {
		if next != 0 && strings.ContainsRune(otherWords[g[i].R], next) {
			_, offices := glyph.NextIs(g, e, "政府", "政策")
			return offices
		}
		if !s.acceptShort(n, g[i].R, before, next, glyph.At(g, e+1)) {
			return false
		}
	}
	return !u.Counter || s.acceptCounter(t, u, e)
}

// goesOn are the characters after a unit with which its figure goes on; others
// make the unit part of the words that a section number stands before.
const goesOn = "以内之左及或的每至到和与上下起不为是为"

// numbersSection reports whether the number is that of a section, glued to its
// title: 4.1个人所得税, 2.2本计划, 3.2年度考核.
func (s *reader) numbersSection(n number.Numeral, u unit.Unit, i, e int) bool {
	g := s.glyphs
	next := glyph.At(g, e)
	if n.Chinese || n.Magnitude != 0 || n.Grouped || n.Decimals == 0 || n.Decimals > 2 || n.Digits > 2 || g[n.Start].R == '0' || g[i].Gap != glyph.Joined {
		return false
	}
	if !itemNumber(g, n.Start) && g[n.Start].Gap == glyph.Joined || !glyph.IsHan(next) || glyph.IsAny(next, goesOn) {
		return false
	}
	return u.Counter || u.Arabic || e-i == 1 && u.Dimension != unit.Money && glyph.IsHan(g[i].R)
}

// scoreWords are the characters after 分 that make it another word than a point
// of a score.
const scoreWords = "之别钟局公行支类配期级区部批成析管包工发组段数球田割离享摊拣开店辨校院厂册秒列布裂歧散制设层阶派子母流步"

// acceptScore reports whether 分 at [i, e) is a point of a score: 85分以上, 扣2分.
func (s *reader) acceptScore(n number.Numeral, i, e int) bool {
	g := s.glyphs
	before, next := glyph.At(g, n.Start-1), glyph.At(g, e)
	if glyph.IsAny(next, scoreWords) || glyph.IsDigit(next) || before == '时' || before == '点' {
		return false
	}
	if !n.Chinese {
		return true
	}
	given := glyph.IsAny(before, "加扣得记计满")
	return (given || n.Value.GreaterThan(decimal.New(10, 0))) && (!glyph.IsHan(next) || glyph.IsAny(next, goesOn))
}

// acceptShort reports whether a unit of one character, which may be part of other
// words, is one after n.
func (s *reader) acceptShort(n number.Numeral, word, before, next, afterNext rune) bool {
	switch word {
	case '两':
		return n.Value.GreaterThan(decimal.New(9, 0)) && !glyph.IsHan(next)
	case '角':
		return !n.Chinese || next == '钱' // 长三角
	case '块':
		return !n.Chinese || n.Value.GreaterThan(decimal.New(1, 0)) && !glyph.IsHan(next)
	case '成':
		return n.Value.LessThanOrEqual(decimal.New(10, 0)) && n.Magnitude == 0
	case '年':
		year := n.Digits == 4 && !n.Grouped && n.Decimals == 0
		return !year && !(n.Chinese && n.Value.GreaterThan(decimal.New(1000, 0)))
	case '日': // 每月5日前 is a day of every month
		return !(strings.ContainsRune("月季周", before) && strings.ContainsRune("前后起", next))
	case '周':
		return next != '期' || afterNext == '内'
	case '里', '度':
		return !n.Chinese || n.Value.GreaterThanOrEqual(decimal.New(10, 0))
	case '方':
		return !n.Chinese
	}
	return true
}

// acceptCounter reports whether number and counter count something: 一个 and
// 二类 do not.
func (s *reader) acceptCounter(t *term, u unit.Unit, e int) bool {
	g := s.glyphs
	n := t.n
	before, next := glyph.At(g, n.Start-1), glyph.At(g, e)
	if n.Magnitude == 0 && before != 0 && strings.ContainsRune("号路街巷弄栋幢楼室", before) && strings.Contains("栋幢座层间室", u.Name) {
		return false // an address
	}
	switch u.Name {
	case "口":
		if before == '小' { // 小两口
			return false
		}
	case "副":
		if glyph.IsHan(next) && !strings.ContainsRune("对口手", next) { // 三副主任
			return false
		}
	case "届":
		if n.Chinese || n.Digits == 4 { // 十九届四中全会, 2020届毕业生
			return false
		}
	}
	if !n.Chinese || n.End-n.Start != 1 || n.Magnitude != 0 || n.More {
		return true
	}
	// A single Chinese digit.
	digit := g[n.Start].R
	switch glyph.ChineseDigit(digit) {
	case 0: // 零部件
		return false
	case 1:
		return s.countsOne(t, u, e)
	case 2:
		if digit != '两' && !strings.Contains("人名个家户项份条件", u.Name) { // 二次供水
			return false
		}
	}
	switch {
	case u.Plural && digit != '两' && u.Name != "类" && u.Name != "大类": // 三期工程
		return false
	case u.Plural && glyph.ChineseDigit(digit) == 2 && digit != '两': // 二类疫苗
		return false
	case before == '“' || before == '"' || before == '‘' || quotedName(g, n.Start):
		return false
	case strings.Contains(nameCounters, u.Name) && digit != '两':
		return next == '的' || !glyph.IsHan(next)
	}
	return true
}

// countsOne reports whether 一 and a counter state a number of one. It is an
// article (一个平台, 一批企业) unless the words make it a number: a bound
// (至少一名, 一人以上), something each gets one of (每户一人, 每月一次), or nothing
// else said.
func (s *reader) countsOne(t *term, u unit.Unit, e int) bool {
	g := s.glyphs
	i := t.n.Start
	if u.Plural {
		return false
	}
	if i == 0 && e == len(g) && len(s.text) < 16 {
		return true
	}
	if quotedName(g, i) || glyph.At(g, i-1) == '跑' { // 最多跑一次
		return false
	}
	if w, _, ok := bound.Before(g, i, false); ok && w.Bound != bound.Equal {
		return true
	}
	if w, _, ok := bound.After(g, e); ok && (w.Bound == bound.AtLeast && glyph.At(g, e) != '起' || w.Bound == bound.LessEqual && glyph.At(g, e) != '内') {
		return true
	}
	return false
}

// quotedName reports whether the number at glyph i stands in a short quotation,
// which names a programme: “三个逐一、三个优先”, “最多跑一次”.
func quotedName(g []glyph.Glyph, i int) bool {
	j := i
	for j > 0 && i-j < 12 && g[j-1].R != '“' && g[j-1].R != '”' {
		j--
	}
	if glyph.At(g, j-1) != '“' {
		return false
	}
	for k := i; k < len(g) && k-i < 8; k++ {
		if g[k].R == '”' {
			return true
		}
	}
	return false
}
