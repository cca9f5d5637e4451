package notify

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"policybot/bot/state"
	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/figure"
)

// Notice is one message to one channel or person with the changes it tells.
type Notice struct {
	ID string // made once for each message; the nonce of its sending
	state.Place
	state.Message
	Changes []state.Logged // what those of the message come to, what matters most first
}

// noticeCursor is how far the change log has been turned into notices.
const noticeCursor = "notices"

// prepare turns what is new in the change log into messages that wait to be
// sent. zone is that of servers that have chosen none.
// settle is how long a change rests before it is told.
func prepare(ctx context.Context, tx *state.Tx, zone *time.Location, settle time.Duration) error {
	if err := mendClock(ctx, tx, zone); err != nil {
		return err
	}
	if err := correct(ctx, tx, zone, settle); err != nil {
		return err
	}
	if err := match(ctx, tx, zone, settle); err != nil {
		return err
	}
	return assemble(ctx, tx, settle)
}

// mendClock reckons again when notices are due that were logged while the clock
// was ahead: they would wait until it is that time again.
func mendClock(ctx context.Context, tx *state.Tx, zone *time.Location) error {
	late, err := tx.LateNotices(ctx)
	if err != nil {
		return err
	}
	servers := servers{zone: zone, known: map[string]server{}}
	for _, n := range late {
		server, err := servers.of(ctx, tx, n.Guild)
		if err != nil {
			return err
		}
		if err := tx.SetDue(ctx, n.DueNotice, due(tx.Now(), server.zone, n.Frequency, server.quiet, false)); err != nil {
			return err
		}
	}
	return tx.HurryLate(ctx)
}

// match writes down, for new entries of the change log, which subscriptions
// are to be told and when.
func match(ctx context.Context, tx *state.Tx, zone *time.Location, settle time.Duration) error {
	seq, err := tx.Cursor(ctx, noticeCursor)
	if err != nil {
		return err
	}
	changes, err := tx.ChangesAfter(ctx, seq)
	if err != nil || len(changes) == 0 {
		return err
	}
	subscriptions, err := tx.Running(ctx)
	if err != nil {
		return err
	}
	servers := servers{zone: zone, known: map[string]server{}}
	matcher, err := newMatcher(subscriptions, func(server string) (state.Bases, error) { return tx.Bases(ctx, server) })
	if err != nil {
		return err
	}
	for i := range changes {
		for _, sub := range matcher.match(&changes[i]) {
			server, err := servers.of(ctx, tx, sub.Guild)
			if err != nil {
				return err
			}
			if err := tx.AddNotice(ctx, sub, changes[i].Seq, server.due(tx.Now().Add(settle), sub.Frequency, &changes[i])); err != nil {
				return err
			}
		}
	}
	return tx.MoveCursor(ctx, noticeCursor, changes[len(changes)-1].Seq)
}

// server is what decides when a server is told.
type server struct {
	zone        *time.Location
	quiet       state.Quiet
	corrections bool
}

// isQuiet reports whether the server is not to be disturbed now.
func (s server) isQuiet(now time.Time) bool {
	local := now.In(s.zone)
	return s.quiet.Includes(local.Hour()*60 + local.Minute())
}

// due is when a change is told to a subscription of the server.
func (s server) due(now time.Time, f state.Frequency, l *state.Logged) time.Time {
	local := now.In(s.zone)
	today := figure.Date{Year: local.Year(), Month: local.Month(), Day: local.Day()}
	return due(now, s.zone, f, s.quiet, urgent(l, today))
}

// servers are those looked up so far.
type servers struct {
	zone  *time.Location // of servers that have chosen none
	known map[string]server
}

func (s servers) of(ctx context.Context, tx *state.Tx, guild string) (server, error) {
	if known, ok := s.known[guild]; ok {
		return known, nil
	}
	settings, err := tx.Settings(ctx, guild)
	if err != nil {
		return server{}, err
	}
	found := server{zone: s.zone, corrections: settings.Corrections}
	if settings.TimeZone != "" {
		if own, err := time.LoadLocation(settings.TimeZone); err == nil {
			found.zone = own
		}
	}
	if found.quiet, err = tx.QuietHours(ctx, guild); err != nil {
		return server{}, err
	}
	s.known[guild] = found
	return found, nil
}

// assemble makes deliveries of the notices that are due, one for each place,
// whatever the number of its subscriptions and changes. A place with a
// delivery that still waits gets none: what is due there joins the next one.
func assemble(ctx context.Context, tx *state.Tx, settle time.Duration) error {
	list, err := tx.DueNotices(ctx, settle)
	if err != nil {
		return err
	}
	at := map[state.Place][]state.DueNotice{}
	var places []state.Place
	for _, n := range list {
		if at[n.Place] == nil {
			places = append(places, n.Place)
		}
		at[n.Place] = append(at[n.Place], n)
	}
	for _, p := range places {
		if err := assembleAt(ctx, tx, p, at[p]); err != nil {
			return err
		}
	}
	return nil
}

// assembleAt makes one delivery of the notices that are due at a place.
func assembleAt(ctx context.Context, tx *state.Tx, p state.Place, list []state.DueNotice) error {
	subscriptions, err := tx.SubscriptionsAt(ctx, p)
	if err != nil {
		return err
	}
	byID := map[string]*state.Subscription{}
	for i := range subscriptions {
		byID[subscriptions[i].ID] = &subscriptions[i]
	}
	m := messageOf(list, byID)
	id := state.NewDeliveryID()
	undone, err := comeToNothing(ctx, tx, m.Changes)
	if err != nil {
		return err
	}
	if undone {
		id = state.Undone
	}
	for _, n := range list {
		if err := tx.Assign(ctx, n, id); err != nil {
			return err
		}
	}
	if undone {
		return nil
	}
	return tx.AddDelivery(ctx, id, p, m)
}

// messageOf is the message that tells notices, as their subscriptions want it.
func messageOf(list []state.DueNotice, subscriptions map[string]*state.Subscription) state.Message {
	var m state.Message
	for _, n := range list {
		if !slices.Contains(m.Changes, n.Change) {
			m.Changes = append(m.Changes, n.Change)
		}
		sub := subscriptions[n.Subscription]
		if sub == nil {
			continue
		}
		m.Acknowledge = m.Acknowledge || sub.Acknowledge
		m.Language = cmp.Or(m.Language, sub.Language)
		if sub.Role != "" && !slices.Contains(m.Roles, sub.Role) {
			m.Roles = append(m.Roles, sub.Role)
		}
	}
	slices.Sort(m.Roles)
	return m
}

// changeReader reads entries of the change log: the store, or a transaction.
type changeReader interface {
	Change(ctx context.Context, seq int64) (*state.Logged, error)
}

// errNothingLeft means that all a delivery tells is forgotten.
var errNothingLeft = errors.New("what it tells is no longer kept")

// newNotice reads what a delivery tells.
func newNotice(ctx context.Context, from changeReader, d state.Delivery) (Notice, error) {
	n := Notice{ID: d.ID, Place: d.Place, Message: d.Message}
	seqs := slices.Clone(d.Message.Changes)
	for _, c := range d.Message.Corrections {
		if c.Change > 0 && !slices.Contains(seqs, c.Change) {
			seqs = append(seqs, c.Change)
		}
	}
	for _, seq := range seqs {
		l, err := from.Change(ctx, seq)
		if errors.Is(err, state.ErrForgotten) {
			continue // with the server whose it was
		}
		if err != nil {
			return Notice{}, err
		}
		n.Changes = append(n.Changes, *l)
	}
	if len(d.Message.Changes) > 0 && len(n.Changes) == 0 {
		return Notice{}, errNothingLeft
	}
	if len(d.Message.Corrections) == 0 {
		n.Changes = net(n.Changes)
	}
	byDocument(n.Changes)
	return n, nil
}

// byDocument orders changes document by document: first the document with what
// matters most, within one the same, the newest state first.
func byDocument(changes []state.Logged) {
	least := map[knowledge.DocumentID]int{}
	for i := range changes {
		c := &changes[i].Change
		if w, seen := least[c.Document]; !seen || weight(c) < w {
			least[c.Document] = weight(c)
		}
	}
	slices.SortStableFunc(changes, func(a, b state.Logged) int {
		return cmp.Or(cmp.Compare(least[a.Change.Document], least[b.Change.Document]), cmp.Compare(a.Change.Document, b.Change.Document),
			cmp.Compare(weight(&a.Change), weight(&b.Change)), b.At.Compare(a.At))
	})
}

// weight orders changes in a notice: figures and deadlines first.
func weight(c *diff.Change) int {
	major := 0
	if c.Severity != diff.Major {
		major = 10
	}
	switch kindOf(c) {
	case state.OnlyDeadlines:
		return major
	case state.OnlyFigures:
		return major + 1
	}
	return major + 2
}
