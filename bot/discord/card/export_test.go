package card

import (
	"encoding/json"
	"policybot/bot"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/bot/notify"
	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
	"policybot/knowledge/diff"
	"strings"
	"time"
)

// What the tests outside this package, which use the local Discord, may see
// of it.

// Texts.
var (
	Emphasised = emphasised
	Block      = block
	Link       = link
	Special    = special
)

// Locales are those in which the bot speaks.
var Locales = []string{string(English), string(simplified), string(traditional)}

// Words are the bot's own words in a locale.
func Words(in string) any { return *locale(in).words() }

// fixedID is a custom id as long as they become.
func fixedID(kind string, args ...string) string {
	id := strings.Join(append([]string{kind}, args...), ".")
	return id + strings.Repeat("x", max(0, limit.CustomID-len(id)))
}

// Cards renders everything that a base, an answer and results can become.
func Cards(in string, a *index.Answer, found index.Results, base *knowledge.Base, given state.PersonalData, s state.Settings) map[string][]byte {
	v := ViewIn(locale(in))
	measures := map[knowledge.MeasureID]*knowledge.Measure{}
	for i := range base.Measures {
		measures[base.Measures[i].ID] = &base.Measures[i]
	}
	buttons := []rest.Component{Button(rest.PrimaryButton, v.Share, fixedID("share", "A")), Button(rest.SecondaryButton, v.Source, fixedID("source", "A")),
		Button(rest.SecondaryButton, v.Related, fixedID("related", "A")), Button(rest.SecondaryButton, v.Helpful, fixedID("good", "A")),
		Button(rest.SecondaryButton, v.Unhelpful, fixedID("bad", "A"))}
	question := &state.Question{Text: a.Query.Text, Named: true, Asker: bot.Asker{User: "1", Channel: "2"}, Answer: a.Text, Author: "3", Answered: time.Unix(0, 0)}
	withdrawn, unnamed := *question, *question
	withdrawn.Withdrawn, unnamed.Named, unnamed.Author = true, false, ""
	kept := state.KeptSearch{ID: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Words: a.Query.Text, Agency: a.Query.Text}
	cards := map[string]rest.Message{
		"answer":    Answer(v, a, measures, buttons),
		"source":    Source(v, a, base),
		"related":   Related(v, a),
		"ask":       Question(v, question, a.Near, "4", Button(rest.PrimaryButton, v.AnswerIt, fixedID("people-answer", "A"))),
		"ask-first": ConfirmQuestion(v, &state.Given{Question: a.Query.Text, Answer: a}, "2", fixedID("human-named", "A"), fixedID("human-unnamed", "A")),
		"replied":   AnsweredQuestion(v, &unnamed, false, Button(rest.SecondaryButton, v.ChangeAnswer, fixedID("people-answer", "A")), Button(rest.DangerButton, v.Withdraw, fixedID("people-end", "A"))),
		"withdrawn": AnsweredQuestion(v, &withdrawn, true, Button(rest.PrimaryButton, v.AnswerIt, fixedID("people-answer", "A"))),
		"reply":     Reply(v, question),
		"stated":    Stated(v, a, question, measures, buttons),
		"open": Unanswered(v, []state.OpenQuestion{{Question: a.Query.Text, Times: 3, NotRight: 1, Reasons: []string{a.Text}, Near: a.Near, Last: time.Unix(0, 0)},
			{Question: a.Query.Text, Times: 1, Last: time.Unix(0, 0)}, {}, {}, {}, {}}, 0, fixedID),
		"results":  Results(v, kept, found, 0, base, fixedID),
		"topics":   Topics(v, base, 0, fixedID),
		"status":   Status(v, base, ServerStatus{Facts: 4, Started: Ago(time.Unix(0, 0)), Held: &bot.Held{Gone: 7, Of: 9}}, fixedID),
		"refresh":  Refreshed(v, &bot.Refreshed{Problems: base.Problems, Kept: []string{a.Query.Text}, Replaced: true}, fixedID),
		"settings": Settings(v, s, fixedID),
		"audit": Audit(v, []state.Action{{Actor: a.Query.Text, Name: a.Query.Text, Was: a.Query.Text, Became: a.Text},
			{Became: a.Text}}),
		"privacy": Privacy(v, given, 365),
		"help":    Help(v, []HelpEntry{{Name: "ask", About: "Ask a policy question"}, {Name: "Look up policy", About: "looks up what the message says", InMenu: true}}),
		"error":   Sentence(v.Failed),
		"corrections": Notice(v, notify.Notice{Message: state.Message{Corrections: []state.Correction{
			{Question: a.Query.Text, Told: a.Text, Now: a.Text, Says: a.Text, ToldAt: time.Unix(0, 0), Change: 1},
			{Question: a.Query.Text, Told: a.Text, ToldAt: time.Unix(0, 0)},
			{Question: a.Query.Text, Told: a.Text, Now: a.Text, Says: a.Text, IsText: true, ToldAt: time.Unix(0, 0)}}},
			Changes: []state.Logged{{Seq: 1, URL: "https://a.example", Change: diff.Change{Title: a.Text, Section: a.Text}}}}, fixedID),
	}
	for i := range base.Measures {
		cards["measure"] = Measure(v, &base.Measures[i], base, nil)
	}
	for i := range base.Topics {
		cards["topic"] = Topic(v, base, i, 0, fixedID)
	}
	out := map[string][]byte{}
	for name, m := range cards {
		m.Flags |= rest.FlagEphemeral
		b, err := json.Marshal(m)
		if err != nil {
			panic(err)
		}
		out[name] = b
	}
	return out
}
