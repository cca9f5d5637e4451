package check

import (
	"regexp"

	"policybot/knowledge/figure"
)

var (
	fromBefore = regexp.MustCompile(`(?:(?i:\bfrom)|由|从)\s*$`)
	toBetween  = regexp.MustCompile(`^\s*(?:(?i:to\b)|[^，。；]{0,6}[至到]|→)`)
)

// fromTo proves that two figures told as "from a to b" are one change or one
// range of a source, in this order.
func (e *evidence) fromTo(piece string, sources []read) *Fault {
	figures := quantities(piece)
	for i := 0; i+1 < len(figures); i++ {
		a, b := figures[i], figures[i+1]
		between := toBetween.FindString(piece[a.End:b.Start])
		if between == "" || !fromBefore.MatchString(piece[:a.Start]) && between != " →" {
			continue
		}
		if !said(sources, a, b) {
			return fault(Bound, piece[a.Start:b.End], "no cited statement says so of one change")
		}
	}
	return nil
}

// said reports whether a source says that something changed, or reaches, from a
// to b.
func said(sources []read, a, b figure.Figure) bool {
	for i := range sources {
		for _, t := range sources[i].texts {
			for _, f := range t.figures {
				if changes(f, a, b) || f.Low != nil && f.High != nil && f.Low.Value.Equal(a.Value) && f.High.Value.Equal(b.Value) {
					return true
				}
			}
		}
	}
	return false
}

func changes(f, a, b figure.Figure) bool {
	c := f.Change
	return c != nil && c.From != nil && c.To != nil && c.From.Equal(a.Value) && c.To.Equal(b.Value)
}
