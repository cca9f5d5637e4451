package discordtest

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"policybot/bot/discord/limit"
)

// Discord is a local Discord with one application on it, the bot under test.
// Its exported fields may be set before a bot connects.
type Discord struct {
	URL         string // of the REST routes, without a path
	Token       string // of the bot
	Application string // id of the bot's application, and of its user

	FirstResponse time.Duration // after which an unanswered interaction is unknown
	TokenLife     time.Duration // of an interaction
	Heartbeat     time.Duration
	Shards        int // by how many connections it wants to be listened to; 0 means one

	MessageContent bool // the intent is granted: the bot sees what every message says

	server *http.Server
	spec   *specification

	mu           sync.Mutex
	changed      chan struct{} // closed, and made anew, when anything changes
	ids          uint64
	revoked      bool
	sockets      map[*socket]bool
	sessions     map[string]*session
	identified   int
	resumed      int
	guilds       map[string]bool
	joined       map[string]string // when the bot was invited to a server
	left         map[string]bool   // people who left a server, by both ids
	channels     map[string]*channelState
	messages     map[string]*Message
	nonces       map[string]*Message
	interactions map[string]*Interaction // by token
	attachments  map[string]File         // that people have uploaded, by id
	commands     []object
	calls        map[string]int
	recent       []time.Time // of requests that count for the limit of a second
	faults       []*fault
	violations   []string
}

// channelState is a place for messages.
type channelState struct {
	guild     string // "" for direct messages
	kind      int    // 0 text, 1 direct messages, 11 thread, 15 forum
	forbidden bool
	messages  []*Message
}

// Kinds of channel.
const (
	TextChannel   = 0
	DirectChannel = 1
	Thread        = 11
	Forum         = 15
)

// Open starts a local Discord on a free loopback port.
func Open() (*Discord, error) {
	spec, err := loadSpecification()
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	d := &Discord{
		URL:           "http://" + listener.Addr().String(),
		FirstResponse: limit.FirstResponse, TokenLife: limit.TokenLife, Heartbeat: 41250 * time.Millisecond,
		spec: spec, changed: make(chan struct{}), ids: 1_200_000_000_000_000_000,
		sockets: map[*socket]bool{}, sessions: map[string]*session{}, guilds: map[string]bool{}, joined: map[string]string{}, left: map[string]bool{}, channels: map[string]*channelState{},
		messages: map[string]*Message{}, nonces: map[string]*Message{}, interactions: map[string]*Interaction{}, attachments: map[string]File{}, calls: map[string]int{},
	}
	d.Application = d.newID()
	d.Token = "TEST." + rand.Text() + "." + rand.Text()
	d.server = &http.Server{Handler: d.routes()}
	go d.server.Serve(listener) // ends when Close closes the listener
	return d, nil
}

// Start starts a local Discord for a test, which fails if the bot under test
// breaks one of Discord's rules.
func Start(t testing.TB) *Discord {
	t.Helper()
	d, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	if d.spec == nil {
		t.Logf("$%s is not set: requests are held to the rules of this package, not to Discord's own specification", SpecVariable)
	}
	t.Cleanup(func() {
		d.Close()
		for _, violation := range d.Violations() {
			t.Errorf("Discord refuses: %s", violation)
		}
	})
	return d
}

// Close ends it, connections and all.
func (d *Discord) Close() {
	d.server.Close()
	d.DropGateway()
}

// IgnoreSpecification stops holding requests to Discord's own specification:
// that takes a millisecond each, which benchmarks do not want to measure.
func (d *Discord) IgnoreSpecification() { d.spec = nil }

// Violations returns every rule that a request broke, and forgets them.
func (d *Discord) Violations() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := d.violations
	d.violations = nil
	return out
}

// Calls returns how often each route was called: "POST /channels/{}/messages".
func (d *Discord) Calls() map[string]int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return maps.Clone(d.calls)
}

// Forget drops past messages, interactions and events, so that long runs do
// not fill the memory.
func (d *Discord) Forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	clear(d.messages)
	clear(d.nonces)
	clear(d.interactions)
	for _, c := range d.channels {
		c.messages = nil
	}
	for _, s := range d.sessions {
		s.events = nil
	}
}

// NewGuild adds a server with the bot in it and returns its id.
func (d *Discord) NewGuild() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ids += 1 << 22 // so that servers are spread over shards
	id := d.newID()
	d.guilds[id] = true
	d.broadcast("GUILD_CREATE", 1, id, d.guildObject(id))
	return id
}

// Invite adds a server with channels, the first of which is closed to the bot,
// and invites the bot to it now.
func (d *Discord) Invite(channels int) (guild string, ids []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ids += 1 << 22
	guild = d.newID()
	for i := range channels {
		id := d.newID()
		ids = append(ids, id)
		d.channels[id] = &channelState{guild: guild, kind: TextChannel, forbidden: i == 0}
	}
	d.guilds[guild], d.joined[guild] = true, time.Now().UTC().Format(time.RFC3339)
	d.broadcast("GUILD_CREATE", 1, guild, d.guildObject(guild))
	return guild, ids
}

// Leave takes a person off a server.
func (d *Discord) Leave(who Person) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.left[who.Guild+" "+who.ID] = true
}

// RemoveFromGuild takes the bot off a server.
func (d *Discord) RemoveFromGuild(guild string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.guilds, guild)
	d.broadcast("GUILD_DELETE", 1, guild, object{"id": guild})
}

// NewChannel adds a channel to a server and returns its id; with no server it
// is one of direct messages.
func (d *Discord) NewChannel(guild string, kind int) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	id := d.newID()
	d.channels[id] = &channelState{guild: guild, kind: kind}
	return id
}

// DeleteChannel removes a channel: posting to it is answered 404.
func (d *Discord) DeleteChannel(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.channels, id)
}

// ForbidChannel takes the bot's access to a channel: posting is answered 403.
func (d *Discord) ForbidChannel(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.channels[id].forbidden = true
}

// Messages returns the messages of a channel, oldest first.
func (d *Discord) Messages(channel string) []*Message {
	d.mu.Lock()
	defer d.mu.Unlock()
	c := d.channels[channel]
	if c == nil {
		return nil
	}
	var out []*Message
	for _, m := range c.messages {
		if !m.Deleted {
			copied := *m
			out = append(out, &copied)
		}
	}
	return out
}

// Commands returns the names of the registered commands, sorted.
func (d *Discord) Commands() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var names []string
	for _, c := range d.commands {
		names = append(names, str(c, "name"))
	}
	slices.Sort(names)
	return names
}

// Await waits until happened is true; it is asked again after each change.
func (d *Discord) Await(ctx context.Context, what string, happened func() bool) error {
	for {
		d.mu.Lock()
		changed := d.changed
		d.mu.Unlock()
		if happened() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for %s: %w", what, ctx.Err())
		}
	}
}

// change wakes those who wait. The caller holds d.mu.
func (d *Discord) change() {
	close(d.changed)
	d.changed = make(chan struct{})
}

// newID returns a fresh snowflake. The caller holds d.mu.
func (d *Discord) newID() string {
	d.ids += 1 << 12
	return strconv.FormatUint(d.ids, 10)
}

// self is the bot as a user. The caller holds d.mu.
func (d *Discord) self() object {
	return object{"id": d.Application, "username": "policybot", "discriminator": "0", "bot": true}
}

func (d *Discord) violate(format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.violations = append(d.violations, fmt.Sprintf(format, args...))
}

// SpoilCommands changes one registered command, drops another and adds an
// unknown one, as an older version of a bot leaves them.
func (d *Discord) SpoilCommands() {
	d.mu.Lock()
	defer d.mu.Unlock()
	changed := clone(d.commands[0])
	changed["description"] = "Something else"
	d.commands[0] = changed
	d.commands[len(d.commands)-1] = d.registered(object{"name": "old", "description": "An old command"})
}
