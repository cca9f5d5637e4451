package bot

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// How the watcher tells a finished save from one under way.
const (
	// settle is how long the files must be left alone before they are read:
	// editors write, rename and touch a file several times for one save.
	settle = 400 * time.Millisecond
	// longestSettle is when a file that is written all the time is read all
	// the same.
	longestSettle = 30 * time.Second
	// recheck is how often the files are looked at where the system tells
	// nothing, as on network file systems.
	recheck = time.Minute
)

// Watch calls changed whenever the files of a base directory have changed and
// then been left alone for a moment: once for one save of an editor, and not
// while a file is still being written. It also calls it once when the watch
// is set, for what changed since the caller last looked. It returns when ctx
// is done.
func Watch(ctx context.Context, dir string, changed func()) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch %s: %w", dir, err)
	}
	defer watcher.Close()
	if err := watchTree(watcher, dir); err != nil {
		return fmt.Errorf("watch %s: %w", dir, err)
	}
	last, err := settled(ctx, dir, watcher)
	if err != nil {
		return fmt.Errorf("watch %s: %w", dir, err)
	}
	changed()
	ticker := time.NewTicker(recheck)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case event := <-watcher.Events:
			if hidden(event.Name) {
				continue
			}
			if event.Has(fsnotify.Create) {
				// A new directory may hold files already; what cannot be
				// watched is seen at the next recheck.
				_ = watchTree(watcher, event.Name)
			}
		case <-watcher.Errors: // events were lost: look for ourselves
		case <-ticker.C:
		}
		now, err := settled(ctx, dir, watcher)
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			continue // the directory is away for a moment, or for good
		}
		if now != last {
			last = now
			changed()
		}
	}
}

// watchTree watches a directory and those below it. A file is passed over.
func watchTree(watcher *fsnotify.Watcher, root string) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			if path == root {
				return err
			}
			return nil
		}
		if !entry.IsDir() {
			return nil
		}
		if path != root && hidden(path) {
			return fs.SkipDir
		}
		return watcher.Add(path)
	})
}

// hidden reports whether a path is passed over as ingest passes it over.
func hidden(path string) bool {
	name := filepath.Base(path)
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")
}

// settled waits until the files have stayed the same for a moment, or for as
// long as it cares to wait, and returns their state.
func settled(ctx context.Context, dir string, watcher *fsnotify.Watcher) (string, error) {
	deadline := time.Now().Add(longestSettle)
	before, err := stateOf(dir)
	if err != nil {
		return "", err
	}
	for {
		quiet := time.NewTimer(settle)
	wait:
		for {
			select {
			case <-ctx.Done():
				quiet.Stop()
				return "", ctx.Err()
			case event := <-watcher.Events:
				if event.Has(fsnotify.Create) && !hidden(event.Name) {
					_ = watchTree(watcher, event.Name)
				}
			case <-watcher.Errors:
			case <-quiet.C:
				break wait
			}
		}
		now, err := stateOf(dir)
		if err != nil {
			return "", err
		}
		if now == before || time.Now().After(deadline) {
			return now, nil
		}
		before = now
	}
}

// stateOf is the names, sizes and times of the files of a base, as one
// string.
func stateOf(dir string) (string, error) {
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			if path == dir {
				return err
			}
			return nil
		}
		if path != dir && hidden(path) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if entry.IsDir() {
			return nil
		}
		info, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return nil
		}
		fmt.Fprintf(&b, "%s\x00%d\x00%d\n", path, info.Size(), info.ModTime().UnixNano())
		return nil
	})
	return b.String(), err
}
