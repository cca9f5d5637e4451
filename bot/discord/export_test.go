package discord

import (
	"context"
	"encoding/json"
	"time"

	"policybot/bot"
	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
)

// What the tests outside this package, which use the local Discord, may see
// of it.

// Texts.
var (
	Escape     = escape
	Emphasised = emphasised
	Block      = block
	Plain      = plain
	Line       = line
	Link       = link
	Special    = special
)

// Locales are those in which the bot speaks.
var Locales = []string{string(english), string(simplified), string(traditional)}

func fixedID(kind string, args ...string) string {
	s := signer{secret: []byte("secret"), now: func() time.Time { return time.Unix(2_000_000_000, 0) }}
	return s.make("1234567890123456789", controlID{kind: kind, args: args, owner: "1234567890123456789"}, controlLife)
}

// Cards renders everything that a base, an answer and results can become.
func Cards(in string, a *index.Answer, found index.Results, base *knowledge.Base, given state.PersonalData, s state.Settings) map[string][]byte {
	v := viewIn(locale(in))
	measures := map[knowledge.MeasureID]*knowledge.Measure{}
	for i := range base.Measures {
		measures[base.Measures[i].ID] = &base.Measures[i]
	}
	buttons := []component{pressable(primaryButton, v.Share, fixedID("share", "A")), pressable(secondaryButton, v.Source, fixedID("source", "A")),
		pressable(secondaryButton, v.Related, fixedID("related", "A")), pressable(secondaryButton, v.Helpful, fixedID("good", "A")),
		pressable(secondaryButton, v.Unhelpful, fixedID("bad", "A"))}
	kept := state.KeptSearch{ID: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Words: a.Query.Text, Agency: a.Query.Text}
	cards := map[string]message{
		"answer":   answerCard(v, a, measures, buttons),
		"source":   sourceCard(v, a, base),
		"related":  relatedCard(v, a),
		"ask":      questionCard(v, &state.Given{Question: a.Query.Text, Answer: a, Asker: bot.Asker{User: "1", Channel: "2"}}),
		"results":  resultsCard(v, kept, found, 0, base, fixedID),
		"topics":   topicsCard(v, base, 0, fixedID),
		"status":   statusCard(v, base, status{started: ago(time.Unix(0, 0))}),
		"refresh":  refreshedCard(v, &bot.Refreshed{Problems: base.Problems, Kept: []string{a.Query.Text}, Replaced: true}),
		"settings": settingsCard(v, s, fixedID),
		"audit": auditCard(v, []state.Action{{Actor: a.Query.Text, Name: a.Query.Text, Was: a.Query.Text, Became: a.Text},
			{Became: a.Text}}),
		"privacy": privacyCard(v, given, 365),
		"help":    helpCard(v, commandTable(), true),
		"error":   notice(v.Failed),
	}
	for i := range base.Measures {
		cards["measure"] = measureCard(v, &base.Measures[i], base, nil)
	}
	for i := range base.Topics {
		cards["topic"] = topicCard(v, base, i, 0, fixedID)
	}
	out := map[string][]byte{}
	for name, m := range cards {
		m.Flags |= flagEphemeral
		b, err := json.Marshal(m)
		if err != nil {
			panic(err)
		}
		out[name] = b
	}
	return out
}

// Registrations are the commands as they are registered.
func Registrations() []byte {
	var all []registration
	for _, c := range commandTable() {
		all = append(all, c.register())
	}
	b, err := json.Marshal(all)
	if err != nil {
		panic(err)
	}
	return b
}

// Break makes a command do something else.
func (s *Server) Break(name string, run func(context.Context) error) {
	for i := range s.commands {
		if s.commands[i].name.en == name {
			s.commands[i].run = func(ctx context.Context, c *call) (reply, error) { return reply{message: notice("done")}, run(ctx) }
		}
	}
}

// SetClock sets the clock that custom ids are held to.
func (s *Server) SetClock(now func() time.Time) { s.signer.now = now }

// Refused is an error whose words are for the person.
func Refused(words string) error { return refusal(words) }

// Words are the bot's own words in a locale.
func Words(in string) any { return *locale(in).words() }

// CloseIdle closes the connections that nothing uses just now.
func (s *Server) CloseIdle() { s.api.http.CloseIdleConnections() }
