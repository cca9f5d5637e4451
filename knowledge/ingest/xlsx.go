package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Bounds of a workbook. XML of repeated cells shrinks to a hundredth, so that
// small files may unpack to gigabytes.
const (
	maxWorkbookBytes = 64 << 20 // unpacked
	maxMergeBytes    = 8 << 20  // unpacked, above which merged cells are not looked for: that holds a sheet in memory
	maxSheets        = 200
)

// readXLSX reads the sheets of a workbook that are shown, with values as they
// are shown: percentages, dates and separators as formatted.
func readXLSX(ctx context.Context, in input) (parsed, error) {
	unpacked, err := unpackedSize(in.data)
	if err != nil {
		return parsed{}, refuse(damaged).because(err)
	}
	if unpacked > maxWorkbookBytes {
		return parsed{}, refuse(inflatesTooFar)
	}
	book, err := excelize.OpenReader(bytes.NewReader(in.data), excelize.Options{
		UnzipSizeLimit: maxWorkbookBytes, UnzipXMLSizeLimit: maxMergeBytes, ShortDatePattern: "yyyy-mm-dd", LongDatePattern: "yyyy-mm-dd",
	})
	if err != nil {
		if errors.Is(err, excelize.ErrWorkbookFileFormat) || errors.Is(err, excelize.ErrWorkbookPassword) {
			return parsed{}, refuse(needsPassword).because(err)
		}
		return parsed{}, refuse(damaged).because(err)
	}
	defer book.Close()
	var p parsed
	if properties, err := book.GetDocProps(); err == nil {
		p.source.title = statedTitle(properties.Title)
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
			return parsed{}, err
		}
		level := 1
		if len(shown) > 1 && len(rows) > 0 && !defaultSheet.MatchString(name) {
			p.blocks = append(p.blocks, block{kind: heading, level: 1, text: cleanLine(name)})
			level = 2
		}
		for _, t := range splitTables(rows) {
			for _, b := range titledTable(t) {
				if b.kind == heading {
					b.level = level
				}
				p.blocks = append(p.blocks, b)
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
func sheetRows(ctx context.Context, book *excelize.File, name string, merged bool, cells *int) ([][]cell, error) {
	damaged := func(err error) error {
		return refuse("the sheet %s is damaged: save the file again", name).because(err)
	}
	iterator, err := book.Rows(name)
	if err != nil {
		return nil, damaged(err)
	}
	defer iterator.Close()
	var rows [][]cell
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
		if *cells += len(columns) + 1; *cells > maxTableCells || len(columns) > maxColumns {
			return nil, refuse("the table has more than %d cells or %d columns: split it", maxTableCells, maxColumns)
		}
		row := make([]string, len(columns))
		for i, value := range columns {
			row[i] = cleanLine(value)
		}
		rows = append(rows, cellsOf(row))
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
func writeOut(rows [][]cell, start, end string, cells *int) error {
	left, top, err := excelize.CellNameToCoordinates(start)
	if err != nil {
		return nil
	}
	right, bottom, err := excelize.CellNameToCoordinates(end)
	if err != nil || top > len(rows) || left > len(rows[top-1]) {
		return nil
	}
	merged := rows[top-1][left-1]
	if merged.text == "" {
		return nil
	}
	right = min(right, maxColumns)
	for y := top - 1; y < min(bottom, len(rows)); y++ {
		if grow := right - len(rows[y]); grow > 0 {
			if *cells += grow; *cells > maxTableCells {
				return refuse("the table has more than %d cells or %d columns: split it", maxTableCells, maxColumns)
			}
			rows[y] = append(rows[y], make([]cell, grow)...)
		}
		for x := left - 1; x < right; x++ {
			rows[y][x] = merged
			merged.continued = true
		}
	}
	return nil
}

// splitTables splits a sheet at its empty rows, where a new table begins with
// heads of its own.
func splitTables(rows [][]cell) []block {
	var tables []block
	var current [][]cell
	flush := func() {
		rows := trimTable(current)
		current = nil
		switch {
		case len(rows) == 0:
		case len(tables) > 0 && guessHeaderRows(rows) == 0 && len(rows[0]) == len(tables[len(tables)-1].rows[0]):
			last := &tables[len(tables)-1]
			last.rows = append(last.rows, rows...)
		default:
			tables = append(tables, block{kind: table, rows: rows})
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
