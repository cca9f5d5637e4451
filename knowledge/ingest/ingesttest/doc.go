// Package ingesttest makes small files of each format for tests, and writes
// what a reader gave as lines to compare.
package ingesttest
