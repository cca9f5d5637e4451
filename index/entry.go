package index

import (
	"strings"

	"policybot/knowledge"
)

// factEntry is a fact, the ordinal of the document that states it (-1 where
// the base does not hold it), and the measure it belongs to (nil for a fact
// read from running text).
type factEntry struct {
	fact     *knowledge.Fact
	document int
	measure  *knowledge.Measure
}

// measureEntry is a measure and the ordinal of the document that announces
// it, -1 where the base does not hold it.
type measureEntry struct {
	measure  *knowledge.Measure
	document int
}

// entryKind is what an entry of the Bleve index stands for.
type entryKind uint8

const (
	noKind      entryKind = iota // deleted, or not ours
	titleKind                    // the title of a document; ordinal is the document's
	passageKind                  // ordinals in passages
	factKind                     // ordinals in facts
	measureKind                  // ordinals in measures
	entryKinds
)

// entry says what a Bleve document stands for.
type entry struct {
	kind     entryKind
	ordinal  int32
	document int32 // ordinal, -1 for none
}

// order is the place of an entry among all: Bleve's numbers differ from one
// build to the next.
func (e entry) order() uint64 { return uint64(e.kind)<<32 | uint64(uint32(e.ordinal)) }

// statistics are what BM25 needs to know of all entries of a kind.
type statistics struct {
	count   int
	average float64 // terms in an entry
}

// entryText returns the text an entry is found by.
func (c *contents) entryText(e entry) string {
	switch e.kind {
	case titleKind:
		return titleText(&c.base.Documents[e.ordinal])
	case passageKind:
		p := c.passages[e.ordinal]
		heading := c.base.Documents[p.document].Sections[p.section].Heading
		return strings.Join(heading, "\n") + "\n" + c.passageText(int(e.ordinal))
	case factKind:
		return factText(c.facts[e.ordinal])
	case measureKind:
		return measureText(c.measures[e.ordinal].measure)
	}
	return ""
}

// titleText returns what a document is found by beside its passages.
func titleText(d *knowledge.Document) string {
	words := []string{d.Title, d.Source.Publisher, d.Source.Number}
	for _, language := range []knowledge.Language{knowledge.Chinese, knowledge.English} {
		if title := d.Titles[language]; title != d.Title {
			words = append(words, title)
		}
		if publisher := d.Source.Publishers[language]; publisher != d.Source.Publisher {
			words = append(words, publisher)
		}
	}
	return strings.Join(words, "\n")
}

// factText returns what a fact is found by: its own words in every language,
// and the title of its measure.
func factText(f factEntry) string {
	words := append([]string{}, f.fact.Also...)
	for _, text := range []knowledge.Text{f.fact.Label, f.fact.Statement} {
		words = append(words, text[knowledge.Chinese], text[knowledge.English])
	}
	if f.measure != nil {
		words = append(words, f.measure.Title[knowledge.Chinese], f.measure.Title[knowledge.English])
		words = append(words, f.measure.Also...)
	}
	return strings.Join(words, "\n")
}

// measureText returns what a measure is found by.
func measureText(m *knowledge.Measure) string {
	words := append([]string{}, m.Also...)
	for _, text := range append([]knowledge.Text{m.Title, m.Summary, m.Agency, m.Speaker}, m.Audience...) {
		words = append(words, text[knowledge.Chinese], text[knowledge.English])
	}
	for i := range m.Facts {
		words = append(words, m.Facts[i].Label[knowledge.Chinese], m.Facts[i].Label[knowledge.English])
	}
	return strings.Join(words, "\n")
}
