package state

import (
	"context"
	"time"
)

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
