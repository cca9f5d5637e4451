package table

import (
	"errors"
	"fmt"
	"io"
	"math"
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
	names := append([]string{"bias"}, Names()...)
	b := make([]float64, len(names))
	for _, e := range examples {
		if len(e.Vector)+1 != len(b) {
			return fmt.Errorf("learn weights: an example has %d features, want %d", len(e.Vector), len(b)-1)
		}
	}
	for range 40 {
		step, err := newton(examples, b)
		if err != nil {
			return fmt.Errorf("learn weights: %w", err)
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
	for i, name := range names {
		if _, err := fmt.Fprintf(out, "%s\t%.4f\n", name, b[i]); err != nil {
			return fmt.Errorf("write weights: %w", err)
		}
	}
	return nil
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
