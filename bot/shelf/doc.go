// Package shelf holds the bases of servers: what each has put in, one index
// for each, opened when something is asked and closed when nothing is for a
// while.
//
// Most callers want [Shelf.Read], which gives what one server sees: its own
// base, and the operator's where that is shared with it; and [Shelf.Add],
// [Shelf.Remove] and [Shelf.Undo], which change what a server has put in.
//
// Promises: nothing of a server's base is reached through a [Reader] of another;
// what is put in is on disk before it is acted on, and is in service after a
// crash at any point; a file that is broken, or takes long, keeps neither
// questions nor other servers waiting.
package shelf
