package choose

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"policybot/index/analysis"
	"policybot/index/asked"
	"policybot/index/lexicon"
	"policybot/knowledge/figure"
	"policybot/knowledge/frame"
)

// mostMargin bounds a margin, which has no bound where nothing is near.
const mostMargin = 5

// chooseFigure returns the figure of a candidate that fits the question best,
// nil where it has none.
func chooseFigure(q *Question, k *Candidate, weights Weights) *FigureChoice {
	list := figureCandidates(q, k)
	var best *FigureChoice
	for i := range list {
		list[i].score = weights.Score(list[i].Features)
		if best == nil || list[i].score > best.score {
			best = &list[i]
		}
	}
	if best == nil {
		return nil
	}
	best.Margin, best.Of = mostMargin, len(list)
	all := 0.0
	for i := range list {
		all += math.Exp(list[i].score - best.score)
	}
	best.Share = 1 / all
	for i := range list {
		if &list[i] != best {
			best.Margin = min(best.Margin, best.score-list[i].score)
		}
	}
	return best
}

// ofYear leaves out the figures of other years than the one asked for, where
// the sentence gives each its year.
func ofYear(q *Question, text string, bound []frame.Binding, list []FigureChoice) []FigureChoice {
	if len(q.years) != 1 {
		return list
	}
	kept := list[:0:0]
	for _, c := range list {
		for i := range bound {
			if bound[i].Figure.Start != c.Figure.Start {
				continue
			}
			_, within := saidYears(text, q.years[0])
			if y := yearOf(text, bound, i); y == 0 && !ofThatYear(q, text, bound, c.Figure.Dimension) || y == q.years[0] || within || isDay(c.Figure) {
				kept = append(kept, c)
			}
		}
	}
	if !strings.Contains(text, strconv.Itoa(q.years[0])) {
		return list
	}
	return kept
}

// ofThatYear reports whether a figure of a dimension is said to be of the year
// asked for.
func ofThatYear(q *Question, text string, bound []frame.Binding, of figure.Dimension) bool {
	for i := range bound {
		if bound[i].Figure.Dimension == of && yearOf(text, bound, i) == q.years[0] {
			return true
		}
	}
	return false
}

// occurrence is a term or a word of the question where a statement says it.
type occurrence struct {
	at   int     // byte of the text
	term int     // ordinal in the question
	near float64 // how near in meaning; 1 for the same word
}

// figureCandidates holds the figures of a candidate against the question.
func figureCandidates(q *Question, k *Candidate) []FigureChoice {
	bound := k.bound
	said, alike := occurrences(q, k.text), k.alike(q)
	list := make([]FigureChoice, 0, len(bound))
	for i := range bound {
		f := bound[i].Figure
		if f.Start < 0 || f.End > len(k.text) || f.Start >= f.End {
			continue
		}
		c := FigureChoice{Figure: f, Features: make(Features, 24), of: k.text}
		describeFigure(q, k.text, bound, i, c.Features)
		describeCase(q, bound, i, c.Features)
		describeNeighbourhood("", q.termWeights(), k.text, said, bound, i, c.Features)
		describeNeighbourhood("alike ", q.wordWeights(), k.text, alike, bound, i, c.Features)
		list = append(list, c)
	}
	describeLabels(q, k, bound, list)
	describeAgreement(q, k, bound, list)
	list = ofKind(q, fit(ofNow(q, bound, ofCase(q, bound, ofYear(q, k.text, bound, list)))))
	list = ofClass(q, bound, ofUnit(q, results(k.text, list)))
	relate(list, "proximity", "alike proximity", "label holds")
	markTightest(bound, list)
	return list
}

func occurrences(q *Question, text string) []occurrence {
	ids := make(map[string]int, len(q.terms))
	for i, t := range q.terms {
		ids[t.text] = i
	}
	var said []occurrence
	longer := longerWords(q, text)
	for _, t := range analysis.Tokens(text) {
		if id, ok := ids[t.Term]; ok && !negates(text, t.Start, q.Text) {
			near := 1.0
			if inSpans(longer, t.Start, t.End) {
				near = ofLongerWord
			}
			said = append(said, occurrence{t.Start, id, near})
		}
	}
	return said
}

// ofLongerWord is how much a term counts within a longer word that the
// question does not say: 教授 within 副教授.
const ofLongerWord = 0.4

// longerWords returns where text says Chinese words of three characters and
// more that the question does not say.
func longerWords(q *Question, text string) [][2]int {
	var spans [][2]int
	for _, w := range lexicon.Segment(text) {
		if w.Tag != "" && w.Tag != "eng" && utf8.RuneCountInString(w.Text) >= 3 && analysis.HoldsHan(w.Text) && !strings.Contains(q.Text, w.Text) {
			spans = append(spans, [2]int{w.Start, w.End})
		}
	}
	return spans
}

func inSpans(spans [][2]int, start, end int) bool {
	for _, s := range spans {
		if s[0] <= start && end <= s[1] {
			return true
		}
	}
	return false
}

// negates reports whether the word at a place is turned round by what stands
// before it (非经营性) where the question's is not.
func negates(text string, at int, question string) bool {
	for _, not := range []string{"非", "不", "未", "无"} {
		if strings.HasSuffix(text[:at], not) {
			_, size := utf8.DecodeRuneInString(text[at:])
			return !strings.Contains(question, not+text[at:at+size])
		}
	}
	return false
}

// leastAlikeWord is how near in meaning a word of a statement must be to count
// as one of the question's.
const leastAlikeWord = 0.35

// alike returns where a statement says words of the question, in the same words
// or in others of like meaning.
func (k *Candidate) alike(q *Question) []occurrence {
	var said []occurrence
	own := make([]known, len(q.words))
	for i, w := range q.words {
		own[i] = knownWord(w.text)
	}
	itself := make([]bool, len(own))
	for _, w := range lexicon.Segment(k.text) {
		word := knownWord(strings.ToLower(w.Text))
		best, which := leastAlikeWord, -1
		for i := range own {
			if near := nearWords(&own[i], &word); near > best {
				best, which = near, i
			}
		}
		if which >= 0 && !negates(k.text, w.Start, q.Text) {
			itself[which] = itself[which] || best == 1
			said = append(said, occurrence{w.Start, which, best})
		}
	}
	// Where the word itself is said, others of like meaning are other things.
	return slices.DeleteFunc(said, func(o occurrence) bool { return itself[o.term] && o.near < exactly })
}

func (q *Question) termWeights() []float64 {
	weights := make([]float64, len(q.terms))
	for i, t := range q.terms {
		weights[i] = t.weight
	}
	return weights
}

func (q *Question) wordWeights() []float64 {
	weights := make([]float64, len(q.words))
	for i, w := range q.words {
		weights[i] = w.weight
	}
	return weights
}

// describeFigure says what a figure is by itself.
func describeFigure(q *Question, text string, bound []frame.Binding, i int, v Features) {
	f := bound[i].Figure
	day := isDay(f)
	if holdsDimension(bound[i:i+1], dimensions[q.Asked.Kind]) {
		v.set("fits", certain)
	}
	switch q.Asked.Kind {
	case asked.Date:
		v.flag("date asked: day", day)
		v.flag("date asked: as of", f.Role == figure.AsOf)
		v.flag("date asked: range", f.Dimension == figure.DateRange)
		v.flag("date asked: deadline", f.Role == figure.Deadline || f.Role == figure.Effective)
	case asked.Money:
		v.flag("money asked: "+string(f.Dimension), true)
	case asked.Amount, asked.Other, asked.Verdict, asked.Manner:
		v.flag("amount asked: "+string(f.Dimension), true)
	}
	v.flag("day, not asked", day && q.Asked.Kind != asked.Date)
	v.flag("bare number", f.Dimension == figure.Number)
	v.set("unit", unitShare(q, termsOf(text[f.Start:min(len(text), f.End+40)])))
	if isOfQuestion(q, f) {
		v.set("of the question", certain)
	}
	if modifier.MatchString(f.Text) {
		v.set("modifier", certain)
	}
	if bound[i].Basis {
		v.set("basis", certain)
	}
	if q.Asked.Kind == asked.Amount {
		v.flag("money meant and is", f.Dimension == figure.Money && wantsMoney.MatchString(q.Text))
		v.flag("money meant, is not", f.Dimension != figure.Money && wantsMoney.MatchString(q.Text))
	}
	most := f.Bound == figure.LessEqual || f.Bound == figure.Less || f.Role == figure.Cap
	least := f.Bound == figure.AtLeast || f.Bound == figure.Greater || f.Role == figure.Floor
	v.flag("highest asked and is", q.highest && most)
	v.flag("lowest asked and is", q.lowest && least)
	v.flag("highest asked, is lowest", q.highest && least)
	v.flag("lowest asked, is highest", q.lowest && most)
	changed := f.Change != nil && (f.Change.Delta != nil || f.Change.Basis != "")
	v.flag("change asked and is", q.Asked.Operation == asked.Difference && changed)
	v.flag("change not asked, is", q.Asked.Operation != asked.Difference && changed)
	v.flag("change from", f.Change != nil && f.Change.From != nil)
	v.flag("in brackets", inBrackets(text, f.Start))
	v.flag("negated", f.Negated)
}

// modifier matches a figure that says what kind of thing the noun behind it is:
// a 6-month licence.
var modifier = regexp.MustCompile(`^[\w.]+-[a-z]+$`)

func termsOf(text string) map[string]int {
	m := make(map[string]int)
	for _, t := range analysis.Tokens(text) {
		m[t.Term]++
	}
	return m
}

// isOfQuestion reports whether the question states the figure itself, as a
// condition or a premise.
func isOfQuestion(q *Question, f figure.Figure) bool {
	for _, own := range q.figures {
		if own.Dimension == f.Dimension && own.Valued && f.Valued && own.Value.Equal(f.Value) || !own.Date.IsZero() && own.Date == f.Date || isDay(own) && own.Text == f.Text {
			return true
		}
	}
	for _, n := range q.numbers {
		if len(n) > 1 && holdsNumber(f.Text, n) {
			return true
		}
	}
	return false
}

func inBrackets(text string, at int) bool {
	open := max(strings.LastIndex(text[:at], "（"), strings.LastIndex(text[:at], "("))
	return open > max(strings.LastIndex(text[:at], "）"), strings.LastIndex(text[:at], ")"))
}

// describeCase says whether the figure is or depends on a condition, and
// whether the amounts that the question states meet it.
func describeCase(q *Question, bound []frame.Binding, i int, v Features) {
	met, unmet := 0, 0
	for _, c := range bound[i].Case {
		for _, own := range q.figures {
			switch holds, known := frame.Satisfied(own, bound[c].Figure); {
			case known && holds:
				met++
			case known:
				unmet++
			}
		}
	}
	v.flag("case met", met > 0 && unmet == 0)
	v.flag("case not met", unmet > 0)
	v.flag("has a case", len(bound[i].Case) > 0)
}

// markTightest marks, of the figures whose case is met, those whose case lies
// within that of no other: of 50人以上 and 100人以上 the second, for 120.
func markTightest(bound []frame.Binding, list []FigureChoice) {
	for i := range list {
		if list[i].Features["case met"] == 0 {
			continue
		}
		tightest := true
		for k := range list {
			if k != i && list[k].Features["case met"] > 0 && tighter(caseOf(bound, list[k].Figure), caseOf(bound, list[i].Figure)) {
				tightest = false
			}
		}
		list[i].Features.flag("tightest case", tightest)
	}
}

// caseOf returns the first condition of a figure, nil for none.
func caseOf(bound []frame.Binding, f figure.Figure) *figure.Figure {
	for i := range bound {
		if bound[i].Figure.Start == f.Start && len(bound[i].Case) > 0 {
			return &bound[bound[i].Case[0]].Figure
		}
	}
	return nil
}

// tighter reports whether the condition a begins above b, or where neither has
// a lower end, ends below it.
func tighter(a, b *figure.Figure) bool {
	switch {
	case a == nil || b == nil:
		return false
	case a.Low != nil:
		return b.Low == nil || b.Low.Value.LessThan(a.Low.Value)
	}
	return b.Low == nil && a.High != nil && b.High != nil && a.High.Value.LessThan(b.High.Value)
}

// How nearness falls with characters, commas, stops and other figures between
// a term and a figure; behind a figure a term is less of it than before.
const (
	nearCharacters = 15.0
	softMark       = 0.5
	hardMark       = 1.5
	figureBetween  = 0.7
	behind         = 0.7
	ofItsPart      = 1.5
)

// neighbourhood collects, for each term of a question, how a figure stands to
// where the statement says it.
type neighbourhood struct {
	near, clause, context, elsewhere, before, after []float64
}

func newNeighbourhood(n int) *neighbourhood {
	return &neighbourhood{make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)}
}

// describeNeighbourhood says how near the figure the question's terms stand,
// which weigh as given.
func describeNeighbourhood(prefix string, weights []float64, text string, said []occurrence, bound []frame.Binding, i int, v Features) {
	b := bound[i]
	f := b.Figure
	from, to := between(bound, i)
	n := newNeighbourhood(len(weights))
	for _, o := range said {
		if o.at >= f.Start && o.at < f.End {
			continue
		}
		if inContext(bound, i, o.at) {
			raise(n.context, o.term, o.near)
		} else {
			raise(n.elsewhere, o.term, o.near)
		}
		if o.at >= from && o.at < f.Start {
			raise(n.before, o.term, o.near)
		}
		if o.at >= f.End && o.at < to {
			raise(n.after, o.term, o.near)
		}
		n.place(text, bound, i, o)
	}
	for t := range weights {
		n.elsewhere[t] = max(0, n.elsewhere[t]-n.context[t])
	}
	v.set(prefix+"proximity", weigh(weights, n.near))
	v.set(prefix+"clause", weigh(weights, n.clause))
	v.set(prefix+"context", weigh(weights, n.context))
	v.set(prefix+"elsewhere", weigh(weights, n.elsewhere))
}

// place says how near an occurrence is to figure i.
func (n *neighbourhood) place(text string, bound []frame.Binding, i int, o occurrence) {
	b := bound[i]
	own := b.Part[0] < b.Part[1]
	switch {
	case own && inOtherPart(bound, b.Part, o.at):
	case own && b.Part[0] <= o.at && o.at < b.Part[1]:
		raise(n.near, o.term, o.near*ofItsPart)
		raise(n.clause, o.term, o.near)
	case o.at < b.Branch[0] || o.at >= b.Branch[1]:
		raise(n.near, o.term, o.near*otherBranch(bound, o.at))
	default:
		d := distance(text, bound, o.at, b.Figure.Start)
		x := o.near / d.length
		if o.at > b.Figure.Start {
			x *= behind
		}
		raise(n.near, o.term, x)
		if d.hard == 0 && d.figures == 0 && (o.at < b.Figure.Start || d.soft == 0) {
			raise(n.clause, o.term, o.near)
		}
	}
}

// otherBranch is how much a term counts for a figure of another branch: more
// where its own branch holds no figure, as the words above a list.
func otherBranch(bound []frame.Binding, at int) float64 {
	for _, o := range bound {
		if !o.Condition && o.Branch[0] <= at && at < o.Branch[1] {
			return ofOtherFigure
		}
	}
	return ofAllFigures
}

const (
	ofAllFigures  = 0.3
	ofOtherFigure = 0.05
)

func raise(list []float64, i int, to float64) { list[i] = max(list[i], to) }

// weigh returns the share of the weights that is held.
func weigh(weights, held []float64) float64 {
	sum, total := 0.0, 0.0
	for i, w := range weights {
		sum += w * held[i]
		total += w
	}
	if total == 0 {
		return 0
	}
	return sum / total
}

// between returns the part of figure i's clause that lies between its
// neighbours.
func between(bound []frame.Binding, i int) (from, to int) {
	from, to = bound[i].Clause[0], bound[i].Clause[1]
	for k, o := range bound {
		if k != i && o.Figure.End <= bound[i].Figure.Start {
			from = max(from, o.Figure.End)
		}
		if k != i && o.Figure.Start >= bound[i].Figure.End {
			to = min(to, o.Figure.Start)
		}
	}
	return from, to
}

// inContext reports whether a place is in the clause of figure i, or before it
// in its branch in a clause that holds no figure or one of its conditions.
func inContext(bound []frame.Binding, i, at int) bool {
	b := bound[i]
	if at >= b.Clause[0] && at < b.Clause[1] {
		return true
	}
	if at < b.Branch[0] || at >= b.Branch[1] || at >= b.Figure.Start {
		return false
	}
	for k, o := range bound {
		if k != i && !holdsInt(b.Case, k) && at >= o.Clause[0] && at < o.Clause[1] {
			return false
		}
	}
	return true
}

func holdsInt(list []int, n int) bool {
	for _, x := range list {
		if x == n {
			return true
		}
	}
	return false
}

// inOtherPart reports whether a place is in the part of a list that another
// figure told 分别 belongs to.
func inOtherPart(bound []frame.Binding, own [2]int, at int) bool {
	for _, o := range bound {
		if o.Part != own && o.Part[0] <= at && at < o.Part[1] {
			return true
		}
	}
	return false
}

// span is what lies between a term and a figure.
type span struct {
	length              float64 // 1 and more
	soft, hard, figures int
}

var (
	softMarks = []string{"，", ", ", "、", " and ", "（", " (", "："}
	hardMarks = []string{"；", "; ", "。", "\n", ". "}
)

func distance(text string, bound []frame.Binding, a, b int) span {
	from, to := min(a, b), max(a, b)
	part := text[from:to]
	var s span
	for _, m := range softMarks {
		s.soft += strings.Count(part, m)
	}
	for _, m := range hardMarks {
		s.hard += strings.Count(part, m)
	}
	for _, o := range bound {
		if o.Figure.Start > from && o.Figure.End < to && !o.Condition {
			s.figures++
		}
	}
	characters := float64(utf8.RuneCountInString(part))
	if analysis.StartsLatin(text) {
		characters /= 3
	}
	s.length = 1 + characters/nearCharacters + softMark*float64(s.soft) + hardMark*float64(s.hard) + figureBetween*float64(s.figures)
	return s
}

// relate adds each feature as a share of the greatest among the figures.
func relate(list []FigureChoice, names ...string) {
	for _, name := range names {
		most := 0.0
		for _, c := range list {
			most = max(most, c.Features[name])
		}
		for _, c := range list {
			if most > 0 {
				c.Features.set(name+" of most", c.Features[name]/most)
			}
		}
	}
}

// Figures returns the figures of a candidate held against the question, for
// learning.
func Figures(q *Question, k *Candidate) []FigureChoice { return figureCandidates(q, k) }

// ChooseFigure returns the figure of a candidate that fits the question best by
// the given weights, for measuring; nil where it has none.
func ChooseFigure(q *Question, k *Candidate, weights Weights) *FigureChoice {
	return chooseFigure(q, k, weights)
}
