package card

import (
	"fmt"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/knowledge"
	"strconv"
	"strings"
)

// Measure shows a measure.
func Measure(v View, m *knowledge.Measure, base *knowledge.Base, buttons []rest.Component) rest.Message {
	l := v.Locale.Language()
	card := New()
	card.Text(Title(Escape(m.Title.In(l), 200)), block(m.Summary.In(l), 600))
	field := func(label, safe string) string {
		if safe == "" {
			return ""
		}
		return Strong(strings.TrimRight(label, " ")) + label[len(strings.TrimRight(label, " ")):] + safe
	}
	card.Text(
		field(v.ForWhom, Escape(v.list(m.Audience), 250)),
		field(v.Agency, Escape(m.Agency.In(l), 120)),
		field(v.Effective, v.Locale.date(m.Effective)),
		field(v.Deadline, v.Locale.date(m.Deadline)),
		field(v.Topic, Escape(topicName(base, m.Topic, l), 80)))
	card.Rule()
	var facts []string
	for _, f := range m.Facts {
		facts = append(facts, "• "+Escape(f.Statement.In(l), 260)+v.asOf(f))
	}
	card.Text(facts...)
	card.Rule()
	if d := base.Document(m.Cite.Document); d != nil {
		heading := ""
		if s := d.Section(m.Cite.Section); s != nil {
			heading = Joined(" › ", s.Heading...)
		}
		name := d.Title
		if t := d.Titles.In(l); t != "" {
			name = t
		}
		publisher := d.Source.Publisher
		if p := d.Source.Publishers.In(l); p != "" {
			publisher = p
		}
		card.Text(Small("— " + Joined(" · ", Escape(m.Speaker.In(l), 120), Escape(publisher, 90), Escape(name, 120), Escape(heading, 80),
			v.Locale.date(d.Source.Published), link(d.Source.URL))))
	}
	card.Buttons(buttons...)
	return card.Message()
}

func (v View) asOf(f knowledge.Fact) string {
	if f.AsOf.IsZero() {
		return ""
	}
	return " (" + v.AsOf + v.Locale.date(f.AsOf) + ")"
}

// Topics lists the topics, a menu of them at a time.
func Topics(v View, base *knowledge.Base, page int, id func(string, ...string) string) rest.Message {
	l := v.Locale.Language()
	card := New()
	card.Text(Title(Joined(v.Colon, v.Topics, Escape(base.Name.In(l), 120))), Small(fmt.Sprintf(v.Counts,
		v.Locale.Count(len(base.Topics)), v.Locale.Count(len(base.Measures)), v.Locale.Count(len(base.Documents)))))
	counts := map[knowledge.TopicID]int{}
	for _, m := range base.Measures {
		counts[m.Topic]++
	}
	shown, page, last := onPage(base.Topics, page)
	var lines []string
	var options []rest.Option
	for _, t := range shown {
		name := t.Name.In(l)
		lines = append(lines, fmt.Sprintf("• %s (%s)", Strong(Escape(name, 80)), v.Locale.Count(counts[t.ID])))
		if label := Plain(name, limit.OptionLabel); label != "" && limit.Length(string(t.ID)) <= limit.OptionValue {
			options = append(options, rest.Option{Label: label, Value: string(t.ID)})
		}
	}
	if len(lines) == 0 && len(base.Documents) == 0 {
		lines = []string{v.NoTopics}
	}
	card.Text(lines...)
	if len(options) > 0 {
		card.Menu(MenuOf(v.OpenTopic, id("measures"), options))
	}
	if page == 0 { // what is in no topic is found by folder and agency
		groupMenu(card, v, base, id)
	}
	pager(card, v, page, last, func(to int, end string) string { return id("topics", strconv.Itoa(to), end) })
	return card.Message()
}

// Topic lists the measures of a topic.
func Topic(v View, base *knowledge.Base, number, page int, id func(string, ...string) string) rest.Message {
	l := v.Locale.Language()
	topic := base.Topics[number]
	var of []knowledge.Measure
	for _, m := range base.Measures {
		if m.Topic == topic.ID {
			of = append(of, m)
		}
	}
	shown, page, last := onPage(of, page)
	card := New()
	card.Text(Title(Escape(topic.Name.In(l), 120)))
	var lines []string
	var options []rest.Option
	for _, m := range shown {
		lines = append(lines, "• "+Escape(m.Title.In(l), 130))
		if label := Plain(m.Title.In(l), limit.OptionLabel); label != "" && limit.Length(string(m.ID)) <= limit.OptionValue {
			options = append(options, rest.Option{Label: label, Value: string(m.ID), Description: Plain(m.Agency.In(l), limit.OptionDescription)})
		}
	}
	if len(lines) == 0 {
		lines = []string{v.NoMeasures}
	}
	card.Text(lines...)
	if len(options) > 0 {
		card.Menu(MenuOf(v.OpenMeasure, id("measure"), options))
	}
	pager(card, v, page, last, func(to int, end string) string { return id("measures", strconv.Itoa(number), strconv.Itoa(to), end) })
	card.Buttons(Button(rest.SecondaryButton, v.BackToTopics, id("topics", strconv.Itoa(number/limit.SelectOptions), "t")))
	return card.Message()
}

// onPage returns the entries of a page, with the page moved into range.
func onPage[T any](all []T, page int) (shown []T, at, last int) {
	last = max(len(all)-1, 0) / limit.SelectOptions
	at = min(max(page, 0), last)
	return all[at*limit.SelectOptions : min((at+1)*limit.SelectOptions, len(all))], at, last
}

// pager adds buttons to turn pages, if there is more than one. The custom ids
// of its buttons end differently, since they may lead to the same page.
func pager(card *Card, v View, page, last int, id func(to int, end string) string) {
	if last == 0 {
		return
	}
	before := Button(rest.SecondaryButton, v.Before, id(max(page-1, 0), "b"))
	after := Button(rest.SecondaryButton, v.After, id(min(page+1, last), "a"))
	before.Disabled, after.Disabled = page == 0, page >= last
	card.Buttons(before, after)
}
