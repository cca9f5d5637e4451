package table

import (
	"sort"
	"strings"

	"policybot/knowledge/frame"
)

// Candidates returns the answers that tables may give to a question, the
// likeliest first, at most limit of them. The tables stand in the order in
// which they were found, the nearest first.
func Candidates(q *Question, tables []*frame.Table, limit int) []Candidate {
	var all []Candidate
	for i, t := range tables {
		if t == nil || len(t.Rows) == 0 {
			continue
		}
		r := newRelation(t, q)
		for _, c := range r.candidates() {
			c.Table, c.Source = t, i
			c.Features.Rank = 1 / float64(i+1)
			c.Chance = c.chance()
			all = append(all, c)
		}
	}
	sort.SliceStable(all, func(a, b int) bool { return all[a].Chance > all[b].Chance })
	if len(all) > limit {
		all = all[:limit]
	}
	return all
}

func removeCommas(s string) string { return strings.ReplaceAll(s, ",", "") }

// containsWord reports whether text says a word, an English one not inside another.
func containsWord(text, word string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(word)
		letter := func(b byte) bool { return b >= 'a' && b <= 'z' }
		if !letter(word[0]) || (start == 0 || !letter(text[start-1])) && (end == len(text) || !letter(text[end])) {
			return true
		}
		from = end
	}
}
