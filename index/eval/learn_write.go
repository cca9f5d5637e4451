package eval

import (
	"bufio"
	"fmt"
	"io"
	"math"

	"policybot/index"
)

// WriteRanking writes the weights by which documents are ranked, by name.
func (l *Learned) WriteRanking(w io.Writer) error {
	return writeWeights(w, "what speaks for a document", index.RankFeatureNames(), l.ranking, func(s *LearnedSet) string {
		return fmt.Sprintf("the document that answers is first for %.3f of %d questions; %.3f by the score alone", s.Ranked, s.Questions, s.First)
	}, l.Sets)
}

func writeWeights(w io.Writer, what string, names []string, weights []float64, quality func(*LearnedSet) string, sets []LearnedSet) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "# Weights of %s, learned by policybot eval --learn.\n# Cross-validated by document, set by set:\n", what)
	for i := range sets {
		fmt.Fprintf(out, "# %s\n", quality(&sets[i]))
	}
	for i, name := range names {
		if math.Abs(weights[i]) >= 5e-4 {
			fmt.Fprintf(out, "%s\t%.3f\n", name, weights[i])
		}
	}
	return out.Flush()
}

// WriteTable prints how good what was learned is, a set a column.
func (l *Learned) WriteTable(w io.Writer) error {
	out := bufio.NewWriter(w)
	for _, row := range []struct {
		name string
		of   func(*LearnedSet) float64
	}{
		{"questions", func(s *LearnedSet) float64 { return float64(s.Questions) }},
		{"document first, by the score alone", func(s *LearnedSet) float64 { return s.First }},
		{"document first, cross-validated", func(s *LearnedSet) float64 { return s.Ranked }},
	} {
		fmt.Fprintf(out, "%-42s", row.name)
		for i := range l.Sets {
			if v := row.of(&l.Sets[i]); v > 1 {
				fmt.Fprintf(out, "  %5.0f", v)
			} else {
				fmt.Fprintf(out, "  %.3f", v)
			}
		}
		fmt.Fprintln(out)
	}
	return out.Flush()
}
