package grid

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"policybot/knowledge"
	"policybot/knowledge/ingest/content"
)

// tableLines is a table as lines that a person and the figure reader
// understand without the table around them, and its cells.
type tableLines struct {
	Lines []string
	Rows  []int // for each line, the row of the grid that it says; -1 for others
	Grid  *knowledge.Table
}

// Render writes a table a row a line, each value after the name of its
// column and with the column's unit.
//
//	南京市：贷款金额12.5亿元，户数300户
func Render(b content.Block, language knowledge.Language) tableLines {
	rows := TrimTable(b.Rows)
	if len(rows) == 0 {
		return tableLines{}
	}
	headers := b.HeaderRows
	if headers == 0 {
		headers = GuessHeaderRows(rows)
	}
	headers = min(headers, len(rows)-1)
	out := tableLines{Grid: gridOf(rows)}
	caption, unit := splitCaption(b.Text)
	out.Grid.Caption, out.Grid.Unit = caption, unit
	if headers <= 0 || len(rows[0]) < 2 {
		out.plainRows(rows)
		return out
	}
	names := columnNames(rows[:headers])
	if caption != "" {
		out.add(b.Text, -1)
	}
	heads := headColumns(names, rows[headers:])
	out.Grid.HeadRows, out.Grid.HeadColumns = headers, min(heads, len(names)-1)
	for i, row := range rows[headers:] {
		out.add(renderRow(names, content.CellTexts(row), heads, unit, language), headers+i)
	}
	return out
}

// add adds a line that says a row of the grid, or none where row is -1.
func (t *tableLines) add(line string, row int) {
	if line != "" {
		t.Lines = append(t.Lines, line)
		t.Rows = append(t.Rows, row)
	}
}

// gridOf returns the cells of a table as they are kept: without the marks of
// its notes.
func gridOf(rows [][]content.Cell) *knowledge.Table {
	grid := &knowledge.Table{Rows: make([]knowledge.TableRow, len(rows))}
	for i, row := range rows {
		cells := make([]knowledge.TableCell, len(row))
		for k, c := range row {
			cells[k] = knowledge.TableCell{Text: withoutNoteMarks(c.Text), Continued: c.Continued, Struck: c.Struck}
		}
		grid.Rows[i].Cells = cells
	}
	return grid
}

// noteMarks matches the marks of notes at the end of a cell: 120¹, 35.4[2],
// 甲类①, 1,200*. A raised digit after a letter of a unit, as in m², is none.
var noteMarks = regexp.MustCompile(`(?:(^|[^\sA-Za-z])[¹²³⁰⁴-⁹]{1,2}|\s?[\[［〔]\s?(?:注|note\s?)?\d{1,2}[\]］〕]|\s?[（(]注\d{0,2}[）)]|\s?[\x{2460}-\x{2473}]|\s?[*＊†‡]{1,3})$`)

func withoutNoteMarks(text string) string {
	if stripped := strings.TrimSpace(noteMarks.ReplaceAllString(text, "$1")); stripped != "" {
		return stripped
	}
	return text // the cell is a mark
}

// UnitCaption matches 单位：万元 above a table.
var UnitCaption = regexp.MustCompile(`(?:单位|计量单位)\s?[：:]\s?([\p{Han}%‰]{1,6})`)

// splitCaption splits what stands above a table into the words that name it
// and the unit of its figures.
func splitCaption(text string) (caption, unit string) {
	if m := UnitCaption.FindStringSubmatch(text); m != nil {
		unit = m[1]
	}
	caption = emptyBrackets.ReplaceAllString(UnitCaption.ReplaceAllString(text, ""), "")
	return strings.TrimSpace(strings.ReplaceAll(caption, "\n", " ")), unit
}

var emptyBrackets = regexp.MustCompile(`[（(]\s*[)）]`)

// TrimTable drops empty rows and columns.
func TrimTable(rows [][]content.Cell) [][]content.Cell {
	used := map[int]bool{}
	width := 0
	for _, row := range rows {
		width = max(width, len(row))
		for i, cell := range row {
			if cell.Text != "" {
				used[i] = true
			}
		}
	}
	var out [][]content.Cell
	for _, row := range rows {
		var kept []content.Cell
		empty := true
		for i := range width {
			if !used[i] {
				continue
			}
			var c content.Cell
			if i < len(row) {
				c = row[i]
				c.Text = strings.ReplaceAll(c.Text, "\n", " ")
			}
			empty = empty && c.Text == ""
			kept = append(kept, c)
		}
		if !empty {
			out = append(out, kept)
		}
	}
	return out
}

// GuessHeaderRows counts the rows at the top that name columns: none of their
// cells is a figure, and below them some are.
func GuessHeaderRows(rows [][]content.Cell) int {
	for i, row := range rows {
		for _, cell := range row {
			if IsValue(cell.Text) && !isYear(cell.Text) {
				return i
			}
		}
		if i == 3 {
			break
		}
	}
	return 1
}

var (
	valuePattern = regexp.MustCompile(`^[-+−－]?[\d,，]*\.?\d+\s?(?:%|％|‰|[\p{Han}]{1,3})?$`)
	yearPattern  = regexp.MustCompile(`^(?:19|20)\d\d年?$`)
)

func IsValue(cell string) bool { return valuePattern.MatchString(cell) }
func isYear(cell string) bool  { return yearPattern.MatchString(cell) }

// columnNames joins the header rows of each column, a merged head once.
func columnNames(headers [][]content.Cell) []string {
	names := make([]string, len(headers[0]))
	for i := range names {
		last := ""
		for _, row := range headers {
			if cell := row[i].Text; cell != "" && cell != last {
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

// headColumns counts the columns at the left that name rows: two where the
// first only numbers them or groups them, else one.
func headColumns(names []string, rows [][]content.Cell) int {
	if serialHead.MatchString(names[0]) {
		return 2
	}
	values, seen := 0, map[string]bool{}
	grouped := false
	for _, row := range rows {
		if IsValue(row[1].Text) {
			values++
		}
		grouped = grouped || seen[row[0].Text] || row[0].Text == ""
		seen[row[0].Text] = true
	}
	if grouped && values == 0 && len(names) > 2 {
		return 2
	}
	return 1
}

// serialHead matches the head of a column that numbers rows.
var serialHead = regexp.MustCompile(`(?i)^(?:序号|编号|序|no\.?|number|#)$`)

func renderRow(names, row []string, heads int, unit string, language knowledge.Language) string {
	colon, comma := "：", "，"
	if language == knowledge.English {
		colon, comma = ": ", "; "
	}
	head, first := "", 0
	for first < len(row) && first < heads && !(IsValue(row[first]) && first > 0) {
		if row[first] != "" && row[first] != head {
			head = strings.TrimSpace(head + " " + row[first])
		}
		first++
	}
	var cells []string
	for i := first; i < len(row); i++ {
		if row[i] == "" {
			continue
		}
		if i > first && row[i] == row[i-1] && names[i] == names[i-1] {
			continue // one merged cell
		}
		cells = append(cells, renderCell(names[i], row[i], unit))
	}
	switch {
	case len(cells) == 0:
		return head
	case head == "":
		return strings.Join(cells, comma)
	}
	return head + colon + strings.Join(cells, comma)
}

// headUnit matches the unit in the head of a column: 金额（亿元）, Loans (CNY
// billion).
var headUnit = regexp.MustCompile(`\s?[（(\[]\s?(?:单位\s?[：:]\s?)?([^（）()\[\]]{1,24})[)）\]]$`)

// currencyUnit matches an English unit that stands on both sides of its
// number: CNY 12.5 billion.
var currencyUnit = regexp.MustCompile(`(?i)^(?:in )?(CNY|RMB|USD|EUR|GBP|HKD|JPY|US\$|€|£|¥|\$)\s?(thousand|million|billion|trillion)?$`)

var units = regexp.MustCompile(`^(?:[万亿千百十]*(?:元|美元|欧元|港元|人|户|家|个|件|只|辆|台|套|吨|公斤|千克|公里|平方米|平方公里|亩|公顷|人次|笔|名|起|例|宗|处|栋|间|艘|架|头|羽|株|棵|辆次|艘次|架次|剂|剂次|支|枚|批|箱|袋|瓶|盒|套次|对|册|篇|部|首|班|期|届|次|度|兆瓦|千克|克|升|毫升|米|厘米|毫米|千米|立方|平方千米|吨标准煤|分钟|周|倍|岁|摄氏度|座|条|项|张|份|所|床|天|日|年|月|个月|小时|千瓦时|千瓦|立方米|亿|万)(?:/\p{Han}+)*|%|％|‰|百分点|个百分点|(?i:(?:in )?(?:thousand|million|billion)?\s?(?:yuan|dollars|euros|firms|people|persons|units|households|tonnes|tons|kg|km|days|months|years|workdays|per cent|percent|percentage points|hectares|square metres|m²|kWh|MW)))$`)

// unitless matches the heads of columns that a unit over the whole table is
// not meant for: 单位：万元 says nothing of a number of firms or of a rate.
var unitless = regexp.MustCompile(`数$|数量|率|比|占|增长|增幅|增速|降幅|序号|编号|代码|年份|年度|期限|日期|时间|面积|人口`)

// renderCell writes a value after the name of its column, and the unit that
// the name gives after the number, as in running text. tableUnit is that of
// columns whose names give none.
func renderCell(name, value, tableUnit string) string {
	unit := ""
	number := bareNumber.MatchString(value)
	switch m := headUnit.FindStringSubmatch(name); {
	case m != nil && (units.MatchString(m[1]) || currencyUnit.MatchString(m[1])):
		unit = m[1]
		if number {
			name = strings.TrimSpace(name[:len(name)-len(m[0])])
		}
	case m == nil && !unitless.MatchString(name) && !isYear(value):
		unit = tableUnit
	}
	if number {
		value = minusSigns.Replace(value)
	}
	if number && unit != "" {
		switch m := currencyUnit.FindStringSubmatch(unit); {
		case m != nil:
			value = strings.TrimSpace(strings.TrimSpace(m[1]+" "+value) + " " + m[2])
		case content.IsWide(lastRune(unit)) || unit == "%" || unit == "‰":
			value += unit
		default:
			value += " " + strings.TrimPrefix(unit, "in ")
		}
	}
	negative := strings.HasPrefix(value, "-")
	if name == "" {
		return value
	}
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
	bareNumber = regexp.MustCompile(`^[-+−－]?\d[\d,]*(?:\.\d+)?$`)
	minusSigns = strings.NewReplacer("−", "-", "－", "-")
)

// plainRows writes a table without column heads: the cells of a row, a
// two-column table as pairs.
func (t *tableLines) plainRows(rows [][]content.Cell) {
	pairs := true
	for k, row := range rows {
		var cells []string
		for i, cell := range row {
			if cell.Text != "" && (i == 0 || cell.Text != row[i-1].Text) {
				cells = append(cells, cell.Text)
			}
		}
		pairs = pairs && len(row) == 2
		if len(cells) == 2 && !strings.HasSuffix(cells[0], "：") && !strings.HasSuffix(cells[0], ":") {
			colon := "："
			if !content.IsWide(lastRune(cells[0])) {
				colon = ": "
			}
			t.add(cells[0]+colon+cells[1], k)
			continue
		}
		t.add(strings.Join(cells, " "), k)
	}
	if pairs {
		t.Grid.HeadColumns = 1
	}
}
