package index

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"policybot/index/analysis"
	"policybot/index/query"
	"policybot/knowledge/figure"
)

// asks is a question as the choice of words sees it.
type asks struct {
	query   *query.Query
	kind    askKind
	noun    int // which of askNouns it asks for, -1 for none
	terms   []queryTerm
	bits    map[string]int
	hashes  map[uint32]int // bits by hashTerm
	weight  []float64      // by bit: share of the question's weight
	focus   []float64      // by bit: share of the weight close to the words that ask
	text    string
	runes   []rune         // of text
	places  map[rune][]int // where each character stands in runes, from the right
	unit    string         // the unit counted: 条 of 多少条
	before  string         // the two characters before the words that ask
	after   string         // and after them
	ordinal int            // 3 where it asks for the third
	wanted  string         // the noun asked for: 措施 of 哪些措施
}

// askKind is the kind of words an answer is made of.
type askKind uint8

const (
	askWhat askKind = iota
	askNumber
	askDate
	askWho
	askWhere
	askWhich
	askList
	askHow
	askWhy
	askYesNo
	askKinds
)

var askKindNames = [askKinds]string{"what", "number", "date", "who", "where", "which", "list", "how", "why", "yes_no"}

// askPatterns tell the kinds of question apart, the first that fits.
var askPatterns = []struct {
	kind    askKind
	pattern *regexp.Regexp
}{
	{askDate, regexp.MustCompile(`什么时候|什么时间|何时|哪(?:一)?(?:天|年|月|日)|几(?:月|日|号|点)|时间(?:是|为)|截止(?:日期|时间)|(?i:\bwhen\b|\bwhat (?:date|day|time|year)\b)`)},
	{askNumber, regexp.MustCompile(`多少|多大|多长|多久|多高|百分之几|几(?:个|名|家|天|种|项|条|次|人|倍|成|万|类|批|所|户|年|层|处|位|大|辆|吨|元|座|台|级|支|例|件|部|方面|只|分)|比例(?:是|为)|(?i:\bhow (?:many|much|long|large|big|high|far|often|old)\b|\bwhat (?:percentage|share|proportion|rate|amount|number)\b)`)},
	{askWho, regexp.MustCompile(`谁|哪(?:个|些|家|几个|几家)(?:部门|单位|机构|公司|企业|银行|人|省|市|城市|地区|国家)(?:$|[^\p{Han}]|的|被|可|能|是|有|在|将|为|应|需|要|会|参|负|主|共|联|已|现|发|提)|何人|(?i:\bwho\b|\bwhom\b|\bwhose\b|\bwhich (?:agency|department|ministry|company|organi[sz]ation)\b)`)},
	{askWhere, regexp.MustCompile(`哪里|哪儿|何地|什么地方|在哪(?:$|[^个些一种类家几])|(?i:\bwhere\b)`)},
	{askWhy, regexp.MustCompile(`为什么|为何|原因|目的(?:是|为|何|有|$|？)|(?i:\bwhy\b)`)},
	{askHow, regexp.MustCompile(`如何|怎么|怎样|怎麽|怎么样|(?i:\bhow\b)`)},
	{askList, regexp.MustCompile(`哪些|哪几|那些|有何|有哪|有什么|些什么|什么(?:措施|举措|要求|政策|条件|材料|规定|内容|办法|方式|任务|工作|服务|支持)`)},
	{askWhich, regexp.MustCompile(`哪(?:个|项|种|类|一)|(?i:\bwhich\b)`)},
	{askYesNo, regexp.MustCompile(`是否|能否|可否|能不能|是不是|有没有|吗|(?i:^(?:is|are|does|do|did|can|could|will|would|should|has|have|may)\b)`)},
}

var (
	askWords = regexp.MustCompile(`什么时候|什么时间|何时|多少|多大|多长时间|多长|多久|哪些|哪几[个项种类家]?|那些|哪[个项种类家]?|哪里|哪儿|何处|谁|为什么|为何|如何|怎么|怎样|有何|什么|几[个名家天种项条次]|是否|能否|(?i:\b(?:what|when|where|which|who|whom|whose|why|how)\b)`)
	// askNouns are kinds of thing asked for, by how long it takes to say them.
	askNouns = []*regexp.Regexp{
		regexp.MustCompile(`措施|举措|做法|政策|办法|手段|行动|(?i:measure|polic(?:y|ies)|step)`),
		regexp.MustCompile(`要求|规定|条件|标准|原则|注意|(?i:require|condition|rule|criteri)`),
		regexp.MustCompile(`内容|工作|任务|职责|义务|流程|程序|步骤|安排|(?i:dut(?:y|ies)|task|procedure|process)`),
		regexp.MustCompile(`材料|物资|方式|渠道|途径|方法|平台|范围|对象|群体|税|费|企业|场所|人员|(?i:document|channel|scope)`),
	}
)

// asksOf reads a question for the choice of words.
func asksOf(q *query.Query, terms []queryTerm) *asks {
	terms = slices.Clone(terms)
	translated := slices.ContainsFunc(terms, func(t queryTerm) bool { return t.foreign })
	terms = slices.DeleteFunc(terms, func(t queryTerm) bool {
		return t.synonym && !t.foreign || translated && t.count == 0
	})
	text := analysis.Simplify(q.Text)
	a := &asks{
		query: q, kind: askWhat, noun: -1, terms: terms, bits: make(map[string]int, len(terms)), hashes: make(map[uint32]int, len(terms)),
		text: text, runes: []rune(text),
	}
	a.places = make(map[rune][]int, len(a.runes))
	for j := len(a.runes) - 1; j >= 0; j-- {
		a.places[a.runes[j]] = append(a.places[a.runes[j]], j)
	}
	for _, p := range askPatterns {
		if p.pattern.MatchString(text) {
			a.kind = p.kind
			break
		}
	}
	for i, noun := range askNouns {
		if noun.MatchString(text) {
			a.noun = i
			break
		}
	}
	if m := askUnit.FindStringSubmatch(text); m != nil {
		a.unit = m[1]
	}
	if m := askNoun.FindStringSubmatch(text); m != nil {
		a.wanted = m[1]
		if r := []rune(a.wanted); len(r) > 2 {
			a.wanted = string(r[len(r)-2:])
		}
	}
	total := 0.0
	said := make(map[uint64]float64) // by the bits a translation stands for: the most that one says
	words := make(map[[2]uint64]float64)
	for i, t := range terms {
		a.bits[t.term], a.hashes[hashTerm(t.term)] = i, i
		if !t.foreign {
			total += t.weight * t.idf
			continue
		}
		word := [2]uint64{t.stands, t.phrase}
		words[word] += t.weight * t.idf
		said[t.stands] = max(said[t.stands], words[word])
	}
	for _, t := range terms {
		if t.foreign {
			total += said[t.stands]
			delete(said, t.stands)
		}
	}
	a.weight, a.focus = make([]float64, len(terms)), make([]float64, len(terms))
	for i, t := range terms {
		a.weight[i] = t.weight * t.idf / max(total, 1e-9)
	}
	a.before, a.after = around(text)
	if m := ordinalPattern.FindStringSubmatch(text); m != nil {
		a.ordinal = strings.Index("一二三四五六七八九", m[1])/3 + 1
	}
	// The nearer a term stands to the words that ask, the likelier it is what
	// is asked for, not what it is asked of.
	at := askWords.FindStringIndex(text)
	if at == nil {
		at = []int{len(text), len(text)}
	}
	focus := 0.0
	for _, t := range analysis.Tokens(text) {
		bit, ok := a.bits[t.Term]
		if !ok {
			continue
		}
		between := ""
		switch {
		case t.Start >= at[1]:
			between = text[at[1]:t.Start]
		case t.End <= at[0]:
			between = text[t.End:at[0]]
		}
		distance := float64(utf8.RuneCountInString(between))
		if !strings.ContainsFunc(t.Term, analysis.IsHan) {
			distance /= 3
		}
		a.focus[bit] = max(a.focus[bit], a.weight[bit]*math.Exp(-distance/focusReach))
	}
	for _, f := range a.focus {
		focus += f
	}
	for i := range a.focus {
		a.focus[i] /= max(focus, 1e-9)
	}
	return a
}

// fit says how a dimension stands to the kind of figure asked for.
func (a *asks) fit(d figure.Dimension) query.SlotFit {
	asked := a.query.Dimension
	if asked == "" {
		asked = a.query.Hint
	}
	switch {
	case asked == "":
		return query.SlotFree
	case query.Compatible(asked, figure.Figure{Dimension: d}):
		return query.SlotFits
	}
	return query.SlotMismatch
}

var ordinalPattern = regexp.MustCompile(`第([一二三四五六七八九])[^\p{P}]{0,6}(?:是|为|要求|措施|条|方面|什么)`)

// around returns the two characters before the words that ask and the two
// after them.
func around(question string) (before, after string) {
	at := askWords.FindStringIndex(question)
	if at == nil {
		return "", ""
	}
	left, right := []rune(question[:at[0]]), []rune(strings.TrimRight(question[at[1]:], "？?。 "))
	if n := len(left); n >= 2 && analysis.IsHan(left[n-1]) && analysis.IsHan(left[n-2]) {
		before = string(left[n-2:])
	}
	if len(right) >= 2 && analysis.IsHan(right[0]) && analysis.IsHan(right[1]) {
		after = string(right[:2])
	}
	return before, after
}

var (
	askUnit = regexp.MustCompile(`(?:多少|几)(?:多)?(\p{Han})`)
	askNoun = regexp.MustCompile(`(?:哪些|什么|哪几[个项种类]?|哪[个项种类]|有何)(\p{Han}{2,6})`)
)

// focusReach is over how many characters the weight of a term falls to a
// third, going away from the words that ask.
const focusReach = 5
