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

	date     bool
	from, to moment
	hasTo    bool
	fromDate Date
	toDate   Date
	role     Role
	cue      dateCue

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

// dateCue says which way a date without a year is looked for.
type dateCue uint8

const (
	near   dateCue = iota // the one nearest to publication
	past                  // the latest not after publication
	future                // the first not before publication
)

// lastDay returns the last day of a date or period.
func (t *term) lastDay() Date {
	if t.toDate.IsZero() {
		return t.fromDate
	}
	return t.toDate
}
