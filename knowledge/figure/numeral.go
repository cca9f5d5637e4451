package figure

import (
	"github.com/shopspring/decimal"
)

// numeral is a number as written, before its unit: 680.91亿, 3万4000, 壹佰贰拾万,
// 三分之一, 十几, 数十亿.
type numeral struct {
	start, end int // glyphs

	value Decimal
	over  Decimal // what a fraction divides by, else zero

	// low and high are set for amounts that name no number: 数十亿, 二三十.
	low, high Decimal
	vague     bool // low and high are set
	open      bool // the ends of a vague amount are not stated: 几十 (but 二三十 is 20 to 30)

	place int32 // power of ten of the last stated digit
	step  int32 // power of ten of the last stated digit that is not zero: what 余 stays below

	more       bool // 余 多 几
	some       bool // 来: 十来个
	negative   bool
	belowZero  bool  // negative because of 零下
	plusMinus  bool  // ± stands before it
	unitless   bool  // the unit was that of the other end of its range
	chinese    bool  // written without Arabic digits
	bare       bool  // only a magnitude: 万, 百
	digits     int   // Arabic digits before the decimal point
	decimals   int   // Arabic digits after it
	magnitude  int32 // power of ten that ended it: 4 for 5.2万, 0 for none
	grouped    bool  // had thousands separators
	hundredth  bool  // 百分之: a percent
	thousandth bool  // 千分之
	words      bool  // English words
}

// chineseDigit returns the value of a Chinese digit, or -1.
func chineseDigit(r rune) int64 {
	switch r {
	case '〇', '零':
		return 0
	case '一', '壹', '弌':
		return 1
	case '二', '贰', '两', '弍':
		return 2
	case '三', '叁':
		return 3
	case '四', '肆':
		return 4
	case '五', '伍':
		return 5
	case '六', '陆':
		return 6
	case '七', '柒':
		return 7
	case '八', '捌':
		return 8
	case '九', '玖':
		return 9
	}
	return -1
}

// smallUnit returns the power of ten of 十 百 千, or 0.
func smallUnit(r rune) int32 {
	switch r {
	case '十', '拾':
		return 1
	case '百', '佰':
		return 2
	case '千', '仟':
		return 3
	}
	return 0
}

// bigUnit returns the power of ten of 万 亿 兆, or 0.
func bigUnit(r rune) int32 {
	switch r {
	case '万':
		return 4
	case '亿':
		return 8
	case '兆':
		return 12
	}
	return 0
}

// startsNumeral reports whether a Chinese numeral can start with r.
func startsNumeral(r rune) bool {
	return isHan(r) && (chineseDigit(r) >= 0 || smallUnit(r) > 0 || bigUnit(r) > 0 || r == '几' || r == '数' || r == '半')
}

// readNumeral reads the longest number at glyph i: Arabic, Chinese or mixed.
func readNumeral(g []glyph, i int) (numeral, bool) {
	n, ok := readInteger(g, i)
	if !ok {
		return n, false
	}
	if f, ok := readFraction(g, n); ok {
		return f, true
	}
	return n, true
}

// accumulator adds up a number from its digits and magnitudes, as 四亿五千六百万
// is said: sections below 万, each closed by a big unit.
type accumulator struct {
	total, section, digit Decimal
	pending               bool  // digit waits for its unit
	unit                  int32 // the last unit: what a final digit alone counts tenths of (一万三)
	big                   int32 // the last big unit
	zero                  bool  // 零 stood since the last unit
	place, step           int32
	any                   bool
}

func (a *accumulator) put(value Decimal, place, step int32) {
	a.digit, a.pending, a.place, a.step, a.any = value, true, place, step, true
}

func (a *accumulator) small(exp int32) {
	if !a.pending {
		a.digit, a.place, a.step = decimal.New(1, 0), 0, 0
	}
	a.section = a.section.Add(a.digit.Shift(exp))
	a.pending, a.any, a.zero = false, true, false
	a.unit, a.place, a.step = exp, a.place+exp, a.step+exp
}

func (a *accumulator) large(exp int32) {
	if a.pending {
		a.section, a.pending = a.section.Add(a.digit), false
	}
	switch {
	case !a.any:
		a.total, a.place, a.step = decimal.New(1, exp), 0, 0
	case a.big != 0 && exp >= a.big: // 万亿, 四千五百六十九万八千亿, 万万
		a.total = a.total.Add(a.section).Shift(exp)
	default:
		a.total = a.total.Add(a.section.Shift(exp))
	}
	a.section, a.any, a.zero = decimal.Zero, true, false
	a.unit, a.big, a.place, a.step = exp, exp, a.place+exp, a.step+exp
}

func (a *accumulator) value() Decimal {
	v := a.total.Add(a.section)
	if a.pending {
		v = v.Add(a.digit)
	}
	return v
}

// readInteger reads a number without fraction bars at glyph i: its digits and
// magnitudes, one after another, each by the rule that knows them.
func readInteger(g []glyph, i int) (numeral, bool) {
	c := counting{g: g, from: i, at: i, n: numeral{start: i, chinese: true}}
	for c.at < len(g) && !(c.at > i && g[c.at].gap == paragraph) {
		switch c.next() {
		case failed:
			return c.n, false
		case stopped:
			return c.finish()
		}
	}
	return c.finish()
}

// elliptic reads a last digit that leaves out its unit: 一万三 is 13,000.
func (a *accumulator) elliptic() {
	if a.pending && a.unit >= 2 && !a.zero && a.digit.LessThan(decimal.New(10, 0)) && a.digit.IsInteger() && a.digit.IsPositive() {
		a.digit = a.digit.Shift(a.unit - 1)
		a.place, a.step = a.unit-1, a.unit-1
	}
}

func pendingDigit(a *accumulator) Decimal {
	if a.pending {
		return a.digit
	}
	return decimal.Zero
}

func at(g []glyph, i int) rune {
	if i < 0 || i >= len(g) {
		return 0
	}
	return g[i].r
}

// followsLiang reports whether 两 inside a number goes on with r: 两千两百.
func followsLiang(r rune) bool { return smallUnit(r) > 0 || bigUnit(r) > 0 || r == '点' }

func stepOf(value Decimal) int32 {
	s := value.String()
	return lastNonZero([]byte(s))
}

// readChineseDigits reads a run of Chinese digits as positional (二〇二〇).
func readChineseDigits(g []glyph, i int) (end int, value Decimal, digits int) {
	var v int64
	j := i
	for j < len(g) && digits < 15 {
		d := chineseDigit(g[j].r)
		if d < 0 || j > i && (g[j].gap > broken || g[j].r == '两') {
			break
		}
		v = v*10 + d
		digits++
		j++
	}
	return j, decimal.New(v, 0), digits
}

func chineseDecimals(g []glyph, i int) (end int, digits string) {
	b := make([]byte, 0, 8)
	j := i
	for j < len(g) && len(b) < longestNumber {
		d := chineseDigit(g[j].r)
		if d < 0 || g[j].gap > broken {
			break
		}
		b = append(b, byte('0'+d))
		j++
	}
	return j, string(b)
}

// metric reports whether the magnitude at i belongs to a unit: 千克, 兆赫.
func metric(g []glyph, i int) bool {
	switch g[i].r {
	case '千':
		switch at(g, i+1) {
		case '克', '米', '瓦', '卡', '伏', '赫', '帕', '焦', '字', '比':
			return true
		}
	case '兆':
		switch at(g, i+1) {
		case '赫', '字', '比', '瓦', '帕', '欧', '焦', 'b':
			return true
		}
	case '百':
		return at(g, i+1) == '帕'
	}
	return false
}

// notRemainder reports whether 余 before r starts a word: 余额.
func notRemainder(r rune) bool {
	switch r {
	case '额', '款', '下', '热', '震', '量', '地', '值', '数':
		return true
	}
	return false
}

// vagueBefore reports whether 数 at i can mean several (数十), not number (户数十).
func vagueBefore(g []glyph, i int) bool {
	switch g[i-1].r {
	case '户', '人', '总', '次', '个', '家', '件', '倍', '基', '分', '参', '指', '天', '日', '年', '多', '少', '系', '函':
		return false
	}
	return true
}

// bareMagnitude reports whether the magnitude at i, with no digit before it,
// states a number: 万元以下, 百余家, 上千人, 百分之五. 万一, 千方百计 and 百姓 do not.
func bareMagnitude(g []glyph, i int) bool {
	r := g[i].r
	if smallUnit(r) == 1 {
		return true // 十五
	}
	next := at(g, i+1)
	switch next {
	case '元', '余', '分', '亿', '万', '多', '倍', '美':
		if next == '分' {
			return at(g, i+2) == '之'
		}
		if next == '多' || next == '余' {
			return r != '万' || at(g, i+2) != '一'
		}
		if next == '万' {
			return r == '百' || r == '千' || r == '万' && at(g, i+2) == '分'
		}
		if next == '亿' {
			return true
		}
		if next == '元' || next == '美' {
			return bareAmount(g, i)
		}
		return true
	case '吨', '亩':
		return i > 0 && boundNear(g, i)
	}
	if i > 0 && (boundNear(g, i) || at(g, i-1) == '上' && at(g, i-2) != '以') {
		return counterAt(g, i+1) || next == '千' || next == '百'
	}
	if r == '百' && chineseDigit(next) > 0 && i == 0 && len(g) == 2 {
		return true // 百三
	}
	return false
}

// bareAmount reports whether the magnitude at i, with 元 after it and no digit
// before it, is an amount: 万元以下, 上万元, 近亿元. In 不超过万元 and 奖励万元 the digits were
// lost in the source; (万元) is the head of a column, 万元户 a name.
func bareAmount(g []glyph, i int) bool {
	if i == 0 && len(g) == 2 || at(g, i-1) == '上' && at(g, i-2) != '以' {
		return true
	}
	_, e, ok := unitAt(g, i+1)
	if !ok {
		return false
	}
	if g[i].r == '亿' && i > 0 && boundNear(g, i) { // 近亿元, 超亿元项目
		return true
	}
	if _, _, bounded := boundsBefore.before(g, i); bounded {
		return false
	}
	_, ok = nextIs(g, e, "以上", "以下", "以内", "(含)以上", "(含)以下", "(含)以内")
	return ok
}

// boundNear reports whether a tight bound word stands right before i: 近百家,
// 过千人. Behind a longer one (不超过百家) the digits may be lost.
func boundNear(g []glyph, i int) bool {
	before := at(g, i-2)
	switch g[i-1].r {
	case '近', '超', '逾', '约', '破', '成':
		return before != '不' && before != '未'
	case '过':
		return before != '超' && before != '突'
	case '达':
		return before == '高' || before == '多'
	}
	return false
}
