package figure

// term is a figure in the making: what the scanner found and what the passes
// after it have learned. Glyph indexes, not bytes.
type term struct {
	start, end int // all the words, with the bound
	core, tail int // the number and its unit

	n       numeral
	unit    unit
	hasUnit bool
	mark    bool // a currency stood before the number

	bound       Bound
	boundSet    bool
	boundBefore bool // the bound word stands before the number
	low, high   *Limit
	isRange     bool

	date bool
	when dated // what a date is
	role Role

	change    *Change
	per       []string
	negated   bool
	ambiguous bool
	inherited bool
	subject   string
	actor     string
	group     int
	asOf      Date
	drop      bool
}

// dateTerm returns the term of a date.
func dateTerm(d dated) term {
	return term{date: true, when: d, start: d.start, end: d.end, core: d.core, tail: d.tail, role: d.role, bound: d.bound, ambiguous: d.ambiguous, drop: d.drop}
}
