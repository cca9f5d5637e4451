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
	ruleTolerance = 3.0
	minTextRows   = 3
	maxTableGrid  = 400 // lines in one direction
)

// pdfTable is a table found on a page.
type pdfTable struct {
	box
	rows  [][]content.Cell
	heads int // rows that name columns; 0 where that is to be guessed
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
		tables = append(tables, grid.divided(rows, page.rules))
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
	inside        []pdfRun     // the runs in the table
	cells         [][][]pdfRun // parts of them by row and column
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
	g.inside = append(g.inside, run)
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
			if r+1 < rows && g.joined(r, c, r+1, c) && !g.besideRows(r, c) {
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

// besideRows reports whether the text of two cells that no line divides stands
// beside the lines of their rows: the line is missing.
func (g *ruledGrid) besideRows(row, column int) bool {
	return g.levelWithRow(row, column) && g.levelWithRow(row+1, column)
}

// levelWithRow reports whether a cell holds lines, and each is level with the
// text of another cell of its row.
func (g *ruledGrid) levelWithRow(row, column int) bool {
	for _, run := range g.cells[row][column] {
		level := false
		for c, other := range g.cells[row] {
			level = level || c != column && slices.ContainsFunc(other, func(o pdfRun) bool { return math.Abs(baseline(o.glyphs)-baseline(run.glyphs)) < 0.1*run.size })
		}
		if !level {
			return false
		}
	}
	return len(g.cells[row][column]) > 0
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

// divided returns the table of a grid. Where its lines do not divide all
// cells, but only some rows or columns, how the text stands divides the rest.
func (g *ruledGrid) divided(rows [][]content.Cell, rules []box) pdfTable {
	whole := pdfTable{box: g.area, rows: rows}
	if !g.undivided() {
		return whole
	}
	finder := newTableFinder(linesOf(g.inside), rules)
	finder.framed = true
	found := finder.find()
	if len(found) != 1 {
		return whole
	}
	return pdfTable{box: g.area, rows: found[0].rows, heads: found[0].heads}
}

// undivided reports whether cells hold several figures below or beside each
// other: two cells of a row at least, so that it is no accident.
func (g *ruledGrid) undivided() bool {
	for _, row := range g.cells {
		below, beside := 0, 0
		for _, cell := range row {
			rows, wide := figuresOf(cell)
			if rows > 1 {
				below++
			}
			if wide {
				beside++
			}
		}
		if below > 1 || beside > 1 {
			return true
		}
	}
	return false
}

// figuresOf counts the lines of a cell that hold figures, and reports whether
// one holds several.
func figuresOf(cell []pdfRun) (lines int, beside bool) {
	for _, line := range linesOf(cell) {
		figures := 0
		for _, p := range line.pieces(wordGap, nil) {
			if p.figure {
				figures++
			}
		}
		if figures > 0 {
			lines++
		}
		beside = beside || figures > 1
	}
	return lines, beside
}
