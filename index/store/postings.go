package store

import (
	"context"
	"fmt"
	"sync"

	indexapi "github.com/blevesearch/bleve_index_api"
)

// posting is an occurrence of a term: in which entry, how often.
type posting struct {
	Entry     uint32
	frequency uint32
}

// Postings returns the entries that hold a term, in Bleve's order. They are
// not to be changed.
func (c *Store) Postings(ctx context.Context, term string) ([]posting, error) {
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

// Count returns how many entries hold a term.
func (c *Store) Count(term string) int {
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

// EachTerm calls f for every term that begins with prefix, with how many entries
// hold it. What cannot be read
// is passed over: a suggestion is not worth failing for.
func (c *Store) EachTerm(prefix string, f func(term string, entries int)) {
	dictionary, err := c.reader.FieldDictPrefix(textField, []byte(prefix))
	if err != nil {
		return
	}
	defer dictionary.Close()
	for {
		entry, err := dictionary.Next()
		if err != nil || entry == nil {
			return
		}
		f(entry.Term, int(entry.Count))
	}
}
