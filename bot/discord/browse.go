package discord

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"policybot/bot/discord/card"
	"policybot/bot/discord/dispatch"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/index"
	"policybot/knowledge"
	"slices"
	"strings"
)

func measureCommand() dispatch.Command {
	return dispatch.Command{
		Name:        card.Say("measure", "措施", "措施"),
		Description: card.Say("Show a measure or a provision, with its dates, figures and source", "查看一项措施或条款：日期、数字和出处", "查看一項措施或條款：日期、數字和出處"),
		Options: []dispatch.CommandOption{
			{Kind: dispatch.StringOption, Required: true, Most: longestQuestion, Name: card.Say("name", "名称", "名稱"),
				Description: card.Say("The measure; type to see suggestions", "措施名称，输入时会有提示", "措施名稱，輸入時會有提示"), Complete: completeMeasure},
			publicOption,
		},
		Handler: dispatch.Handler{Show: dispatch.ShowAsChosen, Run: func(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
			m, err := measureNamed(ctx, c, c.Option("name"))
			if err == nil {
				return dispatch.Reply{Message: card.Measure(c.View, m, c.Bot.Base(), nil)}, nil
			}
			// Documents without measures have provisions.
			if d, s := provisionNamed(ctx, c, c.Option("name")); s != nil && errors.As(err, new(dispatch.Refusal)) {
				return dispatch.Reply{Message: card.Provision(c.View, d, s)}, nil
			}
			return dispatch.Reply{}, err
		}},
	}
}

func topicsCommand() dispatch.Command {
	return dispatch.Command{
		Name:        card.Say("topics", "主题", "主題"),
		Description: card.Say("Browse the topics and their measures", "按主题浏览措施", "按主題瀏覽措施"),
		Options:     []dispatch.CommandOption{publicOption},
		Handler: dispatch.Handler{Show: dispatch.ShowAsChosen, Run: func(_ context.Context, c *dispatch.Call) (dispatch.Reply, error) {
			return dispatch.Reply{Message: card.Topics(c.View, c.Bot.Base(), 0, c.ID)}, nil
		}},
	}
}

// browseControls are the menus of topics and measures.
func browseControls() map[string]dispatch.Control {
	return map[string]dispatch.Control{
		"topics": {Handler: dispatch.Handler{Show: dispatch.ShowInPlace, Run: func(_ context.Context, c *dispatch.Call) (dispatch.Reply, error) {
			return dispatch.Reply{Message: card.Topics(c.View, c.Bot.Base(), c.Argument(0), c.ID)}, nil
		}}},
		"measures": {Handler: dispatch.Handler{Show: dispatch.ShowInPlace, Run: openTopic}},
		"measure":  {Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Run: openMeasure}},
	}
}

// openTopic shows the measures of the topic that was chosen, or of the one in
// the custom id, a page of them.
func openTopic(_ context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	base := c.Bot.Base()
	number, page := c.Argument(0), c.Argument(1)
	if len(c.Event.Data.Values) > 0 {
		for i, t := range base.Topics {
			if string(t.ID) == c.Event.Data.Values[0] {
				number = i
			}
		}
	}
	if number < 0 || number >= len(base.Topics) {
		return dispatch.Reply{}, dispatch.Refusal(c.Forgotten)
	}
	return dispatch.Reply{Message: card.Topic(c.View, base, number, page, c.ID)}, nil
}

func openMeasure(ctx context.Context, c *dispatch.Call) (dispatch.Reply, error) {
	m, err := measureNamed(ctx, c, strings.Join(c.Event.Data.Values, ""))
	if err != nil {
		return dispatch.Reply{}, err
	}
	return dispatch.Reply{Message: card.Measure(c.View, m, c.Bot.Base(), nil)}, nil
}

// measureNamed finds a measure by its id, its name, or a search.
func measureNamed(ctx context.Context, c *dispatch.Call, name string) (*knowledge.Measure, error) {
	name, err := readable(c, name)
	if err != nil {
		return nil, err
	}
	if m := c.Bot.Measure(knowledge.MeasureID(name)); m != nil {
		return m, nil
	}
	for _, m := range c.Bot.Measures() {
		for _, t := range m.Title {
			if strings.EqualFold(card.Line(t), card.Line(name)) {
				return &m, nil
			}
		}
	}
	found, err := c.Bot.Search(ctx, c.Who, name, index.Page{Limit: limit.Choices})
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	for _, hit := range found.Hits {
		if hit.Measure != "" {
			if m := c.Bot.Measure(hit.Measure); m != nil {
				return m, nil
			}
		}
	}
	return nil, dispatch.Refusal(fmt.Sprintf(c.NoMeasure, card.Escape(name, 150)))
}

// completeMeasure suggests measures: those whose names hold what was typed,
// else those that a search finds.
func completeMeasure(ctx context.Context, c *dispatch.Call, typed string) []rest.Choice {
	var out []rest.Choice
	add := func(m *knowledge.Measure) {
		out = append(out, rest.Choice{Name: m.Title.In(c.Locale.Language()), Value: string(m.ID)})
	}
	for _, m := range c.Bot.Measures() {
		if fits(typed, append(slices.Collect(maps.Values(m.Title)), m.Also...)) {
			add(&m)
		}
		if len(out) == limit.Choices {
			return out
		}
	}
	out = append(out, completeProvision(c, typed, limit.Choices-len(out))...)
	if len(out) > 0 || typed == "" {
		return out
	}
	found, err := c.Bot.Search(ctx, c.Who, typed, index.Page{Limit: limit.Choices})
	if err != nil {
		c.Log.Warn("suggest measures", "error", err)
		return nil
	}
	seen := map[knowledge.MeasureID]bool{}
	for _, hit := range found.Hits {
		if m := c.Bot.Measure(hit.Measure); m != nil && !seen[m.ID] {
			seen[m.ID] = true
			add(m)
		} else if name := card.Plain(card.Joined(" › ", hit.Heading...), limit.ChoiceValue); m == nil && name != "" {
			out = append(out, rest.Choice{Name: card.Joined(" — ", name, hit.Title), Value: card.Plain(hit.Heading[len(hit.Heading)-1], limit.ChoiceValue)})
		}
	}
	return out
}
