// Package discordtest is a local Discord: a gateway and the REST routes that
// a bot uses, on a loopback address. It keeps messages, commands and
// interactions, so that a test does what a user does ([Discord.Command],
// [Discord.Click], [Discord.Say]) and reads what a user would see
// ([Message.Text]).
//
// Most callers want [Start]. Every request is held to Discord's published
// rules: the limits of package limit, the known properties of each object, and,
// with POLICYBOT_DISCORD_SPEC naming Discord's own OpenAPI specification, that
// too. What breaks a rule is refused as Discord refuses it, and kept in
// [Discord.Violations]. It can also misbehave: see [Fault].
package discordtest
