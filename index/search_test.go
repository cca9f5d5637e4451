package index

import (
	"strings"
	"testing"

	"policybot/index/indextest"
	"policybot/index/query"
	"policybot/index/retrieve"
	"policybot/knowledge"
)

func TestSearch(t *testing.T) {
	x := openBase(t, indextest.Sample())
	results, err := x.Search(t.Context(), query.Query{Text: "小微企業房租"}, retrieve.Page{})
	if err != nil {
		t.Fatal(err)
	}
	if results.Total != 2 || len(results.Hits) != 2 {
		t.Fatalf("%d hits of %d, want both passages about rent: %+v", len(results.Hits), results.Total, results.Hits)
	}
	for _, hit := range results.Hits {
		var marked []string
		for _, span := range hit.Matches {
			marked = append(marked, span.Of(hit.Text))
		}
		if got := strings.Join(marked, "|"); got != "小微企业|房租" && got != "企业|小微企业|房租" {
			t.Errorf("%s: marked %q", hit.Document, got)
		}
	}
	second, err := x.Search(t.Context(), query.Query{Text: "小微企業房租"}, retrieve.Page{Offset: 1, Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	if second.Total != 2 || len(second.Hits) != 1 || second.Hits[0].Citation != results.Hits[1].Citation {
		t.Errorf("second page %+v, want the second hit", second.Hits)
	}
	beyond, err := x.Search(t.Context(), query.Query{Text: "小微企業房租"}, retrieve.Page{Offset: 10})
	if err != nil || len(beyond.Hits) != 0 || beyond.Total != 2 {
		t.Errorf("a page beyond the last: %+v, %v", beyond, err)
	}
}

func TestSearchFacets(t *testing.T) {
	base := indextest.Sample()
	base.Topics = []knowledge.Topic{{ID: "finance", Name: knowledge.Text{knowledge.Chinese: "金融", knowledge.English: "Finance"}}}
	base.Measures[0].Topic = "finance"
	base.Measures[0].Agency = knowledge.Text{knowledge.Chinese: "人民银行南京分行", knowledge.English: "PBC Nanjing"}
	x, err := Open(t.Context(), "", base)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for _, page := range []retrieve.Page{{Topic: "finance"}, {Topic: "金融"}, {Topic: "FINANCE"}, {Agency: "人民银行"}, {Agency: "pbc"}} {
		results, err := x.Search(t.Context(), query.Query{Text: "贷款本金延期"}, page)
		if err != nil {
			t.Fatal(err)
		}
		if results.Total != 2 || results.Topics["finance"] != 2 || results.Agencies["人民银行南京分行"] != 2 {
			t.Errorf("%+v: %d hits, topics %v, agencies %v; want the measure and its fact", page, results.Total, results.Topics, results.Agencies)
		}
	}
	all, err := x.Search(t.Context(), query.Query{}, retrieve.Page{Topic: "finance"})
	if err != nil || all.Total != 1 || all.Hits[0].Measure != "loans" {
		t.Errorf("no words: %+v, %v; want the measures of the topic", all, err)
	}
	none, err := x.Search(t.Context(), query.Query{Text: "贷款本金延期"}, retrieve.Page{Topic: "transport"})
	if err != nil || none.Total != 0 || none.Topics["finance"] != 2 {
		t.Errorf("another topic: %+v, %v; want no hits and the other topics' counts", none, err)
	}
}

func TestSearchSyntaxIsText(t *testing.T) {
	x := openBase(t, indextest.Sample())
	for _, text := range []string{`+title:"房租" -(`, "房租*", "/房租/", "房租^9999", "~", `"`, "text:房租 AND", "\x00\xff"} {
		if _, err := x.Search(t.Context(), query.Query{Text: text}, retrieve.Page{}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	plain, err := x.Search(t.Context(), query.Query{Text: "房租"}, retrieve.Page{})
	if err != nil {
		t.Fatal(err)
	}
	marked, err := x.Search(t.Context(), query.Query{Text: "-房租*"}, retrieve.Page{})
	if err != nil || marked.Total != plain.Total {
		t.Errorf("-房租*: %d hits, %v; want %d as for the word", marked.Total, err, plain.Total)
	}
}

func TestSuggest(t *testing.T) {
	x := openBase(t, indextest.Sample())
	for question, want := range map[string]string{
		"rennt for frims":      "rent for firms",
		"Premisses":            "premises",
		"小微企业减勉三个月房租":          "小微企业减免三个月房租",
		"小微企业房租":               "",
		"quite another matter": "",
	} {
		results, err := x.Search(t.Context(), query.Query{Text: question}, retrieve.Page{})
		if err != nil {
			t.Fatal(err)
		}
		if results.Suggestion != want {
			t.Errorf("%q: suggestion %q, want %q", question, results.Suggestion, want)
		}
	}
}
