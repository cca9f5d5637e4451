package knowledge

// Facts returns the facts of a document's own sentences: each sentence that
// carries a figure.
func Facts(d *Document) []Fact { return nil }
