package diff

import (
	"regexp"
	"slices"
	"strings"

	"policybot/knowledge/diff/lexicon"
	"policybot/knowledge/diff/statement"
	"policybot/knowledge/figure"
)

// nameKind is a way in which the figures of one sentence are told apart.
type nameKind int

// The ways. A name holds for the figures behind it until the next of its kind.
const (
	byParty    nameKind = iota // 对单位处…，对个人处…
	byAge                      // adults … children …
	bySide                     // the landlord … the tenant …
	byOccasion                 // 国庆节…，劳动节…
	byYear                     // 2018年…，2019年…
	byColumn                   // of a table
	byOrder                    // 甲、乙分别…
	nameKinds
)

// figureNames is what a figure is of, by kind; "" where nothing says.
type figureNames [nameKinds]string

// contrasts are the words that name what a figure is of in contrast to others.
var contrasts = map[nameKind]lexicon.Lexicon{
	byParty: lexicon.New("body: 单位|企业|公司|法人|用人单位|company|companies|firm|firms|employer|employers|organisation|organisations|organization|organizations|body corporate",
		"person: 个人|自然人|公民|责任人员|责任人|负责人|主管人员|职工|员工|individual|individuals|natural person|natural persons|employee|employees",
		"other: 个人所得税|个人信息|公司法|企业所得税"),
	byAge: lexicon.New("adult: 成人|成年人|adult|adults", "child: 儿童|未成年人|小孩|child|children", "senior: 老人|老年人|senior|seniors|pensioner|pensioners", "student: 学生|student|students",
		"men: 男性|男职工|男|men|male", "women: 女性|女职工|女|women|female"),
	bySide: lexicon.New("seller: 卖方|出卖人|转让方|seller|sellers", "buyer: 买方|买受人|受让方|buyer|buyers", "landlord: 出租人|出租方|房东|landlord|lessor", "tenant: 承租人|承租方|租客|tenant|lessee",
		"first: 甲方", "second: 乙方"),
	byOccasion: lexicon.New("spring: 春节", "national: 国庆节|国庆", "labour: 劳动节|五一", "midautumn: 中秋节|中秋", "dragonboat: 端午节|端午", "qingming: 清明节|清明", "newyear: 元旦", "christmas: christmas", "easter: easter",
		"weekday: 工作日|平日|weekday|weekdays", "weekend: 周末|双休日|weekend|weekends", "holiday: 节假日|法定节假日|public holiday|public holidays|bank holidays",
		"peak: 高峰|旺季|peak|high season", "offpeak: 低谷|淡季|off-peak|low season", "day: 白天|日间|daytime", "night: 夜间|at night|night", "summer: 夏季|summer", "winter: 冬季|winter",
		"first: 上半年", "second: 下半年", "other: 节假日期间除外"),
}

// named finds what each figure of the sentence is of.
func (s *sentence) named() []figureNames {
	if s.names != nil || len(s.figures) == 0 {
		return s.names
	}
	s.names = make([]figureNames, len(s.figures))
	if s.statements[0].Row {
		for i := range s.figures {
			s.names[i][byColumn] = statement.Fold(s.column(i))
		}
		return s.names
	}
	text := lexicon.FoldInPlace(s.masked)
	for kind, words := range contrasts {
		s.nameBy(kind, words, text)
	}
	s.nameByYear()
	s.nameByOrder()
	return s.names
}

// nameBy gives each figure the last word of a lexicon.Lexicon that stands before it.
func (s *sentence) nameBy(kind nameKind, words lexicon.Lexicon, text string) {
	last, next := "", 0
	for at := 0; at < len(text) && next < len(s.figures); {
		for next < len(s.figures) && s.figures[next].Start <= at {
			s.names[next][kind] = last
			next++
		}
		sense, size := words.SenseAt(text, at)
		if sense != "" && sense != "other" {
			last = sense
		}
		at += size
	}
	for ; next < len(s.figures); next++ {
		s.names[next][kind] = last
	}
}

// nameByYear gives figures the year or period before them, where the sentence
// names several.
func (s *sentence) nameByYear() {
	names := make([]string, len(s.figures))
	last, count := "", 0
	for i, f := range s.figures {
		if isDate(f) {
			if role := roleOf(s.masked, f); role != figure.Deadline && role != figure.Effective {
				last = f.ValueString()
				count++
			}
		}
		names[i] = last
	}
	if count < 2 {
		return
	}
	for i := range names {
		s.names[i][byYear] = names[i]
	}
}

// inOrder matches lists whose items are told one after another: names, then as
// many figures.
var inOrder = regexp.MustCompile(`(?i)((?:[^，。；,;、\s]{1,12}、)*[^，。；,;、\s]{1,12}?(?:和|与|及|、)[^，。；,;、\s]{1,12}?)(?:的\p{Han}{1,8})?(?:分别|依次|各自)` +
	`|((?:[\w-]+, )*[\w-]+,? and [\w-]+)\b[^.;]*\brespectively\b`)

var listMark = regexp.MustCompile(`、|和|与|及|,? and |, `)

// nameByOrder names the figures of "甲、乙分别3万元、5万元".
func (s *sentence) nameByOrder() {
	if !strings.Contains(s.masked, "分别") && !strings.Contains(s.masked, "依次") && !strings.Contains(s.masked, "respectively") {
		return
	}
	m := inOrder.FindStringSubmatchIndex(s.masked)
	if m == nil {
		return
	}
	group, end := 2, m[1]
	if m[2] < 0 {
		group, end = 4, m[5]
	}
	items := listMark.Split(s.masked[m[group]:m[group+1]], -1)
	var behind []int
	for i, f := range s.figures {
		if f.Start >= end && !isDate(f) {
			behind = append(behind, i)
		}
	}
	if len(behind) != len(items) {
		return
	}
	for k, i := range behind {
		s.names[i][byOrder] = statement.Fold(items[k])
	}
}

// have reports whether a figure of the sentence has a name.
func (s *sentence) have(kind nameKind, name string) bool {
	return slices.ContainsFunc(s.named(), func(n figureNames) bool { return n[kind] == name })
}

// contradict reports whether a figure of one version is of something else than
// one of the other: a body's fine and a person's. Where the thing that one is
// of is put in the place of the other's everywhere, the figure may stay the
// same; a statistic may be told of a later year, and a column get a new head.
func contradict(a *sentence, i int, b *sentence, j int) bool {
	x, y := a.named()[i], b.named()[j]
	for kind := range nameKinds {
		if x[kind] == y[kind] || x[kind] == "" || y[kind] == "" {
			continue
		}
		if b.have(kind, x[kind]) || a.have(kind, y[kind]) {
			return true
		}
		switch kind {
		case byColumn:
		case byYear, byOrder:
			if slices.ContainsFunc(a.named(), func(n figureNames) bool { return n[kind] != "" && b.have(kind, n[kind]) }) {
				return true
			}
		default:
			if !sameValue(a.figures[i], b.figures[j]) {
				return true
			}
		}
	}
	return false
}

// sameName reports whether the figures are told apart from others of their
// sentences by a name and have the same.
func sameName(a *sentence, i int, b *sentence, j int) bool {
	x, y := a.named()[i], b.named()[j]
	for kind := range nameKinds {
		if x[kind] != "" && x[kind] == y[kind] && slices.ContainsFunc(a.named(), func(n figureNames) bool { return n[kind] != x[kind] }) {
			return true
		}
	}
	return false
}
