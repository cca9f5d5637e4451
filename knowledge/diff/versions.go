package diff

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"policybot/knowledge"
)

// Versions returns what changed between the documents of one base that are
// versions of one another: each is compared with the one before it. Documents
// that have no other version are left out.
func Versions(b *knowledge.Base) []Change {
	documents := slices.Clone(b.Documents)
	slices.SortStableFunc(documents, olderFirst)
	var changes []Change
	for j := range documents {
		m := newMatcher(documents[:j], documents[j:j+1])
		if found := m.newcomer(&documents[j]); found.kind == DocumentRevised {
			changes = append(changes, found.changes()...)
		}
	}
	return changes
}

// olderFirst orders versions by the day they were published or hold from, else
// by the year in their names, else by whether they are called revised.
func olderFirst(a, b knowledge.Document) int {
	day := func(d knowledge.Document) string {
		if !d.Source.Effective.IsZero() {
			return d.Source.Effective.String()
		}
		if !d.Source.Published.IsZero() {
			return d.Source.Published.String()
		}
		return ""
	}
	if x, y := day(a), day(b); x != "" && y != "" && x != y {
		return cmp.Compare(x, y)
	}
	x, y := versionOf(a), versionOf(b)
	return cmp.Or(cmp.Compare(x, y), cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
}

// yearOf matches the years that name versions.
var yearOf = regexp.MustCompile(`(?:19|20)\d\d(?:[-_.年]?(?:0[1-9]|1[0-2]))?`)

// versionOf is the year, or year and month, that a document's name or title
// names last, and whether it is called revised.
func versionOf(d knowledge.Document) string {
	name := string(d.ID) + " " + d.Title
	years := yearOf.FindAllString(name, -1)
	version := ""
	if len(years) > 0 {
		version = slices.Max(years)
	}
	if strings.Contains(name, "修订") || strings.Contains(name, "修正") || strings.Contains(strings.ToLower(name), "revis") {
		version += "~"
	}
	return version
}
