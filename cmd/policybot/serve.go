package main

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"policybot/bot"
	"policybot/bot/discord"
	"policybot/bot/notify"
	"policybot/bot/shelf"
	"policybot/bot/state"
)

// noToken says what is missing and how to get it.
const noToken = `no bot token: set DISCORD_TOKEN in the environment or in a file .env (see .env.example)

  1. Create an application at https://discord.com/developers/applications
  2. Under Bot, press Reset Token and copy the token to DISCORD_TOKEN
  3. Invite the bot, with your application's id in place of APPLICATION_ID:
     https://discord.com/oauth2/authorize?client_id=APPLICATION_ID&scope=bot+applications.commands&permissions=274877991936

Without an account on Discord:
  a local Discord to try it on:  go run ./bot/discord/discordtest/console
  to ask on the command line:    policybot ask "…"`

func newServeCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:   "serve",
		Short: "Answer on Discord until stopped",
		Long: `Answer on Discord until stopped by a signal.

The token of the bot comes from DISCORD_TOKEN, in the environment or in a file .env in the
working directory. State is kept in policybot.db in the data directory. With POLICYBOT_HTTP,
such as 127.0.0.1:8080, /healthz, /readyz, /metrics and the feed of changes,
/changes.atom, are served there.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			token := os.Getenv("DISCORD_TOKEN")
			if token == "" {
				return errors.New(noToken)
			}
			log := slog.New(discord.Redact(slog.NewTextHandler(cmd.ErrOrStderr(), nil), token, os.Getenv("POLICYBOT_FEED_TOKEN")))
			return serve(cmd.Context(), s, token, log)
		},
	}
}

// serve opens what is needed, in order, serves until ctx is done, and closes
// it in the opposite order.
func serve(ctx context.Context, s *settings, token string, log *slog.Logger) (err error) {
	closing := func(what string, c io.Closer) {
		if closeErr := c.Close(); closeErr != nil {
			err = errors.Join(err, fmt.Errorf("close %s: %w", what, closeErr))
		}
	}
	settle, err := settleTime(os.Getenv("POLICYBOT_SETTLE"))
	if err != nil {
		return err
	}
	servers, err := readServerSettings()
	if err != nil {
		return err
	}
	store, err := state.Open(ctx, s.data)
	if err != nil {
		return err
	}
	store.Sharing = servers.sharing
	defer closing("the state", store)
	b, err := bot.Open(ctx, bot.Config{Base: s.base, Data: s.data, Log: log})
	if err != nil {
		return err
	}
	defer closing("the base", b)
	refresh(ctx, b, store, log)
	wake := make(chan struct{}, 1) // a base has changed
	bases, err := shelf.New(ctx, shelf.Options{Data: s.data, Store: store, Operator: b, Limits: servers.limits, FileBytes: mostFileBytes, Log: log,
		Changed: func() {
			select {
			case wake <- struct{}{}:
			default:
			}
		}})
	if err != nil {
		return err
	}
	defer closing("the bases of servers", bases)
	server, err := discord.New(ctx, discord.Options{Token: token, API: os.Getenv("POLICYBOT_DISCORD_API"), Bot: b, Shelf: bases, Store: store, Log: log,
		Operators: servers.operators, Home: servers.home, Listens: os.Getenv("POLICYBOT_MESSAGE_CONTENT") == "1"})
	if err != nil {
		return err
	}

	// What runs beside the connection ends with it.
	var beside sync.WaitGroup
	besideCtx, stop := context.WithCancel(ctx)
	defer beside.Wait()
	defer stop()
	if address := os.Getenv("POLICYBOT_HTTP"); address != "" {
		listener, err := listen(address, log)
		if err != nil {
			return err
		}
		log.Info("listening", "address", listener.Addr())
		beside.Go(func() { serveHTTP(besideCtx, listener, server, b, store, log) })
	}
	deliverer := notify.NewDeliverer(store, server, zoneOf(b.Base()), log)
	deliverer.Settle = settle
	beside.Go(func() {
		if err := deliverer.Run(besideCtx); besideCtx.Err() == nil {
			log.Error("notices are not delivered any more", "error", err)
		}
	})
	beside.Go(func() { wakeDeliverer(besideCtx, wake, deliverer) })
	beside.Go(func() { bases.Resume(besideCtx) })
	if s.base != "" {
		beside.Go(func() {
			err := b.Watch(besideCtx, func() {
				refresh(besideCtx, b, store, log)
				deliverer.Wake()
			})
			if err != nil && besideCtx.Err() == nil {
				log.Error("the base is not watched any more; use /policy refresh", "error", err)
			}
		})
	}
	return server.Run(ctx)
}

// listen listens on an address; a port alone is one of this machine. Whoever
// listens to every machine is told so.
func listen(address string, log *slog.Logger) (net.Listener, error) {
	if !strings.Contains(address, ":") {
		address = net.JoinHostPort("127.0.0.1", address)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen on POLICYBOT_HTTP: %w; write an address such as 127.0.0.1:8080", err)
	}
	if at, ok := listener.Addr().(*net.TCPAddr); ok && at.IP.IsUnspecified() {
		log.Warn("POLICYBOT_HTTP is open to every machine that reaches this one: metrics and the feed of changes can be read there; write 127.0.0.1:PORT to keep them here", "address", at)
	}
	return listener, nil
}

// withToken lets through who shows the token of the feed, as ?token= or in the
// header Authorization: Bearer; everybody where there is none.
func withToken(token string, next http.Handler) http.Handler {
	if token == "" {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		shown := r.URL.Query().Get("token")
		if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
			shown = bearer
		}
		if subtle.ConstantTimeCompare([]byte(shown), []byte(token)) != 1 {
			http.Error(w, "the feed needs its token: ?token=…", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// settleTime reads how long a change rests before it is told.
func settleTime(setting string) (time.Duration, error) {
	if setting == "" {
		return notify.QuietMinute, nil
	}
	d, err := time.ParseDuration(setting)
	if err != nil || d < 0 || d > time.Hour {
		return 0, errors.New("POLICYBOT_SETTLE is not a time between 0s and 1h; write it like 1m or 30s")
	}
	return d, nil
}

// refresh reads the base again and says in the log what came of it.
func refresh(ctx context.Context, b *bot.Bot, store *state.Store, log *slog.Logger) {
	done, err := b.Refresh(ctx, store)
	if err != nil {
		if ctx.Err() == nil {
			log.Error("the base could not be read again; the one before stays in service", "error", err)
		}
		return
	}
	log.Info("base in service", "revision", done.Revision, "changes", len(done.Changes), "problems", len(done.Problems))
}

// serveHTTP answers those who watch over the program until ctx is done.
func serveHTTP(ctx context.Context, listener net.Listener, server *discord.Server, b *bot.Bot, store *state.Store, log *slog.Logger) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := server.Ready(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		server.WriteMetrics(w)
	})
	mux.Handle("GET /changes.atom", withToken(os.Getenv("POLICYBOT_FEED_TOKEN"), bot.Feed(b, store, log)))
	web := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second}
	stopped := context.AfterFunc(ctx, func() {
		last, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		if err := web.Shutdown(last); err != nil {
			log.Warn("stop listening", "error", err)
		}
	})
	defer stopped()
	if err := web.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		log.Error("listen", "error", err)
	}
}

// wakeDeliverer makes the deliverer look at what is due whenever a base has
// changed, until ctx is done.
func wakeDeliverer(ctx context.Context, wake <-chan struct{}, d *notify.Deliverer) {
	for {
		select {
		case <-wake:
			d.Wake()
		case <-ctx.Done():
			return
		}
	}
}
