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

// ordinalEnd returns the end of 第五条, 第（二）款, 第12号 at glyph i. Quarters are
// periods, and read as such.
func ordinalEnd(g []glyph, i int) int {
	j := i + 1
	if at(g, j) == '(' {
		j++
	}
	start := j
	for j < len(g) && j-i < 12 && (isDigit(g[j].r) || startsNumeral(g[j].r) || isDash(g[j].r) && j > start || joinedDigits(g, j, '.') && j > start || (g[j].r == '至' || g[j].r == '、' || g[j].r == '和') && j > start && j+1 < len(g) && (isDigit(g[j+1].r) || startsNumeral(g[j+1].r))) {
		j++
	}
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
	if j < len(g) && g[j].r != ',' {
		j++ // its unit: 第三批, 第5日
		if at(g, j-1) == '个' || at(g, j-1) == '工' {
			for j < len(g) && j-i < 14 && isHan(g[j].r) && (g[j].r == '工' || g[j].r == '作' || g[j].r == '日' || g[j].r == '月') {
				j++
			}
		}
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
	value, e, ok := calendarNumber(g, i, 24)
	if !ok && at(g, i) == '0' {
		value, e, ok = 0, i+1, true
		if at(g, e) == '0' {
			e++
		}
	}
	if !ok || value > 24 {
		return i
	}
	switch at(g, e) {
	case ':':
		if e+2 < len(g) && isDigit(g[e+1].r) && isDigit(g[e+2].r) && (e+3 >= len(g) || !isDigit(g[e+3].r) || g[e+3].gap != joined) && g[e+1].r < '6' && isDigit(g[i].r) {
			if _, ratio := nextIs(g, e+3, "的比例", "比例", "配比", "的配比", "配套"); ratio || at(g, i-1) == '按' {
				return i
			}
			j := e + 3
			if at(g, j) == ':' && isDigit(at(g, j+1)) && isDigit(at(g, j+2)) {
				j += 3
			}
			return j
		}
	case '时', '点':
		next := at(g, e+1)
		if at(g, e) == '时' {
			if next == '期' {
				return i
			}
		} else if isDigit(next) && !isDigit(g[i].r) || chineseDigit(next) >= 0 && !isDigit(g[i].r) {
			// 八点五 is 8.5 but 八点三十分 is a time.
			_, e2, ok := calendarNumber(g, e+1, 59)
			if !ok || at(g, e2) != '分' || at(g, e2+1) == '之' {
				return i
			}
		}
		j := e + 1
		if _, e2, ok := calendarNumber(g, j, 59); ok && at(g, e2) == '分' {
			j = e2 + 1
		} else if at(g, j) == '整' || at(g, j) == '半' {
			j++
		}
		return j
	}
	return i
}

// codeEnd returns the end of the code that the digits at glyph i belong to:
// COVID-19, H1N1, 5G, 1+3, 7×24小时, an address or a number with letters.
func codeEnd(g []glyph, i int) int {
	run := func() int {
		j := i
		for j < len(g) && (isDigit(g[j].r) || isLetter(g[j].r) || (g[j].r == '.' || isDash(g[j].r)) && j+1 < len(g) && g[j+1].gap == joined && (isDigit(g[j+1].r) || isLetter(g[j+1].r))) && (j == i || g[j].gap == joined) {
			j++
		}
		return max(j, i+1)
	}
	if i > 0 && g[i].gap == joined {
		before := g[i-1].r
		switch {
		case isLetter(before) && !currencyBefore(g, i):
			return run()
		case (isDash(before) || before == '_') && i > 1 && isLetter(g[i-2].r) && g[i-1].gap == joined && !currencyBefore(g, i-1) && !englishWordBefore(g, i-1):
			return run()
		case before == '+' && i > 1 && (isDigit(g[i-2].r) || isLetter(g[i-2].r) || g[i-2].r == '“'), before == '#', before == '@':
			return run()
		case before == '×' || before == '*' || before == '✕':
			j := run()
			if e, ok := nextIs(g, j, "小时"); ok {
				return e
			}
			return i
		}
	}
	j := i
	for j < len(g) && isDigit(g[j].r) && (j == i || g[j].gap == joined) {
		j++
	}
	if g[i].r == '0' && j-i >= 3 || j-i >= 7 {
		if k := j; k < len(g) && isDash(g[k].r) || j-i >= 10 && g[i].r == '1' { // a telephone number
			for k < len(g) && (isDash(g[k].r) || isDigit(g[k].r)) && g[k].gap != paragraph && (g[k].gap == joined || isDash(g[k-1].r)) {
				k++
			}
			if k > j+6 {
				return k
			}
		}
	}
	if j < len(g) && g[j].gap == joined {
		switch next := g[j].r; {
		case next == '+' && j+1 < len(g) && (isDigit(g[j+1].r) || g[j+1].r == 'n' || g[j+1].r == 'x'):
			return j + 1
		case next == '@':
			return run()
		case next == '×' || next == '*':
			if _, _, power := exponentAt(g, j); power {
				return i
			}
			if j-i == 1 && isDigit(at(g, j+1)) {
				return j + 1
			}
		case isLetter(next) && !isHan(next):
			if _, e, ok := unitAt(g, j); ok && (e >= len(g) || !isLetter(g[e].r)) {
				return i
			}
			if _, _, ok := magnitudeWords.at(g, j); ok && (g[j].r != 'm' || g[j].upper || !isHan(at(g, j+1))) {
				return i
			}
			if u, _, ok := englishUnits.at(g, j); ok && (!g[j].upper || u.dimension == Money) {
				return i
			}
			if _, ok := nextIs(g, j, "st", "nd", "rd", "th"); ok {
				return i
			}
			return run()
		case next == '后' && j-i == 2 && g[j-1].r == '0' && g[i].r >= '5':
			return j + 1 // 80后
		}
		if at(g, j) == '年' && (at(g, j+1) == '级' || at(g, j+1) == '代') && j-i < 3 {
			return j + 2
		}
	}
	return i
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
	if e, ok := nextIs(g, i, "http", "https", "www", "ftp"); ok && (at(g, e) == ':' || at(g, e) == '.') {
		for e < len(g) && g[e].gap == joined && g[e].r < 0x80 {
			e++
		}
		return e
	}
	if _, e, ok := numberedNames.at(g, i); ok && e < len(g) {
		if at(g, e) == '.' && g[e].gap == joined || at(g, e) == ':' || at(g, e) == '#' {
			e++
		}
		if e >= len(g) || !isDigit(g[e].r) && g[e].r != '(' {
			return i
		}
		j := e
		for j < len(g) && (isDigit(g[j].r) || j == e && g[j].r == '(' || j > e && g[j].gap == joined && (isLetter(g[j].r) || g[j].r == '.' && isDigit(at(g, j+1)) || g[j].r == '(' || g[j].r == ')' || isDash(g[j].r) || g[j].r == '/')) && (j == e || g[j].gap == joined) {
			j++
		}
		return j
	}
	return i
}

// numberedNames are English words whose number is a name.
var numberedNames = newLexicon(set("article articles art section sections sec chapter clause clauses paragraph paragraphs para schedule annex appendix part parts figure fig table page pages rule rules regulation regulations form no nos number version phase level tier step type class grade room building line route item note notes case act order circular document decree bulletin volume vol issue box tel telephone phone fax hotline ext postcode zip id ref reference category group stage zone unit exercise nr covid question faq amendment protocol directive convention resolution point points apartment apt title iso iec gb gb/t nfpa astm highway interstate route windows boeing airbus proposition bill horizon agenda vision suite floor building gate terminal flight channel ward block lot"))
