package figure

import (
	"strings"

	"github.com/shopspring/decimal"
)

// quantityAt reads the number at glyph i with its unit.
func (s *reader) quantityAt(i int) (term, bool) {
	g := s.glyphs
	n, ok := s.numberAt(i)
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
	if at(g, t.start-1) == '下' && at(g, t.start-2) == '零' && t.unit.dimension == Temperature { // 零下1℃
		t.n.negative = !t.n.negative
		t.start, t.core = t.start-2, t.core-2
	}
	if at(g, t.start-1) == '负' || g[t.start].gap == joined && at(g, t.start-1) == '-' && !isDigit(at(g, t.start-2)) && !isHan(at(g, t.start-2)) && !isLetter(at(g, t.start-2)) && at(g, t.start-2) != ')' && at(g, t.start-2) != '%' && at(g, t.start-2) != '-' {
		if t.start > 0 {
			t.n.negative = !t.n.negative
			t.start--
			t.core--
		}
	}
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

// partOfWord reports whether the single numeral r after the character before it
// ends a word: 统一, 唯一, 同一.
func partOfWord(before, r rune) bool {
	switch r {
	case '一':
		return strings.ContainsRune("统唯同万单逐划专归合如", before)
	case '二':
		return strings.ContainsRune("十不独说", before)
	case '三':
		return strings.ContainsRune("再举", before)
	}
	return false
}

// numberAt reads the number at glyph i in either language.
func (s *reader) numberAt(i int) (numeral, bool) {
	g := s.glyphs
	switch {
	case g[i].r == '半':
		return s.halfAt(i)
	case g[i].r == '一' && at(g, i+1) == '半' && at(g, i-1) != '另' && at(g, i-1) != '前' && at(g, i-1) != '后':
		return numeral{start: i, end: i + 2, value: decimal.New(1, 0), over: decimal.New(2, 0), chinese: true}, true
	case isLetter(g[i].r):
		return wordNumberAt(g, i)
	}
	if f, ok := vulgarFractions[g[i].r]; ok {
		return numeral{start: i, end: i + 1, value: decimal.New(f[0], 0), over: decimal.New(f[1], 0)}, true
	}
	n, ok := readNumeral(g, i)
	if ok && n.over.IsZero() && !n.chinese && n.digits <= 2 && n.decimals == 0 && n.magnitude == 0 && n.end < len(g) && g[n.end].gap == spaced && isDigit(g[n.end].r) && g[i].gap != joined == (i > 0) {
		if part, ok := readNumeral(g, n.end); ok && part.over.IsPositive() && part.over.LessThanOrEqual(decimal.New(16, 0)) { // 10 1/2
			part.value, part.start = n.value.Mul(part.over).Add(part.value), i
			return part, true
		}
	}
	if ok && !n.chinese && n.magnitude == 0 && n.over.IsZero() {
		englishMagnitude(g, &n)
		n = n.withFraction(g)
	}
	return n, ok
}

// halfAt reads 半 as one half: 半年, 半个月, 一半 is read elsewhere.
func (s *reader) halfAt(i int) (numeral, bool) {
	g := s.glyphs
	if e, ok := nextIs(g, i, "半百"); ok {
		return numeral{start: i, end: e, value: decimal.New(50, 0), chinese: true}, true
	}
	if e, ok := nextIs(g, i, "半数"); ok {
		return numeral{start: i, end: e, value: decimal.New(1, 0), over: decimal.New(2, 0), chinese: true}, true
	}
	if i > 0 {
		switch g[i-1].r {
		case '上', '下', '前', '后', '大', '小', '多', '过', '另', '一':
			return numeral{}, false
		}
	}
	if e, ok := nextIs(g, i, "半折"); ok && e > i {
		return numeral{start: i, end: i + 1, value: decimal.New(5, 0), place: 0, chinese: true}, true
	}
	if _, ok := nextIs(g, i+1, "年", "个月", "天", "日", "小时", "个小时", "个钟头", "成", "折", "个工作日"); !ok {
		return numeral{}, false
	}
	if _, ok := nextIs(g, i+1, "日制", "年报", "天然", "年度"); ok {
		return numeral{}, false
	}
	return numeral{start: i, end: i + 1, value: decimal.New(5, -1), place: -1, step: -1, chinese: true}, true
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
	for _, w := range []string{"整", "人民币", "正"} {
		if e, ok := nextIs(g, t.end, w); ok && !(w == "整" && isHan(at(g, e)) && at(g, e) != '的' && !t.n.chinese) && !(w == "正" && isHan(at(g, e))) {
			t.end, t.tail = e, e
		}
	}
}

// acceptUnit reports whether u after the number makes a figure of it.
func (s *reader) acceptUnit(t *term, u unit, i, e int) bool {
	g := s.glyphs
	n := t.n
	next := at(g, e)
	word := g[i].r
	if !n.grouped && n.magnitude == 0 && n.digits >= 8 && u.dimension != Money && (n.digits >= 11 || g[i].gap != joined) {
		return false // a telephone number at the end of a line
	}
	if u.arabic && (n.chinese && n.magnitude == 0 || isHan(next) && !strings.ContainsRune("的和与及共中内有均全已", next)) {
		return false
	}
	switch {
	case e-i == 1 && word == '两':
		return n.value.GreaterThan(decimal.New(9, 0)) && !isHan(next)
	case e-i == 1 && word == '角':
		return !n.chinese && next != '度' || n.chinese && next == '钱'
	case e-i == 1 && word == '块':
		return !n.chinese || n.value.GreaterThan(decimal.New(1, 0)) && !isHan(next)
	case e-i == 1 && word == '元':
		switch next {
		case '旦', '素', '器', '宵', '月', '化', '件', '论', '结':
			return false
		}
	case e-i == 1 && word == '成':
		switch next {
		case '立', '本', '果', '为', '功', '效', '员', '长', '分', '交', '品', '都', '年', '绩', '熟', '就', '型', '套', '人', '份', '片', '了':
			return false
		}
		return n.value.LessThanOrEqual(decimal.New(10, 0)) && n.magnitude == 0
	case e-i == 1 && word == '折':
		if next == '旧' || next == '叠' || next == '合' || next == '抵' || next == '算' || next == '扣' {
			return false
		}
	case u.name == "year" && e-i == 1:
		if next == '级' || next == '代' || next == '度' || next == '月' && n.digits == 4 {
			return false
		}
		if n.digits == 4 && !n.grouped && n.decimals == 0 || n.chinese && n.value.GreaterThan(decimal.New(1000, 0)) {
			return false
		}
	case u.dimension == Duration && n.chinese && n.value.Equal(decimal.New(1, 0)) && next == '一':
		return false // 一日一调度
	case u.name == "day" && word == '日' && e-i == 1:
		if before := at(g, n.start-1); (before == '月' || before == '季' || before == '周') && (next == '前' || next == '后' || next == '起') { // 每月5日前
			return false
		}
		if next == '元' || next == '本' || next == '常' || next == '报' || next == '游' {
			return false
		}
	case u.name == "week" && e-i == 1 && word == '周':
		if next == '岁' || next == '年' || next == '边' || next == '期' && at(g, e+1) != '内' || next == '转' {
			return false
		}
	case u.dimension == Length && n.chinese && n.value.Equal(decimal.New(1, 0)):
		if before := at(g, n.start-1); before == '后' || before == '先' || before == '初' { // 最后一公里
			return false
		}
	case e-i == 1 && word == '里':
		return !n.chinese || n.value.GreaterThan(decimal.New(10, 0))
	case e-i == 1 && word == '方':
		return !n.chinese && next != '面' && next != '案' && next != '式' && next != '便' && next != '可' && next != '向'
	case e-i == 1 && word == '分':
		return next != '之' && next != '别' && next != '钟' && next != '局' && next != '公' && next != '行' && next != '支' && next != '类' && next != '配' && next != '期' && next != '为' && next != '级' && next != '区' && next != '部' && next != '批' && next != '成' && next != '析'
	}
	if u.dimension == Temperature && (word == '度') {
		if next == '电' || next == '假' || n.chinese && n.value.LessThan(decimal.New(10, 0)) {
			return false
		}
	}
	if u.counter && !s.acceptCounter(t, u, i, e) {
		return false
	}
	return true
}

// acceptCounter reports whether number and counter count something: 一个 and
// 二类 do not.
func (s *reader) acceptCounter(t *term, u unit, i, e int) bool {
	g := s.glyphs
	n := t.n
	next := at(g, e)
	if n.magnitude == 0 {
		switch at(g, n.start-1) {
		case '号', '路', '街', '巷', '弄', '栋', '幢', '楼', '室': // an address
			if strings.Contains("栋幢座层间室", u.name) {
				return false
			}
		}
	}
	switch u.name {
	case "部":
		if next == '制' || next == '委' || next == '门' || next == '署' || next == '级' || next == '队' || next == '长' || next == '分' {
			return false
		}
	case "口":
		if at(g, n.start-1) == '小' {
			return false
		}
	case "人":
		if next == '力' || next == '工' || next == '民' || next == '社' || next == '才' || next == '事' || next == '口' || next == '身' {
			return false
		}
	case "家":
		if next == '庭' || next == '属' || next == '长' || next == '园' {
			return false
		}
		if _, offices := nextIs(g, e, "政府", "政策"); next == '政' && !offices {
			return false
		}
	case "条":
		if next == '例' || next == '件' || next == '线' {
			return false
		}
	case "项":
		if next == '目' && n.chinese {
			return true
		}
	case "份":
		if next == '额' {
			return false
		}
	case "名":
		if next == '义' || next == '称' || next == '录' {
			return false
		}
	case "位":
		if next == '一' || next == '于' || next == '数' || next == '置' {
			return false
		}
	case "所":
		if next == '有' || next == '得' || next == '需' || next == '在' || next == '以' || next == '示' || next == '列' || next == '述' || next == '属' || next == '称' {
			return false
		}
	case "处":
		if next == '理' || next == '罚' || next == '置' || next == '于' || next == '级' || next == '长' || next == '以' {
			return false
		}
	case "场":
		if next == '所' || next == '地' || next == '内' || next == '馆' {
			return false
		}
	case "面":
		if next == '积' || next == '向' || next == '对' || next == '临' {
			return false
		}
	case "层":
		if next == '级' || next == '面' || next == '次' {
			return false
		}
	case "道":
		if next == '路' {
			return false
		}
	case "副":
		if next != '对' && isHan(next) && next != '口' && next != '手' {
			return false
		}
	case "双":
		if next == '随' || next == '方' || next == '边' || next == '创' || next == '重' {
			return false
		}
	case "股":
		if next == '份' || next == '东' || next == '权' {
			return false
		}
	case "对":
		if next == '口' || next == '接' || next == '一' || next == '外' || next == '于' || next == '照' || next == '应' || next == '象' || next == '企' {
			return false
		}
	case "起":
		if next == '草' {
			return false
		}
	case "批":
		if next == '准' || next == '复' || next == '发' {
			return false
		}
	case "届":
		if n.chinese || n.digits == 4 {
			return false // 十九届四中全会
		}
	case "次":
		if next == '会' || next == '全' {
			return false
		}
	case "代":
		return false
	case "等":
		return false
	}
	if n.chinese && n.end-n.start == 1 && n.magnitude == 0 && !n.more {
		digit := chineseDigit(g[n.start].r)
		if digit == 0 {
			return false // 零部件
		}
		if digit == 1 {
			return s.countsOne(t, u, e)
		}
		if g[n.start].r == '二' || g[n.start].r == '贰' {
			switch u.name {
			case "人", "名", "个", "家", "户", "项", "份", "条", "件":
			default:
				return false
			}
		}
		if u.plural && (digit == 2 && g[n.start].r != '两' || u.name != "类" && u.name != "大类" && g[n.start].r != '两') {
			return false
		}
		if opened := at(g, n.start-1); opened == '“' || opened == '"' || opened == '‘' || quotedName(g, n.start) {
			return false
		}
		switch u.name {
		case "网", "包", "台", "本", "支", "口", "把", "会", "层", "字", "令", "票", "刀", "师", "道", "面", "副", "步", "门", "首", "环", "席", "管", "具", "盘", "挂":
			return g[n.start].r == '两' && u.name != "手" || digit > 2 && (next == '的' || !isHan(next))
		}
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
