package index

import (
	"sync"
)

// layoutCache keeps the layouts of documents that were read lately, in two
// generations, as [postingCache] does.
type layoutCache struct {
	mu         sync.Mutex
	young, old map[int]*layout // by ordinal of the document
	size       int             // of young, in bytes
}

// layoutGeneration is the size of a generation, in bytes. Both hold at most
// twice that, beside the spans found in them.
const layoutGeneration = 12 << 20

// What a clause, with its sentence and line, and a term of it take, in bytes.
const (
	clauseBytes = 160
	termBytes   = 8
)

// layout returns the layout of a whole document.
func (c *contents) layout(document int) *layout {
	if l := c.layouts.get(document); l != nil {
		return l
	}
	l := layOut(&c.base.Documents[document], func(int) bool { return true })
	c.layouts.keep(document, l)
	return l
}

func (c *layoutCache) get(document int) *layout {
	c.mu.Lock()
	defer c.mu.Unlock()
	if l := c.young[document]; l != nil {
		return l
	}
	l := c.old[document]
	if l != nil {
		c.add(document, l)
	}
	return l
}

func (c *layoutCache) keep(document int, l *layout) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.add(document, l)
}

func (c *layoutCache) add(document int, l *layout) {
	if c.young == nil || c.size > layoutGeneration {
		c.old, c.young, c.size = c.young, make(map[int]*layout), 0
	}
	c.young[document] = l
	c.size += len(l.clauses)*clauseBytes + len(l.terms)*termBytes
	for _, hashes := range l.headings {
		c.size += 4 * len(hashes)
	}
}
