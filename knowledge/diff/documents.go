package diff

import (
	"cmp"
	"slices"

	"policybot/knowledge"
)

// sectionName returns what a section is called: its number, else its heading.
func sectionName(s *knowledge.Section) string {
	if s.Number != "" {
		return s.Number
	}
	if n := len(s.Heading); n > 0 {
		return s.Heading[n-1]
	}
	return ""
}

// documentPair is a document before and after; one of them is nil where it
// was added or removed.
type documentPair struct{ old, new *knowledge.Document }

// pairDocuments pairs documents by id, number, title, and then by the
// statements they share, in the order of new, removed documents last.
func pairDocuments(old, new []knowledge.Document) []documentPair {
	toOld := make([]*knowledge.Document, len(new))
	taken := map[*knowledge.Document]bool{}
	// Two documents of one name on one side: the name says nothing.
	by := func(name func(d *knowledge.Document) string) {
		at, count := map[string]*knowledge.Document{}, map[string]int{}
		for i := range old {
			if d := &old[i]; !taken[d] {
				at[name(d)] = d
				count[name(d)]++
			}
		}
		countNew := map[string]int{}
		for i := range new {
			if toOld[i] == nil {
				countNew[name(&new[i])]++
			}
		}
		for i := range new {
			n := name(&new[i])
			if toOld[i] == nil && n != "" && count[n] == 1 && countNew[n] == 1 {
				toOld[i], taken[at[n]] = at[n], true
			}
		}
	}
	by(func(d *knowledge.Document) string { return string(d.ID) })
	by(func(d *knowledge.Document) string { return d.Source.Number })
	by(func(d *knowledge.Document) string { return d.Hash })
	by(func(d *knowledge.Document) string { return foldWords(d.Title) })

	type candidate struct {
		i, j int
		like float64
	}
	keysOf := func(d *knowledge.Document) []uint64 {
		var keys []uint64
		for _, s := range statementsOf(d) {
			keys = append(keys, cmp.Or(s.shape, s.key))
		}
		slices.Sort(keys)
		return slices.Compact(keys)
	}
	oldKeys, newKeys := map[int][]uint64{}, map[int][]uint64{}
	for i := range old {
		if !taken[&old[i]] {
			oldKeys[i] = keysOf(&old[i])
		}
	}
	for j := range new {
		if toOld[j] == nil && len(oldKeys) > 0 {
			newKeys[j] = keysOf(&new[j])
		}
	}
	var list []candidate
	for i, a := range oldKeys {
		for j, b := range newKeys {
			if like := likeness(a, b); like >= likeEnough {
				list = append(list, candidate{i, j, like})
			}
		}
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j))
	})
	for _, c := range list {
		if toOld[c.j] == nil && !taken[&old[c.i]] {
			toOld[c.j], taken[&old[c.i]] = &old[c.i], true
		}
	}

	var pairs []documentPair
	for j := range new {
		pairs = append(pairs, documentPair{toOld[j], &new[j]})
	}
	for i := range old {
		if !taken[&old[i]] {
			pairs = append(pairs, documentPair{&old[i], nil})
		}
	}
	return pairs
}
