package discordtest

import (
	"net/http"
	"strings"
	"time"
)

// Fault is a way to misbehave. Requests that it fits are answered by it
// instead.
type Fault struct {
	Method string // "" for any
	Path   string // part of the path, "" for any
	Times  int    // how many requests; 0 for every one from now on

	Delay  time.Duration // before anything else
	Apply  bool          // do what was asked, and then fail all the same
	Drop   bool          // close the connection without an answer
	Status int           // 0 with a Delay only: answer late, but well
	Body   string
	Header http.Header
}

// Misbehave adds a fault. Faults are tried in the order they were added.
func (d *Discord) Misbehave(f Fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f.Times = max(f.Times, 0)
	d.faults = append(d.faults, &fault{Fault: f, forever: f.Times == 0})
}

// Behave takes all faults away.
func (d *Discord) Behave() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.faults = nil
}

type fault struct {
	Fault
	forever bool
}

// faultFor returns the fault for a request, or nil, and counts it.
func (d *Discord) faultFor(r *http.Request) *Fault {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, f := range d.faults {
		if f.Method != "" && f.Method != r.Method || !strings.Contains(r.URL.Path, f.Path) || !f.forever && f.Times == 0 {
			continue
		}
		f.Times--
		return &f.Fault
	}
	return nil
}

// RateLimited is the answer 429 of Discord's API.
func RateLimited(after string) Fault {
	return Fault{Status: http.StatusTooManyRequests, Body: `{"message":"You are being rate limited.","retry_after":` + after + `,"global":false}`,
		Header: http.Header{"Content-Type": {"application/json"}, "Retry-After": {after}}}
}

// Banned is the answer 429 of the proxy before Discord's API, which is a web
// page.
func Banned(after string) Fault {
	return Fault{Status: http.StatusTooManyRequests, Body: "<!DOCTYPE html><title>Access denied | Error 1015</title>",
		Header: http.Header{"Content-Type": {"text/html"}, "Retry-After": {after}}}
}
