package table

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
)

// Example is a candidate of a question whose answer is known.
type Example struct {
	Vector []float64 `json:"f"`
	Right  bool      `json:"right"`
	Weight float64   `json:"weight"`
}

// ridge is how strongly weights are held near zero, in examples: of 2, 6 and 20,
// 6 gave the fewest wrong answers on bases left out.
const ridge = 6.0

// Learn fits the weights of the features to examples, by Newton's method for
// logistic regression with a ridge, and writes them as weights.tsv holds them.
func Learn(examples []Example, out io.Writer) error {
	w, err := learn(examples)
	if err != nil {
		return err
	}
	return writeWeights(w, out)
}

func writeWeights(w []float64, out io.Writer) error {
	for i, name := range append([]string{"bias"}, Names()...) {
		if _, err := fmt.Fprintf(out, "%s\t%.4f\n", name, w[i]); err != nil {
			return fmt.Errorf("write weights: %w", err)
		}
	}
	return nil
}

// learn returns the weight of the bias and of each feature.
func learn(examples []Example) ([]float64, error) {
	b := make([]float64, len(Names())+1)
	for _, e := range examples {
		if len(e.Vector)+1 != len(b) {
			return nil, fmt.Errorf("learn weights: an example has %d features, want %d", len(e.Vector), len(b)-1)
		}
	}
	for range 40 {
		step, err := newton(examples, b)
		if err != nil {
			return nil, fmt.Errorf("learn weights: %w", err)
		}
		largest := 0.0
		for i := range b {
			b[i] += step[i]
			largest = max(largest, math.Abs(step[i]))
		}
		if largest < 1e-6 {
			break
		}
	}
	return b, nil
}

// Known is a question whose answer is known: the candidates that the tables of
// its base give, the likeliest first, and which of them are right.
type Known struct {
	Base       string // questions of one base are learned from, or measured, together
	Weight     float64
	Candidates []Candidate
	Right      []bool
}

// Measured says how good the candidate chosen is on the questions of a base that
// nothing was learned from.
type Measured struct {
	Base         string
	Questions    int
	Right, Wrong int // of the candidates whose chance is the line or more
}

// learnedFrom is how many candidates of a question are learned from.
const learnedFrom = 10

// LearnOver writes the weights learned from all questions, as weights.tsv holds
// them, and returns what those learned without each base give on it, in the
// order of the bases, where the candidates from a chance of line on are told.
func LearnOver(known []Known, line float64, out io.Writer) ([]Measured, error) {
	var measured []Measured
	for _, base := range basesOf(known) {
		var rest []Known
		for _, k := range known {
			if k.Base != base {
				rest = append(rest, k)
			}
		}
		w, err := fit(rest)
		if err != nil {
			return nil, fmt.Errorf("without %s: %w", base, err)
		}
		m := Measured{Base: base}
		for i := range known {
			if known[i].Base == base {
				m.count(&known[i], w, line)
			}
		}
		measured = append(measured, m)
	}
	w, err := fit(known)
	if err != nil {
		return nil, err
	}
	return measured, writeWeights(w, out)
}

func basesOf(known []Known) []string {
	var bases []string
	for _, k := range known {
		if !slices.Contains(bases, k.Base) {
			bases = append(bases, k.Base)
		}
	}
	return bases
}

func (m *Measured) count(k *Known, w []float64, line float64) {
	m.Questions++
	best, at := math.Inf(-1), -1
	for i := range k.Candidates {
		if s := logOdds(w, k.Candidates[i].Vector()); s > best {
			best, at = s, i
		}
	}
	switch {
	case at < 0 || 1/(1+math.Exp(-best)) < line:
	case k.Right[at]:
		m.Right++
	default:
		m.Wrong++
	}
}

// fit learns twice: the second time from the candidates that come first by what
// was learned the first time.
func fit(known []Known) ([]float64, error) {
	w, err := learn(examplesOf(known, nil))
	if err != nil {
		return nil, err
	}
	return learn(examplesOf(known, w))
}

// examplesOf returns the first candidates of each question; those behind the
// third count half.
func examplesOf(known []Known, w []float64) []Example {
	var examples []Example
	for _, k := range known {
		order := make([]int, len(k.Candidates))
		vectors := make([][]float64, len(k.Candidates))
		for i := range order {
			order[i], vectors[i] = i, k.Candidates[i].Vector()
		}
		if w != nil {
			sortBy(order, func(i int) float64 { return logOdds(w, vectors[i]) })
		}
		for n, i := range order[:min(len(order), learnedFrom)] {
			weight := k.Weight
			if n >= 3 {
				weight /= 2
			}
			examples = append(examples, Example{Vector: vectors[i], Right: k.Right[i], Weight: weight})
		}
	}
	return examples
}

// logOdds is the log-odds that weights give to a vector.
func logOdds(w, vector []float64) float64 {
	sum := w[0]
	for i, f := range vector {
		sum += w[i+1] * f
	}
	return sum
}

// newton is one step from weights b.
func newton(examples []Example, b []float64) ([]float64, error) {
	n := len(b)
	hessian := make([][]float64, n)
	for i := range hessian {
		hessian[i] = make([]float64, n+1)
		hessian[i][i] = ridge
		hessian[i][n] = -ridge * b[i]
	}
	x, used := make([]float64, n), make([]int, 0, n)
	x[0] = 1
	for _, e := range examples {
		copy(x[1:], e.Vector)
		sum := 0.0
		for i := range x {
			sum += b[i] * x[i]
		}
		p := 1 / (1 + math.Exp(-sum))
		slope := e.Weight * (boolean(e.Right) - p)
		curve := e.Weight * p * (1 - p)
		used = used[:0]
		for i, v := range x {
			if v != 0 {
				used = append(used, i)
			}
		}
		for _, i := range used {
			hessian[i][n] += slope * x[i]
			for _, j := range used {
				hessian[i][j] += curve * x[i] * x[j]
			}
		}
	}
	return solve(hessian)
}

// solve solves linear equations, a row each with the right side last, by
// Gauss's elimination.
func solve(m [][]float64) ([]float64, error) {
	n := len(m)
	for i := range n {
		pivot := i
		for j := i + 1; j < n; j++ {
			if math.Abs(m[j][i]) > math.Abs(m[pivot][i]) {
				pivot = j
			}
		}
		m[i], m[pivot] = m[pivot], m[i]
		if math.Abs(m[i][i]) < 1e-12 {
			return nil, errors.New("the features are not independent")
		}
		for j := i + 1; j < n; j++ {
			factor := m[j][i] / m[i][i]
			for k := i; k <= n; k++ {
				m[j][k] -= factor * m[i][k]
			}
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = m[i][n]
		for j := i + 1; j < n; j++ {
			x[i] -= m[i][j] * x[j]
		}
		x[i] /= m[i][i]
	}
	return x, nil
}
