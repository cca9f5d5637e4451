package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"policybot/knowledge"

	"github.com/shopspring/decimal"
)

// Only narrows a subscription to some kinds of change.
type Only string

// What a subscription may be narrowed to.
const (
	OnlyEverything Only = ""
	OnlyFigures    Only = "figures"   // figures, limits and statistics
	OnlyDeadlines  Only = "deadlines" // deadlines and effective dates
	OnlyMajor      Only = "major"     // what changes who, what, when, whether or how much
)

// Frequency is how often a subscription is told of changes.
type Frequency string

// The frequencies. Daily and weekly digests come at [DigestHour] in the
// server's time zone, weekly ones on Monday.
const (
	AtOnce Frequency = ""
	Daily  Frequency = "daily"
	Weekly Frequency = "weekly"
)

// DigestHour is the hour of the day at which digests are due.
const DigestHour = 9

// Why a subscription is paused.
const (
	PausedByHand = "by hand"
	PausedGone   = "gone" // its channel is gone or closed to the bot
)

// Subscription is a wish to hear of changes, of a channel or a thread, or
// of a person in their direct messages. Filters that are empty let everything
// through.
type Subscription struct {
	ID       string             // made by Subscribe
	Guild    string             // "" for direct messages
	Channel  string             // "" for direct messages
	Person   string             // whose direct messages; "" for a channel
	About    string             // the server whose documents it is about: that of the channel, or where the person subscribed; "" for none
	Language knowledge.Language // of its notices; "" means the document's

	Topic     string // id or name of a topic, either language
	Agency    string // name of an agency, or part of it, either language
	Document  string // id or title of a document, or part of it
	Words     string // words that all stand in the change
	Only      Only
	Threshold string // least change of a figure told, in percent of the old one; "" for any
	Frequency Frequency

	Role        string // mentioned in each notice; "" for none
	Acknowledge bool   // notices have a button to confirm with
	Paused      string // why; "" while it runs
	CreatedBy   string
	CreatedAt   time.Time
	AfterSeq    int64 // changes up to this one were logged before it was made; set by Subscribe
}

// Limits of a subscription.
const (
	maxFilterRunes      = 200
	maxSubscriptionsOf  = 25 // of one channel or person
	maxThresholdPercent = 1000
)

// Check says what is wrong with a subscription, in words for its maker.
func (s *Subscription) Check() error {
	if (s.Person == "") == (s.Channel == "") {
		return errors.New("a subscription is of a channel or of a person")
	}
	for _, filter := range []string{s.Topic, s.Agency, s.Document, s.Words} {
		if len([]rune(filter)) > maxFilterRunes {
			return fmt.Errorf("%.20q… is too long: use at most %d characters", filter, maxFilterRunes)
		}
	}
	if !slices.Contains([]Only{OnlyEverything, OnlyFigures, OnlyDeadlines, OnlyMajor}, s.Only) {
		return fmt.Errorf("only %q: choose figures, deadlines, major or everything", s.Only)
	}
	if !slices.Contains([]Frequency{AtOnce, Daily, Weekly}, s.Frequency) {
		return fmt.Errorf("frequency %q: choose at once, daily or weekly", s.Frequency)
	}
	if s.Threshold != "" {
		v, err := decimal.NewFromString(s.Threshold)
		if err != nil || v.IsNegative() || v.GreaterThan(decimal.NewFromInt(maxThresholdPercent)) {
			return fmt.Errorf("threshold %q: give a number of percent from 0 to %d", s.Threshold, maxThresholdPercent)
		}
	}
	return nil
}

// SameAs reports whether two subscriptions tell the same to the same place.
func (s *Subscription) SameAs(t *Subscription) bool {
	return s.Guild == t.Guild && s.Channel == t.Channel && s.Person == t.Person && s.Topic == t.Topic && s.Agency == t.Agency && s.Document == t.Document &&
		s.Words == t.Words && s.Only == t.Only && s.Threshold == t.Threshold && s.Frequency == t.Frequency
}

// ErrTooMany means that a channel or a person has all the subscriptions that
// one may have.
var ErrTooMany = fmt.Errorf("there are %d subscriptions here already: remove one first", maxSubscriptionsOf)

// Subscribe keeps a new subscription and returns its id.
func (s *Store) Subscribe(ctx context.Context, sub Subscription) (string, error) {
	if err := sub.Check(); err != nil {
		return "", err
	}
	sub.ID = newID()
	if sub.Guild != "" {
		sub.About = sub.Guild
	}
	err := s.transact(ctx, func(tx *sql.Tx) error {
		var count int
		if err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM subscriptions WHERE guild = $1 AND channel = $2 AND person = $3`,
			sub.Guild, sub.Channel, sub.Person).Scan(&count); err != nil {
			return err
		}
		if count >= maxSubscriptionsOf {
			return ErrTooMany
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO subscriptions (id, guild, channel, person, language, topic, agency, document,
			words, only_kinds, threshold, frequency, role, acknowledge, paused, created_by, created_at, about, after_seq)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
			(SELECT COALESCE(MAX(seq), 0) FROM changes))`,
			sub.ID, sub.Guild, sub.Channel, sub.Person, string(sub.Language), sub.Topic, sub.Agency,
			sub.Document, sub.Words, string(sub.Only), sub.Threshold, string(sub.Frequency), sub.Role, bit(sub.Acknowledge), sub.Paused,
			sub.CreatedBy, millis(s.Now()), sub.About)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("subscribe: %w", err)
	}
	return sub.ID, nil
}

const subscriptionColumns = `id, guild, channel, person, language, topic, agency, document,
	words, only_kinds, threshold, frequency, role, acknowledge, paused, created_by, created_at, after_seq, about`

func subscriptionsWhere(ctx context.Context, q querier, where string, args ...any) ([]Subscription, error) {
	var list []Subscription
	err := each(ctx, q, func(r *sql.Rows) error {
		var sub Subscription
		var at int64
		err := r.Scan(&sub.ID, &sub.Guild, &sub.Channel, &sub.Person, &sub.Language, &sub.Topic, &sub.Agency,
			&sub.Document, &sub.Words, &sub.Only, &sub.Threshold, &sub.Frequency, &sub.Role, &sub.Acknowledge, &sub.Paused,
			&sub.CreatedBy, &at, &sub.AfterSeq, &sub.About)
		sub.CreatedAt = time.UnixMilli(at)
		list = append(list, sub)
		return err
	}, `SELECT `+subscriptionColumns+` FROM subscriptions WHERE `+where+` ORDER BY created_at, id`, args...)
	if err != nil {
		return nil, fmt.Errorf("read subscriptions: %w", err)
	}
	return list, nil
}

// Subscriptions returns the subscriptions of a server, oldest first.
func (s *Store) Subscriptions(ctx context.Context, guild string) ([]Subscription, error) {
	return subscriptionsWhere(ctx, s.db, `guild = $1 AND guild <> ''`, guild)
}

// SubscriptionsOf returns the subscriptions of a person's direct messages.
func (s *Store) SubscriptionsOf(ctx context.Context, person string) ([]Subscription, error) {
	return subscriptionsWhere(ctx, s.db, `person = $1 AND person <> ''`, person)
}

// Subscription returns one subscription, or ErrForgotten.
func (s *Store) Subscription(ctx context.Context, id string) (*Subscription, error) {
	list, err := subscriptionsWhere(ctx, s.db, `id = $1`, id)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrForgotten
	}
	return &list[0], nil
}

// Pause stops a subscription, saying why, or lets it run again where why is
// "". Changes logged while it is paused by hand are never told; what waited while
// its channel was closed is told at once.
func (s *Store) Pause(ctx context.Context, id, why string) error {
	err := s.transact(ctx, func(tx *sql.Tx) error {
		if why == "" {
			if _, err := tx.ExecContext(ctx, `UPDATE notices SET due_at = $1 WHERE delivery = '' AND subscription = $2
				AND subscription IN (SELECT id FROM subscriptions WHERE paused = $3)`, millis(s.Now()), id, PausedGone); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `UPDATE subscriptions SET paused = $1 WHERE id = $2`, why, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("pause or resume subscription %s: %w", id, err)
	}
	return nil
}

// Unsubscribe removes a subscription and what it had still to be told.
func (s *Store) Unsubscribe(ctx context.Context, id string) error {
	if _, err := s.exec(ctx, `DELETE FROM subscriptions WHERE id = $1`, id); err != nil {
		return fmt.Errorf("remove subscription %s: %w", id, err)
	}
	return nil
}

// LeftServer removes what a person subscribed for themselves in a server that
// they are no member of any more.
func (s *Store) LeftServer(ctx context.Context, server, person string) error {
	if _, err := s.exec(ctx, `DELETE FROM subscriptions WHERE about = $1 AND person = $2`, server, person); err != nil {
		return fmt.Errorf("remove the subscriptions of who left server %s: %w", server, err)
	}
	return nil
}

// Running returns the subscriptions that are told of changes, oldest first: those
// that are not paused, and those that wait for their channel to be open again.
func (t *Tx) Running(ctx context.Context) ([]Subscription, error) {
	return subscriptionsWhere(ctx, t.tx, `paused IN ('', $1)`, PausedGone)
}

// SubscriptionsAt returns the subscriptions of a place, oldest first.
func (t *Tx) SubscriptionsAt(ctx context.Context, p Place) ([]Subscription, error) {
	return subscriptionsWhere(ctx, t.tx, `guild = $1 AND channel = $2 AND person = $3`, p.Guild, p.Channel, p.Person)
}

// PauseAt pauses the running subscriptions of a place, saying why, and
// returns them as they were.
func (t *Tx) PauseAt(ctx context.Context, p Place, why string) ([]Subscription, error) {
	list, err := subscriptionsWhere(ctx, t.tx, `guild = $1 AND channel = $2 AND person = $3 AND paused = ''`, p.Guild, p.Channel, p.Person)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	if _, err := t.tx.ExecContext(ctx, `UPDATE subscriptions SET paused = $1 WHERE guild = $2 AND channel = $3 AND person = $4 AND paused = ''`,
		why, p.Guild, p.Channel, p.Person); err != nil {
		return nil, fmt.Errorf("pause subscriptions of channel %s: %w", p.Channel, err)
	}
	return list, nil
}
