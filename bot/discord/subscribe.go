package discord

import (
	"context"
	"errors"
	"fmt"
	"policybot/bot/discord/card"
	"policybot/bot/discord/dispatch"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/bot/notify"
	"policybot/bot/state"
	"slices"
	"strconv"
	"strings"
	"time"
)

// roleOption is the kind of option that names a role.
const roleOption = 8

// permitManageChannel is the permission of those who manage a channel.
const permitManageChannel = 1 << 4

func subscribeCommand() dispatch.Command {
	text := func(name, description card.Phrase, complete func(context.Context, *dispatch.Call, string) []rest.Choice) dispatch.CommandOption {
		return dispatch.CommandOption{Kind: dispatch.StringOption, Name: name, Description: description, Most: limit.ChoiceValue, Complete: complete}
	}
	return dispatch.Command{
		Name:        card.Say("subscribe", "订阅", "訂閱"),
		Description: card.Say("Hear of changes of policy, here or in your direct messages", "接收政策变化通知，发到这里或您的私信", "接收政策變化通知，發到這裡或您的私訊"),
		Options: []dispatch.CommandOption{
			text(card.Say("topic", "主题", "主題"), card.Say("Only this topic", "只看这个主题", "只看這個主題"), completeTopic),
			text(card.Say("agency", "部门", "部門"), card.Say("Only this agency", "只看这个部门", "只看這個部門"), completeAgency),
			text(card.Say("document", "文件", "文件"), card.Say("Only this document", "只看这份文件", "只看這份文件"), completeDocument),
			text(card.Say("words", "关键词", "關鍵詞"), card.Say("Only changes that hold all of these words", "只看含有全部关键词的变化", "只看含有全部關鍵詞的變化"), nil),
			text(card.Say("only", "类型", "類型"), card.Say("figures, deadlines, major changes or everything", "数字、期限、重要变化或全部", "數字、期限、重要變化或全部"), completeOnly),
			text(card.Say("threshold", "幅度", "幅度"), card.Say("Figures that change by at least so many percent", "数字变动至少百分之几", "數字變動至少百分之幾"), nil),
			text(card.Say("frequency", "频率", "頻率"), card.Say("At once, daily or weekly", "即时、每日或每周", "即時、每日或每週"), completeFrequency),
			{Kind: roleOption, Name: card.Say("mention", "提及", "提及"), Description: card.Say("A role to mention", "要提及的身份组", "要提及的身分組")},
			{Kind: dispatch.BooleanOption, Name: card.Say("acknowledge", "确认", "確認"), Description: card.Say("With a button to acknowledge", "带确认已读按钮", "帶確認已讀按鈕")},
			{Kind: dispatch.BooleanOption, Name: card.Say("direct", "私信", "私訊"), Description: card.Say("To my direct messages instead of this channel", "发到我的私信而不是本频道", "發到我的私訊而不是本頻道")},
		},
		Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Run: subscribe},
	}
}

func subscriptionsCommand() dispatch.Command {
	return dispatch.Command{
		Name:        card.Say("subscriptions", "订阅列表", "訂閱列表"),
		Description: card.Say("See, pause or remove subscriptions", "查看、暂停或取消订阅", "查看、暫停或取消訂閱"),
		Handler:     dispatch.Handler{Show: dispatch.ShowPrivately, Run: listSubscriptions},
	}
}

// quietCommand sets the hours in which a server is not disturbed.
func quietCommand() dispatch.Command {
	return dispatch.Command{
		Name:        card.Say("quiet", "免打扰", "勿擾"),
		Description: card.Say("Hours without notices; urgent ones still come", "设置不发通知的时段，紧急通知除外", "設定不發通知的時段，緊急通知除外"),
		InGuilds:    true,
		Options: []dispatch.CommandOption{
			{Kind: dispatch.StringOption, Name: card.Say("from", "开始", "開始"), Description: card.Say("Time of day, such as 22:00", "时刻，例如 22:00", "時刻，例如 22:00"), Required: true, Most: 5},
			{Kind: dispatch.StringOption, Name: card.Say("until", "结束", "結束"), Description: card.Say("Time of day, such as 08:00; the same as from for no quiet hours", "时刻，例如 08:00；与开始相同则取消", "時刻，例如 08:00；與開始相同則取消"), Required: true, Most: 5},
		},
		Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Manager: true, Run: setQuiet},
	}
}

func setQuiet(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	from, fromErr := time.Parse("15:04", strings.TrimSpace(c.Option("from")))
	until, untilErr := time.Parse("15:04", strings.TrimSpace(c.Option("until")))
	if fromErr != nil || untilErr != nil {
		return dispatch.Reply{}, dispatch.Refusal(subscriptionWords.badTime.In(c.Locale))
	}
	q := state.Quiet{Start: from.Hour()*60 + from.Minute(), Until: until.Hour()*60 + until.Minute()}
	if err := c.Store.SetQuiet(ctx, c.Who.Guild, q); err != nil {
		return dispatch.Reply{}, err
	}
	hours := from.Format("15:04") + "–" + until.Format("15:04")
	if err := c.Store.Record(ctx, state.Action{Guild: c.Who.Guild, Actor: c.Who.User, Name: "quiet hours", Became: hours}); err != nil {
		return dispatch.Reply{}, err
	}
	if q.Start == q.Until {
		return dispatch.Reply{Message: card.Sentence(subscriptionWords.noQuiet.In(c.Locale))}, nil
	}
	return dispatch.Reply{Message: card.Sentence(fmt.Sprintf(subscriptionWords.quiet.In(c.Locale), hours))}, nil
}

// managesChannel reports whether the person may subscribe the channel.
func managesChannel(c *dispatch.Call) bool {
	m := c.Event.Member
	return c.Who.Guild != "" && m != nil && m.Permissions&permitManageChannel != 0 || c.Manages()
}

func subscribe(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	sub := state.Subscription{Topic: c.Option("topic"), Agency: c.Option("agency"), Document: c.Option("document"), Words: c.Option("words"),
		Only: state.Only(c.Option("only")), Threshold: strings.TrimSuffix(strings.TrimSpace(c.Option("threshold")), "%"),
		Frequency: state.Frequency(c.Option("frequency")), Language: c.Locale.Kept(), CreatedBy: c.Who.User, About: c.Who.Guild}
	if sub.Only == "everything" {
		sub.Only = state.OnlyEverything
	}
	if sub.Frequency == "at once" {
		sub.Frequency = state.AtOnce
	}
	if direct, _ := c.Flag("direct"); direct || c.Who.Guild == "" {
		sub.Person = c.Who.User
	} else {
		if !managesChannel(c) {
			return dispatch.Reply{}, dispatch.Refusal(subscriptionWords.mayNot.In(c.Locale))
		}
		sub.Guild, sub.Channel = c.Who.Guild, c.Who.Channel
		sub.Role = c.Option("mention")
		sub.Acknowledge, _ = c.Flag("acknowledge")
	}
	if sub.Check() != nil {
		return dispatch.Reply{}, dispatch.Refusal(subscriptionWords.wrong.In(c.Locale))
	}
	if err := possible(ctx, c, &sub); err != nil {
		return dispatch.Reply{}, err
	}
	seen, err := notify.Preview(ctx, c.Store, sub)
	if err != nil {
		return dispatch.Reply{}, err
	}
	if _, err := c.Store.Subscribe(ctx, sub); err != nil {
		if errors.Is(err, state.ErrTooMany) {
			return dispatch.Reply{}, dispatch.Refusal(subscriptionWords.tooMany.In(c.Locale))
		}
		return dispatch.Reply{}, err
	}
	if err := recordSubscription(ctx, c, "subscribe", &sub); err != nil {
		return dispatch.Reply{}, err
	}
	page := card.New()
	page.Text(card.Title(subscriptionWords.done.In(c.Locale)), describeSubscription(c, &sub))
	page.Rule()
	page.Text(fmt.Sprintf(subscriptionWords.preview.In(c.Locale), c.Locale.Count(len(seen)), c.Locale.Count(notify.PreviewDays)))
	const most = 5
	var lines []string
	for i := range seen[max(0, len(seen)-most):] {
		change := seen[max(0, len(seen)-most)+i]
		lines = append(lines, "• "+card.Escape(change.Change.Headline(c.Locale.Language()), 200))
	}
	page.Text(lines...)
	return dispatch.Reply{Message: page.Message()}, nil
}

// recordSubscription writes what was done to a channel's subscription into
// the server's audit log. A person's own are theirs.
func recordSubscription(ctx context.Context, c *dispatch.Call, what string, sub *state.Subscription) error {
	if sub.Guild == "" {
		return nil
	}
	return c.Store.Record(ctx, state.Action{Guild: sub.Guild, Actor: c.Who.User, Name: what, Became: strings.Join(filtersOf(sub), " ")})
}

func filtersOf(sub *state.Subscription) []string {
	var list []string
	for _, f := range []string{sub.Topic, sub.Agency, sub.Document, sub.Words} {
		if f != "" {
			list = append(list, f)
		}
	}
	return list
}

// describe says a subscription in one line.
func describeSubscription(c *dispatch.Call, sub *state.Subscription) string {
	l := c.Locale
	where := subscriptionWords.direct.In(l)
	if sub.Channel != "" {
		where = "<#" + sub.Channel + ">"
	}
	what := card.Escape(strings.Join(filtersOf(sub), " · "), 300)
	if what == "" {
		what = subscriptionWords.everything.In(l)
	}
	parts := []string{where, card.Strong(what), onlyNames[sub.Only].In(l), frequencyNames[sub.Frequency].In(l)}
	if sub.Threshold != "" {
		parts = append(parts, "≥ "+card.Escape(sub.Threshold, 20)+"%")
	}
	if sub.Paused != "" {
		parts = append(parts, subscriptionWords.paused.In(l))
	}
	return card.Joined(" · ", parts...)
}

// visible returns the subscriptions that the person may manage here.
func visibleSubscriptions(ctx context.Context, c *dispatch.Call) ([]state.Subscription, error) {
	list, err := c.Store.SubscriptionsOf(ctx, c.Who.User)
	if err != nil || c.Who.Guild == "" {
		return list, err
	}
	all, err := c.Store.Subscriptions(ctx, c.Who.Guild)
	if err != nil {
		return nil, err
	}
	for _, sub := range all {
		if c.Manages() || managesChannel(c) && sub.Channel == c.Who.Channel {
			list = append(list, sub)
		}
	}
	return list, nil
}

func listSubscriptions(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	list, err := visibleSubscriptions(ctx, c)
	if err != nil {
		return dispatch.Reply{}, err
	}
	page := card.New()
	page.Text(card.Title(subscriptionWords.list.In(c.Locale)))
	if len(list) == 0 {
		page.Text(subscriptionWords.none.In(c.Locale))
		return dispatch.Reply{Message: page.Message()}, nil
	}
	var options []rest.Option
	for i := range list[:min(len(list), limit.SelectOptions)] {
		page.Text(fmt.Sprintf("%d. ", i+1) + describeSubscription(c, &list[i]))
		name := strings.Join(filtersOf(&list[i]), " · ")
		if name == "" {
			name = subscriptionWords.everything.In(c.Locale)
		}
		options = append(options, rest.Option{Label: card.Plain(fmt.Sprintf("%d. %s", i+1, name), limit.OptionLabel), Value: list[i].ID})
	}
	page.Menu(card.MenuOf(subscriptionWords.choose.In(c.Locale), c.ID("sub-open"), options))
	return dispatch.Reply{Message: page.Message()}, nil
}

func subscriptionControls() map[string]dispatch.Control {
	in := func(where dispatch.Show, run func(context.Context, *dispatch.Call, *state.Subscription) (dispatch.Reply, error)) dispatch.Control {
		return dispatch.Control{Handler: dispatch.Handler{Show: where, Run: func(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
			id := strings.Join(append(slices.Clone(c.Event.Data.Values), c.Args...), "")
			list, err := visibleSubscriptions(ctx, c) // what the person may manage now
			if err != nil {
				return dispatch.Reply{}, err
			}
			for i := range list {
				if list[i].ID == id {
					return run(ctx, c, &list[i])
				}
			}
			return dispatch.Reply{}, dispatch.Refusal(c.Unknown)
		}}}
	}
	return map[string]dispatch.Control{
		"sub-open":   in(dispatch.ShowPrivately, openSubscription),
		"sub-pause":  in(dispatch.ShowInPlace, pauseSubscription),
		"sub-remove": in(dispatch.ShowInPlace, removeSubscription),
		"sub-test":   in(dispatch.ShowPrivately, testSubscription),
		"sub-why":    in(dispatch.ShowPrivately, explainSubscription),
	}
}

func openSubscription(_ context.Context, c *dispatch.Call, sub *state.Subscription) (dispatch.Reply, error) {
	page := card.New()
	page.Text(describeSubscription(c, sub))
	words := subscriptionWords.pause
	if sub.Paused != "" {
		words = subscriptionWords.resume
	}
	page.Buttons(card.Button(rest.SecondaryButton, words.In(c.Locale), c.ID("sub-pause", sub.ID)),
		card.Button(rest.DangerButton, subscriptionWords.remove.In(c.Locale), c.ID("sub-remove", sub.ID)),
		card.Button(rest.SecondaryButton, subscriptionWords.test.In(c.Locale), c.ID("sub-test", sub.ID)),
		card.Button(rest.SecondaryButton, subscriptionWords.why.In(c.Locale), c.ID("sub-why", sub.ID)))
	return dispatch.Reply{Message: page.Message()}, nil
}

func pauseSubscription(ctx context.Context, c *dispatch.Call, sub *state.Subscription) (dispatch.Reply, error) {
	what := "pause subscription"
	if sub.Paused != "" {
		what, sub.Paused = "resume subscription", ""
	} else {
		sub.Paused = state.PausedByHand
	}
	if err := c.Store.Pause(ctx, sub.ID, sub.Paused); err != nil {
		return dispatch.Reply{}, err
	}
	if err := recordSubscription(ctx, c, what, sub); err != nil {
		return dispatch.Reply{}, err
	}
	return openSubscription(ctx, c, sub)
}

func removeSubscription(ctx context.Context, c *dispatch.Call, sub *state.Subscription) (dispatch.Reply, error) {
	if err := c.Store.Unsubscribe(ctx, sub.ID); err != nil {
		return dispatch.Reply{}, err
	}
	if err := recordSubscription(ctx, c, "unsubscribe", sub); err != nil {
		return dispatch.Reply{}, err
	}
	return dispatch.Reply{Message: card.Sentence(subscriptionWords.removed.In(c.Locale))}, nil
}

// explainSubscription says of the last changes whether the subscription was
// told, and why.
func explainSubscription(ctx context.Context, c *dispatch.Call, sub *state.Subscription) (dispatch.Reply, error) {
	const most = 8
	of, err := c.Store.Bases(ctx, sub.About)
	if err != nil {
		return dispatch.Reply{}, err
	}
	changes, err := c.Store.Changes(ctx, of, c.Started.AddDate(-1, 0, 0), most)
	if err != nil {
		return dispatch.Reply{}, err
	}
	page := card.New()
	page.Text(card.Title(subscriptionWords.why.In(c.Locale)), describeSubscription(c, sub))
	if len(changes) == 0 {
		page.Text(subscriptionWords.noChanges.In(c.Locale))
	}
	language := c.Locale.Language()
	for i := len(changes) - 1; i >= 0; i-- {
		decision, delivery, err := notify.Why(ctx, c.Store, sub, changes[i].Seq)
		if err != nil {
			return dispatch.Reply{}, err
		}
		outcome := subscriptionWords.notTold.In(c.Locale) + decision.Says(language)
		if decision == notify.Told {
			outcome = subscriptionWords.waits.In(c.Locale)
			switch {
			case delivery != nil && delivery.State == state.Failed:
				outcome = subscriptionWords.givenUp.In(c.Locale) + card.Escape(delivery.Error, 200)
			case delivery != nil && !delivery.SentAt.IsZero():
				outcome = subscriptionWords.told.In(c.Locale) + card.Moment(delivery.SentAt)
			}
		}
		page.Text("• "+card.Escape(changes[i].Change.Headline(language), 200), card.Small(outcome))
	}
	return dispatch.Reply{Message: page.Message()}, nil
}

// Permissions of the bot in a channel.
const (
	permitView = 1 << 10
	permitSend = 1 << 11
)

// shownNames is how many names of what there is are shown.
const shownNames = 6

// possible refuses a subscription that would never tell anything: to something
// that is not there, in a channel that the bot may not write to, or a second time.
func possible(ctx context.Context, c *dispatch.Call, sub *state.Subscription) error {
	if what, names := notify.Unknown(sub, c.Bot.Base()); what != "" {
		asked := map[notify.Filter]string{notify.TopicFilter: sub.Topic, notify.AgencyFilter: sub.Agency, notify.DocumentFilter: sub.Document}[what]
		var there []string
		for _, name := range names[:min(len(names), shownNames)] {
			there = append(there, card.Escape(name.In(c.Locale.Language()), 60))
		}
		if len(there) == 0 {
			there = []string{"—"}
		}
		return dispatch.Refusal(fmt.Sprintf(subscriptionWords.unknown.In(c.Locale), card.Escape(asked, 100), strings.Join(there, c.ListMark)))
	}
	if sub.Channel != "" && c.Event.Permissions != "" {
		permissions, err := strconv.ParseInt(c.Event.Permissions, 10, 64)
		if err == nil && permissions&permitAdministrator == 0 && (permissions&permitView == 0 || permissions&permitSend == 0) {
			return dispatch.Refusal(subscriptionWords.closed.In(c.Locale))
		}
	}
	list, err := c.Store.SubscriptionsOf(ctx, sub.Person)
	if sub.Person == "" {
		list, err = c.Store.Subscriptions(ctx, sub.Guild)
	}
	if err != nil {
		return err
	}
	for i := range list {
		if list[i].SameAs(sub) {
			return dispatch.Refusal(subscriptionWords.twice.In(c.Locale))
		}
	}
	return nil
}

// permitAdministrator is the permission to do everything.
const permitAdministrator = 1 << 3

// testSubscription sends a word to where a subscription tells.
func testSubscription(ctx context.Context, c *dispatch.Call, sub *state.Subscription) (dispatch.Reply, error) {
	channel, err := sub.Channel, error(nil)
	where := "<#" + sub.Channel + ">"
	if sub.Person != "" {
		where = subscriptionWords.direct.In(c.Locale)
		channel, err = c.API.Direct(ctx, sub.Person)
	}
	if err == nil {
		_, err = c.API.Post(ctx, channel, card.Sentence(subscriptionWords.testText.In(c.Locale)))
	}
	if rest.Gone(err) || rest.Never(err) {
		return dispatch.Reply{}, dispatch.Refusal(subscriptionWords.closed.In(c.Locale))
	}
	if err != nil {
		return dispatch.Reply{}, err
	}
	return dispatch.Reply{Message: card.Sentence(fmt.Sprintf(subscriptionWords.tested.In(c.Locale), where))}, nil
}

func completeDocument(_ context.Context, c *dispatch.Call, typed string) []rest.Choice {
	var out []rest.Choice
	for i := range c.Bot.Base().Documents {
		d := &c.Bot.Base().Documents[i]
		if fits(typed, []string{d.Title, string(d.ID)}) {
			value := string(d.ID)
			if limit.Length(value) > limit.ChoiceValue {
				value = card.Plain(d.Title, limit.ChoiceValue)
			}
			out = append(out, rest.Choice{Name: d.Title, Value: value})
		}
		if len(out) == limit.Choices {
			break
		}
	}
	return out
}

func completeOnly(_ context.Context, c *dispatch.Call, _ string) []rest.Choice {
	return []rest.Choice{{Name: onlyNames[state.OnlyEverything].In(c.Locale), Value: "everything"},
		{Name: onlyNames[state.OnlyFigures].In(c.Locale), Value: string(state.OnlyFigures)},
		{Name: onlyNames[state.OnlyDeadlines].In(c.Locale), Value: string(state.OnlyDeadlines)},
		{Name: onlyNames[state.OnlyMajor].In(c.Locale), Value: string(state.OnlyMajor)}}
}

func completeFrequency(_ context.Context, c *dispatch.Call, _ string) []rest.Choice {
	return []rest.Choice{{Name: frequencyNames[state.AtOnce].In(c.Locale), Value: "at once"},
		{Name: frequencyNames[state.Daily].In(c.Locale), Value: string(state.Daily)},
		{Name: frequencyNames[state.Weekly].In(c.Locale), Value: string(state.Weekly)}}
}

var onlyNames = map[state.Only]card.Phrase{
	state.OnlyEverything: card.Say("all changes", "全部变化", "全部變化"),
	state.OnlyFigures:    card.Say("figures only", "只看数字", "只看數字"),
	state.OnlyDeadlines:  card.Say("deadlines only", "只看期限", "只看期限"),
	state.OnlyMajor:      card.Say("major changes only", "只看重要变化", "只看重要變化"),
}

var frequencyNames = map[state.Frequency]card.Phrase{
	state.AtOnce: card.Say("at once", "即时", "即時"),
	state.Daily:  card.Say("daily", "每日", "每日"),
	state.Weekly: card.Say("weekly", "每周", "每週"),
}

// subscriptionWords is what the commands of subscriptions say in each locale.
var subscriptionWords = struct {
	done, preview, direct, everything, paused, mayNot, wrong, tooMany, list, none, choose, pause, resume, remove, removed,
	why, told, waits, notTold, noChanges, badTime, quiet, noQuiet,
	unknown, twice, closed, givenUp, test, tested, testText card.Phrase
}{
	badTime: card.Say("Write times of day such as 22:00 and 08:00.", "请填写时刻，例如 22:00 和 08:00。", "請填寫時刻，例如 22:00 和 08:00。"),
	quiet:   card.Say("Quiet hours: %s, in the time zone of this server.", "免打扰时段：%s（按本服务器的时区）。", "勿擾時段：%s（按本伺服器的時區）。"),
	noQuiet: card.Say("There are no quiet hours.", "没有免打扰时段。", "沒有勿擾時段。"),

	unknown: card.Say("Nothing here goes by “%s”. There is: %s. Choose one of those shown as you type.", "这里没有“%s”。现有：%s。请从输入时的提示中选择。", "這裡沒有「%s」。現有：%s。請從輸入時的提示中選擇。"),
	twice:   card.Say("There is such a subscription already. /subscriptions shows it.", "已经有这样的订阅，可用 /订阅列表 查看。", "已經有這樣的訂閱，可用 /訂閱列表 查看。"),
	closed: card.Say("I may not write in this channel. Allow me to view it and to send messages, or subscribe with direct.",
		"我没有权限在本频道发言。请允许我查看频道和发送消息，或选择“私信”。", "我沒有權限在本頻道發言。請允許我檢視頻道和傳送訊息，或選擇「私訊」。"),
	givenUp:  card.Say("given up: ", "已放弃：", "已放棄："),
	test:     card.Say("Send a test", "发送测试", "傳送測試"),
	tested:   card.Say("A test was sent to %s.", "测试已发到 %s。", "測試已發到 %s。"),
	testText: card.Say("This is a test: notices of changes come here.", "这是测试：政策变化的通知会发到这里。", "這是測試：政策變化的通知會發到這裡。"),

	done:       card.Say("Subscribed", "已订阅", "已訂閱"),
	preview:    card.Say("It would have told of %s changes in the last %s days.", "过去 %[2]s 天会通知 %[1]s 处变化。", "過去 %[2]s 天會通知 %[1]s 處變化。"),
	direct:     card.Say("direct messages", "私信", "私訊"),
	everything: card.Say("everything", "全部内容", "全部內容"),
	paused:     card.Say("paused", "已暂停", "已暫停"),
	mayNot:     card.Say("Only those who manage this channel may subscribe it. With direct you can subscribe yourself.", "只有管理本频道的人可以为它订阅。选择“私信”可以为自己订阅。", "只有管理本頻道的人可以為它訂閱。選擇「私訊」可以為自己訂閱。"),
	wrong: card.Say("Choose figures, deadlines, major or everything; at once, daily or weekly; and a threshold from 0 to 1000 percent.",
		"类型请选数字、期限、重要变化或全部；频率请选即时、每日或每周；幅度请填 0 到 1000 之间的数。", "類型請選數字、期限、重要變化或全部；頻率請選即時、每日或每週；幅度請填 0 到 1000 之間的數。"),
	tooMany:   card.Say("There are too many subscriptions here already. Remove one first with /subscriptions.", "这里的订阅已经太多，请先用 /订阅列表 取消一个。", "這裡的訂閱已經太多，請先用 /訂閱列表 取消一個。"),
	list:      card.Say("Subscriptions", "订阅", "訂閱"),
	none:      card.Say("There are none. /subscribe makes one.", "还没有订阅。用 /订阅 新建。", "還沒有訂閱。用 /訂閱 新建。"),
	choose:    card.Say("Pause, remove, or ask why …", "暂停、取消或查询原因……", "暫停、取消或查詢原因……"),
	pause:     card.Say("Pause", "暂停", "暫停"),
	resume:    card.Say("Resume", "恢复", "恢復"),
	remove:    card.Say("Remove", "取消订阅", "取消訂閱"),
	removed:   card.Say("The subscription is removed.", "订阅已取消。", "訂閱已取消。"),
	why:       card.Say("Why was this sent or not?", "为什么发送或没有发送？", "為什麼發送或沒有發送？"),
	told:      card.Say("told ", "已通知：", "已通知："),
	waits:     card.Say("waits to be sent", "等待发送", "等待發送"),
	notTold:   card.Say("not told: ", "未通知：", "未通知："),
	noChanges: card.Say("Nothing has changed yet.", "还没有变化。", "還沒有變化。"),
}
