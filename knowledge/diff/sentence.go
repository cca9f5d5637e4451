package diff

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"policybot/knowledge"
	"policybot/knowledge/diff/statement"
	"policybot/knowledge/figure"

	"github.com/shopspring/decimal"
)

// sentence is one side of a version, its figures found: one statement, or
// several that were split or joined.
type sentence struct {
	statements []*statement.Statement
	text       string
	masked     string
	figures    []figure.Figure
	tokens     []token
	grams      []uint64
	alone      []int // figures without a counterpart
	names      []figureNames
}

func newSentence(statements []*statement.Statement, published figure.Date) *sentence {
	s := &sentence{statements: statements}
	texts, masked := make([]string, len(statements)), make([]string, len(statements))
	for i, st := range statements {
		texts[i], masked[i] = st.Text, st.Masked
		s.grams = append(s.grams, st.Grams...)
	}
	s.text, s.masked = strings.Join(texts, "\n"), strings.Join(masked, "\n")
	slices.Sort(s.grams)
	s.grams = slices.Compact(s.grams)
	s.figures = figuresIn(s.masked, published)
	spans := make([]knowledge.Span, len(s.figures))
	for i, f := range s.figures {
		spans[i] = knowledge.Span{Start: f.Start, End: f.End}
	}
	s.tokens = tokensOf(s.masked, spans)
	return s
}

// sentencePair is two versions of a sentence, their tokens and figures
// paired.
type sentencePair struct {
	old, new *sentence
	to       []int    // the counterpart of each old token
	figures  [][2]int // paired figures
	later    bool     // the period that the sentence is about has moved on
	// Lone figures that [documentDiff.loose] found elsewhere are taken out of
	// old.alone and new.alone.
}

// compare pairs the tokens and figures of two versions of a sentence.
func (d *documentDiff) compare(v version) *sentencePair {
	p := &sentencePair{old: newSentence(v.old, d.old.Source.Published), new: newSentence(v.new, d.new.Source.Published)}
	a, b := p.old.figures, p.new.figures
	p.to = alignTokens(p.old.tokens, p.new.tokens, func(i, j int) int { return pairWeight(a[i], b[j]) })
	pairedOld, pairedNew := make([]bool, len(a)), make([]bool, len(b))
	pair := func(i, j int) {
		p.figures = append(p.figures, [2]int{i, j})
		pairedOld[i], pairedNew[j] = true, true
	}
	for _, c := range p.candidates() {
		if !pairedOld[c.old] && !pairedNew[c.new] {
			pair(c.old, c.new)
		}
	}
	// A figure said twice: "thirty (30) days" for "30 days".
	for i := range a {
		pairedOld[i] = pairedOld[i] || saidElsewhere(p.old, i, p.new)
	}
	for j := range b {
		pairedNew[j] = pairedNew[j] || saidElsewhere(p.new, j, p.old)
	}
	for i := range a {
		if !pairedOld[i] {
			p.old.alone = append(p.old.alone, i)
		}
	}
	for j := range b {
		if !pairedNew[j] {
			p.new.alone = append(p.new.alone, j)
		}
	}
	slices.SortFunc(p.figures, func(x, y [2]int) int { return cmp.Compare(x[1], y[1]) })
	return p
}

// counterpart is a figure of the new sentence that a figure of the old one
// may have become.
type counterpart struct {
	old, new int
	score    float64
}

// The parts of a counterpart's score beside the likeness of the words around
// the figures, which is at most 1. The words outweigh the value: what two
// figures are about tells a swap of two values from a swap of two clauses.
const (
	equalBonus   = 0.2  // the same value
	alignedBonus = 0.15 // the same place in the sentence
	unitBonus    = 0.15 // the same unit
	namedBonus   = 0.6  // the same words of those that tell the figures of the sentence apart
	// notCounterpart is the likeness of the words below which figures of two
	// values are two figures, where neither place nor unit speaks for one.
	notCounterpart = 0.2
)

// candidates returns the pairs of figures of one kind, the likeliest first.
func (p *sentencePair) candidates() []counterpart {
	aligned := map[[2]int]bool{}
	for i, j := range p.to {
		if j >= 0 && p.old.tokens[i].figure >= 0 {
			aligned[[2]int{p.old.tokens[i].figure, p.new.tokens[j].figure}] = true
		}
	}
	old, new := p.old.contexts(), p.new.contexts()
	weights := map[string]float64{}
	if len(old) > 1 && len(new) > 1 {
		weights = distinctive(slices.Concat(old, new))
	}
	var list []counterpart
	for i := range p.old.figures {
		for j := range p.new.figures {
			score, ok := p.score(i, j, old[i].likeness(new[j]), aligned[[2]int{i, j}])
			if ok {
				score += namedBonus * weighedLikeness(old[i].before, new[j].before, weights)
				list = append(list, counterpart{i, j, score})
			}
		}
	}
	slices.SortFunc(list, func(x, y counterpart) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(distance(x.old, x.new), distance(y.old, y.new)),
			cmp.Compare(min(x.old, x.new), min(y.old, y.new)), cmp.Compare(x.old, y.old))
	})
	return list
}

// score says how likely one figure has become another, by what they are, by
// the likeness of the words around them and by whether they stand in the same
// place, and whether it may have at all.
func (p *sentencePair) score(i, j int, around float64, aligned bool) (float64, bool) {
	w := pairWeight(p.old.figures[i], p.new.figures[j])
	if w == 0 || contradict(p.old, i, p.new, j) {
		return 0, false
	}
	score := around
	if sameName(p.old, i, p.new, j) {
		score += namedBonus
	}
	equal := w >= equalWeight-1
	switch {
	case equal:
		score += equalBonus + unitBonus
	case w >= unitWeight:
		score += unitBonus
	}
	if aligned {
		score += alignedBonus
	}
	return score, equal || score >= notCounterpart+unitBonus
}

// figureContext is the words on either side of a figure, up to the next
// figure or stop.
type figureContext struct{ before, after []string }

func (s *sentence) contexts() []figureContext {
	list := make([]figureContext, len(s.figures))
	for i := range list {
		list[i] = s.context(i)
	}
	return list
}

// distinctive weighs the words before figures: those that stand before every
// one tell nothing, those before few tell most.
func distinctive(contexts []figureContext) map[string]float64 {
	count := map[string]int{}
	for _, c := range contexts {
		words := slices.Clone(c.before)
		slices.Sort(words)
		for _, w := range slices.Compact(words) {
			count[w]++
		}
	}
	weights := map[string]float64{}
	for w, n := range count {
		weights[w] = 1 - float64(n)/float64(len(contexts))
	}
	return weights
}

// weighedLikeness is the share of the weight of the words of a and b that
// both have; 1 where none has any.
func weighedLikeness(a, b []string, weights map[string]float64) float64 {
	both, all := 0.0, 0.0
	for _, w := range a {
		all += weights[w]
		if slices.Contains(b, w) {
			both += weights[w]
		}
	}
	for _, w := range b {
		all += weights[w]
		if slices.Contains(a, w) {
			both += weights[w]
		}
	}
	if all == 0 {
		return 1
	}
	return both / all
}

func (s *sentence) context(i int) figureContext {
	at := slices.IndexFunc(s.tokens, func(t token) bool { return t.figure == i })
	var c figureContext
	for k := at - 1; k >= 0 && k >= at-12 && s.tokens[k].figure < 0 && s.tokens[k].word != "."; k-- {
		c.before = append(c.before, s.tokens[k].word)
	}
	for k := at + 1; k < len(s.tokens) && k <= at+6 && s.tokens[k].figure < 0 && s.tokens[k].word != "." && s.tokens[k].word != ","; k++ {
		c.after = append(c.after, s.tokens[k].word)
	}
	return c
}

// likeness compares the words before, which weigh more, and after.
func (c figureContext) likeness(d figureContext) float64 {
	const before = 0.7
	return before*wordLikeness(c.before, d.before) + (1-before)*wordLikeness(c.after, d.after)
}

func wordLikeness(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	rest := slices.Clone(b)
	n := 0
	for _, w := range a {
		if i := slices.Index(rest, w); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			n++
		}
	}
	return 2 * float64(n) / float64(len(a)+len(b))
}

// saidElsewhere reports whether the other sentence states a figure too.
func saidElsewhere(s *sentence, i int, other *sentence) bool {
	for j, g := range other.figures {
		if sameValue(s.figures[i], g) && sameBound(s.figures[i], g) && !contradict(s, i, other, j) {
			return true
		}
	}
	return false
}

// bareNumbers returns changes of numbers that say of nothing what they count
// ("under 11"), where the sentences differ in nothing else.
func (p *sentencePair) bareNumbers(c Change) []Change {
	o, n := p.old.statements[0], p.new.statements[0]
	if len(p.old.statements) > 1 || len(p.new.statements) > 1 || o.Shape != n.Shape || o.Shape == 0 ||
		len(c.OldQuote.Marked) != len(c.NewQuote.Marked) {
		return nil
	}
	var changes []Change
	for k, from := range c.OldQuote.Marked {
		to := c.NewQuote.Marked[k]
		a, aok := bareNumber(p.old.masked, from)
		b, bok := bareNumber(p.new.masked, to)
		if !aok || !bok || a.Equal(b) {
			continue
		}
		one := c
		one.Kind, one.Severity, one.Delta = FigureChanged, Minor, b.Sub(a).String()
		if hourAfter.MatchString(p.new.masked[to.End:]) || boundBefore.MatchString(p.new.masked[:to.Start]) {
			one.Severity = Major
		}
		one.Old = &Value{Text: from.Of(p.old.text), Value: a.String(), Bound: figure.Equal}
		one.New = &Value{Text: to.Of(p.new.text), Value: b.String(), Bound: figure.Equal}
		one.Subject = wordsBefore(p.new.masked[:to.Start])
		changes = append(changes, one)
	}
	return changes
}

// What makes a bare number a limit or a time of day.
var (
	hourAfter   = regexp.MustCompile(`(?i)^\s*(?:时|点|:\d\d|[ap]\.?m\b|o['’]clock)`)
	boundBefore = regexp.MustCompile(`(?i)(?:\b(?:under|over|above|below|at least|at most|up to|maximum(?: of)?|minimum(?: of)?|more than|less than|fewer than|no later than)|不超过|不少于|不低于|不高于|至少|最多|最少|满|未满)\s*$`)
)

// bareNumber reads a span that is a number by itself: no label, telephone
// number, date or part of a name.
func bareNumber(text string, s knowledge.Span) (figure.Decimal, bool) {
	const longest = 9 // digits
	words := s.Of(text)
	v, err := decimal.NewFromString(words)
	if err != nil || len(words) > longest || len(words) > 1 && words[0] == '0' || words[0] == '-' ||
		isReference(text, s.Start, s.End) || isName(text, s.Start, s.End) {
		return v, false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:s.Start])
	after, _ := utf8.DecodeRuneInString(text[s.End:])
	const joined = "-–—./:：年月日号条款项章节#第期"
	return v, !strings.ContainsRune(joined, before) && !(strings.ContainsRune(joined, after) && after != '.')
}

func (p *sentencePair) marks() (old, new []knowledge.Span) {
	from := make([]bool, len(p.new.tokens))
	// A figure written another way is a changed figure only if its value is.
	differ := func(i, j int) bool {
		a, b := p.old.tokens[i], p.new.tokens[j]
		if a.figure < 0 || b.figure < 0 {
			return false
		}
		x, y := p.old.figures[a.figure], p.new.figures[b.figure]
		return !sameValue(x, y) || !sameBound(x, y) || statement.Fold(x.Text) != statement.Fold(y.Text)
	}
	for i, j := range p.to {
		if j >= 0 && !differ(i, j) {
			from[j] = true
		}
	}
	old = marks(p.old.text, p.old.tokens, func(i int) bool { return p.to[i] >= 0 && !differ(i, p.to[i]) })
	new = marks(p.new.text, p.new.tokens, func(j int) bool { return from[j] })
	return old, new
}

// periodMovedOn reports whether the sentence begins with the period or day it
// tells of, and that is later now: "2021年全县完成改造1260户" -> "2022年…".
func (p *sentencePair) periodMovedOn() bool {
	if len(p.figures) < 2 {
		return false
	}
	o, n := p.old.figures[p.figures[0][0]], p.new.figures[p.figures[0][1]]
	opens := func(s *sentence, f figure.Figure) bool {
		role := roleOf(s.masked, f)
		return isDate(f) && role != figure.Deadline && role != figure.Effective && statement.Fold(s.masked[:f.Start]) == ""
	}
	return opens(p.old, o) && opens(p.new, n) && o.Date.Compare(n.Date) < 0
}

// isFurniture reports whether both versions belong to the page and not to the
// policy on it.
func (p *sentencePair) isFurniture() bool {
	return p.old.isFurniture() && p.new.isFurniture()
}

func (s *sentence) isFurniture() bool {
	return !slices.ContainsFunc(s.statements, func(st *statement.Statement) bool { return !st.IsFurniture() })
}
