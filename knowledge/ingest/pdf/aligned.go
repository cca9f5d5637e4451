package pdf

import (
	"math"
	"regexp"
	"strings"

	"policybot/knowledge/ingest/content"
)

// Bounds of a table whose cells no frame divides.
const (
	minAlignedRows = 3   // rows with figures; two where rules are drawn
	maxHeadLines   = 12  // lines above the first of them that may name the columns
	maxNameLines   = 5   // lines without figures that follow each other
	maxRowGap      = 2.5 // between two lines, in ems; more where a rule divides them
	maxRuledGap    = 4.0
	maxTableLines  = 4_000
)

// alignedTable is a table found among the lines of a region by how they stand
// below each other.
type alignedTable struct {
	from, end int // the lines
	rows      [][]content.Cell
	heads     int // rows that name columns
}

// tableFinder looks for tables among the lines of a region.
type tableFinder struct {
	lines  []pdfLine
	pieces [][]piece
	rules  []box
	framed bool // the lines are all of one table
	limit  int  // the line before which tables end
	texts  bool // look for tables of words
}

func newTableFinder(lines []pdfLine, rules []box) *tableFinder {
	f := &tableFinder{lines: lines, rules: rules, pieces: make([][]piece, len(lines))}
	gap := wordGapOf(lines)
	for i := range lines {
		f.pieces[i] = lines[i].pieces(gap, uprightsAt(rules, lines[i].middle()))
	}
	return f
}

// uprightsAt returns where upright lines cross a height.
func uprightsAt(rules []box, y float64) []float64 {
	var out []float64
	for _, r := range rules {
		if r.height() > r.width() && r.bottom < y && y < r.top {
			out = append(out, r.middleX())
		}
	}
	return out
}

// find returns the tables, from top to bottom: those of figures, and those of
// words between them.
func (f *tableFinder) find() []alignedTable {
	found := f.between(0, len(f.lines))
	if f.framed {
		return found
	}
	f.texts = true
	var out []alignedTable
	from := 0
	for _, t := range append(found, alignedTable{from: len(f.lines), end: len(f.lines)}) {
		out = append(out, f.between(from, t.from)...)
		if t.end > t.from {
			out = append(out, t)
		}
		from = t.end
	}
	return out
}

// between returns the tables between two lines.
func (f *tableFinder) between(floor, limit int) []alignedTable {
	var out []alignedTable
	f.limit = limit
	for i := floor; i < limit; i++ {
		if !f.tabular(i) {
			continue
		}
		if t, ok := f.tableAt(i, floor); ok {
			out = append(out, t)
			floor, i = t.end, t.end-1
		}
	}
	return out
}

// isRow reports whether a line of words can be a row of a table: its cells
// stand apart.
func (f *tableFinder) isRow(i int) bool {
	pieces := f.pieces[i]
	if len(pieces) < 2 || leaders.MatchString(f.lines[i].text) {
		return false
	}
	const apart = 0.9
	for k := 1; k < len(pieces); k++ {
		if pieces[k].left-pieces[k-1].right >= apart*pieces[k].size {
			return true
		}
	}
	return false
}

// isProse reports whether lines are running text, justified or in columns,
// whose words happen to stand apart: most of them are full of ink.
func (f *tableFinder) isProse(body []int, area box) bool {
	full := 0
	for _, i := range body {
		ink := 0.0
		for _, p := range f.pieces[i] {
			ink += p.width()
		}
		if ink > 0.85*area.width() {
			full++
		}
	}
	return full*2 > len(body)
}

// tabular reports whether a line can be a row of figures: two of them, or one
// that stands apart from what is before it.
func (f *tableFinder) tabular(i int) bool {
	if f.texts {
		return f.isRow(i)
	}
	const apart = 0.8
	figures, valued, periods := 0, false, true
	for k, p := range f.pieces[i] {
		if !p.figure {
			continue
		}
		figures++
		periods = periods && period.MatchString(p.text)
		valued = valued || strings.ContainsAny(p.text, "0123456789") && (k > 0 || figures > 1)
		if k > 0 && p.left-f.pieces[i][k-1].right >= apart*p.size {
			figures++
		}
	}
	return figures >= 2 && valued && !periods && len(f.pieces[i]) >= 2
}

// tableAt reads the table whose first row of figures is line i. No line above
// floor belongs to it.
func (f *tableFinder) tableAt(i, floor int) (alignedTable, bool) {
	end, body, area := f.bodyFrom(i)
	rules := rulesBetween(f.rules, area)
	least := minAlignedRows
	if len(rules.flat) > 1 || len(rules.uprights) > 1 {
		least--
	}
	if len(body) < least && !f.framed || f.texts && f.isProse(body, area) && len(rules.flat)+len(rules.uprights) < 3 {
		return alignedTable{}, false
	}
	lines := make([][]piece, len(body))
	for k, at := range body {
		lines[k] = f.pieces[at]
	}
	columns := columnsOfBody(lines, rules)
	if len(columns) < 2 {
		return alignedTable{}, false
	}
	t := alignedTable{from: i, end: end}
	if !f.texts {
		t.from = f.headsFrom(i, floor, columns, area)
	} else if i > floor && f.besideNext(i-1) {
		t.from--
	}
	for _, line := range f.lines[t.from:end] {
		area = area.union(line.box)
	}
	layout := tableLayout{finder: f, from: t.from, first: i, end: end, columns: columns, rules: rulesBetween(f.rules, area), area: area}
	t.rows, t.heads = layout.read()
	return t, len(t.rows) > t.heads
}

// bodyFrom follows the rows of a table downwards from line i. It returns where
// they end, which of the lines hold figures, and the place they take.
func (f *tableFinder) bodyFrom(i int) (end int, body []int, area box) {
	var found columns
	body, area = []int{i}, f.lines[i].box
	found, _ = found.joined(f.pieces[i])
	end = i + 1
	names := 0
	for j := i + 1; j < min(f.limit, i+maxTableLines); j++ {
		if f.gapAbove(j) > f.maxGap(j) {
			break
		}
		if !f.tabular(j) {
			names++
			if names > maxNameLines && !f.framed || !f.namesRows(j, found, area) {
				break
			}
			continue
		}
		joined, ok := found.joined(f.pieces[j])
		if !ok {
			break
		}
		found, end, names = joined, j+1, 0
		body = append(body, j)
		area = area.union(f.lines[j].box)
	}
	for end < f.limit && f.endsRow(end, found) {
		end++
	}
	if f.framed {
		end = len(f.lines)
	}
	return end, body, area
}

// gapAbove returns the blank between a line and the one above, in ems.
func (f *tableFinder) gapAbove(j int) float64 {
	return (f.lines[j-1].bottom - f.lines[j].top) / max(f.lines[j].size, 1)
}

// maxGap is how much blank may stand between two lines of a table.
func (f *tableFinder) maxGap(j int) float64 {
	if f.framed {
		return math.Inf(1)
	}
	for _, r := range f.rules {
		if r.width() > r.height() && r.middle() < f.lines[j-1].middle() && r.middle() > f.lines[j].middle() && r.left < f.lines[j].right && r.right > f.lines[j].left {
			return maxRuledGap
		}
	}
	return maxRowGap
}

var (
	// tableName matches how the name of a table or figure begins.
	tableName = regexp.MustCompile(`(?i)^(?:(?:table|exhibit|figure|chart|box|annex|appendix)\s+[\dA-Z]+(?:[-.]\d+)*\b|(?:附?[表图圖]|附件|附錄|附录)\s?[\d一二三四五六七八九十]+|续表)`)
	unitLine  = regexp.MustCompile(`(?i)^[（(]?(?:(?:计量|金额|货币|數據|数据)?单位|單位)|^[（(]?(?:in\s|all (?:amounts|figures)|amounts in|unit[s:]|dollars in)|^[（(](?:%|percent|per cent)[)）]$`)
	tableNote = regexp.MustCompile(`^(?:注|附注|备注|说明|资料来源|数据来源|来源)\s?\d{0,2}[：:.、]|(?i)^(?:notes?|sources?|see notes)\b|^[*†‡＊※]`)
	goesOn    = regexp.MustCompile(`^[\p{Ll}(（，、,)）]`)
)

// namesRows reports whether a line without figures can stand among the rows
// of a table: it names a group of them, or goes on with a cell.
func (f *tableFinder) namesRows(j int, found columns, area box) bool {
	line := &f.lines[j]
	if f.framed || f.besideNext(j) || f.lines[j-1].middle()-line.middle() < sameRow*line.size {
		return true
	}
	if tableName.MatchString(line.text) || tableNote.MatchString(line.text) || len(f.pieces[j]) == 0 {
		return false
	}
	slack := 2 * line.size
	if line.left < area.left-slack || line.right > area.right+slack {
		return false
	}
	return line.width() < 0.75*area.width() || len(f.pieces[j]) > 1 || len(found) > 1 && line.right < found[1].left
}

// besideNext reports whether a line without figures stands beside the line of
// figures below it, as the first line of a name does that has two.
func (f *tableFinder) besideNext(j int) bool {
	return j+1 < len(f.lines) && f.tabular(j+1) && !f.tabular(j) && f.lines[j].middle()-f.lines[j+1].middle() < sameRow*f.lines[j].size
}

// endsRow reports whether a line below the last row of figures goes on with
// its cells.
func (f *tableFinder) endsRow(j int, found columns) bool {
	if tableNote.MatchString(f.lines[j].text) || tableName.MatchString(f.lines[j].text) {
		return false
	}
	for _, p := range f.pieces[j] {
		from, to := found.spanOf(p.box, p.size)
		if from != to || found[from].overlap(p.box) <= 0 {
			return false
		}
	}
	// Names stand beside the middle of their row of figures.
	if f.lines[j-1].middle()-f.lines[j].middle() < sameRow*f.lines[j].size {
		return true
	}
	return f.gapAbove(j) < 0.5 && goesOn.MatchString(f.lines[j].text) && len(f.pieces[j-1]) > 0 && f.pieces[j][0].right <= found[0].right+f.lines[j].size
}

// headsFrom follows the lines that name the columns upwards from line i.
func (f *tableFinder) headsFrom(i, floor int, columns columns, area box) int {
	if f.framed {
		return 0
	}
	if i > floor && f.besideNext(i-1) && !f.overColumns(i-1, columns) {
		i--
	}
	top := f.topRule(i, floor, area)
	start, gapped := i, 0
	for j := i - 1; j >= max(floor, i-maxHeadLines); j-- {
		if f.lines[j].middle() > top && len(f.pieces[j]) < 2 || f.gapAbove(j+1) > f.maxGap(j+1) || !f.namesColumns(j, columns, area) {
			break
		}
		if f.overColumns(j, columns) {
			start, gapped = j, 0
			continue
		}
		// A name at the left belongs to the heads if it stands beside one.
		gapped++
		if gapped > 2 {
			break
		}
		if f.lines[j].middle()-f.lines[j+1].middle() < sameRow*f.lines[j].size && start == j+1 && start < i {
			start = j
		}
	}
	return start
}

// topRule returns the height of the rule that a table begins below: the
// highest of those that cross it, if there are lines between it and row i.
func (f *tableFinder) topRule(i, floor int, area box) float64 {
	wide := area
	wide.top = f.lines[max(floor, i-maxHeadLines)].top
	for _, y := range rulesBetween(f.rules, wide).across(area, 0.95) {
		if y > f.lines[i].top && i > 0 && f.lines[i-1].middle() < y {
			return y
		}
	}
	return math.Inf(1)
}

// namesColumns reports whether a line above the rows of a table can name its
// columns, and is no running text, name or unit of the table.
func (f *tableFinder) namesColumns(j int, columns columns, area box) bool {
	line, pieces := &f.lines[j], f.pieces[j]
	if len(pieces) == 0 || tableName.MatchString(line.text) || unitLine.MatchString(line.text) || leaders.MatchString(line.text) {
		return false
	}
	slack := 3 * line.size
	if line.left < area.left-slack || line.right > area.right+slack {
		return false
	}
	if len(pieces) > 1 {
		return true
	}
	from, to := columns.spanOf(line.box, line.size)
	if from == 0 && to > 0 {
		// Over names and figures: the name of the table, or at the left that of rows.
		return pieces[0].left < columns[0].left+1.5*line.size && line.width() < 0.75*area.width() && !isSentenceEnd(line.text)
	}
	if isSentenceEnd(line.text) && line.width() > 0.5*area.width() {
		return false
	}
	if from == to {
		return true
	}
	whole, figures := (area.left+area.right)/2, (columns[1].left+area.right)/2
	return math.Abs(line.middleX()-figures) < math.Abs(line.middleX()-whole) || from > 1 || to < len(columns)-1
}

// overColumns reports whether a line stands over columns of figures.
func (f *tableFinder) overColumns(j int, columns columns) bool {
	for k, p := range f.pieces[j] {
		if k == 0 && len(f.pieces[j]) == 1 && p.left < columns[0].left+1.5*p.size && p.left < columns[0].right {
			return false
		}
		if columns.at(p.box) > 0 && columns[columns.at(p.box)].overlap(p.box) > -4*p.size || p.left > columns[0].right {
			return true
		}
	}
	return false
}
