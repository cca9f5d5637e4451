package eval

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strings"
	"text/tabwriter"

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

// chosenLines are the chances that tables of what was learned show.
var chosenLines = []float64{0.5, 0.6, 0.7, 0.8}

// WriteTable prints how good choosing is on each set by what the others teach.
func (c *Chosen) WriteTable(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprint(table, "left out\tquestions\tfirst\tamong three\tfigure\tverdict")
	for _, line := range chosenLines {
		fmt.Fprintf(table, "\tright, wrong at %.1f", line)
	}
	fmt.Fprintln(table)
	for i := range c.Sets {
		s := &c.Sets[i]
		n := max(1, s.Questions)
		fmt.Fprintf(table, "%s\t%d\t%.3f\t%.3f\t%d of %d\t%d of %d", s.Name, s.Questions, float64(s.First)/float64(n), float64(s.Three)/float64(n), s.Figure, s.Figures, s.Verdict, s.Verdicts)
		for _, line := range chosenLines {
			at := s.At(line)
			fmt.Fprintf(table, "\t%.3f, %d of %d", float64(at.Right)/float64(n), at.Wrong, at.Answered)
		}
		fmt.Fprintln(table)
	}
	return table.Flush()
}

// Files returns the tables of weights by the names they have in the program,
// each headed by how good they are on bases they were not learned from.
func (c *Chosen) Files() map[string]string {
	var quality strings.Builder
	c.WriteTable(&quality) // cannot fail
	head := func(what string) string {
		return "# Weights of what " + what + ", learned by policybot eval --learn.\n# " + strings.ReplaceAll(strings.TrimSpace(quality.String()), "\n", "\n# ") + "\n"
	}
	return map[string]string{
		"statement.tsv": head("speaks for a statement") + c.Statement.String(),
		"figure.tsv":    head("speaks for a figure of a statement") + c.Figure.String(),
		"chance.tsv":    head("says that the best statement answers rightly") + c.Chance.String(),
	}
}
