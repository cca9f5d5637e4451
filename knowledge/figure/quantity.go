package figure

import (
	"github.com/shopspring/decimal"
)

// quantityAt reads the number at glyph i with its unit.
func (s *reader) quantityAt(i int) (term, bool) {
	g := s.glyphs
	n, ok := numberAt(g, i)
	if !ok || n.chinese && n.end == i+1 && n.over.IsZero() && (partOfWord(at(g, i-1), g[i].r) || g[i].r == '零' && at(g, i+1) == '下') {
		return term{}, false
	}
	t := term{start: i, end: n.end, core: i, tail: n.end, n: n}
	switch {
	case n.hundredth:
		t.unit, t.hasUnit = unit{name: "%", dimension: Percent}, true
	case n.thousandth:
		t.unit, t.hasUnit = unit{name: "‰", dimension: Permille}, true
	case n.over.IsPositive():
		t.unit, t.hasUnit = unit{name: "ratio", dimension: Fraction}, true
	case s.readRatio(&t):
	default:
		if s.readUnit(&t); !t.hasUnit {
			if !s.englishUnitAt(&t, t.n.end) && ageBefore(g, t.start) && n.magnitude == 0 && n.value.LessThan(decimal.New(130, 0)) {
				t.unit, t.hasUnit = unit{name: "year", dimension: Age}, true
			}
		}
		if t.hasUnit {
			s.perAfter(&t)
		}
	}
	if u, start, ok := s.markBefore(i); ok && (!t.hasUnit || t.unit.name == u.name) {
		if !t.hasUnit || t.unit.dimension == Money {
			t.unit, t.hasUnit, t.mark = u, true, true
			t.start, t.core = start, start
		}
	}
	s.readSign(&t)
	return t, true
}

// markBefore reads the currency mark before the number at glyph i, unless it is
// the unit of the number before: 10 rmb 20 usd.
func (s *reader) markBefore(i int) (unit, int, bool) {
	u, start, ok := currencyMarks.before(s.glyphs, i)
	if n := len(s.terms); ok && n > 0 && start < s.terms[n-1].end {
		return unit{}, i, false
	}
	return u, start, ok
}

// readUnit reads the unit after the number, with the 多, 余 and 半 that may stand
// around it: 三个多月, 一年半, 一个半小时, 100元多.
func (s *reader) readUnit(t *term) {
	g := s.glyphs
	i := t.n.end
	if at(g, i) == '个' && (at(g, i+1) == '多' || at(g, i+1) == '半') {
		rest := []glyph{{r: '个'}}
		rest = append(rest, g[i+2:min(i+8, len(g))]...)
		if u, e, ok := unitAt(rest, 0); ok && e > 1 {
			t.unit, t.hasUnit = u, true
			t.tail, t.end = i+1+e, i+1+e
			s.addPart(t, at(g, i+1))
			return
		}
	}
	u, e, ok := unitAt(g, i)
	if !ok || !s.acceptUnit(t, u, i, e) {
		return
	}
	t.unit, t.hasUnit = u, true
	t.tail, t.end = e, e
	switch {
	case u.name == "%" && g[i].r == '折' && t.n.value.GreaterThanOrEqual(decimal.New(10, 0)): // 75折
	case u.shift != 0:
		t.shift(u.shift)
	}
	switch {
	case u.name == "%" && g[i].r == '成' && t.n.chinese && chineseDigit(at(g, e)) > 0 && !isHan(at(g, e+1)): // 七成六
		t.n.value = t.n.value.Add(decimal.New(chineseDigit(g[e].r), 0))
		t.n.place, t.n.step = 0, 0
		t.tail, t.end = e+1, e+1
	case u.dimension == Money:
		s.readSmallMoney(t)
	}
	if at(g, t.end) == '半' && (u.dimension == Duration || u.dimension == Mass || u.dimension == Length || u.name == "%" && g[i].r == '成') {
		e := t.end
		s.addPart(t, '半')
		t.tail, t.end = e+1, e+1
	}
	if u.dimension == Duration && (at(g, t.end) == '多' || at(g, t.end) == '余') && !falseBoundAfter(g, t.end, t.end+1) {
		t.n.more = true
		t.end++
	}
}

// shift moves the number to the unit it is kept in: 七成 is 70%.
func (t *term) shift(exp int32) {
	t.n.value = t.n.value.Shift(exp)
	t.n.low, t.n.high = t.n.low.Shift(exp), t.n.high.Shift(exp)
	t.n.place += exp
	t.n.step += exp
}

// addPart adds the 半 (one half) or 多 (and more) that follows a unit.
func (s *reader) addPart(t *term, r rune) {
	if r == '半' {
		half := decimal.New(5, -1).Shift(t.unit.shift)
		t.n.value = t.n.value.Add(half)
		t.n.place, t.n.step = -1+t.unit.shift, -1+t.unit.shift
		return
	}
	t.n.more = true
}

// readSmallMoney reads 五元三角二分 and the words that close an amount: 整, 人民币.
func (s *reader) readSmallMoney(t *term) {
	g := s.glyphs
	shift := t.unit.shift
	for t.end < len(g) && shift > -2 {
		j := t.end
		if at(g, j) == '又' || at(g, j) == '零' {
			j++
		}
		if j >= len(g) || !startsNumeral(g[j].r) && !isDigit(g[j].r) || g[j].gap > broken {
			break
		}
		n, ok := readInteger(g, j)
		if !ok || n.value.GreaterThan(decimal.New(99, 0)) {
			break
		}
		exp := int32(0)
		e := n.end
		switch at(g, e) {
		case '角', '毛':
			exp, e = -1, e+1
		case '分':
			exp, e = -2, e+1
			if at(g, e) == '之' || at(g, e) == '钟' || at(g, e) == '别' {
				return
			}
		case '美':
			if at(g, e+1) == '分' && t.unit.name == "USD" {
				exp, e = -2, e+2
			}
		}
		if exp == 0 {
			break
		}
		t.n.value = t.n.value.Add(n.value.Shift(exp))
		t.n.place, t.n.step = exp, exp
		t.end, t.tail, shift = e, e, exp
	}
	s.apposeCurrency(t)
	for _, w := range []string{"整", "人民币", "正"} {
		if e, ok := nextIs(g, t.end, w); ok && !(w == "整" && isHan(at(g, e)) && at(g, e) != '的' && !t.n.chinese) && !(w == "正" && isHan(at(g, e))) {
			t.end, t.tail = e, e
		}
	}
}

// apposeCurrency reads the name of the currency after 元: 3万元欧元, 20万元(美元).
func (s *reader) apposeCurrency(t *term) {
	g := s.glyphs
	if at(g, t.end-1) != '元' || t.unit.name != "CNY" {
		return
	}
	j, bracket := t.end, at(g, t.end) == '('
	if bracket {
		j++
	}
	u, e, ok := currencyNames.at(g, j)
	if !ok || bracket && at(g, e) != ')' || at(g, e) == '区' {
		return
	}
	if bracket {
		e++
	}
	t.unit, t.end, t.tail = u, e, e
}

// readRatio reads 1:1 and 1比3 after the first number. 8:30 is a time of day:
// two digits after the colon that can be minutes, unless the words say 比例.
func (s *reader) readRatio(t *term) bool {
	g := s.glyphs
	j := t.n.end
	if r := at(g, j); r != ':' && r != '∶' && r != '比' || j+1 >= len(g) || t.n.magnitude > 0 || t.n.vague || t.n.more {
		return false
	}
	colon := g[j].r != '比'
	sign := g[j].r == '∶' // never in a time of day
	if !isDigit(g[j+1].r) && (colon || chineseDigit(g[j+1].r) < 0) || colon && (t.n.chinese || g[j].gap == broken || g[j+1].gap == broken) {
		return false
	}
	if colon && g[j].wide && j+1 < len(g) && !(t.start == 0 && !t.n.chinese) {
		return false // 附件1：2020年
	}
	second, ok := readInteger(g, j+1)
	if !ok || at(g, second.end) == '年' || second.magnitude > 0 || second.vague || second.value.IsZero() || at(g, second.end) == ':' || at(g, second.end) == '∶' || isLetter(at(g, second.end)) && g[second.end].gap == joined {
		return false
	}
	if _, _, unit := unitAt(g, second.end); unit && at(g, second.end) != '的' && !colon {
		return false
	}
	named := at(g, j-t.n.digits-1) == '按' || at(g, t.start-1) == '按' || at(g, t.start-1) == '为'
	if _, ok := nextIs(g, second.end, "的比例", "比例", "配比", "配套", "配备", "的配比", "的标准", "ratio"); ok {
		named = true
	}
	if colon && !sign && second.digits == 2 && second.decimals == 0 && t.n.digits <= 2 && !named && second.value.LessThan(decimal.New(60, 0)) && t.n.value.LessThanOrEqual(decimal.New(24, 0)) {
		return false
	}
	if !colon && !named && t.n.chinese && !(t.start == 0 && second.end == len(g)) {
		return false
	}
	if t.start > 0 && (at(g, t.start-1) == ':' || at(g, t.start-1) == '-') && colon && !sign {
		return false
	}
	t.n.over = second.value
	t.unit, t.hasUnit = unit{name: "ratio", dimension: Ratio}, true
	t.n.end, t.tail, t.end = second.end, second.end, second.end
	return true
}
