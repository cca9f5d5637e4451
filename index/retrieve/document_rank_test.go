package retrieve

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"policybot/index/indextest"
	"policybot/index/query"
	"policybot/knowledge"
)

// cover agrees with a search for every run of the question, one by one.
func TestCover(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SampledFrom([]rune("甲乙丙丁"))
		question := []rune(rapid.StringOfN(letters, 1, 40, -1).Draw(t, "question"))
		text := []rune(rapid.StringOfN(letters, 0, 120, -1).Draw(t, "text"))
		got := newUnitSet(unitsOf(string(question))).cover(unitsOf(string(text)))
		want := covered{longest: min(longestRun, longestShared(question, text))}
		want.short, want.long = coveredBy(question, text, shortRun), coveredBy(question, text, longRun)
		if got != want {
			t.Fatalf("%s in %s: %+v, want %+v", string(question), string(text), got, want)
		}
	})
}

func longestShared(question, text []rune) int {
	most := 0
	for i := range question {
		for j := range text {
			n := 0
			for i+n < len(question) && j+n < len(text) && question[i+n] == text[j+n] {
				n++
			}
			most = max(most, n)
		}
	}
	return most
}

func coveredBy(question, text []rune, run int) int {
	held := make([]bool, len(question))
	for i := 0; i+run <= len(question); i++ {
		for j := 0; j+run <= len(text); j++ {
			if slices.Equal(question[i:i+run], text[j:j+run]) {
				for k := range run {
					held[i+k] = true
				}
			}
		}
	}
	n := 0
	for _, h := range held {
		if h {
			n++
		}
	}
	return n
}

func TestUnitsOf(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"補貼5萬元", "补贴5万元"}, {"ＡＢＣ，１２", "abc 12"}, {"Rent-free Period", "rent free PERIOD"},
	} {
		if a, b := unitsOf(c.a), unitsOf(c.b); !slices.Equal(a, b) || len(a) == 0 {
			t.Errorf("%s and %s: units %v and %v, want the same", c.a, c.b, a, b)
		}
	}
	if a, b := unitsOf("ab c"), unitsOf("a bc"); slices.Equal(a, b) {
		t.Errorf("words cut differently give the same units %v", a)
	}
}

// Of notices that say the same, that of the place asked for is first, and one
// of the place around it before one of another.
func TestRankPlaces(t *testing.T) {
	base := &knowledge.Base{}
	for _, title := range []string{"长沙市稳岗补贴办法", "湘潭市稳岗补贴办法", "湖南省稳岗补贴办法", "稳岗补贴问答"} {
		base.Documents = append(base.Documents, knowledge.Document{
			ID: knowledge.DocumentID(title), Title: title, Language: knowledge.Chinese,
			Sections: []knowledge.Section{{ID: "1", Text: "对不裁员的企业给予稳岗补贴，每人每月1000元。由人力资源和社会保障部门受理申请。"}},
		})
	}
	x := openIn(t, "", base)
	for question, want := range map[string][2]knowledge.DocumentID{
		"湘潭的企业稳岗补贴每月多少元?": {"湘潭市稳岗补贴办法", "长沙市稳岗补贴办法"},
		"长沙企业的稳岗补贴多少":     {"长沙市稳岗补贴办法", "湘潭市稳岗补贴办法"},
		"湖南省稳岗补贴每月是多少":    {"湖南省稳岗补贴办法", ""},
	} {
		ranking, err := x.Rank(t.Context(), query.Parse(question), 4)
		if err != nil {
			t.Fatal(err)
		}
		if len(ranking.Documents) == 0 || ranking.Documents[0] != want[0] {
			t.Errorf("%s: %v, want %s first", question, ranking.Documents, want[0])
		}
		if last := ranking.Documents[len(ranking.Documents)-1]; want[1] != "" && last != want[1] {
			t.Errorf("%s: %v, want %s last: it is of another place", question, ranking.Documents, want[1])
		}
	}
}

// What speaks for a document is a share, a ratio or a flag, whatever is asked.
func TestRankFeatures(t *testing.T) {
	x := openIn(t, "", indextest.Notices())
	names := RankFeatureNames()
	for _, question := range []string{"通行证件有哪些使用要求？", "苏州的企业", "a", "", "2020年2月7日", "How much rent is waived in Suzhou?", "北京市"} {
		ranked, err := x.RankedDocuments(t.Context(), query.Parse(question))
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range ranked {
			if len(d.Features) != len(names) {
				t.Fatalf("%d features with %d names", len(d.Features), len(names))
			}
			for i, v := range d.Features {
				if math.IsNaN(v) || v < -3 || v > 3 {
					t.Errorf("%s: %s of %s is %v", question, names[i], d.Document, v)
				}
			}
		}
	}
	if len(rankingWeights()) != len(names) {
		t.Errorf("%d weights for %d features", len(rankingWeights()), len(names))
	}
}
