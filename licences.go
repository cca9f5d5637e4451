// Package policybot holds the texts that go with the program: its licence and
// those of what is in it.
package policybot

import _ "embed" // of the texts

// Licence is the licence of the program.
//
//go:embed LICENSE
var Licence string

// Notice says under which licences of their own the data and the libraries in
// the program are.
//
//go:embed NOTICE
var Notice string
