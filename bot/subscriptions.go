package bot

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/figure"

	"github.com/shopspring/decimal"
)

// Only narrows a subscription to some kinds of change.
type Only string

// What a subscription may be narrowed to.
const (
	OnlyEverything Only = ""
	OnlyFigures    Only = "figures"   // figures, limits and statistics
	OnlyDeadlines  Only = "deadlines" // deadlines and effective dates
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
	afterSeq    int64 // changes up to this one were logged before it was made
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
	if !slices.Contains([]Only{OnlyEverything, OnlyFigures, OnlyDeadlines}, s.Only) {
		return fmt.Errorf("only %q: choose figures, deadlines or everything", s.Only)
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

// Decision is whether a subscription is told of a change, and if not, why.
type Decision string

// The decisions.
const (
	Told           Decision = "told"
	NotTopic       Decision = "topic"
	NotAgency      Decision = "agency"
	NotDocument    Decision = "document"
	NotWords       Decision = "words"
	NotKind        Decision = "kind"
	BelowThreshold Decision = "threshold"
	IsPaused       Decision = "paused"
	TooEarly       Decision = "earlier" // the change came before the subscription
)

// Says says the decision in a language.
func (d Decision) Says(l knowledge.Language) string { return decisionNames[d].In(l) }

var decisionNames = map[Decision]knowledge.Text{
	Told:           {knowledge.Chinese: "符合订阅条件", knowledge.English: "it matches the subscription"},
	NotTopic:       {knowledge.Chinese: "主题不符", knowledge.English: "it is about another topic"},
	NotAgency:      {knowledge.Chinese: "部门不符", knowledge.English: "it is from another agency"},
	NotDocument:    {knowledge.Chinese: "文件不符", knowledge.English: "it is in another document"},
	NotWords:       {knowledge.Chinese: "不含订阅的关键词", knowledge.English: "it does not hold the words"},
	NotKind:        {knowledge.Chinese: "不属于订阅的变更类型", knowledge.English: "it is not the kind of change asked for"},
	BelowThreshold: {knowledge.Chinese: "变动幅度低于设定值", knowledge.English: "the figure changed by less than the threshold"},
	IsPaused:       {knowledge.Chinese: "订阅已暂停", knowledge.English: "the subscription is paused"},
	TooEarly:       {knowledge.Chinese: "变更早于订阅", knowledge.English: "it came before the subscription was made"},
}

// fold makes text comparable: lower case, no white space or punctuation.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0xff01 && r <= 0xff5e {
			r -= 0xfee0
		}
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// matchable is a change with the texts that subscriptions are matched against
// folded once.
type matchable struct {
	*Logged
	topics, agencies, documents []string
	words                       string
	moved                       decimal.Decimal // size of the change in percent of the old figure
	measured                    bool            // moved is known
}

func newMatchable(l *Logged) *matchable {
	c := &l.Change
	m := &matchable{Logged: l, topics: foldAll(l.TopicName, string(l.Topic)), agencies: foldAll(l.Agency),
		documents: foldAll(nil, string(c.Document), c.Title)}
	var b strings.Builder
	for _, s := range []string{c.Title, c.Section, c.Subject, c.OldQuote.Text, c.NewQuote.Text} {
		b.WriteString(fold(s))
		b.WriteByte('\n')
	}
	for _, t := range append([]knowledge.Text{l.TopicName, l.Agency, l.Measure}, l.Audience...) {
		for _, s := range t {
			b.WriteString(fold(s))
			b.WriteByte('\n')
		}
	}
	m.words = b.String()
	if c.Old != nil && c.New != nil && c.Delta != "" && c.Old.Unit != "date" && c.Old.Unit != "period" {
		old, oldErr := decimal.NewFromString(c.Old.Value)
		delta, deltaErr := decimal.NewFromString(c.Delta)
		if oldErr == nil && deltaErr == nil && !old.IsZero() {
			m.moved, m.measured = delta.Abs().Mul(decimal.NewFromInt(100)).Div(old.Abs()), true
		}
	}
	return m
}

func foldAll(t knowledge.Text, more ...string) []string {
	var list []string
	for _, s := range t {
		list = append(list, fold(s))
	}
	for _, s := range more {
		list = append(list, fold(s))
	}
	return list
}

// filter is a subscription with its filters folded.
type filter struct {
	*Subscription
	topic, agency, document string
	words                   []string
	threshold               decimal.Decimal
}

func newFilter(s *Subscription) *filter {
	f := &filter{Subscription: s, topic: fold(s.Topic), agency: fold(s.Agency), document: fold(s.Document)}
	for _, w := range strings.Fields(s.Words) {
		if w = fold(w); w != "" {
			f.words = append(f.words, w)
		}
	}
	if s.Threshold != "" {
		f.threshold, _ = decimal.NewFromString(s.Threshold) // Check has read it
	}
	return f
}

// decide says whether the subscription is told of the change. What is cheap
// and narrows most is asked first.
func (f *filter) decide(m *matchable) Decision {
	if f.topic != "" && !slices.Contains(m.topics, f.topic) {
		return NotTopic
	}
	if f.Only != OnlyEverything && kindOf(&m.Change) != f.Only {
		return NotKind
	}
	contains := func(list []string, part string) bool {
		return slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, part) })
	}
	if f.agency != "" && !contains(m.agencies, f.agency) {
		return NotAgency
	}
	if f.document != "" && !contains(m.documents, f.document) {
		return NotDocument
	}
	if m.measured && m.Change.Kind != diff.BoundChanged && f.Threshold != "" && m.moved.LessThan(f.threshold) {
		return BelowThreshold
	}
	for _, w := range f.words {
		if !strings.Contains(m.words, w) {
			return NotWords
		}
	}
	if f.Paused != "" {
		return IsPaused
	}
	if m.Seq != 0 && m.Seq <= f.afterSeq {
		return TooEarly
	}
	return Told
}

// kindOf is what of [Only] a change falls under; everything where under none.
func kindOf(c *diff.Change) Only {
	switch c.Kind {
	case diff.DeadlineMoved, diff.EffectiveDateChanged:
		return OnlyDeadlines
	case diff.FigureChanged, diff.FigureUpdated, diff.BoundChanged:
		return OnlyFigures
	}
	if c.Old != nil || c.New != nil {
		return OnlyFigures
	}
	return OnlyEverything
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
			words, only_kinds, threshold, frequency, role, acknowledge, paused, created_by, created_at, after_seq)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
			(SELECT COALESCE(MAX(seq), 0) FROM changes))`,
			sub.ID, sub.Guild, sub.Channel, sub.Person, string(sub.Language), sub.Topic, sub.Agency,
			sub.Document, sub.Words, string(sub.Only), sub.Threshold, string(sub.Frequency), sub.Role, flag(sub.Acknowledge), sub.Paused,
			sub.CreatedBy, millis(s.now()))
		return err
	})
	if err != nil {
		return "", fmt.Errorf("subscribe: %w", err)
	}
	return sub.ID, nil
}

const subscriptionColumns = `id, guild, channel, person, language, topic, agency, document,
	words, only_kinds, threshold, frequency, role, acknowledge, paused, created_by, created_at, after_seq`

func subscriptionsWhere(ctx context.Context, q rowsQueryer, where string, args ...any) ([]Subscription, error) {
	rows, err := q.QueryContext(ctx, `SELECT `+subscriptionColumns+` FROM subscriptions WHERE `+where+` ORDER BY created_at, id`, args...)
	if err != nil {
		return nil, fmt.Errorf("read subscriptions: %w", err)
	}
	defer rows.Close()
	var list []Subscription
	for rows.Next() {
		var sub Subscription
		var at int64
		if err := rows.Scan(&sub.ID, &sub.Guild, &sub.Channel, &sub.Person, &sub.Language, &sub.Topic, &sub.Agency,
			&sub.Document, &sub.Words, &sub.Only, &sub.Threshold, &sub.Frequency, &sub.Role, &sub.Acknowledge, &sub.Paused,
			&sub.CreatedBy, &at, &sub.afterSeq); err != nil {
			return nil, fmt.Errorf("read subscriptions: %w", err)
		}
		sub.CreatedAt = time.UnixMilli(at)
		list = append(list, sub)
	}
	return list, rows.Err()
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
// "". Changes logged while it is paused are never told.
func (s *Store) Pause(ctx context.Context, id, why string) error {
	if _, err := s.exec(ctx, `UPDATE subscriptions SET paused = $1 WHERE id = $2`, why, id); err != nil {
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

// PreviewDays is how far back a preview looks.
const PreviewDays = 30

// Preview returns what a subscription would have been told in the last
// [PreviewDays] days, oldest first.
func (s *Store) Preview(ctx context.Context, sub Subscription) ([]Logged, error) {
	changes, err := changesWhere(ctx, s.db, `at >= $1`, millis(s.now().AddDate(0, 0, -PreviewDays)))
	if err != nil {
		return nil, err
	}
	sub.afterSeq, sub.Paused = 0, ""
	f := newFilter(&sub)
	return slices.DeleteFunc(changes, func(l Logged) bool { return f.decide(newMatchable(&l)) != Told }), nil
}

// Why says why a subscription was told of a change or not. When it was told
// the message that told it is given, "" while it waits to be sent.
func (s *Store) Why(ctx context.Context, sub *Subscription, seq int64) (Decision, *Delivery, error) {
	change, err := s.Change(ctx, seq)
	if err != nil {
		return "", nil, err
	}
	var delivery string
	err = s.db.QueryRowContext(ctx, `SELECT delivery FROM notices WHERE subscription = $1 AND change_seq = $2`, sub.ID, seq).Scan(&delivery)
	switch {
	case err == nil && delivery == "":
		return Told, nil, nil
	case err == nil:
		d, err := s.delivery(ctx, delivery)
		return Told, d, err
	case !errors.Is(err, sql.ErrNoRows):
		return "", nil, fmt.Errorf("read notice: %w", err)
	}
	decision := newFilter(sub).decide(newMatchable(change))
	if decision == Told {
		decision = IsPaused // it ran neither then nor was told: it was paused
	}
	return decision, nil, nil
}

// urgentDays is how near a deadline or a start must be for a change of it to
// break quiet hours and not to wait for a digest.
const urgentDays = 7

// urgent reports whether a change cannot wait: a deadline or a start that has
// come to lie within the next days.
func urgent(l *Logged, today figure.Date) bool {
	c := &l.Change
	if c.Kind != diff.DeadlineMoved && c.Kind != diff.EffectiveDateChanged || c.New == nil {
		return false
	}
	day := c.New.Value
	if _, until, found := strings.Cut(day, ".."); found && c.Kind == diff.DeadlineMoved {
		day = until
	} else if from, _, found := strings.Cut(day, ".."); found {
		day = from
	}
	date, err := figure.ParseDate(day)
	if err != nil {
		return false
	}
	last := time.Date(today.Year, today.Month, today.Day+urgentDays, 0, 0, 0, 0, time.UTC)
	return date.Compare(today) >= 0 && date.Compare(figure.Date{Year: last.Year(), Month: last.Month(), Day: last.Day()}) <= 0
}
