package pdf

import (
	"cmp"
	"math"
	"slices"
)

// column is the part of a line that a column of a table takes.
type column struct{ left, right float64 }

func (c column) middle() float64 { return (c.left + c.right) / 2 }

// overlap is how much of a box lies in the column.
func (c column) overlap(b box) float64 { return min(c.right, b.right) - max(c.left, b.left) }

// columns are those of a table, from left to right.
type columns []column

// joined returns the columns with the pieces of another line in them. It fails
// where the line stands in other columns.
func (c columns) joined(pieces []piece) (columns, bool) {
	out := slices.Clone(c)
	for i, p := range pieces {
		var hits []int
		for k, column := range out {
			if column.overlap(p.box) > 0 {
				hits = append(hits, k)
			}
		}
		switch {
		case len(hits) == 0:
			out = append(out, column{p.left, p.right})
			slices.SortFunc(out, func(a, b column) int { return cmp.Compare(a.left, b.left) })
		case len(hits) == 1:
			out[hits[0]] = column{min(out[hits[0]].left, p.left), max(out[hits[0]].right, p.right)}
		case i == 0 && !p.figure: // a long name before an empty cell
		default:
			return nil, false
		}
	}
	return out, true
}

// minUprightShare is over how much of a table's height a line stands that
// divides its columns.
const minUprightShare = 0.4

// columnsOfBody finds the columns of a table by the strips that none of its
// lines prints on, and by its upright rules.
func columnsOfBody(lines [][]piece, rules tableRules) columns {
	var out columns
	for _, line := range lines {
		for i, p := range line {
			if i == 0 && !p.figure && p.straddles(lines) {
				continue
			}
			out = out.with(p.box)
		}
	}
	for _, x := range rules.uprights {
		for k, c := range out {
			if c.left+1 < x && x < c.right-1 {
				out = slices.Replace(out, k, k+1, column{c.left, x}, column{x, c.right})
				break
			}
		}
	}
	return out
}

// straddles reports whether a name is so long that it reaches below a figure
// that other lines begin further left.
func (p *piece) straddles(lines [][]piece) bool {
	below := 0
	for _, line := range lines {
		for i, other := range line {
			if i > 0 && other.figure && other.left < p.right {
				below++
				break
			}
		}
	}
	return below*2 > len(lines)
}

// with adds the place of a piece, joined with the columns that it meets.
func (c columns) with(b box) columns {
	added := column{b.left, b.right}
	var out columns
	for _, other := range c {
		if other.left < added.right && added.left < other.right {
			added = column{min(other.left, added.left), max(other.right, added.right)}
		} else {
			out = append(out, other)
		}
	}
	out = append(out, added)
	slices.SortFunc(out, func(a, b column) int { return cmp.Compare(a.left, b.left) })
	return out
}

// at returns the column of a piece: the one it lies in most, or the nearest.
func (c columns) at(b box) int {
	best, most := 0, math.Inf(-1)
	for k, column := range c {
		if o := column.overlap(b); o > most {
			best, most = k, o
		}
	}
	return best
}

// border returns where column k ends and the next begins.
func (c columns) border(k int) float64 { return (c[k].right + c[k+1].left) / 2 }

// spanOf returns the columns that a box reaches into, by more than slack.
func (c columns) spanOf(b box, slack float64) (from, to int) {
	from = c.at(b)
	to = from
	for from > 0 && b.left < c.border(from-1)-slack {
		from--
	}
	for to < len(c)-1 && b.right > c.border(to)+slack {
		to++
	}
	return from, to
}

// tableRules are the lines drawn in and around a table, as far as they tell
// its rows and columns.
type tableRules struct {
	flat     []box     // level lines, from top to bottom
	uprights []float64 // where upright lines divide columns
}

// rulesBetween returns the rules of a page that lie between two heights and
// between left and right, each widened a little.
func rulesBetween(rules []box, area box) tableRules {
	const reach = 12
	var out tableRules
	heights := map[int]float64{}
	for _, r := range rules {
		if r.right < area.left || r.left > area.right || r.bottom > area.top+reach || r.top < area.bottom-reach {
			continue
		}
		if r.width() >= r.height() {
			out.flat = append(out.flat, r)
			continue
		}
		heights[int(math.Round(r.middleX()/ruleTolerance))] += min(r.top, area.top) - max(r.bottom, area.bottom)
	}
	for k, height := range heights {
		if height >= minUprightShare*area.height() {
			out.uprights = append(out.uprights, float64(k)*ruleTolerance)
		}
	}
	slices.Sort(out.uprights)
	slices.SortFunc(out.flat, func(a, b box) int { return cmp.Compare(b.middle(), a.middle()) })
	return out
}

// across returns the heights at which level lines cross most of an area, from
// top to bottom.
func (r tableRules) across(area box, share float64) []float64 {
	var out []float64
	for i := 0; i < len(r.flat); {
		y, j := r.flat[i].middle(), i
		var parts columns
		for j < len(r.flat) && y-r.flat[j].middle() <= ruleTolerance {
			parts = parts.with(box{left: r.flat[j].left - 1, right: r.flat[j].right + 1})
			j++
		}
		covered := 0.0
		for _, part := range parts {
			covered += max(0, part.overlap(area))
		}
		if covered >= share*area.width() {
			out = append(out, y)
		}
		i = j
	}
	return out
}
