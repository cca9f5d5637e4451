package index

import (
	"context"

	"policybot/knowledge"
)

// Index answers questions over one revision of a base. It is safe for use by
// several goroutines.
type Index struct {
	base *knowledge.Base
}

// Open opens the index of base, building it where dir does not hold it yet.
// dir is the directory of index revisions; "" keeps the index in memory.
func Open(ctx context.Context, dir string, base *knowledge.Base) (*Index, error) {
	return &Index{base: base}, nil
}

// Close releases the index.
func (x *Index) Close() error { return nil }

// Base returns the base the index was opened on.
func (x *Index) Base() *knowledge.Base { return x.base }
