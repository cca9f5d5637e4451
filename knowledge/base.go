package knowledge

// Base is the set of documents a bot answers from. It is not changed once
// made.
type Base struct {
	Name      Text
	Languages []Language // that people ask in here; nil means all
	Region    string     // the place it is about, as package place names it; "" for none
	TimeZone  string     // IANA name; "" means UTC
	Topics    []Topic
	Synonyms  [][]string // groups of words that mean the same here
	Documents []Document
	Measures  []Measure
	Facts     []Fact    // facts read from the documents' own sentences; measures hold theirs
	Problems  []Problem // what could not be read, file by file
	Revision  string    // hash of all content and of the reader's version, hex
}

// Problem is something wrong with a file of a base, in words for the person
// who keeps it.
type Problem struct {
	Path    string
	Line    int  // from 1; 0 where it does not apply
	Page    int  // from 1; 0 where it does not apply
	Message Text // says what is wrong and what to do next, in each language
	Fatal   bool // the file could not be read at all
}

// Document returns the document with the given id, or nil.
func (b *Base) Document(id DocumentID) *Document {
	for i := range b.Documents {
		if b.Documents[i].ID == id {
			return &b.Documents[i]
		}
	}
	return nil
}

// Section returns the section with the given id, or nil.
func (d *Document) Section(id SectionID) *Section {
	for i := range d.Sections {
		if d.Sections[i].ID == id {
			return &d.Sections[i]
		}
	}
	return nil
}

// Quote returns the words a citation points at, or "" where it points at
// nothing in b.
func (b *Base) Quote(c Citation) string {
	d := b.Document(c.Document)
	if d == nil {
		return ""
	}
	s := d.Section(c.Section)
	if s == nil || c.Start < 0 || c.End > len(s.Text) || c.Start >= c.End {
		return ""
	}
	return s.Text[c.Start:c.End]
}
