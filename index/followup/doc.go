// Package followup completes what goes on from a question before: "and for how
// many firms?", "那苏州呢？", "in 2019?".
//
// Most callers want [Complete]. It looks for what the message puts in place of
// something of the same kind in the question before: a place for a place, a
// year for a year, a party for a party, a condition for a condition, one kind
// of figure for another. What replaces nothing is added to it. It knows the
// grammar of going on, not what people talk about, and is a pure function.
package followup
