package eval

import (
	"cmp"
	"math"
	"slices"

	"policybot/index/choose"
)

// featureNames numbers the names of features, in the order they are met.
type featureNames struct {
	ids   map[string]int
	names []string
}

func newFeatureNames() *featureNames { return &featureNames{ids: make(map[string]int)} }

func (n *featureNames) id(name string) int {
	id, ok := n.ids[name]
	if !ok {
		id = len(n.names)
		n.ids[name] = id
		n.names = append(n.names, name)
	}
	return id
}

// vector is named values, those that are not zero.
type vector []entry

type entry struct {
	id    int
	value float64
}

func (n *featureNames) vector(f choose.Features) vector {
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names)
	v := make(vector, len(names))
	for i, name := range names {
		v[i] = entry{n.id(name), f[name]}
	}
	slices.SortFunc(v, func(a, b entry) int { return cmp.Compare(a.id, b.id) })
	return v
}

// weights names what was learned, leaving out what weighs next to nothing.
func (n *featureNames) weights(learned []float64) choose.Weights {
	w := make(choose.Weights)
	for id, value := range learned {
		if math.Abs(value) >= 5e-4 {
			w[n.names[id]] = value
		}
	}
	return w
}

func (v vector) score(weights []float64) float64 {
	sum := 0.0
	for _, e := range v {
		sum += weights[e.id] * e.value
	}
	return sum
}

// choiceList is some things of which one or several are right.
type choiceList struct {
	of    []vector
	right []bool
}

// fit says how weights are learned.
type fit struct {
	rounds  int
	rate    float64
	penalty float64 // of squares
}

var (
	statementFit = fit{rounds: 250, rate: 0.1, penalty: 2e-4}
	figureFit    = fit{rounds: 400, rate: 0.05, penalty: 1e-2}
	chanceFit    = fit{rounds: 600, rate: 0.05, penalty: 1e-3}
)

// listwise returns the weights that make what is right likely among each list
// (softmax; Cao et al. 2007), by Adam.
func (f fit) listwise(n int, lists []choiceList) []float64 {
	adam := newAdam(n)
	gradient := make([]float64, n)
	var chances []float64
	for range f.rounds {
		clear(gradient)
		for _, l := range lists {
			chances = chances[:0]
			most := math.Inf(-1)
			for _, v := range l.of {
				s := v.score(adam.weights)
				chances = append(chances, s)
				most = max(most, s)
			}
			all, right := 0.0, 0.0
			for i := range chances {
				chances[i] = math.Exp(chances[i] - most)
				all += chances[i]
				if l.right[i] {
					right += chances[i]
				}
			}
			right = max(right, 1e-12)
			for i, v := range l.of {
				miss := chances[i] / all
				if l.right[i] {
					miss -= chances[i] / right
				}
				if math.Abs(miss) < 1e-5 {
					continue
				}
				for _, e := range v {
					gradient[e.id] += miss * e.value
				}
			}
		}
		for i := range gradient {
			gradient[i] = gradient[i]/float64(max(1, len(lists))) + f.penalty*adam.weights[i]
		}
		adam.step(gradient, f.rate, 0.99)
	}
	return adam.weights
}

// example is evidence of an answer, and whether the answer was right.
type example struct {
	evidence vector
	right    bool
}

// logistic returns the weights that make the right answers likely and the wrong
// ones unlikely, by Adam; the weight of bias is not punished.
func (f fit) logistic(n, bias int, examples []example) []float64 {
	adam := newAdam(n)
	gradient := make([]float64, n)
	for range f.rounds {
		clear(gradient)
		for _, x := range examples {
			miss := 1/(1+math.Exp(-x.evidence.score(adam.weights))) - share(x.right)
			for _, e := range x.evidence {
				gradient[e.id] += miss * e.value
			}
		}
		for i := range gradient {
			gradient[i] /= float64(max(1, len(examples)))
			if i != bias {
				gradient[i] += f.penalty * adam.weights[i]
			}
		}
		adam.step(gradient, f.rate, 0.99)
	}
	return adam.weights
}
