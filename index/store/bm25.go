package store

import (
	"math"
)

// weighting are the constants of BM25 (Robertson and Zaragoza, The
// Probabilistic Relevance Framework, 2009): how soon more occurrences of a
// term stop to matter (k1), and how much a longer text is held against it (b).
type weighting struct {
	Saturation, length float64
}

// Found on half of 317 policy questions over 599 documents; around them
// recall moves by less than the sampling error.
var (
	EntryWeighting    = weighting{Saturation: 1.2, length: 0.4}
	DocumentWeighting = weighting{Saturation: 0.6, length: 0.5}
)

// InverseFrequency returns how much a term that count of total hold tells,
// never below zero.
func InverseFrequency(total, count int) float64 {
	return math.Log1p((float64(total) - float64(count) + 0.5) / (float64(count) + 0.5))
}

// of returns the weight of a term that occurs frequency times in a text of
// length terms, to be multiplied by its inverse frequency.
func (w weighting) of(frequency, length, average float64) float64 {
	return frequency * (w.Saturation + 1) / (frequency + w.Saturation*(1-w.length+w.length*length/average))
}

// IDF returns how much a term tells: its inverse frequency among everything
// that is indexed. A term that nothing holds tells most.
func (x *Store) IDF(term string) float64 {
	return InverseFrequency(x.Live, x.Count(term))
}

// Telling returns how much a term tells, and whether anything holds it.
func (x *Store) Telling(term string) (weight float64, held bool) {
	n := x.Count(term)
	return InverseFrequency(x.Live, n), n > 0
}
