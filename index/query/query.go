package query

import (
	"fmt"
	"strings"

	"policybot/knowledge"
	"policybot/knowledge/figure"
	"policybot/knowledge/place"
)

// Want is the kind of answer a question asks for.
type Want string

// The kinds of answer.
const (
	WantAny      Want = "any"      // keywords, or nothing recognised
	WantMoney    Want = "money"    // how much money
	WantCount    Want = "count"    // how many
	WantShare    Want = "share"    // what percentage
	WantDuration Want = "duration" // how long
	WantDate     Want = "date"     // when
	WantFigure   Want = "figure"   // a figure of no stated dimension (多少, how much)
	WantWho      Want = "who"
	WantWhich    Want = "which"
	WantWhere    Want = "where"
	WantList     Want = "list" // which measures, what conditions
	WantHow      Want = "how"
	WantWhy      Want = "why"
	WantYesNo    Want = "yes_no"
	WantHistory  Want = "history" // before and after
)

// Numeric reports whether the answer wanted is a figure.
func (w Want) Numeric() bool {
	switch w {
	case WantMoney, WantCount, WantShare, WantDuration, WantFigure, WantHistory:
		return true
	}
	return false
}

// Operation is arithmetic a question asks for over several facts.
type Operation string

// The operations; the empty Operation asks for none.
const (
	Total      Operation = "total"
	Difference Operation = "difference"
	ShareOf    Operation = "share"
	PerUnit    Operation = "per_unit"
	Before     Operation = "before" // the level before a change
	Growth     Operation = "growth" // how much it changed by
)

// Query is a question, understood.
type Query struct {
	Text      string             // as read
	Asked     string             // as asked, where a word's spelling was put right in Text; else ""
	Language  knowledge.Language // of the question; replies are in it
	Reply     knowledge.Language // language to reply in; "" for that of the question
	Want      Want
	Dimension figure.Dimension // what kind of figure is asked for; "" where any will do
	Hint      figure.Dimension // a kind of figure the words make likely (金额, number); "" for none
	Bound     figure.Bound     // the bound asked for (上限, minimum); "" for none
	Unit      string           // unit the question names (户, km), "" for none
	Operation Operation
	Terms     []string        // the subject: content words left when the question words are gone
	Places    []place.Mention // places the question names
	Years     []Period        // years, months or days the question names
	Agencies  []string        // agencies the question names
	Premises  []figure.Figure // figures the question takes for true ("the 70 billion …")
	Noise     bool            // small talk or no content: nothing to look up

	Words   []Word // the question, word by word, in order
	Counted [2]int // the bytes of Text that name what "how many" asks to count; equal for none
	Head    string // folded: what of them must be the head of a figure's name
}

// ReplyLanguage is the language to reply in.
func (q *Query) ReplyLanguage() knowledge.Language {
	if q.Reply != "" {
		return q.Reply
	}
	return q.Language
}

// AsksFigure reports whether the words ask for a figure of one kind, though no
// asking word does: "interest rate", 融资总额.
func (q *Query) AsksFigure() bool {
	switch q.Hint {
	case figure.Percent, figure.Money, figure.Count:
		return true
	}
	return q.Dimension != ""
}

// MayAskFigure reports whether a figure or a date could be what is asked for.
func (q *Query) MayAskFigure() bool {
	switch q.Want {
	case WantDate, WantYesNo, WantAny, WantWhich:
		return true
	}
	return q.Want.Numeric() || q.AsksFigure() || q.Operation != "" || len(q.Premises) > 0
}

// String returns what was understood of the question, on one line.
func (q Query) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "want:%s lang:%s", q.Want, q.Language)
	if q.Dimension != "" {
		fmt.Fprintf(&b, " dimension:%s", q.Dimension)
	}
	if q.Hint != "" {
		fmt.Fprintf(&b, " hint:%s", q.Hint)
	}
	if q.Bound != "" {
		fmt.Fprintf(&b, " bound:%s", q.Bound)
	}
	if q.Unit != "" {
		fmt.Fprintf(&b, " unit:%s", q.Unit)
	}
	if q.Operation != "" {
		fmt.Fprintf(&b, " operation:%s", q.Operation)
	}
	list := func(name string, n int, item func(int) string) {
		if n == 0 {
			return
		}
		items := make([]string, n)
		for i := range items {
			items[i] = item(i)
		}
		fmt.Fprintf(&b, " %s:[%s]", name, strings.Join(items, ", "))
	}
	list("terms", len(q.Terms), func(i int) string { return q.Terms[i] })
	list("places", len(q.Places), func(i int) string { return q.Places[i].Place.Chinese })
	list("times", len(q.Years), func(i int) string { return q.Years[i].String() })
	list("agencies", len(q.Agencies), func(i int) string { return q.Agencies[i] })
	list("premises", len(q.Premises), func(i int) string { return q.Premises[i].Text })
	if q.Noise {
		b.WriteString(" noise")
	}
	return b.String()
}
