package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/blevesearch/bleve/v2"
	indexapi "github.com/blevesearch/bleve_index_api"
	"github.com/gofrs/flock"

	"policybot/knowledge"
)

// Index answers questions over one revision of a base. It is safe for use by
// several goroutines.
type Index struct {
	*contents
	scope scope
}

// contents is what an index holds, shared by its views.
type contents struct {
	base     *knowledge.Base
	passages []passage
	facts    []factEntry
	measures []measureEntry

	document     map[knowledge.DocumentID]int // ordinals in base.Documents
	bleve        bleve.Index
	reader       indexapi.IndexReader
	entries      []entry   // by Bleve's document number
	lengths      []uint16  // by entry: terms in it
	norms        []float32 // by entry: what its length adds below the line in BM25
	fingerprints []uint64  // by passage: equal where letters and digits are
	scans        sync.Pool
	cache        postingCache
	lock         *flock.Flock // held while the index is read; nil in memory
	statistics   [entryKinds]statistics
	documentSize []uint32 // by document: terms in its title and passages
	averageSize  float64  // of documentSize
	thesaurus    *thesaurus
	evidence     evidenceCache
}

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
	noEntry      entryKind = iota // deleted, or not ours
	titleEntry                    // the title of a document; ordinal is the document's
	passageEntry                  // ordinals in passages
	factEntryOf                   // ordinals in facts
	measureOf                     // ordinals in measures
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

// scope narrows an index to some of its documents.
type scope struct {
	without, only int32 // ordinals of documents plus 1; 0 for none
}

// allows reports whether the scope holds a document.
func (s scope) allows(document int32) bool {
	return (s.without == 0 || document != s.without-1) && (s.only == 0 || document == s.only-1)
}

// Without returns a view of the index that leaves a document out, as if the
// base did not hold it. It must not be used after x is closed.
func (x *Index) Without(id knowledge.DocumentID) *Index {
	view := *x
	if d, ok := x.document[id]; ok {
		view.scope.without = int32(d) + 1
	}
	return &view
}

// Only returns a view of the index that holds one document alone. It must not
// be used after x is closed.
func (x *Index) Only(id knowledge.DocumentID) *Index {
	view := *x
	if d, ok := x.document[id]; ok {
		view.scope.only = int32(d) + 1
	}
	return &view
}

// Open opens the index of base, building it where dir does not hold it yet.
// dir is the directory of index revisions; "" keeps the index in memory, as
// does a base without a revision, and a directory that cannot be written.
//
// An index on disk is shared by all processes that open it, and built by one
// of them while the others wait. A damaged one is built again, and revisions
// that nobody uses any more are removed.
func Open(ctx context.Context, dir string, base *knowledge.Base) (*Index, error) {
	if dir != "" && base.Revision != "" {
		c, err := openRevision(ctx, dir, base)
		switch {
		case err == nil:
			return &Index{contents: c}, nil
		case !errors.Is(err, fs.ErrPermission) && !errors.Is(err, syscall.EROFS):
			return nil, err
		}
		slog.WarnContext(ctx, "the index cannot be kept on disk and is built in memory", "directory", dir, "error", err)
	}
	c := newContents(base)
	c.split()
	if err := c.buildInMemory(ctx); err != nil {
		c.close()
		return nil, err
	}
	return &Index{contents: c}, nil
}

// Close releases the index.
func (x *Index) Close() error { return x.close() }

func (c *contents) close() error {
	var errs []error
	if c.reader != nil {
		errs = append(errs, c.reader.Close())
	}
	if c.bleve != nil {
		errs = append(errs, c.bleve.Close())
	}
	if c.lock != nil {
		errs = append(errs, c.lock.Close())
	}
	c.reader, c.bleve, c.lock = nil, nil, nil
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close the index: %w", err)
	}
	return nil
}

// Base returns the base the index was opened on.
func (x *Index) Base() *knowledge.Base { return x.base }

// newContents lists what is to be indexed of a base.
func newContents(base *knowledge.Base) *contents {
	c := &contents{
		base:      base,
		document:  make(map[knowledge.DocumentID]int, len(base.Documents)),
		thesaurus: newThesaurus(slices.Concat(base.Synonyms, policyWords())...),
	}
	c.evidence.synonyms = sync.OnceValue(c.synonyms)
	for i := range base.Documents {
		c.document[base.Documents[i].ID] = i
	}
	for i := range base.Measures {
		m := &base.Measures[i]
		c.measures = append(c.measures, measureEntry{m, c.ordinal(m.Cite.Document)})
		for j := range m.Facts {
			f := &m.Facts[j]
			document := c.ordinal(f.Cite.Document)
			if document < 0 {
				document = c.ordinal(m.Cite.Document)
			}
			c.facts = append(c.facts, factEntry{f, document, m})
		}
	}
	for i := range base.Facts {
		f := &base.Facts[i]
		c.facts = append(c.facts, factEntry{fact: f, document: c.ordinal(f.Cite.Document)})
	}
	return c
}

// split cuts the documents into passages.
func (c *contents) split() {
	for i := range c.base.Documents {
		c.passages = append(c.passages, passagesOf(i, &c.base.Documents[i])...)
	}
	c.fingerprints = make([]uint64, len(c.passages))
	for i := range c.passages {
		c.fingerprints[i] = fingerprint(c.passageText(i))
	}
}

func (c *contents) ordinal(id knowledge.DocumentID) int {
	if d, ok := c.document[id]; ok {
		return d
	}
	return -1
}

// entryText returns the text an entry is found by.
func (c *contents) entryText(e entry) string {
	switch e.kind {
	case titleEntry:
		return titleText(&c.base.Documents[e.ordinal])
	case passageEntry:
		p := c.passages[e.ordinal]
		heading := c.base.Documents[p.document].Sections[p.section].Heading
		return strings.Join(heading, "\n") + "\n" + c.passageText(int(e.ordinal))
	case factEntryOf:
		return factText(c.facts[e.ordinal])
	case measureOf:
		return measureText(c.measures[e.ordinal].measure)
	}
	return ""
}

func titleText(d *knowledge.Document) string {
	words := []string{d.Title, d.Source.Publisher, d.Source.Number}
	for _, title := range d.Titles {
		if title != d.Title {
			words = append(words, title)
		}
	}
	for _, publisher := range d.Source.Publishers {
		if publisher != d.Source.Publisher {
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

func (c *contents) openReader() error {
	advanced, err := c.bleve.Advanced()
	if err != nil {
		return fmt.Errorf("read the index: %w", err)
	}
	if c.reader, err = advanced.Reader(); err != nil {
		return fmt.Errorf("read the index: %w", err)
	}
	return nil
}

// summarize computes the statistics of the entries.
func (c *contents) summarize() {
	c.documentSize = make([]uint32, len(c.base.Documents))
	for n, e := range c.entries {
		s := &c.statistics[e.kind]
		s.count++
		s.average += float64(c.lengths[n])
		if e.document >= 0 && (e.kind == titleEntry || e.kind == passageEntry) {
			c.documentSize[e.document] += uint32(c.lengths[n])
			c.averageSize += float64(c.lengths[n])
		}
	}
	for kind := range c.statistics {
		if s := &c.statistics[kind]; s.count > 0 {
			s.average /= float64(s.count)
		}
	}
	c.norms = make([]float32, len(c.entries))
	for n, e := range c.entries {
		w := entryWeighting
		if average := c.statistics[e.kind].average; average > 0 {
			c.norms[n] = float32(w.saturation * (1 - w.length + w.length*float64(c.lengths[n])/average))
		}
	}
	if len(c.base.Documents) > 0 {
		c.averageSize /= float64(len(c.base.Documents))
	}
}
