package card

import (
	"fmt"
	"policybot/bot/discord/rest"
	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
	"strings"
)

// ConfirmQuestion asks whether a question is to be put to people, in whose name.
func ConfirmQuestion(v View, g *state.Given, channel, named, unnamed string) rest.Message {
	card := New()
	question := g.Question
	if g.Answer.TakenAs != "" {
		question = g.Answer.TakenAs
	}
	card.Text(Title(v.AskPerson), fmt.Sprintf(v.ConfirmAsk, "<#"+channel+">"), quoted(question, 1200))
	card.Buttons(Button(rest.PrimaryButton, v.AskNamed, named), Button(rest.SecondaryButton, v.AskUnnamed, unnamed))
	return card.Message()
}

// Question hands a question to people. It names who asked, unless they left
// their name out, and pings nobody but the role, "" for none.
func Question(v View, q *state.Question, near []index.Hit, role string, buttons ...rest.Component) rest.Message {
	card := New()
	told := ""
	if role != "" {
		told = "<@&" + role + ">"
	}
	card.Text(told, Title(v.OpenQuestion), block(q.Text, 1200), v.asker(q))
	if len(near) > 0 {
		card.Rule()
		card.Text(Strong(v.Nearest))
		for _, hit := range near[:min(len(near), shownNear)] {
			card.Text("• " + Joined(" — ", Strong(Escape(hit.Title, 100)), Escape(hit.Text, 250)))
		}
	}
	card.Buttons(buttons...)
	m := card.Message()
	if role != "" {
		m.AllowedMentions.Roles = []string{role}
	}
	return m
}

// asker says who asked, and where.
func (v View) asker(q *state.Question) string {
	if !q.Named || q.Asker.User == "" {
		return Small(v.AskedUnnamed)
	}
	return Small(fmt.Sprintf(v.AskedBy, "<@"+q.Asker.User+">", "<#"+q.Asker.Channel+">"))
}

// AnsweredQuestion shows a question to people with what one of them answered.
func AnsweredQuestion(v View, q *state.Question, reached bool, buttons ...rest.Component) rest.Message {
	card := New()
	card.Text(Title(v.OpenQuestion), block(q.Text, 1200), v.asker(q))
	card.Rule()
	switch {
	case q.Withdrawn:
		card.Text(Strong(v.Withdrawn), block(q.Answer, longestReply))
	default:
		card.Text(block(q.Answer, longestReply), v.author(q))
		if !reached {
			card.Text(Small(v.NotReached))
		}
	}
	card.Buttons(buttons...)
	return card.Message()
}

// longestReply is how many characters of the answer of a person are shown.
const longestReply = 1600

// author says who answered, and when.
func (v View) author(q *state.Question) string {
	who := v.Somebody
	if q.Author != "" {
		who = "<@" + q.Author + ">"
	}
	return Small("— " + Joined(" · ", who, Moment(q.Answered)))
}

// Reply tells who asked what a person answered.
func Reply(v View, q *state.Question) rest.Message {
	card := New()
	greeted := ""
	if q.Named && q.Asker.User != "" {
		greeted = "<@" + q.Asker.User + ">"
	}
	card.Text(greeted, Title(v.PersonAnswers), Small(v.Question+Escape(q.Text, 300)), block(q.Answer, longestReply), v.author(q))
	card.Text(Small(v.PersonSays))
	return card.Message()
}

// Stated shows what people of the server answered, and what the documents say of
// it.
func Stated(v View, a *index.Answer, q *state.Question, measures map[knowledge.MeasureID]*knowledge.Measure, buttons []rest.Component) rest.Message {
	c := New()
	c.Text(Small(v.Question+Escape(asAsked(a), 220)), v.takenAs(a))
	c.Text(Title(v.PersonAnswers), block(q.Answer, longestReply), v.author(q), Small(v.PersonSays))
	c.Rule()
	if a.Status == index.Answered {
		c.Text(Strong(v.DocumentsSay))
		v.answered(c, a, measures)
	} else {
		v.notFound(c, a)
	}
	c.Buttons(buttons...)
	return c.Message()
}

// unansweredShown is how many questions a page of those that are open shows.
const unansweredShown = 5

// Unanswered lists questions that are open: how often they were asked, why
// answers are not right, and what is nearest.
func Unanswered(v View, open []state.OpenQuestion, page int, id func(string, ...string) string) rest.Message {
	card := New()
	card.Text(Title(v.UnansweredTitle))
	if len(open) == 0 {
		card.Text(v.NothingOpen)
		return card.Message()
	}
	pages := (len(open) + unansweredShown - 1) / unansweredShown
	page = max(0, min(page, pages-1))
	card.Text(Small(fmt.Sprintf(v.Found, v.Locale.Count(len(open))) + " · " + fmt.Sprintf(v.PageOf, v.Locale.Count(page+1), v.Locale.Count(pages))))
	for _, o := range open[page*unansweredShown : min(len(open), (page+1)*unansweredShown)] {
		lines := []string{Strong(Escape(o.Question, 200)), Small(v.counted(o) + " · " + Ago(o.Last))}
		for _, reason := range o.Reasons[:min(len(o.Reasons), 3)] {
			lines = append(lines, "👎 "+Escape(reason, 150))
		}
		if len(o.Near) > 0 {
			lines = append(lines, Small(v.Nearest+v.Colon+Joined(" — ", Escape(o.Near[0].Title, 80), Escape(o.Near[0].Text, 150))))
		}
		card.Rule()
		card.Text(strings.Join(lines, "\n"))
	}
	before, after := Button(rest.SecondaryButton, v.Before, id("unanswered-page", fmt.Sprint(page-1), "b")), Button(rest.SecondaryButton, v.After, id("unanswered-page", fmt.Sprint(page+1), "a"))
	before.Disabled, after.Disabled = page == 0, page == pages-1
	if pages > 1 {
		card.Buttons(before, after)
	}
	return card.Message()
}

// counted says how often a question was asked without an answer, and found not
// right.
func (v View) counted(o state.OpenQuestion) string {
	notFound, notRight := "", ""
	if o.Times > 0 {
		notFound = fmt.Sprintf(v.TimesNotFound, v.Locale.Count(o.Times))
	}
	if o.NotRight > 0 {
		notRight = fmt.Sprintf(v.TimesNotRight, v.Locale.Count(o.NotRight))
	}
	return Joined(" · ", notFound, notRight)
}
