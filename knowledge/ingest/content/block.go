package content

import (
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// Input is one file, as a reader gets it.
type Input struct {
	Path string // slash-separated, below the base directory
	Data []byte // at most maxFileBytes
}

// Parsed is what a reader makes of a file: the same form for every format.
// Document, sections and facts are made of it in one place, [structure].
type Parsed struct {
	Blocks   []Block // in reading order
	Source   Source  // what the file states about itself outside its text
	Problems []*Unreadable
}

// Source is what a file states about itself in a metadata table, front
// matter, document properties or an address. Readers fill what they are sure
// of and leave the rest to be found in the text.
type Source struct {
	Title       string
	Publisher   string // 发布机构, 发文机关
	Site        string // who put the page up, ContentSource: not always who issued the document
	Number      string // 文号: 国发〔2020〕12号
	IndexNumber string // 索引号
	Url         string
	Language    knowledge.Language
	Published   figure.Date // 成文日期
	Posted      figure.Date // the day the page was put up
	Effective   figure.Date
}

// BlockKind is what a block is.
type BlockKind uint8

// The kinds of block.
const (
	Paragraph BlockKind = iota
	Heading
	ListItem
	Table
	Footnote
)

// Block is one paragraph, heading, list item, table or footnote.
type Block struct {
	Kind   BlockKind
	Level  int    // headings: from 1, the document's title; list items: depth from 1
	Number string // a number that the format adds and text does not hold: 第一条, 1.
	Text   string // one line for each line break that the author meant
	Struck string // of a paragraph of a table cell all of which is struck out: what it said
	Page   int    // from 1; 0 where the format has no pages

	// Of tables. Rows are of equal length and a merged cell's text stands in
	// each place it covers.
	Rows       [][]Cell
	HeaderRows int // rows at the top that name columns; 0 lets structure guess
}

// Cell is one cell of a table, or one place that a merged cell covers.
type Cell struct {
	Text      string // one line; marks of notes as raised digits or in brackets
	Continued bool   // covered by a cell that begins above it or to its left
	Struck    bool   // struck out
}

// CellTexts returns the texts of a row.
func CellTexts(row []Cell) []string {
	texts := make([]string, len(row))
	for i, c := range row {
		texts[i] = c.Text
	}
	return texts
}

// CellsOf returns a row of cells that hold texts and nothing else.
func CellsOf(texts []string) []Cell {
	row := make([]Cell, len(texts))
	for i, text := range texts {
		row[i].Text = text
	}
	return row
}

// Bounds of a table: a cell may claim to span any number of others.
const (
	MaxColumns    = 1000
	MaxTableCells = 500_000
)

// TextTable makes a table of rows of text, the short ones filled up, and leaves
// out the rows with which it would pass [MaxTableCells]. ok is false where there
// is nothing in it.
func TextTable(text [][]string) (table Block, ok bool) {
	width, cells := 0, 0
	for i, row := range text {
		width = max(width, min(len(row), MaxColumns))
		if cells += width; cells > MaxTableCells {
			text = text[:i]
			break
		}
	}
	if width == 0 {
		return Block{}, false
	}
	table = Block{Kind: Table, Rows: make([][]Cell, len(text))}
	for i, row := range text {
		table.Rows[i] = make([]Cell, width)
		for k := range min(len(row), width) {
			table.Rows[i][k].Text = row[k]
		}
	}
	return table, true
}
