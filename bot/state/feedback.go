package state

import (
	"context"
	"fmt"
	"time"
)

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
