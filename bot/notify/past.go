package notify

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"policybot/bot/state"
)

// mostPast is how many changes are looked back at.
const mostPast = 2000

// Past returns the changes of bases logged since a time, newest first; document
// narrows them to documents whose id or title holds it.
func Past(ctx context.Context, store *state.Store, of state.Bases, since time.Time, document string) ([]state.Logged, error) {
	changes, err := store.Changes(ctx, of, since, mostPast)
	if err != nil {
		return nil, err
	}
	f := newFilter(&state.Subscription{Document: document}, of)
	changes = slices.DeleteFunc(changes, func(l state.Logged) bool { return f.decide(newMatchable(&l)) != Told })
	slices.Reverse(changes)
	return changes, nil
}

// errSince says how to write a time to look back to.
var errSince = errors.New("write a day, such as 2025-03-01, or how long ago, such as 7d or 2w")

// Since reads a time to look back to: a day (2025-03-01), or days, weeks, hours
// ago (7d, 2w, 12h); "" is the beginning.
func Since(now time.Time, words string) (time.Time, error) {
	const longest = 100 * 365 // days; longer ago than any
	words = strings.ToLower(strings.TrimSpace(words))
	if words == "" {
		return time.Time{}, nil
	}
	if day, err := time.ParseInLocation(time.DateOnly, words, now.Location()); err == nil {
		return day, nil
	}
	for suffix, unit := range map[string]time.Duration{"h": time.Hour, "d": 24 * time.Hour, "天": 24 * time.Hour, "日": 24 * time.Hour, "w": 7 * 24 * time.Hour, "周": 7 * 24 * time.Hour} {
		if number, ok := strings.CutSuffix(words, suffix); ok {
			if n, err := strconv.Atoi(strings.TrimSpace(number)); err == nil && n > 0 && n <= longest {
				return now.Add(-time.Duration(n) * unit), nil
			}
		}
	}
	return time.Time{}, errSince
}
