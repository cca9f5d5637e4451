package retrieve

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"policybot/index/indextest"
	"policybot/index/query"
)

// What is found by how words begin is what a look for each word finds.
func TestThesaurusFind(t *testing.T) {
	x := openIn(t, "", indextest.Sample())
	var words []string
	for _, group := range x.Thesaurus.groups {
		words = append(words, group...)
	}
	part := rapid.OneOf(rapid.SampledFrom(words), rapid.SampledFrom([]string{" ", "，", "x", "5", "的", "tax", "s"}))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(part, 0, 6).Draw(t, "parts"), "")
		var want []WordRef
		for g, group := range x.Thesaurus.groups {
			for w, word := range group {
				if holdsWord(text, word) {
					want = append(want, WordRef{g, w})
				}
			}
		}
		if got := x.Thesaurus.find(text); !slices.Equal(got, want) {
			t.Fatalf("%q: %v, want %v", text, got, want)
		}
	})
}

func TestThesaurusFile(t *testing.T) {
	for _, group := range policyWords() {
		if len(group) < 2 {
			t.Errorf("%q stands for nothing else", group)
		}
		for _, word := range group {
			if strings.TrimSpace(word) == "" {
				t.Errorf("%q: an empty word", group)
			}
		}
	}
}

// A word that people use finds the one that documents use, in the other
// language too.
func TestTranslateByThesaurus(t *testing.T) {
	x := openIn(t, "", indextest.Notices())
	for question, want := range map[string]string{"How much VAT is waived?": "增值税", "work resumption rules": "复工"} {
		q := query.Parse(question)
		found := false
		for _, phrase := range x.phrasesOf(&q) {
			found = found || slices.ContainsFunc(phrase.words, func(word string) bool { return strings.Contains(word, want) })
		}
		if !found {
			t.Errorf("%s: %v, want %s among the words", question, x.phrasesOf(&q), want)
		}
	}
}
