package state

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"policybot/index"
	"policybot/knowledge"
)

// ErrForgotten means that what was asked for is no longer kept: it is older
// than the server keeps answers, or its owner had it deleted.
var ErrForgotten = errors.New("no longer kept")

// Asker is who asks, and where.
type Asker struct {
	Guild, Channel, User string             // opaque ids of the face; "" on the command line
	Language             knowledge.Language // preferred language of replies; "" follows the question
	Sure                 float64            // least confidence of what is given as the answer, 0 to 1; 0 leaves it to the index
}

// Given is an answer as it was given to a person.
type Given struct {
	ID       string // made by KeepAnswer
	Asker    Asker
	Message  string // id of the message that shows it to everybody; "" where only the asker saw it
	Question string
	Answer   *index.Answer
	Base     string             // the server whose base it is from, or [OperatorBase]
	Tell     knowledge.Language // in which to write to the person of it later; "" for that of the answer
	At       time.Time
}

// KeepAnswer keeps an answer and returns its id. At is set to now.
func (s *Store) KeepAnswer(ctx context.Context, g Given) (string, error) {
	g.ID = newID()
	err := s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO answers
			(id, guild, channel, person, message, question, status, language, body, revision, given_at, base)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
			g.ID, g.Asker.Guild, g.Asker.Channel, g.Asker.User, g.Message, g.Question, string(g.Answer.Status),
			string(cmp.Or(g.Tell, g.Answer.Language)), encode(newAnswerRow(g.Answer)), g.Answer.Revision, millis(s.Now()), g.Base); err != nil {
			return err
		}
		return keepTold(ctx, tx, g)
	})
	if err != nil {
		return "", fmt.Errorf("keep answer: %w", err)
	}
	return g.ID, nil
}

// GivenAnswer returns an answer given in a server, or ErrForgotten.
func (s *Store) GivenAnswer(ctx context.Context, guild, id string) (*Given, error) {
	return scanGiven(s.db.QueryRowContext(ctx, `SELECT `+givenColumns+` FROM answers WHERE id = $1 AND guild = $2`, id, guild))
}

const givenColumns = `id, guild, channel, person, message, question, language, body, revision, given_at, base`

// row is what sql.Row and sql.Rows have in common.
type row interface{ Scan(dest ...any) error }

func scanGiven(r row) (*Given, error) {
	var g Given
	var body string
	var at int64
	var revision string
	err := r.Scan(&g.ID, &g.Asker.Guild, &g.Asker.Channel, &g.Asker.User, &g.Message, &g.Question, &g.Asker.Language, &body, &revision, &at, &g.Base)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrForgotten
	}
	if err != nil {
		return nil, fmt.Errorf("read answer: %w", err)
	}
	var kept answerRow
	if err := json.Unmarshal([]byte(body), &kept); err != nil {
		return nil, fmt.Errorf("read answer %s: %w", g.ID, err)
	}
	g.Answer = kept.answer()
	g.Answer.Revision = revision
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

// Feedback is what a person thought of an answer.
type Feedback struct {
	Answer  string    `json:"answer"`
	Guild   string    `json:"guild"`
	Person  string    `json:"person"`
	Helpful bool      `json:"helpful"`
	Reason  string    `json:"reason,omitempty"`
	At      time.Time `json:"at"`
}

// GiveFeedback keeps what a person thought of an answer; a second opinion of
// theirs replaces the first. At is set to now.
func (s *Store) GiveFeedback(ctx context.Context, f Feedback) error {
	// The answer must be one of the same server; a foreign key alone would
	// let one server write about another's.
	result, err := s.exec(ctx, `INSERT INTO feedback (answer, guild, person, helpful, reason, given_at)
		SELECT id, guild, $3, $4, $5, $6 FROM answers WHERE id = $1 AND guild = $2
		ON CONFLICT (answer, person) DO UPDATE SET helpful = excluded.helpful, reason = excluded.reason, given_at = excluded.given_at`,
		f.Answer, f.Guild, f.Person, bit(f.Helpful), f.Reason, millis(s.Now()))
	if err != nil {
		return fmt.Errorf("keep feedback: %w", err)
	}
	if n, err := result.RowsAffected(); err != nil {
		return fmt.Errorf("keep feedback: %w", err)
	} else if n == 0 {
		return fmt.Errorf("keep feedback on answer %s: %w", f.Answer, ErrForgotten)
	}
	return nil
}

// FeedbackCount returns how many answers of a server were found helpful and
// how many not.
func (s *Store) FeedbackCount(ctx context.Context, guild string) (helpful, unhelpful int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT COALESCE(SUM(helpful), 0), COALESCE(SUM(1 - helpful), 0) FROM feedback WHERE guild = $1`, guild).
		Scan(&helpful, &unhelpful)
	if err != nil {
		return 0, 0, fmt.Errorf("count feedback: %w", err)
	}
	return helpful, unhelpful, nil
}

// AnswerOfMessage returns the answer that a message of a server shows to
// everybody, or ErrForgotten.
func (s *Store) AnswerOfMessage(ctx context.Context, guild, message string) (*Given, error) {
	if message == "" {
		return nil, ErrForgotten
	}
	return scanGiven(s.db.QueryRowContext(ctx, `SELECT `+givenColumns+` FROM answers WHERE message = $1 AND guild = $2`, message, guild))
}

// LastAnswer returns the last answer given in a channel since a time that the
// person has seen: their own, or with everybody set one that was shown to all. It
// returns ErrForgotten where there is none.
func (s *Store) LastAnswer(ctx context.Context, who Asker, everybody bool, since time.Time) (*Given, error) {
	return scanGiven(s.db.QueryRowContext(ctx, `SELECT `+givenColumns+` FROM answers
		WHERE channel = $1 AND guild = $2 AND given_at >= $3 AND (person = $4 OR $5 = 1 AND message <> '')
		ORDER BY given_at DESC, id DESC LIMIT 1`, who.Channel, who.Guild, millis(since), who.User, bit(everybody)))
}
