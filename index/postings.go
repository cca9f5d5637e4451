package index

import (
	"context"
	"fmt"
	"sync"

	indexapi "github.com/blevesearch/bleve_index_api"
)

// posting is an occurrence of a term: in which entry, how often.
type posting struct {
	entry     uint32
	frequency uint32
}

// postings returns the entries that hold a term, in Bleve's order. They are
// not to be changed.
func (c *contents) postings(ctx context.Context, term string) ([]posting, error) {
	if list, ok := c.cache.get(term); ok {
		return list, nil
	}
	reader, err := c.reader.TermFieldReader(ctx, []byte(term), textField, true, false, false)
	if err != nil {
		return nil, fmt.Errorf("look up %q: %w", term, err)
	}
	defer reader.Close()
	count := reader.Count()
	if count == 0 {
		return nil, nil
	}
	list := make([]posting, 0, count)
	var found indexapi.TermFieldDoc
	for {
		next, err := reader.Next(&found)
		if err != nil {
			return nil, fmt.Errorf("look up %q: %w", term, err)
		}
		if next == nil {
			break
		}
		list = append(list, posting{uint32(next.ID.Value()), uint32(next.Freq)})
	}
	c.cache.put(term, list)
	return list, nil
}

// count returns how many entries hold a term.
func (c *contents) count(term string) int {
	if list, ok := c.cache.get(term); ok {
		return len(list)
	}
	reader, err := c.reader.TermFieldReader(context.Background(), []byte(term), textField, false, false, false)
	if err != nil {
		return 0
	}
	defer reader.Close()
	return int(reader.Count())
}

// postingCache keeps postings that were read lately. Bleve takes some 80 ns a
// posting to read; the few common terms that most questions share make up
// most of what is read, and are read once.
//
// It has two generations: what is used stays in the young one, and when that
// is full it becomes the old one, of which what is not used again is dropped.
type postingCache struct {
	mu         sync.Mutex
	young, old map[string][]posting
	size       int // of young, in postings
}

// generation is the size of a generation, in postings of 8 bytes: at most 16
// megabytes are held by both.
const generation = 1 << 20

// postingOverhead is what an entry of the cache costs beside its postings, in
// postings.
const postingOverhead = 12

func (c *postingCache) get(term string) ([]posting, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if list, ok := c.young[term]; ok {
		return list, true
	}
	list, ok := c.old[term]
	if ok {
		c.keep(term, list)
	}
	return list, ok
}

func (c *postingCache) put(term string, list []posting) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keep(term, list)
}

func (c *postingCache) keep(term string, list []posting) {
	if c.young == nil || c.size > generation {
		c.old, c.young, c.size = c.young, make(map[string][]posting), 0
	}
	c.young[term] = list
	c.size += len(list) + postingOverhead
}
