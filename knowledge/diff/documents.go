package diff

import (
	"cmp"
	"hash/maphash"
	"path"
	"regexp"
	"slices"
	"strings"

	"policybot/knowledge"
	"policybot/knowledge/diff/statement"
)

// match says which documents of the old base have become which of the new one.
type match struct {
	old, new []*knowledge.Document
	kind     Kind // how; "" for a document that stays under its id
}

// How much of two documents must be the same statements, their numbers left
// out.
const (
	// sameDocument is the likeness from which two documents are two versions
	// of one.
	sameDocument = 0.5
	// revisedTitle is the same where the titles differ in the version only.
	revisedTitle = 0.3
	// partOf is the share of a document's statements that must stand in
	// another for it to be a part of that.
	partOf = 0.6
	// nearlyAlike is the difference of likeness below which two documents are
	// as like a third.
	nearlyAlike = 0.1
	// translated is the likeness below which two documents of two languages
	// under one name are translations of each other.
	translated = 0.2
)

// matcher finds the counterparts of documents.
type matcher struct {
	old, new []knowledge.Document
	toOld    []int // by index of new; none where it has none yet
	toNew    []int
	keys     map[*knowledge.Document][]uint64
	traces   map[*knowledge.Document]*trace
}

func newMatcher(old, new []knowledge.Document) *matcher {
	return &matcher{old: old, new: new, toOld: unpaired(len(new)), toNew: unpaired(len(old)),
		keys: map[*knowledge.Document][]uint64{}, traces: map[*knowledge.Document]*trace{}}
}

// matchDocuments pairs documents by id, number, content, title and name, then
// by the statements they share; then it looks for documents split, merged and
// put beside their earlier versions. In the order of new, removed ones last.
func matchDocuments(old, new []knowledge.Document) []match {
	m := newMatcher(old, new)
	for _, name := range []func(d *knowledge.Document) string{
		func(d *knowledge.Document) string { return string(d.ID) },
		func(d *knowledge.Document) string { return d.Source.Number },
		func(d *knowledge.Document) string { return d.Hash },
		func(d *knowledge.Document) string { return statement.Fold(d.Title) },
		stem,
	} {
		m.byName(name)
	}
	extraOld, extraNew := m.byLikeness()
	return m.result(extraOld, extraNew)
}

// byName pairs the documents that alone on both sides have a name.
func (m *matcher) byName(name func(d *knowledge.Document) string) {
	only := func(list []knowledge.Document, to []int) map[string]int {
		at := map[string]int{}
		for i := range list {
			if to[i] != none {
				continue
			}
			n := name(&list[i])
			if _, twice := at[n]; twice {
				at[n] = none
			} else {
				at[n] = i
			}
		}
		return at
	}
	at, atNew := only(m.old, m.toNew), only(m.new, m.toOld)
	for j := range m.new {
		n := name(&m.new[j])
		if m.toOld[j] != none || n == "" || atNew[n] == none {
			continue
		}
		if i, ok := at[n]; ok && i != none {
			m.toOld[j], m.toNew[i] = i, j
		}
	}
}

// languageMark matches what tells the language of a file in its name.
var languageMark = regexp.MustCompile(`(?i)[-_. （(](?:zh|en|cn|zh-cn|zh-tw|zh-hans|zh-hant|chinese|english|中文|英文|中文版|英文版)[)）]?$`)

// stem is the name of a document's file without its folder, format and
// language.
func stem(d *knowledge.Document) string {
	name := path.Base(cmp.Or(d.Path, string(d.ID)))
	return statement.Fold(languageMark.ReplaceAllString(strings.TrimSuffix(name, path.Ext(name)), ""))
}

// keysOf returns what the statements of a document are without their numbers,
// sorted, each once.
func (m *matcher) keysOf(d *knowledge.Document) []uint64 {
	if keys, ok := m.keys[d]; ok {
		return keys
	}
	var keys []uint64
	for _, s := range statement.Of(d) {
		if s.Section >= 0 {
			keys = append(keys, cmp.Or(s.Shape, s.Key))
		}
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	m.keys[d] = keys
	return keys
}

// byLikeness pairs what is left by the statements shared. It returns, by index
// of the document they belong to, the old documents that were merged into a
// new one and the new documents that were split from an old one.
func (m *matcher) byLikeness() (merged, split map[int][]int) {
	merged, split = map[int][]int{}, map[int][]int{}
	for _, c := range m.likest() {
		if m.toNew[c.i] == none && m.toOld[c.j] == none && c.like >= sameDocument {
			m.toOld[c.j], m.toNew[c.i] = c.i, c.j
		}
	}
	for j := range m.new {
		if m.toOld[j] == none {
			if i := m.splitFrom(j); i != none {
				split[i] = append(split[i], j)
			}
		}
	}
	for i := range m.old {
		if m.toNew[i] == none {
			if j := m.mergedInto(i); j != none {
				merged[j] = append(merged[j], i)
			}
		}
	}
	return merged, split
}

// likePair is two documents and the share of their statements that both have.
type likePair struct {
	i, j int
	like float64
}

// likest returns the pairs of documents without a counterpart, the likest
// first.
func (m *matcher) likest() []likePair {
	var list []likePair
	for j := range m.new {
		if m.toOld[j] != none {
			continue
		}
		for _, i := range m.candidates(&m.new[j], m.old) {
			if m.toNew[i] == none {
				list = append(list, likePair{i, j, statement.Likeness(m.keysOf(&m.old[i]), m.keysOf(&m.new[j]))})
			}
		}
	}
	slices.SortFunc(list, func(a, b likePair) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j))
	})
	return list
}

// splitFrom returns the old document that most of a new one stood in and that
// no longer holds it, or none.
func (m *matcher) splitFrom(j int) int {
	part := m.keysOf(&m.new[j])
	for _, i := range m.candidates(&m.new[j], m.old) {
		whole := m.keysOf(&m.old[i])
		if len(part) < 2 || statement.Containment(part, whole) < partOf {
			continue
		}
		if m.toNew[i] == none {
			m.toOld[j], m.toNew[i] = i, j
			return none
		}
		if common3(part, whole, m.keysOf(&m.new[m.toNew[i]]))*2 < statement.Common(part, whole) {
			return i
		}
	}
	return none
}

// mergedInto returns the new document that holds most of an old one and did
// not before, or none.
func (m *matcher) mergedInto(i int) int {
	part := m.keysOf(&m.old[i])
	for _, j := range m.candidates(&m.old[i], m.new) {
		whole := m.keysOf(&m.new[j])
		if len(part) < 2 || statement.Containment(part, whole) < partOf {
			continue
		}
		if m.toOld[j] == none || common3(part, whole, m.keysOf(&m.old[m.toOld[j]]))*2 < statement.Common(part, whole) {
			return j
		}
	}
	return none
}

// earlier returns the old document that a new one is a version of, though that
// stays, or nil.
func (m *matcher) earlier(d *knowledge.Document) *knowledge.Document {
	var best *knowledge.Document
	most := 0.0
	for _, i := range m.candidates(d, m.old) {
		o := &m.old[i]
		like := statement.Likeness(m.keysOf(o), m.keysOf(d))
		if like < sameDocument && (like < revisedTitle || unversioned(o.Title) != unversioned(d.Title)) {
			continue
		}
		// Of versions that are alike, the latest is the one before.
		if best == nil || like > most+nearlyAlike || like > most-nearlyAlike && olderFirst(*best, *o) < 0 {
			best, most = o, like
		}
	}
	return best
}

// version matches what tells a version in a title.
var versionWords = regexp.MustCompile(`(?i)[（(【\[][^）)】\]]*(?:版|修订|修正|试行|暂行|\d{4})[^）)】\]]*[）)】\]]|\d{4}\s*年?(?:版|修订|修正)?|(?:修订|修正|最新)版?|\b(?:version|ver|v|rev|revised|revision|edition|draft|final)\b\.?\s*[\d.]*`)

func unversioned(title string) string {
	return statement.Fold(versionWords.ReplaceAllString(title, ""))
}

// result lists the matches.
func (m *matcher) result(merged, split map[int][]int) []match {
	var list []match
	inSplit := map[int]bool{}
	for _, js := range split {
		for _, j := range js {
			inSplit[j] = true
		}
	}
	for j := range m.new {
		d := &m.new[j]
		switch i := m.toOld[j]; {
		case inSplit[j]:
		case i == none && len(merged[j]) > 0:
			list = append(list, m.group(merged[j], []int{j}, DocumentMerged))
		case i == none:
			list = append(list, m.newcomer(d))
		case len(merged[j]) > 0:
			list = append(list, m.group(append([]int{i}, merged[j]...), []int{j}, DocumentMerged))
		case len(split[i]) > 0:
			list = append(list, m.group([]int{i}, append([]int{j}, split[i]...), DocumentSplit))
		default:
			list = append(list, match{[]*knowledge.Document{&m.old[i]}, []*knowledge.Document{d}, m.kindOf(&m.old[i], d)})
		}
	}
	taken := map[int]bool{}
	for _, is := range merged {
		for _, i := range is {
			taken[i] = true
		}
	}
	for i := range m.old {
		if m.toNew[i] == none && !taken[i] {
			list = append(list, match{old: []*knowledge.Document{&m.old[i]}, kind: DocumentRemoved})
		}
	}
	return list
}

func (m *matcher) group(old, new []int, kind Kind) match {
	g := match{kind: kind}
	for _, i := range old {
		g.old = append(g.old, &m.old[i])
	}
	for _, j := range new {
		g.new = append(g.new, &m.new[j])
	}
	return g
}

// newcomer says what a new document is: another version or a translation of
// one that stays, or one of its own.
func (m *matcher) newcomer(d *knowledge.Document) match {
	for i := range m.old {
		if o := &m.old[i]; o.Language != d.Language && stem(o) == stem(d) && stem(d) != "" {
			return match{[]*knowledge.Document{o}, []*knowledge.Document{d}, DocumentTranslated}
		}
	}
	if o := m.earlier(d); o != nil && !(o.Hash != "" && o.Hash == d.Hash) {
		return match{[]*knowledge.Document{o}, []*knowledge.Document{d}, DocumentRevised}
	}
	return match{new: []*knowledge.Document{d}, kind: DocumentAdded}
}

// kindOf says how one document has become another.
func (m *matcher) kindOf(old, new *knowledge.Document) Kind {
	switch {
	case old.Language != new.Language && old.Language != "" && new.Language != "" && statement.Likeness(m.keysOf(old), m.keysOf(new)) < translated:
		return DocumentTranslated
	case old.ID == new.ID:
		return ""
	case old.Format != new.Format && stem(old) == stem(new):
		return DocumentConverted
	}
	return DocumentMoved
}

// mostCandidates is how many documents are looked at as counterparts of one.
const mostCandidates = 12

// candidates returns the indexes of the documents of a list that share lines
// or the words of the title with d, those that share most first.
func (m *matcher) candidates(d *knowledge.Document, list []knowledge.Document) []int {
	lines := map[uint64]bool{}
	own := m.trace(d)
	for _, hash := range own.lines {
		lines[hash] = true
	}
	type candidate struct{ index, lines int }
	var found []candidate
	for i := range list {
		other := m.trace(&list[i])
		n := 0
		for _, hash := range other.lines {
			if lines[hash] {
				n++
			}
		}
		if n > 0 || statement.Likeness(own.title, other.title) >= likeEnough {
			found = append(found, candidate{i, n})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(b.lines, a.lines) })
	var indexes []int
	for _, c := range found[:min(len(found), mostCandidates)] {
		indexes = append(indexes, c.index)
	}
	return indexes
}

// trace is what a document is quickly found by.
type trace struct {
	lines []uint64 // hashes of the lines that are long enough to tell it by
	title []uint64 // grams
}

func (m *matcher) trace(d *knowledge.Document) *trace {
	if t := m.traces[d]; t != nil {
		return t
	}
	const shortest = 12 // bytes of a line
	t := &trace{title: statement.Grams(statement.Fold(d.Title))}
	for i := range d.Sections {
		for line := range strings.SplitSeq(d.Sections[i].Text, "\n") {
			if line = strings.TrimSpace(line); len(line) >= shortest {
				t.lines = append(t.lines, maphash.String(statement.Seed, line))
			}
		}
	}
	m.traces[d] = t
	return t
}
