package dispatch

import (
	"context"
	"encoding/json"
	"policybot/bot/discord/rest"
	"slices"
	"strings"
	"time"
)

// warnEvery is how often a person is told that they write too much.
const warnEvery = 30 * time.Second

// isToBot reports whether a message is one that the bot answers: written to it
// directly, mentioning it or its role, or, where Discord shows what it says,
// answering one of its messages or standing in a thread below one.
func (d *Dispatcher) isToBot(ctx context.Context, m *rest.Received) bool {
	switch {
	case m.Author.Bot || m.Webhook != "" || m.Author.ID == d.Application:
		return false
	case m.Guild == "":
		return strings.TrimSpace(m.Content) != ""
	case slices.ContainsFunc(m.Mentions, func(u rest.User) bool { return u.ID == d.Application }):
		return strings.TrimSpace(m.Content) != ""
	case d.namesRole(m):
		return true
	}
	return d.Listens && strings.TrimSpace(m.Content) != "" && len(m.Mentions) == 0 && d.goesOn(ctx, m)
}

// goesOn reports whether a message answers one of the bot's answers, or stands in
// the thread below one.
func (d *Dispatcher) goesOn(ctx context.Context, m *rest.Received) bool {
	if m.Answers != nil {
		_, err := d.Store.AnswerOfMessage(ctx, m.Guild, m.Answers.Message)
		return err == nil
	}
	_, err := d.Store.AnswerOfMessage(ctx, m.Guild, m.Channel) // a thread has the id of the message it is below
	return err == nil
}

// namesRole reports whether a message mentions the role that Discord made for
// the bot.
func (d *Dispatcher) namesRole(m *rest.Received) bool {
	role, known := d.roles.Load(m.Guild)
	return known && slices.Contains(m.Roles, role.(string))
}

// Note learns from an event which role of a server is the bot's own.
func (d *Dispatcher) Note(kind string, data json.RawMessage) {
	type role struct {
		ID   string `json:"id"`
		Tags struct {
			Bot string `json:"bot_id"`
		} `json:"tags"`
	}
	var event struct {
		ID    string `json:"id"`
		Guild string `json:"guild_id"`
		Roles []role `json:"roles"`
		Role  role   `json:"role"`
	}
	if kind != "GUILD_CREATE" && kind != "GUILD_ROLE_CREATE" || json.Unmarshal(data, &event) != nil {
		return
	}
	if event.Guild == "" {
		event.Guild = event.ID
	}
	for _, r := range append(event.Roles, event.Role) {
		if r.Tags.Bot == d.Application && d.Application != "" {
			d.roles.Store(event.Guild, r.ID)
		}
	}
}
