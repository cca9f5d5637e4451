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
	cells := 0
	for _, name := range shown {
		rows, err := sheetRows(ctx, book, name, unpacked <= maxMergeBytes, &cells)
		if err != nil {
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
	return p, ctx.Err()
}

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

// sheetRows returns the rows of a sheet, merged cells written out.
func sheetRows(ctx context.Context, book *excelize.File, name string, merged bool, cells *int) ([][]content.Cell, error) {
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
		if *cells += len(columns) + 1; *cells > content.MaxTableCells || len(columns) > content.MaxColumns {
			return nil, content.Refuse(tooManyCells, content.MaxTableCells, content.MaxColumns)
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
	if !merged {
		return rows, nil
	}
	ranges, err := book.GetMergeCells(name, true)
	if err != nil {
		return nil, damaged(err)
	}
	for _, m := range ranges {
		if err := writeOut(rows, m.GetStartAxis(), m.GetEndAxis(), cells); err != nil {
			return nil, err
		}
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
