package discord

import (
	"context"
	"errors"
	"fmt"
	"policybot/bot/discord/card"
	"policybot/bot/discord/dispatch"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/bot/state"
	"policybot/index"
	"strconv"
	"strings"
	"sync"
	"time"
)

// questionLife is how long the buttons of a question to people work.
const questionLife = 365 * 24 * time.Hour

// longestReply is how many characters a person may answer with.
const longestReply = 1500

// peopleControls are the buttons with which a question is put to people, and
// those below it with which they answer.
func (a *answering) peopleControls() map[string]dispatch.Control {
	shared := func(show dispatch.Show, run func(context.Context, *dispatch.Call) (dispatch.Reply, error)) dispatch.Control {
		return dispatch.Control{Shared: true, Handler: dispatch.Handler{Show: show, Run: run}}
	}
	return map[string]dispatch.Control{
		"human":         {Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Run: confirmAskPerson}},
		"human-named":   {Handler: dispatch.Handler{Show: dispatch.ShowInPlace, Run: askPersonNamed}},
		"human-unnamed": {Handler: dispatch.Handler{Show: dispatch.ShowInPlace, Run: askPersonUnnamed}},
		"people-answer": shared(dispatch.ShowWithoutWait, openAnswerForm),
		"people-form":   shared(dispatch.ShowInPlace, a.answerQuestion),
		"people-end":    shared(dispatch.ShowInPlace, a.withdrawAnswer),
	}
}

// confirmAskPerson asks whether a question is to be put to people, and in whose
// name.
func confirmAskPerson(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	g, err := kept(ctx, c)
	if err != nil {
		return dispatch.Reply{}, err
	}
	switch {
	case g.Asker.User != c.Who.User:
		return dispatch.Reply{}, dispatch.Refusal(c.NotYours)
	case c.Chosen.AskChannel == "":
		return dispatch.Reply{}, dispatch.Refusal(c.NobodyToAsk)
	}
	return dispatch.Reply{Message: card.ConfirmQuestion(spoken(c, g), g, c.Chosen.AskChannel, c.ID("human-named", g.ID), c.ID("human-unnamed", g.ID))}, nil
}

func askPersonNamed(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	return askPerson(ctx, c, true)
}

func askPersonUnnamed(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	return askPerson(ctx, c, false)
}

// askPerson posts a question to the channel that the server chose for it.
func askPerson(ctx context.Context, c *dispatch.Call, named bool) (dispatch.Reply, error) {
	g, err := kept(ctx, c)
	if err != nil {
		return dispatch.Reply{}, err
	}
	channel := c.Chosen.AskChannel
	if channel == "" {
		return dispatch.Reply{}, dispatch.Refusal(c.NobodyToAsk)
	}
	q := state.Question{ID: g.ID, Asker: g.Asker, Named: named, Text: asPut(g)}
	q.Asker.Language = c.Locale.Speaking(g.Answer.Language).Kept()
	if err := c.Store.PutQuestion(ctx, q); err != nil {
		return dispatch.Reply{}, err
	}
	known, err := c.Store.Question(ctx, c.Who.Guild, g.ID)
	if err != nil {
		return dispatch.Reply{}, err
	}
	if known.Message == "" {
		v := viewOf(known)
		m := card.Question(v, known, g.Answer.Near, c.Chosen.AskRole, questionButtons(c, v, known)...)
		m.Nonce = g.ID[:min(len(g.ID), limit.Nonce)] // a second press posts nothing
		posted, err := c.API.Post(ctx, channel, m)
		if err != nil {
			return askChannelGone(ctx, c, channel, err)
		}
		if err := c.Store.PostedQuestion(ctx, c.Who.Guild, g.ID, channel, posted.ID); err != nil {
			return dispatch.Reply{}, err
		}
	}
	return dispatch.Reply{Message: card.Sentence(fmt.Sprintf(c.Asked, "<#"+channel+">"))}, nil
}

// viewOf is the view in which a question is put to people, and answered: that of
// the asker.
func viewOf(q *state.Question) card.View { return card.ViewIn(card.LocaleOfKept(q.Asker.Language)) }

// asPut is a question as people are asked it: completed, where it went on from
// another.
func asPut(g *state.Given) string {
	if g.Answer.TakenAs != "" {
		return g.Answer.TakenAs
	}
	return g.Question
}

// askChannelGone clears the setting where the channel is gone.
func askChannelGone(ctx context.Context, c *dispatch.Call, channel string, err error) (dispatch.Reply, error) {
	if !rest.Gone(err) {
		return dispatch.Reply{}, err
	}
	c.Log.Warn("the channel for questions is gone; the setting is cleared", "channel", channel, "error", err)
	// By the bot itself, which the audit log says once.
	if _, err := c.Store.ChangeSettings(ctx, c.Who.Guild, "", func(s *state.Settings) { s.AskChannel = "" }); err != nil {
		return dispatch.Reply{}, err
	}
	return dispatch.Reply{}, dispatch.Refusal(c.NobodyToAsk)
}

// questionButtons are the buttons below a question to people.
func questionButtons(c *dispatch.Call, v card.View, q *state.Question) []rest.Component {
	id := func(kind string) string { return c.SharedID(c.Who.Guild, questionLife, kind, q.ID) }
	if q.Answer == "" || q.Withdrawn {
		return []rest.Component{card.Button(rest.PrimaryButton, v.AnswerIt, id("people-answer"))}
	}
	return []rest.Component{card.Button(rest.SecondaryButton, v.ChangeAnswer, id("people-answer")), card.Button(rest.DangerButton, v.Withdraw, id("people-end"))}
}

// mayAnswer reports whether a person may answer for the server: those who manage
// the bot, and those with the role that is told of questions.
func mayAnswer(c *dispatch.Call) bool {
	return c.Manages() || c.Chosen.AskRole != "" && c.HoldsAny([]string{c.Chosen.AskRole})
}

// openAnswerForm opens the form to answer a question in.
func openAnswerForm(_ context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	switch {
	case len(c.Args) == 0:
		return dispatch.Reply{}, state.ErrForgotten
	case !mayAnswer(c):
		return dispatch.Reply{}, dispatch.Refusal(c.MayNotAnswer)
	}
	return dispatch.Reply{Modal: &rest.Modal{CustomID: c.SharedID(c.Who.Guild, questionLife, "people-form", c.Args[0]), Title: card.Plain(c.AnswerIt, limit.ModalTitle),
		Components: []rest.Component{{Type: rest.ActionRow, Components: []rest.Component{{Type: rest.TextInput, CustomID: "answer", Style: rest.ParagraphInput,
			Label: card.Plain(c.AnswerLabel, limit.InputLabel), Placeholder: card.Plain(c.AnswerHint, limit.Placeholder), MaxLength: longestReply}}}}}}, nil
}

// answerQuestion keeps what a person answers, tells the asker where they asked,
// and shows it on the card.
func (a *answering) answerQuestion(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	if len(c.Args) == 0 {
		return dispatch.Reply{}, state.ErrForgotten
	}
	if !mayAnswer(c) {
		return dispatch.Reply{}, dispatch.Refusal(c.MayNotAnswer)
	}
	words := strings.TrimSpace(card.Clean(c.Input("answer")))
	if words == "" {
		return dispatch.Reply{}, dispatch.Refusal(c.EmptyQuestion)
	}
	q, err := c.Store.AnswerQuestion(ctx, c.Who.Guild, c.Args[0], c.Who.User, words)
	if err != nil {
		return dispatch.Reply{}, err
	}
	reached := tellAsker(ctx, c, q)
	return dispatch.Reply{Message: card.AnsweredQuestion(viewOf(q), q, reached, questionButtons(c, viewOf(q), q)...)}, nil
}

func (a *answering) withdrawAnswer(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	if len(c.Args) == 0 {
		return dispatch.Reply{}, state.ErrForgotten
	}
	if !mayAnswer(c) {
		return dispatch.Reply{}, dispatch.Refusal(c.MayNotAnswer)
	}
	q, err := c.Store.WithdrawAnswer(ctx, c.Who.Guild, c.Args[0], c.Who.User)
	if err != nil {
		return dispatch.Reply{}, err
	}
	return dispatch.Reply{Message: card.AnsweredQuestion(viewOf(q), q, true, questionButtons(c, viewOf(q), q)...)}, nil
}

// tellAsker sends the answer of a person to who asked: where they asked, or
// where they left their name out, or the channel is gone, directly. It reports
// whether they were reached.
func tellAsker(ctx context.Context, c *dispatch.Call, q *state.Question) bool {
	if q.Asker.User == "" {
		return false
	}
	m := card.Reply(viewOf(q), q)
	m.Nonce = nonceOf(q)
	if q.Named {
		public := m
		public.AllowedMentions.Users = []string{q.Asker.User}
		_, err := c.API.Post(ctx, q.Asker.Channel, public)
		if err == nil {
			return true
		}
		c.Log.Warn("answer a person where they asked", "channel", q.Asker.Channel, "error", err)
	}
	channel, err := c.API.Direct(ctx, q.Asker.User)
	if err == nil {
		_, err = c.API.Post(ctx, channel, m)
	}
	if err != nil {
		c.Log.Warn("answer a person directly", "error", err)
	}
	return err == nil
}

// nonceOf names an answer once for each time it was given.
func nonceOf(q *state.Question) string {
	return (strconv.FormatInt(q.Answered.UnixMilli(), 36) + q.ID)[:limit.Nonce]
}

// statements knows what the questions that people answered ask, so that they are
// read once.
type statements struct {
	mu   sync.Mutex
	read map[string]*index.KeptQuestion
}

// mostRead is how many questions are kept read.
const mostRead = 20_000

func (s *statements) question(q *state.Question) *index.KeptQuestion {
	key := q.ID + strconv.FormatInt(q.Answered.UnixMilli(), 36)
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.read[key]; known != nil {
		return known
	}
	if s.read == nil || len(s.read) > mostRead {
		s.read = map[string]*index.KeptQuestion{}
	}
	known := index.KeepQuestion(q.Text, q.Answer)
	s.read[key] = known
	return known
}

// stated returns what people of the server answered to a question, nil for
// nothing.
func (a *answering) stated(ctx context.Context, c *dispatch.Call, g *state.Given) (*state.Question, error) {
	if c.Who.Guild == "" || g.Answer.Courtesy != "" {
		return nil, nil
	}
	all, err := c.Store.Statements(ctx, c.Who.Guild)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	now := index.KeepQuestion(asPut(g), "")
	for i := range all {
		if index.AsksTheSame(now, a.statements.question(&all[i])) {
			return &all[i], nil
		}
	}
	return nil, nil
}

// showUnanswered lists what the documents did not answer, and what people said
// is not right.
func showUnanswered(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	return unansweredPage(ctx, c, 0)
}

func turnUnanswered(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	return unansweredPage(ctx, c, c.Argument(0))
}

func unansweredPage(ctx context.Context, c *dispatch.Call, page int) (dispatch.Reply, error) {
	open, err := c.Store.Unanswered(ctx, c.Who.Guild)
	if err != nil && !errors.Is(err, state.ErrForgotten) {
		return dispatch.Reply{}, err
	}
	return dispatch.Reply{Message: card.Unanswered(c.View, open, page, c.ID)}, nil
}
