package index

import (
	"context"
	"testing"

	"policybot/index/query"
	"policybot/knowledge"
)

// sampleBase is a small base about two provinces.
func sampleBase() *knowledge.Base {
	loans := knowledge.Measure{
		ID: "loans", Title: knowledge.Text{knowledge.Chinese: "贷款延期还本付息", knowledge.English: "Loan deferral"},
		Facts: []knowledge.Fact{{
			ID: "loans/principal", Measure: "loans",
			Label:     knowledge.Text{knowledge.Chinese: "延期偿还的贷款本金", knowledge.English: "principal deferred"},
			Statement: knowledge.Text{knowledge.Chinese: "延期偿还贷款本金680.91亿元。", knowledge.English: "Principal of CNY 68.091 billion was deferred."},
		}},
		Cite: knowledge.Citation{Document: "a.txt", Section: "1"},
	}
	return &knowledge.Base{
		Documents: []knowledge.Document{
			{ID: "a.txt", Title: "湘潭市支持企业的措施", Language: knowledge.Chinese, Sections: []knowledge.Section{
				{ID: "1", Heading: []string{"金融支持"}, Text: "湘潭市对困难企业的贷款延期还本付息。对小微企业减免三个月房租。"},
			}},
			{ID: "b.txt", Title: "湘西州支持企业的措施", Language: knowledge.Chinese, Sections: []knowledge.Section{
				{ID: "1", Text: "湘西州对困难企业的贷款给予贴息。对小微企业减免一个月房租。"},
			}},
			{ID: "c.txt", Title: "Rent relief", Language: knowledge.English, Sections: []knowledge.Section{
				{ID: "1", Text: "Small firms renting state-owned premises pay no rent for three months."},
			}},
		},
		Measures: []knowledge.Measure{loans},
	}
}

func openSample(t *testing.T) *Index {
	t.Helper()
	x, err := Open(t.Context(), "", sampleBase())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

func TestRetrieve(t *testing.T) {
	x := openSample(t)
	for _, c := range []struct{ question, document string }{
		{"湘潭的小微企业房租减免几个月?", "a.txt"},
		{"湘西的小微企業房租減免幾個月?", "b.txt"},
		{"how long do small firms pay no rents", "c.txt"},
	} {
		found, err := x.retrieve(context.Background(), &query.Query{Text: c.question}, limits{passages: 5})
		if err != nil {
			t.Fatal(err)
		}
		if len(found.passages) == 0 {
			t.Errorf("%s: nothing found", c.question)
			continue
		}
		first := found.passages[0]
		if got := x.base.Documents[x.passages[first.ordinal].document].ID; got != knowledge.DocumentID(c.document) {
			t.Errorf("%s: found in %s, want %s", c.question, got, c.document)
		}
		if first.share <= 0 || first.share > 1.000001 {
			t.Errorf("%s: share of the question %v is not between 0 and 1", c.question, first.share)
		}
	}
}

func TestRetrieveKinds(t *testing.T) {
	x := openSample(t)
	for _, question := range []string{"延期偿还的贷款本金", "how much loan principal was deferred"} {
		found, err := x.retrieve(context.Background(), &query.Query{Text: question}, limits{measures: 3, facts: 3, passages: 3})
		if err != nil {
			t.Fatal(err)
		}
		if len(found.facts) != 1 || x.facts[found.facts[0].ordinal].fact.ID != "loans/principal" {
			t.Errorf("%s: facts %v", question, found.facts)
		}
		if len(found.measures) != 1 || x.measures[found.measures[0].ordinal].measure.ID != "loans" {
			t.Errorf("%s: measures %v", question, found.measures)
		}
	}
}

func TestViews(t *testing.T) {
	x := openSample(t)
	q := &query.Query{Text: "小微企业减免房租"}
	for name, c := range map[string]struct {
		view *Index
		a, b bool // which documents' passages are found
	}{"all": {x, true, true}, "without": {x.Without("a.txt"), false, true}, "only": {x.Only("b.txt"), false, true}} {
		found, err := c.view.retrieve(context.Background(), q, limits{passages: 10})
		if err != nil {
			t.Fatal(err)
		}
		seen := make(map[knowledge.DocumentID]bool)
		for _, p := range found.passages {
			seen[x.base.Documents[x.passages[p.ordinal].document].ID] = true
		}
		if seen["a.txt"] != c.a || seen["b.txt"] != c.b {
			t.Errorf("%s: passages of %v, want a.txt %v, b.txt %v", name, seen, c.a, c.b)
		}
	}
}
