// Package outline makes a document of what a reader gave: its title and
// source, and its sections by headings and numbered provisions.
package outline
