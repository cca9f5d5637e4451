package docx

import (
	"slices"
	"strings"
	"unicode/utf8"

	"policybot/knowledge/ingest/content"
)

// maxTableColumns bounds how far a merged cell is repeated; Word allows 63.
const maxTableColumns = 64

// docxRow is a row as it is read.
type docxRow struct {
	cells   []docxCell
	header  bool // repeated on top of each page: it names the columns
	deleted bool
}

// docxCell is a cell as it is read.
type docxCell struct {
	blocks    []content.Block
	span      int
	continues bool // merged with the cell above
}

// table reads a table. Every row gets a text for each column: a merged cell
// is said again in each place it covers. A table of one cell only frames its
// text, which is returned as it stands, and tables within cells follow the
// one they are in.
func (b *docxBody) table() ([]content.Block, error) {
	var rows []docxRow
	var read func(element) error
	read = func(e element) error {
		switch e.name {
		case "w:tr":
			row, err := b.tableRow()
			if !row.deleted {
				rows = append(rows, row)
			}
			return err
		case "w:sdt":
			return b.control(read)
		case "w:customXml", "w:ins", "w:moveTo":
			return b.xml.each(read)
		}
		return b.xml.skip()
	}
	if err := b.xml.each(read); err != nil {
		return nil, err
	}
	if len(rows) == 1 && len(rows[0].cells) == 1 {
		return slices.DeleteFunc(rows[0].cells[0].blocks, func(b content.Block) bool { return b.Struck != "" }), nil
	}
	out := content.Block{Kind: content.Table}
	var inner []content.Block
	columns := 0
	for _, row := range rows {
		cells, nested := rowCells(row.cells, out.Rows)
		if b.pieces += len(cells); b.pieces > maxDOCXPieces {
			return nil, content.Refuse(tooManyPieces, maxDOCXPieces)
		}
		inner = append(inner, nested...)
		if strings.Join(content.CellTexts(cells), "") == "" {
			continue
		}
		if row.header && out.HeaderRows == len(out.Rows) {
			out.HeaderRows++
		}
		out.Rows = append(out.Rows, cells)
		columns = max(columns, len(cells))
	}
	if len(out.Rows) == 0 {
		return inner, nil
	}
	for i, row := range out.Rows {
		out.Rows[i] = append(row, make([]content.Cell, columns-len(row))...)
	}
	return append([]content.Block{out}, inner...), nil
}

// rowCells returns the cell of each column of a row, given the rows above,
// and the tables within its cells.
func rowCells(row []docxCell, above [][]content.Cell) (cells []content.Cell, tables []content.Block) {
	for _, c := range row {
		text, struck, nested := cellText(c.blocks)
		tables = append(tables, nested...)
		for k := range min(c.span, maxTableColumns-len(cells)) {
			// Word does not show what a merged cell below the first holds.
			if column := len(cells); c.continues && len(above) > 0 && column < len(above[len(above)-1]) {
				cells = append(cells, content.Cell{Text: above[len(above)-1][column].Text, Struck: above[len(above)-1][column].Struck, Continued: true})
			} else {
				cells = append(cells, content.Cell{Text: text, Struck: struck, Continued: k > 0})
			}
		}
	}
	return cells, tables
}

func (b *docxBody) tableRow() (docxRow, error) {
	var row docxRow
	var read func(element) error
	read = func(e element) error {
		switch e.name {
		case "w:trPr":
			return b.xml.each(func(e element) error {
				switch e.name {
				case "w:del":
					row.deleted = true
				case "w:tblHeader":
					row.header = e.on()
				case "w:gridBefore":
					row.cells = append(row.cells, docxCell{span: min(max(e.integer("val", 0), 0), maxTableColumns)})
				}
				return b.xml.skip()
			})
		case "w:tc":
			cell, err := b.tableCell()
			row.cells = append(row.cells, cell)
			return err
		case "w:sdt":
			return b.control(read)
		case "w:customXml", "w:ins", "w:moveTo":
			return b.xml.each(read)
		}
		return b.xml.skip()
	}
	return row, b.xml.each(read)
}

func (b *docxBody) tableCell() (docxCell, error) {
	cell := docxCell{span: 1}
	if b.pieces++; b.pieces > maxDOCXPieces {
		return cell, content.Refuse(tooManyPieces, maxDOCXPieces)
	}
	b.cells++
	defer func() { b.cells-- }()
	read := b.blockReader(&cell.blocks)
	err := b.xml.each(func(e element) error {
		if e.name == "w:tcPr" {
			return b.xml.each(func(e element) error {
				switch e.name {
				case "w:gridSpan":
					cell.span = min(max(e.integer("val", 1), 1), maxTableColumns)
				case "w:vMerge":
					cell.continues = e.attribute("val") != "restart"
				}
				return b.xml.skip()
			})
		}
		return read(e)
	})
	return cell, err
}

// cellText joins the paragraphs of a cell on one line, and returns apart the
// tables and footnotes within it. A cell all of which is struck out has that
// text.
func cellText(blocks []content.Block) (text string, struck bool, apart []content.Block) {
	var out strings.Builder
	var gone []string
	for _, inner := range blocks {
		if inner.Kind == content.Table || inner.Kind == content.Footnote {
			apart = append(apart, inner)
			continue
		}
		if inner.Struck != "" {
			gone = append(gone, inner.Struck)
			continue
		}
		for line := range strings.FieldsFuncSeq(inner.Number+"\t"+inner.Text, func(r rune) bool { return r == '\n' || r == '\t' }) {
			if last, _ := utf8.DecodeLastRuneInString(out.String()); out.Len() > 0 && !strings.ContainsRune("。；，、：）", last) {
				out.WriteByte(' ')
			}
			out.WriteString(strings.TrimSpace(line))
		}
	}
	if out.Len() == 0 && len(gone) > 0 {
		return strings.Join(gone, " "), true, apart
	}
	return out.String(), false, apart
}
