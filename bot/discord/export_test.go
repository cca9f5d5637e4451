package discord

import (
	"context"
	"encoding/json"
	"time"

	"policybot/bot/discord/card"
	"policybot/bot/discord/dispatch"
)

// What the tests outside this package, which use the local Discord, may see
// of it.

// CommandNames are the names of the commands.
func CommandNames() []card.Phrase {
	var names []card.Phrase
	for _, c := range commandTable(&answering{}) {
		names = append(names, c.Name)
	}
	return names
}

// Break makes a command do something else.
func (s *Server) Break(name string, run func(context.Context) error) {
	for i := range s.dispatcher.Commands {
		if c := &s.dispatcher.Commands[i]; c.Name.En == name {
			c.Run = func(ctx context.Context, _ *dispatch.Call) (dispatch.Reply, error) {
				return dispatch.Reply{Message: card.Sentence("done")}, run(ctx)
			}
		}
	}
}

// SetClock sets the clock that custom ids are held to.
func (s *Server) SetClock(now func() time.Time) { s.dispatcher.SetClock(now) }

// CloseIdle closes the connections that nothing uses just now.
func (s *Server) CloseIdle() { s.api.HTTP.CloseIdleConnections() }

// Help is the help card of a manager in a locale.
func Help(locale string) []byte {
	c := &dispatch.Call{View: card.ViewIn(card.LocaleOf("", locale, "")), Dispatcher: &dispatch.Dispatcher{}}
	c.Commands = commandTable(&answering{})
	b, err := json.Marshal(card.Help(c.View, usable(c, true)))
	if err != nil {
		panic(err)
	}
	return b
}

// BreakMessages makes messages to the bot do something else.
func (s *Server) BreakMessages(run func(context.Context) error) {
	s.dispatcher.Message.Run = func(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
		defer showTyping(ctx, c)()
		return dispatch.Reply{}, run(ctx)
	}
}

// Command is a command, or one of those below it, as tests use it.
type Command struct {
	Name      string
	Menu      bool
	Options   map[string]int // their kinds
	Required  []string
	Completed []string // options that suggest something
}

// Commands are all commands that do something.
func Commands() []Command {
	var list []Command
	var walk func(prefix string, table []dispatch.Command)
	walk = func(prefix string, table []dispatch.Command) {
		for _, c := range table {
			name := prefix + c.Name.En
			if len(c.Subcommands) > 0 {
				walk(name+" ", c.Subcommands)
				continue
			}
			one := Command{Name: name, Menu: c.Kind == dispatch.MessageCommand, Options: map[string]int{}}
			for _, o := range c.Options {
				one.Options[o.Name.En] = o.Kind
				if o.Required {
					one.Required = append(one.Required, o.Name.En)
				}
				if o.Complete != nil {
					one.Completed = append(one.Completed, o.Name.En)
				}
			}
			list = append(list, one)
		}
	}
	walk("", commandTable(&answering{}))
	return list
}
