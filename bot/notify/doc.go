// Package notify tells people what changed: it matches changes of the log
// against subscriptions, decides when each is told, assembles messages, sends
// them, and corrects the answers that a change made wrong.
//
// Most callers want [NewDeliverer] and [Deliverer.Run]. Everything is written
// down, in the store of package state, before it is sent, with a key of its
// own; every step can be run again after a crash. Nothing is told twice, and a
// place that cannot be reached holds no other one up.
package notify
