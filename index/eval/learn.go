package eval

import (
	"bufio"
	"context"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"sync"

	"policybot/index"
	"policybot/knowledge"
)

// Learned says how good the weights are that [Learn] wrote: the ROUGE-L of
// the windows chosen.
type Learned struct {
	Questions int
	Oracle    float64 // of the best window of each question
	InSample  float64 // on the questions learned from
	Gold      float64 // cross-validated, from the document that answers alone
	EndToEnd  float64 // cross-validated, from the documents found

	// Cross-validated, of the chance that a question can be answered: AUROC,
	// and the share of the answerable answered at the threshold that refuses
	// 85 in a hundred of the unanswerable.
	AUROC, Answered, Threshold float64

	answerable, right []float64 // weights of evidence
}

// How weights are learned. Penalty and rounds were chosen by the same
// cross-validation; half or twice of either changes little.
const (
	learnFolds   = 8
	learnRounds  = 150
	learnPenalty = 0.015
	learnRate    = 0.05
	// smallestDeviation bounds how much a feature that hardly varies is
	// blown up.
	smallestDeviation = 0.05
)

// learnCase is a question with its windows.
type learnCase struct {
	Case
	document knowledge.DocumentID
	windows  []learnWindow
	fold     int
}

// learnWindow is a window with what it shares with the good answer.
type learnWindow struct {
	index.Weighed
	features []uint16 // those that are not zero
	values   []float32
	gold     bool // of the document that answers
	rouge    float64
}

// Learn learns the weights of the features by which the words of an answer
// are chosen, from questions with their answers and documents, and writes
// them to w. It makes the ROUGE-L to be expected of a choice as large as it
// can be, every window being chosen with the chance that its score gives it.
//
// The figures returned are cross-validated: questions about one document are
// all learned from, or all measured. The same questions and base give the
// same weights.
//
// Then it learns, from the answers that the cross-validated weights give with
// and without the document that answers, how sure an answer is, and writes
// that to confidence.
func Learn(ctx context.Context, x *index.Index, cases []Case, w, confidence io.Writer, progress func(done, total int)) (*Learned, error) {
	list, err := learnCases(ctx, x, cases, progress)
	if err != nil {
		return nil, err
	}
	if len(list) < 2*learnFolds {
		return nil, fmt.Errorf("learn: %d questions have an answer and a document that holds it; %d are needed", len(list), 2*learnFolds)
	}
	models := make([][]float64, learnFolds+1) // by the fold left out; the last leaves out none
	var group sync.WaitGroup
	slots := make(chan struct{}, 2)
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
			models[fold] = fit(ctx, rest)
		})
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	learned := &Learned{Questions: len(list)}
	all := models[learnFolds]
	n := float64(len(list))
	for _, c := range list {
		best := 0.0
		for i := range c.windows {
			best = max(best, c.windows[i].rouge)
		}
		learned.Oracle += best / n
		learned.InSample += c.choose(all, false) / n
		learned.Gold += c.choose(models[c.fold], true) / n
		learned.EndToEnd += c.choose(models[c.fold], false) / n
	}
	if err := writeWeights(w, all, learned); err != nil {
		return nil, err
	}
	judged, err := judge(ctx, x, list, models)
	if err != nil {
		return nil, err
	}
	learned.calibrate(judged)
	return learned, learned.writeCalibration(confidence)
}

func learnCases(ctx context.Context, x *index.Index, cases []Case, progress func(done, total int)) ([]*learnCase, error) {
	find := resolve(x.Base())
	var list []*learnCase
	for i, c := range cases {
		if progress != nil {
			progress(i+1, len(cases))
		}
		id, ok := find(c.Document)
		if !ok || c.Answer == "" {
			continue
		}
		windows, err := x.AnswerWindows(ctx, index.ParseQuery(c.Question), id)
		if err != nil {
			return nil, fmt.Errorf("question %s: %w", c.ID, err)
		}
		hash := fnv.New32a()
		io.WriteString(hash, string(id))
		l := &learnCase{Case: c, document: id, fold: int(hash.Sum32()>>8) % learnFolds}
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
		if len(l.windows) > 0 {
			list = append(list, l)
		}
	}
	return list, nil
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
		share := 1 / float64(len(c.windows)*len(list))
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

// fit returns the weights learned from a list of cases, by Adam (Kingma and
// Ba 2015) over all of them at once.
func fit(ctx context.Context, list []*learnCase) []float64 {
	scale := scales(list)
	n := len(scale)
	scaled, weights := make([]float64, n), make([]float64, n)
	gradient, mean, square := make([]float64, n), make([]float64, n), make([]float64, n)
	var chances []float64
	for round := 1; round <= learnRounds && ctx.Err() == nil; round++ {
		for f := range weights {
			weights[f] = scaled[f] * scale[f]
		}
		clear(gradient)
		for _, c := range list {
			chances = c.chances(weights, chances[:0])
			expected := 0.0
			for i, p := range chances {
				expected += p * c.windows[i].rouge
			}
			for i, p := range chances {
				w := &c.windows[i]
				g := p * (w.rouge - expected)
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
		for f := range scaled {
			g := gradient[f]*scale[f]/float64(len(list)) + learnPenalty*scaled[f]
			mean[f] = 0.9*mean[f] + 0.1*g
			square[f] = 0.99*square[f] + 0.01*g*g
			step := mean[f] / (1 - math.Pow(0.9, float64(round)))
			scaled[f] -= rate * step / (math.Sqrt(square[f]/(1-math.Pow(0.99, float64(round)))) + 1e-8)
		}
	}
	for f := range weights {
		weights[f] = scaled[f] * scale[f]
	}
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

// writeWeights writes the weights that tell, by name.
func writeWeights(w io.Writer, weights []float64, learned *Learned) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `# Weights of the features of windows, learned by policybot eval --learn from
# %d questions. ROUGE-L, cross-validated by document: %.3f from the document
# that answers, %.3f from the documents found; %.3f on the questions learned
# from; the best windows would give %.3f.
`, learned.Questions, learned.Gold, learned.EndToEnd, learned.InSample, learned.Oracle)
	for i, name := range index.FeatureNames() {
		if math.Abs(weights[i]) >= 5e-4 {
			fmt.Fprintf(out, "%s\t%.3f\n", name, weights[i])
		}
	}
	return out.Flush()
}

// WriteTable prints how good the weights are.
func (l *Learned) WriteTable(w io.Writer) error {
	_, err := fmt.Fprintf(w, `questions                                %d
ROUGE-L, cross-validated by document
  the document that answers given        %.3f
  end to end                             %.3f
on the questions learned from            %.3f
with the best of the windows considered  %.3f
answerable told from unanswerable, AUROC %.3f
answered where 85 %% of the others are not %.3f (at %.2f)
`, l.Questions, l.Gold, l.EndToEnd, l.InSample, l.Oracle, l.AUROC, l.Answered, l.Threshold)
	return err
}
