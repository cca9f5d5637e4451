package grid

import (
	"regexp"
	"strings"

	"policybot/knowledge"
	"policybot/knowledge/ingest/content"
)

// trim drops empty rows and columns, and what stands in for cells that are
// struck out. It returns how many of the first heads rows are left.
func trim(rows [][]content.Cell, heads int) ([][]content.Cell, int) {
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
	left := heads
	for r, row := range rows {
		kept, isEmpty := trimRow(row, width, used)
		if n := len(out); n > 0 && repeats(out[n-1], kept) {
			isEmpty = true
		}
		if !isEmpty {
			out = append(out, kept)
		} else if r < heads {
			left--
		}
	}
	return out, left
}

// repeats reports whether a row holds nothing but what merged cells above
// cover: a line drawn across them divides nothing.
func repeats(above, row []content.Cell) bool {
	for i, c := range row {
		if c.Text != "" && !(c.Continued && c.Text == above[i].Text) {
			return false
		}
	}
	return true
}

// trimRow returns the cells of the columns that are used, and whether all of
// them are empty.
func trimRow(row []content.Cell, width int, used map[int]bool) (kept []content.Cell, isEmpty bool) {
	isEmpty = true
	for i := range width {
		if !used[i] {
			continue
		}
		var c content.Cell
		if i < len(row) {
			c = row[i]
			c.Text = strings.ReplaceAll(c.Text, "\n", " ")
		}
		isEmpty = isEmpty && c.Text == ""
		kept = append(kept, c)
	}
	return kept, isEmpty
}

// Trim drops empty rows and columns.
func Trim(rows [][]content.Cell) [][]content.Cell {
	out, _ := trim(rows, 0)
	return out
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

// power matches a power of ten, whose raised digits are no mark.
var power = regexp.MustCompile(`[×xX*]\s?10[⁻¹²³⁰⁴-⁹]+$`)

func withoutNoteMarks(text string) string {
	if power.MatchString(text) {
		return text
	}
	if stripped := strings.TrimSpace(noteMarks.ReplaceAllString(text, "$1")); stripped != "" {
		return stripped
	}
	return text // the cell is a mark
}
