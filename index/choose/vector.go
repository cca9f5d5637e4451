package choose

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Features are the named values that speak for or against something.
type Features map[string]float64

// set adds a feature that is not zero, and is a number.
func (f Features) set(name string, value float64) {
	if value != 0 && !math.IsNaN(value) && !math.IsInf(value, 0) {
		f[name] += value
	}
}

// flag adds a feature of value 1 where it holds.
func (f Features) flag(name string, holds bool) {
	if holds {
		f[name] = 1
	}
}

// Weights give each feature its weight; a feature without one counts nothing.
type Weights map[string]float64

// Score returns the weighted sum of the features, added up in the order of
// their names so that it is the same in every process.
func (w Weights) Score(f Features) float64 {
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names)
	sum := 0.0
	for _, name := range names {
		sum += w[name] * f[name]
	}
	return sum
}

//go:embed statement.tsv
var statementTable string

//go:embed figure.tsv
var figureTable string

//go:embed chance.tsv
var chanceTable string

// Learned weights: of the features of statements, of figures within their
// statement, and of what says that the best statement is right.
var (
	statementWeights = sync.OnceValue(func() Weights { return mustParseWeights("statement.tsv", statementTable) })
	figureWeights    = sync.OnceValue(func() Weights { return mustParseWeights("figure.tsv", figureTable) })
	chanceWeights    = sync.OnceValue(func() Weights { return mustParseWeights("chance.tsv", chanceTable) })
)

// mustParseWeights reads an embedded table, a name, a tab and a weight a line.
func mustParseWeights(file, table string) Weights {
	w, err := ParseWeights(table)
	if err != nil {
		panic(fmt.Sprintf("%s: %v", file, err))
	}
	return w
}

// ParseWeights reads a table of weights: a name, a tab and a weight a line;
// lines that begin with # are comments.
func ParseWeights(table string) (Weights, error) {
	w := make(Weights)
	for n, line := range strings.Split(table, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(line, "\t")
		weight, err := strconv.ParseFloat(value, 64)
		if !ok || err != nil {
			return nil, fmt.Errorf("line %d: %q is not a name, a tab and a weight", n+1, line)
		}
		w[name] = weight
	}
	return w, nil
}

// String prints the weights as ParseWeights reads them, by name.
func (w Weights) String() string {
	names := make([]string, 0, len(w))
	for name := range w {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, "%s\t%.3f\n", name, w[name])
	}
	return b.String()
}

// logistic turns the logarithm of odds into a chance.
func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
