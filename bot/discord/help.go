package discord

import (
	"context"
	"policybot/bot/discord/card"
	"policybot/bot/discord/dispatch"
)

func helpCommand() dispatch.Command {
	return dispatch.Command{
		Name:        card.Say("help", "帮助", "說明"),
		Description: card.Say("What you can do here", "您可以在这里做什么", "您可以在這裡做什麼"),
		Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Run: func(_ context.Context, c *dispatch.Call) (dispatch.Reply, error) {
			return dispatch.Reply{Message: card.Help(c.View, usable(c, c.Manages()))}, nil
		}},
	}
}

// usable lists the commands that a person may use.
func usable(c *dispatch.Call, manager bool) []card.HelpEntry {
	var list []card.HelpEntry
	for _, cmd := range c.Commands {
		name := cmd.Name.In(c.Locale)
		switch {
		case cmd.InGuilds && c.Who.Guild == "" && c.Event != nil:
		case cmd.Manager && !manager:
		case len(cmd.Subcommands) > 0:
			for _, sub := range cmd.Subcommands {
				list = append(list, card.HelpEntry{Name: name + " " + sub.Name.In(c.Locale), About: sub.Description.In(c.Locale)})
			}
		default:
			about := cmd.Description
			if cmd.Kind == dispatch.MessageCommand {
				about = cmd.InHelp
			}
			list = append(list, card.HelpEntry{Name: name, About: about.In(c.Locale), InMenu: cmd.Kind == dispatch.MessageCommand})
		}
	}
	return list
}
