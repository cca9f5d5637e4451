package place

// branches leads from nodes of a tree to the next ones: a table with open
// addressing, as reading text asks it for every character.
type branches struct {
	slots []branch
	shift uint
	used  int
}

type branch struct {
	key  uint32
	next int32 // 0 for an empty slot: no branch leads to the root
}

// grow makes room for size slots, a power of two.
func (b *branches) grow(size int) {
	old := b.slots
	b.slots, b.used, b.shift = make([]branch, size), 0, 32
	for n := size; n > 1; n /= 2 {
		b.shift--
	}
	for _, s := range old {
		if s.next != 0 {
			b.add(s.key, s.next)
		}
	}
}

// next returns the node that key leads to, 0 for none.
func (b *branches) next(key uint32) int32 {
	for i := b.slot(key); ; i = (i + 1) & (len(b.slots) - 1) {
		if s := &b.slots[i]; s.key == key || s.next == 0 {
			return s.next
		}
	}
}

// add adds a branch that is not there yet.
func (b *branches) add(key uint32, next int32) {
	if b.used++; 2*b.used > len(b.slots) {
		b.grow(2 * len(b.slots))
		b.used++
	}
	i := b.slot(key)
	for b.slots[i].next != 0 {
		i = (i + 1) & (len(b.slots) - 1)
	}
	b.slots[i] = branch{key, next}
}

// slot returns where to begin to look: Fibonacci hashing.
func (b *branches) slot(key uint32) int { return int((key * 2654435769) >> b.shift) }
