package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"

	"policybot/bot/state"
)

// Sender sends a notice. It must not send one of the same ID twice where it
// can tell: after a crash the same notice is sent again.
type Sender interface {
	Send(ctx context.Context, n Notice) (state.Receipt, error)
}

// SendError is why a notice could not be sent.
type SendError struct {
	Gone  bool          // the channel does not exist or is closed to the bot, as long as nobody opens it
	Never bool          // the message will never be taken, though the channel is open
	After time.Duration // how long to wait before the next attempt; 0 leaves it to the caller
	Err   error
}

func (e *SendError) Error() string { return e.Err.Error() }

func (e *SendError) Unwrap() error { return e.Err }

// The pace of delivery. Discord allows 50 requests a second for everything a
// bot does; answers to people must not wait for a broadcast.
const (
	sendsPerSecond = 40
	sendsAtOnce    = 8
	mostAtATime    = 1000             // messages read from the store
	longestRest    = 15 * time.Second // between two looks at what is due
)

// QuietMinute is how long a change rests before it is told, so that a file that
// is saved several times, or put back, is told by what it comes to.
const QuietMinute = time.Minute

// Deliverer turns the change log into messages and sends them.
type Deliverer struct {
	Settle time.Duration // how long a change rests before it is told; set it before Run

	store   *state.Store
	to      Sender
	zone    *time.Location // of servers that have chosen none
	log     *slog.Logger
	limiter *rate.Limiter
	wake    chan struct{}
}

// NewDeliverer returns a Deliverer that sends what store holds. zone is the
// time zone of servers that have chosen none.
func NewDeliverer(store *state.Store, to Sender, zone *time.Location, log *slog.Logger) *Deliverer {
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
			rest = state.FirstBackoff
		} else if !next.IsZero() {
			rest = min(rest, max(next.Sub(d.store.Now()), 10*time.Millisecond))
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
		err := d.store.Update(ctx, func(tx *state.Tx) error { return prepare(ctx, tx, d.zone, d.Settle) })
		if err != nil {
			return time.Time{}, err
		}
		waiting, err := d.store.Waiting(ctx, mostAtATime)
		if err != nil {
			return time.Time{}, err
		}
		if len(waiting) == 0 {
			return d.store.NextDue(ctx)
		}
		if err := d.sendAll(ctx, waiting); err != nil {
			return time.Time{}, err
		}
	}
}

// sendAll sends messages, several at a time, and writes down what became of
// each.
func (d *Deliverer) sendAll(ctx context.Context, waiting []state.Delivery) error {
	var group errgroup.Group
	group.SetLimit(sendsAtOnce)
	for _, w := range waiting {
		if d.limiter.Wait(ctx) != nil {
			break
		}
		group.Go(func() error { return d.send(ctx, w) })
	}
	return errors.Join(group.Wait(), ctx.Err())
}

// send sends one message. The error is of the store: what goes wrong with
// sending is written down.
func (d *Deliverer) send(ctx context.Context, w state.Delivery) error {
	n, err := newNotice(ctx, d.store, w)
	if errors.Is(err, errNothingLeft) {
		return d.store.Update(ctx, func(tx *state.Tx) error { return tx.GiveUp(ctx, w.ID, err) })
	}
	if err != nil {
		return err
	}
	receipt, err := d.trySend(ctx, n)
	if ctx.Err() != nil && err != nil {
		return nil // stopped under way; it is sent again with the same id
	}
	if err == nil {
		return d.store.Sent(ctx, n.ID, receipt)
	}
	d.log.Warn("notice not sent", "notice", n.ID, "guild", n.Guild, "channel", n.Channel, "error", err)
	failure := &SendError{Err: err}
	errors.As(err, &failure)
	switch {
	case failure.Gone:
		return d.gone(ctx, n, err)
	case failure.Never:
		return d.refused(ctx, n, err)
	}
	return d.store.Postpone(ctx, n.ID, failure.After, err)
}

// trySend keeps a panicking sender from taking the others down.
func (d *Deliverer) trySend(ctx context.Context, n Notice) (r state.Receipt, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("send notice: panic: %v", v)
		}
	}()
	return d.to.Send(ctx, n)
}

// gone gives up a message to a place that is gone, pauses the subscriptions of
// that place, and writes one word to the manager who made them. What the message
// told waits, and is told with what comes in between when the place is open again.
func (d *Deliverer) gone(ctx context.Context, n Notice, cause error) error {
	return d.store.Update(ctx, func(tx *state.Tx) error {
		if err := errors.Join(tx.GiveUp(ctx, n.ID, cause), tx.ReturnNotices(ctx, n.ID, n.Place)); err != nil {
			return err
		}
		paused, err := tx.PauseAt(ctx, n.Place, state.PausedGone)
		if err != nil || n.Person != "" { // there is nobody else to tell
			return err
		}
		return tellMakers(ctx, tx, paused, n, state.Closed{Channel: n.Channel, Reason: cause.Error()})
	})
}

// refused gives up a message that will never be taken, so that it holds up
// nothing, and writes one word to the managers who made the subscriptions.
func (d *Deliverer) refused(ctx context.Context, n Notice, cause error) error {
	return d.store.Update(ctx, func(tx *state.Tx) error {
		if err := tx.GiveUp(ctx, n.ID, cause); err != nil || n.Person != "" {
			return err
		}
		subscriptions, err := tx.SubscriptionsAt(ctx, n.Place)
		if err != nil {
			return err
		}
		return tellMakers(ctx, tx, subscriptions, n, state.Closed{Channel: n.Channel, Reason: cause.Error(), Open: true})
	})
}

// tellMakers writes one word to everybody who made one of the subscriptions.
func tellMakers(ctx context.Context, tx *state.Tx, subscriptions []state.Subscription, n Notice, what state.Closed) error {
	told := map[string]bool{}
	for _, sub := range subscriptions {
		if sub.CreatedBy == "" || told[sub.CreatedBy] {
			continue
		}
		told[sub.CreatedBy] = true
		m := state.Message{Language: sub.Language, Closed: &what}
		if err := tx.AddDelivery(ctx, state.NewDeliveryID(), state.Place{Guild: n.Guild, Person: sub.CreatedBy}, m); err != nil {
			return err
		}
	}
	return nil
}

// errRehearsed ends the transaction of a rehearsal.
var errRehearsed = errors.New("rehearsed")

// Rehearse gives to what would be sent, including what is not yet due, and
// leaves the store as it was.
func Rehearse(ctx context.Context, store *state.Store, to Sender, zone *time.Location) error {
	err := store.Update(ctx, func(tx *state.Tx) error {
		if err := errors.Join(correct(ctx, tx, zone, 0), match(ctx, tx, zone, 0), tx.HurryNotices(ctx), assemble(ctx, tx, 0)); err != nil {
			return err
		}
		waiting, err := tx.Waiting(ctx)
		if err != nil {
			return err
		}
		for _, w := range waiting {
			n, err := newNotice(ctx, tx, w)
			if errors.Is(err, errNothingLeft) {
				continue
			}
			if err != nil {
				return err
			}
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
