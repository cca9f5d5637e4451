package sheet

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"policybot/knowledge/ingest/content"
	"policybot/knowledge/ingest/grid"
)

// rowCost is what a row costs beside its cells, in cells: a table of narrow
// rows may take no more than the 200 MB that one file may.
const rowCost = 6

// ReadCSV reads a table of values between commas, semicolons or tabs. Its
// first row names the columns.
func ReadCSV(ctx context.Context, in content.Input) (content.Parsed, error) {
	text, err := content.Decode(in.Data)
	if err != nil {
		return content.Parsed{}, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = delimiter(text)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	t := content.Block{Kind: content.Table}
	cells := 0
	var problems []*content.Unreadable
	for ctx.Err() == nil {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line, _ := r.FieldPos(0)
			wrong := content.Refuse(notCommas).Because(err)
			wrong.Line = line
			return content.Parsed{}, wrong
		}
		if len(record) > content.MaxColumns {
			return content.Parsed{}, content.Refuse(tooManyCells, content.MaxTableCells, content.MaxColumns)
		}
		if cells += len(record) + rowCost; cells > content.MaxTableCells {
			problems = append(problems, content.Refuse(firstLines, len(t.Rows), content.MaxTableCells))
			break
		}
		row := make([]string, len(record))
		for i, cell := range record {
			row[i] = content.CleanLine(cell)
		}
		t.Rows = append(t.Rows, content.CellsOf(row))
	}
	return content.Parsed{Blocks: titledTable(t), Problems: problems}, ctx.Err()
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
func titledTable(t content.Block) []content.Block {
	var blocks []content.Block
	for len(t.Rows) > 0 {
		only, filled := "", 0
		for i, cell := range t.Rows[0] {
			if cell.Text != "" && (i == 0 || cell.Text != t.Rows[0][i-1].Text) {
				only = cell.Text
				filled++
			}
		}
		if filled > 1 || filled == 1 && (grid.IsValue(only) || len(t.Rows[0]) == 1 && len(t.Rows) > 1) {
			break
		}
		t.Rows = t.Rows[1:]
		switch {
		case filled == 0:
		case grid.UnitCaption.MatchString(only):
			t.Text = strings.TrimSpace(t.Text + " " + only)
		case len(blocks) == 0:
			blocks = append(blocks, content.Block{Kind: content.Heading, Level: 1, Text: only})
		default:
			blocks = append(blocks, content.Block{Text: only})
		}
	}
	if len(t.Rows) == 0 {
		return blocks
	}
	// Notes below the table stand in one cell as well.
	end := len(t.Rows)
	for end > 1 && isNote(t.Rows[end-1]) {
		end--
	}
	var notes []content.Block
	for _, row := range t.Rows[end:] {
		notes = append(notes, content.Block{Text: strings.TrimSpace(row[0].Text)})
	}
	t.Rows = t.Rows[:end]
	return append(append(blocks, t), notes...)
}

// isNote reports whether a row is a note below a table.
func isNote(row []content.Cell) bool {
	for i, c := range row {
		if i > 0 && c.Text != "" && c.Text != row[0].Text {
			return false
		}
	}
	return grid.IsNote(row[0].Text)
}
