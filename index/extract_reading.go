package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policybot/knowledge"
)

// reading is a document cut into clauses and held against a question: the
// ground on which windows are chosen.
type reading struct {
	document  *knowledge.Document
	clauses   []clause
	sentences []sentenceUnit
	lines     []lineUnit
	sections  []stretch // clauses of each section
	hits      []hit
	title     uint64 // terms of the question in the document's title
	length    int    // of all clauses
}

// clause is a part of a sentence up to a comma, colon, semicolon or stop.
type clause struct {
	section    int32
	start, end int32 // bytes of the section's text, without white space around
	sentence   int32
	line       int32
	offset     int32  // characters of the document before it
	length     int32  // characters
	stop       rune   // the punctuation that ends it, 0 for none
	terms      uint64 // terms of the question in it
	asked      int32  // characters of it that belong to terms of the question
	hits       stretch
}

// hit is a term of the question at bytes of a section's text.
type hit struct {
	bit        int
	start, end int32
}

// stretch is a run of clauses, last excluded.
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

// readDocument cuts a document into clauses and marks in each the terms that
// bits numbers. Sections that wanted leaves out are passed over.
func readDocument(d *knowledge.Document, bits map[string]int, wanted func(section int) bool) *reading {
	r := &reading{document: d}
	for _, t := range tokens(d.Title) {
		if bit, ok := bits[t.term]; ok {
			r.title |= 1 << bit
		}
	}
	for s := range d.Sections {
		if wanted(s) {
			r.readSection(s, bits)
		} else {
			r.sections = append(r.sections, stretch{int32(len(r.clauses)), int32(len(r.clauses))})
		}
	}
	r.nest()
	return r
}

func (r *reading) readSection(section int, bits map[string]int) {
	text := r.document.Sections[section].Text
	begin := int32(len(r.clauses))
	terms := tokens(text)
	next := 0
	for lineStart := 0; lineStart < len(text); {
		lineEnd := len(text)
		if k := strings.IndexByte(text[lineStart:], '\n'); k >= 0 {
			lineEnd = lineStart + k
		}
		first := int32(len(r.clauses))
		number := int32(len(r.lines))
		for _, span := range knowledge.Sentences(text[lineStart:lineEnd]) {
			span.Start += lineStart
			span.End += lineStart
			s := sentenceUnit{stretch: stretch{int32(len(r.clauses)), 0}, line: number}
			for _, c := range cutClauses(text, span) {
				c.section, c.sentence, c.line = int32(section), int32(len(r.sentences)), number
				c.offset = int32(r.length)
				r.length += int(c.length)
				covered := c.start
				c.hits.first = int32(len(r.hits))
				for ; next < len(terms) && terms[next].start < int(c.end); next++ {
					t := terms[next]
					if t.start < int(c.start) {
						continue
					}
					if bit, ok := bits[t.term]; ok {
						c.terms |= 1 << bit
						r.hits = append(r.hits, hit{bit, int32(t.start), int32(t.end)})
						if from := max(covered, int32(t.start)); int32(t.end) > from {
							c.asked += int32(width(text[from:t.end]))
							covered = int32(t.end)
						}
					}
				}
				c.hits.last = int32(len(r.hits))
				s.terms |= c.terms
				r.clauses = append(r.clauses, c)
			}
			s.last = int32(len(r.clauses))
			if s.last > s.first {
				r.sentences = append(r.sentences, s)
			}
		}
		if last := int32(len(r.clauses)); last > first {
			l := lineUnit{stretch: stretch{first, last}, section: int32(section), marker: markerOf(text[r.clauses[first].start:lineEnd]), parent: -1}
			for _, c := range r.clauses[first:last] {
				l.terms |= c.terms
			}
			l.heading = r.isHeadingLine(l)
			r.lines = append(r.lines, l)
		}
		lineStart = lineEnd + 1
	}
	r.sections = append(r.sections, stretch{begin, int32(len(r.clauses))})
}

// isHeadingLine reports whether a line is a heading: at most two clauses,
// short, and without a stop.
func (r *reading) isHeadingLine(l lineUnit) bool {
	n := int32(0)
	for _, c := range r.clauses[l.first:l.last] {
		n += c.length
	}
	last := r.clauses[l.last-1]
	return n <= 40 && l.last-l.first <= 3 && !strings.ContainsRune("。！；;.!", last.stop)
}

// nest finds the line that each stands under: a heading above it, or the item
// of a list of a higher level.
func (r *reading) nest() {
	var open []int32
	for i := range r.lines {
		l := &r.lines[i]
		rank := l.rank()
		for len(open) > 0 && r.lines[open[len(open)-1]].rank() >= rank {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			l.parent = open[len(open)-1]
		}
		if l.heading || l.marker.kind > 0 || r.clauses[l.last-1].stop == '：' || r.clauses[l.last-1].stop == ':' {
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
			out = append(out, clause{start: int32(start), end: int32(trimmed), length: int32(width(text[start:trimmed])), stop: stop})
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
