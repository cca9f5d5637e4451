package eval

import (
	"math"

	"policybot/index"
)

// How the weights of ranking are learned.
const (
	rankingRounds  = 400
	rankingRate    = 0.05
	rankingPenalty = 0.003
)

// first reports whether the document that answers is first by the given
// weights; nil stands for the first feature alone, the score that retrieval
// gives.
func (c *learnCase) first(weights []float64) bool {
	best, most := -1, math.Inf(-1)
	for i, d := range c.ranked {
		sum := d.Features[0]
		if weights != nil {
			sum = dot(weights, d.Features)
		}
		if sum > most {
			best, most = i, sum
		}
	}
	return best >= 0 && c.ranked[best].Document == c.document
}

func dot(weights, values []float64) float64 {
	sum := 0.0
	for i, v := range values {
		sum += weights[i] * v
	}
	return sum
}

// fitRanking returns the weights that make the document that answers likely
// among those found, by Adam.
func fitRanking(list []*learnCase) []float64 {
	n := len(index.RankFeatureNames())
	sum, square, count := make([]float64, n), make([]float64, n), 0.0
	found := make(map[*learnCase]bool)
	for _, c := range list {
		for _, d := range c.ranked {
			found[c] = found[c] || d.Document == c.document
			count++
			for f, v := range d.Features {
				sum[f] += v
				square[f] += v * v
			}
		}
	}
	scale := make([]float64, n)
	for f := range scale {
		mean := sum[f] / max(1, count)
		scale[f] = 1 / max(smallestDeviation, math.Sqrt(max(0, square[f]/max(1, count)-mean*mean)))
	}
	adam := newAdam(n)
	weights, gradient := make([]float64, n), make([]float64, n)
	for range rankingRounds {
		for f := range weights {
			weights[f] = adam.weights[f] * scale[f]
		}
		clear(gradient)
		for _, c := range list {
			if !found[c] {
				continue
			}
			chances := make([]float64, len(c.ranked))
			most, total := math.Inf(-1), 0.0
			for i, d := range c.ranked {
				chances[i] = dot(weights, d.Features)
				most = max(most, chances[i])
			}
			for i := range chances {
				chances[i] = math.Exp(chances[i] - most)
				total += chances[i]
			}
			for i, d := range c.ranked {
				miss := c.weight * (chances[i]/total - share(d.Document == c.document))
				for f, v := range d.Features {
					gradient[f] += miss * v
				}
			}
		}
		for f := range gradient {
			gradient[f] = gradient[f]*scale[f]/float64(len(found)) + rankingPenalty*adam.weights[f]
		}
		adam.step(gradient, rankingRate, 0.99)
	}
	for f := range weights {
		weights[f] = adam.weights[f] * scale[f]
	}
	return weights
}

// adam follows a gradient downhill (Kingma and Ba 2015).
type adam struct {
	weights, mean, square []float64
	steps                 float64
}

func newAdam(n int) *adam {
	return &adam{weights: make([]float64, n), mean: make([]float64, n), square: make([]float64, n)}
}

// step moves the weights against the gradient; decay is how long its squares
// are remembered.
func (a *adam) step(gradient []float64, rate, decay float64) {
	a.steps++
	for i, g := range gradient {
		a.mean[i] = 0.9*a.mean[i] + 0.1*g
		a.square[i] = decay*a.square[i] + (1-decay)*g*g
		a.weights[i] -= rate * a.mean[i] / (1 - math.Pow(0.9, a.steps)) / (math.Sqrt(a.square[i]/(1-math.Pow(decay, a.steps))) + 1e-8)
	}
}
