package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net"
	"net/http"
	"net/textproto"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"policybot/bot/discord/limit"
)

// Where Discord is, and what this program calls itself there. It names no
// address: those who run it have one, not the program.
const (
	discordURL = "https://discord.com"
	apiPath    = "/api/v10"
	userAgent  = "DiscordBot (policybot, 1)"
)

// codeAlreadyAnswered is Discord's code for an interaction that has its
// response.
const codeAlreadyAnswered = 40060

// APIError is a refusal by Discord. It holds no token.
type APIError struct {
	Route      string // with the ids and tokens left out
	Status     int    // of HTTP
	Code       int    // Discord's own, 0 for none
	Message    string
	RetryAfter time.Duration
}

func (e *APIError) Error() string {
	s := fmt.Sprintf("%s: HTTP %d", e.Route, e.Status)
	if e.Code != 0 {
		s += fmt.Sprintf(", code %d", e.Code)
	}
	if e.Message != "" {
		s += ": " + e.Message
	}
	return s
}

// Codes of Discord that say that a place is closed to the bot, as long as nobody
// opens it.
var closedCodes = []int{
	10003,  // unknown channel
	10004,  // unknown server
	10013,  // unknown user
	50001,  // missing access
	50007,  // the person takes no direct messages
	50013,  // missing permissions
	50083,  // the thread is archived
	160005, // the thread is locked
}

// Gone reports whether err says that a channel is not there any more, or closed
// to the bot. A 403 or 404 without a code of Discord is of something in between,
// which passes.
func Gone(err error) bool {
	var refused *APIError
	return errors.As(err, &refused) && slices.Contains(closedCodes, refused.Code)
}

// Never reports whether err says that Discord will never take this message: its
// form is wrong, or a rule of the server stops it (200000). The place is open.
func Never(err error) bool {
	var refused *APIError
	if !errors.As(err, &refused) || refused.Code == 0 || Gone(err) {
		return false
	}
	switch refused.Status {
	case http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusRequestEntityTooLarge:
		return true
	}
	return false
}

// Client makes every outgoing call. discordgo's own one keeps a bucket for
// each interaction for ever, serves the calls of a bucket one after the other
// so that one bucket for all would make them wait for each other, sleeps out
// rate limits whatever the context says, repeats a post that may have been
// done, and puts tokens into its errors.
type Client struct {
	HTTP  *http.Client
	Base  string // https://discord.com/api/v10
	token string
	meter Meter
	pace  *rate.Limiter // of the calls that Discord counts

	mu      sync.Mutex
	blocked map[string]time.Time // until when a route, or "" for all, must rest
	invalid []time.Time          // answers 401, 403 and 429 of the last ten minutes
}

// New returns a client of the Discord at base, such as
// https://discord.com.
func New(base, token string, m Meter) (*Client, error) {
	if base == "" {
		base = discordURL
	}
	u, err := url.Parse(base)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("address of Discord %q: want a URL such as %s", base, discordURL)
	}
	if u.Scheme != "https" && !isLoopback(u.Hostname()) {
		return nil, fmt.Errorf("address of Discord %q: the token would travel in the clear; use https, or a local address", base)
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 64 // two by default, and a new connection for every other call
	return &Client{
		HTTP: &http.Client{Transport: transport, Timeout: 30 * time.Second,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
		Base: strings.TrimSuffix(u.String(), "/") + apiPath, token: token, meter: m,
		// A little under what Discord allows: its clock is not ours.
		pace:    rate.NewLimiter(limit.RequestsSecond*0.9, limit.RequestsSecond*0.4),
		blocked: map[string]time.Time{},
	}, nil
}

func isLoopback(host string) bool {
	if ip := net.ParseIP(host); ip != nil {
		return ip.IsLoopback()
	}
	return host == "localhost"
}

// Request is one call of Discord.
type Request struct {
	Method string
	Route  string // of the rate limit and the log: "/channels/1/messages", without tokens
	Path   string // "" if it is the route
	Body   any    // nil for none
	files  []File
	Out    any  // where the answer goes; nil to drop it
	open   bool // interactions: neither counted nor in need of the bot's token
	Twice  bool // may be repeated though it may have been done: it has the same effect
}

// attempts is how often a call is made at most, first included.
const attempts = 5

// Do makes a call. It waits out rate limits and repeats what has certainly
// not been done or does no harm twice, as long as ctx lets it.
func (c *Client) Do(ctx context.Context, r Request) error {
	if r.Path == "" {
		r.Path = r.Route
	}
	body, contentType, err := encode(r.Body, r.files)
	if err != nil {
		return fmt.Errorf("%s %s: %w", r.Method, r.Route, err)
	}
	pause := 250 * time.Millisecond
	for attempt := 1; ; attempt++ {
		if err := c.wait(ctx, r); err != nil {
			return err
		}
		err := c.once(ctx, r, body, contentType)
		if err == nil || attempt == attempts || ctx.Err() != nil || !repeatable(err, r.Twice) {
			return err
		}
		c.meter.Count("policybot_discord_retries_total")
		if !restBetween(ctx, pause, err) {
			return err
		}
		pause *= 2
	}
}

// restBetween rests before a call is made again, as long as Discord asks or
// about the pause given, and reports whether ctx leaves time for another.
func restBetween(ctx context.Context, pause time.Duration, err error) bool {
	rest := pause + rand.N(pause)
	var refused *APIError
	if errors.As(err, &refused) && refused.RetryAfter > 0 {
		rest = refused.RetryAfter
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < rest {
		return false
	}
	return Sleep(ctx, rest)
}

// repeatable reports whether a call that failed with err may be made again.
func repeatable(err error, twice bool) bool {
	var refused *APIError
	if errors.As(err, &refused) {
		return refused.Status == http.StatusTooManyRequests || refused.Status >= 500 && twice
	}
	var dial *net.OpError
	return twice || errors.As(err, &dial) && dial.Op == "dial"
}

// wait holds a call back while its route rests, and to the number of calls a
// second that Discord allows.
func (c *Client) wait(ctx context.Context, r Request) error {
	for _, key := range []string{"", r.Route} {
		c.mu.Lock()
		until := c.blocked[key]
		if !until.IsZero() && time.Now().After(until) {
			delete(c.blocked, key)
		}
		c.mu.Unlock()
		if rest := time.Until(until); rest > 0 && !(r.open && key == "") && !Sleep(ctx, rest) {
			return fmt.Errorf("%s %s: wait for the rate limit: %w", r.Method, r.Route, ctx.Err())
		}
	}
	if r.open {
		return nil
	}
	if err := c.pace.Wait(ctx); err != nil {
		return fmt.Errorf("%s %s: %w", r.Method, r.Route, err)
	}
	return nil
}

// once makes a call a single time.
func (c *Client) once(ctx context.Context, r Request, body []byte, contentType string) error {
	name := r.Method + " " + digits(r.Route)
	outgoing, err := http.NewRequestWithContext(ctx, r.Method, c.Base+r.Path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("%s: %w", name, withoutURL(err))
	}
	outgoing.Header.Set("User-Agent", userAgent)
	if !r.open {
		outgoing.Header.Set("Authorization", "Bot "+c.token)
	}
	if len(body) > 0 {
		outgoing.Header.Set("Content-Type", contentType)
	}
	start := time.Now()
	response, err := c.HTTP.Do(outgoing)
	if err != nil {
		c.meter.request(name, 0, time.Since(start))
		return fmt.Errorf("%s: %w", name, withoutURL(err))
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, 8<<20))
	c.meter.request(name, response.StatusCode, time.Since(start))
	if response.StatusCode < 300 {
		c.rest(r, response.Header)
		if err == nil && r.Out != nil {
			err = json.Unmarshal(answer, r.Out)
		}
		if err != nil {
			return fmt.Errorf("%s: read the answer: %w", name, err)
		}
		return nil
	}
	return c.refusal(r, name, response, answer)
}

// rest notes that a route has no calls left for a while.
func (c *Client) rest(r Request, header http.Header) {
	if !r.open && header.Get("X-RateLimit-Remaining") == "0" {
		c.block(r.Route, seconds(header.Get("X-RateLimit-Reset-After")))
	}
}

func (c *Client) block(route string, d time.Duration) {
	if d <= 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	for key, until := range c.blocked {
		if now.After(until) {
			delete(c.blocked, key)
		}
	}
	c.blocked[route] = now.Add(d)
}

// refusal reads an answer that is no success. It may be a web page, of the
// proxy before Discord.
func (c *Client) refusal(r Request, name string, response *http.Response, answer []byte) error {
	refused := &APIError{Route: name, Status: response.StatusCode}
	var body struct {
		Message    string  `json:"message"`
		Code       int     `json:"code"`
		RetryAfter float64 `json:"retry_after"`
		Global     bool    `json:"global"`
	}
	if json.Unmarshal(answer, &body) == nil {
		refused.Message, refused.Code = body.Message, body.Code
		refused.RetryAfter = time.Duration(body.RetryAfter * float64(time.Second))
	}
	switch response.StatusCode {
	case http.StatusTooManyRequests:
		refused.RetryAfter = max(refused.RetryAfter, seconds(response.Header.Get("Retry-After")), 100*time.Millisecond)
		switch {
		case body.Global || body.Message == "":
			c.block("", refused.RetryAfter)
		case !r.open: // the limits of interactions are each their own
			c.block(r.Route, refused.RetryAfter)
		}
		c.noteInvalid()
	case http.StatusUnauthorized, http.StatusForbidden:
		c.noteInvalid()
	}
	return refused
}

// noteInvalid counts an answer of the kind that gets an address banned when
// there are too many, and rests before that.
func (c *Client) noteInvalid() {
	c.meter.Count("policybot_discord_invalid_requests_total")
	c.mu.Lock()
	now := time.Now()
	for len(c.invalid) > 0 && now.Sub(c.invalid[0]) > 10*time.Minute {
		c.invalid = c.invalid[1:]
	}
	c.invalid = append(c.invalid, now)
	over := len(c.invalid) > limit.Invalid/2
	c.mu.Unlock()
	if over {
		c.block("", time.Minute)
	}
}

// encode makes the body of a call: JSON, or parts if there are files.
func encode(body any, files []File) (data []byte, contentType string, err error) {
	if body == nil {
		return nil, "", nil
	}
	if data, err = json.Marshal(body); err != nil || len(files) == 0 {
		return data, "application/json", err
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part := func(disposition, kind string, content []byte) {
		if err != nil {
			return
		}
		var out io.Writer
		if out, err = w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {disposition}, "Content-Type": {kind}}); err == nil {
			_, err = out.Write(content)
		}
	}
	part(`form-data; name="payload_json"`, "application/json", data)
	for i, f := range files {
		part(fmt.Sprintf(`form-data; name="files[%d]"; filename=%q`, i, f.Name), f.ContentType, f.Data)
	}
	if err == nil {
		err = w.Close()
	}
	return b.Bytes(), w.FormDataContentType(), err
}

// withoutURL takes the address, and the token in it, out of an error of the
// HTTP library.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// digits replaces the ids of a route, so that there are few names to count.
func digits(route string) string {
	parts := strings.Split(route, "/")
	for i, p := range parts {
		if p != "" && strings.Trim(p, "0123456789") == "" {
			parts[i] = "{}"
		}
	}
	return strings.Join(parts, "/")
}

func seconds(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 0 || f > 24*3600 {
		return 0
	}
	return time.Duration(f * float64(time.Second))
}

// Sleep waits and reports whether ctx let it.
func Sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// Respond answers an interaction for the first time. It can be repeated: the
// second time Discord says that it has been done.
func (c *Client) Respond(ctx context.Context, i *Interaction, kind int, data any, files []File, out any) error {
	body := struct {
		Type int `json:"type"`
		Data any `json:"data,omitempty"`
	}{kind, data}
	query := ""
	if out != nil {
		query = "?with_response=true"
	}
	err := c.Do(ctx, Request{Method: http.MethodPost, Route: "/interactions/callback", Path: "/interactions/" + i.ID + "/" + i.Token + "/callback" + query,
		Body: body, files: files, Out: out, open: true, Twice: true})
	var refused *APIError
	if errors.As(err, &refused) && refused.Code == codeAlreadyAnswered {
		return nil
	}
	return err
}

// Edit changes the response to an interaction.
func (c *Client) Edit(ctx context.Context, i *Interaction, m Message, out any) error {
	return c.Do(ctx, Request{Method: http.MethodPatch, Route: "/webhooks/original", Path: "/webhooks/" + i.Application + "/" + i.Token + "/messages/@original",
		Body: m, files: m.Files, Out: out, open: true, Twice: true})
}

// Remove takes the response to an interaction away.
func (c *Client) Remove(ctx context.Context, i *Interaction) error {
	return c.Do(ctx, Request{Method: http.MethodDelete, Route: "/webhooks/original", Path: "/webhooks/" + i.Application + "/" + i.Token + "/messages/@original",
		open: true, Twice: true})
}

// Follow adds a message to an interaction that has its response. It is not
// repeated where it may have arrived: nothing would tell the two apart.
func (c *Client) Follow(ctx context.Context, i *Interaction, m Message) error {
	return c.Do(ctx, Request{Method: http.MethodPost, Route: "/webhooks/follow-up", Path: "/webhooks/" + i.Application + "/" + i.Token,
		Body: m, files: m.Files, open: true})
}

// Post puts a message into a channel. With a nonce it can be repeated:
// Discord drops the second one.
func (c *Client) Post(ctx context.Context, channel string, m Message) (Received, error) {
	var out Received
	m.EnforceNonce = m.Nonce != ""
	err := c.Do(ctx, Request{Method: http.MethodPost, Route: "/channels/" + channel + "/messages", Body: m, files: m.Files, Out: &out, Twice: m.Nonce != ""})
	return out, err
}

// Type shows for ten seconds that the bot is writing in a channel.
func (c *Client) Type(ctx context.Context, channel string) error {
	return c.Do(ctx, Request{Method: http.MethodPost, Route: "/channels/" + channel + "/typing", Twice: true})
}

// OpenThread opens a thread below a message, which then has the id of the
// message.
func (c *Client) OpenThread(ctx context.Context, channel, message, name string) error {
	return c.Do(ctx, Request{Method: http.MethodPost, Route: "/channels/" + channel + "/threads", Path: "/channels/" + channel + "/messages/" + message + "/threads",
		Body: map[string]string{"name": name}})
}

// codeUnknownMember is Discord's code for a person who is no member of a server.
const codeUnknownMember = 10007

// IsMember reports whether a person is a member of a server that the bot is on.
func (c *Client) IsMember(ctx context.Context, server, person string) (bool, error) {
	err := c.Do(ctx, Request{Method: http.MethodGet, Route: "/guilds/" + server + "/members/" + person, Twice: true})
	var refused *APIError
	if errors.As(err, &refused) && refused.Code == codeUnknownMember {
		return false, nil
	}
	return err == nil, err
}

// Direct opens the direct messages with a person.
func (c *Client) Direct(ctx context.Context, person string) (channel string, err error) {
	var out struct {
		ID string `json:"id"`
	}
	err = c.Do(ctx, Request{Method: http.MethodPost, Route: "/users/@me/channels", Body: map[string]string{"recipient_id": person}, Out: &out, Twice: true})
	return out.ID, err
}
