package index

import (
	"strings"
	"testing"

	"policybot/index/query"
	"policybot/knowledge"
)

// noticeBase is a base of two notices, with a list and a heading.
func noticeBase() *knowledge.Base {
	return &knowledge.Base{Documents: []knowledge.Document{
		{ID: "pass.txt", Title: "北京市应急物资运输车辆通行证件办理信息公示", Language: knowledge.Chinese, Sections: []knowledge.Section{
			{ID: "1", Text: "为做好应急物资的运输保障工作，现将通行证件的发放流程及使用要求公示如下。"},
			{ID: "2", Heading: []string{"一、发放流程"}, Number: "一、", Text: "一、发放流程\n承运单位自行下载打印通行证件，并填写有关信息。"},
			{ID: "3", Heading: []string{"二、使用要求"}, Number: "二、", Text: "二、使用要求\n1、承运单位车辆应随车携带通行证件，伪造证件的将依法处罚。\n2、持证车辆不得搭载无关人员。\n3、货物运输车辆不得夹带危险货物。"},
			{ID: "4", Text: "特此公示。\n北京市交通委员会\n2020年2月7日"},
		}},
		{ID: "rent.txt", Title: "苏州市支持中小企业的措施", Language: knowledge.Chinese, Sections: []knowledge.Section{
			{ID: "1", Heading: []string{"一、减免房租"}, Text: "一、减免房租。对承租国有房产的中小企业，免收三个月房租；截至3月末，已为1200户企业减免房租2.4亿元。"},
			{ID: "2", Heading: []string{"二、稳定岗位"}, Text: "二、稳定岗位。对不裁员的企业，返还上年度失业保险费的50%。由市人力资源和社会保障局负责受理。"},
		}},
	}}
}

func openNotices(t testing.TB) *Index {
	t.Helper()
	x, err := Open(t.Context(), "", noticeBase())
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

func extractFrom(t testing.TB, x *Index, question string) *window {
	t.Helper()
	q := query.Parse(question)
	found, err := x.retrieve(t.Context(), &q, limits{passages: candidateLimit})
	if err != nil {
		t.Fatal(err)
	}
	w, err := x.extract(t.Context(), &q, found)
	if err != nil {
		t.Fatal(err)
	}
	if w == nil {
		t.Fatalf("%s: nothing chosen", question)
	}
	return w
}

func TestExtract(t *testing.T) {
	x := openNotices(t)
	for _, c := range []struct{ question, want string }{
		{"北京市通行证件有哪些使用要求？", "夹带危险货物"},
		{"苏州市对不裁员的企业返还多少失业保险费？", "50%"},
		{"截至3月末苏州市已为多少户企业减免房租？", "1200户"},
		{"苏州市对承租国有房产的中小企业有什么政策？", "免收三个月房租"},
	} {
		w := extractFrom(t, x, c.question)
		if !strings.Contains(w.text, c.want) {
			t.Errorf("%s\n got %q\nwant it to hold %q", c.question, w.text, c.want)
		}
		if w.shared <= 0 || w.shared > 1 {
			t.Errorf("%s: expected to share %v of the answer", c.question, w.shared)
		}
	}
}

// Whatever is chosen stands in the document, word by word.
func TestExtractQuotes(t *testing.T) {
	x := openNotices(t)
	for _, question := range []string{"通行证件有哪些使用要求？", "如何办理", "企业", "多少", "2020年2月7日", "何时公示", "谁负责受理", "how many firms", "50%"} {
		q := query.Parse(question)
		windows, err := x.AnswerWindows(t.Context(), q, "rent.txt")
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range windows {
			if w.To <= w.From || strings.TrimSpace(w.Text) == "" {
				t.Fatalf("%s: empty window %+v", question, w.Weighed)
			}
			whole := ""
			for _, s := range x.base.Document(w.Document).Sections {
				whole += s.Text + "\n"
			}
			if !strings.Contains(whole, w.Text) {
				t.Errorf("%s: %q does not stand in %s", question, w.Text, w.Document)
			}
			for i, v := range w.Features {
				if v != v || v > 40 || v < -40 {
					t.Errorf("%s: feature %s is %v", question, FeatureNames()[i], v)
				}
			}
		}
	}
}

func TestMarker(t *testing.T) {
	for text, want := range map[string]marker{
		"一、减免": {1, 1}, "（二）稳岗": {2, 2}, "3.房租": {3, 3}, "12、房租": {3, 12}, "（4）": {4, 4}, "②税": {5, 2}, "三是减免": {6, 3}, "第十二条 企业": {7, 12},
		"2.5亿元": {}, "2020年": {}, "一季度": {}, "三个月": {}, "": {}, "二十一、附则": {1, 21},
	} {
		if got := markerOf(text); got != want {
			t.Errorf("markerOf(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestClauses(t *testing.T) {
	text := "对企业（含个体户，以下同），减免房租1,200元；由市局负责：“好。”"
	var got []string
	for _, c := range cutClauses(text, knowledge.Span{Start: 0, End: len(text)}) {
		got = append(got, text[c.start:c.end])
	}
	want := "对企业（含个体户，以下同），|减免房租1,200元；|由市局负责：|“好。”"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got %s\nwant %s", s, want)
	}
}

func TestChoose(t *testing.T) {
	best, shared := Choose([]Weighed{
		{Document: "a", From: 0, To: 10, Score: 1}, {Document: "a", From: 0, To: 12, Score: 1}, {Document: "a", From: 1, To: 10, Score: 1},
		{Document: "b", From: 0, To: 10, Score: 1.2},
	})
	if best == 3 || shared <= 0 || shared > 1 {
		t.Errorf("chose %d, expected to share %v: three windows that agree outweigh one that scores a little more", best, shared)
	}
}

func TestFeatureNames(t *testing.T) {
	names := FeatureNames()
	if len(names) != featureCount {
		t.Fatalf("%d names for %d features", len(names), featureCount)
	}
	seen := make(map[string]bool)
	for _, name := range names {
		if name == "" || seen[name] {
			t.Errorf("feature name %q is empty or stands twice", name)
		}
		seen[name] = true
	}
	some := 0
	for _, w := range extractionWeights() {
		if w != 0 {
			some++
		}
	}
	if some < 50 {
		t.Errorf("only %d features have a weight", some)
	}
}

func BenchmarkExtract(b *testing.B) {
	x := openNotices(b)
	q := query.Parse("北京市通行证件有哪些使用要求？")
	found, err := x.retrieve(b.Context(), &q, limits{passages: candidateLimit})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := x.extract(b.Context(), &q, found); err != nil {
			b.Fatal(err)
		}
	}
}
