package discordtest

import (
	"cmp"
	"strconv"

	"policybot/bot/discord/limit"
)

// BotRole is the role that Discord makes for the bot in a server.
func BotRole(guild string) string { return guild[:len(guild)-1] + "9" }

// guildObject is a server as the gateway shows it to the bot.
func (d *Discord) guildObject(id string) object {
	channels := []object{}
	for channel, c := range d.channels {
		if c.guild == id && c.kind != Thread {
			position, _ := strconv.Atoi(channel[len(channel)-8:])
			channels = append(channels, object{"id": channel, "type": c.kind, "position": position, "name": "channel"})
		}
	}
	return object{"id": id, "name": "A server", "preferred_locale": "en-US", "joined_at": cmp.Or(d.joined[id], "2020-01-01T00:00:00+00:00"), "channels": channels, "roles": []object{
		{"id": id, "name": "@everyone"},
		{"id": BotRole(id), "name": "policybot", "managed": true, "tags": object{"bot_id": d.Application}},
	}}
}

// Typed returns how often the bot has shown that it is writing.
func (d *Discord) Typed() int { return d.Calls()["POST /channels/{}/typing"] }

func (d *Discord) showTyping(r *request) (any, error) {
	_, err := d.place(r.PathValue("channel"))
	return nil, err
}

// openThread opens a thread below a message, with the id of that.
func (d *Discord) openThread(r *request) (any, error) {
	parent, err := d.place(r.PathValue("channel"))
	if err != nil {
		return nil, err
	}
	id := r.PathValue("message")
	m := d.messages[id]
	switch {
	case m == nil || m.Ephemeral || m.Channel != r.PathValue("channel"):
		return nil, &problem{404, 10008, "Unknown Message"}
	case parent.kind != TextChannel:
		return nil, &problem{400, 50024, "Cannot execute action on this channel type"}
	case d.channels[id] != nil:
		return nil, &problem{400, 160004, "A thread has already been created for this message"}
	}
	body := r.object()
	if err := d.inspect(body, "CreateTextThreadWithMessageRequest", func(in *inspector) {
		in.known("thread", body, "name auto_archive_duration rate_limit_per_user")
		in.length("thread.name", str(body, "name"), 1, limit.ThreadName)
	}); err != nil {
		return nil, err
	}
	d.channels[id] = &channelState{guild: parent.guild, kind: Thread}
	return object{"id": id, "type": Thread, "name": str(body, "name"), "parent_id": m.Channel}, nil
}
