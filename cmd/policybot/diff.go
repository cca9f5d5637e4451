package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/ingest"

	"github.com/spf13/cobra"
)

func newDiffCommand(s *settings) *cobra.Command {
	var asJSON, asHTML, all bool
	var color, revision string
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Say what changed between two versions of a file or a base, figure by figure",
		Long: `Say what changed between two versions of a file or of a base (a directory). With one
directory: between the versions that stand in it beside each other. With --git: since a
revision, or between two (v1..v2).

Figures are compared as values: 2万元 -> 二万元 is no change, 500万 -> 250万 is.
A sentence whose words differ is told at least as reworded. Notation, script, links,
layout, numbering and typing errors mended are silent changes; --all lists them too.
[-what went-] and {+what came+} are marked in the quotes; in colour on a terminal.`,
		Example: `  policybot diff old.docx new.docx
  policybot diff policies-2025/ policies-2026/
  policybot diff policies/
  policybot diff --git HEAD~3 policies/
  policybot diff --html old.md new.md > changes.html`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			compared, err := compare(cmd.Context(), revision, args)
			if err != nil {
				return err
			}
			l, err := s.language()
			if err != nil {
				return err
			}
			if l == "" {
				l = languageOf(compared.bases...)
			}
			for i, b := range compared.bases {
				for _, p := range b.Problems {
					fmt.Fprintf(cmd.ErrOrStderr(), "policybot: %s: %s: %s\n", compared.names[i], p.Path, p.Message.In(l))
				}
			}
			switch {
			case asJSON:
				return writeChangesJSON(cmd.OutOrStdout(), compared.changes)
			case asHTML:
				return writeChangesHTML(cmd.OutOrStdout(), compared, l, all)
			}
			paint, err := painterFor(color, cmd.OutOrStdout())
			if err != nil {
				return err
			}
			return writeChanges(cmd.OutOrStdout(), compared.changes, l, paint, all)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&asJSON, "json", false, "write JSON for programs, silent changes included")
	flags.BoolVar(&asHTML, "html", false, "write one page with both sides, for a browser")
	flags.BoolVar(&all, "all", false, "list silent changes too")
	flags.StringVar(&color, "color", "auto", "colour the marked words: auto, always or never")
	flags.StringVar(&revision, "git", "", "compare with a `revision` of the git repository that the path is in, or two: OLD..NEW")
	cmd.MarkFlagsMutuallyExclusive("json", "html")
	return cmd
}

// comparison is what changed between two versions, and what they are called.
type comparison struct {
	names   []string
	bases   []*knowledge.Base
	changes []diff.Change
}

// compare reads what the arguments name and compares it.
func compare(ctx context.Context, revision string, args []string) (comparison, error) {
	switch {
	case revision != "":
		if len(args) != 1 {
			return comparison{}, errors.New("--git compares one path with itself: give one file or directory")
		}
		return compareGit(ctx, revision, args[0])
	case len(args) == 1:
		return compareWithin(ctx, args[0])
	}
	old, new, err := readVersions(ctx, args[0], args[1])
	if err != nil {
		return comparison{}, err
	}
	return comparison{args, []*knowledge.Base{old, new}, diff.Bases(old, new)}, nil
}

// compareWithin compares the versions that stand in a directory beside each
// other.
func compareWithin(ctx context.Context, dir string) (comparison, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return comparison{}, err
	}
	if !info.IsDir() {
		return comparison{}, fmt.Errorf("%s is one file: name the file to compare it with, or a directory that holds several versions", dir)
	}
	base, err := ingest.Read(ctx, os.DirFS(dir), ingest.Options{})
	if err != nil {
		return comparison{}, fmt.Errorf("read %s: %w", dir, err)
	}
	return comparison{[]string{dir}, []*knowledge.Base{base}, diff.Versions(base)}, nil
}

// readVersions reads two bases, or two files as bases of one document each.
func readVersions(ctx context.Context, oldPath, newPath string) (old, new *knowledge.Base, err error) {
	oldInfo, err := os.Stat(oldPath)
	if err != nil {
		return nil, nil, err
	}
	newInfo, err := os.Stat(newPath)
	if err != nil {
		return nil, nil, err
	}
	if oldInfo.IsDir() != newInfo.IsDir() {
		return nil, nil, errors.New("one is a file and the other a directory: give two files or two directories")
	}
	read := func(fsys fs.FS, path string) *knowledge.Base {
		if err != nil {
			return nil
		}
		b, readErr := ingest.Read(ctx, fsys, ingest.Options{})
		if readErr != nil {
			err = fmt.Errorf("read %s: %w", path, readErr)
			return nil
		}
		for _, p := range b.Problems {
			if p.Fatal && !oldInfo.IsDir() {
				err = fmt.Errorf("read %s: %s", path, p.Message.In(knowledge.English))
			}
		}
		return b
	}
	if oldInfo.IsDir() {
		old, new = read(os.DirFS(oldPath), oldPath), read(os.DirFS(newPath), newPath)
		return old, new, err
	}
	old, new = read(oneFile{oldPath}, oldPath), read(oneFile{newPath}, newPath)
	if err == nil && len(old.Documents) == 1 && len(new.Documents) == 1 {
		// Two files given by hand are two versions of one document.
		old.Documents[0].ID = new.Documents[0].ID
	}
	return old, new, err
}

// oneFile is a file system that holds one file of the real one.
type oneFile struct{ path string }

func (o oneFile) Open(name string) (fs.File, error) {
	switch name {
	case ".":
		return &oneFileDir{file: o}, nil
	case filepath.Base(o.path):
		return os.Open(o.path)
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// oneFileDir is the root directory of a oneFile.
type oneFileDir struct {
	file oneFile
	read bool
}

func (d *oneFileDir) Stat() (fs.FileInfo, error) { return dirInfo{}, nil }
func (d *oneFileDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: ".", Err: errors.New("is a directory")}
}
func (d *oneFileDir) Close() error { return nil }
func (d *oneFileDir) ReadDir(n int) ([]fs.DirEntry, error) {
	if d.read {
		if n > 0 {
			return nil, io.EOF
		}
		return nil, nil
	}
	d.read = true
	info, err := os.Stat(d.file.path)
	if err != nil {
		return nil, err
	}
	return []fs.DirEntry{fs.FileInfoToDirEntry(info)}, nil
}

// dirInfo describes a directory with nothing to say of it.
type dirInfo struct{}

func (dirInfo) Name() string       { return "." }
func (dirInfo) Size() int64        { return 0 }
func (dirInfo) Mode() fs.FileMode  { return fs.ModeDir | 0o555 }
func (dirInfo) ModTime() time.Time { return time.Time{} }
func (dirInfo) IsDir() bool        { return true }
func (dirInfo) Sys() any           { return nil }

// changeJSON is what programs read of a change. Its names do not change.
type changeJSON struct {
	Kind     diff.Kind            `json:"kind"`
	Severity diff.Severity        `json:"severity"`
	Document knowledge.DocumentID `json:"document"`
	Measure  knowledge.MeasureID  `json:"measure"`
	Section  string               `json:"section"`
	Subject  string               `json:"subject"`
	Old      *diff.Value          `json:"old"`
	New      *diff.Value          `json:"new"`
	Delta    string               `json:"delta"`
	OldQuote string               `json:"old_quote"`
	NewQuote string               `json:"new_quote"`
	Aspects  []diff.Aspect        `json:"aspects"`
}

func newChangeJSON(c *diff.Change) changeJSON {
	return changeJSON{c.Kind, c.Severity, c.Document, c.Measure, c.Section, c.Subject,
		c.Old, c.New, c.Delta, c.OldQuote.Text, c.NewQuote.Text, append([]diff.Aspect{}, c.Aspects...)}
}

func writeChangesJSON(w io.Writer, changes []diff.Change) error {
	out := struct {
		Changes []changeJSON `json:"changes"`
	}{Changes: []changeJSON{}}
	for _, c := range changes {
		out.Changes = append(out.Changes, newChangeJSON(&c))
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}

// languageOf is the language in which to speak of bases: Chinese where any of
// their documents is.
func languageOf(bases ...*knowledge.Base) knowledge.Language {
	for _, b := range bases {
		for _, d := range b.Documents {
			if d.Language == knowledge.Chinese {
				return knowledge.Chinese
			}
		}
	}
	return knowledge.English
}

// painter marks words that went and came.
type painter struct{ goneBefore, goneAfter, cameBefore, cameAfter string }

var (
	plainPainter = painter{"[-", "-]", "{+", "+}"}
	colorPainter = painter{"\x1b[31m[-", "-]\x1b[0m", "\x1b[32m{+", "+}\x1b[0m"}
)

func painterFor(color string, w io.Writer) (painter, error) {
	switch color {
	case "always":
		return colorPainter, nil
	case "never":
		return plainPainter, nil
	case "auto":
		if !isTerminal(w) {
			return plainPainter, nil
		}
		return colorPainter, nil
	}
	return painter{}, fmt.Errorf("color %q: want auto, always or never", color)
}

// writeChanges writes changes for people, grouped by document.
func writeChanges(w io.Writer, changes []diff.Change, l knowledge.Language, paint painter, all bool) error {
	var b strings.Builder
	told, silent := 0, 0
	document := knowledge.DocumentID("\x00")
	for _, c := range changes {
		if c.IsSilent() {
			silent++
			if !all {
				continue
			}
		}
		told++
		if c.Document != document {
			if document != "\x00" {
				b.WriteByte('\n')
			}
			document = c.Document
			title := c.Title
			if title == "" {
				title = string(c.Document)
			}
			fmt.Fprintf(&b, "%s\n", printable(title))
		}
		fmt.Fprintf(&b, "  %s\n", printable(c.Headline(l)))
		writeQuote(&b, c.OldQuote, paint.goneBefore, paint.goneAfter, "  - ")
		writeQuote(&b, c.NewQuote, paint.cameBefore, paint.cameAfter, "  + ")
	}
	if told == 0 {
		b.WriteString(map[knowledge.Language]string{knowledge.Chinese: "没有实质变化。\n", knowledge.English: "Nothing of substance changed.\n"}[l])
	}
	if silent > 0 && !all {
		if told > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, map[knowledge.Language]string{
			knowledge.Chinese: "另有 %d 处只改了写法、链接、编号或版式（--all 查看）。\n",
			knowledge.English: "Silent changes of notation, links, numbering or layout: %d (--all lists them).\n"}[l], silent)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeQuote writes a quote with its marked words, a line a statement.
func writeQuote(b *strings.Builder, q diff.Quote, before, after, prefix string) {
	if q.Text == "" {
		return
	}
	var text strings.Builder
	at := 0
	for _, m := range q.Marked {
		text.WriteString(printable(q.Text[at:m.Start]))
		// A mark never runs over a line, so that each line is whole by itself.
		for i, line := range strings.Split(q.Text[m.Start:m.End], "\n") {
			if i > 0 {
				text.WriteByte('\n')
			}
			if strings.TrimSpace(line) != "" {
				text.WriteString(before + printable(line) + after)
			}
		}
		at = m.End
	}
	text.WriteString(printable(q.Text[at:]))
	for line := range strings.SplitSeq(text.String(), "\n") {
		fmt.Fprintf(b, "  %s%s\n", prefix, line)
	}
}

// printableName is a name of a file on one line.
func printableName(s string) string {
	return strings.NewReplacer("\n", "�", "\t", "�").Replace(printable(s))
}
