// Package jiangsu is the built-in base: the measures that Jiangsu Province
// announced on 15 April 2020 to help manufacturers resume work, in the format
// in which anyone can write a base by hand.
package jiangsu

import (
	"embed"
	"io/fs"
)

//go:embed base
var files embed.FS

// Files returns the files of the base, to be read like those of any other.
func Files() fs.FS {
	base, err := fs.Sub(files, "base")
	if err != nil {
		panic(err) // the name above is not a valid path: a mistake in this file
	}
	return base
}
