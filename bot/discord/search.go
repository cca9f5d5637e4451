package discord

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"policybot/bot/discord/limit"
	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
)

const (
	hitsShown  = 5 // of a search on one page
	searchLife = 7 * 24 * time.Hour
	// everything is the value of a menu for "no filter": an empty one is not
	// allowed.
	everything = "*"
)

func searchCommand() command {
	return command{
		name:        phrase{"search", "搜索", "搜尋"},
		description: phrase{"Search the policy documents", "搜索政策文件", "搜尋政策文件"},
		options: []commandOption{
			{kind: stringOption, required: true, most: longestQuestion, name: phrase{"words", "词语", "詞語"},
				description: phrase{"What to look for", "要查找的内容", "要查找的內容"}},
			{kind: stringOption, most: limit.ChoiceValue, name: phrase{"topic", "主题", "主題"},
				description: phrase{"Only this topic", "只看这个主题", "只看這個主題"}, complete: completeTopic},
			{kind: stringOption, most: limit.ChoiceValue, name: phrase{"agency", "部门", "部門"},
				description: phrase{"Only measures of this agency", "只看这个部门的措施", "只看這個部門的措施"}, complete: completeAgency},
			publicOption,
		},
		handler: handler{show: showAsChosen, run: startSearch},
	}
}

// searchControls are the pager and the menus below results; each has the id
// of the search, which the store keeps.
func searchControls() map[string]control {
	return map[string]control{
		"page":    {handler: handler{show: showInPlace, run: turnPage}},
		"topic":   {handler: handler{show: showInPlace, run: narrowTopic}},
		"agency":  {handler: handler{show: showInPlace, run: narrowAgency}},
		"instead": {handler: handler{show: showInPlace, run: searchInstead}},
	}
}

func startSearch(ctx context.Context, c *call) (reply, error) {
	words, err := c.readable(c.option("words"))
	if err != nil {
		return reply{}, err
	}
	k := state.KeptSearch{Guild: c.who.Guild, Person: c.who.User, Words: words, Language: c.settings.Language,
		Topic: c.topicNamed(c.option("topic")), Agency: c.agencyOf(line(c.option("agency")))}
	return c.newSearch(ctx, k)
}

func (c *call) newSearch(ctx context.Context, k state.KeptSearch) (reply, error) {
	var err error
	if k.ID, err = c.store.KeepSearch(ctx, k, searchLife); err != nil {
		return reply{}, err
	}
	return c.results(ctx, k, 0)
}

// search returns the search that a control belongs to.
func (c *call) search(ctx context.Context) (state.KeptSearch, error) {
	if len(c.args) == 0 {
		return state.KeptSearch{}, state.ErrForgotten
	}
	return c.store.KeptSearch(ctx, c.who.Guild, c.who.User, c.args[0])
}

func turnPage(ctx context.Context, c *call) (reply, error) {
	k, err := c.search(ctx)
	if err != nil {
		return reply{}, err
	}
	return c.results(ctx, k, max(c.argument(1), 0))
}

func narrowTopic(ctx context.Context, c *call) (reply, error) {
	return c.narrow(ctx, func(k *state.KeptSearch, value string) { k.Topic = knowledge.TopicID(value) })
}

func narrowAgency(ctx context.Context, c *call) (reply, error) {
	return c.narrow(ctx, func(k *state.KeptSearch, value string) { k.Agency = c.agencyOf(value) })
}

// narrow changes the filter of a search to what was chosen from a menu.
func (c *call) narrow(ctx context.Context, set func(*state.KeptSearch, string)) (reply, error) {
	k, err := c.search(ctx)
	if err != nil {
		return reply{}, err
	}
	value := strings.Join(c.event.Data.Values, "")
	if value == everything {
		value = ""
	}
	set(&k, value)
	if err := c.store.NarrowSearch(ctx, k); err != nil {
		return reply{}, err
	}
	return c.results(ctx, k, 0)
}

// searchInstead searches for what was suggested.
func searchInstead(ctx context.Context, c *call) (reply, error) {
	k, err := c.search(ctx)
	if err != nil {
		return reply{}, err
	}
	found, err := c.bot.Search(ctx, c.who, k.Words, index.Page{Limit: 1})
	if err != nil {
		return reply{}, fmt.Errorf("search: %w", err)
	}
	if found.Suggestion == "" {
		return reply{}, state.ErrForgotten
	}
	k.Words = plain(found.Suggestion, longestQuestion)
	return c.newSearch(ctx, k)
}

// results shows a page of a search; one beyond the last shows the last.
func (c *call) results(ctx context.Context, k state.KeptSearch, page int) (reply, error) {
	c.who.Language = k.Language
	if c.who.Language == "" {
		c.who.Language = c.locale.language()
	}
	ask := func(page int) (index.Results, error) {
		return c.bot.Search(ctx, c.who, k.Words, index.Page{Topic: k.Topic, Agency: k.Agency, Offset: page * hitsShown, Limit: hitsShown})
	}
	found, err := ask(page)
	if last := max(found.Total-1, 0) / hitsShown; err == nil && page > last {
		page = last
		found, err = ask(page)
	}
	if err != nil {
		return reply{}, fmt.Errorf("search: %w", err)
	}
	return reply{message: resultsCard(c.view, k, found, page, c.bot.Base(), c.id)}, nil
}

// resultsCard shows a page of results with their controls; id makes custom
// ids.
func resultsCard(v view, k state.KeptSearch, found index.Results, page int, base *knowledge.Base, id func(kind string, args ...string) string) message {
	card := newCard()
	last := max(found.Total-1, 0) / hitsShown
	card.text(title(fmt.Sprintf(v.Results, escape(k.Words, 160))), small(joined(" · ",
		fmt.Sprintf(v.Found, v.locale.count(found.Total)), fmt.Sprintf(v.PageOf, v.locale.count(page+1), v.locale.count(last+1)),
		escape(topicName(base, k.Topic, v.locale.language()), 80), escape(k.Agency, 80))))
	if found.Total == 0 {
		card.text(v.NoResults)
	}
	for i, hit := range found.Hits {
		card.text(strong(fmt.Sprintf("%d", page*hitsShown+i+1)+" · "+escape(hit.Title, 160)),
			emphasised(hit.Text, hit.Matches, 380),
			small(joined(" · ", escape(joined(" › ", hit.Heading...), 90), v.page(hit.Page), escape(topicName(base, hit.Topic, v.locale.language()), 60), escape(hit.Agency, 60))))
	}
	if found.Suggestion != "" {
		card.buttons(pressable(secondaryButton, fmt.Sprintf(v.DidYouMean, line(found.Suggestion)), id("instead", k.ID)))
	}
	if options := topicOptions(v, base, found.Topics, k.Topic); len(options) > 1 {
		card.menu(menuOf(v.AllTopics, id("topic", k.ID), options))
	}
	if options := agencyOptions(v, found.Agencies, k.Agency); len(options) > 1 {
		card.menu(menuOf(v.AllAgencies, id("agency", k.ID), options))
	}
	if options := measureOptions(v, base, found.Hits); len(options) > 0 {
		card.menu(menuOf(v.OpenMeasure, id("measure"), options))
	}
	pager(card, v, page, last, func(to int, end string) string { return id("page", k.ID, strconv.Itoa(to), end) })
	return card.message()
}

// topicOptions are the topics of results, most first, and "all".
func topicOptions(v view, base *knowledge.Base, counts map[knowledge.TopicID]int, chosen knowledge.TopicID) []option {
	options := []option{{Label: v.AllTopics, Value: everything, Default: chosen == ""}}
	for _, t := range byCount(counts) {
		if name := topicName(base, t, v.locale.language()); name != "" && limit.Length(string(t)) <= limit.OptionValue {
			options = append(options, option{Label: plain(fmt.Sprintf("%s (%d)", name, counts[t]), limit.OptionLabel), Value: string(t), Default: t == chosen})
		}
	}
	return options[:min(len(options), limit.SelectOptions)]
}

func agencyOptions(v view, counts map[string]int, chosen string) []option {
	options := []option{{Label: v.AllAgencies, Value: everything, Default: chosen == ""}}
	for _, a := range byCount(counts) {
		if line(a) != "" {
			options = append(options, option{Label: plain(fmt.Sprintf("%s (%d)", a, counts[a]), limit.OptionLabel), Value: agencyKey(a), Default: a == chosen})
		}
	}
	return options[:min(len(options), limit.SelectOptions)]
}

// byCount returns the keys, the most frequent first.
func byCount[K ~string](counts map[K]int) []K {
	return slices.SortedFunc(maps.Keys(counts), func(a, b K) int {
		if d := counts[b] - counts[a]; d != 0 {
			return d
		}
		return strings.Compare(string(a), string(b))
	})
}

// agencyKey is an agency as the value of a menu, whose length is bounded.
func agencyKey(name string) string {
	if key := line(name); key == name && limit.Length(key) <= limit.OptionValue {
		return key
	}
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:16])
}

// agencyOf returns the agency that a menu's value stands for.
func (c *call) agencyOf(key string) string {
	for _, a := range agencies(c.bot.Base()) {
		if agencyKey(a) == key {
			return a
		}
	}
	return key
}

// measureOptions are the measures among hits, each once.
func measureOptions(v view, base *knowledge.Base, hits []index.Hit) []option {
	var options []option
	seen := map[knowledge.MeasureID]bool{}
	for _, h := range hits {
		if h.Measure == "" || seen[h.Measure] || limit.Length(string(h.Measure)) > limit.OptionValue {
			continue
		}
		seen[h.Measure] = true
		label := h.Title
		for i := range base.Measures {
			if base.Measures[i].ID == h.Measure {
				label = base.Measures[i].Title.In(v.locale.language())
			}
		}
		if label = plain(label, limit.OptionLabel); label != "" {
			options = append(options, option{Label: label, Value: string(h.Measure)})
		}
	}
	return options[:min(len(options), limit.SelectOptions)]
}

// topicNamed returns the topic that a person chose or wrote.
func (c *call) topicNamed(s string) knowledge.TopicID {
	s = line(s)
	if base := c.bot.Base(); s != "" && base != nil {
		for _, t := range base.Topics {
			if string(t.ID) == s || fits(s, append(slices.Collect(maps.Values(t.Name)), t.Also...)) {
				return t.ID
			}
		}
	}
	return knowledge.TopicID(s)
}

// topicName is the name of a topic, "" for none.
func topicName(base *knowledge.Base, id knowledge.TopicID, l knowledge.Language) string {
	if base != nil && id != "" {
		for _, t := range base.Topics {
			if t.ID == id {
				return t.Name.In(l)
			}
		}
	}
	return string(id)
}

// agencies returns the agencies of a base in each language, in its order.
func agencies(base *knowledge.Base) []string {
	var out []string
	seen := map[string]bool{}
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

func completeTopic(_ context.Context, c *call, typed string) []choice {
	var out []choice
	for _, t := range c.bot.Base().Topics {
		if fits(typed, append(slices.Collect(maps.Values(t.Name)), t.Also...)) {
			out = append(out, choice{Name: t.Name.In(c.locale.language()), Value: string(t.ID)})
		}
	}
	return out
}

func completeAgency(_ context.Context, c *call, typed string) []choice {
	var out []choice
	seen := map[string]bool{}
	for _, m := range c.bot.Base().Measures {
		a := m.Agency.In(c.locale.language())
		if !seen[a] && fits(typed, slices.Collect(maps.Values(m.Agency))) {
			out = append(out, choice{Name: a, Value: agencyKey(a)})
		}
		seen[a] = true
	}
	return out
}
