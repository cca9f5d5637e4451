// Package discordtest is a local Discord, gateway and REST, that holds
// requests to Discord's published rules.
package discordtest
