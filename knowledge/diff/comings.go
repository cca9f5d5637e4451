package diff

import (
	"slices"
	"strings"

	"policybot/knowledge"
	"policybot/knowledge/diff/statement"
)

// comings reports what has no counterpart: whole sections as measures, the
// rest by section.
func (d *documentDiff) comings(removed, added []*sentence, a alignment) {
	gone, came := byPart(removed), byPart(added)
	whole := func(doc *volume, parts map[int][]*sentence, all []version, side func(version) []*statement.Statement) map[int]bool {
		kept := map[int]bool{}
		for _, v := range all {
			for _, s := range side(v) {
				kept[s.Part] = true
			}
		}
		w := map[int]bool{}
		for at := range parts {
			w[at] = at >= 0 && !kept[at] && sectionName(&doc.Sections[at]) != ""
		}
		return w
	}
	all := slices.Concat(a.same, a.like)
	wholeOld := whole(d.old, gone, all, func(v version) []*statement.Statement { return v.old })
	wholeNew := whole(d.new, came, all, func(v version) []*statement.Statement { return v.new })
	oldNamed := map[string]int{}
	for at := range gone {
		if at >= 0 {
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
		at := s.statements[0].Part
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
func (d *documentDiff) wholeSection(kind Kind, doc *volume, at int, list []*sentence) {
	c := Change{Kind: kind, Severity: Major, Document: doc.at(at).ID, Title: doc.at(at).Title, Section: sectionName(&doc.Sections[at])}
	c.Subject = c.Section
	if n := len(doc.Sections[at].Heading); n > 0 {
		c.Subject = doc.Sections[at].Heading[n-1]
	}
	if !slices.ContainsFunc(list, func(s *sentence) bool { return !s.isFurniture() && !s.isHeading() }) && slices.ContainsFunc(list, (*sentence).isFurniture) {
		c.Kind, c.Severity = Reformatted, Silent
	}
	q, statements := joined(list)
	place := list[0].statements[0].Index
	if kind == MeasureAdded {
		c.NewQuote, c.NewCite = q, cite(doc, statements)
	} else {
		c.OldQuote, c.OldCite = q, cite(doc, statements)
		place = 1<<30 + at // after everything that is in the new document
	}
	d.add(place, c)
}

// joined is the text of several statements as one quote, all of it marked.
func joined(list []*sentence) (Quote, []*statement.Statement) {
	var texts []string
	var statements []*statement.Statement
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
		place, doc = came[0].statements[0].Index, d.new
	}
	change := func() Change {
		c := Change{Kind: MeasureAmended, Severity: Minor, Document: doc.at(at).ID, Title: doc.at(at).Title}
		if at >= 0 {
			c.Section = sectionName(&doc.Sections[at])
		}
		return c
	}
	gone, came = d.withoutFurniture(gone, came)
	if len(gone) == 1 && len(came) == 1 && isOtherWording(gone[0], came[0]) {
		d.report(d.compare(version{gone[0].statements, came[0].statements}))
		return
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
			d.add(s.statements[0].Index, c)
		case len(s.figures) == 0:
			restCame = append(restCame, s)
		}
	}
	if len(restGone)+len(restCame) == 0 {
		return
	}
	if len(restGone) == 1 && len(restCame) == 1 && isOtherWording(restGone[0], restCame[0]) {
		d.report(d.compare(version{restGone[0].statements, restCame[0].statements}))
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
		place = newStatements[0].Index
	}
	if onlyHeadings(restGone) && onlyHeadings(restCame) {
		c.Kind, c.Severity = Reformatted, Silent
	}
	d.add(place, c)
}

// withoutFurniture reports in silence what came and went of the page and
// returns the rest.
func (d *documentDiff) withoutFurniture(gone, came []*sentence) (oldRest, newRest []*sentence) {
	for _, s := range gone {
		if !s.isFurniture() && s.statements[0].Section >= 0 {
			oldRest = append(oldRest, s)
			continue
		}
		q, st := joined([]*sentence{s})
		d.add(1<<30, Change{Kind: Reformatted, Severity: Silent, OldQuote: q, OldCite: cite(d.old, st)})
	}
	for _, s := range came {
		if !s.isFurniture() && s.statements[0].Section >= 0 {
			newRest = append(newRest, s)
			continue
		}
		q, st := joined([]*sentence{s})
		d.add(s.statements[0].Index, Change{Kind: Reformatted, Severity: Silent, NewQuote: q, NewCite: cite(d.new, st)})
	}
	return oldRest, newRest
}

// inPlaceOf is the likeness from which a sentence without figures that stands
// alone in the place of another is taken for that one in other words.
const inPlaceOf = 0.2

// isOtherWording reports whether a sentence that came alone is the one that
// went alone in other words: no figure of either stands elsewhere, and they are
// not two rows or two items of a list.
func isOtherWording(gone, came *sentence) bool {
	from, to := gone.statements[0], came.statements[0]
	if len(gone.figures)+len(came.figures) > 0 && (from.Row || to.Row || from.ItemNumber() != to.ItemNumber()) {
		return false
	}
	return gone.isHeading() == came.isHeading() && len(gone.alone) == len(gone.figures) && len(came.alone) == len(came.figures) &&
		statement.Likeness(gone.grams, came.grams) >= inPlaceOf
}

// onlyHeadings reports whether the list holds headings and titles only: a
// heading that is renamed amends nothing.
func onlyHeadings(list []*sentence) bool {
	return !slices.ContainsFunc(list, func(s *sentence) bool { return !s.isHeading() })
}

func (s *sentence) isHeading() bool { return s.statements[0].Heading }
