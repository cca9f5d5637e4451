package eval

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"

	"policybot/index"
	"policybot/knowledge"
)

// Options say what to measure.
type Options struct {
	LeaveOut bool // ask every question again without the document that answers it
	Progress func(done, total int)
}

// depth is how far rankings are looked at.
const depth = 10

// outcome is what became of one case.
type outcome struct {
	Case
	document, passage int // rank from 1 of the document and passage that answer; 0 for not within depth
	hasDocument       bool
	hasPassage        bool
	answer            *index.Answer // end to end
	rouge             float64
	goldRouge         float64 // with only the document that answers at hand
	figures           bool    // every figure of the good answer is in the answer
	right             bool
	grade             Grade         // of a case that says what a reply must hold
	without           *index.Answer // with the document left out; nil where that was not asked for
	search, whole     time.Duration
}

// Run asks every question and measures what comes of it.
//
// The passage that answers is the one of the case's document that shares most
// terms with the good answer; a passage of another document with the very
// same words counts as it.
func Run(ctx context.Context, x *index.Index, cases []Case, options Options) (*Report, error) {
	find := resolve(x.Base())
	outcomes := make([]*outcome, 0, len(cases))
	for i, c := range cases {
		o, err := run(ctx, x, c, find, options)
		if err != nil {
			return nil, fmt.Errorf("question %s: %w", c.ID, err)
		}
		outcomes = append(outcomes, o)
		if options.Progress != nil {
			options.Progress(i+1, len(cases))
		}
	}
	return newReport(outcomes), nil
}

func run(ctx context.Context, x *index.Index, c Case, find func(string) (knowledge.DocumentID, bool), options Options) (*outcome, error) {
	o := &outcome{Case: c}
	q := index.ParseQuery(c.Question)
	document, named := find(c.Document)
	if c.Document != "" && !named {
		return o, fmt.Errorf("the base has no document %q", c.Document)
	}

	start := time.Now()
	ranking, err := x.Rank(ctx, q, depth)
	if err != nil {
		return o, err
	}
	o.search = time.Since(start)
	if named {
		o.hasDocument = true
		for i, id := range ranking.Documents {
			if id == document {
				o.document = i + 1
				break
			}
		}
		if passage, ok := x.PassageWith(document, cmp.Or(c.Answer, c.Evidence)); ok {
			o.hasPassage = true
			want := letters(x.Base().Quote(passage))
			for i, found := range ranking.Passages {
				if found == passage || letters(x.Base().Quote(found)) == want {
					o.passage = i + 1
					break
				}
			}
		}
	}

	start = time.Now()
	if o.answer, err = x.Answer(ctx, index.ParseQuery(c.Question)); err != nil {
		return o, err
	}
	o.whole = time.Since(start)
	if c.Answer != "" {
		o.rouge = rougeOf(c, o.answer)
	}
	if named && c.Answer != "" {
		alone, err := x.Only(document).Answer(ctx, q)
		if err != nil {
			return o, err
		}
		o.goldRouge = rougeOf(c, alone)
	}
	o.figures = figuresHeld(c, o.answer)
	o.right = Right(c, o.answer)
	o.grade = GradeOf(&c, o.answer)
	if named && options.LeaveOut {
		if o.without, err = x.Without(document).Answer(ctx, q); err != nil {
			return o, err
		}
	}
	return o, nil
}

// rougeOf compares an answer with the good one; "not found" shares nothing.
func rougeOf(c Case, a *index.Answer) float64 {
	if a.Status != index.Answered {
		return 0
	}
	return RougeL(c.Answer, a.Text)
}

// Right reports whether an answer will do: "not found" where the base does
// not hold it; what a graded question accepts; else the figures of the case, the first of them first; else
// half of the good answer's words with half of its own being those
// (ROUGE-L F1 of at least 0.5).
func Right(c Case, a *index.Answer) bool {
	switch {
	case len(c.Accept) > 0 || len(c.AlsoRight) > 0:
		return GradeOf(&c, a).Good()
	case c.Status == index.NotFound:
		return a.Status == index.NotFound
	case a.Status != index.Answered:
		return false
	case len(c.Figures) > 0:
		return len(a.Figures) > 0 && same(c.Figures[0], a.Figures[0]) && figuresHeld(c, a)
	}
	return RougeL(c.Answer, a.Text) >= leastShared
}

// leastShared is the ROUGE-L from which words answer as the good answer does.
const leastShared = 0.5

// same reports whether an answered figure is the one that is wanted.
func same(want Figure, got index.AnsweredFigure) bool {
	if want.Unit != "" && want.Unit != got.Figure.Unit {
		return false
	}
	if got.Figure.Valued && got.Figure.Value.String() == want.Value {
		return true
	}
	return !got.Figure.Valued && got.Figure.Date.String() == want.Value
}

// figuresHeld reports whether an answer holds every figure of the case: those
// it lists, else every run of digits of the good answer.
func figuresHeld(c Case, a *index.Answer) bool {
	if a.Status != index.Answered {
		return false
	}
	for _, want := range c.Figures {
		found := false
		for _, got := range a.Figures {
			found = found || same(want, got)
		}
		if !found {
			return false
		}
	}
	if len(c.Figures) > 0 {
		return true
	}
	held := make(map[string]bool)
	for _, digits := range digitStrings(a.Text) {
		held[digits] = true
	}
	for _, digits := range digitStrings(c.Answer) {
		if !held[digits] {
			return false
		}
	}
	return true
}

// hasFigures reports whether a case tells figures from words.
func (c Case) hasFigures() bool { return len(c.Figures) > 0 || len(digitStrings(c.Answer)) > 0 }

// digitStrings returns the runs of digits in text, with their decimal points
// and without commas between thousands.
func digitStrings(text string) []string {
	narrow := strings.Map(func(r rune) rune {
		if 0xFF01 <= r && r <= 0xFF5E {
			return r - 0xFEE0
		}
		return r
	}, text)
	var list []string
	for i := 0; i < len(narrow); i++ {
		if !digit(narrow, i) {
			continue
		}
		start := i
		for digit(narrow, i) || i < len(narrow) && (narrow[i] == '.' || narrow[i] == ',') && digit(narrow, i+1) {
			i++
		}
		list = append(list, strings.ReplaceAll(narrow[start:i], ",", ""))
	}
	return list
}

func digit(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }

// letters returns the letters and digits of text.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}
