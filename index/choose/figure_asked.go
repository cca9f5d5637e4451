package choose

import (
	"regexp"
	"strings"

	"policybot/index/analysis"
	"policybot/index/asked"
	"policybot/knowledge/figure"
	"policybot/knowledge/frame"
)

// named is a name that words go by.
type named struct {
	name         string
	asked, words *regexp.Regexp // of a question, and of what answers it; words nil for the same
	days         bool           // of days only
}

// pers match what an amount is told for.
var pers = []named{
	{"month", regexp.MustCompile(`(?i)每个?月|[个/]月|月(?:薪|租|费|工资|津贴|标准)|按月|\bmonth(?:ly)?\b`), nil, false},
	{"year", regexp.MustCompile(`(?i)每一?年|全年|一年|/年|年(?:薪|租|费)|按年|\b(?:(?:per|a|each|every|the) (?:\w+ )?year|annual(?:ly)?|yearly)\b`), nil, false},
	{"day", regexp.MustCompile(`(?i)每[天日]|一天|/[天日]|日工资|按日|\b(?:(?:per|a|each|every) (?:\w+ )?day|daily)\b`), nil, false},
	{"night", regexp.MustCompile(`(?i)每晚|一晚|\b(?:per|a|each|every) night\b`), nil, false},
	{"week", regexp.MustCompile(`(?i)每周|一周|\b(?:(?:per|a|each|every) week|weekly)\b`), nil, false},
	{"hour", regexp.MustCompile(`(?i)每个?小时|一小时|课时|/小时|\b(?:(?:per|a|an|each|every) hour|hourly)\b`), nil, false},
	{"trip", regexp.MustCompile(`(?i)每次|一次(?:[^性]|$)|每趟|\b(?:(?:per|a|each|every|this|the) (?:trip|visit|event|stay))\b`), nil, false},
	{"person", regexp.MustCompile(`(?i)每(?:个|名|位)?(?:人|学员|员工|职工)|人均|一个人|/人|\b(?:per|each|every) (?:person|head|employee|participant|child|adult|capita)\b`), nil, false},
	{"household", regexp.MustCompile(`(?i)每户|户均|/户|·户|\b(?:per|each|every) (?:household|family)\b`), nil, false},
	{"piece", regexp.MustCompile(`(?i)每(?:笔|件|项|家|台|辆|个|亩|吨|处)|/(?:笔|件|项|家|台|辆|个|亩|吨)`), nil, false},
	{"total", regexp.MustCompile(`(?i)总额|总计|合计|总共|累计|一共|总和|总数|\b(?:in (?:total|all)|total|altogether|overall|aggregate|lifetime)\b`), nil, false},
}

// classes match what a day or an amount is of, where that is one of two that
// documents set side by side.
var classes = []named{
	{"end", regexp.MustCompile(`(?i)截止|结束|到期|届满|最迟|最晚|\b(?:close[sd]?|closing|end(?:s|ed|ing)?|expir\w+|latest|deadline|last day|due)\b`), regexp.MustCompile(`(?i)截止|结束|到期|届满|[止前]|\b(?:close[sd]?|closing|end(?:s|ed|ing)?|expir\w+|until|by|no later|deadline|before|last day|due)\b`), true},
	{"begin", regexp.MustCompile(`(?i)开始|起始|启动|开放|从[哪什几]|[哪几][天日月]起|\b(?:open(?:s|ed|ing)?|beg[aiu]n\w*|start\w*|commenc\w+|from when|since when)\b`), regexp.MustCompile(`(?i)开始|起始|启动|开放|报名时间|[自起]|\b(?:open(?:s|ed|ing)?|beg[aiu]n\w*|start\w*|commenc\w+|from|since)\b`), true},
	{"force", regexp.MustCompile(`(?i)施行|生效|实施|执行|起用|\b(?:(?:takes?|took|come|comes|came|go|goes|went) (?:effect|into (?:force|effect))|effective|in force|appl(?:y|ies))\b`), nil, true},
	{"made", regexp.MustCompile(`(?i)通过|公布|发布|印发|颁布|签署|出台|批准|修订|\b(?:adopted|passed|made|published|issued|signed|approved|enacted|announced)\b`), nil, true},
	{"former", asksFormer, nil, false},
	{"change", regexp.MustCompile(`(?i)同比|环比|增长|增加了?|上升|下降|减少了?|提高了|降低了|涨|跌|比[^，。]{0,12}(?:多|少|高|低|增|减|降|升)|\b(?:by (?:how much|what)|increas\w+|decreas\w+|r[io]se[sn]?|fell|fall\w*|grow\w*|grew|growth|up|down|more than (?:the|last)|chang\w+|additional(?:ly)?)\b`), nil, false},
}

// asksFormer matches a question for what held before a change.
var asksFormer = regexp.MustCompile(`(?i)原来|原先|原定|以前|之前|此前|调整前|过去|上年|去年|\b(?:before|previous(?:ly)?|formerly|used to|old|last year|prior)\b`)

// wantsCondition matches a question for the condition itself: 要满多少人才.
var wantsCondition = regexp.MustCompile(`(?i)门槛|(?:满|达到|超过|至少|不少于|[高低多少]于)(?:多少|几)|(?:多少|几)\S{0,5}(?:以上|以下|以内)|(?:多少|几)\S{0,6}才|\bhow (?:many|much|old|long)\b.*\b(?:to (?:qualify|be eligible|apply|get|join|receive)|before (?:I|you|we|they|an?|the)|threshold)\b`)

// wantsShare, wantsMoney and wantsAge match questions for shares, sums of money
// and ages whatever else is asked about.
var (
	wantsShare = regexp.MustCompile(`(?i)率|比例|百分|几成|多少成|几折|多少折|占比|\b(?:percent(?:age)?|per cent|rate|share|proportion|fraction)\b|%`)
	wantsMoney = regexp.MustCompile(`(?i)钱|费|补[贴助偿]|奖|罚|贷|报销|工资|薪|金额|价|租金|押金|津贴|\b(?:costs?|pays?|paid|fees?|fines?|claim|reimburse\w*|grants?|prices?|receive|bonus|allowance|salary|wage|deposit|rent|refund|earn|spend|spent)\b`)
	wantsAge   = regexp.MustCompile(`(?i)年龄|几岁|多少岁|周岁|\b(?:age|old)\b`)
)

// describeAgreement says where the figures of a statement differ in what they
// are told for, counted in or of, and the question says which is meant.
func describeAgreement(q *Question, k *Candidate, bound []frame.Binding, list []FigureChoice) {
	question := analysis.Simplify(q.Text)
	describeNamed("per", pers, question, bound, list, perWords)
	describeNamed("class", classes, question, bound, list, classWords)
	describeOwnFigures(q, bound, list)
	describeUnit(q, k.text, list)
	share, age, condition := wantsShare.MatchString(question), wantsAge.MatchString(question), wantsCondition.MatchString(question)
	former := asksFormer.MatchString(question)
	for i := range list {
		v, f := list[i].Features, list[i].Figure
		portion := f.Dimension == figure.Percent || f.Dimension == figure.Fraction || f.Dimension == figure.PercentagePoint || f.Dimension == figure.Permille
		v.flag("share said and is", share && portion)
		v.flag("share said, is not", share && !portion)
		v.flag("age said and is", age && f.Dimension == figure.Age)
		b := bindingOf(bound, f)
		if b == nil {
			continue
		}
		if b.Condition && condition {
			v.set("condition asked and is", certain)
		}
		if b.Condition && !condition {
			v.set("condition, not asked", certain)
		}
		if b.Former && former {
			v.set("former asked and is", certain)
		}
		v.flag("whole", b.Whole)
		if isDay(f) && ofSomething.MatchString(k.text[f.End:]) {
			v.set("day of something", certain)
		}
	}
}

// ofSomething matches what follows a day that says which something is meant:
// 2月份的申报期限.
var ofSomething = regexp.MustCompile(`^份?(?:的|以来|期间|应)`)

// describeOwnFigures says which figures a figure that the question states
// stands beside: for "3月底前投产", 30% of "3月底前投产的补30%".
func describeOwnFigures(q *Question, bound []frame.Binding, list []FigureChoice) {
	beside, some, all := make([]bool, len(list)), false, true
	for i := range list {
		b := bindingOf(bound, list[i].Figure)
		for n := range bound {
			f := bound[n].Figure
			if b != nil && f.Start != b.Figure.Start && f.Start >= b.Own[0] && f.End <= b.Own[1] && isOfQuestion(q, f) {
				beside[i] = true
			}
		}
		some, all = some || beside[i], all && beside[i]
	}
	if !some || all {
		return
	}
	for i := range list {
		if beside[i] {
			list[i].Features.set("stated figure beside", certain)
		}
	}
}

func bindingOf(bound []frame.Binding, f figure.Figure) *frame.Binding {
	for i := range bound {
		if bound[i].Figure.Start == f.Start {
			return &bound[i]
		}
	}
	return nil
}

// perWords returns the words of a sentence that say what a figure is per.
func perWords(text string, b *frame.Binding) string {
	words := classWords(text, b) + " " + strings.Join(b.Figure.Per, " ")
	if b.Part[0] < b.Part[1] { // 每人分别为30元、50元
		words += " " + text[b.Clause[0]:min(len(text), max(b.Clause[1], b.Clause[0]))]
	}
	return words
}

func classWords(text string, b *frame.Binding) string {
	return text[max(b.Own[0], b.Clause[0]):max(b.Own[1], b.Clause[0])]
}

// describeNamed compares what the question names with what is named of each
// figure, as far as the figures differ in it.
func describeNamed(kind string, names []named, question string, bound []frame.Binding, list []FigureChoice, words func(string, *frame.Binding) string) {
	agrees, differs := make([]int, len(list)), make([]int, len(list))
	for _, n := range names {
		asked, matches := n.asked.MatchString(question), n.words
		if matches == nil {
			matches = n.asked
		}
		is, some, all := make([]bool, len(list)), false, true
		for i := range list {
			if b := bindingOf(bound, list[i].Figure); b != nil && (!n.days || isDay(b.Figure)) {
				is[i] = matches.MatchString(words(list[i].of, b))
			}
			some, all = some || is[i], all && is[i]
		}
		if !some || all {
			continue
		}
		for i := range list {
			switch {
			case asked && is[i]:
				agrees[i]++
			case asked:
				differs[i]++
			}
		}
	}
	for i := range list {
		list[i].Features.set(kind+" agrees", certain*float64(min(1, agrees[i])))
		list[i].Features.set(kind+" differs", certain*float64(min(1, differs[i])))
	}
}

// describeUnit says which figures are counted in what the question counts in,
// where some are: "how many visitors" of "112 exhibitors and 9,400 visitors".
func describeUnit(q *Question, text string, list []FigureChoice) {
	if q.Asked.Unit == "" {
		return
	}
	is, some := make([]bool, len(list)), false
	for i := range list {
		is[i] = countedIn(q, text, list[i].Figure)
		some = some || is[i]
	}
	for i := range list {
		list[i].Features.flag("unit asked and is", is[i])
		list[i].Features.flag("unit of another", some && !is[i])
	}
}

// nounReach is how many bytes behind a figure its noun may stand.
const nounReach = 24

func countedIn(q *Question, text string, f figure.Figure) bool {
	unit := q.Asked.Unit
	if figure.UnitsAgree(unit, f.Unit) && f.Unit != "" {
		return true
	}
	if analysis.HoldsHan(unit) {
		return strings.Contains(f.Text, unit)
	}
	behind := text[min(f.End, len(text)):min(len(text), f.End+nounReach)]
	if stop := strings.IndexAny(behind, ",.;0123456789"); stop >= 0 {
		behind = behind[:stop]
	}
	words := termsOf(f.Text + " " + behind)
	if q.Asked.Kind != asked.Count {
		words = termsOf(f.Text)
	}
	for t := range termsOf(unit) {
		if words[t] > 0 {
			return true
		}
	}
	return false
}
