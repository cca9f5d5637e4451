package eval

import (
	"context"
	"runtime"
	"strings"
	"sync"

	"policybot/index"
	"policybot/index/choose"
)

// Chosen is what [LearnChoosing] learned, and how good it is on bases that it
// was not learned from.
type Chosen struct {
	Statement, Figure, Chance choose.Weights
	Sets                      []ChosenSet
}

// ChosenSet says how good choosing is on one set by what the other sets teach.
type ChosenSet struct {
	Name      string
	Questions int // that the base answers
	First     int // whose answer is the first statement
	Three     int // whose answer is among the first three
	Figures   int // whose statement has the figure asked for
	Figure    int // whose figure is chosen in that statement
	Verdicts  int // of questions for yes or no, those whose statement was found
	Verdict   int // and whose verdict it gives
	Replies   []Reply
}

// Reply is what the first statement answers, however sure, and its grade.
type Reply struct {
	Case
	Answer *index.Answer
	Grade  Grade
	Chance float64
	Silent bool // nothing could be told
	Rank   int  // of the first statement that answers, from 1; 0 for none
}

// Line is what comes of giving an answer from a chance on: how many questions
// are answered rightly and wrongly, the unanswerable among them.
type Line struct{ Right, Wrong, Answered, Unanswerable int }

// At returns what comes of giving an answer from a chance on.
func (s *ChosenSet) At(chance float64) Line {
	var l Line
	for _, r := range s.Replies {
		switch given := !r.Silent && r.Chance >= chance; {
		case !given:
			continue
		case r.Grade.Good():
			l.Right++
		case r.Status == index.NotFound:
			l.Unanswerable++
			l.Wrong++
		default:
			l.Wrong++
		}
		l.Answered++
	}
	return l
}

// models are weights learned without one set.
type models struct{ statement, figure, chance choose.Weights }

// LearnChoosing learns from graded questions, and from questions with a good
// answer, how to choose statements and figures, and how likely the choice is
// right. What it says of a set was learned from the others; the chance from
// choices made by weights that had not seen their base.
func LearnChoosing(ctx context.Context, sets []Set, progress func(done, total int)) (*Chosen, error) {
	names := newFeatureNames()
	lessons, err := lessonsOf(ctx, sets, names, progress)
	if err != nil {
		return nil, err
	}
	without := make([]models, len(sets)+1) // the last is learned from all
	parallel(len(without), func(n int) { without[n] = fitChoice(lessons, n, names) })
	evidence := make([][]example, len(sets))
	replies := make([][]Reply, len(sets))
	for _, l := range lessons {
		w := without[l.set]
		choose.Rescore(l.choice, w.statement, w.figure, nil)
		r := l.reply()
		replies[l.set] = append(replies[l.set], r)
		if l.graded() && !l.choice.Excluded() {
			evidence[l.set] = append(evidence[l.set], example{names.vector(l.choice.Evidence), r.Grade.Good()})
		}
	}
	bias := names.id("bias")
	parallel(len(without), func(n int) {
		var examples []example
		for set, list := range evidence {
			if set != n {
				examples = append(examples, list...)
			}
		}
		without[n].chance = names.weights(chanceFit.logistic(len(names.names), bias, examples))
	})
	all := without[len(sets)]
	c := &Chosen{Statement: all.statement, Figure: all.figure, Chance: all.chance, Sets: make([]ChosenSet, len(sets))}
	for n := range sets {
		c.Sets[n].Name = sets[n].Name
	}
	for _, l := range lessons {
		w := without[l.set]
		choose.Rescore(l.choice, w.statement, w.figure, w.chance)
		c.Sets[l.set].add(l, w.figure)
	}
	return c, nil
}

// fitChoice learns the weights of statements and figures from all sets but one.
func fitChoice(lessons []*lesson, without int, names *featureNames) models {
	var statements, figures []choiceList
	for _, l := range lessons {
		if l.set == without {
			continue
		}
		if anyOf(l.gold) {
			statements = append(statements, choiceList{l.ranked, l.gold})
		}
		if l.goldFigure >= 0 && len(l.figures) > 1 {
			right := make([]bool, len(l.figures))
			right[l.goldFigure] = true
			figures = append(figures, choiceList{l.figures, right})
		}
	}
	n := len(names.names)
	return models{
		statement: names.weights(statementFit.listwise(n, statements)),
		figure:    names.weights(figureFit.listwise(n, figures)),
	}
}

func anyOf(list []bool) bool {
	for _, b := range list {
		if b {
			return true
		}
	}
	return false
}

// reply grades what the first statement answers.
func (l *lesson) reply() Reply {
	a := l.index.Tell(l.query, l.choice)
	r := Reply{Case: l.Case, Answer: a, Grade: GradeOf(&l.Case, a), Chance: l.choice.Chance, Silent: a.Status != index.Answered}
	for i := range l.choice.Candidates {
		if l.golds[keyOf(&l.choice.Candidates[i])] {
			r.Rank = i + 1
			break
		}
	}
	return r
}

// add counts a lesson whose choice was made by weights that had not seen it.
func (s *ChosenSet) add(l *lesson, figures choose.Weights) {
	if l.graded() {
		s.Replies = append(s.Replies, l.reply())
	}
	if l.Status == index.NotFound {
		return
	}
	s.Questions++
	for i := range l.choice.Candidates[:min(3, len(l.choice.Candidates))] {
		if l.golds[keyOf(&l.choice.Candidates[i])] {
			s.Three++
			if i == 0 {
				s.First++
			}
			break
		}
	}
	if yes, known := l.verdict(); known {
		for i := range l.choice.Candidates {
			if k := &l.choice.Candidates[i]; l.golds[keyOf(k)] {
				s.Verdicts++
				if choose.Verdict(l.choice.Question, k) == yes {
					s.Verdict++
				}
				break
			}
		}
	}
	if l.goldFigure >= 0 {
		s.Figures++
		if l.figureChosen(figures) {
			s.Figure++
		}
	}
}

// verdict says whether a question for yes or no is to be answered with yes;
// known is false for other questions and where both are accepted.
func (l *lesson) verdict() (yes, known bool) {
	if l.Kind != kindVerdict || len(l.Accept) == 0 {
		return false, false
	}
	no := false
	for _, a := range l.Accept[0] {
		word := strings.TrimSpace(folded(a))
		yes, no = yes || yesWords[word], no || noWords[word]
	}
	return yes, yes != no
}

// figureChosen reports whether the figure asked for is chosen in the statement
// that answers.
func (l *lesson) figureChosen(figures choose.Weights) bool {
	for i := range l.choice.Candidates {
		k := &l.choice.Candidates[i]
		if l.golds[keyOf(k)] {
			f := choose.ChooseFigure(l.choice.Question, k, figures)
			return f != nil && earliest(l.Accept[0], folded(f.Figure.Text), false) >= 0
		}
	}
	return false
}

// parallel calls do for 0 to n-1 on all processors.
func parallel(n int, do func(i int)) {
	var group sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		group.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			do(i)
		})
	}
	group.Wait()
}
