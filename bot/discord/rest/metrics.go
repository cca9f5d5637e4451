package rest

import (
	"io"
	"strconv"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// Meter counts what the bot does, for Prometheus.
type Meter struct{ set *metrics.Set }

// NewMeter returns a meter that has counted nothing.
func NewMeter() Meter { return Meter{metrics.NewSet()} }

// request counts a call of Discord by its route and status; status 0 means
// that there was no answer.
func (m Meter) request(route string, status int, took time.Duration) {
	m.set.GetOrCreateCounter(`policybot_discord_requests_total{route="` + route + `",status="` + strconv.Itoa(status) + `"}`).Inc()
	m.set.GetOrCreateHistogram(`policybot_discord_request_seconds{route="` + route + `"}`).Update(took.Seconds())
}

// Interaction counts an interaction by what was used, how it ended, and how
// long the person waited for the first sign of life.
func (m Meter) Interaction(name, outcome string, took time.Duration) {
	m.set.GetOrCreateCounter(`policybot_interactions_total{name="` + name + `",outcome="` + outcome + `"}`).Inc()
	m.set.GetOrCreateHistogram(`policybot_interaction_seconds{name="` + name + `"}`).Update(took.Seconds())
}

// Count counts one more of a name.
func (m Meter) Count(name string) { m.set.GetOrCreateCounter(name).Inc() }

// Write writes the counters, and those of the process, in Prometheus' text
// format.
func (m Meter) Write(w io.Writer) {
	m.set.WritePrometheus(w)
	metrics.WriteProcessMetrics(w)
}
