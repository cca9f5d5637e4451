// Package eval measures how good answers are: questions with known answers
// in, metrics and a report out.
//
// [Read] reads the questions, [Run] asks them of an index, and [Report]
// prints what came out for people and, as JSON, for programs.
package eval
