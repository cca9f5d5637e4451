package card

import (
	"fmt"
	"policybot/bot"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/bot/state"
	"policybot/knowledge"
	"slices"
	"strconv"
	"strings"
)

// ServerStatus is what a status card shows beside the base.
type ServerStatus struct {
	Helpful, Unhelpful int
	Facts              int // statements with figures
	Started            string
	Held               *bot.Held
	Unwritable         bool                // nothing can be kept
	Problems           []knowledge.Problem // that the person may know of
	Messages           state.DeliveryCount
}

// held says that documents are gone, and asks whether they were removed.
func (v View) held(card *Card, h *bot.Held, id func(kind string, args ...string) string) {
	if h == nil {
		return
	}
	card.Text(Strong(fmt.Sprintf(v.Held, v.Locale.Count(h.Gone), v.Locale.Count(h.Of))), v.HeldAsk)
	card.Buttons(Button(rest.DangerButton, v.HeldAccept, id("gone-accept")), Button(rest.SecondaryButton, v.HeldWait, id("gone-wait")))
}

// Status shows the state of the base and what is wrong with it.
func Status(v View, base *knowledge.Base, st ServerStatus, id func(kind string, args ...string) string) rest.Message {
	card := New()
	card.Text(Title(Escape(base.Name.In(v.Locale.Language()), 150)), fmt.Sprintf(v.StatusCounts,
		v.Locale.Count(len(base.Documents)), v.Locale.Count(len(base.Measures)), v.Locale.Count(st.Facts)),
		v.Revision+"`"+base.Revision[:min(len(base.Revision), 12)]+"`", v.Running+st.Started,
		fmt.Sprintf(v.FeedbackCounts, v.Locale.Count(st.Helpful), v.Locale.Count(st.Unhelpful)))
	card.Rule()
	v.held(card, st.Held, id)
	if st.Unwritable {
		card.Text(Strong(v.CannotKeep))
	}
	card.Text(v.messages(st.Messages)...)
	card.Text(problemLines(v, st.Problems)...)
	return card.Message()
}

// messages says what waits to be sent, and what was given up.
func (v View) messages(c state.DeliveryCount) []string {
	var lines []string
	if c.Waiting > 0 {
		lines = append(lines, fmt.Sprintf(v.NoticesWait, v.Locale.Count(c.Waiting), Ago(c.Oldest)))
	}
	if c.Failed > 0 {
		lines = append(lines, fmt.Sprintf(v.NoticesFailed, v.Locale.Count(c.Failed)), Small(Escape(c.Why, 200)))
	}
	return lines
}

// problemLines shows what is wrong with a base.
func problemLines(v View, problems []knowledge.Problem) []string {
	if len(problems) == 0 {
		return []string{v.NoProblems}
	}
	const most = 10
	lines := []string{Strong(fmt.Sprintf(v.Problems, v.Locale.Count(len(problems))))}
	for _, p := range problems[:min(len(problems), most)] {
		where := Escape(p.Path, 100)
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
		lines = append(lines, mark+where+" — "+Escape(p.Message.In(v.Locale.Language()), 200))
	}
	if more := len(problems) - most; more > 0 {
		lines = append(lines, Small(fmt.Sprintf(v.AndMore, v.Locale.Count(more))))
	}
	return lines
}

// Refreshed says what a refresh did.
func Refreshed(v View, done *bot.Refreshed, id func(kind string, args ...string) string) rest.Message {
	card := New()
	words := v.NothingNew
	if done.Replaced {
		words = fmt.Sprintf(v.Refreshed, v.Locale.Count(len(done.Changes)))
	}
	card.Text(Title(words), v.Revision+"`"+done.Revision[:min(len(done.Revision), 12)]+"`")
	v.held(card, done.Held, id)
	for _, path := range done.Kept {
		card.Text("• " + fmt.Sprintf(v.KeptBefore, Escape(path, 150)))
	}
	card.Rule()
	card.Text(problemLines(v, done.Problems)...)
	return card.Message()
}

// Audit lists the last actions. It names people and pings nobody.
func Audit(v View, actions []state.Action) rest.Message {
	card := New()
	card.Text(Title(v.Audit))
	if len(actions) == 0 {
		card.Text(v.NoActions)
	}
	for _, a := range actions {
		who := v.ByTheBot
		if a.Actor != "" {
			who = "<@" + strings.Trim(a.Actor, "<>@") + ">"
		}
		card.Text(Joined(" · ", Moment(a.At), who, Strong(Escape(a.Name, 40))), changed(a))
	}
	return card.Message()
}

// changed shows what an action changed: the settings that differ, or the
// result.
func changed(a state.Action) string {
	if a.Was == "" {
		return Small(Escape(a.Became, 120))
	}
	split := func(s string) []string { return strings.Split(strings.Trim(s, "{}"), ",") }
	was, became := split(a.Was), split(a.Became)
	only := func(of, other []string) string {
		return strings.Join(slices.DeleteFunc(slices.Clone(of), func(s string) bool { return slices.Contains(other, s) }), ", ")
	}
	return Small(Escape(only(was, became), 120) + " → " + Escape(only(became, was), 120))
}

// What is said of the operator's documents beside the server's own.
var (
	setShared    = Say("Answer from the bot operator's documents, too, where they are offered: ", "同时使用机器人运营者的文件回答（如有提供）：", "同時使用機器人營運者的文件回答（如有提供）：")
	toggleShared = Say("Operator's documents on/off", "开关运营者的文件", "開關營運者的文件")
)

// Settings shows the settings and what changes them.
func Settings(v View, s state.Settings, id func(string, ...string) string) rest.Message {
	return settingsCard(v, s, id)
}

// settingsCard shows the settings below some lines.
func settingsCard(v View, s state.Settings, id func(string, ...string) string, above ...string) rest.Message {
	yes := func(b bool) string {
		if b {
			return v.Yes
		}
		return v.No
	}
	zone := v.ZoneOfBase
	if s.TimeZone != "" {
		zone = Escape(s.TimeZone, 60)
	}
	sure := v.SureOfIndex
	if s.SurePercent > 0 {
		sure = strconv.Itoa(s.SurePercent) + "%"
	}
	card := New()
	card.Text(above...)
	card.Text(Title(v.Settings), Strong(v.SetPrivate)+yes(s.Private), Strong(v.SetCorrections)+yes(s.Corrections), Strong(setShared.In(v.Locale))+yes(s.Shared),
		Strong(v.SetKeep)+fmt.Sprintf(v.Days, v.Locale.Count(s.KeepDays)), Strong(v.SetZone)+zone,
		Strong(v.SetSure)+sure)
	card.Text(Strong(v.SetThreads) + yes(s.Threads))
	card.Text(Small(v.IntegrationsHint))
	card.Menu(MenuOf(v.SetLanguage, id("set-language"), []rest.Option{
		{Label: v.EachTheirOwn, Value: Everything, Default: s.Language == ""},
		{Label: "中文", Value: string(knowledge.Chinese), Default: s.Language == knowledge.Chinese},
		{Label: "English", Value: string(knowledge.English), Default: s.Language == knowledge.English},
	}))
	none := 0
	pick := func(kind int, of, label, control string, chosen []string, most int) {
		m := rest.Component{Type: kind, CustomID: id(control), Placeholder: Plain(label, limit.SelectPlaceholder), MinValues: &none, MaxValues: most}
		for _, c := range chosen[:min(len(chosen), most)] {
			m.DefaultValues = append(m.DefaultValues, rest.DefaultValue{ID: c, Type: of})
		}
		if kind == rest.ChannelSelect {
			m.ChannelTypes = []int{0, 5, 11, 12} // text, news, threads
		}
		card.Menu(m)
	}
	var channel []string
	if s.AskChannel != "" {
		channel = []string{s.AskChannel}
	}
	pick(rest.ChannelSelect, "channel", v.SetAskChannel, "set-channel", channel, 1)
	var role []string
	if s.AskRole != "" {
		role = []string{s.AskRole}
	}
	pick(rest.RoleSelect, "role", v.SetAskRole, "set-askrole", role, 1)
	pick(rest.RoleSelect, "role", v.SetManagers, "set-managers", s.ManagerRoles, 10)
	pick(rest.RoleSelect, "role", v.SetSharers, "set-share", s.ShareRoles, 10)
	card.Buttons(Button(rest.SecondaryButton, v.TogglePrivate, id("set-private")), Button(rest.SecondaryButton, v.ToggleCorrections, id("set-correct")),
		Button(rest.SecondaryButton, toggleShared.In(v.Locale), id("set-shared")),
		Button(rest.SecondaryButton, v.ToggleThreads, id("set-threads")), Button(rest.SecondaryButton, v.MoreSettings, id("set-more")))
	return card.Message()
}
