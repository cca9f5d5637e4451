package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// DueNotice is a change that a subscription is to be told now.
type DueNotice struct {
	Place
	Subscription string
	Change       int64 // place in the log
}

// Undone stands for the delivery of a notice whose change was undone before it
// was told.
const Undone = "undone"

// AddNotice writes down that a subscription is to be told a change at a time.
// Doing it again changes nothing.
func (t *Tx) AddNotice(ctx context.Context, sub *Subscription, change int64, due time.Time) error {
	_, err := t.tx.ExecContext(ctx, `INSERT INTO notices (subscription, change_seq, guild, channel, person, due_at, delivery)
		VALUES ($1, $2, $3, $4, $5, $6, '') ON CONFLICT (subscription, change_seq) DO NOTHING`,
		sub.ID, change, sub.Guild, sub.Channel, sub.Person, millis(due))
	if err != nil {
		return fmt.Errorf("write notice: %w", err)
	}
	return nil
}

// DueNotices returns the notices whose time has come, in the order of the
// change log. Those of a place with a delivery that still waits are left out:
// they join the next one, so that messages arrive in order.
func (t *Tx) DueNotices(ctx context.Context) ([]DueNotice, error) {
	var list []DueNotice
	err := each(ctx, t.tx, func(r *sql.Rows) error {
		var n DueNotice
		err := r.Scan(&n.Subscription, &n.Change, &n.Guild, &n.Channel, &n.Person)
		list = append(list, n)
		return err
	}, `SELECT subscription, change_seq, guild, channel, person FROM notices
		WHERE delivery = '' AND due_at <= $1 AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.state = 'waiting'
			AND d.guild = notices.guild AND d.channel = notices.channel AND d.person = notices.person)
		ORDER BY change_seq, subscription`, millis(t.now))
	if err != nil {
		return nil, fmt.Errorf("read due notices: %w", err)
	}
	return list, nil
}

// HurryNotices makes all notices due.
func (t *Tx) HurryNotices(ctx context.Context) error {
	_, err := t.tx.ExecContext(ctx, `UPDATE notices SET due_at = 0 WHERE delivery = ''`)
	return err
}

// Assign notes which delivery tells a notice.
func (t *Tx) Assign(ctx context.Context, n DueNotice, delivery string) error {
	if _, err := t.tx.ExecContext(ctx, `UPDATE notices SET delivery = $1 WHERE subscription = $2 AND change_seq = $3`,
		delivery, n.Subscription, n.Change); err != nil {
		return fmt.Errorf("assemble message: %w", err)
	}
	return nil
}

// NoticeOf returns the delivery that told a subscription a change, "" while it
// waits to be part of one; found is false where it is not to be told.
func (s *Store) NoticeOf(ctx context.Context, subscription string, change int64) (delivery string, found bool, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT delivery FROM notices WHERE subscription = $1 AND change_seq = $2`, subscription, change).Scan(&delivery)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("read notice: %w", err)
	}
	return delivery, true, nil
}
