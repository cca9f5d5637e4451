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
// change log, and for the same places those that come due within soon: what was
// saved again is told with what was saved before, and all that waits where a
// place was closed. Those of a place with a
// delivery that still waits are left out: they join the next one, so that
// messages arrive in order.
func (t *Tx) DueNotices(ctx context.Context, soon time.Duration) ([]DueNotice, error) {
	var list []DueNotice
	err := each(ctx, t.tx, func(r *sql.Rows) error {
		var n DueNotice
		err := r.Scan(&n.Subscription, &n.Change, &n.Guild, &n.Channel, &n.Person)
		list = append(list, n)
		return err
	}, `SELECT subscription, change_seq, guild, channel, person FROM notices
		WHERE delivery = '' AND (due_at <= $1 OR due_at <= $2 AND (guild, channel, person) IN
			(SELECT guild, channel, person FROM notices WHERE delivery = '' AND due_at <= $1)
			OR subscription IN (SELECT id FROM subscriptions WHERE paused = $3) AND (guild, channel, person) IN
			(SELECT guild, channel, person FROM notices WHERE delivery = '' AND due_at <= $1)) AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.state = 'waiting'
			AND d.guild = notices.guild AND d.channel = notices.channel AND d.person = notices.person)
		ORDER BY change_seq, subscription`, millis(t.now), millis(t.now.Add(soon)), PausedGone)
	if err != nil {
		return nil, fmt.Errorf("read due notices: %w", err)
	}
	return list, nil
}

// How long what could not be told waits at a place that is closed to the bot:
// before the next try, and before it is told no more.
const (
	retryClosed  = 6 * time.Hour
	longestClose = 30 * 24 * time.Hour
)

// ReturnNotices makes what a delivery to a closed place told wait for the next
// try. What was logged too long ago to be news is dropped.
func (t *Tx) ReturnNotices(ctx context.Context, delivery string, p Place) error {
	if _, err := t.tx.ExecContext(ctx, `UPDATE notices SET delivery = '' WHERE delivery = $1`, delivery); err != nil {
		return fmt.Errorf("return what could not be told: %w", err)
	}
	if _, err := t.tx.ExecContext(ctx, `UPDATE notices SET due_at = $1 WHERE delivery = '' AND guild = $2 AND channel = $3 AND person = $4`,
		millis(t.now.Add(retryClosed)), p.Guild, p.Channel, p.Person); err != nil {
		return fmt.Errorf("return what could not be told: %w", err)
	}
	if _, err := t.tx.ExecContext(ctx, `DELETE FROM notices WHERE delivery = '' AND guild = $1 AND channel = $2 AND person = $3
		AND change_seq IN (SELECT seq FROM changes WHERE at < $4)`, p.Guild, p.Channel, p.Person, millis(t.now.Add(-longestClose))); err != nil {
		return fmt.Errorf("drop what is no news any more: %w", err)
	}
	return nil
}

// LateNotice is a notice whose time was reckoned by a clock that was wrong.
type LateNotice struct {
	DueNotice
	Frequency Frequency
}

// Longest time from now that a notice or a message can be due.
const (
	longestNotice   = 9 * 24 * time.Hour // a week and quiet hours
	longestDelivery = 24 * time.Hour     // Discord may ask for a long pause
)

// LateNotices returns the notices that wait for a time reckoned by a clock that
// was ahead: of changes logged later than now, or further away than any can be.
func (t *Tx) LateNotices(ctx context.Context) ([]LateNotice, error) {
	var list []LateNotice
	err := each(ctx, t.tx, func(r *sql.Rows) error {
		var n LateNotice
		err := r.Scan(&n.Subscription, &n.Change, &n.Guild, &n.Channel, &n.Person, &n.Frequency)
		list = append(list, n)
		return err
	}, `SELECT n.subscription, n.change_seq, n.guild, n.channel, n.person, s.frequency FROM notices n
		JOIN subscriptions s ON s.id = n.subscription JOIN changes c ON c.seq = n.change_seq
		WHERE n.delivery = '' AND n.due_at > $1 AND (c.at > $1 OR n.due_at > $2)`, millis(t.now), millis(t.now.Add(longestNotice)))
	if err != nil {
		return nil, fmt.Errorf("read notices of a clock that was ahead: %w", err)
	}
	return list, nil
}

// SetDue sets when a notice is told.
func (t *Tx) SetDue(ctx context.Context, n DueNotice, due time.Time) error {
	if _, err := t.tx.ExecContext(ctx, `UPDATE notices SET due_at = $1 WHERE subscription = $2 AND change_seq = $3`, millis(due), n.Subscription, n.Change); err != nil {
		return fmt.Errorf("set when a notice is told: %w", err)
	}
	return nil
}

// HurryLate makes messages due that wait for a time reckoned by a clock that
// was ahead.
func (t *Tx) HurryLate(ctx context.Context) error {
	if _, err := t.tx.ExecContext(ctx, `UPDATE deliveries SET next_at = $1 WHERE state = 'waiting' AND next_at > $1 AND (created_at > $1 OR next_at > $2)`,
		millis(t.now), millis(t.now.Add(longestDelivery))); err != nil {
		return fmt.Errorf("hurry messages of a clock that was ahead: %w", err)
	}
	return nil
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
