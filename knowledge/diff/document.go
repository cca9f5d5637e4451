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
	"policybot/knowledge/figure"
)

// documentDiff collects the changes of one document.
type documentDiff struct {
	old, new *knowledge.Document
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
func diffDocument(old, new *knowledge.Document) []Change {
	d := &documentDiff{old: old, new: new, updated: map[string]bool{}}
	if old.ID != new.ID {
		c := documentChange(DocumentMoved, new)
		c.Severity = Minor
		c.OldQuote, c.NewQuote = Quote{Text: string(old.ID)}, Quote{Text: string(new.ID)}
		d.add(0, c)
	}
	if old.Hash != "" && old.Hash == new.Hash && sameSource(old, new) {
		return d.list()
	}
	before, after := statementsOf(old), statementsOf(new)
	a := align(old, new, before, after)

	d.renumbered(a)
	for _, v := range a.same {
		o, n := v.old[0], v.new[0]
		switch {
		case o.text == n.text:
		case o.text[markerEnd(o.text):] != n.text[markerEnd(n.text):]:
			d.add(n.index, d.silent(Reformatted, v))
		case n.section < 0 || d.new.Sections[n.section].Number == "":
			d.add(n.index, d.silent(Renumbered, v)) // a list item
		}
	}
	versions := d.compareAll(a.like)
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

func (d *documentDiff) sentences(doc *knowledge.Document, list []*statement) []*sentence {
	var sentences []*sentence
	for _, st := range list {
		s := newSentence([]*statement{st}, doc.Source.Published)
		for i := range s.figures {
			s.alone = append(s.alone, i)
		}
		sentences = append(sentences, s)
	}
	return sentences
}

func (d *documentDiff) add(at int, c Change) {
	if c.Document == "" {
		c.Document, c.Title = d.new.ID, d.new.Title
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

// compareAll compares versions, several at a time: reading figures is most
// of the work.
func (d *documentDiff) compareAll(versions []version) []*sentencePair {
	pairs := make([]*sentencePair, len(versions))
	var wait sync.WaitGroup
	var next atomic.Int64
	const share = 16 // versions taken at a time
	for range min(runtime.GOMAXPROCS(0), 1+len(versions)/(4*share)) {
		wait.Go(func() {
			for {
				end := int(next.Add(share))
				for i := end - share; i < min(end, len(versions)); i++ {
					pairs[i] = d.compare(versions[i])
				}
				if end >= len(versions) {
					return
				}
			}
		})
	}
	wait.Wait()
	return pairs
}

// report turns a pair of versions into changes: one for each figure that
// changed, came or went; else a silent one.
func (d *documentDiff) report(p *sentencePair) {
	before := len(d.changes)
	notation := false
	advanced := false
	for _, ij := range p.figures {
		o, n := p.old.figures[ij[0]], p.new.figures[ij[1]]
		if roleOf(p.old.masked, o) == figure.AsOf && roleOf(p.new.masked, n) == figure.AsOf && o.Date.Compare(n.Date) < 0 {
			advanced = true
		}
	}
	p.later = p.periodMovedOn()
	if advanced {
		d.updated[p.new.statements[0].scope(d.new)] = true
	}
	var dates [][2]int
	for _, ij := range p.figures {
		o, n := p.old.figures[ij[0]], p.new.figures[ij[1]]
		if sameValue(o, n) && sameBound(o, n) {
			notation = notation || foldWords(o.Text) != foldWords(n.Text)
			continue
		}
		if isDate(o) && (roleOf(p.new.masked, n) == figure.AsOf || p.later && ij == p.figures[0]) {
			dates = append(dates, ij)
			continue
		}
		d.figure(p, ij[0], ij[1])
	}
	if len(d.changes) == before {
		// The as-of date alone moved on, or the page's own date did.
		for _, ij := range dates {
			d.figure(p, ij[0], ij[1])
		}
	}
	if len(p.old.alone) == 1 && len(p.new.alone) == 1 &&
		p.old.context(p.old.alone[0]).likeness(p.new.context(p.new.alone[0])) >= likeEnough {
		// One thing told in another measure: 有效期3年 -> 有效期至2027年12月31日.
		d.figure(p, p.old.alone[0], p.new.alone[0])
		p.old.alone, p.new.alone = nil, nil
	}
	for _, i := range p.old.alone {
		d.loneFigure(p, i, -1)
	}
	for _, j := range p.new.alone {
		d.loneFigure(p, -1, j)
	}
	if len(d.changes) > before {
		return
	}
	v := version{p.old.statements, p.new.statements}
	c := d.silent(Reformatted, v)
	c.OldQuote.Marked, c.NewQuote.Marked = p.marks()
	switch numbers := p.bareNumbers(c); {
	case len(numbers) > 0:
		for _, n := range numbers {
			n.Section, n.OldCite, n.NewCite = c.Section, c.OldCite, c.NewCite
			d.add(p.new.statements[0].index, n)
		}
		return
	case turns(obliges(p.old.masked), obliges(p.new.masked)) && len(c.OldQuote.Marked)+len(c.NewQuote.Marked) <= 6 && likeness(p.old.grams, p.new.grams) >= likeEnough:
		c.Kind, c.Severity = MeasureAmended, Minor
		c.Subject = d.section(p.new, d.new)
	case p.new.statements[0].row && itemsChanged(p.old.masked, p.new.masked):
		c.Kind, c.Severity = MeasureAmended, Minor
		c.Subject = rowName(p.new.masked)
	case len(p.figures) > 0 && boundSide(c.OldQuote)*boundSide(c.NewQuote) < 0:
		// The words of a bound turned round, too far from the figure for its
		// reader to see.
		ij := p.figures[0]
		c.Kind, c.Severity, c.Subject = BoundChanged, Major, subjectOf(p.new, ij[1])
		c.Old, c.New = valueOf(p.old.figures[ij[0]]), valueOf(p.new.figures[ij[1]])
	case notation:
		c.Kind = NotationOnly
	}
	d.add(p.new.statements[0].index, c)
}

// silent is a change of a sentence that says what it said before.
func (d *documentDiff) silent(kind Kind, v version) Change {
	texts := func(list []*statement) string {
		var ts []string
		for _, s := range list {
			ts = append(ts, s.text)
		}
		return strings.Join(ts, "\n")
	}
	return Change{Kind: kind, Severity: Silent, Section: d.statementSection(d.new, v.new[0]),
		OldQuote: Quote{Text: texts(v.old)}, NewQuote: Quote{Text: texts(v.new)},
		OldCite: cite(d.old, v.old), NewCite: cite(d.new, v.new)}
}

func (d *documentDiff) statementSection(doc *knowledge.Document, s *statement) string {
	if s.section < 0 {
		return ""
	}
	return sectionName(&doc.Sections[s.section])
}

func (d *documentDiff) section(s *sentence, doc *knowledge.Document) string {
	return d.statementSection(doc, s.statements[0])
}

// cite points at statements of one section of a document.
func cite(doc *knowledge.Document, list []*statement) knowledge.Citation {
	first := list[0]
	if first.section < 0 {
		return knowledge.Citation{Document: doc.ID}
	}
	c := knowledge.Citation{Document: doc.ID, Section: doc.Sections[first.section].ID, Start: first.span.Start, End: first.span.End}
	for _, s := range list[1:] {
		if s.section == first.section && !s.heading && !first.heading {
			c.Start, c.End = min(c.Start, s.span.Start), max(c.End, s.span.End)
		}
	}
	return c
}

// figure reports that figure i of the old sentence became figure j of the new
// one.
func (d *documentDiff) figure(p *sentencePair, i, j int) {
	o, n := p.old.figures[i], p.new.figures[j]
	c := d.figureChange(p)
	c.Old, c.New, c.Delta = valueOf(o), valueOf(n), deltaOf(o, n)
	c.Subject = subjectOf(p.new, j)
	c.Kind, c.Severity = FigureChanged, Major
	oldRole, newRole := roleOf(p.old.masked, o), roleOf(p.new.masked, n)
	switch {
	case sameValue(o, n):
		c.Kind, c.Delta = BoundChanged, ""
		if side(o.Bound) == 0 && side(n.Bound) == 0 {
			c.Severity = Minor // 约50 -> 50
		}
	case isDate(n) && (oldRole == figure.AsOf || newRole == figure.AsOf || p.later && j == p.figures[0][1]):
		c.Kind, c.Severity = FigureUpdated, Minor
	case o.Dimension == figure.DateRange && n.Dimension == figure.DateRange && o.Date != n.Date && o.Until == n.Until:
		c.Kind = EffectiveDateChanged
	case o.Dimension == figure.DateRange && n.Dimension == figure.DateRange && (oldRole == figure.Effective || newRole == figure.Effective || newRole == figure.Deadline):
		c.Kind = DeadlineMoved
	case isDate(n) && (oldRole == figure.Deadline || newRole == figure.Deadline):
		c.Kind = DeadlineMoved
	case isDate(n) && (oldRole == figure.Effective || newRole == figure.Effective):
		c.Kind = EffectiveDateChanged
	case !isDate(n) && d.later(p, o, n):
		c.Kind, c.Severity = FigureUpdated, Minor
	case o.Dimension == figure.Number && n.Dimension == figure.Number:
		c.Severity = Minor
	}
	d.add(p.new.statements[0].index, c)
}

// later reports whether the new figure is the same statistic at a later date
// rather than another rule.
func (d *documentDiff) later(p *sentencePair, o, n figure.Figure) bool {
	if !o.AsOf.IsZero() && !n.AsOf.IsZero() {
		return o.AsOf.Compare(n.AsOf) < 0
	}
	return (p.later || d.updated[p.new.statements[0].scope(d.new)]) && side(o.Bound) == 0 && side(n.Bound) == 0
}

// scope is the part within which an as-of date holds for what follows it: the
// sections under one heading.
func (s *statement) scope(doc *knowledge.Document) string {
	if s.section < 0 {
		return ""
	}
	return strings.Join(doc.Sections[s.section].Heading, "\n")
}

// loneFigure reports a figure that left (j < 0) or joined a sentence.
func (d *documentDiff) loneFigure(p *sentencePair, i, j int) {
	c := d.figureChange(p)
	c.Kind, c.Severity = MeasureAmended, Minor
	if i >= 0 {
		c.Old, c.Subject = valueOf(p.old.figures[i]), subjectOf(p.old, i)
	} else {
		c.New, c.Subject = valueOf(p.new.figures[j]), subjectOf(p.new, j)
	}
	d.add(p.new.statements[0].index, c)
}

// figureChange is a change with the place and the quotes of a pair of
// sentences.
func (d *documentDiff) figureChange(p *sentencePair) Change {
	c := Change{Section: d.section(p.new, d.new), OldQuote: Quote{Text: p.old.text}, NewQuote: Quote{Text: p.new.text},
		OldCite: cite(d.old, p.old.statements), NewCite: cite(d.new, p.new.statements)}
	c.OldQuote.Marked, c.NewQuote.Marked = p.marks()
	return c
}

// comings reports what has no counterpart: whole sections as measures, the
// rest by section.
func (d *documentDiff) comings(removed, added []*sentence, a alignment) {
	gone, came := byPart(removed), byPart(added)
	whole := func(doc *knowledge.Document, parts map[int][]*sentence, all []version, side func(version) []*statement) map[int]bool {
		kept := map[int]bool{}
		for _, v := range all {
			for _, s := range side(v) {
				kept[s.part] = true
			}
		}
		w := map[int]bool{}
		for at := range parts {
			w[at] = at >= 0 && !kept[at] && sectionName(&doc.Sections[at]) != ""
		}
		return w
	}
	all := slices.Concat(a.same, a.like)
	wholeOld := whole(d.old, gone, all, func(v version) []*statement { return v.old })
	wholeNew := whole(d.new, came, all, func(v version) []*statement { return v.new })
	oldNamed := map[string]int{}
	for at := range gone {
		if at >= 0 && sectionName(&d.old.Sections[at]) != "" {
			oldNamed[sectionName(&d.old.Sections[at])] = at
		}
	}
	told := map[int]bool{}
	for _, at := range sortedKeys(came) {
		partner := -2
		if at == -1 {
			if len(gone[-1]) > 0 {
				partner = -1
			}
		} else if k, ok := oldNamed[sectionName(&d.new.Sections[at])]; ok {
			partner = k
		}
		if partner == -2 && wholeNew[at] {
			d.wholeSection(MeasureAdded, d.new, at, came[at])
			continue
		}
		if partner != -2 {
			told[partner] = true
		}
		d.amended(at, gone[partner], came[at])
	}
	for _, at := range sortedKeys(gone) {
		switch {
		case told[at]:
		case wholeOld[at]:
			d.wholeSection(MeasureRemoved, d.old, at, gone[at])
		default:
			d.amended(at, gone[at], nil)
		}
	}
}

func byPart(list []*sentence) map[int][]*sentence {
	m := map[int][]*sentence{}
	for _, s := range list {
		at := s.statements[0].part
		m[at] = append(m[at], s)
	}
	return m
}

func sortedKeys(m map[int][]*sentence) []int {
	var keys []int
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// wholeSection reports a section that came or went with all it says.
func (d *documentDiff) wholeSection(kind Kind, doc *knowledge.Document, at int, list []*sentence) {
	c := Change{Kind: kind, Severity: Major, Document: doc.ID, Title: doc.Title, Section: sectionName(&doc.Sections[at])}
	c.Subject = c.Section
	if n := len(doc.Sections[at].Heading); n > 0 {
		c.Subject = doc.Sections[at].Heading[n-1]
	}
	q, statements := joined(list)
	place := list[0].statements[0].index
	if kind == MeasureAdded {
		c.NewQuote, c.NewCite = q, cite(doc, statements)
	} else {
		c.OldQuote, c.OldCite = q, cite(doc, statements)
		place = 1<<30 + at // after everything that is in the new document
	}
	d.add(place, c)
}

// joined is the text of several statements as one quote, all of it marked.
func joined(list []*sentence) (Quote, []*statement) {
	var texts []string
	var statements []*statement
	for _, s := range list {
		texts = append(texts, s.text)
		statements = append(statements, s.statements...)
	}
	text := strings.Join(texts, "\n")
	if text == "" {
		return Quote{}, nil
	}
	return Quote{Text: text, Marked: []knowledge.Span{{Start: 0, End: len(text)}}}, statements
}

// amended reports what came and went in a section that stays: a change for
// each statement with figures that are told nowhere else, and one for the
// rest.
func (d *documentDiff) amended(at int, gone, came []*sentence) {
	place, doc := 1<<30, d.old
	if len(came) > 0 {
		place, doc = came[0].statements[0].index, d.new
	}
	change := func() Change {
		c := Change{Kind: MeasureAmended, Severity: Minor, Document: doc.ID, Title: doc.Title}
		if at >= 0 {
			c.Section = sectionName(&doc.Sections[at])
		}
		return c
	}
	var restGone, restCame []*sentence
	for _, s := range gone {
		switch {
		case len(s.alone) > 0:
			c := change()
			c.Old, c.Subject = valueOf(s.figures[s.alone[0]]), subjectOf(s, s.alone[0])
			q, st := joined([]*sentence{s})
			c.OldQuote, c.OldCite = q, cite(d.old, st)
			d.add(place, c)
		case len(s.figures) == 0:
			restGone = append(restGone, s)
		}
	}
	for _, s := range came {
		switch {
		case len(s.alone) > 0:
			c := change()
			c.New, c.Subject = valueOf(s.figures[s.alone[0]]), subjectOf(s, s.alone[0])
			q, st := joined([]*sentence{s})
			c.NewQuote, c.NewCite = q, cite(d.new, st)
			d.add(s.statements[0].index, c)
		case len(s.figures) == 0:
			restCame = append(restCame, s)
		}
	}
	if len(restGone)+len(restCame) == 0 {
		return
	}
	c := change()
	c.Subject = c.Section
	old, oldStatements := joined(restGone)
	new, newStatements := joined(restCame)
	c.OldQuote, c.NewQuote = old, new
	if len(oldStatements) > 0 {
		c.OldCite = cite(d.old, oldStatements)
	}
	if len(newStatements) > 0 {
		c.NewCite = cite(d.new, newStatements)
		place = newStatements[0].index
	}
	if onlyHeadings(restGone) && onlyHeadings(restCame) ||
		len(restGone) == 1 && len(restCame) == 1 && !restCame[0].statements[0].row && likeness(restGone[0].grams, restCame[0].grams) >= reworded {
		c.Kind, c.Severity = Reformatted, Silent
	}
	d.add(place, c)
}

// reworded is the likeness from which a sentence without figures that stands
// alone in the place of another says the same in other words.
const reworded = 0.2

// onlyHeadings reports whether the list holds headings and titles only: a
// heading that is renamed amends nothing.
func onlyHeadings(list []*sentence) bool {
	return !slices.ContainsFunc(list, func(s *sentence) bool { return !s.statements[0].heading })
}

// renumbered reports, once for each, sections that say the same under
// another number.
func (d *documentDiff) renumbered(a alignment) {
	type move struct{ old, new int }
	votes := map[move]int{}
	total := map[int]int{}
	for _, v := range slices.Concat(a.same, a.like) {
		o, n := v.old[0].section, v.new[0].section
		if o >= 0 && n >= 0 && !v.new[0].heading {
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
			if v.new[0].section == m.new {
				at = v.new[0].index
				break
			}
		}
		d.add(at, Change{Kind: Renumbered, Severity: Silent, Section: to, Subject: to,
			OldQuote: Quote{Text: from}, NewQuote: Quote{Text: to},
			OldCite: knowledge.Citation{Document: d.old.ID, Section: d.old.Sections[m.old].ID},
			NewCite: knowledge.Citation{Document: d.new.ID, Section: d.new.Sections[m.new].ID}})
	}
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
	d.add(0, Change{Kind: EffectiveDateChanged, Severity: Major, Subject: d.new.Title,
		Old: &Value{Text: old.String(), Value: old.String(), Unit: "date", Bound: figure.Equal},
		New: &Value{Text: new.String(), Value: new.String(), Unit: "date", Bound: figure.Equal}, Delta: daysBetween(old, new)})
}
