package state

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
	Seq       int64  // place in the log, from 1
	Base      string // the server in whose base it is, or [OperatorBase]
	At        time.Time
	Change    diff.Change
	Topic     knowledge.TopicID
	TopicName knowledge.Text
	Agency    knowledge.Text
	Measure   knowledge.Text // title
	Audience  []knowledge.Text
	Effective figure.Date
	URL       string
	Figures   int    // of a document, measure or section that is gone: how many figures it had
	Previous  string // name of the earlier version of the document in the data directory; "" for none
}

// Changes returns the changes of bases logged at or after a time, oldest first,
// the latest limit of them.
func (s *Store) Changes(ctx context.Context, of Bases, since time.Time, limit int) ([]Logged, error) {
	first, second := of.both()
	return changesWhere(ctx, s.db, `seq IN (SELECT seq FROM changes WHERE at >= $1 AND base IN ($3, $4) ORDER BY seq DESC LIMIT $2)`, millis(since), limit, first, second)
}

// Change returns the change at a place of the log, or ErrForgotten.
func (s *Store) Change(ctx context.Context, seq int64) (*Logged, error) {
	return changeOf(ctx, s.db, seq)
}

// Change returns the change at a place of the log, or ErrForgotten.
func (t *Tx) Change(ctx context.Context, seq int64) (*Logged, error) {
	return changeOf(ctx, t.tx, seq)
}

func changeOf(ctx context.Context, q querier, seq int64) (*Logged, error) {
	list, err := changesWhere(ctx, q, `seq = $1`, seq)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrForgotten
	}
	return &list[0], nil
}

// ChangesAfter returns the changes logged after a place of the log, in order.
func (t *Tx) ChangesAfter(ctx context.Context, seq int64) ([]Logged, error) {
	return changesWhere(ctx, t.tx, `seq > $1`, seq)
}

func changesWhere(ctx context.Context, q querier, where string, args ...any) ([]Logged, error) {
	var list []Logged
	err := each(ctx, q, func(r *sql.Rows) error {
		var seq, at int64
		var body, base string
		if err := r.Scan(&seq, &body, &at, &base); err != nil {
			return err
		}
		var row changeRow
		if err := json.Unmarshal([]byte(body), &row); err != nil {
			return fmt.Errorf("change %d: %w", seq, err)
		}
		l := row.logged(seq, time.UnixMilli(at))
		l.Base = base
		list = append(list, l)
		return nil
	}, `SELECT seq, body, at, base FROM changes WHERE `+where+` ORDER BY seq`, args...)
	if err != nil {
		return nil, fmt.Errorf("read change log: %w", err)
	}
	return list, nil
}

// appendChange writes a change at its place of the log.
func appendChange(ctx context.Context, tx *sql.Tx, l *Logged, revision int64) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO changes (seq, revision, kind, severity, document, body, at, base)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, l.Seq, revision, string(l.Change.Kind), string(l.Change.Severity),
		string(l.Change.Document), encode(newChangeRow(l)), millis(l.At), l.Base)
	return err
}

// logEnd is the cursor that holds the highest number of the change log that was
// ever taken away.
const logEnd = "log end"

// Cursor returns how far a reader of the change log has come.
func (t *Tx) Cursor(ctx context.Context, reader string) (int64, error) {
	var seq int64
	err := t.tx.QueryRowContext(ctx, `SELECT seq FROM cursors WHERE name = $1`, reader).Scan(&seq)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("read how far %s are: %w", reader, err)
	}
	return seq, nil
}

// MoveCursor notes how far a reader of the change log has come.
func (t *Tx) MoveCursor(ctx context.Context, reader string, seq int64) error {
	_, err := t.tx.ExecContext(ctx, `INSERT INTO cursors (name, seq) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET seq = $2`, reader, seq)
	if err != nil {
		return fmt.Errorf("note how far %s are: %w", reader, err)
	}
	return nil
}
