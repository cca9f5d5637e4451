package bot

import (
	"slices"
	"strings"

	"policybot/bot/state"
	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/figure"
)

// follower finds what became of what people were told, from one revision of
// the base to the next.
type follower struct {
	old, new *knowledge.Base
	changes  []diff.Change // all of them, those that are silent too
	logged   []int         // index in the change log of each of changes, -1 for those not in it
}

// newFollower returns a follower over the changes that lead from old to new.
func newFollower(old, new *knowledge.Base, changes []diff.Change) *follower {
	f := &follower{old: old, new: new, changes: changes}
	next := 0
	for i := range changes {
		at := -1
		if !changes[i].IsSilent() {
			at = next
			next++
		}
		f.logged = append(f.logged, at)
	}
	return f
}

// follow returns what has moved or changed of what people were told.
func (f *follower) follow(list []state.Followed) []state.Moved {
	var moved []state.Moved
	for _, was := range list {
		from := was
		if !f.locate(&was) {
			continue // it stands nowhere any more: nothing is known of it
		}
		m := state.Moved{From: from, To: was, Change: -1}
		switch {
		case was.Measure != "":
			f.measure(&m)
		case was.Gone:
			f.comeBack(&m)
		default:
			f.statement(&m)
		}
		if m.To != from {
			moved = append(moved, m)
		}
	}
	return moved
}

// locate brings the place of something told up to date with the old base: it
// was noted in the revision that it was told from. It reports whether the
// words stand there.
func (f *follower) locate(w *state.Followed) bool {
	if w.Measure != "" || w.Gone {
		return true
	}
	if w.Statement == "" { // the first version did not keep it
		w.Statement = f.old.Quote(w.Cite)
		return strings.Contains(w.Statement, w.Words)
	}
	if f.old.Quote(w.Cite) == w.Statement {
		return true
	}
	cite, found := find(f.old, w.Cite, w.Statement)
	w.Cite = cite
	return found
}

// find finds words in a base, near a place first: the same section, the same
// document, any.
func find(base *knowledge.Base, near knowledge.Citation, words string) (knowledge.Citation, bool) {
	if words == "" {
		return near, false
	}
	d := base.Document(near.Document)
	if d != nil {
		if s := d.Section(near.Section); s != nil && strings.Contains(s.Text, words) {
			return citeIn(d, s, words), true
		}
		if cite, found := findIn(d, words); found {
			return cite, true
		}
	}
	for i := range base.Documents {
		if cite, found := findIn(&base.Documents[i], words); found {
			return cite, true
		}
	}
	return near, false
}

// findIn finds words in a document.
func findIn(d *knowledge.Document, words string) (knowledge.Citation, bool) {
	for i := range d.Sections {
		if s := &d.Sections[i]; strings.Contains(s.Text, words) {
			return citeIn(d, s, words), true
		}
	}
	return knowledge.Citation{}, false
}

// citeIn cites words that a section holds.
func citeIn(d *knowledge.Document, s *knowledge.Section, words string) knowledge.Citation {
	at := strings.Index(s.Text, words)
	return knowledge.Citation{Document: d.ID, Section: s.ID, Start: at, End: at + len(words)}
}

// measure follows a figure of a measure by the fact it belongs to.
func (f *follower) measure(m *state.Moved) {
	was, position := factFigure(f.old, m.To.Measure, m.To.Fact, m.To.Value)
	if m.To.Gone {
		position = 0
	}
	now := factOf(f.new, m.To.Measure, m.To.Fact)
	m.Change = f.changeOfMeasure(m.To.Measure, m.To.Value)
	switch {
	case now == nil && (was != nil || m.To.Gone):
		m.To.Gone = true
	case now != nil && position >= 0 && position < len(now.Figures):
		m.To.Gone = false
		m.To.Cite, m.To.Statement = now.Cite, f.new.Quote(now.Cite)
		setFigure(&m.To, now.Figures[position])
	}
}

func factOf(b *knowledge.Base, measure knowledge.MeasureID, fact knowledge.FactID) *knowledge.Fact {
	m := measureIn(b, measure)
	if m == nil {
		return nil
	}
	i := slices.IndexFunc(m.Facts, func(f knowledge.Fact) bool { return f.ID == fact })
	if i < 0 {
		return nil
	}
	return &m.Facts[i]
}

// factFigure returns a fact and which of its figures has the value, -1 for
// none.
func factFigure(b *knowledge.Base, measure knowledge.MeasureID, id knowledge.FactID, value string) (*knowledge.Fact, int) {
	fact := factOf(b, measure, id)
	if fact == nil {
		return nil, -1
	}
	return fact, slices.IndexFunc(fact.Figures, func(f figure.Figure) bool { return f.ValueString() == value })
}

// changeOfMeasure is the place in the log of the change of a measure from a
// value, -1 for none.
func (f *follower) changeOfMeasure(id knowledge.MeasureID, value string) int {
	for i := range f.changes {
		c := &f.changes[i]
		if c.Measure == id && (c.Old != nil && c.Old.Value == value || c.Kind == diff.MeasureRemoved) {
			return f.logged[i]
		}
	}
	return -1
}

// comeBack looks whether the source says again what it said no more.
func (f *follower) comeBack(m *state.Moved) {
	cite, found := find(f.new, m.To.Cite, m.To.Statement)
	if !found {
		return
	}
	m.To.Cite, m.To.Gone = cite, false
	m.To.Value = ""
	if m.To.Unit == state.Text {
		m.To.Value = state.TextValue(m.To.Words)
		return
	}
	for _, g := range figuresOf(f.new, cite, m.To.Statement, m.To.Unit) {
		if g.Text == m.To.Words {
			setFigure(&m.To, g)
		}
	}
}

// statement follows a statement of running text: by the change that says what
// became of it, else by its words.
func (f *follower) statement(m *state.Moved) {
	touching := f.touching(m.To.Cite)
	for _, i := range touching {
		if f.changed(m, i) {
			return
		}
	}
	removed := -1
	for _, i := range touching {
		if f.changes[i].NewCite.Document != "" && f.reworded(m, i) {
			return
		}
		removed = max(removed, f.logged[i])
	}
	cite, found := find(f.new, m.To.Cite, m.To.Statement)
	if _, unnumbered, numbered := strings.Cut(m.To.Statement, " "); !found && numbered { // 第五条 may be 第六条 now
		if cite, found = find(f.new, m.To.Cite, unnumbered); found {
			cite, m.To.Statement = f.wholeSentence(cite)
		}
	}
	switch {
	case found:
		m.To.Cite = cite
	case len(touching) > 0 || f.new.Document(m.To.Cite.Document) == nil:
		m.To.Gone, m.Change = true, removed
	}
}

// touching returns the changes of the words of a citation of the old base.
func (f *follower) touching(cite knowledge.Citation) []int {
	var list []int
	for i := range f.changes {
		c := &f.changes[i]
		if overlaps(c.OldCite, cite) || c.Kind == diff.DocumentRemoved && c.Document == cite.Document {
			list = append(list, i)
		}
	}
	return list
}

// changed follows a figure through a change of it, and reports whether it is
// one.
func (f *follower) changed(m *state.Moved, change int) bool {
	c := &f.changes[change]
	if c.Old == nil || c.New == nil || c.Old.Value != m.To.Value || c.Old.Unit != m.To.Unit || c.NewCite.Document == "" {
		return false
	}
	m.To.Words, m.To.Value, m.To.Unit, m.To.Bound = c.New.Text, c.New.Value, c.New.Unit, c.New.Bound
	m.To.Cite, m.To.Statement = f.wholeSentence(c.NewCite)
	m.Change = f.logged[change]
	return true
}

// reworded follows something into a sentence that was changed elsewhere in it,
// or only in its notation or number. It reports whether it is settled.
func (f *follower) reworded(m *state.Moved, change int) bool {
	c := &f.changes[change]
	cite, statement := f.wholeSentence(c.NewCite)
	if statement == "" {
		return false
	}
	if m.To.Unit == state.Text {
		m.To.Cite, m.To.Statement = cite, statement
		if !c.IsSilent() {
			m.To.Words, m.To.Value, m.Change = statement, state.TextValue(statement), f.logged[change]
		}
		return true
	}
	alike := figuresOf(f.new, cite, statement, m.To.Unit)
	same := slices.IndexFunc(alike, func(g figure.Figure) bool { return g.ValueString() == m.To.Value })
	switch {
	case same >= 0:
		setFigure(&m.To, alike[same])
	case len(alike) == 1 && len(figuresOf(f.old, m.To.Cite, m.To.Statement, m.To.Unit)) == 1:
		setFigure(&m.To, alike[0])
		m.Change = f.logged[change]
	default:
		return false
	}
	m.To.Cite, m.To.Statement = cite, statement
	return true
}

// figuresOf reads the figures of a unit in a statement of a base.
func figuresOf(base *knowledge.Base, cite knowledge.Citation, statement, unit string) []figure.Figure {
	d := base.Document(cite.Document)
	if d == nil {
		return nil
	}
	return slices.DeleteFunc(figure.Find(statement, d.Source.Published), func(g figure.Figure) bool { return g.Unit != unit })
}

// wholeSentence widens a citation of the new base to the sentences it lies in.
func (f *follower) wholeSentence(cite knowledge.Citation) (knowledge.Citation, string) {
	d := f.new.Document(cite.Document)
	if d == nil || d.Section(cite.Section) == nil {
		return cite, ""
	}
	text := d.Section(cite.Section).Text
	wide := cite
	for _, s := range knowledge.Sentences(text) {
		if s.Start < cite.End && s.End > cite.Start {
			wide.Start, wide.End = min(wide.Start, s.Start), max(wide.End, s.End)
		}
	}
	return wide, f.new.Quote(wide)
}

// setFigure sets what a figure says now.
func setFigure(to *state.Followed, g figure.Figure) {
	to.Words, to.Value, to.Unit, to.Bound = g.Text, g.ValueString(), g.Unit, g.Bound
}

// overlaps reports whether two citations share words.
func overlaps(a, b knowledge.Citation) bool {
	return a.Document == b.Document && a.Section == b.Section && a.Start < b.End && b.Start < a.End
}
