package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"

	"github.com/blevesearch/bleve/v2"
	indexapi "github.com/blevesearch/bleve_index_api"
	"github.com/gofrs/flock"

	"policybot/index/choose"
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
	live         int       // entries that stand for something
	lengths      []uint16  // by entry: terms in it
	norms        []float32 // by entry: what its length adds below the line in BM25
	fingerprints []uint64  // by passage: equal where letters and digits are
	scans        sync.Pool
	cache        postingCache
	lock         *flock.Flock // held while the index is read; nil in memory
	statistics   [entryKinds]statistics
	profiles     []atomic.Pointer[documentProfile]
	documentSize []uint32 // by document: terms in its title and passages
	averageSize  float64  // of documentSize
	thesaurus    *thesaurus
	tables       tableCache
	evidence     evidenceCache
	chooser      func() *choose.Chooser
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
		profiles:  make([]atomic.Pointer[documentProfile], len(base.Documents)),
		thesaurus: newThesaurus(slices.Concat(base.Synonyms, policyWords())...),
	}
	c.evidence.synonyms = sync.OnceValue(c.synonyms)
	c.evidence.begins = sync.OnceValue(c.termBegins)
	c.evidence.translations = sync.OnceValue(c.foreignWords)
	c.chooser = sync.OnceValue(func() *choose.Chooser { return choose.New(base, c.telling) })
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
		if e.kind != noKind {
			c.live++
		}
		s.average += float64(c.lengths[n])
		if e.document >= 0 && (e.kind == titleKind || e.kind == passageKind) {
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

// telling returns how much a term tells, and whether anything holds it.
func (c *contents) telling(term string) (weight float64, held bool) {
	n := c.count(term)
	return inverseFrequency(c.live, n), n > 0
}

// sure is the chance from which on a statement is given as the answer.
func (c *contents) sure() float64 { return DefaultSure }
