package retrieve

import (
	"policybot/knowledge"
)

// scope narrows what is found to some of the documents.
type scope struct {
	without, only int32 // ordinals of documents plus 1; 0 for none
}

// allows reports whether the scope holds a document.
func (s scope) allows(document int32) bool {
	return (s.without == 0 || document != s.without-1) && (s.only == 0 || document == s.only-1)
}

// Without returns a retriever that leaves a document out, as if the base did
// not hold it.
func (x *Retriever) Without(id knowledge.DocumentID) *Retriever {
	view := *x
	if d := x.store.Ordinal(id); d >= 0 {
		view.scope.without = int32(d) + 1
	}
	return &view
}

// Only returns a retriever that finds one document alone.
func (x *Retriever) Only(id knowledge.DocumentID) *Retriever {
	view := *x
	if d := x.store.Ordinal(id); d >= 0 {
		view.scope.only = int32(d) + 1
	}
	return &view
}
