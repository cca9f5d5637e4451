package figure

// decoyAt returns the end of what starts at glyph i and is no figure although it
// holds a number, or i.
func (s *reader) decoyAt(i int) int {
	g := s.glyphs
	r := g[i].r
	switch {
	case r == '《':
		return titleEnd(g, i)
	case r == '[':
		return documentNumberEnd(g, i)
	case r == '第':
		return ordinalEnd(g, i)
	case isDigit(r) || startsNumeral(r) || r == '今' || r == '前':
		if _, ok := yearLast(g, i); ok {
			return i
		}
		if _, e, ok := fixedNames.at(g, i); ok {
			return e
		}
		if e := clockEnd(g, i); e > i {
			return e
		}
		if _, e, ok := weekModels.at(g, i); ok {
			return e
		}
		if isDigit(r) {
			if e := digitNameEnd(g, i); e > i {
				return e
			}
			return codeEnd(g, i)
		}
	case r == '§':
		return sectionMarkEnd(g, i)
	case isLetter(r):
		if _, e, ok := weekModels.at(g, i); ok && (i == 0 || g[i].gap != joined || !isLetter(g[i-1].r)) {
			return e
		}
		return latinDecoyEnd(g, i)
	}
	return i
}

// titleReach is how many glyphs a title in 《》 may have.
const titleReach = 160

// titleEnd returns the end of the title at glyph i: years and numbers in titles
// of documents name the document.
func titleEnd(g []glyph, i int) int {
	depth := 0
	for j := i; j < len(g) && j-i < titleReach; j++ {
		switch g[j].r {
		case '《':
			depth++
		case '》':
			if depth--; depth == 0 {
				return j + 1
			}
		}
	}
	return i + 1
}

// documentNumberEnd returns the end of 〔2020〕12号 at glyph i.
func documentNumberEnd(g []glyph, i int) int {
	j := i + 1
	for j < len(g) && j-i < 6 && isDigit(g[j].r) {
		j++
	}
	if at(g, j) != ']' && at(g, j) != ')' || j-i != 5 {
		return i + 1
	}
	for j++; j < len(g) && j-i < 20 && (isDigit(g[j].r) || g[j].r == '第' || startsNumeral(g[j].r)); j++ {
	}
	if at(g, j) == '号' {
		j++
	}
	return j
}

// ordinalEnd returns the end of 第五条, 第（二）款, 第12号 at glyph i. Quarters and
// five-year plans are periods, and read as such.
func ordinalEnd(g []glyph, i int) int {
	start := i + 1
	if at(g, start) == '(' {
		start++
	}
	j := ordinalNumberEnd(g, i, start)
	if j == start {
		return i + 1
	}
	if at(g, j) == '季' && at(g, j+1) == '度' {
		return i
	}
	if e := ordinalPeriodEnd(g, j); e > j {
		if _, ok := ordinalPlan(g, i); ok {
			return i
		}
		return e
	}
	return ordinalUnitEnd(g, i, j)
}

// ordinalNumberEnd returns the end of the numbers at glyph start, after 第 at glyph
// i: 五, 4.2, 五至第七, 三、四.
func ordinalNumberEnd(g []glyph, i, start int) int {
	number := func(j int) bool { return j < len(g) && (isDigit(g[j].r) || startsNumeral(g[j].r)) }
	j := start
	for j < len(g) && j-i < 12 {
		joint := isDash(g[j].r) || joinedDigits(g, j, '.') || isAny(g[j].r, "至、和") && number(j+1)
		if !number(j) && !(joint && j > start) {
			break
		}
		j++
	}
	return j
}

// ordinalUnitEnd returns the end of what is numbered at glyph j, after the number
// that 第 at glyph i begins: 第三批, 第5日, 第3个工作日.
func ordinalUnitEnd(g []glyph, i, j int) int {
	if j >= len(g) || g[j].r == ',' {
		return j
	}
	j++
	if at(g, j-1) != '个' && at(g, j-1) != '工' {
		return j
	}
	for j < len(g) && j-i < 14 && isAny(g[j].r, "工作日月") {
		j++
	}
	return j
}

// fixedNames are names that begin with a number and a counter.
var fixedNames = newLexicon(set("四个意识 四个自信 四个全面 四个伟大 四个最严 四个不摘 四个着力 四个革命 四个一批 四个服务 四个对接 四个优先 两个维护 两个确立 两个毫不动摇 两个健康 两个责任 两个覆盖 两个坚决维护 三个代表 三个务必 三个必须 三个一批 三个转变 三个最小化 三个区分 三个服务 三个不变 五个一批 五个一 六个一 七个一 三个一 八项规定 中央八项规定 两票制 三支一扶 三包 门前三包 三个百分百 " +
	"一个中心 一体两翼 三步走 五位一体 两个清单 两个市场 三道防线 两个一百年 两个一律 六个精准 三个体系 两个大局 一件事 一张网 一盘棋 一张图 一本账 一把手 一揽子 一条龙 一站式 一次性 一次办 一网通办 一窗受理 一户一策 一企一策 一人一档 一人一策 一事一议 一村一品 一县一策 二次供水 二次供暖 三权分置 三去一降一补 三重一大 三会一课 千家万户 万元户 百日攻坚 百日行动 百日会战 十年树木 五项管理 三年行动计划名 七日年化 三品一标 一年一度 一月一次 一年一次 两会一节 三台一网 今日 今日起 六稳 六保 四上企业 三上企业 三本 二本 一本 八小时以外 二十四节气 双十一 双十二 十一国庆 五一劳动节 六一儿童节 七一勋章 " +
	"一刀切 一口价 一条心 一步到位 一个不少 一个样 一个都不能少 一号文件 前三批 三级甲等 三级医院 二级医院 三年级 二年级 一年级 四年级 五年级 六年级 七年级 八年级 九年级 一期工程 二期工程 三期工程 一季度末名 万里长征 千里之外 百年大计 百年不遇 百分制 三分地 半成品 四方 三下乡 四下乡 五天工作制 四天工作制 四天半工作制 五险一金 三资 三公经费 五包一 五包 三张表"))

// clockEnd returns the end of the time of day at glyph i, or i: 8:30, 24时,
// 17点30分, 上午9时.
func clockEnd(g []glyph, i int) int {
	value, e, ok := hourAt(g, i)
	if !ok || value > 24 {
		return i
	}
	switch at(g, e) {
	case ':':
		return minutesAfterColon(g, i, e)
	case '时', '点':
		return minutesAfterHour(g, i, e)
	}
	return i
}

// hourAt reads an hour at glyph i, 0 to 24.
func hourAt(g []glyph, i int) (hour, end int, ok bool) {
	if hour, end, ok = calendarNumber(g, i, 24); ok || at(g, i) != '0' {
		return hour, end, ok
	}
	end = i + 1
	if at(g, end) == '0' {
		end++
	}
	return 0, end, true
}

// minutesAfterColon reads :30 or :30:15 at glyph e after the hour at glyph i. It
// returns i where the colon is that of a ratio.
func minutesAfterColon(g []glyph, i, e int) int {
	if e+2 >= len(g) || !isDigit(g[i].r) || !isDigit(g[e+1].r) || !isDigit(g[e+2].r) || g[e+1].r >= '6' {
		return i
	}
	j := e + 3
	if j < len(g) && isDigit(g[j].r) && g[j].gap == joined {
		return i
	}
	if _, ratio := nextIs(g, j, "的比例", "比例", "配比", "的配比", "配套"); ratio || at(g, i-1) == '按' {
		return i
	}
	if at(g, j) == ':' && isDigit(at(g, j+1)) && isDigit(at(g, j+2)) {
		j += 3
	}
	return j
}

// minutesAfterHour reads 时, 点 and the minutes after them at glyph e, after the
// hour at glyph i. It returns i for 8时期 and 八点五.
func minutesAfterHour(g []glyph, i, e int) int {
	next := at(g, e+1)
	_, minutesEnd, minutes := calendarNumber(g, e+1, 59)
	minutes = minutes && at(g, minutesEnd) == '分'
	switch {
	case g[e].r == '时':
		if next == '期' {
			return i
		}
	case !isDigit(g[i].r) && (isDigit(next) || chineseDigit(next) >= 0):
		// 八点五 is 8.5 but 八点三十分 is a time.
		if !minutes || at(g, minutesEnd+1) == '之' {
			return i
		}
	}
	switch {
	case minutes:
		return minutesEnd + 1
	case next == '整' || next == '半':
		return e + 2
	}
	return e + 1
}

// codeEnd returns the end of the code that the digits at glyph i belong to:
// COVID-19, H1N1, 5G, 1+3, 7×24小时, an address or a number with letters.
func codeEnd(g []glyph, i int) int {
	if i > 0 && g[i].gap == joined {
		if isAny(g[i-1].r, "×*✕") { // 7×24小时
			e, ok := nextIs(g, codeRun(g, i), "小时")
			if ok {
				return e
			}
			return i
		}
		if codeBefore(g, i) {
			return codeRun(g, i)
		}
	}
	j := digitRun(g, i)
	if e := telephoneEnd(g, i, j); e > j {
		return e
	}
	if j >= len(g) || g[j].gap != joined {
		return i
	}
	if e := codeAfter(g, i, j); e > i {
		return e
	}
	if at(g, j) == '年' && (at(g, j+1) == '级' || at(g, j+1) == '代') && j-i < 3 {
		return j + 2
	}
	return i
}

// codeRun returns the end of the digits, letters, points and dashes at glyph i.
func codeRun(g []glyph, i int) int {
	j := i
	for j < len(g) && (j == i || g[j].gap == joined) {
		inside := (g[j].r == '.' || isDash(g[j].r)) && j+1 < len(g) && g[j+1].gap == joined && (isDigit(g[j+1].r) || isLetter(g[j+1].r))
		if !isDigit(g[j].r) && !isLetter(g[j].r) && !inside {
			break
		}
		j++
	}
	return max(j, i+1)
}

// codeBefore reports whether what stands right before the digits at glyph i makes
// them part of a code: H1, COVID-19, 1+1, #5, x@163.
func codeBefore(g []glyph, i int) bool {
	before := g[i-1].r
	switch {
	case isLetter(before):
		return !currencyBefore(g, i)
	case isDash(before) || before == '_':
		return i > 1 && isLetter(g[i-2].r) && g[i-1].gap == joined && !currencyBefore(g, i-1) && !englishWordBefore(g, i-1)
	case before == '+':
		return i > 1 && (isDigit(g[i-2].r) || isLetter(g[i-2].r) || g[i-2].r == '“')
	}
	return before == '#' || before == '@'
}

// telephoneEnd returns the end of the telephone number whose first digits are
// [i, j), or j: 025-83666666, 13800138000.
func telephoneEnd(g []glyph, i, j int) int {
	if !(g[i].r == '0' && j-i >= 3) && j-i < 7 {
		return j
	}
	if (j >= len(g) || !isDash(g[j].r)) && !(j-i >= 10 && g[i].r == '1') {
		return j
	}
	k := j
	for k < len(g) && (isDash(g[k].r) || isDigit(g[k].r)) && g[k].gap != paragraph && (g[k].gap == joined || isDash(g[k-1].r)) {
		k++
	}
	if k <= j+6 {
		return j
	}
	return k
}

// codeAfter returns the end of the code that the digits [i, j) begin, given what
// is joined to them, or i: 1+N, 123@163.com, 3×3, 5G, 80后.
func codeAfter(g []glyph, i, j int) int {
	switch next := g[j].r; {
	case next == '+':
		if j+1 < len(g) && (isDigit(g[j+1].r) || g[j+1].r == 'n' || g[j+1].r == 'x') {
			return j + 1
		}
	case next == '@':
		return codeRun(g, i)
	case next == '×' || next == '*':
		if _, _, power := exponentAt(g, j); !power && j-i == 1 && isDigit(at(g, j+1)) {
			return j + 1
		}
	case isLetter(next):
		if !unitLetters(g, j) {
			return codeRun(g, i)
		}
	case next == '后':
		if j-i == 2 && g[j-1].r == '0' && g[i].r >= '5' {
			return j + 1 // 80后
		}
	}
	return i
}

// unitLetters reports whether the letters joined to a number at glyph j are its
// unit, its magnitude or the ending of an ordinal, and no part of a code.
func unitLetters(g []glyph, j int) bool {
	if _, e, ok := unitAt(g, j); ok && (e >= len(g) || !isLetter(g[e].r)) {
		return true
	}
	if _, _, ok := magnitudeWords.at(g, j); ok && (g[j].r != 'm' || g[j].upper || !isHan(at(g, j+1))) {
		return true
	}
	if u, _, ok := englishUnits.at(g, j); ok && (!g[j].upper || u.dimension == Money) {
		return true
	}
	_, ok := nextIs(g, j, "st", "nd", "rd", "th")
	return ok
}

// englishWordBefore reports whether a common word joined by a hyphen stands
// before glyph i: mid-2020 is a date, COVID-19 a name.
func englishWordBefore(g []glyph, i int) bool {
	for _, w := range []string{"mid", "pre", "post", "early", "late", "end", "q1", "q2", "q3", "q4", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"} {
		if wordEndsAt(g, i, w) {
			return true
		}
	}
	return false
}

func currencyBefore(g []glyph, i int) bool {
	_, _, ok := currencyMarks.before(g, i)
	return ok
}

// latinDecoyEnd returns the end of the web address, or of the word with the
// number it names, at glyph i: Article 5, Section 3.2, page 12.
func latinDecoyEnd(g []glyph, i int) int {
	if i > 0 && isLetter(g[i-1].r) && g[i].gap == joined {
		return i
	}
	if e := addressEnd(g, i); e > i {
		return e
	}
	_, e, ok := numberedNames.at(g, i)
	if !ok || e >= len(g) {
		return i
	}
	if at(g, e) == '.' && g[e].gap == joined || at(g, e) == ':' || at(g, e) == '#' {
		e++
	}
	if e >= len(g) || !isDigit(g[e].r) && g[e].r != '(' {
		return i
	}
	return nameNumberEnd(g, e)
}

// addressEnd returns the end of the web address at glyph i, or i.
func addressEnd(g []glyph, i int) int {
	e, ok := nextIs(g, i, "http", "https", "www", "ftp")
	if !ok || at(g, e) != ':' && at(g, e) != '.' {
		return i
	}
	for e < len(g) && g[e].gap == joined && g[e].r < 0x80 {
		e++
	}
	return e
}

// nameNumberEnd returns the end of the number of an article or a form at glyph i:
// 3.2(a), 10-K, (5).
func nameNumberEnd(g []glyph, i int) int {
	j := i
	for j < len(g) && (j == i || g[j].gap == joined) {
		r := g[j].r
		switch {
		case isDigit(r), j == i && r == '(':
		case j > i && (isLetter(r) || r == '(' || r == ')' || isDash(r) || r == '/' || r == '.' && isDigit(at(g, j+1))):
		default:
			return j
		}
		j++
	}
	return j
}

// numberedNames are English words whose number is a name.
var numberedNames = newLexicon(set("article articles art section sections sec chapter clause clauses paragraph paragraphs para schedule annex appendix part parts figure fig table page pages rule rules regulation regulations form no nos number version phase level tier step type class grade room building line route item note notes case act order circular document decree bulletin volume vol issue box tel telephone phone fax hotline ext postcode zip id ref reference category group stage zone unit exercise nr covid question faq amendment protocol directive convention resolution point points apartment apt title iso iec gb gb/t nfpa astm highway interstate route windows boeing airbus proposition bill horizon agenda vision suite floor building gate terminal flight channel ward block lot"))
