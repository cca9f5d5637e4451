// Package discord is the assistant's face on Discord. It is the only importer
// of discordgo.
package discord
