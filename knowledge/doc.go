// Package knowledge holds what is known: documents and their sections, the
// measures they announce, the facts that carry figures, and citations that
// point at the exact words.
//
// A [Base] is the set of documents a bot answers from. It is immutable; a
// change of its files makes a new one with another Revision, and package diff
// says what changed in a reader's terms. Package ingest makes bases from files.
package knowledge
