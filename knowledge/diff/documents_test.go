package diff_test

import (
	"context"
	"policybot/knowledge/figure"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/ingest"
)

// folder reads files as a base.
func folder(t *testing.T, files map[string]string) *knowledge.Base {
	t.Helper()
	fs := fstest.MapFS{}
	for name, text := range files {
		fs[name] = &fstest.MapFile{Data: []byte(text)}
	}
	base, err := ingest.Read(context.Background(), fs, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// The rules of a swimming bath, a sentence a line, and what may become of them.
var (
	bathHead  = "# 泳池管理办法\n\n"
	bathRules = []string{
		"第一条 为加强泳池安全管理，保障游泳人员安全，制定本办法。",
		"第二条 泳池由区体育局管理，物业公司负责日常维护。",
		"第三条 成人票每张25元，儿童票每张10元。",
		"第四条 泳池最多容纳120人，满员后停止售票。",
		"第五条 救生员不少于3名，每班工作不超过4小时。",
		"第六条 水质每天检测两次，结果在入口公示。",
		"第七条 携带宠物入场的，劝其离开。",
		"第八条 本办法由区体育局负责解释。",
	}
)

func bath(rules ...string) string { return bathHead + strings.Join(rules, "\n\n") + "\n" }

// TestDocuments holds what is told when documents are split, merged, moved,
// converted, translated or put beside an earlier version.
func TestDocuments(t *testing.T) {
	dearer := slices.Clone(bathRules)
	dearer[2] = "第三条 成人票每张30元，儿童票每张10元。"
	english := "# Pool rules\n\nThe pool is run by the sports office of the district, and the caretakers see to it day by day.\n\nA ticket costs 25 yuan for adults and 10 yuan for children.\n\nNo more than 120 people may be in the pool.\n"
	html := "<html><head><title>泳池管理办法</title></head><body><main><h1>泳池管理办法</h1>"
	for _, r := range bathRules {
		html += "<p>" + r + "</p>"
	}
	html += "</main></body></html>"
	for _, c := range []struct {
		name     string
		old, new map[string]string
		want     []string // the changes that are not silent
	}{
		{"new version beside the old one", map[string]string{"pool2024.md": bath(bathRules...)}, map[string]string{"pool2024.md": bath(bathRules...), "pool2026.md": bath(dearer...)},
			[]string{"document_revised", "figure_changed 25 -> 30"}},
		{"split in two", map[string]string{"pool.md": bath(bathRules...)}, map[string]string{"pool.md": bath(bathRules[:4]...), "safety.md": "# 泳池安全规定\n\n" + strings.Join(bathRules[4:], "\n\n")},
			[]string{"document_split"}},
		{"split under new names, a figure changed", map[string]string{"pool.md": bath(bathRules...)}, map[string]string{"one.md": bath(dearer[:5]...), "two.md": "# 泳池安全规定\n\n" + strings.Join(dearer[5:], "\n\n")},
			[]string{"document_split", "figure_changed 25 -> 30"}},
		{"merged", map[string]string{"a.md": bath(bathRules[:4]...), "b.md": "# 泳池安全规定\n\n" + strings.Join(bathRules[4:], "\n\n")}, map[string]string{"a.md": bath(dearer...)},
			[]string{"document_merged", "figure_changed 25 -> 30"}},
		{"moved and changed at once", map[string]string{"pool.md": bath(bathRules...)}, map[string]string{"sport/rules.md": strings.Replace(bath(dearer...), "泳池管理办法", "游泳场所办法", 1)},
			[]string{"document_moved", "figure_changed 25 -> 30"}},
		{"converted", map[string]string{"pool.md": bath(bathRules...)}, map[string]string{"pool.html": html}, []string{"document_converted"}},
		{"translated", map[string]string{"pool.zh.md": bath(bathRules...)}, map[string]string{"pool.en.md": english}, []string{"document_translated"}},
		{"translation beside the original", map[string]string{"pool.md": bath(bathRules...)}, map[string]string{"pool.md": bath(bathRules...), "pool_en.md": english}, []string{"document_translated"}},
		{"another document", map[string]string{"pool.md": bath(bathRules...)}, map[string]string{"pool.md": bath(bathRules...), "library.md": "# 图书馆借阅规则\n\n每人最多借书8册，借期30天。\n\n逾期每天收费2角。\n"}, []string{"document_added"}},
		{"removed", map[string]string{"pool.md": bath(bathRules...), "library.md": "# 图书馆借阅规则\n\n每人最多借书8册，借期30天。\n"}, map[string]string{"pool.md": bath(bathRules...)}, []string{"document_removed"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			changes := diff.Bases(folder(t, c.old), folder(t, c.new))
			if got := told(changes); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q: %+v", got, c.want, changes)
			}
		})
	}
}

func TestVersions(t *testing.T) {
	dearer, dearest := slices.Clone(bathRules), slices.Clone(bathRules)
	dearer[2], dearest[2] = "第三条 成人票每张30元，儿童票每张10元。", "第三条 成人票每张35元，儿童票每张10元。"
	base := folder(t, map[string]string{"泳池2026.md": bath(dearest...), "泳池2022.md": bath(bathRules...), "泳池2024.md": bath(dearer...),
		"library.md": "# 图书馆借阅规则\n\n每人最多借书8册，借期30天。\n"})
	want := []string{"document_revised", "figure_changed 25 -> 30", "document_revised", "figure_changed 30 -> 35"}
	if got := told(diff.Versions(base)); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestEffectiveDayOfTheParticulars tells another day since which a document
// holds where its particulars alone say so: a day that its text states is told
// with its sentence, or not at all where that is only history.
func TestEffectiveDayOfTheParticulars(t *testing.T) {
	day := func(d int) figure.Date { return figure.Date{Year: 2023, Month: time.March, Day: d} }
	text := func(passed string) string {
		return "# 港口办法\n\n（" + passed + "修订）\n\n第一条 船舶应当登记。\n"
	}
	for _, c := range []struct {
		name, old, new string
		want           int
	}{
		{"in the particulars alone", "# 港口办法\n\n第一条 船舶应当登记。\n", "# 港口办法\n\n第一条 船舶应当登记。\n", 1},
		{"in the history at the head of the text", text("2023年3月1日"), text("2023年3月1日发布 2023年3月2日"), 0},
	} {
		old, new := baseOf(t, c.old), baseOf(t, c.new)
		old.Documents[0].Source.Effective, new.Documents[0].Source.Effective = day(1), day(2)
		got := 0
		for _, change := range diff.Bases(old, new) {
			if change.Kind == diff.EffectiveDateChanged {
				got++
			}
		}
		if got != c.want {
			t.Errorf("%s: got %d changes of the day, want %d", c.name, got, c.want)
		}
	}
}
