package choose

import (
	"math"
	"strings"
	"testing"

	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// harbour is a small base: two editions of one notice, a list and a law of
// another place.
func harbour() *knowledge.Base {
	section := func(text string, heading ...string) knowledge.Section {
		return knowledge.Section{ID: "1", Text: text, Heading: heading}
	}
	return &knowledge.Base{Documents: []knowledge.Document{
		{ID: "fees-2022.txt", Title: "关于2022年停泊费标准的通知", Source: knowledge.Source{Published: figure.Date{Year: 2022, Month: 3, Day: 1}}, Sections: []knowledge.Section{section("渔船停泊费为每天30元。")}},
		{ID: "fees-2024.txt", Title: "关于2024年停泊费标准的通知", Source: knowledge.Source{Published: figure.Date{Year: 2024, Month: 3, Day: 1}}, Sections: []knowledge.Section{section("渔船停泊费为每天45元。")}},
		{ID: "rules.md", Title: "Harbour rules", Sections: []knowledge.Section{
			section("The following may not be brought on the quay:\nOpen fires\nDogs without a lead\nThe harbour master repaired 310 lamps in 2020 and 275 lamps in 2021."),
		}},
		{ID: "jiangsu.txt", Title: "江苏省港口条例", Source: knowledge.Source{Region: "江苏省"}, Sections: []knowledge.Section{section("夜间靠泊的拖船不得少于两名值班人员。")}},
	}}
}

// chosen chooses among all statements of the harbour.
func chosen(t *testing.T, question string) *Choice {
	t.Helper()
	base := harbour()
	c := New(base, func(string) (float64, bool) { return 3, true })
	var places []Place
	var ranks []int
	for i := range base.Documents {
		places = append(places, Place{Document: i, End: len(base.Documents[i].Sections[0].Text)})
		ranks = append(ranks, i)
	}
	return c.Choose(question, places, ranks)
}

func TestChooseFigure(t *testing.T) {
	for question, want := range map[string]string{
		"渔船停泊费每天多少元？":                           "45元", // the newest edition
		"2022年渔船停泊费每天多少元？":                      "30元",
		"How many lamps were repaired in 2021?": "275 lamps",
		"How many lamps were repaired in 2020?": "310 lamps",
	} {
		c := chosen(t, question)
		if c.Figure == nil || !strings.Contains(c.Figure.Figure.Text, want) {
			t.Errorf("%s: got %+v, want %s", question, c.Figure, want)
		}
	}
}

func TestExcluded(t *testing.T) {
	for _, question := range []string{
		"浙江夜间靠泊的拖船至少几名值班人员？",                    // another place
		"How many lamps were repaired in 2017?", // a year that nothing names
	} {
		if c := chosen(t, question); c.Chance > 0.1 {
			t.Errorf("%s: got a chance of %.2f for %q, want next to none", question, c.Chance, c.Candidates[0].Text())
		}
	}
	if c := chosen(t, "江苏夜间靠泊的拖船至少几名值班人员？"); c.Chance == 0 {
		t.Error("the rule of the place asked for: got a chance of 0")
	}
}

func TestQuoteHoldsLeadIn(t *testing.T) {
	c := chosen(t, "May dogs without a lead be brought on the quay?")
	best := &c.Candidates[0]
	if !strings.HasPrefix(best.Quote(), "The following may not be brought on the quay:") {
		t.Errorf("got %q, want the words that govern the item before it", best.Quote())
	}
	if Verdict(c.Question, best) {
		t.Error("got yes to what the lead-in forbids")
	}
}

func TestChooseSameTwice(t *testing.T) {
	for _, question := range []string{"渔船停泊费每天多少元？", "How many lamps were repaired in 2021?"} {
		a, b := chosen(t, question), chosen(t, question)
		if a.Chance != b.Chance || a.Candidates[0].Text() != b.Candidates[0].Text() {
			t.Errorf("%s: got %v and %v for one question", question, a.Chance, b.Chance)
		}
	}
}

func TestParseWeights(t *testing.T) {
	w, err := ParseWeights("# weights\nlength\t-0.5\n\nbias\t1\n")
	if err != nil || w["length"] != -0.5 || w["bias"] != 1 {
		t.Fatalf("got %v, %v", w, err)
	}
	if got, err := ParseWeights(w.String()); err != nil || len(got) != len(w) || got["length"] != w["length"] {
		t.Errorf("printed and read again: got %v, %v; want %v", got, err, w)
	}
	if _, err := ParseWeights("length -0.5"); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("got error %v, want one that names the line", err)
	}
	if got := w.Score(Features{"length": 2, "bias": 1, "unknown": 9}); math.Abs(got) > 1e-9 {
		t.Errorf("got score %v, want 0", got)
	}
}

func FuzzChoose(f *testing.F) {
	f.Add("渔船停泊费多少？", "一、停泊费：\n（一）渔船每天30元；\n（二）拖船每天90元。")
	f.Add("How many?", "From 5 to 7 days, respectively.")
	f.Fuzz(func(t *testing.T, question, text string) {
		base := &knowledge.Base{Documents: []knowledge.Document{{ID: "a", Title: text, Sections: []knowledge.Section{{ID: "1", Text: text}}}}}
		c := New(base, func(string) (float64, bool) { return 1, true })
		choice := c.Choose(question, []Place{{End: len(text)}}, []int{0})
		if choice.Chance < 0 || choice.Chance > 1 || math.IsNaN(choice.Chance) {
			t.Errorf("got a chance of %v", choice.Chance)
		}
		for i := range choice.Candidates {
			start, end := choice.Candidates[i].Span()
			if start < 0 || end > len(text) || start > end {
				t.Errorf("candidate %d lies outside its section: %d to %d of %d", i, start, end, len(text))
			}
		}
	})
}
