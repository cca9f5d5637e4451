package diff

import (
	"slices"
	"strings"

	"policybot/knowledge/diff/statement"
	"policybot/knowledge/figure"
)

// report turns a pair of versions into changes: one for each figure that
// changed, came or went; else one for the words that differ, or a silent one.
func (d *documentDiff) report(p *sentencePair) {
	before := len(d.changes)
	p.later = p.periodMovedOn()
	if p.asOfMovedOn() {
		d.updated[scopeOf(p.new.statements[0], d.new)] = true
	}
	if p.isFurniture() || p.isOtherTitle() {
		d.unchanged(p)
		return
	}
	d.pairedFigures(p)
	d.loneFigures(p)
	edits := p.edits()
	aspects := p.aspects(edits)
	if len(d.changes) > before {
		d.alsoReworded(p, d.changes[before:], aspects)
		return
	}
	if !d.bareNumberChanges(p) {
		d.wording(p, edits, aspects)
	}
}

// pairedFigures reports the figures that both versions state and that differ.
// Days of which the text only says that it was true then are reported where
// nothing else changed.
func (d *documentDiff) pairedFigures(p *sentencePair) {
	before := len(d.changes)
	var dates [][2]int
	for _, ij := range p.figures {
		o, n := p.old.figures[ij[0]], p.new.figures[ij[1]]
		switch {
		case sameValue(o, n) && sameBound(o, n) && samePer(o, n):
		case isDate(o) && (roleOf(p.new.masked, n) == figure.AsOf || p.later && ij == p.figures[0]):
			dates = append(dates, ij)
		default:
			d.figure(p, ij[0], ij[1])
		}
	}
	if len(d.changes) == before {
		for _, ij := range dates {
			d.figure(p, ij[0], ij[1])
		}
	}
}

// loneFigures reports the figures that only one version states.
func (d *documentDiff) loneFigures(p *sentencePair) {
	if len(p.old.alone) == 1 && len(p.new.alone) == 1 && !contradict(p.old, p.old.alone[0], p.new, p.new.alone[0]) &&
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
}

// alsoReworded says of changes of a sentence's figures what else of the
// sentence changed.
func (d *documentDiff) alsoReworded(p *sentencePair, changes []positioned, aspects []Aspect) {
	if len(aspects) == 0 {
		return
	}
	updated := true
	for i := range changes {
		c := &changes[i]
		for _, a := range aspects {
			if !slices.Contains(c.Aspects, a) {
				c.Aspects = append(c.Aspects, a)
			}
		}
		if c.Kind != FigureUpdated {
			c.Severity, updated = Major, false
		}
	}
	if updated {
		c := d.reworded(p)
		c.Severity, c.Aspects = Major, aspects
		d.add(p.new.statements[0].Index, c)
	}
}

// bareNumberChanges reports numbers that say of nothing what they count, and
// whether there were any.
func (d *documentDiff) bareNumberChanges(p *sentencePair) bool {
	c := d.figureChange(p)
	c.Severity = Silent
	numbers := p.bareNumbers(c)
	for _, n := range numbers {
		d.add(p.new.statements[0].Index, n)
	}
	return len(numbers) > 0
}

// wording reports a sentence whose figures stay. It is silent where its words
// do too.
func (d *documentDiff) wording(p *sentencePair, edits []edit, aspects []Aspect) {
	at := p.new.statements[0].Index
	if len(edits) == 0 {
		d.unchanged(p)
		return
	}
	c := d.reworded(p)
	c.Aspects = aspects
	if len(aspects) > 0 {
		c.Severity = Major
	}
	if slices.Contains(aspects, OfBound) && len(p.figures) > 0 {
		// The words of a bound turned round, too far from the figure for its
		// reader to see.
		ij := p.figureNear(edits)
		c.Kind, c.Subject = BoundChanged, subjectOf(p.new, ij[1])
		c.Old, c.New = valueOf(p.old.figures[ij[0]]), valueOf(p.new.figures[ij[1]])
	}
	d.add(at, c)
}

// isOtherTitle reports whether the pair is the titles of the two versions and
// those have little in common: a page's title is often what stands above it.
func (p *sentencePair) isOtherTitle() bool {
	return !slices.ContainsFunc(p.new.figures, isDate) && p.new.statements[0].Section < 0 && p.old.statements[0].Section < 0 && statement.Likeness(p.old.grams, p.new.grams) < likeEnough
}

// unchanged lists a sentence that is printed in another way and says the same.
func (d *documentDiff) unchanged(p *sentencePair) {
	c := d.silent(Reformatted, version{p.old.statements, p.new.statements})
	c.OldQuote.Marked, c.NewQuote.Marked = p.marks()
	if p.notationDiffers() {
		c.Kind = NotationOnly
	}
	d.add(p.new.statements[0].Index, c)
}

// reworded is the change of a sentence that says in other words what it said,
// or something else.
func (d *documentDiff) reworded(p *sentencePair) Change {
	c := d.figureChange(p)
	c.Kind, c.Severity = Reworded, Minor
	c.Subject = c.Section
	if p.new.statements[0].Row {
		c.Subject = statement.RowName(p.new.masked)
	}
	return c
}

// figureNear returns the paired figures that stand nearest to what differs.
func (p *sentencePair) figureNear(edits []edit) [2]int {
	best, least := p.figures[0], -1
	for _, ij := range p.figures {
		f := p.new.figures[ij[1]]
		for _, e := range edits {
			gap := max(f.Start-e.newAt.End, e.newAt.Start-f.End, 0)
			if least < 0 || gap < least {
				best, least = ij, gap
			}
		}
	}
	return best
}

// notationDiffers reports whether a figure is written in another way.
func (p *sentencePair) notationDiffers() bool {
	return slices.ContainsFunc(p.figures, func(ij [2]int) bool {
		return statement.Fold(p.old.figures[ij[0]].Text) != statement.Fold(p.new.figures[ij[1]].Text)
	})
}

// asOfMovedOn reports whether a day that figures were true has moved on.
func (p *sentencePair) asOfMovedOn() bool {
	return slices.ContainsFunc(p.figures, func(ij [2]int) bool {
		o, n := p.old.figures[ij[0]], p.new.figures[ij[1]]
		return roleOf(p.old.masked, o) == figure.AsOf && roleOf(p.new.masked, n) == figure.AsOf && o.Date.Compare(n.Date) < 0
	})
}

// figure reports that figure i of the old sentence became figure j of the new
// one.
func (d *documentDiff) figure(p *sentencePair, i, j int) {
	o, n := p.old.figures[i], p.new.figures[j]
	c := d.figureChange(p)
	c.Old, c.New, c.Delta = valueOf(o), valueOf(n), deltaOf(o, n)
	c.Subject = subjectOf(p.new, j)
	c.Kind, c.Severity, c.Aspects = FigureChanged, Major, []Aspect{OfValue}
	oldRole, newRole := roleOf(p.old.masked, o), roleOf(p.new.masked, n)
	switch {
	case sameValue(o, n) && sameBound(o, n):
		c.Aspects, c.Delta = []Aspect{OfPer}, ""
	case sameValue(o, n):
		c.Kind, c.Delta, c.Aspects = BoundChanged, "", []Aspect{OfBound}
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
	d.add(p.new.statements[0].Index, c)
}

// later reports whether the new figure is the same statistic at a later date
// rather than another rule.
func (d *documentDiff) later(p *sentencePair, o, n figure.Figure) bool {
	if !o.AsOf.IsZero() && !n.AsOf.IsZero() {
		return o.AsOf.Compare(n.AsOf) < 0
	}
	return (p.later || d.updated[scopeOf(p.new.statements[0], d.new)]) && side(o.Bound) == 0 && side(n.Bound) == 0
}

// scopeOf is the part within which an as-of date holds for what follows it: the
// sections under one heading.
func scopeOf(s *statement.Statement, doc *volume) string {
	if s.Section < 0 {
		return ""
	}
	return strings.Join(doc.Sections[s.Section].Heading, "\n")
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
	d.add(p.new.statements[0].Index, c)
}

// figureChange is a change with the place and the quotes of a pair of
// sentences.
func (d *documentDiff) figureChange(p *sentencePair) Change {
	c := Change{Section: d.section(p.new, d.new), OldQuote: Quote{Text: p.old.text}, NewQuote: Quote{Text: p.new.text},
		OldCite: cite(d.old, p.old.statements), NewCite: cite(d.new, p.new.statements)}
	c.OldQuote.Marked, c.NewQuote.Marked = p.marks()
	return c
}
