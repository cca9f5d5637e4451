package diff

import (
	"cmp"
	"slices"
	"strings"

	"policybot/knowledge"
	"policybot/knowledge/diff/statement"

	"znkr.io/diff"
)

// Alignment was tuned on a half of the pairs in testdata/diff; the other half
// is kept for measuring.
const (
	// likeEnough is the likeness from which two statements are taken for two
	// versions of one.
	likeEnough = 0.5
	// likeEnoughInPlace is the same for statements between the same two
	// unchanged neighbours.
	likeEnoughInPlace = 0.36
	// splitShare is the share of a statement's words that must come from
	// another, and be missing from its counterpart, for the statement to have
	// been split off.
	splitShare = 0.6
	// splitWhole is the share of a statement's words that must come from a
	// longer one for it to be a part of that.
	splitWhole = 0.9
	// commonGram is the number of statements a gram may stand in and still
	// say which of them are alike.
	commonGram = 64
)

// version is one statement before and after: mostly one of each, several
// where a sentence was split or joined.
type version struct {
	old, new []*statement.Statement
}

// alignment is how the statements of two documents correspond.
type alignment struct {
	same           []version // word for word, numbers included
	like           []version // two versions of the same statement
	removed, added []*statement.Statement
}

// aligner finds the counterparts of statements.
type aligner struct {
	old, new         []*statement.Statement
	toNew, toOld     []int // the counterpart's index; -1 for none
	sectionsOld      []string
	sectionsNew      []string
	gapsOld, gapsNew []int               // which stretch between unchanged statements a statement lies in
	wordsOld         []statement.Weighed // of the statements without a counterpart
	wordsNew         []statement.Weighed
	shapes           map[uint64]int // in how many statements of both documents a shape stands
	runs             []version      // the same words cut into other statements
}

// align pairs the statements of two versions of a document: first those with
// the same words in the same order, then those that differ in numbers only,
// then those that moved, then by likeness, last the parts of sentences that
// were split or joined.
func align(old, new *knowledge.Document, a, b []*statement.Statement) alignment {
	x := &aligner{old: a, new: b, sectionsOld: sectionNames(old), sectionsNew: sectionNames(new), shapes: map[uint64]int{}}
	x.toNew, x.toOld = unpaired(len(a)), unpaired(len(b))
	for _, s := range slices.Concat(a, b) {
		x.shapes[s.Shape]++
	}
	x.inOrder(0, len(a), 0, len(b), func(s *statement.Statement) uint64 { return s.Key })
	x.eachGap(func(a0, a1, b0, b1 int) {
		x.inOrder(a0, a1, b0, b1, func(s *statement.Statement) uint64 { return s.Shape })
	})
	x.undoRepeated()
	x.regroup()
	x.gapsOld, x.gapsNew = x.gaps()
	x.moved()
	if !slices.Contains(x.toNew, none) || !slices.Contains(x.toOld, none) {
		return x.result()
	}
	// The square keeps the standing phrases of a law, which are long, from
	// outweighing the few words that tell two of its articles apart.
	rarity := statement.RarityOf(slices.Concat(a, b), 2)
	x.wordsOld, x.wordsNew = x.weigh(rarity, a, x.toNew), x.weigh(rarity, b, x.toOld)
	x.alike()
	x.renamed()
	x.inPlace()
	return x.result()
}

func (x *aligner) weigh(r statement.Rarity, list []*statement.Statement, to []int) []statement.Weighed {
	words := make([]statement.Weighed, len(list))
	for i, s := range list {
		if to[i] == none {
			words[i] = r.Weigh(s.Grams)
		}
	}
	return words
}

// What stands for the index of a counterpart.
const (
	none  = -1
	inRun = -2 // one of several statements that several have become
)

func unpaired(n int) []int { return slices.Repeat([]int{none}, n) }

func sectionNames(d *knowledge.Document) []string {
	names := make([]string, len(d.Sections))
	for i := range d.Sections {
		names[i] = sectionName(&d.Sections[i])
	}
	return names
}

func (x *aligner) pair(i, j int) { x.toNew[i], x.toOld[j] = j, i }

// inOrder pairs the statements of a[a0:a1] and b[b0:b1] that have the same
// key and come in the same order. A zero key equals nothing.
func (x *aligner) inOrder(a0, a1, b0, b1 int, key func(*statement.Statement) uint64) {
	if a0 == a1 || b0 == b1 {
		return
	}
	keys := func(list []*statement.Statement, salt uint64) []uint64 {
		ks := make([]uint64, len(list))
		for i, s := range list {
			if ks[i] = key(s); ks[i] == 0 {
				ks[i] = salt + uint64(i)
			}
		}
		return ks
	}
	for _, e := range diff.Edits(keys(x.old[a0:a1], 1), keys(x.new[b0:b1], 1<<32)) {
		if e.Op == diff.Match && x.old[a0+e.PosX].Row == x.new[b0+e.PosY].Row && !x.otherItem(a0+e.PosX, b0+e.PosY) {
			x.pair(a0+e.PosX, b0+e.PosY)
		}
	}
}

// otherItem reports whether the statements are two items of a list that has
// several in their words.
func (x *aligner) otherItem(i, j int) bool {
	a, b := x.old[i], x.new[j]
	return a.Key != b.Key && x.shapes[a.Shape] > 2 && statement.OtherItems(a, b)
}

// eachGap calls f for every stretch of statements without a counterpart.
func (x *aligner) eachGap(f func(a0, a1, b0, b1 int)) {
	i, j := 0, 0
	for i < len(x.old) || j < len(x.new) {
		a0, b0 := i, j
		i, j = past(x.toNew, i, none), past(x.toOld, j, none)
		if i > a0 || j > b0 {
			f(a0, i, b0, j)
		}
		a1, b1 := past(x.toNew, i, inRun), past(x.toOld, j, inRun)
		if a1 > i || b1 > j {
			i, j = a1, b1
			continue
		}
		i, j = i+1, j+1
	}
}

// past returns the index behind the stretch of counterparts of one kind that
// begins at i.
func past(to []int, i, kind int) int {
	for i < len(to) && to[i] == kind {
		i++
	}
	return i
}

// nearest is how many statements ahead a stretch of the same words is looked
// for.
const nearest = 40

// regroup pairs stretches of statements that are the same words cut at other
// places: lines broken elsewhere, a heading printed as two.
func (x *aligner) regroup() {
	x.eachGap(func(a0, a1, b0, b1 int) {
		for i, j := a0, b0; i < a1 && j < b1; {
			if di, dj := sameRun(x.old[i:a1], x.new[j:b1]); di > 0 {
				x.runs = append(x.runs, version{x.old[i : i+di], x.new[j : j+dj]})
				for k := range di {
					x.toNew[i+k] = inRun
				}
				for k := range dj {
					x.toOld[j+k] = inRun
				}
				i, j = i+di, j+dj
				continue
			}
			// Go on behind the statement that the other side does not begin with.
			if next := slices.IndexFunc(x.new[j:min(b1, j+nearest)], func(s *statement.Statement) bool { return beginsAlike(x.old[i], s) }); next > 0 {
				j += next
			} else {
				i++
			}
		}
	})
}

// beginsAlike reports whether the words of one statement begin those of the
// other.
func beginsAlike(a, b *statement.Statement) bool {
	x, y := a.Words, b.Words
	return strings.HasPrefix(x, y) || strings.HasPrefix(y, x)
}

// sameRun returns how many statements of a and of b, from the first, hold the
// same words; 0 where none do.
func sameRun(a, b []*statement.Statement) (na, nb int) {
	x, y := a[0].Words, b[0].Words
	for na, nb = 1, 1; x != y; {
		switch {
		case strings.HasPrefix(y, x) && na < len(a):
			x += a[na].Words
			na++
		case strings.HasPrefix(x, y) && nb < len(b):
			y += b[nb].Words
			nb++
		default:
			return 0, 0
		}
	}
	return na, nb
}

// undoRepeated takes apart pairs of phrases that several articles have in
// common ("拒不改正的，处二百元以下罚款") where the articles they stand in begin
// with other words: the phrase belongs to what comes before it.
func (x *aligner) undoRepeated() {
	count := func(list []*statement.Statement) map[uint64]int {
		n := map[uint64]int{}
		for _, s := range list {
			n[s.Shape]++
		}
		return n
	}
	heads := func(list []*statement.Statement) []int {
		at := make([]int, len(list))
		for i, s := range list {
			at[i] = i
			if i > 0 && list[i-1].Part == s.Part && !list[i-1].Heading {
				at[i] = at[i-1]
			}
		}
		return at
	}
	countOld, countNew := count(x.old), count(x.new)
	headsOld, headsNew := heads(x.old), heads(x.new)
	for i, j := range x.toNew {
		if j < 0 || x.old[i].Key == x.new[j].Key || countOld[x.old[i].Shape] < 2 && countNew[x.new[j].Shape] < 2 {
			continue
		}
		if a, b := headsOld[i], headsNew[j]; a != i && b != j && x.toNew[a] != b {
			x.toNew[i], x.toOld[j] = -1, -1
		}
	}
}

// gaps numbers the stretches between statements paired in order.
func (x *aligner) gaps() (old, new []int) {
	old, new = make([]int, len(x.old)), make([]int, len(x.new))
	n := 0
	x.eachGap(func(a0, a1, b0, b1 int) {
		n++
		for i := a0; i < a1; i++ {
			old[i] = n
		}
		for j := b0; j < b1; j++ {
			new[j] = n
		}
	})
	return old, new
}

// moved pairs statements with the same words wherever they stand.
func (x *aligner) moved() {
	at := map[uint64][]int{}
	for j, s := range x.new {
		if x.toOld[j] == none {
			at[s.Key] = append(at[s.Key], j)
		}
	}
	for i, s := range x.old {
		if list := at[s.Key]; x.toNew[i] == none && len(list) > 0 {
			x.pair(i, list[0])
			at[s.Key] = list[1:]
		}
	}
}

// alike pairs what is left by likeness, the likest first.
func (x *aligner) alike() {
	index := map[uint64][]int{}
	for j, s := range x.new {
		if x.toOld[j] == none {
			for _, g := range s.Grams {
				index[g] = append(index[g], j)
			}
		}
	}
	type candidate struct {
		i, j  int
		score float64
	}
	var list []candidate
	for i, s := range x.old {
		if x.toNew[i] != none {
			continue
		}
		seen := map[int]bool{}
		for _, g := range s.Grams {
			if len(index[g]) > commonGram {
				continue
			}
			for _, j := range index[g] {
				if seen[j] {
					continue
				}
				seen[j] = true
				if score, ok := x.score(i, j); ok {
					list = append(list, candidate{i, j, score})
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(distance(a.i, a.j), distance(b.i, b.j)),
			cmp.Compare(min(a.i, a.j), min(b.i, b.j)), cmp.Compare(a.i, b.i))
	})
	for _, c := range list {
		if x.toNew[c.i] == none && x.toOld[c.j] == none {
			x.pair(c.i, c.j)
		}
	}
}

func distance(i, j int) int { return max(i-j, j-i) }

// score says how likely the statements are two versions of one, and whether
// likely enough.
func (x *aligner) score(i, j int) (float64, bool) {
	a, b := x.old[i], x.new[j]
	if a.Row != b.Row || a.Heading != b.Heading || x.otherItem(i, j) {
		return 0, false
	}
	like := x.wordsOld[i].Likeness(x.wordsNew[j])
	if a.Row {
		// A row is named by its first words; two rows of different names are
		// two rows, however like their other cells.
		named := rowLikeness(a, b)
		if named < likeEnough {
			return 0, false
		}
		like = max(like, likeEnough) + named
	}
	enough := likeEnough
	inPlace := x.gapsOld[i] == x.gapsNew[j]
	if inPlace {
		enough = likeEnoughInPlace
	}
	if like < enough {
		return 0, false
	}
	score := like
	if inPlace {
		score += 0.15
	}
	if a.Section >= 0 && b.Section >= 0 && x.sectionsOld[a.Section] == x.sectionsNew[b.Section] {
		score += 0.1
	}
	return score, true
}

// rowLikeness compares what names two table rows: their first cells with
// words, or their first cells where there are only numbers.
func rowLikeness(a, b *statement.Statement) float64 {
	name := func(s *statement.Statement) (folded, bare string) {
		folded = statement.Fold(statement.RowName(s.Masked))
		if bare, letters := statement.WithoutNumbers(folded); letters >= 1 {
			return folded, bare
		}
		// A row that begins with its number in the list is named by what
		// comes next; one of years or amounts by its first cell.
		for _, cell := range statement.Cells(s.Masked) {
			next := statement.Fold(cell.Of(s.Masked))
			if bare, letters := statement.WithoutNumbers(next); letters >= 2 {
				return next, bare
			}
		}
		return folded, ""
	}
	fa, ba := name(a)
	fb, bb := name(b)
	if fa == fb {
		return 1
	}
	return min(0.9, statement.Likeness(statement.Grams(ba), statement.Grams(bb)))
}

// renamed pairs items of a list whose name alone has changed: between the same
// unchanged neighbours, under the same number, with a figure in common.
func (x *aligner) renamed() {
	type place struct {
		gap    int
		number string
	}
	at := map[place][]int{}
	for j, s := range x.new {
		if number := s.ItemNumber(); x.toOld[j] == none && number != "" {
			at[place{x.gapsNew[j], number}] = append(at[place{x.gapsNew[j], number}], j)
		}
	}
	for i, s := range x.old {
		if x.toNew[i] != none || len(at) == 0 {
			continue
		}
		if js := at[place{x.gapsOld[i], s.ItemNumber()}]; len(js) == 1 && x.toOld[js[0]] == none && statement.ShareNumber(s, x.new[js[0]]) {
			x.pair(i, js[0])
		}
	}
}

// inPlace pairs, in order, what is left between the same unchanged
// neighbours and has no words to compare: a cell of numbers, a bare date.
func (x *aligner) inPlace() {
	old, new := map[int][]int{}, map[int][]int{} // by gap
	for i, s := range x.old {
		if x.toNew[i] == none && len(s.Grams) == 0 {
			old[x.gapsOld[i]] = append(old[x.gapsOld[i]], i)
		}
	}
	for j, s := range x.new {
		if x.toOld[j] == none && len(s.Grams) == 0 {
			new[x.gapsNew[j]] = append(new[x.gapsNew[j]], j)
		}
	}
	for gap, is := range old {
		js := new[gap]
		if len(is) != len(js) {
			continue
		}
		for k, i := range is {
			a, b := x.old[i], x.new[js[k]]
			if a.Row == b.Row && (!a.Row || rowLikeness(a, b) == 1) {
				x.pair(i, js[k])
			}
		}
	}
}

// result lists the pairs in order of the new document, with the parts of
// split and joined sentences added to the pair they belong to.
func (x *aligner) result() alignment {
	versions := make([]*version, len(x.new)) // by index of the first new statement
	ofOld := make([]*version, len(x.old))
	for j, i := range x.toOld {
		if i >= 0 {
			versions[j] = &version{old: []*statement.Statement{x.old[i]}, new: []*statement.Statement{x.new[j]}}
			ofOld[i] = versions[j]
		}
	}
	r := alignment{same: x.runs}
	for j, i := range x.toOld {
		if i != none {
			continue
		}
		if k := splitFrom(x.new, x.old, x.toOld, x.toNew, j); k >= 0 {
			ofOld[k].new = append(ofOld[k].new, x.new[j])
			continue
		}
		r.added = append(r.added, x.new[j])
	}
	for i, j := range x.toNew {
		if j != none {
			continue
		}
		if k := splitFrom(x.old, x.new, x.toNew, x.toOld, i); k >= 0 {
			versions[k].old = append(versions[k].old, x.old[i])
			continue
		}
		r.removed = append(r.removed, x.old[i])
	}
	for _, v := range versions {
		if v == nil {
			continue
		}
		byIndex := func(a, b *statement.Statement) int { return cmp.Compare(a.Index, b.Index) }
		slices.SortFunc(v.old, byIndex)
		slices.SortFunc(v.new, byIndex)
		if len(v.old) == 1 && len(v.new) == 1 && v.old[0].Key == v.new[0].Key {
			r.same = append(r.same, *v)
		} else {
			r.like = append(r.like, *v)
		}
	}
	return r
}

// splitFrom returns the index of the statement on the other side that
// here[at] was split from, or -1: a neighbour's counterpart that holds its
// words, which that neighbour no longer has.
func splitFrom(here, there []*statement.Statement, toThere, toHere []int, at int) int {
	s := here[at]
	if s.Row || s.Heading || len(s.Grams) < 3 {
		return -1
	}
	best, share := -1, splitShare
	for k := max(0, at-3); k <= min(len(here)-1, at+3); k++ {
		other := toThere[k]
		if k == at || other < 0 || there[other].Key == here[k].Key {
			continue
		}
		whole := there[other].Grams
		gained := float64(statement.Common(s.Grams, whole)-common3(s.Grams, whole, here[k].Grams)) / float64(len(s.Grams))
		if statement.Containment(s.Grams, whole) >= splitWhole && len(s.Text)+len(here[k].Text) <= len(there[other].Text)*5/4 {
			gained = 1 // the parts repeat each other's words
		}
		if gained >= share {
			best, share = other, gained
		}
	}
	return best
}

// common3 returns how many grams three sorted sets share.
func common3(a, b, c []uint64) int {
	n := 0
	for _, g := range a {
		if _, ok := slices.BinarySearch(b, g); !ok {
			continue
		}
		if _, ok := slices.BinarySearch(c, g); ok {
			n++
		}
	}
	return n
}

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
