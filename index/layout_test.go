package index

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"policybot/index/analysis"
	"policybot/index/query"
	"policybot/knowledge"
)

// Bytes stay where they were, and nothing changes for the index.
func TestSimplify(t *testing.T) {
	if got := analysis.Simplify("補貼標準為每人5萬元，詳見“通知”"); got != "补贴标准为每人5万元，详见“通知”" {
		t.Errorf("got %s", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		simple := analysis.Simplify(text)
		if len(simple) != len(text) || analysis.Simplify(simple) != simple {
			t.Fatalf("%q becomes %q", text, simple)
		}
		if strings.ToValidUTF8(text, "") == text && analysis.Fold(simple) != analysis.Fold(text) {
			t.Fatalf("%q folds to %q, simplified to %q", text, analysis.Fold(text), analysis.Fold(simple))
		}
	})
}

// A notice in traditional characters answers as it does in simplified ones,
// in its own characters.
func TestExtractTraditional(t *testing.T) {
	base := &knowledge.Base{Documents: []knowledge.Document{{
		ID: "rent.txt", Title: "高雄市支持中小企業的措施", Language: knowledge.Chinese, Sections: []knowledge.Section{
			{ID: "1", Text: "一、減免房租。對承租國有房產的中小企業，免收三個月房租。\n二、由市人力資源局負責受理，申請截止時間為2020年6月30日。"},
		},
	}}}
	x, err := Open(t.Context(), "", base)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for _, question := range []string{"什麼時候截止申請？", "什么时候截止申请？"} {
		w := extractFrom(t, x, question)
		if !strings.Contains(w.text, "2020年6月30日") {
			t.Errorf("%s: %q, want the day", question, w.text)
		}
	}
	for _, question := range []string{"哪個部門負責受理？", "哪个部门负责受理？"} {
		w := extractFrom(t, x, question)
		if !strings.Contains(w.text, "市人力資源局") {
			t.Errorf("%s: %q, want the bureau in its own characters", question, w.text)
		}
	}
}

// Many at once read the same layouts, and no more are kept than there is room
// for.
func TestLayoutCache(t *testing.T) {
	base := &knowledge.Base{}
	text := strings.Repeat("对承租国有房产的中小企业，免收三个月房租，由市财政局负责。", 400)
	for i := range 200 {
		base.Documents = append(base.Documents, knowledge.Document{
			ID: knowledge.DocumentID(fmt.Sprint(i)), Title: "通知", Language: knowledge.Chinese, Sections: []knowledge.Section{{ID: "1", Text: text}},
		})
	}
	c := newContents(base)
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for i := range base.Documents {
				d := (i*7 + worker) % len(base.Documents)
				if l := c.layout(d); l.document != &base.Documents[d] || len(l.clauses) < 800 {
					t.Errorf("document %d: layout of %s with %d clauses", d, l.document.ID, len(l.clauses))
				}
			}
		})
	}
	group.Wait()
	kept := len(c.layouts.young) + len(c.layouts.old)
	one := c.layout(0)
	if most := 2 * (layoutGeneration/(len(one.clauses)*clauseBytes) + 2); kept > most || kept == 0 {
		t.Errorf("%d layouts of %d bytes are kept, want at most %d", kept, len(text), most)
	}
	if a, b := c.layout(3), c.layout(3); a != b {
		t.Error("a document is laid out again at once")
	}
}

func TestWholeList(t *testing.T) {
	x := openNotices(t)
	q := query.Parse("通行证件有哪些使用要求？")
	found, err := x.retrieve(t.Context(), &q, limits{passages: candidateLimit})
	if err != nil {
		t.Fatal(err)
	}
	g := newGround(asksOf(&q, found.terms), x.layout(0).read(asksOf(&q, found.terms)), 1)
	line := func(text string) *lineUnit {
		for i := range g.lines {
			if strings.HasPrefix(g.texts[g.lines[i].section][g.clauses[g.lines[i].first].start:], text) {
				return &g.lines[i]
			}
		}
		t.Fatalf("no line begins with %s", text)
		return nil
	}
	window := func(from, to *lineUnit) textWindow {
		return textWindow{first: from.first, last: to.last - 1, start: g.clauses[from.first].start, end: g.clauses[to.last-1].end}
	}
	first, second, third := line("1、"), line("2、"), line("3、")
	if got, want := g.wholeList(window(first, second)), window(first, third); got != want {
		t.Errorf("two of three items become %+v, want all three: %+v", got, want)
	}
	if got, want := g.wholeList(window(first, first)), window(first, third); got != want {
		t.Errorf("the first item under the heading asked for becomes %+v, want all three: %+v", got, want)
	}
	for _, w := range []textWindow{window(second, third), window(second, second), window(first, third)} {
		if got := g.wholeList(w); got != w {
			t.Errorf("%+v becomes %+v, want it unchanged", w, got)
		}
	}
}
