package eval

import (
	"context"
	"fmt"
	"math"
	"slices"

	"policybot/index"
)

// judgement is an answer with the evidence for it, and whether it is right.
type judgement struct {
	evidence   []float64
	answerable bool // the document that answers was at hand
	right      bool
	set, fold  int
	weight     float64
}

// judge asks every question with and without the document that answers it,
// of the weights that were not learned from it.
func judge(ctx context.Context, list []*learnCase, models [][]float64) ([]judgement, error) {
	var out []judgement
	for _, c := range list {
		q := index.ParseQuery(c.Question)
		for _, answerable := range []bool{true, false} {
			view := c.index
			if !answerable {
				view = view.Without(c.document)
			}
			text, evidence, err := view.WeighAnswer(ctx, q, models[c.fold])
			if err != nil {
				return nil, fmt.Errorf("question %s: %w", c.ID, err)
			}
			if evidence != nil {
				out = append(out, judgement{evidence, answerable, answerable && RougeL(c.Answer, text) >= leastShared, c.set, c.fold, c.weight})
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
	chances := make([]float64, len(judged)) // cross-validated
	for fold := range learnFolds {
		weights := fitLogistic(slices.DeleteFunc(slices.Clone(judged), func(j judgement) bool { return j.fold == fold }), isAnswerable)
		for i, j := range judged {
			if j.fold == fold {
				chances[i] = chanceOf(weights, j.evidence)
			}
		}
	}
	for n := range l.Sets {
		l.Sets[n].tell(judged, chances, n)
	}
}

// tell measures how well the answerable of a set are told from the others.
func (s *LearnedSet) tell(judged []judgement, chances []float64, set int) {
	var high, low []asked
	var refused []float64
	for i, j := range judged {
		switch {
		case j.set != set:
		case j.answerable:
			high = append(high, asked{confidence: chances[i]})
		default:
			low = append(low, asked{confidence: chances[i]})
			refused = append(refused, chances[i])
		}
	}
	if len(refused) == 0 || len(high) == 0 {
		return
	}
	s.AUROC = auroc(high, low)
	slices.Sort(refused)
	s.Threshold = refused[min(len(refused)-1, len(refused)*85/100)]
	for _, a := range high {
		s.Answered += share(a.confidence > s.Threshold) / float64(len(high))
	}
}

// How a logistic regression is fitted.
const (
	logisticRounds  = 3000
	logisticRate    = 0.05
	logisticPenalty = 0.003
)

func chanceOf(weights, evidence []float64) float64 {
	return 1 / (1 + math.Exp(-dot(weights, evidence)))
}

// fitLogistic returns the weights that make what holds likely, by Adam. The
// first piece of evidence, the bias, is not held back.
func fitLogistic(judged []judgement, holds func(judgement) bool) []float64 {
	n := len(index.EvidenceNames())
	gradient := make([]float64, n)
	adam := newAdam(n)
	for range logisticRounds {
		clear(gradient)
		for _, j := range judged {
			miss := j.weight * (chanceOf(adam.weights, j.evidence) - share(holds(j)))
			for i, v := range j.evidence {
				gradient[i] += miss * v / float64(len(judged))
			}
		}
		for i := 1; i < n; i++ {
			gradient[i] += logisticPenalty * adam.weights[i]
		}
		adam.step(gradient, logisticRate, 0.999)
	}
	return adam.weights
}
