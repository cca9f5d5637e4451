package statement

import (
	"hash/maphash"
	"math"
	"slices"
	"unicode"
)

// Grams returns the hashes of the words of bare, pairs of characters for
// Chinese and whole words for the rest, sorted, each once. Numbers are left
// out: two statements that differ in their numbers only are alike.
func Grams(bare string) []uint64 {
	var grams []uint64
	var before rune
	start := -1
	flush := func(end int) {
		if start >= 0 {
			grams = append(grams, maphash.String(Seed, bare[start:end]))
		}
		start = -1
	}
	for i, r := range bare {
		switch {
		case r >= 0x2e80 && unicode.IsLetter(r):
			flush(i)
			if before != 0 {
				grams = append(grams, uint64(before)<<32|uint64(r))
			}
			before = r
			continue
		case unicode.IsLetter(r):
			if start < 0 {
				start = i
			}
		default:
			flush(i)
		}
		before = 0
	}
	flush(len(bare))
	slices.Sort(grams)
	return slices.Compact(grams)
}

// Common returns how many grams two sorted sets share.
func Common(a, b []uint64) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			n++
			a, b = a[1:], b[1:]
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return n
}

// Likeness is the share of the grams of a and b that both have, from 0 to 1.
func Likeness(a, b []uint64) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	return 2 * float64(Common(a, b)) / float64(len(a)+len(b))
}

// Containment is the share of the grams of part that whole has too.
func Containment(part, whole []uint64) float64 {
	if len(part) == 0 {
		return 0
	}
	return float64(Common(part, whole)) / float64(len(part))
}

// Rarity weighs grams: one that stands in few statements says more of what a
// Statement is about than one that stands in many.
type Rarity map[uint64]float64

// RarityOf counts in how many of the statements each gram stands; the power tells
// how much more the rare ones weigh.
func RarityOf(all []*Statement, power float64) Rarity {
	r := Rarity{}
	for _, s := range all {
		for _, g := range s.Grams {
			r[g]++
		}
	}
	for g, n := range r {
		r[g] = math.Pow(math.Log(1+float64(len(all))/n), power)
	}
	return r
}

// Weighed is a set of grams with the weight of each and of all.
type Weighed struct {
	grams   []uint64
	weights []float64
	total   float64
}

// Weigh gives grams their weights.
func (r Rarity) Weigh(grams []uint64) Weighed {
	w := Weighed{grams: grams, weights: make([]float64, len(grams))}
	for i, g := range grams {
		w.weights[i] = r[g]
		w.total += r[g]
	}
	return w
}

// Likeness is the share of the weight of a and b that both have, from 0 to 1.
func (a Weighed) Likeness(b Weighed) float64 {
	if a.total+b.total == 0 {
		return 0
	}
	both := 0.0
	for i, j := 0, 0; i < len(a.grams) && j < len(b.grams); {
		switch x, y := a.grams[i], b.grams[j]; {
		case x == y:
			both += 2 * a.weights[i]
			i, j = i+1, j+1
		case x < y:
			i++
		default:
			j++
		}
	}
	return both / (a.total + b.total)
}
