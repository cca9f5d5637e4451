package figure

import (
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/date"
	"policybot/knowledge/figure/number"
	"policybot/knowledge/figure/unit"
)

// term is a figure in the making: what the scanner found and what the passes
// after it have learned. Glyph indexes, not bytes.
type term struct {
	start, end int // all the words, with the bound
	core, tail int // the number and its unit

	n       number.Numeral
	unit    unit.Unit
	hasUnit bool
	mark    bool // a currency stood before the number

	bound       bound.Bound
	boundSet    bool
	boundBefore bool // the bound word stands before the number
	low, high   *Limit
	isRange     bool

	date bool
	when *date.Reading // what a date is; nil for numbers
	role bound.Role

	change    *Change
	per       []string
	negated   bool
	ambiguous bool
	inherited bool
	subject   string
	actor     string
	group     int
	asOf      date.Date
	drop      bool
}

// dateTerm returns the term of a date. Its reading is used again for a date of the
// next sentence.
func (s *reader) dateTerm(d date.Reading) term {
	if s.dated == len(s.readings) {
		s.readings = append(s.readings, new(date.Reading))
	}
	when := s.readings[s.dated]
	s.dated++
	*when = d
	return term{date: true, when: when, start: d.Start, end: d.End, core: d.Core, tail: d.Tail, role: d.Role, bound: d.Bound, ambiguous: d.Ambiguous, drop: d.Drop}
}
