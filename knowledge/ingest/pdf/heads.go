package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"policybot/knowledge/ingest/content"
)

// head is a text over one or several columns.
type head struct {
	piece
	from, to int // the first and the last column
	line     int
}

// heads returns the rows that name the columns, from what lines from to end
// print over them: a head over several columns stands over the heads of each,
// and the lines of one head are one text.
func (t *tableLayout) heads(from, end int) [][]content.Cell {
	var found []head
	t.widen(from, end)
	for i := from; i < end; i++ {
		found = append(found, t.headsOf(i, end)...)
	}
	paths := make([][]head, len(t.columns))
	depth := 0
	for k := range paths {
		for _, h := range found {
			if h.from > k || h.to < k {
				continue
			}
			if n := len(paths[k]); n > 0 && paths[k][n-1].from == h.from && paths[k][n-1].to == h.to {
				var text lineJoiner
				text.add(paths[k][n-1].text)
				text.add(h.text)
				paths[k][n-1].text = text.String()
				continue
			}
			paths[k] = append(paths[k], h)
		}
		depth = max(depth, len(paths[k]))
	}
	return headRows(paths, depth)
}

// widen makes columns as wide as their heads, where a line has one for each.
func (t *tableLayout) widen(from, end int) {
	for i := end - 1; i >= from; i-- {
		pieces := t.finder.pieces[i]
		first := len(t.columns) - len(pieces)
		if first < 0 || first > 1 {
			continue
		}
		wide, free := slices.Clone(t.columns), true
		for k, p := range pieces {
			c := &wide[first+k]
			*c = column{min(c.left, p.left), max(c.right, p.right)}
			free = free && (first+k == 0 || wide[first+k-1].right < c.left)
		}
		if free && (first == 0 || wide[0].right < wide[1].left) {
			t.columns = wide
		}
	}
}

// headRows lays the heads of each column out in rows. What has fewer above it
// stands in all rows, as a merged cell does.
func headRows(paths [][]head, depth int) [][]content.Cell {
	rows := make([][]content.Cell, depth)
	for r := range rows {
		rows[r] = make([]content.Cell, len(paths))
		for k, path := range paths {
			if len(path) == 0 {
				continue
			}
			at := min(r, len(path)-1)
			rows[r][k] = content.Cell{
				Text:      strings.ReplaceAll(path[at].text, string(lineEndHyphen), "-"),
				Continued: r > at || path[at].from < k,
			}
		}
	}
	return rows
}

// headsOf finds the columns that the pieces of line i name.
func (t *tableLayout) headsOf(i, end int) []head {
	pieces := t.split(i, end)
	var out []head
	for _, p := range pieces {
		from, to := t.columns.spanOf(p.box, 0.35*p.size)
		if from == 0 && to > 0 {
			if at := t.columns.at(p.box); at > 0 {
				from, to = 1, at
			} else {
				to = 0
			}
		}
		out = append(out, head{piece: p, from: from, to: to, line: i})
	}
	t.separate(out)
	for k := range out {
		h := &out[k]
		if h.from == 0 {
			continue
		}
		if a, b, ok := t.ruleBelow(h); ok {
			h.from, h.to = a, b
			continue
		}
		low, high := 1, len(t.columns)-1
		if k > 0 {
			low = max(low, out[k-1].to+1)
		}
		if k+1 < len(out) {
			high = min(high, out[k+1].from-1)
		}
		t.extend(h, low, high, end)
	}
	return out
}

// separate gives each column that two heads of a line reach into to the one
// that stands over it; one head for each column is in their order.
func (t *tableLayout) separate(heads []head) {
	named := heads
	if len(named) > 0 && named[0].from == 0 {
		named = named[1:]
	}
	if len(named) == len(t.columns)-1 {
		for k := range named {
			named[k].from, named[k].to = k+1, k+1
		}
		return
	}
	for k := 1; k < len(heads); k++ {
		a, b := &heads[k-1], &heads[k]
		for a.to >= b.from && (a.from < a.to || b.from < b.to) {
			c := t.columns[b.from]
			if b.from < b.to && c.overlap(a.box) > c.overlap(b.box) || a.from == a.to {
				b.from++
			} else {
				a.to--
			}
		}
	}
}

// split returns the pieces of a line of heads. Narrow columns have heads no
// further apart than words: they are divided where each part stands in the
// middle of a column.
func (t *tableLayout) split(i, end int) []piece {
	line := &t.finder.lines[i]
	named := t.namedBelow(i, end)
	var out []piece
	for _, p := range t.finder.pieces[i] {
		from, to := t.columns.spanOf(p.box, 0.35*p.size)
		if from == to {
			out = append(out, p)
			continue
		}
		parts := t.partsOf(line, p)
		// Over other heads it takes more: one head for each of several columns.
		fits := len(parts) > 1 && !slices.Contains(named[from:to+1], true) || len(parts) > 2 && len(parts) == to-from+1
		for k, part := range parts {
			c := t.columns[t.columns.at(part.box)]
			fits = fits && (k == 0 || t.columns.at(parts[k-1].box) < t.columns.at(part.box)) &&
				(math.Abs(c.middle()-part.middleX()) < p.size || math.Abs(c.right-part.right) < 0.5*p.size || math.Abs(c.left-part.left) < 0.5*p.size)
		}
		if fits {
			out = append(out, parts...)
		} else {
			out = append(out, p)
		}
	}
	return out
}

// partsOf divides a piece of a line at the blanks next to the borders of
// columns.
func (t *tableLayout) partsOf(line *pdfLine, p piece) []piece {
	var parts []piece
	for _, run := range line.runs {
		for _, token := range run.tokens(nil) {
			if token.middleX() < p.left || token.middleX() > p.right {
				continue
			}
			if n := len(parts); n > 0 && t.columns.at(parts[n-1].box) == t.columns.at(token.box) {
				parts[n-1].append(token)
			} else {
				parts = append(parts, token)
			}
		}
	}
	return parts
}

// ruleBelow returns the columns that a short rule right below a head reaches
// over.
func (t *tableLayout) ruleBelow(h *head) (from, to int, ok bool) {
	lines := t.finder.lines
	for _, r := range t.rules.flat {
		if h.line+1 < len(lines) && lines[h.line+1].middle() > r.middle() {
			continue // below the next line as well
		}
		if r.middle() > h.bottom+0.3*h.size || r.middle() < h.bottom-1.3*h.size || r.left > h.middleX() || r.right < h.middleX() || r.width() > 0.8*t.area.width() {
			continue
		}
		from, to = -1, -1
		for k, c := range t.columns {
			if k > 0 && c.middle() > r.left-2 && c.middle() < r.right+2 {
				if from < 0 {
					from = k
				}
				to = k
			}
		}
		if from > 0 && from < to && from <= h.to && to >= h.from {
			return from, to, true
		}
	}
	return 0, 0, false
}

// joiningEnd matches the end of a line of a head that goes on below.
var joiningEnd = regexp.MustCompile(`(?i)(?:[-–—/（(,，、&]|\b(?:of|the|by|for|to|and|or|per|in|on|at|with|from|than|as|a|an))$`)

// extend widens a head that is centred over several columns, which have heads
// of their own below it, to the most of them that it is the middle of.
func (t *tableLayout) extend(h *head, low, high, end int) {
	if h.from == h.to && t.isBroken(h, end) {
		return
	}
	named := t.namedBelow(h.line, end)
	best, bestWidth := [2]int{h.from, h.to}, h.to-h.from
	for a := low; a <= h.from; a++ {
		for b := high; b >= h.to; b-- {
			if b-a > bestWidth && t.isMiddle(h, a, b) && allOf(named[a:b+1]) {
				best, bestWidth = [2]int{a, b}, b-a
			}
		}
	}
	h.from, h.to = best[0], best[1]
}

// isMiddle reports whether a head stands in the middle of columns a to b.
func (t *tableLayout) isMiddle(h *head, a, b int) bool {
	tolerance := 1.2 * h.size
	left, right := t.columns[a].left, t.columns[b].right
	outerLeft, outerRight := left, right
	if a > 0 {
		outerLeft = t.columns.border(a - 1)
	}
	if b < len(t.columns)-1 {
		outerRight = t.columns.border(b)
	}
	return math.Abs((left+right)/2-h.middleX()) < tolerance || math.Abs((outerLeft+outerRight)/2-h.middleX()) < tolerance
}

// isBroken reports whether a head over one column is the beginning of a text
// that goes on below it.
func (t *tableLayout) isBroken(h *head, end int) bool {
	if joiningEnd.MatchString(h.text) {
		return true
	}
	if h.line+1 >= end {
		return true
	}
	c := t.columns[h.from]
	for i := h.line + 1; i < end && i <= h.line+2; i++ {
		for _, p := range t.finder.pieces[i] {
			if t.columns.at(p.box) == h.from && h.bottom-p.top < 0.6*h.size && !period.MatchString(p.text) {
				return goesOn.MatchString(p.text) || h.width() > 0.75*(c.right-c.left) && len(t.finder.pieces[h.line]) > 1
			}
		}
	}
	return false
}

// namedBelow tells which columns have a head in the lines below one.
func (t *tableLayout) namedBelow(line, end int) []bool {
	named := make([]bool, len(t.columns))
	for i := line + 1; i < end; i++ {
		for _, p := range t.finder.pieces[i] {
			from, to := t.columns.spanOf(p.box, 0.35*p.size)
			for k := from; k <= to; k++ {
				named[k] = true
			}
		}
	}
	return named
}

func allOf(flags []bool) bool {
	for _, f := range flags {
		if !f {
			return false
		}
	}
	return true
}
