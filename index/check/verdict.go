package check

import (
	"regexp"
	"slices"
	"strings"

	"policybot/knowledge/figure"
)

// verdict is a yes or a no that a reply begins with; "" for neither.
type verdict string

const (
	yes verdict = "yes"
	no  verdict = "no"
)

var (
	yesWords    = regexp.MustCompile(`^(?:是的|是|对的|对|可以|能|会|需要|应当|有|(?i:yes))(?:[。，,.！!;；：:]\s*|$)`)
	noWords     = regexp.MustCompile(`^(?:不是|不对|不可以|不能|不得|不会|不需要|不用|没有|不行|否|不|(?i:no))(?:[。，,.！!;；：:]\s*|$)`)
	openWords   = regexp.MustCompile(`^(?:视情况而定|要看情况|(?i:it depends))[。，,.：:]\s*`) // neither yes nor no: the words decide
	denial      = regexp.MustCompile(`^(?:不是|(?i:not)) ?“([^”]+)”[。，,.;；]?\s*`)
	alternation = regexp.MustCompile(`(.)不.|有没有|是否|能否|可否|会否`)
	limiting    = regexp.MustCompile(`仅|只|限于|(?i:\bonly\b|\bsolely\b|\blimited to\b)`)
)

func verdictOf(r *Reply) verdict {
	text := strings.TrimSpace(r.Text)
	switch {
	case yesWords.MatchString(text):
		return yes
	case noWords.MatchString(text), denial.MatchString(text):
		return no
	}
	return ""
}

// withoutVerdict returns the reply's text behind its verdict.
func withoutVerdict(text string) string {
	text = strings.TrimSpace(text)
	for _, r := range []*regexp.Regexp{denial, openWords, yesWords, noWords} {
		if at := r.FindStringIndex(text); at != nil && strings.TrimSpace(text[at[1]:]) != "" {
			return text[at[1]:]
		}
	}
	return text
}

// judged proves the verdict of a reply: against the figure that the question
// states, or else by whether the words that answer are negated as the question
// is.
func (e *evidence) judged() *Fault {
	said := verdictOf(e.reply)
	if said == "" {
		return nil
	}
	compared, proven := e.compare(said)
	switch {
	case compared == 0, compared > fewFigures && len(e.reply.Claims) == 0:
		// A figure of a question about one of many is of who asks: "after 14 days".
		return e.judgedByWords(said)
	case proven:
		return nil
	}
	return fault(Verdict, string(said), "the figures of the reply do not say so of the question's")
}

// compare holds the figures of the question against those of the reply. It returns
// how many it compared, and whether one of them proves the verdict.
func (e *evidence) compare(said verdict) (compared int, proven bool) {
	told, question := e.told(), e.reply.Question
	if asked := asks(question); len(e.reply.Claims) == 0 && len(grams(asked)) >= fewestAsked {
		question = asked // what stands before it is the situation of who asks
	}
	for _, premise := range figuresIn(question, figure.Date{}) {
		for _, f := range told {
			if !comparable(premise, f) {
				continue
			}
			compared++
			premise = asked(premise, e.reply.Question)
			proven = proven || said == yes && entails(f, premise) || said == no && excludes(f, premise)
		}
	}
	return compared, proven
}

// judgedByCells proves a verdict over cells of tables: against the number that the
// question states, or by whether the first cell told is more or less than the next.
func (e *evidence) judgedByCells() *Fault {
	said := verdictOf(e.reply)
	if said == "" {
		return nil
	}
	told := e.toldNumbers()
	ok := false
	switch len(told) {
	case 1:
		ok = slices.ContainsFunc(e.premises(), func(premise figure.Figure) bool {
			premise, cell := asPrinted(premise, told[0])
			return said == yes && entails(cell, premise) || said == no && excludes(cell, premise)
		})
	case 2:
		question := strings.ToLower(e.reply.Question)
		up, down := containsAny(question, upWords), containsAny(question, downWords)
		order := told[0].Value.Cmp(told[1].Value)
		ok = up != down && (order > 0 && up || order < 0 && down) == (said == yes)
	}
	if !ok {
		return fault(Verdict, string(said), "the cells told do not say so")
	}
	return nil
}

// toldNumbers returns the numbers of the cells told, as they are printed.
func (e *evidence) toldNumbers() []figure.Figure {
	var told []figure.Figure
	for _, c := range e.reply.Claims {
		if value, ok := printedValue(c.Words); ok && c.Source >= 0 {
			told = append(told, figure.Figure{Text: c.Words, Value: value, Valued: true, Bound: figure.Equal, Dimension: figure.Number})
		}
	}
	return told
}

// premises returns the figures that a question takes for true, or its plain number
// where it has none that are read as figures: "above 550?".
func (e *evidence) premises() []figure.Figure {
	found := figuresIn(e.reply.Question, figure.Date{})
	rest := []byte(fold(e.reply.Question))
	for _, f := range found {
		blank(rest, f)
	}
	found = slices.DeleteFunc(found, isDate)
	plain := numbers(string(rest))
	if len(found) > 0 || len(plain) != 1 {
		return found
	}
	value, _ := printedValue(plain[0])
	premise := figure.Figure{Text: plain[0], Value: value, Valued: true, Bound: figure.Equal, Dimension: figure.Number}
	limit := &figure.Limit{Value: value}
	question := strings.ToLower(e.reply.Question)
	switch up, down := containsAny(question, upWords), containsAny(question, downWords); {
	case up && !down:
		premise.Bound, premise.Low = figure.Greater, limit
	case down && !up:
		premise.Bound, premise.High = figure.Less, limit
	}
	return []figure.Figure{premise}
}

// asPrinted returns a premise and a cell as plain numbers that may be compared: by
// what they state where both have units, else as they are printed.
func asPrinted(premise, cell figure.Figure) (figure.Figure, figure.Figure) {
	value, ok := printedValue(number.FindString(fold(premise.Text)))
	if read := quantities(cell.Text); len(read) == 1 && comparable(premise, read[0]) || !ok {
		value = premise.Value
		if len(read) == 1 {
			cell.Value = read[0].Value
		}
	}
	limit := &figure.Limit{Value: value, Inclusive: premise.Bound == figure.AtLeast || premise.Bound == figure.LessEqual}
	premise.Value, premise.Valued, premise.Unit, premise.Dimension = value, true, "", figure.Number
	if premise.Low != nil {
		premise.Low = limit
	}
	if premise.High != nil {
		premise.High = limit
	}
	return premise, cell
}

// fewestAsked is how many words a clause has that asks something by itself, as 对吗
// does not.
const fewestAsked = 3

// fewFigures is how many figures of its kind a reply has that are held against the
// question's where it claims none.
const fewFigures = 2

// told returns the figures that the reply gives.
func (e *evidence) told() []figure.Figure {
	var out []figure.Figure
	for _, c := range e.reply.Claims {
		out = append(out, e.claimed(c)...)
	}
	if len(out) == 0 {
		out = figuresIn(withoutVerdict(e.reply.Text), figure.Date{})
	}
	return out
}

// asked returns a premise with the bound that the words of the question give
// it: "is the top fine 25,000" asks whether it is at most that.
func asked(premise figure.Figure, question string) figure.Figure {
	if premise.Bound != figure.Equal || !premise.Valued {
		return premise
	}
	switch {
	case asksMost.MatchString(question):
		premise.Bound, premise.High = figure.LessEqual, &figure.Limit{Value: premise.Value, Inclusive: true}
	case asksLeast.MatchString(question):
		premise.Bound, premise.Low = figure.AtLeast, &figure.Limit{Value: premise.Value, Inclusive: true}
	}
	return premise
}

func comparable(premise, told figure.Figure) bool {
	if isDate(premise) || isDate(told) {
		return premise.Dimension == told.Dimension
	}
	if premise.Dimension == figure.Number {
		return told.Valued
	}
	return figure.UnitsAgree(premise.Unit, told.Unit) || sameUnit(told, premise)
}

// judgedByWords holds a verdict against the negation of the clause that answers.
func (e *evidence) judgedByWords(said verdict) *Fault {
	question := alternation.ReplaceAllString(e.reply.Question, "$1")
	asked := negates(asks(question))%2 == 1
	clause, negated, share := e.answering(question)
	if share == 0 || said == no && share < leastVerdict {
		return nil
	}
	if (negated == asked) == (said == yes) {
		return nil
	}
	if said == no && limiting.MatchString(clause) {
		return nil
	}
	return fault(Verdict, string(said), "the words cited say %q", clause)
}

// answering returns the clause that says most of the question, and whether it
// or the words it stands under are negated: a clause cited that the reply quotes
// behind its verdict, where it quotes any.
func (e *evidence) answering(question string) (clause string, negated bool, share float64) {
	if clause, negated, share = e.answeringIn(question, withoutVerdict(e.reply.Text)); share > 0 {
		return clause, negated, share
	}
	return e.answeringIn(question, "")
}

// answeringIn is answering for the clauses that a text quotes; for an empty
// one, all.
func (e *evidence) answeringIn(question, quoting string) (clause string, negated bool, share float64) {
	wanted := grams(question)
	best := 0
	for i := range e.sources {
		s := &e.sources[i]
		for n := range s.texts {
			t := &s.texts[n]
			if !t.stated {
				continue
			}
			for _, c := range t.assertions() {
				if quoting != "" && !quotes(quoting, c.words) {
					continue
				}
				if score := shared(wanted, c.words); score > best {
					best, clause, negated = score, c.words, negates(c.main)%2 == 1 || e.underNegation(s, n, c.at)
				}
			}
		}
	}
	if len(wanted) > 0 {
		share = float64(best) / float64(len(wanted))
	}
	return clause, negated, share
}

// quotes reports whether a text holds each line of some words.
func quotes(text, words string) bool {
	for _, line := range lines(words) {
		if !strings.Contains(text, line) {
			return false
		}
	}
	return true
}

// leastVerdict is the share of the question's words that a clause must say to speak
// against a no: one that answers in other words (免缴, 不停供) need not be negated
// otherwise than the question. A yes to words that forbid is never given.
const leastVerdict = 0.5

// underNegation reports whether a clause stands under words that are negated.
func (e *evidence) underNegation(s *read, n, at int) bool {
	return slices.ContainsFunc(append(e.leads(s, n, at), s.source.LeadIns...), func(lead string) bool { return negates(lead) > 0 })
}

func shared(wanted []string, words string) int {
	n := 0
	have := map[string]bool{}
	for _, g := range grams(words) {
		have[g] = true
	}
	for _, g := range wanted {
		if have[g] {
			n++
		}
	}
	return n
}
