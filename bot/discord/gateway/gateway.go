// Package gateway keeps the connection through which Discord tells the bot what
// people do. It is the only importer of discordgo.
//
// Callers want [Serve], which waits out a lost network and hands on events as
// they came.
package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"sync"
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
	closeMoreShards     = 4011
	closeLastFinal      = 4014
)

// ErrToken means that Discord refuses the token of the bot.
var ErrToken = errors.New("the token is refused by the gateway")

// Options say how to keep a connection.
type Options struct {
	Token     string // of the bot, without "Bot "
	API       string // address of Discord, such as https://discord.com/api/v10
	Transport http.RoundTripper
	Log       *slog.Logger
	// Listens asks for what messages say that do not mention the bot, an intent
	// that must be granted.
	Listens bool
	// Take is called with each event, one after the other: it must not wait,
	// nor panic.
	Take func(kind string, data json.RawMessage)
	// Shards asks Discord by how many connections it wants to be listened to, and
	// how many may be opened within [openEvery]; nil means one.
	Shards func(ctx context.Context) (shards, atOnce int, err error)
	// Connected is called when all connections stand and when one is lost.
	Connected func(bool)
	// Reconnects is called for each attempt after the first.
	Reconnects func()
}

// openEvery is how often a connection may be opened, or as many as Discord
// allows at once: https://discord.com/developers/docs/events/gateway#rate-limiting.
const openEvery = 5 * time.Second

// errMoreShards means that Discord wants to be listened to by more connections.
var errMoreShards = errors.New("the gateway asks for more shards")

// Serve keeps the connections to the gateway until ctx is done. It returns an
// error only where trying again is of no use, such as [ErrToken].
func Serve(ctx context.Context, o Options) error {
	least := 1
	for pause := time.Second; ; pause = min(2*pause, time.Minute) {
		shards, atOnce := least, 1
		if o.Shards != nil {
			wanted, together, err := o.Shards(ctx)
			if err != nil {
				o.Log.Warn("it is not known how many connections Discord wants", "error", err)
			}
			shards, atOnce = max(wanted, least), max(together, 1)
		}
		err := o.serveShards(ctx, shards, atOnce)
		if !errors.Is(err, errMoreShards) {
			return err
		}
		o.Log.Warn("Discord wants to be listened to by more connections", "so_far", shards)
		least = shards + 1
		if !sleep(ctx, pause) {
			return nil
		}
	}
}

// serveShards keeps so many connections until ctx is done or one of them is
// refused for good.
func (o Options) serveShards(ctx context.Context, shards, atOnce int) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var (
		all sync.WaitGroup
		mu  sync.Mutex
		up  = map[int]bool{}
	)
	turns := make([]turn, atOnce)
	for id := range shards {
		one := o
		one.Log = o.Log.With("shard", id)
		one.Connected = func(connected bool) {
			mu.Lock()
			defer mu.Unlock()
			up[id] = connected
			stand := 0
			for _, is := range up {
				if is {
					stand++
				}
			}
			o.Connected(stand == shards)
		}
		all.Go(func() {
			if err := one.serveShard(ctx, id, shards, &turns[id%atOnce]); err != nil {
				stop(err)
			}
		})
	}
	all.Wait()
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// turn lets one connection after the other be opened.
type turn struct {
	mu   sync.Mutex
	next time.Time
}

// wait waits for its turn and reports whether ctx let it.
func (t *turn) wait(ctx context.Context) bool {
	t.mu.Lock()
	at := time.Now()
	if t.next.After(at) {
		at = t.next
	}
	t.next = at.Add(openEvery)
	t.mu.Unlock()
	return sleep(ctx, time.Until(at))
}

// serveShard keeps one of so many connections until ctx is done.
//
// discordgo resumes the session by itself when it is opened again, but it is
// opened here: its own reconnecting cannot be stopped, goes on with a token
// that has been revoked, and may open what has just been closed.
func (o Options) serveShard(ctx context.Context, id, shards int, turn *turn) error {
	session, lost, err := newSession(o)
	if err != nil {
		return err
	}
	session.ShardID, session.ShardCount = id, shards
	for pause := time.Second; ; {
		if shards > 1 && !turn.wait(ctx) {
			return nil
		}
		opened := time.Now()
		if err := session.Open(); err == nil {
			if o.hold(ctx, session, lost) {
				return nil
			}
		} else if err := o.refused(err, pause); err != nil {
			return err
		}
		if time.Since(opened) > time.Minute {
			pause = time.Second
		}
		o.Reconnects()
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

// newSession returns a session that is not open, and a channel that tells when
// its connection is lost.
func newSession(o Options) (*discordgo.Session, chan struct{}, error) {
	session, err := discordgo.New("Bot " + o.Token)
	if err != nil {
		return nil, nil, err
	}
	lost := make(chan struct{}, 1)
	session.Client = &http.Client{Timeout: 30 * time.Second, Transport: rewriteHost{base: o.API, next: o.Transport}}
	session.Dialer = &websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: 20 * time.Second, NetDialContext: dialWithDeadline}
	session.Identify.Intents = intents
	if o.Listens {
		session.Identify.Intents |= discordgo.IntentMessageContent
	}
	session.ShouldReconnectOnError = false
	session.ShouldRetryOnRateLimit = false
	session.StateEnabled = false
	session.SyncEvents = true // in order
	session.LogLevel = -1     // what matters is logged here, without tokens
	session.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { o.Take(e.Type, e.RawData) })
	session.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case lost <- struct{}{}:
		default:
		}
	})
	return session, lost, nil
}

// hold waits until an open connection is lost, or ctx is done and it is
// closed, and reports whether it is the latter.
func (o Options) hold(ctx context.Context, session *discordgo.Session, lost <-chan struct{}) (done bool) {
	o.Connected(true)
	defer o.Connected(false)
	o.Log.Info("connected to Discord")
	select {
	case <-lost:
		o.Log.Warn("connection to Discord lost")
		return false
	case <-ctx.Done():
	}
	o.Connected(false)
	if err := session.Close(); err != nil {
		o.Log.Warn("close the connection to Discord", "error", err)
	}
	o.Log.Info("disconnected from Discord")
	return true
}

// refused says what it means that the gateway could not be opened: an error if
// trying again is of no use.
func (o Options) refused(err error, pause time.Duration) error {
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		switch {
		case closed.Code == closeAuthentication:
			return ErrToken
		case closed.Code == closeLastFinal && o.Listens:
			return errors.New("the message content intent is refused: turn it on for the application at https://discord.com/developers/applications, Bot, Message Content Intent, or unset POLICYBOT_MESSAGE_CONTENT")
		case closed.Code == closeMoreShards:
			return errMoreShards
		case closed.Code >= closeFirstFinal && closed.Code <= closeLastFinal:
			return fmt.Errorf("the bot is refused by Discord's gateway: %d %s", closed.Code, closed.Text)
		}
	}
	var address *url.Error // holds an address, which may hold a token
	if errors.As(err, &address) {
		err = address.Err
	}
	o.Log.Warn("cannot connect to Discord", "error", err, "again_in", pause)
	return nil
}

// sleep waits and reports whether ctx let it.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
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
