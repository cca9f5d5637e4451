// Package rest makes the calls that the bot makes of Discord, and holds the
// objects that travel in them.
//
// Callers want [New] and the methods of [Client]. Promises: calls keep to the
// limits that Discord sets, are repeated only where that does nothing twice,
// and no error holds a token.
package rest
