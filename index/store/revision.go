package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"policybot/knowledge"
)

// mappingVersion is part of the name of an index directory: raise it when the
// same base would be indexed differently than before.
const mappingVersion = 1

// A directory of revisions holds, for each revision of a base,
//
//	<revision>-v<mapping>/        written once, renamed into place, then only read
//	<revision>-v<mapping>.lock    held, shared, by those who read it
//
// and, for those who write,
//
//	build.lock                    held by the one builder
//	.build-*/                     its work; what is left of it is nobody's once the lock is free
//
// Locks are the operating system's: a process that dies lets go of them.
const (
	buildLock   = "build.lock"
	buildPrefix = ".build-"
	lockSuffix  = ".lock"
	lockPoll    = 20 * time.Millisecond
)

// keptRevisions is how many revisions stay beside the one in use, the last
// used ones: for bases that share the directory, and to build upon.
const keptRevisions = 2

// openRevision opens the index of c's base in dir, building it where it is
// missing or damaged.
func openRevision(ctx context.Context, dir string, base *knowledge.Base) (*Store, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("make the directory of indexes: %w", err)
	}
	name := base.Revision + "-v" + strconv.Itoa(mappingVersion)
	c, err := openReadOnly(ctx, dir, name, base)
	if err == nil {
		return c, nil
	}
	logDamage(ctx, dir, name, err)

	lock := flock.New(filepath.Join(dir, buildLock))
	if _, err := lock.TryLockContext(ctx, lockPoll); err != nil {
		return nil, fmt.Errorf("wait for another process to build the index: %w", err)
	}
	defer lock.Close()
	// Whoever held the lock may have built this very revision.
	if c, err = openReadOnly(ctx, dir, name, base); err == nil {
		return c, nil
	}
	if err := buildRevision(ctx, dir, name, base); err != nil {
		return nil, err
	}
	if c, err = openReadOnly(ctx, dir, name, base); err != nil {
		return nil, fmt.Errorf("open the index just built: %w", err)
	}
	removeUnused(ctx, dir, name)
	return c, nil
}

// logDamage says that an index that is there cannot be used. One that is not
// there is nothing to tell.
func logDamage(ctx context.Context, dir, name string, err error) {
	if !errors.Is(err, fs.ErrNotExist) {
		slog.WarnContext(ctx, "the index cannot be used and is built again", "index", filepath.Join(dir, name), "error", err)
	} else if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
		slog.WarnContext(ctx, "the index lacks files and is built again", "index", filepath.Join(dir, name))
	}
}

// openReadOnly opens an index directory for reading and holds its lock until
// it is closed.
func openReadOnly(ctx context.Context, dir, name string, base *knowledge.Base) (*Store, error) {
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	lock := flock.New(path + lockSuffix)
	if _, err := lock.TryRLockContext(ctx, lockPoll); err != nil {
		return nil, fmt.Errorf("lock the index: %w", err)
	}
	m, err := readManifest(path)
	if err != nil {
		lock.Close()
		return nil, err
	}
	c := New(base)
	if m.revision != base.Revision || !m.holds(c) {
		lock.Close()
		return nil, fmt.Errorf("%w: it is not of this base", errDamaged)
	}
	c.Passages, c.Fingerprints, c.Entries, c.lengths = m.passages, m.prints, m.entries, m.lengths
	if err := c.openBleve(path); err != nil {
		lock.Close()
		return nil, err
	}
	c.lock = lock
	c.summarize()
	now := time.Now()
	_ = os.Chtimes(path+lockSuffix, now, now) // for removeUnused; not worth failing for
	return c, nil
}

// buildRevision builds an index beside its place and renames it there. The
// caller holds the build lock.
func buildRevision(ctx context.Context, dir, name string, base *knowledge.Base) error {
	removeLeftovers(dir)
	work, err := os.MkdirTemp(dir, buildPrefix)
	if err != nil {
		return fmt.Errorf("build the index: %w", err)
	}
	defer os.RemoveAll(work)
	c := New(base)
	c.split()
	from, previous := nearestRevision(dir, c)
	err = c.build(ctx, work, from, previous)
	if err != nil && previous != nil && ctx.Err() == nil {
		slog.WarnContext(ctx, "the index cannot be built upon an earlier one and is built afresh", "earlier", from, "error", err)
		if err = os.RemoveAll(work); err == nil {
			if err = os.Mkdir(work, 0o777); err == nil {
				c = New(base)
				c.split()
				err = c.build(ctx, work, "", nil)
			}
		}
	}
	if err != nil {
		return err
	}
	target := filepath.Join(dir, name)
	if _, err := os.Stat(target); err == nil { // damaged
		if err := os.Rename(target, filepath.Join(work, "damaged")); err != nil {
			return fmt.Errorf("put the damaged index away: %w", err)
		}
	}
	if err := os.Rename(work, target); err != nil {
		return fmt.Errorf("put the index in place: %w", err)
	}
	return syncPath(dir)
}

// removeLeftovers removes what builders that died have left.
func removeLeftovers(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), buildPrefix) {
			os.RemoveAll(filepath.Join(dir, entry.Name()))
		}
	}
}

// revisions lists the index directories in dir of this mapping or any other,
// the last used first.
func revisions(dir string) []string {
	entries, _ := os.ReadDir(dir)
	used := make(map[string]time.Time)
	var names []string
	for _, entry := range entries {
		name := entry.Name()
		if !entry.IsDir() || strings.HasPrefix(name, ".") || !strings.Contains(name, "-v") {
			continue
		}
		names = append(names, name)
		if info, err := os.Stat(filepath.Join(dir, name+lockSuffix)); err == nil {
			used[name] = info.ModTime()
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(used[b].Compare(used[a]), cmp.Compare(a, b))
	})
	return names
}

// nearestRevision returns the directory and manifest of the revision that
// shares most documents with c, none where fewer than half are shared.
func nearestRevision(dir string, c *Store) (string, *manifest) {
	var nearest *manifest
	from, most := "", len(c.Base.Documents)/2
	suffix := "-v" + strconv.Itoa(mappingVersion)
	var hashes map[indexedDocument]bool
	for _, name := range revisions(dir) {
		if !strings.HasSuffix(name, suffix) {
			continue
		}
		path := filepath.Join(dir, name)
		m, err := readManifest(path)
		if err != nil {
			continue
		}
		if hashes == nil {
			hashes = make(map[indexedDocument]bool)
			for _, d := range c.hashes(c.list()) {
				hashes[d] = true
			}
		}
		shared := 0
		for _, d := range m.documents {
			if hashes[d] {
				shared++
			}
		}
		if shared > most {
			from, nearest, most = path, m, shared
		}
	}
	return from, nearest
}

// removeUnused removes the revisions nobody reads but for the last used ones.
// The caller holds the build lock.
func removeUnused(ctx context.Context, dir, name string) {
	others := slices.DeleteFunc(revisions(dir), func(other string) bool { return other == name })
	for _, other := range others[min(keptRevisions, len(others)):] {
		path := filepath.Join(dir, other)
		lock := flock.New(path + lockSuffix)
		if free, err := lock.TryLock(); err != nil || !free {
			lock.Close()
			continue
		}
		// Renamed first: nobody opens half a directory.
		gone := filepath.Join(dir, buildPrefix+other)
		if err := os.Rename(path, gone); err == nil {
			err = os.RemoveAll(gone)
			if err != nil {
				slog.WarnContext(ctx, "an old index cannot be removed", "index", gone, "error", err)
			}
			os.Remove(path + lockSuffix)
		}
		lock.Close()
	}
}
