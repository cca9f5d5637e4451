package frame

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// TestBindFigures holds the sentences of testdata/figures.txtar to what is said
// there of their figures.
func TestBindFigures(t *testing.T) {
	data, err := os.ReadFile("testdata/figures.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse(data).Files {
		sentence, lines, _ := strings.Cut(strings.TrimSpace(string(f.Data)), "\n")
		bound := bind(t, sentence)
		for _, line := range strings.Split(lines, "\n") {
			words, want, _ := strings.Cut(line, ": ")
			b, ok := bound[words]
			if !ok {
				t.Errorf("%s: no figure %q", f.Name, words)
				continue
			}
			if !is(sentence, b, want) {
				t.Errorf("%s: %s: got own %q, part %q, condition %v, former %v, basis %v, whole %v; want %s", f.Name, words,
					sentence[b.Own[0]:b.Own[1]], sentence[b.Part[0]:b.Part[1]], b.Condition, b.Former, b.Basis, b.Whole, want)
			}
		}
	}
}

// is reports whether a figure is what is said of it.
func is(sentence string, b Binding, want string) bool {
	kind, words, _ := strings.Cut(want, " ")
	switch kind {
	case "condition":
		return b.Condition
	case "former":
		return b.Former
	case "basis":
		return b.Basis
	case "whole":
		return b.Whole
	case "part":
		return strings.Contains(sentence[b.Part[0]:b.Part[1]], words)
	}
	return strings.Contains(sentence[b.Own[0]:b.Own[1]], words)
}
