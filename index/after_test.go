package index

import (
	"strings"
	"testing"

	"policybot/knowledge"
	"policybot/knowledge/ingest"
	"policybot/knowledge/jiangsu"
)

// quay is a small base about what berths cost.
func quay(t *testing.T) *Index {
	t.Helper()
	base := &knowledge.Base{Documents: []knowledge.Document{
		{ID: "barges.md", Path: "barges.md", Title: "Fees of the quay", Language: knowledge.English, Sections: []knowledge.Section{
			{ID: "1", Text: "The berth fee for barges is 40 euros per night. The berth fee for dinghies is 15 euros per night."},
			{ID: "2", Text: "The permit for the crane is valid for 30 days."},
		}},
		{ID: "leave.md", Path: "leave.md", Title: "休假办法", Language: knowledge.Chinese, Sections: []knowledge.Section{
			{ID: "1", Text: "全职员工的年假为15天。"},
			{ID: "2", Text: "兼职员工的年假为7天。"},
		}},
	}}
	x, err := Open(t.Context(), "", base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// TestConversation asks one thing after the other: what goes on is answered and
// says what it was taken as; thanks and what stands by itself change nothing.
func TestConversation(t *testing.T) {
	x := quay(t)
	before := Turn{}
	for _, step := range []struct{ said, takenAs, answer string }{
		{"How much is the berth fee for barges?", "", "40"},
		{"and for dinghies?", "How much is the berth fee for dinghies?", "15"},
		{"thanks!", "", "welcome"},
		{"And for barges?", "How much is the berth fee for barges?", "40"},
		{"How many days is the permit for the crane valid?", "", "30"},
		{"全职员工的年假有几天？", "", "15"},
		{"兼职的呢？", "兼职员工的年假有几天？", "7"},
	} {
		a, err := x.AnswerAfter(t.Context(), before, ParseQuery(step.said))
		if err != nil {
			t.Fatal(err)
		}
		if a.TakenAs != step.takenAs || !strings.Contains(a.Text, step.answer) {
			t.Errorf("%s: taken as %q, answered %q; want %q and %q", step.said, a.TakenAs, a.Text, step.takenAs, step.answer)
		}
		if a.TakenAs != "" && a.Query.Asked != step.said {
			t.Errorf("%s is shown as asked: %q", step.said, a.Query.Asked)
		}
		before = Next(before, a)
	}
}

// TestMessagesAsPeopleWriteThem answers the question in a message, and shows it as
// it was asked.
func TestMessagesAsPeopleWriteThem(t *testing.T) {
	x := quay(t)
	for message, want := range map[string]string{
		"hi all, quick one. does anyone know how much the berth fee for barges is? my boss keeps asking": "40",
		"老板让我查一下，兼职员工的年假有几天啊，急用":                                                                         "7",
	} {
		a, err := x.Answer(t.Context(), ParseQuery(message))
		if err != nil {
			t.Fatal(err)
		}
		asked := a.Query.Asked
		if asked == "" {
			asked = a.Query.Text
		}
		if a.Status == Answered && !strings.Contains(a.Text, want) || a.Status != Answered && len(a.Near) == 0 || asked != message {
			t.Errorf("%s: got %s %q, shown as %q; want %q", message, a.Status, a.Text, asked, want)
		}
	}
}

// TestConversationAboutNothingKnown gives no answer about dinghies to a question
// about canoes.
func TestConversationAboutNothingKnown(t *testing.T) {
	x := quay(t)
	a, err := x.AnswerAfter(t.Context(), Turn{Question: "How much is the berth fee for dinghies?"}, ParseQuery("what about lorries?"))
	if err != nil {
		t.Fatal(err)
	}
	if a.Status == Answered || !strings.Contains(a.TakenAs, "lorries") {
		t.Errorf("got %s %q, taken as %q; want no answer", a.Status, a.Text, a.TakenAs)
	}
}

// TestConversationOverMeasures goes on to what stands beside the figure before,
// though the words that went with that do not go with it.
func TestConversationOverMeasures(t *testing.T) {
	base, err := ingest.Read(t.Context(), jiangsu.Files(), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	x, err := Open(t.Context(), "", base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	before := Turn{}
	for _, step := range []struct{ said, answer string }{
		{"江苏延期偿还的贷款本金一共多少?", "680.91亿元"},
		{"那利息呢?", "9.92亿元"},
		{"涉及多少户企业？", "4660户"},
		{"How many 5G base stations will be built in 2020?", "52,000"},
		{"and the investment?", "12.7 billion"},
	} {
		a, err := x.AnswerAfter(t.Context(), before, ParseQuery(step.said))
		if err != nil {
			t.Fatal(err)
		}
		if a.Status != Answered || len(a.Figures) == 0 || !strings.Contains(a.Figures[0].Words, step.answer) {
			t.Errorf("%s: taken as %q, answered %q; want %q first", step.said, a.TakenAs, a.Text, step.answer)
		}
		before = Next(before, a)
	}
}
