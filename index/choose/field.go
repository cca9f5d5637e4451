package choose

import (
	"slices"
	"strings"

	"policybot/index/analysis"
	"policybot/index/lexicon"
)

// field is some words of a document, by their numbers in the vocabulary.
type field struct {
	sequence []int32     // its indexed terms, in order
	terms    []termCount // the same, each once, by number
	words    []int32     // its content words, each once
}

type termCount struct{ term, count int32 }

// field splits text into terms and words.
func (v *vocabulary) field(text string) *field {
	f := new(field)
	if text == "" {
		return f
	}
	for _, t := range analysis.Tokens(text) {
		f.sequence = append(f.sequence, v.term(t.Term))
	}
	f.terms = counted(f.sequence)
	for _, w := range lexicon.Segment(text) {
		folded := strings.ToLower(w.Text)
		if analysis.HoldsHan(folded) || !analysis.IsStop(folded) {
			f.words = append(f.words, v.id(folded))
		}
	}
	slices.Sort(f.words)
	f.words = slices.Clip(slices.Compact(f.words))
	return f
}

func counted(sequence []int32) []termCount {
	sorted := slices.Clone(sequence)
	slices.Sort(sorted)
	var terms []termCount
	for _, t := range sorted {
		if n := len(terms); n > 0 && terms[n-1].term == t {
			terms[n-1].count++
		} else {
			terms = append(terms, termCount{t, 1})
		}
	}
	return slices.Clip(terms)
}

// count returns how often the field holds a term.
func (f *field) count(term int32) int32 {
	i, found := slices.BinarySearchFunc(f.terms, term, func(t termCount, term int32) int { return int(t.term) - int(term) })
	if !found {
		return 0
	}
	return f.terms[i].count
}

// matching holds the fields of documents against one question, each once.
type matching struct {
	vocabulary *vocabulary
	question   *Question
	terms      []int32   // of the question; -1 for one that no document read so far has
	unit       []int32   // of the unit asked for
	words      []similar // of the question
	target     []int     // ordinals in words
	clause     []int
	fields     map[*field]*match
	texts      map[*statement]*match

	termsOfWords [][]string           // of each word of the question
	held         map[*document][]bool // of each word, whether the document says it
	inBase       []bool               // of each word, whether the base says it
}

func newMatching(v *vocabulary, q *Question) *matching {
	m := &matching{vocabulary: v, question: q, words: v.similarTo(q.words), fields: make(map[*field]*match), texts: make(map[*statement]*match)}
	for _, t := range q.terms {
		m.terms = append(m.terms, v.knownTerm(t.text))
	}
	for _, t := range analysis.Tokens(q.Asked.Unit) {
		m.unit = append(m.unit, v.knownTerm(t.Term))
	}
	m.target, m.clause = ordinals(q.words, q.target), ordinals(q.words, q.clause)
	return m
}

func ordinals(words, of []word) []int {
	var found []int
	for i, w := range words {
		if slices.ContainsFunc(of, func(o word) bool { return o.text == w.text }) {
			found = append(found, i)
		}
	}
	return found
}

// match is how a field, or several, stand to a question.
type match struct {
	counts   []int32   // of each term of the question
	unit     []bool    // of each term of the unit asked for, whether it is held
	together []bool    // of each term and the next, whether they stand together
	near     []float32 // of each word, how near the nearest word is; nil until asked for
	of       []*field
}

// field returns how a field stands to the question.
func (m *matching) field(f *field) *match {
	if known := m.fields[f]; known != nil {
		return known
	}
	k := &match{counts: make([]int32, len(m.terms)), of: []*field{f}}
	for i, t := range m.terms {
		k.counts[i] = f.count(t)
	}
	for _, t := range m.unit {
		k.unit = append(k.unit, f.count(t) > 0)
	}
	for i := 0; i+1 < len(m.terms); i++ {
		k.together = append(k.together, k.counts[i] > 0 && k.counts[i+1] > 0 && f.together(m.terms[i], m.terms[i+1]))
	}
	m.fields[f] = k
	return k
}

// together reports whether one term comes right behind another.
func (f *field) together(a, b int32) bool {
	for i, t := range f.sequence {
		if t == a && (i+1 < len(f.sequence) && f.sequence[i+1] == b || i+2 < len(f.sequence) && f.sequence[i+2] == b) {
			return true
		}
	}
	return false
}

// text returns how the own words of a statement stand to the question.
func (m *matching) text(d *document, s *statement) *match {
	if s.extent == single {
		return m.field(s.words)
	}
	if known := m.texts[s]; known != nil {
		return known
	}
	k := &match{counts: make([]int32, len(m.terms)), unit: make([]bool, len(m.unit)), together: make([]bool, max(0, len(m.terms)-1))}
	for _, i := range s.parts {
		part := m.field(d.statements[i].words)
		for t, n := range part.counts {
			k.counts[t] += n
		}
		for t, held := range part.unit {
			k.unit[t] = k.unit[t] || held
		}
		for t, held := range part.together {
			k.together[t] = k.together[t] || held
		}
		k.of = append(k.of, part.of...)
	}
	m.texts[s] = k
	return k
}

// nearest returns of each word of the question how near a match comes to it.
func (m *matching) nearest(k *match) []float32 {
	if k.near != nil || len(m.words) == 0 {
		return k.near
	}
	k.near = make([]float32, len(m.words))
	for _, f := range k.of {
		own := k.near
		if len(k.of) > 1 {
			own = m.nearest(m.field(f))
		}
		for i := range m.words {
			if len(k.of) == 1 {
				for _, id := range f.words {
					if near := m.words[i].to(m.vocabulary, id); near > own[i] {
						own[i] = near
					}
				}
			}
			k.near[i] = max(k.near[i], own[i])
		}
	}
	return k.near
}

// cover returns the weight of the question's terms that some matches hold.
func (m *matching) cover(matches ...*match) float64 {
	sum := 0.0
	for i, t := range m.question.terms {
		for _, k := range matches {
			if k.counts[i] > 0 {
				sum += t.weight
				break
			}
		}
	}
	return sum
}

// How terms weigh by how often a statement says them: as in BM25, with the
// usual saturation, and less punishment of length than for whole documents.
const (
	saturation   = 1.2
	lengthWeight = 0.4
	usualLength  = 30 // terms in a statement, about the mean of many bases
	leadWeight   = 0.5
	titleWeight  = 0.3
)

// bm25 scores the question's terms in a match.
func (m *matching) bm25(k *match, length int, b float64) float64 {
	sum := 0.0
	for i, t := range m.question.terms {
		if n := float64(k.counts[i]); n > 0 {
			sum += t.weight * n * (saturation + 1) / (n + saturation*(1-b+b*float64(length)/usualLength))
		}
	}
	return sum
}

// alignment is how much of a question some matches say in words of like
// meaning.
type alignment struct {
	share float64 // of the weight of the question's words
	worst float64 // the weight of the word that is said least, as far as it is not said
}

// align holds words of the question, all where none are given, against matches.
func (m *matching) align(of []int, matches ...*match) alignment {
	var a alignment
	total := 0.0
	one := func(i int) {
		best := float32(0)
		for _, k := range matches {
			if near := m.nearest(k); near[i] > best {
				best = near[i]
			}
		}
		w := m.words[i].weight
		total += w
		a.share += w * float64(best)
		a.worst = max(a.worst, w*(1-float64(best)))
	}
	if of == nil {
		for i := range m.words {
			one(i)
		}
	}
	for _, i := range of {
		one(i)
	}
	if total > 0 {
		a.share /= total
	}
	return a
}

// adjacency is the share of the question's neighbouring terms that stand
// together in a match.
func (m *matching) adjacency(k *match) float64 {
	together, all := 0.0, 0.0
	terms := m.question.terms
	for i := 0; i+1 < len(terms); i++ {
		weight := (terms[i].weight + terms[i+1].weight) / 2
		all += weight
		if k.together[i] {
			together += weight
		}
	}
	if all == 0 {
		return 0
	}
	return together / all
}

// unitShare is the share of the words of the unit asked for ("how many working
// days") that a match holds.
func (m *matching) unitShare(k *match) float64 {
	if len(m.unit) == 0 {
		return 0
	}
	held := 0
	for _, h := range k.unit {
		if h {
			held++
		}
	}
	return float64(held) / float64(len(m.unit))
}
