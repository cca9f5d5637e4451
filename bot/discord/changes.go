package discord

import (
	"context"
	"strconv"
	"time"

	"policybot/bot/discord/card"
	"policybot/bot/discord/dispatch"
	"policybot/bot/discord/limit"
	"policybot/bot/notify"
	"policybot/bot/state"
)

// changesCommand shows what has changed, minor changes too.
func changesCommand() dispatch.Command {
	return dispatch.Command{
		Name:        card.Say("changes", "变化", "變化"),
		Description: card.Say("See what has changed in the policies", "查看政策有哪些变化", "查看政策有哪些變化"),
		Options: []dispatch.CommandOption{
			{Kind: dispatch.StringOption, Most: 20, Name: card.Say("since", "起始", "起始"),
				Description: card.Say("Since when, such as 2025-03-01 or 7d", "从何时起，例如 2025-03-01 或 7d", "從何時起，例如 2025-03-01 或 7d")},
			{Kind: dispatch.StringOption, Most: limit.ChoiceValue, Name: card.Say("document", "文件", "文件"),
				Description: card.Say("Only this document", "只看这份文件", "只看這份文件"), Complete: completeDocument},
			publicOption,
		},
		Handler: dispatch.Handler{Show: dispatch.ShowAsChosen, Run: showChanges},
	}
}

// changesControls are the pager of the changes. Its arguments are the page, the
// time looked back to in Unix seconds, and a change of the document that is
// looked at, 0 for all.
func changesControls() map[string]dispatch.Control {
	return map[string]dispatch.Control{"changes": {Handler: dispatch.Handler{Show: dispatch.ShowInPlace, Run: turnChanges}}}
}

func showChanges(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	since, err := notify.Since(c.Store.Now(), c.Option("since"))
	if err != nil {
		return dispatch.Reply{}, dispatch.Refusal(card.ChangesWords.BadSince.In(c.Locale))
	}
	list, err := notify.Past(ctx, c.Store, c.Bot.Bases, since, c.Option("document"))
	if err != nil {
		return dispatch.Reply{}, err
	}
	var of int64
	if c.Option("document") != "" && len(list) > 0 {
		of = list[0].Seq
	}
	return changesPage(c, list, 0, since, of), nil
}

func turnChanges(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	since, of := time.Unix(int64(c.Argument(1)), 0), int64(c.Argument(2))
	document := ""
	if of > 0 {
		change, err := c.Store.Change(ctx, of)
		if err != nil {
			return dispatch.Reply{}, err
		}
		if !c.Bot.Bases.Holds(change.Base) {
			return dispatch.Reply{}, state.ErrForgotten
		}
		document = string(change.Change.Document)
	}
	list, err := notify.Past(ctx, c.Store, c.Bot.Bases, since, document)
	if err != nil {
		return dispatch.Reply{}, err
	}
	return changesPage(c, list, max(c.Argument(0), 0), since, of), nil
}

func changesPage(c *dispatch.Call, list []state.Logged, page int, since time.Time, of int64) dispatch.Reply {
	at := max(since.Unix(), 0)
	return dispatch.Reply{Message: card.Changes(c.View, list, page, func(page int) string {
		return c.ID("changes", strconv.Itoa(page), strconv.FormatInt(at, 10), strconv.FormatInt(of, 10))
	})}
}
