package choose

import (
	"regexp"
	"strings"

	"policybot/index/analysis"
	"policybot/knowledge/figure"
	"policybot/knowledge/frame"
)

// foldVerdict folds text for reading what it denies.
func foldVerdict(text string) string {
	return harmless.ReplaceAllString(strings.ToLower(apostrophes.Replace(analysis.Simplify(text))), "~")
}

var apostrophes = strings.NewReplacer("’", "'", "‘", "'", "＇", "'", "“", `"`, "”", `"`)

// harmless matches words that look like denials and deny nothing: bounds,
// names, whether or not.
var harmless = regexp.MustCompile(`\bnot only\b|\b(?:no|not) (?:later|more|less|fewer|earlier|longer|lower|higher|greater) than\b|\b(?:not|n't) (?:to )?exceed(?:ing)?\b|\bno matter\b|\bno\. ?\d|\bwhether or not\b|\bif not\b|\bif (?:there (?:is|are) )?no\b|` +
	`未经|不经|不得(?:超过|高于|低于|少于|多于|迟于|晚于|早于)|未成年|未婚|未来|[未不]满|不(?:超过|少于|低于|高于|多于|足|动产|同|仅|但|论|断|良|可抗力|定期|等|大于|小于|晚于|迟于|早于|特定|管|利|便|久|过|幸)|是否|能否|可否|与否|无论|无障碍|无线|无理由|无人|无形|免疫|除不|绝不|(?:非|没)有?[^，。]{1,12}不`)

var (
	chineseDenies = regexp.MustCompile(`不|无需|无须|毋须|禁止|严禁|杜绝|没有|未|并非|非因|取消|停止受理|拒绝受理|无(?:权|效|资格)`)
	englishDenies = regexp.MustCompile(`\b(?:not|no|none|cannot|never|neither|nor|prohibited|prohibits?|ineligible|illegal|unlawful|barred|forbidden|excluded|excludes?|unallowable|disallowed|nobody|nothing)\b|\b\w+n't\b`)
	freeing       = regexp.MustCompile(`免(?:费|征|收|缴|交|除|予|税|于|租|息|抵)|减免|无偿|不(?:收|缴|扣|交|付)|\bfree\b|\bfree of charge\b|\bat no (?:cost|charge)\b|\bno (?:\w+ ){0,3}?(?:fees?|charges?|costs?)\b|\bwaived?\b|\bexempt(?:ed)?\b`)
	rules         = regexp.MustCompile(`\b(?:may|must|shall|should|can|cannot|will|won't|can't|required|eligible|entitled|allowed|permitted|prohibited|need|needs|only|qualify|qualifies|covers?|have to|has to|not)\b|应当|可以|不得|不予|禁止|必须|允许|无需|不需|严禁|只能|仅限|须|可|不|应`)
	depends       = regexp.MustCompile(`\bcase[- ]by[- ]case\b|\bit depends\b|\bdepending on\b|\bat the (?:sole )?discretion\b|视(?:具体)?情况(?:而定|确定|决定)|个案|逐案|酌情决定|由[^，。]{1,12}(?:酌情|另行)决定`)
	asksMay       = regexp.MustCompile(`\b(?:may|can|could|allowed|permitted|able|eligible|legal|lawful)\b|可以?|能|允许|准许|行$|行吗`)
	permitting    = regexp.MustCompile(`\b(?:may|can|can't|cannot|not|won't|allowed|permitted|eligible|entitled|prohibited|forbidden|only)\b|可|能|不得|不予|不准|不许|禁止|严禁|允许|准予|只能|仅限|不属于|不再`)
	relieving     = regexp.MustCompile(`\b(?:not|n't|no|optional|may)\b|n't\b|无需|无须|不需|不必|不用|可以|免`)
	asksFree      = regexp.MustCompile(`\bfree\b|\bwaived?\b|\bexempt\b|免(?:费|征|收|缴|交|除|税|租|息)|减免`)
	asksPay       = regexp.MustCompile(`[交缴付掏扣收]|费|钱|\b(?:pay|paid|fees?|charged?|costs?|owe)\b`)
	asksBack      = regexp.MustCompile(`退[款钱费还]|补[贴助]|报销|抵?扣除|\b(?:refund(?:ed)?|reimburse[ds]?|pay (?:me|us|for)|back)\b`)
	asksMust      = regexp.MustCompile(`\b(?:must|have to|has to|need to|needs? (?:a|an|the)|required|obliged|forced|obligatory|necessary|got to|mandatory|compulsory)\b|必须|强制|一定要|非得|务必`)
	asksAny       = regexp.MustCompile(`\b(?:did|does|do|has|have|had|is|are|was|were)\b.*\b(?:any|an?|have|had)\b|有没有|有过|有无|是否有|存在|发生|有\p{Han}+[吗么]`)
	states        = regexp.MustCompile(`\b(?:may|can|could|optional|voluntary|recommended|encouraged)\b|可以|可自愿|自愿|鼓励|可由`)
	asksNeed      = regexp.MustCompile(`\bneed\b|\bshould\b|需|[还就]得|还要|得(?:先|自己|去|要|跟|交|办)|(?:^|[^主重])要[^求]\p{Han}{0,5}$`)
	asksWithout   = regexp.MustCompile(`省掉|省略|免掉|略去|\b(?:skip|omit|leave out|go without|do without)\b`)
	closing       = regexp.MustCompile(`\b(?:closed|discontinued|abolished|ended|suspended)\b|已经?(?:关闭|停止|结束|取消|截止|停办)`)
	obliging      = regexp.MustCompile(`\b(?:must|shall|required?|requires|have to|has to|mandatory|need)\b|应当|必须|须|应|一律`)
)

// asksWhetherAllowed matches a clause that asks whether what stands before it
// is allowed, be that to do something or not to.
var asksWhetherAllowed = regexp.MustCompile(`^(?:这样|那样|这|那)?(?:做|样)?(?:是)?(?:可不可以|可以|行不行|行|允许|合法|合不合法|合规|合不合规矩?|合理)(?:的|了)?[吗么]?$`)

// alternating matches how Chinese asks for yes or no: 能不能, 有没有, 是否.
var alternating = regexp.MustCompile(`是不是|有没有|能不能|会不会|要不要|可不可以|可不可|算不算|行不行|对不对|用不用|需不需要|应不应该|应不应当|该不该|收不收|交不交|给不给|缴不缴|能否|可否|会否|是否`)

// askingCore returns the clause of a question that asks, folded, without what
// only asks; "is that true?" stands for the clause before it.
func askingCore(q *Question) (core string, chinese bool) {
	clause := strings.ToLower(apostrophes.Replace(analysis.Simplify(q.Asked.Clause)))
	whole := strings.TrimRight(strings.ToLower(apostrophes.Replace(analysis.Simplify(q.Text))), " ?？!！。.")
	if analysis.HoldsHan(whole) {
		if bare.MatchString(clause) || clause == "" {
			clause = whole
		}
		clause = strings.TrimRight(clause, "吗么嘛呢呀啊吧的了 ")
		if !strings.HasSuffix(clause, "没有") {
			clause = strings.TrimSuffix(clause, "不")
		}
		clause = strings.TrimSuffix(strings.TrimSuffix(clause, "没有"), "不行")
		clause = alternating.ReplaceAllStringFunc(clause, func(s string) string { return string([]rune(s)[:1]) })
		return withoutAlternation(clause), true
	}
	if bare.MatchString(clause) || clause == "" {
		clause = whole
	}
	return leadingNot.ReplaceAllString(clause, ""), false
}

var (
	bare       = regexp.MustCompile(`^(?:这样|那样|这|那)?(?:做|样)?(?:是|就)?(?:不是|是不是|是否)?(?:真|对|可以|行|允许|合法|可|好|合规)?(?:的|了|真)?[吗么不嘛]*$|^is (?:it|that|this) (?:true|right|correct|lawful|legal|ok|allowed|so)$|^(?:right|correct|true)$`)
	leadingNot = regexp.MustCompile(`^(?:\w+n't)\b`)
)

// withoutAlternation takes A不A and A没A together: 收不收 is 收.
func withoutAlternation(s string) string {
	runes := []rune(s)
	for i := 1; i+1 < len(runes); i++ {
		if (runes[i] == '不' || runes[i] == '没') && runes[i-1] == runes[i+1] {
			return string(runes[:i]) + string(runes[i+2:])
		}
	}
	return s
}

// readForm reads what form of question it is.
func (a *asking) readForm() {
	core := harmless.ReplaceAllString(a.core, "~")
	if !a.chinese {
		core = subordinateTail.ReplaceAllString(core, "")
	}
	a.free = asksFree.MatchString(core)
	a.pays = !a.free && asksPay.MatchString(core) && !asksBack.MatchString(core)
	a.permits = asksMay.MatchString(core)
	a.obliges = asksMust.MatchString(core)
	a.needs = a.obliges || asksNeed.MatchString(core)
	a.exists = asksAny.MatchString(core)
	if a.chinese {
		a.denies = chineseDenies.MatchString(core) && !asksWhetherAllowed.MatchString(a.Asked.Clause)
	} else {
		a.denies = englishDenies.MatchString(whoIsNot.ReplaceAllString(strings.Join(mainClauses(core), " ~ "), "~"))
	}
	a.denies = a.denies != asksWithout.MatchString(core)
}

// subordinateTail matches a clause behind the one that asks: "before we can
// claim".
var subordinateTail = regexp.MustCompile(`\S\s+(?:before|after|if|when|once|because|since|so that|in order to)\b.*$`)

// whoIsNot matches a clause that says of whom or what a question speaks.
var whoIsNot = regexp.MustCompile(`\b(?:who|which|that)(?: \w+)? (?:\w+n't|not)\b`)

// deniesFor reports whether a question that a sentence answers with yes or no
// asks the opposite of this one.
func (a *asking) deniesFor(question string) bool {
	if question == "" {
		return a.denies
	}
	text := foldVerdict(question)
	if analysis.HoldsHan(text) {
		return chineseDenies.MatchString(withoutAlternation(alternating.ReplaceAllString(text, "是"))) != a.denies
	}
	return englishDenies.MatchString(leadingNot.ReplaceAllString(text, "")) != a.denies
}

var (
	opensYes = regexp.MustCompile(`^(?:[答a][:：]\s*)?(?:yes\b|是的?[，,。.]|可以[，,。]|能[，,。]|需要[，,。]|会[，,。]|属于[，,。]|对[，,。])|^[^.:：]{2,40}[:：] ?yes\b`)
	opensNo  = regexp.MustCompile(`^(?:[答a][:：]\s*)?(?:no(?:[,.;!]|$)|否[，,。]|不(?:是|可以|能|需要|会|属于|用|行|得)?[，,。]|没有[，,。]|无需[，,。])|^[^.:：]{2,40}[:：] ?no(?:\b[ .,-]|$)`)
)

// opening reports whether a sentence begins with yes or no.
func opening(text string) (yes, answers bool) {
	switch {
	case opensYes.MatchString(text):
		return true, true
	case opensNo.MatchString(text):
		return false, true
	}
	return false, false
}

// polarity says whether words deny; known is false where they do not say.
type polarity struct{ denied, known bool }

// deniedBy reads whether a folded sentence denies what is asked, by the clause
// that says most of it; clauses that only say when do not count.
func (a *asking) deniedBy(text string) polarity {
	if text == "" {
		return polarity{}
	}
	if a.free || a.pays {
		if freeing.MatchString(text) {
			return polarity{denied: a.pays, known: true}
		}
	}
	clause, _ := a.mainClause(text)
	return a.clauseDenies(clause)
}

// mainClause returns the clause of a folded sentence that says most of what is
// asked, and how much; one that rules before one that only tells.
func (a *asking) mainClause(text string) (clause string, cover float64) {
	found := -1.0
	for _, c := range mainClauses(text) {
		own := a.coveredBy(c, "", askedOfClause)
		standing := own
		if rules.MatchString(c) {
			standing += ruleBonus
		}
		if a.permits && !a.needs && permitting.MatchString(c) || a.needs && !a.permits && (obliging.MatchString(c) || relieving.MatchString(c)) {
			standing += asAskedBonus
		}
		if standing > found {
			clause, cover, found = c, own, standing
		}
	}
	return clause, cover
}

// ruleBonus is what a clause that says may, must or not counts more, as a share
// of the question.
const ruleBonus = 1

// asAskedBonus is what one counts more that says may, or must, as the question
// does: 应当销毁 does not answer whether something may be sold, 禁止销售 does.
const asAskedBonus = 0.2

// speaks reports whether a sentence or its lead-in says may, must or not in the
// way that the question asks.
func (a *asking) speaks(text, lead string) bool {
	text += "\n" + foldVerdict(governing(lead))
	switch {
	case a.pays || a.free:
		return freeing.MatchString(text) || rules.MatchString(text)
	case a.permits:
		return permitting.MatchString(text)
	case a.obliges:
		return obliging.MatchString(text) || relieving.MatchString(text)
	}
	return rules.MatchString(text)
}

func (a *asking) clauseDenies(clause string) polarity {
	denied := a.permits && closing.MatchString(clause)
	if denied {
		return polarity{true, true}
	}
	if analysis.HoldsHan(clause) {
		words := clause
		if grants.MatchString(words) {
			words = notYet.ReplaceAllString(words, "~")
		}
		denied = chineseDenies.MatchString(words) && !strings.Contains(words, "不得不")
	} else {
		denied = englishDenies.MatchString(clause)
	}
	if denied {
		return polarity{true, true}
	}
	if only := onlyMay.FindStringSubmatch(clause); only != nil {
		return polarity{a.covered(only[1], "") < 0.2, true}
	}
	if a.obliges && states.MatchString(clause) && !obliging.MatchString(clause) {
		return polarity{true, true}
	}
	return polarity{false, rules.MatchString(clause)}
}

var (
	grants = regexp.MustCompile(`可以|应当|准予|允许|可$|可同时`)
	notYet = regexp.MustCompile(`尚?未`)
)

// onlyMay matches who alone may: the first group is who.
var onlyMay = regexp.MustCompile(`^only (.*?) (?:may|can|are|is|must|will)\b`)

var (
	clauseBreak = regexp.MustCompile(`[，,；;：]|\s[-–—]+\s|—+|[（）()]|\b(?:but|however)\b|但是?|\b(?:if|unless|even if|even though|although|because|as long as|so long as|when|whenever|while|until|meaning|provided that|so that|despite|in spite of|since|as (?:i|we|my|our|they|he|she))\b`)
	sayWhen     = regexp.MustCompile(`^\W*(?:if|unless|even if|even though|although|because|as long as|so long as|when|whenever|while|until|meaning|so that|despite|in spite of|since|as (?:i|we|my|our|they|he|she))\b`)
	endsAsCase  = regexp.MustCompile(`(?:的|时|后|之日起|以前|之前|情形下|情况下|者|期间|内|范围内|过程中)$`)
)

// mainClauses cuts a sentence into its clauses and leaves out those that only
// say when or why.
func mainClauses(text string) []string {
	var all, main []string
	from := 0
	cut := func(to int) {
		clause := strings.TrimSpace(strings.Trim(text[from:to], "。.，,；;：（）() \n—"))
		if clause == "" {
			return
		}
		all = append(all, clause)
		if !sayWhen.MatchString(clause) && !endsAsCase.MatchString(clause) {
			main = append(main, clause)
		}
	}
	for _, at := range clauseBreak.FindAllStringIndex(text, -1) {
		cut(at[0])
		from = at[0]
		if r := text[at[0]]; r >= 0x80 || strings.ContainsRune(",;()-", rune(r)) || strings.HasPrefix(text[at[0]:], "但") {
			from = at[1]
		}
	}
	cut(len(text))
	if len(main) == 0 {
		return all
	}
	return main
}

// governing returns the last line of a lead-in, the one right above.
func governing(lead string) string {
	if i := strings.LastIndexByte(lead, '\n'); i >= 0 {
		return lead[i+1:]
	}
	return lead
}

var (
	exceptions = regexp.MustCompile(`\(except ([^)]*)\)|\bexcept(?:ing)?(?: for)? ([^,.;()]*)|\bother than ([^,.;()]*)|除([^，。；]{2,160}?)(?:之?外|以外)|[（(](?:不含|不包括)([^）)]*)[）)]|([^，。；]{2,40})除外`)
	exceptList = regexp.MustCompile(`(?:except|excluding)(?: for)? (?:the following|as follows)[:：]?$|(?:下列|以下)[^，。]{0,20}除外[:：]?$`)
)

// inException is how near the words of an exception must come to a word of the
// question that nothing else in the sentence says.
const inException = 0.7

// excepted reports whether the question asks about what a sentence excepts.
func (a *asking) excepted(text, lead string) bool {
	if exceptList.MatchString(governing(lead)) {
		return true
	}
	for _, m := range exceptions.FindAllStringSubmatchIndex(text, -1) {
		for g := 2; g+1 < len(m); g += 2 {
			if m[g] < 0 {
				continue
			}
			if a.onlyWithin(text[m[g]:m[g+1]], text[:m[0]]+" "+text[m[1]:]) {
				return true
			}
		}
	}
	return false
}

// onlyWithin reports whether some words say a word of the question that others
// around them do not.
func (a *asking) onlyWithin(words, around string) bool {
	within, outside := a.near(words), a.near(around)
	for i := range a.words {
		word := a.own[i].text
		if a.saidNot(word) {
			continue
		}
		if strings.Contains(words, word) {
			if !strings.Contains(around, word) {
				return true
			}
		} else if within[i] >= inException && outside[i] < inException {
			return true
		}
	}
	return false
}

// premise holds a figure that the question states against those of a sentence;
// yes is what the sentence rules without it. known is false where nothing can
// be told from figures.
func (a *asking) premise(s *sentence, yes bool) (verdict, known bool) {
	if len(a.figures) == 0 {
		return false, false
	}
	bound := frame.Bind(s.text, figure.Find(s.text, figure.Date{}))
	for _, own := range a.figures {
		if !own.Valued || isDay(own) {
			continue
		}
		held := compareTo(own, s.text, bound)
		asksBound := a.highest || a.lowest
		switch {
		case held.limits == 1 && !held.within && !asksBound && (a.permits || !a.inCore(own)):
			return !yes, true
		case held.limits > 0 && !asksBound && (a.permits || !a.inCore(own)):
		case held.same && a.inCore(own):
			return yes, true
		case held.stated == 1 && a.inCore(own):
			return a.denies, true
		}
	}
	return false, false
}

// comparison is how a figure stands to those of a sentence that measure the
// same.
type comparison struct {
	stated, limits int
	same           bool // one of them has its value
	within         bool // it lies within all limits
}

func compareTo(own figure.Figure, text string, bound []frame.Binding) comparison {
	c := comparison{within: true}
	for _, b := range bound {
		f := b.Figure
		if !f.Valued || f.Dimension != own.Dimension || f.Unit != own.Unit || b.Former {
			continue
		}
		if f.Bound == figure.Equal && reached.MatchString(text[:f.Start]) {
			f.Bound, f.Low = figure.AtLeast, &figure.Limit{Value: f.Value, Inclusive: true}
		}
		c.stated++
		c.same = c.same || f.Value.Equal(own.Value)
		if holds, known := frame.Satisfied(own, f); known && limits(f) {
			c.limits++
			c.within = c.within && holds
		}
	}
	return c
}

// reached matches what makes a figure the least that is enough: 住满180天.
var reached = regexp.MustCompile(`(?:^|[^不未])满$`)

// inCore reports whether a figure of the question stands in the clause that
// asks, and not in the situation.
func (a *asking) inCore(f figure.Figure) bool {
	return strings.Contains(a.core, strings.ToLower(analysis.Simplify(f.Text)))
}

func limits(f figure.Figure) bool {
	switch f.Bound {
	case figure.Less, figure.LessEqual, figure.Greater, figure.AtLeast:
		return true
	}
	return false
}

// saidNot reports whether the question says a word with a "not" right before it.
func (a *asking) saidNot(word string) bool {
	text := strings.ToLower(analysis.Simplify(a.Text))
	at := strings.Index(text, word)
	return at >= 0 && notBefore.MatchString(text[:at])
}

var notBefore = regexp.MustCompile(`(?:[不没未非无]|没有)\p{Han}?$|\b(?:not|no|non|without|n't)(?: \w+)?[ -]$`)

// counts says whether a row counts any of what the question asks about; known
// is false where the question does not ask whether there is any, or the row
// does not count it.
func (k *Candidate) counts(a *asking) (any, known bool) {
	if k.kind != frame.Row || !a.exists {
		return false, false
	}
	best := 0.0
	for _, cell := range strings.FieldsFunc(k.text, func(r rune) bool { return strings.ContainsRune(";；，", r) }) {
		value, valued := lastNumber(cell)
		if !valued {
			continue
		}
		cover := a.covered(strings.NewReplacer("_", " ").Replace(cell), "")
		if cover > best {
			best, any, known = cover, false, true
		}
		if cover == best && known {
			any = any || value != "0"
		}
	}
	return any, known
}

func lastNumber(cell string) (string, bool) {
	all := digits.FindAllString(cell, -1)
	if len(all) == 0 {
		return "", false
	}
	return all[len(all)-1], true
}
