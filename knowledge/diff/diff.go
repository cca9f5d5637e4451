// Package diff says what changed between two revisions of a base, in a reader's
// terms: figure by figure, rule by rule.
//
// [Bases] compares two bases; a [Change] is one difference, with the sentences
// that differ on both sides. Documents are paired first, then statements, then
// figures as values. Nothing is told twice and no text differs from itself.
package diff

import (
	"slices"

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

// Bases returns what changed from old to new, document by document in the
// order of new, removed documents last. Structure is compared first, then
// sentences, then figures as values: a number written another way, a link, a
// reworded or moved sentence, and a renumbered article are silent changes.
//
// Bases(a, a) is empty. A nil base is an empty one.
func Bases(old, new *knowledge.Base) []Change {
	if old == nil {
		old = &knowledge.Base{}
	}
	if new == nil {
		new = &knowledge.Base{}
	}
	if old == new {
		return nil
	}
	var changes []Change
	measures := diffMeasures(old, new)
	for _, m := range matchDocuments(old.Documents, new.Documents) {
		changes = append(changes, m.changes()...)
	}
	for i := range changes {
		c := &changes[i]
		c.Measure = measureOf(new, c.NewCite)
		if c.Measure == "" {
			c.Measure = measureOf(old, c.OldCite)
		}
	}
	return append(measures, slices.DeleteFunc(changes, func(c Change) bool { return toldBy(measures, c) })...)
}

// changes tells how documents have become others, and what changed in them.
func (m match) changes() []Change {
	switch m.kind {
	case DocumentAdded:
		return []Change{documentChange(m.kind, m.new[0])}
	case DocumentRemoved:
		return []Change{documentChange(m.kind, m.old[0])}
	}
	var list []Change
	if m.kind != "" {
		c := documentChange(m.kind, m.new[0])
		if m.kind != DocumentRevised && m.kind != DocumentTranslated {
			c.Severity = Minor
		}
		c.OldQuote, c.NewQuote = Quote{Text: names(m.old)}, Quote{Text: names(m.new)}
		list = append(list, c)
	}
	if m.kind == DocumentTranslated {
		return list // every word differs; it is told once
	}
	return append(list, diffDocument(volumeOf(m.old...), volumeOf(m.new...))...)
}

func documentChange(kind Kind, d *knowledge.Document) Change {
	return Change{Kind: kind, Severity: Major, Document: d.ID, Title: d.Title, Subject: d.Title}
}

// toldBy reports whether one of the measures' changes tells the same figures
// as c: a base may hold a measure in YAML and the words it is taken from.
func toldBy(measures []Change, c Change) bool {
	if c.Measure == "" || c.Old == nil && c.New == nil {
		return false
	}
	same := func(a, b *Value) bool {
		return a == nil && b == nil || a != nil && b != nil && a.Value == b.Value && a.Unit == b.Unit
	}
	return slices.ContainsFunc(measures, func(m Change) bool {
		return m.Measure == c.Measure && same(m.Old, c.Old) && same(m.New, c.New)
	})
}

// measureOf returns the only measure that the base takes from the cited
// section, or "".
func measureOf(b *knowledge.Base, cite knowledge.Citation) knowledge.MeasureID {
	if cite.Document == "" {
		return ""
	}
	var id knowledge.MeasureID
	for i := range b.Measures {
		m := &b.Measures[i]
		if m.Cite.Document != cite.Document || m.Cite.Section != cite.Section {
			continue
		}
		if m.Cite.End > m.Cite.Start && cite.End > cite.Start && (cite.End <= m.Cite.Start || m.Cite.End <= cite.Start) {
			continue
		}
		if id != "" {
			return ""
		}
		id = m.ID
	}
	return id
}
