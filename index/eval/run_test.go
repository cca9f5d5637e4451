package eval

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"policybot/index"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

func evaluate(t *testing.T, questions string, options Options) *Report {
	t.Helper()
	base := &knowledge.Base{Documents: []knowledge.Document{
		{ID: "rent/relief.md", Title: "Rent relief", Path: "rent/relief.md", Language: knowledge.English, Sections: []knowledge.Section{
			{ID: "1", Text: "Small firms in state-owned premises pay no rent for three months."},
		}},
		{ID: "loans.txt", Title: "Loans", Path: "loans.txt", Language: knowledge.English, Sections: []knowledge.Section{
			{ID: "1", Text: "Banks defer loan principal until the end of June."},
		}},
	}}
	x, err := index.Open(t.Context(), "", base)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	cases, err := Read(strings.NewReader(questions))
	if err != nil {
		t.Fatal(err)
	}
	report, err := Run(t.Context(), x, cases, options)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

const someQuestions = `{"id":"rent","question":"How long do small firms pay no rent?","answer":"three months","document":"relief"}
{"id":"loans","question":"Until when is loan principal deferred?","answer":"until the end of June","document":"loans.txt"}
{"id":"mars","question":"Who lives on Mars?","status":"not_found"}
`

func TestRun(t *testing.T) {
	report := evaluate(t, someQuestions, Options{LeaveOut: true})
	if report.Documents == nil || report.Documents.Recall["1"].Value != 1 || report.Documents.Recall["1"].Of != 2 {
		t.Errorf("documents %+v, want both found first", report.Documents)
	}
	if report.Passages == nil || report.Passages.MRR.Value != 1 {
		t.Errorf("passages %+v, want both found first", report.Passages)
	}
	if report.Refusal == nil || report.Refusal.Refused.Of != 3 || report.Refusal.Answered.Of != 2 {
		t.Errorf("refusal %+v, want three unanswerable and two answerable questions", report.Refusal)
	}
	text, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	var named struct {
		Questions int
		Documents struct {
			Recall map[string]float64
			MRR    float64
		}
		Passages struct {
			Recall map[string]float64
		}
		RougeL    map[string]float64 `json:"rouge_l"`
		Refusal   map[string]float64
		Latency   map[string]float64 `json:"latency_ms"`
		Intervals map[string][2]float64
	}
	if err := json.Unmarshal(text, &named); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if named.Questions != 3 || named.Documents.Recall["10"] != 1 || named.Passages.Recall["5"] != 1 || named.Documents.MRR != 1 {
		t.Errorf("JSON %s", text)
	}
	for _, key := range []string{"auroc", "refused", "answered"} {
		if _, ok := named.Refusal[key]; !ok {
			t.Errorf("no refusal.%s in %s", key, text)
		}
	}
	if _, ok := named.RougeL["gold_document"]; !ok || len(named.Intervals) == 0 || len(named.Latency) != 2 {
		t.Errorf("JSON %s", text)
	}
	for _, language := range []knowledge.Language{knowledge.Chinese, knowledge.English} {
		var table strings.Builder
		if err := report.WriteTable(&table, language); err != nil {
			t.Fatal(err)
		}
		if lines := strings.Count(table.String(), "\n"); lines < 15 {
			t.Errorf("%s: a table of %d lines:\n%s", language, lines, table.String())
		}
	}
}

func TestRunUnknownDocument(t *testing.T) {
	x, err := index.Open(t.Context(), "", &knowledge.Base{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	_, err = Run(t.Context(), x, []Case{{ID: "7", Question: "?", Document: "nowhere.txt"}}, Options{})
	if err == nil || !strings.Contains(err.Error(), "nowhere.txt") || !strings.Contains(err.Error(), "question 7") {
		t.Errorf("error %v, want one that names the question and the document", err)
	}
}

func TestRight(t *testing.T) {
	figures := func(text string) []index.AnsweredFigure {
		var list []index.AnsweredFigure
		for _, f := range figure.Find(text, figure.Date{}) {
			list = append(list, index.AnsweredFigure{Figure: f})
		}
		return list
	}
	answered := &index.Answer{Status: index.Answered, Text: "680.91亿元，2.17万户", Figures: figures("680.91亿元，2.17万户")}
	notFound := &index.Answer{Status: index.NotFound}
	for name, c := range map[string]struct {
		Case
		answer *index.Answer
		want   bool
	}{
		"figure first":     {Case{Figures: []Figure{{"68091000000", "CNY"}}}, answered, true},
		"figure not first": {Case{Figures: []Figure{{"21700", "户"}}}, answered, false},
		"another unit":     {Case{Figures: []Figure{{"68091000000", "户"}}}, answered, false},
		"words":            {Case{Answer: "680.91亿元"}, answered, true},
		"other words":      {Case{Answer: "由市工信局推荐名单"}, answered, false},
		"refused wrongly":  {Case{Answer: "680.91亿元"}, notFound, false},
		"refused rightly":  {Case{Status: index.NotFound}, notFound, true},
		"answered wrongly": {Case{Status: index.NotFound}, answered, false},
	} {
		if got := Right(c.Case, c.answer); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestDigitStrings(t *testing.T) {
	got := digitStrings("共１,２００.5万元, 3.在5G，94%")
	if want := []string{"1200.5", "3", "5", "94"}; !slices.Equal(got, want) {
		t.Errorf("digits %q, want %q", got, want)
	}
}

func TestAUROC(t *testing.T) {
	list := func(values ...float64) (out []asked) {
		for _, v := range values {
			out = append(out, asked{confidence: v})
		}
		return out
	}
	for _, c := range []struct {
		high, low []asked
		want      float64
	}{
		{list(.9, .8), list(.1, .2), 1},
		{list(.1), list(.9), 0},
		{list(.5, .5), list(.5), .5},
		{list(.9, .3), list(.5, .5), .5},
		{list(.9, .5), list(.5, .1), .875},
	} {
		if got := auroc(c.high, c.low); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("auroc(%v, %v) = %v, want %v", c.high, c.low, got, c.want)
		}
	}
}
