package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"

	"policybot/knowledge/ingest/content"
	"policybot/knowledge/ingest/grid"
)

// Bounds of a workbook. XML of repeated cells shrinks to a hundredth, so that
// small files may unpack to gigabytes.
const (
	maxWorkbookBytes = 64 << 20 // unpacked
	maxMergeBytes    = 8 << 20  // unpacked, above which merged cells are not looked for: that holds a sheet in memory
	maxSheets        = 200
)

// ReadXLSX reads the sheets of a workbook that are shown, with values as they
// are shown: percentages, dates and separators as formatted.
func ReadXLSX(ctx context.Context, in content.Input) (content.Parsed, error) {
	unpacked, err := unpackedSize(in.Data)
	if err != nil {
		return content.Parsed{}, content.Refuse(content.Damaged).Because(err)
	}
	if unpacked > maxWorkbookBytes {
		return content.Parsed{}, content.Refuse(content.InflatesTooFar)
	}
	book, err := excelize.OpenReader(bytes.NewReader(in.Data), excelize.Options{
		UnzipSizeLimit: maxWorkbookBytes, UnzipXMLSizeLimit: maxMergeBytes, ShortDatePattern: "yyyy-mm-dd", LongDatePattern: "yyyy-mm-dd",
		CultureInfo: excelize.CultureNameZhCN, // its formats 27 to 58 show Chinese times
	})
	if err != nil {
		if errors.Is(err, excelize.ErrWorkbookFileFormat) || errors.Is(err, excelize.ErrWorkbookPassword) {
			return content.Parsed{}, content.Refuse(content.NeedsPassword).Because(err)
		}
		return content.Parsed{}, content.Refuse(content.Damaged).Because(err)
	}
	defer book.Close()
	var p content.Parsed
	if properties, err := book.GetDocProps(); err == nil {
		p.Source.Title = content.StatedTitle(properties.Title)
	}
	var shown []string
	for _, name := range book.GetSheetList() {
		if visible, err := book.GetSheetVisible(name); err == nil && visible && len(shown) < maxSheets {
			shown = append(shown, name)
		}
	}
	reader := sheetReader{book: book, merged: unpacked <= maxMergeBytes}
	if reader.merged {
		reader.marks = readMarks(in.Data)
	}
	for _, name := range shown {
		rows, err := reader.rows(ctx, name)
		if err != nil {
			if isChart(err) {
				continue
			}
			return content.Parsed{}, err
		}
		level := 1
		if len(shown) > 1 && len(rows) > 0 && !defaultSheet.MatchString(name) {
			p.Blocks = append(p.Blocks, content.Block{Kind: content.Heading, Level: 1, Text: content.CleanLine(name)})
			level = 2
		}
		for _, t := range splitTables(rows) {
			for _, b := range titledTable(t) {
				if b.Kind == content.Heading {
					b.Level = level
				}
				p.Blocks = append(p.Blocks, b)
			}
		}
	}
	p.Problems = reader.problems
	return p, ctx.Err()
}

// isChart reports whether a sheet could not be read because it is a chart.
func isChart(err error) bool { return strings.HasSuffix(err.Error(), "is not a worksheet") }

// defaultSheet matches the names that programs give sheets.
var defaultSheet = regexp.MustCompile(`(?i)^(?:sheet|工作表|table|表)\s?\d*$`)

// unpackedSize returns what an archive says it unpacks to.
func unpackedSize(data []byte) (int64, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return 0, err
	}
	var total uint64
	for _, f := range archive.File {
		if total += f.UncompressedSize64; total > 1<<40 {
			break
		}
	}
	return int64(total), nil
}

// sheetReader reads the sheets of a workbook.
type sheetReader struct {
	book     *excelize.File
	merged   bool   // look for merged cells
	marks    *marks // nil where the workbook is too large to look for them
	cells    int    // read so far
	problems []*content.Unreadable
}

// rows returns the rows of a sheet, merged cells written out. Of a sheet
// larger than is read it returns the first rows.
func (s *sheetReader) rows(ctx context.Context, name string) ([][]content.Cell, error) {
	rows, err := s.values(ctx, name)
	if err != nil || !s.merged {
		return rows, err
	}
	if s.marks != nil {
		s.mark(name, rows)
	}
	ranges, err := s.book.GetMergeCells(name, true)
	if err != nil {
		return nil, content.Refuse(damagedSheet, name).Because(err)
	}
	for _, m := range ranges {
		if err := writeOut(rows, m.GetStartAxis(), m.GetEndAxis(), &s.cells); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// mark puts what the workbook says of single cells into the rows of a sheet.
func (s *sheetReader) mark(name string, rows [][]content.Cell) {
	blank := 0
	for place, mark := range s.marks.of(name) {
		x, y, err := excelize.CellNameToCoordinates(place)
		if err != nil || y > len(rows) || x > len(rows[y-1]) && !mark.blank {
			continue
		}
		if mark.blank {
			blank++
			continue
		}
		c := &rows[y-1][x-1]
		c.Struck = mark.struck && c.Text != ""
		if mark.text != "" {
			c.Text = content.CleanLine(mark.text)
		}
	}
	if blank > 0 {
		s.problems = append(s.problems, content.Refuse(noResults, name, blank))
	}
}

// values returns the values of a sheet as they are shown.
func (s *sheetReader) values(ctx context.Context, name string) ([][]content.Cell, error) {
	book := s.book
	damaged := func(err error) error {
		return content.Refuse(damagedSheet, name).Because(err)
	}
	iterator, err := book.Rows(name)
	if err != nil {
		return nil, damaged(err)
	}
	defer iterator.Close()
	var rows [][]content.Cell
	for iterator.Next() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		columns, err := iterator.Columns()
		if err != nil {
			return nil, damaged(err)
		}
		for len(columns) > 0 && strings.TrimSpace(columns[len(columns)-1]) == "" {
			columns = columns[:len(columns)-1]
		}
		columns = columns[:min(len(columns), content.MaxColumns)]
		if s.cells += len(columns) + 1; s.cells > content.MaxTableCells {
			s.problems = append(s.problems, content.Refuse(firstRows, name, len(rows), content.MaxTableCells))
			break
		}
		row := make([]string, len(columns))
		for i, value := range columns {
			row[i] = content.CleanLine(value)
		}
		rows = append(rows, content.CellsOf(row))
	}
	if err := iterator.Error(); err != nil {
		return nil, damaged(err)
	}
	for len(rows) > 0 && len(rows[len(rows)-1]) == 0 {
		rows = rows[:len(rows)-1]
	}
	return rows, nil
}

// writeOut writes the text of a merged range into each of its cells.
func writeOut(rows [][]content.Cell, start, end string, cells *int) error {
	left, top, err := excelize.CellNameToCoordinates(start)
	if err != nil {
		return nil
	}
	right, bottom, err := excelize.CellNameToCoordinates(end)
	if err != nil || top > len(rows) || left > len(rows[top-1]) {
		return nil
	}
	merged := rows[top-1][left-1]
	if merged.Text == "" {
		return nil
	}
	right = min(right, content.MaxColumns)
	for y := top - 1; y < min(bottom, len(rows)); y++ {
		if grow := right - len(rows[y]); grow > 0 {
			if *cells += grow; *cells > content.MaxTableCells {
				return content.Refuse(tooManyCells, content.MaxTableCells, content.MaxColumns)
			}
			rows[y] = append(rows[y], make([]content.Cell, grow)...)
		}
		for x := left - 1; x < right; x++ {
			rows[y][x] = merged
			merged.Continued = true
		}
	}
	return nil
}

// splitTables splits a sheet at its empty rows, where a new table begins with
// heads of its own.
func splitTables(rows [][]content.Cell) []content.Block {
	var tables []content.Block
	var current [][]content.Cell
	flush := func() {
		rows := grid.Trim(current)
		current = nil
		switch {
		case len(rows) == 0:
		case len(tables) > 0 && !grid.NamesColumns(rows) && len(rows[0]) == len(tables[len(tables)-1].Rows[0]):
			last := &tables[len(tables)-1]
			last.Rows = append(last.Rows, rows...)
		default:
			tables = append(tables, content.Block{Kind: content.Table, Rows: rows})
		}
	}
	for _, row := range rows {
		if len(row) == 0 {
			flush()
			continue
		}
		current = append(current, row)
	}
	flush()
	return tables
}
