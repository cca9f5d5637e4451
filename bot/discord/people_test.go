package discord_test

import (
	"context"
	"strings"
	"testing"

	"policybot/bot/discord/discordtest"
)

// helpdesk is a world in which people answer: in a channel, told by a role.
func helpdesk(t *testing.T) (w *world, desk discordtest.Person) {
	w = newWorld(t, options{tune: inNoHurry})
	people := w.NewChannel(w.guild, discordtest.TextChannel)
	boss := manager(w.ann)
	settings := w.use(boss, "policy settings", nil)
	w.choose(boss, settings, "Channel for questions to people (none: no button)", people)
	w.choose(boss, settings, "Role that is told of questions to people, and may answer (none: managers answer)", "77")
	desk = w.NewPerson(w.guild, people)
	desk.Roles = []string{"77"}
	return w, desk
}

// askPeople puts a question to people and returns its card.
func (w *world) askPeople(desk discordtest.Person, question, how string) *discordtest.Message {
	w.Helper()
	m := w.use(w.ann, "ask", given{"question": question})
	before := len(w.Messages(desk.Channel))
	w.click(w.ann, w.click(w.ann, m, "请人回答"), how)
	posted := w.Messages(desk.Channel)
	if len(posted) != before+1 {
		w.Fatalf("%d questions are posted, want one more than %d", len(posted), before)
	}
	return posted[before]
}

// reply answers a question to people in the form, and returns its card.
func (w *world) reply(who discordtest.Person, question *discordtest.Message, button, words string) *discordtest.Message {
	w.Helper()
	ctx, cancel := soon()
	defer cancel()
	form := w.done(w.Click(ctx, who, question, button))
	if form.Modal == nil {
		w.Fatalf("no form: %s", form.Reply().Text())
	}
	return w.done(form.Submit(ctx, map[string]string{"answer": words})).Reply()
}

// TestPeopleAnswer takes a question from its asker to people, their answer back,
// and to whoever asks the same, until it is withdrawn.
func TestPeopleAnswer(t *testing.T) {
	w, desk := helpdesk(t)
	question := w.askPeople(desk, elsewhere, "署名提问")
	w.expect(question, "<@&77>", "上海减免了多少租金", "[回答]")
	if allowed, _ := question.Body()["allowed_mentions"].(map[string]any); len(allowed["roles"].([]any)) != 1 || len(allowed["parse"].([]any)) != 0 {
		t.Errorf("the card may ping %v, want the role alone", allowed)
	}

	stranger := w.NewPerson(w.guild, desk.Channel)
	w.expect(w.click(stranger, question, "回答"), "Only those who manage the bot")

	card := w.reply(desk, question, "回答", "上海的数字要问上海市商务委。@everyone")
	w.expect(card, "上海的数字要问上海市商务委", "<@"+desk.ID+">", "[修改回答] [撤回]")
	nobody(t, card)

	var told *discordtest.Message
	w.await("the answer where it was asked", func() bool {
		for _, m := range w.Messages(w.here) {
			if strings.Contains(m.Text(), "上海市商务委") {
				told = m
			}
		}
		return told != nil
	})
	w.expect(told, "<@"+w.ann.ID+">", "成员的回答", "<@"+desk.ID+">", "<t:")
	if allowed, _ := told.Body()["allowed_mentions"].(map[string]any); allowed["users"].([]any)[0] != w.ann.ID || len(allowed["parse"].([]any)) != 0 {
		t.Errorf("it may ping %v, want the asker alone", allowed)
	}

	bob := w.NewPerson(w.guild, w.here)
	again := w.use(bob, "ask", given{"question": "請問上海減免了多少租金"})
	w.expect(again, "成员的回答", "上海市商务委", "<@"+desk.ID+">", "<t:", "文件没有说明")
	nobody(t, again)
	w.expect(w.use(bob, "ask", given{"question": waived}), "# 3.5亿元")
	far := w.NewPerson(w.NewGuild(), w.here)
	if m := w.use(far, "ask", given{"question": elsewhere}); strings.Contains(m.Text(), "商务委") {
		t.Errorf("another server sees it:\n%s", m.Text())
	}

	changed := w.reply(desk, card, "修改回答", "上海减免了2亿元。")
	w.expect(w.use(bob, "ask", given{"question": elsewhere}), "上海减免了2亿元")
	w.expect(w.click(desk, changed, "撤回"), "已撤回", "[回答]")
	if m := w.use(bob, "ask", given{"question": elsewhere}); strings.Contains(m.Text(), "2亿元") {
		t.Errorf("what was withdrawn is given:\n%s", m.Text())
	}
	w.expect(w.use(manager(w.ann), "policy audit", nil), "answer", "withdraw")
}

// TestPeopleAnswerUnnamed tells who left their name out directly, and names them
// nowhere.
func TestPeopleAnswerUnnamed(t *testing.T) {
	w, desk := helpdesk(t)
	question := w.askPeople(desk, elsewhere, "匿名提问")
	w.expect(question, "一位成员匿名提问")
	card := w.reply(desk, question, "回答", "不知道。")
	for _, m := range []*discordtest.Message{question, card} {
		if strings.Contains(m.Source(), w.ann.ID) {
			t.Errorf("it names the asker:\n%s", m.Source())
		}
	}
	w.await("a direct message", func() bool {
		direct := w.Messages("dm" + w.ann.ID)
		return len(direct) == 1 && strings.Contains(direct[0].Text(), "不知道")
	})
	if posted := w.Messages(w.here); len(posted) != 0 {
		t.Errorf("it is posted where everybody sees it: %s", posted[0].Text())
	}
}

// TestPeopleAnswerNobodyThere keeps the answer where the asker cannot be reached,
// and says so.
func TestPeopleAnswerNobodyThere(t *testing.T) {
	w, desk := helpdesk(t)
	question := w.askPeople(desk, elsewhere, "署名提问")
	w.Misbehave(discordtest.Fault{Method: "POST", Path: "/users/@me/channels", Status: 403, Body: `{"message":"Cannot send messages to this user","code":50007}`})
	w.DeleteChannel(w.here)
	w.expect(w.reply(desk, question, "回答", "不知道。"), "未能联系到提问人")
}

// TestForgottenAsker is taken out of what they asked people.
func TestForgottenAsker(t *testing.T) {
	w, desk := helpdesk(t)
	w.reply(desk, w.askPeople(desk, elsewhere, "署名提问"), "回答", "不知道。")
	w.askPeople(desk, "广州减免了多少租金?", "署名提问")
	ctx := context.Background()
	if data, err := w.store.PersonalData(ctx, w.ann.ID); err != nil || len(data.Questions) != 2 {
		t.Fatalf("kept: %+v, %v; want two questions", data.Questions, err)
	}
	for _, who := range []string{w.ann.ID, desk.ID} {
		if err := w.store.ForgetPerson(ctx, who); err != nil {
			t.Fatal(err)
		}
		if data, err := w.store.PersonalData(ctx, who); err != nil || len(data.Questions) != 0 {
			t.Errorf("still kept: %+v, %v", data.Questions, err)
		}
	}
	statements, err := w.store.Statements(ctx, w.guild)
	if err != nil || len(statements) != 1 || statements[0].Author != "" {
		t.Errorf("got %+v, %v; want the answer without names", statements, err)
	}
}

// TestUnanswered lists what was not found and what is not right, most often
// first, without names.
func TestUnanswered(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	boss := manager(w.ann)
	w.expect(w.use(boss, "policy unanswered", nil), "Nothing is open")
	bob := w.NewPerson(w.guild, w.here)
	for range 2 {
		w.use(bob, "ask", given{"question": elsewhere})
	}
	w.use(bob, "ask", given{"question": strings.TrimSuffix(elsewhere, "?") + "？"})
	m := w.use(bob, "ask", given{"question": waived})
	ctx, cancel := soon()
	defer cancel()
	form := w.done(w.Click(ctx, bob, m, "不对"))
	w.expect(w.done(form.Submit(ctx, map[string]string{"reason": "已经是4亿了 @everyone"})).Reply(), "Thank you")

	list := w.use(boss, "policy unanswered", nil)
	w.private(list)
	w.expect(list, "found: 2", "not answered: 3", "marked not right: 1", "已经是4亿了", "蓝港市共减免商铺租金3.5亿元")
	nobody(t, list)
	if strings.Contains(list.Source(), bob.ID) {
		t.Error("it names who asked")
	}
	if strings.Index(list.Text(), "上海") > strings.Index(list.Text(), "蓝港市一共") {
		t.Errorf("the one asked most often is not first:\n%s", list.Text())
	}
	if open, err := w.store.Unanswered(ctx, "another"); err != nil || len(open) != 0 {
		t.Errorf("another server sees %+v, %v", open, err)
	}
}
