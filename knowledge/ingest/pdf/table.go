package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"policybot/knowledge/ingest/content"
)

// Tolerances, in points, within which lines of a frame meet, and the least
// number of lines in a table without a frame.
const (
	ruleTolerance  = 3.0
	minAlignedRows = 3
	maxTableGrid   = 400 // lines in one direction
)

// pdfTable is a table found on a page.
type pdfTable struct {
	box
	rows [][]content.Cell
}

// framedTables finds the tables that lines frame, and returns them with the
// runs that are in none.
func framedTables(page pdfPage) ([]pdfTable, []pdfRun) {
	runs := page.runs
	var tables []pdfTable
	for _, frame := range framesOf(page.rules) {
		grid := newRuledGrid(frame)
		if grid == nil {
			continue
		}
		var rest []pdfRun
		var inside int
		for _, run := range runs {
			if !grid.take(run) {
				rest = append(rest, run)
				continue
			}
			inside++
		}
		rows := grid.table()
		if inside == 0 || len(rows) == 0 || len(rows[0]) < 2 {
			continue // a frame around text, or a picture
		}
		tables = append(tables, pdfTable{box: grid.area, rows: rows})
		runs = rest
	}
	return tables, runs
}

// framesOf groups lines that touch.
func framesOf(rules []box) [][]box {
	if len(rules) > 4*maxTableGrid {
		return nil
	}
	group := make([]int, len(rules))
	for i := range group {
		group[i] = i
	}
	find := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for i := range rules {
		for j := range i {
			a, b := rules[i], rules[j]
			if a.left <= b.right+ruleTolerance && b.left <= a.right+ruleTolerance && a.bottom <= b.top+ruleTolerance && b.bottom <= a.top+ruleTolerance {
				group[find(i)] = find(j)
			}
		}
	}
	frames := map[int][]box{}
	for i := range rules {
		frames[find(i)] = append(frames[find(i)], rules[i])
	}
	var out [][]box
	for _, frame := range frames {
		if len(frame) >= 4 {
			out = append(out, frame)
		}
	}
	slices.SortFunc(out, func(a, b []box) int { return cmp.Compare(b[0].top, a[0].top) })
	return out
}

// ruledGrid is the grid of a framed table. Cells that no line divides are one.
type ruledGrid struct {
	area          box
	xs, ys        []float64 // places of the lines; ys from top to bottom
	upright, flat []box
	cells         [][][]pdfRun // parts of runs by row and column
}

func newRuledGrid(frame []box) *ruledGrid {
	g := &ruledGrid{area: frame[0]}
	var xs, ys []float64
	for _, rule := range frame {
		g.area = g.area.union(rule)
		if rule.width() > rule.height() {
			g.flat = append(g.flat, rule)
			ys = append(ys, rule.middle())
		} else {
			g.upright = append(g.upright, rule)
			xs = append(xs, rule.middleX())
		}
	}
	if len(g.upright) == 0 {
		return nil
	}
	// Many tables are open at the sides.
	xs = append(xs, g.area.left, g.area.right)
	ys = append(ys, g.area.bottom, g.area.top)
	g.xs, g.ys = placesOf(xs), placesOf(ys)
	slices.Reverse(g.ys)
	if len(g.xs) < 3 || len(g.ys) < 3 || len(g.xs) > maxTableGrid || len(g.ys) > maxTableGrid {
		return nil
	}
	g.cells = make([][][]pdfRun, len(g.ys)-1)
	for i := range g.cells {
		g.cells[i] = make([][]pdfRun, len(g.xs)-1)
	}
	return g
}

// placesOf sorts values and joins those within the tolerance.
func placesOf(values []float64) []float64 {
	slices.Sort(values)
	var places []float64
	for _, v := range values {
		if n := len(places); n == 0 || v-places[n-1] > ruleTolerance {
			places = append(places, v)
		}
	}
	return places
}

// take puts a run into its cell, split where lines cross it. It returns false
// where the run is outside the table.
func (g *ruledGrid) take(run pdfRun) bool {
	if run.middleX() < g.area.left || run.middleX() > g.area.right || run.middle() < g.area.bottom || run.middle() > g.area.top {
		return false
	}
	row := 0
	for row < len(g.ys)-2 && run.middle() < g.ys[row+1] {
		row++
	}
	column := func(x float64) int {
		i := 0
		for i < len(g.xs)-2 && x > g.xs[i+1] {
			i++
		}
		return i
	}
	for start := 0; start < len(run.glyphs); {
		at := column(run.glyphs[start].middleX())
		end := start + 1
		for end < len(run.glyphs) {
			next := column(run.glyphs[end].middleX())
			if next != at && !g.joined(row, min(at, next), row, max(at, next)) {
				break
			}
			end++
		}
		part := pdfRun{box: run.glyphs[start].box, glyphs: run.glyphs[start:end], size: run.size, bold: run.bold}
		for _, glyph := range part.glyphs {
			part.box = part.box.union(glyph.box)
		}
		g.cells[row][at] = append(g.cells[row][at], part)
		start = end
	}
	return true
}

// joined reports whether no line divides two neighbouring cells, or, for
// cells further apart in a row, any two between them.
func (g *ruledGrid) joined(row, column, row2, column2 int) bool {
	if row == row2 {
		y := (g.ys[row] + g.ys[row+1]) / 2
		for c := column; c < column2; c++ {
			x := g.xs[c+1]
			if slices.ContainsFunc(g.upright, func(r box) bool {
				return math.Abs(r.middleX()-x) <= ruleTolerance && r.bottom-ruleTolerance < y && y < r.top+ruleTolerance
			}) {
				return false
			}
		}
		return true
	}
	x, y := (g.xs[column]+g.xs[column+1])/2, g.ys[row2]
	return !slices.ContainsFunc(g.flat, func(r box) bool {
		return math.Abs(r.middle()-y) <= ruleTolerance && r.left-ruleTolerance < x && x < r.right+ruleTolerance
	})
}

// table returns every cell, said again in each place a merged cell covers. Rows and columns without any text are left out.
func (g *ruledGrid) table() [][]content.Cell {
	rows, columns := len(g.cells), len(g.cells[0])
	merged := make([]int, rows*columns)
	for i := range merged {
		merged[i] = i
	}
	find := func(i int) int {
		for merged[i] != i {
			i = merged[i]
		}
		return i
	}
	for r := range rows {
		for c := range columns {
			if c+1 < columns && g.joined(r, c, r, c+1) {
				merged[find(r*columns+c+1)] = find(r*columns + c)
			}
			if r+1 < rows && g.joined(r, c, r+1, c) {
				merged[find((r+1)*columns+c)] = find(r*columns + c)
			}
		}
	}
	held := map[int][]pdfRun{}
	for r := range rows {
		for c := range columns {
			root := find(r*columns + c)
			held[root] = append(held[root], g.cells[r][c]...)
		}
	}
	texts := map[int]string{}
	for root, runs := range held {
		texts[root] = cellLines(runs)
	}
	var out [][]content.Cell
	last := ""
	for r := range rows {
		row := make([]content.Cell, columns)
		for c := range columns {
			root := find(r*columns + c)
			row[c] = content.Cell{Text: texts[root], Continued: root != r*columns+c}
		}
		said := strings.Join(content.CellTexts(row), "\x00")
		if strings.Trim(said, "\x00") != "" && said != last {
			last = said
			out = append(out, row)
		}
	}
	return withoutRepeatedColumns(out)
}

// withoutRepeatedColumns drops columns that are empty or say the same as the
// one before in every row: lines drawn twice make them.
func withoutRepeatedColumns(rows [][]content.Cell) [][]content.Cell {
	if len(rows) == 0 {
		return nil
	}
	var keep []int
	for c := range rows[0] {
		empty, same := true, c > 0
		for _, row := range rows {
			empty = empty && row[c].Text == ""
			same = same && row[c].Text == row[c-1].Text
		}
		if !empty && !same {
			keep = append(keep, c)
		}
	}
	out := make([][]content.Cell, len(rows))
	for i, row := range rows {
		for _, c := range keep {
			out[i] = append(out[i], row[c])
		}
	}
	return out
}

// cellLines returns the text of a cell on one line.
func cellLines(runs []pdfRun) string {
	var text lineJoiner
	for _, line := range linesOf(runs) {
		text.add(collapseSpaced(line.text))
	}
	return text.String()
}

// alignedTable finds a table without a frame at the start of lines: at least
// three rows whose runs stand in the same columns. It returns how many lines
// the table has, 0 for none.
func alignedTable(lines []pdfLine) ([][]content.Cell, int) {
	if len(lines) < minAlignedRows || len(lines[0].runs) < 2 {
		return nil, 0
	}
	var columns []box
	full := 0
	end := 0
	for end < len(lines) {
		line := lines[end]
		if end > 0 && lines[end-1].bottom-line.top > 2.5*line.size {
			break
		}
		merged, ok := fitColumns(columns, line.runs)
		if !ok || len(line.runs) < 2 && !withinOne(columns, line.runs[0].box) {
			break
		}
		if len(line.runs) >= 2 {
			full++
		}
		columns = merged
		end++
	}
	for end > 0 && len(lines[end-1].runs) < 2 && end > full+full {
		end--
	}
	if full < minAlignedRows || len(columns) < 2 || isSpreadText(lines[:end], columns) {
		return nil, 0
	}
	var rows [][]content.Cell
	for _, line := range lines[:end] {
		row := make([]content.Cell, len(columns))
		for _, run := range line.runs {
			for c, column := range columns {
				if run.left <= column.right && run.right >= column.left {
					row[c].Text = strings.TrimSpace(row[c].Text + " " + collapseSpaced(runsText([]pdfRun{run})))
					break
				}
			}
		}
		if len(line.runs) < 2 && len(rows) > 0 {
			// The second line of a cell.
			for c := range row {
				if row[c].Text != "" {
					var text lineJoiner
					text.add(rows[len(rows)-1][c].Text)
					text.add(row[c].Text)
					rows[len(rows)-1][c].Text = text.String()
				}
			}
			continue
		}
		rows = append(rows, row)
	}
	return rows, end
}

// isSpreadText reports whether lines are running text, justified or in
// columns, whose words happen to stand apart: most lines are full of ink.
func isSpreadText(lines []pdfLine, columns []box) bool {
	full, width := 0, columns[len(columns)-1].right-columns[0].left
	for _, line := range lines {
		ink := 0.0
		for _, run := range line.runs {
			ink += run.width()
		}
		if ink > 0.8*width {
			full++
		}
	}
	return full*2 > len(lines)
}

// fitColumns widens columns by the runs of a line. It fails where a run lies
// in two columns, or two runs in one.
func fitColumns(columns []box, runs []pdfRun) ([]box, bool) {
	if columns == nil {
		for _, run := range runs {
			columns = append(columns, run.box)
		}
		return columns, true
	}
	out := slices.Clone(columns)
	taken := map[int]bool{}
	var added []box
	for _, run := range runs {
		hit := -1
		for c, column := range columns {
			if run.left < column.right && run.right > column.left {
				if hit >= 0 {
					return nil, false
				}
				hit = c
			}
		}
		if hit < 0 {
			added = append(added, run.box)
			continue
		}
		if taken[hit] {
			return nil, false
		}
		taken[hit] = true
		out[hit] = out[hit].union(run.box)
	}
	if len(added) > 0 && len(runs) < 2 {
		return nil, false
	}
	out = append(out, added...)
	slices.SortFunc(out, func(a, b box) int { return cmp.Compare(a.left, b.left) })
	for i := 1; i < len(out); i++ {
		if out[i].left < out[i-1].right {
			return nil, false
		}
	}
	return out, true
}

// withinOne reports whether a box lies in exactly one column.
func withinOne(columns []box, b box) bool {
	hits := 0
	for _, column := range columns {
		if b.left < column.right && b.right > column.left {
			hits++
		}
	}
	return hits == 1
}
