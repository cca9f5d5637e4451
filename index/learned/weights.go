package learned

import (
	"fmt"
	"strconv"
	"strings"
)

// Dot returns the sum of values, each times its weight.
func Dot(weights, values []float64) float64 {
	sum := 0.0
	for i, v := range values {
		sum += weights[i] * v
	}
	return sum
}

// Ratio is a of b, 0 where there is nothing.
func Ratio(a, b float64) float64 {
	if b <= 0 {
		return 0
	}
	return a / b
}

// MustReadWeights reads a file that is part of the program.
func MustReadWeights(text string, names []string) []float64 {
	weights, err := ReadWeights(text, names)
	if err != nil {
		panic(err)
	}
	return weights
}

// ReadWeights reads names and weights, a pair a line. Features that the file
// does not name weigh nothing.
func ReadWeights(text string, names []string) ([]float64, error) {
	named := make(map[string]int, len(names))
	for i, name := range names {
		named[name] = i
	}
	weights := make([]float64, len(names))
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		name, number, _ := strings.Cut(line, "\t")
		i, ok := named[name]
		if !ok {
			return nil, fmt.Errorf("weights: line %d: no feature is named %q", n+1, name)
		}
		weight, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return nil, fmt.Errorf("weights: line %d: %w", n+1, err)
		}
		weights[i] = weight
	}
	return weights, nil
}
