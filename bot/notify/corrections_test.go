package notify

import (
	"testing"
	"time"

	"policybot/bot/state"
	"policybot/index"
	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/figure"

	"github.com/shopspring/decimal"
)

// correctingChange changes the figure of someAnswer.
func correctingChange() state.Logged {
	l := aChange(1)
	l.Change.Measure = "deferral"
	l.Change.Old = &diff.Value{Text: "680.91亿元", Value: "68091000000", Unit: "CNY", Bound: figure.Equal}
	l.Change.New = &diff.Value{Text: "702.5亿元", Value: "70250000000", Unit: "CNY", Bound: figure.Equal}
	l.Change.OldCite = knowledge.Citation{Document: "press.md", Section: "3", Start: 20, End: 38}
	return l
}

func TestCorrections(t *testing.T) {
	ctx := t.Context()
	s := openStore(t, t.TempDir())
	now := time.Date(2020, 5, 3, 12, 0, 0, 0, time.UTC)
	s.Now = func() time.Time { return now }
	give := func(guild, person, message string) {
		t.Helper()
		id, err := s.KeepAnswer(ctx, state.Given{Asker: state.Asker{Guild: guild, Channel: "c", User: person}, Question: "延期本金多少", Answer: someAnswer()})
		if err != nil {
			t.Fatal(err)
		}
		if message != "" {
			if err := s.PostedAnswer(ctx, guild, id, "c", message); err != nil {
				t.Fatal(err)
			}
		}
	}
	give("g", "ann", "")    // alone
	give("g", "bob", "m1")  // before everybody
	give("g", "eve", "")    // forgotten
	give("off", "fred", "") // switched off
	if err := s.ForgetPerson(ctx, "eve"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ChangeSettings(ctx, "off", "fred", func(c *state.Settings) { c.Corrections = false }); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour)
	unrelated := correctingChange()
	unrelated.Change.Old = &diff.Value{Text: "9亿元", Value: "900000000", Unit: "CNY", Bound: figure.Equal}
	logChanges(t, s, unrelated, correctingChange())
	var to recorder
	for range 3 {
		deliverOnce(t, s, &to)
	}
	told := map[string]*state.Correction{}
	for _, n := range to.got {
		told[n.Channel+n.Person] = n.Correction
	}
	if len(to.got) != 2 || told["ann"] == nil || told["c"] == nil {
		t.Fatalf("corrections went to %v in %d messages", told, len(to.got))
	}
	if c := told["c"]; c.Message != "m1" || c.Told != "680.91亿元" || !c.ToldAt.Equal(now.Add(-time.Hour)) {
		t.Errorf("bob's correction is %+v", c)
	}
}

func someAnswer() *index.Answer {
	principal := figure.Figure{Text: "680.91亿元", Value: decimal.RequireFromString("68091000000"), Valued: true,
		Unit: "CNY", Dimension: figure.Money, Bound: figure.Equal}
	return &index.Answer{
		Query: index.Query{Text: "延期本金多少", Language: knowledge.Chinese}, Status: index.Answered, Language: knowledge.Chinese,
		Text: "680.91亿元", Confidence: 0.97,
		Figures: []index.AnsweredFigure{{Label: "延期偿还贷款本金", Figure: principal, Fact: "principal", Measure: "deferral",
			AsOf: figure.Date{Year: 2020, Month: 3, Day: 31}}},
		Citations: []index.CitedText{{Citation: knowledge.Citation{Document: "press.md", Section: "3", Start: 10, End: 40}, Text: "延期本金680.91亿元"}},
	}
}
