// Package analysis turns text into what is indexed and compared: folded
// characters, terms with the bytes they were read from, and the language of a
// question.
//
// Most callers want [Tokens] and [Fold]. A change of what [Tokens] gives needs
// a new mapping version of the index on disk.
package analysis
