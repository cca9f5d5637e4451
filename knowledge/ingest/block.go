package ingest

import (
	"policybot/knowledge"
	"policybot/knowledge/figure"
)

// input is one file, as a reader gets it.
type input struct {
	path string     // slash-separated, below the base directory
	data []byte     // at most maxFileBytes
	pdf  *pdfEngine // shared by the files of a base
}

// parsed is what a reader makes of a file: the same form for every format.
// Document, sections and facts are made of it in one place, [structure].
type parsed struct {
	blocks   []block // in reading order
	source   source  // what the file states about itself outside its text
	problems []*unreadable
}

// source is what a file states about itself in a metadata table, front
// matter, document properties or an address. Readers fill what they are sure
// of and leave the rest to be found in the text.
type source struct {
	title       string
	publisher   string // 发布机构, ContentSource
	number      string // 文号: 国发〔2020〕12号
	indexNumber string // 索引号
	url         string
	language    knowledge.Language
	published   figure.Date
	effective   figure.Date
}

// blockKind is what a block is.
type blockKind uint8

// The kinds of block.
const (
	paragraph blockKind = iota
	heading
	listItem
	table
	footnote
)

// block is one paragraph, heading, list item, table or footnote.
type block struct {
	kind   blockKind
	level  int    // headings: from 1, the document's title; list items: depth from 1
	number string // a number that the format adds and text does not hold: 第一条, 1.
	text   string // one line for each line break that the author meant
	page   int    // from 1; 0 where the format has no pages

	// Of tables. Rows are of equal length and a merged cell's text stands in
	// each place it covers.
	rows       [][]cell
	headerRows int // rows at the top that name columns; 0 lets structure guess
}

// cell is one cell of a table, or one place that a merged cell covers.
type cell struct {
	text      string // one line; marks of notes as raised digits or in brackets
	continued bool   // covered by a cell that begins above it or to its left
	struck    bool   // struck out
}

// cellTexts returns the texts of a row.
func cellTexts(row []cell) []string {
	texts := make([]string, len(row))
	for i, c := range row {
		texts[i] = c.text
	}
	return texts
}

// cellsOf returns a row of cells that hold texts and nothing else.
func cellsOf(texts []string) []cell {
	row := make([]cell, len(texts))
	for i, text := range texts {
		row[i].text = text
	}
	return row
}
