package index

import (
	"math"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"policybot/index/analysis"
	"policybot/index/query"
)

// described is a window with what its features are made of.
type described struct {
	textWindow
	start, end   *clause // the first and the last
	line         *lineUnit
	sentence     *sentenceUnit
	text         string // of the section it starts in
	words        string // its own, in that section
	in           uint64 // terms of the question it says
	around       uint64 // and those said before it and above it
	length       int
	asked        int // characters that belong to terms of the question
	size         float64
	lines        int
	marks        mark
	whole, colon bool // it is made of whole clauses; follows a colon
	latin        bool // its first letter is no Chinese character
	startsLine   bool
	startsSentence,
	endsClause, endsLine, endsSentence,
	wholeList bool
}

func (g *ground) describe(w textWindow) described {
	d := described{textWindow: w, start: &g.clauses[w.first], end: &g.clauses[w.last], whole: w.span == wholeClauses}
	d.line, d.sentence = &g.lines[d.start.line], &g.sentences[d.start.sentence]
	d.text = g.texts[d.start.section]
	d.words = d.text[w.start:]
	if d.start.section == d.end.section {
		d.words = d.text[w.start:w.end]
	}
	d.lines = int(d.end.line - d.start.line + 1)
	d.latin = !analysis.HoldsHan(d.words)
	if d.whole {
		for _, c := range g.clauses[w.first : w.last+1] {
			d.in |= c.terms
			d.length += int(c.length)
			d.asked += int(c.asked)
		}
		d.marks = g.clauseMarks(w.first, w.last)
	} else {
		d.in = g.termsBetween(w)
		d.length = utf8.RuneCountInString(d.words)
		if d.start.terms != 0 {
			d.asked = d.length * bits.OnesCount64(d.in) / max(1, bits.OnesCount64(d.start.terms)) * int(d.start.asked) / max(1, int(d.start.length))
		}
		d.marks = g.asks.marksOf(d.words)
	}
	d.size = math.Log(1+float64(d.length)) - 3.5
	starts := w.start == d.start.start
	d.startsLine, d.startsSentence = starts && w.first == d.line.first, starts && w.first == d.sentence.first
	if w.first > 0 && starts {
		stop := g.clauses[w.first-1].stop
		d.colon = stop == '：' || stop == ':'
	}
	n := int(w.last) + 1
	d.endsClause = w.end == d.end.end
	d.endsLine = d.endsClause && (n == len(g.clauses) || g.clauses[n].line != d.end.line)
	d.endsSentence = d.endsClause && (n == len(g.clauses) || g.clauses[n].sentence != d.end.sentence)
	return d
}

// features computes the features of a window into v.
func (g *ground) features(w textWindow, v []float64) {
	clear(v[:kindBase(0)])
	clear(v[kindBase(g.asks.kind):kindBase(g.asks.kind+1)])
	d := g.describe(w)
	g.overlap(&d, v)
	g.neighbours(&d, v)
	g.shape(&d, v)
	g.list(&d, v)
	g.signs(&d, v)
	g.runsOf(&d, v)
	g.ofKind(&d, v)
}

func set(v []float64, feature int, holds bool) {
	if holds {
		v[feature] = 1
	}
}

// overlap is what the window itself says of the question.
func (g *ground) overlap(d *described, v []float64) {
	a := g.asks
	v[inAll], v[inFocus], v[inLocal] = g.share(d.in, a.weight), g.share(d.in, a.focus), g.share(d.in, g.local)
	if d.whole {
		sum := 0.0
		for _, share := range g.shares[d.first : d.last+1] {
			v[mostLocal] = max(v[mostLocal], share)
			sum += share
		}
		v[meanLocal] = sum / float64(d.last-d.first+1)
	}
	v[firstLocal], v[lastLocal] = g.shares[d.first], g.shares[d.last]
	v[repeated] = float64(d.asked) / float64(max(1, d.length))
	v[repeatedFirst] = float64(d.start.asked) / float64(max(1, d.start.length))
	v[density] = v[inLocal] / math.Log2(2+float64(d.length)/10)
	v[bestSentence] = g.share(d.sentence.terms, g.local) / max(g.best.sentence, 1e-9)
	v[bestContext] = g.share(g.sentenceContext(int(d.start.sentence)), g.local) / max(g.best.context, 1e-9)
	v[bestLine] = g.share(d.line.terms, g.local) / max(g.best.line, 1e-9)
	v[bestSection] = g.sectionShares[d.start.section] / max(g.best.section, 1e-9)
	v[titleAll] = g.share(g.title, a.weight)
	v[documentShare] = g.rank
	set(v, documentFirst, g.rank == 1)
}

// neighbours is what is said before the window, after it and above it.
func (g *ground) neighbours(d *described, v []float64) {
	a := g.asks
	var left, lead, previous, right, next uint64
	if d.first > 0 {
		if before := &g.clauses[d.first-1]; before.line == d.start.line {
			left = before.terms
			v[repeatedLeft] = float64(before.asked) / float64(max(1, before.length))
		}
	}
	var length, asked int32
	for _, c := range g.clauses[d.sentence.first:d.first] {
		lead |= c.terms
		length += c.length
		asked += c.asked
	}
	if length > 0 {
		v[repeatedLead] = float64(asked) / float64(length)
	}
	if !d.whole {
		left = d.start.terms &^ d.in
		lead |= left
	}
	if n := d.start.sentence; n > 0 && g.sentences[n-1].line == d.start.line {
		previous = g.sentences[n-1].terms
	}
	if n := int(d.last) + 1; n < len(g.clauses) {
		after := &g.clauses[n]
		if after.line == d.end.line {
			right = after.terms
			v[repeatedRight] = float64(after.asked) / float64(max(1, after.length))
		}
		next = g.sentences[after.sentence].terms
	}
	head := g.head[d.start.line]
	if d.line.heading && d.first > d.line.first {
		head |= d.line.terms
	}
	d.around = left | lead | previous | head
	v[leftLocal], v[leftFocus] = g.share(left, g.local), g.share(left, a.focus)
	v[leadLocal], v[leadFocus] = g.share(lead, g.local), g.share(lead, a.focus)
	v[previousLocal] = g.share(previous, g.local)
	v[headLocal], v[headFocus] = g.share(head, g.local), g.share(head, a.focus)
	v[rightLocal], v[nextLocal] = g.share(right, g.local), g.share(next, g.local)
	v[aroundLocal], v[aroundFocus] = g.share(d.around&^d.in, g.local), g.share(d.around&^d.in, a.focus)
	both := d.around | d.in
	v[coveredAll], v[coveredLocal], v[coveredFocus] = g.share(both|g.title, a.weight), g.share(both, g.local), g.share(both, a.focus)
	if d.line.parent >= 0 {
		v[repeatedHead] = g.headShare(d.line.parent)
	}
}

// shape is how long the window is, and where it starts and ends.
func (g *ground) shape(d *described, v []float64) {
	v[lengthLog], v[lengthSquare] = d.size, d.size*d.size
	set(v, startsLine, d.startsLine)
	set(v, startsSentence, d.startsSentence)
	set(v, afterColon, d.colon)
	if d.first > 0 && d.textWindow.start == d.start.start {
		before := &g.clauses[d.first-1]
		set(v, afterComma, before.sentence == d.start.sentence && !d.colon)
		set(v, afterHeading, d.startsLine && g.lines[before.line].heading)
	}
	n := int(d.last) + 1
	set(v, endsLine, d.endsLine)
	set(v, endsSentence, d.endsSentence)
	set(v, endsSection, d.endsClause && (n == len(g.clauses) || g.clauses[n].section != d.end.section))
	if d.endsClause {
		switch d.end.stop {
		case '；', ';':
			v[endsSemicolon] = 1
		case '，', ',':
			v[endsComma] = 1
		case '：', ':':
			v[endsColon] = 1
		case '？', '?':
			v[endsQuestion] = 1
		}
	}
	v[clauseCount] = math.Log(float64(d.last - d.first + 1))
	v[lineCount] = math.Log(float64(d.lines))
	v[sentenceCount] = math.Log(float64(d.end.sentence - d.start.sentence + 1))
	set(v, documentStart, d.start.section == 0)
	v[position] = float64(d.start.offset) / float64(max(1, g.length))
	set(v, shortLine, d.line.last-d.line.first == 1)
	if !d.whole {
		v[isSpan] = 1
		set(v, partAtEnd, int(d.textWindow.end) >= len(strings.TrimRight(d.text[:d.start.end], "，。；：、,.;: ")))
	}
	switch d.span {
	case figureSpan:
		v[spanFigure] = 1
		switch g.asks.fit(d.dimension) {
		case query.SlotFits:
			v[figureFits] = 1
		case query.SlotMismatch:
			v[figureUnfits] = 1
		}
	case verbSpan:
		v[spanAfterVerb] = 1
	case quoteSpan:
		v[spanQuote] = 1
	case clozeSpan:
		v[spanCloze] = 1
	case dateSpan:
		v[spanDate] = 1
	}
}

// list is how the window stands to headings, lists and their items.
func (g *ground) list(d *described, v []float64) {
	l := d.line
	set(v, isHeading, d.lines == 1 && l.heading)
	set(v, startsHeading, d.lines > 1 && l.heading)
	for i := d.start.line + 1; i <= d.end.line; i++ {
		set(v, holdsHeading, g.lines[i].heading)
	}
	if !d.startsLine {
		return
	}
	m := l.marker
	set(v, startsMarker, m.kind > 0)
	set(v, startsFirst, m.kind > 0 && m.value == 1)
	set(v, startsLater, m.kind > 0 && m.value > 1 && d.lines > 1)
	set(v, oneItem, m.kind > 0 && d.lines == 1 && d.endsLine)
	if !d.endsLine {
		return
	}
	if d.lines > 1 {
		var follows marker
		if n := int(d.last) + 1; n < len(g.clauses) {
			follows = g.lines[g.clauses[n].line].marker
		}
		second := g.lines[d.start.line+1].marker
		if m.kind == 0 && (d.colon || second.value == 1) {
			m = second
		}
		goesOn := m.kind > 0 && follows.kind == m.kind && follows.value > 1
		d.wholeList = m.kind > 0 && m.value == 1 && !goesOn && g.lines[d.end.line].marker.kind > 0
		set(v, wholeList, d.wholeList)
		set(v, brokenList, goesOn)
	}
	if l.parent < 0 || g.children[l.parent] < 2 {
		return
	}
	head := &g.lines[l.parent]
	kind := kindBase(g.asks.kind)
	focus, share := g.share(head.terms, g.asks.focus), g.headShare(l.parent)
	after := d.end.line + 1
	if d.start.line == l.parent+1 && (int(after) == len(g.lines) || !g.under(after, l.parent)) {
		v[wholeUnder], v[wholeUnderFocus], v[wholeUnderHead], v[kind+kindWholeUnder] = 1, focus, share, focus
	} else {
		v[partUnderFocus], v[partUnderHead], v[kind+kindPartUnder] = focus, share, focus
	}
}

// connectives begin a clause that goes on from the one before.
var connectives = []string{"并", "和", "及", "以及", "等", "的", "但", "同时", "其中", "此外", "另外", "且", "而", "或", "与", "also", "and ", "but ", "or "}

// signs are words and signs in the window and at its edges.
func (g *ground) signs(d *described, v []float64) {
	a := g.asks
	set(v, connective, slices.ContainsFunc(connectives, func(c string) bool { return strings.HasPrefix(d.words, c) }))
	set(v, hasDigits, d.marks&markDigits != 0)
	set(v, hasQuote, d.marks&markQuote != 0)
	set(v, holdsQuestion, d.marks&markQuestion != 0)
	set(v, spaced, d.marks&markSpaced != 0)
	set(v, responsible, d.marks&markResponsible != 0)
	set(v, unitFits, d.marks&markUnit != 0)
	set(v, saysTerm, d.marks&markWanted != 0)
	if d.first > 0 {
		stop := g.clauses[d.first-1].stop
		set(v, afterQuestion, stop == '？' || stop == '?' || strings.HasPrefix(d.text[d.start.start:], "答") ||
			d.first > 1 && d.colon && g.clauses[d.first-2].stop == '？')
		before := strings.TrimRight(d.text[:d.textWindow.start], "，,：: \n“")
		set(v, reported, slices.ContainsFunc(reports, func(word string) bool { return strings.HasSuffix(before, word) }))
		set(v, clozeBefore, a.before != "" && strings.HasSuffix(before, a.before))
	}
	if d.start.section == d.end.section {
		after := d.text[d.textWindow.end:]
		set(v, clozeAfter, a.after != "" && strings.HasPrefix(after, a.after))
		set(v, beforeIs, (strings.HasPrefix(after, "是") || strings.HasPrefix(after, "为")) &&
			(a.wanted == "" || strings.Contains(after[:min(len(after), 80)], a.wanted)))
	}
	if a.ordinal > 0 {
		value := d.line.marker.value
		if d.line.parent >= 0 && value == 0 {
			value = g.lines[d.line.parent].marker.value
		}
		prefix := "第" + string([]rune("一二三四五六七八九")[a.ordinal-1])
		lead := d.text[g.clauses[d.sentence.first].start:d.textWindow.start]
		set(v, ordinalFits, value == a.ordinal || strings.Contains(lead, prefix) || strings.HasPrefix(d.words, prefix))
	}
}

// runsOf is how long a run of the question's characters stands in the window,
// before it, around it and above it.
func (g *ground) runsOf(d *described, v []float64) {
	r := g.runIn(d.start.sentence)
	from := g.clauses[d.sentence.first].start
	v[runSentence] = g.asks.runShare(r.most)
	v[runLead] = g.asks.runShare(r.between(from, d.textWindow.start))
	if !d.whole {
		v[runWindow] = g.asks.runShare(r.between(d.textWindow.start, d.textWindow.end))
	} else {
		most := 0
		for c := d.first; c <= d.last; c++ {
			k := &g.clauses[c]
			if g.runs.clause[c] < 0 {
				g.runs.clause[c] = g.runIn(k.sentence).between(k.start, k.end)
			}
			most = max(most, g.runs.clause[c])
		}
		v[runWindow] = g.asks.runShare(most)
	}
	if p := d.line.parent; p >= 0 {
		if g.runs.line[p] < 0 {
			g.runs.line[p] = 0
			head := &g.lines[p]
			for s := g.clauses[head.first].sentence; s <= g.clauses[head.last-1].sentence; s++ {
				g.runs.line[p] = max(g.runs.line[p], g.runIn(s).most)
			}
		}
		v[runHead] = g.asks.runShare(g.runs.line[p])
	}
}

// ofKind is what matters to questions of one kind.
func (g *ground) ofKind(d *described, v []float64) {
	a := g.asks
	k := kindBase(a.kind)
	v[k+kindLength], v[k+kindLengthSquare] = d.size, d.size*d.size
	set(v, k+kindDigits, d.marks&markDigits != 0)
	set(v, k+kindDate, d.marks&markDate != 0)
	if d.length < 60 {
		set(v, k+kindAgency, d.marks&markAgency != 0)
		set(v, k+kindPlace, d.marks&markPlace != 0)
	}
	set(v, k+kindAfterColon, d.colon)
	v[k+kindLines] = v[lineCount]
	set(v, k+kindEndsSentence, d.endsSentence)
	set(v, k+kindStartsSentence, d.startsSentence)
	set(v, k+kindSpan, !d.whole)
	set(v, k+kindFigureSpan, d.span == figureSpan)
	set(v, k+kindDateSpan, d.span == dateSpan)
	v[k+kindInLocal], v[k+kindAround] = v[inLocal], v[aroundLocal]
	set(v, k+kindWholeList, d.wholeList)
	if d.latin {
		for i, f := range latinFeatures {
			v[plainFeatures+i] = v[f]
		}
	}
	if a.noun >= 0 {
		k := nounBase(a.noun)
		v[k+nounLength], v[k+nounLengthSquare], v[k+nounLines] = d.size, d.size*d.size, v[lineCount]
	}
}

// reports are words that what is said follows.
var reports = []string{"强调", "指出", "表示", "要求", "提出", "明确", "决定", "规定", "介绍", "认为", "说", "称", "如下"}

// spacedHan reports whether a blank stands between Chinese characters.
func spacedHan(words string) bool {
	for rest := words; ; {
		k := strings.IndexByte(rest, ' ')
		if k < 0 {
			return false
		}
		l, _ := utf8.DecodeLastRuneInString(rest[:k])
		r, _ := utf8.DecodeRuneInString(rest[k+1:])
		if analysis.IsHan(l) && analysis.IsHan(r) {
			return true
		}
		rest = rest[k+1:]
	}
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
