package diff

import (
	"policybot/knowledge"
	"policybot/knowledge/diff/statement"
	"policybot/knowledge/figure"
)

// diffMeasures compares the measures of two bases: by id, then by title.
func diffMeasures(old, new *knowledge.Base) []Change {
	taken := map[knowledge.MeasureID]bool{}
	find := func(m *knowledge.Measure) *knowledge.Measure {
		for _, same := range []func(o *knowledge.Measure) bool{
			func(o *knowledge.Measure) bool { return o.ID == m.ID },
			func(o *knowledge.Measure) bool {
				return statement.Fold(o.Title.In(knowledge.Chinese)) == statement.Fold(m.Title.In(knowledge.Chinese)) && o.Title.In(knowledge.Chinese) != ""
			},
		} {
			for i := range old.Measures {
				if o := &old.Measures[i]; !taken[o.ID] && same(o) {
					return o
				}
			}
		}
		return nil
	}
	var changes []Change
	for i := range new.Measures {
		m := &new.Measures[i]
		o := find(m)
		if o == nil {
			changes = append(changes, measureChange(MeasureAdded, new, m))
			continue
		}
		taken[o.ID] = true
		changes = append(changes, diffMeasure(old, new, o, m)...)
	}
	for i := range old.Measures {
		if m := &old.Measures[i]; !taken[m.ID] {
			changes = append(changes, measureChange(MeasureRemoved, old, m))
		}
	}
	return changes
}

func measureChange(kind Kind, b *knowledge.Base, m *knowledge.Measure) Change {
	c := Change{Kind: kind, Severity: Major, Document: m.Cite.Document, Measure: m.ID, Subject: m.Title.In(knowledge.Chinese)}
	if d := b.Document(m.Cite.Document); d != nil {
		c.Title = d.Title
		if s := d.Section(m.Cite.Section); s != nil {
			c.Section = sectionName(s)
		}
	}
	if kind == MeasureRemoved {
		c.OldQuote, c.OldCite = Quote{Text: b.Quote(m.Cite)}, m.Cite
		if c.OldQuote.Text == "" {
			c.OldQuote.Text = m.Summary.In(knowledge.Chinese)
		}
		return c
	}
	c.NewQuote, c.NewCite = Quote{Text: b.Quote(m.Cite)}, m.Cite
	if c.NewQuote.Text == "" {
		c.NewQuote.Text = m.Summary.In(knowledge.Chinese)
	}
	return c
}

// diffMeasure compares a measure's dates and the statements of its facts.
func diffMeasure(old, new *knowledge.Base, o, m *knowledge.Measure) []Change {
	var changes []Change
	dates := func(kind Kind, a, b figure.Date) {
		if a == b {
			return
		}
		c := measureChange(MeasureAmended, new, m)
		c.Kind = kind
		c.Old, c.New, c.Delta = dayValue(a), dayValue(b), daysBetween(a, b)
		changes = append(changes, c)
	}
	dates(EffectiveDateChanged, o.Effective, m.Effective)
	dates(DeadlineMoved, o.Deadline, m.Deadline)

	// The facts of a measure are compared as a document of one section, a
	// fact a line.
	before, after := factsDocument(old, o), factsDocument(new, m)
	for _, c := range diffDocument(volumeOf(before), volumeOf(after)) {
		if c.Kind == Renumbered {
			continue
		}
		base := measureChange(MeasureAmended, new, m)
		c.Document, c.Title, c.Measure, c.Section = base.Document, base.Title, m.ID, base.Section
		c.OldCite, c.NewCite = o.Cite, m.Cite
		if c.Kind == MeasureAdded || c.Kind == MeasureRemoved {
			c.Kind, c.Severity = MeasureAmended, Minor
		}
		if c.Subject == "" {
			c.Subject = base.Subject
		}
		changes = append(changes, c)
	}
	return changes
}

func dayValue(d figure.Date) *Value {
	if d.IsZero() {
		return nil
	}
	return &Value{Text: d.String(), Value: d.String(), Unit: "date", Bound: figure.Equal}
}

// factsDocument is the facts of a measure as a document.
func factsDocument(b *knowledge.Base, m *knowledge.Measure) *knowledge.Document {
	d := &knowledge.Document{ID: knowledge.DocumentID(m.ID)}
	if source := b.Document(m.Cite.Document); source != nil {
		d.Source.Published = source.Source.Published
	}
	for _, f := range m.Facts {
		d.Sections = append(d.Sections, knowledge.Section{ID: knowledge.SectionID(f.ID), Text: f.Statement.In(f.Language)})
	}
	return d
}
