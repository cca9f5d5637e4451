package index

import (
	"strings"
	"testing"

	"policybot/knowledge"
)

// yard is a small base of rules for a yard.
func yard(t *testing.T) *Index {
	t.Helper()
	base := &knowledge.Base{Documents: []knowledge.Document{
		{ID: "yard.md", Path: "yard.md", Title: "Yard rules", Language: knowledge.English, Sections: []knowledge.Section{
			{ID: "1", Text: "Trailers must not be left in the yard overnight."},
			{ID: "2", Text: "Keys of the yard must be returned to the porter."},
		}},
		{ID: "kitchen.md", Path: "kitchen.md", Title: "Kitchen rules", Language: knowledge.English, Sections: []knowledge.Section{
			{ID: "1", Text: "Knives must not be taken out of the kitchen."},
		}},
	}}
	x, err := Open(t.Context(), "", base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

func TestSeveralQuestionsAreAnsweredOneByOne(t *testing.T) {
	x := yard(t)
	a, err := x.Answer(t.Context(), ParseQuery("Can trailers be left in the yard overnight? Can knives be taken out of the kitchen?"))
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Parts) != 2 || a.Status != Answered {
		t.Fatalf("got %s with %d parts, want one for each question", a.Status, len(a.Parts))
	}
	for i, want := range []string{"Trailers must not be left", "Knives must not be taken"} {
		if p := a.Parts[i]; !strings.HasPrefix(p.Text, "No. ") || !strings.Contains(p.Text, want) || len(p.Citations) == 0 || !strings.Contains(a.Text, p.Text) {
			t.Errorf("part %d: got %q, want no with the rule %q, told in the whole too", i, p.Text, want)
		}
	}
	if len(a.Citations) != len(a.Parts[0].Citations)+len(a.Parts[1].Citations) || a.Confidence > a.Parts[0].Confidence || a.Confidence > a.Parts[1].Confidence {
		t.Errorf("got %d citations and confidence %.2f, want those of both and the lesser", len(a.Citations), a.Confidence)
	}
	a, err = x.Answer(t.Context(), ParseQuery("Can trailers be left in the yard overnight? How much does a licence for fireworks cost?"))
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Parts) > 0 || a.Status == Answered && strings.Contains(a.Text, "fireworks") {
		t.Errorf("got %s %q, want no answer for both where one is not in the documents", a.Status, a.Text)
	}
}

func TestCourtesiesAreAnsweredAsSuch(t *testing.T) {
	x := yard(t)
	for message, want := range map[string]string{
		"Hello!":           "Hello!",
		"Thank you":        "welcome",
		"What can you do?": "exact figure",
		"你好":               "您好",
		"谢谢":               "不客气",
		"謝謝":               "不客气",
		"你會做什麼？":           "准确的数字",
		"你能做什么？":           "准确的数字",
		"再见":               "再见",
	} {
		a, err := x.Answer(t.Context(), ParseQuery(message))
		if err != nil {
			t.Fatal(err)
		}
		if a.Courtesy == "" || a.Status != NotFound || !strings.Contains(a.Text, want) || len(a.Near) > 0 {
			t.Errorf("%s: got %s %q, want %q and nothing looked up", message, a.Status, a.Text, want)
		}
	}
}
