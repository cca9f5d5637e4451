package card

import (
	"fmt"
	"policybot/bot/discord/rest"
	"policybot/bot/notify"
	"policybot/bot/state"
	"policybot/knowledge"
	"policybot/knowledge/diff"
	"strconv"
	"strings"
)

// NoticeLocale is the language of a notice: the subscription's, the server's,
// or that of the words that changed.
func NoticeLocale(n notify.Notice, settled knowledge.Language) locale {
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
	return LocaleOfKept(l)
}

// Notice shows a notice; id makes custom ids for everybody who sees it.
func Notice(v View, n notify.Notice, id func(kind string, args ...string) string) rest.Message {
	switch {
	case n.Closed != nil && n.Closed.Open:
		return Sentence(fmt.Sprintf(NoticeWords.refused.In(v.Locale), "<#"+n.Closed.Channel+">", Escape(n.Closed.Reason, 200)))
	case n.Closed != nil:
		return Sentence(fmt.Sprintf(NoticeWords.closed.In(v.Locale), "<#"+n.Closed.Channel+">"))
	case n.Held != nil:
		card := New()
		card.Text(Strong(fmt.Sprintf(v.Held, v.Locale.Count(n.Held.Gone), v.Locale.Count(n.Held.Of))), v.HeldAsk)
		card.Buttons(Button(rest.DangerButton, v.HeldAccept, id("held-accept")), Button(rest.SecondaryButton, v.HeldWait, id("held-wait")))
		return card.Message()
	case n.Correction != nil:
		return correctionCard(v, n)
	case len(n.Corrections) > 0:
		return correctionsCard(v, n)
	}
	card := New()
	told, minor := majorFirst(n.Changes)
	shown := told[:min(len(told), mostChanges)]
	noticeHead(card, v, n)
	document := knowledge.DocumentID("")
	for i := range shown {
		c := &shown[i]
		card.Rule()
		if i == 0 || c.Change.Document != document {
			card.Text(Title(Escape(TitleOf(c), 200)))
			document = c.Change.Document
		}
		card.Text(changeLines(v, c, quoteRoom/len(shown))...)
	}
	var rest []string
	if more := len(told) - len(shown); more > 0 {
		rest = append(rest, fmt.Sprintf(v.AndMore, v.Locale.Count(more)))
	}
	switch {
	case minor == 1:
		rest = append(rest, NoticeWords.minorOne.In(v.Locale))
	case minor > 1:
		rest = append(rest, fmt.Sprintf(NoticeWords.minor.In(v.Locale), v.Locale.Count(minor)))
	}
	if len(rest) > 0 {
		card.Text(Small(Joined(" · ", append(rest, NoticeWords.seeChanges.In(v.Locale))...)))
	}
	card.Buttons(noticeButtons(v, n, shown, id)...)
	return card.Message()
}

// majorFirst returns the changes that a notice shows, and how many minor ones it
// only counts: where all are minor they are shown.
func majorFirst(changes []state.Logged) (told []state.Logged, minor int) {
	for _, c := range changes {
		if c.Change.Severity != diff.Minor {
			told = append(told, c)
		}
	}
	if len(told) == 0 {
		return changes, 0
	}
	return told, len(changes) - len(told)
}

// noticeHead says whom a notice is for and of how many changes it tells.
func noticeHead(card *Card, v View, n notify.Notice) {
	var roles []string
	for _, r := range n.Roles {
		roles = append(roles, "<@&"+r+">")
	}
	card.Text(strings.Join(roles, " "))
	words := NoticeWords.changed.In(v.Locale)
	if len(n.Changes) > 1 {
		words = fmt.Sprintf(NoticeWords.changes.In(v.Locale), v.Locale.Count(len(n.Changes)))
	}
	card.Text(heading(words))
}

func noticeButtons(v View, n notify.Notice, shown []state.Logged, id func(kind string, args ...string) string) []rest.Component {
	var buttons []rest.Component
	if n.Acknowledge {
		buttons = append(buttons, Button(rest.PrimaryButton, NoticeWords.acknowledge.In(v.Locale), id("ack", n.ID)),
			Button(rest.SecondaryButton, NoticeWords.report.In(v.Locale), id("ack-report", n.ID)))
	}
	for i := range shown {
		if shown[i].Previous != "" {
			return append(buttons, Button(rest.SecondaryButton, NoticeWords.earlier.In(v.Locale), id("earlier", strconv.FormatInt(shown[i].Seq, 10))))
		}
	}
	return buttons
}

// How much of a notice is shown: changes, and characters of quotes of all of
// them together.
const (
	mostChanges = 8
	quoteRoom   = 2400
)

// TitleOf is the title of the document that changed.
func TitleOf(c *state.Logged) string {
	if c.Change.Title != "" {
		return c.Change.Title
	}
	return string(c.Change.Document)
}

// changeLines says one change: what, from when and for whom, both quotes with
// the changed words bold, and the source.
func changeLines(v View, c *state.Logged, room int) []string {
	l, language := v.Locale, v.Locale.Language()
	lines := []string{Strong(Escape(c.Change.Headline(l.told()), 400))}
	var about []string
	if !c.At.IsZero() {
		about = append(about, NoticeWords.changedAt.In(l)+Moment(c.At))
	}
	if topic := c.TopicName.In(language); topic != "" {
		about = append(about, v.Topic+Escape(topic, 80))
	}
	if agency := c.Agency.In(language); agency != "" {
		about = append(about, v.Agency+Escape(agency, 120))
	}
	if len(c.Audience) > 0 {
		about = append(about, v.ForWhom+Escape(v.list(c.Audience), 200))
	}
	if !c.Effective.IsZero() {
		about = append(about, v.Effective+l.date(c.Effective))
	}
	lines = append(lines, Joined(" · ", about...))
	quote := func(label Phrase, q diff.Quote) {
		if text := emphasised(q.Text, q.Marked, max(120, room/2)); text != "" {
			lines = append(lines, "> "+label.In(l)+text)
		}
	}
	quote(NoticeWords.before, c.Change.OldQuote)
	quote(NoticeWords.after, c.Change.NewQuote)
	return append(lines, Small(link(c.URL)))
}

// correctionCard tells that a figure given earlier has changed.
func correctionCard(v View, n notify.Notice) rest.Message {
	l := v.Locale
	card := New()
	card.Text(Title(NoticeWords.correction.In(l)), v.Question+Escape(n.Correction.Question, 300))
	if len(n.Changes) > 0 {
		c := &n.Changes[0]
		now := ""
		if c.Change.New != nil {
			now = c.Change.New.Text
		}
		card.Text(fmt.Sprintf(NoticeWords.wasTold.In(l), Moment(n.Correction.ToldAt), Strong(Escape(n.Correction.Told, 100)), Strong(Escape(now, 100))))
		card.Text(changeLines(v, c, quoteRoom)...)
		card.Text(Small(Escape(TitleOf(c), 200)))
	}
	m := card.Message()
	if n.Correction.Message != "" {
		m.Reference = &rest.Reference{Message: n.Correction.Message}
	}
	return m
}

// correctionsCard tells what somebody was told and the source says otherwise
// by now.
func correctionsCard(v View, n notify.Notice) rest.Message {
	card := New()
	heading := NoticeWords.corrections
	if len(n.Corrections) == 1 {
		heading = NoticeWords.correction
	}
	card.Text(Title(heading.In(v.Locale)))
	for i := range n.Corrections {
		card.Rule()
		card.Text(v.corrected(&n.Corrections[i], n.Changes, quoteRoom/len(n.Corrections))...)
	}
	m := card.Message()
	if first := n.Corrections[0].Message; first != "" {
		m.Reference = &rest.Reference{Message: first}
	}
	return m
}

// corrected says one correction: what was asked and told, what the source says
// now, and where.
func (v View) corrected(c *state.Correction, changes []state.Logged, room int) []string {
	l := v.Locale
	lines := []string{v.Question + Escape(c.Question, 300)}
	told := Strong(Escape(c.Told, 200))
	switch {
	case c.Now == "":
		lines = append(lines, fmt.Sprintf(NoticeWords.saysNoMore.In(l), Moment(c.ToldAt), told))
	case c.IsText:
		lines = append(lines, fmt.Sprintf(NoticeWords.ruleChanged.In(l), Moment(c.ToldAt)), quoted(c.Told, room/2))
	default:
		lines = append(lines, fmt.Sprintf(NoticeWords.wasTold.In(l), Moment(c.ToldAt), told, Strong(Escape(c.Now, 200))))
	}
	if now := Escape(c.Says, room/2); now != "" {
		lines = append(lines, "> "+NoticeWords.after.In(l)+now)
	}
	for i := range changes {
		if changes[i].Seq == c.Change {
			lines = append(lines, Small(Joined(" · ", Escape(TitleOf(&changes[i]), 150), Escape(changes[i].Change.Section, 60), link(changes[i].URL))))
		}
	}
	return lines
}

// NoticeWords is what notices say in each locale.
var NoticeWords = struct {
	changed, changes, before, after, acknowledge, Acknowledged, AcknowledgedBy, report, earlier, EarlierOf, NoEarlier,
	minorOne, minor, seeChanges, changedAt,
	closed, refused, correction, corrections, wasTold, saysNoMore, ruleChanged Phrase
}{
	changed:        Say("A policy has changed", "政策有变化", "政策有變化"),
	changes:        Say("Policies have changed: %s changes", "政策有 %s 处变化", "政策有 %s 處變化"),
	minorOne:       Say("and 1 change of wording", "另有 1 处措辞改动", "另有 1 處措辭改動"),
	minor:          Say("and %s changes of wording", "另有 %s 处措辞改动", "另有 %s 處措辭改動"),
	seeChanges:     Say("see all with /changes", "用 /变化 查看全部", "用 /變化 查看全部"),
	changedAt:      Say("Changed: ", "变更：", "變更："),
	before:         Say("Before: ", "原文：", "原文："),
	after:          Say("Now: ", "现为：", "現為："),
	acknowledge:    Say("Acknowledge", "确认已读", "確認已讀"),
	Acknowledged:   Say("Noted: you have read this.", "已记录：您已阅读。", "已記錄：您已閱讀。"),
	AcknowledgedBy: Say("Acknowledged by: %s", "已确认：%s 人", "已確認：%s 人"),
	report:         Say("Who has acknowledged", "谁已确认", "誰已確認"),
	earlier:        Say("Earlier version", "变更前的版本", "變更前的版本"),
	EarlierOf:      Say("The document as it was before the change of %s", "%s 变更之前的文件", "%s 變更之前的文件"),
	NoEarlier:      Say("The earlier version is not kept any more.", "变更前的版本已不再保存。", "變更前的版本已不再保存。"),
	closed: Say("I cannot write in %s: the channel is gone, or I may not write there. What changes meanwhile waits, and is told in one message once I may; /subscriptions, Resume, tries at once.",
		"我无法在 %s 发言：频道已不存在，或我没有权限。期间的变化会先保留，恢复权限后合并成一条通知；也可用 /订阅列表 的“恢复”立即重试。", "我無法在 %s 發言：頻道已不存在，或我沒有權限。期間的變化會先保留，恢復權限後合併成一則通知；也可用 /訂閱列表 的「恢復」立即重試。"),
	refused: Say("A notice in %s was refused by Discord for good, and is not tried again: %s. /changes lists what it told.",
		"发往 %s 的一条通知被 Discord 拒绝，不再重试：%s。内容可用 /变化 查看。", "發往 %s 的一則通知被 Discord 拒絕，不再重試：%s。內容可用 /變化 查看。"),
	correction:  Say("A figure you were given has changed", "告知过的数字有变化", "告知過的數字有變化"),
	corrections: Say("Figures you were given have changed", "告知过的内容有变化", "告知過的內容有變化"),
	saysNoMore:  Say("On %s the answer was %s; the source no longer says so.", "%s 的回答是 %s，现在的来源已不再这样写。", "%s 的回答是 %s，現在的來源已不再這樣寫。"),
	ruleChanged: Say("The rule you were quoted on %s has changed:", "%s 引用的规定有变化：", "%s 引用的規定有變化："),
	wasTold:     Say("On %s the answer was %s; the source now says %s.", "%s 的回答是 %s，现在的来源为 %s。", "%s 的回答是 %s，現在的來源為 %s。"),
}
