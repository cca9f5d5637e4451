package card

import (
	"policybot/bot/discord/rest"
)

// HelpEntry is a line of the help: a command with what it does, or one of the
// menu of a message.
type HelpEntry struct {
	Name, About string
	InMenu      bool
}

// Help lists what a person may use.
func Help(v View, entries []HelpEntry) rest.Message {
	card := New()
	card.Text(Title(v.Help), v.HelpIntro)
	var lines []string
	for _, e := range entries {
		if e.InMenu {
			lines = append(lines, "• "+Strong(e.Name)+" — "+v.HelpMenu+e.About)
		} else {
			lines = append(lines, "• `/"+e.Name+"` — "+e.About)
		}
	}
	card.Text(lines...)
	card.Text(Small(v.HelpMention))
	return card.Message()
}
