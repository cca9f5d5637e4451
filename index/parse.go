package index

// ParseQuery reads a question. It cannot fail: what is not understood stays
// in Terms.
func ParseQuery(text string) Query { return Query{Text: text, Want: WantAny} }
