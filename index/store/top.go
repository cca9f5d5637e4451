package store

import (
	"slices"
)

// Top keeps the best of what it is offered.
type Top struct {
	limit int
	Items []topItem // a heap with the worst first
}

type topItem struct {
	Score float64
	Entry uint32
	order uint64 // of equal scores the lower is better
}

func NewTop(limit int) *Top { return &Top{limit: limit} }

func worse(a, b topItem) bool {
	if a.Score != b.Score {
		return a.Score < b.Score
	}
	return a.order > b.order
}

// Offer keeps the item where it is among the best.
func (t *Top) Offer(score float64, entry uint32, order uint64) {
	item := topItem{score, entry, order}
	if len(t.Items) < t.limit {
		t.Items = append(t.Items, item)
		for i := len(t.Items) - 1; i > 0; {
			parent := (i - 1) / 2
			if !worse(t.Items[i], t.Items[parent]) {
				break
			}
			t.Items[i], t.Items[parent] = t.Items[parent], t.Items[i]
			i = parent
		}
		return
	}
	if t.limit == 0 || worse(item, t.Items[0]) {
		return
	}
	t.Items[0] = item
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(t.Items); child++ {
			if worse(t.Items[child], t.Items[least]) {
				least = child
			}
		}
		if least == i {
			return
		}
		t.Items[i], t.Items[least] = t.Items[least], t.Items[i]
		i = least
	}
}

// Sorted returns the items, best first.
func (t *Top) Sorted() []topItem {
	slices.SortFunc(t.Items, func(a, b topItem) int {
		if worse(a, b) {
			return 1
		}
		return -1
	})
	return t.Items
}
