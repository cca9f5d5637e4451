// Package html reads web pages: the main text without what stands around it,
// and what the page states about its source.
package html
