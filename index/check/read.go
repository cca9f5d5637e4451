package check

import (
	"slices"

	"policybot/knowledge/figure"
)

// figuresIn reads the figures of a text. One that begins inside a number was
// misread, and is read again by itself: 12 500元, "channel: 7,005 firms".
func figuresIn(words string, published figure.Date) []figure.Figure {
	found := figure.Find(words, published)
	if len(found) == 0 {
		return nil
	}
	tokens := number.FindAllStringIndex(words, -1)
	var out []figure.Figure
	for _, f := range found {
		cut := slices.IndexFunc(tokens, func(at []int) bool { return at[0] < f.Start && f.Start < at[1] })
		if cut < 0 {
			out = append(out, f)
			continue
		}
		at := tokens[cut]
		end := max(f.End, at[1])
		whole := plainNumber(words[at[0]:at[1]]) + words[at[1]:end]
		for _, g := range figure.Find(whole, published) {
			g.Start, g.End, g.Text = at[0], end, words[at[0]:end]
			if g.Bound == figure.Equal {
				g.Bound, g.Low, g.High = f.Bound, nil, nil
			}
			out = append(out, g)
			break
		}
	}
	return out
}

// quantities returns the figures of a text that are not dates.
func quantities(words string) []figure.Figure {
	return slices.DeleteFunc(figuresIn(words, figure.Date{}), isDate)
}

// blank puts spaces for a figure.
func blank(b []byte, f figure.Figure) {
	for i := f.Start; i < f.End && i < len(b); i++ {
		b[i] = ' '
	}
}

// withoutFigures blanks the figures of a text that are not dates.
func withoutFigures(s string) string {
	b := []byte(s)
	for _, f := range quantities(s) {
		blank(b, f)
	}
	return string(b)
}
