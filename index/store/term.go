package store

// Term is a term looked for.
type Term struct {
	Text   string
	Weight float64 // 1 for the asker's own words, less for synonyms
	IDF    float64
	Count  int // entries that hold it

	Synonym bool   // it belongs to a phrase that means the same as words of the asker
	Phrase  uint64 // the bits of that phrase
	Stands  uint64 // the bits of the words it stands for
	Foreign bool   // that phrase is a translation

	Mixture *Mixture // what stands for it in the documents' language; nil for none
}
