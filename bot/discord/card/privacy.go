package card

import (
	"fmt"
	"policybot/bot/discord/rest"
	"policybot/bot/state"
)

// subscriptionsKept says how many subscriptions, notices written to a person and
// confirmed notices are kept.
var subscriptionsKept = Say("Also kept: %s subscriptions that you have or made, %s notices written to you, %s notices that you confirmed.",
	"另外保存了您拥有或创建的 %s 个订阅、发给您的 %s 条通知、您确认过的 %s 条通知。", "另外保存了您擁有或建立的 %s 個訂閱、發給您的 %s 則通知、您確認過的 %s 則通知。")

// Privacy says what is kept about a person, why and for how long.
func Privacy(v View, data state.PersonalData, days int) rest.Message {
	card := New()
	card.Text(Title(v.Privacy), fmt.Sprintf(v.PrivacyKept, v.Locale.Count(len(data.Answers)), v.Locale.Count(len(data.Feedback)), v.Locale.Count(len(data.Actions))),
		fmt.Sprintf(subscriptionsKept.In(v.Locale), v.Locale.Count(len(data.Subscriptions)), v.Locale.Count(len(data.Notices)), v.Locale.Count(len(data.Acknowledged))),
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
