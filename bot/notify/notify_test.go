package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"policybot/bot/state"
	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/figure"
)

// aChange is a figure that changed, as a log entry.
func aChange(n int) state.Logged {
	return state.Logged{
		Change: diff.Change{Kind: diff.FigureChanged, Severity: diff.Major, Document: "loans.md", Title: "应急贷款管理办法",
			Section: fmt.Sprintf("第%d条", n), Subject: "贷款额度",
			Old:      &diff.Value{Text: "不超过500万元", Value: "5000000", Unit: "CNY", Bound: figure.LessEqual},
			New:      &diff.Value{Text: "不超过250万元", Value: "2500000", Unit: "CNY", Bound: figure.LessEqual},
			Delta:    "-2500000",
			OldQuote: diff.Quote{Text: "额度不超过500万元。", Marked: []knowledge.Span{{Start: 6, End: 22}}},
			NewQuote: diff.Quote{Text: "额度不超过250万元。", Marked: []knowledge.Span{{Start: 6, End: 22}}}},
		Topic: "finance", TopicName: knowledge.Text{knowledge.Chinese: "金融支持", knowledge.English: "Finance"},
		Agency: knowledge.Text{knowledge.Chinese: "青石市财政局", knowledge.English: "Qingshi Finance Bureau"},
	}
}

// logChanges puts a new revision with changes in service.
func logChanges(t testing.TB, s *state.Store, changes ...state.Logged) {
	t.Helper()
	before, err := s.InService(t.Context(), state.OperatorBase)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.PutInService(t.Context(), before, fmt.Sprintf("r%d", before.Seq+1), "1", changes, nil); err != nil {
		t.Fatal(err)
	}
}

func subscribe(t testing.TB, s *state.Store, sub state.Subscription) string {
	t.Helper()
	id, err := s.Subscribe(t.Context(), sub)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestSubscriptionDecides(t *testing.T) {
	change := aChange(3)
	change.Seq = 7
	minor := change
	minor.Change.New = &diff.Value{Text: "不超过490万元", Value: "4900000", Unit: "CNY", Bound: figure.LessEqual}
	minor.Change.Delta = "-100000"
	deadline := change
	deadline.Change.Kind = diff.DeadlineMoved
	deadline.Change.Old = &diff.Value{Text: "8月17日前", Value: "2021-08-17", Unit: "date"}
	deadline.Change.New = &diff.Value{Text: "10月19日前", Value: "2021-10-19", Unit: "date"}
	deadline.Change.Delta = "63"
	bound := minor
	bound.Change.Kind = diff.BoundChanged
	for _, test := range []struct {
		name   string
		sub    state.Subscription
		change state.Logged
		want   Decision
	}{
		{"everything", state.Subscription{}, change, Told},
		{"topic by id", state.Subscription{Topic: "finance"}, change, Told},
		{"topic by name", state.Subscription{Topic: "金融支持"}, change, Told},
		{"topic in English", state.Subscription{Topic: "FINANCE"}, change, Told},
		{"another topic", state.Subscription{Topic: "health"}, change, NotTopic},
		{"part of the agency", state.Subscription{Agency: "财政局"}, change, Told},
		{"another agency", state.Subscription{Agency: "教育局"}, change, NotAgency},
		{"document by title", state.Subscription{Document: "应急贷款"}, change, Told},
		{"another document", state.Subscription{Document: "rents.md"}, change, NotDocument},
		{"all words", state.Subscription{Words: "贷款额度 500万元"}, change, Told},
		{"a word is missing", state.Subscription{Words: "贷款 利率"}, change, NotWords},
		{"figures", state.Subscription{Only: state.OnlyFigures}, change, Told},
		{"deadlines", state.Subscription{Only: state.OnlyDeadlines}, change, NotKind},
		{"a deadline", state.Subscription{Only: state.OnlyDeadlines}, deadline, Told},
		{"a deadline is no figure", state.Subscription{Only: state.OnlyFigures}, deadline, NotKind},
		{"above the threshold", state.Subscription{Threshold: "50"}, change, Told},
		{"below the threshold", state.Subscription{Threshold: "5"}, minor, BelowThreshold},
		{"a bound knows no threshold", state.Subscription{Threshold: "5"}, bound, Told},
		{"a deadline knows no threshold", state.Subscription{Threshold: "5"}, deadline, Told},
		{"paused", state.Subscription{Paused: state.PausedByHand}, change, IsPaused},
		{"made later", state.Subscription{AfterSeq: 7}, change, TooEarly},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := newFilter(&test.sub, state.Bases{Operator: true}).decide(newMatchable(&test.change)); got != test.want {
				t.Errorf("decided %q, want %q", got, test.want)
			}
			for _, l := range []knowledge.Language{knowledge.Chinese, knowledge.English} {
				if test.want.Says(l) == "" {
					t.Errorf("%q says nothing in %s", test.want, l)
				}
			}
		})
	}
}

func TestDue(t *testing.T) {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	night := state.Quiet{Start: 22 * 60, Until: 8 * 60}
	for _, test := range []struct {
		now       string // in the zone; 2020-04-15 was a Wednesday
		frequency state.Frequency
		quiet     state.Quiet
		urgent    bool
		want      string
	}{
		{"2020-04-15 12:00", state.AtOnce, state.Quiet{}, false, "2020-04-15 12:00"},
		{"2020-04-15 12:00", state.AtOnce, night, false, "2020-04-15 12:00"},
		{"2020-04-15 23:30", state.AtOnce, night, false, "2020-04-16 08:00"},
		{"2020-04-15 03:00", state.AtOnce, night, false, "2020-04-15 08:00"},
		{"2020-04-15 08:00", state.AtOnce, night, false, "2020-04-15 08:00"},
		{"2020-04-15 23:30", state.AtOnce, night, true, "2020-04-15 23:30"},
		{"2020-04-15 08:59", state.Daily, state.Quiet{}, false, "2020-04-15 09:00"},
		{"2020-04-15 09:00", state.Daily, state.Quiet{}, false, "2020-04-16 09:00"},
		{"2020-04-15 12:00", state.Weekly, state.Quiet{}, false, "2020-04-20 09:00"},
		{"2020-04-20 09:00", state.Weekly, state.Quiet{}, false, "2020-04-27 09:00"},
		{"2020-04-15 12:00", state.Weekly, state.Quiet{}, true, "2020-04-15 12:00"},
		{"2020-04-15 12:00", state.Daily, state.Quiet{Start: 8 * 60, Until: 10*60 + 30}, false, "2020-04-16 10:30"},
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", test.now, zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := due(now, zone, test.frequency, test.quiet, test.urgent).Format("2006-01-02 15:04"); got != test.want {
			t.Errorf("due(%s, %q, %v, %v) = %s, want %s", test.now, test.frequency, test.quiet, test.urgent, got, test.want)
		}
	}
}

func TestUrgent(t *testing.T) {
	today := figure.Date{Year: 2020, Month: 12, Day: 28}
	for value, want := range map[string]bool{
		"2020-12-27": false, "2020-12-28": true, "2021-01-04": true, "2021-01-05": false, "--12-30": false, "": false,
		"2020-02-01..2020-12-31": true, "2020-12-30..2021-06-30": false,
	} {
		l := aChange(1)
		l.Change.Kind = diff.DeadlineMoved
		l.Change.New = &diff.Value{Value: value}
		if got := urgent(&l, today); got != want {
			t.Errorf("a deadline moved to %q is urgent: %v, want %v", value, got, want)
		}
	}
}

// recorder is a Sender that remembers what arrived; fail, where set, says
// what goes wrong before it does.
type recorder struct {
	mu   sync.Mutex
	got  []Notice
	fail func(n Notice) error
}

func (r *recorder) Send(_ context.Context, n Notice) (state.Receipt, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fail != nil {
		if err := r.fail(n); err != nil {
			return state.Receipt{}, err
		}
	}
	if !slices.ContainsFunc(r.got, func(g Notice) bool { return g.ID == n.ID }) { // as a nonce does
		r.got = append(r.got, n)
	}
	return state.Receipt{Channel: n.Channel, Message: "m" + n.ID}, nil
}

func openStore(t testing.TB, dir string) *state.Store {
	t.Helper()
	s, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func deliverOnce(t testing.TB, s *state.Store, to Sender) time.Time {
	t.Helper()
	d := NewDeliverer(s, to, time.UTC, slog.New(slog.DiscardHandler))
	d.limiter.SetLimit(1e9)
	next, err := d.Once(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return next
}

func TestDeliveryTellsEachPlaceOnce(t *testing.T) {
	s := openStore(t, t.TempDir())
	logChanges(t, s, aChange(1))
	subscribe(t, s, state.Subscription{Guild: "g", Channel: "c1", Topic: "finance", Role: "r1"})
	subscribe(t, s, state.Subscription{Guild: "g", Channel: "c1", Words: "贷款", Role: "r2", Acknowledge: true})
	subscribe(t, s, state.Subscription{Guild: "g", Channel: "c2", Topic: "health"})
	subscribe(t, s, state.Subscription{Person: "ann"})
	var to recorder
	deliverOnce(t, s, &to)
	if len(to.got) != 0 {
		t.Fatalf("told of what was logged before the subscription: %+v", to.got)
	}
	logChanges(t, s, aChange(2), aChange(3))
	for range 3 { // nothing is told twice
		deliverOnce(t, s, &to)
	}
	if len(to.got) != 2 {
		t.Fatalf("%d messages, want one for the channel and one for ann: %+v", len(to.got), to.got)
	}
	for _, n := range to.got {
		if len(n.Changes) != 2 {
			t.Errorf("message to %q%q tells of %d changes, want 2", n.Channel, n.Person, len(n.Changes))
		}
		if n.Channel == "c1" && (!slices.Equal(n.Roles, []string{"r1", "r2"}) || !n.Acknowledge) {
			t.Errorf("the channel's message mentions %v, acknowledge %v", n.Roles, n.Acknowledge)
		}
		if len(n.ID) > 25 {
			t.Errorf("nonce %q has more than 25 characters", n.ID)
		}
	}
}

func TestDeliverySurvivesFailures(t *testing.T) {
	s := openStore(t, t.TempDir())
	now := time.Date(2020, 4, 15, 12, 0, 0, 0, time.UTC)
	s.Now = func() time.Time { return now }
	subscribe(t, s, state.Subscription{Guild: "g", Channel: "down"})
	subscribe(t, s, state.Subscription{Guild: "g", Channel: "gone", CreatedBy: "ann"})
	subscribe(t, s, state.Subscription{Guild: "g", Channel: "gone", Words: "贷款", CreatedBy: "ann"})
	subscribe(t, s, state.Subscription{Guild: "g", Channel: "up"})
	logChanges(t, s, aChange(1))
	failures := 0
	to := recorder{fail: func(n Notice) error {
		switch n.Channel {
		case "down":
			if failures++; failures == 2 {
				panic("broken")
			} else if failures < 4 {
				return errors.New("502")
			}
		case "gone":
			return &SendError{Gone: true, Err: errors.New("unknown channel")}
		}
		return nil
	}}
	next := deliverOnce(t, s, &to)
	if want := now.Add(state.FirstBackoff); !next.Equal(want) {
		t.Errorf("next attempt at %v, want %v", next, want)
	}
	// While the channel is down more happens; it comes in one message later,
	// and after the first one.
	logChanges(t, s, aChange(2))
	logChanges(t, s, aChange(3))
	for range 8 {
		now = now.Add(time.Hour)
		deliverOnce(t, s, &to)
	}
	var down, up, words [][]string
	for _, n := range to.got {
		var sections []string
		for _, c := range n.Changes {
			sections = append(sections, c.Change.Section)
		}
		switch {
		case n.Channel == "down":
			down = append(down, sections)
		case n.Channel == "up":
			up = append(up, sections)
		case n.Closed != nil:
			words = append(words, []string{n.Person, n.Closed.Channel})
		default:
			t.Errorf("unexpected message %+v", n)
		}
	}
	if fmt.Sprint(down) != "[[第1条] [第2条 第3条]]" {
		t.Errorf("the channel that was down was told %v", down)
	}
	if got := strings.Join(slices.Concat(up...), " "); got != "第1条 第2条 第3条" {
		t.Errorf("the channel that was up was told %v", up)
	}
	if fmt.Sprint(words) != "[[ann gone]]" {
		t.Errorf("words to managers: %v, want one", words)
	}
	subs, err := s.Subscriptions(t.Context(), "g")
	if err != nil {
		t.Fatal(err)
	}
	for _, sub := range subs {
		if (sub.Paused == state.PausedGone) != (sub.Channel == "gone") {
			t.Errorf("subscription of %s is paused %q", sub.Channel, sub.Paused)
		}
	}
}

// TestDeliveryThroughCrashes stops delivery at random points, as a kill
// would, and checks that every place is told everything once and in order.
func TestDeliveryThroughCrashes(t *testing.T) {
	dir := t.TempDir()
	random := rand.New(rand.NewSource(1))
	to := &recorder{}
	s := openStore(t, dir)
	const places, revisions = 5, 30
	for i := range places {
		subscribe(t, s, state.Subscription{Guild: "g", Channel: fmt.Sprint("c", i)})
	}
	for i := range revisions {
		logChanges(t, s, aChange(i))
		ctx, kill := context.WithCancel(t.Context())
		var mu sync.Mutex // several messages are sent at a time
		steps := random.Intn(12)
		killed := SenderFunc(func(ctx context.Context, n Notice) (state.Receipt, error) {
			mu.Lock()
			steps--
			now, arrived := steps == 0, random.Intn(2) == 0
			mu.Unlock()
			if now {
				// Killed before or after the message reached Discord.
				if arrived {
					_, _ = to.Send(ctx, n)
				}
				kill()
				return state.Receipt{}, ctx.Err()
			}
			return to.Send(ctx, n)
		})
		d := NewDeliverer(s, killed, time.UTC, slog.New(slog.DiscardHandler))
		d.limiter.SetLimit(1e9)
		_, _ = d.Once(ctx)
		kill()
	}
	deliverOnce(t, s, to)
	got := map[string][]string{}
	for _, n := range to.got {
		for _, c := range slices.Backward(n.Changes) { // the newest state is told first
			got[n.Channel] = append(got[n.Channel], c.Change.Section)
		}
	}
	for i := range places {
		list := got[fmt.Sprint("c", i)]
		if len(list) != revisions {
			t.Errorf("place %d was told %d changes, want %d", i, len(list), revisions)
		}
		for k, section := range list {
			if want := fmt.Sprintf("第%d条", k); section != want {
				t.Fatalf("place %d was told %v: not in order", i, list)
			}
		}
	}
}

// SenderFunc is a function as a Sender.
type SenderFunc func(ctx context.Context, n Notice) (state.Receipt, error)

func (f SenderFunc) Send(ctx context.Context, n Notice) (state.Receipt, error) { return f(ctx, n) }

func TestRehearseLeavesNoTrace(t *testing.T) {
	s := openStore(t, t.TempDir())
	subscribe(t, s, state.Subscription{Guild: "g", Channel: "c", Frequency: state.Weekly})
	logChanges(t, s, aChange(1))
	var rehearsed, to recorder
	for range 2 {
		if err := Rehearse(t.Context(), s, &rehearsed, time.UTC); err != nil {
			t.Fatal(err)
		}
	}
	if len(rehearsed.got) != 2 {
		t.Errorf("rehearsed %d messages in two rehearsals, want 2", len(rehearsed.got))
	}
	deliverOnce(t, s, &to)
	if len(to.got) != 0 {
		t.Errorf("a weekly digest was sent at once: %+v", to.got)
	}
	if waiting, err := s.Waiting(t.Context(), 10); err != nil || len(waiting) != 0 {
		t.Errorf("%d deliveries written down, %v; want none", len(waiting), err)
	}
}

func TestPreviewAndWhy(t *testing.T) {
	ctx := t.Context()
	s := openStore(t, t.TempDir())
	now := time.Date(2020, 4, 15, 12, 0, 0, 0, time.UTC)
	s.Now = func() time.Time { return now }
	logChanges(t, s, aChange(1)) // too old for a preview
	now = now.AddDate(0, 0, PreviewDays+1)
	logChanges(t, s, aChange(2))
	sub := state.Subscription{Guild: "g", Channel: "c", Topic: "finance", Threshold: "10"}
	seen, err := Preview(ctx, s, sub)
	if err != nil || len(seen) != 1 || seen[0].Change.Section != "第2条" {
		t.Fatalf("preview: %+v, %v", seen, err)
	}
	id := subscribe(t, s, sub)
	small := aChange(3)
	small.Change.Delta = "-1"
	logChanges(t, s, small, aChange(4))
	var to recorder
	deliverOnce(t, s, &to)
	stored, err := s.Subscription(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	for seq, want := range map[int64]Decision{2: TooEarly, 3: BelowThreshold, 4: Told} {
		got, delivery, err := Why(ctx, s, stored, seq)
		if err != nil || got != want {
			t.Errorf("why of change %d: %q, %v, want %q", seq, got, err, want)
		}
		if (delivery != nil) != (want == Told) || delivery != nil && delivery.State != "sent" {
			t.Errorf("change %d was told by %+v", seq, delivery)
		}
	}
	if _, _, err := Why(ctx, s, stored, 99); !errors.Is(err, state.ErrForgotten) {
		t.Errorf("why of an unknown change: %v", err)
	}
}

// TestNetOfSeveralChanges tells what a digest comes to in the end.
func TestNetOfSeveralChanges(t *testing.T) {
	limit := func(from, to int) state.Logged {
		l := aChange(1)
		value := func(n int) (*diff.Value, diff.Quote) {
			text := fmt.Sprintf("不超过%d万元", n)
			return &diff.Value{Text: text, Value: fmt.Sprint(n * 10000), Unit: "CNY", Bound: figure.LessEqual}, diff.Quote{Text: "额度" + text + "。"}
		}
		l.Change.Old, l.Change.OldQuote = value(from)
		l.Change.New, l.Change.NewQuote = value(to)
		l.Change.Delta = fmt.Sprint((to - from) * 10000)
		return l
	}
	for _, test := range []struct {
		name    string
		changes [][2]int
		want    string // old, new and difference of what is told; "" for no message
	}{
		{"one", [][2]int{{500, 250}}, "5000000 2500000 -2500000"},
		{"two of the same words", [][2]int{{500, 250}, {250, 300}}, "5000000 3000000 -2000000"},
		{"three that come back", [][2]int{{500, 250}, {250, 300}, {300, 500}}, ""},
		{"two of other words", [][2]int{{500, 250}, {900, 800}}, "9000000 8000000 -1000000, 5000000 2500000 -2500000"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := openStore(t, t.TempDir())
			now := time.Date(2020, 4, 15, 12, 0, 0, 0, time.UTC)
			s.Now = func() time.Time { return now }
			id := subscribe(t, s, state.Subscription{Guild: "g", Channel: "c", Frequency: state.Daily})
			for _, c := range test.changes {
				now = now.Add(time.Hour)
				logChanges(t, s, limit(c[0], c[1]))
			}
			now = now.AddDate(0, 0, 1)
			var to recorder
			for range 2 {
				deliverOnce(t, s, &to)
				now = now.AddDate(0, 0, 1)
				deliverOnce(t, s, &to)
			}
			var told []string
			for _, n := range to.got {
				for _, c := range n.Changes {
					told = append(told, c.Change.Old.Value+" "+c.Change.New.Value+" "+c.Change.Delta)
				}
			}
			if got := strings.Join(told, ", "); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			sub, err := s.Subscription(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			want := Told
			if test.want == "" {
				want = WasUndone
			}
			if why, _, err := Why(t.Context(), s, sub, 1); err != nil || why != want {
				t.Errorf("why: got %q, %v, want %q", why, err, want)
			}
		})
	}
}

// TestSavedAgainWithinTheQuietMinute saves a figure several times in a minute:
// what it comes to is told once, and nothing where it is put back.
func TestSavedAgainWithinTheQuietMinute(t *testing.T) {
	limit := func(from, to int) state.Logged {
		l := aChange(1)
		value := func(n int) (*diff.Value, diff.Quote) {
			text := fmt.Sprintf("不超过%d元", n)
			return &diff.Value{Text: text, Value: fmt.Sprint(n), Unit: "CNY", Bound: figure.LessEqual}, diff.Quote{Text: "房租" + text + "。"}
		}
		l.Change.Old, l.Change.OldQuote = value(from)
		l.Change.New, l.Change.NewQuote = value(to)
		return l
	}
	for name, test := range map[string]struct {
		saves [][2]int // 20 seconds apart
		want  []string
	}{
		"once":          {[][2]int{{30, 40}}, []string{"30 40"}},
		"corrected":     {[][2]int{{30, 400}, {400, 40}}, []string{"30 40"}},
		"put back":      {[][2]int{{30, 40}, {40, 30}}, nil},
		"several times": {[][2]int{{30, 40}, {40, 50}, {50, 60}}, []string{"30 60"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := openStore(t, t.TempDir())
			now := time.Date(2020, 4, 15, 12, 0, 0, 0, time.UTC)
			s.Now = func() time.Time { return now }
			subscribe(t, s, state.Subscription{Guild: "g", Channel: "c"})
			var to recorder
			d := NewDeliverer(s, &to, time.UTC, slog.New(slog.DiscardHandler))
			d.Settle = QuietMinute
			step := func(by time.Duration) {
				t.Helper()
				now = now.Add(by)
				if _, err := d.Once(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			for _, save := range test.saves {
				logChanges(t, s, limit(save[0], save[1]))
				step(0)
				step(20 * time.Second)
			}
			for range 6 {
				step(20 * time.Second)
			}
			var told []string
			for _, n := range to.got {
				for _, c := range n.Changes {
					told = append(told, c.Change.Old.Value+" "+c.Change.New.Value)
				}
			}
			if !slices.Equal(told, test.want) {
				t.Errorf("got %q, want %q", told, test.want)
			}
		})
	}
}

// TestClockThatWasAhead logs changes and fails to send them while the clock is
// a year ahead, then puts it right: nothing waits for a year.
func TestClockThatWasAhead(t *testing.T) {
	s := openStore(t, t.TempDir())
	now := time.Date(2021, 4, 14, 12, 0, 0, 0, time.UTC)
	s.Now = func() time.Time { return now }
	subscribe(t, s, state.Subscription{Guild: "g", Channel: "now"})
	subscribe(t, s, state.Subscription{Guild: "g", Channel: "daily", Frequency: state.Daily})
	subscribe(t, s, state.Subscription{Guild: "g", Channel: "down"})
	down := true
	to := recorder{fail: func(n Notice) error {
		if n.Channel == "down" && down {
			return errors.New("502")
		}
		return nil
	}}
	logChanges(t, s, aChange(1))
	deliverOnce(t, s, &to)
	logChanges(t, s, aChange(2)) // logged, and not yet told
	down = false
	now = time.Date(2020, 4, 14, 12, 0, 0, 0, time.UTC)
	logChanges(t, s, aChange(3))
	deliverOnce(t, s, &to)
	now = now.Add(time.Minute) // the place that was down gets the rest when the first is through
	deliverOnce(t, s, &to)
	now = now.Add(22 * time.Hour) // past the hour of digests
	deliverOnce(t, s, &to)
	told := map[string]int{}
	for _, n := range to.got {
		told[n.Channel] += len(n.Changes)
	}
	if told["now"] != 3 || told["daily"] != 3 || told["down"] != 3 {
		t.Errorf("got %v changes told by channel, want 3 each within a day", told)
	}
}

func TestAcknowledge(t *testing.T) {
	ctx := t.Context()
	s := openStore(t, t.TempDir())
	subscribe(t, s, state.Subscription{Guild: "g", Channel: "c", Acknowledge: true})
	logChanges(t, s, aChange(1))
	var to recorder
	deliverOnce(t, s, &to)
	id := to.got[0].ID
	for range 2 {
		if err := s.Acknowledge(ctx, "g", id, "ann"); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Acknowledge(ctx, "other", id, "eve"); !errors.Is(err, state.ErrForgotten) {
		t.Errorf("acknowledged from another server: %v", err)
	}
	if people, err := s.Acknowledged(ctx, id); err != nil || !slices.Equal(people, []string{"ann"}) {
		t.Errorf("acknowledged by %v, %v", people, err)
	}
}

func BenchmarkMatch(b *testing.B) {
	var subscriptions []state.Subscription
	for i := range 10_000 {
		sub := state.Subscription{ID: fmt.Sprint(i), Guild: fmt.Sprint(i % 1000), Channel: fmt.Sprint(i)}
		switch i % 5 {
		case 0:
			sub.Topic = "finance"
		case 1:
			sub.Agency = "财政局"
		case 2:
			sub.Words = "贷款 额度"
		case 3:
			sub.Only, sub.Threshold = state.OnlyFigures, "10"
		case 4:
			sub.Document, sub.Words = "贷款", "利率 上限"
		}
		subscriptions = append(subscriptions, sub)
	}
	matcher, err := newMatcher(subscriptions, func(string) (state.Bases, error) { return state.Bases{Operator: true}, nil })
	if err != nil {
		b.Fatal(err)
	}
	change := aChange(1)
	b.ResetTimer()
	for b.Loop() {
		if got := len(matcher.match(&change)); got != 8000 {
			b.Fatalf("%d subscriptions match", got)
		}
	}
}

// TestWhatWentWithFigures tells a subscription to figures of a document that
// went, and counts minor changes for one to major changes only.
func TestWhatWentWithFigures(t *testing.T) {
	gone := state.Logged{Change: diff.Change{Kind: diff.DocumentRemoved, Severity: diff.Major, Document: "a"}, Figures: 3}
	wordy := state.Logged{Change: diff.Change{Kind: diff.DocumentRemoved, Severity: diff.Major, Document: "b"}}
	reworded := state.Logged{Change: diff.Change{Kind: diff.Reworded, Severity: diff.Minor, Document: "c"}}
	for _, c := range []struct {
		only state.Only
		l    *state.Logged
		want bool
	}{
		{state.OnlyFigures, &gone, true}, {state.OnlyFigures, &wordy, false}, {state.OnlyFigures, &reworded, false},
		{state.OnlyMajor, &gone, true}, {state.OnlyMajor, &reworded, false}, {state.OnlyEverything, &reworded, true}, {state.OnlyDeadlines, &gone, false},
	} {
		if got := wants(c.only, c.l); got != c.want {
			t.Errorf("only %q of %s of %s: got %v, want %v", c.only, c.l.Change.Kind, c.l.Change.Document, got, c.want)
		}
	}
}

func TestSince(t *testing.T) {
	now := time.Date(2025, 3, 10, 12, 0, 0, 0, time.UTC)
	for words, want := range map[string]string{"": "0001-01-01 00:00", "2025-03-01": "2025-03-01 00:00", "7d": "2025-03-03 12:00", "2w": "2025-02-24 12:00", "3天": "2025-03-07 12:00", "12h": "2025-03-10 00:00"} {
		if got, err := Since(now, words); err != nil || got.Format("2006-01-02 15:04") != want {
			t.Errorf("since %q: got %v, %v, want %s", words, got, err, want)
		}
	}
	for _, words := range []string{"yesterday", "-3d", "0d", "2025-13-01", "99999999999999d"} {
		if got, err := Since(now, words); err == nil {
			t.Errorf("since %q: got %v, want an error", words, got)
		}
	}
}

// TestClosedChannelComesBack tells a channel that was closed to the bot what it
// missed, in one message once it is open again; its manager hears of it once.
func TestClosedChannelComesBack(t *testing.T) {
	s := openStore(t, t.TempDir())
	now := time.Date(2020, 4, 15, 12, 0, 0, 0, time.UTC)
	s.Now = func() time.Time { return now }
	subscribe(t, s, state.Subscription{Guild: "g", Channel: "c", CreatedBy: "ann"})
	closed := true
	to := recorder{fail: func(n Notice) error {
		if n.Channel == "c" && closed {
			return &SendError{Gone: true, Err: errors.New("missing access")}
		}
		return nil
	}}
	for i := range 3 {
		logChanges(t, s, aChange(i+1))
		deliverOnce(t, s, &to)
		now = now.Add(time.Hour)
	}
	next := deliverOnce(t, s, &to)
	if wait := next.Sub(now); wait < time.Hour || wait > 12*time.Hour {
		t.Errorf("it is tried again in %v, want some hours", wait)
	}
	closed = false
	now = now.Add(7 * time.Hour)
	deliverOnce(t, s, &to)
	var told []int
	words := 0
	for _, n := range to.got {
		if n.Closed != nil {
			words++
			continue
		}
		told = append(told, len(n.Changes))
	}
	if fmt.Sprint(told) != "[3]" || words != 1 {
		t.Errorf("told messages of %v changes and %d words to the manager, want one message of 3 and one word", told, words)
	}
	subs, err := s.Subscriptions(t.Context(), "g")
	if err != nil || len(subs) != 1 || subs[0].Paused != "" {
		t.Errorf("subscriptions: %+v, %v; want one that runs", subs, err)
	}
}

// TestRefusedForGood gives up what Discord will never take, tells the manager, and
// goes on with what comes after.
func TestRefusedForGood(t *testing.T) {
	s := openStore(t, t.TempDir())
	now := time.Date(2020, 4, 15, 12, 0, 0, 0, time.UTC)
	s.Now = func() time.Time { return now }
	subscribe(t, s, state.Subscription{Guild: "g", Channel: "c", CreatedBy: "ann"})
	refuse := true
	to := recorder{fail: func(n Notice) error {
		if n.Channel == "c" && refuse {
			return &SendError{Never: true, Err: errors.New("invalid form body")}
		}
		return nil
	}}
	logChanges(t, s, aChange(1))
	deliverOnce(t, s, &to)
	refuse = false
	now = now.Add(time.Hour)
	logChanges(t, s, aChange(2))
	deliverOnce(t, s, &to)
	var got []string
	for _, n := range to.got {
		if n.Closed != nil {
			got = append(got, fmt.Sprint("word to ", n.Person, " ", n.Closed.Open))
			continue
		}
		for _, c := range n.Changes {
			got = append(got, c.Change.Section)
		}
	}
	if want := "[word to ann true 第2条]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %v", got, want)
	}
	count, err := s.DeliveryCount(t.Context(), "g", false)
	if err != nil || count.Failed != 1 || count.Waiting != 0 || count.Why != "invalid form body" {
		t.Errorf("counted %+v, %v; want one that failed, with the reason", count, err)
	}
}

// TestUnknownFilters names what a subscription asks for that is not there.
func TestUnknownFilters(t *testing.T) {
	base := &knowledge.Base{
		Topics:    []knowledge.Topic{{ID: "rent", Name: knowledge.Text{knowledge.Chinese: "租金", knowledge.English: "Rents"}}},
		Documents: []knowledge.Document{{ID: "loans.md", Title: "贷款办法", Source: knowledge.Source{Publisher: "青石市"}}},
	}
	for _, c := range []struct {
		sub  state.Subscription
		want Filter
	}{
		{state.Subscription{}, ""}, {state.Subscription{Topic: "rents"}, ""}, {state.Subscription{Topic: "租金"}, ""}, {state.Subscription{Topic: "tax"}, TopicFilter},
		{state.Subscription{Agency: "青石"}, ""}, {state.Subscription{Agency: "红石市"}, AgencyFilter},
		{state.Subscription{Document: "贷款"}, ""}, {state.Subscription{Document: "loans"}, ""}, {state.Subscription{Document: "rents.md"}, DocumentFilter},
	} {
		if got, _ := Unknown(&c.sub, base); got != c.want {
			t.Errorf("%+v: got %q unknown, want %q", c.sub, got, c.want)
		}
	}
}
