package discord

import (
	"context"
	"fmt"
	"maps"
	"policybot/bot/discord/card"
	"policybot/bot/discord/dispatch"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
	"slices"
	"strings"
	"time"
)

// searchLife is how long the pager and the menus of a search work.
const searchLife = 7 * 24 * time.Hour

func searchCommand() dispatch.Command {
	return dispatch.Command{
		Name:        card.Say("search", "搜索", "搜尋"),
		Description: card.Say("Search the policy documents", "搜索政策文件", "搜尋政策文件"),
		Options: []dispatch.CommandOption{
			{Kind: dispatch.StringOption, Required: true, Most: longestQuestion, Name: card.Say("words", "词语", "詞語"),
				Description: card.Say("What to look for", "要查找的内容", "要查找的內容")},
			{Kind: dispatch.StringOption, Most: limit.ChoiceValue, Name: card.Say("topic", "主题", "主題"),
				Description: card.Say("Only this topic", "只看这个主题", "只看這個主題"), Complete: completeTopic},
			{Kind: dispatch.StringOption, Most: limit.ChoiceValue, Name: card.Say("agency", "部门", "部門"),
				Description: card.Say("Only measures of this agency", "只看这个部门的措施", "只看這個部門的措施"), Complete: completeAgency},
			publicOption,
		},
		Handler: dispatch.Handler{Show: dispatch.ShowAsChosen, Works: true, Run: startSearch},
	}
}

// searchControls are the pager and the menus below results; each has the id
// of the search, which the store keeps.
func searchControls() map[string]dispatch.Control {
	return map[string]dispatch.Control{
		"page":    {Handler: dispatch.Handler{Show: dispatch.ShowInPlace, Works: true, Run: turnPage}},
		"topic":   {Handler: dispatch.Handler{Show: dispatch.ShowInPlace, Run: narrowTopic}},
		"agency":  {Handler: dispatch.Handler{Show: dispatch.ShowInPlace, Run: narrowAgency}},
		"instead": {Handler: dispatch.Handler{Show: dispatch.ShowInPlace, Run: searchInstead}},
	}
}

func startSearch(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	words, err := readable(c, c.Option("words"))
	if err != nil {
		return dispatch.Reply{}, err
	}
	k := state.KeptSearch{Guild: c.Who.Guild, Person: c.Who.User, Words: words, Language: c.Chosen.Language,
		Topic: topicNamed(c, c.Option("topic")), Agency: agencyOf(c, card.Line(c.Option("agency")))}
	return newSearch(ctx, c, k)
}

func newSearch(ctx context.Context, c *dispatch.Call, k state.KeptSearch) (dispatch.Reply, error) {
	var err error
	if k.ID, err = c.Store.KeepSearch(ctx, k, searchLife); err != nil {
		return dispatch.Reply{}, err
	}
	return showResults(ctx, c, k, 0)
}

// search returns the search that a control belongs to.
func keptSearch(ctx context.Context, c *dispatch.Call) (state.KeptSearch, error) {
	if len(c.Args) == 0 {
		return state.KeptSearch{}, state.ErrForgotten
	}
	return c.Store.KeptSearch(ctx, c.Who.Guild, c.Who.User, c.Args[0])
}

func turnPage(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	k, err := keptSearch(ctx, c)
	if err != nil {
		return dispatch.Reply{}, err
	}
	return showResults(ctx, c, k, max(c.Argument(1), 0))
}

func narrowTopic(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	return narrow(ctx, c, func(k *state.KeptSearch, value string) { k.Topic = knowledge.TopicID(value) })
}

func narrowAgency(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	return narrow(ctx, c, func(k *state.KeptSearch, value string) { k.Agency = agencyOf(c, value) })
}

// narrow changes the filter of a search to what was chosen from a menu.
func narrow(ctx context.Context, c *dispatch.Call, set func(*state.KeptSearch, string)) (dispatch.Reply, error) {
	k, err := keptSearch(ctx, c)
	if err != nil {
		return dispatch.Reply{}, err
	}
	value := strings.Join(c.Event.Data.Values, "")
	if value == card.Everything {
		value = ""
	}
	set(&k, value)
	if err := c.Store.NarrowSearch(ctx, k); err != nil {
		return dispatch.Reply{}, err
	}
	return showResults(ctx, c, k, 0)
}

// searchInstead searches for what was suggested.
func searchInstead(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	k, err := keptSearch(ctx, c)
	if err != nil {
		return dispatch.Reply{}, err
	}
	found, err := c.Bot.Search(ctx, c.Who, k.Words, index.Page{Limit: 1})
	if err != nil {
		return dispatch.Reply{}, fmt.Errorf("search: %w", err)
	}
	if found.Suggestion == "" {
		return dispatch.Reply{}, state.ErrForgotten
	}
	k.Words = card.Plain(found.Suggestion, longestQuestion)
	return newSearch(ctx, c, k)
}

// results shows a page of a search; one beyond the last shows the last.
func showResults(ctx context.Context, c *dispatch.Call, k state.KeptSearch, page int) (dispatch.Reply, error) {
	c.Who.Language = k.Language
	if c.Who.Language == "" {
		c.Who.Language = c.Locale.Language()
	}
	ask := func(page int) (index.Results, error) {
		return c.Bot.Search(ctx, c.Who, k.Words, index.Page{Topic: k.Topic, Agency: k.Agency, Offset: page * card.HitsShown, Limit: card.HitsShown})
	}
	found, err := ask(page)
	if last := max(found.Total-1, 0) / card.HitsShown; err == nil && page > last {
		page = last
		found, err = ask(page)
	}
	if err != nil {
		return dispatch.Reply{}, fmt.Errorf("search: %w", err)
	}
	return dispatch.Reply{Message: card.Results(c.View, k, found, page, c.Bot.Base(), c.ID)}, nil
}

// agencyOf returns the agency that a menu's value stands for.
func agencyOf(c *dispatch.Call, key string) string {
	for _, a := range agencies(c.Bot.Base()) {
		if card.AgencyKey(a) == key {
			return a
		}
	}
	return key
}

// topicNamed returns the topic that a person chose or wrote.
func topicNamed(c *dispatch.Call, s string) knowledge.TopicID {
	s = card.Line(s)
	if base := c.Bot.Base(); s != "" && base != nil {
		for _, t := range base.Topics {
			if string(t.ID) == s || fits(s, append(slices.Collect(maps.Values(t.Name)), t.Also...)) {
				return t.ID
			}
		}
	}
	return knowledge.TopicID(s)
}

// agencies returns the agencies of a base in each language, in its order.
func agencies(base *knowledge.Base) []string {
	var out []string
	seen := map[string]bool{}
	for _, d := range base.Documents {
		if a := d.Source.Publisher; a != "" && !seen[a] {
			seen[a] = true
			out = append(out, a)
		}
	}
	for _, m := range base.Measures {
		for _, l := range []knowledge.Language{knowledge.Chinese, knowledge.English} {
			if a := m.Agency[l]; a != "" && !seen[a] {
				seen[a] = true
				out = append(out, a)
			}
		}
	}
	return out
}

// fits reports whether typed is part of one of the names, in any case.
func fits(typed string, names []string) bool {
	typed = strings.ToLower(typed)
	return slices.ContainsFunc(names, func(n string) bool { return strings.Contains(strings.ToLower(n), typed) })
}

func completeTopic(_ context.Context, c *dispatch.Call, typed string) []rest.Choice {
	var out []rest.Choice
	for _, t := range c.Bot.Base().Topics {
		if fits(typed, append(slices.Collect(maps.Values(t.Name)), t.Also...)) {
			out = append(out, rest.Choice{Name: t.Name.In(c.Locale.Language()), Value: string(t.ID)})
		}
	}
	return out
}

func completeAgency(_ context.Context, c *dispatch.Call, typed string) []rest.Choice {
	var out []rest.Choice
	seen := map[string]bool{}
	for _, m := range c.Bot.Base().Measures {
		a := m.Agency.In(c.Locale.Language())
		if !seen[a] && fits(typed, slices.Collect(maps.Values(m.Agency))) {
			out = append(out, rest.Choice{Name: a, Value: card.AgencyKey(a)})
		}
		seen[a] = true
	}
	for _, d := range c.Bot.Base().Documents {
		a := d.Source.Publishers.In(c.Locale.Language())
		if a == "" {
			a = d.Source.Publisher
		}
		if a != "" && !seen[a] && fits(typed, append(slices.Collect(maps.Values(d.Source.Publishers)), d.Source.Publisher)) {
			out = append(out, rest.Choice{Name: a, Value: card.AgencyKey(a)})
		}
		seen[a] = true
	}
	return out
}
