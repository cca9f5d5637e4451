package dispatch

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Pace is how often something may be done: Burst times at once, and then one
// more each Every.
type Pace struct {
	Every time.Duration
	Burst int
}

// Cooldowns say how often people may use the bot. Suggestions while typing
// are counted on their own, since each key stroke asks for them.
type Cooldowns struct {
	Person, Guild, All          Pace
	TypingPerson, TypingOverall Pace
	Concurrent                  int // handlers at work at once; more are turned away
}

// DefaultCooldowns leave a person in a hurry alone and stop a script: a
// person asks a question each 2 seconds for as long as they like.
func DefaultCooldowns() Cooldowns {
	return Cooldowns{
		Person:        Pace{2 * time.Second, 8},
		Guild:         Pace{50 * time.Millisecond, 300},
		All:           Pace{2 * time.Millisecond, 1000},
		TypingPerson:  Pace{200 * time.Millisecond, 20},
		TypingOverall: Pace{2 * time.Millisecond, 1000},
		Concurrent:    512,
	}
}

// cooldown holds people, servers and everybody together to a pace.
type cooldown struct {
	person, guild Pace
	all           *rate.Limiter

	mu      sync.Mutex
	persons map[string]*rate.Limiter
	guilds  map[string]*rate.Limiter
	swept   time.Time
}

func newCooldown(person, guild, all Pace) *cooldown {
	return &cooldown{person: person, guild: guild, all: all.limiter(),
		persons: map[string]*rate.Limiter{}, guilds: map[string]*rate.Limiter{}}
}

func (p Pace) limiter() *rate.Limiter {
	if p.Every <= 0 {
		return rate.NewLimiter(rate.Inf, 0)
	}
	return rate.NewLimiter(rate.Every(p.Every), p.Burst)
}

// take counts a use and returns how long to wait before the next try; 0 means
// that it may go on.
func (c *cooldown) take(guild, person string, now time.Time) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sweep(now)
	limiters := []*rate.Limiter{c.all, limiterOf(c.persons, person, c.person)}
	if guild != "" {
		limiters = append(limiters, limiterOf(c.guilds, guild, c.guild))
	}
	for i, l := range limiters {
		if l.AllowN(now, 1) {
			continue
		}
		// What the others let through is given back.
		for _, taken := range limiters[:i] {
			taken.AllowN(now, -1)
		}
		r := l.ReserveN(now, 1)
		wait := r.DelayFrom(now)
		r.CancelAt(now)
		return max(wait, time.Millisecond)
	}
	return 0
}

func limiterOf(in map[string]*rate.Limiter, key string, p Pace) *rate.Limiter {
	l := in[key]
	if l == nil {
		l = p.limiter()
		in[key] = l
	}
	return l
}

// sweep drops, now and then, those who have not been seen for so long that
// they may start afresh.
func (c *cooldown) sweep(now time.Time) {
	if now.Sub(c.swept) < time.Minute {
		return
	}
	c.swept = now
	for _, in := range []map[string]*rate.Limiter{c.persons, c.guilds} {
		for key, l := range in {
			if l.TokensAt(now) >= float64(l.Burst()) {
				delete(in, key)
			}
		}
	}
}
