package discord

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
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"policybot/bot/discord/limit"
)

// Where Discord is, and what this program calls itself there.
const (
	discordURL = "https://discord.com"
	apiPath    = "/api/v10"
	userAgent  = "DiscordBot (https://github.com/policybot/policybot, 1)"
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

// Gone reports whether err says that the channel or message is not there any
// more, or that the bot may not go there: trying again is of no use.
func Gone(err error) bool {
	var refused *APIError
	return errors.As(err, &refused) && (refused.Status == http.StatusNotFound || refused.Status == http.StatusForbidden)
}

// client makes every outgoing call. discordgo's own one keeps a bucket for
// each interaction for ever, serves the calls of a bucket one after the other
// so that one bucket for all would make them wait for each other, sleeps out
// rate limits whatever the context says, repeats a post that may have been
// done, and puts tokens into its errors.
type client struct {
	http  *http.Client
	base  string // https://discord.com/api/v10
	token string
	meter meter
	pace  *rate.Limiter // of the calls that Discord counts

	mu      sync.Mutex
	blocked map[string]time.Time // until when a route, or "" for all, must rest
	invalid []time.Time          // answers 401, 403 and 429 of the last ten minutes
}

// newClient returns a client of the Discord at base, such as
// https://discord.com.
func newClient(base, token string, m meter) (*client, error) {
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
	return &client{
		http: &http.Client{Transport: transport, Timeout: 30 * time.Second,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
		base: strings.TrimSuffix(u.String(), "/") + apiPath, token: token, meter: m,
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

// request is one call of Discord.
type request struct {
	method string
	route  string // of the rate limit and the log: "/channels/1/messages", without tokens
	path   string // "" if it is the route
	body   any    // nil for none
	files  []file
	out    any  // where the answer goes; nil to drop it
	open   bool // interactions: neither counted nor in need of the bot's token
	twice  bool // may be repeated though it may have been done: it has the same effect
}

// attempts is how often a call is made at most, first included.
const attempts = 5

// do makes a call. It waits out rate limits and repeats what has certainly
// not been done or does no harm twice, as long as ctx lets it.
func (c *client) do(ctx context.Context, r request) error {
	if r.path == "" {
		r.path = r.route
	}
	body, contentType, err := encode(r.body, r.files)
	if err != nil {
		return fmt.Errorf("%s %s: %w", r.method, r.route, err)
	}
	pause := 250 * time.Millisecond
	for attempt := 1; ; attempt++ {
		if err := c.wait(ctx, r); err != nil {
			return err
		}
		err := c.once(ctx, r, body, contentType)
		if err == nil || attempt == attempts || ctx.Err() != nil || !repeatable(err, r.twice) {
			return err
		}
		rest := pause + rand.N(pause)
		pause *= 2
		var refused *APIError
		if errors.As(err, &refused) && refused.RetryAfter > 0 {
			rest = refused.RetryAfter
		}
		c.meter.count("policybot_discord_retries_total")
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < rest {
			return err
		}
		if !sleep(ctx, rest) {
			return err
		}
	}
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
func (c *client) wait(ctx context.Context, r request) error {
	for _, key := range []string{"", r.route} {
		c.mu.Lock()
		until := c.blocked[key]
		if !until.IsZero() && time.Now().After(until) {
			delete(c.blocked, key)
		}
		c.mu.Unlock()
		if rest := time.Until(until); rest > 0 && !(r.open && key == "") && !sleep(ctx, rest) {
			return fmt.Errorf("%s %s: wait for the rate limit: %w", r.method, r.route, ctx.Err())
		}
	}
	if r.open {
		return nil
	}
	if err := c.pace.Wait(ctx); err != nil {
		return fmt.Errorf("%s %s: %w", r.method, r.route, err)
	}
	return nil
}

// once makes a call a single time.
func (c *client) once(ctx context.Context, r request, body []byte, contentType string) error {
	name := r.method + " " + digits(r.route)
	outgoing, err := http.NewRequestWithContext(ctx, r.method, c.base+r.path, bytes.NewReader(body))
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
	response, err := c.http.Do(outgoing)
	if err != nil {
		c.meter.request(name, 0, time.Since(start))
		return fmt.Errorf("%s: %w", name, withoutURL(err))
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, 8<<20))
	c.meter.request(name, response.StatusCode, time.Since(start))
	if response.StatusCode < 300 {
		c.rest(r, response.Header)
		if err == nil && r.out != nil {
			err = json.Unmarshal(answer, r.out)
		}
		if err != nil {
			return fmt.Errorf("%s: read the answer: %w", name, err)
		}
		return nil
	}
	return c.refusal(r, name, response, answer)
}

// rest notes that a route has no calls left for a while.
func (c *client) rest(r request, header http.Header) {
	if !r.open && header.Get("X-RateLimit-Remaining") == "0" {
		c.block(r.route, seconds(header.Get("X-RateLimit-Reset-After")))
	}
}

func (c *client) block(route string, d time.Duration) {
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
func (c *client) refusal(r request, name string, response *http.Response, answer []byte) error {
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
			c.block(r.route, refused.RetryAfter)
		}
		c.noteInvalid()
	case http.StatusUnauthorized, http.StatusForbidden:
		c.noteInvalid()
	}
	return refused
}

// noteInvalid counts an answer of the kind that gets an address banned when
// there are too many, and rests before that.
func (c *client) noteInvalid() {
	c.meter.count("policybot_discord_invalid_requests_total")
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
func encode(body any, files []file) (data []byte, contentType string, err error) {
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
		part(fmt.Sprintf(`form-data; name="files[%d]"; filename=%q`, i, f.name), f.contentType, f.data)
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

// sleep waits and reports whether ctx let it.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// respond answers an interaction for the first time. It can be repeated: the
// second time Discord says that it has been done.
func (c *client) respond(ctx context.Context, i *interaction, kind int, data any, files []file, out any) error {
	body := struct {
		Type int `json:"type"`
		Data any `json:"data,omitempty"`
	}{kind, data}
	query := ""
	if out != nil {
		query = "?with_response=true"
	}
	err := c.do(ctx, request{method: http.MethodPost, route: "/interactions/callback", path: "/interactions/" + i.ID + "/" + i.Token + "/callback" + query,
		body: body, files: files, out: out, open: true, twice: true})
	var refused *APIError
	if errors.As(err, &refused) && refused.Code == codeAlreadyAnswered {
		return nil
	}
	return err
}

// edit changes the response to an interaction.
func (c *client) edit(ctx context.Context, i *interaction, m message, out any) error {
	return c.do(ctx, request{method: http.MethodPatch, route: "/webhooks/original", path: "/webhooks/" + i.Application + "/" + i.Token + "/messages/@original",
		body: m, files: m.files, out: out, open: true, twice: true})
}

// remove takes the response to an interaction away.
func (c *client) remove(ctx context.Context, i *interaction) error {
	return c.do(ctx, request{method: http.MethodDelete, route: "/webhooks/original", path: "/webhooks/" + i.Application + "/" + i.Token + "/messages/@original",
		open: true, twice: true})
}

// follow adds a message to an interaction that has its response. It is not
// repeated where it may have arrived: nothing would tell the two apart.
func (c *client) follow(ctx context.Context, i *interaction, m message) error {
	return c.do(ctx, request{method: http.MethodPost, route: "/webhooks/follow-up", path: "/webhooks/" + i.Application + "/" + i.Token,
		body: m, files: m.files, open: true})
}

// post puts a message into a channel. With a nonce it can be repeated:
// Discord drops the second one.
func (c *client) post(ctx context.Context, channel string, m message) (received, error) {
	var out received
	m.EnforceNonce = m.Nonce != ""
	err := c.do(ctx, request{method: http.MethodPost, route: "/channels/" + channel + "/messages", body: m, files: m.files, out: &out, twice: m.Nonce != ""})
	return out, err
}
