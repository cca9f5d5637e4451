package bot

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/figure"
)

// Logged is a change as the change log keeps it, with what people filter by
// and what a notice says, so that it can be told when neither revision is at
// hand any more.
type Logged struct {
	Seq       int64 // place in the log, from 1
	At        time.Time
	Change    diff.Change
	Topic     knowledge.TopicID
	TopicName knowledge.Text
	Agency    knowledge.Text
	Measure   knowledge.Text // title
	Audience  []knowledge.Text
	Effective figure.Date
	URL       string
	Previous  string // name of the earlier version of the document in the data directory; "" for none
}

// loggedRow is the stored form of a Logged. Rows are read for years: names
// and meanings here never change, fields may be added.
type loggedRow struct {
	Kind      diff.Kind            `json:"kind"`
	Severity  diff.Severity        `json:"severity"`
	Document  knowledge.DocumentID `json:"document"`
	Title     string               `json:"title"`
	MeasureID knowledge.MeasureID  `json:"measure_id,omitempty"`
	Section   string               `json:"section,omitempty"`
	Subject   string               `json:"subject,omitempty"`
	Old       *diff.Value          `json:"old,omitempty"`
	New       *diff.Value          `json:"new,omitempty"`
	Delta     string               `json:"delta,omitempty"`
	OldQuote  quoteRow             `json:"old_quote"`
	NewQuote  quoteRow             `json:"new_quote"`
	OldCite   citeRow              `json:"old_cite"`
	NewCite   citeRow              `json:"new_cite"`
	Topic     knowledge.TopicID    `json:"topic,omitempty"`
	TopicName knowledge.Text       `json:"topic_name,omitempty"`
	Agency    knowledge.Text       `json:"agency,omitempty"`
	Measure   knowledge.Text       `json:"measure,omitempty"`
	Audience  []knowledge.Text     `json:"audience,omitempty"`
	Effective figure.Date          `json:"effective"`
	URL       string               `json:"url,omitempty"`
	Previous  string               `json:"previous,omitempty"`
}

type quoteRow struct {
	Text   string   `json:"text"`
	Marked [][2]int `json:"marked,omitempty"`
}

type citeRow struct {
	Document knowledge.DocumentID `json:"document,omitempty"`
	Section  knowledge.SectionID  `json:"section,omitempty"`
	Start    int                  `json:"start,omitempty"`
	End      int                  `json:"end,omitempty"`
}

func quoteToRow(q diff.Quote) quoteRow {
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

func (l *Logged) row() loggedRow {
	c := l.Change
	return loggedRow{Kind: c.Kind, Severity: c.Severity, Document: c.Document, Title: c.Title, MeasureID: c.Measure,
		Section: c.Section, Subject: c.Subject, Old: c.Old, New: c.New, Delta: c.Delta,
		OldQuote: quoteToRow(c.OldQuote), NewQuote: quoteToRow(c.NewQuote), OldCite: citeRow(c.OldCite), NewCite: citeRow(c.NewCite),
		Topic: l.Topic, TopicName: l.TopicName, Agency: l.Agency, Measure: l.Measure, Audience: l.Audience,
		Effective: l.Effective, URL: l.URL, Previous: l.Previous}
}

func (r loggedRow) logged(seq int64, at time.Time) Logged {
	return Logged{Seq: seq, At: at, Change: diff.Change{Kind: r.Kind, Severity: r.Severity, Document: r.Document, Title: r.Title,
		Measure: r.MeasureID, Section: r.Section, Subject: r.Subject, Old: r.Old, New: r.New, Delta: r.Delta,
		OldQuote: r.OldQuote.quote(), NewQuote: r.NewQuote.quote(),
		OldCite: knowledge.Citation(r.OldCite), NewCite: knowledge.Citation(r.NewCite)},
		Topic: r.Topic, TopicName: r.TopicName, Agency: r.Agency, Measure: r.Measure, Audience: r.Audience,
		Effective: r.Effective, URL: r.URL, Previous: r.Previous}
}

// InService is the revision of the base that questions are answered from.
type InService struct {
	Seq      int64
	Revision string
	Reader   string // version of the reader that read it
	At       time.Time
}

// InService returns the revision in service; the zero value where there was
// none yet.
func (s *Store) InService(ctx context.Context) (InService, error) {
	var r InService
	var at int64
	err := s.db.QueryRowContext(ctx, `SELECT seq, revision, reader, at FROM revisions ORDER BY seq DESC LIMIT 1`).
		Scan(&r.Seq, &r.Revision, &r.Reader, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return InService{}, nil
	}
	if err != nil {
		return InService{}, fmt.Errorf("read the revision in service: %w", err)
	}
	r.At = time.UnixMilli(at)
	return r, nil
}

// ErrSuperseded means that another process has put a revision in service
// since the one that the changes were told from.
var ErrSuperseded = errors.New("another revision was put in service meanwhile")

// PutInService makes revision the one in service and appends the changes that
// lead to it from the one before, in one transaction: a crash leaves both or
// neither. after is the revision that the changes start from.
func (s *Store) PutInService(ctx context.Context, after InService, revision, reader string, changes []Logged) error {
	err := s.transact(ctx, func(tx *sql.Tx) error {
		var last int64
		if err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(seq), 0) FROM revisions`).Scan(&last); err != nil {
			return err
		}
		if last != after.Seq {
			return ErrSuperseded
		}
		now := millis(s.now())
		if _, err := tx.ExecContext(ctx, `INSERT INTO revisions (seq, revision, reader, at) VALUES ($1, $2, $3, $4)`,
			last+1, revision, reader, now); err != nil {
			return err
		}
		var seq int64
		if err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(seq), 0) FROM changes`).Scan(&seq); err != nil {
			return err
		}
		for i := range changes {
			c := &changes[i]
			seq++
			c.Seq, c.At = seq, time.UnixMilli(now)
			if _, err := tx.ExecContext(ctx, `INSERT INTO changes (seq, revision, kind, severity, document, body, at)
				VALUES ($1, $2, $3, $4, $5, $6, $7)`, seq, last+1, string(c.Change.Kind), string(c.Change.Severity),
				string(c.Change.Document), encode(c.row()), now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("put revision %.12s in service: %w", revision, err)
	}
	return nil
}

// Changes returns the changes logged at or after a time, oldest first, the
// latest limit of them.
func (s *Store) Changes(ctx context.Context, since time.Time, limit int) ([]Logged, error) {
	return changesWhere(ctx, s.db, `seq IN (SELECT seq FROM changes WHERE at >= $1 ORDER BY seq DESC LIMIT $2)`, millis(since), limit)
}

// Change returns the change at a place of the log, or ErrForgotten.
func (s *Store) Change(ctx context.Context, seq int64) (*Logged, error) {
	list, err := changesWhere(ctx, s.db, `seq = $1`, seq)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrForgotten
	}
	return &list[0], nil
}

// rowsQueryer is what a database and a transaction have in common.
type rowsQueryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func changesWhere(ctx context.Context, q rowsQueryer, where string, args ...any) ([]Logged, error) {
	rows, err := q.QueryContext(ctx, `SELECT seq, body, at FROM changes WHERE `+where+` ORDER BY seq`, args...)
	if err != nil {
		return nil, fmt.Errorf("read change log: %w", err)
	}
	defer rows.Close()
	var list []Logged
	for rows.Next() {
		var seq, at int64
		var body string
		if err := rows.Scan(&seq, &body, &at); err != nil {
			return nil, fmt.Errorf("read change log: %w", err)
		}
		var row loggedRow
		if err := json.Unmarshal([]byte(body), &row); err != nil {
			return nil, fmt.Errorf("read change %d: %w", seq, err)
		}
		list = append(list, row.logged(seq, time.UnixMilli(at)))
	}
	return list, rows.Err()
}

// describe adds to changes what the log keeps beside them, from the bases
// they lead from and to.
func describe(changes []diff.Change, old, new *knowledge.Base, previous func(knowledge.DocumentID) string) []Logged {
	var list []Logged
	for _, c := range changes {
		if c.IsSilent() {
			continue
		}
		l := Logged{Change: c}
		base := new
		m := measureIn(new, c.Measure)
		if m == nil {
			if m = measureIn(old, c.Measure); m != nil {
				base = old
			}
		}
		if m != nil {
			l.Topic, l.Agency, l.Measure, l.Audience, l.Effective = m.Topic, m.Agency, m.Title, m.Audience, m.Effective
			for _, t := range base.Topics {
				if t.ID == m.Topic {
					l.TopicName = t.Name
				}
			}
		}
		d := new.Document(c.Document)
		if d == nil && old != nil {
			d = old.Document(c.Document)
		}
		if d != nil {
			l.URL = d.Source.URL
			if len(l.Agency) == 0 {
				if l.Agency = d.Source.Publishers; len(l.Agency) == 0 && d.Source.Publisher != "" {
					l.Agency = knowledge.Text{d.Language: d.Source.Publisher}
				}
			}
			if l.Effective.IsZero() {
				l.Effective = d.Source.Effective
			}
		}
		if c.OldCite.Document != "" {
			l.Previous = previous(c.OldCite.Document)
		}
		list = append(list, l)
	}
	return list
}

func measureIn(b *knowledge.Base, id knowledge.MeasureID) *knowledge.Measure {
	if b == nil || id == "" {
		return nil
	}
	for i := range b.Measures {
		if b.Measures[i].ID == id {
			return &b.Measures[i]
		}
	}
	return nil
}
