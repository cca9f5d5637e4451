package diff

import (
	"slices"

	"policybot/knowledge"
)

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
