package discord

import (
	"io"
	"strconv"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// meter counts what the bot does, for Prometheus.
type meter struct{ set *metrics.Set }

func newMeter() meter { return meter{metrics.NewSet()} }

// request counts a call of Discord by its route and status; status 0 means
// that there was no answer.
func (m meter) request(route string, status int, took time.Duration) {
	m.set.GetOrCreateCounter(`policybot_discord_requests_total{route="` + route + `",status="` + strconv.Itoa(status) + `"}`).Inc()
	m.set.GetOrCreateHistogram(`policybot_discord_request_seconds{route="` + route + `"}`).Update(took.Seconds())
}

// interaction counts an interaction by what was used, how it ended, and how
// long the person waited for the first sign of life.
func (m meter) interaction(name, outcome string, took time.Duration) {
	m.set.GetOrCreateCounter(`policybot_interactions_total{name="` + name + `",outcome="` + outcome + `"}`).Inc()
	m.set.GetOrCreateHistogram(`policybot_interaction_seconds{name="` + name + `"}`).Update(took.Seconds())
}

func (m meter) count(name string) { m.set.GetOrCreateCounter(name).Inc() }

// WriteMetrics writes the counters in Prometheus' text format.
func (s *Server) WriteMetrics(w io.Writer) {
	s.meter.set.WritePrometheus(w)
	metrics.WriteProcessMetrics(w)
}
