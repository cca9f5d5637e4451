package bot

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"time"

	"policybot/knowledge/diff"
)

// Correction tells somebody that a figure they were once told has changed.
type Correction struct {
	Question string `json:"question"`
	Told     string `json:"told"`    // the words of the figure as told
	ToldAt   int64  `json:"told_at"` // Unix milliseconds
	Message  string `json:"message"` // that told it to everybody; "" where only the asker saw it
	Change   int64  `json:"change"`  // place of the change in the log
}

// At is when the figure was told.
func (c *Correction) At() time.Time { return time.UnixMilli(c.ToldAt) }

// correctionCursor is how far the change log has been held against the
// answers given.
const correctionCursor = "corrections"

// correct writes a message for everybody who was told a figure that new
// entries of the change log change, in the place where they were told: under
// the shared message, else to the person alone. Each answer is corrected once
// for each change. Servers can switch this off; answers that were forgotten
// are corrected to nobody.
func (s *Store) correct(ctx context.Context, tx *sql.Tx) error {
	var cursor int64
	err := tx.QueryRowContext(ctx, `SELECT seq FROM cursors WHERE name = $1`, correctionCursor).Scan(&cursor)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("read cursor: %w", err)
	}
	changes, err := changesWhere(ctx, tx, `seq > $1`, cursor)
	if err != nil || len(changes) == 0 {
		return err
	}
	for i := range changes {
		if err := s.correctOne(ctx, tx, &changes[i]); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO cursors (name, seq) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET seq = $2`,
		correctionCursor, changes[len(changes)-1].Seq)
	if err != nil {
		return fmt.Errorf("move cursor: %w", err)
	}
	return nil
}

// corrects lists the kinds of change after which a figure told is no longer
// what the source says.
var corrects = []diff.Kind{diff.FigureChanged, diff.BoundChanged, diff.FigureUpdated}

func (s *Store) correctOne(ctx context.Context, tx *sql.Tx, l *Logged) error {
	c := &l.Change
	if c.Old == nil || c.New == nil || !slices.Contains(corrects, c.Kind) {
		return nil
	}
	told, err := toldOf(ctx, tx, c)
	if err != nil {
		return err
	}
	for _, t := range told {
		settings, err := settingsOf(ctx, tx, t.Given.Asker.Guild)
		if err != nil {
			return err
		}
		if !settings.Corrections || !t.Given.At.Before(l.At) {
			continue
		}
		p := place{guild: t.Given.Asker.Guild, person: t.Given.Asker.User}
		if t.Given.Message != "" {
			p.channel, p.person = t.Given.Asker.Channel, ""
		}
		// The same answer and change give the same id.
		hash := sha256.Sum256(fmt.Appendf(nil, "%s %d", t.Given.ID, l.Seq))
		id := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(hash[:])[:25]
		var there int
		if err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM deliveries WHERE id = $1`, id).Scan(&there); err != nil {
			return fmt.Errorf("write correction: %w", err)
		}
		if there > 0 {
			continue
		}
		row := noticeRow{Language: t.Given.Asker.Language, Changes: []int64{l.Seq}, Correction: &Correction{Question: t.Given.Question,
			Told: t.Words, ToldAt: millis(t.Given.At), Message: t.Given.Message, Change: l.Seq}}
		if err := s.writeDelivery(ctx, tx, id, p, row); err != nil {
			return err
		}
	}
	return nil
}

// toldOf returns the figures told that a change changes: of the same value
// and unit, read from the sentence that changed, or of the measure that did.
func toldOf(ctx context.Context, tx *sql.Tx, c *diff.Change) ([]ToldFigure, error) {
	rows, err := tx.QueryContext(ctx, `SELECT a.id, a.guild, a.channel, a.person, a.message, a.question, a.language, a.given_at, f.words
		FROM answer_figures f JOIN answers a ON a.id = f.answer
		WHERE f.computed = 0 AND f.value = $1 AND f.unit = $2 AND
			(f.document = $3 AND f.section = $4 AND f.start_byte < $6 AND f.end_byte > $5 OR f.measure <> '' AND f.measure = $7)
		ORDER BY a.given_at, a.id, f.position`,
		c.Old.Value, c.Old.Unit, string(c.OldCite.Document), string(c.OldCite.Section), c.OldCite.Start, c.OldCite.End, string(c.Measure))
	if err != nil {
		return nil, fmt.Errorf("read figures told: %w", err)
	}
	defer rows.Close()
	var list []ToldFigure
	for rows.Next() {
		var t ToldFigure
		var at int64
		if err := rows.Scan(&t.Given.ID, &t.Given.Asker.Guild, &t.Given.Asker.Channel, &t.Given.Asker.User, &t.Given.Message,
			&t.Given.Question, &t.Given.Asker.Language, &at, &t.Words); err != nil {
			return nil, fmt.Errorf("read figures told: %w", err)
		}
		t.Given.At = time.UnixMilli(at)
		list = append(list, t)
	}
	return list, rows.Err()
}
