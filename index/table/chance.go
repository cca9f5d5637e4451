package table

import (
	_ "embed"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/shopspring/decimal"
)

var hundred = decimal.NewFromInt(100)

//go:embed weights.tsv
var weightsFile string

// Names returns the names of the features, in the order of Vector: each of
// Features, one for each ask, and each of Features for each group of asks.
func Names() []string {
	var names []string
	t := reflect.TypeOf(Features{})
	for i := range t.NumField() {
		if t.Field(i).IsExported() {
			names = append(names, t.Field(i).Name)
		}
	}
	features := slices.Clone(names)
	for _, a := range allAsks {
		names = append(names, "ask "+string(a))
	}
	for _, g := range askGroups {
		for _, f := range features {
			names = append(names, g.name+" "+f)
		}
	}
	return names
}

// askGroups are the asks for which a feature may count otherwise than for all.
var askGroups = []struct {
	name string
	asks []Ask
}{
	{"value", []Ask{AskValue}},
	{"over time", []Ask{AskChange, AskGrowth}},
	{"reckoned", []Ask{AskDifference, AskRatio, AskAverage, AskSum}},
	{"picked", []Ask{AskExtreme, AskFilter, AskCount, AskVerdict}},
	{"listed", []Ask{AskParts, AskTimes}},
}

var allAsks = []Ask{AskValue, AskChange, AskGrowth, AskDifference, AskRatio, AskAverage, AskSum, AskExtreme, AskFilter, AskCount, AskParts, AskTimes, AskVerdict}

// Vector returns the features of a candidate, in the order of Names.
func (c *Candidate) Vector() []float64 {
	var out []float64
	v := reflect.ValueOf(c.Features)
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() {
			out = append(out, v.Field(i).Float())
		}
	}
	features := slices.Clone(out)
	for _, a := range allAsks {
		out = append(out, boolean(a == c.Ask))
	}
	for _, g := range askGroups {
		in := boolean(slices.Contains(g.asks, c.Ask))
		for _, f := range features {
			out = append(out, in*f)
		}
	}
	return out
}

// weights are what each feature adds to the log-odds that a candidate is right.
var weights = sync.OnceValue(func() []float64 {
	given := map[string]float64{}
	for line := range strings.Lines(weightsFile) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if w, err := strconv.ParseFloat(value, 64); ok && err == nil {
			given[name] = w
		}
	}
	out := []float64{given["bias"]}
	for _, name := range Names() {
		out = append(out, given[name])
	}
	return out
})

// chance is the learned chance that a candidate is right.
func (c *Candidate) chance() float64 {
	w := weights()
	sum := w[0]
	for i, f := range c.Vector() {
		sum += w[i+1] * f
	}
	return 1 / (1 + math.Exp(-sum))
}
