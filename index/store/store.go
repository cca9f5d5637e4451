package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"sync"
	"syscall"

	"github.com/blevesearch/bleve/v2"
	indexapi "github.com/blevesearch/bleve_index_api"
	"github.com/gofrs/flock"

	"policybot/knowledge"
)

// Measured reports whether a document's measures are told one by one, in words
// and figures that were gone through by hand: its passages add nothing.
func (x *Store) Measured(document int) bool {
	for _, m := range x.Measures {
		if m.Document == document {
			return true
		}
	}
	return false
}

// DocumentAt returns the document with the given ordinal, or an empty one for
// -1.
func (x *Store) DocumentAt(ordinal int) *knowledge.Document {
	if ordinal < 0 {
		return &knowledge.Document{}
	}
	return &x.Base.Documents[ordinal]
}

// Store is what is indexed of one revision of a base, with Bleve's index of it.
// It is safe for use by several goroutines.
type Store struct {
	Base     *knowledge.Base
	Passages []passage
	Facts    []FactEntry
	Measures []MeasureEntry

	document     map[knowledge.DocumentID]int // ordinals in base.Documents
	bleve        bleve.Index
	reader       indexapi.IndexReader
	Entries      []Entry   // by Bleve's document number
	Live         int       // entries that stand for something
	lengths      []uint16  // by entry: terms in it
	norms        []float32 // by entry: what its length adds below the line in BM25
	Fingerprints []uint64  // by passage: equal where letters and digits are
	scans        sync.Pool
	cache        postingCache
	lock         *flock.Flock // held while the index is read; nil in memory
	statistics   [EntryKinds]statistics
	DocumentSize []uint32 // by document: terms in its title and passages
	AverageSize  float64  // of documentSize
}

// Open opens the index of base, building it where dir does not hold it yet.
// dir is the directory of index revisions; "" keeps the index in memory, as
// does a base without a revision, and a directory that cannot be written.
//
// An index on disk is shared by all processes that open it, and built by one
// of them while the others wait. A damaged one is built again, and revisions
// that nobody uses any more are removed.
func Open(ctx context.Context, dir string, base *knowledge.Base) (*Store, error) {
	if dir != "" && base.Revision != "" {
		c, err := openRevision(ctx, dir, base)
		if err == nil {
			return c, nil
		}
		if !cannotWrite(err) {
			return nil, err
		}
		slog.WarnContext(ctx, "the index cannot be kept on disk and is built in memory", "directory", dir, "error", err)
	}
	c := New(base)
	c.split()
	if err := c.buildInMemory(ctx); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// cannotWrite reports whether an index could not be kept because the disk is
// full, read only, or not the program's to write to. Bleve passes on the words
// of some failures only.
func cannotWrite(err error) bool {
	if errors.Is(err, fs.ErrPermission) {
		return true
	}
	for _, no := range []error{syscall.EROFS, syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG} {
		if errors.Is(err, no) || strings.Contains(err.Error(), no.Error()) {
			return true
		}
	}
	return false
}

// Close releases the index. What was read of the base stays readable.
func (c *Store) Close() error {
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

// New lists what is to be indexed of a base.
func New(base *knowledge.Base) *Store {
	c := &Store{
		Base:     base,
		document: make(map[knowledge.DocumentID]int, len(base.Documents)),
	}
	for i := range base.Documents {
		c.document[base.Documents[i].ID] = i
	}
	for i := range base.Measures {
		m := &base.Measures[i]
		c.Measures = append(c.Measures, MeasureEntry{m, c.Ordinal(m.Cite.Document)})
		for j := range m.Facts {
			f := &m.Facts[j]
			document := c.Ordinal(f.Cite.Document)
			if document < 0 {
				document = c.Ordinal(m.Cite.Document)
			}
			c.Facts = append(c.Facts, FactEntry{f, document, m})
		}
	}
	for i := range base.Facts {
		f := &base.Facts[i]
		c.Facts = append(c.Facts, FactEntry{Fact: f, Document: c.Ordinal(f.Cite.Document)})
	}
	return c
}

// split cuts the documents into passages.
func (c *Store) split() {
	for i := range c.Base.Documents {
		c.Passages = append(c.Passages, passagesOf(i, &c.Base.Documents[i])...)
	}
	c.Fingerprints = make([]uint64, len(c.Passages))
	for i := range c.Passages {
		c.Fingerprints[i] = Fingerprint(c.PassageText(i))
	}
}

func (c *Store) Ordinal(id knowledge.DocumentID) int {
	if d, ok := c.document[id]; ok {
		return d
	}
	return -1
}

func (c *Store) openReader() error {
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
func (c *Store) summarize() {
	c.DocumentSize = make([]uint32, len(c.Base.Documents))
	for n, e := range c.Entries {
		s := &c.statistics[e.Kind]
		s.count++
		if e.Kind != NoKind {
			c.Live++
		}
		s.average += float64(c.lengths[n])
		if e.Document >= 0 && (e.Kind == titleKind || e.Kind == PassageKind) {
			c.DocumentSize[e.Document] += uint32(c.lengths[n])
			c.AverageSize += float64(c.lengths[n])
		}
	}
	for kind := range c.statistics {
		if s := &c.statistics[kind]; s.count > 0 {
			s.average /= float64(s.count)
		}
	}
	c.norms = make([]float32, len(c.Entries))
	for n, e := range c.Entries {
		w := EntryWeighting
		if average := c.statistics[e.Kind].average; average > 0 {
			c.norms[n] = float32(w.Saturation * (1 - w.length + w.length*float64(c.lengths[n])/average))
		}
	}
	if len(c.Base.Documents) > 0 {
		c.AverageSize /= float64(len(c.Base.Documents))
	}
}
