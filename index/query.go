package index

import (
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

// Operation is arithmetic a question asks for over several facts.
type Operation string

// The operations; the empty Operation asks for none.
const (
	Total      Operation = "total"
	Difference Operation = "difference"
	ShareOf    Operation = "share"
	PerUnit    Operation = "per_unit"
)

// Query is a question, understood.
type Query struct {
	Text      string             // as asked
	Language  knowledge.Language // of the question; replies are in it
	Want      Want
	Dimension figure.Dimension // what kind of figure is asked for; "" where any will do
	Unit      string           // unit the question names (户, km), "" for none
	Operation Operation
	Terms     []string        // the subject: content words left when the question words are gone
	Places    []place.Mention // places the question names
	Years     []Period        // years, months or days the question names
	Agencies  []string        // agencies the question names
	Premises  []figure.Figure // figures the question takes for true ("the 70 billion …")
	Noise     bool            // small talk or no content: nothing to look up
}

// Period is a stretch of calendar time a question names, both ends included.
type Period struct {
	Text        string
	From, Until figure.Date
}
