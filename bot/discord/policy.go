package discord

import (
	"context"
	"fmt"
	"policybot/bot"
	"policybot/bot/discord/card"
	"policybot/bot/discord/dispatch"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/bot/state"
	"policybot/knowledge"
	"slices"
	"strconv"
	"strings"
)

// policyCommand is for those who manage the bot of a server.
func policyCommand() dispatch.Command {
	manage := func(run func(context.Context, *dispatch.Call) (dispatch.Reply, error)) dispatch.Handler {
		return dispatch.Handler{Show: dispatch.ShowPrivately, Manager: true, Run: run}
	}
	return dispatch.Command{
		Name:        card.Say("policy", "政策管理", "政策管理"),
		Description: card.Say("Manage the policy bot of this server", "管理本服务器的政策机器人", "管理本伺服器的政策機器人"),
		InGuilds:    true,
		Handler:     dispatch.Handler{Manager: true},
		Subcommands: append(documentCommands(), []dispatch.Command{
			{Name: card.Say("status", "状态", "狀態"), Description: card.Say("The base, and problems found in it", "资料库状态和发现的问题", "資料庫狀態和發現的問題"), Handler: manage(showStatus)},
			{Name: card.Say("refresh", "刷新", "重新讀取"), Description: card.Say("Read the policy documents again", "重新读取政策文件", "重新讀取政策文件"), Handler: manage(refresh)},
			{Name: card.Say("settings", "设置", "設定"), Description: card.Say("Language, privacy, who may do what", "语言、隐私、谁可以做什么", "語言、隱私、誰可以做什麼"), Handler: manage(showSettings)},
			{Name: card.Say("unanswered", "未答问题", "未答問題"), Description: card.Say("Questions without an answer, and answers found not right", "没有答案的问题，和被认为不对的回答", "沒有答案的問題，和被認為不對的回答"), Handler: manage(showUnanswered)},
			{Name: card.Say("audit", "记录", "紀錄"), Description: card.Say("The last things that were changed, and by whom", "最近的更改和操作人", "最近的變更和操作人"), Handler: manage(showAudit)},
		}...),
	}
}

// showStatus shows the state of what the server sees, and what is wrong with its
// own base; with the operator's, to those who keep it.
func showStatus(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	helpful, unhelpful, err := c.Store.FeedbackCount(ctx, c.Who.Guild)
	if err != nil {
		return dispatch.Reply{}, err
	}
	messages, err := c.Store.DeliveryCount(ctx, c.Who.Guild, false)
	if err != nil {
		return dispatch.Reply{}, err
	}
	facts := 0
	for _, n := range c.Bot.Figures() {
		facts += n
	}
	status := card.ServerStatus{Facts: facts, Messages: messages, Helpful: helpful, Unhelpful: unhelpful, Started: card.Ago(c.Started), Unwritable: c.Store.Writable(ctx) != nil,
		Problems: c.Bot.Own().Problems}
	if c.Operates() && c.Bot.Bases.Operator {
		status.Problems = append(slices.Clone(status.Problems), c.Shelf.Operator.Base().Problems...)
		status.Held = c.Shelf.Operator.Held()
	}
	return dispatch.Reply{Message: card.Status(c.View, c.Bot.Base(), status, c.ID)}, nil
}

// refresh reads the documents again: the operator's for those who keep them,
// else the server's own.
func refresh(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	if c.Operates() {
		return refreshed(ctx, c, c.Shelf.Operator.RefreshAnew)
	}
	if c.Bot.Bases.Own == "" {
		return dispatch.Reply{}, dispatch.Refusal(documentWords.nothingHere.In(c.Locale))
	}
	return refreshed(ctx, c, c.Bot.RefreshOwn)
}

// acceptGone takes documents that are gone from the operator's base for
// removed.
func acceptGone(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	if !c.Operates() {
		return dispatch.Reply{}, dispatch.Refusal(c.ManagersOnly)
	}
	return refreshed(ctx, c, c.Shelf.Operator.RefreshAccepting)
}

func refreshed(ctx context.Context, c *dispatch.Call, do func(context.Context, *state.Store) (*bot.Refreshed, error)) (dispatch.Reply, error) {
	done, err := do(ctx, c.Store)
	if err != nil {
		return dispatch.Reply{}, fmt.Errorf("refresh: %w", err)
	}
	if c.Who.Guild != "" {
		if err := c.Store.Record(ctx, state.Action{Guild: c.Who.Guild, Actor: c.Who.User, Name: "refresh", Became: done.Revision}); err != nil {
			return dispatch.Reply{}, err
		}
	}
	return dispatch.Reply{Message: card.Refreshed(c.View, done, c.ID)}, nil
}

// keepWaiting leaves the base as it is.
func keepWaiting(_ context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	if !c.Operates() {
		return dispatch.Reply{}, dispatch.Refusal(c.ManagersOnly)
	}
	return dispatch.Reply{Message: card.Sentence(c.KeptWaiting)}, nil
}

func showAudit(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	actions, err := c.Store.Actions(ctx, c.Who.Guild, 12)
	if err != nil {
		return dispatch.Reply{}, err
	}
	return dispatch.Reply{Message: card.Audit(c.View, actions)}, nil
}

// settingsControls are the menus and forms of the settings. Each is checked
// for permission anew.
func settingsControls() map[string]dispatch.Control {
	manage := func(where dispatch.Show, run func(context.Context, *dispatch.Call) (dispatch.Reply, error)) dispatch.Control {
		return dispatch.Control{Handler: dispatch.Handler{Show: where, Manager: true, Run: run}}
	}
	set := func(change func(s *state.Settings, values []string)) dispatch.Control {
		return manage(dispatch.ShowInPlace, func(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
			return changeSettings(ctx, c, func(s *state.Settings) { change(s, c.Event.Data.Values) })
		})
	}
	return map[string]dispatch.Control{
		// Who keeps the operator's base is checked by what they do.
		"gone-accept": {Handler: dispatch.Handler{Show: dispatch.ShowInPlace, Run: acceptGone}},
		"gone-wait":   {Handler: dispatch.Handler{Show: dispatch.ShowInPlace, Run: keepWaiting}},
		"set-language": set(func(s *state.Settings, values []string) {
			s.Language = knowledge.Language(strings.Trim(strings.Join(values, ""), card.Everything))
		}),
		"set-share":    set(func(s *state.Settings, values []string) { s.ShareRoles = values }),
		"set-managers": set(func(s *state.Settings, values []string) { s.ManagerRoles = values }),
		"set-channel": set(func(s *state.Settings, values []string) {
			s.AskChannel = strings.Join(values[:min(len(values), 1)], "")
		}),
		"set-private":     set(func(s *state.Settings, _ []string) { s.Private = !s.Private }),
		"set-correct":     set(func(s *state.Settings, _ []string) { s.Corrections = !s.Corrections }),
		"unanswered-page": manage(dispatch.ShowInPlace, turnUnanswered),
		"set-askrole":     set(func(s *state.Settings, values []string) { s.AskRole = strings.Join(values[:min(len(values), 1)], "") }),
		"set-threads":     set(func(s *state.Settings, _ []string) { s.Threads = !s.Threads }),
		"set-shared":      set(func(s *state.Settings, _ []string) { s.Shared = !s.Shared }),
		"set-more":        manage(dispatch.ShowWithoutWait, openSettingsForm),
		"set-form":        manage(dispatch.ShowPrivately, submitSettingsForm),
	}
}

func showSettings(_ context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	return dispatch.Reply{Message: card.Settings(c.View, c.Chosen, c.ID)}, nil
}

// changeSettings changes the settings and shows them. What is wrong with them
// is for the manager to read.
func changeSettings(ctx context.Context, c *dispatch.Call, change func(*state.Settings)) (dispatch.Reply, error) {
	after, err := c.Store.ChangeSettings(ctx, c.Who.Guild, c.Who.User, change)
	if err != nil {
		return dispatch.Reply{}, err
	}
	c.Chosen = after
	c.View = card.ViewIn(card.LocaleOf(after.Language, c.Event.Locale, c.Event.GuildLocale))
	return dispatch.Reply{Message: card.Settings(c.View, after, c.ID)}, nil
}

// openSettingsForm opens the form for what is written, not chosen.
func openSettingsForm(_ context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	optional := false
	input := func(id, label, hint, value string, most int) rest.Component {
		return rest.Component{Type: rest.ActionRow, Components: []rest.Component{{Type: rest.TextInput, Style: rest.ShortInput, CustomID: id, Label: card.Plain(label, limit.InputLabel),
			Placeholder: card.Plain(hint, limit.Placeholder), Value: value, MaxLength: most, Required: &optional}}}
	}
	return dispatch.Reply{Modal: &rest.Modal{CustomID: c.ID("set-form"), Title: card.Plain(c.Settings, limit.ModalTitle), Components: []rest.Component{
		input("keep", c.KeepLabel, "365", strconv.Itoa(c.Chosen.KeepDays), 4),
		input("zone", c.ZoneLabel, "Asia/Shanghai", c.Chosen.TimeZone, 60),
		input("sure", c.SureLabel, "80", strconv.Itoa(c.Chosen.SurePercent), 3),
	}}}, nil
}

func submitSettingsForm(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	days, err := strconv.Atoi(strings.TrimSpace(c.Input("keep")))
	wanted := c.Chosen
	wanted.KeepDays, wanted.TimeZone = days, strings.TrimSpace(c.Input("zone"))
	if err != nil || days < 1 || days > state.MaxKeepDays {
		return dispatch.Reply{}, dispatch.Refusal(fmt.Sprintf(c.BadDays, state.MaxKeepDays))
	}
	if sure := strings.TrimSuffix(strings.TrimSpace(c.Input("sure")), "%"); sure != "" {
		if wanted.SurePercent, err = strconv.Atoi(sure); err != nil || wanted.SurePercent < 0 || wanted.SurePercent > 99 {
			return dispatch.Reply{}, dispatch.Refusal(c.BadSure)
		}
	}
	if wanted.Check() != nil {
		return dispatch.Reply{}, dispatch.Refusal(c.BadZone)
	}
	return changeSettings(ctx, c, func(s *state.Settings) {
		s.KeepDays, s.TimeZone, s.SurePercent = wanted.KeepDays, wanted.TimeZone, wanted.SurePercent
	})
}
