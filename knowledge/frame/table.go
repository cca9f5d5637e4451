// Package frame says what the figures of a document are of. For tables that is
// [Table]: each cell with the words of its row and its column, its time, its
// unit, and for a total the lines that it sums.
package frame

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// Table is a table whose cells know what they are of: the row, the column, the
// period and the unit. Nothing of it is written out and read again.
type Table struct {
	Source  *knowledge.Table
	Scope   TableScope
	Time    Period      // that its title, headings or caption name for all of it; zero for none or several
	Corner  string      // the words over the columns that name the rows; "" where there are none
	Rows    []TableLine // below the heads, rows that only head a group left out
	Columns []TableLine // all of them; those that name the rows have Names set
	Cells   [][]TableCell
}

// TableScope is what is said around a table and holds for all of it.
type TableScope struct {
	Title     string      // of the document
	Heading   []string    // of the section
	Lead      string      // the words just above the table, such as "as follows (in thousands):"
	Published figure.Date // of the document; zero where unknown
	Region    string      // the place the document is about
}

// period is the one time that is named around a table.
func (s *TableScope) period(caption string) Period {
	texts := append([]string{caption, s.Title}, s.Heading...)
	if len(s.Lead) <= maxLeadTime {
		texts = append(texts, s.Lead)
	}
	var p Period
	for _, text := range texts {
		for _, found := range Periods(text) {
			if found.Period.Year == 0 {
				continue
			}
			if p.Year != 0 && p.Year != found.Period.Year {
				return Period{}
			}
			p = p.with(found.Period)
		}
	}
	return p
}

// maxLeadTime is how long, in bytes, the words before a table may be to name
// its time; longer ones tell of several.
const maxLeadTime = 90

// TableLine is a row or a column with the words that name it.
type TableLine struct {
	Index  int      // in the source's rows or columns
	Path   []string // the words that name it, outermost first: groups, then its own
	Own    int      // how many of Path, from the end, are its own and not a group's; 0 for a nameless line
	Period Period   // that the words name
	Unit   TableUnit
	Names  bool               // a column that names the rows
	Total  bool               // called a total, or the sum of others
	Sums   []int              // lines that it sums, by their place in Rows or Columns; nil where that is not known
	Cite   knowledge.Citation // the words that say a row; zero for columns and where they are not known
	Group  int                // lines of one group share a number; 0 for none
}

// Label is the words that name the line itself, without those of its groups.
func (l *TableLine) Label() string {
	if len(l.Path) == 0 {
		return ""
	}
	return l.Path[len(l.Path)-1]
}

// Groups are the words that name the groups the line stands in.
func (l *TableLine) Groups() []string { return l.Path[:len(l.Path)-min(l.Own, len(l.Path))] }

// Parents are the words that name the groups the line stands in.
func (l *TableLine) Parents() []string {
	if len(l.Path) == 0 {
		return nil
	}
	return l.Path[:len(l.Path)-1]
}

// Cell returns the cell in row r and column c of the lines of t.
func (t *Table) Cell(r, c int) *TableCell { return &t.Cells[r][c] }

// Period returns what a cell's row, column or table says of its time; the row
// and the column complete each other.
func (t *Table) Period(r, c int) Period {
	p := t.Rows[r].Period.with(t.Columns[c].Period)
	if p.Year == 0 {
		p = p.with(t.Time)
	}
	return p
}

// maxTableCells is how many cells of one table are framed; more are left out,
// from the bottom.
const maxTableCells = 200_000

// ReadTable frames the cells of a table. It takes the heads that the source
// marks, and finds further ones below and beside them by what they say.
func ReadTable(source *knowledge.Table, scope TableScope) *Table {
	t := &Table{Source: source, Scope: scope}
	if source == nil || len(source.Rows) == 0 {
		return t
	}
	grid := gridOf(source)
	if len(grid.cells[0]) == 0 {
		return t
	}
	grid.findHeads()
	t.Time = scope.period(source.Caption)
	t.Corner = grid.corner()
	t.Columns = grid.columns()
	t.Rows = grid.rows(t.Columns)
	whole := tableUnit(source, scope, grid)
	t.Cells = make([][]TableCell, len(t.Rows))
	for r := range t.Rows {
		t.Cells[r] = make([]TableCell, len(t.Columns))
		for c := range t.Columns {
			cell := readTableCell(source.Rows[t.Rows[r].Index].Cells, t.Columns[c].Index)
			cell.Unit = cell.Unit.orElse(t.Rows[r].Unit).orElse(t.Columns[c].Unit)
			if cell.Unit.inheritsTable(t.Rows[r].Path, t.Columns[c].Path) {
				cell.Unit = cell.Unit.orElse(whole)
			}
			t.Cells[r][c] = cell
		}
	}
	t.findTotals()
	return t
}

// tableGrid is the text of a table's cells while its heads are found.
type tableGrid struct {
	source   *knowledge.Table
	cells    [][]string // by row, as wide as the widest
	first    int        // rows of the source left out at the top
	headRows int
	headCols int
	keys     []int // further columns that tell rows of one name apart
}

func gridOf(source *knowledge.Table) *tableGrid {
	width := 0
	for _, row := range source.Rows {
		width = max(width, len(row.Cells))
	}
	rows := source.Rows
	if width > 0 && len(rows) > maxTableCells/width {
		rows = rows[:max(1, maxTableCells/width)]
	}
	g := &tableGrid{source: source, cells: make([][]string, len(rows))}
	for r, row := range rows {
		g.cells[r] = make([]string, width)
		for c := range row.Cells {
			g.cells[r][c] = strings.TrimSpace(row.Cells[c].Text)
			if spacedYear.MatchString(g.cells[r][c]) {
				g.cells[r][c] = strings.ReplaceAll(g.cells[r][c], " ", "")
			}
		}
	}
	return g
}

// spacedYear matches a year set with spaces between its digits.
var spacedYear = regexp.MustCompile(`^[12] [09] \d \d$`)

func (g *tableGrid) width() int { return len(g.cells[0]) }

// filled counts the cells from column first on that hold something.
func (g *tableGrid) filled(r, first int) int {
	n := 0
	for _, cell := range g.cells[r][min(first, g.width()):] {
		if cell != "" {
			n++
		}
	}
	return n
}

// findHeads counts the rows and columns that name others: at least those that
// the source marks.
func (g *tableGrid) findHeads() {
	g.dropIndex()
	g.headCols = min(g.source.HeadColumns, g.width()-1)
	if g.headCols <= 0 && g.width() > 1 {
		g.headCols = 1
	}
	g.headRows = min(max(0, g.source.HeadRows-g.first), len(g.cells))
	for g.headRows < min(len(g.cells)-1, maxHeadRows) && g.isHeadRow(g.headRows) {
		g.headRows++
	}
	if g.headRows == len(g.cells) {
		g.headRows--
	}
	g.findKeys()
}

// dropIndex leaves out a first row that only numbers the columns, as programs
// write it that export tables.
func (g *tableGrid) dropIndex() {
	if len(g.cells) < 2 || g.width() < 3 {
		return
	}
	first := number(g.cells[0][0])
	if first > 1 {
		return
	}
	for c, cell := range g.cells[0] {
		if cell != strconv.Itoa(first+c) {
			return
		}
	}
	g.cells, g.first = g.cells[1:], 1
}

// findKeys finds the columns of words that tell rows of one name apart: the
// subjects of one province, the cities of one country.
func (g *tableGrid) findKeys() {
	key := make([]string, len(g.cells))
	distinct := func() int {
		seen := map[string]bool{}
		for _, k := range key[g.headRows:] {
			seen[k] = true
		}
		return len(seen)
	}
	extend := func(c int) {
		for r := range g.cells {
			key[r] += "\x00" + g.cells[r][c]
		}
	}
	for c := range g.headCols {
		extend(c)
	}
	rows := len(g.cells) - g.headRows
	named := distinct()
	for c := g.headCols; c < g.width() && named < rows && len(g.keys) < maxKeys; c++ {
		if !g.isKey(c) {
			continue
		}
		kept := slices.Clone(key)
		extend(c)
		if n := distinct(); n > named {
			named = n
			g.keys = append(g.keys, c)
		} else {
			key = kept
		}
	}
}

// maxKeys is how many further columns may tell rows apart.
const maxKeys = 4

// isKey reports whether column c holds short words.
func (g *tableGrid) isKey(c int) bool {
	words := 0
	for _, row := range g.cells[g.headRows:] {
		switch cell := row[c]; {
		case len(cell) > maxKeyCell:
			return false
		case cell != "" && !isFigureCell(cell) && !startsWithDigit(cell):
			words++
		}
	}
	return 2*words > len(g.cells)-g.headRows || words > 0 && words >= 4
}

// maxKeyCell is how long, in bytes, a cell may be that tells rows apart.
const maxKeyCell = 45

func startsWithDigit(s string) bool { return s[0] >= '0' && s[0] <= '9' }

// maxHeadRows is how many rows may name columns.
const maxHeadRows = 6

// isHeadRow reports whether row r, below the heads found so far, names columns
// too: it gives their years, days or units, or it is a head without a row name
// in which no cell is a figure.
func (g *tableGrid) isHeadRow(r int) bool {
	row := g.cells[r]
	first := g.headCols
	if g.namesFigures(r) {
		return true
	}
	if g.filled(r, first) == 0 {
		return row[0] != "" && onlyUnit(row[0])
	}
	named := 0
	for _, cell := range row[:first] {
		if cell != "" && !onlyUnit(cell) && !onlyPeriod(cell) {
			named++
		}
	}
	for _, cell := range row[first:] {
		switch {
		case cell == "" || onlyUnit(cell):
		case onlyPeriod(cell):
			if named > 0 && g.headRows > 0 {
				return false
			}
		case named > 0 || isFigureCell(cell):
			return false
		case g.headRows > 0 && !g.emptyAbove(r):
			return false
		}
	}
	return true
}

// namesFigures reports whether row r holds words in every column that has
// figures only below it.
func (g *tableGrid) namesFigures(r int) bool {
	if len(g.cells)-r < 3 || g.filled(r, g.headCols) < 2 || 2*g.filled(r, g.headCols) < g.width()-g.headCols {
		return false
	}
	named := 0
	for c := g.headCols; c < g.width(); c++ {
		cell := g.cells[r][c]
		if cell == "" {
			continue
		}
		if isFigureCell(cell) && !onlyPeriod(cell) {
			return false
		}
		figures, words := 0, 0
		for _, row := range g.cells[r+1 : min(len(g.cells), r+12)] {
			switch {
			case row[c] == "":
			case isFigureCell(row[c]):
				figures++
			default:
				words++
			}
		}
		if words > 0 || figures == 0 {
			return false
		}
		named++
	}
	return named >= 2
}

// emptyAbove reports whether a head above row r leaves cells open, so that row
// r completes it.
func (g *tableGrid) emptyAbove(r int) bool {
	above := g.cells[r-1]
	for c := g.headCols; c < g.width(); c++ {
		if above[c] == "" && g.cells[r][c] != "" {
			return true
		}
		if c > g.headCols && above[c] == above[c-1] && above[c] != "" && g.cells[r][c] != g.cells[r][c-1] {
			return true // one merged head over several
		}
	}
	return false
}

func (g *tableGrid) corner() string {
	for r := g.headRows - 1; r >= 0; r-- {
		if cell := g.cells[r][0]; cell != "" && !onlyUnit(cell) && !onlyPeriod(cell) {
			return cell
		}
	}
	return ""
}

// columns names the columns by the heads above them.
func (g *tableGrid) columns() []TableLine {
	spread := make([][]string, g.headRows)
	for r := range spread {
		spread[r] = g.spreadHead(r)
	}
	corner := g.cornerPeriod()
	lines := make([]TableLine, g.width())
	for c := range lines {
		l := &lines[c]
		l.Index = c
		l.Names = c < g.headCols
		for r := range spread {
			word := cleanLabel(spread[r][c])
			if word == "" || len(l.Path) > 0 && l.Path[len(l.Path)-1] == word {
				continue
			}
			if unit, only := readTableUnit(word); !unit.IsZero() {
				l.Unit = unit.orElse(l.Unit)
				if only {
					continue
				}
			}
			l.Path = append(l.Path, word)
		}
		l.Own = min(1, len(l.Path))
		if l.Period = periodOf(l.Path); !l.Names {
			l.Period = l.Period.with(corner)
		}
		l.Total = namesTotal(l.Label())
	}
	nameQuarters(lines)
	return lines
}

// nameQuarters reads First, Second, Third, Fourth as quarters where they stand
// side by side.
func nameQuarters(lines []TableLine) {
	found := 0
	for i := range lines {
		if q := ordinal(strings.ToLower(lines[i].Label())); q > 0 && !isFigureCell(lines[i].Label()) {
			found++
		}
	}
	if found < 3 {
		return
	}
	for i := range lines {
		if q := ordinal(strings.ToLower(lines[i].Label())); q > 0 && lines[i].Period.Quarter == 0 {
			lines[i].Period.Quarter = q
		}
	}
}

// cornerPeriod is the time that stands over the names of the rows: "30 June
// 2019 | Current | Past due".
func (g *tableGrid) cornerPeriod() Period {
	var p Period
	for r := range g.headRows {
		if g.cells[r][0] != "" && onlyPeriod(g.cells[r][0]) {
			p = p.with(periodOf([]string{g.cells[r][0]}))
		}
	}
	return p
}

// spreadHead fills the open cells of a row of heads: what names several
// columns is printed over the first or in the middle of them.
func (g *tableGrid) spreadHead(r int) []string {
	row := append([]string(nil), g.cells[r]...)
	var at []int
	for c := g.headCols; c < len(row); c++ {
		if row[c] != "" {
			at = append(at, c)
		}
	}
	if r < g.headRows-1 && len(at) == 0 && row[0] != "" && onlyPeriod(row[0]) {
		at, row[g.headCols] = []int{g.headCols}, row[0] // "October 31," over all columns
	}
	if len(at) == 0 || len(at) == len(row)-g.headCols || r == g.headRows-1 && g.headRows > 1 && !g.unitRow(row) {
		return row
	}
	centred := len(at) > 1 && at[0] > g.headCols
	last := len(row)
	if len(at) > 1 && !centred { // the last reaches no farther than the others
		last = at[len(at)-1]
		for i := 1; i < len(at); i++ {
			last = max(last, at[len(at)-1]+at[i]-at[i-1])
		}
	}
	for c := g.headCols; c < min(last, len(row)); c++ {
		if best := headOver(at, c, centred); g.cells[r][c] == "" && best >= 0 {
			row[c] = row[best]
		}
	}
	return row
}

// headOver returns which of the columns at holds the head that covers column c:
// the only one, the nearest where they stand in the middle of what they cover,
// else the last at its left; -1 for none.
func headOver(at []int, c int, centred bool) int {
	best := -1
	for _, a := range at {
		switch {
		case len(at) == 1, !centred && a <= c:
			best = a
		case centred && (best < 0 || distance(a, c) < distance(best, c)):
			best = a
		}
	}
	return best
}

func (g *tableGrid) unitRow(row []string) bool {
	for _, cell := range row[g.headCols:] {
		if cell != "" && !onlyUnit(cell) {
			return false
		}
	}
	return true
}

func distance(a, b int) int { return max(a-b, b-a) }

// rows names the rows below the heads by the columns that name them and by the
// groups they stand in.
func (g *tableGrid) rows(columns []TableLine) []TableLine {
	var lines []TableLine
	var groups groupStack
	for r := g.headRows; r < len(g.cells); r++ {
		if g.isGroup(r) {
			label := cleanLabel(g.cells[r][0])
			unit, only := readTableUnit(label)
			if only {
				groups.unit = unit
				continue
			}
			groups.open(label, unit)
			continue
		}
		if g.isNote(r) {
			continue
		}
		l := TableLine{Index: r + g.first}
		for c := range g.headCols {
			word := cleanLabel(g.cells[r][c])
			if word != "" && (len(l.Path) == 0 || l.Path[len(l.Path)-1] != word) {
				l.Path = append(l.Path, word)
			}
		}
		if len(l.Path) == 0 && g.filled(r, 0) == 0 {
			continue
		}
		for _, c := range g.keys {
			if word := cleanLabel(g.cells[r][c]); word != "" {
				l.Path = append(l.Path, word)
			}
		}
		l.Own = len(l.Path)
		l.Unit, _ = readTableUnit(l.Label())
		l.Unit = l.Unit.orElse(groups.unit)
		l.Total = namesTotal(l.Label())
		own := l.Path
		l.Path = append(append([]string(nil), groups.over(l.Label(), l.Total)...), own...)
		l.Group = groups.number
		l.Period = periodOf(l.Path)
		lines = append(lines, l)
		groups.row(l.Label(), l.Total)
	}
	return lines
}

// maxGroup is how long, in bytes, the name of a group may be; longer words alone
// in a row are a note.
const maxGroup = 120

// remarkWords is how many words a sentence of a remark has at least.
const remarkWords = 8

// isRemark reports whether a text is too long for a name, or a sentence.
func isRemark(text string) bool {
	return len(text) > maxGroup || strings.HasSuffix(text, ".") && len(strings.Fields(text)) >= remarkWords || strings.HasSuffix(text, "。")
}

// isNote reports whether row r is a remark that runs over the table.
func (g *tableGrid) isNote(r int) bool {
	row := g.cells[r]
	if len(row) < 2 || !isRemark(row[0]) {
		return false
	}
	for _, cell := range row[1:] {
		if cell != "" && cell != row[0] {
			return false
		}
	}
	return true
}

// isGroup reports whether row r only heads the rows below it: nothing stands
// beside its name, or the same words stand in all its cells.
func (g *tableGrid) isGroup(r int) bool {
	row := g.cells[r]
	if len(row) < 2 || row[0] == "" || r == len(g.cells)-1 {
		return false
	}
	if isFigureCell(row[0]) && !onlyPeriod(row[0]) {
		return false
	}
	if isRemark(row[0]) {
		return false
	}
	rest := g.filled(r, 1)
	if rest == 0 {
		return g.filled(r+1, 1) > 0 || r+2 < len(g.cells)
	}
	if rest < len(row)-1 {
		return false
	}
	for _, cell := range row[1:] {
		if cell != row[0] {
			return false
		}
	}
	return true
}

// groupStack holds the heads of the groups that are open at a row.
type groupStack struct {
	labels  []string
	unit    TableUnit
	fresh   bool // nothing but heads since the last was opened
	closed  bool // a total has ended the innermost group
	number  int
	counted int
}

func (s *groupStack) open(label string, unit TableUnit) {
	switch {
	case s.fresh && len(s.labels) < 3:
		s.labels = append(s.labels, label)
	default:
		s.labels = []string{label}
	}
	s.unit, s.fresh, s.closed = unit, true, false
	s.counted++
	s.number = s.counted
}

// over returns the groups that a row of the given name stands in.
func (s *groupStack) over(label string, total bool) []string {
	if s.closed && !s.belongs(label) {
		s.labels, s.number, s.closed = nil, 0, false
	}
	if total && len(s.labels) > 0 && !s.belongs(label) && namesGrandTotal(label) {
		return nil
	}
	return s.labels
}

// belongs reports whether a row speaks of the innermost group by its name.
func (s *groupStack) belongs(label string) bool {
	if len(s.labels) == 0 {
		return false
	}
	return strings.Contains(strings.ToLower(label), strings.ToLower(s.labels[len(s.labels)-1]))
}

func (s *groupStack) row(label string, total bool) {
	s.fresh = false
	if total {
		s.closed = true
	}
}
