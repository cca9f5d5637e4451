package eval

import (
	"context"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"runtime"
	"sync"

	"policybot/index"
	"policybot/knowledge"
)

// Set is some questions about the base of an index.
type Set struct {
	Index *index.Index
	Cases []Case
}

// Learned is what [Learn] learned and how good it is. The figures are
// cross-validated: questions about one document are all learned from, or all
// measured. Windows and evidence come from the ranking that the program was
// built with, which may have been learned from them: run it again after that.
type Learned struct {
	Sets []LearnedSet

	ranking, weights  []float64
	answerable, right []float64 // weights of evidence
}

// LearnedSet says how good what was learned is on one set: shares of the
// questions whose document is first, without what was learned and with it, and
// the ROUGE-L of the windows chosen.
type LearnedSet struct {
	Questions     int
	First, Ranked float64
	Oracle        float64 // of the best window of each question
	InSample      float64 // on the questions learned from
	Gold          float64 // from the document that answers alone
	EndToEnd      float64 // from the documents found

	// Of the chance that a question can be answered: AUROC, and the share of
	// the answerable answered at the threshold that refuses 85 in a hundred of
	// the unanswerable.
	AUROC, Answered, Threshold float64
}

// How weights are learned. Penalty and rounds were chosen by the same
// cross-validation; half or twice of either changes little.
const (
	learnFolds   = 8
	learnRounds  = 150
	learnPenalty = 0.012
	learnRate    = 0.05
	// smallestDeviation bounds how much a feature that hardly varies is
	// blown up.
	smallestDeviation = 0.05
)

// learnCase is a question with its windows.
type learnCase struct {
	Case
	index    *index.Index
	set      int
	document knowledge.DocumentID
	ranked   []index.RankedDocument
	windows  []learnWindow
	fold     int
	weight   float64 // how much the question counts: every set counts by the root of its size
}

// learnWindow is a window with what it shares with the good answer.
type learnWindow struct {
	index.Weighed
	features []uint16 // those that are not zero
	values   []float32
	gold     bool // of the document that answers
	rouge    float64
}

// Learn learns, from questions with their answers and documents, the weights
// by which documents are ranked, by which the words of an answer are chosen,
// and, from the answers that those give with and without the document that
// answers, how sure an answer is.
//
// Ranking makes the document that answers likely. The choice of words makes
// the ROUGE-L to be expected of it as large as it can be, every window being
// chosen with the chance that its score gives it. The same questions and bases
// give the same weights.
func Learn(ctx context.Context, sets []Set, progress func(done, total int)) (*Learned, error) {
	list, err := learnCases(ctx, sets, progress)
	if err != nil {
		return nil, err
	}
	if len(list) < 2*learnFolds {
		return nil, fmt.Errorf("learn: %d questions have an answer and a document that holds it; %d are needed", len(list), 2*learnFolds)
	}
	ranking := crossValidate(list, func(rest []*learnCase) []float64 { return fitRanking(rest) })
	weights := crossValidate(list, func(rest []*learnCase) []float64 { return fit(ctx, rest) })
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	learned := &Learned{Sets: make([]LearnedSet, len(sets)), ranking: ranking[learnFolds], weights: weights[learnFolds]}
	for _, c := range list {
		learned.Sets[c.set].Questions++
	}
	for _, c := range list {
		s := &learned.Sets[c.set]
		n := float64(s.Questions)
		best := 0.0
		for i := range c.windows {
			best = max(best, c.windows[i].rouge)
		}
		s.First += share(c.first(nil)) / n
		s.Ranked += share(c.first(ranking[c.fold])) / n
		s.Oracle += best / n
		s.InSample += c.choose(learned.weights, false) / n
		s.Gold += c.choose(weights[c.fold], true) / n
		s.EndToEnd += c.choose(weights[c.fold], false) / n
	}
	judged, err := judge(ctx, list, weights)
	if err != nil {
		return nil, err
	}
	learned.calibrate(judged)
	return learned, nil
}

// crossValidate fits all cases but those of each fold, and last all of them.
func crossValidate(list []*learnCase, fit func([]*learnCase) []float64) [][]float64 {
	models := make([][]float64, learnFolds+1)
	var group sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for fold := range models {
		group.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			var rest []*learnCase
			for _, c := range list {
				if c.fold != fold {
					rest = append(rest, c)
				}
			}
			models[fold] = fit(rest)
		})
	}
	group.Wait()
	return models
}

func learnCases(ctx context.Context, sets []Set, progress func(done, total int)) ([]*learnCase, error) {
	total, done := 0, 0
	for _, set := range sets {
		total += len(set.Cases)
	}
	var list []*learnCase
	for n, set := range sets {
		find := resolve(set.Index.Base())
		first := len(list)
		for _, c := range set.Cases {
			if done++; progress != nil {
				progress(done, total)
			}
			id, ok := find(c.Document)
			if !ok || c.Answer == "" {
				continue
			}
			l, err := newLearnCase(ctx, set.Index, c, id)
			if err != nil {
				return nil, fmt.Errorf("question %s: %w", c.ID, err)
			}
			l.set = n
			if len(l.windows) > 0 {
				list = append(list, l)
			}
		}
		for _, l := range list[first:] {
			l.weight = 1 / math.Sqrt(float64(len(list)-first))
		}
	}
	mean := 0.0
	for _, l := range list {
		mean += l.weight / float64(len(list))
	}
	for _, l := range list {
		l.weight /= mean
	}
	return list, nil
}

func newLearnCase(ctx context.Context, x *index.Index, c Case, id knowledge.DocumentID) (*learnCase, error) {
	q := index.ParseQuery(c.Question)
	ranked, err := x.RankedDocuments(ctx, q)
	if err != nil {
		return nil, err
	}
	windows, err := x.AnswerWindows(ctx, q, id)
	if err != nil {
		return nil, err
	}
	hash := fnv.New32a()
	io.WriteString(hash, string(id))
	l := &learnCase{Case: c, index: x, document: id, ranked: ranked, fold: int(hash.Sum32()>>8) % learnFolds}
	reference := NewReference(c.Answer)
	for _, window := range windows {
		w := learnWindow{Weighed: window.Weighed, gold: window.Document == id}
		for k, v := range window.Features {
			if v != 0 {
				w.features = append(w.features, uint16(k))
				w.values = append(w.values, float32(v))
			}
		}
		_, _, w.rouge = reference.Overlap(window.Text)
		l.windows = append(l.windows, w)
	}
	return l, nil
}

func (w *learnWindow) score(weights []float64) float64 {
	sum := 0.0
	for k, f := range w.features {
		sum += weights[f] * float64(w.values[k])
	}
	return sum
}

// scales returns what each feature is multiplied by so that all vary alike.
func scales(list []*learnCase) []float64 {
	n := len(index.FeatureNames())
	sum, square := make([]float64, n), make([]float64, n)
	for _, c := range list {
		share := c.weight / float64(len(c.windows)*len(list))
		for i := range c.windows {
			w := &c.windows[i]
			for k, f := range w.features {
				v := float64(w.values[k])
				sum[f] += v * share
				square[f] += v * v * share
			}
		}
	}
	scale := make([]float64, n)
	for f := range scale {
		if deviation := math.Sqrt(max(0, square[f]-sum[f]*sum[f])); deviation > 1e-6 {
			scale[f] = 1 / max(deviation, smallestDeviation)
		}
	}
	return scale
}

// fit returns the weights learned from a list of cases, all of them at once.
func fit(ctx context.Context, list []*learnCase) []float64 {
	scale := scales(list)
	n := len(scale)
	adam := newAdam(n)
	weights, gradient := make([]float64, n), make([]float64, n)
	unscale := func() {
		for f := range weights {
			weights[f] = adam.weights[f] * scale[f]
		}
	}
	var chances []float64
	for round := 1; round <= learnRounds && ctx.Err() == nil; round++ {
		unscale()
		clear(gradient)
		for _, c := range list {
			chances = c.chances(weights, chances[:0])
			expected := 0.0
			for i, p := range chances {
				expected += p * c.windows[i].rouge
			}
			for i, p := range chances {
				w := &c.windows[i]
				g := c.weight * p * (w.rouge - expected)
				if math.Abs(g) < 1e-7 {
					continue
				}
				for k, f := range w.features {
					gradient[f] -= g * float64(w.values[k])
				}
			}
		}
		rate := learnRate
		if round > learnRounds*2/3 {
			rate *= 0.4
		}
		for f := range gradient {
			gradient[f] = gradient[f]*scale[f]/float64(len(list)) + learnPenalty*adam.weights[f]
		}
		adam.step(gradient, rate, 0.99)
	}
	unscale()
	return weights
}

// chances appends the chance of each window.
func (c *learnCase) chances(weights, into []float64) []float64 {
	most := math.Inf(-1)
	for i := range c.windows {
		s := c.windows[i].score(weights)
		into = append(into, s)
		most = max(most, s)
	}
	total := 0.0
	for i := range into {
		into[i] = math.Exp(into[i] - most)
		total += into[i]
	}
	for i := range into {
		into[i] /= total
	}
	return into
}

// choose returns the ROUGE-L of the window that the index would choose.
func (c *learnCase) choose(weights []float64, goldOnly bool) float64 {
	var weighed []index.Weighed
	var rouge []float64
	for i := range c.windows {
		w := &c.windows[i]
		if goldOnly && !w.gold {
			continue
		}
		w.Score = w.score(weights)
		weighed, rouge = append(weighed, w.Weighed), append(rouge, w.rouge)
	}
	if len(weighed) == 0 {
		return 0
	}
	best, _ := index.Choose(weighed)
	return rouge[best]
}
