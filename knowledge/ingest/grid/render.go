package grid

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"policybot/knowledge"
	"policybot/knowledge/ingest/content"
)

// Lines is a table as lines that a person and the figure reader understand
// without the table around them, and its cells.
type Lines struct {
	Lines []string
	Rows  []int // for each line, the row of the grid that it says; -1 for others
	Grid  *knowledge.Table
}

// Render writes a table a row a line, each value after the name of its
// column and with the column's unit. heading is what the table stands under,
// which may give the unit of its figures.
//
//	南京市：贷款金额12.5亿元，户数300户
func Render(b content.Block, heading string, language knowledge.Language) Lines {
	rows, stated := trim(b.Rows, b.HeaderRows)
	if len(rows) == 0 {
		return Lines{}
	}
	t := table{language: language}
	t.readCaption(b.Text)
	rows, stated = t.takeTitles(rows, stated)
	rows = t.takeNotes(rows)
	rows, stated = takeIndexRow(rows, stated)
	rows, stated = t.takeUnitRow(rows, stated)
	if t.unit == "" && heading != "" {
		t.unit, t.percent, _ = captionUnit(heading)
	}
	heads := headRows(rows, stated)
	joinBroken(rows, heads)
	rows, heads = completeHeads(rows, heads)
	if heads > 0 {
		t.names = columnNames(rows[:heads])
		t.heads = headColumns(t.names, rows[heads:])
		completeGroups(rows[heads:], t.heads)
		t.findUnits(rows[heads:])
		spanGroups(rows[heads:])
	} else if len(rows[0]) > 1 {
		t.findPairs(rows)
	}
	return t.lines(rows, heads)
}

// table is a table as it is understood.
type table struct {
	language knowledge.Language
	captions []string // what names it: lines above it, and rows that span it
	unit     string   // over the whole table
	percent  bool     // the line that gives the unit lists per cent for the rates
	notes    []string
	names    []string // of the columns, heads joined; nil where nothing names them
	heads    int      // columns that name the rows
	units    []string // of the bare numbers of each column
	unitsAt  int      // the column that says the unit of each row; 0 for none
	pairs    bool     // rows are a label and its value
}

// readCaption reads the lines that stand above a table.
func (t *table) readCaption(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		unit, percent, rest := captionUnit(line)
		if unit != "" && t.unit == "" {
			t.unit, t.percent = unit, percent
			line = rest
		}
		line = strings.TrimSpace(emptyBrackets.ReplaceAllString(line, ""))
		if line != "" && line != "表" {
			t.captions = append(t.captions, line)
		}
	}
}

var emptyBrackets = regexp.MustCompile(`[（(]\s*[)）]`)

// maxTitleRows is how many rows at the top of a table may be its title.
const maxTitleRows = 4

// takeTitles takes rows at the top that one text spans: the table's title and
// the unit of its figures.
func (t *table) takeTitles(rows [][]content.Cell, stated int) (rest [][]content.Cell, heads int) {
	for range maxTitleRows {
		only, ok := onlyText(rows[0])
		if !ok || len(rows) < 3 || len(rows[0]) < 2 || shapeOf(only).isFigure() && len(rows[0]) == 2 {
			break
		}
		t.readCaption(only)
		rows, stated = rows[1:], max(stated-1, 0)
	}
	return rows, stated
}

// takeUnitRow takes a row that says nothing but the unit of the table, below
// heads: (in millions). Such a unit may also stand in the corner of the heads.
func (t *table) takeUnitRow(rows [][]content.Cell, stated int) (rest [][]content.Cell, heads int) {
	for r := 1; r < min(maxTitleRows, len(rows)-1); r++ {
		only, ok := onlyText(rows[r])
		if !ok || len(rows[r]) < 3 || !IsUnitLine(only) {
			continue
		}
		if t.unit == "" {
			t.unit, t.percent, _ = captionUnit(only)
		}
		rest = append(append(rest, rows[:r]...), rows[r+1:]...)
		if stated > r {
			stated--
		}
		return rest, stated
	}
	if corner := rows[0][0].Text; t.unit == "" && len(rows) > 1 && len(rows[0]) > 1 && IsUnitLine(corner) && moneyUnit.MatchString(corner+canonicalUnit(corner)) {
		t.unit, t.percent, _ = captionUnit(corner)
	}
	return rows, stated
}

// groupName matches a row of one cell that names the rows below it.
var groupName = regexp.MustCompile(`[：:]$|^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[)）])`)

// spanGroups writes the name of a group of rows, in a row of one cell, into
// all cells of its row, as if it were merged.
func spanGroups(rows [][]content.Cell) {
	for _, row := range rows {
		if only, ok := onlyText(row); !ok || row[0].Text != only || !groupName.MatchString(only) {
			continue
		}
		for i := 1; i < len(row); i++ {
			row[i].Text, row[i].Continued = row[0].Text, true
		}
	}
}

// onlyText returns the one text that a row holds, in one cell or in a cell
// that spans all.
func onlyText(row []content.Cell) (string, bool) {
	text := ""
	for _, c := range row {
		switch {
		case c.Text == "" || c.Text == text:
		case text != "":
			return "", false
		default:
			text = c.Text
		}
	}
	return text, text != ""
}

// takeNotes takes the notes at the end of a table that stand in rows of one
// cell.
func (t *table) takeNotes(rows [][]content.Cell) [][]content.Cell {
	end := len(rows)
	for end > 2 {
		only, ok := onlyText(rows[end-1])
		if !ok || !IsNote(only) {
			break
		}
		end--
	}
	for _, row := range rows[end:] {
		only, _ := onlyText(row)
		t.notes = append(t.notes, only)
	}
	return rows[:end]
}

// noteStart matches how a note below a table begins.
var noteStart = regexp.MustCompile(`^(?:注\s?\d{0,2}\s?[：:.、）)]|注释|备注[：:]|说明[：:]|填表说明|资料来源|数据来源|来源[：:]|(?i:notes?\s?\d{0,2}\s?[:.]|sources?\s?:)|[*＊※†]|[¹²³])`)

// IsNote reports whether a text below a table is a note to it: 注：…, 来源：….
func IsNote(text string) bool { return noteStart.MatchString(text) }

// columnNames joins the header rows of each column, a merged head once.
func columnNames(headers [][]content.Cell) []string {
	names := make([]string, len(headers[0]))
	units := make([]bool, len(headers))
	for r, row := range headers {
		units[r] = r > 0 && isUnitRow(row)
	}
	for i := range names {
		last := ""
		for r, row := range headers {
			cell := withoutNoteMarks(row[i].Text)
			if bare := strings.Trim(cell, "（）()[] "); names[i] != "" && cell != last && (units[r] && isUnit(bare) || moneyOrRate(bare)) {
				cell = "（" + bare + "）" // a row of units
			}
			if cell != "" && cell != last {
				if names[i] != "" && !content.IsWide(lastRune(names[i])) {
					names[i] += " "
				}
				names[i] += cell
				last = cell
			}
		}
	}
	return names
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// moneyOrRate reports whether a text is a unit that no column is named for.
func moneyOrRate(text string) bool {
	unit := canonicalUnit(text)
	return unit != "" && (moneyUnit.MatchString(unit) || unit == "%" || utf8.RuneCountInString(unit) > 1)
}

// findUnits finds the unit of each column, and the column that gives a unit
// for each row.
func (t *table) findUnits(rows [][]content.Cell) {
	t.units = make([]string, len(t.names))
	for i, name := range t.names {
		if i < t.heads {
			if i > 0 && unitHead.MatchString(name) && holdsUnits(rows, i) {
				t.unitsAt = i
			}
			continue
		}
		if unitHead.MatchString(name) && holdsUnits(rows, i) {
			t.unitsAt = i
			continue
		}
		_, unit := nameUnit(name)
		if unit == "" && moneyUnit.MatchString(canonicalUnit(name)) {
			unit = canonicalUnit(name)
		}
		if unit == "" {
			unit = tableUnitFor(name, t.unit, t.percent)
		}
		t.units[i] = unit
	}
}

// holdsUnits reports whether most cells of a column are units.
func holdsUnits(rows [][]content.Cell, column int) bool {
	units, filled := 0, 0
	for _, row := range rows {
		if text := row[column].Text; shapeOf(text) != empty {
			filled++
			if isUnit(text) {
				units++
			}
		}
	}
	return units > 0 && units*2 >= filled
}

// findPairs looks whether rows without heads of columns are labels and their
// values, and gives these the unit of the table.
func (t *table) findPairs(rows [][]content.Cell) {
	columns := columnShapes(rows)
	t.pairs = len(rows[0]) == 2
	if t.pairs || columns[0].most == words && !columns[0].holdsFigures() {
		t.heads = 1
	}
}

// lines writes the rows of the table.
func (t *table) lines(rows [][]content.Cell, heads int) Lines {
	out := Lines{Grid: gridOf(rows)}
	out.Grid.Caption, out.Grid.Unit, out.Grid.Notes = strings.Join(t.captions, " "), t.unit, t.notes
	out.Grid.HeadRows, out.Grid.HeadColumns = heads, min(t.heads, len(rows[0])-1)
	if heads > 0 || len(rows[0]) > 1 {
		for _, line := range t.captions {
			out.add(line, -1)
		}
	}
	group := ""
	for i, row := range rows[heads:] {
		if len(row) > 1 && spansAll(row) {
			group = strings.TrimRight(row[0].Text, "：:")
			out.add(row[0].Text, heads+i)
			continue
		}
		if t.names == nil {
			out.add(t.plainRow(row), heads+i)
			continue
		}
		out.add(t.row(row, group), heads+i)
	}
	for _, note := range t.notes {
		out.add(note, -1)
	}
	out.setUnits(t, heads)
	return out
}

// add adds a line that says a row of the grid, or none where row is -1.
func (l *Lines) add(line string, row int) {
	if line != "" {
		l.Lines = append(l.Lines, line)
		l.Rows = append(l.Rows, row)
	}
}

// setUnits writes into the grid the units that its heads and lines give.
func (l *Lines) setUnits(t *table, heads int) {
	if t.units == nil {
		return
	}
	l.Grid.Units = t.units
	for i := heads; i < len(l.Grid.Rows); i++ {
		var row []content.Cell
		for _, c := range l.Grid.Rows[i].Cells {
			row = append(row, content.Cell{Text: c.Text})
		}
		l.Grid.Rows[i].Unit = t.rowUnit(row)
	}
}

// rowUnit returns the unit that a row gives its numbers, in a column of units
// or in its name: 户数（户）.
func (t *table) rowUnit(row []content.Cell) string {
	if t.unitsAt > 0 {
		return canonicalUnit(row[t.unitsAt].Text)
	}
	_, unit := nameUnit(row[max(min(t.heads, len(row)-1)-1, 0)].Text)
	return unit
}

// row writes a row below the heads of its columns.
func (t *table) row(row []content.Cell, group string) string {
	colon, comma := "：", "，"
	if t.language == knowledge.English {
		colon, comma = ": ", "; "
	}
	head := t.rowName(row)
	if group != "" && head != "" {
		head = group + " " + head
	}
	var cells []string
	for i := min(t.heads, len(row)-1); i < len(row); i++ {
		if row[i].Text == "" || row[i].Struck || i == t.unitsAt && t.unitsAt > 0 {
			continue
		}
		if i > t.heads && spanned(row, i) && (t.names[i] == t.names[i-1] || !shapeOf(row[i].Text).isFigure()) {
			continue // one merged cell
		}
		cells = append(cells, t.cell(i, row))
	}
	switch {
	case len(cells) == 0:
		return head
	case head == "":
		return strings.Join(cells, comma)
	}
	return head + colon + strings.Join(cells, comma)
}

// rowName joins the cells that name a row, a merged one once; what only
// numbers the rows is left out where there is a name.
func (t *table) rowName(row []content.Cell) string {
	name, last := "", ""
	for i := range min(t.heads, len(row)-1) {
		text := row[i].Text
		if text == "" || text == last || row[i].Struck || i == t.unitsAt && t.unitsAt > 0 {
			continue
		}
		if i+1 < t.heads && (serialHead.MatchString(t.names[i]) || i > 0 && codeHead.MatchString(t.names[i])) {
			continue
		}
		name, last = strings.TrimSpace(name+" "+text), text
	}
	return name
}

// cell writes a value after the name of its column, and its unit after the
// number, as in running text.
func (t *table) cell(i int, row []content.Cell) string {
	name, value, unit := t.names[i], row[i].Text, t.units[i]
	bare := bareNumber.MatchString(value)
	if rest, own := nameUnit(name); own != "" && bare {
		name = rest
	}
	if own := t.rowUnit(row); own != "" && bare && (unit == "" || unit == t.unit) {
		unit = own
	}
	if bare && unit != "" && !(isYear(value) && unit == t.unit) {
		if canonicalUnit(name) == unit {
			name = ""
		}
		value = withUnit(minusSigns.Replace(value), unit)
	} else if bare {
		value = minusSigns.Replace(value)
	} else if m := scaleWord.FindString(unit); m != "" && currencyNumber.MatchString(value) {
		value += " " + m // $98, in millions
	}
	return named(name, value)
}

// named writes a value after a name, so that the two do not run together.
func named(name, value string) string {
	if name == "" {
		return value
	}
	negative := strings.HasPrefix(value, "-")
	last := lastRune(name)
	switch {
	case last == '：' || last == ':':
		return name + value
	case content.IsWide(last) && !strings.ContainsRune("年月日第", last) && IsValue(value) && !isYear(value) && !negative:
		return name + value
	case content.IsWide(last): // a minus after a name would read as a hyphen
		return name + "：" + value
	case negative:
		return name + ": " + value
	}
	return name + " " + value
}

var (
	scaleWord      = regexp.MustCompile(`(?:thousand|million|billion|trillion)$`)
	currencyNumber = regexp.MustCompile(`^(?:US\$|HK\$|[$€£¥￥])\s?\d[\d,]*(?:\.\d+)?$`)

	bareNumber = regexp.MustCompile(`^[-+−－]?\d[\d,]*(?:\.\d+)?$`)
	minusSigns = strings.NewReplacer("−", "-", "－", "-")
)

// plainRow writes a row of a table without column heads: its cells, a label
// and its value as a pair.
func (t *table) plainRow(row []content.Cell) string {
	var cells []string
	for i, c := range row {
		if c.Text != "" && !c.Struck && (i == 0 || c.Text != row[i-1].Text) {
			cells = append(cells, c.Text)
		}
	}
	if len(cells) == 2 && !strings.HasSuffix(cells[0], "：") && !strings.HasSuffix(cells[0], ":") {
		colon := "："
		if !content.IsWide(lastRune(cells[0])) {
			colon = ": "
		}
		value := cells[1]
		if t.unit != "" && bareNumber.MatchString(value) && tableUnitFor(cells[0], t.unit, t.percent) != "" {
			value = withUnit(value, t.unit)
		}
		return cells[0] + colon + value
	}
	return strings.Join(cells, " ")
}
