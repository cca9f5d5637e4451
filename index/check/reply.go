package check

import (
	"fmt"

	"policybot/knowledge/figure"
)

// Reply is what a reader is told, with what proves it.
type Reply struct {
	Text     string   // the answer as it is shown, without its citations
	Language string   // of Text: "zh" or "en"
	Question string   // what was asked, in the asker's words
	Given    []string // words of the question that Text repeats in quotation marks as the question's
	Claims   []Claim  // the figures that the reply gives
	Working  string   // printed arithmetic: "680.91亿元 + 9.92亿元 = 690.83亿元"; "" for none
	Sources  []Source // what is cited
}

// Claim is one figure that a reply gives.
type Claim struct {
	Words  string      // the figure as it is told: 680.91亿元, "CNY 68.091 billion"
	Label  string      // what it is said to be; "" for nothing
	AsOf   figure.Date // the day it is said to have been true; zero for none
	Source int         // index into Reply.Sources; negative for the result of the working
}

// Source is one statement that a reply cites.
type Source struct {
	Words     string      // the whole sentences cited, in the document's language
	LeadIns   []string    // the words that they stand under: 有下列情形之一的，不得申请：
	Headings  []string    // headings from the outermost to their own
	Cells     []Cell      // of the row of a table that is cited; nil for other words
	Statement string      // the same statement translated by hand; "" for none
	Names     []string    // what the base calls the statement and its figures, written by hand
	Origin    []string    // title, publisher, number, speaker, page: where it comes from
	AsOf      figure.Date // the day the statement was true, where the base says so
	Published figure.Date // when it was published; dates without a year are read by it
}

// Cell is one cell of a row of a table that a reply cites.
type Cell struct {
	Text  string   // as it is printed: 4500, "(12.3)", —
	Names []string // of its row and of its column, groups included
	Unit  string   // what it is counted in, by every name: 元/年, "in millions CHF million"; "" for nothing
}

// Kind says what is wrong with a reply that cannot be proven.
type Kind string

// The kinds of fault, as the package comment describes them.
const (
	Value      Kind = "value"
	Unit       Kind = "unit"
	Bound      Kind = "bound"
	Per        Kind = "per"
	Period     Kind = "period"
	Words      Kind = "words"
	Negation   Kind = "negation"
	Verdict    Kind = "verdict"
	Arithmetic Kind = "arithmetic"
	Citation   Kind = "citation"
)

// Fault is the first thing in a reply that nothing proves.
type Fault struct {
	Kind  Kind
	Words string // of the reply
	Why   string
}

func (f *Fault) Error() string { return fmt.Sprintf("%s of “%s”: %s", f.Kind, f.Words, f.Why) }

func fault(kind Kind, words, format string, args ...any) *Fault {
	return &Fault{Kind: kind, Words: words, Why: fmt.Sprintf(format, args...)}
}
