// Package grid understands tables, whatever format they come from: which rows
// and columns are heads, what the unit of the figures is, and how a row reads
// when it stands by itself.
package grid
