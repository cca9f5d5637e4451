// Package spelling says how far a word is from another that may be meant.
package spelling

// Distance counts the insertions, deletions, replacements and swaps of neighbours
// that turn a into b (optimal string alignment), by bytes.
func Distance(a, b string) int {
	previous, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			next[j] = min(row[j]+1, next[j-1]+1, row[j-1]+replacing(a[i-1], b[j-1]))
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], previous[j-2]+1)
			}
		}
		previous, row, next = row, next, previous
	}
	return row[len(b)]
}

// replacing is what it costs to put one letter for another.
func replacing(a, b byte) int {
	if a == b {
		return 0
	}
	return 1
}
