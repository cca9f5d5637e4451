package bot

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"policybot/knowledge"
	"policybot/knowledge/ingest"
)

// Directories below the data directory.
const (
	revisionsDir = "base"     // which files a revision of the base is made of, by revision
	VersionsDir  = "versions" // the files of the base as they once were, by hash
)

// revisionRow is the stored form of a revision of the base: the files it is
// made of, kept in versions/. The base is read from them again, so that both
// sides of a comparison are always read by the same reader. Names and meanings
// never change, fields may be added.
type revisionRow struct {
	Files []fileRow `json:"files"`
	// Behind are earlier versions of files that are broken in Files, the
	// latest first: what the broken one hides is taken from them.
	Behind []fileRow `json:"behind,omitempty"`
}

// fileRow is one file of a revision.
type fileRow struct {
	Path string `json:"path"` // slash-separated, below the base
	Hash string `json:"hash"` // SHA-256 of its bytes, hex
}

// firstRow is what is read of the form in which the first version kept a
// revision, <revision>.json.gz: the whole base as it was read.
type firstRow struct {
	Documents []struct{ Path, Hash string }
}

// keptName is the name under which a file is kept in versions/.
func (f fileRow) keptName() string { return KeptName(f.Path, f.Hash) }

// KeptName is the name under which the file of a base is kept in
// [VersionsDir], by its hash: SHA-256 of its bytes, hex.
func KeptName(file, hash string) string { return hash[:min(len(hash), 16)] + path.Ext(file) }

// errChanging means that a file changed while the base was read; it is read
// again when it is left alone.
var errChanging = errors.New("a file of the base changed while it was read")

// keepFiles keeps every file of the base and returns them. base is what was
// read of them; where a file is another one by now it fails.
func (b *Bot) keepFiles(base *knowledge.Base) ([]fileRow, error) {
	read := map[string]string{} // hash by path
	for i := range base.Documents {
		if d := &base.Documents[i]; d.Path != "" {
			read[d.Path] = d.Hash
		}
	}
	fsys, closeFiles, err := b.openFiles()
	if err != nil {
		return nil, err
	}
	var files []fileRow
	var failed error
	err = walkFiles(fsys, b.dataBelow(), func(path string, _ fs.FileInfo) {
		if failed != nil {
			return
		}
		row, err := b.keepFile(fsys, path)
		if hash := read[path]; err == nil && hash != "" && hash != row.Hash {
			err = errChanging
		}
		if err != nil {
			failed = fmt.Errorf("keep %s: %w", path, err)
		}
		files = append(files, row)
	})
	return files, errors.Join(failed, err, closeFiles())
}

// keepFile keeps a file, unless it is kept already. One that cannot be read is
// none: it has no hash.
func (b *Bot) keepFile(fsys fs.FS, path string) (fileRow, error) {
	data, err := fs.ReadFile(fsys, path)
	if err != nil {
		return fileRow{Path: path}, nil
	}
	hash := sha256.Sum256(data)
	row := fileRow{Path: path, Hash: hex.EncodeToString(hash[:])}
	target := filepath.Join(b.config.Data, VersionsDir, row.keptName())
	if _, err := os.Stat(target); err == nil {
		return row, nil
	}
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		return row, err
	}
	return row, writeWhole(target, func(w io.Writer) error { _, err := w.Write(data); return err })
}

// keepRevision keeps what is needed to read a base again: read is the base as
// its files give it now, before the revision in service, broken the paths
// whose earlier versions stay in service.
func (b *Bot) keepRevision(revision string, read *knowledge.Base, before string, broken []string) error {
	if b.config.Data == "" {
		return nil
	}
	files, err := b.keepFiles(read)
	if err != nil {
		return err
	}
	row := revisionRow{Files: files}
	if len(broken) > 0 {
		was, err := b.readRevision(before)
		if err != nil {
			return err
		}
		isBroken := func(f fileRow) bool { return slices.Contains(broken, f.Path) }
		for _, f := range slices.Concat(was.Files, was.Behind) {
			if isBroken(f) && !slices.Contains(row.Files, f) && !slices.Contains(row.Behind, f) {
				row.Behind = append(row.Behind, f)
			}
		}
	}
	target := b.revisionPath(revision)
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		return fmt.Errorf("keep the base: %w", err)
	}
	err = writeWhole(target, func(w io.Writer) error {
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", " ")
		return encoder.Encode(row)
	})
	if err != nil {
		return fmt.Errorf("keep the base: %w", err)
	}
	return nil
}

func (b *Bot) revisionPath(revision string) string {
	return filepath.Join(b.config.Data, revisionsDir, revision+".json")
}

// readRevision reads which files a revision is made of.
func (b *Bot) readRevision(revision string) (revisionRow, error) {
	var row revisionRow
	if b.config.Data == "" {
		return row, errors.New("read the kept base: there is no data directory")
	}
	data, err := os.ReadFile(b.revisionPath(revision))
	if errors.Is(err, fs.ErrNotExist) {
		return b.readFirst(revision)
	}
	if err == nil {
		err = json.Unmarshal(data, &row)
	}
	if err != nil {
		return row, fmt.Errorf("read the kept base: %w", err)
	}
	return row, nil
}

// readFirst reads what the first version kept of a revision.
func (b *Bot) readFirst(revision string) (revisionRow, error) {
	var row revisionRow
	file, err := os.Open(b.revisionPath(revision) + ".gz")
	if err != nil {
		return row, fmt.Errorf("read the kept base: %w", err)
	}
	defer file.Close()
	unzip, err := gzip.NewReader(file)
	if err != nil {
		return row, fmt.Errorf("read the kept base: %w", err)
	}
	var first firstRow
	if err := json.NewDecoder(unzip).Decode(&first); err != nil {
		return row, fmt.Errorf("read the kept base: %w", err)
	}
	for _, d := range first.Documents {
		if f := (fileRow{Path: d.Path, Hash: d.Hash}); d.Path != "" && !slices.Contains(row.Files, f) {
			row.Files = append(row.Files, f)
		}
	}
	return row, nil
}

// loadRevision reads a base as it once was from its kept files. Files that are
// not kept are taken from the base where they are the same there; those that
// are gone altogether are named in missing.
func (b *Bot) loadRevision(ctx context.Context, revision string) (base *knowledge.Base, missing []string, err error) {
	row, err := b.readRevision(revision)
	if err != nil {
		return nil, nil, err
	}
	files, missing, err := b.foundFiles(row.Files)
	if err != nil {
		return nil, nil, err
	}
	if base, err = b.readKept(ctx, files); err != nil {
		return nil, nil, err
	}
	for _, f := range row.Behind {
		behind, _, err := b.foundFiles([]fileRow{f})
		if err != nil {
			return nil, nil, err
		}
		earlier, err := b.readKept(ctx, behind)
		if err != nil {
			return nil, nil, err
		}
		base, _ = keepBroken(earlier, base)
	}
	return base, missing, nil
}

// foundFiles returns where each of the files is kept.
func (b *Bot) foundFiles(files []fileRow) (keptFS, []string, error) {
	found := keptFS{dir: filepath.Join(b.config.Data, VersionsDir), names: map[string]string{}}
	now, closeFiles, err := b.openFiles()
	if err != nil {
		return found, nil, fmt.Errorf("read the kept base: %w", err)
	}
	defer closeFiles()
	if err := os.MkdirAll(found.dir, 0o700); err != nil {
		return found, nil, fmt.Errorf("read the kept base: %w", err)
	}
	var missing []string
	for _, f := range files {
		if f.Hash == "" {
			continue // it could not be read then
		}
		name := f.keptName()
		if _, err := os.Stat(filepath.Join(found.dir, name)); err != nil {
			same, err := b.keepFile(now, f.Path)
			if err != nil || same.Hash != f.Hash {
				missing = append(missing, f.Path)
				continue
			}
		}
		found.names[f.Path] = name
	}
	return found, missing, nil
}

func (b *Bot) readKept(ctx context.Context, files keptFS) (*knowledge.Base, error) {
	base, err := ingest.Read(ctx, files, ingest.Options{Cache: b.cache()})
	if err != nil {
		return nil, fmt.Errorf("read the kept base: %w", err)
	}
	return base, nil
}

// forgetRevisions removes what is kept of all revisions but the given ones.
// The files themselves stay: notices offer them.
func (b *Bot) forgetRevisions(keep ...string) {
	if b.config.Data == "" {
		return
	}
	files, err := filepath.Glob(filepath.Join(b.config.Data, revisionsDir, "*.json*"))
	if err != nil {
		return
	}
	for _, f := range files {
		name, _, _ := strings.Cut(filepath.Base(f), ".")
		if slices.Contains(keep, name) {
			continue
		}
		if err := os.Remove(f); err != nil {
			b.log.Warn("remove an old copy of the base", "error", err)
		}
	}
}

// previous names the kept file of a document as it was in old; "" where none
// is kept.
func (b *Bot) previous(old *knowledge.Base, id knowledge.DocumentID) string {
	d := old.Document(id)
	if d == nil || d.Hash == "" || b.config.Data == "" {
		return ""
	}
	name := fileRow{Path: d.Path, Hash: d.Hash}.keptName()
	if _, err := os.Stat(filepath.Join(b.config.Data, VersionsDir, name)); err != nil {
		return ""
	}
	return name
}

// Version opens a file of the base as it once was, by the name that a change
// of the log gives as Previous.
func (b *Bot) Version(name string) (fs.File, error) {
	if !fs.ValidPath(name) || name == "." || strings.Contains(name, "/") || b.config.Data == "" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return os.DirFS(filepath.Join(b.config.Data, VersionsDir)).Open(name)
}

// writeWhole writes a file so that it is there with all its bytes or not at
// all.
func writeWhole(target string, write func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(target), ".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // after Rename it is gone
	if err := errors.Join(write(file), file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), target)
}
