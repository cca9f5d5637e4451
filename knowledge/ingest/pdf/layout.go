package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"policybot/knowledge/ingest/content"
)

// tableLayout reads the cells of a table that was found: lines from to end,
// of which first is the first row of figures.
type tableLayout struct {
	finder           *tableFinder
	from, first, end int
	columns          columns
	rules            tableRules
	area             box
}

// sameRow is how far apart, in ems, the middles of two lines are at most that
// stand beside each other, as a name of two lines and the figure beside it do.
const sameRow = 0.85

// read returns the rows of the table, and how many of them name columns.
func (t *tableLayout) read() ([][]content.Cell, int) {
	if t.finder.texts {
		return t.body(t.from, t.end), 0
	}
	body := t.bodyStart()
	rows := t.heads(t.from, body)
	heads := len(rows)
	return append(rows, t.body(body, t.end)...), heads
}

// period matches a head that reads as a figure: 2019, 2019-20, 2019年末, 1, Q2.
var period = regexp.MustCompile(`^(?:FY\s?)?(?:19|20)\d\d(?:\s?[-–—/]\s?(?:(?:19|20)?\d\d))?\s?(?:年(?:度|末|底|初)?)?[¹²³⁴-⁹*]?$|^\d{1,2}\s?月(?:份|末|底)?$|^[1-4]Q$`)

// bodyStart returns the first line below the heads. A rule below them tells,
// and else what the lines say: years over figures are heads.
func (t *tableLayout) bodyStart() int {
	f := t.finder
	start := t.first
	if start > t.from && f.besideNext(start-1) && !f.overColumns(start-1, t.columns) {
		start--
	}
	// A name of a group right above the first row is a row of its own.
	for start > t.from && !f.overColumns(start-1, t.columns) && !t.besideHead(start-1) {
		start--
	}
	across := t.rules.across(t.area, 0.97)
	for k, y := range across {
		below := t.from
		for below < t.end && f.lines[below].middle() > y {
			below++
		}
		if below == t.from || below == t.end {
			continue
		}
		if below > start && below <= t.from+maxHeadLines && t.namesAbove(t.from, below, len(across)-k-1) {
			return below
		}
		break
	}
	for start < t.end-1 && t.isPeriods(start) {
		start++
	}
	return start
}

// besideHead reports whether a name stands beside the heads above it.
func (t *tableLayout) besideHead(i int) bool {
	lines := t.finder.lines
	return i > t.from && lines[i-1].middle()-lines[i].middle() < sameRow*lines[i].size
}

// namesAbove reports whether lines above a rule name columns: figures of them
// do not outnumber words and periods. Where there are no other rules below
// but the last, it is enough that not all of them are figures.
func (t *tableLayout) namesAbove(from, end, below int) bool {
	names, figures := 0, 0
	for _, pieces := range t.finder.pieces[from:end] {
		for _, p := range pieces {
			switch {
			case t.columns.at(p.box) == 0:
			case p.figure && !period.MatchString(p.text):
				figures++
			default:
				names++
			}
		}
	}
	return names > 0 && (names >= figures || below <= 1)
}

// isPeriods reports whether a line says periods over columns that hold other
// figures.
func (t *tableLayout) isPeriods(i int) bool {
	found := 0
	for _, p := range t.finder.pieces[i] {
		if t.columns.at(p.box) == 0 {
			continue
		}
		if !period.MatchString(p.text) {
			return false
		}
		found++
	}
	return found > 0 && !t.allPeriods(i+1)
}

func (t *tableLayout) allPeriods(i int) bool {
	for _, p := range t.finder.pieces[i] {
		if t.columns.at(p.box) > 0 && !period.MatchString(p.text) {
			return false
		}
	}
	return true
}

// bodyLine is a line of the rows: what it has in each column.
type bodyLine struct {
	line    *pdfLine
	cells   []string
	boxes   []box
	figures bool // in a column of figures
	beside  bool // anything there
	grouped bool // its name is that of a group of rows which begins above it
}

// bodyLines divides lines into the columns.
func (t *tableLayout) bodyLines(from, end int) []bodyLine {
	out := make([]bodyLine, 0, end-from)
	for i := from; i < end; i++ {
		line := bodyLine{line: &t.finder.lines[i], cells: make([]string, len(t.columns)), boxes: make([]box, len(t.columns))}
		for k, p := range t.finder.pieces[i] {
			at := t.columns.at(p.box)
			if k == 0 && !p.figure && p.left < t.columns[0].right {
				at = 0
			}
			if line.cells[at] == "" {
				line.boxes[at] = p.box
			} else {
				line.cells[at] += " "
				line.boxes[at] = line.boxes[at].union(p.box)
			}
			line.cells[at] += p.text
			line.figures = line.figures || at > 0 && p.figure
			line.beside = line.beside || at > 0
		}
		out = append(out, line)
	}
	return out
}

// body returns the rows below the heads.
func (t *tableLayout) body(from, end int) [][]content.Cell {
	lines := t.groups(t.bodyLines(from, end))
	across := t.rules.across(t.area, 0.7)
	band := func(l *bodyLine) int {
		n := 0
		for n < len(across) && across[n] > l.line.middle() {
			n++
		}
		return n
	}
	var bands [][]bodyLine
	for i := range lines {
		if i == 0 || band(&lines[i]) != band(&lines[i-1]) {
			bands = append(bands, nil)
		}
		last := len(bands) - 1
		bands[last] = append(bands[last], lines[i])
	}
	// Where rules divide the rows, lines between two of them are one row
	// unless there are figures below each other.
	ruled := len(bands)*3 > len(lines) || len(bands)*3 > countFigures(lines) && len(bands) > 2
	var rows [][]content.Cell
	for _, part := range bands {
		if ruled && !stacked(part) {
			rows = append(rows, t.row(part))
			continue
		}
		rows = append(rows, t.divide(part)...)
	}
	return rows
}

func countFigures(lines []bodyLine) int {
	n := 0
	for _, l := range lines {
		if l.figures {
			n++
		}
	}
	return n
}

// stacked reports whether two lines hold figures in the same column.
func stacked(lines []bodyLine) bool {
	for i := range lines {
		for j := range i {
			if lines[i].meets(&lines[j]) {
				return true
			}
		}
	}
	return false
}

// meets reports whether both lines hold a figure in one column.
func (l *bodyLine) meets(other *bodyLine) bool {
	for k := 1; k < len(l.cells); k++ {
		if l.cells[k] != "" && other.cells[k] != "" && isFigureText(l.cells[k]) && isFigureText(other.cells[k]) {
			return true
		}
	}
	return false
}

// divide divides lines into rows.
func (t *tableLayout) divide(lines []bodyLine) [][]content.Cell {
	var rows [][]content.Cell
	var open []bodyLine
	flush := func() {
		if len(open) > 0 {
			rows = append(rows, t.row(open))
		}
		open = nil
	}
	for i := range lines {
		if i > 0 && t.begins(lines, i, open) {
			flush()
		}
		open = append(open, lines[i])
	}
	flush()
	return rows
}

// begins reports whether line i begins a row; open are the lines of the row
// before it.
func (t *tableLayout) begins(lines []bodyLine, i int, open []bodyLine) bool {
	line, above := &lines[i], &lines[i-1]
	distance := above.line.middle() - line.line.middle()
	if t.finder.texts {
		return distance >= sameRow*line.line.size && line.cells[0] != "" && !t.nearer(lines, i)
	}
	valued := slices.ContainsFunc(open, func(l bodyLine) bool { return l.beside })
	for k := range open {
		if open[k].meets(line) {
			return true
		}
	}
	if distance < sameRow*line.line.size {
		return t.nearerBelow(lines, i)
	}
	switch {
	case line.beside && !valued:
		return !t.leadsTo(lines, i)
	case !line.beside:
		return !t.continues(lines, i, valued)
	case line.cells[0] == "":
		return line.figures && slices.ContainsFunc(open, func(l bodyLine) bool { return l.figures }) || distance > 1.5*line.line.size
	}
	return !t.nearer(lines, i)
}

// nearerBelow reports whether a name beside the figures above it is nearer to
// those below.
func (t *tableLayout) nearerBelow(lines []bodyLine, i int) bool {
	if lines[i].beside || !lines[i-1].beside || lines[i-1].cells[0] == "" || i+1 >= len(lines) {
		return false
	}
	return lines[i].line.middle()-lines[i+1].line.middle() < lines[i-1].line.middle()-lines[i].line.middle()-0.1*lines[i].line.size
}

// nearer reports whether line i stands clearly nearer to the line above than
// lines of different rows do.
func (t *tableLayout) nearer(lines []bodyLine, i int) bool {
	distance := lines[i-1].line.base() - lines[i].line.base()
	if distance > 1.7*lines[i].line.size {
		return false
	}
	tight, loose := math.Inf(1), 0.0
	for k := 1; k < len(lines); k++ {
		if d := lines[k-1].line.base() - lines[k].line.base(); d >= sameRow*lines[k].line.size {
			tight, loose = min(tight, d), max(loose, d)
		}
	}
	return loose > clearly*tight && distance < 1.12*tight
}

// clearly is how many times further than the lines of one row those of two
// stand apart.
const clearly = 1.18

// leadsTo reports whether the names above line i, which holds the first
// figures below them, are the beginning of its own name.
func (t *tableLayout) leadsTo(lines []bodyLine, i int) bool {
	line, above := &lines[i], &lines[i-1]
	distance := above.line.middle() - line.line.middle()
	if distance > 1.6*line.line.size {
		return false
	}
	name := line.cells[0]
	switch {
	case name == "", goesOn.MatchString(name):
		return !strings.HasSuffix(above.cells[0], ":") && !strings.HasSuffix(above.cells[0], "：")
	case line.boxes[0].left > above.boxes[0].left+0.5*line.line.size:
		return false // rows stand in below the name of their group
	}
	// What comes first on this line did not fit above.
	if above.boxes[0].right+firstTokenWidth(*line.line) < t.columns[0].right-0.3*line.line.size {
		return false
	}
	return i > 1 && lines[i-2].line.middle()-above.line.middle() > clearly*distance
}

// continues reports whether a line that only holds a name goes on with that
// of the row above.
func (t *tableLayout) continues(lines []bodyLine, i int, valued bool) bool {
	line, above := &lines[i], &lines[i-1]
	distance := above.line.middle() - line.line.middle()
	if distance > 1.6*line.line.size || line.cells[0] == "" || above.cells[0] == "" && !valued {
		return false
	}
	if i+1 < len(lines) {
		below := line.line.middle() - lines[i+1].line.middle()
		switch {
		case below > clearly*distance:
			return true
		case distance > clearly*below && lines[i+1].cells[0] != "":
			return false
		}
	}
	if above.cells[0] == "" {
		return false
	}
	indented := line.boxes[0].left > above.boxes[0].left+0.5*line.line.size
	filled := above.boxes[0].right+firstTokenWidth(*line.line) >= t.columns[0].right-0.3*line.line.size
	if !valued {
		return filled && !indented
	}
	first, _ := utf8.DecodeRuneInString(line.cells[0])
	return filled && (indented || content.IsWide(first)) || goesOn.MatchString(line.cells[0])
}

// row joins the lines of one row. A name that stands by itself spans it.
func (t *tableLayout) row(lines []bodyLine) []content.Cell {
	cells := make([]content.Cell, len(t.columns))
	beside := false
	cells[0].Continued = lines[0].grouped
	for k := range cells {
		var text lineJoiner
		for _, line := range lines {
			text.add(line.cells[k])
		}
		cells[k].Text = strings.ReplaceAll(text.String(), string(lineEndHyphen), "-")
		beside = beside || k > 0 && cells[k].Text != ""
	}
	if name := cells[0].Text; !beside && len(cells) > 2 && !isFigureText(name) {
		for k := 1; k < len(cells); k++ {
			cells[k] = content.Cell{Text: name, Continued: true}
		}
	}
	if name, at := onlyCell(cells); at > 0 && len(lines) == 1 && !isFigureText(name) && math.Abs(lines[0].line.middleX()-(t.area.left+t.area.right)/2) < 2*lines[0].line.size {
		for k := range cells {
			cells[k] = content.Cell{Text: name, Continued: k > 0}
		}
	}
	return cells
}

// onlyCell returns the one cell of a row that holds anything, -1 where there
// is none or are several.
func onlyCell(cells []content.Cell) (string, int) {
	at := -1
	for k, c := range cells {
		if c.Text == "" {
			continue
		}
		if at >= 0 {
			return "", -1
		}
		at = k
	}
	if at < 0 {
		return "", -1
	}
	return cells[at].Text, at
}
