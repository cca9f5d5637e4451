package card

import (
	"fmt"
	"policybot/bot/discord/rest"
	"policybot/bot/state"
)

// Privacy says what is kept about a person, why and for how long.
func Privacy(v View, data state.PersonalData, days int) rest.Message {
	card := New()
	card.Text(Title(v.Privacy), fmt.Sprintf(v.PrivacyKept, v.Locale.Count(len(data.Answers)), v.Locale.Count(len(data.Feedback)), v.Locale.Count(len(data.Actions))),
		fmt.Sprintf(v.PrivacyWhy, v.Locale.Count(days)))
	if n := len(data.Answers); n > 0 {
		card.Rule()
		lines := []string{Strong(v.PrivacyLast)}
		for _, a := range data.Answers[max(0, n-5):] {
			lines = append(lines, "• "+Moment(a.At)+" — "+Escape(a.Question, 200))
		}
		card.Text(lines...)
	}
	card.Text(Small(v.PrivacyMore))
	return card.Message()
}
