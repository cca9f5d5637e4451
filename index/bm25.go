package index

import "math"

// weighting are the constants of BM25 (Robertson and Zaragoza, The
// Probabilistic Relevance Framework, 2009): how soon more occurrences of a
// term stop to matter (k1), and how much a longer text is held against it (b).
type weighting struct {
	saturation, length float64
}

// Found on half of 317 policy questions over 599 documents; around them
// recall moves by less than the sampling error.
var (
	entryWeighting    = weighting{saturation: 1.2, length: 0.4}
	documentWeighting = weighting{saturation: 0.6, length: 0.5}
)

// inverseFrequency returns how much a term that count of total hold tells,
// never below zero.
func inverseFrequency(total, count int) float64 {
	return math.Log1p((float64(total) - float64(count) + 0.5) / (float64(count) + 0.5))
}

// of returns the weight of a term that occurs frequency times in a text of
// length terms, to be multiplied by its inverse frequency.
func (w weighting) of(frequency, length, average float64) float64 {
	return frequency * (w.saturation + 1) / (frequency + w.saturation*(1-w.length+w.length*length/average))
}
