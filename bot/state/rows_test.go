package state

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"znkr.io/diff/textdiff"

	"policybot/index"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden holds a text to a golden file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs: - want, + got\n%s\nIf rows written before are still read: go test ./bot/state -run %s -update",
			path, textdiff.Unified(string(want), got), t.Name())
	}
}

// TestStoredForms holds every stored form to a golden file, and to giving back
// what was put in. Rows are read for years: a difference here is a mistake
// unless it adds a field.
func TestStoredForms(t *testing.T) {
	answer := fullAnswer()
	answer.Revision = "" // a column of its own
	answer.Unsure, answer.TakenAs = true, "那期限呢？"
	change := someChange()
	change.Seq, change.At = 7, time.UnixMilli(1_600_000_000_000)
	message := Message{Language: knowledge.Chinese, Roles: []string{"5"}, Acknowledge: true, Changes: []int64{7, 8},
		Closed:     &Closed{Channel: "9", Reason: "unknown channel"},
		Correction: &Correction{Question: "额度多少?", Told: "不超过500万元", ToldAt: time.UnixMilli(1_600_000_000_000), Message: "10", Change: 7},
		Corrections: []Correction{{Question: "额度多少?", Told: "不超过500万元", ToldAt: time.UnixMilli(1_600_000_000_000), Message: "10", Change: 7,
			Label: "贷款额度", Now: "不超过250万元", Says: "额度不超过250万元。", IsText: true}}}
	for _, test := range []struct {
		file string
		row  any
		read func(data []byte) (any, error)
		want any
	}{
		{"answer.json", newAnswerRow(answer), func(data []byte) (any, error) {
			var row answerRow
			err := json.Unmarshal(data, &row)
			return row.answer(), err
		}, answer},
		{"change.json", newChangeRow(&change), func(data []byte) (any, error) {
			var row changeRow
			err := json.Unmarshal(data, &row)
			return row.logged(7, change.At), err
		}, change},
		{"message.json", newMessageRow(message), func(data []byte) (any, error) { return readMessage("m", string(data)) }, message},
	} {
		text, err := json.MarshalIndent(test.row, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		golden(t, test.file, string(text)+"\n")
		stored, err := os.ReadFile(filepath.Join("testdata", test.file))
		if err != nil {
			t.Fatal(err)
		}
		got, err := test.read(stored)
		if err != nil || encode(got) != encode(test.want) {
			t.Errorf("%s: got %s, %v; want %s", test.file, encode(got), err, encode(test.want))
		}
	}
}

// fullAnswer has something in every field that is kept.
func fullAnswer() *index.Answer {
	a := someAnswer()
	a.Query.Asked, a.Query.Reply = "延期本金是多少", knowledge.English
	a.Working, a.Missing = "680.91亿元 + 9.92亿元 = 690.83亿元", "利息"
	a.Figures[0].Label, a.Figures[0].Words = "延期偿还贷款本金", "680.91亿元"
	a.Figures = append(a.Figures, index.AnsweredFigure{Label: "合计", Words: "690.83亿元", Computed: true, Citation: -1,
		Figure: figure.Figure{Text: "690.83亿元", Unit: "CNY", Dimension: figure.Money, Bound: figure.Equal}})
	a.Neighbours = []index.AnsweredFigure{a.Figures[0]}
	cite := &a.Citations[0]
	cite.Title, cite.Publisher, cite.Speaker, cite.URL = "新闻发布会", "青石市人民政府", "王局长", "https://qingshi.example/1"
	cite.Date, cite.Heading, cite.Page, cite.Statement = figure.Date{Year: 2021, Month: 3, Day: 1}, []string{"一、融资支持"}, 2, "CNY 68.091 billion deferred"
	a.Near = []index.Hit{{Kind: index.FactHit, Citation: cite.Citation, Document: "press.md", Title: "新闻发布会", Heading: []string{"二"}, Page: 3,
		Text: "展期利息9.92亿元", Matches: []knowledge.Span{{Start: 0, End: 6}}, Fact: "interest", Measure: "deferral", Topic: "finance", Agency: "财政局"}}
	return a
}

// TestAnswerRowKeepsEveryField fails when an answer gets a field that its row
// does not keep, so that nobody forgets to decide.
func TestAnswerRowKeepsEveryField(t *testing.T) {
	dropped := map[string]bool{ // of no use once the answer is given
		"Answer.Considered": true, "Answer.Revision": true, // a column of its own
		"Hit.Score": true, "Hit.Parts": true,
	}
	given := fullAnswer()
	given.Courtesy, given.TakenAs, given.Parts = "greeting", "利息呢？", []*index.Answer{fullAnswer()}
	back := newAnswerRow(given).answer()
	if got, want := back.Parts[0].Text, given.Parts[0].Text; got != want {
		t.Errorf("the answer to one of several questions comes back as %q, want %q", got, want)
	}
	for _, v := range []any{*back, back.Figures[0], back.Citations[0], back.Near[0]} {
		value := reflect.ValueOf(v)
		for i := range value.NumField() {
			field := value.Type().Field(i)
			name := value.Type().Name() + "." + field.Name
			switch {
			case !field.IsExported() || dropped[name] || field.Type.Kind() == reflect.Bool:
			case value.Field(i).IsZero() && field.Type.Kind() != reflect.Int:
				t.Errorf("%s is not kept with an answer: add it to answerRow, or here to what is dropped", name)
			}
		}
	}
}
