package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"policybot/bot"
	"policybot/bot/state"
)

// Options say how to serve on Discord.
type Options struct {
	Token      string // of the bot, without "Bot "
	API        string // address of another Discord, such as a local one; "" for the real one
	Bot        *bot.Bot
	Store      *state.Store
	Log        *slog.Logger  // nil logs nothing
	Cooldowns  Cooldowns     // the zero value means DefaultCooldowns
	DeferAfter time.Duration // after which a person is told that it takes longer; 0 means 1.5 seconds
	StopWithin time.Duration // what is under way gets to finish; 0 means 10 seconds
}

// Server serves one bot on Discord.
type Server struct {
	bot   *bot.Bot
	store *state.Store
	log   *slog.Logger
	api   *client
	signer
	meter      meter
	uses       *cooldown
	typing     *cooldown
	slots      chan struct{}
	deferAfter time.Duration
	stopWithin time.Duration

	commands []command
	controls map[string]control

	application string // id of the bot's application, and of its user
	started     time.Time
	sharing     sync.Map // ids of answers that are being shown to everybody
	connected   atomic.Bool
	stopping    atomic.Bool
	work        sync.WaitGroup
}

// ErrToken means that Discord does not know the token, or knows it no more.
var ErrToken = errors.New("the bot's token is refused by Discord: copy it again from https://discord.com/developers/applications, Bot, Reset Token")

// New returns a server; Run connects it.
func New(ctx context.Context, o Options) (*Server, error) {
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	m := newMeter()
	api, err := newClient(o.API, o.Token, m)
	if err != nil {
		return nil, err
	}
	secret, err := o.Store.Secret(ctx, "custom-id")
	if err != nil {
		return nil, err
	}
	if o.Cooldowns == (Cooldowns{}) {
		o.Cooldowns = DefaultCooldowns()
	}
	if o.DeferAfter == 0 {
		o.DeferAfter = 1500 * time.Millisecond
	}
	if o.StopWithin == 0 {
		o.StopWithin = 10 * time.Second
	}
	s := &Server{
		bot: o.Bot, store: o.Store, log: slog.New(Redact(log.Handler(), o.Token)), api: api, signer: signer{secret: secret, now: time.Now}, meter: m,
		uses:       newCooldown(o.Cooldowns.Person, o.Cooldowns.Guild, o.Cooldowns.All),
		typing:     newCooldown(o.Cooldowns.TypingPerson, Pace{}, o.Cooldowns.TypingOverall),
		slots:      make(chan struct{}, max(o.Cooldowns.Concurrent, 1)),
		deferAfter: o.DeferAfter, stopWithin: o.StopWithin, started: time.Now(),
	}
	s.commands = commandTable()
	s.controls = controlTable()
	return s, nil
}

// Run connects and serves until ctx is done, and then stops: first the
// gateway, then what is under way. It waits out a lost network; it returns an
// error only where waiting is of no use, such as [ErrToken].
func (s *Server) Run(ctx context.Context) error {
	if err := s.identify(ctx); err != nil {
		return err
	}
	if err := s.syncCommands(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		// The commands of before go on working.
		s.log.Error("commands are not up to date", "error", err)
	}
	maintenance, stop := context.WithCancel(ctx)
	defer stop()
	go s.maintain(maintenance)
	err := s.serveGateway(ctx)
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
		err := s.api.do(ctx, request{method: http.MethodGet, route: "/users/@me", out: &self, twice: true})
		var refused *APIError
		switch {
		case err == nil:
			s.application = self.ID
			s.log.Info("known to Discord", "name", self.Name, "id", self.ID)
			return nil
		case errors.As(err, &refused) && refused.Status == http.StatusUnauthorized:
			return ErrToken
		case errors.As(err, &refused) && refused.Status < 500 && refused.Status != http.StatusTooManyRequests:
			return fmt.Errorf("ask Discord who the bot is: %w", err)
		}
		s.log.Warn("cannot reach Discord", "error", err, "again_in", pause)
		if !sleep(ctx, pause) {
			return nil
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
		if !sleep(ctx, time.Hour) {
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
	if s.bot.Base() == nil {
		return errors.New("no base is open")
	}
	return s.store.Ready(ctx)
}
