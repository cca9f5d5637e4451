package notify

import (
	"strings"
	"time"

	"policybot/bot/state"
	"policybot/knowledge/diff"
	"policybot/knowledge/figure"
)

// due returns when a change is told: now, at the next digest, or when the
// quiet hours end. An urgent change waits for nothing.
func due(now time.Time, zone *time.Location, f state.Frequency, q state.Quiet, isUrgent bool) time.Time {
	if isUrgent {
		return now
	}
	at := now.In(zone)
	digest := time.Date(at.Year(), at.Month(), at.Day(), state.DigestHour, 0, 0, 0, zone)
	switch f {
	case state.Daily:
		if !digest.After(at) {
			digest = digest.AddDate(0, 0, 1)
		}
		at = digest
	case state.Weekly:
		for digest.Weekday() != time.Monday || !digest.After(at) {
			digest = digest.AddDate(0, 0, 1)
		}
		at = digest
	}
	if q.Includes(at.Hour()*60 + at.Minute()) {
		end := time.Date(at.Year(), at.Month(), at.Day(), q.Until/60, q.Until%60, 0, 0, zone)
		if !end.After(at) {
			end = end.AddDate(0, 0, 1)
		}
		at = end
	}
	return at
}

// urgentDays is how near a deadline or a start must be for a change of it to
// break quiet hours and not to wait for a digest.
const urgentDays = 7

// urgent reports whether a change cannot wait: a deadline or a start that has
// come to lie within the next days.
func urgent(l *state.Logged, today figure.Date) bool {
	c := &l.Change
	if c.Kind != diff.DeadlineMoved && c.Kind != diff.EffectiveDateChanged || c.New == nil {
		return false
	}
	day := c.New.Value
	if _, until, found := strings.Cut(day, ".."); found && c.Kind == diff.DeadlineMoved {
		day = until
	} else if from, _, found := strings.Cut(day, ".."); found {
		day = from
	}
	date, err := figure.ParseDate(day)
	if err != nil {
		return false
	}
	last := time.Date(today.Year, today.Month, today.Day+urgentDays, 0, 0, 0, 0, time.UTC)
	return date.Compare(today) >= 0 && date.Compare(figure.Date{Year: last.Year(), Month: last.Month(), Day: last.Day()}) <= 0
}
