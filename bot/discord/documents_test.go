package discord_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"policybot/bot/discord/discordtest"
	"policybot/bot/notify"
	"policybot/bot/state"
)

// Documents that servers put in.
func grants(limit string) discordtest.File {
	return discordtest.File{Name: "grants.md", Data: fmt.Appendf(nil, "# Harbour grant rules\n\n## Amount\n\nA harbour grant is at most %s euros for each boat.\n\n## Deadline\n\nApplications must arrive before 30 June 2025.\n", limit)}
}

var tariff = discordtest.File{Name: "tariff.csv", Data: []byte("Berth,Fee in euros\nSmall berth,120\nLarge berth,310\n")}

// put uses /policy add and waits for the report.
func (w *world) put(who discordtest.Person, options given) *discordtest.Message {
	w.Helper()
	return w.settled(who, "policy add", options)
}

// settled uses a command that shows how far it is and waits for what it comes to.
func (w *world) settled(who discordtest.Person, name string, options given) *discordtest.Message {
	w.Helper()
	ctx, cancel := soon()
	defer cancel()
	i := w.done(w.Command(ctx, who, name, options))
	w.await(name+" to end", func() bool { return !strings.Contains(i.Reply().Text(), "…") })
	return i.Reply()
}

func (w *world) deliver() {
	w.Helper()
	d := notify.NewDeliverer(w.store, w.server, time.UTC, slog.New(slog.DiscardHandler))
	if _, err := d.Once(w.Context()); err != nil {
		w.Fatal(err)
	}
}

// TestServerPutsDocumentsIn fills the base of a server, asks it, replaces a
// document, hears of the change, and takes all of it back.
func TestServerPutsDocumentsIn(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	boss := manager(w.ann)
	const question = "How much is a harbour grant at most?"
	w.expect(w.use(w.ann, "ask", given{"question": question}), "not")

	added := w.put(boss, given{"file": grants("5,000"), "file2": tariff, "file3": discordtest.File{Name: "old.doc", Data: []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")}})
	w.private(added)
	w.expect(added, "Added: 2", "Not taken: 1", "grants.md", "Harbour grant rules", "tariff.csv", "old.doc", "DOCX")
	w.expect(w.use(w.ann, "ask", given{"question": question}), "5,000", "Harbour grant rules")
	w.expect(w.use(w.ann, "ask", given{"question": waived}), "3.5") // the operator's is beside it
	w.expect(w.use(boss, "policy documents", nil), "Documents of this server: 2", "grants.md", "version 1", boss.ID)

	w.use(boss, "subscribe", given{})
	replaced := w.put(boss, given{"file": grants("6,500"), "file2": tariff})
	w.expect(replaced, "Replaced: 1", "Unchanged: 1", "Changes told to subscriptions: 1")
	w.expect(w.use(w.ann, "ask", given{"question": question}), "6,500")
	w.expect(w.use(w.ann, "changes", nil), "5,000", "6,500")
	w.deliver()
	posted := w.Messages(w.here)
	if len(posted) != 1 {
		t.Fatalf("%d messages in the channel, want 1", len(posted))
	}
	w.expect(posted[0], "5,000", "6,500")

	w.halt() // what was put in is there after a restart
	w.start(options{tune: inNoHurry})
	w.expect(w.use(w.ann, "ask", given{"question": question}), "6,500")

	w.expect(w.click(boss, replaced, "Undo"), "Restored: 1")
	w.expect(w.use(w.ann, "ask", given{"question": question}), "5,000")
	w.expect(w.click(boss, replaced, "Undo"), "nothing to take back") // something came after it
	w.expect(w.settled(boss, "policy remove", given{"document": "grants.md"}), "Removed: 1")
	w.expect(w.settled(boss, "policy remove", given{"document": "grants.md"}), "no document of that name")
	if text := w.use(w.ann, "ask", given{"question": question}).Text(); strings.Contains(text, "5,000") {
		t.Errorf("the removed document answers:\n%s", text)
	}
	w.expect(w.settled(boss, "policy undo", nil), "Restored: 1")
	w.expect(w.use(w.ann, "ask", given{"question": question}), "5,000")
	w.expect(w.use(boss, "policy audit", nil), "add documents", "grants.md", "remove documents", "undo")
	w.expect(w.use(w.ann, "policy documents", nil), "Only those who manage")
}

// TestDocumentsFromLinks puts in what a link or a message leads to, and nothing
// from anywhere else.
func TestDocumentsFromLinks(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	boss := manager(w.ann)
	m, addresses := w.Attach(w.ann, "here it is", grants("5,000"))
	w.expect(w.put(boss, given{"link": addresses[0]}), "Added: 1", "grants.md")
	link := "https://discord.com/channels/" + w.guild + "/" + w.here + "/" + m.ID
	w.expect(w.put(boss, given{"link": link}), "Add to the documents") // what nobody showed to the bot it does not see
	mentioned, _ := w.Attach(w.ann, "<@"+w.Application+"> the fees", tariff)
	w.expect(w.put(boss, given{"link": strings.Replace(link, m.ID, mentioned.ID, 1)}), "Added: 1", "tariff.csv")
	for _, bad := range []string{"https://evil.example/attachments/1/2/a.md", "http://cdn.discordapp.com/attachments/1/2/a.md",
		"https://cdn.discordapp.com.evil.example/attachments/1/2/a.md", "https://me@cdn.discordapp.com/attachments/1/2/a.md",
		"https://cdn.discordapp.com/avatars/1/2.png", "file:///etc/passwd", w.URL + "/api/v10/users/@me"} {
		w.expect(w.put(boss, given{"link": bad}), "Only attachments on Discord")
	}
	other := w.NewChannel(w.guild, discordtest.TextChannel)
	w.expect(w.put(boss, given{"link": "https://discord.com/channels/" + w.guild + "/" + other + "/1"}), "another channel")
	w.expect(w.put(boss, nil), "Attach a document")

	ctx, cancel := soon()
	defer cancel()
	byMenu := w.done(w.Menu(ctx, boss, "Add to the documents", m))
	w.await("the report", func() bool { return !strings.Contains(byMenu.Reply().Text(), "…") })
	w.expect(byMenu.Reply(), "Unchanged: 1")
	refused := w.done(w.Menu(ctx, w.ann, "Add to the documents", m))
	w.expect(refused.Reply(), "Only those who manage")
}

func TestDocumentLimits(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry, limits: state.Limits{Documents: 2, Bytes: 400}})
	boss := manager(w.ann)
	boss.Locale = "zh-TW"
	text := func(name, words string) discordtest.File {
		return discordtest.File{Name: name, Data: []byte("# " + name + "\n\n" + words + "\n")}
	}
	w.expect(w.put(boss, given{"file": text("a.md", "One."), "file2": text("b.md", "Two.")}), "放入 2 份")
	w.expect(w.put(boss, given{"file": text("c.md", "Three.")}), "2 份文件")
	w.expect(w.put(boss, given{"file": text("a.md", strings.Repeat("Much to say. ", 40))}), "MB")
	w.expect(w.put(boss, given{"file": text("a.md", strings.Repeat("x", 2<<20))}), "未放入 1 份", "超過單一檔案的上限 1 MB")
	w.expect(w.use(boss, "policy documents", nil), "本伺服器的文件：2 份")
}
