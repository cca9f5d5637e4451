package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Question is a question that was put to people, and what they answered: a
// statement of the server until it is withdrawn.
type Question struct {
	ID        string    `json:"-"` // of the answer that did not answer it
	Asker     Asker     `json:"-"` // where, and by whom; User is "" for those who were forgotten
	Named     bool      `json:"named"`
	PostedIn  string    `json:"-"` // the channel of its card
	Message   string    `json:"-"` // its card; "" until posted
	Text      string    `json:"question"`
	AskedAt   time.Time `json:"asked_at"`
	Answer    string    `json:"answer,omitempty"` // "" until answered
	Author    string    `json:"author,omitempty"`
	Answered  time.Time `json:"answered_at,omitzero"`
	Withdrawn bool      `json:"withdrawn,omitempty"`
}

const questionColumns = `id, guild, asker, named, channel, message, posted_in, question, language, asked_at, answer, author, answered_at, withdrawn_at`

func scanQuestion(r row) (*Question, error) {
	var q Question
	var asked, answered, withdrawn int64
	err := r.Scan(&q.ID, &q.Asker.Guild, &q.Asker.User, &q.Named, &q.Asker.Channel, &q.Message, &q.PostedIn, &q.Text, &q.Asker.Language, &asked,
		&q.Answer, &q.Author, &answered, &withdrawn)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrForgotten
	}
	if err != nil {
		return nil, fmt.Errorf("read a question to people: %w", err)
	}
	q.AskedAt, q.Withdrawn = time.UnixMilli(asked), withdrawn > 0
	if answered > 0 {
		q.Answered = time.UnixMilli(answered)
	}
	return &q, nil
}

// PutQuestion keeps that a question is put to people, once for each ID.
func (s *Store) PutQuestion(ctx context.Context, q Question) error {
	_, err := s.exec(ctx, `INSERT INTO questions (`+questionColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', 0, 0)
		ON CONFLICT (id) DO NOTHING`, q.ID, q.Asker.Guild, q.Asker.User, bit(q.Named), q.Asker.Channel, q.Message, q.PostedIn, q.Text,
		string(q.Asker.Language), millis(s.Now()))
	if err != nil {
		return fmt.Errorf("keep a question to people: %w", err)
	}
	return nil
}

// PostedQuestion notes the message that puts a question to people.
func (s *Store) PostedQuestion(ctx context.Context, guild, id, channel, message string) error {
	if _, err := s.exec(ctx, `UPDATE questions SET posted_in = $1, message = $2 WHERE id = $3 AND guild = $4`, channel, message, id, guild); err != nil {
		return fmt.Errorf("note where a question was posted: %w", err)
	}
	return nil
}

// Question returns a question that was put to people in a server, or
// ErrForgotten.
func (s *Store) Question(ctx context.Context, guild, id string) (*Question, error) {
	return scanQuestion(s.db.QueryRowContext(ctx, `SELECT `+questionColumns+` FROM questions WHERE id = $1 AND guild = $2`, id, guild))
}

// AnswerQuestion keeps what a person answered, from now on a statement of the
// server; it takes the place of what was answered before.
func (s *Store) AnswerQuestion(ctx context.Context, guild, id, author, answer string) (*Question, error) {
	return s.changeQuestion(ctx, guild, id, author, "answer", answer,
		`UPDATE questions SET answer = $1, author = $2, answered_at = $3, withdrawn_at = 0 WHERE id = $4 AND guild = $5`, answer, author, millis(s.Now()), id, guild)
}

// WithdrawAnswer ends what was answered being a statement of the server.
func (s *Store) WithdrawAnswer(ctx context.Context, guild, id, actor string) (*Question, error) {
	return s.changeQuestion(ctx, guild, id, actor, "withdraw", "",
		`UPDATE questions SET withdrawn_at = $1 WHERE id = $2 AND guild = $3 AND answer <> ''`, millis(s.Now()), id, guild)
}

// changeQuestion runs an update of one question, and writes down who did it.
func (s *Store) changeQuestion(ctx context.Context, guild, id, actor, action, became, update string, args ...any) (*Question, error) {
	var after *Question
	err := s.transact(ctx, func(tx *sql.Tx) error {
		before, err := scanQuestion(tx.QueryRowContext(ctx, `SELECT `+questionColumns+` FROM questions WHERE id = $1 AND guild = $2`, id, guild))
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, update, args...); err != nil {
			return err
		}
		if after, err = scanQuestion(tx.QueryRowContext(ctx, `SELECT `+questionColumns+` FROM questions WHERE id = $1 AND guild = $2`, id, guild)); err != nil {
			return err
		}
		return s.appendAudit(ctx, tx, Action{Guild: guild, Actor: actor, Name: action, Was: before.Answer, Became: became})
	})
	if err != nil {
		return nil, fmt.Errorf("%s question %s: %w", action, id, err)
	}
	return after, nil
}

// mostStatements is how many statements of a server are looked through.
const mostStatements = 1000

// Statements returns what people of a server answered and did not withdraw,
// newest first.
func (s *Store) Statements(ctx context.Context, guild string) ([]Question, error) {
	var out []Question
	err := each(ctx, s.db, func(r *sql.Rows) error {
		q, err := scanQuestion(r)
		if err == nil {
			out = append(out, *q)
		}
		return err
	}, `SELECT `+questionColumns+` FROM questions WHERE guild = $1 AND answer <> '' AND withdrawn_at = 0 ORDER BY answered_at DESC, id LIMIT $2`, guild, mostStatements)
	if err != nil {
		return nil, fmt.Errorf("read the answers of people: %w", err)
	}
	return out, nil
}

// questionsOf returns what a person asked people, and what they answered.
func (s *Store) questionsOf(ctx context.Context, person string) ([]Question, error) {
	out := []Question{}
	err := each(ctx, s.db, func(r *sql.Rows) error {
		q, err := scanQuestion(r)
		if err == nil {
			out = append(out, *q)
		}
		return err
	}, `SELECT `+questionColumns+` FROM questions WHERE asker = $1 OR author = $1 ORDER BY asked_at, id`, person)
	return out, err
}

// forgetQuestions takes a person out of what was put to people: what they asked
// goes where nobody has answered it, and else stands without them.
func forgetQuestions(ctx context.Context, tx *sql.Tx, person string) error {
	for _, statement := range []string{
		`DELETE FROM questions WHERE asker = $1 AND answer = ''`,
		`UPDATE questions SET asker = '' WHERE asker = $1`,
		`UPDATE questions SET author = '' WHERE author = $1`,
	} {
		if _, err := tx.ExecContext(ctx, statement, person); err != nil {
			return fmt.Errorf("forget questions to people: %w", err)
		}
	}
	return nil
}
