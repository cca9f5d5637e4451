package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"policybot/bot"
	"policybot/bot/discord"
	"policybot/bot/discord/dispatch"
	"policybot/bot/shelf"
	"policybot/bot/state"
)

// screen is what a person reads, and can be waited for.
type screen struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *screen) read() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// await waits until the screen shows words behind what it has shown before, and
// returns how far that is.
func (s *screen) await(t *testing.T, from int, words string) int {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		shown := s.read()
		if i := strings.Index(shown[from:], words); i >= 0 {
			return from + i + len(words)
		}
	}
	t.Fatalf("%q is not shown in:\n%s", words, s.read()[from:])
	return 0
}

// serveOn starts a bot on the Discord that the screen names.
func serveOn(t *testing.T, address, token, dir string) (*bot.Bot, *state.Store, *discord.Server) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	b, err := bot.Open(ctx, bot.Config{Data: dir})
	if err != nil {
		t.Fatal(err)
	}
	store, err := state.Open(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	bases, err := shelf.New(ctx, shelf.Options{Data: dir, Store: store, Operator: b, Limits: state.Limits{Documents: 10, Bytes: 1 << 20}, FileBytes: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	server, err := discord.New(ctx, discord.Options{Token: token, API: address, Bot: b, Shelf: bases, Store: store, Cooldowns: dispatch.Cooldowns{Concurrent: 8}})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := bases.Close(); err != nil {
			t.Error(err)
		}
		if err := store.Close(); err != nil {
			t.Error(err)
		}
		b.Close()
	})
	return b, store, server
}

var startCommand = regexp.MustCompile(`DISCORD_TOKEN=(\S+) POLICYBOT_DISCORD_API=(\S+)`)

// TestWalk is what doc/discord.md has a newcomer do, and more: ask, share, answer,
// write directly, be somebody else, open a form, upload.
func TestWalk(t *testing.T) {
	keyboard, typing := io.Pipe()
	shown := &screen{}
	done := make(chan error, 1)
	go func() { done <- run(keyboard, shown) }()
	at := shown.await(t, 0, "POLICYBOT_DISCORD_API=")
	shown.await(t, at, "serve")
	command := startCommand.FindStringSubmatch(shown.read())
	_, _, server := serveOn(t, command[2], command[1], t.TempDir())
	at = shown.await(t, at, "The bot is here")
	for server.Ready(t.Context()) != nil {
		time.Sleep(5 * time.Millisecond)
	}
	rules := filepath.Join(t.TempDir(), "rules.md")
	if err := os.WriteFile(rules, []byte("# Yard rules\n\nA trailer may stand in the yard for at most 3 days.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ typed, shows string }{
		{"help", "go direct"},
		{"/", "ask"},
		{"/ask question:How many 5G base stations will be built in 2020?", "52,000 new 5G base stations"},
		{"click Share", "# 52,000 new 5G base stations"},
		{"reply and the investment?", "CNY 12.7 billion"},
		{"/ask public:true question:How long does an export tax refund take?", "less than 5 working days"},
		{"click Not right", "A form opens"},
		{"submit too old", "Thank you"},
		{"go direct", ""},
		{"say thanks", "You are welcome"},
		{"say How many firms had loan principal deferred?", "21,700 firms"},
		{"go channel", ""},
		{"as bob", ""},
		{"/policy status", "Only those who manage"},
		{"as manager", ""},
		{"/policy nothing", "! /policy what?"},
		{"/nothing", "! there is no command /nothing"},
		{"/policy unanswered", "Open questions"},
		{"/help", "What you can do here"},
		{"locale zh-TW", ""},
		{"/help", "您可以在這裡做什麼"},
		{"locale en-US", ""},
		{"/policy add file:" + rules, "rules.md"},
		{"nonsense", "! not understood"},
	} {
		if _, err := io.WriteString(typing, step.typed+"\n"); err != nil {
			t.Fatal(err)
		}
		if step.shows != "" {
			at = shown.await(t, at, step.shows)
		}
	}
	if _, err := io.WriteString(typing, "quit\n"); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}
