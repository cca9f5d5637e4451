package bot

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Sender sends a notice. It must not send one of the same ID twice where it
// can tell: after a crash the same notice is sent again.
type Sender interface {
	Send(ctx context.Context, n Notice) (Receipt, error)
}

// Receipt is what a sent notice became.
type Receipt struct {
	Channel string // that holds the message: the channel, or the direct messages
	Message string
}

// SendError is why a notice could not be sent.
type SendError struct {
	Gone  bool          // the channel does not exist or is closed to the bot: sending again is no use
	After time.Duration // how long to wait before the next attempt; 0 leaves it to the caller
	Err   error
}

func (e *SendError) Error() string { return e.Err.Error() }

func (e *SendError) Unwrap() error { return e.Err }

// Delivery is a message as the store keeps it.
type Delivery struct {
	ID       string
	Guild    string
	Channel  string
	Person   string
	State    string // waiting, sent, failed
	Attempts int
	Next     time.Time // of the next attempt
	Receipt  Receipt
	Error    string
	SentAt   time.Time
}

// The pace of delivery. Discord allows 50 requests a second for everything a
// bot does; answers to people must not wait for a broadcast.
const (
	sendsPerSecond = 40
	sendsAtOnce    = 8
	firstBackoff   = 5 * time.Second
	lastBackoff    = time.Hour
	longestRest    = 15 * time.Second // between two looks at what is due
)

// Deliverer turns the change log into messages and sends them.
type Deliverer struct {
	store   *Store
	to      Sender
	zone    *time.Location // of servers that have chosen none
	log     *slog.Logger
	limiter *rate.Limiter
	wake    chan struct{}
}

// NewDeliverer returns a Deliverer that sends what store holds. zone is the
// time zone of servers that have chosen none.
func NewDeliverer(store *Store, to Sender, zone *time.Location, log *slog.Logger) *Deliverer {
	return &Deliverer{store: store, to: to, zone: zone, log: log,
		limiter: rate.NewLimiter(sendsPerSecond, sendsAtOnce), wake: make(chan struct{}, 1)}
}

// Wake makes Run look at once for what is due.
func (d *Deliverer) Wake() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// Run delivers what is due until ctx is done. Every step is written down
// before and after it is taken, so that it can be stopped at any moment.
func (d *Deliverer) Run(ctx context.Context) error {
	for {
		next, err := d.Once(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		rest := longestRest
		if err != nil {
			d.log.Error("delivery", "error", err)
			rest = firstBackoff
		} else if !next.IsZero() {
			rest = min(rest, max(next.Sub(d.store.now()), 10*time.Millisecond))
		}
		timer := time.NewTimer(rest)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-d.wake:
			timer.Stop()
		case <-timer.C:
		}
	}
}

// Once sends everything that is due and returns when something is due next;
// the zero time for nothing yet known.
func (d *Deliverer) Once(ctx context.Context) (time.Time, error) {
	for {
		err := d.store.transact(ctx, func(tx *sql.Tx) error {
			return d.store.prepare(ctx, tx, d.zone)
		})
		if err != nil {
			return time.Time{}, err
		}
		waiting, err := d.store.waiting(ctx, 1000)
		if err != nil {
			return time.Time{}, err
		}
		if len(waiting) == 0 {
			return d.store.nextDue(ctx)
		}
		if err := d.sendAll(ctx, waiting); err != nil {
			return time.Time{}, err
		}
	}
}

// prepare turns what is new in the change log into messages that wait to be
// sent.
func (s *Store) prepare(ctx context.Context, tx *sql.Tx, zone *time.Location) error {
	if err := s.correct(ctx, tx); err != nil {
		return err
	}
	if err := s.notify(ctx, tx, zone); err != nil {
		return err
	}
	return s.assemble(ctx, tx)
}

// sendAll sends notices, several at a time, and writes down what became of
// each.
func (d *Deliverer) sendAll(ctx context.Context, notices []Notice) error {
	var wait sync.WaitGroup
	var mu sync.Mutex
	var failed error
	work := make(chan Notice)
	for range min(sendsAtOnce, len(notices)) {
		wait.Go(func() {
			for n := range work {
				if err := d.send(ctx, n); err != nil {
					mu.Lock()
					failed = errors.Join(failed, err)
					mu.Unlock()
				}
			}
		})
	}
	for _, n := range notices {
		if ctx.Err() != nil || d.limiter.Wait(ctx) != nil {
			break
		}
		work <- n
	}
	close(work)
	wait.Wait()
	return errors.Join(failed, ctx.Err())
}

// send sends one notice. The error is of the store: what goes wrong with
// sending is written down.
func (d *Deliverer) send(ctx context.Context, n Notice) error {
	receipt, err := d.trySend(ctx, n)
	if ctx.Err() != nil && err != nil {
		return nil // stopped under way; it is sent again with the same id
	}
	if err == nil {
		return d.store.sent(ctx, n.ID, receipt)
	}
	d.log.Warn("notice not sent", "notice", n.ID, "guild", n.Guild, "channel", n.Channel, "error", err)
	if failure := (*SendError)(nil); errors.As(err, &failure) {
		if failure.Gone {
			return d.store.gone(ctx, n, err)
		}
		return d.store.postpone(ctx, n.ID, failure.After, err)
	}
	return d.store.postpone(ctx, n.ID, 0, err)
}

// trySend keeps a panicking sender from taking the others down.
func (d *Deliverer) trySend(ctx context.Context, n Notice) (r Receipt, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("send notice: panic: %v", v)
		}
	}()
	return d.to.Send(ctx, n)
}

// waiting returns the deliveries whose time has come, oldest first.
func (s *Store) waiting(ctx context.Context, limit int) ([]Notice, error) {
	return waitingIn(ctx, s.db, millis(s.now()), limit)
}

func waitingIn(ctx context.Context, q rowsQueryer, now int64, limit int) ([]Notice, error) {
	rows, err := q.QueryContext(ctx, `SELECT id, guild, channel, person, body FROM deliveries
		WHERE state = 'waiting' AND next_at <= $1 ORDER BY created_at, id LIMIT $2`, now, limit)
	if err != nil {
		return nil, fmt.Errorf("read waiting messages: %w", err)
	}
	defer rows.Close()
	type found struct {
		id, body string
		place    place
	}
	var list []found
	for rows.Next() {
		var f found
		if err := rows.Scan(&f.id, &f.place.guild, &f.place.channel, &f.place.person, &f.body); err != nil {
			return nil, fmt.Errorf("read waiting messages: %w", err)
		}
		list = append(list, f)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, fmt.Errorf("read waiting messages: %w", err)
	}
	var notices []Notice
	for _, f := range list {
		n, err := notice(ctx, q, f.id, f.place, f.body)
		if err != nil {
			return nil, err
		}
		notices = append(notices, n)
	}
	return notices, nil
}

// nextDue returns when the next delivery or notice is due.
func (s *Store) nextDue(ctx context.Context) (time.Time, error) {
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

func (s *Store) sent(ctx context.Context, id string, r Receipt) error {
	if _, err := s.exec(ctx, `UPDATE deliveries SET state = 'sent', attempts = attempts + 1, message = $1, posted_in = $2, error = '', sent_at = $3
		WHERE id = $4`, r.Message, r.Channel, millis(s.now()), id); err != nil {
		return fmt.Errorf("write down that message %s was sent: %w", id, err)
	}
	return nil
}

// postpone sets the next attempt: after the time given, or after twice as
// long as the last time.
func (s *Store) postpone(ctx context.Context, id string, after time.Duration, cause error) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		var attempts int
		if err := tx.QueryRowContext(ctx, `SELECT attempts FROM deliveries WHERE id = $1`, id).Scan(&attempts); err != nil {
			if errors.Is(err, sql.ErrNoRows) {
				return nil // its server was forgotten meanwhile
			}
			return fmt.Errorf("postpone message %s: %w", id, err)
		}
		wait := cmp.Or(after, min(lastBackoff, firstBackoff<<min(attempts, 12)))
		if _, err := tx.ExecContext(ctx, `UPDATE deliveries SET attempts = attempts + 1, next_at = $1, error = $2 WHERE id = $3`,
			millis(s.now().Add(wait)), cause.Error(), id); err != nil {
			return fmt.Errorf("postpone message %s: %w", id, err)
		}
		return nil
	})
}

// gone gives up a delivery to a place that is gone, pauses the subscriptions
// of that place, and writes one word to the manager who made them.
func (s *Store) gone(ctx context.Context, n Notice, cause error) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE deliveries SET state = 'failed', attempts = attempts + 1, error = $1 WHERE id = $2`, cause.Error(), n.ID); err != nil {
			return fmt.Errorf("give up message %s: %w", n.ID, err)
		}
		subscriptions, err := subscriptionsWhere(ctx, tx, `guild = $1 AND channel = $2 AND person = $3 AND paused = ''`, n.Guild, n.Channel, n.Person)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE subscriptions SET paused = $1 WHERE guild = $2 AND channel = $3 AND person = $4 AND paused = ''`,
			PausedGone, n.Guild, n.Channel, n.Person); err != nil {
			return fmt.Errorf("pause subscriptions of channel %s: %w", n.Channel, err)
		}
		if n.Person != "" {
			return nil // there is nobody else to tell
		}
		told := map[string]bool{}
		for _, sub := range subscriptions {
			if sub.CreatedBy == "" || told[sub.CreatedBy] {
				continue
			}
			told[sub.CreatedBy] = true
			row := noticeRow{Language: sub.Language, Closed: &Closed{Channel: n.Channel, Reason: cause.Error()}}
			if err := s.writeDelivery(ctx, tx, newID()[:25], place{n.Guild, "", sub.CreatedBy}, row); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Store) delivery(ctx context.Context, id string) (*Delivery, error) {
	d := Delivery{ID: id}
	var next, sent int64
	err := s.db.QueryRowContext(ctx, `SELECT guild, channel, person, state, attempts, next_at, message, posted_in, error, sent_at FROM deliveries WHERE id = $1`, id).
		Scan(&d.Guild, &d.Channel, &d.Person, &d.State, &d.Attempts, &next, &d.Receipt.Message, &d.Receipt.Channel, &d.Error, &sent)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrForgotten
	}
	if err != nil {
		return nil, fmt.Errorf("read message %s: %w", id, err)
	}
	d.Next = time.UnixMilli(next)
	if sent != 0 {
		d.SentAt = time.UnixMilli(sent)
	}
	return &d, nil
}

// errRehearsed ends the transaction of a rehearsal.
var errRehearsed = errors.New("rehearsed")

// Rehearse gives to what would be sent, including what is not yet due, and
// leaves the store as it was.
func (s *Store) Rehearse(ctx context.Context, to Sender, zone *time.Location) error {
	err := s.transact(ctx, func(tx *sql.Tx) error {
		if err := errors.Join(s.correct(ctx, tx), s.notify(ctx, tx, zone)); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE notices SET due_at = 0 WHERE delivery = ''`); err != nil {
			return err
		}
		if err := s.assemble(ctx, tx); err != nil {
			return err
		}
		const all = 1 << 30
		notices, err := waitingIn(ctx, tx, 1<<62, all)
		if err != nil {
			return err
		}
		for _, n := range notices {
			if _, err := to.Send(ctx, n); err != nil {
				return err
			}
		}
		return errRehearsed
	})
	if errors.Is(err, errRehearsed) {
		return nil
	}
	return err
}

// Acknowledge notes that a person has confirmed a notice. Doing it again
// changes nothing. It returns ErrForgotten where the server has no such
// notice.
func (s *Store) Acknowledge(ctx context.Context, guild, delivery, person string) error {
	d, err := s.delivery(ctx, delivery)
	if err != nil {
		return err
	}
	if d.Guild != guild {
		return ErrForgotten
	}
	if _, err := s.exec(ctx, `INSERT INTO acknowledgements (delivery, guild, person, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (delivery, person) DO NOTHING`, delivery, guild, person, millis(s.now())); err != nil {
		return fmt.Errorf("acknowledge notice %s: %w", delivery, err)
	}
	return nil
}

// Acknowledged returns who has confirmed a notice, the first first.
func (s *Store) Acknowledged(ctx context.Context, delivery string) ([]string, error) {
	var people []string
	err := s.each(ctx, `SELECT person FROM acknowledgements WHERE delivery = $1 ORDER BY at, person`, delivery, func(r *sql.Rows) error {
		var person string
		err := r.Scan(&person)
		people = append(people, person)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read who acknowledged notice %s: %w", delivery, err)
	}
	return people, nil
}
