package discordtest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"policybot/bot/discord/limit"
)

// Operations of the gateway.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

// Codes with which the gateway closes a connection.
const (
	closeUnknownOperation = 4001
	closeDecode           = 4002
	closeAuthentication   = 4004
	closeMoreShards       = 4011
	closeRateLimited      = 4008
	closeIntents          = 4014
)

// privileged are the intents that a bot must be granted: members, presences,
// message content. The local Discord grants none but the last, where it is told
// to.
const (
	privileged     = 1<<1 | 1<<8 | messageContent
	messageContent = 1 << 15
)

// frame is one message of the gateway.
type frame struct {
	Operation int             `json:"op"`
	Data      json.RawMessage `json:"d"`
	Sequence  int64           `json:"s,omitempty"`
	Type      string          `json:"t,omitempty"`
}

// session is what the gateway knows of one bot process: it outlives the
// connection, so that it can be resumed.
type session struct {
	id      string
	intents int
	shard   [2]int  // which of how many
	last    int64   // sequence number of the newest event
	events  []frame // so that any can be sent again
	socket  *socket // nil while there is no connection
}

// socket is one connection.
type socket struct {
	conn *websocket.Conn
	out  chan frame
	done chan struct{}
}

func (s *socket) send(f frame) {
	select {
	case s.out <- f:
	case <-s.done:
	}
}

func (s *socket) write() {
	for {
		select {
		case f := <-s.out:
			if s.conn.WriteJSON(f) != nil {
				s.conn.Close()
				return
			}
		case <-s.done:
			return
		}
	}
}

func (s *socket) closeWith(code int, why string) {
	s.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, why), time.Now().Add(time.Second))
	s.conn.Close()
}

// gateway serves one connection.
func (d *Discord) gateway(w http.ResponseWriter, r *http.Request) {
	conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	s := &socket{conn: conn, out: make(chan frame, 64), done: make(chan struct{})}
	d.mu.Lock()
	d.sockets[s] = true
	d.mu.Unlock()
	defer func() {
		conn.Close()
		close(s.done)
		d.mu.Lock()
		delete(d.sockets, s)
		for _, known := range d.sessions {
			if known.socket == s {
				known.socket = nil
			}
		}
		d.change()
		d.mu.Unlock()
	}()
	go s.write()
	s.send(frame{Operation: opHello, Data: mustJSON(object{"heartbeat_interval": d.Heartbeat.Milliseconds()})})
	var sends []time.Time
	for {
		_, message, err := conn.ReadMessage()
		if err != nil {
			return
		}
		if len(message) > limit.GatewayPayload {
			s.closeWith(closeDecode, "payload too large")
			return
		}
		now := time.Now()
		for len(sends) > 0 && now.Sub(sends[0]) > time.Minute {
			sends = sends[1:]
		}
		if sends = append(sends, now); len(sends) > limit.GatewaySends {
			s.closeWith(closeRateLimited, "rate limited")
			return
		}
		var f frame
		if json.Unmarshal(message, &f) != nil {
			s.closeWith(closeDecode, "decode error")
			return
		}
		if code := d.receive(s, f); code != 0 {
			s.closeWith(code, "")
			return
		}
	}
}

// receive handles what a bot sends; it returns the code to close with, or 0.
func (d *Discord) receive(s *socket, f frame) int {
	switch f.Operation {
	case opHeartbeat:
		s.send(frame{Operation: opHeartbeatAck})
	case opIdentify:
		var body struct {
			Token   string `json:"token"`
			Intents int    `json:"intents"`
			Shard   [2]int `json:"shard"`
		}
		if json.Unmarshal(f.Data, &body) != nil {
			return closeDecode
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		if !d.authentic(body.Token) {
			return closeAuthentication
		}
		granted := 0
		if d.MessageContent {
			granted = messageContent
		}
		if body.Intents&privileged&^granted != 0 {
			return closeIntents
		}
		if max(body.Shard[1], 1) < d.Shards {
			return closeMoreShards
		}
		d.identified++
		new := &session{id: d.newID(), intents: body.Intents, socket: s, shard: body.Shard}
		d.sessions[new.id] = new
		guilds := []object{}
		for id := range d.guilds {
			if !new.tells(id) {
				continue
			}
			guilds = append(guilds, object{"id": id, "unavailable": true})
		}
		d.dispatch(new, "READY", object{"v": 9, "user": d.self(), "guilds": guilds, "session_id": new.id, "shard": []int{body.Shard[0], max(body.Shard[1], 1)},
			"application": object{"id": d.Application, "flags": 0}})
		for id := range d.guilds {
			d.dispatch(new, "GUILD_CREATE", d.guildObject(id))
		}
		d.change()
	case opResume:
		var body struct {
			Token    string `json:"token"`
			Session  string `json:"session_id"`
			Sequence int64  `json:"seq"`
		}
		if json.Unmarshal(f.Data, &body) != nil {
			return closeDecode
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		if !d.authentic(body.Token) {
			return closeAuthentication
		}
		old := d.sessions[body.Session]
		if old == nil {
			s.send(frame{Operation: opInvalidSession, Data: mustJSON(false)})
			return 0
		}
		d.resumed++
		old.socket = s
		for _, event := range old.events {
			if event.Sequence > body.Sequence {
				s.send(event)
			}
		}
		d.dispatch(old, "RESUMED", object{})
		d.change()
	case opPresence:
	default:
		return closeUnknownOperation
	}
	return 0
}

// authentic reports whether the token is the bot's. The caller holds d.mu.
func (d *Discord) authentic(token string) bool {
	return !d.revoked && strings.TrimPrefix(token, "Bot ") == d.Token
}

// dispatch sends an event to a session; one without a connection gets it when
// it resumes. The caller holds d.mu.
func (d *Discord) dispatch(s *session, kind string, data any) {
	s.last++
	f := frame{Operation: opDispatch, Data: mustJSON(data), Sequence: s.last, Type: kind}
	s.events = append(s.events, f)
	if s.socket != nil {
		s.socket.send(f)
	}
}

// tells reports whether the session is told of a server; with no server, of
// direct messages.
func (s *session) tells(guild string) bool {
	if s.shard[1] <= 1 {
		return true
	}
	id, _ := strconv.ParseUint(guild, 10, 64) // direct messages go to shard 0
	return int((id>>22)%uint64(s.shard[1])) == s.shard[0]
}

// broadcast sends an event of a server to every session that is told of it and
// asked for one of the intents; interactions need none (0). The caller holds d.mu.
func (d *Discord) broadcast(kind string, intents int, guild string, data any) {
	for _, s := range d.sessions {
		if (intents == 0 || s.intents&intents != 0) && s.tells(guild) {
			d.dispatch(s, kind, data)
		}
	}
}

// DropGateway cuts every connection to the gateway, as a lost network does.
func (d *Discord) DropGateway() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for s := range d.sockets {
		s.conn.Close()
	}
}

// ForgetSessions makes every session invalid: resuming one is refused.
func (d *Discord) ForgetSessions() {
	d.mu.Lock()
	defer d.mu.Unlock()
	clear(d.sessions)
}

// AskToReconnect tells every connection to go away and come back.
func (d *Discord) AskToReconnect() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for s := range d.sockets {
		s.send(frame{Operation: opReconnect})
	}
}

// Revoke makes the bot's token worthless and cuts its connections.
func (d *Discord) Revoke() {
	d.mu.Lock()
	d.revoked = true
	d.mu.Unlock()
	d.DropGateway()
}

// Sessions returns how often a bot has identified itself and how often it has
// resumed a session.
func (d *Discord) Sessions() (identified, resumed int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.identified, d.resumed
}

// Connected reports whether a bot is connected and ready for events.
func (d *Discord) Connected() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.sessions {
		if s.socket != nil {
			return true
		}
	}
	return false
}

func mustJSON(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
