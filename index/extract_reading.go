package index

import (
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"policybot/index/analysis"
	"policybot/knowledge"
)

// layout is a document cut into clauses, whatever is asked of it.
type layout struct {
	document  *knowledge.Document
	texts     []string // of the sections, in simplified characters, byte for byte
	clauses   []clause
	sentences []sentenceUnit
	lines     []lineUnit
	sections  []stretch // clauses of each section
	terms     []placedTerm
	title     []uint32                       // hashes of the terms of the document's title
	headings  [][]uint32                     // of each section's headings
	length    int                            // of all clauses
	spans     []atomic.Pointer[[]textWindow] // by sentence: parts that may answer, found when they are first asked for
}

// reading is a layout held against a question: the ground on which windows
// are chosen.
type reading struct {
	*layout
	clauses   []clause
	sentences []sentenceUnit
	lines     []lineUnit
	hits      []hit
	title     uint64 // terms of the question in the document's title
}

// placedTerm is a term of a clause, by its hash, at bytes from the clause's
// start.
type placedTerm struct {
	hash   uint32
	start  uint16
	length uint16
}

// hashTerm hashes a term (FNV-1a).
func hashTerm(term string) uint32 {
	hash := uint32(2166136261)
	for i := range len(term) {
		hash = (hash ^ uint32(term[i])) * 16777619
	}
	return hash
}

// clause is a part of a sentence up to a comma, colon, semicolon or stop.
type clause struct {
	section    int32
	start, end int32 // bytes of the section's text, without white space around
	sentence   int32
	line       int32
	offset     int32   // characters of the document before it
	length     int32   // characters
	stop       rune    // the punctuation that ends it, 0 for none
	all        stretch // of layout.terms
	terms      uint64  // terms of the question in it
	asked      int32   // characters of it that belong to terms of the question
	hits       stretch
}

// hit is a term of the question at bytes of a section's text.
type hit struct {
	bit        int
	start, end int32
}

// stretch is a run of clauses, terms or hits, last excluded.
type stretch struct{ first, last int32 }

type sentenceUnit struct {
	stretch
	line  int32
	terms uint64
}

// lineUnit is a paragraph, a heading or an item of a list.
type lineUnit struct {
	stretch
	section int32
	heading bool   // short, without a stop, before other text
	marker  marker // the number it begins with
	terms   uint64
	parent  int32 // the line it stands under, -1 for none
}

// marker is the number of an item: its kind and value.
type marker struct {
	kind  uint8 // 0 none, 1 一、 2 （一） 3 1. 4 （1） 5 ① 6 一是 7 第一条
	value int
}

func hashTerms(text string) []uint32 {
	found := analysis.Tokens(text)
	hashes := make([]uint32, len(found))
	for i, t := range found {
		hashes[i] = hashTerm(t.Term)
	}
	return hashes
}

// layOut cuts a document into clauses. Sections that wanted leaves out are
// passed over.
func layOut(d *knowledge.Document, wanted func(section int) bool) *layout {
	l := &layout{document: d, texts: make([]string, len(d.Sections)), title: hashTerms(d.Title), headings: make([][]uint32, len(d.Sections))}
	for s := range d.Sections {
		if wanted(s) {
			l.headings[s] = hashTerms(strings.Join(d.Sections[s].Heading, "\n"))
			l.texts[s] = analysis.Simplify(d.Sections[s].Text)
			l.layOutSection(s)
		} else {
			l.sections = append(l.sections, stretch{int32(len(l.clauses)), int32(len(l.clauses))})
		}
	}
	l.nest()
	l.spans = make([]atomic.Pointer[[]textWindow], len(l.sentences))
	return l
}

func (l *layout) layOutSection(section int) {
	text := l.texts[section]
	begin := int32(len(l.clauses))
	terms := analysis.Tokens(text)
	next := 0
	for lineStart := 0; lineStart < len(text); {
		lineEnd := len(text)
		if k := strings.IndexByte(text[lineStart:], '\n'); k >= 0 {
			lineEnd = lineStart + k
		}
		first := int32(len(l.clauses))
		number := int32(len(l.lines))
		for _, span := range knowledge.Sentences(text[lineStart:lineEnd]) {
			span.Start += lineStart
			span.End += lineStart
			s := sentenceUnit{stretch: stretch{int32(len(l.clauses)), 0}, line: number}
			for _, c := range cutClauses(text, span) {
				c.section, c.sentence, c.line = int32(section), int32(len(l.sentences)), number
				c.offset = int32(l.length)
				l.length += int(c.length)
				c.all.first = int32(len(l.terms))
				for ; next < len(terms) && terms[next].Start < int(c.end); next++ {
					if t := terms[next]; t.Start >= int(c.start) && t.End-int(c.start) < 1<<16 {
						l.terms = append(l.terms, placedTerm{hashTerm(t.Term), uint16(t.Start - int(c.start)), uint16(t.End - t.Start)})
					}
				}
				c.all.last = int32(len(l.terms))
				l.clauses = append(l.clauses, c)
			}
			s.last = int32(len(l.clauses))
			if s.last > s.first {
				l.sentences = append(l.sentences, s)
			}
		}
		if last := int32(len(l.clauses)); last > first {
			line := lineUnit{stretch: stretch{first, last}, section: int32(section), marker: markerOf(text[l.clauses[first].start:lineEnd]), parent: -1}
			line.heading = l.isHeadingLine(line)
			l.lines = append(l.lines, line)
		}
		lineStart = lineEnd + 1
	}
	l.sections = append(l.sections, stretch{begin, int32(len(l.clauses))})
}

// read holds a layout against a question: it marks the terms that a has in
// each clause, sentence and line.
func (l *layout) read(a *asks) *reading {
	r := &reading{layout: l, clauses: slices.Clone(l.clauses), sentences: slices.Clone(l.sentences), lines: slices.Clone(l.lines)}
	r.title = a.termsOf(l.title)
	for i := range r.clauses {
		c := &r.clauses[i]
		covered := c.start
		c.hits.first = int32(len(r.hits))
		for _, t := range l.terms[c.all.first:c.all.last] {
			bit, ok := a.hashes[t.hash]
			if !ok {
				continue
			}
			start := c.start + int32(t.start)
			end := start + int32(t.length)
			c.terms |= 1 << bit
			r.hits = append(r.hits, hit{bit, start, end})
			if from := max(covered, start); end > from {
				c.asked += int32(analysis.Width(l.texts[c.section][from:end]))
				covered = end
			}
		}
		c.hits.last = int32(len(r.hits))
		r.sentences[c.sentence].terms |= c.terms
		r.lines[c.line].terms |= c.terms
	}
	return r
}

// isHeadingLine reports whether a line is a heading: at most two clauses,
// short, and without a stop.
func (l *layout) isHeadingLine(line lineUnit) bool {
	n := int32(0)
	for _, c := range l.clauses[line.first:line.last] {
		n += c.length
	}
	last := l.clauses[line.last-1]
	return n <= 40 && line.last-line.first <= 3 && !strings.ContainsRune("。！；;.!", last.stop)
}

// nest finds the line that each stands under: a heading above it, or the item
// of a list of a higher level.
func (l *layout) nest() {
	var open []int32
	for i := range l.lines {
		line := &l.lines[i]
		rank := line.rank()
		for len(open) > 0 && l.lines[open[len(open)-1]].rank() >= rank {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			line.parent = open[len(open)-1]
		}
		if line.heading || line.marker.kind > 0 || l.clauses[line.last-1].stop == '：' || l.clauses[line.last-1].stop == ':' {
			open = append(open, int32(i))
		}
	}
}

// rank orders lines by what may stand under them, the outermost first.
func (l *lineUnit) rank() int {
	switch {
	case l.marker.kind > 0:
		return int(l.marker.kind)
	case l.heading:
		return 0
	}
	return 100
}

// cutClauses cuts a sentence at its commas, semicolons and colons.
func cutClauses(text string, span knowledge.Span) []clause {
	var out []clause
	start := span.Start
	depth := 0
	flush := func(end int, stop rune) {
		for start < end {
			r, n := utf8.DecodeRuneInString(text[start:end])
			if !unicode.IsSpace(r) {
				break
			}
			start += n
		}
		trimmed := start + len(strings.TrimRightFunc(text[start:max(start, end)], unicode.IsSpace))
		if trimmed > start {
			out = append(out, clause{start: int32(start), end: int32(trimmed), length: int32(analysis.Width(text[start:trimmed])), stop: stop})
		}
		start = end
	}
	for i := span.Start; i < span.End; {
		r, n := utf8.DecodeRuneInString(text[i:])
		end := i + n
		switch r {
		case '（', '(', '〔', '《':
			depth++
		case '）', ')', '〕', '》':
			depth = max(0, depth-1)
		case '，', '；', '：', '。', '！', '？', ';', '!', '?', ',', ':':
			if r < utf8.RuneSelf && (digitAt(text, i-1) && digitAt(text, end)) {
				break
			}
			if depth > 0 && r != '；' && r != '。' {
				break
			}
			for end < span.End {
				c, m := utf8.DecodeRuneInString(text[end:])
				if !strings.ContainsRune("。！？”’」』）)\"'", c) {
					break
				}
				end += m
			}
			flush(end, r)
			depth = 0
		}
		i = end
	}
	last, _ := utf8.DecodeLastRuneInString(text[span.Start:span.End])
	if !strings.ContainsRune("。.", last) {
		last = 0
	}
	flush(span.End, last)
	return out
}

func digitAt(text string, i int) bool {
	return i >= 0 && i < len(text) && '0' <= text[i] && text[i] <= '9'
}

// markerOf reads the number that a line begins with.
func markerOf(text string) marker {
	runes := []rune(text[:min(len(text), 24)])
	i := 0
	bracket := len(runes) > 0 && (runes[0] == '（' || runes[0] == '(')
	if bracket {
		i++
	}
	article := i < len(runes) && runes[i] == '第'
	if article {
		i++
	}
	value, digits, han := 0, 0, false
	for ; i < len(runes); i++ {
		r := runes[i]
		switch {
		case '0' <= r && r <= '9':
			value = value*10 + int(r-'0')
		case '０' <= r && r <= '９':
			value = value*10 + int(r-'０')
		case '①' <= r && r <= '⑳':
			return marker{5, int(r-'①') + 1}
		case strings.ContainsRune("一二三四五六七八九", r):
			n := strings.IndexRune("一二三四五六七八九", r)/3 + 1
			if value >= 10 && value%10 == 0 {
				value += n
			} else {
				value = n
			}
			han = true
		case r == '十':
			value = max(1, value) * 10
			han = true
		default:
			goto end
		}
		if digits++; digits > 3 {
			return marker{}
		}
	}
end:
	if digits == 0 || i >= len(runes) {
		return marker{}
	}
	stop := runes[i]
	switch {
	case article && strings.ContainsRune("条章节", stop):
		return marker{7, value}
	case bracket && (stop == '）' || stop == ')'):
		if han {
			return marker{2, value}
		}
		return marker{4, value}
	case han && stop == '是':
		return marker{6, value}
	case han && strings.ContainsRune("、.．，", stop):
		return marker{1, value}
	case !han && strings.ContainsRune("、.．)）", stop) && !(i+1 < len(runes) && '0' <= runes[i+1] && runes[i+1] <= '9'):
		return marker{3, value}
	}
	return marker{}
}
