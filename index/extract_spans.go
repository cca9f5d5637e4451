package index

import (
	"regexp"
	"slices"
	"strings"

	"policybot/knowledge/figure"
)

// textWindow is a stretch of words: clauses first to last, or a part of one.
type textWindow struct {
	first, last int32            // clauses, last included
	start, end  int32            // bytes of the section's text; of the first clause's and the last's
	span        uint8            // what kind of part of a clause it is; 0 for whole clauses
	dimension   figure.Dimension // of a figureSpan
}

const (
	wholeClauses uint8 = iota
	figureSpan
	verbSpan
	quoteSpan
	clozeSpan
	dateSpan
)

// The bounds of windows.
const (
	startSentences = 12 // how many sentences a window may start in, and in other documents than the best
	otherSentences = 4
	freeClauses    = 8  // windows of up to this many clauses end anywhere
	mostSentences  = 10 // longer ones at the end of a sentence, up to this many
	mostLines      = 9  // and longer still at the end of a line
	mostLength     = 700
)

// windows lists the windows worth considering.
func (g *ground) windows() []textWindow {
	type scored struct {
		sentence int
		score    float64
	}
	order := make([]scored, len(g.sentences))
	for i, s := range g.sentences {
		order[i] = scored{i, g.share(s.terms, g.local) + 0.7*g.share(g.sentenceContext(i), g.local)}
	}
	slices.SortStableFunc(order, func(a, b scored) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	})
	starts := make(map[int]bool)
	most := startSentences
	if g.rank < 1 {
		most = otherSentences
	}
	for _, o := range order[:min(len(order), most)] {
		for next := o.sentence; next < min(o.sentence+2, len(g.sentences)); next++ {
			starts[next] = true
		}
	}
	var out []textWindow
	for i := range g.sentences {
		if !starts[i] {
			continue
		}
		s := g.sentences[i]
		for first := s.first; first < s.last; first++ {
			out = g.windowsFrom(out, first)
		}
		out = g.spans(out, i)
	}
	return out
}

func (g *ground) windowsFrom(out []textWindow, first int32) []textWindow {
	sentences, lines := 1, 1
	base := g.clauses[first].offset
	for last := first; last < int32(len(g.clauses)); last++ {
		c := &g.clauses[last]
		if last > first {
			before := &g.clauses[last-1]
			if c.section > before.section+1 {
				break // what lies between was not read
			}
			if c.sentence != before.sentence {
				sentences++
			}
			if c.line != before.line {
				lines++
			}
		}
		if lines > mostLines || c.offset+c.length-base > mostLength && last > first {
			break
		}
		endSentence := last+1 == int32(len(g.clauses)) || g.clauses[last+1].sentence != c.sentence
		endLine := last+1 == int32(len(g.clauses)) || g.clauses[last+1].line != c.line
		startSentence := first == 0 || g.clauses[first-1].sentence != g.clauses[first].sentence
		n := last - first + 1
		if n <= freeClauses && sentences <= 2 || endSentence && sentences <= 4 || startSentence && endSentence && sentences <= mostSentences || endLine && startSentence {
			out = append(out, textWindow{first: first, last: last, start: g.clauses[first].start, end: c.end})
		}
	}
	return out
}

var (
	dates  = regexp.MustCompile(`\d+(?:年|月|日|时|点|:\d)[\d年月日时点分前後后起止上下午（）正腊初十一二三四五六七八九廿:—至-]{2,}`)
	quotes = regexp.MustCompile(`《[^》]{2,60}》|“[^”]{2,40}”`)
)

// spans lists parts of the clauses of a sentence that may answer by
// themselves: figures, what follows a verb, titles, quotations, and what stands
// where the question asks.
func (g *ground) spans(out []textWindow, sentence int) []textWindow {
	found := g.layout.spans[sentence].Load()
	if found == nil {
		list := g.fixedSpans(sentence)
		found = &list
		g.layout.spans[sentence].Store(found)
	}
	out = append(out, *found...)
	if g.asks.before == "" && g.asks.after == "" {
		return out
	}
	s := g.sentences[sentence]
	for c := s.first; c < s.last; c++ {
		out = g.clozeSpans(out, c)
	}
	return out
}

// bodyOf returns a clause without the punctuation that ends it.
func (l *layout) bodyOf(c *clause) string {
	return strings.TrimRight(l.texts[c.section][c.start:c.end], "，。；：、,.;: ")
}

// clozeSpans lists the parts of a clause beside the words that stand before
// or after those that ask.
func (g *ground) clozeSpans(out []textWindow, c int32) []textWindow {
	k := &g.clauses[c]
	body := g.bodyOf(k)
	add := func(start, end int) { out = g.appendSpan(out, c, k.start+int32(start), k.start+int32(end), clozeSpan) }
	a := g.asks
	left, right := -1, -1
	if a.before != "" {
		if i := strings.Index(body, a.before); i >= 0 {
			left = i + len(a.before)
		}
	}
	if a.after != "" {
		if i := strings.Index(body[max(0, left):], a.after); i >= 0 {
			right = max(0, left) + i
		}
	}
	if left >= 0 && right > left+3 {
		add(left, right)
		add(left, right+len(a.after))
	}
	if left > 0 && left+6 <= len(body) {
		add(left, len(body))
	}
	if right >= 6 {
		add(0, right)
	}
	return out
}

// appendSpan appends a part of a clause, unless it is all of it.
func (l *layout) appendSpan(out []textWindow, c, start, end int32, kind uint8) []textWindow {
	k := &l.clauses[c]
	if end > k.end || start == k.start && end >= k.end-int32(len("，")) {
		return out
	}
	return append(out, textWindow{first: c, last: c, start: start, end: end, span: kind})
}

// fixedSpans lists the parts of a sentence that do not depend on what is
// asked.
func (l *layout) fixedSpans(sentence int) []textWindow {
	var out []textWindow
	s := l.sentences[sentence]
	text := l.texts[l.clauses[s.first].section]
	from, to := l.clauses[s.first].start, l.clauses[s.last-1].end
	add := func(start, end int, kind uint8) {
		at := from + int32(start)
		for c := s.first; c < s.last; c++ {
			if k := &l.clauses[c]; k.start <= at && at < k.end {
				out = l.appendSpan(out, c, at, from+int32(end), kind)
				return
			}
		}
	}
	for _, f := range figure.Find(text[from:to], l.document.Source.Published) {
		kind := figureSpan
		if f.Dimension == figure.DateDay || f.Dimension == figure.DateRange {
			kind = dateSpan
		}
		before := len(out)
		add(f.Start, f.End, kind)
		if len(out) > before {
			out[before].dimension = f.Dimension
		}
	}
	if strings.ContainsAny(text[from:to], "《“") {
		for _, m := range quotes.FindAllStringIndex(text[from:to], 4) {
			add(m[0], m[1], quoteSpan)
		}
	}
	if strings.ContainsAny(text[from:to], "0123456789") {
		for _, m := range dates.FindAllStringIndex(text[from:to], 4) {
			add(m[0], m[1], dateSpan)
		}
	}
	for c := s.first; c < s.last; c++ {
		k := &l.clauses[c]
		body := l.bodyOf(k)
		part := func(start, end int) { out = l.appendSpan(out, c, k.start+int32(start), k.start+int32(end), verbSpan) }
		if i := strings.Index(body, "等"); i >= 9 {
			part(0, i)
		}
		for _, m := range findVerbs(body, 6) {
			if len(body)-m[1] >= 6 && m[0] > 0 {
				part(m[1], len(body))
			}
			if m[0] >= 6 && len(body)-m[1] >= 6 {
				part(0, m[0])
			}
		}
	}
	return out
}
