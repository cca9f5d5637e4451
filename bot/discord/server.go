package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"policybot/bot"
	"policybot/bot/discord/dispatch"
	"policybot/bot/discord/gateway"
	"policybot/bot/discord/rest"
	"policybot/bot/shelf"
	"policybot/bot/state"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Options say how to serve on Discord.
type Options struct {
	Token      string       // of the bot, without "Bot "
	API        string       // address of another Discord, such as a local one; "" for the real one
	Bot        *bot.Bot     // the operator's base
	Shelf      *shelf.Shelf // the bases of servers beside it; nil for none
	Store      *state.Store
	Log        *slog.Logger       // nil logs nothing
	Cooldowns  dispatch.Cooldowns // the zero value means DefaultCooldowns
	DeferAfter time.Duration      // after which a person is told that it takes longer; 0 means 1.5 seconds
	Listens    bool               // the application has the message content intent: what goes on from an answer is answered without a mention
	StopWithin time.Duration      // what is under way gets to finish; 0 means 10 seconds
	Operators  []string           // people who keep the operator's base, beside the owners of the application
	Home       string             // the server whose managers keep it; "" means the only one that the bot is on
}

// Server serves one bot on Discord.
type Server struct {
	bot        *bot.Bot
	shelf      *shelf.Shelf
	store      *state.Store
	log        *slog.Logger
	api        *rest.Client
	token      string
	meter      rest.Meter
	dispatcher *dispatch.Dispatcher
	stopWithin time.Duration

	home      string // the server whose managers keep the operator's base; "" where it is not set
	serversMu sync.Mutex
	servers   present
	shards    int      // by which they are told of
	operators []string // people who keep the operator's base

	connected       atomic.Bool
	commandsStand   atomic.Bool // Discord has answered for each of them
	commandsRefused atomic.Int64
	stopping        atomic.Bool
	work            sync.WaitGroup
}

// ErrToken means that Discord does not know the token, or knows it no more.
var ErrToken = errors.New("the bot's token is refused by Discord: copy it again from https://discord.com/developers/applications, Bot, Reset Token")

// New returns a server; Run connects it.
func New(ctx context.Context, o Options) (*Server, error) {
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	m := rest.NewMeter()
	api, err := rest.New(o.API, o.Token, m)
	if err != nil {
		return nil, err
	}
	secret, err := o.Store.Secret(ctx, "custom-id")
	if err != nil {
		return nil, err
	}
	if o.Cooldowns == (dispatch.Cooldowns{}) {
		o.Cooldowns = dispatch.DefaultCooldowns()
	}
	if o.DeferAfter == 0 {
		o.DeferAfter = 1500 * time.Millisecond
	}
	if o.StopWithin == 0 {
		o.StopWithin = 10 * time.Second
	}
	if o.Shelf == nil {
		if o.Shelf, err = shelf.New(ctx, shelf.Options{Store: o.Store, Operator: o.Bot, Log: log}); err != nil {
			return nil, err
		}
	}
	answering := &answering{}
	log = slog.New(Redact(log.Handler(), o.Token))
	server := &Server{
		home: o.Home, operators: slices.Clone(o.Operators), servers: present{},
		bot: o.Bot, shelf: o.Shelf, store: o.Store, log: log, api: api, token: o.Token, meter: m, stopWithin: o.StopWithin,
		dispatcher: dispatch.New(dispatch.Options{
			Shelf: o.Shelf, Store: o.Store, API: api, Meter: m, Cooldowns: o.Cooldowns, DeferAfter: o.DeferAfter, Secret: secret,
			Commands: commandTable(answering), Controls: controlTable(answering), Listens: o.Listens, Message: dispatch.Handler{Show: dispatch.ShowPublicly, Works: true, Run: answering.message},
		}, log),
	}
	server.noteServers(func(present) {})
	return server, nil
}

// Run connects and serves until ctx is done, and then stops: first the
// gateway, then what is under way. It waits out a lost network; it returns an
// error only where waiting is of no use, such as [ErrToken].
func (s *Server) Run(ctx context.Context) error {
	if err := s.identify(ctx); err != nil {
		return err
	}
	s.askOwner(ctx)
	maintenance, stop := context.WithCancel(ctx)
	defer stop()
	go s.keepCommands(maintenance) // those of before go on working meanwhile
	go s.maintain(maintenance)
	err := gateway.Serve(ctx, gateway.Options{Token: s.token, API: s.api.Base, Transport: s.api.HTTP.Transport, Log: s.log,
		Listens: s.dispatcher.Listens, Take: s.take, Shards: s.askShards, Connected: s.connected.Store, Reconnects: func() { s.meter.Count("policybot_discord_reconnects_total") }})
	if errors.Is(err, gateway.ErrToken) {
		err = ErrToken
	}
	s.stopping.Store(true)
	s.finish()
	return err
}

// identify asks Discord who the bot is. It waits as long as the network is
// down.
func (s *Server) identify(ctx context.Context) error {
	for pause := time.Second; ; pause = min(2*pause, time.Minute) {
		var self struct {
			ID   string `json:"id"`
			Name string `json:"username"`
		}
		err := s.api.Do(ctx, rest.Request{Method: http.MethodGet, Route: "/users/@me", Out: &self, Twice: true})
		var refused *rest.APIError
		switch {
		case err == nil:
			s.dispatcher.Application = self.ID
			s.log.Info("known to Discord", "name", self.Name, "id", self.ID)
			return nil
		case errors.As(err, &refused) && refused.Status == http.StatusUnauthorized:
			return ErrToken
		case errors.As(err, &refused) && refused.Status < 500 && refused.Status != http.StatusTooManyRequests:
			return fmt.Errorf("ask Discord who the bot is: %w", err)
		}
		s.log.Warn("cannot reach Discord", "error", err, "again_in", pause)
		if !rest.Sleep(ctx, pause) {
			return nil
		}
	}
}

// keepCommands registers the commands, again and again until Discord has
// answered for each of them.
func (s *Server) keepCommands(ctx context.Context) {
	for pause := time.Second; ; pause = min(2*pause, time.Minute) {
		refused, err := s.dispatcher.SyncCommands(ctx)
		s.commandsRefused.Store(int64(len(refused)))
		if err == nil {
			if len(refused) > 0 {
				s.log.Error("commands are refused by Discord; the others stand", "commands", refused)
			}
			s.commandsStand.Store(len(refused) < len(s.dispatcher.Commands))
			return
		}
		if ctx.Err() != nil {
			return
		}
		s.log.Warn("commands are not up to date", "error", err, "again_in", pause)
		if !rest.Sleep(ctx, pause) {
			return
		}
	}
}

// maintain deletes, each hour, what has been kept long enough.
func (s *Server) maintain(ctx context.Context) {
	for {
		if gone, err := s.store.Expire(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("expire", "error", err)
		} else if gone > 0 {
			s.log.Info("answers deleted that were kept long enough", "answers", gone)
		}
		if !rest.Sleep(ctx, time.Hour) {
			return
		}
	}
}

// finish waits for what is under way, until the deadline.
func (s *Server) finish() {
	done := make(chan struct{})
	go func() {
		s.work.Wait()
		close(done)
	}()
	select {
	case <-done:
		s.log.Info("stopped; nothing is under way")
	case <-time.After(s.stopWithin):
		s.log.Warn("stopped with work under way", "waited", s.stopWithin)
	}
}

// Ready says why the bot cannot serve now; nil means that it can.
func (s *Server) Ready(ctx context.Context) error {
	if s.stopping.Load() {
		return errors.New("stopping")
	}
	if !s.connected.Load() {
		return errors.New("not connected to Discord")
	}
	if !s.commandsStand.Load() {
		return errors.New("the commands are not registered with Discord")
	}
	if !s.bot.Serving() {
		return errors.New("no base is open")
	}
	return s.store.Ready(ctx)
}

// WriteMetrics writes the counters in Prometheus' text format.
func (s *Server) WriteMetrics(w io.Writer) {
	s.meter.Write(w)
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	writable := 1
	if s.store.Writable(ctx) != nil {
		writable = 0
	}
	fmt.Fprintf(w, "policybot_state_writable %d\n", writable)
	fmt.Fprintf(w, "policybot_commands_refused %d\n", s.commandsRefused.Load())
	fmt.Fprintf(w, "policybot_server_bases_open %d\n", s.shelf.Open())
	if c, err := s.store.DeliveryCount(ctx, "", true); err == nil {
		fmt.Fprintf(w, "policybot_notices_waiting %d\npolicybot_notices_given_up %d\n", c.Waiting, c.Failed)
	}
}

// take receives an event. Nothing here may wait, nor panic.
func (s *Server) take(kind string, data json.RawMessage) {
	s.dispatcher.Note(kind, data)
	handle := map[string]func(context.Context, json.RawMessage){
		"INTERACTION_CREATE": s.dispatcher.TakeInteraction,
		"MESSAGE_CREATE":     s.dispatcher.TakeMessage,
		"READY":              s.takeReady,
		"GUILD_CREATE":       s.takeGuildCreate,
		"GUILD_DELETE":       s.takeGuildDelete,
	}[kind]
	if handle == nil || s.stopping.Load() {
		return
	}
	s.work.Go(func() {
		defer func() {
			if r := recover(); r != nil {
				s.dispatcher.LogPanic("", r, debug.Stack())
			}
		}()
		handle(context.Background(), data)
	})
}
