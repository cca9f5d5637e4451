package bound

import (
	"strings"

	"policybot/knowledge/figure/glyph"
)

// Word is a word that limits the number it stands at.
type Word struct {
	Bound Bound
	loose bool // may stand apart from its number: 不超过本人工资的20%, 至少提前5日
	Role  Role
}

// Before the number. The negated forms are words of their own, made in
// boundsBefore, so that no 不 is ever left behind.
var (
	tightBefore = map[Bound]string{
		Approx:      "约 大约 大概 约为 约达 约有 约合 约占 大致 差不多 估计 估算 估算约 左右 上下 约计 约共 大体 大约有 大约为",
		ApproxBelow: "近 接近 将近 接近于 近乎 逼近 靠近 临近 近达 已近 几近",
		AtLeast:     "满 年满 已满 届满 期满 已年满 达到或超过 达到或者超过 等于或高于 大于或等于 大于等于 大于或者等于 高于或等于 高于等于 超过或等于 上 ≥ >= ≧ 过 不下 不下于 起码 满足 足 足足",
		LessEqual:   "小于等于 小于或等于 小于或者等于 低于或等于 低于等于 等于或低于 ≤ <= ≦ 不出",
		Less:        "不到 不足 不满 未满 未到 不及 未达 未达到 没有达到 没达到 达不到 未足 不够 < 尚不足 还不到 仅不到 不达 未能达到 没到",
		Greater:     "> 逾 已逾 破 超 已超 突破 突破了 超过了 超出了 已突破 已超过 高达逾 远超",
		Equal:       "为 是 达 达到 达到了 共 共计 合计 总计 计 高达 多达 仅 仅为 只 只有 仅有 已达 共有 累计 累计达 达成 足额",
	}
	// The plain senses, which negation turns: 低于 is lt, 不低于 is ge.
	aboveWords = "超过 高于 大于 多于 超出 长于 超 晚于 迟于 突破 重于 优于 高过 多过 大过 超越 逾 逾越 高出"
	belowWords = "低于 少于 小于 短于 早于 轻于 慢于 弱于 低过 少过 小过 差于 快于"
	negations  = "不 未 没有 没 无 勿 不得 不应 不能 不可 不会 不宜 不准 不许 不要 不再 不得再 不应当 不可以 不允许 从未 未曾 不予 尚未 不再要求 未有 不会再 严禁 禁止 不准许 不需要 不必"
	looseAbove = "最高 最多 至多 上限 上限为 最长 最晚 最迟 封顶 最高为 最高可 最高可达 最多可 最多为 最长可 最长为 最高可以 顶格 最高限额 最高限额为 最高额 最高额为 最高额度 最高额度为 至迟 最高达 至多为 最多不 上限是 以不超过 最高限价 最高限价为 最高不 限额 限额为 封顶线 封顶线为"
	looseBelow = "最低 最少 至少 起码 下限 下限为 最短 最低为 最低可 最少为 至少为 至少达到 至少要 至少应 下限是 最低限额 最低限额为 最低不 至少有 起付线 起付线为 起点为"
)

var WordsBefore = glyph.NewLexiconBefore(func() map[string]Word {
	all := make(map[string]Word)
	for bound, words := range tightBefore {
		for _, w := range strings.Fields(words) {
			all[w] = Word{Bound: bound}
		}
	}
	for _, w := range strings.Fields(aboveWords) {
		all[w] = Word{Bound: Greater, loose: len(w) > 3}
		for _, no := range strings.Fields(negations) {
			all[no+w] = Word{Bound: LessEqual, loose: true, Role: Cap}
		}
	}
	for _, w := range strings.Fields(belowWords) {
		all[w] = Word{Bound: Less, loose: true}
		for _, no := range strings.Fields(negations) {
			all[no+w] = Word{Bound: AtLeast, loose: true, Role: Floor}
		}
	}
	for _, w := range strings.Fields(looseAbove) {
		all[w] = Word{Bound: LessEqual, loose: true, Role: Cap}
	}
	for _, w := range strings.Fields(looseBelow) {
		all[w] = Word{Bound: AtLeast, loose: true, Role: Floor}
	}
	return all
}())

// After the number and its unit.
var boundsAfter = glyph.NewLexicon(map[string]Word{
	"以上": {Bound: AtLeast}, "及以上": {Bound: AtLeast}, "或以上": {Bound: AtLeast}, "或者以上": {Bound: AtLeast}, "之上": {Bound: AtLeast}, "(含)以上": {Bound: AtLeast}, "起": {Bound: AtLeast}, "起步": {Bound: AtLeast}, "起算": {Bound: AtLeast}, "及其以上": {Bound: AtLeast}, "往上": {Bound: AtLeast}, "含以上": {Bound: AtLeast},
	"以下": {Bound: LessEqual}, "及以下": {Bound: LessEqual}, "或以下": {Bound: LessEqual}, "或者以下": {Bound: LessEqual}, "之下": {Bound: LessEqual}, "以内": {Bound: LessEqual}, "之内": {Bound: LessEqual}, "内": {Bound: LessEqual}, "及其以下": {Bound: LessEqual}, "封顶": {Bound: LessEqual, Role: Cap}, "为限": {Bound: LessEqual, Role: Cap}, "为上限": {Bound: LessEqual, Role: Cap}, "为封顶": {Bound: LessEqual, Role: Cap},
	"以外": {Bound: Greater}, "之外": {Bound: Greater}, "开外": {Bound: Greater}, "为下限": {Bound: AtLeast, Role: Floor}, "为底线": {Bound: AtLeast, Role: Floor}, "保底": {Bound: AtLeast, Role: Floor},
	"左右": {Bound: Approx}, "上下": {Bound: Approx}, "前后": {Bound: Approx}, "许": {Bound: Approx}, "多一点": {Bound: Approx},
	"不到": {Bound: Less}, "不足": {Bound: Less}, "不满": {Bound: Less}, "出头": {Bound: ApproxAbove}, "有余": {Bound: ApproxAbove}, "余": {Bound: ApproxAbove}, "多": {Bound: ApproxAbove},
})

// Inclusion is a note in brackets that overrides the bound: 20%(不含)以内.
var Inclusion = glyph.NewLexicon(map[string]bool{
	"(含)": true, "(含本数)": true, "(含本级)": true, "含": true, "(包含)": true, "(包括)": true, "(含当日)": true, "(含当天)": true, "(包含本数)": true, "(包括本数)": true, "(含等于)": true, "(含该数)": true,
	"(不含)": false, "(不含本数)": false, "(不包括)": false, "(不包含)": false, "不含": false, "(不包括本数)": false, "(不包含本数)": false, "(不含本级)": false, "(不含当日)": false, "(不含该数)": false,
})

// fillers may stand between a loose bound word and its number.
var fillers = glyph.NewLexiconBefore(glyph.Set("为 在 至 到 达 达到 可 可达 可达到 给予 给 补贴 补助 奖励 资助 支持 提前 提供 安排 保留 不 是 应 应当 须 需 按 按照 期限 期限为 额度 额度为 金额 金额为 限额 限额为 人民币 每人 每户 每家 每月 每年 每次 每天 每日 每周 每小时 每分钟 每平方米 每亩 每吨 每公里 每台 每辆 每套 每件 每人每月 每人每年 一次性 一次性奖励 一次性给予 一次性补贴 一次性补助 合计 累计 总计 共 补偿 优惠 延长 减免 贴息 保持 留存 录用 招用 配备 设置 设立 有 要 能 可以 可获 获 获得 享受 发放 报销 追加 连续 再 了 过 罚款 处 贷款 贷款额度 授信 授信额度 担保 给予奖励 给予补贴 给予补助 给予资助 资金 资金支持 比例 比例为 幅度 年限 年限为 标准 标准为 延期 延期至 缴纳 缴存 工作 服务 完成 培训 开展 举办 组织 进行 储备 提取 派 确定 确定为 控制 增加 降低 下降 提高 提升 减少 放宽 放宽至 缩短 缩短至 于 个人 单位 企业 一般 原则上 不得 支付 预付 奖 补 总额 期 借款 免收 免除 免租 减租 减收 返还 返还比例 延 展期 分期 含 预留 下调 上浮 下浮 单户 单笔 单个 单次 单家 单项 单个项目 全年 年度 年 当年 本年度 一年 首次 新增"))

// LooseReach is how many glyphs a loose bound word may stand before its number.
const LooseReach = 30

// Before reads the bound word that governs the number starting at glyph i,
// and where it starts. Touching words win over loose ones farther back. share
// says that the number is a percentage or a multiple, of what stands before it.
func Before(g []glyph.Glyph, i int, share bool) (w Word, start int, ok bool) {
	if w, start, ok = touchingBefore(g, i); ok {
		return w, start, true
	}
	if w, start, ok = looseBefore(g, i); ok {
		return w, start, true
	}
	if w, start, ok = superlativeBefore(g, i); ok {
		return w, start, true
	}
	if share && (glyph.At(g, i-1) == '的' || phraseEnd(glyph.At(g, i-1))) {
		return phraseBefore(g, i)
	}
	return Word{}, i, false
}

// touchingBefore reads the bound word right before glyph i, past the 达 of
// 最高可达50万元.
func touchingBefore(g []glyph.Glyph, i int) (Word, int, bool) {
	end := i
	for range 3 {
		w, start, ok := WordsBefore.Before(g, end)
		if !ok || falseBound(g, start, end) {
			break
		}
		if w.Bound != Equal {
			return w, start, true
		}
		end = start
	}
	return Word{}, i, false
}

// looseBefore reads a bound word with fillers between it and glyph i: 至少提前5日.
func looseBefore(g []glyph.Glyph, i int) (Word, int, bool) {
	for j := i; i-j < LooseReach; {
		if w, start, ok := WordsBefore.Before(g, j); ok && w.loose && !falseBound(g, start, j) {
			return w, start, true
		}
		_, start, ok := fillers.Before(g, j)
		if !ok {
			if _, start, ok = inclusionBefore(g, j); !ok {
				break
			}
		}
		j = start
	}
	return Word{}, i, false
}

// phraseBefore reads a bound word that governs the phrase before glyph i, which
// the number is a share of: 不超过上年度平均工资的50%, 裁员率不超过职工总数20%.
func phraseBefore(g []glyph.Glyph, i int) (Word, int, bool) {
	for j := i - 1; j > 0 && i-j < LooseReach; j-- {
		r := g[j-1].R
		if glyph.ClauseEnd(r) || g[j].Gap == glyph.Paragraph || glyph.IsDigit(r) && !yearDigits(g, j) || glyph.IsAny(r, "按给补奖") {
			break
		}
		if w, start, ok := WordsBefore.Before(g, j); ok && w.loose && w.Role != "" && !falseBound(g, start, j) {
			return w, start, true
		}
	}
	return Word{}, i, false
}

// superlatives bound a number a few words away: 最高可贷300万元, 至少再招20人.
var superlatives = glyph.NewLexiconBefore(map[string]Word{
	"最高": {LessEqual, true, Cap}, "最多": {LessEqual, true, Cap}, "至多": {LessEqual, true, Cap}, "最长": {LessEqual, true, Cap}, "顶格": {LessEqual, true, Cap},
	"至少": {AtLeast, true, Floor}, "最少": {AtLeast, true, Floor}, "起码": {AtLeast, true, Floor}, "最低": {AtLeast, true, Floor}, "最短": {AtLeast, true, Floor},
})

// superlativeReach is how many glyphs a superlative may stand before its number.
const superlativeReach = 14

// superlativeBefore reads 最高 or 至少 before the number at glyph i with a few
// characters between. A standard (最低工资标准) is a value, not a bound.
func superlativeBefore(g []glyph.Glyph, i int) (w Word, start int, ok bool) {
	if word, _, change := ChangesBefore.Before(g, i); change && word.Arrives {
		return w, i, false // 最长结转年限延长至8年
	}
	for j := i; j > 0 && i-j < superlativeReach; j-- {
		if w, s, found := superlatives.Before(g, j); found {
			switch glyph.At(g, j) {
			case '法', '检', '人', '工', '生', '气', '温', '收', '院', '峰', '点', '时', '水', '价', '保', '档':
				return w, i, false
			}
			return w, s, true
		}
		r := g[j-1].R
		if !glyph.IsHan(r) || glyph.IsDigit(r) || r == '由' || r == '从' || r == '准' || r == '较' || r == '比' || r == '占' || r == '第' || g[j-1].Gap >= glyph.Broken {
			return w, i, false
		}
	}
	return w, i, false
}

// phraseEnd reports whether r can end the name of what a number is a share of
// (职工总数, 年度预算), and is no verb that gives the number another sense.
func phraseEnd(r rune) bool {
	switch r {
	case '为', '是', '达', '到', '至', '高', '加', '长', '升', '降', '低', '约', '减', '少', '上', '下', '并', '按', '近', '超', '过', '占', '均', '别', '以':
		return false
	}
	return glyph.IsHan(r)
}

func inclusionBefore(g []glyph.Glyph, end int) (bool, int, bool) {
	if glyph.At(g, end-1) != ')' {
		return false, end, false
	}
	for j := end - 1; j >= 0 && end-j < 12; j-- {
		if g[j].R == '(' {
			included, e, ok := Inclusion.At(g, j)
			return included, j, ok && e == end
		}
	}
	return false, end, false
}

func yearDigits(g []glyph.Glyph, end int) bool { return glyph.At(g, end) == '年' }

// wordEnds are, for a bound word of one character, the characters before it that
// make it the end of another word: 圆满, 附近, 节约, 通过.
var wordEnds = map[rune]string{
	'满': "圆元充丰美饱完布堆挤爆填装坐住盛", '近': "附最邻靠临就远亲新贴", '约': "预节合条签违制公契履邀特续租毁解失", '上': "以之网线", '过': "通经",
}

// falseBound reports whether the bound word at [s, e) belongs to a longer word
// with another meaning.
func falseBound(g []glyph.Glyph, s, e int) bool {
	if isTag(g, s) {
		return true
	}
	last, before, next := g[e-1].R, glyph.At(g, s-1), glyph.At(g, e)
	if last == '近' {
		return glyph.IsAny(before, wordEnds['近'])
	}
	if e-s > 1 {
		return false
	}
	large := glyph.IsHan(next) && (glyph.SmallUnit(next) >= 2 || glyph.BigUnit(next) > 0)
	switch last {
	case '满', '约':
		return glyph.IsAny(before, wordEnds[last])
	case '上':
		return !large || glyph.IsAny(before, wordEnds['上'])
	case '过':
		if next == '半' {
			return false
		}
		return !glyph.IsAny(before, "已突均超") && !large || glyph.IsAny(before, wordEnds['过'])
	case '破':
		return before != '突' && before != '已' && glyph.BigUnit(next) == 0
	case '足':
		return true
	}
	return false
}

// After reads the bound word that follows the number and unit ending at
// glyph end. An inclusion note in brackets is read with it.
func After(g []glyph.Glyph, end int) (w Word, newEnd int, ok bool) {
	j, included, noted := noteAt(g, end)
	if noted && g[end].R != '(' && !isBoundAfter(g, j) {
		j, noted = end, false
	}
	w, e, found := boundsAfter.At(g, j)
	if !found || FalseBoundAfter(g, j, e) {
		return Word{}, end, false
	}
	if !noted && glyph.At(g, e) == '(' {
		e, included, noted = noteAt(g, e)
	}
	if noted {
		w.Bound = include(w.Bound, included)
	}
	return w, e, true
}

// noteAt reads the inclusion note at glyph i: (含), 不含, (含100万元).
func noteAt(g []glyph.Glyph, i int) (end int, included, ok bool) {
	if included, end, ok = Inclusion.At(g, i); ok {
		return end, included, true
	}
	if glyph.At(g, i) == '(' {
		return inclusionWithNumber(g, i)
	}
	return i, false, false
}

func isBoundAfter(g []glyph.Glyph, i int) bool {
	_, _, ok := boundsAfter.At(g, i)
	return ok
}

// inclusionWithNumber reads (含100万元) and (不含5人) at glyph i.
func inclusionWithNumber(g []glyph.Glyph, i int) (end int, included, ok bool) {
	j := i + 1
	switch {
	case glyph.At(g, j) == '含':
		included = true
	case glyph.At(g, j) == '不' && glyph.At(g, j+1) == '含':
	default:
		return i, false, false
	}
	for ; j < len(g) && j-i < 16; j++ {
		if g[j].R == ')' {
			return j + 1, included, true
		}
	}
	return i, false, false
}

// include returns bound with or without the number itself.
func include(bound Bound, included bool) Bound {
	switch bound {
	case AtLeast, Greater:
		if included {
			return AtLeast
		}
		return Greater
	case LessEqual, Less:
		if included {
			return LessEqual
		}
		return Less
	}
	return bound
}

// wordStarts are, for a bound word of one character, the characters after it that
// make it the start of another word: 内部, 起草, 多家.
var wordStarts = map[rune]string{
	'内': "蒙部容外地江乡黄分生资需控设销陆置科环河", '起': "草诉到点源来重用因步火亡疫案", '多': "种元个次方层样渠部项于家数式点措功党退缴余劳", '许': "可多",
}

// FalseBoundAfter reports whether the word at [s, e) starts something else:
// 以上三项, 内蒙古, 起草, 多家.
func FalseBoundAfter(g []glyph.Glyph, s, e int) bool {
	next := glyph.At(g, e)
	switch r := g[s].R; r {
	case '内', '起', '多', '许':
		return (e-s == 1 || r == '许') && glyph.IsAny(next, wordStarts[r])
	case '余':
		return e-s == 1 && (NotRemainder(next) || next == '姚')
	case '以', '及', '之':
		return next == '所' || next == '两' && r == '以'
	case '不': // 14周岁不满16周岁: the word bounds the next number
		return e < len(g) && (glyph.IsDigit(next) || glyph.StartsNumeral(next))
	}
	return false
}

// NotRemainder reports whether 余 before r starts a word: 余额.
func NotRemainder(r rune) bool {
	switch r {
	case '额', '款', '下', '热', '震', '量', '地', '值', '数':
		return true
	}
	return false
}
