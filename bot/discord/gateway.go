package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// intents are the events the bot asks for: servers coming and going, and
// messages, of which Discord shows it only those that mention it or are
// written to it directly. None of them must be granted.
const intents = discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages

// idleGateway is after how long a silent connection is dead: the gateway
// answers a heartbeat each 41 seconds.
const idleGateway = 100 * time.Second

// Codes with which the gateway closes a connection for good.
const (
	closeAuthentication = 4004
	closeFirstFinal     = 4010
	closeLastFinal      = 4014
)

// serveGateway keeps a connection to the gateway until ctx is done. discordgo
// resumes the session by itself when it is opened again, but it is opened
// here: its own reconnecting cannot be stopped, goes on with a token that has
// been revoked, and may open what has just been closed.
func (s *Server) serveGateway(ctx context.Context) error {
	session, err := discordgo.New("Bot " + s.api.token)
	if err != nil {
		return err
	}
	lost := make(chan struct{}, 1)
	session.Client = &http.Client{Timeout: 30 * time.Second, Transport: rewriteHost{base: s.api.base, next: s.api.http.Transport}}
	session.Dialer = &websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: 20 * time.Second, NetDialContext: dialWithDeadline}
	session.Identify.Intents = intents
	session.ShouldReconnectOnError = false
	session.ShouldRetryOnRateLimit = false
	session.StateEnabled = false
	session.SyncEvents = true // in order; what takes time gets a goroutine in take
	session.LogLevel = -1     // what matters is logged here, without tokens
	session.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { s.take(e.Type, e.RawData) })
	session.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case lost <- struct{}{}:
		default:
		}
	})
	for pause := time.Second; ; {
		opened := time.Now()
		err := session.Open()
		if err == nil {
			s.connected.Store(true)
			s.log.Info("connected to Discord")
			select {
			case <-lost:
				s.connected.Store(false)
				s.log.Warn("connection to Discord lost")
			case <-ctx.Done():
				s.connected.Store(false)
				if err := session.Close(); err != nil {
					s.log.Warn("close the connection to Discord", "error", err)
				}
				s.log.Info("disconnected from Discord")
				return nil
			}
			if time.Since(opened) > time.Minute {
				pause = time.Second
			}
		} else if err := s.opening(err, pause); err != nil {
			return err
		}
		s.meter.count("policybot_discord_reconnects_total")
		if !sleep(ctx, pause/2+rand.N(pause/2)) {
			return nil
		}
		// Each try may cost one of the thousand times a day that a bot may
		// identify itself; more reset its token.
		pause = min(2*pause, 5*time.Minute)
		select { // an old loss says nothing about the next connection
		case <-lost:
		default:
		}
	}
}

// opening says what it means that the gateway could not be opened: an error
// if trying again is of no use.
func (s *Server) opening(err error, pause time.Duration) error {
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		switch {
		case closed.Code == closeAuthentication:
			return ErrToken
		case closed.Code >= closeFirstFinal && closed.Code <= closeLastFinal:
			return fmt.Errorf("the bot is refused by Discord's gateway: %d %s", closed.Code, closed.Text)
		}
	}
	s.log.Warn("cannot connect to Discord", "error", withoutURL(err), "again_in", pause)
	return nil
}

// take receives an event. Nothing here may wait, nor panic.
func (s *Server) take(kind string, data json.RawMessage) {
	handle := map[string]func(context.Context, json.RawMessage){
		"INTERACTION_CREATE": s.takeInteraction,
		"MESSAGE_CREATE":     s.takeMessage,
		"GUILD_DELETE":       s.takeGuildDelete,
	}[kind]
	if handle == nil || s.stopping.Load() {
		return
	}
	s.work.Go(func() {
		defer func() {
			if r := recover(); r != nil {
				s.logPanic("", r, debug.Stack())
			}
		}()
		handle(context.Background(), data)
	})
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
	if err := s.store.ForgetGuild(ctx, guild.ID); err != nil {
		s.log.Error("forget a server that put the bot out", "guild", guild.ID, "error", err)
		return
	}
	s.log.Info("a server put the bot out; what was kept for it is deleted", "guild", guild.ID)
}

// rewriteHost sends discordgo's few requests to the Discord of the client.
type rewriteHost struct {
	base string
	next http.RoundTripper
}

func (r rewriteHost) RoundTrip(q *http.Request) (*http.Response, error) {
	base, err := url.Parse(r.base)
	if err != nil {
		return nil, err
	}
	moved := q.Clone(q.Context())
	moved.URL.Scheme, moved.URL.Host, moved.Host = base.Scheme, base.Host, ""
	return r.next.RoundTrip(moved)
}

// dialWithDeadline makes connections that fail when they have been silent for
// too long; else a half-open one would be read from for ever.
func dialWithDeadline(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: 20 * time.Second, KeepAlive: 15 * time.Second}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return &idleConn{conn}, nil
}

type idleConn struct{ net.Conn }

func (c *idleConn) Read(b []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(idleGateway)); err != nil {
		return 0, err
	}
	return c.Conn.Read(b)
}
