// Package facts holds the facts of a store against a question, chooses the
// figures whose subject, place, time and dimension fit, does the arithmetic
// that the question asks for, and writes figures in the language of the reply.
//
// Most callers want [New], [Finder.SubjectOf], [Finder.Choices] and
// [Finder.Pick].
package facts
