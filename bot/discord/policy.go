package discord

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"policybot/bot"
	"policybot/bot/discord/limit"
	"policybot/bot/state"
	"policybot/knowledge"
)

// policyCommand is for those who manage the bot of a server.
func policyCommand() command {
	manage := func(run func(context.Context, *call) (reply, error)) handler {
		return handler{show: showPrivately, manager: true, run: run}
	}
	return command{
		name:        phrase{"policy", "政策管理", "政策管理"},
		description: phrase{"Manage the policy bot of this server", "管理本服务器的政策机器人", "管理本伺服器的政策機器人"},
		inGuilds:    true,
		handler:     handler{manager: true},
		subcommands: []command{
			{name: phrase{"status", "状态", "狀態"}, description: phrase{"The base, and problems found in it", "资料库状态和发现的问题", "資料庫狀態和發現的問題"}, handler: manage(showStatus)},
			{name: phrase{"refresh", "刷新", "重新讀取"}, description: phrase{"Read the policy documents again", "重新读取政策文件", "重新讀取政策文件"}, handler: manage(refresh)},
			{name: phrase{"settings", "设置", "設定"}, description: phrase{"Language, privacy, who may do what", "语言、隐私、谁可以做什么", "語言、隱私、誰可以做什麼"}, handler: manage(showSettings)},
			{name: phrase{"audit", "记录", "紀錄"}, description: phrase{"The last things that were changed, and by whom", "最近的更改和操作人", "最近的變更和操作人"}, handler: manage(showAudit)},
		},
	}
}

func showStatus(ctx context.Context, c *call) (reply, error) {
	helpful, unhelpful, err := c.store.FeedbackCount(ctx, c.who.Guild)
	if err != nil {
		return reply{}, err
	}
	return reply{message: statusCard(c.view, c.bot.Base(), status{helpful: helpful, unhelpful: unhelpful, started: ago(c.started)})}, nil
}

// status is what a status card shows beside the base.
type status struct {
	helpful, unhelpful int
	started            string
}

// statusCard shows the state of the base and what is wrong with it.
func statusCard(v view, base *knowledge.Base, st status) message {
	card := newCard()
	facts := len(base.Facts)
	for _, m := range base.Measures {
		facts += len(m.Facts)
	}
	card.text(title(escape(base.Name.In(v.locale.language()), 150)), fmt.Sprintf(v.StatusCounts,
		v.locale.count(len(base.Documents)), v.locale.count(len(base.Measures)), v.locale.count(facts)),
		v.Revision+"`"+base.Revision[:min(len(base.Revision), 12)]+"`", v.Running+st.started,
		fmt.Sprintf(v.FeedbackCounts, v.locale.count(st.helpful), v.locale.count(st.unhelpful)))
	card.rule()
	card.text(problemLines(v, base.Problems)...)
	return card.message()
}

// problemLines shows what is wrong with a base.
func problemLines(v view, problems []knowledge.Problem) []string {
	if len(problems) == 0 {
		return []string{v.NoProblems}
	}
	const most = 10
	lines := []string{strong(fmt.Sprintf(v.Problems, v.locale.count(len(problems))))}
	for _, p := range problems[:min(len(problems), most)] {
		where := escape(p.Path, 100)
		if p.Line > 0 {
			where += ":" + strconv.Itoa(p.Line)
		}
		if p.Page > 0 {
			where += " " + v.page(p.Page)
		}
		mark := "• "
		if p.Fatal {
			mark = "✗ " + v.NotRead + " "
		}
		lines = append(lines, mark+where+" — "+escape(p.Message.In(v.locale.language()), 200))
	}
	if more := len(problems) - most; more > 0 {
		lines = append(lines, small(fmt.Sprintf(v.AndMore, v.locale.count(more))))
	}
	return lines
}

// refresh reads the base again.
func refresh(ctx context.Context, c *call) (reply, error) {
	done, err := c.bot.RefreshAnew(ctx, c.store)
	if err != nil {
		return reply{}, fmt.Errorf("refresh: %w", err)
	}
	if err := c.store.Record(ctx, state.Action{Guild: c.who.Guild, Actor: c.who.User, Name: "refresh", Became: done.Revision}); err != nil {
		return reply{}, err
	}
	return reply{message: refreshedCard(c.view, done)}, nil
}

// refreshedCard says what a refresh did.
func refreshedCard(v view, done *bot.Refreshed) message {
	card := newCard()
	words := v.NothingNew
	if done.Replaced {
		words = fmt.Sprintf(v.Refreshed, v.locale.count(len(done.Changes)))
	}
	card.text(title(words), v.Revision+"`"+done.Revision[:min(len(done.Revision), 12)]+"`")
	for _, path := range done.Kept {
		card.text("• " + fmt.Sprintf(v.KeptBefore, escape(path, 150)))
	}
	card.rule()
	card.text(problemLines(v, done.Problems)...)
	return card.message()
}

func showAudit(ctx context.Context, c *call) (reply, error) {
	actions, err := c.store.Actions(ctx, c.who.Guild, 12)
	if err != nil {
		return reply{}, err
	}
	return reply{message: auditCard(c.view, actions)}, nil
}

// auditCard lists the last actions. It names people and pings nobody.
func auditCard(v view, actions []state.Action) message {
	card := newCard()
	card.text(title(v.Audit))
	if len(actions) == 0 {
		card.text(v.NoActions)
	}
	for _, a := range actions {
		who := v.ByTheBot
		if a.Actor != "" {
			who = "<@" + strings.Trim(a.Actor, "<>@") + ">"
		}
		card.text(joined(" · ", moment(a.At), who, strong(escape(a.Name, 40))), changed(a))
	}
	return card.message()
}

// changed shows what an action changed: the settings that differ, or the
// result.
func changed(a state.Action) string {
	if a.Was == "" {
		return small(escape(a.Became, 120))
	}
	split := func(s string) []string { return strings.Split(strings.Trim(s, "{}"), ",") }
	was, became := split(a.Was), split(a.Became)
	only := func(of, other []string) string {
		return strings.Join(slices.DeleteFunc(slices.Clone(of), func(s string) bool { return slices.Contains(other, s) }), ", ")
	}
	return small(escape(only(was, became), 120) + " → " + escape(only(became, was), 120))
}

// settingsControls are the menus and forms of the settings. Each is checked
// for permission anew.
func settingsControls() map[string]control {
	manage := func(where show, run func(context.Context, *call) (reply, error)) control {
		return control{handler: handler{show: where, manager: true, run: run}}
	}
	set := func(change func(s *state.Settings, values []string)) control {
		return manage(showInPlace, func(ctx context.Context, c *call) (reply, error) {
			return c.changeSettings(ctx, func(s *state.Settings) { change(s, c.event.Data.Values) })
		})
	}
	return map[string]control{
		"set-language": set(func(s *state.Settings, values []string) {
			s.Language = knowledge.Language(strings.Trim(strings.Join(values, ""), everything))
		}),
		"set-share":    set(func(s *state.Settings, values []string) { s.ShareRoles = values }),
		"set-managers": set(func(s *state.Settings, values []string) { s.ManagerRoles = values }),
		"set-channel": set(func(s *state.Settings, values []string) {
			s.AskChannel = strings.Join(values[:min(len(values), 1)], "")
		}),
		"set-private": set(func(s *state.Settings, _ []string) { s.Private = !s.Private }),
		"set-correct": set(func(s *state.Settings, _ []string) { s.Corrections = !s.Corrections }),
		"set-more":    manage(showWithoutWait, openSettingsForm),
		"set-form":    manage(showPrivately, submitSettingsForm),
	}
}

func showSettings(_ context.Context, c *call) (reply, error) {
	return reply{message: settingsCard(c.view, c.settings, c.id)}, nil
}

// changeSettings changes the settings and shows them. What is wrong with them
// is for the manager to read.
func (c *call) changeSettings(ctx context.Context, change func(*state.Settings)) (reply, error) {
	after, err := c.store.ChangeSettings(ctx, c.who.Guild, c.who.User, change)
	if err != nil {
		return reply{}, err
	}
	c.settings = after
	c.view = viewIn(localeOf(after.Language, c.event.Locale, c.event.GuildLocale))
	return reply{message: settingsCard(c.view, after, c.id)}, nil
}

// settingsCard shows the settings and what changes them.
func settingsCard(v view, s state.Settings, id func(string, ...string) string) message {
	yes := func(b bool) string {
		if b {
			return v.Yes
		}
		return v.No
	}
	zone := v.ZoneOfBase
	if s.TimeZone != "" {
		zone = escape(s.TimeZone, 60)
	}
	card := newCard()
	card.text(title(v.Settings), strong(v.SetPrivate)+yes(s.Private), strong(v.SetCorrections)+yes(s.Corrections),
		strong(v.SetKeep)+fmt.Sprintf(v.Days, v.locale.count(s.KeepDays)), strong(v.SetZone)+zone)
	card.text(small(v.IntegrationsHint))
	card.menu(menuOf(v.SetLanguage, id("set-language"), []option{
		{Label: v.EachTheirOwn, Value: everything, Default: s.Language == ""},
		{Label: "中文", Value: string(knowledge.Chinese), Default: s.Language == knowledge.Chinese},
		{Label: "English", Value: string(knowledge.English), Default: s.Language == knowledge.English},
	}))
	none := 0
	pick := func(kind int, of, label, control string, chosen []string, most int) {
		m := component{Type: kind, CustomID: id(control), Placeholder: plain(label, limit.SelectPlaceholder), MinValues: &none, MaxValues: most}
		for _, c := range chosen[:min(len(chosen), most)] {
			m.DefaultValues = append(m.DefaultValues, defaultValue{ID: c, Type: of})
		}
		if kind == channelSelect {
			m.ChannelTypes = []int{0, 5, 11, 12} // text, news, threads
		}
		card.menu(m)
	}
	var channel []string
	if s.AskChannel != "" {
		channel = []string{s.AskChannel}
	}
	pick(channelSelect, "channel", v.SetAskChannel, "set-channel", channel, 1)
	pick(roleSelect, "role", v.SetManagers, "set-managers", s.ManagerRoles, 10)
	pick(roleSelect, "role", v.SetSharers, "set-share", s.ShareRoles, 10)
	card.buttons(pressable(secondaryButton, v.TogglePrivate, id("set-private")), pressable(secondaryButton, v.ToggleCorrections, id("set-correct")),
		pressable(secondaryButton, v.MoreSettings, id("set-more")))
	return card.message()
}

// openSettingsForm opens the form for what is written, not chosen.
func openSettingsForm(_ context.Context, c *call) (reply, error) {
	optional := false
	input := func(id, label, hint, value string, most int) component {
		return component{Type: actionRow, Components: []component{{Type: textInput, Style: shortInput, CustomID: id, Label: plain(label, limit.InputLabel),
			Placeholder: plain(hint, limit.Placeholder), Value: value, MaxLength: most, Required: &optional}}}
	}
	return reply{modal: &modal{CustomID: c.id("set-form"), Title: plain(c.Settings, limit.ModalTitle), Components: []component{
		input("keep", c.KeepLabel, "365", strconv.Itoa(c.settings.KeepDays), 4),
		input("zone", c.ZoneLabel, "Asia/Shanghai", c.settings.TimeZone, 60),
	}}}, nil
}

func submitSettingsForm(ctx context.Context, c *call) (reply, error) {
	days, err := strconv.Atoi(strings.TrimSpace(c.input("keep")))
	wanted := c.settings
	wanted.KeepDays, wanted.TimeZone = days, strings.TrimSpace(c.input("zone"))
	if err != nil || days < 1 || days > state.MaxKeepDays {
		return reply{}, refusal(fmt.Sprintf(c.BadDays, state.MaxKeepDays))
	}
	if wanted.Check() != nil {
		return reply{}, refusal(c.BadZone)
	}
	return c.changeSettings(ctx, func(s *state.Settings) { s.KeepDays, s.TimeZone = wanted.KeepDays, wanted.TimeZone })
}
