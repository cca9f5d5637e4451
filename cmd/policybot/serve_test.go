package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"policybot/bot/discord/discordtest"
)

// output is what a program writes while a test reads it.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

func TestServeWithoutToken(t *testing.T) {
	t.Setenv("DISCORD_TOKEN", "")
	var stderr bytes.Buffer
	code := run(t.Context(), []string{"serve", "--data", t.TempDir()}, nil, io.Discard, &stderr)
	if code != exitFailure {
		t.Errorf("exit status %d", code)
	}
	for _, words := range []string{"DISCORD_TOKEN", "https://discord.com/developers/applications", "https://discord.com/oauth2/authorize?client_id=APPLICATION_ID"} {
		if !strings.Contains(stderr.String(), words) {
			t.Errorf("%q is not in: %s", words, stderr.String())
		}
	}
}

func TestServeWithWrongToken(t *testing.T) {
	d := discordtest.Start(t)
	t.Setenv("DISCORD_TOKEN", "not.the.token")
	t.Setenv("POLICYBOT_DISCORD_API", d.URL)
	var stderr bytes.Buffer
	code := run(t.Context(), []string{"serve", "--data", t.TempDir()}, nil, io.Discard, &stderr)
	if code != exitFailure || !strings.Contains(stderr.String(), "refused by Discord: copy it again") || strings.Contains(stderr.String(), "not.the.token") {
		t.Errorf("exit status %d: %s", code, stderr.String())
	}
}

// TestServe starts the program as its user does, looks at what watches over
// it, asks it a question, and stops it.
func TestServe(t *testing.T) {
	d := discordtest.Start(t)
	d.FirstResponse = time.Minute
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	t.Setenv("DISCORD_TOKEN", d.Token)
	t.Setenv("POLICYBOT_DISCORD_API", d.URL)
	t.Setenv("POLICYBOT_HTTP", address)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var stderr output
	ended := make(chan int, 1)
	go func() { ended <- run(ctx, []string{"serve", "--data", t.TempDir()}, nil, io.Discard, &stderr) }()

	get := func(path string) (int, string) {
		response, err := http.Get("http://" + address + path)
		if err != nil {
			return 0, ""
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			return 0, ""
		}
		return response.StatusCode, string(body)
	}
	await := func(what string, happened func() bool) {
		t.Helper()
		for deadline := time.Now().Add(time.Minute); !happened(); time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("waited in vain for %s: %s", what, stderr.String())
			}
		}
	}
	await("the program to be ready", func() bool { status, _ := get("/readyz"); return status == http.StatusOK })
	guild := d.NewGuild()
	who := d.NewPerson(guild, d.NewChannel(guild, discordtest.TextChannel))
	asked, err := d.Command(ctx, who, "ask", map[string]any{"question": "江苏延期偿还的贷款本金一共多少?"})
	if err != nil || !strings.Contains(asked.Reply().Text(), "680.91亿元") {
		t.Errorf("%v: %s", err, asked.Reply().Text())
	}
	if status, body := get("/healthz"); status != http.StatusOK || body != "ok\n" {
		t.Errorf("/healthz: %d %s", status, body)
	}
	await("the question to be counted", func() bool {
		_, body := get("/metrics")
		return strings.Contains(body, `policybot_interactions_total{name="ask",outcome="done"} 1`)
	})
	stop()
	if code := <-ended; code != exitAnswered {
		t.Errorf("exit status %d", code)
	}
	log := stderr.String()
	if strings.Contains(log, d.Token) || strings.Contains(log, "interaction-token") {
		t.Errorf("a token is in the log: %s", log)
	}
	for _, words := range []string{"connected to Discord", "disconnected from Discord", "stopped; nothing is under way"} {
		if !strings.Contains(log, words) {
			t.Errorf("the log does not say %q: %s", words, log)
		}
	}
}

// TestFeedToken shows the feed to whoever shows its token, by address or header.
func TestFeedToken(t *testing.T) {
	feed := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "feed") })
	for _, c := range []struct {
		token, address, header string
		want                   int
	}{
		{"", "/changes.atom", "", http.StatusOK},
		{"s3cret", "/changes.atom", "", http.StatusUnauthorized},
		{"s3cret", "/changes.atom?token=other", "", http.StatusUnauthorized},
		{"s3cret", "/changes.atom?token=s3cret", "", http.StatusOK},
		{"s3cret", "/changes.atom", "Bearer s3cret", http.StatusOK},
	} {
		r := httptest.NewRequest(http.MethodGet, c.address, nil)
		if c.header != "" {
			r.Header.Set("Authorization", c.header)
		}
		w := httptest.NewRecorder()
		withToken(c.token, feed).ServeHTTP(w, r)
		if w.Code != c.want || w.Code != http.StatusOK && strings.Contains(w.Body.String(), "s3cret") {
			t.Errorf("token %q, %s %q: got %d %s, want %d", c.token, c.address, c.header, w.Code, w.Body, c.want)
		}
	}
}

// TestListen binds a port alone to this machine, and warns of one that is open
// to all.
func TestListen(t *testing.T) {
	for address, c := range map[string]struct{ loopback, warned bool }{
		"0": {true, false}, "127.0.0.1:0": {true, false}, ":0": {false, true}, "0.0.0.0:0": {false, true},
	} {
		var logged output
		l, err := listen(address, slog.New(slog.NewTextHandler(&logged, nil)))
		if err != nil {
			t.Errorf("%q: %v", address, err)
			continue
		}
		at := l.Addr().(*net.TCPAddr)
		if at.IP.IsLoopback() != c.loopback || strings.Contains(logged.String(), "every machine") != c.warned {
			t.Errorf("%q: got %v, log %q", address, at, logged.String())
		}
		l.Close()
	}
	if _, err := listen("nonsense:port:2", slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), "127.0.0.1:8080") {
		t.Errorf("got %v, want how to write an address", err)
	}
}
