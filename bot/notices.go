package bot

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/figure"
)

// Notice is one message to one channel or person: the changes that its
// subscriptions are to be told, or a word to a manager.
type Notice struct {
	ID          string // made once for each message; the nonce of its sending
	Guild       string
	Channel     string             // "" for direct messages
	Person      string             // "" for a channel
	Language    knowledge.Language // "" means the language of the documents
	Roles       []string           // to mention
	Acknowledge bool
	Changes     []Logged // what matters most first; empty for a Closed or a Correction
	Closed      *Closed
	Correction  *Correction
}

// Closed tells the maker of a subscription that its channel is gone or closed
// to the bot, and that the subscription is paused.
type Closed struct {
	Channel string `json:"channel"`
	Reason  string `json:"reason"`
}

// noticeRow is the stored form of what a notice says beside its changes.
// Fields may be added, never renamed.
type noticeRow struct {
	Language    knowledge.Language `json:"language,omitempty"`
	Roles       []string           `json:"roles,omitempty"`
	Acknowledge bool               `json:"acknowledge,omitempty"`
	Changes     []int64            `json:"changes,omitempty"`
	Closed      *Closed            `json:"closed,omitempty"`
	Correction  *Correction        `json:"correction,omitempty"`
}

// Quiet is the hours in which a server is not disturbed, in minutes from
// midnight in its time zone. Start after Until runs over midnight; equal ones
// are no quiet hours.
type Quiet struct{ Start, Until int }

// includes reports whether the minute of the day is a quiet one.
func (q Quiet) includes(minute int) bool {
	if q.Start <= q.Until {
		return q.Start <= minute && minute < q.Until
	}
	return minute >= q.Start || minute < q.Until
}

// SetQuiet sets the quiet hours of a server.
func (s *Store) SetQuiet(ctx context.Context, guild string, q Quiet) error {
	const day = 24 * 60
	if q.Start < 0 || q.Until < 0 || q.Start >= day || q.Until >= day {
		return errors.New("quiet hours: give two times of the day, such as 22:00 and 08:00")
	}
	_, err := s.exec(ctx, `INSERT INTO quiet_hours (guild, start, until) VALUES ($1, $2, $3)
		ON CONFLICT (guild) DO UPDATE SET start = $2, until = $3`, guild, q.Start, q.Until)
	if err != nil {
		return fmt.Errorf("set quiet hours: %w", err)
	}
	return nil
}

// QuietHours returns the quiet hours of a server; the zero Quiet for none.
func (s *Store) QuietHours(ctx context.Context, guild string) (Quiet, error) {
	return quietOf(ctx, s.db, guild)
}

func quietOf(ctx context.Context, q queryer, guild string) (Quiet, error) {
	var quiet Quiet
	err := q.QueryRowContext(ctx, `SELECT start, until FROM quiet_hours WHERE guild = $1`, guild).Scan(&quiet.Start, &quiet.Until)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Quiet{}, fmt.Errorf("read quiet hours: %w", err)
	}
	return quiet, nil
}

// due returns when a change is told: now, at the next digest, or when the
// quiet hours end. An urgent change waits for nothing.
func due(now time.Time, zone *time.Location, f Frequency, q Quiet, isUrgent bool) time.Time {
	if isUrgent {
		return now
	}
	at := now.In(zone)
	digest := time.Date(at.Year(), at.Month(), at.Day(), DigestHour, 0, 0, 0, zone)
	switch f {
	case Daily:
		if !digest.After(at) {
			digest = digest.AddDate(0, 0, 1)
		}
		at = digest
	case Weekly:
		for digest.Weekday() != time.Monday || !digest.After(at) {
			digest = digest.AddDate(0, 0, 1)
		}
		at = digest
	}
	if q.includes(at.Hour()*60 + at.Minute()) {
		end := time.Date(at.Year(), at.Month(), at.Day(), q.Until/60, q.Until%60, 0, 0, zone)
		if !end.After(at) {
			end = end.AddDate(0, 0, 1)
		}
		at = end
	}
	return at
}

// noticeCursor is how far the change log has been turned into notices.
const noticeCursor = "notices"

// notify turns new entries of the change log into notices for the
// subscriptions they match, and moves the cursor, in one transaction. zone is
// that of servers that have chosen none.
func (s *Store) notify(ctx context.Context, tx *sql.Tx, zone *time.Location) error {
	var cursor int64
	err := tx.QueryRowContext(ctx, `SELECT seq FROM cursors WHERE name = $1`, noticeCursor).Scan(&cursor)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("read cursor: %w", err)
	}
	changes, err := changesWhere(ctx, tx, `seq > $1`, cursor)
	if err != nil || len(changes) == 0 {
		return err
	}
	subscriptions, err := subscriptionsWhere(ctx, tx, `paused = ''`)
	if err != nil {
		return err
	}
	hours := map[string]serverHours{}
	now := s.now()
	insert, err := tx.PrepareContext(ctx, `INSERT INTO notices (subscription, change_seq, guild, channel, person, due_at, delivery)
		VALUES ($1, $2, $3, $4, $5, $6, '') ON CONFLICT (subscription, change_seq) DO NOTHING`)
	if err != nil {
		return err
	}
	defer insert.Close()
	matcher := newMatcher(subscriptions)
	for i := range changes {
		for _, sub := range matcher.match(&changes[i]) {
			server, ok := hours[sub.Guild]
			if !ok {
				if server, err = hoursOf(ctx, tx, sub.Guild, zone); err != nil {
					return err
				}
				hours[sub.Guild] = server
			}
			local := now.In(server.zone)
			today := figure.Date{Year: local.Year(), Month: local.Month(), Day: local.Day()}
			at := due(now, server.zone, sub.Frequency, server.quiet, urgent(&changes[i], today))
			if _, err := insert.ExecContext(ctx, sub.ID, changes[i].Seq, sub.Guild, sub.Channel, sub.Person, millis(at)); err != nil {
				return fmt.Errorf("write notice: %w", err)
			}
		}
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO cursors (name, seq) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET seq = $2`,
		noticeCursor, changes[len(changes)-1].Seq)
	if err != nil {
		return fmt.Errorf("move cursor: %w", err)
	}
	return nil
}

// serverHours is what decides when a server is told.
type serverHours struct {
	zone  *time.Location
	quiet Quiet
}

func hoursOf(ctx context.Context, tx *sql.Tx, guild string, zone *time.Location) (serverHours, error) {
	settings, err := settingsOf(ctx, tx, guild)
	if err != nil {
		return serverHours{}, err
	}
	h := serverHours{zone: zone}
	if settings.TimeZone != "" {
		if own, err := time.LoadLocation(settings.TimeZone); err == nil {
			h.zone = own
		}
	}
	h.quiet, err = quietOf(ctx, tx, guild)
	return h, err
}

// matcher finds the subscriptions that a change concerns.
type matcher struct{ filters []*filter }

func newMatcher(subscriptions []Subscription) *matcher {
	m := &matcher{filters: make([]*filter, len(subscriptions))}
	for i := range subscriptions {
		m.filters[i] = newFilter(&subscriptions[i])
	}
	return m
}

// match returns the subscriptions that are told of a change, oldest first.
func (m *matcher) match(l *Logged) []*Subscription {
	change := newMatchable(l)
	var list []*Subscription
	for _, f := range m.filters {
		if f.decide(change) == Told {
			list = append(list, f.Subscription)
		}
	}
	return list
}

// place is where a message goes.
type place struct{ guild, channel, person string }

// assemble makes deliveries of the notices that are due, one for each place,
// whatever the number of its subscriptions and changes. A place with a
// delivery that still waits gets none: what is due there joins the next one.
func (s *Store) assemble(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `SELECT subscription, change_seq, guild, channel, person FROM notices
		WHERE delivery = '' AND due_at <= $1 AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.state = 'waiting'
			AND d.guild = notices.guild AND d.channel = notices.channel AND d.person = notices.person)
		ORDER BY change_seq, subscription`, millis(s.now()))
	if err != nil {
		return fmt.Errorf("read due notices: %w", err)
	}
	defer rows.Close()
	type dueNotice struct {
		subscription string
		seq          int64
	}
	byPlace := map[place][]dueNotice{}
	var places []place
	for rows.Next() {
		var p place
		var n dueNotice
		if err := rows.Scan(&n.subscription, &n.seq, &p.guild, &p.channel, &p.person); err != nil {
			return fmt.Errorf("read due notices: %w", err)
		}
		if byPlace[p] == nil {
			places = append(places, p)
		}
		byPlace[p] = append(byPlace[p], n)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return fmt.Errorf("read due notices: %w", err)
	}
	for _, p := range places {
		subscriptions, err := subscriptionsWhere(ctx, tx, `guild = $1 AND channel = $2 AND person = $3`, p.guild, p.channel, p.person)
		if err != nil {
			return err
		}
		byID := map[string]*Subscription{}
		for i := range subscriptions {
			byID[subscriptions[i].ID] = &subscriptions[i]
		}
		id := newID()[:25] // a nonce has at most 25 characters
		row := noticeRow{}
		for _, n := range byPlace[p] {
			if !slices.Contains(row.Changes, n.seq) {
				row.Changes = append(row.Changes, n.seq)
			}
			sub := byID[n.subscription]
			row.Acknowledge = row.Acknowledge || sub.Acknowledge
			row.Language = cmp.Or(row.Language, sub.Language)
			if sub.Role != "" && !slices.Contains(row.Roles, sub.Role) {
				row.Roles = append(row.Roles, sub.Role)
			}
			if _, err := tx.ExecContext(ctx, `UPDATE notices SET delivery = $1 WHERE subscription = $2 AND change_seq = $3`, id, n.subscription, n.seq); err != nil {
				return fmt.Errorf("assemble message: %w", err)
			}
		}
		slices.Sort(row.Roles)
		if err := s.writeDelivery(ctx, tx, id, p, row); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) writeDelivery(ctx context.Context, tx *sql.Tx, id string, p place, row noticeRow) error {
	now := millis(s.now())
	if _, err := tx.ExecContext(ctx, `INSERT INTO deliveries (id, guild, channel, person, state, attempts, next_at, body, message, posted_in, error, created_at, sent_at)
		VALUES ($1, $2, $3, $4, 'waiting', 0, $5, $6, '', '', '', $5, 0)`, id, p.guild, p.channel, p.person, now, encode(row)); err != nil {
		return fmt.Errorf("write down message: %w", err)
	}
	return nil
}

// notice reads what a delivery says.
func notice(ctx context.Context, q rowsQueryer, id string, p place, body string) (Notice, error) {
	var row noticeRow
	if err := json.Unmarshal([]byte(body), &row); err != nil {
		return Notice{}, fmt.Errorf("read message %s: %w", id, err)
	}
	n := Notice{ID: id, Guild: p.guild, Channel: p.channel, Person: p.person, Language: row.Language,
		Roles: row.Roles, Acknowledge: row.Acknowledge, Closed: row.Closed, Correction: row.Correction}
	for _, seq := range row.Changes {
		list, err := changesWhere(ctx, q, `seq = $1`, seq)
		if err != nil {
			return Notice{}, err
		}
		n.Changes = append(n.Changes, list...)
	}
	slices.SortStableFunc(n.Changes, func(a, b Logged) int { return cmp.Compare(weight(&a.Change), weight(&b.Change)) })
	return n, nil
}

// weight orders changes in a notice: figures and deadlines first.
func weight(c *diff.Change) int {
	major := 0
	if c.Severity != diff.Major {
		major = 10
	}
	switch kindOf(c) {
	case OnlyDeadlines:
		return major
	case OnlyFigures:
		return major + 1
	}
	return major + 2
}
