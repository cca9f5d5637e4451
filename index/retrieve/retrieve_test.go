package retrieve

import (
	"context"
	"testing"

	"policybot/index/indextest"
	"policybot/index/query"
	"policybot/knowledge"
)

func TestRetrieve(t *testing.T) {
	x := openIn(t, "", indextest.Sample())
	for _, c := range []struct{ question, document string }{
		{"湘潭的小微企业房租减免几个月?", "a.txt"},
		{"湘西的小微企業房租減免幾個月?", "b.txt"},
		{"how long do small firms pay no rents", "c.txt"},
	} {
		found, err := x.Retrieve(context.Background(), &query.Query{Text: c.question}, Limits{Passages: 5})
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Passages) == 0 {
			t.Errorf("%s: nothing found", c.question)
			continue
		}
		first := found.Passages[0]
		if got := x.store.Base.Documents[x.store.Passages[first.Ordinal].Document].ID; got != knowledge.DocumentID(c.document) {
			t.Errorf("%s: found in %s, want %s", c.question, got, c.document)
		}
		if first.Share <= 0 || first.Share > 1.000001 {
			t.Errorf("%s: share of the question %v is not between 0 and 1", c.question, first.Share)
		}
	}
}

func TestRetrieveKinds(t *testing.T) {
	x := openIn(t, "", indextest.Sample())
	for _, question := range []string{"延期偿还的贷款本金", "how much loan principal was deferred"} {
		found, err := x.Retrieve(context.Background(), &query.Query{Text: question}, Limits{Measures: 3, Facts: 3, Passages: 3})
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Facts) != 1 || x.store.Facts[found.Facts[0].Ordinal].Fact.ID != "loans/principal" {
			t.Errorf("%s: facts %v", question, found.Facts)
		}
		if len(found.Measures) != 1 || x.store.Measures[found.Measures[0].Ordinal].Measure.ID != "loans" {
			t.Errorf("%s: measures %v", question, found.Measures)
		}
	}
}

func TestViews(t *testing.T) {
	x := openIn(t, "", indextest.Sample())
	q := &query.Query{Text: "小微企业减免房租"}
	for name, c := range map[string]struct {
		view *Retriever
		a, b bool // which documents' passages are found
	}{"all": {x, true, true}, "without": {x.Without("a.txt"), false, true}, "only": {x.Only("b.txt"), false, true}} {
		found, err := c.view.Retrieve(context.Background(), q, Limits{Passages: 10})
		if err != nil {
			t.Fatal(err)
		}
		seen := make(map[knowledge.DocumentID]bool)
		for _, p := range found.Passages {
			seen[x.store.Base.Documents[x.store.Passages[p.Ordinal].Document].ID] = true
		}
		if seen["a.txt"] != c.a || seen["b.txt"] != c.b {
			t.Errorf("%s: passages of %v, want a.txt %v, b.txt %v", name, seen, c.a, c.b)
		}
	}
}
