// Package state keeps what must survive a restart: settings, answers given,
// subscriptions, the log of changes, and the messages that are to be sent. It
// holds SQL and the stored forms, and decides nothing: who is told what, and
// when, is package notify's.
//
// Most callers want [Open] and the methods of [Store]. What must be written
// together is written in one [Tx]. Every write is on disk before the call
// returns; the process may be killed at any moment. Stored forms are types of
// their own, never those of other packages, so that what was written years ago
// is read whatever became of those; each has a golden file.
package state
