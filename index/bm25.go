package index

import "math"

// The constants of BM25 (Robertson and Zaragoza, The Probabilistic Relevance
// Framework, 2009), for entries and for whole documents.
const (
	saturation     = 1.2 // k1
	entryLength    = 0.4 // b of passages, facts and measures
	documentLength = 0.3 // b of documents
)

// inverseFrequency returns how much a term that count of total hold tells,
// never below zero.
func inverseFrequency(total, count int) float64 {
	return math.Log1p((float64(total) - float64(count) + 0.5) / (float64(count) + 0.5))
}

// bm25 returns the weight of a term that occurs frequency times in a text of
// the given length, to be multiplied by its inverse frequency.
func bm25(frequency, length, average, b float64) float64 {
	return frequency * (saturation + 1) / (frequency + saturation*(1-b+b*length/average))
}
