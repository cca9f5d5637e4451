package bot

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"policybot/index"
	"policybot/knowledge/figure"
)

// ErrForgotten means that what was asked for is no longer kept: it is older
// than the server keeps answers, or its owner had it deleted.
var ErrForgotten = errors.New("no longer kept")

// Given is an answer as it was given to a person.
type Given struct {
	ID       string // made by KeepAnswer
	Asker    Asker
	Message  string // id of the message that shows it to everybody; "" where only the asker saw it
	Question string
	Answer   *index.Answer
	Revision string // of the base it was read from
	At       time.Time
}

// KeepAnswer keeps an answer and returns its id. At is set to now.
func (s *Store) KeepAnswer(ctx context.Context, g Given) (string, error) {
	g.ID = newID()
	body, err := json.Marshal(g.Answer)
	if err != nil {
		return "", fmt.Errorf("keep answer: %w", err)
	}
	err = s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO answers
			(id, guild, channel, person, message, question, status, language, body, revision, given_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
			g.ID, g.Asker.Guild, g.Asker.Channel, g.Asker.User, g.Message, g.Question, string(g.Answer.Status),
			string(g.Answer.Language), string(body), g.Revision, millis(s.now())); err != nil {
			return err
		}
		for i, f := range g.Answer.Figures {
			if err := keepFigure(ctx, tx, g, i, f); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("keep answer: %w", err)
	}
	return g.ID, nil
}

func keepFigure(ctx context.Context, tx *sql.Tx, g Given, position int, f index.AnsweredFigure) error {
	value := ""
	if f.Figure.Valued {
		value = f.Figure.Value.String()
	}
	var cite index.CitedText
	if f.Citation >= 0 && f.Citation < len(g.Answer.Citations) {
		cite = g.Answer.Citations[f.Citation]
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO answer_figures
		(answer, position, guild, person, label, words, value, unit, dimension, bound, as_of, fact, measure,
		document, section, start_byte, end_byte, computed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
		g.ID, position, g.Asker.Guild, g.Asker.User, f.Label, f.Figure.Text, value, f.Figure.Unit, string(f.Figure.Dimension),
		string(f.Figure.Bound), f.AsOf.String(), string(f.Fact), string(f.Measure),
		string(cite.Document), string(cite.Section), cite.Start, cite.End, flag(f.Computed))
	return err
}

// GivenAnswer returns an answer given in a server, or ErrForgotten.
func (s *Store) GivenAnswer(ctx context.Context, guild, id string) (*Given, error) {
	return scanGiven(s.db.QueryRowContext(ctx, `SELECT `+givenColumns+` FROM answers WHERE id = $1 AND guild = $2`, id, guild))
}

const givenColumns = `id, guild, channel, person, message, question, language, body, revision, given_at`

// row is what sql.Row and sql.Rows have in common.
type row interface{ Scan(dest ...any) error }

func scanGiven(r row) (*Given, error) {
	var g Given
	var body string
	var at int64
	err := r.Scan(&g.ID, &g.Asker.Guild, &g.Asker.Channel, &g.Asker.User, &g.Message, &g.Question, &g.Asker.Language, &body, &g.Revision, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrForgotten
	}
	if err != nil {
		return nil, fmt.Errorf("read answer: %w", err)
	}
	if err := json.Unmarshal([]byte(body), &g.Answer); err != nil {
		return nil, fmt.Errorf("read answer %s: %w", g.ID, err)
	}
	g.At = time.UnixMilli(at)
	return &g, nil
}

// PostedAnswer notes the message that shows an answer to everybody.
func (s *Store) PostedAnswer(ctx context.Context, guild, id, channel, message string) error {
	if _, err := s.exec(ctx, `UPDATE answers SET channel = $1, message = $2 WHERE id = $3 AND guild = $4`, channel, message, id, guild); err != nil {
		return fmt.Errorf("note where answer %s was posted: %w", id, err)
	}
	return nil
}

// ToldFigure is a figure that a person was told.
type ToldFigure struct {
	Given    Given // without Answer
	Label    string
	Words    string // as told: 680.91亿元
	Value    string // decimal, in base units; "" for dates and ranges
	Unit     string
	Bound    figure.Bound
	AsOf     string // YYYY-MM-DD, or ""
	Fact     string
	Measure  string
	Document string
	Section  string
	Start    int
	End      int
}

// ToldOf calls each with every figure told from a document and still kept,
// oldest answer first, until each fails. Computed figures are left out: they
// stand in no document.
func (s *Store) ToldOf(ctx context.Context, document string, each func(ToldFigure) error) error {
	rows, err := s.db.QueryContext(ctx, `SELECT a.id, a.guild, a.channel, a.person, a.message, a.question, a.language, a.revision, a.given_at,
		f.label, f.words, f.value, f.unit, f.bound, f.as_of, f.fact, f.measure, f.document, f.section, f.start_byte, f.end_byte
		FROM answer_figures f JOIN answers a ON a.id = f.answer
		WHERE f.document = $1 AND f.computed = 0 ORDER BY a.given_at, a.id, f.position`, document)
	if err != nil {
		return fmt.Errorf("read figures told of %s: %w", document, err)
	}
	defer rows.Close()
	for rows.Next() {
		var t ToldFigure
		var at int64
		if err := rows.Scan(&t.Given.ID, &t.Given.Asker.Guild, &t.Given.Asker.Channel, &t.Given.Asker.User, &t.Given.Message,
			&t.Given.Question, &t.Given.Asker.Language, &t.Given.Revision, &at,
			&t.Label, &t.Words, &t.Value, &t.Unit, &t.Bound, &t.AsOf, &t.Fact, &t.Measure, &t.Document, &t.Section, &t.Start, &t.End); err != nil {
			return fmt.Errorf("read figures told of %s: %w", document, err)
		}
		t.Given.At = time.UnixMilli(at)
		if err := each(t); err != nil {
			return err
		}
	}
	return rows.Err()
}
