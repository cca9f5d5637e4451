package discord

import (
	"context"
	"errors"
	"policybot/bot/discord/card"
	"policybot/bot/discord/dispatch"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/bot/state"
	"policybot/index"
	"strings"
	"time"
)

// conversationLife is how long after an answer a person who says something in
// the same place may go on from it without answering it.
const conversationLife = 10 * time.Minute

// message answers a message to the bot: what it asks, which may go on from an
// answer before, or what can be asked.
func (a *answering) message(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	switch {
	case c.Heard != nil && strings.TrimSpace(c.Heard.Content) == "":
		return dispatch.Reply{Message: card.Sentence(c.MentionMe)}, nil // Discord does not show what it says
	case c.Said == "":
		return dispatch.Reply{Message: card.Help(c.View, usable(c, false))}, nil
	}
	stop := showTyping(ctx, c)
	defer stop()
	before, err := turnBefore(ctx, c)
	if err != nil {
		return dispatch.Reply{}, err
	}
	return a.askAfter(ctx, c, before, readChat(c.Said))
}

// turnBefore returns what a message may go on from: the answer it answers, the
// last one in the thread below an answer, or the person's own of a moment ago.
func turnBefore(ctx context.Context, c *dispatch.Call) (index.Turn, error) {
	if c.Heard != nil && c.Heard.Answers != nil {
		if given, err := c.Store.AnswerOfMessage(ctx, c.Who.Guild, c.Heard.Answers.Message); !errors.Is(err, state.ErrForgotten) {
			return turnOf(given, err)
		}
	}
	now := c.Store.Now()
	starter, err := c.Store.AnswerOfMessage(ctx, c.Who.Guild, c.Who.Channel)
	if err != nil && !errors.Is(err, state.ErrForgotten) {
		return index.Turn{}, err
	}
	since := now.Add(-conversationLife)
	if starter != nil {
		since = starter.At
	}
	last, err := c.Store.LastAnswer(ctx, c.Who, starter != nil, since)
	if errors.Is(err, state.ErrForgotten) {
		return turnOf(starter, nil)
	}
	return turnOf(last, err)
}

func turnOf(given *state.Given, err error) (index.Turn, error) {
	if err != nil || given == nil {
		return index.Turn{}, err
	}
	return index.Next(index.Turn{}, given.Answer), nil
}

// How long an answer may take before typing is shown, and how long Discord shows
// it.
const (
	typingAfter = 250 * time.Millisecond
	typingLasts = 8 * time.Second
)

// showTyping shows that the bot is writing until stop is called, unless that is
// at once.
func showTyping(ctx context.Context, c *dispatch.Call) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		for pause := typingAfter; rest.Sleep(ctx, pause); pause = typingLasts {
			if err := c.API.Type(ctx, c.Who.Channel); err != nil {
				return // nothing depends on it
			}
		}
	}()
	return cancel
}

// openThread opens a thread below an answer that everybody sees, where the
// server wants that.
func openThread(ctx context.Context, c *dispatch.Call, m rest.Received, question string) {
	if !c.Chosen.Threads || c.Who.Guild == "" || c.Heard != nil || c.Event.Data.Name != "ask" {
		return
	}
	if err := c.API.OpenThread(ctx, m.Channel, m.ID, card.Plain(question, limit.ThreadName)); err != nil {
		c.Log.Warn("open a thread below an answer", "error", err)
	}
}
