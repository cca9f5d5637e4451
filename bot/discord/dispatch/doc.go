// Package dispatch takes what people do on Discord, commands, buttons, forms
// and messages, to the handler that is for it.
//
// A [Handler] gets a [Call], returns its [Reply] and never sends: the
// [Dispatcher] checks signature, owner, permission and pace, defers what takes
// long, turns panics and errors into words for the asker alone with a
// reference that stands in the log, counts, and sends. Messages go the same
// way as interactions.
package dispatch
