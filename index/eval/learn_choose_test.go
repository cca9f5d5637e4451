package eval

import (
	"fmt"
	"math"
	"testing"

	"policybot/index"
	"policybot/index/choose"
	"policybot/knowledge"
)

// quays is a base of fees that differ by the quay.
func quays(t *testing.T, fees map[string]int) *index.Index {
	t.Helper()
	base := &knowledge.Base{}
	for _, quay := range []string{"North", "South", "East", "West"} {
		text := fmt.Sprintf("The %s quay was built by the town.\nA berth at the %s quay costs %d dollars a night.\nMusic is not allowed at the %s quay.", quay, quay, fees[quay], quay)
		base.Documents = append(base.Documents, knowledge.Document{
			ID: knowledge.DocumentID(quay + ".txt"), Path: quay + ".txt", Title: quay + " quay", Language: knowledge.English,
			Sections: []knowledge.Section{{ID: "1", Text: text}},
		})
	}
	x, err := index.Open(t.Context(), "", base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

func TestLearnChoosing(t *testing.T) {
	var sets []Set
	for n, fees := range []map[string]int{{"North": 11, "South": 12, "East": 13, "West": 14}, {"North": 21, "South": 22, "East": 23, "West": 24}} {
		var cases []Case
		for quay, fee := range fees {
			cases = append(cases,
				Case{ID: fmt.Sprint(n, quay), Question: "How many dollars is a berth at the " + quay + " quay a night?", Kind: "figure", Document: quay + ".txt", Accept: [][]string{{fmt.Sprint(fee)}}},
				Case{ID: fmt.Sprint(n, quay, "m"), Question: "Is music allowed at the " + quay + " quay?", Kind: "yesno", Document: quay + ".txt", Accept: [][]string{{"no", "not"}, {"music"}}},
				Case{ID: fmt.Sprint(n, quay, "n"), Question: "How many cranes has the " + quay + " quay?", Kind: "figure", Status: index.NotFound})
		}
		sets = append(sets, Set{Index: quays(t, fees), Cases: cases})
	}
	learned, err := LearnChoosing(t.Context(), sets, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range learned.Sets {
		if s.Questions != 8 || s.First < 7 || s.Figures != 4 || s.Figure != 4 || s.Verdicts != 4 || s.Verdict != 4 {
			t.Errorf("set %d, learned from the other: got %+v, want 8 questions with their statement first, all figures and verdicts", i, s)
		}
		if len(s.Replies) != 12 {
			t.Errorf("set %d: got %d replies, want 12", i, len(s.Replies))
		}
	}
	if len(learned.Statement) == 0 || len(learned.Chance) == 0 {
		t.Errorf("got %d weights of statements and %d of chance, want some", len(learned.Statement), len(learned.Chance))
	}
}

func TestListwise(t *testing.T) {
	names := newFeatureNames()
	var lists []choiceList
	for i := range 20 {
		good := names.vector(choose.Features{"says it": 1, "length": float64(i % 3)})
		bad := names.vector(choose.Features{"length": float64((i + 1) % 3)})
		lists = append(lists, choiceList{[]vector{bad, good}, []bool{false, true}})
	}
	w := names.weights(statementFit.listwise(len(names.names), lists))
	if w["says it"] < 1 || math.Abs(w["length"]) > w["says it"] {
		t.Errorf("got %v, want what says it to weigh most", w)
	}
}

func TestLogistic(t *testing.T) {
	names := newFeatureNames()
	bias := names.id("bias")
	var examples []example
	for i := range 100 {
		sure := float64(i % 2)
		examples = append(examples, example{names.vector(choose.Features{"bias": 1, "sure": sure}), sure == 1 && i%10 != 1})
	}
	w := chanceFit.logistic(len(names.names), bias, examples)
	chance := func(sure float64) float64 {
		return 1 / (1 + math.Exp(-names.vector(choose.Features{"bias": 1, "sure": sure}).score(w)))
	}
	if got := chance(1); math.Abs(got-.8) > .05 {
		t.Errorf("of the sure four in five are right: got a chance of %.2f", got)
	}
	if got := chance(0); got > .05 {
		t.Errorf("none of the others is right: got a chance of %.2f", got)
	}
}
