package sheet

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/richardlehane/mscfb"
	"github.com/xuri/excelize/v2"

	"policybot/knowledge/ingest/content"
)

// ReadXLS reads a workbook of Excel 97 to 2003, or of WPS, which writes the
// same: the sheets that are shown, without rows and columns that are hidden
// and what is struck out. Charts are passed over.
func ReadXLS(ctx context.Context, in content.Input) (content.Parsed, error) {
	stream, err := workbookStream(in.Data)
	if err != nil {
		return content.Parsed{}, content.Refuse(content.Damaged).Because(err)
	}
	book := &oldBook{ctx: ctx, stream: stream, formats: map[int]string{}}
	defer book.close()
	if len(stream) < 8 || binary.LittleEndian.Uint16(stream) != recordBegin || binary.LittleEndian.Uint16(stream[4:]) != biff8 {
		return content.Parsed{}, content.Refuse(tooOldBook)
	}
	if err := records(stream, 0, book.global); err != nil {
		return content.Parsed{}, asDamage(err)
	}
	var p content.Parsed
	for _, s := range book.sheets {
		if err := ctx.Err(); err != nil {
			return p, err
		}
		if !s.shown || len(p.Blocks) > 2*maxSheets {
			continue
		}
		sheet := oldSheet{book: book, hidden: map[[2]int]bool{}}
		if err := records(stream, s.at, sheet.record); err != nil {
			return p, asDamage(err)
		}
		p.Blocks = append(p.Blocks, sheetBlocks(s.name, sheet.grid(), len(book.sheets) > 1)...)
		if sheet.cut {
			p.Problems = append(p.Problems, content.Refuse(firstRows, s.name, len(sheet.rows), content.MaxTableCells))
		}
	}
	return p, nil
}

func asDamage(err error) error {
	if _, ok := err.(*content.Unreadable); ok {
		return err
	}
	return content.Refuse(content.Damaged).Because(err)
}

// sheetBlocks returns the tables of a sheet, below its name where there are
// several sheets.
func sheetBlocks(name string, rows [][]content.Cell, several bool) []content.Block {
	var out []content.Block
	level := 1
	if several && len(rows) > 0 && !defaultSheet.MatchString(name) {
		out = append(out, content.Block{Kind: content.Heading, Level: 1, Text: content.CleanLine(name)})
		level = 2
	}
	for _, t := range splitTables(rows) {
		for _, b := range titledTable(t) {
			if b.Kind == content.Heading {
				b.Level = level
			}
			out = append(out, b)
		}
	}
	return out
}

const maxWorkbookStream = 64 << 20

func workbookStream(data []byte) ([]byte, error) {
	container, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	for entry, err := container.Next(); err == nil; entry, err = container.Next() {
		if entry.Name == "Workbook" {
			return io.ReadAll(io.LimitReader(entry, maxWorkbookStream))
		}
	}
	return nil, errRecord
}

// oldBook is what holds for all sheets.
type oldBook struct {
	ctx      context.Context
	stream   []byte
	sheets   []oldSheetPlace
	strings  []string
	formats  map[int]string
	struck   []bool // fonts
	styles   []oldStyle
	date1904 bool

	scratch       *excelize.File // formats numbers
	scratchStyles map[int]int
}

type oldSheetPlace struct {
	at    int
	name  string
	shown bool
}

type oldStyle struct{ font, format int }

// global reads a record of the workbook.
func (b *oldBook) global(r record) error {
	data := r.data()
	text := biffText{parts: r.parts}
	switch r.kind {
	case recordLocked:
		return content.Refuse(content.NeedsPassword)
	case recordDate1904:
		b.date1904 = len(data) > 0 && data[0] == 1
	case recordFont:
		b.struck = append(b.struck, len(data) > 3 && data[2]&8 != 0)
		if len(b.struck) == 4 {
			b.struck = append(b.struck, false) // there is no font 4
		}
	case recordStyle:
		if len(data) >= 4 {
			b.styles = append(b.styles, oldStyle{int(binary.LittleEndian.Uint16(data)), int(binary.LittleEndian.Uint16(data[2:]))})
		}
	case recordFormat:
		id, _ := text.number(2)
		count, err := text.number(2)
		if err != nil {
			return err
		}
		b.formats[id], err = text.text(count)
		return err
	case recordSheet:
		if len(data) < 8 {
			return errRecord
		}
		text.at = 6
		count, _ := text.number(1)
		name, err := text.text(count)
		b.sheets = append(b.sheets, oldSheetPlace{int(binary.LittleEndian.Uint32(data)), name, data[4]&3 == 0 && data[5] == 0})
		return err
	case recordStrings:
		return b.sharedStrings(text)
	}
	return nil
}

func (b *oldBook) sharedStrings(text biffText) error {
	if _, err := text.number(4); err != nil {
		return err
	}
	count, err := text.number(4)
	if err != nil {
		return err
	}
	for range count {
		size, err := text.number(2)
		if err != nil {
			return err
		}
		s, err := text.text(size)
		if err != nil {
			return err
		}
		b.strings = append(b.strings, content.CleanLine(s))
	}
	return nil
}

// show writes a number as its style shows it.
func (b *oldBook) show(v float64, style int) string {
	id := 0
	if style < len(b.styles) {
		id = b.styles[style].format
	}
	format := b.formats[id]
	switch {
	case id >= 14 && id <= 17 || id == 22 || showsChineseDate(id) || format != "" && isDateFormat(format):
		return b.day(v)
	}
	plain := strconv.FormatFloat(roundTo15(v), 'f', -1, 64)
	if id == 0 || strings.EqualFold(format, "general") {
		return plain
	}
	if text, ok := literalText(plain, format); ok && format != "" {
		return text
	}
	if text, err := b.formatted(v, id, format); err == nil && text != "" && !strings.Contains(format, "!") {
		return text
	}
	return plain
}

// formatted writes a number as Excel shows it in a format, which must not have
// a "!" that makes the next character a literal.
func (b *oldBook) formatted(v float64, id int, format string) (string, error) {
	const sheet, cell = "Sheet1", "A1"
	if b.scratch == nil {
		b.scratch = excelize.NewFile(excelize.Options{CultureInfo: excelize.CultureNameZhCN})
		b.scratchStyles = map[int]int{}
	}
	style, ok := b.scratchStyles[id]
	if !ok {
		wanted := &excelize.Style{NumFmt: id}
		if format != "" {
			wanted = &excelize.Style{CustomNumFmt: &format}
		}
		var err error
		if style, err = b.scratch.NewStyle(wanted); err != nil {
			return "", err
		}
		b.scratchStyles[id] = style
	}
	if err := b.scratch.SetCellFloat(sheet, cell, roundTo15(v), -1, 64); err != nil {
		return "", err
	}
	if err := b.scratch.SetCellStyle(sheet, cell, cell, style); err != nil {
		return "", err
	}
	return b.scratch.GetCellValue(sheet, cell)
}

func (b *oldBook) close() {
	if b.scratch != nil {
		_ = b.scratch.Close() // nothing was written to a file
	}
}

// roundTo15 rounds to the digits that Excel shows at most.
func roundTo15(v float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil {
		return v
	}
	return rounded
}

func (b *oldBook) day(v float64) string {
	const lastDay = 2_958_465 // 9999-12-31
	if v < 0 || v > lastDay || math.IsNaN(v) {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if b.date1904 {
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return first.AddDate(0, 0, int(v)).Format("2006-01-02")
}

// oldSheet gathers the cells of a sheet.
type oldSheet struct {
	book    *oldBook
	rows    [][]content.Cell
	cells   int
	cut     bool
	hidden  map[[2]int]bool // {row, -1} and {-1, column}
	merged  [][4]int        // first and last row, first and last column
	pending [3]int          // row, column and style of a formula whose text follows
	waiting bool
}

const maxOldRows = 65_536

// record reads a record of the sheet.
func (s *oldSheet) record(r record) error {
	if s.book.ctx.Err() != nil {
		return s.book.ctx.Err()
	}
	data := r.data()
	switch r.kind {
	case recordRow, recordColumns, recordMerged:
		s.layout(r.kind, data)
		return nil
	case recordNumbers:
		s.numbers(data)
		return nil
	case recordResult:
		return s.result(r)
	}
	if len(data) < 7 {
		return nil
	}
	return s.cell(r, word(data, 0), word(data, 2), word(data, 4))
}

// word reads two bytes.
func word(data []byte, at int) int { return int(binary.LittleEndian.Uint16(data[at:])) }

// layout notes what is hidden and what is merged.
func (s *oldSheet) layout(kind uint16, data []byte) {
	switch {
	case kind == recordRow && len(data) >= 16:
		s.hidden[[2]int{word(data, 0), -1}] = data[12]&0x20 != 0
	case kind == recordColumns && len(data) >= 10 && data[8]&1 != 0:
		for c := word(data, 0); c <= min(word(data, 2), 255); c++ {
			s.hidden[[2]int{-1, c}] = true
		}
	case kind == recordMerged && len(data) >= 2:
		for k := range min(word(data, 0), (len(data)-2)/8) {
			at := 2 + 8*k
			s.merged = append(s.merged, [4]int{word(data, at), word(data, at+2), word(data, at+4), word(data, at+6)})
		}
	}
}

// numbers reads the numbers of cells beside each other.
func (s *oldSheet) numbers(data []byte) {
	for k := 0; 4+6*k+6 <= len(data)-2; k++ {
		style := word(data, 4+6*k)
		s.put(word(data, 0), word(data, 2)+k, style, s.book.show(packedNumber(binary.LittleEndian.Uint32(data[6+6*k:])), style))
	}
}

// result reads the text that the formula before it gives.
func (s *oldSheet) result(r record) error {
	if !s.waiting {
		return nil
	}
	s.waiting = false
	text := biffText{parts: r.parts}
	count, err := text.number(2)
	if err != nil {
		return err
	}
	value, err := text.text(count)
	if err != nil {
		return err
	}
	s.put(s.pending[0], s.pending[1], s.pending[2], content.CleanLine(value))
	return nil
}

// cell reads a record of one cell.
func (s *oldSheet) cell(r record, row, column, style int) error {
	data := r.data()
	switch {
	case r.kind == recordNumber && len(data) >= 14:
		s.put(row, column, style, s.book.show(math.Float64frombits(binary.LittleEndian.Uint64(data[6:])), style))
	case r.kind == recordPacked && len(data) >= 10:
		s.put(row, column, style, s.book.show(packedNumber(binary.LittleEndian.Uint32(data[6:])), style))
	case r.kind == recordShared && len(data) >= 10:
		if i := int(binary.LittleEndian.Uint32(data[6:])); i < len(s.book.strings) {
			s.put(row, column, style, s.book.strings[i])
		}
	case r.kind == recordLabel && len(data) >= 9:
		text := biffText{parts: r.parts, at: 6}
		count, _ := text.number(2)
		value, err := text.text(count)
		if err != nil {
			return err
		}
		s.put(row, column, style, content.CleanLine(value))
	case r.kind == recordBoolean && len(data) >= 8 && data[7] == 0:
		s.put(row, column, style, strings.ToUpper(strconv.FormatBool(data[6] != 0)))
	case r.kind == recordFormula && len(data) >= 14:
		if data[12] != 0xFF || data[13] != 0xFF {
			s.put(row, column, style, s.book.show(math.Float64frombits(binary.LittleEndian.Uint64(data[6:])), style))
		} else if data[6] == 0 {
			s.pending, s.waiting = [3]int{row, column, style}, true
		}
	}
	return nil
}

// put puts a value into its place.
func (s *oldSheet) put(row, column, style int, text string) {
	if text == "" || row >= maxOldRows || column >= content.MaxColumns || s.cut {
		return
	}
	grow := max(0, row+1-len(s.rows))
	if s.cells += grow; s.cells > content.MaxTableCells {
		s.cut = true
		return
	}
	s.rows = append(s.rows, make([][]content.Cell, grow)...)
	if missing := column + 1 - len(s.rows[row]); missing > 0 {
		if s.cells += missing; s.cells > content.MaxTableCells {
			s.cut = true
			return
		}
		s.rows[row] = append(s.rows[row], make([]content.Cell, missing)...)
	}
	c := content.Cell{Text: text}
	if style < len(s.book.styles) {
		font := s.book.styles[style].font
		c.Struck = font < len(s.book.struck) && s.book.struck[font]
	}
	s.rows[row][column] = c
}

// grid returns the cells that are shown, merged ones in every place that they
// cover.
func (s *oldSheet) grid() [][]content.Cell {
	for _, m := range s.merged {
		s.spread(m)
	}
	var out [][]content.Cell
	for i, row := range s.rows {
		if s.hidden[[2]int{i, -1}] {
			continue
		}
		var kept []content.Cell
		for k, c := range row {
			if !s.hidden[[2]int{-1, k}] {
				kept = append(kept, c)
			}
		}
		out = append(out, kept)
	}
	width := 0
	for _, row := range out {
		width = max(width, len(row))
	}
	if width*len(out) > 2*content.MaxTableCells {
		return nil
	}
	for i := range out {
		out[i] = append(out[i], make([]content.Cell, width-len(out[i]))...)
	}
	return out
}

func (s *oldSheet) spread(m [4]int) {
	if m[0] >= len(s.rows) || m[2] >= len(s.rows[m[0]]) || (m[1]-m[0]+1)*(m[3]-m[2]+1) > content.MaxTableCells/10 {
		return
	}
	c := s.rows[m[0]][m[2]]
	c.Continued = true
	for row := m[0]; row <= min(m[1], len(s.rows)-1); row++ {
		for column := m[2]; column <= min(m[3], content.MaxColumns-1); column++ {
			if row == m[0] && column == m[2] {
				continue
			}
			if missing := column + 1 - len(s.rows[row]); missing > 0 {
				s.rows[row] = append(s.rows[row], make([]content.Cell, missing)...)
			}
			s.rows[row][column] = c
		}
	}
}
