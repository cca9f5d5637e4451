package query

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"policybot/index/analysis"
	"policybot/knowledge"
	"policybot/knowledge/figure"
	"policybot/knowledge/place"
)

// longestQuestion is how much of a question is read, in bytes; the rest of a
// longer text is left alone.
const longestQuestion = 2000

// Parse reads a question. It cannot fail: what is not understood stays
// in Terms.
func Parse(text string) Query {
	text = strings.TrimSpace(strings.ToValidUTF8(text, " "))
	if len(text) > longestQuestion {
		text = strings.ToValidUTF8(text[:longestQuestion], "")
	}
	q := Query{Text: text, Language: analysis.LanguageOf(text), Want: WantAny}
	p := parser{query: &q, runes: analysis.FoldRunes(text, nil)}
	p.readPlaces()
	p.readTimes()
	p.readAskedFigure()
	p.readPremises()
	p.readWords()
	p.settle()
	return q
}

// parser reads one question. taken marks characters that an earlier step has
// read; words collects what the steps found.
type parser struct {
	query   *Query
	runes   []analysis.FoldedRune
	taken   []bool
	words   []Word
	yesNo   bool // a word asks for yes or no
	history bool // a word asks for what changed
}

// take records a word over the characters that lie in bytes start to end.
func (p *parser) take(start, end int, class WordClass) {
	if p.taken == nil {
		p.taken = make([]bool, len(p.runes))
	}
	var text strings.Builder
	for i, r := range p.runes {
		if r.Start >= start && r.End <= end {
			p.taken[i] = true
			text.WriteRune(r.Rune)
		}
	}
	p.words = append(p.words, Word{Text: text.String(), Start: start, End: end, Class: class})
}

func (p *parser) isTaken(i int) bool { return p.taken != nil && p.taken[i] }

// free reports whether no step has read bytes start to end.
func (p *parser) free(start, end int) bool {
	for i, r := range p.runes {
		if r.Start < end && r.End > start && p.isTaken(i) {
			return false
		}
	}
	return true
}

func (p *parser) readPlaces() {
	for _, m := range place.Find(p.query.Text) {
		p.query.Places = append(p.query.Places, m)
		p.take(m.Start, m.End, slotWord)
	}
}

// relativeYears are words for years counted from the document's own year.
var relativeYears = []struct {
	words  []string
	offset int
}{
	{[]string{"去年", "上年", "上一年", "前一年", "last year", "previous year", "the year before"}, -1},
	{[]string{"前年"}, -2},
	{[]string{"明年", "来年", "下一年", "next year", "the following year"}, 1},
	{[]string{"后年"}, 2},
}

// readTimes reads dates, periods and relative years as slots. A date without
// a year keeps none: each document resolves it against its own.
func (p *parser) readTimes() {
	q := p.query
	lower := strings.ToLower(q.Text)
	if len(lower) == len(q.Text) {
		for _, relative := range relativeYears {
			for _, words := range relative.words {
				if i := strings.Index(lower, words); i >= 0 && p.free(i, i+len(words)) {
					q.Years = append(q.Years, Period{Text: words, Offset: relative.offset, Relative: true})
					p.take(i, i+len(words), slotWord)
				}
			}
		}
	}
	for _, f := range figure.Find(q.Text, figure.Date{}) {
		if f.Dimension != figure.DateDay && f.Dimension != figure.DateRange || !p.free(f.Start, f.End) {
			continue
		}
		period := Period{Text: f.Text, From: f.Date, Until: f.Until}
		if f.Until.IsZero() {
			period.Until = period.From
		}
		if period.From.IsZero() && period.Until.IsZero() {
			continue
		}
		q.Years = append(q.Years, period)
		p.take(f.Start, f.End, slotWord)
	}
	for _, m := range bareYear.FindAllStringIndex(q.Text, -1) {
		if !p.free(m[0], m[1]) {
			continue
		}
		year := 0
		for _, d := range q.Text[m[0] : m[0]+4] {
			year = year*10 + int(d-'0')
		}
		from, _ := figure.NewDate(year, 1, 1)
		until, _ := figure.NewDate(year, 12, 31)
		q.Years = append(q.Years, Period{Text: q.Text[m[0]:m[1]], From: from, Until: until})
		p.take(m[0], m[1], slotWord)
	}
}

// bareYear is a year with or without 年, standing alone.
var bareYear = regexp.MustCompile(`\b(?:19|20)\d\d(?:年度?|\b)`)

// askedFigures are the ways to ask for a number before its unit. A digit put
// in their place makes a figure that the figure reader can name.
var askedFigures = regexp.MustCompile(`百分之(?:几|多少)|(?:几|多少)(?:十|百|千)?(?:多)?(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)?|\bhow many|\bhow much`)

// readAskedFigure finds what kind of figure is asked for by putting a digit
// where the question asks: 多少户 is read as 3户, "how many days" as "3 days".
func (p *parser) readAskedFigure() {
	q := p.query
	text, at := p.folded()
	for _, m := range askedFigures.FindAllStringIndex(text, -1) {
		if !p.free(at[m[0]], at[m[1]]) {
			continue
		}
		asked := text[m[0]:m[1]]
		digit := "3"
		switch {
		case strings.HasPrefix(asked, "百分之"):
			digit = "百分之3"
		case strings.ContainsAny(asked, "亿万"):
			digit = "3" + strings.TrimLeft(asked, "几多少")
		}
		tail := text[m[1]:]
		if name := strings.TrimLeft(tail, " "); name != "" && '0' <= name[0] && name[0] <= '9' {
			continue // 多少5G基站: the digits begin a name
		}
		if q.Language == knowledge.English {
			tail = " " + strings.TrimSpace(tail)
		}
		for _, f := range figure.Find(digit+tail, figure.Date{}) {
			if f.Start > 0 || f.Change != nil || f.Dimension == figure.Volume && risesTo.MatchString(tail) || f.Dimension == figure.Number || f.Dimension == figure.Count && asked == "how much" || f.Dimension == figure.DateDay || f.Dimension == figure.DateRange {
				break
			}
			end := m[1] + f.End - len(digit)
			if q.Language == knowledge.English {
				end = m[1] + (f.End - len(digit) - 1) + leadingSpace(text[m[1]:])
			}
			if q.Language == knowledge.Chinese && beginsWord(text[m[1]:], end-m[1]) {
				break
			}
			p.ask(f.Dimension, f.Unit)
			if f.Dimension == figure.Count && (q.Language == knowledge.English || utf8.RuneCountInString(f.Unit) > 1) {
				// The noun counted is the subject: it stays a content word.
				end = m[1]
			}
			p.take(at[m[0]], at[max(m[1], min(end, len(text)))], AskingWord)
			break
		}
		if q.Dimension != "" {
			return
		}
	}
}

// folded returns the folded question, and for each of its bytes, and its
// end, the byte of the question it came from.
func (p *parser) folded() (string, []int) {
	var text strings.Builder
	var at []int
	for _, r := range p.runes {
		n, _ := text.WriteRune(r.Rune)
		for range n {
			at = append(at, r.Start)
		}
	}
	return text.String(), append(at, len(p.query.Text))
}

// counterWords are nouns that begin with a character that also counts: 多少本金
// does not ask for books.
const counterWords = " 本金 本息 本钱 本科 家庭 家具 家政 项目 条件 条款 件数 名额 名单 位置 个税 个体 户籍 户口 部门 部分 种子 种植 场地 场所 场景 台账 班级 天然 年龄 年薪 日产 月薪 人才 人员 人数 人力 口罩 层级 篇幅 度数 分数 分店 分红 点数 元器 批文 批次 辆次 公里 公司 公顷 公斤 号码 股权 股份 股票 股东 股本 期限 期货 笔试 车辆 车位 床位 岗位 岛屿 房屋 房租 税款 税费 税收 面积 站点 线路 城市 国家 县区 乡镇 村庄 学校 医院 "

// beginsWord reports whether what was read as a counter, the first n bytes of
// text, is the first character of a noun.
func beginsWord(text string, n int) bool {
	_, first := utf8.DecodeRuneInString(text)
	if n != first || n >= len(text) {
		return false
	}
	_, second := utf8.DecodeRuneInString(text[n:])
	return strings.Contains(counterWords, " "+text[:n+second]+" ")
}

// risesTo keeps 升到多少 from being read as litres.
var risesTo = regexp.MustCompile(`^升[到至]`)

func leadingSpace(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// ask records the kind of figure asked for.
func (p *parser) ask(d figure.Dimension, unit string) {
	q := p.query
	q.Dimension, q.Unit = d, unit
	switch d {
	case figure.Money:
		q.Want = WantMoney
	case figure.Count:
		q.Want = WantCount
	case figure.Percent, figure.PercentagePoint, figure.Permille, figure.Fraction:
		q.Want, q.Unit = WantShare, ""
	case figure.Duration:
		q.Want, q.Unit = WantDuration, ""
	default:
		q.Want = WantFigure
	}
}

// readPremises reads the figures that the question takes for true.
func (p *parser) readPremises() {
	q := p.query
	for _, f := range figure.Find(q.Text, figure.Date{}) {
		if f.Dimension == figure.DateDay || f.Dimension == figure.DateRange || !p.free(f.Start, f.End) {
			continue
		}
		if strings.Contains(f.Text, "一") && f.Valued && f.Value.Equal(decimal.NewFromInt(1)) || f.Dimension == figure.Mass && isName(f.Text) {
			continue // 一天, 5g: a word for "each", a name
		}
		q.Premises = append(q.Premises, f)
		end := f.End
		if f.Dimension == figure.Count && q.Language == knowledge.English {
			// What is counted is the subject: it stays a content word.
			if i := strings.IndexByte(f.Text, ' '); i > 0 && i < len(f.Text)-1 && '0' <= f.Text[0] && f.Text[0] <= '9' {
				end = f.Start + i
			}
		}
		p.take(f.Start, end, figureWord)
	}
}

// isName reports whether what reads as grams is a name: 5g towers.
func isName(text string) bool {
	return len(text) == 2 && (text[1] == 'g' || text[1] == 'G')
}

// readWords reads the rest of the question against the lexicons.
func (p *parser) readWords() {
	for i := 0; i < len(p.runes); {
		r := p.runes[i].Rune
		switch {
		case p.isTaken(i):
			i++
		case analysis.IsHan(r):
			i = p.readChinese(i)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			i = p.readLatin(i)
		default:
			i++
		}
	}
	slices.SortFunc(p.words, func(a, b Word) int { return a.Start - b.Start })
	p.query.Words = p.words
}

// readChinese reads a run of Chinese characters from i and returns the end
// of the run. Single characters separate only where the lexicon is sure that
// they do not belong to a noun.
func (p *parser) readChinese(i int) int {
	end := i
	for end < len(p.runes) && analysis.IsHan(p.runes[end].Rune) && !p.isTaken(end) {
		end++
	}
	content := i
	flush := func(until int) {
		from, to := content, until
		for from < to && strings.ContainsRune("有要将从在", p.runes[from].Rune) {
			from++
		}
		for from < to && strings.ContainsRune("有要是在", p.runes[to-1].Rune) {
			to--
		}
		if from > content {
			p.add(content, from, fillerWord)
		}
		if to > from {
			p.add(from, to, ContentWord)
		}
		if until > max(from, to) {
			p.add(max(from, to), until, fillerWord)
		}
	}
	for at := i; at < end; {
		n, entry := p.longestChinese(at, end)
		if n == 0 {
			at++
			continue
		}
		flush(at)
		p.add(at, at+n, entry.class)
		p.apply(entry)
		at += n
		content = at
	}
	flush(end)
	return end
}

func (p *parser) longestChinese(at, end int) (int, lexeme) {
	var b [16]rune
	n := 0
	for n < chineseLexicon.longest && at+n < end && n < len(b) {
		b[n] = p.runes[at+n].Rune
		n++
	}
	for ; n > 0; n-- {
		if entry, ok := chineseLexicon.entries[string(b[:n])]; ok {
			return n, entry
		}
	}
	return 0, lexeme{}
}

// readLatin reads one Latin word or number from i, or the phrase of the
// lexicon that begins there, and returns its end.
func (p *parser) readLatin(i int) int {
	n, stop := 0, i
	var phrase strings.Builder
	best, bestEnd := lexeme{}, 0
	first := 0
	for n < englishLexicon.longest && stop < len(p.runes) {
		end := stop
		for end < len(p.runes) && !p.isTaken(end) && isWordRune(p.runes, end) {
			end++
		}
		if end == stop {
			break
		}
		if n > 0 {
			phrase.WriteByte(' ')
		}
		for _, r := range p.runes[stop:end] {
			phrase.WriteRune(r.Rune)
		}
		if n == 0 {
			first = end
		}
		n++
		if entry, ok := englishLexicon.entries[phrase.String()]; ok {
			best, bestEnd = entry, end
		}
		for stop = end; stop < len(p.runes) && p.runes[stop].Rune == ' ' && !p.isTaken(stop); stop++ {
		}
		if stop == end {
			break
		}
	}
	if bestEnd == 0 {
		p.add(i, max(first, i+1), ContentWord)
		return max(first, i+1)
	}
	// "is", "does" and their like ask only at the head of a question.
	if best.want == WantYesNo && len(p.words) > 0 && p.hasEnglishBefore(i) {
		best = lexeme{class: fillerWord}
	}
	p.add(i, bestEnd, best.class)
	p.apply(best)
	return bestEnd
}

func (p *parser) hasEnglishBefore(i int) bool {
	for _, r := range p.runes[:i] {
		if unicode.IsLetter(r.Rune) {
			return true
		}
	}
	return false
}

func isWordRune(runes []analysis.FoldedRune, i int) bool {
	r := runes[i].Rune
	if analysis.IsHan(r) {
		return false
	}
	if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '%' {
		return true
	}
	if r != '-' && r != '\'' && r != '’' && r != '.' && r != '+' && r != ':' {
		return false
	}
	// Inside a word only: COVID-19, it's, 5G+, 3.5.
	return i > 0 && i+1 < len(runes) && unicode.IsLetter(runes[i-1].Rune) && (unicode.IsLetter(runes[i+1].Rune) || unicode.IsDigit(runes[i+1].Rune)) && !analysis.IsHan(runes[i+1].Rune) ||
		r == '.' && i > 0 && i+1 < len(runes) && unicode.IsDigit(runes[i-1].Rune) && unicode.IsDigit(runes[i+1].Rune)
}

// add records characters from to to as a word.
func (p *parser) add(from, to int, class WordClass) {
	var text strings.Builder
	for _, r := range p.runes[from:to] {
		text.WriteRune(r.Rune)
	}
	p.words = append(p.words, Word{Text: text.String(), Start: p.runes[from].Start, End: p.runes[to-1].End, Class: class})
}

// apply takes over what a word of the lexicon says of the answer wanted. The
// first word that asks for something definite wins: in "多少家 … 吗" the first.
func (p *parser) apply(entry lexeme) {
	q := p.query
	if entry.operation != "" && (q.Operation == "" || q.Operation == Total) {
		q.Operation = entry.operation
	}
	if entry.dimension != "" && q.Dimension == "" {
		q.Dimension = entry.dimension
	}
	if entry.bound != "" {
		q.Bound = entry.bound
	}
	p.history = p.history || entry.want == WantHistory
	if entry.hint != "" && q.Hint == "" {
		q.Hint = entry.hint
	}
	if entry.want == "" {
		return
	}
	if entry.want == WantYesNo {
		p.yesNo = true
		return
	}
	if strength(entry.want) > strength(q.Want) {
		q.Want = entry.want
	}
}

// strength orders kinds of answer by how definitely a question asks for them.
func strength(w Want) int {
	switch w {
	case WantAny:
		return 0
	case WantWhich:
		return 1
	case WantHistory:
		return 2
	case WantHow, WantWhy:
		return 3
	case WantList, WantWhere:
		return 4
	case WantFigure:
		return 5
	case WantDate, WantWho:
		return 6
	}
	return 7
}

// settle draws the conclusions that need the whole question.
func (p *parser) settle() {
	q := p.query
	text := analysis.Fold(q.Text)
	switch {
	case q.Operation != "":
	case fromLevel.MatchString(text):
		q.Operation = Before
	case grownBy.MatchString(text):
		q.Operation = Growth
	}
	if shareOfWhole.MatchString(text) && q.Want != WantCount && q.Want != WantMoney {
		q.Want, q.Dimension, q.Hint, q.Operation = WantShare, figure.Percent, figure.Percent, ShareOf
	}
	if p.history && q.Want == WantHow {
		q.Want = WantHistory
	}
	if (p.yesNo || tagQuestion.MatchString(q.Text)) && strength(q.Want) <= 2 {
		q.Want = WantYesNo
		if len(q.Premises) > 0 && q.Dimension == "" && q.Premises[0].Dimension != figure.Number {
			q.Hint, q.Unit = q.Premises[0].Dimension, q.Premises[0].Unit
		}
	}
	for _, w := range q.Words {
		if w.Class != ContentWord {
			continue
		}
		q.Terms = append(q.Terms, q.Text[w.Start:w.End])
		if q.Hint == "" {
			q.Hint = hintOf(w.Text)
		}
	}
	if q.Dimension == figure.Count || q.Want == WantFigure {
		q.Counted, q.Head = q.countedNoun()
	}
	if m := agencyName.FindAllString(q.Text, -1); m != nil {
		q.Agencies = m
	}
	hasWeak := slices.ContainsFunc(q.Words, func(w Word) bool { return w.Class == WeakWord })
	q.Noise = len(q.Terms) == 0 && !hasWeak && len(q.Premises) == 0 && len(q.Places) == 0 && len(q.Years) == 0
}

// countedNoun returns where the question names what is to be counted, and the
// words that must head the name of a figure that counts it: those behind the
// asking word (多少家银行, "how many banks"), else those before it (银行有多少家).
func (q *Query) countedNoun() (at [2]int, head string) {
	asked := slices.IndexFunc(q.Words, func(w Word) bool { return w.Class == AskingWord })
	if asked < 0 {
		return at, ""
	}
	for _, w := range q.Words[asked+1:] {
		if w.Class == AskingWord || w.Class != ContentWord && head != "" || head != "" && q.Language == knowledge.Chinese {
			break
		}
		if w.Class == ContentWord {
			if head == "" {
				at[0] = w.Start
			}
			at[1] = w.End
			head += w.Text + " "
		}
	}
	behind := slices.ContainsFunc(q.Words[asked+1:], func(w Word) bool { return w.Class == WeakWord })
	if head != "" || behind || q.Dimension != figure.Count || q.Language != knowledge.Chinese {
		return at, strings.TrimSpace(head)
	}
	for i := asked - 1; i >= 0; i-- {
		if w := q.Words[i]; w.Class == ContentWord {
			// The noun that is counted ends the phrase: 示范基地 in 小微企业示范基地.
			runes := []rune(w.Text)
			return [2]int{w.Start, w.End}, string(runes[max(0, len(runes)-2):])
		}
	}
	return at, ""
}

var (
	// fromLevel asks for the level before a change.
	fromLevel = regexp.MustCompile(`\b(?:up|down|risen?|rose|recovered|increased|grown|fallen|lowered|cut|raised|changed)\s+from\s*\?*\s*$|\bbefore the (?:increase|rise|cut|change|reduction|extension|expansion|drop)\b|(?:上调|下调|调整|提高|降低|增加|减少|扩建|扩容|上涨|下降|涨价|降价|改变|变化)(?:之前|以前|前(?:的|$|[^\p{Han}]|是|有|为|多少|几))`)
	// grownBy asks how much something changed.
	grownBy = regexp.MustCompile(`(?:提高|增加|上升|增长|降低|下降|减少|下调|上调|上涨|削减|缩短|延长|砍|涨|降|减)了?(?:多少|几)|[多少]了(?:多少|几)|\bby how (?:much|many)\b|\bhow (?:much|many) (?:more|fewer|less)\b|\bhow much (?:did|has|have|was|were|is)\b.{3,80}\b(?:rise|risen|rose|grow|grown|increased?|fall|fallen|drop|dropped|cut|reduced|raised|lowered)\b`)
	// shareOfWhole asks for the share that one count is of another.
	shareOfWhole = regexp.MustCompile(`占.{1,16}(?:比例|比重|百分比|百分之几|几成)`)
)

// tagQuestion is the end of a statement that asks to be confirmed.
var tagQuestion = regexp.MustCompile(`(?i:\b(?:right|correct|true|isn't it|is that so)\s*\?*\s*$)`)

// hintOf tells from a noun's last character what kind of figure it takes.
func hintOf(noun string) figure.Dimension {
	switch {
	case strings.HasSuffix(noun, "率"), strings.HasSuffix(noun, "占比"):
		return figure.Percent
	case strings.HasSuffix(noun, "额"):
		return figure.Money
	case strings.HasSuffix(noun, "户数"), strings.HasSuffix(noun, "家数"), strings.HasSuffix(noun, "人数"):
		return figure.Count
	}
	return ""
}

// agencyName is a Chinese agency by its ending.
var agencyName = regexp.MustCompile(`(?:国务院|\p{Han}{2,10}?(?:委员会|办公室|厅|部门|监管局|税务局|管理局|总局|人民银行))`)
