package index

import "strings"

// thesaurus holds groups of words that mean the same.
type thesaurus struct {
	groups [][]string // folded
}

func newThesaurus(groups [][]string) *thesaurus {
	t := &thesaurus{}
	for _, group := range groups {
		folded := make([]string, 0, len(group))
		for _, word := range group {
			if word = strings.TrimSpace(fold(word)); word != "" {
				folded = append(folded, word)
			}
		}
		if len(folded) > 1 {
			t.groups = append(t.groups, folded)
		}
	}
	return t
}
