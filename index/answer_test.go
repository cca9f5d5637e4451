package index_test

import (
	"context"
	"strings"
	"testing"

	"policybot/index"
	"policybot/knowledge/ingest"
	"policybot/knowledge/jiangsu"
)

func openBuiltIn(tb testing.TB) *index.Index {
	tb.Helper()
	base, err := ingest.Read(context.Background(), jiangsu.Files(), ingest.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	x, err := index.Open(context.Background(), "", base)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := x.Close(); err != nil {
			tb.Error(err)
		}
	})
	return x
}

func ask(tb testing.TB, x *index.Index, question string) *index.Answer {
	tb.Helper()
	a, err := x.Answer(context.Background(), index.ParseQuery(question))
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

// A question that nothing can answer must not be answered by what is nearest,
// whatever is thrown at it.
func TestAnswerSurvivesAnyText(t *testing.T) {
	x := openBuiltIn(t)
	for _, question := range []string{
		"", " ", "?", "？？？", "\x00\xff", strings.Repeat("多少", 4000), strings.Repeat("a", 10000), "*", "+title:foo -bar", "/.*/",
		"@everyone", "多少多少多少", "0", "%", "2020", "🙂", "\u202e多少钱",
	} {
		if a := ask(t, x, question); a.Status == index.Answered && len(a.Figures) > 0 && strings.Trim(question, "多少a") == "" {
			t.Errorf("%.20q is answered: %s", question, a.Text)
		}
	}
}

func TestAnswersCiteWhatTheySay(t *testing.T) {
	x := openBuiltIn(t)
	a := ask(t, x, "江苏延期偿还的贷款本金一共多少?")
	if a.Status != index.Answered || len(a.Figures) == 0 || a.Figures[0].Figure.ValueString() != "68091000000" {
		t.Fatalf("got %s %+v", a.Status, a.Figures)
	}
	if got := a.Figures[0].AsOf.String(); got != "2020-03-31" {
		t.Errorf("as of %s", got)
	}
	cited := a.Citations[a.Figures[0].Citation]
	if !strings.Contains(cited.Text, "680.91亿元") || cited.Speaker == "" || cited.Date.String() != "2020-04-15" {
		t.Errorf("cited %+v", cited)
	}
	neighbour := false
	for _, f := range append(a.Figures[1:], a.Neighbours...) {
		neighbour = neighbour || f.Figure.ValueString() == "21700"
	}
	if !neighbour {
		t.Errorf("the firms are not mentioned: %+v", a.Neighbours)
	}
}

func BenchmarkAnswer(b *testing.B) {
	x := openBuiltIn(b)
	for name, question := range map[string]string{
		"figure": "江苏延期偿还的贷款本金一共多少?", "english": "how many firms had their principal repayment postponed",
		"total": "延期还本付息总额一共多少", "refused": "浙江新建多少5G基站",
	} {
		b.Run(name, func(b *testing.B) {
			ask(b, x, question)
			for b.Loop() {
				ask(b, x, question)
			}
		})
	}
}
