package bot

import (
	"policybot/bot/state"
	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/figure"
)

// describer adds to changes what the log keeps beside them, from the bases
// they lead from and to.
type describer struct {
	old, new *knowledge.Base
	previous func(knowledge.DocumentID) string // name of the kept file of a document of old; "" for none
}

// describe returns log entries for the changes that are told.
func (d describer) describe(changes []diff.Change) []state.Logged {
	var list []state.Logged
	for _, c := range changes {
		if c.IsSilent() {
			continue
		}
		l := state.Logged{Change: c}
		d.measure(&l)
		d.document(&l)
		d.figures(&l)
		if c.OldCite.Document != "" {
			l.Previous = d.previous(c.OldCite.Document)
		}
		list = append(list, l)
	}
	return list
}

// figures counts the figures of what is gone.
func (d describer) figures(l *state.Logged) {
	switch l.Change.Kind {
	case diff.DocumentRemoved:
		if d.old == nil {
			return
		}
		document := d.old.Document(l.Change.Document)
		if document == nil {
			return
		}
		for i := range document.Sections {
			l.Figures += len(figure.Find(document.Sections[i].Text, document.Source.Published))
		}
	case diff.MeasureRemoved:
		l.Figures = len(figure.Find(l.Change.OldQuote.Text, figure.Date{}))
	}
}

// measure fills in what is known of the measure that changed.
func (d describer) measure(l *state.Logged) {
	base := d.new
	m := measureIn(d.new, l.Change.Measure)
	if m == nil {
		base, m = d.old, measureIn(d.old, l.Change.Measure)
	}
	if m == nil {
		return
	}
	l.Topic, l.Agency, l.Measure, l.Audience, l.Effective = m.Topic, m.Agency, m.Title, m.Audience, m.Effective
	if t := base.Topic(m.Topic); t != nil {
		l.TopicName = t.Name
	}
}

// document fills in what is known of the document that changed, where the
// measure does not say it.
func (d describer) document(l *state.Logged) {
	document := d.new.Document(l.Change.Document)
	if document == nil && d.old != nil {
		document = d.old.Document(l.Change.Document)
	}
	if document == nil {
		return
	}
	source := &document.Source
	l.URL = source.URL
	if len(l.Agency) == 0 {
		l.Agency = source.Publishers
	}
	if len(l.Agency) == 0 && source.Publisher != "" {
		l.Agency = knowledge.Text{document.Language: source.Publisher}
	}
	if l.Effective.IsZero() {
		l.Effective = source.Effective
	}
}

func measureIn(b *knowledge.Base, id knowledge.MeasureID) *knowledge.Measure {
	if b == nil || id == "" {
		return nil
	}
	return b.Measure(id)
}
