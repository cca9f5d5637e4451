package frame

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"policybot/knowledge/figure"
)

// Bound figure: what a figure of a sentence is of, as far as the sentence
// itself says.
type Binding struct {
	Figure figure.Figure
	// Clause is the stretch between commas that holds the figure, Branch the
	// one between semicolons or stops. Both are bytes of the sentence.
	Clause, Branch [2]int
	// Condition is set where the figure does not state what holds but when:
	// "500万元以上的企业", "if the debt is over $500".
	Condition bool
	// Basis is set where the figure says for how much another one is told: the
	// second of "7 cents per $1,000".
	Basis bool
	// Case lists the conditions under which the figure holds, as indexes of
	// bindings: of "满五年不足七年的为十五个月" the last holds in the case of the first.
	Case []int
	// Former is set where the figure is what held before a change that the
	// sentence tells: 9.5折 in "由9.5折扩大到8.5折", 原1000元.
	Former bool
	// Own is the stretch that speaks of this figure and no other of its kind.
	Own [2]int
	// Whole is set where the next figure is a part of this one: "58 homes, 21 of
	// them private".
	Whole bool
	// Part is what a figure that is told 分别 or respectively is of: bytes of
	// the sentence; equal for none.
	Part [2]int
}

// Bind says of each figure of a sentence what it is of.
func Bind(sentence string, figures []figure.Figure) []Binding {
	bound := make([]Binding, len(figures))
	branches, clauses := split(sentence, figures, branchEnds), split(sentence, figures, clauseEnds)
	for i, f := range figures {
		bound[i] = Binding{Figure: f, Clause: holding(clauses, f), Branch: holding(branches, f)}
	}
	for i := range bound {
		bound[i].Basis = isBasis(sentence, bound, i)
		bound[i].Condition = !bound[i].Basis && isCondition(sentence, bound, i)
	}
	for i := range bound {
		bound[i].Former = isFormer(sentence, bound, i)
	}
	itemsOfLead(sentence, bound)
	for i := range bound {
		if !bound[i].Condition {
			bound[i].Case = caseOf(bound, i)
		}
	}
	scored(sentence, bound)
	own(sentence, bound)
	pair(sentence, bound)
	return bound
}

// itemsOfLead marks as conditions the figures of the items of a list whose
// lead-in says what follows from any of them: "有下列行为之一的，扣五日工钱：", where no
// item has a figure of that kind.
func itemsOfLead(sentence string, bound []Binding) {
	end := strings.IndexByte(sentence, '\n')
	if end < 0 || !anyOfThese.MatchString(sentence[:end]) {
		return
	}
	first := 0
	for first < len(bound) && bound[first].Figure.End <= end {
		first++
	}
	if first == 0 {
		return
	}
	for i := first; i < len(bound); i++ {
		for k := range first {
			if bound[k].Figure.Dimension == bound[i].Figure.Dimension && bound[k].Figure.Unit == bound[i].Figure.Unit && !bound[k].Condition {
				return
			}
		}
	}
	for i := first; i < len(bound); i++ {
		bound[i].Condition = true
	}
}

// anyOfThese matches a lead-in of a list any item of which is enough.
var anyOfThese = regexp.MustCompile(`(?i)下列[^。；]{0,24}(?:之一|任一|任何一)|\b(?:any|one) of the following\b`)

// scored gives a figure in brackets that closes an item the range before it as
// its case: "3万元—6万元（含3万元）（8分）".
func scored(sentence string, bound []Binding) {
	for i := range bound {
		b := &bound[i]
		if len(b.Case) > 0 || b.Condition || !opensBracket.MatchString(sentence[:b.Figure.Start]) || !closesBracket.MatchString(sentence[b.Figure.End:]) {
			continue
		}
		for k := i - 1; k >= 0 && bound[k].Branch == b.Branch; k-- {
			other := bound[k].Figure
			if other.Dimension == b.Figure.Dimension && other.Unit == b.Figure.Unit {
				break
			}
			if !beforeBracket.MatchString(sentence[other.End:b.Figure.Start]) {
				continue
			}
			if limiting(other) {
				bound[k].Condition = true
				b.Case = []int{k}
				break
			}
		}
	}
}

var (
	opensBracket  = regexp.MustCompile(`[（(]$`)
	closesBracket = regexp.MustCompile(`^[）)]`)
	beforeBracket = regexp.MustCompile(`^\p{Han}{0,2}(?:[（(]不?含[^）)]*[）)])?[（(]$`)
)

// Satisfied says whether an amount lies within what a figure allows. known is
// false where the two cannot be compared.
func Satisfied(amount, by figure.Figure) (holds, known bool) {
	if !amount.Valued || !comparable(amount, by) {
		return false, false
	}
	amount = inUnitOf(amount, by)
	if limiting(amount) && by.Valued && amount.Value.Equal(by.Value) {
		return amount.Bound == by.Bound, true // "未满3年" is asked for by its own words
	}
	low, high := by.Low, by.High
	if low == nil && high == nil {
		if !by.Valued {
			return false, false
		}
		return amount.Value.Equal(by.Value), true
	}
	if low != nil && (amount.Value.LessThan(low.Value) || amount.Value.Equal(low.Value) && !low.Inclusive) {
		return false, true
	}
	if high != nil && (amount.Value.GreaterThan(high.Value) || amount.Value.Equal(high.Value) && !high.Inclusive) {
		return false, true
	}
	return true, true
}

// comparable reports whether two figures measure the same kind of thing in the
// same unit.
func comparable(a, b figure.Figure) bool {
	switch {
	case a.Dimension == figure.Age && b.Dimension == figure.Duration, a.Dimension == figure.Duration && b.Dimension == figure.Age:
		return true
	case a.Dimension != b.Dimension:
		return false
	case a.Dimension == figure.Count:
		return true // people, persons and 人 are one; so far units of two languages are not told apart
	}
	_, known := months[a.Unit]
	_, both := months[b.Unit]
	return a.Unit == b.Unit || a.Dimension == figure.Duration && known && both
}

// months are how many months the units of calendar time that can be compared
// have.
var months = map[string]figure.Decimal{"month": decimal.New(1, 0), "quarter": decimal.New(3, 0), "year": decimal.New(12, 0)}

// inUnitOf returns an amount in the unit of another that it is compared with:
// 24 months for two years.
func inUnitOf(amount, other figure.Figure) figure.Figure {
	from, known := months[amount.Unit]
	to, both := months[other.Unit]
	if amount.Dimension == figure.Duration && known && both && amount.Unit != other.Unit {
		amount.Value = amount.Value.Mul(from).Div(to)
		amount.Unit = other.Unit
	}
	return amount
}

func branchEnds(r rune) bool { return strings.ContainsRune("；;。\n", r) }
func clauseEnds(r rune) bool { return strings.ContainsRune("；;。\n，,：:", r) }

// split cuts a sentence where ends says, but not within a figure, nor at the
// comma of a number.
func split(sentence string, figures []figure.Figure, ends func(rune) bool) [][2]int {
	var parts [][2]int
	start := 0
	for i, r := range sentence {
		if !ends(r) || within(figures, i) {
			continue
		}
		parts = append(parts, [2]int{start, i})
		start = i + utf8.RuneLen(r)
	}
	return append(parts, [2]int{start, len(sentence)})
}

func within(figures []figure.Figure, at int) bool {
	for _, f := range figures {
		if f.Start <= at && at < f.End {
			return true
		}
	}
	return false
}

func holding(parts [][2]int, f figure.Figure) [2]int {
	for _, p := range parts {
		if p[0] <= f.Start && f.Start < p[1] {
			return p
		}
	}
	return [2]int{}
}

// isCondition reports whether figure i says when something holds: it stands in
// a clause that states a condition, or before 的 and a noun, and another
// figure of the branch follows that says what holds then.
func isCondition(sentence string, bound []Binding, i int) bool {
	b := bound[i]
	follows := false
	for _, other := range bound[i+1:] {
		follows = follows || other.Branch == b.Branch
	}
	if b.Figure.Start > len(sentence) || b.Figure.End > len(sentence) {
		return false
	}
	before, after := sentence[b.Clause[0]:b.Figure.Start], sentence[b.Figure.End:max(b.Clause[1], b.Figure.End)]
	if chineseCondition.MatchString(after) && !isGiven(b.Figure, before) {
		return follows || behindCondition(sentence, b)
	}
	if englishCondition.MatchString(before) {
		return follows || i > 0
	}
	if narrows.MatchString(before) && (limiting(b.Figure) || b.Figure.Dimension == figure.Age) && tellsBehind(bound, i) {
		return true
	}
	return follows && limiting(b.Figure) && attributive.MatchString(after)
}

var (
	// chineseCondition matches the rest of a clause that ends as conditions do.
	chineseCondition = regexp.MustCompile(`(?:的|时|后|之前|以前|情况下|情形下|者|条件下)$|^(?:的|者)(?:为|按|给予|可|处|应|减|享|补|计|由|加|每|不)`)
	englishCondition = regexp.MustCompile(`(?i)^\W*(?:\([a-z0-9]\) ?)?(?:and |or |but )?(?:if|when|where|unless|in case|for|upon|after|once|provided)\b`)
	// narrows matches what stands before a figure that says which: "firms with",
	// "children aged".
	narrows     = regexp.MustCompile(`(?i)\b(?:with|having|who have|that have|employing|aged|ages|earning|of)(?: between)? ?$`)
	attributive = regexp.MustCompile(`^(?:[（(][^）)]*[）)])?(?:及以[上下]|以[上下内]|以下|（含）)*的\p{Han}`)
)

// isGiven reports whether a figure is what is given rather than for what: 30% in
// 给予30%的补助.
func isGiven(f figure.Figure, before string) bool {
	return (f.Dimension == figure.Money || f.Dimension == figure.Percent || f.Dimension == figure.Fraction) && !limiting(f) && givenBefore.MatchString(before)
}

var givenBefore = regexp.MustCompile(`(?:给予|按|按照|补助|补贴|奖励|贴息|处|减免|提高|降低|返还)[^，。；]{0,6}$`)

// tellsBehind reports whether another figure of the clause follows figure i.
func tellsBehind(bound []Binding, i int) bool {
	return i+1 < len(bound) && bound[i+1].Clause == bound[i].Clause && !isDate(bound[i+1].Figure)
}

// isBasis reports whether figure i is what another one is told for.
func isBasis(sentence string, bound []Binding, i int) bool {
	f := bound[i].Figure
	return len(bound) > 1 && !isDate(f) && f.Start <= len(sentence) && behindPer.MatchString(sentence[bound[i].Clause[0]:max(bound[i].Clause[0], f.Start)])
}

var behindPer = regexp.MustCompile(`(?i)(?:\b(?:per|for (?:each|every))(?: additional| full)?|每满?) ?$`)

// isFormer reports whether figure i is the level before a change: it stands
// behind 原 or 由, or a later figure of its kind in the branch says what it was
// changed to.
func isFormer(sentence string, bound []Binding, i int) bool {
	f := bound[i].Figure
	before := sentence[bound[i].Clause[0]:f.Start]
	for _, next := range bound[i+1:] {
		if next.Branch != bound[i].Branch || next.Figure.Dimension != f.Dimension {
			continue
		}
		between := sentence[min(f.End, next.Figure.Start):next.Figure.Start]
		if behindFormer.MatchString(before) && changedTo.MatchString(between) || endsChanged.MatchString(between) {
			return true
		}
	}
	return behindOriginal.MatchString(before)
}

var (
	behindOriginal = regexp.MustCompile(`(?:原|原来|原先|此前|以前)(?:的|为|是)?(?:每[^，。；0-9]{1,4})?$|(?i)\b(?:formerly|previously|was|were)$`)
	behindFormer   = regexp.MustCompile(`(?:由|从|自|原)[^，。；]{0,20}$|(?i)\bfrom (?:the |a )?$`)
	changedTo      = regexp.MustCompile(`(?:到|至|为|成)$|(?i)\bto (?:the |a )?$`)
	endsChanged    = regexp.MustCompile(`(?:提高|提升|增加|扩大|降低|下调|上调|调整|延长|缩短|放宽|降|升|减|涨|改)(?:到|至|为|成)$|(?i)\b(?:raised|increased|reduced|cut|lowered|changed|extended) to$`)
)

// behindCondition reports whether something follows the condition within its
// branch that it can be the condition of.
func behindCondition(sentence string, b Binding) bool {
	return b.Clause[1] < b.Branch[1] && strings.TrimSpace(sentence[b.Clause[1]:b.Branch[1]]) != ""
}

// limiting reports whether a figure bounds something rather than stating it.
func limiting(f figure.Figure) bool {
	switch f.Bound {
	case figure.Less, figure.LessEqual, figure.Greater, figure.AtLeast, figure.Range:
		return true
	}
	return false
}

// caseOf lists the conditions of figure i: those before it in its branch,
// nearest group only.
func caseOf(bound []Binding, i int) []int {
	var found []int
	for k := i - 1; k >= 0 && bound[k].Branch == bound[i].Branch; k-- {
		if !bound[k].Condition {
			if len(found) > 0 {
				break
			}
			continue
		}
		found = append([]int{k}, found...)
	}
	return found
}
