package discord

import (
	"context"
	"errors"
	"fmt"
	"policybot/bot/discord/card"
	"policybot/bot/discord/dispatch"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
	"strings"
	"sync"
)

// longestQuestion is how many characters of a question are read.
const longestQuestion = 500

// answering answers questions.
type answering struct {
	sharing    sync.Map // ids of answers that are being shown to everybody
	statements statements
}

func (a *answering) askCommand() dispatch.Command {
	return dispatch.Command{
		Name:        card.Say("ask", "提问", "提問"),
		Description: card.Say("Ask a policy question and get the exact figure with its source", "问一个政策问题，得到准确的数字和出处", "問一個政策問題，得到準確的數字和出處"),
		Options: []dispatch.CommandOption{
			{Kind: dispatch.StringOption, Required: true, Most: longestQuestion, Name: card.Say("question", "问题", "問題"),
				Description: card.Say("Your question, in Chinese or English", "您的问题，中文或英文", "您的問題，中文或英文")},
			publicOption,
		},
		Handler: dispatch.Handler{Show: dispatch.ShowAsChosen, Works: true, Run: func(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
			return a.ask(ctx, c, c.Option("question"))
		}},
	}
}

var publicOption = dispatch.CommandOption{Kind: dispatch.BooleanOption, Name: card.Say("public", "公开", "公開"),
	Description: card.Say("Show the reply to everybody here", "让这里的所有人都看到回复", "讓這裡的所有人都看到回覆")}

// lookUpCommand asks what a message says.
func (a *answering) lookUpCommand() dispatch.Command {
	return dispatch.Command{
		Kind:   dispatch.MessageCommand,
		Name:   card.Say("Look up policy", "查询政策", "查詢政策"),
		InHelp: card.Say("looks up what the message says", "查询消息所说的内容", "查詢訊息所說的內容"),
		Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Works: true, Run: func(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
			m := c.Event.Data.Resolved.Messages[c.Event.Data.Target]
			text := m.Content
			for _, e := range m.Embeds {
				text = strings.TrimSpace(text + "\n" + e.Title + "\n" + e.Description)
			}
			c.Private = true
			return a.ask(ctx, c, readChat(dispatch.WithoutMentions(text)))
		}},
	}
}

// askControls are the buttons below an answer; each has the answer's id.
func (a *answering) askControls() map[string]dispatch.Control {
	return map[string]dispatch.Control{
		"share":   {Handler: dispatch.Handler{Show: dispatch.ShowPublicly, Run: a.share}},
		"source":  {Shared: true, Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Run: showSource}},
		"related": {Shared: true, Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Run: showRelated}},
		"good":    {Shared: true, Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Run: praise}},
		"bad":     {Shared: true, Handler: dispatch.Handler{Show: dispatch.ShowWithoutWait, Run: askWhy}},
		"why":     {Shared: true, Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Run: complain}},
	}
}

// ask answers a question and keeps the answer.
func (a *answering) ask(ctx context.Context, c *dispatch.Call, question string) (dispatch.Reply, error) {
	return a.askAfter(ctx, c, index.Turn{}, question)
}

// askAfter answers what is said after another question and keeps the answer.
func (a *answering) askAfter(ctx context.Context, c *dispatch.Call, before index.Turn, question string) (dispatch.Reply, error) {
	question, err := readable(c, question)
	if err != nil {
		return dispatch.Reply{}, err
	}
	given, err := answer(ctx, c, before, question)
	if err != nil {
		return dispatch.Reply{}, err
	}
	stated, err := a.stated(ctx, c, given)
	if err != nil {
		return dispatch.Reply{}, err
	}
	r := dispatch.Reply{Message: answerMessage(c, given, stated, c.Private)}
	if !c.Private && given.ID != "" {
		r.Posted = a.notePosted(c, given.ID, question)
	}
	return r, nil
}

// readable checks that there is a question.
func readable(c *dispatch.Call, question string) (string, error) {
	question = strings.TrimSpace(card.Clean(question))
	switch n := limit.Length(question); {
	case n == 0:
		return "", dispatch.Refusal(c.EmptyQuestion)
	case n > longestQuestion:
		return "", dispatch.Refusal(fmt.Sprintf(c.LongQuestion, longestQuestion))
	}
	return question, nil
}

// answer asks the bot and keeps what it said.
func answer(ctx context.Context, c *dispatch.Call, before index.Turn, question string) (*state.Given, error) {
	answer, err := c.Bot.AskAfter(ctx, c.Who, before, question)
	if err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	answer.Considered = nil // of use to those who tune the bot, and large
	g := state.Given{Asker: c.Who, Question: question, Answer: answer, Base: c.Bot.Origin(answer)}
	if c.Locale.Language() == answer.Language {
		g.Tell = c.Locale.Kept() // in traditional characters to whoever reads them
	}
	if answer.Courtesy != "" {
		return &g, nil // nothing was asked
	}
	g.ID, err = c.Store.KeepAnswer(ctx, g)
	if errors.Is(err, state.ErrNoRoom) {
		// It is answered all the same, and says that it cannot be corrected.
		c.Meter.Count("policybot_answers_not_kept_total")
		c.Log.Error("an answer is not kept; it cannot be corrected", "error", err)
		g.ID, err = "", nil
	}
	return &g, err
}

// notePosted returns what keeps where an answer was posted.
func (a *answering) notePosted(c *dispatch.Call, id, question string) func(context.Context, rest.Received, error) {
	return func(ctx context.Context, m rest.Received, err error) {
		defer a.sharing.Delete(id)
		if err != nil || m.ID == "" {
			return
		}
		if err := c.Store.PostedAnswer(ctx, c.Who.Guild, id, m.Channel, m.ID); err != nil {
			c.Log.Error("note where an answer was posted", "error", err)
		}
		openThread(ctx, c, m, question)
	}
}

// answerMessage is the card of an answer with its buttons.
func answerMessage(c *dispatch.Call, g *state.Given, stated *state.Question, private bool) rest.Message {
	v := card.ViewIn(c.Locale.Speaking(g.Answer.Language))
	a := g.Answer
	if a.Courtesy != "" {
		return card.Answer(v, a, nil, nil)
	}
	if g.ID == "" { // its buttons would find nothing
		return card.Unkept(v, a, measuresOf(c, g))
	}
	var buttons []rest.Component
	if private && c.MaySpeak() {
		buttons = append(buttons, card.Button(rest.PrimaryButton, v.Share, c.ID("share", g.ID)))
	}
	if a.Status == index.NotFound && c.Chosen.AskChannel != "" && stated == nil {
		buttons = append(buttons, card.Button(rest.PrimaryButton, v.AskPerson, c.ID("human", g.ID)))
	}
	if len(a.Citations) > 0 {
		buttons = append(buttons, card.Button(rest.SecondaryButton, v.Source, c.ID("source", g.ID)))
	}
	if len(a.Neighbours) > 0 {
		buttons = append(buttons, card.Button(rest.SecondaryButton, v.Related, c.ID("related", g.ID)))
	}
	good, bad := card.Button(rest.SecondaryButton, v.Helpful, c.ID("good", g.ID)), card.Button(rest.SecondaryButton, v.Unhelpful, c.ID("bad", g.ID))
	good.Emoji, bad.Emoji = &rest.Emoji{Name: "👍"}, &rest.Emoji{Name: "👎"}
	if stated != nil {
		return card.Stated(v, a, stated, measuresOf(c, g), append(buttons, good, bad))
	}
	return card.Answer(v, a, measuresOf(c, g), append(buttons, good, bad))
}

// measuresOf returns the measures that the figures of an answer belong to.
func measuresOf(c *dispatch.Call, g *state.Given) map[knowledge.MeasureID]*knowledge.Measure {
	out := map[knowledge.MeasureID]*knowledge.Measure{}
	base := c.Bot.Named(g.Base)
	for _, f := range g.Answer.Figures {
		if f.Measure != "" && out[f.Measure] == nil {
			out[f.Measure] = base.Measure(f.Measure)
		}
	}
	return out
}

// kept returns the answer that a button belongs to.
func kept(ctx context.Context, c *dispatch.Call) (*state.Given, error) {
	if len(c.Args) == 0 {
		return nil, state.ErrForgotten
	}
	return c.Store.GivenAnswer(ctx, c.Who.Guild, c.Args[0])
}

// share shows an answer to everybody.
func (a *answering) share(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	g, err := kept(ctx, c)
	if err != nil {
		return dispatch.Reply{}, err
	}
	if g.Asker.User != c.Who.User {
		return dispatch.Reply{}, dispatch.Refusal(c.NotYours)
	}
	if !c.MaySpeak() {
		return dispatch.Reply{}, dispatch.Refusal(c.MayNotShare)
	}
	// A second press may come before the first has been noted.
	if _, underWay := a.sharing.LoadOrStore(g.ID, true); underWay || g.Message != "" {
		if !underWay {
			a.sharing.Delete(g.ID)
		}
		return dispatch.Reply{}, dispatch.Refusal(c.SharedAlready)
	}
	stated, err := a.stated(ctx, c, g)
	if err != nil {
		return dispatch.Reply{}, err
	}
	return dispatch.Reply{Message: answerMessage(c, g, stated, false), Posted: a.notePosted(c, g.ID, g.Question)}, nil
}

// spoken is the view in which a kept answer is shown.
func spoken(c *dispatch.Call, g *state.Given) card.View {
	return card.ViewIn(c.Locale.Speaking(g.Answer.Language))
}

func showSource(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	g, err := kept(ctx, c)
	if err != nil {
		return dispatch.Reply{}, err
	}
	return dispatch.Reply{Message: card.Source(spoken(c, g), g.Answer, c.Bot.Named(g.Base))}, nil
}

func showRelated(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	g, err := kept(ctx, c)
	if err != nil {
		return dispatch.Reply{}, err
	}
	return dispatch.Reply{Message: card.Related(spoken(c, g), g.Answer)}, nil
}

func praise(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	g, err := kept(ctx, c)
	if err != nil {
		return dispatch.Reply{}, err
	}
	err = c.Store.GiveFeedback(ctx, state.Feedback{Answer: g.ID, Guild: c.Who.Guild, Person: c.Who.User, Helpful: true})
	return dispatch.Reply{Message: card.Sentence(c.Thanks)}, err
}

// askWhy opens a form. It does not look the answer up: a form cannot wait.
func askWhy(_ context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	if len(c.Args) == 0 {
		return dispatch.Reply{}, state.ErrForgotten
	}
	optional := false
	return dispatch.Reply{Modal: &rest.Modal{CustomID: c.ID("why", c.Args[0]), Title: card.Plain(c.WhyTitle, limit.ModalTitle),
		Components: []rest.Component{{Type: rest.ActionRow, Components: []rest.Component{{Type: rest.TextInput, CustomID: "reason", Style: rest.ParagraphInput,
			Label: card.Plain(c.WhyLabel, limit.InputLabel), Placeholder: card.Plain(c.WhyHint, limit.Placeholder), MaxLength: 500, Required: &optional}}}}}}, nil
}

func complain(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	g, err := kept(ctx, c)
	if err != nil {
		return dispatch.Reply{}, err
	}
	err = c.Store.GiveFeedback(ctx, state.Feedback{Answer: g.ID, Guild: c.Who.Guild, Person: c.Who.User, Reason: card.Plain(c.Input("reason"), 500)})
	return dispatch.Reply{Message: card.Sentence(c.ThanksForReason)}, err
}
