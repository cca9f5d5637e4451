package diff

import (
	"cmp"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"policybot/knowledge"
	"policybot/knowledge/diff/statement"
	"policybot/knowledge/figure"
)

// documentDiff collects the changes of one document.
type documentDiff struct {
	old, new *volume
	changes  []positioned
	updated  map[string]bool // scopes of new in which the as-of date has moved on
}

// positioned is a change with its place: in the new document, or after it
// for what the old one alone holds.
type positioned struct {
	Change
	at, order int
}

// diffDocument returns what changed from one version of a document to the
// next, in reading order.
func diffDocument(old, new *volume) []Change {
	d := &documentDiff{old: old, new: new, updated: map[string]bool{}}
	if old.Hash != "" && old.Hash == new.Hash && sameSource(old.Document, new.Document) {
		return d.list()
	}
	before, after := statement.Of(old.Document), statement.Of(new.Document)
	a := align(old.Document, new.Document, before, after)

	d.renumbered(a)
	for _, v := range a.same {
		o, n := v.old[0], v.new[0]
		switch {
		case len(v.old)+len(v.new) > 2:
			d.add(n.Index, d.silent(Reformatted, v))
		case o.Text == n.Text:
		case o.Text[statement.MarkerEnd(o.Text):] != n.Text[statement.MarkerEnd(n.Text):]:
			d.add(n.Index, d.silent(Reformatted, v))
		case n.Section < 0 || d.new.Sections[n.Section].Number == "":
			d.add(n.Index, d.silent(Renumbered, v)) // a list item
		}
	}
	versions := concurrently(a.like, d.compare)
	removed, added := d.sentences(old, a.removed), d.sentences(new, a.added)
	d.loose(versions, removed, added, slices.Concat(before, after))
	for _, p := range versions {
		d.report(p)
	}
	d.comings(removed, added, a)
	d.source()
	return d.list()
}

func sameSource(old, new *knowledge.Document) bool {
	return old.Source.Effective == new.Source.Effective && old.Title == new.Title
}

func (d *documentDiff) sentences(doc *volume, list []*statement.Statement) []*sentence {
	return concurrently(list, func(st *statement.Statement) *sentence {
		s := newSentence([]*statement.Statement{st}, doc.Source.Published)
		for i := range s.figures {
			s.alone = append(s.alone, i)
		}
		s.named()
		return s
	})
}

func (d *documentDiff) add(at int, c Change) {
	if c.Document == "" {
		in := d.new.cited(c.NewCite.Document)
		c.Document, c.Title = in.ID, in.Title
	}
	d.changes = append(d.changes, positioned{c, at, len(d.changes)})
}

func (d *documentDiff) list() []Change {
	slices.SortStableFunc(d.changes, func(a, b positioned) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.order, b.order))
	})
	var changes []Change
	for _, c := range d.changes {
		changes = append(changes, c.Change)
	}
	return changes
}

// concurrently returns what do makes of each of a list, in its order, several
// at a time: reading figures is most of the work of a comparison.
func concurrently[A, B any](list []A, do func(A) B) []B {
	made := make([]B, len(list))
	var wait sync.WaitGroup
	var next atomic.Int64
	const share = 16 // taken at a time
	for range min(runtime.GOMAXPROCS(0), 1+len(list)/(4*share)) {
		wait.Go(func() {
			for {
				end := int(next.Add(share))
				for i := end - share; i < min(end, len(list)); i++ {
					made[i] = do(list[i])
				}
				if end >= len(list) {
					return
				}
			}
		})
	}
	wait.Wait()
	return made
}

// silent is a change of a sentence that says what it said before.
func (d *documentDiff) silent(kind Kind, v version) Change {
	texts := func(list []*statement.Statement) string {
		var ts []string
		for _, s := range list {
			ts = append(ts, s.Text)
		}
		return strings.Join(ts, "\n")
	}
	return Change{Kind: kind, Severity: Silent, Section: d.statementSection(d.new, v.new[0]),
		OldQuote: Quote{Text: texts(v.old)}, NewQuote: Quote{Text: texts(v.new)},
		OldCite: cite(d.old, v.old), NewCite: cite(d.new, v.new)}
}

func (d *documentDiff) statementSection(doc *volume, s *statement.Statement) string {
	if s.Section < 0 {
		return ""
	}
	return sectionName(&doc.Sections[s.Section])
}

func (d *documentDiff) section(s *sentence, doc *volume) string {
	return d.statementSection(doc, s.statements[0])
}

// cite points at statements of one section of a document.
func cite(doc *volume, list []*statement.Statement) knowledge.Citation {
	first := list[0]
	if first.Section < 0 {
		return knowledge.Citation{Document: doc.ID}
	}
	c := knowledge.Citation{Document: doc.at(first.Section).ID, Section: doc.Sections[first.Section].ID, Start: first.Span.Start, End: first.Span.End}
	for _, s := range list[1:] {
		if s.Section == first.Section && !s.Heading && !first.Heading {
			c.Start, c.End = min(c.Start, s.Span.Start), max(c.End, s.Span.End)
		}
	}
	return c
}

// renumbered reports, once for each, sections that say the same under
// another number.
func (d *documentDiff) renumbered(a alignment) {
	type move struct{ old, new int }
	votes := map[move]int{}
	total := map[int]int{}
	for _, v := range slices.Concat(a.same, a.like) {
		o, n := v.old[0].Section, v.new[0].Section
		if o >= 0 && n >= 0 && !v.new[0].Heading {
			votes[move{o, n}]++
			total[n]++
		}
	}
	byPlace := func(a, b move) int { return cmp.Or(cmp.Compare(a.new, b.new), cmp.Compare(a.old, b.old)) }
	for _, m := range slices.SortedFunc(maps.Keys(votes), byPlace) {
		count := votes[m]
		from, to := d.old.Sections[m.old].Number, d.new.Sections[m.new].Number
		if from == "" || to == "" || from == to || 2*count <= total[m.new] {
			continue
		}
		at := 0
		for _, v := range a.same {
			if v.new[0].Section == m.new {
				at = v.new[0].Index
				break
			}
		}
		d.add(at, Change{Kind: Renumbered, Severity: Silent, Section: to, Subject: to,
			OldQuote: Quote{Text: from}, NewQuote: Quote{Text: to},
			OldCite: knowledge.Citation{Document: d.old.at(m.old).ID, Section: d.old.Sections[m.old].ID},
			NewCite: knowledge.Citation{Document: d.new.at(m.new).ID, Section: d.new.Sections[m.new].ID}})
	}
}

// states reports whether the text of a document states a day.
func states(d *knowledge.Document, day figure.Date) bool {
	for i := range d.Sections {
		for _, f := range figure.Find(d.Sections[i].Text, d.Source.Published) {
			if isDate(f) && (f.Date == day || f.Until == day) {
				return true
			}
		}
	}
	return false
}

// source reports an effective date that the document's own particulars give,
// unless its text told the same.
func (d *documentDiff) source() {
	old, new := d.old.Source.Effective, d.new.Source.Effective
	if old == new || old.IsZero() || new.IsZero() {
		return
	}
	for _, c := range d.changes {
		if c.Kind == EffectiveDateChanged && c.New != nil && c.New.Value == new.String() {
			return
		}
	}
	if states(d.old.Document, old) && states(d.new.Document, new) {
		return // read from the text, whose sentences have been compared
	}
	d.add(0, Change{Kind: EffectiveDateChanged, Severity: Major, Subject: d.new.Title,
		Old: &Value{Text: old.String(), Value: old.String(), Unit: "date", Bound: figure.Equal},
		New: &Value{Text: new.String(), Value: new.String(), Unit: "date", Bound: figure.Equal}, Delta: daysBetween(old, new)})
}
