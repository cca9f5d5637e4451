package index

import "policybot/index/query"

// Query is a question, understood.
type Query = query.Query

// ParseQuery reads a question. It cannot fail: what is not understood stays
// among its terms.
func ParseQuery(text string) Query { return query.Parse(text) }
