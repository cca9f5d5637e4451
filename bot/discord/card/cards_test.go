package card_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"policybot/bot/discord/card"
	"policybot/bot/discord/discordtest"
	"policybot/bot/discord/limit"
	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// nasty are pieces of text that mean something to Discord, or to nobody.
var nasty = []string{"@everyone", "@here", "<@1>", "<@&1>", "<#1>", "</ask:1>", "<t:1:R>", "<:x:1>", "**", "__", "~~", "||", "`", "```\n", "# ", "-# ", "> ", ">>> ",
	"- ", "1. ", "[a](https://evil.example)", "https://evil.example/x", "card.gg/abc", "\\", "\u202e", "\u200b", "\u2066", "\ufeff", "\x00", "\n", "\r\n", "\t", " ",
	"680.91亿元", "2.17万户", "政策", "policy ", "𝔸", "👨‍👩‍👧", "ｗｉｄｅ", "\u0301", "\xff", "{}", "%s", "$1", "…"}

func text(t *rapid.T, name string) string {
	pieces := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(nasty), rapid.String()), 0, rapid.SampledFrom([]int{2, 10, 400}).Draw(t, name+"-size")).Draw(t, name)
	return strings.Join(pieces, "")
}

// TestEscapeKeepsMeaning holds that every visible character of a text stays,
// and that none of them does anything.
func TestEscapeKeepsMeaning(t *testing.T) {
	unescape := regexp.MustCompile(`\\(.)`)
	active := regexp.MustCompile(`(?:^|[^\\])(?:\\\\)*[` + regexp.QuoteMeta(card.Special[1:]) + `]`)
	list := regexp.MustCompile(`(?m)^\s*(?:[-+]|\d+\.)(?: |$)`)
	rapid.Check(t, func(t *rapid.T) {
		s := text(t, "text")
		out := card.Escape(s, 1<<20)
		if got := unescape.ReplaceAllString(out, "$1"); got != card.Line(s) {
			t.Fatalf("%q became %q, which reads %q", s, out, got)
		}
		if found := active.FindString(out); found != "" {
			t.Fatalf("%q became %q, in which %q means something", s, out, found)
		}
		if found := list.FindString(out); found != "" {
			t.Fatalf("%q became %q, in which %q makes a list", s, out, found)
		}
		for _, r := range out {
			if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) {
				t.Fatalf("%q became %q, with an invisible %U", s, out, r)
			}
		}
		most := rapid.IntRange(4, 200).Draw(t, "most")
		cut := card.Escape(s, most)
		if limit.Length(cut) > most {
			t.Fatalf("%q was cut to %q, longer than %d", s, cut, most)
		}
		if trailing := len(cut) - len(strings.TrimRight(strings.TrimSuffix(cut, "…"), `\`)); strings.HasSuffix(cut, `\…`) && trailing%2 == 0 {
			t.Fatalf("%q was cut inside an escape: %q", s, cut)
		}
		start := rapid.IntRange(0, len(s)).Draw(t, "start")
		end := rapid.IntRange(start, len(s)).Draw(t, "end")
		bold := card.Emphasised(s, []knowledge.Span{{Start: start, End: end}}, most)
		if limit.Length(bold) > most || strings.Count(unescape.ReplaceAllString(bold, ""), "**")%2 != 0 {
			t.Fatalf("%q [%d:%d] became %q", s, start, end, bold)
		}
		if p := card.Plain(s, most); limit.Length(p) > most || strings.ContainsAny(p, "\n") {
			t.Fatalf("%q became the label %q", s, p)
		}
	})
}

func TestLink(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.js.gov.cn/a(1).html":               "[www.js.gov.cn](<https://www.js.gov.cn/a%281%29.html>)",
		"http://user:pass@evil.example/":                "[evil.example](<http://evil.example/>)",
		"javascript:alert(1)":                           "",
		"https:///nohost":                               "",
		"not a url":                                     "",
		"discord://-/invite/abc":                        "",
		"https://a.example/x> <@1>":                     "[a.example](<https://a.example/x%3E%20%3C@1%3E>)",
		"https://a.example/" + strings.Repeat("x", 600): "",
	} {
		if got := card.Link(in); got != want {
			t.Errorf("link %q is %q, want %q", in, got, want)
		}
	}
}

// TestCardsKeepToTheLimits renders every card from any text.
func TestCardsKeepToTheLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		both := func(name string) knowledge.Text {
			s := text(t, name)
			return knowledge.Text{knowledge.Chinese: s, knowledge.English: s}
		}
		many := rapid.SampledFrom([]int{0, 1, 3, 60})
		id := func(prefix string, i int) string {
			return prefix + strings.Repeat("x", i%3*60) + string(rune('a'+i%26)) + string(rune('a'+i/26))
		}
		s := text(t, "s")
		doc := knowledge.Document{ID: "d", Title: s, Source: knowledge.Source{Publisher: text(t, "publisher"), URL: "https://a.example/" + s, Published: figure.Date{Year: 2024, Month: 1, Day: 2}},
			Sections: []knowledge.Section{{ID: "s", Heading: []string{s, s}, Text: s + "。" + text(t, "section")}}}
		base := &knowledge.Base{Name: both("name"), Documents: []knowledge.Document{doc}, Revision: "0123456789abcdef"}
		for i := range many.Draw(t, "topics") {
			base.Topics = append(base.Topics, knowledge.Topic{ID: knowledge.TopicID(id("t", i)), Name: both("topic")})
		}
		for i := range many.Draw(t, "measures") {
			m := knowledge.Measure{ID: knowledge.MeasureID(id("m", i)), Title: both("title"), Summary: both("summary"), Agency: both("agency"), Speaker: both("speaker"),
				Audience: []knowledge.Text{both("audience")}, Cite: knowledge.Citation{Document: "d", Section: "s"}}
			if len(base.Topics) > 0 {
				m.Topic = base.Topics[i%len(base.Topics)].ID
			}
			for range i % 4 {
				m.Facts = append(m.Facts, knowledge.Fact{Statement: both("statement"), AsOf: figure.Date{Year: 2024, Month: 2, Day: 3}})
			}
			base.Measures = append(base.Measures, m)
		}
		for range many.Draw(t, "problems") {
			base.Problems = append(base.Problems, knowledge.Problem{Path: s, Line: 3, Message: both("problem"), Fatal: true})
		}
		cite := index.CitedText{Citation: knowledge.Citation{Document: "d", Section: "s", Start: 0, End: len(s)}, Title: s, Publisher: s, Speaker: text(t, "who"),
			URL: "https://a.example/" + s, Heading: []string{s}, Page: 3, Text: s, Statement: text(t, "translation")}
		answer := &index.Answer{Query: index.Query{Text: text(t, "question")}, Text: text(t, "answer"), Working: text(t, "working"), Missing: s,
			Status: rapid.SampledFrom([]index.Status{index.Answered, index.NotFound}).Draw(t, "status"), Confidence: rapid.Float64Range(0, 1).Draw(t, "confidence"),
			Unsure: rapid.Bool().Draw(t, "unsure")}
		var hits []index.Hit
		for i := range many.Draw(t, "hits") {
			h := index.Hit{Title: s, Heading: []string{s, s}, Text: s, Agency: s, Topic: "t", Page: i, Matches: []knowledge.Span{{Start: 0, End: len(s) / 2}}}
			if len(base.Measures) > 0 {
				h.Measure = base.Measures[i%len(base.Measures)].ID
			}
			hits = append(hits, h)
			answer.Figures = append(answer.Figures, index.AnsweredFigure{Label: s, Words: s, Measure: h.Measure, AsOf: figure.Date{Year: 2024, Month: 2, Day: 3}, Citation: i})
			answer.Citations = append(answer.Citations, cite)
		}
		answer.Neighbours, answer.Near = answer.Figures, hits
		found := index.Results{Total: len(hits), Hits: hits[:min(len(hits), 5)], Suggestion: s, Topics: map[knowledge.TopicID]int{}, Agencies: map[string]int{s: 1}}
		for i, topic := range base.Topics {
			found.Topics[topic.ID] = i
			found.Agencies[string(topic.ID)] = i
		}
		data := state.PersonalData{Answers: []state.PersonalEntry{{Question: s}, {Question: s}}}
		settings := state.Settings{TimeZone: s, ManagerRoles: []string{"1"}, AskChannel: "2", KeepDays: 3}
		for _, locale := range card.Locales {
			for name, body := range card.Cards(locale, answer, found, base, data, settings) {
				if problems := discordtest.Check(body); len(problems) > 0 {
					t.Fatalf("%s card in %s: %v\n%s", name, locale, problems, body)
				}
			}
		}
	})
}

// TestWordsAreThere holds that everything is said in each language, with the
// same things filled in.
func TestWordsAreThere(t *testing.T) {
	verbs := regexp.MustCompile(`%[a-z]`)
	english := reflect.ValueOf(card.Words("en-US"))
	for _, locale := range card.Locales {
		own := reflect.ValueOf(card.Words(locale))
		for i := range own.NumField() {
			name, words := own.Type().Field(i).Name, own.Field(i).String()
			if words == "" {
				t.Errorf("%s: %s is not said", locale, name)
			}
			if want, got := verbs.FindAllString(english.Field(i).String(), -1), verbs.FindAllString(words, -1); !reflect.DeepEqual(want, got) {
				t.Errorf("%s: %s fills in %v, want %v", locale, name, got, want)
			}
		}
	}
	simplifiedOnly := regexp.MustCompile(`[题计说关数据没请谁对过个这来时开么从为与务设]`)
	traditional := reflect.ValueOf(card.Words("zh-TW"))
	for i := range traditional.NumField() {
		if found := simplifiedOnly.FindString(traditional.Field(i).String()); found != "" {
			t.Errorf("zh-TW: %s has the simplified %s", traditional.Type().Field(i).Name, found)
		}
	}
}
