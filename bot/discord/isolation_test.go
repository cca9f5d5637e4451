package discord_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policybot/bot"
	"policybot/bot/discord"
	"policybot/bot/discord/discordtest"
)

// secret are words that stand in the documents of one server, in their names
// and titles, or in the problems of its base, and nowhere else.
var secret = []string{"quokka", "5,417", "5417", "zebra", "wombat", "8,223"}

// secretFiles are documents with the secrets; limit is a figure in them.
func secretFiles(limit string) given {
	return given{
		"file": discordtest.File{Name: "zebra-grants.md", Data: fmt.Appendf(nil,
			"# Quokka harbour grant rules\n\n## Amount\n\nA harbour grant is at most %s euros for each boat.\n\n## Deadline\n\nApplications for a harbour grant must arrive before 30 June 2031.\n", limit)},
		"file2": discordtest.File{Name: "wombat.yaml", Data: []byte("measures:\n  - id: wombat\n    nonsense: [\n")},
	}
}

// onlooker uses everything there is in a server and keeps what it saw.
type onlooker struct {
	*world
	who  discordtest.Person
	seen []string
}

// see keeps a message and uses each of its buttons and menus.
func (o *onlooker) see(m *discordtest.Message, depth int) {
	if m == nil {
		return
	}
	body, err := json.Marshal(m.Body())
	if err != nil {
		o.Fatal(err)
	}
	o.seen = append(o.seen, string(body), m.Text())
	for _, f := range m.Files {
		o.seen = append(o.seen, f.Name, f.Description, string(f.Data))
	}
	if depth == 0 {
		return
	}
	for _, id := range m.CustomIDs() {
		kind, _, _ := strings.Cut(id, ".")
		if kind == "forget" || kind == "share" {
			continue
		}
		ctx, cancel := soon()
		if i, err := o.Click(ctx, o.who, m, id); err == nil {
			o.form(ctx, i)
			o.see(i.Reply(), depth-1)
		} else if value := firstValue(m.Body(), id); value != "" {
			if i, err := o.Select(ctx, o.who, m, id, value); err == nil {
				o.see(i.Reply(), depth-1)
			}
		}
		cancel()
	}
}

// form sends a form that has opened, as it is.
func (o *onlooker) form(ctx context.Context, i *discordtest.Interaction) {
	if i.Modal == nil {
		return
	}
	body, err := json.Marshal(i.Modal)
	if err != nil {
		o.Fatal(err)
	}
	o.seen = append(o.seen, string(body))
	if sent, err := i.Submit(ctx, map[string]string{"keep": "30"}); err == nil {
		o.see(sent.Reply(), 0)
	}
}

// firstValue is the last value that a menu offers.
func firstValue(body map[string]any, id string) (value string) {
	components, _ := body["components"].([]any)
	for _, c := range components {
		o, _ := c.(map[string]any)
		if o["custom_id"] == id {
			options, _ := o["options"].([]any)
			for _, option := range options {
				value, _ = option.(map[string]any)["value"].(string)
			}
			return value
		}
		if value = firstValue(o, id); value != "" {
			return value
		}
	}
	return ""
}

// lookAround uses every command with words that the secret documents answer to,
// and types into every option that suggests something.
func (o *onlooker) lookAround() {
	for _, c := range discord.Commands() {
		if c.Menu {
			m := o.Say(o.who, "how much is a harbour grant at most?", nil)
			ctx, cancel := soon()
			o.see(o.done(o.Menu(ctx, o.who, c.Name, m)).Reply(), 1)
			cancel()
			continue
		}
		options := given{}
		for name, kind := range c.Options {
			switch {
			case kind != 3:
			case name == "from" || name == "until":
				options[name] = "08:00"
			case name == "since":
				options[name] = "7d"
			case name == "only", name == "frequency", name == "threshold", name == "link":
			default:
				options[name] = "harbour grant"
			}
		}
		bare := given{}
		for _, name := range c.Required {
			bare[name] = options[name]
		}
		for _, with := range []given{options, bare} {
			ctx, cancel := soon()
			o.see(o.done(o.Command(ctx, o.who, c.Name, with)).Reply(), 2)
			cancel()
		}
		for _, name := range c.Completed {
			for _, typed := range []string{"", "r", "harbour grant"} {
				ctx, cancel := soon()
				i := o.done(o.Autocomplete(ctx, o.who, c.Name, name, typed))
				o.seen = append(append(o.seen, i.Choices...), i.Values...)
				cancel()
			}
		}
	}
	before := len(o.Messages(o.who.Channel))
	o.Say(o.who, "<@"+o.Application+"> how much is a harbour grant at most?", nil)
	o.await("an answer", func() bool { return len(o.Messages(o.who.Channel)) > before+1 })
	for _, m := range o.Messages(o.who.Channel) {
		o.see(m, 1)
	}
}

// check fails the test where something secret was seen.
func (o *onlooker) check(secrets ...string) {
	o.Helper()
	for _, text := range o.seen {
		for _, word := range secrets {
			if strings.Contains(strings.ToLower(text), word) {
				o.Errorf("%q is seen elsewhere:\n%.600s", word, text)
			}
		}
	}
}

// TestServersSeeNothingOfEachOther lets one server fill its base and change it,
// and another use every command, button, menu, form and suggestion there is.
func TestServersSeeNothingOfEachOther(t *testing.T) {
	base := t.TempDir()
	if err := os.CopyFS(base, os.DirFS(filepath.Join("testdata", "base"))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(base, "numbat.pdf"), []byte("no PDF"), 0o600); err != nil {
		t.Fatal(err) // a problem of the operator's base
	}
	w := newWorld(t, options{base: base, tune: inNoHurry})
	far := w.NewGuild()
	boss := manager(w.ann)
	other := &onlooker{world: w, who: manager(w.NewPerson(far, w.NewChannel(far, discordtest.TextChannel)))}
	direct := &onlooker{world: w, who: w.NewPerson("", "")}

	w.expect(w.put(boss, secretFiles("5,417")), "Added: 1", "Not taken: 1")
	own := w.use(boss, "ask", given{"question": "How much is a harbour grant at most?", "public": true})
	w.expect(own, "5,417")
	w.use(other.who, "subscribe", given{})
	w.use(other.who, "subscribe", given{"direct": true})
	w.use(direct.who, "subscribe", nil)
	other.lookAround()
	w.put(boss, secretFiles("8,223")) // a change of a figure, of which someone was told
	w.deliver()
	other.lookAround()
	for _, c := range []string{"ask", "search"} {
		direct.see(w.use(direct.who, c, given{map[string]string{"ask": "question", "search": "words"}[c]: "How much is a harbour grant at most?"}), 1)
	}
	direct.see(w.use(direct.who, "changes", nil), 1)
	for _, channel := range []string{other.who.Channel, "dm" + other.who.ID, "dm" + direct.who.ID, direct.who.Channel} {
		for _, m := range w.Messages(channel) {
			if m.Author == w.Application {
				other.see(m, 1)
			}
		}
	}
	for _, id := range own.CustomIDs() { // buttons of the first server, pressed in the other
		ctx, cancel := soon()
		other.see(w.done(w.Forge(ctx, other.who, own, id)).Reply(), 0)
		cancel()
	}
	feed := httptest.NewRecorder()
	bot.Feed(w.bot, w.store, slog.New(slog.DiscardHandler)).ServeHTTP(feed, httptest.NewRequestWithContext(t.Context(), "GET", "/changes.atom", nil))
	other.seen = append(other.seen, feed.Body.String())
	other.check(append(secret, "numbat")...)
	direct.check(append(secret, "numbat")...)
	if len(other.seen) < 150 {
		t.Errorf("only %d things were looked at", len(other.seen))
	}

	// The first server was told, and sees none of the operator's problems either,
	// now that there are two servers.
	w.expect(w.use(boss, "changes", nil), "8,223")
	w.expect(w.use(boss, "policy documents", nil), "zebra-grants.md")
	if text := w.use(boss, "policy status", nil).Text(); strings.Contains(text, "numbat") {
		t.Errorf("the operator's problems are seen:\n%s", text)
	}
}

// TestServersForgotten puts the bot out of a server: what it put in is gone, also
// where that happens while the bot is away.
func TestServersForgotten(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	boss := manager(w.ann)
	far := w.NewGuild()
	other := manager(w.NewPerson(far, w.NewChannel(far, discordtest.TextChannel)))
	w.put(boss, secretFiles("5,417"))
	w.put(other, given{"file": tariff})
	there := func(guild string) bool {
		_, err := os.Stat(filepath.Join(w.dir, "bases", guild))
		return err == nil
	}
	if !there(w.guild) || !there(far) {
		t.Fatal("what was put in is not there")
	}
	w.RemoveFromGuild(w.guild)
	w.await("the documents to go", func() bool { return !there(w.guild) })
	w.halt()
	w.RemoveFromGuild(far)
	own := w.Application
	w.Application = "4711" // another bot, on the same state
	w.start(options{tune: inNoHurry})
	w.halt()
	if !there(far) {
		t.Error("another bot has the documents forgotten")
	}
	w.Application = own
	w.start(options{tune: inNoHurry})
	w.await("the other documents to go", func() bool { return !there(far) })
	known, err := w.store.KnownServers(t.Context())
	if err != nil || len(known) > 0 {
		t.Errorf("still known: %v, %v", known, err)
	}
}
