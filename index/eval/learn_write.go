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

// WriteWeights writes the weights by which words are chosen, by name.
func (l *Learned) WriteWeights(w io.Writer) error {
	return writeWeights(w, "the features of windows", index.FeatureNames(), l.weights, func(s *LearnedSet) string {
		return fmt.Sprintf("ROUGE-L %.3f from the document that answers, %.3f from those found; %.3f on the %d questions learned from", s.Gold, s.EndToEnd, s.InSample, s.Questions)
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

// WriteCalibration writes the weights of evidence, by name.
func (l *Learned) WriteCalibration(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, `# Weights of the evidence for an answer, learned by policybot eval --learn from
# questions with and without the document that answers: the logit of the chance
# that the documents answer, and of the chance that the words chosen are then
# right (ROUGE-L of at least 0.5). Cross-validated by document, set by set:
`)
	for _, s := range l.Sets {
		fmt.Fprintf(out, "# AUROC %.3f; a threshold of %.2f refuses 85 %% of the unanswerable and answers %.0f %% of %d\n", s.AUROC, s.Threshold, 100*s.Answered, s.Questions)
	}
	for i, name := range index.EvidenceNames() {
		fmt.Fprintf(out, "%s\t%.3f\t%.3f\n", name, l.answerable[i], l.right[i])
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
		{"ROUGE-L, cross-validated, document given", func(s *LearnedSet) float64 { return s.Gold }},
		{"ROUGE-L, cross-validated, end to end", func(s *LearnedSet) float64 { return s.EndToEnd }},
		{"ROUGE-L on the questions learned from", func(s *LearnedSet) float64 { return s.InSample }},
		{"ROUGE-L of the best windows considered", func(s *LearnedSet) float64 { return s.Oracle }},
		{"answerable told from unanswerable, AUROC", func(s *LearnedSet) float64 { return s.AUROC }},
		{"answered where 85 % of the others are not", func(s *LearnedSet) float64 { return s.Answered }},
		{"at the threshold", func(s *LearnedSet) float64 { return s.Threshold }},
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
