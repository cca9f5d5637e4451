package ingest

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// readCSV reads a table of values between commas, semicolons or tabs. Its
// first row names the columns.
func readCSV(ctx context.Context, in input) (parsed, error) {
	text, err := decode(in.data)
	if err != nil {
		return parsed{}, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = delimiter(text)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	t := block{kind: table}
	cells := 0
	for ctx.Err() == nil {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line, _ := r.FieldPos(0)
			wrong := refuse("not a table of values between commas: check the quotation marks").because(err)
			wrong.line = line
			return parsed{}, wrong
		}
		if cells += len(record); cells > maxTableCells || len(record) > maxColumns {
			return parsed{}, refuse("the table has more than %d cells or %d columns: split it", maxTableCells, maxColumns)
		}
		row := make([]string, len(record))
		for i, cell := range record {
			row[i] = cleanLine(cell)
		}
		t.rows = append(t.rows, cellsOf(row))
	}
	return parsed{blocks: titledTable(t)}, ctx.Err()
}

// delimiter tells what stands between values: of comma, tab, semicolon and
// bar, the one that splits the first lines into the same number of values.
func delimiter(text string) rune {
	lines := strings.SplitN(text, "\n", 11)
	best, bestScore := ',', 0
	for _, d := range []rune{',', '\t', ';', '|', '，'} {
		score, before := 0, -1
		for _, line := range lines[:min(len(lines), 10)] {
			n := strings.Count(unquoted(line), string(d))
			if n > 0 && n == before {
				score += n
			}
			if n > 0 && before < 0 {
				score++
			}
			before = n
		}
		if score > bestScore {
			best, bestScore = d, score
		}
	}
	return best
}

// unquoted returns line without what stands in quotation marks.
func unquoted(line string) string {
	var out strings.Builder
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 0 {
			out.WriteString(part)
		}
	}
	return out.String()
}

// titledTable returns a table as blocks: rows above the column heads that
// hold one cell only are its title and the units of its figures.
func titledTable(t block) []block {
	var blocks []block
	for len(t.rows) > 1 {
		only, filled := "", 0
		for i, cell := range t.rows[0] {
			if cell.text != "" && (i == 0 || cell.text != t.rows[0][i-1].text) {
				only = cell.text
				filled++
			}
		}
		if filled > 1 || filled == 1 && isValue(only) {
			break
		}
		t.rows = t.rows[1:]
		switch {
		case filled == 0:
		case unitCaption.MatchString(only):
			t.text = strings.TrimSpace(t.text + " " + only)
		case len(blocks) == 0:
			blocks = append(blocks, block{kind: heading, level: 1, text: only})
		default:
			blocks = append(blocks, block{text: only})
		}
	}
	// Notes below the table stand in one cell as well.
	end := len(t.rows)
	for end > 1 && isNote(cellTexts(t.rows[end-1])) {
		end--
	}
	var notes []block
	for _, row := range t.rows[end:] {
		notes = append(notes, block{text: strings.TrimSpace(row[0].text)})
	}
	t.rows = t.rows[:end]
	return append(append(blocks, t), notes...)
}

// isNote reports whether a row is a note below a table: 注：…, 来源：….
func isNote(row []string) bool {
	for i, cell := range row {
		if i > 0 && cell != "" && cell != row[0] {
			return false
		}
	}
	for _, mark := range []string{"注", "备注", "说明", "资料来源", "数据来源", "来源", "Note", "Source", "*"} {
		if strings.HasPrefix(row[0], mark) {
			return true
		}
	}
	return false
}
