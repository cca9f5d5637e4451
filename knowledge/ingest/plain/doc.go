// Package plain reads text without marks: paragraphs, lists and headings by
// how lines are set.
package plain
