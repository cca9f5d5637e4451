package grid

import (
	"regexp"
	"strconv"
	"strings"

	"policybot/knowledge/ingest/content"
)

// maxHeadRows is how many rows name the columns of a table at most.
const maxHeadRows = 5

// headRows counts the rows at the top that name columns: stated of them the
// format marks as such, 0 where it marks none.
func headRows(rows [][]content.Cell, stated int) int {
	if len(rows) < 2 || len(rows[0]) < 2 {
		return 0
	}
	heads := min(stated, len(rows)-1)
	if heads == 0 || holdsRow(rows) {
		heads = 0
		if !namesColumns(rows) {
			return 0
		}
		heads = 1
	}
	for heads < min(maxHeadRows, len(rows)-1) && goesOnWithHeads(rows, heads) {
		heads++
	}
	return heads
}

// NamesColumns reports whether a table begins with heads of its columns.
func NamesColumns(rows [][]content.Cell) bool { return headRows(rows, 0) > 0 }

// holdsRow reports whether the first row, which the format marks as heads, is
// one of the rows: it holds the same kind of figures as the columns below.
func holdsRow(rows [][]content.Cell) bool {
	below := columnShapes(rows[1:])
	same := 0
	for i, c := range rows[0] {
		s := shapeOf(c.Text)
		if i > 0 && s.isFigure() && s == below[i].most && below[i].filled > 1 {
			same++
		}
	}
	return same > 0 && same*2 >= len(rows[0])-1
}

// namesColumns reports whether the first row names the columns: where the
// column below holds figures, it holds a word, a period or a span instead.
func namesColumns(rows [][]content.Cell) bool {
	first, below := rows[0], columnShapes(rows[1:])
	different, figures := 0, 0
	for i, c := range first {
		s := shapeOf(c.Text)
		switch {
		case i > 0 && s == amount && below[i].most == number && hasLetters.MatchString(c.Text):
			s = words // Top 10%, above 25%
		case i > 0 && (s == number || s == amount):
			return false
		case s == label && below[i].most == label && i > 0:
			return false // a row of years among rows of years
		case i == 0 && s.isFigure() && below[i].holdsFigures():
			return false
		}
		if below[i].holdsFigures() {
			figures++
			if s == words || s == label || s == bounded && below[i].most != bounded {
				different++
			}
		}
	}
	switch {
	case different == 0 && figures > 0:
		return false
	case len(first) == 2 && (below[1].figures < 2 || below[1].figures*2 == below[1].filled):
		return headWord.MatchString(first[0].Text)
	case different > 0:
		return true
	}
	return isNamesRow(first)
}

var hasLetters = regexp.MustCompile(`[\p{Han}A-Za-z]{2}`)

// headWord matches what stands above the names of rows: 项目, 类别, 违法情形.
var headWord = regexp.MustCompile(`(?i)(?:项目|名称|类别|类型|种类|序号|编号|等级|档次|级别|层次|地区|区域|区县|市县|城市|单位|部门|岗位|职务|职级|对象|情形|情况|行为|事项|科目|指标|品种|车型|学历|学校|年份|年度|月份|时间|阶段|内容|姓名|工种|行业|机构|人员|范围|条件|用途|片区|路段)$|` +
	`^(?:items?|names?|types?|kinds?|category|categories|grades?|levels?|regions?|areas?|service|services|post|position|office|department|agency|programme|program|project|purpose|district|county|city|year|month|stage|no\.?|#|description|activity|country|state|group|sector|class|tier|band|offence|event)\b`)

// isNamesRow reports whether a row of a table without figures reads as names
// of columns: short words, one in each cell, no two alike.
func isNamesRow(row []content.Cell) bool {
	seen := map[string]bool{}
	for len(row) > 3 && row[len(row)-1].Text == "" {
		row = row[:len(row)-1]
	}
	for i, c := range row {
		if c.Text == "" && i > 0 || !isNameLike(c.Text) || seen[c.Text] && !c.Continued || content.Columns(c.Text) > 30 {
			return false
		}
		seen[c.Text] = true
	}
	return len(seen) > 2
}

// goesOnWithHeads reports whether row h, below rows that name columns, names
// them too.
func goesOnWithHeads(rows [][]content.Cell, h int) bool {
	above, row := rows[h-1], rows[h]
	if spansAll(row) {
		return false
	}
	if isUnitRow(row) || isNumberingRow(row, len(rows)-h > 1) {
		return true
	}
	merged := false // with a head above
	for i, c := range row {
		if c.Continued && c.Text != "" && c.Text == above[i].Text && (i == 0 || !spanned(above, i)) {
			merged = true
		}
		if s := shapeOf(c.Text); (s == number || s == amount) && !(c.Continued && c.Text == above[i].Text) {
			return false
		}
	}
	return merged || dividesSpan(above, row) || fillsGaps(rows, h)
}

// spanned reports whether cell i of a row is covered by one to its left.
func spanned(row []content.Cell, i int) bool {
	return i > 0 && row[i].Continued && row[i].Text == row[i-1].Text
}

// spansAll reports whether one text covers a whole row, as the names of
// groups of rows do.
func spansAll(row []content.Cell) bool {
	for _, c := range row[1:] {
		if c.Text != row[0].Text {
			return false
		}
	}
	return row[0].Text != ""
}

// dividesSpan reports whether a row names the parts of heads that span
// several columns.
func dividesSpan(above, row []content.Cell) bool {
	divided := false
	for i := 1; i < len(row); i++ {
		if above[i].Text == "" || above[i].Text != above[i-1].Text {
			continue
		}
		if row[i].Text == "" || row[i].Text == row[i-1].Text && !spanned(row, i) {
			return false
		}
		divided = divided || row[i].Text != row[i-1].Text
	}
	return divided
}

// fillsGaps reports whether a row names the columns that heads above, whose
// cells are not said to be merged, leave empty, and the rows below hold
// figures there.
func fillsGaps(rows [][]content.Cell, h int) bool {
	above, row := rows[h-1], rows[h]
	if h+1 >= len(rows) {
		return false
	}
	below := columnShapes(rows[h+1:])
	gaps, filled := 0, 0
	for i := range row {
		if row[i].Text != "" {
			filled++
		}
		if above[i].Text != "" || row[i].Text == "" {
			continue
		}
		if i > 0 && !below[i].holdsFigures() {
			return false
		}
		gaps++
	}
	return gaps > 0 && gaps < len(row) && filled > 1 && (row[0].Text == "" || above[0].Text == "")
}

// isUnitRow reports whether a row holds nothing but the units of its columns.
func isUnitRow(row []content.Cell) bool {
	found := 0
	for i, c := range row {
		text := strings.Trim(c.Text, "（）()[] ")
		switch {
		case text == "" || c.Continued:
		case isUnit(text):
			found++
		case i == 0 && unitHead.MatchString(text):
		default:
			return false
		}
	}
	return found > 0
}

var unitHead = regexp.MustCompile(`(?i)^(?:计量)?单位$|^units?$`)

// isNumberingRow reports whether a row only numbers the columns, as
// statistical tables do: 甲, 乙, 1, 2, 3 or A, B, 1, 2.
func isNumberingRow(row []content.Cell, hasBody bool) bool {
	if !hasBody || len(row) < 3 {
		return false
	}
	next, numbered := 1, 0
	for _, c := range row {
		text := strings.Trim(c.Text, "（）()[]【】")
		switch n, err := strconv.Atoi(text); {
		case err == nil && n == next:
			next++
			numbered++
		case text == "" || strings.Contains("甲乙丙丁戊栏次ABCDEFGH", text) && numbered == 0:
		case strings.HasPrefix(text, strconv.Itoa(next)+"="):
			next++
			numbered++
		default:
			return false
		}
	}
	return numbered >= 2
}

// completeHeads writes the text of a head that spans several columns without
// being merged into those it spans, and takes out rows that only number the
// columns. It returns the rows and how many of them name columns.
func completeHeads(rows [][]content.Cell, heads int) ([][]content.Cell, int) {
	for r := 0; r < heads-1; r++ {
		for i := 1; i < len(rows[r]); i++ {
			c := &rows[r][i]
			if c.Text == "" && rows[r+1][i].Text != "" && rows[r][i-1].Text != "" && (i > 1 || rows[r+1][i-1].Text != "") {
				c.Text, c.Continued = rows[r][i-1].Text, true
			}
		}
	}
	if heads > 1 && isNumberingRow(rows[heads-1], true) {
		rows = append(rows[:heads-1:heads-1], rows[heads:]...)
		heads--
	}
	return rows, heads
}

// maxHeadColumns is how many columns name the rows of a table at most.
const maxHeadColumns = 8

// headColumns counts the columns at the left that name rows: one, and more
// where a column only numbers the rows or groups them.
func headColumns(names []string, rows [][]content.Cell) int {
	columns := columnShapes(rows)
	heads := 0
	for heads < min(maxHeadColumns, len(names)-1) {
		serial := serialHead.MatchString(names[heads]) || isSerial(rows, heads) || heads > 0 && codeHead.MatchString(names[heads])
		grouping := groupsRows(rows, heads)
		if heads > 0 && columns[heads].holdsFigures() && !serial {
			break
		}
		heads++
		if !serial && !grouping || columns[heads].holdsFigures() {
			break
		}
	}
	return max(heads, 1)
}

// serialHead matches the head of a column that numbers rows.
var serialHead = regexp.MustCompile(`(?i)^(?:序号|编号|序|行次|no\.?|number|#|s/n)$`)

// codeHead matches the head of a column of codes of what the columns beside it
// name.
var codeHead = regexp.MustCompile(`(?i)(?:代码|编码|[ _]?code|[ _]id)$`)

// isSerial reports whether a column counts the rows: 1, 2, 3.
func isSerial(rows [][]content.Cell, column int) bool {
	if len(rows) < 3 {
		return false
	}
	for i, row := range rows {
		if n, err := strconv.Atoi(strings.TrimRight(row[column].Text, ".、")); err != nil || n != i+1 {
			return false
		}
	}
	return true
}

// groupsRows reports whether a column holds names that several rows share:
// merged cells, names said again, or rows that leave it empty.
func groupsRows(rows [][]content.Cell, column int) bool {
	shared, seen := 0, map[string]bool{}
	for i, row := range rows {
		c := row[column]
		if spansAll(row) {
			continue
		}
		if i > 0 && (c.Text == "" || seen[c.Text]) {
			shared++
		}
		seen[c.Text] = true
	}
	return shared > 0 && shared*4 >= len(rows)
}

// completeGroups writes the name of a group, which only its first row says,
// into the rows below that leave it empty.
func completeGroups(rows [][]content.Cell, heads int) {
	for i := 1; i < len(rows); i++ {
		for k := range heads - 1 {
			c := &rows[i][k]
			if c.Text == "" && rows[i-1][k].Text != "" && rows[i][k+1].Text != "" && !spansAll(rows[i-1]) {
				c.Text, c.Continued = rows[i-1][k].Text, true
			}
		}
	}
}
