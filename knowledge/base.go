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

	numbers *numbers // nil until [Base.Number]
}

// numbers say where what has an id stands in the lists of a base.
type numbers struct {
	documents map[DocumentID]int
	measures  map[MeasureID]int
	topics    map[TopicID]int
}

// Number notes where each document, measure and topic stands, so that they are
// found at once by their ids. Call it when the base is complete: one that was
// not numbered, or has changed since, is searched.
func (b *Base) Number() {
	b.numbers = &numbers{
		numbered(b.Documents, func(d *Document) DocumentID { return d.ID }),
		numbered(b.Measures, func(m *Measure) MeasureID { return m.ID }),
		numbered(b.Topics, func(t *Topic) TopicID { return t.ID }),
	}
}

func numbered[T any, ID comparable](list []T, id func(*T) ID) map[ID]int {
	numbers := make(map[ID]int, len(list))
	for i := len(list) - 1; i >= 0; i-- { // the first of two
		numbers[id(&list[i])] = i
	}
	return numbers
}

// with returns the element of a list that has an id, or nil.
func with[T any, ID comparable](list []T, numbers map[ID]int, wanted ID, id func(*T) ID) *T {
	if i, ok := numbers[wanted]; ok && i < len(list) && id(&list[i]) == wanted {
		return &list[i]
	}
	for i := range list {
		if id(&list[i]) == wanted {
			return &list[i]
		}
	}
	return nil
}

func (b *Base) numbered() *numbers {
	if b.numbers == nil {
		return &numbers{}
	}
	return b.numbers
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
	return with(b.Documents, b.numbered().documents, id, func(d *Document) DocumentID { return d.ID })
}

// Measure returns the measure with the given id, or nil.
func (b *Base) Measure(id MeasureID) *Measure {
	return with(b.Measures, b.numbered().measures, id, func(m *Measure) MeasureID { return m.ID })
}

// Topic returns the topic with the given id, or nil.
func (b *Base) Topic(id TopicID) *Topic {
	return with(b.Topics, b.numbered().topics, id, func(t *Topic) TopicID { return t.ID })
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
