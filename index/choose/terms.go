package choose

import (
	"maps"
	"slices"
)

// sortedTerms returns the terms of a field in one order, so that sums of
// floats are the same in every process.
func sortedTerms(terms map[string]int) []string { return slices.Sorted(maps.Keys(terms)) }
