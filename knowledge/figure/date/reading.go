package date

import (
	"policybot/knowledge/figure/bound"
	"policybot/knowledge/figure/glyph"
)

// Reader reads the dates of one sentence after another.
type Reader struct {
	Glyphs    []glyph.Glyph
	Published Date
	LastDate  Date     // the last date read, whose month a day alone takes
	Previous  *Reading // the date read last, where nothing else was read since
	Obliged   *bool    // the sentence says what must be done; nil until asked
}

// Reading is a date or a period as written, with the words around it, and what it
// is resolved to.
type Reading struct {
	Start, End int // all the words; glyphs
	Core, Tail int // the date itself

	From, to  moment
	HasTo     bool
	Role      bound.Role
	Bound     bound.Bound
	Cue       dateCue
	Ambiguous bool
	Drop      bool

	FromDate, ToDate Date // set by resolve
}

// dateCue says which way a date without a year is looked for.
type dateCue uint8

const (
	near   dateCue = iota // the one nearest to publication
	past                  // the latest not after publication
	Future                // the first not before publication
)

// LastDay returns the last day of a date or period.
func (t *Reading) LastDay() Date {
	if t.ToDate.IsZero() {
		return t.FromDate
	}
	return t.ToDate
}
