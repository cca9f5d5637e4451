package discord

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"policybot/bot"
	"policybot/bot/discord/rest"
)

// present are the servers that the bot is on.
type present map[string]bool

// takeReady notes the servers of a shard that the bot is on, and forgets those
// that put it out while it was away.
func (s *Server) takeReady(ctx context.Context, data json.RawMessage) {
	var ready struct {
		Guilds []struct {
			ID string `json:"id"`
		} `json:"guilds"`
		Shard [2]int `json:"shard"`
	}
	if err := json.Unmarshal(data, &ready); err != nil {
		s.log.Error("read the list of servers", "error", err)
		return
	}
	there := map[string]bool{}
	for _, g := range ready.Guilds {
		there[g.ID] = true
	}
	s.noteServers(func(p present) {
		maps.Copy(p, there)
		s.shards = max(ready.Shard[1], 1)
	})
	known, err := s.store.KnownServers(ctx)
	if err != nil {
		s.log.Error("find servers that put the bot out", "error", err)
		return
	}
	var left []string
	for _, id := range known {
		if !there[id] && shardOf(id, ready.Shard[1]) == ready.Shard[0] {
			left = append(left, id)
		}
	}
	if same, err := s.store.SameApplication(ctx, s.dispatcher.Application); err != nil || !same {
		// Another bot is on other servers; that says nothing about these.
		s.log.Warn("the state is that of another application; servers that it names no more stay", "servers", len(left), "error", err)
		return
	}
	if len(there) == 0 && len(left) > 1 {
		// More likely a mistake than that all of them put it out.
		s.log.Warn("Discord names no server at all; what is kept for them stays", "servers", len(left))
		return
	}
	for _, id := range left {
		s.forgetServer(ctx, id)
	}
}

// shardOf is the shard that tells of a server, of so many.
func shardOf(server string, shards int) int {
	id, err := strconv.ParseUint(server, 10, 64)
	if err != nil || shards < 1 {
		return 0
	}
	const timestampFrom = 22 // bit of a snowflake
	return int((id >> timestampFrom) % uint64(shards))
}

// takeGuildDelete forgets a server that put the bot out. One that is only
// unavailable stays.
func (s *Server) takeGuildDelete(ctx context.Context, data json.RawMessage) {
	var guild struct {
		ID          string `json:"id"`
		Unavailable bool   `json:"unavailable"`
	}
	if err := json.Unmarshal(data, &guild); err != nil || guild.Unavailable || guild.ID == "" {
		return
	}
	s.noteServers(func(p present) { delete(p, guild.ID) })
	s.forgetServer(ctx, guild.ID)
}

// forgetServer deletes what is kept for a server.
func (s *Server) forgetServer(ctx context.Context, id string) {
	if err := s.store.ForgetGuild(ctx, id); err != nil {
		s.log.Error("forget a server that put the bot out", "guild", id, "error", err)
		return
	}
	if err := s.shelf.Forget(id); err != nil {
		s.log.Error("remove the documents of a server that put the bot out", "guild", id, "error", err)
		return
	}
	s.log.Info("a server put the bot out; what was kept for it is deleted", "guild", id)
}

// noteServers changes what is known of the servers that the bot is on, and with
// it who keeps the operator's base.
func (s *Server) noteServers(change func(present)) {
	s.serversMu.Lock()
	defer s.serversMu.Unlock()
	change(s.servers)
	keepers := bot.Keepers{Server: s.home, People: s.operators}
	if keepers.Server == "" && len(s.servers) == 1 && s.shards <= 1 {
		// Who runs the bot for one server runs it for theirs.
		for id := range s.servers {
			keepers.Server = id
		}
	}
	s.dispatcher.SetKeepers(keepers)
	s.bot.SetKeepers(keepers)
}

// askShards asks Discord by how many connections it wants to be listened to.
func (s *Server) askShards(ctx context.Context) (shards, atOnce int, err error) {
	var gateway struct {
		Shards int `json:"shards"`
		Start  struct {
			AtOnce    int `json:"max_concurrency"`
			Remaining int `json:"remaining"`
		} `json:"session_start_limit"`
	}
	if err := s.api.Do(ctx, rest.Request{Method: http.MethodGet, Route: "/gateway/bot", Out: &gateway, Twice: true}); err != nil {
		return 1, 1, err
	}
	if gateway.Start.Remaining < gateway.Shards {
		s.log.Warn("few connections may be opened today", "remaining", gateway.Start.Remaining)
	}
	return gateway.Shards, gateway.Start.AtOnce, nil
}

// askOwner finds out whose application the bot is: they keep the operator's
// base, beside those named in the settings.
func (s *Server) askOwner(ctx context.Context) {
	var application struct {
		Owner struct {
			ID string `json:"id"`
		} `json:"owner"`
		Team *struct {
			Members []struct {
				State int `json:"membership_state"`
				User  struct {
					ID string `json:"id"`
				} `json:"user"`
			} `json:"members"`
		} `json:"team"`
	}
	if err := s.api.Do(ctx, rest.Request{Method: http.MethodGet, Route: "/applications/@me", Out: &application, Twice: true}); err != nil {
		s.log.Warn("it is not known whose the application is", "error", err)
		return
	}
	const accepted = 2
	owners := []string{application.Owner.ID}
	if application.Team != nil {
		owners = nil // the owner of a team's application is a user of no one
		for _, m := range application.Team.Members {
			if m.State == accepted {
				owners = append(owners, m.User.ID)
			}
		}
	}
	s.serversMu.Lock()
	for _, id := range owners {
		if id != "" && !slices.Contains(s.operators, id) {
			s.operators = append(s.operators, id)
		}
	}
	s.serversMu.Unlock()
	s.noteServers(func(present) {})
}
