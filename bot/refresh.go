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
	"strconv"
	"strings"

	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/ingest"
)

// Directories below the data directory.
const (
	snapshotsDir = "base"     // the base in service, as it was read, by revision
	versionsDir  = "versions" // the files of the base as they once were, by hash
)

// Refreshed is what a refresh did.
type Refreshed struct {
	Revision string
	Replaced bool     // another revision is in service now
	First    bool     // there was none before: everything is new and nothing is told
	Changes  []Logged // appended to the change log
	Silent   int      // changes that nobody is told of
	Kept     []string // files whose new version is broken; the one before stays in service
	Problems []knowledge.Problem
}

// Refresh reads the base again. Where it has changed, what changed is
// appended to the store's change log and the new revision answers questions
// from then on. Running it again, also after a crash at any point, repeats
// nothing. What another version of the reader reads differently in an
// unchanged file is not a change.
func (b *Bot) Refresh(ctx context.Context, store *Store) (*Refreshed, error) {
	b.refreshing.Lock()
	defer b.refreshing.Unlock()
	base, err := b.read(ctx)
	if err != nil {
		return nil, err
	}
	before, err := store.InService(ctx)
	if err != nil {
		return nil, err
	}
	var old *knowledge.Base
	if current := b.Base(); before.Seq > 0 && current != nil && current.Revision == before.Revision {
		old = current
	} else if before.Seq > 0 {
		if old, err = b.loadSnapshot(before.Revision); err != nil {
			// Without the earlier base nothing can be compared: begin anew.
			b.log.Error("the earlier revision cannot be read; changes since then are not told", "error", err)
			old = nil
		}
	}
	done := &Refreshed{First: old == nil}
	if old != nil {
		base, done.Kept = keepBroken(old, base)
	}
	done.Revision, done.Problems = base.Revision, base.Problems
	reader := strconv.Itoa(ingest.ReaderVersion)
	if old == nil || base.Revision != before.Revision || reader != before.Reader {
		changes := diff.Bases(old, base)
		if done.First {
			changes = nil
		} else if reader != before.Reader {
			changes = readAnew(changes, old, base)
		}
		done.Changes = describe(changes, old, base, func(id knowledge.DocumentID) string { return b.previous(old, id) })
		done.Silent = len(changes) - len(done.Changes)
		if err := b.saveVersions(base); err != nil {
			return nil, err
		}
		if err := b.saveSnapshot(base); err != nil {
			return nil, err
		}
	}
	// The index is built before the log is written, so that nobody is told of
	// what cannot be asked about.
	if current := b.Base(); current == nil || current.Revision != base.Revision {
		x, err := b.openIndex(ctx, base)
		if err != nil {
			return nil, err
		}
		b.swap(x)
		done.Replaced = true
	}
	if old == nil || base.Revision != before.Revision || reader != before.Reader {
		if err := store.PutInService(ctx, before, base.Revision, reader, done.Changes); err != nil {
			return nil, err
		}
		b.pruneSnapshots(base.Revision, before.Revision)
	}
	return done, nil
}

// keepBroken returns base with the documents of old whose files are broken
// now and the measures that problems in their files hide, and the paths of
// those files.
func keepBroken(old, base *knowledge.Base) (*knowledge.Base, []string) {
	merged := *base
	merged.Documents = slices.Clone(base.Documents)
	merged.Measures = slices.Clone(base.Measures)
	merged.Facts = slices.Clone(base.Facts)
	revision := sha256.New()
	fmt.Fprintf(revision, "%s\n", base.Revision)
	var kept []string
	for _, p := range base.Problems {
		if slices.Contains(kept, p.Path) {
			continue
		}
		for _, d := range old.Documents {
			if d.Path != p.Path {
				continue
			}
			before := len(merged.Documents) + len(merged.Measures)
			whole := p.Fatal && base.Document(d.ID) == nil
			if whole {
				merged.Documents = append(merged.Documents, d)
				for _, f := range old.Facts {
					if f.Cite.Document == d.ID {
						merged.Facts = append(merged.Facts, f)
					}
				}
			}
			for _, m := range old.Measures {
				if m.Cite.Document == d.ID && measureIn(base, m.ID) == nil && (whole || d.Format == "yaml") {
					merged.Measures = append(merged.Measures, m)
				}
			}
			if len(merged.Documents)+len(merged.Measures) > before {
				kept = append(kept, p.Path)
				fmt.Fprintf(revision, "%q %s\n", d.Path, d.Hash)
			}
		}
	}
	if len(kept) == 0 {
		return base, nil
	}
	slices.SortStableFunc(merged.Documents, func(a, b knowledge.Document) int { return strings.Compare(a.Path, b.Path) })
	merged.Revision = hex.EncodeToString(revision.Sum(nil))
	return &merged, kept
}

// readAnew leaves of changes those of documents whose files have changed.
func readAnew(changes []diff.Change, old, base *knowledge.Base) []diff.Change {
	return slices.DeleteFunc(changes, func(c diff.Change) bool {
		was, is := old.Document(c.Document), base.Document(c.Document)
		return was != nil && is != nil && was.Hash == is.Hash
	})
}

// previous names the kept file of a document as it was in old; "" where none
// is kept.
func (b *Bot) previous(old *knowledge.Base, id knowledge.DocumentID) string {
	d := old.Document(id)
	if d == nil || d.Hash == "" || b.config.Data == "" {
		return ""
	}
	name := versionName(d)
	if _, err := os.Stat(filepath.Join(b.config.Data, versionsDir, name)); err != nil {
		return ""
	}
	return name
}

// versionName is the name under which a document's file is kept.
func versionName(d *knowledge.Document) string {
	return d.Hash[:min(len(d.Hash), 16)] + path.Ext(d.Path)
}

// Version opens a file of the base as it once was, by the name that a Logged
// gives as Previous.
func (b *Bot) Version(name string) (fs.File, error) {
	if !fs.ValidPath(name) || name == "." || strings.Contains(name, "/") || b.config.Data == "" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return os.DirFS(filepath.Join(b.config.Data, versionsDir)).Open(name)
}

// saveVersions keeps the files of the base that are not kept yet.
func (b *Bot) saveVersions(base *knowledge.Base) error {
	if b.config.Base == "" || b.config.Data == "" {
		return nil
	}
	dir := filepath.Join(b.config.Data, versionsDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("keep the files of the base: %w", err)
	}
	for i := range base.Documents {
		d := &base.Documents[i]
		if d.Hash == "" || d.Path == "" {
			continue
		}
		target := filepath.Join(dir, versionName(d))
		if _, err := os.Stat(target); err == nil {
			continue
		}
		data, err := fs.ReadFile(os.DirFS(b.config.Base), d.Path)
		if err != nil {
			continue // changed or removed since it was read; the next refresh sees that
		}
		if hash := sha256.Sum256(data); hex.EncodeToString(hash[:]) != d.Hash {
			continue
		}
		if err := writeWhole(target, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
			return fmt.Errorf("keep %s: %w", d.Path, err)
		}
	}
	return nil
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

func (b *Bot) snapshotPath(revision string) string {
	return filepath.Join(b.config.Data, snapshotsDir, revision+".json.gz")
}

func (b *Bot) saveSnapshot(base *knowledge.Base) error {
	if b.config.Data == "" {
		return nil
	}
	target := b.snapshotPath(base.Revision)
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		return fmt.Errorf("keep the base: %w", err)
	}
	err := writeWhole(target, func(w io.Writer) error {
		z := gzip.NewWriter(w)
		return errors.Join(json.NewEncoder(z).Encode(base), z.Close())
	})
	if err != nil {
		return fmt.Errorf("keep the base: %w", err)
	}
	return nil
}

func (b *Bot) loadSnapshot(revision string) (*knowledge.Base, error) {
	if b.config.Data == "" {
		return nil, errors.New("read the kept base: there is no data directory")
	}
	file, err := os.Open(b.snapshotPath(revision))
	if err != nil {
		return nil, fmt.Errorf("read the kept base: %w", err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("read the kept base: %w", err)
	}
	var base knowledge.Base
	if err := json.NewDecoder(z).Decode(&base); err != nil {
		return nil, fmt.Errorf("read the kept base: %w", err)
	}
	return &base, nil
}

// pruneSnapshots removes all kept bases but those of the given revisions.
func (b *Bot) pruneSnapshots(keep ...string) {
	if b.config.Data == "" {
		return
	}
	files, err := filepath.Glob(filepath.Join(b.config.Data, snapshotsDir, "*.json.gz"))
	if err != nil {
		return
	}
	for _, f := range files {
		if !slices.Contains(keep, strings.TrimSuffix(filepath.Base(f), ".json.gz")) {
			if err := os.Remove(f); err != nil {
				b.log.Warn("remove an old copy of the base", "error", err)
			}
		}
	}
}
