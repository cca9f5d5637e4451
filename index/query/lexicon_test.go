package query

import (
	"strings"
	"testing"
)

// A word that stands twice in one table would mean whatever the map yields
// first.
func TestLexiconNamesEachWordOnce(t *testing.T) {
	for name, table := range map[string]map[string]lexeme{
		"chineseQuestionWords": chineseQuestionWords, "chineseFillers": chineseFillers,
		"englishQuestionWords": englishQuestionWords, "englishFillers": englishFillers,
	} {
		seen := make(map[string]bool)
		for words := range table {
			for word := range strings.FieldsSeq(words) {
				if seen[word] {
					t.Errorf("%s: %q stands twice", name, word)
				}
				seen[word] = true
			}
		}
	}
}
