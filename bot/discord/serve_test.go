package discord_test

import (
	"bytes"
	"context"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"policybot/bot"
	"policybot/bot/discord"
	"policybot/bot/discord/discordtest"
	"policybot/bot/discord/dispatch"
	"policybot/bot/shelf"
	"policybot/bot/state"
)

// journal is the log of all tests. Every line is held to the rule that no
// token stands in it.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

// forget drops what was logged, once it has been searched for tokens.
func (j *journal) forget() {
	j.mu.Lock()
	defer j.mu.Unlock()
	everything.Write([]byte(tokenIn(j.b.String())))
	j.b.Reset()
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

var everything journal

// TestMain runs the tests and then searches all they logged for tokens.
func TestMain(m *testing.M) {
	// The tests wait more than they work.
	if err := flag.Set("test.parallel", "16"); err != nil {
		panic(err)
	}
	code := m.Run()
	if found := tokenIn(everything.String()); found != "" {
		os.Stderr.WriteString("a token reached the log: " + found + "\n")
		code = 1
	}
	os.Exit(code)
}

var tokens = regexp.MustCompile(`TEST\.[A-Z0-9]{20,}|interaction-token-[A-Z0-9]+`)

func tokenIn(log string) string { return tokens.FindString(log) }

// world is a bot on a local Discord with one server, one channel and one
// person.
type world struct {
	testing.TB
	*discordtest.Discord
	bot    *bot.Bot
	shelf  *shelf.Shelf
	store  *state.Store
	dir    string
	base   string
	log    *journal
	guild  string
	here   string // a channel
	ann    discordtest.Person
	server *discord.Server
	stop   func() error
}

// options change how the bot of a world is made.
type options struct {
	base    string // "" for the one of the tests
	builtIn bool   // the built-in base instead
	limits  state.Limits
	tune    func(*discord.Options)
	discord func(*discordtest.Discord)
}

func newWorld(t testing.TB, o options) *world {
	if o.base == "" && !o.builtIn {
		o.base = filepath.Join("testdata", "base")
	}
	t.Helper()
	if t, parallel := t.(*testing.T); parallel {
		t.Parallel() // disconnecting takes discordgo a second
	}
	w := &world{TB: t, base: o.base, Discord: discordtest.Start(t), dir: t.TempDir(), log: &journal{}}
	w.FirstResponse = time.Minute // the machine may be busy; the rule has a test of its own
	if o.discord != nil {
		o.discord(w.Discord)
	}
	w.guild = w.NewGuild()
	w.here = w.NewChannel(w.guild, discordtest.TextChannel)
	w.ann = w.NewPerson(w.guild, w.here)
	w.start(o)
	t.Cleanup(func() {
		w.halt()
		everything.Write([]byte(w.log.String()))
	})
	return w
}

// start starts the bot; after halt it starts another one on the same state.
func (w *world) start(o options) {
	w.Helper()
	ctx := context.Background()
	var err error
	if w.bot, err = bot.Open(ctx, bot.Config{Base: w.base, Data: w.dir}); err != nil {
		w.Fatal(err)
	}
	if w.store, err = state.Open(ctx, w.dir); err != nil {
		w.Fatal(err)
	}
	w.shelf, err = shelf.New(ctx, shelf.Options{Data: w.dir, Store: w.store, Operator: w.bot, Limits: o.limits, FileBytes: 1 << 20,
		Log: slog.New(slog.NewTextHandler(w.log, nil))})
	if err != nil {
		w.Fatal(err)
	}
	settings := discord.Options{Shelf: w.shelf, Token: w.Token, API: w.URL, Bot: w.bot, Store: w.store, StopWithin: 5 * time.Second,
		Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	if o.tune != nil {
		o.tune(&settings)
	}
	server, err := discord.New(ctx, settings)
	if err != nil {
		w.Fatal(err)
	}
	w.server = server
	running, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- server.Run(running) }()
	w.stop = func() error {
		cancel()
		return <-ended
	}
	w.await("the bot to connect", w.Connected)
	w.await("the bot to be ready", func() bool { return server.Ready(ctx) == nil })
}

// halt stops the bot and closes its state.
func (w *world) halt() {
	w.Helper()
	if w.stop == nil {
		return
	}
	if err := w.stop(); err != nil {
		w.Errorf("the bot ended with: %v", err)
	}
	w.stop = nil
	if err := w.shelf.Close(); err != nil {
		w.Error(err)
	}
	if err := w.store.Close(); err != nil {
		w.Error(err)
	}
	if err := w.bot.Close(); err != nil {
		w.Error(err)
	}
}

// soon is the deadline of everything a test waits for.
func soon() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), time.Minute)
}

func (w *world) await(what string, happened func() bool) {
	w.Helper()
	ctx, cancel := soon()
	defer cancel()
	for !happened() {
		if ctx.Err() != nil {
			w.Fatalf("waited in vain for %s\n%s", what, w.log)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// done fails the test if an action failed.
func (w *world) done(i *discordtest.Interaction, err error) *discordtest.Interaction {
	w.Helper()
	if err != nil {
		w.Fatalf("%v\n%s", err, w.log)
	}
	return i
}

type given = map[string]any

// use uses a command and returns what its user sees.
func (w *world) use(who discordtest.Person, name string, options given) *discordtest.Message {
	w.Helper()
	ctx, cancel := soon()
	defer cancel()
	return w.done(w.Command(ctx, who, name, options)).Reply()
}

func (w *world) click(who discordtest.Person, on *discordtest.Message, button string) *discordtest.Message {
	w.Helper()
	ctx, cancel := soon()
	defer cancel()
	return w.done(w.Click(ctx, who, on, button)).Reply()
}

func (w *world) choose(who discordtest.Person, on *discordtest.Message, menu string, values ...string) *discordtest.Message {
	w.Helper()
	ctx, cancel := soon()
	defer cancel()
	return w.done(w.Select(ctx, who, on, menu, values...)).Reply()
}

// expect fails the test unless a message says all of the words.
func (w *world) expect(m *discordtest.Message, words ...string) {
	w.Helper()
	for _, word := range words {
		if !strings.Contains(m.Text(), word) {
			w.Errorf("%q is not in:\n%s", word, m.Text())
		}
	}
}

// private fails the test unless only the person sees the message.
func (w *world) private(m *discordtest.Message) {
	w.Helper()
	if m == nil || !m.Ephemeral {
		w.Errorf("everybody sees:\n%s", m.Text())
	}
}

// inNoHurry lets tests use the bot as fast as they can.
func inNoHurry(o *discord.Options) { o.Cooldowns = dispatch.Cooldowns{Concurrent: 512} }

// Questions that the base of the tests answers, and does not.
const (
	waived    = "蓝港市一共减免了多少租金?"
	elsewhere = "上海减免了多少租金?"
)
