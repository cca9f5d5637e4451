package discord

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"policybot/bot/discord/limit"
	"policybot/index"
	"policybot/knowledge"
)

func measureCommand() command {
	return command{
		name:        phrase{"measure", "措施", "措施"},
		description: phrase{"Show a measure: whom it is for, its dates, figures and source", "查看一项措施：对象、日期、数字和出处", "查看一項措施：對象、日期、數字和出處"},
		options: []commandOption{
			{kind: stringOption, required: true, most: longestQuestion, name: phrase{"name", "名称", "名稱"},
				description: phrase{"The measure; type to see suggestions", "措施名称，输入时会有提示", "措施名稱，輸入時會有提示"}, complete: completeMeasure},
			publicOption,
		},
		handler: handler{show: showAsChosen, run: func(ctx context.Context, c *call) (reply, error) {
			m, err := c.measureNamed(ctx, c.option("name"))
			if err != nil {
				return reply{}, err
			}
			return reply{message: measureCard(c.view, m, c.bot.Base(), nil)}, nil
		}},
	}
}

func topicsCommand() command {
	return command{
		name:        phrase{"topics", "主题", "主題"},
		description: phrase{"Browse the topics and their measures", "按主题浏览措施", "按主題瀏覽措施"},
		options:     []commandOption{publicOption},
		handler: handler{show: showAsChosen, run: func(_ context.Context, c *call) (reply, error) {
			return reply{message: topicsCard(c.view, c.bot.Base(), 0, c.id)}, nil
		}},
	}
}

// browseControls are the menus of topics and measures.
func browseControls() map[string]control {
	return map[string]control{
		"topics": {handler: handler{show: showInPlace, run: func(_ context.Context, c *call) (reply, error) {
			return reply{message: topicsCard(c.view, c.bot.Base(), c.argument(0), c.id)}, nil
		}}},
		"measures": {handler: handler{show: showInPlace, run: openTopic}},
		"measure":  {handler: handler{show: showPrivately, run: openMeasure}},
	}
}

// openTopic shows the measures of the topic that was chosen, or of the one in
// the custom id, a page of them.
func openTopic(_ context.Context, c *call) (reply, error) {
	base := c.bot.Base()
	number, page := c.argument(0), c.argument(1)
	if len(c.event.Data.Values) > 0 {
		for i, t := range base.Topics {
			if string(t.ID) == c.event.Data.Values[0] {
				number = i
			}
		}
	}
	if number < 0 || number >= len(base.Topics) {
		return reply{}, refusal(c.Forgotten)
	}
	return reply{message: topicCard(c.view, base, number, page, c.id)}, nil
}

func openMeasure(ctx context.Context, c *call) (reply, error) {
	m, err := c.measureNamed(ctx, strings.Join(c.event.Data.Values, ""))
	if err != nil {
		return reply{}, err
	}
	return reply{message: measureCard(c.view, m, c.bot.Base(), nil)}, nil
}

// measureNamed finds a measure by its id, its name, or a search.
func (c *call) measureNamed(ctx context.Context, name string) (*knowledge.Measure, error) {
	name, err := c.readable(name)
	if err != nil {
		return nil, err
	}
	if m := c.bot.Measure(knowledge.MeasureID(name)); m != nil {
		return m, nil
	}
	for _, m := range c.bot.Measures() {
		for _, t := range m.Title {
			if strings.EqualFold(line(t), line(name)) {
				return &m, nil
			}
		}
	}
	found, err := c.bot.Search(ctx, c.who, name, index.Page{Limit: limit.Choices})
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	for _, hit := range found.Hits {
		if hit.Measure != "" {
			if m := c.bot.Measure(hit.Measure); m != nil {
				return m, nil
			}
		}
	}
	return nil, refusal(fmt.Sprintf(c.NoMeasure, escape(name, 150)))
}

// completeMeasure suggests measures: those whose names hold what was typed,
// else those that a search finds.
func completeMeasure(ctx context.Context, c *call, typed string) []choice {
	var out []choice
	add := func(m *knowledge.Measure) {
		out = append(out, choice{Name: m.Title.In(c.locale.language()), Value: string(m.ID)})
	}
	for _, m := range c.bot.Measures() {
		if fits(typed, append(slices.Collect(maps.Values(m.Title)), m.Also...)) {
			add(&m)
		}
		if len(out) == limit.Choices {
			return out
		}
	}
	if len(out) > 0 || typed == "" {
		return out
	}
	found, err := c.bot.Search(ctx, c.who, typed, index.Page{Limit: limit.Choices})
	if err != nil {
		c.log.Warn("suggest measures", "error", err)
		return nil
	}
	seen := map[knowledge.MeasureID]bool{}
	for _, hit := range found.Hits {
		if m := c.bot.Measure(hit.Measure); m != nil && !seen[m.ID] {
			seen[m.ID] = true
			add(m)
		}
	}
	return out
}

// measureCard shows a measure.
func measureCard(v view, m *knowledge.Measure, base *knowledge.Base, buttons []component) message {
	l := v.locale.language()
	card := newCard()
	card.text(title(escape(m.Title.In(l), 200)), block(m.Summary.In(l), 600))
	field := func(label, safe string) string {
		if safe == "" {
			return ""
		}
		return strong(strings.TrimRight(label, " ")) + label[len(strings.TrimRight(label, " ")):] + safe
	}
	card.text(
		field(v.ForWhom, escape(v.list(m.Audience), 250)),
		field(v.Agency, escape(m.Agency.In(l), 120)),
		field(v.Effective, v.locale.date(m.Effective)),
		field(v.Deadline, v.locale.date(m.Deadline)),
		field(v.Topic, escape(topicName(base, m.Topic, l), 80)))
	card.rule()
	var facts []string
	for _, f := range m.Facts {
		facts = append(facts, "• "+escape(f.Statement.In(l), 260)+v.asOf(f))
	}
	card.text(facts...)
	card.rule()
	if d := base.Document(m.Cite.Document); d != nil {
		heading := ""
		if s := d.Section(m.Cite.Section); s != nil {
			heading = joined(" › ", s.Heading...)
		}
		name := d.Title
		if t := d.Titles.In(l); t != "" {
			name = t
		}
		publisher := d.Source.Publisher
		if p := d.Source.Publishers.In(l); p != "" {
			publisher = p
		}
		card.text(small("— " + joined(" · ", escape(m.Speaker.In(l), 120), escape(publisher, 90), escape(name, 120), escape(heading, 80),
			v.locale.date(d.Source.Published), link(d.Source.URL))))
	}
	card.buttons(buttons...)
	return card.message()
}

func (v view) asOf(f knowledge.Fact) string {
	if f.AsOf.IsZero() {
		return ""
	}
	return " (" + v.AsOf + v.locale.date(f.AsOf) + ")"
}

// topicsCard lists the topics, a menu of them at a time.
func topicsCard(v view, base *knowledge.Base, page int, id func(string, ...string) string) message {
	l := v.locale.language()
	card := newCard()
	card.text(title(joined(v.Colon, v.Topics, escape(base.Name.In(l), 120))), small(fmt.Sprintf(v.Counts,
		v.locale.count(len(base.Topics)), v.locale.count(len(base.Measures)), v.locale.count(len(base.Documents)))))
	counts := map[knowledge.TopicID]int{}
	for _, m := range base.Measures {
		counts[m.Topic]++
	}
	shown, page, last := onPage(base.Topics, page)
	var lines []string
	var options []option
	for _, t := range shown {
		name := t.Name.In(l)
		lines = append(lines, fmt.Sprintf("• %s (%s)", strong(escape(name, 80)), v.locale.count(counts[t.ID])))
		if label := plain(name, limit.OptionLabel); label != "" && limit.Length(string(t.ID)) <= limit.OptionValue {
			options = append(options, option{Label: label, Value: string(t.ID)})
		}
	}
	if len(lines) == 0 {
		lines = []string{v.NoTopics}
	}
	card.text(lines...)
	if len(options) > 0 {
		card.menu(menuOf(v.OpenTopic, id("measures"), options))
	}
	pager(card, v, page, last, func(to int, end string) string { return id("topics", strconv.Itoa(to), end) })
	return card.message()
}

// topicCard lists the measures of a topic.
func topicCard(v view, base *knowledge.Base, number, page int, id func(string, ...string) string) message {
	l := v.locale.language()
	topic := base.Topics[number]
	var of []knowledge.Measure
	for _, m := range base.Measures {
		if m.Topic == topic.ID {
			of = append(of, m)
		}
	}
	shown, page, last := onPage(of, page)
	card := newCard()
	card.text(title(escape(topic.Name.In(l), 120)))
	var lines []string
	var options []option
	for _, m := range shown {
		lines = append(lines, "• "+escape(m.Title.In(l), 130))
		if label := plain(m.Title.In(l), limit.OptionLabel); label != "" && limit.Length(string(m.ID)) <= limit.OptionValue {
			options = append(options, option{Label: label, Value: string(m.ID), Description: plain(m.Agency.In(l), limit.OptionDescription)})
		}
	}
	if len(lines) == 0 {
		lines = []string{v.NoMeasures}
	}
	card.text(lines...)
	if len(options) > 0 {
		card.menu(menuOf(v.OpenMeasure, id("measure"), options))
	}
	pager(card, v, page, last, func(to int, end string) string { return id("measures", strconv.Itoa(number), strconv.Itoa(to), end) })
	card.buttons(pressable(secondaryButton, v.BackToTopics, id("topics", strconv.Itoa(number/limit.SelectOptions), "t")))
	return card.message()
}

// onPage returns the entries of a page, with the page moved into range.
func onPage[T any](all []T, page int) (shown []T, at, last int) {
	last = max(len(all)-1, 0) / limit.SelectOptions
	at = min(max(page, 0), last)
	return all[at*limit.SelectOptions : min((at+1)*limit.SelectOptions, len(all))], at, last
}

// pager adds buttons to turn pages, if there is more than one. The custom ids
// of its buttons end differently, since they may lead to the same page.
func pager(card *card, v view, page, last int, id func(to int, end string) string) {
	if last == 0 {
		return
	}
	before := pressable(secondaryButton, v.Before, id(max(page-1, 0), "b"))
	after := pressable(secondaryButton, v.After, id(min(page+1, last), "a"))
	before.Disabled, after.Disabled = page == 0, page >= last
	card.buttons(before, after)
}
