package index

import (
	"math"
	"unicode/utf8"
)

// runs says, for every character of a sentence, how many characters up to it
// stand in the question as they stand here.
type runs struct {
	starts  []int32 // byte of the section where each character begins
	lengths []uint16
	most    int
}

// runIn returns the runs of a sentence, read once.
func (g *ground) runIn(sentence int32) *runs {
	if r := g.runs.sentence[sentence]; r != nil {
		return r
	}
	s := g.sentences[sentence]
	from, to := g.clauses[s.first].start, g.clauses[s.last-1].end
	text := g.texts[g.clauses[s.first].section][from:to]
	n := utf8.RuneCountInString(text)
	r := &runs{starts: make([]int32, 0, n), lengths: make([]uint16, 0, n)}
	// ends[j+1] is the length of the run that ends at character j of the
	// question, where stamps[j+1] says that it ends here in the text.
	a := g.asks
	ends, stamps := make([]uint16, len(a.runes)+1), make([]int32, len(a.runes)+1)
	at := int32(0)
	for i, c := range text {
		at++
		best := uint16(0)
		for _, j := range a.places[c] {
			length := uint16(1)
			if stamps[j] == at-1 {
				length += ends[j]
			}
			ends[j+1], stamps[j+1] = length, at
			best = max(best, length)
		}
		r.starts = append(r.starts, from+int32(i))
		r.lengths = append(r.lengths, best)
		r.most = max(r.most, int(best))
	}
	g.runs.sentence[sentence] = r
	return r
}

// between returns the longest run within bytes start to end of the section.
func (r *runs) between(start, end int32) int {
	best, inside := 0, 0
	for i, at := range r.starts {
		if at < start {
			continue
		}
		if at >= end {
			break
		}
		inside++
		best = max(best, min(inside, int(r.lengths[i])))
	}
	return best
}

// runShare returns the root of the share of the question that a run is.
func (a *asks) runShare(length int) float64 {
	return math.Sqrt(float64(length) / float64(max(1, len(a.runes))))
}
