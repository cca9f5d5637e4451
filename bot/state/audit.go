package state

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Action is one thing that was done to a server's bot, by whom.
type Action struct {
	Guild  string    `json:"guild"`
	Actor  string    `json:"actor"` // the person's id; "" for the bot itself
	Name   string    `json:"name"`  // settings, refresh, …
	Was    string    `json:"was,omitempty"`
	Became string    `json:"became,omitempty"`
	At     time.Time `json:"at"`
}

// Once appends an action to a server's audit log unless one of that name is in
// it, and reports whether it was.
func (s *Store) Once(ctx context.Context, a Action) (before bool, err error) {
	err = s.transact(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, `SELECT COUNT(*) > 0 FROM audit WHERE guild = $1 AND action = $2`, a.Guild, a.Name).Scan(&before); err != nil {
			return fmt.Errorf("read audit log: %w", err)
		}
		if before {
			return nil
		}
		return s.appendAudit(ctx, tx, a)
	})
	return before, err
}

// Record appends an action to a server's audit log. At is set to now.
func (s *Store) Record(ctx context.Context, a Action) error {
	return s.transact(ctx, func(tx *sql.Tx) error { return s.appendAudit(ctx, tx, a) })
}

func (s *Store) appendAudit(ctx context.Context, tx *sql.Tx, a Action) error {
	if _, err := tx.ExecContext(ctx, `INSERT INTO audit (id, guild, actor, action, was, became, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		newID(), a.Guild, a.Actor, a.Name, a.Was, a.Became, millis(s.Now())); err != nil {
		return fmt.Errorf("write audit log: %w", err)
	}
	return nil
}

// Actions returns the last actions of a server, newest first, at most limit.
func (s *Store) Actions(ctx context.Context, guild string, limit int) ([]Action, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT actor, action, was, became, at FROM audit WHERE guild = $1 ORDER BY at DESC, id LIMIT $2`, guild, limit)
	if err != nil {
		return nil, fmt.Errorf("read audit log: %w", err)
	}
	defer rows.Close()
	var out []Action
	for rows.Next() {
		a := Action{Guild: guild}
		var at int64
		if err := rows.Scan(&a.Actor, &a.Name, &a.Was, &a.Became, &at); err != nil {
			return nil, fmt.Errorf("read audit log: %w", err)
		}
		a.At = time.UnixMilli(at)
		out = append(out, a)
	}
	return out, rows.Err()
}
