package bot

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"policybot/knowledge/jiangsu"
)

// settleTime is how long a file must not have changed for its size and
// modification time to tell it from a later version: clocks of file systems
// tick as coarsely as two seconds.
const settleTime = 2 * time.Second

// openFiles opens the files of the base, with links that leave it held back.
// closing them is the caller's.
func (b *Bot) openFiles() (fs.FS, func() error, error) {
	if b.config.Files != nil {
		files, err := b.config.Files()
		return files, func() error { return nil }, err
	}
	if b.builtIn() {
		return jiangsu.Files(), func() error { return nil }, nil
	}
	root, err := os.OpenRoot(b.config.Base)
	if err != nil {
		return nil, nil, err
	}
	return root.FS(), root.Close, nil
}

// walkFiles calls do with each file of the base, in order of path. What the
// reader passes over is passed over here: names that begin with a dot or "~$",
// and the data directory.
func walkFiles(fsys fs.FS, data string, do func(path string, info fs.FileInfo)) error {
	return fs.WalkDir(fsys, ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case path == ".":
			return err
		case err != nil:
			return nil
		case hidden(path) || path == data:
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if info, err := fs.Stat(fsys, path); err == nil && info.Mode().IsRegular() {
			do(path, info)
		}
		return nil
	})
}

// hidden reports whether a path is passed over as ingest passes it over.
func hidden(name string) bool {
	name = path.Base(filepath.ToSlash(name))
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")
}

// dataBelow is the path of the data directory below the base, "" where it is
// elsewhere.
func (b *Bot) dataBelow() string {
	base, baseErr := filepath.Abs(b.config.Base)
	data, dataErr := filepath.Abs(b.config.Data)
	if b.config.Base == "" || b.config.Data == "" || baseErr != nil || dataErr != nil {
		return ""
	}
	below, err := filepath.Rel(base, data)
	if err != nil || !filepath.IsLocal(below) {
		return ""
	}
	return filepath.ToSlash(below)
}

// look returns the names, sizes and times of the files of the base as one
// string, and whether it would tell a later change from now on: one made right
// after another may leave all of them as they were.
func (b *Bot) look() (seen string, certain bool, err error) {
	if b.builtIn() {
		return "built in", true, nil
	}
	fsys, closeFiles, err := b.openFiles()
	if err != nil {
		return "", false, err
	}
	now := time.Now()
	certain = true
	var text strings.Builder
	err = walkFiles(fsys, b.dataBelow(), func(path string, info fs.FileInfo) {
		fmt.Fprintf(&text, "%s\x00%d\x00%d\n", path, info.Size(), info.ModTime().UnixNano())
		certain = certain && now.Sub(info.ModTime()) > settleTime
	})
	return text.String(), certain, errors.Join(err, closeFiles())
}
