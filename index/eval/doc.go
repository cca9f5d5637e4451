// Package eval measures how good answers are: cases in, metrics and a report
// out.
package eval
