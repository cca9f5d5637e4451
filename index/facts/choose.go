package facts

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"policybot/index/analysis"
	"policybot/index/query"
	"policybot/index/retrieve"
	"policybot/index/store"
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// Choice is one figure of one fact, held against a question.
type Choice struct {
	Entry    *store.FactEntry
	Figure   int // index into entry.fact.Figures
	ordinal  int // of the fact in Index.facts
	evidence *Evidence
	Coverage Coverage
	Specific float64 // share of the figure's best-fitting name that the question says
	Score    float64
	Parts    []retrieve.Part

	Before bool // the level before a change is asked for

	otherSpan bool // for a day, where all is asked for, or the other way round

	Place, Time       query.SlotFit
	Dimension         query.SlotFit
	WrongPlace, Wrong string // what of the question the evidence does not hold for: place, time
}

// Fits reports whether nothing the question asks for speaks against the
// choice.
func (c *Choice) Fits() bool {
	return c.Place != query.SlotMismatch && c.Time != query.SlotMismatch && c.Dimension != query.SlotMismatch && len(c.Coverage.Missing) == 0 && !c.Coverage.Uncounted && c.Coverage.Close >= leastOwn
}

// leastOwn is the share of a question's weight that the fact itself, in its
// label, other names and statement, must say: what only the measure around it
// says is about something else.
const leastOwn = 0.35

// Value returns the figure; where the level before a change is asked for,
// that level.
func (c *Choice) Value() figure.Figure {
	f := c.Entry.Fact.Figures[c.Figure]
	if c.Before && f.Change != nil && f.Change.From != nil {
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
	SpecificWeight  = 0.45
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

// Choices holds every figure of the given facts against the question, best
// first.
func (x *Finder) Choices(q *query.Query, s *Subject, found *retrieve.Candidates) []Choice {
	var all []Choice
	best := 0.0
	for _, c := range found.Facts {
		best = max(best, c.Score)
	}
	for _, c := range found.Facts {
		entry := &x.store.Facts[c.Ordinal]
		e := x.evidenceOf(c.Ordinal)
		base := Choice{Entry: entry, ordinal: c.Ordinal, evidence: e, Coverage: s.Cover(x, e)}
		if base.Coverage.Matched == 0 {
			continue
		}
		base.Place, base.WrongPlace = placeFit(q, func() reach { return x.reachOf(c.Ordinal) })
		base.Time, base.Wrong = x.timeFit(q, entry)
		for i := range entry.Fact.Figures {
			one := base
			one.Figure = i
			x.score(q, s, e, &one)
			one.add("retrieval", retrieveWeight*c.Score/best)
			all = append(all, one)
		}
	}
	slices.SortStableFunc(all, func(a, b Choice) int {
		if a.Fits() != b.Fits() {
			if a.Fits() {
				return -1
			}
			return 1
		}
		// What differs by less than a hair keeps the order of the base.
		return cmp.Or(-cmp.Compare(math.Round(a.Score/hair), math.Round(b.Score/hair)), cmp.Compare(a.ordinal, b.ordinal))
	})
	return all
}

// hair is a difference of scores that says nothing.
const hair = 0.02

func (c *Choice) add(name string, value float64) {
	c.Score += value
	c.Parts = append(slices.Clip(c.Parts), retrieve.Part{Name: name, Value: value})
}

// score adds up the named parts of a choice.
func (x *Finder) score(q *query.Query, s *Subject, e *Evidence, c *Choice) {
	f := c.Value()
	c.add("matched", c.Coverage.Matched)
	c.add("close", closeWeight*c.Coverage.Close)
	names := e.Names
	if e.figures != nil {
		names = e.figures[c.Figure]
	}
	c.Specific = c.Coverage.Specific(names)
	c.add("specific", SpecificWeight*c.Specific)
	c.Dimension = query.DimensionFit(q, f)
	if s.ofAnotherSpan(e, c) {
		c.Dimension, c.otherSpan = query.SlotMismatch, true
	}
	if c.Dimension == query.SlotFits {
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
	if counts(c.Entry.Fact, c.Figure, s.counted) {
		c.add("counted", countedWeight*s.countedShare(subjectWords(c.Entry.Fact, c.Figure)))
	}
	if f.Dimension == figure.Money && q.Dimension == "" && q.Hint == "" {
		// "How much" without a unit is more often asked of money.
		c.add("money", moneyWeight)
	}
	if c.Entry.Measure == nil {
		c.add("subject", runningSubjectWeight*s.share(subjectWords(c.Entry.Fact, c.Figure)))
	} else {
		c.add("subject", subjectWeight*s.share(subjectWords(c.Entry.Fact, c.Figure)))
	}
	if len(c.Entry.Fact.Figures) > 1 {
		if c.Figure >= len(c.Entry.Fact.Labels) {
			c.add("near", nearWeight*s.nearness(e, c.Entry.Fact, c.Figure))
			if s.farFromCounted(e, c.Entry.Fact, c.Figure) {
				c.Dimension = query.SlotMismatch
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
func (s *Subject) ofAnotherSpan(e *Evidence, c *Choice) bool {
	asked := s.span
	if asked.Daily == asked.Cumulative {
		return false
	}
	stated := e.spans(c.Entry.Fact)[c.Figure]
	if asked.Cumulative && stated.Added && !asked.Added {
		return true // what was added is not all there is
	}
	ofDay := stated.Daily || slices.Contains(c.Value().Per, "day")
	return asked.Daily != ofDay && (ofDay || stated.Cumulative)
}

// spans returns for how long each figure of a fact counts.
func (e *Evidence) spans(fact *knowledge.Fact) []query.SpanSigns {
	e.readSpans.Do(func() {
		for i := range fact.Figures {
			e.spanSigns = append(e.spanSigns, query.SpanSignsOf(subjectWords(fact, i)+"\n"+strings.Join(Texts(fact.Statement), "\n")))
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
		names = append(names, Texts(fact.LabelOf(i))...)
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
func (s *Subject) countedShare(words string) float64 {
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
		words = append(words, Texts(fact.LabelOf(i))...)
	}
	return strings.Join(words, "\n")
}

// share returns the share of the question's weight that the given words say.
func (s *Subject) share(words string) float64 {
	if s.total == 0 {
		return 0
	}
	f := newField(words)
	sum := 0.0
	for _, u := range s.units {
		if f.terms[u.term] || slices.ContainsFunc(s.alternatives, func(a span) bool {
			return a.start <= u.start && u.end <= a.end && slices.ContainsFunc(a.words, func(w retrieve.Alternative) bool { return f.has(w) })
		}) {
			sum += u.weight
		}
	}
	return min(1, sum/s.total)
}

// Pick returns the choices that together answer the question: one, or as
// many as it asks for at once. It returns nil where nothing fits.
func (x *Finder) Pick(q *query.Query, s *Subject, all []Choice) []Choice {
	if len(all) == 0 {
		return nil
	}
	// "A and B": no fact says both, but together they leave nothing unsaid.
	if !all[0].Fits() {
		return x.joint(q, all)
	}
	first := all[0]
	if first.Coverage.Matched < LeastMatched || outdone(&first, all) {
		return nil
	}
	chosen := []Choice{first}
	// 一共 asks for a sum only where the figure found is not the whole of what
	// the question names.
	whole := q.Operation == query.Total && !query.NamesSeveral(q) && s.OwnsAll(s.Own(x, &first))
	if query.AsksForSeveral(q) && !whole {
		chosen = append(chosen, x.others(q, all)...)
	}
	return chosen
}

// outdone reports whether a figure that says clearly more of the question than
// the first that fits is of another place or time: that one is asked for, and
// what fits is something else.
func outdone(first *Choice, all []Choice) bool {
	return slices.ContainsFunc(all, func(c Choice) bool {
		return (c.Place == query.SlotMismatch || c.Time == query.SlotMismatch || c.otherSpan) && c.Score > first.Score && c.Coverage.Close > first.Coverage.Close+outdoneBy
	})
}

// outdoneBy is the share of a question that counts as clearly more.
const outdoneBy = 0.1

// LeastMatched is the share of a question's weight below which no fact is
// taken for its answer.
const LeastMatched = 0.30

// joint covers a question that names several subjects with several facts of
// one kind of figure: each must add a word that the others lack.
func (x *Finder) joint(q *query.Query, all []Choice) []Choice {
	if !query.AsksForSeveral(q) {
		return nil
	}
	var chosen []Choice
	var missing []string
	for len(chosen) < mostTogether {
		next, left := -1, missing
		for i := range all {
			c := &all[i]
			if c.Place == query.SlotMismatch || c.Time == query.SlotMismatch || c.Dimension == query.SlotMismatch {
				continue
			}
			if len(chosen) > 0 && c.Value().Dimension != chosen[0].Value().Dimension {
				continue
			}
			rest := c.Coverage.Missing
			if len(chosen) > 0 {
				rest = both(missing, c.Coverage.Missing)
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
func (x *Finder) others(q *query.Query, all []Choice) []Choice {
	first := all[0]
	var out []Choice
	for _, c := range all[1:] {
		if len(out) == mostTogether-1 || !c.Fits() {
			break
		}
		if c.Entry.Measure != first.Entry.Measure || c.Entry.Measure == nil && c.Entry.Fact != first.Entry.Fact {
			continue
		}
		if c.Value().Dimension == figure.DateDay || c.Value().Dimension == figure.DateRange {
			continue
		}
		if c.Score < nearTie*first.Score {
			break
		}
		out = append(out, c)
	}
	return out
}

// nearTie is the share of the best score from which another fact counts as
// meant as well.
const nearTie = 0.85
