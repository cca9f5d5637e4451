package figure

// dateReader reads the dates of one sentence after another.
type dateReader struct {
	glyphs    []glyph
	published Date
	lastDate  Date   // the last date read, whose month a day alone takes
	previous  *dated // the date read last, where nothing else was read since
	obliged   *bool  // the sentence says what must be done; nil until asked
}

// dated is a date or a period as written, with the words around it, and what it
// is resolved to.
type dated struct {
	start, end int // all the words; glyphs
	core, tail int // the date itself

	from, to  moment
	hasTo     bool
	role      Role
	bound     Bound
	cue       dateCue
	ambiguous bool
	drop      bool

	fromDate, toDate Date // set by resolve
}

// dateCue says which way a date without a year is looked for.
type dateCue uint8

const (
	near   dateCue = iota // the one nearest to publication
	past                  // the latest not after publication
	future                // the first not before publication
)

// lastDay returns the last day of a date or period.
func (t *dated) lastDay() Date {
	if t.toDate.IsZero() {
		return t.fromDate
	}
	return t.toDate
}
