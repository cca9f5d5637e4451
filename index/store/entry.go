package store

import (
	"strings"

	"policybot/knowledge"
)

// FactEntry is a fact, the ordinal of the document that states it (-1 where
// the base does not hold it), and the measure it belongs to (nil for a fact
// read from running text).
type FactEntry struct {
	Fact     *knowledge.Fact
	Document int
	Measure  *knowledge.Measure
}

// MeasureEntry is a measure and the ordinal of the document that announces
// it, -1 where the base does not hold it.
type MeasureEntry struct {
	Measure  *knowledge.Measure
	Document int
}

// entryKind is what an entry of the Bleve index stands for.
type entryKind uint8

const (
	NoKind      entryKind = iota // deleted, or not ours
	titleKind                    // the title of a document; ordinal is the document's
	PassageKind                  // ordinals in passages
	FactKind                     // ordinals in facts
	MeasureKind                  // ordinals in measures
	EntryKinds
)

// Entry says what a Bleve document stands for.
type Entry struct {
	Kind     entryKind
	Ordinal  int32
	Document int32 // ordinal, -1 for none
}

// Order is the place of an entry among all: Bleve's numbers differ from one
// build to the next.
func (e Entry) Order() uint64 { return uint64(e.Kind)<<32 | uint64(uint32(e.Ordinal)) }

// statistics are what BM25 needs to know of all entries of a kind.
type statistics struct {
	count   int
	average float64 // terms in an entry
}

// EntryText returns the text an entry is found by.
func (c *Store) EntryText(e Entry) string {
	switch e.Kind {
	case titleKind:
		return TitleText(&c.Base.Documents[e.Ordinal])
	case PassageKind:
		p := c.Passages[e.Ordinal]
		heading := c.Base.Documents[p.Document].Sections[p.Section].Heading
		return strings.Join(heading, "\n") + "\n" + c.PassageText(int(e.Ordinal))
	case FactKind:
		return factText(c.Facts[e.Ordinal])
	case MeasureKind:
		return measureText(c.Measures[e.Ordinal].Measure)
	}
	return ""
}

// TitleText returns what a document is found by beside its passages.
func TitleText(d *knowledge.Document) string {
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
func factText(f FactEntry) string {
	words := append([]string{}, f.Fact.Also...)
	for _, text := range []knowledge.Text{f.Fact.Label, f.Fact.Statement} {
		words = append(words, text[knowledge.Chinese], text[knowledge.English])
	}
	if f.Measure != nil {
		words = append(words, f.Measure.Title[knowledge.Chinese], f.Measure.Title[knowledge.English])
		words = append(words, f.Measure.Also...)
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
