package index

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"policybot/index/analysis"
	"policybot/index/query"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// choice is one figure of one fact, held against a question.
type choice struct {
	entry    *factEntry
	figure   int // index into entry.fact.Figures
	ordinal  int // of the fact in Index.facts
	evidence *evidence
	coverage coverage
	specific float64 // share of the figure's best-fitting name that the question says
	score    float64
	parts    []Part

	before bool // the level before a change is asked for

	otherSpan bool // for a day, where all is asked for, or the other way round

	place, time       query.SlotFit
	dimension         query.SlotFit
	wrongPlace, wrong string // what of the question the evidence does not hold for: place, time
}

// fits reports whether nothing the question asks for speaks against the
// choice.
func (c *choice) fits() bool {
	return c.place != query.SlotMismatch && c.time != query.SlotMismatch && c.dimension != query.SlotMismatch && len(c.coverage.missing) == 0 && !c.coverage.uncounted && c.coverage.close >= leastOwn
}

// leastOwn is the share of a question's weight that the fact itself, in its
// label, other names and statement, must say: what only the measure around it
// says is about something else.
const leastOwn = 0.35

// value returns the figure; where the level before a change is asked for,
// that level.
func (c *choice) value() figure.Figure {
	f := c.entry.fact.Figures[c.figure]
	if c.before && f.Change != nil && f.Change.From != nil {
		level := derived(f, *f.Change.From)
		level.Text = f.Text
		return level
	}
	return f
}

// Weights of the parts of a choice's score, found by trying steps of 0.05 on
// the tuning half of the questions.
const (
	closeWeight     = 0.50
	specificWeight  = 0.45
	dimensionWeight = 0.20
	subjectWeight   = 0.15
	unitWeight      = 0.10
	hintWeight      = 0.20
	// In running text the subject the reader found is all that names a figure.
	runningSubjectWeight = 0.40
	countedWeight        = 0.40
	moneyWeight          = 0.03
	boundWeight          = 0.20
	averageWeight        = 0.40
	changeWeight         = 0.20
	nearWeight           = 0.60
	retrieveWeight       = 0.05
)

// choices holds every figure of the given facts against the question, best
// first.
func (x *Index) choices(q *query.Query, s *subject, found *candidates) []choice {
	var all []choice
	best := 0.0
	for _, c := range found.facts {
		best = max(best, c.score)
	}
	for _, c := range found.facts {
		entry := &x.facts[c.ordinal]
		e := x.evidenceOf(c.ordinal)
		base := choice{entry: entry, ordinal: c.ordinal, evidence: e, coverage: s.cover(x, e)}
		if base.coverage.matched == 0 {
			continue
		}
		base.place, base.wrongPlace = x.placeFit(q, entry)
		base.time, base.wrong = x.timeFit(q, entry)
		for i := range entry.fact.Figures {
			one := base
			one.figure = i
			x.score(q, s, e, &one)
			one.add("retrieval", retrieveWeight*c.score/best)
			all = append(all, one)
		}
	}
	slices.SortStableFunc(all, func(a, b choice) int {
		if a.fits() != b.fits() {
			if a.fits() {
				return -1
			}
			return 1
		}
		// What differs by less than a hair keeps the order of the base.
		return cmp.Or(-cmp.Compare(math.Round(a.score/hair), math.Round(b.score/hair)), cmp.Compare(a.ordinal, b.ordinal))
	})
	return all
}

// hair is a difference of scores that says nothing.
const hair = 0.02

func (c *choice) add(name string, value float64) {
	c.score += value
	c.parts = append(slices.Clip(c.parts), Part{name, value})
}

// score adds up the named parts of a choice.
func (x *Index) score(q *query.Query, s *subject, e *evidence, c *choice) {
	f := c.value()
	c.add("matched", c.coverage.matched)
	c.add("close", closeWeight*c.coverage.close)
	names := e.names
	if e.figures != nil {
		names = e.figures[c.figure]
	}
	c.specific = c.coverage.specific(names)
	c.add("specific", specificWeight*c.specific)
	c.dimension = query.DimensionFit(q, f)
	if s.ofAnotherSpan(e, c) {
		c.dimension, c.otherSpan = query.SlotMismatch, true
	}
	if c.dimension == query.SlotFits {
		c.add("dimension", dimensionWeight)
	}
	switch {
	case q.Bound == "":
	case q.Bound == f.Bound:
		c.add("bound", boundWeight)
	default:
		c.add("bound", -boundWeight)
	}
	if q.Want == query.WantHistory && f.Change != nil {
		c.add("change", changeWeight)
	}
	if q.Operation == query.PerUnit && (e.label.terms["averag"] || query.Averages.MatchString(e.label.folded)) {
		c.add("average", averageWeight)
	}
	if q.Hint == query.Uncounted && f.Dimension == figure.Count {
		c.add("counted", -hintWeight)
	}
	if q.Unit != "" && q.Unit == f.Unit {
		c.add("unit", unitWeight)
	}
	if counts(c.entry.fact, c.figure, s.counted) {
		c.add("counted", countedWeight*s.countedShare(subjectWords(c.entry.fact, c.figure)))
	}
	if f.Dimension == figure.Money && q.Dimension == "" && q.Hint == "" {
		// "How much" without a unit is more often asked of money.
		c.add("money", moneyWeight)
	}
	if c.entry.measure == nil {
		c.add("subject", runningSubjectWeight*s.share(subjectWords(c.entry.fact, c.figure)))
	} else {
		c.add("subject", subjectWeight*s.share(subjectWords(c.entry.fact, c.figure)))
	}
	if len(c.entry.fact.Figures) > 1 {
		if c.figure >= len(c.entry.fact.Labels) {
			c.add("near", nearWeight*s.nearness(e, c.entry.fact, c.figure))
			if s.farFromCounted(e, c.entry.fact, c.figure) {
				c.dimension = query.SlotMismatch
			}
		}
	}
	if f.Dimension == figure.DateDay || f.Dimension == figure.DateRange {
		if q.Want != query.WantDate {
			c.add("date", -1)
		}
	} else if q.Want == query.WantDate {
		c.add("date", -0.5)
	}
}

// ofAnotherSpan reports whether a figure for a day is asked for and this one is
// not, or one for all the time and this is for a day, or of what was added.
func (s *subject) ofAnotherSpan(e *evidence, c *choice) bool {
	asked := s.span
	if asked.Daily == asked.Cumulative {
		return false
	}
	stated := e.spans(c.entry.fact)[c.figure]
	if asked.Cumulative && stated.Added && !asked.Added {
		return true // what was added is not all there is
	}
	ofDay := stated.Daily || slices.Contains(c.value().Per, "day")
	return asked.Daily != ofDay && (ofDay || stated.Cumulative)
}

// spans returns for how long each figure of a fact counts.
func (e *evidence) spans(fact *knowledge.Fact) []query.SpanSigns {
	e.readSpans.Do(func() {
		for i := range fact.Figures {
			e.spanSigns = append(e.spanSigns, query.SpanSignsOf(subjectWords(fact, i)+"\n"+strings.Join(texts(fact.Statement), "\n")))
		}
	})
	return e.spanSigns
}

// counts reports whether a figure counts the very thing that is asked for:
// 多少企业 asks for 企业数量, not for the number of the 企业基地.
func counts(fact *knowledge.Fact, i int, noun string) bool {
	if noun == "" {
		return false
	}
	// A subject may go on with what is done to what is counted: 企业 延期付息.
	subject, _, _ := strings.Cut(fact.Figures[i].Subject, " ")
	if analysis.StartsLatin(subject) {
		subject = fact.Figures[i].Subject
	}
	names := []string{subject}
	if fact.Measure != "" || i < len(fact.Labels) {
		names = append(names, texts(fact.LabelOf(i))...)
	}
	for _, name := range names {
		head := headOf(analysis.Fold(name))
		if head == "" {
			continue
		}
		if !analysis.StartsLatin(head) {
			if strings.Contains(noun, head) {
				return true
			}
			continue
		}
		if slices.ContainsFunc(analysis.Tokens(noun), func(t analysis.Token) bool { return t.Term == analysis.Stem(head) }) {
			return true
		}
	}
	return false
}

// headOf returns the noun at the head of a folded name: the last two
// characters of a Chinese one, once 数量 and its like are gone, and the word
// before the first preposition of an English one.
func headOf(name string) string {
	if !analysis.StartsLatin(name) {
		runes := []rune(query.TrimCount(name))
		if len(runes) < 2 {
			return ""
		}
		return string(runes[len(runes)-2:])
	}
	head := ""
	for _, word := range strings.Fields(strings.TrimPrefix(name, "number of ")) {
		if slices.Contains([]string{"of", "with", "in", "on", "for", "from", "that", "to", "by", "at", "whose", "under", "above"}, word) {
			break
		}
		head = word
	}
	return head
}

// countedShare returns the share of what the question asks to count that the
// given words say, themselves or by a word that stands for it.
func (s *subject) countedShare(words string) float64 {
	said := s.saidBy(words)
	have, all := 0, 0
	for _, u := range s.units {
		if u.start < s.query.Counted[0] || u.end > s.query.Counted[1] {
			continue
		}
		all++
		if said[u.term] || slices.ContainsFunc(s.alternatives, func(a span) bool {
			return a.start <= u.start && u.end <= a.end && said[s.query.Text[a.start:a.end]]
		}) {
			have++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(have) / float64(all)
}

// subjectWords returns the words that say what one figure of a fact is.
func subjectWords(fact *knowledge.Fact, i int) string {
	words := []string{fact.Figures[i].Subject, fact.Figures[i].Unit}
	if i < len(fact.Labels) || len(fact.Figures) == 1 {
		words = append(words, texts(fact.LabelOf(i))...)
	}
	return strings.Join(words, "\n")
}

// share returns the share of the question's weight that the given words say.
func (s *subject) share(words string) float64 {
	if s.total == 0 {
		return 0
	}
	f := newField(words)
	sum := 0.0
	for _, u := range s.units {
		if f.terms[u.term] || slices.ContainsFunc(s.alternatives, func(a span) bool {
			return a.start <= u.start && u.end <= a.end && slices.ContainsFunc(a.words, func(w alternative) bool { return f.has(w) })
		}) {
			sum += u.weight
		}
	}
	return min(1, sum/s.total)
}

// pick returns the choices that together answer the question: one, or as
// many as it asks for at once. It returns nil where nothing fits.
func (x *Index) pick(q *query.Query, s *subject, all []choice) []choice {
	if len(all) == 0 {
		return nil
	}
	// "A and B": no fact says both, but together they leave nothing unsaid.
	if !all[0].fits() {
		return x.joint(q, all)
	}
	first := all[0]
	if first.coverage.matched < leastMatched || outdone(&first, all) {
		return nil
	}
	chosen := []choice{first}
	// 一共 asks for a sum only where the figure found is not the whole of what
	// the question names.
	whole := q.Operation == query.Total && !query.NamesSeveral(q) && s.ownsAll(s.own(x, &first))
	if query.AsksForSeveral(q) && !whole {
		chosen = append(chosen, x.others(q, all)...)
	}
	return chosen
}

// outdone reports whether a figure that says clearly more of the question than
// the first that fits is of another place or time: that one is asked for, and
// what fits is something else.
func outdone(first *choice, all []choice) bool {
	return slices.ContainsFunc(all, func(c choice) bool {
		return (c.place == query.SlotMismatch || c.time == query.SlotMismatch || c.otherSpan) && c.score > first.score && c.coverage.close > first.coverage.close+outdoneBy
	})
}

// outdoneBy is the share of a question that counts as clearly more.
const outdoneBy = 0.1

// leastMatched is the share of a question's weight below which no fact is
// taken for its answer.
const leastMatched = 0.30

// joint covers a question that names several subjects with several facts of
// one kind of figure: each must add a word that the others lack.
func (x *Index) joint(q *query.Query, all []choice) []choice {
	if !query.AsksForSeveral(q) {
		return nil
	}
	var chosen []choice
	var missing []string
	for len(chosen) < mostTogether {
		next, left := -1, missing
		for i := range all {
			c := &all[i]
			if c.place == query.SlotMismatch || c.time == query.SlotMismatch || c.dimension == query.SlotMismatch {
				continue
			}
			if len(chosen) > 0 && c.value().Dimension != chosen[0].value().Dimension {
				continue
			}
			rest := c.coverage.missing
			if len(chosen) > 0 {
				rest = both(missing, c.coverage.missing)
				if len(rest) >= len(missing) {
					continue
				}
			}
			if next < 0 || len(rest) < len(left) {
				next, left = i, rest
			}
		}
		if next < 0 {
			return nil
		}
		chosen = append(chosen, all[next])
		if missing = left; len(missing) == 0 {
			return chosen
		}
	}
	return nil
}

// mostTogether is how many facts one answer puts together.
const mostTogether = 4

// both returns the words that stand in a and, whole or in part, in b.
func both(a, b []string) []string {
	var out []string
	for _, w := range a {
		if slices.ContainsFunc(b, func(v string) bool { return strings.Contains(w, v) || strings.Contains(v, w) }) {
			out = append(out, w)
		}
	}
	return out
}

// others returns the facts beside the first that the question asks for in the
// same breath: those whose own words it says as closely, in the same measure.
func (x *Index) others(q *query.Query, all []choice) []choice {
	first := all[0]
	var out []choice
	for _, c := range all[1:] {
		if len(out) == mostTogether-1 || !c.fits() {
			break
		}
		if c.entry.measure != first.entry.measure || c.entry.measure == nil && c.entry.fact != first.entry.fact {
			continue
		}
		if c.value().Dimension == figure.DateDay || c.value().Dimension == figure.DateRange {
			continue
		}
		if c.score < nearTie*first.score {
			break
		}
		out = append(out, c)
	}
	return out
}

// nearTie is the share of the best score from which another fact counts as
// meant as well.
const nearTie = 0.85
