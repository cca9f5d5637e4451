package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"policybot/bot/state"
	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/ingest"
)

// Refreshed is what a refresh did.
type Refreshed struct {
	Revision string
	Replaced bool           // another revision is in service now
	First    bool           // there was none before: everything is new and nothing is told
	Changes  []state.Logged // appended to the change log
	Silent   int            // changes that nobody is told of
	Held     *Held          // too many documents are gone: nothing was changed; nil for the usual
	Kept     []string       // files whose new version is broken; the one before stays in service
	Problems []knowledge.Problem
}

// Refresh brings the base up to date with its files, unless they look as they
// did when it was read. Where the base has changed, what changed is appended
// to the store's change log and the new revision answers questions from then
// on. Running it again, also after a crash at any point, repeats nothing. What
// another version of the reader reads differently is not a change: both sides
// are read by this one.
func (b *Bot) Refresh(ctx context.Context, store *state.Store) (*Refreshed, error) {
	b.refreshing.Lock()
	defer b.refreshing.Unlock()
	base := b.serving()
	if seen, _, err := b.look(); err != nil || base == nil || b.seen == "" || seen != b.seen {
		return b.refresh(ctx, store, nil, false)
	}
	return b.refresh(ctx, store, base, false)
}

// RefreshAnew is [Bot.Refresh] that reads the files whatever they look like.
func (b *Bot) RefreshAnew(ctx context.Context, store *state.Store) (*Refreshed, error) {
	b.refreshing.Lock()
	defer b.refreshing.Unlock()
	return b.refresh(ctx, store, nil, false)
}

// refresh puts a base into service; nil stands for the one that its files
// give. Unless accept is set it is held where too much of it is gone.
func (b *Bot) refresh(ctx context.Context, store *state.Store, read *knowledge.Base, accept bool) (*Refreshed, error) {
	before, err := store.InService(ctx, b.config.Server)
	if err != nil {
		return nil, err
	}
	if read != nil && read.Revision == before.Revision && before.Reader == reader() {
		return &Refreshed{Revision: read.Revision, Problems: read.Problems, Held: b.Held()}, nil
	}
	if read == nil {
		if read, err = b.read(ctx); err != nil {
			return nil, err
		}
	}
	old, missing := b.earlier(ctx, before)
	done := &Refreshed{First: old == nil}
	b.held.Store(nil)
	if old == nil {
		return done, b.putInService(ctx, store, before, change{read: read, base: read}, done)
	}
	if held := holds(old, read); held != nil && !accept {
		b.log.Error("documents are gone; the base before stays in service until they are back or a manager says that they were removed",
			"gone", held.Gone, "of", held.Of)
		b.held.Store(held)
		done.Held, done.Revision, done.Problems = held, old.Revision, old.Problems
		if err := b.askKeepers(ctx, store, before.Revision, read.Revision, held); err != nil {
			b.log.Error("its keepers cannot be asked whether the documents were removed", "error", err)
		}
		return done, b.replace(ctx, old, done)
	}
	base, kept := keepBroken(old, read)
	done.Kept = kept
	return done, b.putInService(ctx, store, before, change{old: old, read: read, base: base, missing: missing}, done)
}

// change is one revision of the base after another.
type change struct {
	old     *knowledge.Base // in service so far; nil for none
	read    *knowledge.Base // as the files give it
	base    *knowledge.Base // to be put in service: read, with what broken files hide
	missing []string        // files of which it is not known how they were
}

// putInService makes a revision the one in service, and done say what that
// did. Where there is nothing new it only sees that the index is that of the
// base.
func (b *Bot) putInService(ctx context.Context, store *state.Store, before state.InService, c change, done *Refreshed) error {
	done.Revision, done.Problems = c.base.Revision, c.base.Problems
	if c.old != nil && c.base.Revision == before.Revision && before.Reader == reader() {
		return b.replace(ctx, c.base, done)
	}
	told, err := store.Followed(ctx, b.config.Server)
	if err != nil {
		return err
	}
	moved := b.compare(done, c.old, c.base, c.missing, told)
	if err := b.keepRevision(c.base.Revision, c.read, before.Revision, done.Kept); err != nil {
		return err
	}
	// The index is built before the log is written, so that nobody is told of
	// what cannot be asked about.
	if err := b.replace(ctx, c.base, done); err != nil {
		return err
	}
	if err := store.PutInService(ctx, before, c.base.Revision, reader(), done.Changes, moved); err != nil {
		return err
	}
	b.forgetRevisions(c.base.Revision, before.Revision)
	return nil
}

// reader is the version of the reader, as the store keeps it.
func reader() string { return strconv.Itoa(ingest.ReaderVersion) }

// earlier returns the base that was put in service last, nil for none, and
// which of its files are not kept any more.
func (b *Bot) earlier(ctx context.Context, before state.InService) (*knowledge.Base, []string) {
	if before.Seq == 0 {
		return nil, nil
	}
	if current := b.serving(); current != nil && current.Revision == before.Revision {
		return current, nil
	}
	old, missing, err := b.loadRevision(ctx, before.Revision)
	if err != nil {
		// Without the earlier base nothing can be compared: begin anew.
		b.log.Error("the earlier revision cannot be read; changes since then are not told", "error", err)
		return nil, nil
	}
	if len(missing) > 0 {
		b.log.Error("earlier versions of files are not kept any more; what changed in them is not told", "files", missing)
	}
	return old, missing
}

// compare fills in what changed from old to base, and returns what became of
// what people were told. Of files in missing it is not known how they were.
func (b *Bot) compare(done *Refreshed, old, base *knowledge.Base, missing []string, told []state.Followed) []state.Moved {
	if old == nil {
		return nil
	}
	changes := diff.Bases(old, base)
	if len(missing) > 0 {
		changes = slices.DeleteFunc(changes, func(c diff.Change) bool {
			d := base.Document(c.Document)
			return d != nil && slices.Contains(missing, d.Path)
		})
	}
	describer := describer{old: old, new: base, previous: func(id knowledge.DocumentID) string { return b.previous(old, id) }}
	done.Changes = describer.describe(changes)
	done.Silent = len(changes) - len(done.Changes)
	return newFollower(old, base, changes).follow(told)
}

// replace puts base into service, unless it is.
func (b *Bot) replace(ctx context.Context, base *knowledge.Base, done *Refreshed) error {
	if current := b.serving(); current != nil && current.Revision == base.Revision {
		return nil
	}
	x, err := b.openIndex(ctx, base)
	if err != nil {
		return err
	}
	b.swap(x)
	done.Replaced = true
	return nil
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
	var seen, kept []string
	for _, p := range base.Problems {
		if slices.Contains(seen, p.Path) {
			continue
		}
		seen = append(seen, p.Path)
		for i := range old.Documents {
			if d := &old.Documents[i]; d.Path == p.Path && keepDocument(&merged, old, base, d, p.Fatal) {
				fmt.Fprintf(revision, "%q %s\n", d.Path, d.Hash)
				if !slices.Contains(kept, p.Path) {
					kept = append(kept, p.Path)
				}
			}
		}
	}
	if len(kept) == 0 {
		return base, nil
	}
	slices.SortStableFunc(merged.Documents, func(a, b knowledge.Document) int { return strings.Compare(a.Path, b.Path) })
	merged.Revision = hex.EncodeToString(revision.Sum(nil))
	merged.Number()
	return &merged, kept
}

// keepDocument adds to merged what base hides of a document of old, whose file
// is broken now: all of it where the file cannot be read, else the measures
// that are missing. It reports whether there was anything.
func keepDocument(merged, old, base *knowledge.Base, d *knowledge.Document, unreadable bool) bool {
	before := len(merged.Documents) + len(merged.Measures)
	whole := unreadable && base.Document(d.ID) == nil
	if whole {
		merged.Documents = append(merged.Documents, *d)
		for _, f := range old.Facts {
			if f.Cite.Document == d.ID {
				merged.Facts = append(merged.Facts, f)
			}
		}
	}
	for _, m := range old.Measures {
		if m.Cite.Document == d.ID && (whole || d.Format == "yaml") && measureIn(base, m.ID) == nil {
			merged.Measures = append(merged.Measures, m)
		}
	}
	return len(merged.Documents)+len(merged.Measures) > before
}
