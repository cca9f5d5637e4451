// Package discord is the assistant's face on Discord: the commands, buttons
// and forms, and the server that connects them.
//
// Most callers want [New] and [Server.Run]. The way of an interaction or a
// message: package gateway hands it to package dispatch, which checks who may
// do what and calls the handler that is for it, one of those here. That makes
// its reply of the functions of package card, and never sends. What is said to
// Discord goes through the one client of package rest.
//
// Promises: nobody is pinged by a text; every message keeps to Discord's
// limits whatever the text; no token reaches a log; nothing is sent twice.
package discord
