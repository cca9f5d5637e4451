package discord

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"policybot/bot/discord/limit"
	"policybot/bot/notify"
	"policybot/bot/state"
	"policybot/knowledge"
	"policybot/knowledge/diff"
)

// noticeLife is how long the buttons of a notice work.
const noticeLife = 180 * 24 * time.Hour

// Send posts a notice; a second one of the same ID is dropped by Discord, by
// its nonce. It makes Server a [notify.Sender].
func (s *Server) Send(ctx context.Context, n notify.Notice) (state.Receipt, error) {
	settings, err := s.store.Settings(ctx, n.Guild)
	if err != nil {
		return state.Receipt{}, err
	}
	v := viewIn(noticeLocale(n, settings.Language))
	channel := n.Channel
	if n.Person != "" {
		if channel, err = s.api.direct(ctx, n.Person); err != nil {
			return state.Receipt{}, sendError(err)
		}
	}
	m := s.noticeMessage(v, n)
	m.Nonce = n.ID
	m.AllowedMentions.Roles = n.Roles
	posted, err := s.api.post(ctx, channel, m)
	if err != nil {
		return state.Receipt{}, sendError(err)
	}
	return state.Receipt{Channel: channel, Message: posted.ID}, nil
}

// sendError tells whether sending again is of any use.
func sendError(err error) error {
	out := &notify.SendError{Gone: Gone(err), Err: err}
	var refused *APIError
	if errors.As(err, &refused) {
		out.After = refused.RetryAfter
	}
	return out
}

// direct opens the direct messages with a person.
func (c *client) direct(ctx context.Context, person string) (channel string, err error) {
	var out struct {
		ID string `json:"id"`
	}
	err = c.do(ctx, request{method: http.MethodPost, route: "/users/@me/channels", body: map[string]string{"recipient_id": person}, out: &out, twice: true})
	return out.ID, err
}

// noticeLocale is the language of a notice: the subscription's, the server's,
// or that of the words that changed.
func noticeLocale(n notify.Notice, settled knowledge.Language) locale {
	l := n.Language
	if l == "" {
		l = settled
	}
	if l == "" {
		l = knowledge.English
		for _, c := range n.Changes {
			if strings.ContainsFunc(c.Change.Title+c.Change.NewQuote.Text+c.Change.OldQuote.Text, func(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }) {
				l = knowledge.Chinese
			}
		}
	}
	if l == knowledge.Chinese {
		return simplified
	}
	return english
}

// noticeMessage renders a notice.
func (s *Server) noticeMessage(v view, n notify.Notice) message {
	l := v.locale
	switch {
	case n.Closed != nil:
		return notice(fmt.Sprintf(noticeWords.closed.in(l), "<#"+n.Closed.Channel+">"))
	case n.Correction != nil:
		return s.correctionMessage(v, n)
	}
	card := newCard()
	if len(n.Roles) > 0 {
		var roles []string
		for _, r := range n.Roles {
			roles = append(roles, "<@&"+r+">")
		}
		card.text(strings.Join(roles, " "))
	}
	words := noticeWords.changed.in(l)
	if len(n.Changes) > 1 {
		words = fmt.Sprintf(noticeWords.changes.in(l), l.count(len(n.Changes)))
	}
	card.text(heading(words))
	shown := n.Changes[:min(len(n.Changes), mostChanges)]
	document := knowledge.DocumentID("")
	for i := range shown {
		c := &shown[i]
		card.rule()
		if i == 0 || c.Change.Document != document {
			card.text(title(escape(titleOf(c), 200)))
			document = c.Change.Document
		}
		card.text(changeLines(v, c, quoteRoom/len(shown))...)
	}
	if more := len(n.Changes) - len(shown); more > 0 {
		card.text(small(fmt.Sprintf(v.AndMore, l.count(more))))
	}
	// A control of a direct message is good outside of servers only.
	guild := n.Guild
	if n.Person != "" {
		guild = ""
	}
	id := func(kind string, args ...string) string {
		return s.make(guild, controlID{kind: kind, args: args}, noticeLife)
	}
	var buttons []component
	if n.Acknowledge {
		buttons = append(buttons, pressable(primaryButton, noticeWords.acknowledge.in(l), id("ack", n.ID)),
			pressable(secondaryButton, noticeWords.report.in(l), id("ack-report", n.ID)))
	}
	for i := range shown {
		if shown[i].Previous != "" {
			buttons = append(buttons, pressable(secondaryButton, noticeWords.earlier.in(l), id("earlier", strconv.FormatInt(shown[i].Seq, 10))))
			break
		}
	}
	card.buttons(buttons...)
	return card.message()
}

// How much of a notice is shown: changes, and characters of quotes of all of
// them together.
const (
	mostChanges = 8
	quoteRoom   = 2400
)

func titleOf(c *state.Logged) string {
	if c.Change.Title != "" {
		return c.Change.Title
	}
	return string(c.Change.Document)
}

// changeLines says one change: what, from when and for whom, both quotes with
// the changed words bold, and the source.
func changeLines(v view, c *state.Logged, room int) []string {
	l, language := v.locale, v.locale.language()
	lines := []string{strong(escape(c.Change.Headline(language), 400))}
	var about []string
	if topic := c.TopicName.In(language); topic != "" {
		about = append(about, v.Topic+escape(topic, 80))
	}
	if agency := c.Agency.In(language); agency != "" {
		about = append(about, v.Agency+escape(agency, 120))
	}
	if len(c.Audience) > 0 {
		about = append(about, v.ForWhom+escape(v.list(c.Audience), 200))
	}
	if !c.Effective.IsZero() {
		about = append(about, v.Effective+l.date(c.Effective))
	}
	lines = append(lines, joined(" · ", about...))
	quote := func(label phrase, q diff.Quote) {
		if text := emphasised(q.Text, q.Marked, max(120, room/2)); text != "" {
			lines = append(lines, "> "+label.in(l)+text)
		}
	}
	quote(noticeWords.before, c.Change.OldQuote)
	quote(noticeWords.after, c.Change.NewQuote)
	return append(lines, small(link(c.URL)))
}

// correctionMessage tells that a figure given earlier has changed.
func (s *Server) correctionMessage(v view, n notify.Notice) message {
	l := v.locale
	card := newCard()
	card.text(title(noticeWords.correction.in(l)), v.Question+escape(n.Correction.Question, 300))
	if len(n.Changes) > 0 {
		c := &n.Changes[0]
		now := ""
		if c.Change.New != nil {
			now = c.Change.New.Text
		}
		card.text(fmt.Sprintf(noticeWords.wasTold.in(l), moment(n.Correction.ToldAt), strong(escape(n.Correction.Told, 100)), strong(escape(now, 100))))
		card.text(changeLines(v, c, quoteRoom)...)
		card.text(small(escape(titleOf(c), 200)))
	}
	m := card.message()
	if n.Correction.Message != "" {
		m.Reference = &reference{Message: n.Correction.Message}
	}
	return m
}

// noticeControls are the buttons of notices. They are for everybody who sees
// them.
func noticeControls() map[string]control {
	shared := func(run func(context.Context, *call) (reply, error)) control {
		return control{handler: handler{show: showPrivately, run: run}, shared: true}
	}
	return map[string]control{
		"ack":        shared(acknowledge),
		"ack-report": shared(reportAcknowledged),
		"earlier":    shared(showEarlier),
	}
}

func acknowledge(ctx context.Context, c *call) (reply, error) {
	if err := c.store.Acknowledge(ctx, c.who.Guild, c.args[0], c.who.User); err != nil {
		return reply{}, err
	}
	return reply{message: notice(noticeWords.acknowledged.in(c.locale))}, nil
}

// reportAcknowledged names those who have acknowledged a notice, for managers.
func reportAcknowledged(ctx context.Context, c *call) (reply, error) {
	if !c.manages() {
		return reply{}, refusal(c.ManagersOnly)
	}
	people, err := c.store.Acknowledged(ctx, c.args[0])
	if err != nil {
		return reply{}, err
	}
	card := newCard()
	card.text(title(fmt.Sprintf(noticeWords.acknowledgedBy.in(c.locale), c.locale.count(len(people)))))
	const most = 100
	var names []string
	for _, p := range people[:min(len(people), most)] {
		names = append(names, "<@"+p+">")
	}
	card.text(strings.Join(names, " "))
	if more := len(people) - most; more > 0 {
		card.text(small(fmt.Sprintf(c.AndMore, c.locale.count(more))))
	}
	return reply{message: card.message()}, nil
}

// showEarlier sends the file as it was before a change.
func showEarlier(ctx context.Context, c *call) (reply, error) {
	change, err := c.store.Change(ctx, int64(c.argument(0)))
	if err != nil {
		return reply{}, err
	}
	open, err := c.bot.Version(change.Previous)
	if err != nil {
		return reply{}, refusal(noticeWords.noEarlier.in(c.locale))
	}
	defer open.Close()
	data, err := io.ReadAll(io.LimitReader(open, limit.FileSize+1))
	if err != nil {
		return reply{}, fmt.Errorf("read the earlier version: %w", err)
	}
	if len(data) > limit.FileSize {
		return reply{}, refusal(noticeWords.noEarlier.in(c.locale))
	}
	card := newCard()
	card.text(title(escape(titleOf(change), 200)), fmt.Sprintf(noticeWords.earlierOf.in(c.locale), moment(change.At)))
	card.attach(file{name: change.Previous, contentType: "application/octet-stream", description: plain(titleOf(change), limit.Description), data: data})
	return reply{message: card.message()}, nil
}

// noticeWords is what notices say in each locale.
var noticeWords = struct {
	changed, changes, before, after, acknowledge, acknowledged, acknowledgedBy, report, earlier, earlierOf, noEarlier,
	closed, correction, wasTold phrase
}{
	changed:        phrase{"A policy has changed", "政策有变化", "政策有變化"},
	changes:        phrase{"Policies have changed: %s changes", "政策有 %s 处变化", "政策有 %s 處變化"},
	before:         phrase{"Before: ", "原文：", "原文："},
	after:          phrase{"Now: ", "现为：", "現為："},
	acknowledge:    phrase{"Acknowledge", "确认已读", "確認已讀"},
	acknowledged:   phrase{"Noted: you have read this.", "已记录：您已阅读。", "已記錄：您已閱讀。"},
	acknowledgedBy: phrase{"Acknowledged by: %s", "已确认：%s 人", "已確認：%s 人"},
	report:         phrase{"Who has acknowledged", "谁已确认", "誰已確認"},
	earlier:        phrase{"Earlier version", "变更前的版本", "變更前的版本"},
	earlierOf:      phrase{"The document as it was before the change of %s", "%s 变更之前的文件", "%s 變更之前的文件"},
	noEarlier:      phrase{"The earlier version is not kept any more.", "变更前的版本已不再保存。", "變更前的版本已不再保存。"},
	closed: phrase{"The subscriptions in %s are paused: the channel is gone, or I may not write there. Resume them with /subscriptions once I may.",
		"%s 的订阅已暂停：频道已不存在，或我没有权限在那里发言。恢复权限后可用 /订阅列表 恢复。", "%s 的訂閱已暫停：頻道已不存在，或我沒有權限在那裡發言。恢復權限後可用 /訂閱列表 恢復。"},
	correction: phrase{"A figure you were given has changed", "告知过的数字有变化", "告知過的數字有變化"},
	wasTold:    phrase{"On %s the answer was %s; the source now says %s.", "%s 的回答是 %s，现在的来源为 %s。", "%s 的回答是 %s，現在的來源為 %s。"},
}
