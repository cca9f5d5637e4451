package index

import "policybot/knowledge"

// scope narrows an index to some of its documents.
type scope struct {
	without, only int32 // ordinals of documents plus 1; 0 for none
}

// allows reports whether the scope holds a document.
func (s scope) allows(document int32) bool {
	return (s.without == 0 || document != s.without-1) && (s.only == 0 || document == s.only-1)
}

// Without returns a view of the index that leaves a document out, as if the
// base did not hold it. It must not be used after x is closed.
func (x *Index) Without(id knowledge.DocumentID) *Index {
	view := *x
	if d, ok := x.document[id]; ok {
		view.scope.without = int32(d) + 1
	}
	return &view
}

// Only returns a view of the index that holds one document alone. It must not
// be used after x is closed.
func (x *Index) Only(id knowledge.DocumentID) *Index {
	view := *x
	if d, ok := x.document[id]; ok {
		view.scope.only = int32(d) + 1
	}
	return &view
}
