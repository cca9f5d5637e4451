package discord_test

import (
	"strings"
	"testing"
	"time"

	"policybot/bot/discord"
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

// TestCommandsStandOnTheirOwn refuses one command for good, one only as it is
// described, after being in trouble for a while: the others stand, and the bot
// is ready once Discord has answered for all.
func TestCommandsStandOnTheirOwn(t *testing.T) {
	refusal := `{"message":"Invalid Form Body","code":50035}`
	w := newWorld(t, options{tune: inNoHurry, discord: func(d *discordtest.Discord) {
		d.Misbehave(discordtest.Fault{Method: "GET", Path: "/commands", Times: 6, Status: 503, Body: "<html>upstream</html>"}) // in trouble, and then well
		d.Misbehave(discordtest.Fault{Method: "POST", Path: "/commands", Times: 1, Status: 400, Body: refusal})                // taken without translations
		d.Misbehave(discordtest.Fault{Method: "POST", Path: "/commands", Times: 1, Delay: time.Millisecond})                   // that one
		d.Misbehave(discordtest.Fault{Method: "POST", Path: "/commands", Times: 2, Status: 400, Body: refusal})                // refused altogether
	}})
	names := w.Commands()
	if len(names) != len(discord.CommandNames())-1 {
		t.Errorf("registered: %v, want all of %d but one", names, len(discord.CommandNames()))
	}
	w.expect(w.use(w.ann, "help", nil), "What you can do here")
	var metrics strings.Builder
	w.server.WriteMetrics(&metrics)
	if !strings.Contains(metrics.String(), "policybot_commands_refused 1\n") {
		t.Errorf("the refused command is not counted:\n%s", metrics.String())
	}
}
