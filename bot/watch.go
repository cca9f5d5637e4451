package bot

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
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
	// recheckAway is how often it is looked whether a directory that went away
	// is back.
	recheckAway = 2 * time.Second
)

// Watch calls changed whenever the files of the base have changed and then
// been left alone for a moment: once for one save of an editor, and not while
// a file is still being written. It also calls it once when the watch is set,
// for what changed since the caller last looked. A directory that is moved
// away and back is watched on. It returns when ctx is done.
func (b *Bot) Watch(ctx context.Context, changed func()) error {
	events, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch %s: %w", b.config.Base, err)
	}
	defer events.Close()
	w := watch{bot: b, events: events}
	if err := w.tree(b.config.Base); err != nil {
		return fmt.Errorf("watch %s: %w", b.config.Base, err)
	}
	last, err := w.settled(ctx)
	if err != nil {
		return fmt.Errorf("watch %s: %w", b.config.Base, err)
	}
	changed()
	rest := recheck
	for {
		if err := w.wait(ctx, rest); err != nil {
			return err
		}
		now, err := w.settled(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			rest = recheckAway // the directory is away for a moment, or for good
			continue
		}
		rest = recheck
		if now != last {
			last = now
			changed()
		}
	}
}

// watch is a base that is watched.
type watch struct {
	bot    *Bot
	events *fsnotify.Watcher
}

// wait returns when something may have changed, at the latest after rest.
func (w watch) wait(ctx context.Context, rest time.Duration) error {
	timer := time.NewTimer(rest)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case event := <-w.events.Events:
			if hidden(event.Name) || w.isData(event.Name) {
				continue
			}
			w.follow(event)
		case <-w.events.Errors: // events were lost: look for ourselves
		case <-timer.C:
			// One that was moved away and back is another one to the system.
			_ = w.tree(w.bot.config.Base)
		}
		return nil
	}
}

// follow watches a directory that has come, which may hold files already. What
// cannot be watched is seen at the next recheck.
func (w watch) follow(event fsnotify.Event) {
	if event.Has(fsnotify.Create) && !hidden(event.Name) {
		_ = w.tree(event.Name)
	}
}

// tree watches a directory and those below it. A file is passed over.
func (w watch) tree(root string) error {
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
		if path != root && hidden(path) || w.isData(path) {
			return fs.SkipDir
		}
		return w.events.Add(path)
	})
}

// isData reports whether a path is the data directory, which changes all the
// time.
func (w watch) isData(path string) bool {
	data := w.bot.dataBelow()
	return data != "" && path == filepath.Join(w.bot.config.Base, filepath.FromSlash(data))
}

// settled waits until the files have stayed the same for a moment, or for as
// long as it cares to wait, and returns how they look.
func (w watch) settled(ctx context.Context) (string, error) {
	deadline := time.Now().Add(longestSettle)
	before, _, err := w.bot.look()
	if err != nil {
		return "", err
	}
	for {
		if err := w.quiet(ctx); err != nil {
			return "", err
		}
		now, _, err := w.bot.look()
		if err != nil {
			return "", err
		}
		if now == before || time.Now().After(deadline) {
			return now, nil
		}
		before = now
	}
}

// quiet waits for the time that files are left alone.
func (w watch) quiet(ctx context.Context) error {
	timer := time.NewTimer(settle)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case event := <-w.events.Events:
			w.follow(event)
		case <-w.events.Errors:
		case <-timer.C:
			return nil
		}
	}
}
