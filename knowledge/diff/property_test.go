package diff_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/figure"
)

// document makes a base of one document from statements, a section each.
func document(statements []string) *knowledge.Base {
	d := knowledge.Document{ID: "law.md", Title: "条例", Language: knowledge.Chinese}
	for i, s := range statements {
		d.Sections = append(d.Sections, knowledge.Section{ID: knowledge.SectionID(fmt.Sprint(i)), Number: fmt.Sprintf("第%d条", i+1), Text: s})
	}
	return &knowledge.Base{Documents: []knowledge.Document{d}}
}

// someStatements makes different statements of a made-up law.
func someStatements(random *rand.Rand, n int) []string {
	who := []string{"建设单位", "施工企业", "物业服务人", "河道管理机构", "农产品生产者", "学校食堂", "房屋出租人", "危险货物承运人"}
	what := []string{"未按照规定备案", "擅自改变用途", "拒绝接受监督检查", "隐瞒事故情况", "提供虚假材料", "超过核定数量经营", "未公示收费标准", "未设置警示标志"}
	where := []string{"饮用水水源保护区", "历史文化街区", "居民住宅小区", "轨道交通沿线", "自然保护地", "开发园区", "集贸市场", "港口码头"}
	then := []string{"由主管部门责令限期改正，并处%d万元以下罚款。", "应当在%d日内书面报告。", "补助标准为每户%d元。", "检查每年不少于%d次。"}
	var list []string
	for len(list) < n {
		list = append(list, fmt.Sprintf("%s在%s%s的，"+then[random.Intn(len(then))],
			who[random.Intn(len(who))], where[random.Intn(len(where))], what[random.Intn(len(what))], 1+random.Intn(90)))
	}
	return list
}

func TestOfTheSameIsEmpty(t *testing.T) {
	for _, path := range casePaths(t) {
		old, new, _ := readCase(t, path)
		for _, b := range []*knowledge.Base{old, new} {
			again := *b
			again.Documents = slices.Clone(b.Documents)
			for i := range again.Documents {
				again.Documents[i].Hash = "" // so that the text is compared
			}
			if changes := diff.Bases(b, &again); len(changes) != 0 {
				t.Errorf("%s: Bases(a, a) = %+v", path, changes)
			}
		}
	}
	if changes := diff.Bases(nil, nil); changes != nil {
		t.Errorf("Bases(nil, nil) = %+v", changes)
	}
}

// TestBothWays checks that what comes one way goes the other, and that
// values are told the other way round.
func TestBothWays(t *testing.T) {
	random := rand.New(rand.NewSource(3))
	count := func(changes []diff.Change) (added, removed int, values []string) {
		for _, c := range changes {
			switch {
			case c.IsSilent():
			case c.Old != nil && c.New != nil:
				values = append(values, c.Old.Value+" "+c.New.Value)
			case c.NewQuote.Text == "":
				removed++
			case c.OldQuote.Text == "":
				added++
			}
		}
		slices.Sort(values)
		return added, removed, values
	}
	for range 60 {
		old := someStatements(random, 5+random.Intn(30))
		new := slices.Clone(old)
		for range random.Intn(5) {
			switch i := random.Intn(len(new)); random.Intn(4) {
			case 0:
				new = slices.Delete(new, i, i+1)
			case 1:
				new = slices.Insert(new, i, someStatements(random, 1)...)
			case 2:
				new[i] = strings.Replace(new[i], "为每户", "为每户不超过", 1)
			case 3:
				moved := new[i]
				new = slices.Insert(slices.Delete(new, i, i+1), random.Intn(len(new)), moved)
			}
			if len(new) == 0 {
				break
			}
		}
		there, back := diff.Bases(document(old), document(new)), diff.Bases(document(new), document(old))
		added, removed, values := count(there)
		addedBack, removedBack, valuesBack := count(back)
		for i, v := range valuesBack {
			from, to, _ := strings.Cut(v, " ")
			valuesBack[i] = to + " " + from
		}
		slices.Sort(valuesBack)
		if added != removedBack || removed != addedBack || !slices.Equal(values, valuesBack) {
			t.Fatalf("there +%d -%d %v, back +%d -%d %v\nold:\n%s\nnew:\n%s", added, removed, values, addedBack, removedBack, valuesBack,
				strings.Join(old, "\n"), strings.Join(new, "\n"))
		}
	}
}

// TestMovesAreSilent shuffles the articles of a law: nothing is told.
func TestMovesAreSilent(t *testing.T) {
	random := rand.New(rand.NewSource(5))
	for range 20 {
		old := someStatements(random, 25)
		new := slices.Clone(old)
		random.Shuffle(len(new), func(i, j int) { new[i], new[j] = new[j], new[i] })
		if lines := told(diff.Bases(document(old), document(new))); len(lines) != 0 {
			t.Fatalf("shuffled articles told %v", lines)
		}
	}
}

// FuzzBases checks that no text breaks it, that quotes and marks hold
// together, and that a text does not differ from itself.
func FuzzBases(f *testing.F) {
	for _, path := range casePaths(f) {
		old, new, _ := readCase(f, path)
		f.Add(old.Documents[0].Sections[0].Text, new.Documents[0].Sections[0].Text)
	}
	f.Add("| a | 1% |\n|---|---|\n| b | 2% |", "| b | 3% |\n| a |")
	f.Add("最高500万元；2万元，(30)。", "\x00最高二百五十万元\xff<")
	f.Fuzz(func(t *testing.T, a, b string) {
		base := func(text string) *knowledge.Base {
			return &knowledge.Base{Documents: []knowledge.Document{{ID: "d", Source: knowledge.Source{Published: figure.Date{Year: 2020, Month: 4, Day: 15}},
				Sections: []knowledge.Section{{ID: "s", Text: text}, {ID: "t", Text: text, Table: true}}}}}
		}
		for _, c := range diff.Bases(base(a), base(b)) {
			for _, q := range []diff.Quote{c.OldQuote, c.NewQuote} {
				end := 0
				for _, m := range q.Marked {
					if m.Start < end || m.End <= m.Start || m.End > len(q.Text) {
						t.Fatalf("mark %v of %q", m, q.Text)
					}
					end = m.End
				}
			}
			if c.Headline(knowledge.Chinese) == "" || c.Headline(knowledge.English) == "" {
				t.Fatalf("%+v has no headline", c)
			}
		}
		if changes := diff.Bases(base(a), base(a)); len(changes) != 0 {
			t.Fatalf("Bases(a, a) = %+v", changes)
		}
	})
}

// bigLaw is a law of at least the given number of characters.
func bigLaw(characters int) []string {
	random := rand.New(rand.NewSource(1))
	var list []string
	for n := 0; n < characters; {
		s := strings.Join(someStatements(random, 4), "")
		list = append(list, s)
		n += len([]rune(s))
	}
	return list
}

// BenchmarkBases compares laws of 100,000 characters and of a million.
func BenchmarkBases(b *testing.B) {
	for _, characters := range []int{100_000, 1_000_000} {
		if testing.Short() && characters > 100_000 {
			continue
		}
		b.Run(fmt.Sprint(characters), func(b *testing.B) { benchmarkBases(b, bigLaw(characters)) })
	}
}

func benchmarkBases(b *testing.B, law []string) {
	edits := map[string]func(int, string) string{
		"few": func(i int, s string) string {
			if i%50 == 0 {
				return strings.Replace(s, "万元", "千元", 1)
			}
			return s
		},
		"every article": func(i int, s string) string { return strings.NewReplacer("1", "2", "3", "4", "5", "6").Replace(s) },
		"renumbered":    func(i int, s string) string { return s },
		"every word": func(i int, s string) string {
			return strings.NewReplacer("的，", "，一律", "应当", "必须").Replace(s)
		},
	}
	for _, name := range []string{"few", "every article", "renumbered", "every word"} {
		var amended []string
		for i, s := range law {
			amended = append(amended, edits[name](i, s))
		}
		if name == "renumbered" {
			amended = slices.Insert(amended, 3, "本条是新增加的一条。")
		}
		old, new := document(law), document(amended)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				diff.Bases(old, new)
			}
		})
	}
}
