package bot

import (
	"encoding/json"
	"testing"

	"policybot/index"
)

// TestSameAnswerEverywhere opens the built-in base several times and asks the
// same: every answer and every search is the same, to the last byte.
func TestSameAnswerEverywhere(t *testing.T) {
	questions := []string{"江苏新建多少5G基站？", "How many firms had loan principal deferred?", "延期还本付息的企业有多少户", "贷款本金和利息一共延期多少", "What is the deadline?",
		"浙江的5G基站有多少?", "口罩", "外贸企业有什么支持", "Which measures help with hiring?", "复工率是多少"}
	var first []string
	for round := range 4 {
		b, err := Open(t.Context(), Config{})
		if err != nil {
			t.Fatal(err)
		}
		for i, question := range questions {
			answer, err := b.Ask(t.Context(), Asker{}, question)
			if err != nil {
				t.Fatal(err)
			}
			found, err := b.Search(t.Context(), Asker{}, question, index.Page{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal([]any{answer.Text, answer.Status, answer.Confidence, answer.Citations, answer.Figures, answer.Near, answer.Considered, found})
			if err != nil {
				t.Fatal(err)
			}
			if round == 0 {
				first = append(first, string(text))
			} else if string(text) != first[i] {
				at := 0
				for at < min(len(text), len(first[i])) && text[at] == first[i][at] {
					at++
				}
				from := max(0, at-120)
				t.Errorf("%s: opened again, got … %s\nwant … %s", question, text[from:min(len(text), at+60)], first[i][from:min(len(first[i]), at+60)])
			}
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
