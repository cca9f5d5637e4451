package eval

import (
	"context"
	"fmt"
	"strings"

	"policybot/index"
	"policybot/index/analysis"
	"policybot/index/choose"
	"policybot/knowledge"
)

// lesson is a question with the statements held against it, and which of them
// answer it.
type lesson struct {
	Case
	index  *index.Index
	query  index.Query
	set    int
	choice *choose.Choice
	golds  map[candidateKey]bool
	ranked []vector // of the candidates that may answer
	gold   []bool   // of ranked

	figures    []vector // of the statement that answers, where a figure is asked for
	goldFigure int      // of figures; -1 for none
}

// candidateKey says which candidate of a choice one is, in whatever order.
type candidateKey struct {
	document, section, start, end int
	list                          bool
}

func keyOf(k *choose.Candidate) candidateKey {
	start, end := k.Span()
	return candidateKey{k.Document(), k.Section(), start, end, k.IsList()}
}

// newLesson holds the statements of a base against a question.
func newLesson(ctx context.Context, x *index.Index, c Case, names *featureNames) (*lesson, error) {
	l := &lesson{Case: c, index: x, query: index.ParseQuery(c.Question), golds: make(map[candidateKey]bool), goldFigure: -1}
	var err error
	if l.choice, err = x.Choose(ctx, l.query); err != nil {
		return nil, err
	}
	documents := documentsOf(x, &c)
	for i := range l.choice.Candidates {
		k := &l.choice.Candidates[i]
		if k.Contradicted() {
			continue
		}
		answers := documents[x.Base().Documents[k.Document()].ID] && l.answers(k)
		l.golds[keyOf(k)] = answers
		l.ranked = append(l.ranked, names.vector(k.Features))
		l.gold = append(l.gold, answers)
		if answers && l.goldFigure < 0 && c.asksFigure() && len(c.Accept) == 1 {
			l.readFigures(k, names)
		}
	}
	return l, nil
}

// readFigures keeps the figures of a statement that answers, and which one is
// asked for.
func (l *lesson) readFigures(k *choose.Candidate, names *featureNames) {
	l.figures = nil
	for i, f := range choose.Figures(l.choice.Question, k) {
		l.figures = append(l.figures, names.vector(f.Features))
		if l.goldFigure < 0 && earliest(l.Accept[0], folded(f.Figure.Text), false) >= 0 {
			l.goldFigure = i
		}
	}
}

// documentsOf returns the documents that a case says hold its answer.
func documentsOf(x *index.Index, c *Case) map[knowledge.DocumentID]bool {
	find := resolve(x.Base())
	found := make(map[knowledge.DocumentID]bool)
	for _, name := range append([]string{c.Document}, c.Documents...) {
		if id, ok := find(name); ok {
			found[id] = true
		}
	}
	return found
}

// How much of the evidence a statement must share, and of a good answer where
// that is all that is known.
const (
	leastEvidence = 0.6
	leastAnswer   = 0.6
	evidenceWidth = 4 // characters
)

// answers reports whether a statement of the right document answers the
// question: it holds what is accepted and overlaps the evidence, or says most
// of a good answer.
func (l *lesson) answers(k *choose.Candidate) bool {
	if l.Status == index.NotFound {
		return false
	}
	quote := k.Quote()
	if len(l.Accept) > 0 {
		return holdsAll(l.needed(), folded(quote), false) && (l.Evidence == "" || overlaps(quote, l.Evidence))
	}
	if l.Answer == "" {
		return false
	}
	return strings.Contains(letters(quote), letters(l.Answer)) || RougeL(k.Text(), l.Answer) > leastAnswer
}

// overlaps reports whether a statement says the evidence, stands in it, or
// shares most runs of characters with it.
func overlaps(statement, evidence string) bool {
	a, b := onlyWords(statement), onlyWords(evidence)
	if strings.Contains(a, b) || strings.Contains(b, a) && a != "" {
		return true
	}
	runs := make(map[string]bool)
	for _, r := range runsOf(b) {
		runs[r] = true
	}
	shared := 0
	own := runsOf(a)
	for _, r := range own {
		if runs[r] {
			shared++
		}
	}
	return float64(shared) > leastEvidence*float64(max(1, min(len(own), len(runs))))
}

func onlyWords(s string) string { return letters(analysis.Simplify(s)) }

func runsOf(s string) []string {
	runes := []rune(s)
	var runs []string
	for i := 0; i+evidenceWidth <= len(runes); i++ {
		runs = append(runs, string(runes[i:i+evidenceWidth]))
	}
	return runs
}

// lessonsOf reads the lessons of all sets. A question about whose answer
// nothing is known teaches nothing.
func lessonsOf(ctx context.Context, sets []Set, names *featureNames, progress func(done, total int)) ([]*lesson, error) {
	total, done := 0, 0
	for _, s := range sets {
		total += len(s.Cases)
	}
	var lessons []*lesson
	for n, s := range sets {
		for _, c := range s.Cases {
			if done++; progress != nil {
				progress(done, total)
			}
			if !c.graded() && (c.Answer == "" || c.Document == "") {
				continue
			}
			l, err := newLesson(ctx, s.Index, c, names)
			if err != nil {
				return nil, fmt.Errorf("question %s: %w", c.ID, err)
			}
			l.set = n
			lessons = append(lessons, l)
		}
	}
	return lessons, nil
}
