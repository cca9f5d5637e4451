// Package index answers questions from a base: the facade of the rooms below
// it.
//
// Most callers want [Open], [ParseQuery] and [Index.Answer]; [Index.Search]
// lists what was found. The way of a question: query says what is asked;
// retrieve finds measures, facts and passages in the store and ranks their
// documents; facts picks the figures whose subject, place, time and dimension
// fit, or choose picks among the statements of running text; compose writes the
// reply and proves every number in it.
package index
