package dispatch

import (
	"context"
	"encoding/json"
	"policybot/bot"
	"policybot/bot/discord/card"
	"policybot/bot/discord/rest"
	"policybot/index"
	"strings"
	"time"
)

// TakeMessage serves a message that mentions the bot, answers one of its
// messages, or is written to it directly, the same way as an interaction.
func (d *Dispatcher) TakeMessage(ctx context.Context, data json.RawMessage) {
	start := time.Now()
	var m rest.Received
	if err := json.Unmarshal(data, &m); err != nil {
		d.log.Error("read a message", "error", err)
		return
	}
	if !d.isToBot(ctx, &m) {
		return
	}
	// The locale of a person is only known when they use a command; the
	// language of the question is the next best thing.
	said := WithoutMentions(m.Content)
	c := &Call{Dispatcher: d, Who: bot.Asker{Guild: m.Guild, Channel: m.Channel, User: m.Author.ID}, Said: said, Heard: &m, name: "message",
		Event: &rest.Interaction{Guild: m.Guild, Channel: m.Channel, User: &rest.User{ID: m.Author.ID}, Member: m.Member},
		View:  card.ViewIn(card.English.Speaking(index.ParseQuery(said).Language)),
		Log:   d.log.With("guild", m.Guild, "person", m.Author.ID, "message", m.ID)}
	c.to = messageReplier{c, m}
	d.dispatch(ctx, c, start, c.routeMessage)
}

func (c *Call) routeMessage(ctx context.Context) (Handler, error) {
	if err := c.settle(ctx); err != nil {
		return Handler{}, err
	}
	c.View = card.ViewIn(c.Locale.Speaking(c.Chosen.Language))
	if c.Who.Guild != "" && !c.MaySpeak() { // everybody sees a reply to a message
		return Handler{}, Refusal(c.MayNotShare)
	}
	return c.Message, nil
}

// WithoutMentions takes mentions of people, roles and channels out of a
// message.
func WithoutMentions(s string) string {
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
