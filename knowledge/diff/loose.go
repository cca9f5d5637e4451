package diff

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"policybot/knowledge/diff/statement"
)

// lone is a figure without a counterpart in its own sentence.
type lone struct {
	in     *sentence
	figure int
	around statement.Weighed // the words around it
	words  statement.Weighed // of its sentence
}

// at is the place of the figure's statement in its document.
func (l lone) at() int { return l.in.statements[0].Index }

// became says how likely one figure has become another, 0 for not at all, and
// whether it is the same one with the same bound. What is cheap and tells most
// pairs apart is asked first. otherPart tells that one stands in a provision
// that came or went.
func (l *lone) became(c *lone, otherPart bool) (score float64, equal bool) {
	from, to := l.in.statements[0], c.in.statements[0]
	if a, b := &l.in.figures[l.figure], &c.in.figures[c.figure]; a.Dimension != b.Dimension && isDate(*a) != isDate(*b) || from.Row != to.Row {
		return 0, false
	}
	like := l.around.Likeness(c.around)
	if like < min(sameContext, restated) || from.Row && rowLikeness(from, to) < likeEnough {
		return 0, false
	}
	w := pairWeight(l.in.figures[l.figure], c.in.figures[c.figure])
	if w < unitWeight || contradict(l.in, l.figure, c.in, c.figure) || statement.OtherItems(from, to) {
		return 0, false
	}
	switch {
	case w >= equalWeight-1 && like >= sameContext:
		return like + 1, w == equalWeight
	case otherPart: // another provision in the same words
	case w < equalWeight-1 && like >= restated && l.words.Likeness(c.words) >= restated:
		return like, false
	}
	return 0, false
}

// sameContext is the likeness of the words around two figures from which a
// figure that left one sentence and entered another is the same figure.
// restated is what it takes to call it the same figure with another value.
const (
	sameContext = 0.3
	restated    = 0.25
)

// farthest is how many statements a figure may move and still be looked for.
const farthest = 100

// loose pairs figures that left one sentence and stand in another: an equal
// one has only moved; one of the same unit in like words has changed.
func (d *documentDiff) loose(versions []*sentencePair, removed, added []*sentence, all []*statement.Statement) {
	rarity := statement.RarityOf(all, 1)
	gather := func(list []*sentence) []lone {
		var all []lone
		for _, s := range list {
			if len(s.alone) == 0 {
				continue
			}
			words := rarity.Weigh(s.grams)
			s.named() // now: several look at it at a time later
			for _, i := range s.alone {
				all = append(all, lone{s, i, rarity.Weigh(around(s, i)), words})
			}
		}
		return all
	}
	olds, news := slices.Clone(removed), slices.Clone(added)
	for _, p := range versions {
		olds, news = append(olds, p.old), append(news, p.new)
	}
	type candidate struct {
		i, j  int
		score float64
		equal bool
	}
	gone, came := gather(olds), gather(news)
	if len(gone) == 0 || len(came) == 0 {
		return
	}
	removedParts, addedParts := wholeParts(removed, d.old), wholeParts(added, d.new)
	slices.SortStableFunc(came, func(a, b lone) int { return cmp.Compare(a.at(), b.at()) })
	indexes := make([]int, len(gone))
	for i := range indexes {
		indexes[i] = i
	}
	list := slices.Concat(concurrently(indexes, func(i int) (found []candidate) {
		g := &gone[i]
		first, _ := slices.BinarySearchFunc(came, g.at()-farthest, func(c lone, at int) int { return cmp.Compare(c.at(), at) })
		for j := first; j < len(came) && came[j].at() <= g.at()+farthest; j++ {
			c := &came[j]
			if score, equal := g.became(c, removedParts[g.in.statements[0].Part] || addedParts[c.in.statements[0].Part]); score > 0 {
				found = append(found, candidate{i, j, score, equal})
			}
		}
		return found
	})...)
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(distance(gone[a.i].at(), came[a.j].at()), distance(gone[b.i].at(), came[b.j].at())),
			cmp.Compare(min(a.i, a.j), min(b.i, b.j)), cmp.Compare(a.i, b.i))
	})
	usedOld, usedNew := map[int]bool{}, map[int]bool{}
	for _, c := range list {
		if usedOld[c.i] || usedNew[c.j] {
			continue
		}
		usedOld[c.i], usedNew[c.j] = true, true
		g, n := gone[c.i], came[c.j]
		if !c.equal {
			p := &sentencePair{old: g.in, new: n.in}
			p.to = alignTokens(g.in.tokens, n.in.tokens, func(i, j int) int { return pairWeight(g.in.figures[i], n.in.figures[j]) })
			d.figure(p, g.figure, n.figure)
		}
		g.in.alone = slices.DeleteFunc(g.in.alone, func(i int) bool { return i == g.figure })
		n.in.alone = slices.DeleteFunc(n.in.alone, func(i int) bool { return i == n.figure })
	}
}

// wholeParts returns the numbered parts that begin with one of the
// statements: they came or went, whatever of their phrases stands elsewhere.
func wholeParts(list []*sentence, doc *volume) map[int]bool {
	parts := map[int]bool{}
	for _, s := range list {
		first := s.statements[0]
		if first.Section >= 0 && first.Section == first.Part && doc.Sections[first.Part].Number != "" && first.Span.Start == 0 {
			parts[first.Part] = true
		}
	}
	return parts
}

// around returns the grams of the words near a figure.
func around(s *sentence, i int) []uint64 {
	const reach = 60 // bytes on each side, 20 characters of Chinese
	f := s.figures[i]
	start, end := max(0, f.Start-reach), min(len(s.masked), f.End+reach)
	for start > 0 && !utf8.RuneStart(s.masked[start]) {
		start--
	}
	for end < len(s.masked) && !utf8.RuneStart(s.masked[end]) {
		end++
	}
	bare, _ := statement.WithoutNumbers(statement.Fold(s.masked[start:end]))
	return statement.Grams(bare)
}
