package state

import (
	"time"

	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/figure"
)

// changeRow is the stored form of a [Logged]: the column body of changes.
// Rows are read for years: names and meanings never change, fields may be
// added.
type changeRow struct {
	Kind      string           `json:"kind"`
	Severity  string           `json:"severity"`
	Document  string           `json:"document"`
	Title     string           `json:"title"`
	MeasureID string           `json:"measure_id,omitempty"`
	Section   string           `json:"section,omitempty"`
	Subject   string           `json:"subject,omitempty"`
	Aspects   []string         `json:"aspects,omitempty"`
	Old       *valueRow        `json:"old,omitempty"`
	New       *valueRow        `json:"new,omitempty"`
	Delta     string           `json:"delta,omitempty"`
	OldQuote  quoteRow         `json:"old_quote"`
	NewQuote  quoteRow         `json:"new_quote"`
	OldCite   citeRow          `json:"old_cite"`
	NewCite   citeRow          `json:"new_cite"`
	Topic     string           `json:"topic,omitempty"`
	TopicName knowledge.Text   `json:"topic_name,omitempty"` // by language
	Agency    knowledge.Text   `json:"agency,omitempty"`
	Measure   knowledge.Text   `json:"measure,omitempty"`
	Audience  []knowledge.Text `json:"audience,omitempty"`
	Effective figure.Date      `json:"effective"` // YYYY-MM-DD, or ""
	URL       string           `json:"url,omitempty"`
	Previous  string           `json:"previous,omitempty"`
	Figures   int              `json:"figures,omitempty"`
}

// valueRow is the stored form of a [diff.Value].
type valueRow struct {
	Text  string   `json:"text"`
	Value string   `json:"value"`
	Unit  string   `json:"unit"`
	Bound string   `json:"bound"`
	Per   []string `json:"per,omitempty"`
}

// quoteRow is the stored form of a [diff.Quote]; Marked are byte ranges.
type quoteRow struct {
	Text   string   `json:"text"`
	Marked [][2]int `json:"marked,omitempty"`
}

// citeRow is the stored form of a [knowledge.Citation].
type citeRow struct {
	Document knowledge.DocumentID `json:"document,omitempty"`
	Section  knowledge.SectionID  `json:"section,omitempty"`
	Start    int                  `json:"start,omitempty"`
	End      int                  `json:"end,omitempty"`
}

func newChangeRow(l *Logged) changeRow {
	c := &l.Change
	var aspects []string
	for _, a := range c.Aspects {
		aspects = append(aspects, string(a))
	}
	return changeRow{Kind: string(c.Kind), Severity: string(c.Severity), Document: string(c.Document), Title: c.Title,
		MeasureID: string(c.Measure), Section: c.Section, Subject: c.Subject, Aspects: aspects, Old: newValueRow(c.Old), New: newValueRow(c.New), Delta: c.Delta,
		OldQuote: newQuoteRow(c.OldQuote), NewQuote: newQuoteRow(c.NewQuote), OldCite: citeRow(c.OldCite), NewCite: citeRow(c.NewCite),
		Topic: string(l.Topic), TopicName: l.TopicName, Agency: l.Agency, Measure: l.Measure, Audience: l.Audience,
		Effective: l.Effective, URL: l.URL, Previous: l.Previous, Figures: l.Figures}
}

func (r changeRow) logged(seq int64, at time.Time) Logged {
	var aspects []diff.Aspect
	for _, a := range r.Aspects {
		aspects = append(aspects, diff.Aspect(a))
	}
	return Logged{Seq: seq, At: at, Change: diff.Change{Kind: diff.Kind(r.Kind), Severity: diff.Severity(r.Severity),
		Document: knowledge.DocumentID(r.Document), Title: r.Title, Measure: knowledge.MeasureID(r.MeasureID),
		Section: r.Section, Subject: r.Subject, Aspects: aspects, Old: r.Old.value(), New: r.New.value(), Delta: r.Delta,
		OldQuote: r.OldQuote.quote(), NewQuote: r.NewQuote.quote(),
		OldCite: knowledge.Citation(r.OldCite), NewCite: knowledge.Citation(r.NewCite)},
		Topic: knowledge.TopicID(r.Topic), TopicName: r.TopicName, Agency: r.Agency, Measure: r.Measure, Audience: r.Audience,
		Effective: r.Effective, URL: r.URL, Previous: r.Previous, Figures: r.Figures}
}

func newValueRow(v *diff.Value) *valueRow {
	if v == nil {
		return nil
	}
	return &valueRow{Text: v.Text, Value: v.Value, Unit: v.Unit, Bound: string(v.Bound), Per: v.Per}
}

func (r *valueRow) value() *diff.Value {
	if r == nil {
		return nil
	}
	return &diff.Value{Text: r.Text, Value: r.Value, Unit: r.Unit, Bound: figure.Bound(r.Bound), Per: r.Per}
}

func newQuoteRow(q diff.Quote) quoteRow {
	row := quoteRow{Text: q.Text}
	for _, m := range q.Marked {
		row.Marked = append(row.Marked, [2]int{m.Start, m.End})
	}
	return row
}

func (r quoteRow) quote() diff.Quote {
	q := diff.Quote{Text: r.Text}
	for _, m := range r.Marked {
		q.Marked = append(q.Marked, knowledge.Span{Start: m[0], End: m[1]})
	}
	return q
}
