package dispatch

import (
	"context"
	"runtime"
	"sync/atomic"
	"time"
)

// How long work that takes the processor may wait for its turn.
const (
	// waitAtMost is the wait from which on a person is turned away at once: what
	// is admitted is answered within about a second.
	waitAtMost = 700 * time.Millisecond
	// atOncePerProcessor is how many answers are worked on at once for each
	// processor: some of them write to the disk meanwhile.
	atOncePerProcessor = 3
	// firstGuess is what an answer is taken to need before any is known, and
	// smoothing the share of it that each new one replaces.
	firstGuess = 30 * time.Millisecond
	smoothing  = 16 // one in so many
)

// gate admits work by what can be done in time: it knows how long the work takes
// and how much waits. Everybody else is told at once.
type gate struct {
	places  chan struct{}
	waiting atomic.Int64
	mean    atomic.Int64 // of the time that work takes, in nanoseconds
}

func newGate(places int) *gate {
	g := &gate{places: make(chan struct{}, places)}
	g.mean.Store(int64(firstGuess))
	return g
}

// placesAtOnce is how many answers this machine works on at once.
func placesAtOnce() int { return atOncePerProcessor * runtime.GOMAXPROCS(0) }

// enter waits for a place, at most as long as is bearable, and reports whether
// there is one. Where the wait would be longer it returns at once.
func (g *gate) enter(ctx context.Context) bool {
	select {
	case g.places <- struct{}{}:
		return true
	default:
	}
	ahead := g.waiting.Add(1)
	defer g.waiting.Add(-1)
	if time.Duration(ahead*g.mean.Load()/int64(cap(g.places))) > waitAtMost {
		return false
	}
	timer := time.NewTimer(waitAtMost)
	defer timer.Stop()
	select {
	case g.places <- struct{}{}:
		return true
	case <-timer.C:
	case <-ctx.Done():
	}
	return false
}

// leave gives the place back; took is how long the work took.
func (g *gate) leave(took time.Duration) {
	<-g.places
	mean := g.mean.Load()
	g.mean.Store(mean + (int64(took)-mean)/smoothing)
}
