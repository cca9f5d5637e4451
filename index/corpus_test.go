package index_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"policybot/index"
	"policybot/index/eval"
	"policybot/knowledge"
	"policybot/knowledge/ingest"
)

// policyqa reads the policy questions that POLICYBOT_POLICYQA names, and the
// documents they are about.
func policyqa(t testing.TB) (*knowledge.Base, []eval.Case) {
	t.Helper()
	dir := os.Getenv("POLICYBOT_POLICYQA")
	if dir == "" {
		t.Skip("POLICYBOT_POLICYQA does not name the policy questions")
	}
	base, err := ingest.Read(t.Context(), os.DirFS(dir+"/documents"), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(dir + "/questions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	cases, err := eval.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return base, cases
}

// synthetic makes a base of about the given number of passages, ten a
// document, and questions about it. Words are drawn by Zipf's law from a made-up
// vocabulary of one to four characters, so that pairs of characters are as
// unevenly spread as in running text; a figure stands in every third sentence.
func synthetic(passages int) (*knowledge.Base, []index.Query) {
	random := rand.New(rand.NewPCG(uint64(passages), 7))
	characters := zipf(random, 3000)
	vocabulary := make([]string, 60_000)
	for i := range vocabulary {
		var word strings.Builder
		for range 1 + random.IntN(4) {
			word.WriteRune('一' + rune(characters()*6))
		}
		vocabulary[i] = word.String()
	}
	words := zipf(random, len(vocabulary))
	base := &knowledge.Base{Revision: fmt.Sprint("synthetic", passages)}
	var questions []index.Query
	for d := range (passages + 9) / 10 {
		var text strings.Builder
		var asked []string
		for sentence := range 50 {
			for range 14 {
				word := vocabulary[words()]
				if sentence == 20 && len(asked) < 8 {
					asked = append(asked, word)
				}
				text.WriteString(word)
			}
			if sentence%3 == 0 {
				fmt.Fprintf(&text, "%d万元", random.IntN(9000))
			}
			text.WriteString("。")
		}
		base.Documents = append(base.Documents, knowledge.Document{
			ID: knowledge.DocumentID(fmt.Sprintf("%05d.txt", d)), Title: vocabulary[words()] + vocabulary[words()],
			Language: knowledge.Chinese, Sections: []knowledge.Section{{ID: "1", Text: text.String()}},
		})
		if d%max(1, passages/10/300) == 0 {
			questions = append(questions, index.ParseQuery(strings.Join(asked, "")+"多少万元?"))
		}
	}
	return base, questions
}

// zipf draws numbers below n, k with a chance proportional to 1/(k+3).
func zipf(random *rand.Rand, n int) func() int {
	top := math.Log(float64(n+3) / 3)
	return func() int { return min(n-1, int(3*math.Exp(random.Float64()*top))-3) }
}
