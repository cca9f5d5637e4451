package table

import (
	"slices"
	"sort"
	"strings"

	"policybot/knowledge"
	"policybot/knowledge/frame"
)

// Statement is what the words of the documents say to a question: the citation
// of one of the best statements.
type Statement struct {
	Cite   knowledge.Citation
	Chance float64 // of the first statement: that it answers the question
}

// Candidates returns the answers that tables may give to a question, the
// likeliest first, at most limit of them. The tables stand in the order in
// which they were found, the nearest first, and so do the statements, with
// which their rows compete or agree.
func Candidates(q *Question, tables []*frame.Table, statements []Statement, limit int) []Candidate {
	var all []Candidate
	var relations []*relation
	sources := map[*relation]int{}
	for i, t := range tables {
		if t == nil || len(t.Rows) == 0 {
			continue
		}
		r := newRelation(t, q)
		sources[r] = i
		relations = append(relations, r)
	}
	tellApart(relations)
	findSiblings(relations)
	for _, r := range relations {
		if r.fits < 0 {
			continue // it is for others than the question's case
		}
		for _, c := range r.candidates() {
			c.Table, c.Source = r.frame, sources[r]
			for i := range c.Operands {
				if in := c.Operands[i].in; in != nil {
					c.Operands[i].Source = sources[in]
				} else {
					c.Operands[i].Source = c.Source
				}
			}
			c.Features.Rank = 1 / float64(c.Source+1)
			c.compete(statements)
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

// compete notes how the rows of a candidate stand to the best statements.
func (c *Candidate) compete(statements []Statement) {
	f := &c.Features
	for i, s := range statements {
		mine, table := false, false
		for r := range c.Table.Rows {
			if touches(c.Table.Rows[r].Cite, s.Cite) {
				table = true
				mine = mine || c.restsOn(r)
			}
		}
		near := 1 / float64(i+1)
		switch {
		case mine:
			f.Backed = max(f.Backed, near)
		case table:
			f.BackedTable = max(f.BackedTable, near)
		}
		if i == 0 && !mine {
			f.Rival = s.Chance
			if !table {
				f.RivalElsewhere = s.Chance
			}
		}
	}
}

func (c *Candidate) restsOn(row int) bool {
	for _, o := range c.Operands {
		if o.in == nil && o.Row == row {
			return true
		}
	}
	return slices.Contains(c.Lines, row)
}

// touches reports whether two citations share some words.
func touches(a, b knowledge.Citation) bool {
	return a.Document == b.Document && a.Section == b.Section && a.Start < b.End && b.Start < a.End
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
