// Package diff says what changed between two revisions of a base, in a reader's
// terms: figure by figure, rule by rule.
//
// [Bases] compares two bases; a [Change] is one difference, with the sentences
// that differ on both sides. Documents are paired first, then statements, then
// figures as values. Nothing is told twice and no text differs from itself.
package diff

import (
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// Kind says what sort of difference a [Change] is.
type Kind string

// The kinds of change. NotationOnly, Renumbered and Reformatted are always
// silent: what the text says has stayed the same.
const (
	FigureChanged        Kind = "figure_changed"         // 500万元 -> 250万元
	BoundChanged         Kind = "bound_changed"          // 不超过50万元 -> 超过50万元
	FigureUpdated        Kind = "figure_updated"         // the same statistic at a later as-of date
	DeadlineMoved        Kind = "deadline_moved"         // 6月30日前 -> 9月30日前
	EffectiveDateChanged Kind = "effective_date_changed" // 自2月1日起施行 -> 自3月1日起施行
	MeasureAdded         Kind = "measure_added"          // a measure, or an article or section
	MeasureRemoved       Kind = "measure_removed"
	MeasureAmended       Kind = "measure_amended" // a statement, list item, table row or figure came or went
	DocumentAdded        Kind = "document_added"
	DocumentRemoved      Kind = "document_removed"
	DocumentMoved        Kind = "document_moved"      // the same document under another id
	Reworded             Kind = "reworded"            // other words about the same; see Aspects
	DocumentSplit        Kind = "document_split"      // one document has become several
	DocumentMerged       Kind = "document_merged"     // several documents have become one
	DocumentRevised      Kind = "document_revised"    // a new version beside the old one
	DocumentConverted    Kind = "document_converted"  // the same document in another format
	DocumentTranslated   Kind = "document_translated" // the same document in another language
	NotationOnly         Kind = "notation_only"       // 2万元 -> 二万元
	Renumbered           Kind = "renumbered"          // 第五条 -> 第六条, the text being the same
	Reformatted          Kind = "reformatted"         // links, layout, place in the document, typing errors mended, page furniture
)

// Severity says how loudly a change is told.
type Severity string

// The severities. A silent change is never told to anyone; [Bases] lists it so
// that a reader can see that nothing was passed over.
const (
	Major  Severity = "major"
	Minor  Severity = "minor"
	Silent Severity = "silent"
)

// Change is one difference between two revisions of a base, in a reader's
// terms.
type Change struct {
	Kind     Kind
	Severity Severity
	Document knowledge.DocumentID // in the new base; in the old one for what was removed
	Title    string               // of that document
	Measure  knowledge.MeasureID  // the measure whose words changed; "" where none is known
	Section  string               // number or heading of the section: 第五条, 二、融资支持
	Subject  string               // what the figure is about, in the document's words

	// Aspects name what of the fact has changed, in no order; empty where only
	// its wording has, or where the change is not about one fact.
	Aspects []Aspect

	// Old and New are the values before and after; nil where that side has
	// none, and both nil for changes that are not about one figure.
	Old, New *Value
	// Delta is New less Old, exact and signed: in the figure's unit, in
	// percentage points between percents, in days between dates; "" where
	// the two cannot be subtracted.
	Delta string

	OldQuote, NewQuote Quote
	OldCite, NewCite   knowledge.Citation
}

// Value is a figure as a change states it.
type Value struct {
	Text  string       `json:"text"`  // the exact words
	Value string       `json:"value"` // 2500000, 2020-08-17, 20000..50000, 1/3; "" where the words state none
	Unit  string       `json:"unit"`
	Bound figure.Bound `json:"bound"`
	Per   []string     `json:"per,omitempty"` // what it is counted per: "person", "month"
}

// Quote is a sentence of a document with the parts that differ from its
// counterpart marked.
type Quote struct {
	Text   string
	Marked []knowledge.Span // byte ranges of Text, in order, not overlapping
}

// IsSilent reports whether the change is told to nobody.
func (c *Change) IsSilent() bool { return c.Severity == Silent }

// Aspect names what of a fact has changed.
type Aspect string

// The aspects of a fact.
const (
	OfValue    Aspect = "value"    // 500万元 -> 250万元
	OfBound    Aspect = "bound"    // 不超过 -> 不少于, 6月30日前 -> 6月30日后
	OfPer      Aspect = "per"      // 每月 -> 每年
	OfPeriod   Aspect = "period"   // 上月 -> 本月
	OfPlace    Aspect = "place"    // 泰州市 -> 盐城市
	OfParty    Aspect = "party"    // 单位缴纳 -> 个人缴纳
	OfCase     Aspect = "case"     // 但奶牛养殖除外; and -> or
	OfBasis    Aspect = "basis"    // 按销售额 -> 按利润
	OfModality Aspect = "modality" // 可以 -> 应当
	OfNegation Aspect = "negation" // 不享受 -> 享受
	OfMatter   Aspect = "matter"   // 审批 -> 备案, free -> paid
)
