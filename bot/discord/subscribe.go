package discord

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"policybot/bot/discord/limit"
	"policybot/bot/notify"
	"policybot/bot/state"
)

// roleOption is the kind of option that names a role.
const roleOption = 8

// permitManageChannel is the permission of those who manage a channel.
const permitManageChannel = 1 << 4

func subscribeCommand() command {
	text := func(name, description phrase, complete func(context.Context, *call, string) []choice) commandOption {
		return commandOption{kind: stringOption, name: name, description: description, most: limit.ChoiceValue, complete: complete}
	}
	return command{
		name:        phrase{"subscribe", "订阅", "訂閱"},
		description: phrase{"Hear of changes of policy, here or in your direct messages", "接收政策变化通知，发到这里或您的私信", "接收政策變化通知，發到這裡或您的私訊"},
		options: []commandOption{
			text(phrase{"topic", "主题", "主題"}, phrase{"Only this topic", "只看这个主题", "只看這個主題"}, completeTopic),
			text(phrase{"agency", "部门", "部門"}, phrase{"Only this agency", "只看这个部门", "只看這個部門"}, completeAgency),
			text(phrase{"document", "文件", "文件"}, phrase{"Only this document", "只看这份文件", "只看這份文件"}, completeDocument),
			text(phrase{"words", "关键词", "關鍵詞"}, phrase{"Only changes that hold all of these words", "只看含有全部关键词的变化", "只看含有全部關鍵詞的變化"}, nil),
			text(phrase{"only", "类型", "類型"}, phrase{"figures, deadlines or everything", "数字、期限或全部", "數字、期限或全部"}, completeOnly),
			text(phrase{"threshold", "幅度", "幅度"}, phrase{"Figures that change by at least so many percent", "数字变动至少百分之几", "數字變動至少百分之幾"}, nil),
			text(phrase{"frequency", "频率", "頻率"}, phrase{"At once, daily or weekly", "即时、每日或每周", "即時、每日或每週"}, completeFrequency),
			{kind: roleOption, name: phrase{"mention", "提及", "提及"}, description: phrase{"A role to mention", "要提及的身份组", "要提及的身分組"}},
			{kind: booleanOption, name: phrase{"acknowledge", "确认", "確認"}, description: phrase{"With a button to acknowledge", "带确认已读按钮", "帶確認已讀按鈕"}},
			{kind: booleanOption, name: phrase{"direct", "私信", "私訊"}, description: phrase{"To my direct messages instead of this channel", "发到我的私信而不是本频道", "發到我的私訊而不是本頻道"}},
		},
		handler: handler{show: showPrivately, run: subscribe},
	}
}

func subscriptionsCommand() command {
	return command{
		name:        phrase{"subscriptions", "订阅列表", "訂閱列表"},
		description: phrase{"See, pause or remove subscriptions", "查看、暂停或取消订阅", "查看、暫停或取消訂閱"},
		handler:     handler{show: showPrivately, run: listSubscriptions},
	}
}

// quietCommand sets the hours in which a server is not disturbed.
func quietCommand() command {
	return command{
		name:        phrase{"quiet", "免打扰", "勿擾"},
		description: phrase{"Hours without notices; urgent ones still come", "设置不发通知的时段，紧急通知除外", "設定不發通知的時段，緊急通知除外"},
		inGuilds:    true,
		options: []commandOption{
			{kind: stringOption, name: phrase{"from", "开始", "開始"}, description: phrase{"Time of day, such as 22:00", "时刻，例如 22:00", "時刻，例如 22:00"}, required: true, most: 5},
			{kind: stringOption, name: phrase{"until", "结束", "結束"}, description: phrase{"Time of day, such as 08:00; the same as from for no quiet hours", "时刻，例如 08:00；与开始相同则取消", "時刻，例如 08:00；與開始相同則取消"}, required: true, most: 5},
		},
		handler: handler{show: showPrivately, manager: true, run: setQuiet},
	}
}

func setQuiet(ctx context.Context, c *call) (reply, error) {
	from, fromErr := time.Parse("15:04", strings.TrimSpace(c.option("from")))
	until, untilErr := time.Parse("15:04", strings.TrimSpace(c.option("until")))
	if fromErr != nil || untilErr != nil {
		return reply{}, refusal(subscriptionWords.badTime.in(c.locale))
	}
	q := state.Quiet{Start: from.Hour()*60 + from.Minute(), Until: until.Hour()*60 + until.Minute()}
	if err := c.store.SetQuiet(ctx, c.who.Guild, q); err != nil {
		return reply{}, err
	}
	hours := from.Format("15:04") + "–" + until.Format("15:04")
	if err := c.store.Record(ctx, state.Action{Guild: c.who.Guild, Actor: c.who.User, Name: "quiet hours", Became: hours}); err != nil {
		return reply{}, err
	}
	if q.Start == q.Until {
		return reply{message: notice(subscriptionWords.noQuiet.in(c.locale))}, nil
	}
	return reply{message: notice(fmt.Sprintf(subscriptionWords.quiet.in(c.locale), hours))}, nil
}

// managesChannel reports whether the person may subscribe the channel.
func (c *call) managesChannel() bool {
	m := c.event.Member
	return c.who.Guild != "" && m != nil && m.Permissions&permitManageChannel != 0 || c.manages()
}

func subscribe(ctx context.Context, c *call) (reply, error) {
	sub := state.Subscription{Topic: c.option("topic"), Agency: c.option("agency"), Document: c.option("document"), Words: c.option("words"),
		Only: state.Only(c.option("only")), Threshold: strings.TrimSuffix(strings.TrimSpace(c.option("threshold")), "%"),
		Frequency: state.Frequency(c.option("frequency")), Language: c.locale.language(), CreatedBy: c.who.User}
	if sub.Only == "everything" {
		sub.Only = state.OnlyEverything
	}
	if sub.Frequency == "at once" {
		sub.Frequency = state.AtOnce
	}
	if direct, _ := c.flag("direct"); direct || c.who.Guild == "" {
		sub.Person = c.who.User
	} else {
		if !c.managesChannel() {
			return reply{}, refusal(subscriptionWords.mayNot.in(c.locale))
		}
		sub.Guild, sub.Channel = c.who.Guild, c.who.Channel
		sub.Role = c.option("mention")
		sub.Acknowledge, _ = c.flag("acknowledge")
	}
	if sub.Check() != nil {
		return reply{}, refusal(subscriptionWords.wrong.in(c.locale))
	}
	seen, err := notify.Preview(ctx, c.store, sub)
	if err != nil {
		return reply{}, err
	}
	if _, err := c.store.Subscribe(ctx, sub); err != nil {
		if errors.Is(err, state.ErrTooMany) {
			return reply{}, refusal(subscriptionWords.tooMany.in(c.locale))
		}
		return reply{}, err
	}
	if err := c.recordSubscription(ctx, "subscribe", &sub); err != nil {
		return reply{}, err
	}
	card := newCard()
	card.text(title(subscriptionWords.done.in(c.locale)), c.describe(&sub))
	card.rule()
	card.text(fmt.Sprintf(subscriptionWords.preview.in(c.locale), c.locale.count(len(seen)), c.locale.count(notify.PreviewDays)))
	const most = 5
	var lines []string
	for i := range seen[max(0, len(seen)-most):] {
		change := seen[max(0, len(seen)-most)+i]
		lines = append(lines, "• "+escape(change.Change.Headline(c.locale.language()), 200))
	}
	card.text(lines...)
	return reply{message: card.message()}, nil
}

// recordSubscription writes what was done to a channel's subscription into
// the server's audit log. A person's own are theirs.
func (c *call) recordSubscription(ctx context.Context, what string, sub *state.Subscription) error {
	if sub.Guild == "" {
		return nil
	}
	return c.store.Record(ctx, state.Action{Guild: sub.Guild, Actor: c.who.User, Name: what, Became: strings.Join(filtersOf(sub), " ")})
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
func (c *call) describe(sub *state.Subscription) string {
	l := c.locale
	where := subscriptionWords.direct.in(l)
	if sub.Channel != "" {
		where = "<#" + sub.Channel + ">"
	}
	what := escape(strings.Join(filtersOf(sub), " · "), 300)
	if what == "" {
		what = subscriptionWords.everything.in(l)
	}
	parts := []string{where, strong(what), onlyNames[sub.Only].in(l), frequencyNames[sub.Frequency].in(l)}
	if sub.Threshold != "" {
		parts = append(parts, "≥ "+escape(sub.Threshold, 20)+"%")
	}
	if sub.Paused != "" {
		parts = append(parts, subscriptionWords.paused.in(l))
	}
	return joined(" · ", parts...)
}

// visible returns the subscriptions that the person may manage here.
func (c *call) visible(ctx context.Context) ([]state.Subscription, error) {
	list, err := c.store.SubscriptionsOf(ctx, c.who.User)
	if err != nil || c.who.Guild == "" {
		return list, err
	}
	all, err := c.store.Subscriptions(ctx, c.who.Guild)
	if err != nil {
		return nil, err
	}
	for _, sub := range all {
		if c.manages() || c.managesChannel() && sub.Channel == c.who.Channel {
			list = append(list, sub)
		}
	}
	return list, nil
}

func listSubscriptions(ctx context.Context, c *call) (reply, error) {
	list, err := c.visible(ctx)
	if err != nil {
		return reply{}, err
	}
	card := newCard()
	card.text(title(subscriptionWords.list.in(c.locale)))
	if len(list) == 0 {
		card.text(subscriptionWords.none.in(c.locale))
		return reply{message: card.message()}, nil
	}
	var options []option
	for i := range list[:min(len(list), limit.SelectOptions)] {
		card.text(fmt.Sprintf("%d. ", i+1) + c.describe(&list[i]))
		name := strings.Join(filtersOf(&list[i]), " · ")
		if name == "" {
			name = subscriptionWords.everything.in(c.locale)
		}
		options = append(options, option{Label: plain(fmt.Sprintf("%d. %s", i+1, name), limit.OptionLabel), Value: list[i].ID})
	}
	card.menu(menuOf(subscriptionWords.choose.in(c.locale), c.id("sub-open"), options))
	return reply{message: card.message()}, nil
}

func subscriptionControls() map[string]control {
	in := func(where show, run func(context.Context, *call, *state.Subscription) (reply, error)) control {
		return control{handler: handler{show: where, run: func(ctx context.Context, c *call) (reply, error) {
			id := strings.Join(append(slices.Clone(c.event.Data.Values), c.args...), "")
			list, err := c.visible(ctx) // what the person may manage now
			if err != nil {
				return reply{}, err
			}
			for i := range list {
				if list[i].ID == id {
					return run(ctx, c, &list[i])
				}
			}
			return reply{}, refusal(c.Unknown)
		}}}
	}
	return map[string]control{
		"sub-open":   in(showPrivately, openSubscription),
		"sub-pause":  in(showInPlace, pauseSubscription),
		"sub-remove": in(showInPlace, removeSubscription),
		"sub-why":    in(showPrivately, explainSubscription),
	}
}

func openSubscription(_ context.Context, c *call, sub *state.Subscription) (reply, error) {
	card := newCard()
	card.text(c.describe(sub))
	words := subscriptionWords.pause
	if sub.Paused != "" {
		words = subscriptionWords.resume
	}
	card.buttons(pressable(secondaryButton, words.in(c.locale), c.id("sub-pause", sub.ID)),
		pressable(dangerButton, subscriptionWords.remove.in(c.locale), c.id("sub-remove", sub.ID)),
		pressable(secondaryButton, subscriptionWords.why.in(c.locale), c.id("sub-why", sub.ID)))
	return reply{message: card.message()}, nil
}

func pauseSubscription(ctx context.Context, c *call, sub *state.Subscription) (reply, error) {
	what := "pause subscription"
	if sub.Paused != "" {
		what, sub.Paused = "resume subscription", ""
	} else {
		sub.Paused = state.PausedByHand
	}
	if err := c.store.Pause(ctx, sub.ID, sub.Paused); err != nil {
		return reply{}, err
	}
	if err := c.recordSubscription(ctx, what, sub); err != nil {
		return reply{}, err
	}
	return openSubscription(ctx, c, sub)
}

func removeSubscription(ctx context.Context, c *call, sub *state.Subscription) (reply, error) {
	if err := c.store.Unsubscribe(ctx, sub.ID); err != nil {
		return reply{}, err
	}
	if err := c.recordSubscription(ctx, "unsubscribe", sub); err != nil {
		return reply{}, err
	}
	return reply{message: notice(subscriptionWords.removed.in(c.locale))}, nil
}

// explainSubscription says of the last changes whether the subscription was
// told, and why.
func explainSubscription(ctx context.Context, c *call, sub *state.Subscription) (reply, error) {
	const most = 8
	changes, err := c.store.Changes(ctx, c.started.AddDate(-1, 0, 0), most)
	if err != nil {
		return reply{}, err
	}
	card := newCard()
	card.text(title(subscriptionWords.why.in(c.locale)), c.describe(sub))
	if len(changes) == 0 {
		card.text(subscriptionWords.noChanges.in(c.locale))
	}
	language := c.locale.language()
	for i := len(changes) - 1; i >= 0; i-- {
		decision, delivery, err := notify.Why(ctx, c.store, sub, changes[i].Seq)
		if err != nil {
			return reply{}, err
		}
		outcome := subscriptionWords.notTold.in(c.locale) + decision.Says(language)
		if decision == notify.Told {
			outcome = subscriptionWords.waits.in(c.locale)
			if delivery != nil && !delivery.SentAt.IsZero() {
				outcome = subscriptionWords.told.in(c.locale) + moment(delivery.SentAt)
			}
		}
		card.text("• "+escape(changes[i].Change.Headline(language), 200), small(outcome))
	}
	return reply{message: card.message()}, nil
}

func completeDocument(_ context.Context, c *call, typed string) []choice {
	var out []choice
	for _, d := range c.bot.Base().Documents {
		if fits(typed, []string{d.Title, string(d.ID)}) {
			out = append(out, choice{Name: d.Title, Value: string(d.ID)})
		}
	}
	return out
}

func completeOnly(_ context.Context, c *call, _ string) []choice {
	return []choice{{Name: onlyNames[state.OnlyEverything].in(c.locale), Value: "everything"},
		{Name: onlyNames[state.OnlyFigures].in(c.locale), Value: string(state.OnlyFigures)},
		{Name: onlyNames[state.OnlyDeadlines].in(c.locale), Value: string(state.OnlyDeadlines)}}
}

func completeFrequency(_ context.Context, c *call, _ string) []choice {
	return []choice{{Name: frequencyNames[state.AtOnce].in(c.locale), Value: "at once"},
		{Name: frequencyNames[state.Daily].in(c.locale), Value: string(state.Daily)},
		{Name: frequencyNames[state.Weekly].in(c.locale), Value: string(state.Weekly)}}
}

var onlyNames = map[state.Only]phrase{
	state.OnlyEverything: {"all changes", "全部变化", "全部變化"},
	state.OnlyFigures:    {"figures only", "只看数字", "只看數字"},
	state.OnlyDeadlines:  {"deadlines only", "只看期限", "只看期限"},
}

var frequencyNames = map[state.Frequency]phrase{
	state.AtOnce: {"at once", "即时", "即時"},
	state.Daily:  {"daily", "每日", "每日"},
	state.Weekly: {"weekly", "每周", "每週"},
}

// subscriptionWords is what the commands of subscriptions say in each locale.
var subscriptionWords = struct {
	done, preview, direct, everything, paused, mayNot, wrong, tooMany, list, none, choose, pause, resume, remove, removed,
	why, told, waits, notTold, noChanges, badTime, quiet, noQuiet phrase
}{
	badTime: phrase{"Write times of day such as 22:00 and 08:00.", "请填写时刻，例如 22:00 和 08:00。", "請填寫時刻，例如 22:00 和 08:00。"},
	quiet:   phrase{"Quiet hours: %s, in the time zone of this server.", "免打扰时段：%s（按本服务器的时区）。", "勿擾時段：%s（按本伺服器的時區）。"},
	noQuiet: phrase{"There are no quiet hours.", "没有免打扰时段。", "沒有勿擾時段。"},

	done:       phrase{"Subscribed", "已订阅", "已訂閱"},
	preview:    phrase{"It would have told of %s changes in the last %s days.", "过去 %[2]s 天会通知 %[1]s 处变化。", "過去 %[2]s 天會通知 %[1]s 處變化。"},
	direct:     phrase{"direct messages", "私信", "私訊"},
	everything: phrase{"everything", "全部内容", "全部內容"},
	paused:     phrase{"paused", "已暂停", "已暫停"},
	mayNot:     phrase{"Only those who manage this channel may subscribe it. With direct you can subscribe yourself.", "只有管理本频道的人可以为它订阅。选择“私信”可以为自己订阅。", "只有管理本頻道的人可以為它訂閱。選擇「私訊」可以為自己訂閱。"},
	wrong: phrase{"Choose figures, deadlines or everything; at once, daily or weekly; and a threshold from 0 to 1000 percent.",
		"类型请选数字、期限或全部；频率请选即时、每日或每周；幅度请填 0 到 1000 之间的数。", "類型請選數字、期限或全部；頻率請選即時、每日或每週；幅度請填 0 到 1000 之間的數。"},
	tooMany:   phrase{"There are too many subscriptions here already. Remove one first with /subscriptions.", "这里的订阅已经太多，请先用 /订阅列表 取消一个。", "這裡的訂閱已經太多，請先用 /訂閱列表 取消一個。"},
	list:      phrase{"Subscriptions", "订阅", "訂閱"},
	none:      phrase{"There are none. /subscribe makes one.", "还没有订阅。用 /订阅 新建。", "還沒有訂閱。用 /訂閱 新建。"},
	choose:    phrase{"Pause, remove, or ask why …", "暂停、取消或查询原因……", "暫停、取消或查詢原因……"},
	pause:     phrase{"Pause", "暂停", "暫停"},
	resume:    phrase{"Resume", "恢复", "恢復"},
	remove:    phrase{"Remove", "取消订阅", "取消訂閱"},
	removed:   phrase{"The subscription is removed.", "订阅已取消。", "訂閱已取消。"},
	why:       phrase{"Why was this sent or not?", "为什么发送或没有发送？", "為什麼發送或沒有發送？"},
	told:      phrase{"told ", "已通知：", "已通知："},
	waits:     phrase{"waits to be sent", "等待发送", "等待發送"},
	notTold:   phrase{"not told: ", "未通知：", "未通知："},
	noChanges: phrase{"Nothing has changed yet.", "还没有变化。", "還沒有變化。"},
}
