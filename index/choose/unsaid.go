package choose

import "policybot/index/analysis"

// unsaid says what a candidate leaves unsaid of the question, each as a share
// of the weight of the question's words: words that its own document says
// elsewhere, words that only other documents say, and words that nothing says.
// What a document has a word for and does not say here is most likely something
// else: the enhanced check, where only the basic one has a price.
func (m *matching) unsaid(c *Chooser, k *Candidate) {
	if len(m.words) == 0 {
		return
	}
	matches := []*match{m.text(k.document, k.statement), m.field(k.leadWords), m.field(k.headingWords), m.field(k.document.title)}
	holds := m.documentHolds(k.document)
	total := 0.0
	var here, elsewhere, nowhere, worstHere, worstElsewhere, worstNowhere float64
	for i := range m.words {
		w := m.words[i].weight
		total += w
		near := float32(0)
		for _, x := range matches {
			near = max(near, m.nearest(x)[i])
		}
		if near >= exactly {
			continue
		}
		switch {
		case holds[i]:
			here += w
			worstHere = max(worstHere, w)
		case m.baseHolds(c)[i]:
			elsewhere += w
			worstElsewhere = max(worstElsewhere, w)
		default:
			w *= 1 - float64(near)
			nowhere += w
			worstNowhere = max(worstNowhere, w)
		}
	}
	if total == 0 {
		return
	}
	f := k.Features
	f.set("unsaid here", here/total)
	f.set("unsaid elsewhere", elsewhere/total)
	f.set("unsaid nowhere", nowhere/total)
	f.set("unsaid here most", worstHere/10)
	f.set("unsaid elsewhere most", worstElsewhere/10)
	f.set("unsaid nowhere most", worstNowhere/10)
}

// wordTerms returns the indexed terms of each word of the question.
func (m *matching) wordTerms() [][]string {
	if m.termsOfWords == nil {
		m.termsOfWords = make([][]string, len(m.question.words))
		for i, w := range m.question.words {
			for _, t := range analysis.Tokens(w.text) {
				m.termsOfWords[i] = append(m.termsOfWords[i], t.Term)
			}
		}
	}
	return m.termsOfWords
}

// documentHolds reports of each word of the question whether some sentence of a
// document says it.
func (m *matching) documentHolds(d *document) []bool {
	if known, ok := m.held[d]; ok {
		return known
	}
	holds := make([]bool, len(m.question.words))
	for i, terms := range m.wordTerms() {
		var ids []int32
		for _, t := range terms {
			ids = append(ids, m.vocabulary.knownTerm(t))
		}
		for s := range d.statements {
			st := &d.statements[s]
			if st.extent == single && holdsTerms(st.words, ids) || holdsTerms(st.headingWords, ids) {
				holds[i] = true
				break
			}
		}
	}
	if m.held == nil {
		m.held = make(map[*document][]bool)
	}
	m.held[d] = holds
	return holds
}

func holdsTerms(f *field, terms []int32) bool {
	if f == nil {
		return false
	}
	for _, t := range terms {
		if t < 0 || f.count(t) == 0 {
			return false
		}
	}
	return len(terms) > 0
}

// baseHolds reports of each word of the question whether the base holds all its
// terms.
func (m *matching) baseHolds(c *Chooser) []bool {
	if m.inBase == nil {
		m.inBase = make([]bool, len(m.question.words))
		for i, terms := range m.wordTerms() {
			m.inBase[i] = len(terms) > 0
			for _, t := range terms {
				if _, held := c.inverse(t); !held {
					m.inBase[i] = false
				}
			}
		}
	}
	return m.inBase
}
