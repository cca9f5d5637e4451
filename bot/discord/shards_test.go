package discord_test

import (
	"testing"

	"policybot/bot/discord/discordtest"
)

// TestShards runs the bot on a Discord that wants to be listened to by three
// connections; on one that only says so when too few are opened, too. People of
// every server are answered, each once, and so is who writes directly.
func TestShards(t *testing.T) {
	for name, start := range map[string]func(*discordtest.Discord){
		"asked for": func(d *discordtest.Discord) { d.Shards = 3 },
		"not said": func(d *discordtest.Discord) {
			d.Shards = 2
			d.Misbehave(discordtest.Fault{Path: "/gateway/bot", Times: 1, Status: 404, Body: `{"message":"404: Not Found","code":0}`})
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, options{tune: inNoHurry, discord: start})
			for range 4 {
				far := w.NewGuild()
				who := w.NewPerson(far, w.NewChannel(far, discordtest.TextChannel))
				w.expect(w.use(who, "ask", given{"question": waived}), "3.5")
			}
			w.expect(w.use(w.NewPerson("", ""), "ask", given{"question": waived}), "3.5")
			if sessions, _ := w.Sessions(); sessions != w.Shards {
				t.Errorf("%d sessions, want %d", sessions, w.Shards)
			}
		})
	}
}
