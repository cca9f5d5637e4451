// Package query reads a question: what kind of answer it asks for, what it is
// about, and the places, times, agencies and figures it names.
//
// Most callers want [Parse]. It cannot fail: what is not understood stays among
// the terms, and a [Query] prints what was understood.
package query
