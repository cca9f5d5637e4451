package knowledge

// Table is a table as its source laid it out. Merged cells stand in every
// place they cover, so that all rows have the same number of cells. A row that
// one text spans, below the heads, names the rows after it.
type Table struct {
	Caption string // the words that name it, above or below; "" where it has none
	Unit    string // of all its cells, from a line such as 单位：万元 or "in millions"; "" for none
	// Units holds the unit of the bare numbers of each column, from its head or
	// that of the table; "" where a column has none. nil where it is not known.
	Units       []string
	HeadRows    int // leading rows that name the columns; 0 where none does
	HeadColumns int // leading columns that name the rows; 0 where none does
	Rows        []TableRow
	Notes       []string // the lines below that explain marks in its cells
}

// TableRow is one row of a table.
type TableRow struct {
	Cells []TableCell
	Unit  string // of the bare numbers of this row, from a column of units or its name: 户数（户）; "" else
	// Start and End are the bytes of the section's text that say the row; equal
	// where the text does not, as for rows that name the columns.
	Start, End int
}

// TableCell is one cell of a table, or one place that a merged cell covers.
type TableCell struct {
	Text      string // white space folded, marks of notes left out; "" where the source has nothing
	Continued bool   // covered by a merged cell that begins above it or to its left
	Struck    bool   // struck out in the source: it is not valid any more
}
