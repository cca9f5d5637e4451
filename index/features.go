package index

import (
	"math"
	"math/bits"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"policybot/knowledge/figure"
	"policybot/knowledge/place"
)

// A feature of a window is a number between about -1 and 1, free of scale: a
// share, a ratio, a logarithm of a length, or whether something holds.
const (
	inAll = iota // share of the question's weight that the window says
	inFocus
	inLocal // the same, by what tells one sentence of the document from another
	leftLocal
	leftFocus
	leadLocal
	leadFocus
	previousLocal
	headLocal
	headFocus
	titleAll
	rightLocal
	nextLocal
	aroundLocal
	aroundFocus
	coveredAll
	coveredLocal
	coveredFocus
	firstLocal
	lastLocal
	mostLocal
	meanLocal
	repeated
	repeatedFirst
	repeatedLeft
	repeatedLead
	repeatedHead
	repeatedRight
	density
	lengthLog
	lengthSquare
	startsLine
	startsSentence
	afterColon
	afterHeading
	afterComma
	endsLine
	endsSentence
	endsSemicolon
	endsComma
	endsColon
	endsSection
	clauseCount
	lineCount
	sentenceCount
	isHeading
	startsHeading
	holdsHeading
	startsMarker
	startsFirst
	startsLater
	wholeList
	brokenList
	oneItem
	connective
	hasDigits
	hasQuote
	documentStart
	position
	bestSentence
	bestContext
	bestLine
	bestSection
	isSpan
	spanFigure
	spanAfterVerb
	spanQuote
	unitFits
	saysTerm // repeats the noun asked for
	endsQuestion
	holdsQuestion
	afterQuestion
	spaced
	responsible
	clozeBefore
	clozeAfter
	beforeIs
	ordinalFits
	runSentence
	runLead
	runHead
	runWindow
	spanCloze
	spanDate
	partAtEnd
	shortLine
	reported
	plainFeatures
)

var plainFeatureNames = [plainFeatures]string{
	"in_all", "in_focus", "in_local", "left_local", "left_focus", "lead_local", "lead_focus", "previous_local", "head_local", "head_focus", "title_all",
	"right_local", "next_local", "around_local", "around_focus", "covered_all", "covered_local", "covered_focus", "first_local", "last_local", "most_local", "mean_local",
	"repeated", "repeated_first", "repeated_left", "repeated_lead", "repeated_head", "repeated_right", "density", "length", "length_square",
	"starts_line", "starts_sentence", "after_colon", "after_heading", "after_comma", "ends_line", "ends_sentence", "ends_semicolon", "ends_comma", "ends_colon", "ends_section",
	"clauses", "lines", "sentences", "is_heading", "starts_heading", "holds_heading", "starts_marker", "starts_first", "starts_later", "whole_list", "broken_list", "one_item",
	"connective", "has_digits", "has_quote", "document_start", "position", "best_sentence", "best_context", "best_line", "best_section",
	"is_span", "span_figure", "span_after_verb", "span_quote", "unit_fits", "says_term",
	"ends_question", "holds_question", "after_question", "spaced", "responsible", "cloze_before", "cloze_after", "before_is", "ordinal_fits", "run_sentence", "run_lead", "run_head", "run_window", "span_cloze", "span_date", "part_at_end", "short_line", "reported",
}

// Features crossed with the kind of question.
const (
	kindBias = iota
	kindLength
	kindLengthSquare
	kindDigits
	kindDate
	kindAgency
	kindPlace
	kindAfterColon
	kindLines
	kindEndsSentence
	kindStartsSentence
	kindSpan
	kindFigureSpan
	kindInLocal
	kindAround
	kindWholeList
	kindFeatures
)

var kindFeatureNames = [kindFeatures]string{"bias", "length", "length_square", "digits", "date", "agency", "place", "after_colon", "lines", "ends_sentence", "starts_sentence", "span", "figure_span", "in_local", "around_local", "whole_list"}

// nounFeatures are crossed with the noun asked for.
const (
	nounLength = iota
	nounLengthSquare
	nounLines
	nounFeatures
)

var nounFeatureNames = [nounFeatures]string{"length", "length_square", "lines"}

// featureCount is how many features a window has.
var featureCount = plainFeatures + int(askKinds)*kindFeatures + len(askNouns)*nounFeatures

// FeatureNames returns the names of the features of a window, in order.
func FeatureNames() []string {
	names := slices.Clone(plainFeatureNames[:])
	for _, kind := range askKindNames {
		for _, f := range kindFeatureNames {
			names = append(names, kind+":"+f)
		}
	}
	for _, noun := range []string{"measures", "rules", "tasks", "things"} {
		for _, f := range nounFeatureNames {
			names = append(names, noun+":"+f)
		}
	}
	return names
}

// span is a window: clauses first to last, or bytes start to end of one.
type textWindow struct {
	first, last int32 // clauses, last included
	start, end  int32 // bytes of the section's text; of the first clause's and the last's
	span        uint8 // what kind of part of a clause it is; 0 for whole clauses
}

const (
	wholeClauses uint8 = iota
	figureSpan
	verbSpan
	quoteSpan
	clozeSpan
	dateSpan
)

// held is a document held against a question.
type ground struct {
	*reading
	asks          *asks
	local         []float64 // by bit
	best          struct{ sentence, context, line, section float64 }
	head          []uint64  // by line: terms of what it stands under
	shares        []float64 // by clause: of what tells one sentence from another
	marks         []mark    // by clause
	sectionShares []float64
	runs          struct{ clause, lead, sentence, line []float64 }
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
	markReport      // ends in a word of report
	markRead   mark = 1 << 15
)

// marksOf returns what a text holds.
func (a *asks) marksOf(text string) mark {
	var m mark
	set := func(bit mark, holds bool) {
		if holds {
			m |= bit
		}
	}
	if strings.ContainsAny(text, "0123456789") {
		m |= markDigits
		set(markDate, datePattern.MatchString(text))
	}
	set(markAgency, agencyPattern.MatchString(text))
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
			g.marks[c] = markRead | g.asks.marksOf(g.document.Sections[k.section].Text[k.start:k.end])
		}
		m |= g.marks[c]
	}
	return m
}

// memo returns what is kept at i, computing it where nothing is.
func memo(kept []float64, i int32, compute func() float64) float64 {
	if kept[i] < 0 {
		kept[i] = compute()
	}
	return kept[i]
}

func unset(n int) []float64 {
	list := make([]float64, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

func newGround(a *asks, r *reading) *ground {
	g := &ground{reading: r, asks: a, local: make([]float64, len(a.terms)), head: make([]uint64, len(r.lines))}
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
	g.runs.clause, g.runs.lead = unset(len(r.clauses)), unset(len(r.clauses))
	g.runs.sentence, g.runs.line = unset(len(r.sentences)), unset(len(r.lines))
	for i, l := range r.lines {
		for p := l.parent; p >= 0; p = r.lines[p].parent {
			g.head[i] |= r.lines[p].terms
		}
		for _, h := range r.document.Sections[l.section].Heading {
			g.head[i] |= termsIn(h, a.bits)
		}
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

func termsIn(text string, bits map[string]int) uint64 {
	var set uint64
	for _, t := range tokens(text) {
		if bit, ok := bits[t.term]; ok {
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

// The bounds of windows.
const (
	startSentences = 14 // how many sentences a window may start in
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
	for _, o := range order[:min(len(order), startSentences)] {
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
	verbs  = regexp.MustCompile(`包括|分别为|分别是|主要是|主要有|即为|名为|称为|达到|超过|采用|通过|实行|提供|(?:为|是|由|达|按|在|至|到|有|对|向|将)`)
	dates  = regexp.MustCompile(`\d+(?:年|月|日|时|点|:\d)[\d年月日时点分前後后起止上下午（）正腊初十一二三四五六七八九廿:—至-]{2,}`)
	quotes = regexp.MustCompile(`《[^》]{2,60}》|“[^”]{2,40}”`)
)

// spans lists parts of the clauses of a sentence that may answer by
// themselves: figures, what follows a verb, titles and quotations.
func (g *ground) spans(out []textWindow, sentence int) []textWindow {
	s := g.sentences[sentence]
	section := g.clauses[s.first].section
	text := g.document.Sections[section].Text
	from, to := g.clauses[s.first].start, g.clauses[s.last-1].end
	add := func(start, end int32, kind uint8) {
		for c := s.first; c < s.last; c++ {
			if k := &g.clauses[c]; k.start <= start && start < k.end {
				if end > k.end {
					return
				}
				if start == k.start && end >= k.end-int32(len("，")) {
					return
				}
				out = append(out, textWindow{c, c, start, end, kind})
				return
			}
		}
	}
	for _, f := range figure.Find(text[from:to], g.document.Source.Published) {
		add(from+int32(f.Start), from+int32(f.End), figureSpan)
	}
	for _, m := range quotes.FindAllStringIndex(text[from:to], 4) {
		add(from+int32(m[0]), from+int32(m[1]), quoteSpan)
	}
	for _, m := range dates.FindAllStringIndex(text[from:to], 4) {
		add(from+int32(m[0]), from+int32(m[1]), dateSpan)
	}
	for c := s.first; c < s.last; c++ {
		k := &g.clauses[c]
		body := strings.TrimRight(text[k.start:k.end], "，。；：、,.;: ")
		if a := g.asks; a.before != "" || a.after != "" {
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
				add(k.start+int32(left), k.start+int32(right), clozeSpan)
				add(k.start+int32(left), k.start+int32(right+len(a.after)), clozeSpan)
			}
			if left > 0 && left+6 <= len(body) {
				add(k.start+int32(left), k.start+int32(len(body)), clozeSpan)
			}
			if right >= 6 {
				add(k.start, k.start+int32(right), clozeSpan)
			}
		}
		if i := strings.Index(body, "等"); i >= 9 {
			add(k.start, k.start+int32(i), verbSpan)
		}
		for _, m := range verbs.FindAllStringIndex(body, 6) {
			if len(body)-m[1] >= 6 && m[0] > 0 {
				add(k.start+int32(m[1]), k.start+int32(len(body)), verbSpan)
			}
			if m[0] >= 6 && len(body)-m[1] >= 6 {
				add(k.start, k.start+int32(m[0]), verbSpan)
			}
		}
	}
	return out
}

var (
	datePattern   = regexp.MustCompile(`\d+年|\d+月|\d+日|\d+时|(?i:\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b20\d\d\b)`)
	agencyPattern = regexp.MustCompile(`(?:局|厅|委|部|办|院|公司|政府|中心|银行|协会|机构|部门|单位|集团|指挥部|领导小组|企业|人员|群体|学校)(?:[^\p{Han}]|$|等|、|和|及|的)|(?i:\b(?:agency|department|ministry|office|company|committee|administration|centers?|organization)\b)`)
	connectives   = []string{"并", "和", "及", "以及", "等", "的", "但", "同时", "其中", "此外", "另外", "且", "而", "或", "与", "also", "and ", "but ", "or "}
	askUnit       = regexp.MustCompile(`(?:多少|几)(?:多)?(\p{Han})`)
	askNoun       = regexp.MustCompile(`(?:哪些|什么|哪几[个项种类]?|哪[个项种类]|有何)(\p{Han}{2,6})`)
)

// features computes the features of a window into v.
func (g *ground) features(w textWindow, v []float64) {
	a := g.asks
	clear(v)
	first, last := &g.clauses[w.first], &g.clauses[w.last]
	l := &g.lines[first.line]
	s := &g.sentences[first.sentence]
	text := g.document.Sections[first.section].Text
	words := ""
	if first.section == last.section {
		words = text[w.start:w.end]
	} else {
		words = text[w.start:]
	}
	b := func(i int, holds bool) {
		if holds {
			v[i] = 1
		}
	}
	var in uint64
	length, asked := 0, 0
	if w.span != wholeClauses {
		in = termsIn(words, a.bits)
		length = utf8.RuneCountInString(words)
		if first.terms != 0 {
			asked = length * bits.OnesCount64(in) / max(1, bits.OnesCount64(first.terms)) * int(first.asked) / max(1, int(first.length))
		}
	} else {
		most, sum := 0.0, 0.0
		for i, c := range g.clauses[w.first : w.last+1] {
			in |= c.terms
			length += int(c.length)
			asked += int(c.asked)
			share := g.shares[int(w.first)+i]
			most = max(most, share)
			sum += share
		}
		v[mostLocal], v[meanLocal] = most, sum/float64(w.last-w.first+1)
	}
	v[inAll], v[inFocus], v[inLocal] = g.share(in, a.weight), g.share(in, a.focus), g.share(in, g.local)
	var left, lead, previous, right, next uint64
	var leadLength, leadAsked int32
	if w.first > 0 && g.clauses[w.first-1].line == first.line {
		left = g.clauses[w.first-1].terms
		if n := g.clauses[w.first-1].length; n > 0 {
			v[repeatedLeft] = float64(g.clauses[w.first-1].asked) / float64(n)
		}
	}
	if w.span != wholeClauses {
		left = first.terms &^ in
	}
	for _, c := range g.clauses[s.first:w.first] {
		lead |= c.terms
		leadLength += c.length
		leadAsked += c.asked
	}
	if w.span != wholeClauses {
		lead |= left
	}
	if leadLength > 0 {
		v[repeatedLead] = float64(leadAsked) / float64(leadLength)
	}
	if first.sentence > 0 && g.sentences[first.sentence-1].line == first.line {
		previous = g.sentences[first.sentence-1].terms
	}
	if n := w.last + 1; n < int32(len(g.clauses)) {
		if g.clauses[n].line == last.line {
			right = g.clauses[n].terms
			v[repeatedRight] = float64(g.clauses[n].asked) / float64(max(1, g.clauses[n].length))
		}
		next = g.sentences[g.clauses[n].sentence].terms
	}
	head := g.head[first.line]
	if l.heading && w.first > l.first {
		head |= l.terms
	}
	around := left | lead | previous | head
	v[leftLocal], v[leftFocus] = g.share(left, g.local), g.share(left, a.focus)
	v[leadLocal], v[leadFocus] = g.share(lead, g.local), g.share(lead, a.focus)
	v[previousLocal] = g.share(previous, g.local)
	v[headLocal], v[headFocus] = g.share(head, g.local), g.share(head, a.focus)
	v[titleAll] = g.share(g.title, a.weight)
	v[rightLocal], v[nextLocal] = g.share(right, g.local), g.share(next, g.local)
	v[aroundLocal], v[aroundFocus] = g.share(around&^in, g.local), g.share(around&^in, a.focus)
	v[coveredAll], v[coveredLocal], v[coveredFocus] = g.share(around|in|g.title, a.weight), g.share(around|in, g.local), g.share(around|in, a.focus)
	v[firstLocal], v[lastLocal] = g.shares[w.first], g.shares[w.last]
	v[repeated] = float64(asked) / float64(max(1, length))
	v[repeatedFirst] = float64(first.asked) / float64(max(1, first.length))
	if l.parent >= 0 {
		p := &g.lines[l.parent]
		n, k := int32(0), int32(0)
		for _, c := range g.clauses[p.first:p.last] {
			n += c.length
			k += c.asked
		}
		v[repeatedHead] = float64(k) / float64(max(1, n))
	}
	size := math.Log(1+float64(length)) - 3.5
	v[density] = v[inLocal] / math.Log2(2+float64(length)/10)
	v[lengthLog], v[lengthSquare] = size, size*size
	startLine, startSentence := w.first == l.first && w.start == first.start, w.first == s.first && w.start == first.start
	b(startsLine, startLine)
	b(startsSentence, startSentence)
	colon := false
	if w.start > first.start && w.span == wholeClauses {
	} else if w.first > 0 && w.start == first.start {
		stop := g.clauses[w.first-1].stop
		colon = stop == '：' || stop == ':'
		b(afterComma, g.clauses[w.first-1].sentence == first.sentence && !colon)
		b(afterHeading, startLine && g.lines[g.clauses[w.first-1].line].heading)
	}
	b(afterColon, colon)
	n := w.last + 1
	atEnd := w.end == last.end
	endLine := atEnd && (n == int32(len(g.clauses)) || g.clauses[n].line != last.line)
	endSentence := atEnd && (n == int32(len(g.clauses)) || g.clauses[n].sentence != last.sentence)
	b(endsLine, endLine)
	b(endsSentence, endSentence)
	b(endsSemicolon, atEnd && (last.stop == '；' || last.stop == ';'))
	b(endsComma, atEnd && (last.stop == '，' || last.stop == ','))
	b(endsColon, atEnd && (last.stop == '：' || last.stop == ':'))
	b(endsSection, atEnd && (n == int32(len(g.clauses)) || g.clauses[n].section != last.section))
	lines := int(last.line - first.line + 1)
	v[clauseCount] = math.Log(float64(w.last - w.first + 1))
	v[lineCount] = math.Log(float64(lines))
	v[sentenceCount] = math.Log(float64(last.sentence - first.sentence + 1))
	b(isHeading, lines == 1 && l.heading)
	b(startsHeading, l.heading && lines > 1)
	for i := first.line + 1; i <= last.line; i++ {
		b(holdsHeading, g.lines[i].heading || v[holdsHeading] == 1)
	}
	whole := false
	if startLine {
		m := l.marker
		b(startsMarker, m.kind > 0)
		b(startsFirst, m.kind > 0 && m.value == 1)
		b(startsLater, m.kind > 0 && m.value > 1 && lines > 1)
		b(oneItem, m.kind > 0 && lines == 1 && endLine)
		if endLine && lines > 1 {
			var follows marker
			if n < int32(len(g.clauses)) {
				follows = g.lines[g.clauses[n].line].marker
			}
			list := m
			if list.kind == 0 && colon || list.kind == 0 && first.line+1 < int32(len(g.lines)) && g.lines[first.line+1].marker.value == 1 {
				list = g.lines[first.line+1].marker
			}
			end := g.lines[last.line].marker
			whole = list.kind > 0 && list.value == 1 && !(follows.kind == list.kind && follows.value > 1) && end.kind > 0
			b(wholeList, whole)
			b(brokenList, list.kind > 0 && follows.kind == list.kind && follows.value > 1)
		}
	}
	b(connective, slices.ContainsFunc(connectives, func(c string) bool { return strings.HasPrefix(words, c) }))
	var marks mark
	if w.span != wholeClauses {
		marks = a.marksOf(words)
	} else {
		marks = g.clauseMarks(w.first, w.last)
	}
	digits := marks&markDigits != 0
	b(hasDigits, digits)
	b(hasQuote, marks&markQuote != 0)
	b(documentStart, first.section == 0)
	v[position] = float64(first.offset) / float64(max(1, g.length))
	v[bestSentence] = g.share(s.terms, g.local) / max(g.best.sentence, 1e-9)
	v[bestContext] = g.share(g.sentenceContext(int(first.sentence)), g.local) / max(g.best.context, 1e-9)
	v[bestLine] = g.share(l.terms, g.local) / max(g.best.line, 1e-9)
	v[bestSection] = g.sectionShares[first.section] / max(g.best.section, 1e-9)
	b(isSpan, w.span != wholeClauses)
	b(spanFigure, w.span == figureSpan)
	b(spanAfterVerb, w.span == verbSpan)
	b(spanQuote, w.span == quoteSpan)
	b(spanCloze, w.span == clozeSpan)
	b(spanDate, w.span == dateSpan)
	b(endsQuestion, atEnd && (last.stop == '？' || last.stop == '?'))
	b(holdsQuestion, marks&markQuestion != 0)
	if w.first > 0 {
		stop := g.clauses[w.first-1].stop
		b(afterQuestion, stop == '？' || stop == '?' || strings.HasPrefix(text[first.start:], "答") || w.first > 1 && colon && g.clauses[w.first-2].stop == '？')
		before := strings.TrimRight(text[:w.start], "，,：: \n“")
		b(reported, endsInReport(before))
		b(clozeBefore, a.before != "" && strings.HasSuffix(before, a.before))
	}
	b(clozeAfter, a.after != "" && strings.HasPrefix(text[min(len(text), int(w.end)):], a.after) && first.section == last.section)
	after := text[min(len(text), int(w.end)):]
	b(beforeIs, first.section == last.section && (strings.HasPrefix(after, "是") || strings.HasPrefix(after, "为")) && (a.wanted == "" || strings.Contains(after[:min(len(after), 80)], a.wanted)))
	b(spaced, marks&markSpaced != 0)
	b(responsible, marks&markResponsible != 0)
	if a.ordinal > 0 {
		m := l.marker.value
		if l.parent >= 0 && m == 0 {
			m = g.lines[l.parent].marker.value
		}
		prefix := "第" + string([]rune("一二三四五六七八九")[a.ordinal-1])
		b(ordinalFits, m == a.ordinal || strings.Contains(text[g.clauses[s.first].start:w.start], prefix) || strings.HasPrefix(words, prefix))
	}
	v[runSentence] = memo(g.runs.sentence, first.sentence, func() float64 {
		return a.run(text[g.clauses[s.first].start:g.clauses[s.last-1].end])
	})
	if w.span != wholeClauses {
		v[runLead], v[runWindow] = a.run(text[g.clauses[s.first].start:w.start]), a.run(words)
	} else {
		v[runLead] = memo(g.runs.lead, w.first, func() float64 { return a.run(text[g.clauses[s.first].start:w.start]) })
		for c := w.first; c <= w.last; c++ {
			v[runWindow] = max(v[runWindow], memo(g.runs.clause, c, func() float64 {
				k := &g.clauses[c]
				return a.run(g.document.Sections[k.section].Text[k.start:k.end])
			}))
		}
	}
	if l.parent >= 0 {
		v[runHead] = memo(g.runs.line, l.parent, func() float64 {
			p := &g.lines[l.parent]
			return a.run(g.document.Sections[p.section].Text[g.clauses[p.first].start:g.clauses[p.last-1].end])
		})
	}
	if w.span != wholeClauses {
		b(partAtEnd, int(w.end) >= len(strings.TrimRight(text[:first.end], "，。；：、,.;: ")))
	}
	b(shortLine, l.last-l.first == 1)
	b(unitFits, marks&markUnit != 0)
	b(saysTerm, marks&markWanted != 0)
	b(spanCloze, w.span == clozeSpan)
	b(spanDate, w.span == dateSpan)
	b(endsQuestion, atEnd && (last.stop == '？' || last.stop == '?'))
	b(holdsQuestion, marks&markQuestion != 0)
	if w.first > 0 {
		stop := g.clauses[w.first-1].stop
		b(afterQuestion, stop == '？' || stop == '?' || strings.HasPrefix(text[first.start:], "答") || w.first > 1 && colon && g.clauses[w.first-2].stop == '？')
		before := strings.TrimRight(text[:w.start], "，,：: \n“")
		b(reported, endsInReport(before))
		b(clozeBefore, a.before != "" && strings.HasSuffix(before, a.before))
	}
	b(clozeAfter, a.after != "" && strings.HasPrefix(text[min(len(text), int(w.end)):], a.after) && first.section == last.section)
	after = text[min(len(text), int(w.end)):]
	b(beforeIs, first.section == last.section && (strings.HasPrefix(after, "是") || strings.HasPrefix(after, "为")) && (a.wanted == "" || strings.Contains(after[:min(len(after), 80)], a.wanted)))
	b(spaced, marks&markSpaced != 0)
	b(responsible, marks&markResponsible != 0)
	if a.ordinal > 0 {
		m := l.marker.value
		if l.parent >= 0 && m == 0 {
			m = g.lines[l.parent].marker.value
		}
		prefix := "第" + string([]rune("一二三四五六七八九")[a.ordinal-1])
		b(ordinalFits, m == a.ordinal || strings.Contains(text[g.clauses[s.first].start:w.start], prefix) || strings.HasPrefix(words, prefix))
	}
	sentenceText := text[g.clauses[s.first].start:g.clauses[s.last-1].end]
	v[runSentence] = a.run(sentenceText)
	v[runLead] = a.run(text[g.clauses[s.first].start:w.start])
	if l.parent >= 0 {
		p := &g.lines[l.parent]
		v[runHead] = a.run(g.document.Sections[p.section].Text[g.clauses[p.first].start:g.clauses[p.last-1].end])
	}
	v[runWindow] = a.run(words)
	if w.span != wholeClauses {
		b(partAtEnd, int(w.end) >= len(strings.TrimRight(text[:first.end], "，。；：、,.;: ")))
	}
	b(shortLine, l.last-l.first == 1)
	if m := a.unit; m != "" {
		b(unitFits, numberBefore(words, m))
	}
	if m := a.wanted; m != "" {
		b(saysTerm, strings.Contains(words, m))
	}

	k := plainFeatures + int(a.kind)*kindFeatures
	v[k+kindBias] = 0
	v[k+kindLength], v[k+kindLengthSquare] = size, size*size
	b(k+kindDigits, digits)
	b(k+kindDate, marks&markDate != 0)
	if length < 60 {
		b(k+kindAgency, marks&markAgency != 0)
		b(k+kindPlace, marks&markPlace != 0)
	}
	b(k+kindAfterColon, colon)
	v[k+kindLines] = v[lineCount]
	b(k+kindEndsSentence, endSentence)
	b(k+kindStartsSentence, startSentence)
	b(k+kindSpan, w.span != wholeClauses)
	b(k+kindFigureSpan, w.span == figureSpan)
	v[k+kindInLocal], v[k+kindAround] = v[inLocal], v[aroundLocal]
	b(k+kindWholeList, whole)
	if a.noun >= 0 {
		k := plainFeatures + int(askKinds)*kindFeatures + a.noun*nounFeatures
		v[k+nounLength], v[k+nounLengthSquare], v[k+nounLines] = size, size*size, v[lineCount]
	}
}

// reports are words that what is said follows.
var reports = []string{"强调", "指出", "表示", "要求", "提出", "明确", "决定", "规定", "介绍", "认为", "说", "称", "如下"}

func endsInReport(text string) bool {
	return slices.ContainsFunc(reports, func(word string) bool { return strings.HasSuffix(text, word) })
}

// spacedHan reports whether a blank stands between Chinese characters.
func spacedHan(words string) bool {
	for rest := words; ; {
		k := strings.IndexByte(rest, ' ')
		if k < 0 {
			return false
		}
		l, _ := utf8.DecodeLastRuneInString(rest[:k])
		r, _ := utf8.DecodeRuneInString(rest[k+1:])
		if isHan(l) && isHan(r) {
			return true
		}
		rest = rest[k+1:]
	}
}

// run returns the longest run of characters of the question that stands in
// text, as a share of the question, a root taken.
func (a *asks) run(text string) float64 {
	best := 0
	for i := range a.runs {
		from := a.runs[i]
		// extend while found
		for n := best + 1; i+n < len(a.runs) && a.runs[i+n]-from <= len(a.text); n++ {
			if !strings.Contains(text, a.text[from:a.runs[i+n]]) {
				break
			}
			best = n
		}
	}
	return math.Sqrt(float64(best) / float64(max(1, len(a.runs)-1)))
}

// numberBefore reports whether words hold a number followed by unit.
func numberBefore(words, unit string) bool {
	for rest := words; ; {
		k := strings.Index(rest, unit)
		if k < 0 {
			return false
		}
		r, _ := utf8.DecodeLastRuneInString(rest[:k])
		if '0' <= r && r <= '9' || strings.ContainsRune("一二三四五六七八九十百千万亿两余多", r) && r != utf8.RuneError {
			return true
		}
		rest = rest[k+len(unit):]
	}
}
