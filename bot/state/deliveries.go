package state

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Place is where a message goes: a channel of a server, or a person's direct
// messages. Guild of a person is where the message comes from, "" for none.
type Place struct{ Guild, Channel, Person string }

// States of a [Delivery].
const (
	Waiting = "waiting" // to be sent
	Sent    = "sent"
	Failed  = "failed" // given up
)

// Delivery is a message to one place, written down before it is sent.
type Delivery struct {
	ID string // made once for each message; the nonce of its sending
	Place
	Message  Message
	State    string
	Attempts int
	Next     time.Time // of the next attempt
	Receipt  Receipt
	Error    string // why the last attempt failed
	SentAt   time.Time
}

// Receipt is what a sent message became.
type Receipt struct {
	Channel string // that holds the message: the channel, or the direct messages
	Message string
}

// NewDeliveryID returns an id for a delivery. It can be a nonce of Discord,
// which has at most 25 characters.
func NewDeliveryID() string { return newID()[:25] }

// AddDelivery writes down a message that is to be sent from now on. A second
// one of the same id changes nothing.
func (t *Tx) AddDelivery(ctx context.Context, id string, p Place, m Message) error {
	_, err := t.tx.ExecContext(ctx, `INSERT INTO deliveries (id, guild, channel, person, state, attempts, next_at, body, message, posted_in, error, created_at, sent_at)
		VALUES ($1, $2, $3, $4, 'waiting', 0, $5, $6, '', '', '', $5, 0) ON CONFLICT (id) DO NOTHING`,
		id, p.Guild, p.Channel, p.Person, millis(t.now), encode(newMessageRow(m)))
	if err != nil {
		return fmt.Errorf("write down message: %w", err)
	}
	return nil
}

// Waiting returns the deliveries whose time has come, oldest first, at most
// limit. Only what is needed to send them is read.
func (s *Store) Waiting(ctx context.Context, limit int) ([]Delivery, error) {
	return waitingOf(ctx, s.db, millis(s.Now()), limit)
}

// Waiting returns all deliveries that wait, oldest first, their time come or
// not.
func (t *Tx) Waiting(ctx context.Context) ([]Delivery, error) {
	const ever, all = 1 << 62, 1 << 30
	return waitingOf(ctx, t.tx, ever, all)
}

func waitingOf(ctx context.Context, q querier, until int64, limit int) ([]Delivery, error) {
	var list []Delivery
	err := each(ctx, q, func(r *sql.Rows) error {
		d := Delivery{State: Waiting}
		var body string
		if err := r.Scan(&d.ID, &d.Guild, &d.Channel, &d.Person, &body); err != nil {
			return err
		}
		var err error
		d.Message, err = readMessage(d.ID, body)
		list = append(list, d)
		return err
	}, `SELECT id, guild, channel, person, body FROM deliveries
		WHERE state = 'waiting' AND next_at <= $1 ORDER BY created_at, id LIMIT $2`, until, limit)
	if err != nil {
		return nil, fmt.Errorf("read waiting messages: %w", err)
	}
	return list, nil
}

// NextDue returns when the next delivery or notice is due; the zero time for
// nothing yet known.
func (s *Store) NextDue(ctx context.Context) (time.Time, error) {
	var at sql.NullInt64
	if err := s.db.QueryRowContext(ctx, `SELECT MIN(at) FROM (SELECT next_at AS at FROM deliveries WHERE state = 'waiting'
		UNION ALL SELECT due_at FROM notices WHERE delivery = '') AS due`).Scan(&at); err != nil {
		return time.Time{}, fmt.Errorf("read when the next message is due: %w", err)
	}
	if !at.Valid {
		return time.Time{}, nil
	}
	return time.UnixMilli(at.Int64), nil
}

// Sent writes down that a message was sent.
func (s *Store) Sent(ctx context.Context, id string, r Receipt) error {
	err := s.transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE deliveries SET state = 'sent', attempts = attempts + 1, message = $1, posted_in = $2, error = '', sent_at = $3
			WHERE id = $4`, r.Message, r.Channel, millis(s.Now()), id)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE subscriptions SET paused = '' WHERE paused = $1 AND (guild, channel, person) IN
			(SELECT guild, channel, person FROM deliveries WHERE id = $2)`, PausedGone, id) // it is open again
		return err
	})
	if err != nil {
		return fmt.Errorf("write down that message %s was sent: %w", id, err)
	}
	return nil
}

// DeliveryCount says how deliveries stand.
type DeliveryCount struct {
	Waiting int       // to be sent
	Failed  int       // given up in the last [failedDays] days
	Oldest  time.Time // when the oldest that waits was made; zero for none
	Why     string    // the last reason given up for; "" for none
}

// failedDays is how many days a message that was given up is counted.
const failedDays = 7

// DeliveryCount says how the deliveries of a server stand, or with all those of
// everybody.
func (s *Store) DeliveryCount(ctx context.Context, guild string, all bool) (DeliveryCount, error) {
	var c DeliveryCount
	var oldest sql.NullInt64
	since := millis(s.Now().AddDate(0, 0, -failedDays))
	err := s.db.QueryRowContext(ctx, `SELECT COALESCE(SUM(state = 'waiting'), 0), COALESCE(SUM(state = 'failed' AND next_at >= $1), 0),
		MIN(CASE WHEN state = 'waiting' THEN created_at END) FROM deliveries WHERE (guild = $2 OR $3 = 1) AND state <> 'sent'`, since, guild, bit(all)).
		Scan(&c.Waiting, &c.Failed, &oldest)
	if err == nil && oldest.Valid {
		c.Oldest = time.UnixMilli(oldest.Int64)
	}
	if err == nil && c.Failed > 0 {
		err = s.db.QueryRowContext(ctx, `SELECT error FROM deliveries WHERE state = 'failed' AND (guild = $1 OR $2 = 1) ORDER BY next_at DESC LIMIT 1`, guild, bit(all)).Scan(&c.Why)
	}
	if err != nil {
		return DeliveryCount{}, fmt.Errorf("count messages: %w", err)
	}
	return c, nil
}

// Pauses between the attempts to send a message: twice as long each time.
const (
	FirstBackoff = 5 * time.Second
	lastBackoff  = time.Hour
)

// Postpone sets the next attempt to send a message: after the time given, or
// after twice as long as the last time.
func (s *Store) Postpone(ctx context.Context, id string, after time.Duration, cause error) error {
	err := s.transact(ctx, func(tx *sql.Tx) error {
		var attempts int
		err := tx.QueryRowContext(ctx, `SELECT attempts FROM deliveries WHERE id = $1`, id).Scan(&attempts)
		if errors.Is(err, sql.ErrNoRows) {
			return nil // its server was forgotten meanwhile
		}
		if err != nil {
			return err
		}
		wait := cmp.Or(after, min(lastBackoff, FirstBackoff<<min(attempts, 12)))
		_, err = tx.ExecContext(ctx, `UPDATE deliveries SET attempts = attempts + 1, next_at = $1, error = $2 WHERE id = $3`,
			millis(s.Now().Add(wait)), cause.Error(), id)
		return err
	})
	if err != nil {
		return fmt.Errorf("postpone message %s: %w", id, err)
	}
	return nil
}

// GiveUp writes down that a message cannot be sent.
func (t *Tx) GiveUp(ctx context.Context, id string, cause error) error {
	if _, err := t.tx.ExecContext(ctx, `UPDATE deliveries SET state = 'failed', attempts = attempts + 1, error = $1, next_at = $2 WHERE id = $3`, cause.Error(), millis(t.now), id); err != nil {
		return fmt.Errorf("give up message %s: %w", id, err)
	}
	return nil
}

// Delivery returns a delivery, or ErrForgotten.
func (s *Store) Delivery(ctx context.Context, id string) (*Delivery, error) {
	d := Delivery{ID: id}
	var next, sent int64
	var body string
	err := s.db.QueryRowContext(ctx, `SELECT guild, channel, person, body, state, attempts, next_at, message, posted_in, error, sent_at FROM deliveries WHERE id = $1`, id).
		Scan(&d.Guild, &d.Channel, &d.Person, &body, &d.State, &d.Attempts, &next, &d.Receipt.Message, &d.Receipt.Channel, &d.Error, &sent)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrForgotten
	}
	if err != nil {
		return nil, fmt.Errorf("read message %s: %w", id, err)
	}
	if d.Message, err = readMessage(id, body); err != nil {
		return nil, err
	}
	d.Next = time.UnixMilli(next)
	if sent != 0 {
		d.SentAt = time.UnixMilli(sent)
	}
	return &d, nil
}

// Acknowledge notes that a person has confirmed a notice. Doing it again
// changes nothing. It returns ErrForgotten where the server has no such
// notice.
func (s *Store) Acknowledge(ctx context.Context, guild, delivery, person string) error {
	d, err := s.Delivery(ctx, delivery)
	if err != nil {
		return err
	}
	if d.Guild != guild {
		return ErrForgotten
	}
	if _, err := s.exec(ctx, `INSERT INTO acknowledgements (delivery, guild, person, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (delivery, person) DO NOTHING`, delivery, guild, person, millis(s.Now())); err != nil {
		return fmt.Errorf("acknowledge notice %s: %w", delivery, err)
	}
	return nil
}

// Acknowledged returns who has confirmed a notice, in the order they did.
func (s *Store) Acknowledged(ctx context.Context, delivery string) ([]string, error) {
	var people []string
	err := each(ctx, s.db, func(r *sql.Rows) error {
		var person string
		err := r.Scan(&person)
		people = append(people, person)
		return err
	}, `SELECT person FROM acknowledgements WHERE delivery = $1 ORDER BY at, person`, delivery)
	if err != nil {
		return nil, fmt.Errorf("read who acknowledged notice %s: %w", delivery, err)
	}
	return people, nil
}
