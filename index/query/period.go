package query

import (
	"fmt"

	"policybot/knowledge/figure"
)

// Period is a stretch of calendar time a question names, both ends included.
// A part the question leaves open is zero: "3月末" has no year, and 去年 has
// only Offset.
type Period struct {
	Text        string
	From, Until figure.Date
	Offset      int  // years relative to the document's own: 去年 is -1
	Relative    bool // Offset counts and the years of From and Until do not
}

// String returns the period as it was understood.
func (p Period) String() string {
	switch {
	case p.Relative:
		return fmt.Sprintf("%s=%+d", p.Text, p.Offset)
	case p.From == p.Until:
		return p.Text + "=" + p.From.String()
	}
	return p.Text + "=" + p.From.String() + ".." + p.Until.String()
}

// Resolve gives the period the years it leaves open, taken from the date the
// document was published.
func (p Period) Resolve(published figure.Date) (from, until figure.Date) {
	if p.Relative {
		if published.IsZero() {
			return figure.Date{}, figure.Date{}
		}
		from, _ = figure.NewDate(published.Year+p.Offset, 1, 1)
		until, _ = figure.NewDate(published.Year+p.Offset, 12, 31)
		return from, until
	}
	from, until = p.From, p.Until
	if from.Year == 0 {
		from.Year = published.Year
	}
	if until.Year == 0 {
		until.Year = published.Year
	}
	if from.Year == 0 {
		return figure.Date{}, figure.Date{}
	}
	return from, until
}
