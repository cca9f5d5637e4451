package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"policybot/bot"
	"policybot/bot/discord/limit"
	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
)

// longestQuestion is how many characters of a question are read.
const longestQuestion = 500

func askCommand() command {
	return command{
		name:        phrase{"ask", "提问", "提問"},
		description: phrase{"Ask a policy question and get the exact figure with its source", "问一个政策问题，得到准确的数字和出处", "問一個政策問題，得到準確的數字和出處"},
		options: []commandOption{
			{kind: stringOption, required: true, most: longestQuestion, name: phrase{"question", "问题", "問題"},
				description: phrase{"Your question, in Chinese or English", "您的问题，中文或英文", "您的問題，中文或英文"}},
			publicOption,
		},
		handler: handler{show: showAsChosen, run: func(ctx context.Context, c *call) (reply, error) {
			return c.ask(ctx, c.option("question"))
		}},
	}
}

var publicOption = commandOption{kind: booleanOption, name: phrase{"public", "公开", "公開"},
	description: phrase{"Show the reply to everybody here", "让这里的所有人都看到回复", "讓這裡的所有人都看到回覆"}}

// lookUpCommand asks what a message says.
func lookUpCommand() command {
	return command{
		kind: messageCommand,
		name: phrase{"Look up policy", "查询政策", "查詢政策"},
		handler: handler{show: showPrivately, run: func(ctx context.Context, c *call) (reply, error) {
			m := c.event.Data.Resolved.Messages[c.event.Data.Target]
			text := m.Content
			for _, e := range m.Embeds {
				text = strings.TrimSpace(text + "\n" + e.Title + "\n" + e.Description)
			}
			c.private = true
			return c.ask(ctx, withoutMentions(text))
		}},
	}
}

// askControls are the buttons below an answer; each has the answer's id.
func askControls() map[string]control {
	return map[string]control{
		"share":   {handler: handler{show: showPublicly, run: share}},
		"source":  {shared: true, handler: handler{show: showPrivately, run: showSource}},
		"related": {shared: true, handler: handler{show: showPrivately, run: showRelated}},
		"good":    {shared: true, handler: handler{show: showPrivately, run: praise}},
		"bad":     {shared: true, handler: handler{show: showWithoutWait, run: askWhy}},
		"why":     {shared: true, handler: handler{show: showPrivately, run: complain}},
		"human":   {handler: handler{show: showPrivately, run: askPerson}},
	}
}

// ask answers a question and keeps the answer.
func (c *call) ask(ctx context.Context, question string) (reply, error) {
	question, err := c.readable(question)
	if err != nil {
		return reply{}, err
	}
	given, err := c.answer(ctx, question)
	if err != nil {
		return reply{}, err
	}
	r := reply{message: c.answerMessage(given, c.private)}
	if !c.private {
		r.posted = c.notePosted(given.ID)
	}
	return r, nil
}

// readable checks that there is a question.
func (c *call) readable(question string) (string, error) {
	question = strings.TrimSpace(clean(question))
	switch n := limit.Length(question); {
	case n == 0:
		return "", refusal(c.EmptyQuestion)
	case n > longestQuestion:
		return "", refusal(fmt.Sprintf(c.LongQuestion, longestQuestion))
	}
	return question, nil
}

// answer asks the bot and keeps what it said.
func (c *call) answer(ctx context.Context, question string) (*state.Given, error) {
	base := c.bot.Base()
	answer, err := c.bot.Ask(ctx, c.who, question)
	if err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	answer.Considered = nil // of use to those who tune the bot, and large
	g := state.Given{Asker: c.who, Question: question, Answer: answer}
	if base != nil {
		g.Revision = base.Revision
	}
	g.ID, err = c.store.KeepAnswer(ctx, g)
	return &g, err
}

// notePosted returns what keeps where an answer was posted.
func (c *call) notePosted(id string) func(context.Context, received, error) {
	return func(ctx context.Context, m received, err error) {
		defer c.sharing.Delete(id)
		if err != nil || m.ID == "" {
			return
		}
		if err := c.store.PostedAnswer(ctx, c.who.Guild, id, m.Channel, m.ID); err != nil {
			c.log.Error("note where an answer was posted", "error", err)
		}
	}
}

// answerMessage is the card of an answer with its buttons.
func (c *call) answerMessage(g *state.Given, private bool) message {
	v := viewIn(c.locale.speaking(g.Answer.Language))
	a := g.Answer
	var buttons []component
	if private && c.maySpeak() {
		buttons = append(buttons, pressable(primaryButton, v.Share, c.id("share", g.ID)))
	}
	if a.Status == index.NotFound && c.settings.AskChannel != "" {
		buttons = append(buttons, pressable(primaryButton, v.AskPerson, c.id("human", g.ID)))
	}
	if len(a.Citations) > 0 {
		buttons = append(buttons, pressable(secondaryButton, v.Source, c.id("source", g.ID)))
	}
	if len(a.Neighbours) > 0 {
		buttons = append(buttons, pressable(secondaryButton, v.Related, c.id("related", g.ID)))
	}
	good, bad := pressable(secondaryButton, v.Helpful, c.id("good", g.ID)), pressable(secondaryButton, v.Unhelpful, c.id("bad", g.ID))
	good.Emoji, bad.Emoji = &emoji{"👍"}, &emoji{"👎"}
	return answerCard(v, a, c.measuresOf(a), append(buttons, good, bad))
}

// measuresOf returns the measures that the figures of an answer belong to.
func (c *call) measuresOf(a *index.Answer) map[knowledge.MeasureID]*knowledge.Measure {
	out := map[knowledge.MeasureID]*knowledge.Measure{}
	for _, f := range a.Figures {
		if f.Measure != "" && out[f.Measure] == nil {
			out[f.Measure] = c.bot.Measure(f.Measure)
		}
	}
	return out
}

// maySpeak reports whether the person may show an answer to everybody.
func (c *call) maySpeak() bool {
	return len(c.settings.ShareRoles) == 0 || c.holdsAny(c.settings.ShareRoles) || c.manages()
}

// kept returns the answer that a button belongs to.
func (c *call) kept(ctx context.Context) (*state.Given, error) {
	if len(c.args) == 0 {
		return nil, state.ErrForgotten
	}
	return c.store.GivenAnswer(ctx, c.who.Guild, c.args[0])
}

// share shows an answer to everybody.
func share(ctx context.Context, c *call) (reply, error) {
	g, err := c.kept(ctx)
	if err != nil {
		return reply{}, err
	}
	if g.Asker.User != c.who.User {
		return reply{}, refusal(c.NotYours)
	}
	if !c.maySpeak() {
		return reply{}, refusal(c.MayNotShare)
	}
	// A second press may come before the first has been noted.
	if _, underWay := c.sharing.LoadOrStore(g.ID, true); underWay || g.Message != "" {
		if !underWay {
			c.sharing.Delete(g.ID)
		}
		return reply{}, refusal(c.SharedAlready)
	}
	return reply{message: c.answerMessage(g, false), posted: c.notePosted(g.ID)}, nil
}

// spoken is the view in which a kept answer is shown.
func (c *call) spoken(g *state.Given) view { return viewIn(c.locale.speaking(g.Answer.Language)) }

func showSource(ctx context.Context, c *call) (reply, error) {
	g, err := c.kept(ctx)
	if err != nil {
		return reply{}, err
	}
	return reply{message: sourceCard(c.spoken(g), g.Answer, c.bot.Base())}, nil
}

func showRelated(ctx context.Context, c *call) (reply, error) {
	g, err := c.kept(ctx)
	if err != nil {
		return reply{}, err
	}
	return reply{message: relatedCard(c.spoken(g), g.Answer)}, nil
}

func praise(ctx context.Context, c *call) (reply, error) {
	g, err := c.kept(ctx)
	if err != nil {
		return reply{}, err
	}
	err = c.store.GiveFeedback(ctx, state.Feedback{Answer: g.ID, Guild: c.who.Guild, Person: c.who.User, Helpful: true})
	return reply{message: notice(c.Thanks)}, err
}

// askWhy opens a form. It does not look the answer up: a form cannot wait.
func askWhy(_ context.Context, c *call) (reply, error) {
	if len(c.args) == 0 {
		return reply{}, state.ErrForgotten
	}
	optional := false
	return reply{modal: &modal{CustomID: c.id("why", c.args[0]), Title: plain(c.WhyTitle, limit.ModalTitle),
		Components: []component{{Type: actionRow, Components: []component{{Type: textInput, CustomID: "reason", Style: paragraphInput,
			Label: plain(c.WhyLabel, limit.InputLabel), Placeholder: plain(c.WhyHint, limit.Placeholder), MaxLength: 500, Required: &optional}}}}}}, nil
}

func complain(ctx context.Context, c *call) (reply, error) {
	g, err := c.kept(ctx)
	if err != nil {
		return reply{}, err
	}
	err = c.store.GiveFeedback(ctx, state.Feedback{Answer: g.ID, Guild: c.who.Guild, Person: c.who.User, Reason: plain(c.input("reason"), 500)})
	return reply{message: notice(c.ThanksForReason)}, err
}

// askPerson posts a question that the documents do not answer to the channel
// that the server chose for it.
func askPerson(ctx context.Context, c *call) (reply, error) {
	g, err := c.kept(ctx)
	if err != nil {
		return reply{}, err
	}
	if g.Asker.User != c.who.User {
		return reply{}, refusal(c.NotYours)
	}
	channel := c.settings.AskChannel
	if channel == "" {
		return reply{}, refusal(c.NobodyToAsk)
	}
	m := questionCard(c.spoken(g), g)
	m.Nonce = g.ID[:min(len(g.ID), limit.Nonce)] // a second press posts nothing
	if _, err := c.api.post(ctx, channel, m); err != nil {
		if !Gone(err) {
			return reply{}, err
		}
		c.log.Warn("the channel for questions is gone; the setting is cleared", "channel", channel, "error", err)
		// By the bot itself, which the audit log says once.
		if _, err := c.store.ChangeSettings(ctx, c.who.Guild, "", func(s *state.Settings) { s.AskChannel = "" }); err != nil {
			return reply{}, err
		}
		return reply{}, refusal(c.NobodyToAsk)
	}
	return reply{message: notice(fmt.Sprintf(c.Asked, "<#"+channel+">"))}, nil
}

// questionCard hands a question to people. It names who asked and pings
// nobody.
func questionCard(v view, g *state.Given) message {
	card := newCard()
	card.text(title(v.OpenQuestion), block(g.Question, 1200), small(fmt.Sprintf(v.AskedBy, "<@"+g.Asker.User+">", "<#"+g.Asker.Channel+">")))
	if len(g.Answer.Near) > 0 {
		card.rule()
		card.text(strong(v.Nearest))
		for _, hit := range g.Answer.Near[:min(len(g.Answer.Near), shownNear)] {
			card.text("• " + joined(" — ", strong(escape(hit.Title, 100)), escape(hit.Text, 250)))
		}
	}
	return card.message()
}

// takeMessage answers a message that mentions the bot, answers one of its
// messages, or is written to it directly.
func (s *Server) takeMessage(ctx context.Context, data json.RawMessage) {
	var m received
	if err := json.Unmarshal(data, &m); err != nil {
		s.log.Error("read a message", "error", err)
		return
	}
	toBot := m.Guild == "" || slices.ContainsFunc(m.Mentions, func(u user) bool { return u.ID == s.application })
	if m.Author.Bot || m.Webhook != "" || m.Author.ID == s.application || !toBot || strings.TrimSpace(m.Content) == "" {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, handlerTime)
	defer cancel()
	question := withoutMentions(m.Content)
	// The locale of a person is only known when they use a command; the
	// language of the question is the next best thing.
	c := &call{Server: s, who: bot.Asker{Guild: m.Guild, Channel: m.Channel, User: m.Author.ID},
		event: &interaction{Guild: m.Guild, Channel: m.Channel, User: &user{ID: m.Author.ID}}, name: "message",
		log: s.log.With("guild", m.Guild, "person", m.Author.ID, "message", m.ID)}
	c.view = viewIn(english.speaking(index.ParseQuery(question).Language))
	reply, id := c.replyTo(ctx, question)
	reply.Reference = &reference{Message: m.ID}
	reply.Nonce = m.ID[:min(len(m.ID), limit.Nonce)]
	sent, err := s.api.post(ctx, m.Channel, reply)
	if err != nil {
		c.log.Warn("answer a message", "error", err)
		return
	}
	if id != "" {
		c.notePosted(id)(ctx, sent, nil)
	}
}

// replyTo is the reply to a message, with the id of the answer in it.
func (c *call) replyTo(ctx context.Context, question string) (m message, id string) {
	fail := func(err error) (message, string) { return notice(c.explain(err)), "" }
	defer func() {
		if r := recover(); r != nil {
			m, id = fail(&panicked{r, nil})
		}
	}()
	var err error
	if c.settings, err = c.store.Settings(ctx, c.who.Guild); err != nil {
		return fail(err)
	}
	c.who.Language = c.settings.Language
	c.view = viewIn(c.locale.speaking(c.settings.Language))
	if err := c.admit(); err != nil {
		return fail(err)
	}
	defer func() { <-c.slots }()
	if question == "" {
		return helpCard(c.view, c.commands, false), ""
	}
	if question, err = c.readable(question); err != nil {
		return fail(err)
	}
	given, err := c.answer(ctx, question)
	if err != nil {
		return fail(err)
	}
	return c.answerMessage(given, false), given.ID
}

// withoutMentions takes mentions of people, roles and channels out of a
// message.
func withoutMentions(s string) string {
	var b strings.Builder
	for s != "" {
		before, rest, found := strings.Cut(s, "<")
		b.WriteString(before)
		if !found {
			break
		}
		inside, after, closed := strings.Cut(rest, ">")
		if closed && strings.Trim(strings.TrimLeft(inside, "@#!&"), "0123456789") == "" && strings.ContainsAny(inside, "@#") {
			b.WriteByte(' ')
			s = after
			continue
		}
		b.WriteByte('<')
		s = rest
	}
	return strings.TrimSpace(b.String())
}
