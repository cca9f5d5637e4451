package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"policybot/bot/discord/card"
	"policybot/bot/discord/dispatch"
	"policybot/bot/discord/limit"
	"policybot/bot/discord/rest"
	"policybot/bot/state"
)

// setupCommand shows what a server decides when the bot is new, and at any time
// after.
func setupCommand() dispatch.Command {
	return dispatch.Command{
		Name:        card.Say("setup", "开始设置", "開始設定"),
		Description: card.Say("Set the bot up: language, documents, managers, channels", "设置机器人：语言、文件、管理员、频道", "設定機器人：語言、文件、管理員、頻道"),
		InGuilds:    true,
		Handler: dispatch.Handler{Show: dispatch.ShowPrivately, Manager: true, Run: func(_ context.Context, c *dispatch.Call) (dispatch.Reply, error) {
			return dispatch.Reply{Message: card.Setup(c.View, c.Chosen, c.ID)}, nil
		}},
	}
}

// How the welcome finds its channel.
const (
	textChannel = 0
	mostTries   = 5              // channels that are tried
	newFor      = 24 * time.Hour // after it joined, a server is still new to the bot
)

// arrival is a server as Discord tells of it when the bot comes to it, or
// connects.
type arrival struct {
	ID       string  `json:"id"`
	Locale   string  `json:"preferred_locale"`
	System   string  `json:"system_channel_id"`
	JoinedAt string  `json:"joined_at"`
	Channels []place `json:"channels"`
}

// place is a channel of a server.
type place struct {
	ID       string `json:"id"`
	Type     int    `json:"type"`
	Position int    `json:"position"`
}

// takeGuildCreate notes a server that the bot is on, and greets one that is new.
func (s *Server) takeGuildCreate(ctx context.Context, data json.RawMessage) {
	var guild arrival
	if err := json.Unmarshal(data, &guild); err != nil || guild.ID == "" {
		return
	}
	s.noteServers(func(p present) { p[guild.ID] = true })
	if joined, err := time.Parse(time.RFC3339, guild.JoinedAt); err != nil || time.Since(joined) > newFor {
		return
	}
	if err := s.welcome(ctx, guild); err != nil {
		s.log.Error("greet a server", "guild", guild.ID, "error", err)
	}
}

// welcome greets a server once, in the first channel that the bot may write to.
func (s *Server) welcome(ctx context.Context, guild arrival) error {
	greeted, err := s.store.Once(ctx, state.Action{Guild: guild.ID, Name: "welcome"})
	if err != nil || greeted {
		return err
	}
	channels := guild.Channels
	slices.SortStableFunc(channels, func(a, b place) int { return cmp.Compare(a.Position, b.Position) })
	var places []string
	if guild.System != "" {
		places = append(places, guild.System)
	}
	for _, c := range channels {
		if c.Type == textChannel && c.ID != guild.System {
			places = append(places, c.ID)
		}
	}
	m := card.Welcome(card.ViewIn(card.LocaleOf("", guild.Locale, "")))
	m.Nonce = guild.ID[:min(len(guild.ID), limit.Nonce)] // said again it is dropped
	for _, channel := range places[:min(len(places), mostTries)] {
		if _, err := s.api.Post(ctx, channel, m); err == nil || !rest.Gone(err) {
			return err
		}
	}
	return nil
}
