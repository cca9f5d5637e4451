package number

import (
	"sync"

	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/unit"
)

// counting is a number half read: what its digits and magnitudes so far add up
// to, and where it goes on.
type counting struct {
	g        []glyph.Glyph
	from, at int // glyphs: where the number starts, and the next one to read
	n        Numeral
	sum      accumulator
	vague    decimal.Decimal // the second digit of 二三十, in the place of the first
}

// countings are used again: there is one for every number read.
var countings = sync.Pool{New: func() any { return new(counting) }}

// progress is what a rule made of the glyph it was given.
type progress uint8

const (
	advanced progress = iota // it read some glyphs
	stopped                  // the number ends before it
	failed                   // there is no number
)

// numeralRule reads one kind of character within a number. The examples, each a
// number and its value, are its tests.
type numeralRule struct {
	name     string
	examples [][2]string
	applies  func(c *counting, r rune) bool
	read     func(c *counting) progress
}

// numeralRules are tried in order; the first that applies decides.
var numeralRules = []numeralRule{
	{"Arabic digits", [][2]string{{"3万4000", "34000"}, {"1,234.5万", "12345000"}, {".5", "0.5"}}, (*counting).atArabic, (*counting).arabic},
	{"Chinese digits", [][2]string{{"二〇二〇", "2020"}, {"一千零五", "1005"}, {"一万零六百", "10600"}}, (*counting).atDigit, (*counting).digits},
	{"tens, hundreds and thousands", [][2]string{{"十五", "15"}, {"三百二十", "320"}, {"贰仟", "2000"}, {"五百万", "5000000"}}, (*counting).atSmall, (*counting).small},
	{"ten thousands and hundred millions", [][2]string{{"5.2万", "52000"}, {"四万亿", "4000000000000"}, {"一万五千亿", "1500000000000"}}, (*counting).atLarge, (*counting).large},
	{"and more", [][2]string{{"11万余", "110000"}, {"70多", "70"}, {"十几亿", "1000000000"}}, (*counting).atMore, (*counting).more},
	{"or so", [][2]string{{"十来个", "10"}}, (*counting).atSome, (*counting).some},
	{"several", [][2]string{{"数十", "10..100"}, {"几百万", "1000000..10000000"}}, (*counting).atSeveral, (*counting).several},
	{"decimals in words", [][2]string{{"三点一四", "3.14"}, {"一点五万", "15000"}}, (*counting).atPoint, (*counting).point},
}

// next reads the glyph at hand by the rule for it.
func (c *counting) next() progress {
	r := c.g[c.at].R
	if !goesOn(r) { // most numbers end with their digits
		return stopped
	}
	for k := range numeralRules {
		if rule := &numeralRules[k]; rule.applies(c, r) {
			return rule.read(c)
		}
	}
	return stopped
}

// goesOn reports whether some rule may apply to r.
func goesOn(r rune) bool {
	switch r {
	case '.', '余', '多', '来', '点':
		return true
	}
	return glyph.IsDigit(r) || glyph.StartsNumeral(r)
}

func (c *counting) atArabic(r rune) bool { return glyph.IsDigit(r) || r == '.' && c.at == c.from }

func (c *counting) arabic() progress {
	if c.sum.pending || c.n.More || c.sum.any && c.g[c.at].Gap == glyph.Broken {
		return stopped
	}
	a, ok := readArabic(c.g, c.at)
	if !ok {
		c.n.End = a.End
		return failed
	}
	if c.sum.any && a.Digits >= int(c.sum.unit)+1 { // 3万40000: another number
		return stopped
	}
	c.n.Chinese, c.n.Grouped = false, c.n.Grouped || a.Grouped
	c.n.Digits, c.n.Decimals = a.Digits, a.Decimals
	c.sum.put(a.Value, a.Place, a.Step)
	c.at = a.End
	return advanced
}

func (c *counting) atDigit(r rune) bool { return glyph.ChineseDigit(r) >= 0 }

func (c *counting) digits() progress {
	g := c.g
	if c.sum.pending || c.n.More || g[c.at].R == '两' && c.sum.any && !followsLiang(glyph.At(g, c.at+1)) {
		return stopped
	}
	end, value, count := readChineseDigits(g, c.at)
	for count > 1 && c.sum.any && glyph.ChineseDigit(g[c.at].R) == 0 { // 一千零五
		c.sum.zero = true
		c.at++
		count--
	}
	switch {
	case count == 1 && glyph.ChineseDigit(g[c.at].R) == 0 && c.sum.any:
		return c.zero()
	case count == 2 && c.neighbours():
		return c.pair(end)
	case count > 1 && c.sum.any:
		return stopped
	}
	c.sum.put(value, 0, stepOf(value))
	c.at = end
	return advanced
}

// zero reads the 零 of 一万零六百, before 六 or before 几.
func (c *counting) zero() progress {
	c.sum.zero = true
	if k := c.at + 1; k < len(c.g) && c.g[k].R != '几' && !glyph.IsDigit(c.g[k].R) && glyph.SmallUnit(c.g[k].R) == 0 {
		return stopped
	}
	c.at++
	return advanced
}

// neighbours reports whether the two digits at hand follow one another, as those
// of 二三十 do.
func (c *counting) neighbours() bool {
	first, second := glyph.ChineseDigit(c.g[c.at].R), glyph.ChineseDigit(c.g[c.at+1].R)
	return second == first+1 && first > 0
}

// pair reads the 二三 of 二三十.
func (c *counting) pair(end int) progress {
	if c.sum.any && glyph.SmallUnit(glyph.At(c.g, end)) == 0 {
		return stopped
	}
	c.vague = decimal.New(glyph.ChineseDigit(c.g[c.at+1].R), 0)
	c.sum.put(decimal.New(glyph.ChineseDigit(c.g[c.at].R), 0), 0, 0)
	c.at = end
	return advanced
}

func (c *counting) atSmall(r rune) bool { return glyph.SmallUnit(r) > 0 }

func (c *counting) small() progress {
	exp := glyph.SmallUnit(c.g[c.at].R)
	switch {
	case metric(c.g, c.at) || c.brokenDigit(exp):
		return stopped
	case c.bareSmall():
		return failed
	case c.sum.any && !c.sum.pending && !c.mayStandAlone(exp):
		return stopped
	}
	if c.sum.any && !c.sum.pending && c.n.Bare { // 百千: the magnitude of a magnitude
		c.sum.raise(exp)
		c.at++
		return advanced
	}
	if !c.sum.any {
		c.n.Bare = exp >= 2
	}
	c.vague = c.vague.Shift(exp)
	c.sum.small(exp)
	c.at++
	return advanced
}

// brokenDigit reports whether a decimal in Chinese stands before 十 or 百, which
// no number has; before 千万 it may.
func (c *counting) brokenDigit(exp int32) bool {
	if !c.sum.pending || c.sum.digit.IsInteger() || !c.n.Chinese {
		return false
	}
	return exp != 3 || glyph.BigUnit(glyph.At(c.g, c.at+1)) == 0
}

// bareSmall reports whether the magnitude at hand begins the number and is none:
// 千方百计, 拾到.
func (c *counting) bareSmall() bool {
	if c.at != c.from {
		return false
	}
	if !c.sum.any && !bareMagnitude(c.g, c.at) {
		return true
	}
	next := glyph.At(c.g, c.at+1)
	return c.g[c.at].R == '拾' && glyph.SmallUnit(next) == 0 && glyph.BigUnit(next) == 0 && glyph.ChineseDigit(next) < 0 && next != '元'
}

// mayStandAlone reports whether a magnitude without a digit of its own goes on
// the number: 一千零十, 数百千.
func (c *counting) mayStandAlone(exp int32) bool {
	return c.n.Bare || c.n.More || c.vague.IsPositive() || exp == 1 && c.sum.zero
}

func (c *counting) atLarge(r rune) bool { return glyph.BigUnit(r) > 0 }

func (c *counting) large() progress {
	r := c.g[c.at].R
	exp := glyph.BigUnit(r)
	switch {
	case metric(c.g, c.at), !c.sum.any && !bareMagnitude(c.g, c.at):
		return stopped
	case r == '万' && glyph.At(c.g, c.at+1) == '一' && (c.at+2 >= len(c.g) || !c.sum.any): // 万一
		return stopped
	case c.sum.big == exp && !c.sum.section.IsZero(): // 3万4万
		return stopped
	}
	c.n.Bare = c.n.Bare || !c.sum.any
	c.vague = c.vague.Shift(exp)
	c.sum.large(exp)
	c.n.Magnitude += exp
	c.at++
	return advanced
}

func (c *counting) atMore(r rune) bool {
	return (r == '余' || r == '多' || r == '几') && c.sum.any && !c.n.More && !c.vague.IsPositive()
}

func (c *counting) more() progress {
	r := c.g[c.at].R
	if r == '余' && bound.NotRemainder(glyph.At(c.g, c.at+1)) || r == '几' && c.sum.unit == 0 {
		return stopped
	}
	c.n.More = true
	c.at++
	return advanced
}

func (c *counting) atSome(r rune) bool {
	if r != '来' || !c.sum.any || c.at+1 >= len(c.g) {
		return false
	}
	tens := c.sum.unit == 1 && !c.sum.pending || !c.n.Chinese && c.sum.step > 0
	return tens && (glyph.BigUnit(c.g[c.at+1].R) > 0 || unit.CounterAt(c.g, c.at+1))
}

func (c *counting) some() progress {
	c.n.Some = true
	c.at++
	return advanced
}

func (c *counting) atSeveral(r rune) bool {
	next := glyph.At(c.g, c.at+1)
	return (r == '几' || r == '数') && c.at == c.from && (glyph.SmallUnit(next) > 0 || glyph.BigUnit(next) > 0)
}

func (c *counting) several() progress {
	if c.g[c.at].R == '数' && c.from > 0 && !vagueBefore(c.g, c.from) {
		return failed
	}
	c.n.Vague, c.n.Open = true, true
	c.sum.put(decimal.New(1, 0), 0, 0)
	c.at++
	return advanced
}

func (c *counting) atPoint(r rune) bool {
	return r == '点' && c.sum.any && c.n.Chinese && glyph.ChineseDigit(glyph.At(c.g, c.at+1)) >= 0
}

func (c *counting) point() progress {
	end, digits := chineseDecimals(c.g, c.at+1)
	if glyph.SmallUnit(glyph.At(c.g, end)) == 1 || glyph.At(c.g, end) == '分' && glyph.At(c.g, end+1) != '之' { // 八点三十, 十点五分
		return stopped
	}
	d, _ := decimal.NewFromString("0." + digits)
	c.sum.elliptic()
	c.sum.digit, c.sum.pending = d.Add(pendingDigit(&c.sum)), true
	c.sum.place, c.sum.step = int32(-len(digits)), int32(-len(digits))
	c.sum.zero = true
	c.n.Decimals = len(digits)
	c.at = end
	return advanced
}

// finish returns the number that was read up to the glyph at hand.
func (c *counting) finish() (Numeral, bool) {
	n := c.n
	if !c.sum.any {
		return n, false
	}
	switch {
	case n.Chinese && n.Decimals == 0:
		c.sum.elliptic()
	case !n.Chinese && c.sum.pending && n.Digits == 1 && n.Decimals == 0 && c.sum.big != 0 && c.sum.unit >= 4 && c.g[c.at-1].Gap == glyph.Joined: // 3万4
		c.sum.elliptic()
	}
	n.End = c.at
	n.Value, n.Place, n.Step = c.sum.value(), c.sum.place, c.sum.step
	switch {
	case c.vague.IsPositive():
		n.Vague, n.Low, n.High = true, n.Value, c.vague
	case n.Open:
		n.Low, n.High = n.Value, n.Value.Shift(1)
	}
	return n, true
}
