package card_test

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"znkr.io/diff/textdiff"

	"policybot/bot/discord/card"
	"policybot/bot/discord/discordtest"
	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
	"policybot/knowledge/figure"
	"policybot/knowledge/ingest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestCardsAsRead holds every card, in each language, to a golden file that
// shows it as a person reads it.
func TestCardsAsRead(t *testing.T) {
	base, err := ingest.Read(t.Context(), os.DirFS(filepath.Join("..", "testdata", "base")), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	base.Revision = "0123456789abcdef"
	for _, locale := range card.Locales {
		language := knowledge.Chinese
		if locale == "en-US" {
			language = knowledge.English
		}
		measure := base.Measures[0]
		var figures []index.AnsweredFigure
		var citations []index.CitedText
		var hits []index.Hit
		for i, f := range measure.Facts {
			figures = append(figures, index.AnsweredFigure{Label: f.Label.In(language), Words: map[knowledge.Language][]string{
				knowledge.Chinese: {"3.5亿元", "1.2万户"}, knowledge.English: {"CNY 350 million", "12,000 traders"}}[language][i],
				Figure: figure.Figure{Value: decimal.NewFromInt(1), Valued: true}, Fact: f.ID, Measure: measure.ID, AsOf: f.AsOf, Citation: i})
			citations = append(citations, index.CitedText{Citation: f.Cite, Title: base.Documents[0].Titles.In(language), Publisher: base.Documents[0].Source.Publishers.In(language),
				Date: base.Documents[0].Source.Published, URL: base.Documents[0].Source.URL, Heading: []string{measure.Title.In(language)}, Text: base.Quote(f.Cite), Statement: f.Statement.In(language)})
			hits = append(hits, index.Hit{Kind: index.FactHit, Title: measure.Title.In(language), Text: f.Statement.In(language), Matches: []knowledge.Span{{Start: 0, End: 3}},
				Measure: measure.ID, Topic: measure.Topic, Agency: measure.Agency.In(language)})
		}
		answer := &index.Answer{Query: index.Query{Text: waived}, Status: index.Answered, Language: language, Figures: figures[:1], Citations: citations, Neighbours: figures[1:],
			Text: figures[0].Label + ": " + figures[0].Words, Working: "3亿元 + 0.5亿元 = 3.5亿元", Confidence: 0.97}
		missing := &index.Answer{Query: index.Query{Text: elsewhere}, Status: index.NotFound, Language: language, Text: "—", Near: hits}
		unsure := &index.Answer{Query: index.Query{Text: elsewhere}, Status: index.NotFound, Unsure: true, Language: language, Near: hits, Confidence: 0.4}
		verdict := &index.Answer{Query: index.Query{Text: waived}, Status: index.Answered, Language: language, Text: map[knowledge.Language]string{knowledge.Chinese: "是。", knowledge.English: "Yes. "}[language] + citations[0].Text, Citations: citations[:1], Confidence: 0.9}
		nothing := &index.Answer{Query: index.Query{Text: elsewhere}, Status: index.NotFound, Language: language,
			Text: map[knowledge.Language]string{knowledge.Chinese: "文件没有说明。", knowledge.English: "The documents do not say."}[language]}
		found := index.Results{Total: 7, Hits: hits, Suggestion: "租金", Topics: map[knowledge.TopicID]int{"rent": 5, "market": 2}, Agencies: map[string]int{"A": 5, "B": 2}}
		data := state.PersonalData{Answers: []state.PersonalEntry{{Question: waived}}}

		cards := card.Cards(locale, answer, found, base, data, state.DefaultSettings())
		cards["not found"] = card.Cards(locale, missing, found, base, data, state.DefaultSettings())["answer"]
		cards["not sure"] = card.Cards(locale, unsure, found, base, data, state.DefaultSettings())["answer"]
		cards["verdict on a quoted rule"] = card.Cards(locale, verdict, found, base, data, state.DefaultSettings())["answer"]
		cards["nothing near"] = card.Cards(locale, nothing, found, base, data, state.DefaultSettings())["answer"]
		var b strings.Builder
		for _, name := range slices.Sorted(maps.Keys(cards)) {
			b.WriteString("-- " + name + " --\n" + discordtest.Show(cards[name]) + "\n\n")
		}
		golden := filepath.Join("testdata", "cards-"+locale+".txt")
		if *update {
			if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if b.String() != string(want) {
			t.Errorf("%s differs: - want, + got\n%s\nIf that is as it should read: go test ./bot/discord/card -run %s -update",
				golden, textdiff.Unified(string(want), b.String()), t.Name())
		}
	}
}

const (
	waived    = "蓝港市一共减免了多少租金?"
	elsewhere = "上海减免了多少租金?"
)
