package lexicon

import (
	"slices"
	"testing"

	"policybot/knowledge"
)

func TestTranslations(t *testing.T) {
	for _, c := range []struct {
		word string
		from knowledge.Language
		want string
	}{
		{"loan", knowledge.English, "贷款"},
		{"loans", knowledge.English, "贷款"},
		{"unemployed", knowledge.English, "失业"},
		{"hospital", knowledge.English, "医院"},
		{"贷款", knowledge.Chinese, "loan"},
		{"貸款", knowledge.Chinese, "loan"},
		{"养老金", knowledge.Chinese, "pension"},
		{"社保", knowledge.Chinese, "insurance"},
	} {
		got := Translations(c.word, c.from)
		if !slices.ContainsFunc(got, func(w Weighted) bool { return w.Word == c.want }) {
			t.Errorf("Translations(%q): got %v, want %q among them", c.word, got, c.want)
		}
		for i, w := range got {
			if w.Weight <= 0 || w.Weight > 1 || i > 0 && w.Weight > got[i-1].Weight {
				t.Errorf("Translations(%q): word %d has weight %v, want 0 to 1, falling", c.word, i, w.Weight)
			}
		}
		if again := Translations(c.word, c.from); !slices.Equal(got, again) {
			t.Errorf("Translations(%q): got %v the second time, want the same as the first: %v", c.word, again, got)
		}
	}
	for _, word := range []string{"", "zzyx", "\xff", "!!"} {
		if got := Translations(word, knowledge.English); len(got) > 0 {
			t.Errorf("Translations(%q): got %v, want none", word, got)
		}
	}
}

func TestWordOfNode(t *testing.T) {
	for _, word := range []string{"贷", "贷款", "社会保险", "一"} {
		if node := chinese().find(word); node == 0 || chinese().word(node) != word {
			t.Errorf("word of node %d: got %q, want %q", node, chinese().word(node), word)
		}
	}
}
