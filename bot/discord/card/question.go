package card

import (
	"fmt"
	"policybot/bot/discord/rest"
	"policybot/bot/state"
)

// Question hands a question to people. It names who asked and pings
// nobody.
func Question(v View, g *state.Given) rest.Message {
	card := New()
	card.Text(Title(v.OpenQuestion), block(g.Question, 1200), Small(fmt.Sprintf(v.AskedBy, "<@"+g.Asker.User+">", "<#"+g.Asker.Channel+">")))
	if len(g.Answer.Near) > 0 {
		card.Rule()
		card.Text(Strong(v.Nearest))
		for _, hit := range g.Answer.Near[:min(len(g.Answer.Near), shownNear)] {
			card.Text("• " + Joined(" — ", Strong(Escape(hit.Title, 100)), Escape(hit.Text, 250)))
		}
	}
	return card.Message()
}
