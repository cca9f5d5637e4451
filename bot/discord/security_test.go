package discord_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"policybot/bot/discord"
	"policybot/bot/discord/discordtest"
	"policybot/bot/discord/dispatch"
)

// TestNobodyIsPingedByAText reads documents and questions that try to.
func TestNobodyIsPingedByAText(t *testing.T) {
	base := t.TempDir()
	original, err := os.ReadFile(filepath.Join("testdata", "base", "measures.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	attack := "@everyone <@1> <@&2> [here](https://evil.example) discord.gg/abc `x` "
	if err := os.WriteFile(filepath.Join(base, "measures.yaml"), []byte(strings.NewReplacer(
		"zh: 截至2024年2月末，蓝港市", "zh: '"+attack+"截至2024年2月末，蓝港市", "3.5亿元。", "3.5亿元。'").Replace(string(original))), 0o644); err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, options{base: base, tune: inNoHurry})
	w.ann.Locale = "zh-CN"
	for _, m := range []*discordtest.Message{
		w.use(w.ann, "ask", given{"question": waived + attack, "public": true}),
		w.use(w.ann, "ask", given{"question": waived, "public": true}),
		w.use(w.ann, "search", given{"words": "租金 @everyone", "public": true}),
		w.use(w.ann, "measure", given{"name": "rent-waiver", "public": true}),
		w.use(w.ann, "measure", given{"name": attack}),
	} {
		nobody(t, m)
		source := m.Source()
		for _, active := range []string{" @everyone", " <@1>", " <@&2>", "](https://evil", " discord.gg/abc", " `x`"} {
			if strings.Contains(strings.ReplaceAll(source, "](<", ""), active) {
				t.Errorf("%q is active in\n%s", active, source)
			}
		}
	}
	w.expect(w.use(w.ann, "measure", given{"name": "rent-waiver"}), "@everyone <@1> <@&2> [here](https://evil.example) discord.gg/abc `x`") // neutral, and still readable
}

func TestForgedControls(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	eve := w.NewPerson(w.guild, w.here)
	m := w.use(w.ann, "ask", given{"question": waived, "public": true})
	private := w.use(w.ann, "ask", given{"question": waived})
	ctx, cancel := soon()
	defer cancel()
	forge := func(who discordtest.Person, id string) *discordtest.Message {
		t.Helper()
		reply := w.done(w.Forge(ctx, who, m, id)).Reply()
		w.private(reply)
		return reply
	}
	source, share := m.CustomIDs()[0], private.CustomIDs()[0]
	if !strings.HasPrefix(source, "source.") || !strings.HasPrefix(share, "share.") {
		t.Fatalf("custom ids %v and %v", m.CustomIDs(), private.CustomIDs())
	}
	for _, id := range []string{"", "x", "source", "set-private", "source.....", strings.Replace(source, "source", "share", 1),
		source[:len(source)-1], source + "x", strings.Replace(source, source[7:10], "AAA", 1), strings.Repeat("x", 100)} {
		w.expect(forge(w.ann, id), "does not work here")
	}
	// A real one of somebody else, and a real one in another server.
	w.expect(forge(eve, share), "belongs to somebody else")
	far := w.ann
	far.Guild = w.NewGuild()
	far.Channel = w.NewChannel(far.Guild, discordtest.TextChannel)
	w.expect(forge(far, source), "does not work here")

	w.server.SetClock(func() time.Time { return time.Now().Add(31 * 24 * time.Hour) })
	w.expect(forge(w.ann, source), "too old")
	if strings.Contains(w.log.String(), "level=ERROR") {
		t.Errorf("a forged control is an error of ours:\n%s", w.log)
	}
}

func TestOneServerSeesNothingOfAnother(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	boss := manager(w.ann)
	w.choose(boss, w.use(boss, "policy settings", nil), "Language", "zh")
	far := manager(w.ann)
	far.Guild = w.NewGuild()
	far.Channel = w.NewChannel(far.Guild, discordtest.TextChannel)
	w.expect(w.use(far, "policy settings", nil), "Settings of this server")
	w.expect(w.use(far, "policy audit", nil), "Nothing has been changed yet")
	m := w.use(w.ann, "ask", given{"question": waived})
	w.expect(w.click(w.ann, m, "有帮助"), "谢谢")
	w.expect(w.use(far, "policy status", nil), "helpful: 0")
}

func TestCooldown(t *testing.T) {
	w := newWorld(t, options{tune: func(o *discord.Options) {
		slow := dispatch.Pace{Every: time.Hour, Burst: 2}
		o.Cooldowns = dispatch.Cooldowns{Person: slow, Guild: dispatch.Pace{Every: time.Hour, Burst: 4}, All: dispatch.Pace{Every: time.Hour, Burst: 5},
			TypingPerson: slow, TypingOverall: dispatch.Pace{Every: time.Hour, Burst: 3}, Concurrent: 10}
	}})
	refused := func(who discordtest.Person) bool {
		t.Helper()
		m := w.use(who, "help", nil)
		w.private(m)
		return strings.Contains(m.Text(), "One moment, please")
	}
	got := ""
	bob, carl := w.NewPerson(w.guild, w.here), w.NewPerson(w.guild, w.here)
	far := w.NewPerson(w.NewGuild(), w.here)
	for _, who := range []discordtest.Person{w.ann, w.ann, w.ann, bob, bob, carl, far, far} {
		got += fmt.Sprint(refused(who), " ")
	}
	// Two for each person, four for each server, five for all.
	if want := "false false true false false true false true "; got != want {
		t.Errorf("refused: %s, want %s", got, want)
	}
	ctx, cancel := soon()
	defer cancel()
	for i, want := range []int{3, 3, 0} {
		if suggested := w.done(w.Autocomplete(ctx, w.ann, "measure", "name", "")); len(suggested.Values) != want {
			t.Errorf("key stroke %d: %d suggestions, want %d", i+1, len(suggested.Values), want)
		}
	}
}

// TestTooMuchAtOnce keeps as many handlers busy as there may be.
func TestTooMuchAtOnce(t *testing.T) {
	w := newWorld(t, options{tune: func(o *discord.Options) { o.Cooldowns = dispatch.Cooldowns{Concurrent: 1} }})
	w.Misbehave(discordtest.Fault{Path: callbacks, Times: 1, Delay: 300 * time.Millisecond})
	first := make(chan error, 1)
	go func() {
		ctx, cancel := soon()
		defer cancel()
		_, err := w.Command(ctx, w.ann, "help", nil)
		first <- err
	}()
	w.await("the first to be served", func() bool { return w.Calls()["POST /interactions/{}/{}/callback"] == 1 })
	m := w.use(w.ann, "help", nil)
	w.private(m)
	w.expect(m, "Very many people")
	if err := <-first; err != nil {
		t.Error(err)
	}
}

// TestRedact logs tokens in every way that they could reach a log.
func TestRedact(t *testing.T) {
	const token = "MTk4NjIy.Cl2FMQ.secretsecret"
	var out bytes.Buffer
	log := slog.New(discord.Redact(slog.NewTextHandler(&out, nil), token)).With("with", "Bot "+token).WithGroup("group")
	inURL := &url.Error{Op: "Post", URL: "https://discord.com/api/v10/interactions/12/aW50ZXJhY3Rpb24/callback", Err: errors.New("refused")}
	log.Error("with "+token, "error", inURL, "string", token, "wrapped", fmt.Errorf("send: %w", inURL),
		"group", slog.GroupValue(slog.String("deep", "/webhooks/12/d2ViaG9vaw?wait=true")), "any", []string{token}, "body", `{"token":"aW50ZXJhY3Rpb24","op":2}`)
	for _, secret := range []string{"secretsecret", "aW50ZXJhY3Rpb24", "d2ViaG9vaw"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("%s is in the log: %s", secret, out.String())
		}
	}
	if !strings.Contains(out.String(), "refused") || !strings.Contains(out.String(), "callback") {
		t.Errorf("too much is gone: %s", out.String())
	}
}

// TestNetworkErrorsHoldNoToken cuts connections, whose errors name the
// address. What they log is searched with everything else.
func TestNetworkErrorsHoldNoToken(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	w.Misbehave(discordtest.Fault{Path: callbacks, Times: 5, Drop: true})
	go func() {
		ctx, cancel := soon()
		defer cancel()
		_, _ = w.Command(ctx, w.ann, "help", nil) // nothing comes of it
	}()
	w.await("the bot to give up", func() bool { return strings.Contains(w.log.String(), "msg=reply") })
	if found := tokenIn(w.log.String()); found != "" {
		t.Errorf("%s is in the log", found)
	}
	w.expect(w.use(w.ann, "help", nil), "What you can do here")
}
