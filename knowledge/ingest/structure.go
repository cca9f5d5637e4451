package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"policybot/knowledge"
)

// structure makes a document of what a reader gave, for every format alike:
// its title and source, its sections by headings and numbered provisions, and
// the measures among them.
func structure(path string, kind format, p parsed) (knowledge.Document, []knowledge.Measure) {
	document := knowledge.Document{ID: knowledge.DocumentID(path), Path: path, Format: string(kind), Language: knowledge.Chinese}
	ids := map[string]int{}
	var headings []string
	for _, b := range p.blocks {
		text := b.text
		if b.kind == heading {
			headings = append(headings[:min(len(headings), max(b.level-1, 0))], text)
			continue
		}
		if b.kind == table {
			var lines []string
			for _, row := range b.rows {
				lines = append(lines, strings.Join(row, " "))
			}
			text = strings.Join(lines, "\n")
		}
		if text == "" {
			continue
		}
		if document.Title == "" {
			document.Title = text
		}
		document.Sections = append(document.Sections, knowledge.Section{
			ID: sectionID(ids, headings, text), Heading: append([]string(nil), headings...), Page: b.page, Text: text, Table: b.kind == table,
		})
	}
	return document, nil
}

// sectionID names a section by its words, so that an unchanged section keeps
// its name whatever is put before it.
func sectionID(taken map[string]int, headings []string, text string) knowledge.SectionID {
	hash := sha256.New()
	for _, h := range headings {
		fmt.Fprintf(hash, "%s\n", h)
	}
	fmt.Fprintf(hash, "\n%s", text)
	id := hex.EncodeToString(hash.Sum(nil)[:6])
	taken[id]++
	if n := taken[id]; n > 1 {
		id = fmt.Sprintf("%s-%d", id, n)
	}
	return knowledge.SectionID(id)
}
