package index_test

import (
	"strings"
	"testing"

	"policybot/index"
	"policybot/knowledge"
)

// Places set side by side are asked for one by one.
func TestAnswerEachPlace(t *testing.T) {
	base := &knowledge.Base{}
	for id, text := range map[string]string{
		"上海.txt": "上海市内河航道条例\n第十条 在航道内违章捕捞的，处五千元罚款。",
		"广东.txt": "广东省内河航道条例\n第十二条 在航道内违章捕捞的，处二万元罚款。",
		"江苏.txt": "江苏省内河航道条例\n第三条 航道由交通运输主管部门管理。",
	} {
		title, rest, _ := strings.Cut(text, "\n")
		base.Documents = append(base.Documents, knowledge.Document{
			ID: knowledge.DocumentID(id), Path: id, Title: title, Language: knowledge.Chinese,
			Sections: []knowledge.Section{{ID: "1", Text: rest}},
		})
	}
	x, err := index.Open(t.Context(), "", base)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	a := ask(t, x, "在航道内违章捕捞，上海和广东各罚多少元？")
	if a.Status != index.Answered || len(a.Figures) != 2 || len(a.Citations) != 2 {
		t.Fatalf("got %s %q with %d figures, want both answered", a.Status, a.Text, len(a.Figures))
	}
	for i, want := range []string{"5000", "20000"} {
		if got := a.Figures[i].Figure.ValueString(); got != want || a.Citations[a.Figures[i].Citation].Document != []knowledge.DocumentID{"上海.txt", "广东.txt"}[i] {
			t.Errorf("figure %d: got %s of %s, want %s", i, got, a.Citations[a.Figures[i].Citation].Document, want)
		}
	}
	if !strings.HasPrefix(a.Text, "广东的数字最大。") {
		t.Errorf("got %q, want it to begin with which is greater", a.Text)
	}
	if a := ask(t, x, "在航道内违章捕捞，上海和江苏各罚多少元？"); a.Status != index.NotFound || len(a.Near) == 0 {
		t.Errorf("got %s %q, want no answer where one of the two says nothing, but what is nearest", a.Status, a.Text)
	}
	if a := ask(t, x, "在航道内违章捕捞，上海罚多少元？"); a.Status != index.Answered || len(a.Figures) != 1 {
		t.Errorf("got %s %q, want one figure", a.Status, a.Text)
	}
}
