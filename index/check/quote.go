package check

import (
	"strings"
	"unicode/utf8"

	"policybot/knowledge/figure"
)

// quoted proves a piece of the reply that stands word for word in a source,
// and reports whether it does.
func (e *evidence) quoted(piece string) (bool, *Fault) {
	var first *Fault
	for i := range e.sources {
		s := &e.sources[i]
		for j := range s.texts {
			t := &s.texts[j]
			for _, start := range places(t.words, piece) {
				fault := e.quotedAt(s, j, start, start+len(piece), piece)
				if fault == nil {
					return true, nil
				}
				if first == nil {
					first = fault
				}
			}
		}
	}
	return first != nil, first
}

// places returns where a piece stands in words, not inside a longer number or
// Latin word.
func places(words, piece string) []int {
	var at []int
	for from := 0; ; {
		i := strings.Index(words[from:], piece)
		if i < 0 || piece == "" {
			return at
		}
		start := from + i
		if !cuts(words, start) && !cuts(words, start+len(piece)) {
			at = append(at, start)
		}
		from = start + utf8.RuneLen([]rune(piece)[0])
	}
}

// cuts reports whether offset i lies inside a number or a Latin word.
func cuts(words string, i int) bool {
	if i <= 0 || i >= len(words) {
		return false
	}
	if isLatin(words[i-1]) && isLatin(words[i]) {
		return true
	}
	from, to := i, i
	for from > 0 && inNumber(words[from-1]) {
		from--
	}
	for to < len(words) && inNumber(words[to]) {
		to++
	}
	if from == i || to == i {
		return false
	}
	for _, at := range number.FindAllStringIndex(words[from:to], -1) {
		if from+at[0] < i && i < from+at[1] {
			return true
		}
	}
	return false
}

// inNumber reports whether a byte may stand in a number: the spaces that set off
// thousands begin with 0xC2 or 0xE2.
func inNumber(b byte) bool {
	return '0' <= b && b <= '9' || b == '.' || b == ',' || b == ':' || b == ' ' || b == 0xC2 || b == 0xA0 || b == 0xE2 || b == 0x80 || b == 0x89 || b == 0xAF
}

// quotedAt proves a quote at one place: its figures are read there as they are
// read in the quote, and it loses no negation.
func (e *evidence) quotedAt(s *read, n, start, end int, piece string) *Fault {
	t := &s.texts[n]
	inside := figuresIn(piece, s.source.Published)
	for _, f := range t.figures {
		if f.End <= start || f.Start >= end {
			continue
		}
		if f.Start < start || f.End > end {
			if cutsBound(f, start, end) {
				return fault(Bound, piece, "the quote cuts %q", f.Text)
			}
			continue
		}
		if !readIn(inside, f, f.Start-start, piece+"\n"+e.reply.Question) {
			return fault(Bound, piece, "the quote loses what is said of %q", f.Text)
		}
		if !samePer(f.Per, perIn(inside, f.Start-start), e.reply.Text+"\n"+e.reply.Question) {
			return fault(Per, piece, "the quote loses what %q is per", f.Text)
		}
	}
	return e.governed(s, n, start, end, piece)
}

// perIn returns what a quote says that the figure at an offset is per.
func perIn(inside []figure.Figure, offset int) []string {
	for _, g := range inside {
		if g.Start <= offset && offset < g.End {
			return g.Per
		}
	}
	return nil
}

// cutsBound reports whether a figure cut by the edge of a quote states more
// than a whole day or year does.
func cutsBound(f figure.Figure, start, end int) bool {
	return !isDate(f) && f.Start < end && f.End > start
}

// readIn reports whether a quote shows the figure at an offset with its value
// and bound. A day without its year, or a figure that the reader needs the
// sentence for, is not held against it.
func readIn(inside []figure.Figure, f figure.Figure, offset int, said string) bool {
	for _, g := range inside {
		if g.End <= offset || g.Start >= offset+f.End-f.Start || isDate(f) {
			continue
		}
		return sameBound(f, g, said) || sameValue(f, g) && g.Change != f.Change && f.Change != nil
	}
	return isDate(f) || f.Bound == figure.Equal || f.Bound == figure.Range
}
