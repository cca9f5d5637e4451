package shelf

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policybot/bot"
	"policybot/bot/state"
	"policybot/knowledge"
	"policybot/knowledge/ingest"
)

// Upload is a file that is to be put into the base of a server.
type Upload struct {
	Name string
	Size int64 // as announced
	Open func(ctx context.Context) (io.ReadCloser, error)
}

// Outcome is what became of one document.
type Outcome string

// The outcomes.
const (
	Added     Outcome = "added"
	Replaced  Outcome = "replaced"
	Unchanged Outcome = "unchanged"
	Removed   Outcome = "removed"
	Restored  Outcome = "restored"
	Refused   Outcome = "refused"
)

// Edited is what became of one document, and what is read of it.
type Edited struct {
	Name     string
	Outcome  Outcome
	Title    string
	Sections int
	Tables   int
	Measures int
	Figures  int // facts that carry figures
	Problems []knowledge.Problem
	Why      Why // of a refusal
}

// Why is why a file was refused where no [knowledge.Problem] says it.
type Why string

// The reasons.
const (
	WhyName        Why = "name"        // no name for a file
	WhyLarge       Why = "large"       // larger than one document may be
	WhyUnavailable Why = "unavailable" // it could not be loaded
)

// Report is what an edit did.
type Report struct {
	Edit      int64 // 0 where nothing was changed
	Documents []Edited
	Changes   int // told to those who are subscribed
}

// Errors of edits beside those of package state.
var (
	ErrNoSuchDocument = errors.New("the server has no such document")
	ErrNothingToUndo  = errors.New("there is nothing to undo")
)

// longestName of a document, in bytes, as file systems allow it.
const longestName = 120

// cleanName returns a name for a document: the last part of a file's name,
// without what cannot be seen; "" where nothing is left.
func cleanName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf) || r == '\\' || r == ':' {
			return -1
		}
		return r
	}, path.Base(strings.ReplaceAll(name, "\\", "/")))
	name = strings.TrimLeft(strings.TrimSpace(strings.ToValidUTF8(name, "")), ".~$ ")
	ending := path.Ext(name)
	for stem := strings.TrimSuffix(name, ending); len(name) > longestName && stem != ""; name = stem + ending {
		_, size := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-size]
	}
	if len(name) > longestName || name == "/" {
		return ""
	}
	return name
}

// Add puts files into the base of a server: those that can be read, all
// together. One of the name of a document that is there replaces it, and what
// was there is kept. progress is called before each file is read.
func (s *Shelf) Add(ctx context.Context, server, actor string, files []Upload, progress func(done, total int, name string)) (*Report, error) {
	if s.Data == "" {
		return nil, errors.New("there is no data directory to keep documents of servers in")
	}
	defer s.editing(server)()
	there, err := s.current(ctx, server)
	if err != nil {
		return nil, err
	}
	report := &Report{}
	var changed []state.ServerDocument
	for i, f := range files {
		progress(i, len(files), f.Name)
		e, version, err := s.take(ctx, server, f)
		if err != nil {
			return nil, err
		}
		before, replaces := there[e.Name]
		switch {
		case e.Outcome == Refused:
		case replaces && before.Hash == version.Hash:
			e.Outcome = Unchanged
		case slices.ContainsFunc(changed, func(d state.ServerDocument) bool { return d.Name == e.Name }):
			changed = slices.DeleteFunc(changed, func(d state.ServerDocument) bool { return d.Name == e.Name })
			changed = append(changed, version)
		default:
			if replaces {
				e.Outcome = Replaced
			}
			changed = append(changed, version)
		}
		report.Documents = append(report.Documents, e)
	}
	progress(len(files), len(files), "")
	return report, s.commit(ctx, server, actor, "add documents", changed, report)
}

// Remove takes documents out of the base of a server. What they were is kept.
func (s *Shelf) Remove(ctx context.Context, server, actor string, names ...string) (*Report, error) {
	defer s.editing(server)()
	there, err := s.current(ctx, server)
	if err != nil {
		return nil, err
	}
	report := &Report{}
	var changed []state.ServerDocument
	for _, name := range names {
		if _, known := there[name]; !known {
			return nil, fmt.Errorf("%w: %s", ErrNoSuchDocument, name)
		}
		changed = append(changed, state.ServerDocument{Name: name})
		report.Documents = append(report.Documents, Edited{Name: name, Outcome: Removed})
	}
	return report, s.commit(ctx, server, actor, "remove documents", changed, report)
}

// Undo takes back the last edit of a server's documents; edit is its number, 0
// for whichever is the last. An undo can be undone.
func (s *Shelf) Undo(ctx context.Context, server, actor string, edit int64) (*Report, error) {
	defer s.editing(server)()
	now, before, err := s.Store.LastEdit(ctx, server)
	if err != nil {
		return nil, err
	}
	if len(now) == 0 || edit != 0 && now[0].Edit != edit {
		return nil, ErrNothingToUndo
	}
	report := &Report{}
	var changed []state.ServerDocument
	for i, was := range before {
		outcome := Restored
		if was.Hash == "" {
			outcome = Removed
			was.Size = 0
		} else if _, err := os.Stat(s.kept(server, was)); err != nil {
			return nil, fmt.Errorf("undo: the earlier version of %s is not kept any more: %w", now[i].Name, ErrNothingToUndo)
		}
		changed = append(changed, state.ServerDocument{Name: was.Name, Hash: was.Hash, Size: was.Size})
		report.Documents = append(report.Documents, Edited{Name: was.Name, Outcome: outcome})
	}
	return report, s.commit(ctx, server, actor, "undo", changed, report)
}

// current returns the documents of a server by name.
func (s *Shelf) current(ctx context.Context, server string) (map[string]state.ServerDocument, error) {
	list, err := s.Store.ServerDocuments(ctx, server)
	if err != nil {
		return nil, err
	}
	there := map[string]state.ServerDocument{}
	for _, d := range list {
		there[d.Name] = d
	}
	return there, nil
}

// kept is where the file of a version is.
func (s *Shelf) kept(server string, d state.ServerDocument) string {
	return filepath.Join(s.directory(server), bot.VersionsDir, bot.KeptName(d.Name, d.Hash))
}

// commit writes new versions of documents down, puts them into service, and
// says in the report what is read of them.
func (s *Shelf) commit(ctx context.Context, server, actor, what string, changed []state.ServerDocument, report *Report) error {
	if len(changed) == 0 {
		return nil
	}
	// A base that is not open yet is read as it was, so that what changes now is
	// told.
	o, release, err := s.acquire(ctx, server)
	if err != nil {
		return err
	}
	defer release()
	if report.Edit, err = s.Store.ChangeDocuments(ctx, server, actor, what, s.Limits, changed); err != nil {
		return err
	}
	// From here on it is done; what is missing is made up for after a crash.
	before, err := s.Store.InService(ctx, server)
	if err != nil {
		return err
	}
	if err := s.inTurn(ctx, func() error { return s.serveEdit(context.WithoutCancel(ctx), server, o.bot) }); err != nil {
		return err
	}
	if report.Changes, err = s.changesAfter(ctx, server, before); err != nil {
		return err
	}
	for i := range report.Documents {
		describe(&report.Documents[i], o.bot.Base())
	}
	return s.prune(ctx, server)
}

// changesAfter counts the changes logged since a revision was put in service.
func (s *Shelf) changesAfter(ctx context.Context, server string, before state.InService) (int, error) {
	if before.Seq == 0 {
		return 0, nil
	}
	const most = 10_000
	now, err := s.Store.InService(ctx, server)
	if err != nil || now.Seq == before.Seq {
		return 0, err
	}
	list, err := s.Store.Changes(ctx, state.Bases{Own: server}, now.At, most)
	return len(list), err
}

// take loads a file, keeps it, and reads it on its own: one that cannot be read
// is refused.
func (s *Shelf) take(ctx context.Context, server string, f Upload) (Edited, state.ServerDocument, error) {
	e := Edited{Name: cleanName(f.Name), Outcome: Added}
	refuse := func(why Why) (Edited, state.ServerDocument, error) {
		e.Outcome, e.Why = Refused, why
		if e.Name == "" {
			e.Name = f.Name
		}
		return e, state.ServerDocument{}, nil
	}
	switch {
	case e.Name == "":
		return refuse(WhyName)
	case s.FileBytes > 0 && f.Size > s.FileBytes:
		return refuse(WhyLarge)
	}
	version, err := s.load(ctx, server, e.Name, f)
	var large *fs.PathError
	switch {
	case ctx.Err() != nil:
		return e, version, ctx.Err()
	case errors.Is(err, ErrLarge):
		return refuse(WhyLarge)
	case errors.As(err, &large): // of our own disk
		return e, version, fmt.Errorf("keep %s: %w", e.Name, err)
	case err != nil:
		s.Log.Warn("a file cannot be loaded", "guild", server, "error", err)
		return refuse(WhyUnavailable)
	}
	alone := bot.KeptFiles(filepath.Join(s.directory(server), bot.VersionsDir), map[string]string{e.Name: bot.KeptName(e.Name, version.Hash)})
	var base *knowledge.Base
	err = s.inTurn(ctx, func() error {
		base, err = ingest.Read(ctx, alone, ingest.Options{Workers: 1, Cache: s.derived(readingDir)})
		return err
	})
	if err != nil {
		return e, version, err
	}
	if slices.ContainsFunc(base.Problems, func(p knowledge.Problem) bool { return p.Fatal }) {
		e.Outcome, e.Problems = Refused, base.Problems
	}
	return e, version, nil
}

// inTurn does what takes the processor for long, one at a time for each two
// processors, so that answers are not kept waiting.
func (s *Shelf) inTurn(ctx context.Context, do func() error) error {
	select {
	case s.reading <- struct{}{}:
		defer func() { <-s.reading }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return do()
}

// ErrLarge means that a file is larger than it may be, whatever it announced.
var ErrLarge = errors.New("larger than a document may be")

// load loads a file and keeps it under the name that its bytes give.
func (s *Shelf) load(ctx context.Context, server, name string, f Upload) (d state.ServerDocument, err error) {
	source, err := f.Open(ctx)
	if err != nil {
		return d, err
	}
	defer source.Close()
	dir := filepath.Join(s.directory(server), bot.VersionsDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return d, err
	}
	target, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return d, err
	}
	defer os.Remove(target.Name()) // after Rename it is gone
	defer target.Close()
	hash := sha256.New()
	most := s.FileBytes
	if most <= 0 {
		most = 1 << 40
	}
	size, err := io.Copy(io.MultiWriter(target, hash), io.LimitReader(source, most+1))
	if err != nil {
		return d, err
	}
	if size > most {
		return d, ErrLarge
	}
	d = state.ServerDocument{Name: name, Hash: hex.EncodeToString(hash.Sum(nil)), Size: size}
	if err := errors.Join(target.Sync(), target.Close()); err != nil {
		return d, err
	}
	return d, os.Rename(target.Name(), s.kept(server, d))
}

// describe says what is read of a document.
func describe(e *Edited, base *knowledge.Base) {
	if e.Outcome == Refused || e.Outcome == Removed {
		return
	}
	e.Problems = nil
	for _, p := range base.Problems {
		if p.Path == e.Name {
			e.Problems = append(e.Problems, p)
		}
	}
	for i := range base.Documents {
		d := &base.Documents[i]
		if d.Path != e.Name {
			continue
		}
		e.Title = d.Title
		e.Sections += len(d.Sections)
		for _, section := range d.Sections {
			if section.Table {
				e.Tables++
			}
		}
		for j := range base.Facts {
			if base.Facts[j].Cite.Document == d.ID {
				e.Figures++
			}
		}
		for _, m := range base.Measures {
			if m.Cite.Document == d.ID {
				e.Measures++
			}
		}
	}
}
