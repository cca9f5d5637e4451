package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"policybot/knowledge"
	"policybot/knowledge/ingest/content"
	"policybot/knowledge/ingest/docx"
	"policybot/knowledge/ingest/epub"
	"policybot/knowledge/ingest/html"
	"policybot/knowledge/ingest/mail"
	"policybot/knowledge/ingest/markdown"
	"policybot/knowledge/ingest/measures"
	"policybot/knowledge/ingest/opendocument"
	"policybot/knowledge/ingest/outline"
	"policybot/knowledge/ingest/pdf"
	"policybot/knowledge/ingest/plain"
	"policybot/knowledge/ingest/rtf"
	"policybot/knowledge/ingest/sheet"
	"policybot/knowledge/ingest/slides"
	"policybot/knowledge/ingest/word97"
)

// ReaderVersion is part of every revision and of every cached document: raise
// it when the same file is read differently than before.
const ReaderVersion = 11

// Bounds for one file. A policy document is rarely above 1 MB; scanned books
// reach tens of megabytes.
const (
	maxFileBytes = 64 << 20
	maxFileTime  = 60 * time.Second
)

// Options change how a base is read; the zero Options read everything afresh
// and quietly.
type Options struct {
	Cache    string     // directory for the parsed form of unchanged files; "" for none
	Exclude  []string   // slash-separated paths below the base that do not belong to it, such as the data directory
	Workers  int        // files read at once; 0 means as many as there are processors, at most 4
	Progress func(Step) // called as files are read, from one goroutine at a time; may be nil
}

// Step is how far the reading of a base is.
type Step struct {
	Done, Total int    // files
	Figures     int    // found so far, in running text and tables
	Path        string // of the file read last
}

// Read reads the base in fsys. It fails only when fsys cannot be listed; what
// is wrong with its files, base.yaml among them, is in Base.Problems.
//
// Files and folders whose names begin with a dot or "~$" are passed over, and
// so are links that cannot be followed: give an [os.Root]'s FS to hold links
// within the base.
func Read(ctx context.Context, fsys fs.FS, opts Options) (*knowledge.Base, error) {
	files, err := list(fsys, opts.Exclude)
	if err != nil {
		return nil, fmt.Errorf("list the base: %w", err)
	}
	files, others := withoutOthers(files)
	engine := pdf.NewEngine(opts.Cache)
	run := reading{fsys, openCache(opts.Cache), readersOf(engine)}
	defer engine.Close() // frees memory; what was read is safe
	base := &knowledge.Base{}
	settings, err := readBounded(fsys, file{path: measures.SettingsFile})
	switch {
	case err == nil:
		measures.ReadSettings(settings, base)
	case !errors.Is(err, fs.ErrNotExist):
		base.Problems = append(base.Problems, asUnreadable(err).Problem(measures.SettingsFile, true))
	}
	results := make([]result, len(files))
	var (
		wait sync.WaitGroup
		step = Step{Total: len(files)}
		mu   sync.Mutex
		next = make(chan int)
	)
	workers := opts.Workers
	if workers <= 0 {
		workers = min(runtime.GOMAXPROCS(0), 4)
	}
	for range min(workers, len(files)) {
		wait.Go(func() {
			for i := range next {
				read := run.file(ctx, files[i])
				if ctx.Err() != nil { // it may have been broken off
					continue
				}
				results[i] = read
				mu.Lock()
				step.Done++
				step.Path = files[i].path
				for _, f := range results[i].facts {
					step.Figures += len(f.Figures)
				}
				if opts.Progress != nil {
					opts.Progress(step)
				}
				mu.Unlock()
			}
		})
	}
	for i := range files {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wait.Wait()
	if err := ctx.Err(); err != nil {
		// What has been read need not be read again.
		_ = run.cache.save(run.cache.withRest(results), time.Now())
		return nil, fmt.Errorf("read the base: %w", err)
	}
	// A cache that cannot be written costs time on the next run, nothing else.
	_ = run.cache.save(results, time.Now())
	base.Problems = append(base.Problems, others...)
	assemble(base, settings, results)
	return base, nil
}

// ReadDir reads the base in a directory. The data directory, where it lies in
// the base, is no part of it, and links that leave the base are passed over.
func ReadDir(ctx context.Context, dir, data string, opts Options) (*knowledge.Base, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if inner, ok := below(dir, data); ok {
		opts.Exclude = append(slices.Clone(opts.Exclude), inner)
	}
	return Read(ctx, root.FS(), opts)
}

// below returns the path of a directory below another, as [fs.FS] names it.
func below(dir, inner string) (string, bool) {
	dir, err := filepath.Abs(dir)
	if err != nil || inner == "" {
		return "", false
	}
	inner, err = filepath.Abs(inner)
	if err != nil {
		return "", false
	}
	path, err := filepath.Rel(dir, inner)
	return filepath.ToSlash(path), err == nil && path != "." && filepath.IsLocal(path)
}

// file is a file of the base.
type file struct {
	path    string // slash-separated, below the base directory
	size    int64
	changed time.Time
}

// linkAway stands for the size of a link that leads outside the base, to a
// directory or nowhere: it is not followed.
const linkAway = -2

// list returns the files of the base, in order of path.
func list(fsys fs.FS, exclude []string) ([]file, error) {
	var files []file
	err := fs.WalkDir(fsys, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			if path == "." {
				return err
			}
			files = append(files, file{path: path, size: -1})
			return nil
		}
		if name := entry.Name(); path != "." && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")) || slices.Contains(exclude, path) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if entry.IsDir() || path == measures.SettingsFile {
			return nil
		}
		info, err := fs.Stat(fsys, path) // through links
		if err != nil || !info.Mode().IsRegular() {
			switch {
			case entry.Type().IsRegular():
				files = append(files, file{path: path, size: -1})
			case entry.Type()&fs.ModeSymlink != 0:
				files = append(files, file{path: path, size: linkAway})
			}
			return nil
		}
		files = append(files, file{path, info.Size(), info.ModTime()})
		return nil
	})
	return files, err
}

// result is what one file gives.
type result struct {
	file     file
	hash     [sha256.Size]byte
	format   format
	document knowledge.Document // without ID when there is none
	facts    []knowledge.Fact
	problems []knowledge.Problem
	yaml     *measures.File
	cached   entry // where the result comes from the cache
}

// reading is one run of Read.
type reading struct {
	fsys    fs.FS
	cache   *cache
	readers map[format]func(context.Context, content.Input) (content.Parsed, error)
}

// file reads one file within its bounds. It does not panic.
func (run reading) file(ctx context.Context, f file) result {
	if res, ok := run.cache.unchanged(f); ok {
		return res
	}
	ctx, cancel := context.WithTimeout(ctx, maxFileTime)
	defer cancel()
	read := make(chan result, 1)
	go func() {
		res := result{file: f}
		defer func() {
			if v := recover(); v != nil {
				broken := content.Refuse(brokeReader)
				broken.Because(fmt.Errorf("panic: %v\n%s", v, debug.Stack()))
				res = result{file: f, hash: res.hash, problems: []knowledge.Problem{broken.Problem(f.path, true)}}
			}
			read <- res
		}()
		res.read(ctx, run)
	}()
	select {
	case res := <-read:
		return res
	case <-ctx.Done():
		// The reader notices soon; a file that defeats it keeps one
		// goroutine busy and nothing else.
		late := content.Refuse(tookTooLong, int(maxFileTime.Seconds()))
		return result{file: f, problems: []knowledge.Problem{late.Problem(f.path, true)}}
	}
}

func (r *result) read(ctx context.Context, run reading) {
	data, err := readBounded(run.fsys, r.file)
	if err == nil {
		r.hash = sha256.Sum256(data)
		if known, ok := run.cache.same(r.file, r.hash); ok {
			*r = known
			return
		}
		err = r.parse(ctx, run, content.Input{Path: r.file.path, Data: data})
	}
	if err != nil {
		r.problems = append(r.problems, asUnreadable(err).Problem(r.file.path, true))
	}
}

func (r *result) parse(ctx context.Context, run reading, in content.Input) error {
	kind, wrong := recognise(in)
	r.format = kind
	if wrong != nil {
		return wrong
	}
	if kind == formatYAML {
		file := measures.Read(in.Path, in.Data)
		r.yaml = &file
		return nil
	}
	p, err := run.readers[kind](ctx, in)
	if err != nil {
		return err
	}
	for _, u := range p.Problems {
		r.problems = append(r.problems, u.Problem(in.Path, false))
	}
	r.document = outline.Document(in.Path, string(kind), p)
	r.document.Hash = hex.EncodeToString(r.hash[:])
	if len(r.document.Sections) == 0 {
		r.document = knowledge.Document{}
		return content.Refuse(noText)
	}
	r.facts = knowledge.Facts(&r.document)
	return nil
}

// readersOf returns the reader of each format.
func readersOf(pdf *pdf.Engine) map[format]func(context.Context, content.Input) (content.Parsed, error) {
	return map[format]func(context.Context, content.Input) (content.Parsed, error){
		formatText:     plain.Read,
		formatMarkdown: markdown.Read,
		formatHTML:     html.Read,
		formatPDF:      pdf.Read,
		formatDOCX:     docx.Read,
		formatXLSX:     sheet.ReadXLSX,
		formatCSV:      sheet.ReadCSV,
		formatPPTX:     slides.Read,
		formatODF:      opendocument.Read,
		formatEPUB:     epub.Read,
		formatRTF:      rtf.Read,
		formatMail:     mail.Read,
		formatDOC:      word97.Read,
		formatXLS:      sheet.ReadXLS,
	}
}

// readBounded reads a file of at most maxFileBytes.
func readBounded(fsys fs.FS, f file) ([]byte, error) {
	tooLarge := func(size int64) error {
		return content.Refuse(tooLarge, (size+1<<20-1)>>20, maxFileBytes>>20)
	}
	if f.size == linkAway {
		return nil, content.Refuse(leadsAway)
	}
	if f.size > maxFileBytes {
		return nil, tooLarge(f.size)
	}
	open, err := fsys.Open(f.path)
	if err != nil {
		return nil, content.Refuse(cannotOpen).Because(err)
	}
	defer open.Close()
	data, err := io.ReadAll(io.LimitReader(open, maxFileBytes+1))
	if err != nil {
		return nil, content.Refuse(cannotOpen).Because(err)
	}
	if len(data) > maxFileBytes {
		return nil, tooLarge(int64(len(data)))
	}
	return data, nil
}

// asUnreadable finds the words for people in err.
func asUnreadable(err error) *content.Unreadable {
	if u := (*content.Unreadable)(nil); errors.As(err, &u) {
		return u
	}
	return content.Refuse(content.Damaged).Because(err)
}

// assemble puts what the files gave into base, in order of path.
func assemble(base *knowledge.Base, settings []byte, results []result) {
	revision := sha256.New()
	fmt.Fprintf(revision, "reader %d\n%x\n", ReaderVersion, sha256.Sum256(settings))
	var yaml []measures.File
	for _, r := range results {
		fmt.Fprintf(revision, "%q %x\n", r.file.path, r.hash)
		base.Problems = append(base.Problems, r.problems...)
		if r.document.ID != "" {
			base.Documents = append(base.Documents, r.document)
			base.Facts = append(base.Facts, r.facts...)
		}
		if r.yaml != nil {
			yaml = append(yaml, *r.yaml)
		}
	}
	measures.Add(base, yaml)
	slices.SortStableFunc(base.Documents, func(a, b knowledge.Document) int { return strings.Compare(a.Path, b.Path) })
	slices.SortStableFunc(base.Problems, func(a, b knowledge.Problem) int { return strings.Compare(a.Path, b.Path) })
	base.Revision = hex.EncodeToString(revision.Sum(nil))
	base.Number()
}
