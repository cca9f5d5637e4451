package discord_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policybot/bot/discord/discordtest"
)

// newFolder is a world whose base is a folder of plain documents, without a file
// of measures.
func newFolder(t *testing.T) *world {
	base := t.TempDir()
	for name, text := range map[string]string{
		"harbour/fees.md":    "# Harbour fees\n\n## Small boats\n\nA small boat pays 120 euros a year.\n\n## Large boats\n\nA large boat pays 310 euros a year.\n",
		"harbour/grants.md":  "# Harbour grants\n\n## Amount\n\nA grant is at most 5,000 euros.\n",
		"kennels/leave.md":   "# Kennel leave\n\n## Days\n\nKennel keepers have 25 days of leave each year.\n",
		"general-notices.md": "# General notices\n\n## Hours\n\nThe office opens at 9.\n",
	} {
		file := filepath.Join(base, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return newWorld(t, options{base: base, tune: inNoHurry})
}

// TestFolderWithoutMeasures walks through a base that is nothing but files.
func TestFolderWithoutMeasures(t *testing.T) {
	w := newFolder(t)
	topics := w.use(w.ann, "topics", nil)
	w.expect(topics, "**harbour** (2)", "**kennels** (1)", "**Other documents** (1)")
	group := w.choose(w.ann, topics, "Documents of a folder or agency …", firstValueOf(topics, "harbour"))
	w.expect(group, "harbour", "Harbour fees", "Harbour grants", "statements with figures: 2")
	if strings.Contains(group.Text(), "Kennel") {
		t.Errorf("another folder's document is among them:\n%s", group.Text())
	}
	all := w.use(w.ann, "documents", nil)
	w.expect(all, "Number: 4", "General notices", "Kennel leave")
	one := w.use(w.ann, "documents", given{"document": "Harbour fees"})
	w.expect(one, "Small boats", "Large boats", "310 euros")
	w.expect(w.choose(w.ann, all, "Open a document …", firstValueOf(all, "Kennel")), "25 days")
	w.expect(w.use(w.ann, "documents", given{"document": "nowhere"}), "no such document")
	w.expect(w.use(w.ann, "measure", given{"name": "Large boats"}), "A large boat pays 310 euros", "Harbour fees")
	w.expect(w.use(w.ann, "measure", given{"name": "days of leave for kennel keepers"}), "25 days of leave")

	ctx, cancel := soon()
	defer cancel()
	for _, typed := range []string{"", "boats", "kennel keepers"} {
		if i := w.done(w.Autocomplete(ctx, w.ann, "measure", "name", typed)); len(i.Choices) == 0 {
			t.Errorf("nothing is suggested for %q", typed)
		}
	}
	if i := w.done(w.Autocomplete(ctx, w.ann, "documents", "document", "")); len(i.Choices) != 4 {
		t.Errorf("documents suggested: %v", i.Choices)
	}
	w.expect(w.use(w.NewPerson("", ""), "help", nil), "/documents")
	if text := w.use(w.NewPerson("", ""), "help", nil).Text(); strings.Contains(text, "/quiet") || strings.Contains(text, "/policy") {
		t.Errorf("in direct messages the help shows what does not work there:\n%s", text)
	}
}

// firstValueOf is the value of the option of a menu whose label begins with
// words.
func firstValueOf(m *discordtest.Message, label string) (value string) {
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if s, _ := v["label"].(string); strings.HasPrefix(s, label) && v["value"] != nil && value == "" {
				value, _ = v["value"].(string)
			}
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(m.Body())
	return value
}

// TestWhoLeftHearsNoMore subscribes a person to the documents of a server, who
// then leaves it: what changes there is not told to them.
func TestWhoLeftHearsNoMore(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	boss := manager(w.ann)
	bob := w.NewPerson(w.guild, w.here)
	w.put(boss, given{"file": grants("5,000")})
	w.expect(w.use(bob, "subscribe", given{"direct": true}), "Subscribed")
	w.put(boss, given{"file": grants("6,500")})
	w.deliver()
	if told := w.Messages("dm" + bob.ID); len(told) != 1 {
		t.Fatalf("%d messages to a member, want 1", len(told))
	}
	exported := w.use(bob, "privacy export", nil)
	var data struct {
		Subscriptions []struct{ Guild string }
		Notices       []struct{ ID string }
	}
	if len(exported.Files) != 1 || json.Unmarshal(exported.Files[0].Data, &data) != nil || len(data.Subscriptions) != 1 || data.Subscriptions[0].Guild != w.guild || len(data.Notices) != 1 {
		t.Errorf("the export holds %+v", data)
	}
	w.expect(w.use(bob, "privacy show", nil), "1 subscriptions", "1 notices written to you")
	w.Leave(bob)
	w.put(boss, given{"file": grants("7,000")})
	w.deliver()
	if told := w.Messages("dm" + bob.ID); len(told) != 1 {
		t.Errorf("%d messages to one who left, want the 1 of before:\n%s", len(told), told[len(told)-1].Text())
	}
	if subs, err := w.store.SubscriptionsOf(t.Context(), bob.ID); err != nil || len(subs) > 0 {
		t.Errorf("subscriptions of one who left: %v, %v", subs, err)
	}
}

// TestServerTurnsOperatorsDocumentsOff is answered from its own only.
func TestServerTurnsOperatorsDocumentsOff(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	boss := manager(w.ann)
	w.put(boss, given{"file": grants("5,000")})
	w.expect(w.use(w.ann, "ask", given{"question": waived}), "3.5")
	w.expect(w.click(boss, w.use(boss, "policy settings", nil), "Operator's documents on/off"), "where they are offered: **no")
	if text := w.use(w.ann, "ask", given{"question": waived}).Text(); strings.Contains(text, "3.5") {
		t.Errorf("answered from what was turned off:\n%s", text)
	}
	if text := w.use(w.ann, "topics", nil).Text(); strings.Contains(text, "租") || !strings.Contains(text, "Other documents") {
		t.Errorf("topics of what was turned off:\n%s", text)
	}
}

// TestWelcome invites the bot to a server: it greets it once, where it may write.
func TestWelcome(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	guild, channels := w.Invite(3)
	w.await("the welcome", func() bool { return len(w.Messages(channels[1])) == 1 })
	w.expect(w.Messages(channels[1])[0], "/setup", "/ask", "/policy add")
	w.halt()
	w.start(options{tune: inNoHurry}) // the server is told of again
	boss := manager(w.NewPerson(guild, channels[1]))
	w.expect(w.use(boss, "setup", nil), "Setting up", "/policy add", "Operator's documents on/off")
	if n := len(w.Messages(channels[1])) + len(w.Messages(channels[2])); n != 1 {
		t.Errorf("greeted %d times", n)
	}
}
