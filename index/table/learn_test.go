package table

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
)

var learnFrom = flag.String("learn", "", "learn weights.tsv from this file of examples, an Example of JSON a line")

// TestLearnWeights learns the weights again from candidates that were judged:
//
//	go test ./index/table -run TestLearnWeights -learn examples.jsonl
func TestLearnWeights(t *testing.T) {
	if *learnFrom == "" {
		t.Skip("no examples given with -learn")
	}
	file, err := os.Open(*learnFrom)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var examples []Example
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e Example
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatalf("example %d: %v", len(examples)+1, err)
		}
		examples = append(examples, e)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Learn(examples, &out); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("weights.tsv", out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestLearnFindsWhatTells holds the weights learned from made-up examples
// against the one feature that decides them.
func TestLearnFindsWhatTells(t *testing.T) {
	names := Names()
	row := 0
	for i, name := range names {
		if name == "Row" {
			row = i
		}
	}
	var examples []Example
	for i := range 40 {
		v := make([]float64, len(names))
		v[row] = float64(i % 2)
		examples = append(examples, Example{Vector: v, Right: i%2 == 1, Weight: 1})
	}
	var out strings.Builder
	if err := Learn(examples, &out); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if name == "Row" && (value == "" || value[0] == '-' || value == "0.0000") {
			t.Errorf("weight of Row is %s, want more than 0", value)
		}
		if name == "Column" && value != "0.0000" && value != "-0.0000" {
			t.Errorf("weight of Column, which tells nothing, is %s, want 0", value)
		}
	}
}

// TestWeightsNameFeatures holds that weights.tsv has a weight for each feature
// and for nothing else.
func TestWeightsNameFeatures(t *testing.T) {
	want := map[string]bool{"bias": true}
	for _, name := range Names() {
		want[name] = true
	}
	for line := range strings.Lines(weightsFile) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if !want[name] {
			t.Errorf("weights.tsv names %q, which is no feature", name)
		}
		delete(want, name)
	}
	for name := range want {
		t.Errorf("weights.tsv has no weight of %q", name)
	}
}

// TestLearnOver learns from two bases of one kind: what is learned from either
// holds for the other.
func TestLearnOver(t *testing.T) {
	var known []Known
	for _, base := range []string{"east", "west"} {
		for i := range 12 {
			var right, wrong Candidate
			right.Ask, wrong.Ask = AskValue, AskValue
			right.Features.Row, right.Features.Told = 1, 0.9+float64(i%3)/100
			wrong.Features.Row, wrong.Features.Worst = 0.2, 1
			known = append(known, Known{Base: base, Weight: 1, Candidates: []Candidate{wrong, right}, Right: []bool{false, true}})
		}
	}
	var out strings.Builder
	measured, err := LearnOver(known, 0.5, &out)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []Measured{{"east", 12, 12, 0}, {"west", 12, 12, 0}} {
		if measured[i] != want {
			t.Errorf("got %+v, want %+v", measured[i], want)
		}
	}
	if !strings.HasPrefix(out.String(), "bias\t") {
		t.Errorf("got weights %.40q, want the bias first", out.String())
	}
}
