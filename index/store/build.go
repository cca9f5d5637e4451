package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"

	"policybot/index/analysis"
)

// bleveDirectory holds Bleve's files within an index directory.
const bleveDirectory = "bleve"

// lockWait is how long to wait for Bleve's own lock on its files. Nobody
// holds it but for moments; without a limit a stuck process would stop all.
const lockWait = 5 * time.Second

// batchSize is how many entries are handed to Bleve at a time. Larger ones
// take more memory and no less time.
const batchSize = 1000

// entryID is the id of an entry in Bleve: its kind, its number among those of
// its document, and the document. It stays the same whatever else the base
// holds.
func entryID(kind entryKind, number int, document string) string {
	return string("-tpfm"[kind]) + strconv.Itoa(number) + ":" + document
}

// noDocument stands for the document of measures and facts that cite none.
const noDocument = "?"

// ids returns the id of every entry, with what it stands for.
func ids(entries []Entry, documents func(ordinal int32) string) []string {
	counts := make(map[int32]*[EntryKinds]int)
	list := make([]string, len(entries))
	for i, e := range entries {
		if e.Kind == NoKind {
			continue
		}
		n := counts[e.Document]
		if n == nil {
			n = new([EntryKinds]int)
			counts[e.Document] = n
		}
		name := noDocument
		if e.Document >= 0 {
			name = documents(e.Document)
		}
		list[i] = entryID(e.Kind, n[e.Kind], name)
		n[e.Kind]++
	}
	return list
}

// documentName returns the id of a document by ordinal.
func (c *Store) documentName(ordinal int32) string { return string(c.Base.Documents[ordinal].ID) }

// list returns all entries: titles, passages, facts and measures, each in
// the base's order.
func (c *Store) list() []Entry {
	list := make([]Entry, 0, len(c.Base.Documents)+len(c.Passages)+len(c.Facts)+len(c.Measures))
	for i := range c.Base.Documents {
		list = append(list, Entry{titleKind, int32(i), int32(i)})
	}
	for i, p := range c.Passages {
		list = append(list, Entry{PassageKind, int32(i), int32(p.Document)})
	}
	for i, f := range c.Facts {
		list = append(list, Entry{FactKind, int32(i), int32(f.Document)})
	}
	for i, m := range c.Measures {
		list = append(list, Entry{MeasureKind, int32(i), int32(m.Document)})
	}
	return list
}

// buildInMemory fills an index in memory.
func (c *Store) buildInMemory(ctx context.Context) error {
	index, err := newMemoryIndex()
	if err != nil {
		return err
	}
	c.bleve = index
	list := c.list()
	names := ids(list, c.documentName)
	lengths := make([]uint16, len(list))
	batch := index.NewBatch()
	for i, e := range list {
		text := c.EntryText(e)
		lengths[i] = length(text)
		if err := batch.Index(names[i], bleveEntry{text}); err != nil {
			return fmt.Errorf("index the base: %w", err)
		}
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("index the base: %w", err)
	}
	if err := index.Batch(batch); err != nil {
		return fmt.Errorf("index the base: %w", err)
	}
	if err := c.openReader(); err != nil {
		return err
	}
	return c.number(list, names, lengths)
}

// length returns how many terms a text has, as far as BM25 cares.
func length(text string) uint16 { return uint16(min(analysis.CountTerms(text), 1<<16-1)) }

// number finds out which of Bleve's documents is which entry.
func (c *Store) number(list []Entry, names []string, lengths []uint16) error {
	byName := make(map[string]int, len(list))
	for i, name := range names {
		byName[name] = i
	}
	all, err := c.reader.DocIDReaderAll()
	if err != nil {
		return fmt.Errorf("read the index: %w", err)
	}
	defer all.Close()
	for {
		id, err := all.Next()
		if err != nil {
			return fmt.Errorf("read the index: %w", err)
		}
		if id == nil {
			break
		}
		name, err := c.reader.ExternalID(id)
		if err != nil {
			return fmt.Errorf("read the index: %w", err)
		}
		for len(c.Entries) <= int(id.Value()) {
			c.Entries = append(c.Entries, Entry{Document: -1})
			c.lengths = append(c.lengths, 0)
		}
		if i, ok := byName[name]; ok {
			c.Entries[id.Value()], c.lengths[id.Value()] = list[i], lengths[i]
		}
	}
	c.summarize()
	return nil
}

// build writes the index of c's base into dir, which is empty: afresh, or
// from previous, an earlier index in the directory from, of which only what
// changed is indexed again.
func (c *Store) build(ctx context.Context, dir, from string, previous *manifest) error {
	list := c.list()
	names := ids(list, c.documentName)
	documents := c.hashes(list)
	lengths := make([]uint16, len(list))
	var err error
	if previous != nil {
		err = c.buildFrom(ctx, dir, from, previous, list, names, documents, lengths)
	} else {
		err = c.buildAfresh(ctx, dir, list, names, lengths)
	}
	if err != nil {
		return fmt.Errorf("build the index: %w", err)
	}
	if err := c.openBleve(dir); err != nil {
		return err
	}
	err = c.number(list, names, lengths)
	if closed := c.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("build the index: %w", err)
	}
	m := &manifest{
		revision: c.Base.Revision, documents: documents, facts: len(c.Facts), measures: len(c.Measures),
		passages: c.Passages, prints: c.Fingerprints, entries: c.Entries, lengths: c.lengths,
	}
	if m.files, err = sumFiles(dir); err != nil {
		return fmt.Errorf("build the index: %w", err)
	}
	return writeManifest(dir, m)
}

// hashes returns the documents with a hash of all that is indexed of each.
func (c *Store) hashes(list []Entry) []indexedDocument {
	texts := make([][]int, len(c.Base.Documents))
	for i, e := range list {
		if e.Document >= 0 {
			texts[e.Document] = append(texts[e.Document], i)
		}
	}
	documents := make([]indexedDocument, len(texts))
	for d, entries := range texts {
		hash := sha256.New()
		for _, i := range entries {
			text := c.EntryText(list[i])
			fmt.Fprintf(hash, "%d %d\n", list[i].Kind, len(text))
			io.WriteString(hash, text)
		}
		documents[d] = indexedDocument{id: string(c.Base.Documents[d].ID), hash: [32]byte(hash.Sum(nil))}
	}
	return documents
}

// buildAfresh indexes everything with Bleve's offline builder, which leaves
// one segment.
func (c *Store) buildAfresh(ctx context.Context, dir string, list []Entry, names []string, lengths []uint16) error {
	m, err := newMapping()
	if err != nil {
		return err
	}
	if len(list) == 0 { // which the builder cannot close
		empty, err := bleve.New(filepath.Join(dir, bleveDirectory), m)
		if err != nil {
			return err
		}
		return empty.Close()
	}
	return buildSegment(ctx, filepath.Join(dir, bleveDirectory), dir, m, func(index func(name string, entry any) error) error {
		for i, e := range list {
			if err := ctx.Err(); err != nil {
				return err
			}
			text := c.EntryText(e)
			lengths[i] = length(text)
			if err := index(names[i], bleveEntry{text}); err != nil {
				return err
			}
		}
		return nil
	})
}

// buildSegment lets fill write entries with Bleve's offline builder. The builder
// is left as it is after a failed or cancelled write: closing it then panics,
// and so may closing it on a full disk. What it has written is removed with
// the directory that it works in.
func buildSegment(ctx context.Context, path, work string, m mapping.IndexMapping, fill func(index func(name string, entry any) error) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("write the index: %v", r)
		}
	}()
	builder, err := bleve.NewBuilder(path, m, map[string]any{"batchSize": batchSize, "buildPathPrefix": work})
	if err != nil {
		return err
	}
	if err := fill(func(name string, entry any) error { return builder.Index(name, entry) }); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return builder.Close()
}

// buildFrom links the files of an earlier index into dir and indexes again
// what changed since.
func (c *Store) buildFrom(ctx context.Context, dir, from string, previous *manifest, list []Entry, names []string, documents []indexedDocument, lengths []uint16) error {
	if err := linkFiles(from, dir, previous.files); err != nil {
		return err
	}
	index, err := bleve.OpenUsing(filepath.Join(dir, bleveDirectory), map[string]any{"bolt_timeout": lockWait.String()})
	if err != nil {
		return err
	}
	defer func() {
		if index != nil {
			index.Close()
		}
	}()
	before := make(map[string][32]byte, len(previous.documents))
	for _, d := range previous.documents {
		before[d.id] = d.hash
	}
	same := make(map[string]bool, len(documents))
	for _, d := range documents {
		hash, ok := before[d.id]
		same[d.id] = ok && hash == d.hash
	}
	known := make(map[string]uint16)
	batch := index.NewBatch()
	for i, name := range previous.ids() {
		switch _, document, _ := strings.Cut(name, ":"); {
		case name == "":
		case same[document]:
			known[name] = previous.lengths[i]
		default:
			batch.Delete(name)
		}
	}
	for i, e := range list {
		if n, ok := known[names[i]]; ok {
			lengths[i] = n
			continue
		}
		text := c.EntryText(e)
		lengths[i] = length(text)
		if err := batch.Index(names[i], bleveEntry{text}); err != nil {
			return err
		}
		if batch.Size() >= batchSize {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := index.Batch(batch); err != nil {
				return err
			}
			batch.Reset()
		}
	}
	if err := index.Batch(batch); err != nil {
		return err
	}
	closing := index
	index = nil
	return closing.Close()
}

// ids returns the ids of the entries of a manifest, "" for numbers that stand
// for none.
func (m *manifest) ids() []string {
	// Ids count in the order of ordinals, which the numbers of Bleve do not keep.
	order := make([]int, 0, len(m.entries))
	for i, e := range m.entries {
		if e.Kind != NoKind {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Compare(m.entries[a].Ordinal, m.entries[b].Ordinal)
	})
	sorted := make([]Entry, len(order))
	for at, i := range order {
		sorted[at] = m.entries[i]
	}
	list := make([]string, len(m.entries))
	for at, name := range ids(sorted, func(ordinal int32) string { return m.documents[ordinal].id }) {
		list[order[at]] = name
	}
	return list
}

// linkFiles makes the listed files of one index directory appear in another:
// segments, which never change, as hard links; Bleve's small files as copies.
func linkFiles(from, to string, files []fileSum) error {
	for _, f := range files {
		source, target := filepath.Join(from, filepath.FromSlash(f.name)), filepath.Join(to, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
			return err
		}
		if filepath.Ext(f.name) == ".zap" && os.Link(source, target) == nil {
			continue
		}
		if err := copyFile(source, target); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(target, source); err != nil {
		target.Close()
		return fmt.Errorf("copy %s: %w", from, err)
	}
	return target.Close()
}

// sumFiles returns the files of Bleve in an index directory, each written
// through to the disk.
func sumFiles(dir string) ([]fileSum, error) {
	var files []fileSum
	err := filepath.WalkDir(filepath.Join(dir, bleveDirectory), func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if err := syncPath(path); err != nil {
			return err
		}
		if entry.IsDir() {
			return nil
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		sum, err := sumFile(dir, filepath.ToSlash(name))
		files = append(files, sum)
		return err
	})
	return files, err
}

// writeManifest writes the manifest of an index directory, last of all.
func writeManifest(dir string, m *manifest) error {
	path := filepath.Join(dir, manifestFile)
	if err := os.WriteFile(path, m.append(nil), 0o666); err != nil {
		return fmt.Errorf("write the index: %w", err)
	}
	for _, path := range []string{path, dir} {
		if err := syncPath(path); err != nil {
			return fmt.Errorf("write the index: %w", err)
		}
	}
	return nil
}

// syncPath writes a file or directory through to the disk.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// openBleve opens Bleve's files in an index directory for reading.
func (c *Store) openBleve(dir string) error {
	if err := registerAnalyzer(); err != nil {
		return err
	}
	index, err := bleve.OpenUsing(filepath.Join(dir, bleveDirectory), map[string]any{
		"read_only": true, "bolt_timeout": lockWait.String(),
	})
	if err != nil {
		return fmt.Errorf("open the index: %w", err)
	}
	c.bleve = index
	if err := c.openReader(); err != nil {
		c.Close()
		return err
	}
	return nil
}
