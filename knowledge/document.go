package knowledge

import "policybot/knowledge/figure"

// DocumentID names a document within its base: its slash-separated path
// below the base directory, or the id its YAML gives.
type DocumentID string

// SectionID names a section within its document.
type SectionID string

// Document is one source: a press conference, a notice, a law.
type Document struct {
	ID       DocumentID
	Title    string
	Titles   Text     // the title in each language, where the source gives both
	Language Language // what the document is written in
	Format   string   // "text", "markdown", "html", "pdf", "docx", "xlsx", "csv", "yaml", "pptx", "opendocument", "epub", "rtf", "mail", "doc", "xls"
	Path     string   // the file, slash-separated, below the base directory
	Source   Source
	Sections []Section
	Hash     string // of the file's bytes, hex
}

// Source says where a document comes from.
type Source struct {
	Publisher   string // who issued it: 江苏省人民政府
	Publishers  Text   // the publisher in each language, where known
	Number      string // document number: 国发〔2020〕12号
	IndexNumber string // 索引号
	URL         string
	Published   figure.Date // zero where unknown
	Effective   figure.Date // when it takes effect; zero where not stated
	Region      string      // the place it applies to, as package place names it; "" where unknown
}

// Section is the smallest part that is cited on its own.
type Section struct {
	ID      SectionID
	Number  string   // as printed: 第五条, 三、, (二), 2.1; "" where it has none
	Heading []string // headings from the outermost to its own; the document's title left out
	Page    int      // first page, from 1; 0 where the format has no pages
	Text    string   // normalised text; citations are byte ranges of it
	Table   bool     // Text is a table, a row a line
	Grid    *Table   // its cells; nil where Text is no table or its cells are not known
}

// Citation points at the words that support a statement: bytes Start to End
// of the text of a section of a document.
type Citation struct {
	Document   DocumentID
	Section    SectionID
	Start, End int
}
