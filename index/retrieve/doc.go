// Package retrieve finds what a question may be answered from: measures, facts
// and passages, each score with named parts, and documents ranked by all that
// speaks for them. It knows words that mean the same, translates into the
// language of the documents, and puts spelling right.
//
// Most callers want [New] and [Retriever.Retrieve]; [Retriever.Search] lists
// what was found.
package retrieve
