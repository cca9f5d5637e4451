// Package discord is the assistant's face on Discord. It is the only importer
// of discordgo, which it uses for the gateway; what it says to Discord goes
// through one client of its own.
//
// Most callers want [New] and [Server.Run]. The way of an interaction: the
// gateway hands it to the dispatcher, which checks signature, owner,
// permission and pace, and calls the command or control it is for. That
// returns its reply and never sends; cards are pure functions from an answer
// to a message. The dispatcher defers what takes long, turns panics and errors
// into a card for the asker alone with a reference that stands in the log, and
// sends.
//
// Promises: nobody is pinged by a text; every message keeps to Discord's
// limits whatever the text; no token reaches a log; nothing is sent twice.
package discord
