package ingest

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"reflect"
	"time"

	"policybot/knowledge"
)

// cache holds the parsed form of files between runs, in one file that is
// replaced as a whole. A damaged cache is an empty one.
type cache struct {
	file    string
	entries map[string]entry // by path
}

// cached is the parsed form of one file.
type cached struct {
	Path    string
	Size    int64
	Changed int64 // modification time, in nanoseconds
	Settled bool  // the file had not changed for settleTime when it was read: size and time tell that it has not since
	Hash    string
}

// entry is a cached file with its content.
type entry struct {
	cached
	stored string // a [stored], encoded
}

// stored is what is kept of a result.
type stored struct {
	Format   format
	Document knowledge.Document
	Facts    []knowledge.Fact
	Problems []knowledge.Problem
}

// settleTime is how long a file must not have changed for its size and
// modification time to tell it from a later version: clocks of file systems
// tick as coarsely as two seconds.
const settleTime = 2 * time.Second

// cacheHeader begins a cache of this reader.
func cacheHeader() string {
	return fmt.Sprintf("policybot parsed documents, reader %d, shape %x\n", ReaderVersion, shape(reflect.TypeFor[stored]()))
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// openCache reads the cache in a directory; "" is a cache that keeps nothing.
func openCache(dir string) *cache {
	c := &cache{entries: map[string]entry{}}
	if dir == "" {
		return c
	}
	c.file = filepath.Join(dir, "documents")
	data, err := os.ReadFile(c.file)
	header := cacheHeader()
	if err != nil || len(data) < len(header)+4 || string(data[:len(header)]) != header {
		return c
	}
	body := data[len(header) : len(data)-4]
	if binary.LittleEndian.Uint32(data[len(data)-4:]) != crc32.Checksum(body, castagnoli) {
		return c
	}
	if entries, err := readEntries(string(body)); err == nil {
		c.entries = entries
	}
	return c
}

func readEntries(body string) (entries map[string]entry, err error) {
	defer damagedError(&err)
	entries = map[string]entry{}
	for d := (decoder{body}); d.data != ""; {
		var e entry
		if err := decodeInto(d.bytes(), &e.cached); err != nil {
			return nil, err
		}
		e.stored = d.bytes()
		entries[e.Path] = e
	}
	return entries, nil
}

// result returns what was stored for a file, when e is still its content.
func (e entry) result(f file) (result, bool) {
	var s stored
	if e.stored == "" || decodeInto(e.stored, &s) != nil {
		return result{}, false
	}
	r := result{file: f, format: s.Format, document: s.Document, facts: s.Facts, problems: s.Problems, cached: e}
	copy(r.hash[:], e.Hash)
	return r, true
}

// unchanged returns the result for a file that has the size and time of the
// one stored.
func (c *cache) unchanged(f file) (result, bool) {
	e, ok := c.entries[f.path]
	if !ok || !e.Settled || f.changed.IsZero() || e.Size != f.size || e.Changed != f.changed.UnixNano() {
		return result{}, false
	}
	return e.result(f)
}

// same returns the result for a file whose content is the one stored.
func (c *cache) same(f file, hash [sha256.Size]byte) (result, bool) {
	e, ok := c.entries[f.path]
	if !ok || e.Hash != string(hash[:]) {
		return result{}, false
	}
	return e.result(f)
}

// withRest adds what the cache holds of files that results say nothing of, for a
// reading that was broken off.
func (c *cache) withRest(results []result) []result {
	told := map[string]bool{}
	for i := range results {
		told[results[i].file.path] = true
	}
	for path, e := range c.entries {
		if told[path] {
			continue
		}
		if r, ok := e.result(file{path, e.Size, time.Unix(0, e.Changed)}); ok {
			results = append(results, r)
		}
	}
	return results
}

// save replaces the cache by what results hold, if that is not what it holds
// already. Files that could not be read are not kept: what stood in the way
// may have been of the moment.
func (c *cache) save(results []result, now time.Time) error {
	if c.file == "" {
		return nil
	}
	out := []byte(cacheHeader())
	start := len(out)
	kept, changed := 0, false
	for i := range results {
		r := &results[i]
		if r.yaml != nil || r.document.ID == "" {
			continue
		}
		e := r.cached
		if e.stored == "" {
			s := stored{r.format, r.document, r.facts, r.problems}
			e.stored = string(encodeValue(nil, reflect.ValueOf(s)))
		}
		fresh := cached{
			Path: r.file.path, Size: r.file.size, Changed: r.file.changed.UnixNano(), Hash: string(r.hash[:]),
			Settled: now.Sub(r.file.changed) > settleTime,
		}
		changed = changed || fresh != e.cached
		kept++
		head := encodeValue(nil, reflect.ValueOf(fresh))
		out = append(binary.AppendUvarint(out, uint64(len(head))), head...)
		out = append(binary.AppendUvarint(out, uint64(len(e.stored))), e.stored...)
	}
	if !changed && kept == len(c.entries) {
		return nil
	}
	out = binary.LittleEndian.AppendUint32(out, crc32.Checksum(out[start:], castagnoli))
	return replaceFile(c.file, out)
}

// replaceFile writes a file beside the one it replaces and renames it.
func replaceFile(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(name), ".documents-*")
	if err != nil {
		return err
	}
	_, err = temporary.Write(data)
	if closeErr := temporary.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(temporary.Name(), name)
	}
	if err != nil {
		os.Remove(temporary.Name())
	}
	return err
}
