package discord_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"policybot/bot/discord"
	"policybot/bot/discord/discordtest"
	"policybot/bot/state"
)

func TestAskPrivatelyAndShare(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	bob := w.NewPerson(w.guild, w.here)
	m := w.use(w.ann, "ask", given{"question": waived})
	w.private(m)
	w.expect(m, "# 3.5亿元", "2024年2月29日", "> 截至2024年2月末", "蓝港市人民政府", "https://www.lanport.example/")
	if posted := w.Messages(w.here); len(posted) != 0 {
		t.Fatalf("a private answer is in the channel: %s", posted[0].Text())
	}

	shared := w.click(w.ann, m, "分享")
	if shared.Ephemeral || len(w.Messages(w.here)) != 1 {
		t.Errorf("not shared with everybody:\n%s", shared.Text())
	}
	w.expect(shared, "# 3.5亿元")
	if slices.Contains(shared.Buttons(), "分享") {
		t.Error("what is shared can be shared again")
	}
	again := w.click(w.ann, m, "分享")
	w.private(again)
	w.expect(again, "shared already")

	// The others may read on, and say what they think.
	for _, button := range []string{"原文", "相关事实", "有帮助"} {
		w.private(w.click(bob, shared, button))
	}
	w.expect(w.click(bob, shared, "原文"), "**截至2024年2月末，蓝港市共减免商铺租金3.5亿元。**")
	if told, _ := w.store.PersonalData(t.Context(), w.ann.ID); len(told.Answers) != 1 || told.Answers[0].Channel != w.here {
		t.Errorf("kept: %+v", told)
	}
	kept, err := w.store.ToldOf(t.Context(), "lanport-2024-03-01")
	if err != nil || len(kept) == 0 || kept[len(kept)-1].Given.Message != shared.ID {
		t.Errorf("the answer is noted as %+v, %v; it is message %s", kept, err, shared.ID)
	}
}

func TestAskPublicly(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	if m := w.use(w.ann, "ask", given{"question": waived, "public": true}); m.Ephemeral {
		t.Error("asked for everybody, shown to one")
	}
	settings := w.use(manager(w.ann), "policy settings", nil)
	w.expect(settings, "Answers only for the asker: **yes")
	w.expect(w.click(manager(w.ann), settings, "Change privacy"), "Answers only for the asker: **no")
	if m := w.use(w.ann, "ask", given{"question": waived}); m.Ephemeral {
		t.Error("the server chose public answers, this one is private")
	}
	w.private(w.use(w.ann, "ask", given{"question": waived, "public": false}))
}

func manager(p discordtest.Person) discordtest.Person {
	p.Permissions = discordtest.ManageGuild
	return p
}

func TestAskInEveryLanguage(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	who := w.ann
	for locale, share := range map[string]string{"zh-CN": "分享", "zh-TW": "分享", "de": "Share", "en-GB": "Share"} {
		who.Locale = locale
		question := waived
		if strings.HasPrefix(share, "S") {
			question = "How much rent was waived?"
		}
		if m := w.use(who, "ask", given{"question": question}); !slices.Contains(m.Buttons(), share) {
			t.Errorf("%s: %s", locale, m.Text())
		}
	}
	who.Locale = "zh-TW"
	w.expect(w.use(who, "ask", given{"question": waived}), "把握：")
	w.expect(w.use(who, "help", nil), "您可以在這裡做什麼", "/提問")
	who.Locale, who.GuildLocale = "de", "zh-CN" // a language the bot does not speak: the server's
	w.expect(w.use(who, "help", nil), "您可以在这里做什么")

	settings := w.use(manager(w.ann), "policy settings", nil)
	w.expect(w.choose(manager(w.ann), settings, "Language", "zh"), "本服务器的设置")
	w.expect(w.use(w.ann, "help", nil), "您可以在这里做什么")
	w.expect(w.use(w.ann, "ask", given{"question": "How many traders were helped by the rent waiver?"}), "# 1.2万户")
}

func TestAskNothing(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	m := w.use(w.ann, "ask", given{"question": " \u200b\u202e "})
	w.private(m)
	w.expect(m, "no text")
	if _, err := w.Command(t.Context(), w.ann, "ask", given{"question": strings.Repeat("x", 501)}); err == nil {
		t.Error("Discord takes a question of 501 characters")
	}
}

func TestFeedback(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	m := w.use(w.ann, "ask", given{"question": waived})
	w.expect(w.click(w.ann, m, "有帮助"), "Thank you")
	ctx, cancel := soon()
	defer cancel()
	form := w.done(w.Click(ctx, w.ann, m, "不对"))
	if form.Modal == nil {
		t.Fatal("no form")
	}
	w.expect(w.done(form.Submit(ctx, map[string]string{"reason": "@everyone 过时了"})).Reply(), "Thank you")
	helpful, not, err := w.store.FeedbackCount(t.Context(), w.guild)
	if err != nil || helpful != 0 || not != 1 {
		t.Errorf("%d and %d, %v", helpful, not, err)
	}
	data, err := w.store.PersonalData(t.Context(), w.ann.ID)
	if err != nil || len(data.Feedback) != 1 || data.Feedback[0].Reason != "@everyone 过时了" {
		t.Errorf("%+v, %v", data.Feedback, err)
	}
}

func TestAskPerson(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	people := w.NewChannel(w.guild, discordtest.TextChannel)
	m := w.use(w.ann, "ask", given{"question": elsewhere})
	w.expect(m, "文件没有说明", "上海", "与您的问题最接近")
	if slices.Contains(m.Buttons(), "请人回答") {
		t.Error("a person can be asked though no channel is set")
	}
	settings := w.use(manager(w.ann), "policy settings", nil)
	w.choose(manager(w.ann), settings, "Channel for questions to people (none: no button)", people)

	m = w.use(w.ann, "ask", given{"question": elsewhere + " @everyone <@&77>"})
	first := w.click(w.ann, m, "请人回答")
	w.private(first)
	w.expect(first, "<#"+people+">", "上海减免了多少租金", "[署名提问] [匿名提问]")
	if len(w.Messages(people)) != 0 {
		t.Fatal("it is posted before the person has said so")
	}
	w.expect(w.click(w.ann, first, "署名提问"), "<#"+people+">")
	w.click(w.ann, w.click(w.ann, m, "请人回答"), "匿名提问") // an impatient second press
	posted := w.Messages(people)
	if len(posted) != 1 {
		t.Fatalf("%d questions were posted", len(posted))
	}
	w.expect(posted[0], "上海减免了多少租金", "<@"+w.ann.ID+">")
	nobody(t, posted[0])

	w.DeleteChannel(people)
	m = w.use(w.ann, "ask", given{"question": elsewhere})
	w.expect(w.click(w.ann, w.click(w.ann, m, "请人回答"), "匿名提问"), "Nobody can be asked")
	if s, err := w.store.Settings(t.Context(), w.guild); err != nil || s.AskChannel != "" {
		t.Errorf("the channel is still %q, %v", s.AskChannel, err)
	}
	w.expect(w.use(manager(w.ann), "policy audit", nil), "the bot itself", "ask_channel")
	w.expect(w.click(w.ann, m, "请人回答"), "Nobody can be asked")
}

// nobody fails the test if a message may ping somebody.
func nobody(t testing.TB, m *discordtest.Message) {
	t.Helper()
	allowed, _ := m.Body()["allowed_mentions"].(map[string]any)
	parse, _ := allowed["parse"].([]any)
	if allowed == nil || len(parse) > 0 || allowed["roles"] != nil || allowed["users"] != nil || allowed["replied_user"] == true {
		t.Errorf("allowed_mentions is %v in\n%s", allowed, m.Text())
	}
}

func TestSearchPagesAndFilters(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	bob := w.NewPerson(w.guild, w.here)
	m := w.use(w.ann, "search", given{"words": "rent"})
	w.private(m)
	w.expect(m, "page 1 of 2", "**1 · ")

	// Between the first page and the second the bot is stopped and started.
	w.halt()
	w.start(options{tune: inNoHurry})
	second := w.click(w.ann, m, "Next")
	w.expect(second, "page 2 of 2", "**6 · ")
	if second.ID != m.ID {
		t.Error("the second page is another message")
	}
	w.expect(w.click(w.ann, second, "Back"), "page 1 of 2")

	narrowed := w.choose(w.ann, second, "All topics", "market")
	w.expect(narrowed, "page 1 of 1", "Night markets")
	w.expect(w.choose(w.ann, narrowed, "All topics", "*"), "page 1 of 2")
	w.expect(w.choose(w.ann, narrowed, "All agencies", "Lanport Finance Office"), "Lanport Finance Office")
	w.expect(w.choose(w.ann, narrowed, "Open a measure …", "rent-loans"), "Bridging loans for rent", "CNY 500,000")

	public := w.use(w.ann, "search", given{"words": "rent", "public": true})
	theirs := w.click(bob, public, "Next")
	w.private(theirs)
	w.expect(theirs, "belongs to somebody else")

	w.expect(w.use(w.ann, "search", given{"words": "rent", "topic": "Night markets"}), "Night markets", "page 1 of 1")
	w.expect(w.use(w.ann, "search", given{"words": "qqqqqq"}), "Nothing found")
}

func TestMeasure(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	ctx, cancel := soon()
	defer cancel()
	for typed, want := range map[string]string{"waiv": "rent-waiver", "夜市": "night-stalls", "商铺租金": "rent-waiver", "tenants who cannot pay": "rent-loans"} {
		i := w.done(w.Autocomplete(ctx, w.ann, "measure", "name", typed))
		if !slices.Contains(i.Values, want) {
			t.Errorf("typing %q suggests %v", typed, i.Values)
		}
	}
	if i := w.done(w.Autocomplete(ctx, w.ann, "measure", "name", "")); len(i.Values) != 3 || i.Choices[0] != "Waiver of shop rents" {
		t.Errorf("before typing: %v", i.Choices)
	}
	if i := w.done(w.Autocomplete(ctx, w.ann, "search", "agency", "金融")); !slices.Equal(i.Values, []string{"Lanport Finance Office"}) {
		t.Errorf("agencies: %v", i.Values)
	}
	if i := w.done(w.Autocomplete(ctx, w.ann, "search", "topic", "stalls")); !slices.Equal(i.Values, []string{"market"}) {
		t.Errorf("topics: %v", i.Values)
	}
	m := w.use(w.ann, "measure", given{"name": "night-stalls"})
	w.private(m)
	w.expect(m, "New night market stalls", "small traders", "30 June 2024", "860 night market stalls", "1 March 2024", "https://www.lanport.example/")
	w.expect(w.use(w.ann, "measure", given{"name": "waiver of shop rents"}), "Waiver of shop rents")
	w.expect(w.use(w.ann, "measure", given{"name": "bridging loans"}), "Bridging loans for rent")
	w.expect(w.use(w.ann, "measure", given{"name": "qqqqqq"}), "No measure is called “qqqqqq”")
}

func TestTopics(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	m := w.use(w.ann, "topics", nil)
	w.expect(m, "**Rent relief** (2)", "**Night markets** (1)")
	topic := w.choose(w.ann, m, "Open a topic …", "rent")
	w.expect(topic, "### Rent relief", "Waiver of shop rents", "Bridging loans for rent")
	w.expect(w.choose(w.ann, topic, "Open a measure …", "rent-waiver"), "CNY 350 million")
	w.expect(w.click(w.ann, topic, "All topics"), "**Night markets** (1)")
}

func TestLookUpMessage(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	bob := w.NewPerson(w.guild, w.here)
	said := w.Say(bob, "<@"+w.ann.ID+"> "+waived, nil)
	ctx, cancel := soon()
	defer cancel()
	m := w.done(w.Menu(ctx, w.ann, "Look up policy", said)).Reply()
	w.private(m)
	w.expect(m, "# 3.5亿元")
	w.expect(w.done(w.Menu(ctx, w.ann, "Look up policy", w.Say(bob, "<@"+w.ann.ID+">", nil))).Reply(), "no text")
}

func TestMentionReplyAndDirectMessage(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	answer := func(channel string, after int) *discordtest.Message {
		t.Helper()
		w.await("an answer", func() bool { return len(w.Messages(channel)) > after })
		return w.Messages(channel)[after]
	}
	w.Say(w.ann, waived, nil) // nobody asked the bot
	w.Say(w.ann, "<@"+w.Application+"> "+waived, nil)
	m := answer(w.here, 2)
	w.expect(m, "# 3.5亿元")
	nobody(t, m)
	if ref, _ := m.Body()["message_reference"].(map[string]any); ref["message_id"] != w.Messages(w.here)[1].ID {
		t.Errorf("the answer is no reply: %v", ref)
	}
	w.Say(w.ann, "How many traders were helped by the rent waiver?", m)
	w.expect(answer(w.here, 4), "12,000")
	w.Say(w.ann, "<@"+w.Application+">", nil)
	w.expect(answer(w.here, 6), "What you can do here")

	direct := w.NewPerson("", "")
	w.Say(direct, waived, nil)
	m = answer(direct.Channel, 1)
	w.expect(m, "# 3.5亿元")
	w.expect(w.click(direct, m, "原文"), "3.5亿元")
	if told, err := w.store.PersonalData(t.Context(), direct.ID); err != nil || len(told.Answers) != 1 || told.Answers[0].Guild != "" {
		t.Errorf("%+v, %v", told, err)
	}
	// The bot hears its own answers, and other bots; it must not talk to them.
	if n := w.Calls()["POST /channels/{}/messages"]; n != 4 {
		t.Errorf("%d messages were posted, want 4", n)
	}
}

func TestManagersOnly(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	refused := func(m *discordtest.Message) {
		t.Helper()
		w.private(m)
		w.expect(m, "Only those who manage")
	}
	for _, name := range []string{"policy status", "policy refresh", "policy settings", "policy audit"} {
		refused(w.use(w.ann, name, nil))
	}
	boss := manager(w.NewPerson(w.guild, w.here))
	settings := w.use(boss, "policy settings", nil)
	ctx, cancel := soon()
	defer cancel()

	// Somebody who was a manager when the buttons appeared, and is no more.
	former := boss
	former.Permissions = 0
	for _, button := range []string{"Change privacy", "Change corrections", "More …"} {
		refused(w.click(former, settings, button))
	}
	refused(w.choose(former, settings, "Language", "zh"))
	refused(w.choose(former, settings, "Roles that manage the bot, beside those who manage the server", "1"))
	form := w.done(w.Click(ctx, boss, settings, "More …"))
	form.Who = former
	refused(w.done(form.Submit(ctx, map[string]string{"keep": "1"})).Reply())
	if s, err := w.store.Settings(t.Context(), w.guild); err != nil || !s.Private || s.Language != "" || s.KeepDays != state.DefaultSettings().KeepDays {
		t.Errorf("settings were changed: %+v, %v", s, err)
	}

	// A role can be let in, and is let in only here.
	w.choose(boss, settings, "Roles that manage the bot, beside those who manage the server", "77")
	helper := w.NewPerson(w.guild, w.here)
	helper.Roles = []string{"77"}
	w.expect(w.use(helper, "policy status", nil), "Documents: 1")
	elsewhere := helper
	elsewhere.Guild = w.NewGuild()
	refused(w.use(elsewhere, "policy status", nil))
	direct := manager(w.NewPerson("", ""))
	refused(w.use(direct, "policy status", nil))

	w.expect(w.use(helper, "help", nil), "/policy settings")
	if text := w.use(w.ann, "help", nil).Text(); strings.Contains(text, "/policy") {
		t.Errorf("help shows what this person may not use:\n%s", text)
	}
}

func TestWhoMayShare(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	boss := manager(w.NewPerson(w.guild, w.here))
	m := w.use(w.ann, "ask", given{"question": waived})
	settings := w.use(boss, "policy settings", nil)
	w.choose(boss, settings, "Roles that may share answers (none: everybody)", "88")
	w.expect(w.click(w.ann, m, "分享"), "may not share")
	if slices.Contains(w.use(w.ann, "ask", given{"question": waived}).Buttons(), "分享") {
		t.Error("a button is shown that cannot be used")
	}
	w.ann.Roles = []string{"88"}
	if w.click(w.ann, m, "分享").Ephemeral {
		t.Error("not shared")
	}
}

func TestSettingsForm(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	boss := manager(w.ann)
	settings := w.use(boss, "policy settings", nil)
	ctx, cancel := soon()
	defer cancel()
	submit := func(keep, zone string) *discordtest.Message {
		t.Helper()
		return w.done(w.done(w.Click(ctx, boss, settings, "More …")).Submit(ctx, map[string]string{"keep": keep, "zone": zone})).Reply()
	}
	w.expect(submit("30", "Asia/Shanghai"), "30 days", "Asia/Shanghai")
	w.expect(submit("0", ""), "between 1 and 3650")
	w.expect(submit("many", ""), "between 1 and 3650")
	w.expect(submit("30", "Mars"), "such as Asia/Shanghai")
	w.expect(w.click(boss, settings, "Change corrections"), "a figure they were given changes: **no")
	audit := w.use(boss, "policy audit", nil)
	w.expect(audit, "settings", "\"keep_days\":365 → ", "\"corrections\":true")
	nobody(t, audit)
}

func TestRefresh(t *testing.T) {
	base := t.TempDir()
	file := filepath.Join(base, "measures.yaml")
	original, err := os.ReadFile(filepath.Join("testdata", "base", "measures.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, original, 0o644); err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, options{base: base, tune: inNoHurry})
	boss := manager(w.ann)
	before := w.use(w.ann, "ask", given{"question": waived})
	w.use(boss, "policy refresh", nil)
	w.expect(w.use(boss, "policy refresh", nil), "Nothing has changed")
	if err := os.WriteFile(file, []byte(strings.NewReplacer("3.5亿元", "4.2亿元", "CNY 350 million", "CNY 420 million").Replace(string(original))), 0o644); err != nil {
		t.Fatal(err)
	}
	w.expect(w.use(boss, "policy refresh", nil), "read again")
	w.expect(w.use(w.ann, "ask", given{"question": waived}), "# 4.2亿元")
	w.expect(w.click(w.ann, before, "原文"), "3.5亿元") // what was told then
	w.expect(w.use(boss, "policy audit", nil), "refresh")
}

// TestHeldBase empties the folder of a base: a manager is asked, and says that
// the documents were removed.
func TestHeldBase(t *testing.T) {
	base := t.TempDir()
	for _, name := range []string{"a.md", "b.md", "c.md", "d.md"} {
		if err := os.WriteFile(filepath.Join(base, name), []byte("# 办法 "+name+"\n\n补贴不超过500元。\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	w := newWorld(t, options{base: base, tune: inNoHurry})
	boss := manager(w.ann)
	w.use(boss, "policy refresh", nil)
	for _, name := range []string{"a.md", "b.md", "c.md"} {
		if err := os.Remove(filepath.Join(base, name)); err != nil {
			t.Fatal(err)
		}
	}
	w.expect(w.use(boss, "policy refresh", nil), "3 of 4 documents are gone")
	status := w.use(boss, "policy status", nil)
	w.expect(status, "Documents: 4", "3 of 4 documents are gone")
	w.expect(w.click(boss, status, "Wait until they are back"), "stays in service")
	w.expect(w.click(boss, w.use(boss, "policy status", nil), "They were removed: tell everybody"), "changes: 3")
	w.expect(w.use(boss, "policy status", nil), "Documents: 1")
}

func TestPrivacy(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	bob := w.NewPerson(w.guild, w.here)
	answer := w.use(w.ann, "ask", given{"question": waived})
	w.use(bob, "ask", given{"question": elsewhere})
	shown := w.use(w.ann, "privacy show", nil)
	w.private(shown)
	w.expect(shown, "1 questions", waived)
	if strings.Contains(shown.Text(), elsewhere) {
		t.Error("somebody else's question is shown")
	}
	export := w.use(w.ann, "privacy export", nil)
	w.private(export)
	if len(export.Files) != 1 || export.Files[0].Description == "" {
		t.Fatalf("files: %+v", export.Files)
	}
	var data state.PersonalData
	if err := json.Unmarshal(export.Files[0].Data, &data); err != nil || len(data.Answers) != 1 || data.Answers[0].Question != waived {
		t.Errorf("exported %s, %v", export.Files[0].Data, err)
	}
	w.expect(w.click(w.ann, w.use(w.ann, "privacy forget", nil), "Delete"), "deleted")
	w.expect(w.use(w.ann, "privacy show", nil), "0 questions")
	w.expect(w.use(bob, "privacy show", nil), "1 questions")
	w.expect(w.click(w.ann, answer, "原文"), "no longer kept")
}

func TestRemovedFromServer(t *testing.T) {
	w := newWorld(t, options{tune: inNoHurry})
	w.use(w.ann, "ask", given{"question": waived})
	w.RemoveFromGuild(w.guild)
	w.await("the server to be forgotten", func() bool {
		data, err := w.store.PersonalData(t.Context(), w.ann.ID)
		return err == nil && len(data.Answers) == 0
	})
}

func TestCommandsAreSynchronisedByDifference(t *testing.T) {
	w := newWorld(t, options{})
	writes := func() (n int) {
		for route, calls := range w.Calls() {
			if strings.Contains(route, "/commands") && !strings.HasPrefix(route, "GET") {
				n += calls
			}
		}
		return n
	}
	want := []string{"Add to the documents", "Look up policy", "ask", "changes", "documents", "help", "measure", "policy", "privacy", "quiet", "search", "setup", "subscribe", "subscriptions", "topics"}
	if !slices.Equal(w.Commands(), want) || writes() != len(want) {
		t.Fatalf("commands %v by %d writes", w.Commands(), writes())
	}
	before := writes()
	w.halt()
	w.start(options{})
	if writes() != before {
		t.Errorf("%d writes though nothing changed", writes()-before)
	}
	w.halt()
	w.SpoilCommands()
	w.start(options{})
	if !slices.Equal(w.Commands(), want) || writes() != before+3 {
		t.Errorf("commands %v by %d writes, want one new, one changed, one removed", w.Commands(), writes()-before)
	}
}

// TestCommandsAreNamedInEveryLanguage holds that each command has a name of
// its own in each language.
func TestCommandsAreNamedInEveryLanguage(t *testing.T) {
	for _, name := range discord.CommandNames() {
		for locale, local := range name.Localizations() {
			if local == "" {
				t.Errorf("command %s: got no name in %s, want one", name.En, locale)
			}
		}
		if len(name.Localizations()) != 2 {
			t.Errorf("command %s: got the names %v, want them in zh-CN and zh-TW", name.En, name.Localizations())
		}
	}
}
