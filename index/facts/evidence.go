package facts

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"policybot/index/analysis"
	"policybot/index/query"
	"policybot/index/retrieve"
	"policybot/index/store"
	"policybot/knowledge"
)

// Weights of the places where a word of the question can stand. A word in a
// fact's own label says that the fact is about it; the same word in the
// measure's summary says so of the measure only. Found by trying steps of 0.1
// on the tuning half of the questions; the order matters, the steps hardly.
const (
	labelWeight     = 1.0
	statementWeight = 0.8
	measureWeight   = 0.6
	contextWeight   = 0.4
)

// Evidence is what a fact can be held to: its words, by how closely they
// belong to it.
type Evidence struct {
	label, statement, measure, context field
	Names                              []map[string]float64        // terms of each label and other name with their idf
	figures                            [][]map[string]float64      // the names of each figure, where a fact has several
	places                             map[string][]analysis.Token // of a fact of several figures: where its statement says each term
	spanSigns                          []query.SpanSigns           // by figure
	readSpans                          sync.Once
}

// field is the searchable form of some texts.
type field struct {
	folded string
	terms  map[string]bool
}

func newField(texts ...string) field {
	f := field{folded: analysis.Fold(strings.Join(texts, "\n")), terms: make(map[string]bool)}
	for _, t := range analysis.Tokens(f.folded) {
		f.terms[t.Term] = true
	}
	return f
}

// has reports whether the field holds a word, given its folded text and
// terms: every term of a Latin word, the very characters of a Chinese one.
func (f *field) has(w retrieve.Alternative) bool {
	for _, t := range w.Terms {
		if !f.terms[t] {
			return false
		}
	}
	return len(w.Terms) > 0 && (!w.Chinese || strings.Contains(f.folded, w.Text))
}

// weigh returns the terms of a name with how much each tells.
func (x *Finder) weigh(name string) map[string]float64 {
	terms := make(map[string]float64)
	for _, t := range analysis.Tokens(name) {
		if !analysis.IsStop(t.Term) {
			terms[t.Term] = x.store.IDF(t.Term)
		}
	}
	return terms
}

func Texts(t knowledge.Text) []string { return []string{t[knowledge.Chinese], t[knowledge.English]} }

// factEvidence gathers the evidence of a fact.
func (x *Finder) factEvidence(entry *store.FactEntry) *Evidence {
	fact, measure, document := entry.Fact, entry.Measure, x.store.DocumentAt(entry.Document)
	e := &Evidence{}
	names := append(Texts(fact.Label), fact.Also...)
	for _, label := range fact.Labels {
		names = append(names, Texts(label)...)
	}
	var units []string
	for _, f := range fact.Figures {
		names = append(names, f.Subject)
		units = append(units, f.Unit, f.Text)
	}
	e.label = newField(append(names, units...)...)
	for _, name := range names {
		if name != "" {
			e.Names = append(e.Names, x.weigh(name))
		}
	}
	if len(fact.Figures) > 1 {
		e.figures = make([][]map[string]float64, len(fact.Figures))
		for i, f := range fact.Figures {
			own := Texts(fact.LabelOf(i))
			if fact.Measure == "" && i >= len(fact.Labels) {
				own = []string{f.Subject}
			}
			for _, name := range own {
				if name != "" {
					e.figures[i] = append(e.figures[i], x.weigh(name))
				}
			}
		}
	}
	e.statement = newField(Texts(fact.Statement)...)
	if len(fact.Figures) > 1 {
		e.places = make(map[string][]analysis.Token)
		for _, t := range analysis.Tokens(fact.Statement.In(fact.Language)) {
			e.places[t.Term] = append(e.places[t.Term], t)
		}
	}
	var near, around []string
	if measure != nil {
		near = append(append(Texts(measure.Title), measure.Also...), Texts(measure.Summary)...)
		around = append(append(around, Texts(measure.Agency)...), Texts(measure.Speaker)...)
		for _, a := range measure.Audience {
			around = append(around, Texts(a)...)
		}
		if t := x.store.Base.Topic(measure.Topic); t != nil {
			around = append(append(around, Texts(t.Name)...), t.Also...)
		}
	}
	if s := document.Section(fact.Cite.Section); s != nil {
		near = append(near, s.Heading...)
	}
	around = append(around, document.Title, document.Source.Publisher, document.Source.Number)
	around = append(around, Texts(document.Titles)...)
	around = append(around, Texts(document.Source.Publishers)...)
	around = append(around, Texts(x.store.Base.Name)...)
	e.measure, e.context = newField(near...), newField(around...)
	return e
}

// Finder holds the facts of a store against questions. It is safe for use by
// several goroutines.
type Finder struct {
	store     *store.Store
	retriever *retrieve.Retriever
	evidence  evidenceCache
}

func New(s *store.Store, r *retrieve.Retriever) *Finder { return &Finder{store: s, retriever: r} }

// evidenceCache keeps the evidence of facts and measures once gathered, by
// ordinal: it holds no more than the base does, however much is asked. The
// zero cache is empty.
type evidenceCache struct {
	facts, measures sync.Map // ordinal -> *evidence
	places          sync.Map // ordinal of a document -> []place.ID
	reaches         sync.Map // ordinal of a fact -> reach
	measureReaches  sync.Map // ordinal of a measure -> reach
}

// evidenceOf returns the evidence of the fact with the given ordinal.
func (x *Finder) evidenceOf(ordinal int) *Evidence {
	if e, ok := x.evidence.facts.Load(ordinal); ok {
		return e.(*Evidence)
	}
	e := x.factEvidence(&x.store.Facts[ordinal])
	x.evidence.facts.Store(ordinal, e)
	return e
}

// MeasureEvidenceOf returns the evidence of the measure with the given
// ordinal.
func (x *Finder) MeasureEvidenceOf(ordinal int) *Evidence {
	if e, ok := x.evidence.measures.Load(ordinal); ok {
		return e.(*Evidence)
	}
	e := x.measureEvidence(&x.store.Measures[ordinal])
	x.evidence.measures.Store(ordinal, e)
	return e
}

// unit is the smallest part of a question that evidence can hold: two
// neighbouring Chinese characters, or one Latin word.
type unit struct {
	term       string
	start, end int // bytes of the question
	weight     float64
	class      query.WordClass
}

// Subject is a question made ready to be held against evidence.
type Subject struct {
	query        *query.Query
	units        []unit
	alternatives []span
	total        float64 // weight of all content units
	span         query.SpanSigns
	counted      string // what "how many" asks to count, and the words that can stand for it
}

// span is a stretch of the question that other words can stand for.
type span struct {
	start, end int // bytes of the question
	words      []retrieve.Alternative
}

// headShare is how much more the end of a Chinese noun counts, which says what
// the thing is: 利用率 in 产业链企业产能利用率.
const headShare = 1.5

// weakShare is how much a weak word counts against a content word of the same
// rarity.
const weakShare = 0.1

// SubjectOf prepares q for matching.
func (x *Finder) SubjectOf(q *query.Query) *Subject {
	s := &Subject{query: q, alternatives: x.alternatives(q), counted: q.Head, span: query.SpanSignsOf(q.Text)}
	for _, a := range s.alternatives {
		if word := analysis.Fold(q.Text[a.start:a.end]); q.Head != "" && strings.Contains(q.Head, word) {
			for _, w := range a.words {
				s.counted += "\n" + w.Text
			}
		}
	}
	for _, t := range analysis.Tokens(q.Text) {
		class, ok := q.ClassOf(t.Start, t.End)
		if !ok || strings.ContainsAny(t.Term, query.Functional) {
			continue
		}
		u := unit{term: t.Term, start: t.Start, end: t.End, weight: x.store.IDF(t.Term), class: class}
		if class == query.WeakWord {
			u.weight *= weakShare
		} else {
			if q.EndsNoun(t.End) {
				u.weight *= headShare
			}
			s.total += u.weight
		}
		s.units = append(s.units, u)
	}
	return s
}

// alternatives finds the stretches of the question that words of the
// thesaurus can stand for.
func (x *Finder) alternatives(q *query.Query) []span {
	asked := analysis.Tokens(q.Text)
	groups := x.retriever.Thesaurus.Alternatives()
	var out []span
	for _, at := range x.retriever.Thesaurus.Begins().In(asked) {
		synonym := &groups[at.Group][at.Word]
		start, end, ok := synonym.Find(asked)
		if !ok || slices.ContainsFunc(q.Words, func(w query.Word) bool { return w.Class == query.AskingWord && w.Start < end && start < w.End }) {
			continue
		}
		out = append(out, span{start, end, slices.Delete(slices.Clone(groups[at.Group]), at.Word, at.Word+1)})
	}
	return out
}

// Coverage is how well one piece of evidence holds a question.
type Coverage struct {
	Matched   float64         // share of the question's weight, 0 to a little over 1 where weak words match too
	Close     float64         // the same, counting only words in the fact's own label and statement
	said      map[string]bool // terms of the question that the evidence holds
	Uncounted bool            // what the question asks to count is not in the label or statement
	Missing   []string        // content words that nothing in the evidence says, as asked
	unlabeled []string        // content words that the fact's label and statement do not say
}

// Cover holds a question against evidence.
func (s *Subject) Cover(x *Finder, e *Evidence) Coverage {
	var c Coverage
	text := s.query.Text
	// Of each byte of the question, the weight of the closest place that says it.
	said := make([]float64, len(text))
	mark := func(start, end int, weight float64) {
		for i := start; i < end; i++ {
			said[i] = max(said[i], weight)
		}
	}
	place := func(has func(*field) bool) float64 {
		switch {
		case has(&e.label):
			return labelWeight
		case has(&e.statement):
			return statementWeight
		case has(&e.measure):
			return measureWeight
		case has(&e.context):
			return contextWeight
		}
		return 0
	}
	for _, a := range s.alternatives {
		for _, w := range a.words {
			if weight := place(func(f *field) bool { return f.has(w) }); weight > 0 {
				mark(a.start, a.end, weight*w.Weight)
			}
		}
	}
	matched := make(map[string]bool, len(s.units))
	for _, u := range s.units {
		weight := place(func(f *field) bool { return f.terms[u.term] })
		if weight > 0 {
			mark(u.start, u.end, weight)
			matched[u.term] = true
		} else if covered := least(said[u.start:u.end]); covered > 0 {
			weight = covered
		}
		c.Matched += u.weight * weight
		if weight >= statementWeight*retrieve.SynonymWeight {
			c.Close += u.weight
		}
	}
	if s.total > 0 {
		c.Matched /= s.total
		c.Close /= s.total
	}
	c.said = matched
	for _, w := range s.query.Words {
		if w.Class != query.ContentWord {
			continue
		}
		if !query.NamesSeveral(s.query) && s.query.Counted[0] <= w.Start && w.End <= s.query.Counted[1] && uncovered(text[w.Start:w.End], said[w.Start:w.End], measureWeight) != "" {
			c.Uncounted = true
		}
		// A name with digits in it (N95, 5G) tells one thing from another of its
		// kind: the fact itself must say it.
		limit := 0.0
		if strings.ContainsAny(w.Text, "0123456789") {
			limit = measureWeight
		}
		if m := uncovered(text[w.Start:w.End], said[w.Start:w.End], limit); m != "" {
			c.Missing = append(c.Missing, m)
		}
		if m := uncovered(text[w.Start:w.End], said[w.Start:w.End], measureWeight); m != "" {
			c.unlabeled = append(c.unlabeled, m)
		}
	}
	return c
}

// Specific is the share of the best-fitting of some names that the question
// says, 0 to 1.
func (c *Coverage) Specific(names []map[string]float64) float64 {
	best := 0.0
	for _, name := range names {
		var have, all float64
		for _, term := range slices.Sorted(maps.Keys(name)) { // added up in one order: the last digit is the same everywhere
			idf := name[term]
			all += idf
			if c.said[term] {
				have += idf
			}
		}
		if all > 0 {
			best = max(best, have/all)
		}
	}
	return best
}

// prefixes are characters before a noun that do not make it another thing.
// Neither do verbs of one character, before what they are done to.
const prefixes = "新老旧大小总全各本该副主" + "走坐乘买卖租借用吃住停交缴付领写报找送发寄打接盖修捕下"

// What follows a number is counted with, and what follows an auxiliary is
// done: neither is the head of a noun.
const (
	counting  = "一二两三四五六七八九十百千万每几"
	auxiliary = "能会可要得应须想愿肯敢"
)

func least(weights []float64) float64 {
	if len(weights) == 0 {
		return 0
	}
	low := weights[0]
	for _, w := range weights[1:] {
		low = min(low, w)
	}
	return low
}

// uncovered returns the longest stretch of a word that is said with a weight
// of no more than limit. One Chinese character alone says too little to be
// missed; a Latin word is missed as a whole.
func uncovered(word string, said []float64, limit float64) string {
	longest, from := "", -1
	han := false
	cut := func(to int) {
		if from >= 0 && to-from > len(longest) {
			longest = word[from:to]
		}
		from = -1
	}
	for i, r := range word {
		han = han || analysis.IsHan(r)
		if said[i] <= limit && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			if from < 0 {
				from = i
			}
		} else {
			cut(i)
		}
	}
	cut(len(word))
	if han {
		weak := func(r rune) bool { return strings.ContainsRune(query.WeakCharacters, r) }
		last, n := utf8.DecodeLastRuneInString(word)
		previous, m := utf8.DecodeLastRuneInString(word[:len(word)-n])
		if analysis.IsHan(last) && n < len(word) && said[len(word)-n] <= limit && !weak(last) && !strings.ContainsRune(query.Trailing, last) && !strings.ContainsRune(counting+auxiliary, previous) {
			// The last character is the head of the noun: 口罩机 is no 口罩.
			if len(longest) < n+m {
				return word[len(word)-n-m:]
			}
			return longest
		}
		if first, n := utf8.DecodeRuneInString(word); analysis.IsHan(first) && n < len(word) && said[0] <= limit && said[n] > limit && !weak(first) && !strings.ContainsRune(query.Leading+prefixes, first) {
			// The first character tells one kind of thing from another: 棉布 is no 麻布.
			_, m := utf8.DecodeRuneInString(word[n:])
			if len(longest) < n+m {
				return word[:n+m]
			}
			return longest
		}
		core := strings.TrimRight(strings.TrimLeft(longest, query.Leading), query.Trailing)
		if utf8.RuneCountInString(core) < 2 || strings.TrimFunc(core, weak) == "" {
			return ""
		}
	}
	return longest
}

// measureEvidence gathers what a measure can be held to.
func (x *Finder) measureEvidence(entry *store.MeasureEntry) *Evidence {
	m, d := entry.Measure, x.store.DocumentAt(entry.Document)
	e := &Evidence{}
	names := append(Texts(m.Title), m.Also...)
	for _, a := range m.Audience {
		names = append(names, Texts(a)...)
	}
	if t := x.store.Base.Topic(m.Topic); t != nil {
		names = append(append(names, Texts(t.Name)...), t.Also...)
	}
	e.label = newField(names...)
	for _, name := range names {
		e.Names = append(e.Names, x.weigh(name))
	}
	e.statement = newField(Texts(m.Summary)...)
	var facts []string
	for _, f := range m.Facts {
		facts = append(append(append(facts, Texts(f.Label)...), Texts(f.Statement)...), f.Also...)
	}
	if len(facts) == 0 {
		facts = append(facts, x.store.Base.Quote(m.Cite))
	}
	e.measure = newField(append(facts, append(Texts(m.Agency), Texts(m.Speaker)...)...)...)
	e.context = newField(append(append([]string{d.Title, d.Source.Publisher, d.Source.Number}, Texts(d.Titles)...), Texts(x.store.Base.Name)...)...)
	return e
}
