package card

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
	"slices"
	"strconv"
	"strings"
)

// HitsShown is how many hits of a search are on one page.
const HitsShown = 5

// Everything is the value of a menu for "no filter": an empty one is not
// allowed.
const Everything = "*"

// Results shows a page of results with their controls; id makes custom
// ids.
func Results(v View, k state.KeptSearch, found index.Results, page int, base *knowledge.Base, id func(kind string, args ...string) string) rest.Message {
	card := New()
	last := max(found.Total-1, 0) / HitsShown
	card.Text(Title(fmt.Sprintf(v.Results, Escape(k.Words, 160))), Small(Joined(" · ",
		fmt.Sprintf(v.Found, v.Locale.Count(found.Total)), fmt.Sprintf(v.PageOf, v.Locale.Count(page+1), v.Locale.Count(last+1)),
		Escape(topicName(base, k.Topic, v.Locale.Language()), 80), Escape(k.Agency, 80))))
	if found.Total == 0 {
		card.Text(v.NoResults)
	}
	for i, hit := range found.Hits {
		card.Text(Strong(fmt.Sprintf("%d", page*HitsShown+i+1)+" · "+Escape(hit.Title, 160)),
			emphasised(hit.Text, hit.Matches, 380),
			Small(Joined(" · ", Escape(Joined(" › ", hit.Heading...), 90), v.page(hit.Page), Escape(topicName(base, hit.Topic, v.Locale.Language()), 60), Escape(hit.Agency, 60))))
	}
	if found.Suggestion != "" {
		card.Buttons(Button(rest.SecondaryButton, fmt.Sprintf(v.DidYouMean, Line(found.Suggestion)), id("instead", k.ID)))
	}
	if options := topicOptions(v, base, found.Topics, k.Topic); len(options) > 1 {
		card.Menu(MenuOf(v.AllTopics, id("topic", k.ID), options))
	}
	if options := agencyOptions(v, found.Agencies, k.Agency); len(options) > 1 {
		card.Menu(MenuOf(v.AllAgencies, id("agency", k.ID), options))
	}
	if options := measureOptions(v, base, found.Hits); len(options) > 0 {
		card.Menu(MenuOf(v.OpenMeasure, id("measure"), options))
	}
	pager(card, v, page, last, func(to int, end string) string { return id("page", k.ID, strconv.Itoa(to), end) })
	return card.Message()
}

// topicOptions are the topics of results, most first, and "all".
func topicOptions(v View, base *knowledge.Base, counts map[knowledge.TopicID]int, chosen knowledge.TopicID) []rest.Option {
	options := []rest.Option{{Label: v.AllTopics, Value: Everything, Default: chosen == ""}}
	for _, t := range byCount(counts) {
		if name := topicName(base, t, v.Locale.Language()); name != "" && t != Everything && limit.Length(string(t)) <= limit.OptionValue {
			options = append(options, rest.Option{Label: Plain(fmt.Sprintf("%s (%d)", name, counts[t]), limit.OptionLabel), Value: string(t), Default: t == chosen})
		}
	}
	return options[:min(len(options), limit.SelectOptions)]
}

func agencyOptions(v View, counts map[string]int, chosen string) []rest.Option {
	options := []rest.Option{{Label: v.AllAgencies, Value: Everything, Default: chosen == ""}}
	for _, a := range byCount(counts) {
		if Line(a) != "" && AgencyKey(a) != Everything {
			options = append(options, rest.Option{Label: Plain(fmt.Sprintf("%s (%d)", a, counts[a]), limit.OptionLabel), Value: AgencyKey(a), Default: a == chosen})
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

// AgencyKey is an agency as the value of a menu, whose length is bounded.
func AgencyKey(name string) string {
	if key := Line(name); key == name && limit.Length(key) <= limit.OptionValue {
		return key
	}
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:16])
}

// measureOptions are the measures among hits, each once.
func measureOptions(v View, base *knowledge.Base, hits []index.Hit) []rest.Option {
	var options []rest.Option
	seen := map[knowledge.MeasureID]bool{}
	for _, h := range hits {
		if h.Measure == "" || seen[h.Measure] || limit.Length(string(h.Measure)) > limit.OptionValue {
			continue
		}
		seen[h.Measure] = true
		label := h.Title
		if m := base.Measure(h.Measure); m != nil {
			label = m.Title.In(v.Locale.Language())
		}
		if label = Plain(label, limit.OptionLabel); label != "" {
			options = append(options, rest.Option{Label: label, Value: string(h.Measure)})
		}
	}
	return options[:min(len(options), limit.SelectOptions)]
}

// topicName is the name of a topic, "" for none.
func topicName(base *knowledge.Base, id knowledge.TopicID, l knowledge.Language) string {
	if base != nil && id != "" {
		if t := base.Topic(id); t != nil {
			return t.Name.In(l)
		}
	}
	return string(id)
}
