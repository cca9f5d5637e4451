package figure

import (
	"strings"

	"github.com/shopspring/decimal"
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
func (s *reader) acceptUnit(t *term, u unit, i, e int) bool {
	g := s.glyphs
	n := t.n
	before, next := at(g, n.start-1), at(g, e)
	one := n.chinese && n.value.Equal(decimal.New(1, 0))
	if !n.grouped && n.magnitude == 0 && n.digits >= 8 && u.dimension != Money && (n.digits >= 11 || g[i].gap != joined) {
		return false // a telephone number at the end of a line
	}
	if u.arabic && (n.chinese && n.magnitude == 0 || isHan(next) && !strings.ContainsRune("的和与及共中内有均全已", next)) {
		return u.name == "部门" && !n.chinese || u.name == "车" && !strings.ContainsRune("辆型道间站", next)
	}
	if s.numbersSection(n, u, i, e) || u.counter && g[i].gap == joined && numberedBefore(g, n.start) {
		return false
	}
	if u.name == "分" {
		return s.acceptScore(n, i, e)
	}
	if u.dimension == Duration && one && next == '一' { // 一日一调度
		return false
	}
	if u.dimension == Length && one && (before == '后' || before == '先' || before == '初') { // 最后一公里
		return false
	}
	if e-i == 1 {
		if next != 0 && strings.ContainsRune(otherWords[g[i].r], next) {
			_, offices := nextIs(g, e, "政府", "政策")
			return offices
		}
		if !s.acceptShort(n, g[i].r, before, next, at(g, e+1)) {
			return false
		}
	}
	return !u.counter || s.acceptCounter(t, u, e)
}

// goesOn are the characters after a unit with which its figure goes on; others
// make the unit part of the words that a section number stands before.
const goesOn = "以内之左及或的每至到和与上下起不为是为"

// numbersSection reports whether the number is that of a section, glued to its
// title: 4.1个人所得税, 2.2本计划, 3.2年度考核.
func (s *reader) numbersSection(n numeral, u unit, i, e int) bool {
	g := s.glyphs
	next := at(g, e)
	if n.chinese || n.magnitude != 0 || n.grouped || n.decimals == 0 || n.decimals > 2 || n.digits > 2 || g[n.start].r == '0' || g[i].gap != joined {
		return false
	}
	if !itemNumber(g, n.start) && g[n.start].gap == joined || !isHan(next) || isAny(next, goesOn) {
		return false
	}
	return u.counter || u.arabic || e-i == 1 && u.dimension != Money && isHan(g[i].r)
}

// scoreWords are the characters after 分 that make it another word than a point
// of a score.
const scoreWords = "之别钟局公行支类配期级区部批成析管包工发组段数球田割离享摊拣开店辨校院厂册秒列布裂歧散制设层阶派子母流步"

// acceptScore reports whether 分 at [i, e) is a point of a score: 85分以上, 扣2分.
func (s *reader) acceptScore(n numeral, i, e int) bool {
	g := s.glyphs
	before, next := at(g, n.start-1), at(g, e)
	if isAny(next, scoreWords) || isDigit(next) || before == '时' || before == '点' {
		return false
	}
	if !n.chinese {
		return true
	}
	given := isAny(before, "加扣得记计满")
	return (given || n.value.GreaterThan(decimal.New(10, 0))) && (!isHan(next) || isAny(next, goesOn))
}

// acceptShort reports whether a unit of one character, which may be part of other
// words, is one after n.
func (s *reader) acceptShort(n numeral, word, before, next, afterNext rune) bool {
	switch word {
	case '两':
		return n.value.GreaterThan(decimal.New(9, 0)) && !isHan(next)
	case '角':
		return !n.chinese || next == '钱' // 长三角
	case '块':
		return !n.chinese || n.value.GreaterThan(decimal.New(1, 0)) && !isHan(next)
	case '成':
		return n.value.LessThanOrEqual(decimal.New(10, 0)) && n.magnitude == 0
	case '年':
		year := n.digits == 4 && !n.grouped && n.decimals == 0
		return !year && !(n.chinese && n.value.GreaterThan(decimal.New(1000, 0)))
	case '日': // 每月5日前 is a day of every month
		return !(strings.ContainsRune("月季周", before) && strings.ContainsRune("前后起", next))
	case '周':
		return next != '期' || afterNext == '内'
	case '里', '度':
		return !n.chinese || n.value.GreaterThanOrEqual(decimal.New(10, 0))
	case '方':
		return !n.chinese
	}
	return true
}

// acceptCounter reports whether number and counter count something: 一个 and
// 二类 do not.
func (s *reader) acceptCounter(t *term, u unit, e int) bool {
	g := s.glyphs
	n := t.n
	before, next := at(g, n.start-1), at(g, e)
	if n.magnitude == 0 && before != 0 && strings.ContainsRune("号路街巷弄栋幢楼室", before) && strings.Contains("栋幢座层间室", u.name) {
		return false // an address
	}
	switch u.name {
	case "口":
		if before == '小' { // 小两口
			return false
		}
	case "副":
		if isHan(next) && !strings.ContainsRune("对口手", next) { // 三副主任
			return false
		}
	case "届":
		if n.chinese || n.digits == 4 { // 十九届四中全会, 2020届毕业生
			return false
		}
	}
	if !n.chinese || n.end-n.start != 1 || n.magnitude != 0 || n.more {
		return true
	}
	// A single Chinese digit.
	digit := g[n.start].r
	switch chineseDigit(digit) {
	case 0: // 零部件
		return false
	case 1:
		return s.countsOne(t, u, e)
	case 2:
		if digit != '两' && !strings.Contains("人名个家户项份条件", u.name) { // 二次供水
			return false
		}
	}
	switch {
	case u.plural && digit != '两' && u.name != "类" && u.name != "大类": // 三期工程
		return false
	case u.plural && chineseDigit(digit) == 2 && digit != '两': // 二类疫苗
		return false
	case before == '“' || before == '"' || before == '‘' || quotedName(g, n.start):
		return false
	case strings.Contains(nameCounters, u.name) && digit != '两':
		return next == '的' || !isHan(next)
	}
	return true
}

// countsOne reports whether 一 and a counter state a number of one. It is an
// article (一个平台, 一批企业) unless the words make it a number: a bound
// (至少一名, 一人以上), something each gets one of (每户一人, 每月一次), or nothing
// else said.
func (s *reader) countsOne(t *term, u unit, e int) bool {
	g := s.glyphs
	i := t.n.start
	if u.plural {
		return false
	}
	if i == 0 && e == len(g) && len(s.text) < 16 {
		return true
	}
	if quotedName(g, i) || at(g, i-1) == '跑' { // 最多跑一次
		return false
	}
	if w, _, ok := boundBefore(g, i, false); ok && w.bound != Equal {
		return true
	}
	if w, _, ok := boundAfter(g, e); ok && (w.bound == AtLeast && at(g, e) != '起' || w.bound == LessEqual && at(g, e) != '内') {
		return true
	}
	return false
}

// quotedName reports whether the number at glyph i stands in a short quotation,
// which names a programme: “三个逐一、三个优先”, “最多跑一次”.
func quotedName(g []glyph, i int) bool {
	j := i
	for j > 0 && i-j < 12 && g[j-1].r != '“' && g[j-1].r != '”' {
		j--
	}
	if at(g, j-1) != '“' {
		return false
	}
	for k := i; k < len(g) && k-i < 8; k++ {
		if g[k].r == '”' {
			return true
		}
	}
	return false
}
