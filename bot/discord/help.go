package discord

import "context"

func helpCommand() command {
	return command{
		name:        phrase{"help", "帮助", "說明"},
		description: phrase{"What you can do here", "您可以在这里做什么", "您可以在這裡做什麼"},
		handler: handler{show: showPrivately, run: func(_ context.Context, c *call) (reply, error) {
			return reply{message: helpCard(c.view, c.commands, c.manages())}, nil
		}},
	}
}

// helpCard lists what a person may use.
func helpCard(v view, commands []command, manager bool) message {
	card := newCard()
	card.text(title(v.Help), v.HelpIntro)
	var lines []string
	for _, cmd := range commands {
		if cmd.manager && !manager {
			continue
		}
		switch {
		case cmd.kind == messageCommand:
			lines = append(lines, "• "+strong(cmd.name.in(v.locale))+" — "+v.HelpMenu)
		case len(cmd.subcommands) > 0:
			for _, sub := range cmd.subcommands {
				lines = append(lines, "• `/"+cmd.name.in(v.locale)+" "+sub.name.in(v.locale)+"` — "+sub.description.in(v.locale))
			}
		default:
			lines = append(lines, "• `/"+cmd.name.in(v.locale)+"` — "+cmd.description.in(v.locale))
		}
	}
	card.text(lines...)
	card.text(small(v.HelpMention))
	return card.message()
}
