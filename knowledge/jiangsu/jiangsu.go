// Package jiangsu is the built-in base: the measures that Jiangsu Province
// announced on 15 April 2020 to help manufacturers resume work, in the format
// in which anyone can write a base by hand.
package jiangsu

import (
	"embed"
	"io/fs"
)

var files embed.FS

// Files returns the files of the base.
func Files() fs.FS { return files }
