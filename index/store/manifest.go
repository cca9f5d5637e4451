package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"

	"policybot/knowledge"
)

// manifest is what an index directory holds beside Bleve's files: which of
// Bleve's documents is which entry, where passages begin and end, and a
// checksum of every file, so that opening reads no text and trusts nothing
// that changed on the disk.
type manifest struct {
	revision  string
	files     []fileSum
	documents []indexedDocument
	facts     int
	measures  int
	passages  []passage
	prints    []uint64 // fingerprints of passages
	entries   []Entry  // by Bleve's document number
	lengths   []uint16
}

// fileSum is a file of the directory with its size and checksum.
type fileSum struct {
	name string // slash-separated, below the directory
	size uint64
	sum  uint32
}

// indexedDocument is a document as it was indexed.
type indexedDocument struct {
	id   string
	hash [32]byte // of all that is indexed of it
}

const (
	manifestFile  = "manifest"
	manifestMagic = "policybot index 1\n" // a change of the format needs another number
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errDamaged says that an index on disk is not as it was written.
var errDamaged = errors.New("damaged")

// append writes the manifest: counts and numbers as varints, the checksum of
// all before it last.
func (m *manifest) append(b []byte) []byte {
	text := func(s string) {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	number := func(n int) { b = binary.AppendUvarint(b, uint64(n)) }
	b = append(b, manifestMagic...)
	text(m.revision)
	number(len(m.files))
	for _, f := range m.files {
		text(f.name)
		b = binary.AppendUvarint(b, f.size)
		b = binary.LittleEndian.AppendUint32(b, f.sum)
	}
	number(len(m.documents))
	for _, d := range m.documents {
		text(d.id)
		b = append(b, d.hash[:]...)
	}
	number(m.facts)
	number(m.measures)
	number(len(m.passages))
	for i, p := range m.passages {
		number(p.Document)
		number(p.Section)
		number(p.Start)
		number(p.End)
		b = binary.LittleEndian.AppendUint64(b, m.prints[i])
	}
	number(len(m.entries))
	for i, e := range m.entries {
		b = append(b, byte(e.Kind))
		number(int(e.Ordinal))
		number(int(e.Document) + 1)
		number(int(m.lengths[i]))
	}
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

// parseManifest reads what append wrote.
func parseManifest(b []byte) (*manifest, error) {
	n := len(b) - crc32.Size
	if n < len(manifestMagic) || string(b[:len(manifestMagic)]) != manifestMagic {
		return nil, fmt.Errorf("%s: %w: not a manifest", manifestFile, errDamaged)
	}
	if crc32.Checksum(b[:n], castagnoli) != binary.LittleEndian.Uint32(b[n:]) {
		return nil, fmt.Errorf("%s: %w: the checksum is wrong", manifestFile, errDamaged)
	}
	r := manifestReader{rest: b[len(manifestMagic):n]}
	m := &manifest{revision: r.text()}
	m.files = make([]fileSum, r.count())
	for i := range m.files {
		m.files[i] = fileSum{r.text(), r.number(), binary.LittleEndian.Uint32(r.bytes(4))}
	}
	m.documents = make([]indexedDocument, r.count())
	for i := range m.documents {
		m.documents[i] = indexedDocument{r.text(), [32]byte(r.bytes(32))}
	}
	m.facts, m.measures = int(r.number()), int(r.number())
	m.passages = make([]passage, r.count())
	m.prints = make([]uint64, len(m.passages))
	for i := range m.passages {
		m.passages[i] = passage{int(r.number()), int(r.number()), int(r.number()), int(r.number())}
		m.prints[i] = binary.LittleEndian.Uint64(r.bytes(8))
	}
	m.entries = make([]Entry, r.count())
	m.lengths = make([]uint16, len(m.entries))
	for i := range m.entries {
		m.entries[i] = Entry{entryKind(r.bytes(1)[0]), int32(r.number()), int32(r.number()) - 1}
		m.lengths[i] = uint16(r.number())
	}
	if r.bad || len(r.rest) > 0 {
		return nil, fmt.Errorf("%s: %w: it ends too soon or too late", manifestFile, errDamaged)
	}
	return m, nil
}

// manifestReader reads the parts of a manifest; once something is missing it
// gives zeros and is bad.
type manifestReader struct {
	rest []byte
	bad  bool
}

var zeros [64]byte

func (r *manifestReader) bytes(n int) []byte {
	if n > len(r.rest) {
		r.bad, r.rest = true, nil
		return zeros[:min(n, len(zeros))]
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *manifestReader) number() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

// count reads how many of something follow, each of at least a byte.
func (r *manifestReader) count() int {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.bad, r.rest = true, nil
		return 0
	}
	return int(n)
}

func (r *manifestReader) text() string {
	n := r.count()
	return string(r.bytes(n))
}

// readManifest reads the manifest of an index directory and verifies every
// file it lists.
func readManifest(dir string) (*manifest, error) {
	b, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil {
		return nil, err
	}
	m, err := parseManifest(b)
	if err != nil {
		return nil, err
	}
	for _, want := range m.files {
		got, err := sumFile(dir, want.name)
		if err != nil {
			return nil, err
		}
		if got != want {
			return nil, fmt.Errorf("%s: %w: size or checksum is wrong", want.name, errDamaged)
		}
	}
	return m, nil
}

// sumFile returns the size and checksum of a file below dir.
func sumFile(dir, name string) (fileSum, error) {
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return fileSum{}, err
	}
	defer f.Close()
	hash := crc32.New(castagnoli)
	size, err := io.Copy(hash, f)
	if err != nil {
		return fileSum{}, fmt.Errorf("read %s: %w", name, err)
	}
	return fileSum{name, uint64(size), hash.Sum32()}, nil
}

// holds reports whether the manifest is one of c's base as it is now.
func (m *manifest) holds(c *Store) bool {
	return m.facts == len(c.Facts) && m.measures == len(c.Measures) &&
		slices.EqualFunc(m.documents, c.Base.Documents, func(d indexedDocument, b knowledge.Document) bool { return d.id == string(b.ID) })
}
