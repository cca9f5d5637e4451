package eval

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math"
	"slices"

	"policybot/index"
)

// judgement is an answer with the evidence for it, and whether it is right.
type judgement struct {
	evidence   []float64
	answerable bool // the document that answers was at hand
	right      bool
	fold       int
}

// judge asks every question with and without the document that answers it,
// of the weights that were not learned from it.
func judge(ctx context.Context, x *index.Index, list []*learnCase, models [][]float64) ([]judgement, error) {
	var out []judgement
	for _, c := range list {
		q := index.ParseQuery(c.Question)
		for _, answerable := range []bool{true, false} {
			view := x
			if !answerable {
				view = x.Without(c.document)
			}
			text, evidence, err := view.WeighAnswer(ctx, q, models[c.fold])
			if err != nil {
				return nil, fmt.Errorf("question %s: %w", c.ID, err)
			}
			if evidence != nil {
				out = append(out, judgement{evidence, answerable, answerable && RougeL(c.Answer, text) >= 0.5, c.fold})
			}
		}
	}
	return out, nil
}

// calibrate learns the weights of evidence and measures them by
// cross-validation.
func (l *Learned) calibrate(judged []judgement) {
	isAnswerable := func(j judgement) bool { return j.answerable }
	isRight := func(j judgement) bool { return j.right }
	l.answerable = fitLogistic(judged, isAnswerable)
	l.right = fitLogistic(slices.DeleteFunc(slices.Clone(judged), func(j judgement) bool { return !j.answerable }), isRight)
	var high, low []asked
	var refused []float64
	for fold := range learnFolds {
		weights := fitLogistic(slices.DeleteFunc(slices.Clone(judged), func(j judgement) bool { return j.fold == fold }), isAnswerable)
		for _, j := range judged {
			if j.fold != fold {
				continue
			}
			chance := chanceOf(weights, j.evidence)
			if j.answerable {
				high = append(high, asked{confidence: chance})
			} else {
				low = append(low, asked{confidence: chance})
				refused = append(refused, chance)
			}
		}
	}
	l.AUROC = auroc(high, low)
	slices.Sort(refused)
	if len(refused) == 0 {
		return
	}
	l.Threshold = refused[min(len(refused)-1, len(refused)*85/100)]
	for _, a := range high {
		if a.confidence > l.Threshold {
			l.Answered += 1 / float64(len(high))
		}
	}
}

// How a logistic regression is fitted.
const (
	logisticRounds  = 3000
	logisticRate    = 0.05
	logisticPenalty = 0.002
)

func chanceOf(weights, evidence []float64) float64 {
	sum := 0.0
	for i, v := range evidence {
		sum += weights[i] * v
	}
	return 1 / (1 + math.Exp(-sum))
}

// fitLogistic returns the weights that make what holds likely, by Adam. The
// first piece of evidence, the bias, is not held back.
func fitLogistic(judged []judgement, holds func(judgement) bool) []float64 {
	n := len(index.EvidenceNames())
	weights, gradient := make([]float64, n), make([]float64, n)
	mean, square := make([]float64, n), make([]float64, n)
	for round := 1; round <= logisticRounds; round++ {
		clear(gradient)
		for _, j := range judged {
			miss := chanceOf(weights, j.evidence)
			if holds(j) {
				miss--
			}
			for i, v := range j.evidence {
				gradient[i] += miss * v / float64(len(judged))
			}
		}
		for i := range weights {
			g := gradient[i]
			if i > 0 {
				g += logisticPenalty * weights[i]
			}
			mean[i] = 0.9*mean[i] + 0.1*g
			square[i] = 0.999*square[i] + 0.001*g*g
			weights[i] -= logisticRate * mean[i] / (1 - math.Pow(0.9, float64(round))) / (math.Sqrt(square[i]/(1-math.Pow(0.999, float64(round)))) + 1e-8)
		}
	}
	return weights
}

// writeCalibration writes the weights of evidence, by name.
func (l *Learned) writeCalibration(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `# Weights of the evidence for an answer, learned by policybot eval --learn from
# %d questions with and without the document that answers: the logit of the
# chance that the documents answer, and of the chance that the words chosen are
# then right (ROUGE-L of at least 0.5). Cross-validated by document, AUROC %.3f;
# a threshold of %.2f refuses 85 %% of the unanswerable and answers %.0f %% of the
# answerable.
`, l.Questions, l.AUROC, l.Threshold, 100*l.Answered)
	for i, name := range index.EvidenceNames() {
		fmt.Fprintf(out, "%s\t%.3f\t%.3f\n", name, l.answerable[i], l.right[i])
	}
	return out.Flush()
}
