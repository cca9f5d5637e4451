package discord_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"policybot/bot/discord"
	"policybot/bot/discord/discordtest"
	"policybot/bot/discord/dispatch"
)

// says writes a message to the bot and returns its answer.
func (w *world) says(who discordtest.Person, words string, answering *discordtest.Message) *discordtest.Message {
	w.Helper()
	said := w.Say(who, words, answering)
	answer := w.answerTo(said)
	w.noted(answer)
	return answer
}

// noted waits until it is noted that a message shows an answer.
func (w *world) noted(m *discordtest.Message) {
	w.Helper()
	if len(m.Buttons()) == 0 {
		return
	}
	w.await("the note that "+m.ID+" shows an answer", func() bool {
		_, err := w.store.AnswerOfMessage(context.Background(), m.Guild, m.ID)
		return err == nil
	})
}

// answerTo waits for the message of the bot that answers another.
func (w *world) answerTo(said *discordtest.Message) *discordtest.Message {
	w.Helper()
	var found *discordtest.Message
	w.await("an answer to "+said.ID, func() bool {
		for _, m := range w.Messages(said.Channel) {
			reference, _ := m.Body()["message_reference"].(map[string]any)
			if m.Author == w.Application && reference["message_id"] == said.ID {
				found = m
			}
		}
		return found != nil
	})
	return found
}

// TestConversation goes on from an answer in a reply to it, from the person's own
// last question, and not from what somebody else asked.
func TestConversation(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	bob := w.NewPerson(w.guild, w.here)
	first := w.says(w.ann, w.mention()+" "+waived, nil)
	w.expect(first, "# 3.5亿元")

	second := w.says(w.ann, w.mention()+" 那惠及多少户商户？", nil)
	w.expect(second, "问题：那惠及多少户商户？", "理解为：", "1.2万户")

	elsewhere := w.says(bob, "那上海呢？", first) // a reply pings the bot
	w.expect(elsewhere, "理解为：上海", "文件没有说明")

	alone := w.says(bob, w.mention()+" 那上海呢？", nil)
	w.expect(alone, "理解为：上海") // his own last question
	carol := w.NewPerson(w.guild, w.here)
	if m := w.says(carol, w.mention()+" 那上海呢？", nil); strings.Contains(m.Text(), "理解为") {
		t.Errorf("it goes on from what others asked:\n%s", m.Text())
	}
}

func (w *world) mention() string { return "<@" + w.Application + ">" }

// TestThread opens a thread below an answer that everybody sees where the server
// wants that; what is said there goes on from it, whoever says it.
func TestThread(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	settings := w.use(manager(w.ann), "policy settings", nil)
	w.expect(w.click(manager(w.ann), settings, "Change threads"), "A thread below each public answer to /ask: **yes")

	w.private(w.use(w.ann, "ask", given{"question": waived})) // no thread below what one person sees
	m := w.use(w.ann, "ask", given{"question": waived, "public": true})
	w.await("a thread", func() bool { return w.Calls()["POST /channels/{}/messages/{}/threads"] == 1 })

	w.noted(m)
	bob := w.NewPerson(w.guild, m.ID) // a thread has the id of its message
	w.expect(w.says(bob, w.mention()+" 惠及多少户商户？", nil), "理解为：", "1.2万户")
	w.expect(w.says(w.NewPerson(w.guild, m.ID), w.mention()+" 那上海呢", nil), "理解为：上海", "惠及")
}

// TestListening answers without a mention where Discord shows what is said: in a
// thread below an answer and in a reply to one, and nowhere else.
func TestListening(t *testing.T) {
	w := newWorld(t, options{
		tune:    func(o *discord.Options) { inNoHurry(o); o.Listens = true },
		discord: func(d *discordtest.Discord) { d.MessageContent = true },
	})
	w.Say(w.ann, "Does anybody know how much rent was waived?", nil)
	first := w.says(w.ann, w.mention()+" "+waived, nil)
	said := w.SayWithoutPing(w.NewPerson(w.guild, w.here), "那上海呢？", first)
	w.expect(w.answerTo(said), "理解为：上海")
	for _, m := range w.Messages(w.here) {
		if reference, _ := m.Body()["message_reference"].(map[string]any); m.Author == w.Application && reference["message_id"] == w.Messages(w.here)[0].ID {
			t.Errorf("it answers what nobody asked it:\n%s", m.Text())
		}
	}
}

// TestCourtesies are met with a word, and nothing to press.
func TestCourtesies(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	for words, want := range map[string]string{"hello!": "Hello!", "谢谢": "不客气", "谢谢你": "不客气", "thanks a lot": "You are welcome"} {
		m := w.says(w.ann, w.mention()+" "+words, nil)
		w.expect(m, want)
		if len(m.Buttons()) > 0 || strings.Contains(m.Text(), "Question:") {
			t.Errorf("%s: got buttons %q in\n%s", words, m.Buttons(), m.Text())
		}
	}
	if told, err := w.store.PersonalData(t.Context(), w.ann.ID); err != nil || len(told.Answers) != 0 {
		t.Errorf("courtesies are kept: %+v, %v", told.Answers, err)
	}
}

// TestRoleMention answers a mention of the bot's role: with a word where Discord
// does not show what is said, else as a mention of the bot.
func TestRoleMention(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	w.expect(w.says(w.ann, "<@&"+discordtest.BotRole(w.guild)+"> "+waived, nil), "Mention me myself")
	open := newListening(t)
	open.expect(open.says(open.ann, "<@&"+discordtest.BotRole(open.guild)+"> "+waived, nil), "# 3.5亿元")
}

func newListening(t *testing.T) *world {
	w := &world{TB: t, base: "testdata/base", Discord: discordtest.Start(t), dir: t.TempDir(), log: &journal{}}
	w.FirstResponse, w.MessageContent = time.Minute, true
	w.guild = w.NewGuild()
	w.here = w.NewChannel(w.guild, discordtest.TextChannel)
	w.ann = w.NewPerson(w.guild, w.here)
	w.start(options{tune: func(o *discord.Options) { inNoHurry(o); o.Listens = true }})
	t.Cleanup(func() {
		w.halt()
		everything.Write([]byte(w.log.String()))
	})
	return w
}

// TestFlood tells a person who writes too much so once.
func TestFlood(t *testing.T) {
	w := newWorld(t, options{tune: func(o *discord.Options) {
		o.Cooldowns = dispatch.Cooldowns{Person: dispatch.Pace{Every: time.Hour, Burst: 2}, Concurrent: 512}
	}})
	for i := range 17 {
		w.Say(w.ann, fmt.Sprint(w.mention(), " ", waived, i), nil)
	}
	mine := func() (n int, slow int) {
		for _, m := range w.Messages(w.here) {
			if m.Author == w.Application {
				n++
				if strings.Contains(m.Text(), "请稍") || strings.Contains(m.Text(), "One moment") {
					slow++
				}
			}
		}
		return n, slow
	}
	w.await("two answers and one word", func() bool { n, _ := mine(); return n >= 3 })
	time.Sleep(100 * time.Millisecond)
	if n, slow := mine(); n != 3 || slow != 1 {
		t.Errorf("got %d messages, %d of them a word about the pace; want 3 and 1", n, slow)
	}
}

// TestTyping shows that a mention is worked on that takes a while.
func TestTyping(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	w.server.BreakMessages(func(ctx context.Context) error {
		for w.Typed() == 0 && ctx.Err() == nil {
			time.Sleep(time.Millisecond)
		}
		return errors.New("it has been shown")
	})
	w.Say(w.ann, w.mention()+" "+waived, nil)
	w.await("typing", func() bool { return w.Typed() > 0 })
}
