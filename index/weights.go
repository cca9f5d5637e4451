package index

import (
	"fmt"
	"strconv"
	"strings"
)

// mustReadWeights reads a file that is part of the program.
func mustReadWeights(text string, names []string) []float64 {
	weights, err := readWeights(text, names)
	if err != nil {
		panic(err)
	}
	return weights
}

// readWeights reads names and weights, a pair a line. Features that the file
// does not name weigh nothing.
func readWeights(text string, names []string) ([]float64, error) {
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
