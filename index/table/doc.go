// Package table answers questions from tables: a cell, what has the largest or
// smallest number, which lie above or below one, what a total is made of, or
// arithmetic over cells of one kind and unit.
//
// Most callers want [ParseQuestion] and [Candidates]: the likeliest answers from
// the tables that were found, each with the cells it rests on, the features that
// speak for and against it, and the chance that it is right.
//
// # What is promised
//
//   - A time that the question names and a table does not have is never answered
//     by another: the table gives no candidate for it.
//   - Arithmetic is over cells of one unit, never over a total and a part of it,
//     and is exact until it is printed; the working names each operand.
//   - The same question of the same tables has the same answers.
//
// # How it works
//
// A question is split into words, times and what it asks (question.go). A table
// is read as a relation (relation.go): items, which are rows and columns without
// their times, matched softly against the question (match.go), and the cells of
// each pair of items at each time. The pairs that fit best give candidates
// (candidate.go, reckon.go, pick.go). Each is described by named features
// (features.go), of which a logistic model makes the chance (chance.go); its
// weights, in weights.tsv, are learned by [Learn] from questions whose answers
// are known.
package table
