package figure

import (
	"github.com/shopspring/decimal"
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
	"policybot/knowledge/figure/number"
	"policybot/knowledge/figure/unit"
)

// quantityAt reads the number at glyph i with its unit.
func (s *reader) quantityAt(i int) (term, bool) {
	g := s.glyphs
	n, ok := number.At(g, i)
	if !ok || n.Chinese && n.End == i+1 && n.Over.IsZero() && (number.PartOfWord(glyph.At(g, i-1), g[i].R) || g[i].R == '零' && glyph.At(g, i+1) == '下') {
		return term{}, false
	}
	t := &s.number
	*t = term{start: i, end: n.End, core: i, tail: n.End, n: n}
	switch {
	case n.Hundredth:
		t.unit, t.hasUnit = unit.Unit{Name: "%", Dimension: unit.Percent}, true
	case n.Thousandth:
		t.unit, t.hasUnit = unit.Unit{Name: "‰", Dimension: unit.Permille}, true
	case n.Over.IsPositive():
		t.unit, t.hasUnit = unit.Unit{Name: "ratio", Dimension: unit.Fraction}, true
	case s.readRatio(t):
	default:
		if s.readUnit(t); !t.hasUnit {
			if !s.englishUnitAt(t, t.n.End) && unit.AgeBefore(g, t.start) && n.Magnitude == 0 && n.Value.LessThan(decimal.New(130, 0)) {
				t.unit, t.hasUnit = unit.Unit{Name: "year", Dimension: unit.Age}, true
			}
		}
		if t.hasUnit {
			s.perAfter(t)
		}
	}
	if u, start, ok := s.markBefore(i); ok && (!t.hasUnit || t.unit.Name == u.Name) {
		if !t.hasUnit || t.unit.Dimension == unit.Money {
			t.unit, t.hasUnit, t.mark = u, true, true
			t.start, t.core = start, start
		}
	}
	s.readSign(t)
	return *t, true
}

// markBefore reads the currency mark before the number at glyph i, unless it is
// the unit of the number before: 10 rmb 20 usd.
func (s *reader) markBefore(i int) (unit.Unit, int, bool) {
	u, start, ok := unit.CurrencyMarks.Before(s.glyphs, i)
	if n := len(s.terms); ok && n > 0 && start < s.terms[n-1].end {
		return unit.Unit{}, i, false
	}
	return u, start, ok
}

// readUnit reads the unit after the number, with the 多, 余 and 半 that may stand
// around it: 三个多月, 一年半, 一个半小时, 100元多.
func (s *reader) readUnit(t *term) {
	g := s.glyphs
	i := t.n.End
	if glyph.At(g, i) == '个' && (glyph.At(g, i+1) == '多' || glyph.At(g, i+1) == '半') {
		rest := []glyph.Glyph{{R: '个'}}
		rest = append(rest, g[i+2:min(i+8, len(g))]...)
		if u, e, ok := unit.At(rest, 0); ok && e > 1 {
			t.unit, t.hasUnit = u, true
			t.tail, t.end = i+1+e, i+1+e
			s.addPart(t, glyph.At(g, i+1))
			return
		}
	}
	u, e, ok := unit.At(g, i)
	if !ok || !s.acceptUnit(t, u, i, e) {
		return
	}
	t.unit, t.hasUnit = u, true
	t.tail, t.end = e, e
	switch {
	case u.Name == "%" && g[i].R == '折' && t.n.Value.GreaterThanOrEqual(decimal.New(10, 0)): // 75折
	case u.Shift != 0:
		t.shift(u.Shift)
	}
	switch {
	case u.Name == "%" && g[i].R == '成' && t.n.Chinese && glyph.ChineseDigit(glyph.At(g, e)) > 0 && !glyph.IsHan(glyph.At(g, e+1)): // 七成六
		t.n.Value = t.n.Value.Add(decimal.New(glyph.ChineseDigit(g[e].R), 0))
		t.n.Place, t.n.Step = 0, 0
		t.tail, t.end = e+1, e+1
	case u.Dimension == unit.Money:
		s.readSmallMoney(t)
	}
	if glyph.At(g, t.end) == '半' && (u.Dimension == unit.Duration || u.Dimension == unit.Mass || u.Dimension == unit.Length || u.Name == "%" && g[i].R == '成') {
		e := t.end
		s.addPart(t, '半')
		t.tail, t.end = e+1, e+1
	}
	if u.Dimension == unit.Duration && (glyph.At(g, t.end) == '多' || glyph.At(g, t.end) == '余') && !bound.FalseBoundAfter(g, t.end, t.end+1) {
		t.n.More = true
		t.end++
	}
}

// shift moves the number to the unit it is kept in: 七成 is 70%.
func (t *term) shift(exp int32) {
	t.n.Value = t.n.Value.Shift(exp)
	t.n.Low, t.n.High = t.n.Low.Shift(exp), t.n.High.Shift(exp)
	t.n.Place += exp
	t.n.Step += exp
}

// addPart adds the 半 (one half) or 多 (and more) that follows a unit.
func (s *reader) addPart(t *term, r rune) {
	if r == '半' {
		half := decimal.New(5, -1).Shift(t.unit.Shift)
		t.n.Value = t.n.Value.Add(half)
		t.n.Place, t.n.Step = -1+t.unit.Shift, -1+t.unit.Shift
		return
	}
	t.n.More = true
}

// readSmallMoney reads 五元三角二分 and the words that close an amount: 整, 人民币.
func (s *reader) readSmallMoney(t *term) {
	for shift := t.unit.Shift; shift > -2; {
		n, exp, e := s.smallCoin(t)
		if exp == 0 {
			break
		}
		t.n.Value = t.n.Value.Add(n.Value.Shift(exp))
		t.n.Place, t.n.Step = exp, exp
		t.end, t.tail, shift = e, e, exp
	}
	s.apposeCurrency(t)
	g := s.glyphs
	if e, ok := glyph.NextIs(g, t.end, "整"); ok && (t.n.Chinese || glyph.At(g, e) == '的' || !glyph.IsHan(glyph.At(g, e))) {
		t.end, t.tail = e, e
	}
	if e, ok := glyph.NextIs(g, t.end, "人民币"); ok {
		t.end, t.tail = e, e
	}
	if e, ok := glyph.NextIs(g, t.end, "正"); ok && !glyph.IsHan(glyph.At(g, e)) {
		t.end, t.tail = e, e
	}
}

// smallCoin reads 三角 or 二分 after the amount t: how many, the power of ten of the
// coin, and where it ends. Without one the power is 0.
func (s *reader) smallCoin(t *term) (n number.Numeral, exp int32, end int) {
	g := s.glyphs
	j := t.end
	if glyph.IsAny(glyph.At(g, j), "又零") {
		j++
	}
	if j >= len(g) || !glyph.StartsNumeral(g[j].R) && !glyph.IsDigit(g[j].R) || g[j].Gap > glyph.Broken {
		return n, 0, j
	}
	n, ok := number.ReadInteger(g, j)
	if !ok || n.Value.GreaterThan(decimal.New(99, 0)) {
		return n, 0, j
	}
	next := glyph.At(g, n.End+1)
	switch glyph.At(g, n.End) {
	case '角', '毛':
		return n, -1, n.End + 1
	case '分':
		if !glyph.IsAny(next, "之钟别") {
			return n, -2, n.End + 1
		}
	case '美':
		if next == '分' && t.unit.Name == "USD" {
			return n, -2, n.End + 2
		}
	}
	return n, 0, j
}

// apposeCurrency reads the name of the currency after 元: 3万元欧元, 20万元(美元).
func (s *reader) apposeCurrency(t *term) {
	g := s.glyphs
	if glyph.At(g, t.end-1) != '元' || t.unit.Name != "CNY" {
		return
	}
	j, bracket := t.end, glyph.At(g, t.end) == '('
	if bracket {
		j++
	}
	u, e, ok := unit.CurrencyNames.At(g, j)
	if !ok || bracket && glyph.At(g, e) != ')' || glyph.At(g, e) == '区' {
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
	j := t.n.End
	if r := glyph.At(g, j); r != ':' && r != '∶' && r != '比' || j+1 >= len(g) || t.n.Magnitude > 0 || t.n.Vague || t.n.More {
		return false
	}
	colon := g[j].R != '比'
	sign := g[j].R == '∶' // never in a time of day
	if !glyph.IsDigit(g[j+1].R) && (colon || glyph.ChineseDigit(g[j+1].R) < 0) || colon && (t.n.Chinese || g[j].Gap == glyph.Broken || g[j+1].Gap == glyph.Broken) {
		return false
	}
	if colon && g[j].Wide && j+1 < len(g) && !(t.start == 0 && !t.n.Chinese) {
		return false // 附件1：2020年
	}
	second, ok := number.ReadInteger(g, j+1)
	if !ok || glyph.At(g, second.End) == '年' || second.Magnitude > 0 || second.Vague || second.Value.IsZero() || glyph.At(g, second.End) == ':' || glyph.At(g, second.End) == '∶' || glyph.IsLetter(glyph.At(g, second.End)) && g[second.End].Gap == glyph.Joined {
		return false
	}
	if _, _, unit := unit.At(g, second.End); unit && glyph.At(g, second.End) != '的' && !colon {
		return false
	}
	named := glyph.At(g, j-t.n.Digits-1) == '按' || glyph.At(g, t.start-1) == '按' || glyph.At(g, t.start-1) == '为'
	if _, ok := glyph.NextIs(g, second.End, "的比例", "比例", "配比", "配套", "配备", "的配比", "的标准", "ratio"); ok {
		named = true
	}
	if colon && !sign && second.Digits == 2 && second.Decimals == 0 && t.n.Digits <= 2 && !named && second.Value.LessThan(decimal.New(60, 0)) && t.n.Value.LessThanOrEqual(decimal.New(24, 0)) {
		return false
	}
	if !colon && !named && t.n.Chinese && !(t.start == 0 && second.End == len(g)) {
		return false
	}
	if t.start > 0 && (glyph.At(g, t.start-1) == ':' || glyph.At(g, t.start-1) == '-') && colon && !sign {
		return false
	}
	t.n.Over = second.Value
	t.unit, t.hasUnit = unit.Unit{Name: "ratio", Dimension: unit.Ratio}, true
	t.n.End, t.tail, t.end = second.End, second.End, second.End
	return true
}
