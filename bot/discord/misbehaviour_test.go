package discord_test

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"policybot/bot/discord"
	"policybot/bot/discord/discordtest"
)

const callbacks = "/callback"

func TestRateLimited(t *testing.T) {
	for name, fault := range map[string]discordtest.Fault{
		"by the interface": discordtest.RateLimited("0.05"),
		"by the proxy":     discordtest.Banned("0.05"),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, options{tune: inNoHurry})
			fault.Path, fault.Times = callbacks, 2
			w.Misbehave(fault)
			w.expect(w.use(w.ann, "ask", given{"question": waived}), "# 3.5亿元")
			if n := w.Calls()["POST /interactions/{}/{}/callback"]; n != 3 {
				t.Errorf("%d calls, want two refused and one taken", n)
			}
		})
	}
}

func TestServerErrors(t *testing.T) {
	for _, status := range []int{500, 502, 503} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			w := newWorld(t, options{tune: inNoHurry})
			w.Misbehave(discordtest.Fault{Path: callbacks, Times: 2, Status: status, Body: "<html>"})
			w.expect(w.use(w.ann, "ask", given{"question": waived}), "# 3.5亿元")
		})
	}
}

// TestNothingIsSaidTwice loses the answers of Discord to requests that it has
// carried out.
func TestNothingIsSaidTwice(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	w.Misbehave(discordtest.Fault{Path: callbacks, Times: 1, Apply: true, Status: 502})
	w.expect(w.use(w.ann, "ask", given{"question": waived, "public": true}), "# 3.5亿元")
	if n := len(w.Messages(w.here)); n != 1 {
		t.Errorf("%d answers", n)
	}
	w.Misbehave(discordtest.Fault{Method: "POST", Path: "/messages", Times: 1, Apply: true, Drop: true})
	w.Say(w.ann, "<@"+w.Application+"> "+waived, nil)
	w.await("the second attempt", func() bool { return w.Calls()["POST /channels/{}/messages"] == 2 })
	time.Sleep(20 * time.Millisecond)
	if n := len(w.Messages(w.here)); n != 3 {
		t.Errorf("%d messages, want two answers and a question", n)
	}
}

// TestSlow makes every handler late, so that each reply is announced first.
func TestSlow(t *testing.T) {
	w := newWorld(t, options{tune: func(o *discord.Options) { inNoHurry(o); o.DeferAfter = time.Nanosecond }})
	m := w.use(w.ann, "ask", given{"question": waived})
	w.private(m)
	w.expect(m, "# 3.5亿元")
	if m := w.use(w.ann, "ask", given{"question": waived, "public": true}); m.Ephemeral {
		t.Error("asked for everybody, shown to one")
	}
	results := w.use(w.ann, "search", given{"words": "rent"})
	w.expect(w.click(w.ann, results, "Next"), "page 2 of 2")

	// Errors stay with the person, also where everybody was to see the reply.
	bad := w.use(w.ann, "ask", given{"question": "\u200b", "public": true})
	w.private(bad)
	w.expect(bad, "no text")
	w.await("the announced message to go", func() bool { return len(w.Messages(w.here)) == 1 })
}

// TestSlowIndex answers only after the person has been told that it takes
// longer.
func TestSlowIndex(t *testing.T) {
	w := newWorld(t, options{tune: func(o *discord.Options) { inNoHurry(o); o.DeferAfter = 20 * time.Millisecond }})
	w.server.Break("help", func(context.Context) error {
		w.await("the first sign", func() bool { return w.Calls()["POST /interactions/{}/{}/callback"] == 1 })
		return nil
	})
	w.expect(w.use(w.ann, "help", nil), "done")
	if n := w.Calls()["PATCH /webhooks/{}/{}/messages/{}"]; n != 1 {
		t.Errorf("%d edits, want one", n)
	}
}

func TestPanicAndFailure(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	reference := regexp.MustCompile(`reference: ([A-Z2-7]{8})`)
	for name, broken := range map[string]func(context.Context) error{
		"panic":   func(context.Context) error { panic("secret of the house") },
		"error":   func(context.Context) error { return errors.New("secret of the house") },
		"timeout": func(context.Context) error { return context.DeadlineExceeded },
	} {
		w.server.Break("help", broken)
		m := w.use(w.ann, "help", nil)
		w.private(m)
		found := reference.FindStringSubmatch(m.Text())
		if found == nil || !strings.Contains(w.log.String(), found[1]) {
			t.Errorf("%s: no reference that is in the log:\n%s", name, m.Text())
		}
		if strings.Contains(m.Text(), "secret") {
			t.Errorf("%s: the person sees the inside:\n%s", name, m.Text())
		}
	}
	w.expect(w.use(w.ann, "ask", given{"question": waived}), "# 3.5亿元") // the others go on
}

func TestGatewayComesBack(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	sessions := func() int { a, b := w.Sessions(); return a*100 + b }
	for _, step := range []struct {
		name string
		do   func()
		want int
	}{
		{"a lost connection is resumed", w.DropGateway, 101},
		{"a wish to reconnect is followed", w.AskToReconnect, 102},
		{"a session that is gone is begun anew", func() { w.ForgetSessions(); w.DropGateway() }, 202},
	} {
		step.do()
		w.await(step.name, func() bool {
			return sessions() == step.want && w.Connected() && w.server.Ready(context.Background()) == nil
		})
		w.expect(w.use(w.ann, "ask", given{"question": waived}), "# 3.5亿元")
	}
}

// TestMissedWhileAway sends an interaction while the connection is down: it
// is answered once the session is resumed.
func TestMissedWhileAway(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	w.DropGateway()
	w.await("the drop", func() bool { return !w.Connected() })
	w.expect(w.use(w.ann, "ask", given{"question": waived}), "# 3.5亿元")
}

func TestTokens(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	server, err := discord.New(t.Context(), discord.Options{Token: "wrong", API: w.URL, Bot: w.bot, Store: w.store})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := soon()
	defer cancel()
	if err := server.Run(ctx); !errors.Is(err, discord.ErrToken) {
		t.Errorf("with a wrong token: %v", err)
	}
	if _, err := discord.New(t.Context(), discord.Options{Token: "x", API: "http://example.com", Bot: w.bot, Store: w.store}); err == nil {
		t.Error("the token may travel in the clear")
	}

	w.Revoke()
	stop := w.stop
	w.stop = nil
	ended := make(chan error, 1)
	go func() {
		time.Sleep(3 * time.Second)
		ended <- stop() // by then it must have ended of itself
	}()
	if err := <-ended; !errors.Is(err, discord.ErrToken) {
		t.Errorf("with a revoked token: %v", err)
	}
	if identified, _ := w.Sessions(); identified != 1 {
		t.Errorf("identified %d times with a revoked token", identified)
	}
	if err := errors.Join(w.store.Close(), w.bot.Close()); err != nil {
		t.Error(err)
	}
}

// TestNetworkDownAtStart starts the bot before Discord can be reached.
func TestNetworkDownAtStart(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry, discord: func(d *discordtest.Discord) {
		d.Misbehave(discordtest.Fault{Path: "/users/@me", Times: 6, Drop: true})
	}})
	w.expect(w.use(w.ann, "ask", given{"question": waived}), "# 3.5亿元")
	if !strings.Contains(w.log.String(), "cannot reach Discord") {
		t.Errorf("the log does not say what is wrong:\n%s", w.log)
	}
}

// TestStopsInOrder stops the bot while an answer is under way: it arrives.
func TestStopsInOrder(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	begun := make(chan bool)
	w.server.Break("help", func(context.Context) error {
		close(begun)
		time.Sleep(300 * time.Millisecond)
		return nil
	})
	answered := make(chan *discordtest.Interaction)
	go func() {
		ctx, cancel := soon()
		defer cancel()
		i, _ := w.Command(ctx, w.ann, "help", nil)
		answered <- i
	}()
	<-begun
	w.halt()
	w.expect((<-answered).Reply(), "done")
	for _, line := range []string{"disconnected from Discord", "stopped; nothing is under way"} {
		if !strings.Contains(w.log.String(), line) {
			t.Errorf("the log does not say %q", line)
		}
	}
}

// TestMessagesGoTheSameWay breaks what answers messages: the person gets a
// reference, the log the place where it broke, and both are counted.
func TestMessagesGoTheSameWay(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	said := func() *discordtest.Message {
		t.Helper()
		before := len(w.Messages(w.here))
		w.Say(w.ann, "<@"+w.Application+"> "+waived, nil)
		w.await("an answer", func() bool { return len(w.Messages(w.here)) > before+1 })
		return w.Messages(w.here)[before+1]
	}
	w.expect(said(), "# 3.5亿元")
	w.server.BreakMessages(func(context.Context) error { panic("secret of the house") })
	m := said()
	w.expect(m, "出错了")
	if strings.Contains(m.Text(), "secret") {
		t.Errorf("got %q, want nothing of the inside", m.Text())
	}
	for _, words := range []string{"stack=", "secret of the house"} {
		if !strings.Contains(w.log.String(), words) {
			t.Errorf("the log does not say %q:\n%s", words, w.log)
		}
	}
	w.await("both to be counted", func() bool {
		var counters strings.Builder
		w.server.WriteMetrics(&counters)
		return strings.Contains(counters.String(), `policybot_interactions_total{name="message",outcome="done"} 1`) &&
			strings.Contains(counters.String(), `policybot_interactions_total{name="message",outcome="failed"} 1`) &&
			strings.Contains(counters.String(), "policybot_panics_total 1")
	})
}
