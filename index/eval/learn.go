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
	Name  string // to be told by
	Index *index.Index
	Cases []Case
}

// Learned is what [Learn] learned and how good it is. The figures are
// cross-validated: questions about one document are all learned from, or all
// measured.
type Learned struct {
	Sets []LearnedSet

	ranking []float64
}

// LearnedSet says how good what was learned is on one set: shares of the
// questions whose document is first, without what was learned and with it.
type LearnedSet struct {
	Questions     int
	First, Ranked float64
}

const (
	learnFolds = 8
	// smallestDeviation bounds how much a feature that hardly varies is
	// blown up.
	smallestDeviation = 0.05
)

// learnCase is a question with the documents found for it.
type learnCase struct {
	Case
	index    *index.Index
	set      int
	document knowledge.DocumentID
	ranked   []index.RankedDocument
	fold     int
	weight   float64 // how much the question counts: every set counts by the root of its size
}

// Learn learns, from questions with their answers and documents, the weights
// by which documents are ranked, which make the document that answers likely.
// The same questions and bases give the same weights.
func Learn(ctx context.Context, sets []Set, progress func(done, total int)) (*Learned, error) {
	list, err := learnCases(ctx, sets, progress)
	if err != nil {
		return nil, err
	}
	if len(list) < 2*learnFolds {
		return nil, fmt.Errorf("learn: %d questions have an answer and a document that holds it; %d are needed", len(list), 2*learnFolds)
	}
	ranking := crossValidate(list, fitRanking)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	learned := &Learned{Sets: make([]LearnedSet, len(sets)), ranking: ranking[learnFolds]}
	for _, c := range list {
		learned.Sets[c.set].Questions++
	}
	for _, c := range list {
		s := &learned.Sets[c.set]
		s.First += share(c.first(nil)) / float64(s.Questions)
		s.Ranked += share(c.first(ranking[c.fold])) / float64(s.Questions)
	}
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
			if len(l.ranked) > 0 {
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
	hash := fnv.New32a()
	io.WriteString(hash, string(id))
	l := &learnCase{Case: c, index: x, document: id, ranked: ranked, fold: int(hash.Sum32()>>8) % learnFolds}
	return l, nil
}

// TeachRanking reports whether sets hold questions with an answer and its
// document, which teach how to rank documents.
func TeachRanking(sets []Set) bool {
	return anyCase(sets, func(c *Case) bool { return c.Answer != "" && c.Document != "" })
}

// TeachChoosing reports whether sets hold graded questions, which teach how to
// choose among statements.
func TeachChoosing(sets []Set) bool {
	return anyCase(sets, func(c *Case) bool { return len(c.Accept) > 0 })
}

func anyCase(sets []Set, is func(*Case) bool) bool {
	for _, s := range sets {
		for i := range s.Cases {
			if is(&s.Cases[i]) {
				return true
			}
		}
	}
	return false
}
