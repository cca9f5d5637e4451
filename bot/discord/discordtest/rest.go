package discordtest

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"policybot/bot/discord/limit"
)

// problem is an error as Discord answers it.
type problem struct {
	status, code int
	message      string
}

func (p *problem) Error() string { return fmt.Sprintf("%d %d: %s", p.status, p.code, p.message) }

var (
	unknownChannel     = &problem{404, 10003, "Unknown Channel"}
	unknownMessage     = &problem{404, 10008, "Unknown Message"}
	unknownWebhook     = &problem{404, 10015, "Unknown Webhook"}
	unknownInteraction = &problem{404, 10062, "Unknown interaction"}
	alreadyAnswered    = &problem{400, 40060, "Interaction has already been acknowledged."}
	missingAccess      = &problem{403, 50001, "Missing Access"}
	unknownCommand     = &problem{404, 10063, "Unknown application command"}
	unauthorized       = &problem{401, 0, "401: Unauthorized"}
)

// request is one call of a route.
type request struct {
	*http.Request
	body  any
	files []File
}

func (r *request) object() object { o, _ := r.body.(object); return o }

// route answers a request with a JSON value, or nil for no content. It is
// called with d.mu held.
type route func(d *Discord, r *request) (any, error)

// routes is the table of everything a bot may call.
func (d *Discord) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /gw/", d.gateway)
	mux.HandleFunc("GET /attachments/{channel}/{id}/{name}", d.serveAttachment)
	handle := func(pattern string, counted bool, serve route) {
		method, path, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" /api/{version}"+path, func(w http.ResponseWriter, r *http.Request) {
			d.serve(w, r, method+" "+placeholders.ReplaceAllString(path, "{}"), counted, serve)
		})
	}
	handle("GET /gateway", false, func(d *Discord, r *request) (any, error) {
		return object{"url": "ws" + strings.TrimPrefix(d.URL, "http") + "/gw/"}, nil
	})
	handle("GET /gateway/bot", true, func(d *Discord, r *request) (any, error) {
		return object{"url": "ws" + strings.TrimPrefix(d.URL, "http") + "/gw/", "shards": max(d.Shards, 1),
			"session_start_limit": object{"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 16}}, nil
	})
	handle("GET /users/@me", true, func(d *Discord, r *request) (any, error) { return d.self(), nil })
	handle("GET /applications/@me", true, func(d *Discord, r *request) (any, error) {
		return object{"id": d.Application, "name": "policybot", "bot": d.self()}, nil
	})
	handle("GET /guilds/{guild}/members/{user}", true, func(d *Discord, r *request) (any, error) {
		if !d.guilds[r.PathValue("guild")] {
			return nil, &problem{404, 10004, "Unknown Guild"}
		}
		if d.left[r.PathValue("guild")+" "+r.PathValue("user")] {
			return nil, &problem{404, 10007, "Unknown Member"}
		}
		return object{"user": object{"id": r.PathValue("user")}, "roles": []string{}}, nil
	})
	handle("POST /users/@me/channels", true, (*Discord).openDirect)
	handle("GET /channels/{channel}", true, (*Discord).readChannel)
	handle("POST /channels/{channel}/messages", true, (*Discord).post)
	handle("GET /channels/{channel}/messages/{message}", true, (*Discord).readMessage)
	handle("POST /channels/{channel}/threads", true, (*Discord).postThread)
	handle("POST /channels/{channel}/messages/{message}/threads", true, (*Discord).openThread)
	handle("POST /channels/{channel}/typing", true, (*Discord).showTyping)
	handle("PATCH /channels/{channel}/messages/{message}", true, (*Discord).editPosted)
	handle("GET /applications/{application}/commands", true, func(d *Discord, r *request) (any, error) { return d.commands, nil })
	handle("POST /applications/{application}/commands", true, (*Discord).createCommand)
	handle("PUT /applications/{application}/commands", true, (*Discord).replaceCommands)
	handle("PATCH /applications/{application}/commands/{command}", true, (*Discord).editCommand)
	handle("DELETE /applications/{application}/commands/{command}", true, (*Discord).deleteCommand)
	handle("POST /interactions/{interaction}/{token}/callback", false, (*Discord).callback)
	handle("POST /webhooks/{application}/{token}", false, (*Discord).followUp)
	handle("PATCH /webhooks/{application}/{token}/messages/{message}", false, (*Discord).editReply)
	handle("DELETE /webhooks/{application}/{token}/messages/{message}", false, (*Discord).deleteReply)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		d.violate("%s %s: there is no such route here", r.Method, r.URL.Path)
		http.Error(w, `{"message":"404: Not Found","code":0}`, http.StatusNotFound)
	})
	return mux
}

// placeholders are the parts of a route that are filled in.
var placeholders = regexp.MustCompile(`\{[a-z]+\}`)

// serve answers one call.
func (d *Discord) serve(w http.ResponseWriter, r *http.Request, name string, counted bool, serve route) {
	d.mu.Lock()
	d.calls[name]++
	d.mu.Unlock()
	f := d.faultFor(r)
	if f != nil {
		time.Sleep(f.Delay)
	}
	if f != nil && !f.Apply && (f.Status != 0 || f.Drop) {
		fail(w, f)
		return
	}
	status, header, answer := d.answer(r, name, counted, serve)
	if f != nil && f.Apply {
		fail(w, f)
		return
	}
	for key, values := range header {
		w.Header()[key] = values
	}
	if answer == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(answer) // the bot may be gone
}

func fail(w http.ResponseWriter, f *Fault) {
	if f.Drop {
		panic(http.ErrAbortHandler)
	}
	for key, values := range f.Header {
		w.Header()[key] = values
	}
	w.WriteHeader(f.Status)
	io.WriteString(w, f.Body)
}

func (d *Discord) answer(r *http.Request, name string, counted bool, serve route) (int, http.Header, any) {
	req, err := decode(r)
	d.mu.Lock()
	defer d.mu.Unlock()
	defer d.change()
	if counted {
		now := time.Now()
		for len(d.recent) > 0 && now.Sub(d.recent[0]) > time.Second {
			d.recent = d.recent[1:]
		}
		if d.recent = append(d.recent, now); len(d.recent) > limit.RequestsSecond {
			d.violations = append(d.violations, fmt.Sprintf("%s: request %d within a second", name, len(d.recent)))
			return http.StatusTooManyRequests, http.Header{"Retry-After": {"1"}, "X-Ratelimit-Global": {"true"}},
				object{"message": "You are being rate limited.", "retry_after": 1.0, "global": true}
		}
	}
	var answer any
	if err == nil {
		if open := strings.Contains(name, "/interactions/") || strings.Contains(name, "/webhooks/") || strings.HasSuffix(name, "/gateway"); !open && !d.authentic(r.Header.Get("Authorization")) {
			err = unauthorized
		} else if r.PathValue("application") != "" && r.PathValue("application") != d.Application {
			err = &problem{403, 20012, "You are not authorized to perform this action on this application"}
		} else {
			answer, err = serve(d, req)
		}
	}
	if err == nil {
		return http.StatusOK, nil, answer
	}
	p, ok := err.(*problem)
	if !ok {
		p = &problem{400, 50035, "Invalid Form Body: " + oneLine(err)}
		d.violations = append(d.violations, name+": "+oneLine(err))
	}
	return p.status, nil, object{"message": p.message, "code": p.code}
}

// decode reads the body of a request, JSON or multipart.
func decode(r *http.Request) (*request, error) {
	req := &request{Request: r}
	data, err := io.ReadAll(io.LimitReader(r.Body, limit.RequestSize+1))
	if err != nil {
		return req, err
	}
	if len(data) > limit.RequestSize {
		return req, &problem{413, 40005, "Request entity too large"}
	}
	if len(data) == 0 {
		if r.Header.Get("Content-Type") == "application/json" {
			return req, fmt.Errorf("a content type without content")
		}
		return req, nil
	}
	kind, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return req, fmt.Errorf("content type: %w", err)
	}
	switch kind {
	case "application/json":
		err = json.Unmarshal(data, &req.body)
	case "multipart/form-data":
		err = req.decodeParts(multipart.NewReader(strings.NewReader(string(data)), parameters["boundary"]))
	default:
		err = fmt.Errorf("content type %s", kind)
	}
	return req, err
}

func (r *request) decodeParts(parts *multipart.Reader) error {
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FormName() == "payload_json" {
			if err := json.Unmarshal(data, &r.body); err != nil {
				return err
			}
			continue
		}
		if part.FormName() != fmt.Sprintf("files[%d]", len(r.files)) {
			return fmt.Errorf("part %q where files[%d] should be", part.FormName(), len(r.files))
		}
		if len(data) > limit.FileSize {
			return &problem{413, 40005, "Request entity too large"}
		}
		r.files = append(r.files, File{Name: part.FileName(), ContentType: part.Header.Get("Content-Type"), Data: data})
	}
	message := r.object()
	if data := sub(message, "data"); data != nil {
		message = data
	}
	for _, a := range objects(message, "attachments") {
		id, err := strconv.Atoi(fmt.Sprint(a["id"]))
		if err != nil || id < 0 || id >= len(r.files) {
			return fmt.Errorf("attachment %v has no file", a["id"])
		}
		r.files[id].Description = str(a, "description")
	}
	return nil
}

// inspect holds a body to the rules and to Discord's own specification.
func (d *Discord) inspect(body any, schema string, rules func(*inspector)) error {
	var in inspector
	rules(&in)
	if err := d.spec.check(schema, body); err != nil {
		in.report("specification", "%v", err)
	}
	if len(in.problems) == 0 {
		return nil
	}
	return fmt.Errorf("%s", strings.Join(in.problems, "; "))
}

// Check returns what Discord refuses about a message, given as JSON, that
// answers an interaction.
func Check(message []byte) []string {
	var body object
	if err := json.Unmarshal(message, &body); err != nil {
		return []string{err.Error()}
	}
	var in inspector
	in.message("message", body, toCallback, false, false)
	return in.problems
}

// Show is what a user reads of a message, given as JSON.
func Show(message []byte) string {
	var body object
	if err := json.Unmarshal(message, &body); err != nil {
		return err.Error()
	}
	return (&Message{raw: body}).Text()
}

// keep puts a message where it belongs. The caller holds d.mu.
func (d *Discord) keep(m *Message) *Message {
	m.ID = d.newID()
	m.Author = d.Application
	d.messages[m.ID] = m
	if c := d.channels[m.Channel]; c != nil && !m.Ephemeral {
		c.messages = append(c.messages, m)
		d.broadcast("MESSAGE_CREATE", messageIntents(c), c.guild, d.event(m, ""))
	}
	return m
}

func messageIntents(c *channelState) int {
	if c.guild == "" {
		return 1 << 12
	}
	return 1 << 9
}

// event is a message as the gateway and the routes show it.
func (d *Discord) event(m *Message, content string) object {
	o := clone(m.raw)
	o["id"], o["channel_id"] = m.ID, m.Channel
	if content != "" {
		o["content"] = content
	}
	if !has(o, "content") {
		o["content"] = ""
	}
	if m.Guild != "" {
		o["guild_id"] = m.Guild
	}
	if m.Author == d.Application {
		o["author"] = d.self()
	}
	o["timestamp"] = time.Now().UTC().Format(time.RFC3339)
	o["type"] = 0
	if o["mentions"] == nil {
		o["mentions"] = []object{}
	}
	return o
}

// place finds a channel that the bot may post to.
func (d *Discord) place(id string) (*channelState, error) {
	c := d.channels[id]
	if c == nil || c.guild != "" && !d.guilds[c.guild] {
		return nil, unknownChannel
	}
	if c.forbidden {
		return nil, missingAccess
	}
	return c, nil
}

func (d *Discord) openDirect(r *request) (any, error) {
	id := "dm" + str(r.object(), "recipient_id")
	if d.channels[id] == nil {
		d.channels[id] = &channelState{kind: DirectChannel}
	}
	return object{"id": id, "type": DirectChannel}, nil
}

func (d *Discord) readChannel(r *request) (any, error) {
	id := r.PathValue("channel")
	c, err := d.place(id)
	if err != nil {
		return nil, err
	}
	return object{"id": id, "type": c.kind, "guild_id": c.guild}, nil
}

func (d *Discord) post(r *request) (any, error) {
	id := r.PathValue("channel")
	c, err := d.place(id)
	if err != nil {
		return nil, err
	}
	if c.kind == Forum {
		return nil, &problem{400, 50024, "Cannot execute action on this channel type"}
	}
	body := r.object()
	if err := d.inspect(body, "MessageCreateRequest", func(in *inspector) { in.message("message", body, toChannel, false, false) }); err != nil {
		return nil, err
	}
	nonce := str(body, "nonce")
	if truth(body, "enforce_nonce") {
		if m := d.nonces[id+nonce]; m != nil {
			return d.event(m, ""), nil
		}
	}
	m := d.keep(&Message{Channel: id, Guild: c.guild, Files: r.files, raw: body})
	if nonce != "" {
		d.nonces[id+nonce] = m
	}
	return d.event(m, ""), nil
}

func (d *Discord) postThread(r *request) (any, error) {
	parent, err := d.place(r.PathValue("channel"))
	if err != nil {
		return nil, err
	}
	if parent.kind != Forum {
		return nil, &problem{400, 50024, "Cannot execute action on this channel type"}
	}
	body, message := r.object(), sub(r.object(), "message")
	if err := d.inspect(message, "BaseCreateMessageCreateRequest", func(in *inspector) {
		in.known("thread", body, "name auto_archive_duration rate_limit_per_user message applied_tags")
		in.length("thread.name", str(body, "name"), 1, limit.ThreadName)
		if len(list(body, "applied_tags")) > limit.ThreadTags {
			in.report("thread", "too many tags")
		}
		in.message("thread.message", message, toCallback, false, false)
	}); err != nil {
		return nil, err
	}
	id := d.newID()
	d.channels[id] = &channelState{guild: parent.guild, kind: Thread}
	m := d.keep(&Message{Channel: id, Guild: parent.guild, Files: r.files, raw: message})
	return object{"id": id, "type": Thread, "name": str(body, "name"), "parent_id": r.PathValue("channel"), "message": d.event(m, "")}, nil
}

func (d *Discord) editPosted(r *request) (any, error) {
	if _, err := d.place(r.PathValue("channel")); err != nil {
		return nil, err
	}
	m := d.messages[r.PathValue("message")]
	if m == nil || m.Deleted {
		return nil, unknownMessage
	}
	if m.Author != d.Application {
		return nil, &problem{403, 50005, "Cannot edit a message authored by another user"}
	}
	return d.edit(m, r.object(), "MessageEditRequestPartial")
}

// edit changes a message as a body says.
func (d *Discord) edit(m *Message, body object, schema string) (any, error) {
	v2 := number(m.raw, "flags")&flagComponentsV2 != 0
	if err := d.inspect(body, schema, func(in *inspector) { in.message("message", body, toEdit, true, v2) }); err != nil {
		return nil, err
	}
	if v2 && (str(body, "content") != "" || len(list(body, "embeds")) > 0) {
		return nil, fmt.Errorf("a message of components cannot become another one")
	}
	edited := clone(m.raw)
	for key, value := range body {
		if key == "flags" {
			value = float64(number(edited, "flags") | number(body, "flags"))
		}
		edited[key] = value
	}
	m.raw = edited
	return d.event(m, ""), nil
}

func (d *Discord) command(id string) int {
	for i, c := range d.commands {
		if str(c, "id") == id {
			return i
		}
	}
	return -1
}

func (d *Discord) createCommand(r *request) (any, error) {
	body := r.object()
	if err := d.inspect(body, "ApplicationCommandCreateRequest", func(in *inspector) { in.command(body) }); err != nil {
		return nil, err
	}
	created := d.registered(body)
	for i, c := range d.commands {
		if str(c, "name") == str(body, "name") && number(c, "type") == number(created, "type") {
			created["id"] = c["id"]
			d.commands[i] = created
			return created, nil
		}
	}
	d.commands = append(d.commands, created)
	return created, nil
}

func (d *Discord) replaceCommands(r *request) (any, error) {
	bodies, _ := r.body.([]any)
	var all []object
	for _, b := range bodies {
		o, _ := b.(object)
		if err := d.spec.check("ApplicationCommandUpdateRequest", o); err != nil {
			return nil, err
		}
		all = append(all, o)
	}
	if err := d.inspect(nil, "", func(in *inspector) { in.commands(all) }); err != nil {
		return nil, err
	}
	known := map[string]object{}
	for _, c := range d.commands {
		known[fmt.Sprint(c["type"], c["name"])] = c
	}
	d.commands = nil
	for _, o := range all {
		created := d.registered(o)
		if old := known[fmt.Sprint(created["type"], created["name"])]; old != nil {
			created["id"] = old["id"]
		}
		d.commands = append(d.commands, created)
	}
	return d.commands, nil
}

func (d *Discord) editCommand(r *request) (any, error) {
	i := d.command(r.PathValue("command"))
	if i < 0 {
		return nil, unknownCommand
	}
	body := r.object()
	if err := d.inspect(body, "ApplicationCommandPatchRequestPartial", func(in *inspector) { in.command(body) }); err != nil {
		return nil, err
	}
	edited := d.registered(body)
	edited["id"] = d.commands[i]["id"]
	d.commands[i] = edited
	return edited, nil
}

func (d *Discord) deleteCommand(r *request) (any, error) {
	i := d.command(r.PathValue("command"))
	if i < 0 {
		return nil, unknownCommand
	}
	d.commands = append(d.commands[:i], d.commands[i+1:]...)
	return nil, nil
}

// registered is a command as Discord gives it back: with everything that the
// bot left out.
func (d *Discord) registered(body object) object {
	c := clone(body)
	c["id"], c["application_id"], c["version"] = d.newID(), d.Application, d.newID()
	c["type"] = float64(max(number(body, "type"), 1))
	for key, otherwise := range map[string]any{"description": "", "default_member_permissions": nil, "dm_permission": true, "nsfw": false,
		"name_localizations": nil, "description_localizations": nil, "contexts": nil, "integration_types": []any{0.0}} {
		if _, ok := c[key]; !ok {
			c[key] = otherwise
		}
	}
	return c
}
