package index

import (
	"math"
	"math/bits"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

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
		v[repeatedHead] = g.headShare(l.parent)
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
	v[documentShare] = g.rank
	b(documentFirst, g.rank == 1)
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
	b(k+kindDateSpan, w.span == dateSpan)
	if l.parent >= 0 && startLine && endLine && g.children[l.parent] > 1 {
		head := g.headShare(l.parent)
		firstChild := first.line == l.parent+1
		lastChild := last.line+1 == int32(len(g.lines)) || !g.under(last.line+1, l.parent)
		focus := g.share(g.lines[l.parent].terms, a.focus)
		if firstChild && lastChild {
			v[wholeUnder], v[wholeUnderFocus], v[wholeUnderHead] = 1, focus, head
			v[k+kindWholeUnder] = focus
		} else {
			v[partUnderFocus], v[partUnderHead] = focus, head
			v[k+kindPartUnder] = focus
		}
	}
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
