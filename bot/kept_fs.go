package bot

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// KeptFiles returns the files of a base by their paths, each kept in a directory
// under the name that is given for it.
func KeptFiles(dir string, names map[string]string) fs.FS { return keptFS{dir, names} }

// keptFS shows kept files under the paths they once had.
type keptFS struct {
	dir   string            // that holds them
	names map[string]string // of the kept file, by path
}

// Open opens a file.
func (k keptFS) Open(name string) (fs.File, error) {
	if kept, ok := k.names[name]; ok {
		return os.Open(filepath.Join(k.dir, kept))
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// Stat makes keptFS an [fs.StatFS].
func (k keptFS) Stat(name string) (fs.FileInfo, error) {
	if kept, ok := k.names[name]; ok {
		info, err := os.Stat(filepath.Join(k.dir, kept))
		return namedInfo{info, path.Base(name)}, err
	}
	if len(k.below(name)) > 0 || name == "." {
		info, err := os.Stat(k.dir)
		return namedInfo{info, path.Base(name)}, err
	}
	return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
}

// ReadDir makes keptFS an [fs.ReadDirFS].
func (k keptFS) ReadDir(name string) ([]fs.DirEntry, error) {
	var entries []fs.DirEntry
	for _, child := range k.below(name) {
		info, err := k.Stat(path.Join(name, child))
		if err != nil {
			return nil, err
		}
		entries = append(entries, fs.FileInfoToDirEntry(info))
	}
	return entries, nil
}

// below returns the names of what lies directly in a folder, in order.
func (k keptFS) below(folder string) []string {
	var list []string
	for name := range k.names {
		if folder != "." {
			inside, found := strings.CutPrefix(name, folder+"/")
			if !found {
				continue
			}
			name = inside
		}
		child, _, _ := strings.Cut(name, "/")
		list = append(list, child)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// namedInfo is what a kept file is, under the name it once had.
type namedInfo struct {
	fs.FileInfo
	name string
}

func (i namedInfo) Name() string { return i.name }
