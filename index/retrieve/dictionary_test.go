package retrieve

import (
	"slices"
	"strings"
	"testing"

	"policybot/index/indextest"
	"policybot/index/query"
	"policybot/knowledge"
)

func TestLookup(t *testing.T) {
	d := translations()
	for word, want := range map[string]string{"base station": "基站", "stamp duti": "印花税", "loan": "贷款", "mask": "口罩"} {
		if got := lookup(d.chinese, word); !slices.Contains(got, want) {
			t.Errorf("%s: got %v, want %s among them", word, got, want)
		}
	}
	for word, want := range map[string]string{"贷款": "loan", "口罩": "mask", "企业": "enterpris"} {
		if got := strings.Join(lookup(d.english, word), ";"); !strings.Contains(got, want) {
			t.Errorf("%s: got %v, want %s among them", word, got, want)
		}
	}
	for _, word := range []string{"", "\n", "zzzz", "不是一个词", "a"} {
		if got := lookup(d.chinese, word); got != nil && word != "a" {
			t.Errorf("%q: got %v, want nothing", word, got)
		}
	}
}

func TestTranslate(t *testing.T) {
	x := openIn(t, "", indextest.Notices())
	for question, want := range map[string]knowledge.DocumentID{
		"How many firms in Suzhou had their rent reduced?":       "rent.txt",
		"What vehicle pass is needed to transport supplies?":     "pass.txt",
		"unemployment insurance for enterprises without layoffs": "rent.txt",
	} {
		ranking, err := x.Rank(t.Context(), query.Parse(question), 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(ranking.Documents) == 0 || ranking.Documents[0] != want {
			t.Errorf("%s: found %v, want %s", question, ranking.Documents, want)
		}
	}
}

func BenchmarkTranslations(b *testing.B) {
	for b.Loop() {
		unpackDictionary()
	}
}

// A word that stands nowhere in the documents, or of which a rarer one is
// more likely by the dictionary alone, does not push the right one out.
func TestSenses(t *testing.T) {
	x := openIn(t, "", indextest.Notices())
	senses, err := x.senses(t.Context(), []foreignPhrase{{words: []string{"商家", "企业"}}})
	if err != nil {
		t.Fatal(err)
	}
	if list := senses[0]; len(list) != 1 || list[0].word != "企业" || list[0].weight != 1 {
		t.Errorf("got %v, want 企业 alone: no notice speaks of 商家", list)
	}
}
