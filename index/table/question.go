package table

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"policybot/index/analysis"
	"policybot/knowledge/figure"
	"policybot/knowledge/frame"

	"github.com/shopspring/decimal"
)

// Ask is what a question wants of a table.
type Ask string

// The asks.
const (
	AskValue      Ask = "value"      // what a cell says
	AskChange     Ask = "change"     // from one time to another
	AskGrowth     Ask = "growth"     // the same, in per cent
	AskDifference Ask = "difference" // between two lines at one time
	AskRatio      Ask = "ratio"      // one line as a share of another
	AskAverage    Ask = "average"
	AskSum        Ask = "sum"
	AskExtreme    Ask = "extreme" // which has the largest or smallest
	AskFilter     Ask = "filter"  // which lie above or below a number
	AskCount      Ask = "count"   // how many do
	AskParts      Ask = "parts"   // what a total or a group is made of
	AskTimes      Ask = "times"   // which years a table has
	AskVerdict    Ask = "verdict" // yes or no
)

// Question is a question read for what it asks of tables.
type Question struct {
	Text    string // folded: lower case, simplified characters
	Chinese bool   // written in Chinese

	words      []word
	units      []unit // words as a dictionary cuts them, with what they mean
	spent      []bool // words that name times or numbers held against cells
	inAsk      []bool // words that say what is asked, such as "how much", 一共
	periods    []frame.PeriodAt
	asks       []Ask
	largest    bool // of extremes: the largest, not the smallest
	over       bool // of filters: above, not below
	limit      *limit
	lines      string          // what is asked of or counted: "year", "row", "" for either
	askAt      map[Ask][2]int  // bytes of the words that ask for each, the first of several
	asksAt     map[Ask][][]int // bytes of all of them
	names      map[string]bool // English words written with a capital, in lower case
	acronyms   map[string]bool // those of them in capitals throughout
	isName     []bool          // by word: such a word, not the first
	wholeYear  bool            // speaks of a full year
	order      [2]int          // of a ratio: bytes of the words that set part and whole apart
	whole      bool            // of a ratio: the whole is named first
	respective bool            // several things are asked for, each with its own answer
	percent    bool            // says per cent, a rate or a share
	ratio      bool            // asks for a ratio, not per cent
	bounded    bool            // the limit is one: "above 20"
	stated     []stated        // numbers given of the case
	tell       []float64       // by word: how telling it is in general, 1 for a common name
	against    []bool          // by word: what is expressly not meant: "without tax", 不含税
	wordAt     []int           // by word: the first one of the same word of the dictionary
	unit       string          // of the value asked: "%", "money", "duration", "count", "score"; "" for any
}

// limit is a number that a question holds cells against.
type limit struct {
	value  figure.Decimal
	scaled bool // the question says thousand, million, 万 or the like
	unit   string
}

// Periods are the times that the question names.
func (q *Question) Periods() []frame.Period {
	var out []frame.Period
	for _, p := range q.periods {
		out = append(out, p.Period)
	}
	return out
}

// askRule is one way of asking: words that ask for it.
type askRule struct {
	ask     Ask
	pattern *regexp.Regexp
}

var askRules = []askRule{
	{AskGrowth, regexp.MustCompile(`(?:percent(?:age)?|%)\s+(?:\w+\s+)?(?:change|difference|increase|decrease|growth|decline|\(?decrease|reduction)|growth rate|rate of (?:growth|change)|(?:by what|how many|what) percent(?:age)? (?:did|has|have|was|is)\b.*(?:change|grow|increase|decrease|fall|drop|rise)|by what percent|change.* in percent|grow.* percent|增长率|增速|增幅|涨幅|降幅|(?:增长|增加|下降|减少|上升|降低|涨)了?百分之几|(?:增长|增加|下降|减少|上升|降低|涨)了?多少个?(?:%|百分)|变化率`)},
	{AskRatio, regexp.MustCompile(`as a (?:percentage|percent|%|proportion|share|ratio|fraction) of|(?:percentage|percent|%|proportion|share|fraction|constitution) of\b|ratio (?:of|between|in)|\bratio\b|proportion|percentage constitution|what (?:percentage|percent|part|share)|占.{0,20}(?:比|百分|多少|几成)|占比|比重`)},
	{AskAverage, regexp.MustCompile(`\baverage\b|\bmean\b|\bavg\b|平均`)},
	{AskChange, regexp.MustCompile(`\bchanged?s?\b|\bincreased?\b|\bdecreased?\b|\bgrowth\b|\bgrew\b|\bgrow\b|\bdecline|\brise\b|\brose\b|\bfell\b|\bdropp?|\bmovement|how much (?:more|less|higher|lower|did)|difference|(?:增加|增长|减少|下降|上升|提高|降低|涨|跌|降|多|变化|变)了?(?:多少|几)|涨了|变化|相差|差多少`)},
	{AskDifference, regexp.MustCompile(`difference|how much (?:more|less|higher|lower|greater|larger|further|bigger|over|under)|(?:exceed|higher|lower|more|less|greater) .*by how|by how (?:much|many)|how many (?:more|fewer|less)|shortfall|比.{1,30}(?:多|少|高|低|贵|便宜|长|短|大|小)(?:出|了)?(?:多少|几|吗)?|高出|差多少|相差|之差|差额|short of|\bgap\b|\bminus\b|\bsubtract|how far apart|减去|差距`)},
	{AskSum, regexp.MustCompile(`\bsum\b|\btotal\b|\bcombined\b|\baltogether\b|\btogether\b|\bplus\b|\bin all\b|\bin total\b|\bboth\b|一共|合计|总共|共计|加起来|之和|合起来|加上|总和|\baggregate\b`)},
	{AskCount, regexp.MustCompile(`how many\b|number of\b|有?几(?:个|年|家|项|种|类)|多少(?:个|项|种|家)`)},
	{AskFilter, regexp.MustCompile(`exceed|more than|less than|greater than|higher than|lower than|\babove\b|\bbelow\b|\bover\b|\bunder\b|\btopped\b|at least|at most|超过|高于|低于|不到|大于|小于|以上|以下|多于|少于`)},
	{AskExtreme, regexp.MustCompile(`\b(?:larger|largest|higher|highest|greater|greatest|bigger|biggest|most|maximum|max|lower|lowest|smaller|smallest|least|fewest|minimum|cheapest|dearest|dearer|cheaper|longest|shortest|more|less|fewer)\b|\bexpensive\b|最(?:高|多|大|贵|长|低|少|小|便宜|短|好|差|快|慢)|哪.{0,8}(?:更|比较)?(?:高|多|大|贵|长|低|少|小|便宜|短)|更(?:高|多|大|贵|长|低|少|小|便宜|短)`)},
	{AskTimes, regexp.MustCompile(`(?:which|what|how many)\b(?: are the| were the)?(?: \w+)? (?:fiscal )?(?:years?|periods?|dates?|quarters?)\b`)},
	{AskParts, regexp.MustCompile(`components?|\bitems?\b|\btypes?\b|categor|elements?|segments?\b|consist of|made up of|breakdown|listed|line items|kinds? of|factors?|assumptions?|regions?|which\b.*\bare\b|what are\b|有哪些|包括|哪几|哪些|分为|组成`)},
}

var (
	smallWords      = regexp.MustCompile(`\b(?:lower|lowest|smaller|smallest|least|fewest|minimum|cheapest|cheaper|shortest|less|fewer|below|under)\b|最?(?:低|少|小|便宜|短|差|慢)|不到`)
	underWords      = regexp.MustCompile(`less than|lower than|\bbelow\b|\bunder\b|at most|fewer than|低于|不到|小于|以下|少于`)
	yearAxis        = regexp.MustCompile(`(?:which|what|how many)(?: of the)? (?:fiscal |financial )?(?:years?|fys?|fiscal|periods?|quarters?|months?)|哪(?:一|个|几)?(?:个)?(?:年|月|季)|几年|years? did|years? was|years? were|year had|year has|many of the years`)
	respectiveWords = regexp.MustCompile(`respective|分别|各是|各有|各招|各多少|各为`)
	percentWords    = regexp.MustCompile(`percent|%|\brates?\b|\bshare\b|\bmargin|proportion|ratio|yield|百分|占|率|比例|比重|几成`)
	ratioWords      = regexp.MustCompile(`\bratio\b|\bproportion\b|\btimes\b|倍`)
	numberInAsk     = regexp.MustCompile(`(?:([$€£¥])\s*)?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(%|percent\b|per cent\b|thousands?\b|millions?\b|billions?\b|个百分点|百分点|万亿|亿|万|千)?\s*(元|分|人|岁|块)?`)
)

// ParseQuestion reads a question.
func ParseQuestion(text string) *Question {
	folded := analysis.Fold(text)
	q := &Question{Text: folded, askAt: map[Ask][2]int{}, asksAt: map[Ask][][]int{}, wholeYear: wholeYearWords.MatchString(folded)}
	q.findNames(text)
	q.words = split(folded)
	q.spent = make([]bool, len(q.words))
	q.inAsk = make([]bool, len(q.words))
	han := 0
	for _, w := range q.words {
		if w.han {
			han++
		}
	}
	q.units = unitsOf(q.words)
	q.isName = make([]bool, len(q.words))
	for i, w := range q.words {
		q.isName[i] = (i > 0 || q.acronyms[w.text]) && !w.han && !w.common && q.names[w.text]
	}
	for k := range q.units {
		u := &q.units[k]
		u.name = u.name || q.isName[u.from]
	}
	q.Chinese = 2*han > len(q.words)
	q.periods = frame.Periods(folded)
	q.spanPeriods()
	for _, p := range q.periods {
		q.mark(q.spent, p.Start, p.End)
	}
	q.readAsks()
	q.readLimit()
	q.readUnit()
	q.readStated()
	q.readAgainst()
	q.weigh()
	return q
}

// findNames notes the English words that are written with a capital, unless
// most are.
func (q *Question) findNames(text string) {
	names, words := map[string]bool{}, 0
	q.acronyms = map[string]bool{}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
		first, _ := utf8.DecodeRuneInString(w)
		if first >= 0x3000 {
			continue
		}
		words++
		if unicode.IsUpper(first) {
			names[strings.ToLower(w)] = true
			if len(w) > 2 && strings.ToUpper(w) == w {
				q.acronyms[strings.ToLower(w)] = true
			}
		}
	}
	if 2*len(names) < words+2 {
		q.names = names
	}
}

var wholeYearWords = regexp.MustCompile(`\b(?:full|whole|entire)[- ]year\b|全年|整年`)

// mark sets flags of the words that stand in bytes start to end.
func (q *Question) mark(flags []bool, start, end int) {
	for i, w := range q.words {
		if w.start >= start && w.end <= end {
			flags[i] = true
		}
	}
}

var (
	yearsTo = regexp.MustCompile(`^\s*(?:-|–|to|through|until|至|到)\s*$`)
)

// spanPeriods writes out the years between two: 2017-2019 or "2017 to 2019",
// where an average, a sum or a count is asked; for a change the ends are meant.
func (q *Question) spanPeriods() {
	if !spanAsk.MatchString(q.Text) {
		return
	}
	var out []frame.PeriodAt
	for i, p := range q.periods {
		if p.Period.Until > p.Period.Year && p.Period.Until-p.Period.Year < 12 {
			for y := p.Period.Year; y <= p.Period.Until; y++ {
				out = append(out, frame.PeriodAt{Period: frame.Period{Year: y}, Start: p.Start, End: p.End})
			}
			continue
		}
		if i > 0 && yearsTo.MatchString(q.Text[q.periods[i-1].End:p.Start]) {
			last := q.periods[i-1].Period
			for y := last.Year + 1; y < p.Period.Year && y-last.Year < 12 && last.Year > 0; y++ {
				out = append(out, frame.PeriodAt{Period: frame.Period{Year: y}, Start: p.Start, End: p.End})
			}
		}
		out = append(out, p)
	}
	q.periods = out
}

var spanAsk = regexp.MustCompile(`\baverage|\bmean\b|\bsum\b|\btotal\b|how many|which years?|what years?|平均|合计|一共|总共`)

func (q *Question) readAsks() {
	for _, rule := range askRules {
		all := rule.pattern.FindAllStringIndex(q.Text, -1)
		if all == nil {
			continue
		}
		at := all[0]
		q.asks = append(q.asks, rule.ask)
		q.asksAt[rule.ask] = all
		q.askAt[rule.ask] = [2]int{at[0], at[1]}
		if rule.ask == AskRatio {
			q.order = [2]int{at[0], at[1]}
		}
		if rule.ask != AskParts {
			q.mark(q.inAsk, at[0], at[1])
		}
	}
	q.largest = !smallWords.MatchString(q.Text)
	q.over = !underWords.MatchString(q.Text)
	q.respective = respectiveWords.MatchString(q.Text)
	q.percent = percentWords.MatchString(q.Text)
	q.ratio = !strings.Contains(q.Text, "percent") && !strings.Contains(q.Text, "%") && ratioWords.MatchString(q.Text)
	if yearAxis.MatchString(q.Text) {
		q.lines = "year"
	}
	if q.has(AskRatio) {
		before, after := q.Text[:q.order[0]], q.Text[q.order[1]:]
		_ = before
		q.whole = wholeFirst.MatchString(after) && !strings.Contains(q.Text[q.order[0]:q.order[1]], "as a")
	}
}

// wholeFirst matches what follows "what percentage of" where the whole is named
// before the part: "of total sales is from services".
var wholeFirst = regexp.MustCompile(`^.*\b(?:is|are|was|were|does|do|did|came|comes|consists?|made|represented|accounted|relates?)\b`)

// has reports whether the question may ask for a.
func (q *Question) has(a Ask) bool {
	for _, b := range q.asks {
		if a == b {
			return true
		}
	}
	return false
}

// readLimit reads the number that cells are held against: "exceed $50,000
// thousand", 超过550.
func (q *Question) readLimit() {
	for _, m := range numberInAsk.FindAllStringSubmatchIndex(q.Text, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return q.Text[m[2*i]:m[2*i+1]]
		}
		if q.isSpent(m[4], m[5]) || partOfName(q.Text, m[4], m[5]) {
			continue
		}
		value, err := decimal.NewFromString(strings.ReplaceAll(group(2), ",", ""))
		if err != nil {
			continue
		}
		l := &limit{value: value, unit: group(1)}
		switch suffix := strings.TrimSuffix(group(3), "s"); suffix {
		case "%", "percent", "per cent", "百分点", "个百分点":
			l.unit = "%"
		case "":
		default:
			for word, power := range limitScales {
				if suffix == word {
					l.value, l.scaled = value.Shift(power), true
				}
			}
		}
		if before := strings.TrimRight(q.Text[:m[0]], " "); strings.HasSuffix(before, "-") || strings.HasSuffix(q.Text[:m[0]], "(") {
			l.value = l.value.Neg()
		}
		q.limit = l
		if q.bounds(m[0], m[1]) {
			q.bounded = true
			q.mark(q.spent, m[0], m[1])
		}
		break
	}
}

// bounds reports whether the number at bytes start to end is one that a word
// such as "above" stands before, or 以上 behind.
func (q *Question) bounds(start, end int) bool {
	for _, at := range q.asksAt[AskFilter] {
		if at[1] <= start && start-at[1] <= boundAhead || at[0] >= end && at[0]-end <= boundBehind {
			return true
		}
	}
	return false
}

// boundAhead and boundBehind are how many bytes a number may be away from the
// word that makes it a bound.
const (
	boundAhead  = 24
	boundBehind = 12
)

var limitScales = map[string]int32{"thousand": 3, "million": 6, "billion": 9, "千": 3, "万": 4, "亿": 8, "万亿": 12}

// partOfName reports whether letters touch a number: 5g, top-10.
func partOfName(text string, start, end int) bool {
	letter := func(b byte) bool { return b >= 'a' && b <= 'z' || b == '-' }
	before := 0
	for start-before > 0 && letter(text[start-before-1]) {
		before++
	}
	return before > 0 && before < 4 && text[start-1] != '-' || end < len(text) && letter(text[end]) && text[end] != '-'
}

func (q *Question) isSpent(start, end int) bool {
	for i, w := range q.words {
		if w.start < end && w.end > start && q.spent[i] {
			return true
		}
	}
	return false
}

// notMeant matches what a question expressly does not mean.
var notMeant = regexp.MustCompile(`\b(?:without|excluding|excludes?|not including|rather than|instead of|apart from|except(?: for)?)\s+([^,.;:?()]{2,40})|\(not\s+([^)]{2,60})\)|,\s*not\s+(?:the\s+)?([^,.;:?()]{2,40})|(?:不含|不包括|不包含|除去|除了|而不是|不是指|[（(]不是|，不是)([^，。；：？?（）()]{2,20})`)

// readAgainst finds the words that name what is not meant.
func (q *Question) readAgainst() {
	q.against = make([]bool, len(q.words))
	for _, m := range notMeant.FindAllStringSubmatchIndex(q.Text, -1) {
		for g := 2; g+1 < len(m); g += 2 {
			if m[g] < 0 {
				continue
			}
			for i, w := range q.words {
				q.against[i] = q.against[i] || w.start >= m[g] && w.end <= m[g+1] && !w.common
			}
		}
	}
	for i := range q.words {
		if !q.against[i] {
			continue
		}
		for j := range q.words { // said elsewhere as well, it is meant there
			if j != i && !q.against[j] && q.words[j].stem == q.words[i].stem && !q.words[i].han {
				q.against[i] = false
			}
		}
		q.spent[i] = q.spent[i] || q.against[i]
	}
}

var unitRules = []struct {
	unit    string
	pattern *regexp.Regexp
}{
	{"%", regexp.MustCompile(`percent|\brates?\b|\bshare of\b|\bpart of\b|百分|占比|比例|率|几成`)},
	{"money", regexp.MustCompile(`\bpremiums?\b|how much (?:money|does|do|is|was|were|did)\b|\bcosts?\b|\bpric|\bfees?\b|\bdollars?\b|\bpay\b|多少钱|多少元|费用|收费|学费|补贴|金额|块钱|价|交多少|薪`)},
	{"duration", regexp.MustCompile(`how long|how many (?:years|months|days)|几年|多久|多长时间|学制|期限|多少天`)},
	{"score", regexp.MustCompile(`多少分|分数|\bscores?\b|考了|最[高低]分|平均分|录取线`)},
	{"count", regexp.MustCompile(`how many|number of|多少人|多少例|多少个|人数|几个|几人|招多少|招几|例数|数量`)},
}

func (q *Question) readUnit() {
	for _, rule := range unitRules {
		if rule.pattern.MatchString(q.Text) {
			q.unit = rule.unit
			return
		}
	}
}
