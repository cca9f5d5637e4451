package index

import (
	"math"
	"math/bits"
	"strings"

	"policybot/index/analysis"
	"policybot/knowledge/place"
)

// ground is a document held against a question.
type ground struct {
	*reading
	ordinal       int // of the document
	asks          *asks
	local         []float64 // by bit
	rank          float64   // chance of the document, of the best one's
	best          struct{ sentence, context, line, section float64 }
	head          []uint64  // by line: terms of what it stands under
	shares        []float64 // by clause: of what tells one sentence from another
	marks         []mark    // by clause
	sectionShares []float64
	children      []int32 // by line: how many lines stand right under it
	runs          struct {
		sentence     []*runs
		clause, line []int // -1 where not known yet
	}
}

// mark is a set of things that a clause holds.
type mark uint16

const (
	markDate mark = 1 << iota
	markAgency
	markPlace
	markDigits
	markQuote
	markSpaced
	markQuestion
	markResponsible
	markWanted
	markUnit
	markRead mark = 1 << 15
)

// marksOf returns what a text holds.
func (a *asks) marksOf(text string) mark {
	var m mark
	set := func(bit mark, holds bool) {
		if holds {
			m |= bit
		}
	}
	signs := signsOf(text)
	set(markDigits, signs.digits)
	set(markDate, signs.date)
	set(markAgency, signs.agency)
	if a.kind == askWhere || a.kind == askWho || a.kind == askWhich {
		set(markPlace, len(place.Find(text)) > 0)
	}
	set(markQuote, strings.Contains(text, "《") || strings.Contains(text, "“"))
	set(markSpaced, spacedHan(text))
	set(markQuestion, strings.Contains(text, "？"))
	set(markResponsible, strings.Contains(text, "责任单位") || strings.Contains(text, "牵头单位") || strings.Contains(text, "责任部门"))
	set(markWanted, a.wanted != "" && strings.Contains(text, a.wanted))
	set(markUnit, a.unit != "" && numberBefore(text, a.unit))
	return m
}

// clauseMarks returns what clauses first to last hold.
func (g *ground) clauseMarks(first, last int32) mark {
	var m mark
	for c := first; c <= last; c++ {
		if g.marks[c] == 0 {
			k := &g.clauses[c]
			g.marks[c] = markRead | g.asks.marksOf(g.texts[k.section][k.start:k.end])
		}
		m |= g.marks[c]
	}
	return m
}

func unset(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

// newGround weighs a reading by what tells its sentences apart.
func newGround(a *asks, r *reading, rank float64) *ground {
	g := &ground{reading: r, asks: a, rank: rank, local: make([]float64, len(a.terms)), head: make([]uint64, len(r.lines))}
	total := 0.0
	counts := make([]int, len(a.terms))
	for _, s := range r.sentences {
		for rest := s.terms; rest != 0; rest &= rest - 1 {
			counts[bits.TrailingZeros64(rest)]++
		}
	}
	for bit, n := range counts {
		if n > 0 {
			g.local[bit] = a.weight[bit] * math.Log((float64(len(r.sentences))+1)/(float64(n)+0.5))
			total += g.local[bit]
		}
	}
	for bit := range g.local {
		g.local[bit] /= max(total, 1e-9)
	}
	g.marks = make([]mark, len(r.clauses))
	g.shares = make([]float64, len(r.clauses))
	for i := range r.clauses {
		g.shares[i] = g.share(r.clauses[i].terms, g.local)
	}
	g.runs.sentence = make([]*runs, len(r.sentences))
	g.runs.clause, g.runs.line = unset(len(r.clauses)), unset(len(r.lines))
	headings := make([]uint64, len(r.headings))
	for i, hashes := range r.headings {
		headings[i] = a.termsOf(hashes)
	}
	g.children = make([]int32, len(r.lines))
	for i, l := range r.lines {
		if l.parent >= 0 {
			g.children[l.parent]++
		}
		for p := l.parent; p >= 0; p = r.lines[p].parent {
			g.head[i] |= r.lines[p].terms
		}
		g.head[i] |= headings[l.section]
		g.best.line = max(g.best.line, g.share(l.terms, g.local))
	}
	for i, s := range r.sentences {
		g.best.sentence = max(g.best.sentence, g.share(s.terms, g.local))
		g.best.context = max(g.best.context, g.share(g.sentenceContext(i), g.local))
	}
	for _, s := range r.sections {
		g.sectionShares = append(g.sectionShares, g.share(g.termsOf(s.first, s.last), g.local))
		g.best.section = max(g.best.section, g.sectionShares[len(g.sectionShares)-1])
	}
	return g
}

// termsOf returns the terms of the question among some, by their hashes.
func (a *asks) termsOf(hashes []uint32) uint64 {
	var set uint64
	for _, hash := range hashes {
		if bit, ok := a.hashes[hash]; ok {
			set |= 1 << bit
		}
	}
	return set
}

func termsIn(text string, bits map[string]int) uint64 {
	var set uint64
	for _, t := range analysis.Tokens(text) {
		if bit, ok := bits[t.Term]; ok {
			set |= 1 << bit
		}
	}
	return set
}

// sentenceContext returns the terms of a sentence, of the one before in its
// line, and of what it stands under.
func (g *ground) sentenceContext(i int) uint64 {
	s := g.sentences[i]
	set := s.terms | g.head[s.line]
	if i > 0 && g.sentences[i-1].line == s.line {
		set |= g.sentences[i-1].terms
	}
	return set
}

// termsOf returns the terms of clauses first to last, last excluded.
func (r *reading) termsOf(first, last int32) uint64 {
	var set uint64
	for _, c := range r.clauses[first:last] {
		set |= c.terms
	}
	return set
}

// share returns the weight of a set of terms.
func (g *ground) share(set uint64, weights []float64) float64 {
	sum := 0.0
	for ; set != 0; set &= set - 1 {
		sum += weights[bits.TrailingZeros64(set)]
	}
	return sum
}

// under reports whether a line stands under another, at any depth.
func (r *reading) under(line, head int32) bool {
	for p := r.lines[line].parent; p >= 0; p = r.lines[p].parent {
		if p == head {
			return true
		}
	}
	return false
}

// headShare returns the share of a line that is words of the question.
func (r *reading) headShare(line int32) float64 {
	length, asked := int32(0), int32(0)
	for _, c := range r.clauses[r.lines[line].first:r.lines[line].last] {
		length += c.length
		asked += c.asked
	}
	return float64(asked) / float64(max(1, length))
}

// termsBetween returns the terms of the question within a window of one
// clause.
func (g *ground) termsBetween(w textWindow) uint64 {
	c := &g.clauses[w.first]
	var set uint64
	for _, h := range g.hits[c.hits.first:c.hits.last] {
		if h.start >= w.start && h.end <= w.end {
			set |= 1 << h.bit
		}
	}
	return set
}
