package frame

import (
	"slices"
	"strings"

	"policybot/knowledge"
)

// Tables returns the tables of a document with what is said around them. A
// table that takes several sections is one table.
func Tables(d *knowledge.Document) []*Table {
	var tables []*Table
	for i := 0; i < len(d.Sections); i++ {
		if d.Sections[i].Grid == nil {
			continue
		}
		first := i
		for i+1 < len(d.Sections) && continues(&d.Sections[i], &d.Sections[i+1]) {
			i++
		}
		tables = append(tables, readSections(d, first, i+1))
	}
	return tables
}

// continues reports whether a section goes on with the table of the one before:
// under the same headings, with the same heads.
func continues(before, next *knowledge.Section) bool {
	a, b := before.Grid, next.Grid
	if a == nil || b == nil || a.HeadRows == 0 || a.HeadRows != b.HeadRows || a.HeadColumns != b.HeadColumns ||
		a.Caption != b.Caption || !slices.Equal(before.Heading, next.Heading) || len(a.Rows) < a.HeadRows || len(b.Rows) < b.HeadRows {
		return false
	}
	for r := range a.HeadRows {
		if !slices.EqualFunc(a.Rows[r].Cells, b.Rows[r].Cells, func(x, y knowledge.TableCell) bool { return x.Text == y.Text }) {
			return false
		}
	}
	return true
}

// readSections frames the table that sections first to end hold.
func readSections(d *knowledge.Document, first, end int) *Table {
	whole := *d.Sections[first].Grid
	whole.Rows = slices.Clone(whole.Rows)
	from := make([]int, len(whole.Rows)) // section of each row
	for i := range from {
		from[i] = first
	}
	for s := first + 1; s < end; s++ {
		part := d.Sections[s].Grid
		for _, row := range part.Rows[part.HeadRows:] {
			whole.Rows = append(whole.Rows, row)
			from = append(from, s)
		}
	}
	t := ReadTable(&whole, scopeOf(d, first))
	for i := range t.Rows {
		row := &whole.Rows[t.Rows[i].Index]
		t.Rows[i].Cite = knowledge.Citation{Document: d.ID, Section: d.Sections[from[t.Rows[i].Index]].ID, Start: row.Start, End: row.End}
	}
	return t
}

// maxLead is how many bytes before a table are read for its unit and subject.
const maxLead = 300

func scopeOf(d *knowledge.Document, section int) TableScope {
	s := &d.Sections[section]
	scope := TableScope{Title: d.Title, Heading: s.Heading, Published: d.Source.Published, Region: d.Source.Region}
	for _, row := range s.Grid.Rows {
		if row.End > row.Start {
			scope.Lead = strings.TrimSpace(s.Text[:row.Start])
			break
		}
	}
	for i := section - 1; scope.Lead == "" && i >= 0 && i >= section-2; i-- {
		before := &d.Sections[i]
		if !slices.Equal(before.Heading, s.Heading) || before.Grid != nil {
			break
		}
		scope.Lead = lastLine(before.Text)
	}
	return scope
}

// lastLine is the last line of a text, its end where it is long.
func lastLine(text string) string {
	text = strings.TrimSpace(text)
	if i := strings.LastIndexByte(text, '\n'); i >= 0 {
		text = text[i+1:]
	}
	if len(text) > maxLead {
		text = strings.ToValidUTF8(text[len(text)-maxLead:], "")
	}
	return text
}
