package index

import "slices"

// top keeps the best of what it is offered.
type top struct {
	limit int
	items []topItem // a heap with the worst first
}

type topItem struct {
	score float64
	entry uint32
	order uint64 // of equal scores the lower is better
}

func newTop(limit int) *top { return &top{limit: limit} }

func worse(a, b topItem) bool {
	if a.score != b.score {
		return a.score < b.score
	}
	return a.order > b.order
}

// offer keeps the item where it is among the best.
func (t *top) offer(score float64, entry uint32, order uint64) {
	item := topItem{score, entry, order}
	if len(t.items) < t.limit {
		t.items = append(t.items, item)
		for i := len(t.items) - 1; i > 0; {
			parent := (i - 1) / 2
			if !worse(t.items[i], t.items[parent]) {
				break
			}
			t.items[i], t.items[parent] = t.items[parent], t.items[i]
			i = parent
		}
		return
	}
	if t.limit == 0 || worse(item, t.items[0]) {
		return
	}
	t.items[0] = item
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(t.items); child++ {
			if worse(t.items[child], t.items[least]) {
				least = child
			}
		}
		if least == i {
			return
		}
		t.items[i], t.items[least] = t.items[least], t.items[i]
		i = least
	}
}

// sorted returns the items, best first.
func (t *top) sorted() []topItem {
	slices.SortFunc(t.items, func(a, b topItem) int {
		if worse(a, b) {
			return 1
		}
		return -1
	})
	return t.items
}
