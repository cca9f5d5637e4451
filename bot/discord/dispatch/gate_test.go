package dispatch

import (
	"sync"
	"testing"
	"time"
)

// TestGate sends far more work than there is time for, all at once: some is
// done, nothing that is done waited longer than is bearable, and the rest is
// turned away within that time too.
func TestGate(t *testing.T) {
	const asks, places, takes = 200, 4, 50 * time.Millisecond
	g := newGate(places)
	for range 200 { // it knows how long the work takes
		g.places <- struct{}{}
		g.leave(takes)
	}
	var mu sync.Mutex
	var all sync.WaitGroup
	done, refused := 0, 0
	var longest time.Duration
	start := time.Now()
	for range asks {
		all.Go(func() {
			admitted := g.enter(t.Context())
			waited := time.Since(start)
			mu.Lock()
			longest = max(longest, waited)
			if admitted {
				done++
			} else {
				refused++
			}
			mu.Unlock()
			if admitted {
				time.Sleep(takes)
				g.leave(takes)
			}
		})
	}
	all.Wait()
	if done < places || refused == 0 || done+refused != asks {
		t.Errorf("done %d, refused %d of %d; want some of each", done, refused, asks)
	}
	const slack = 2 * time.Second // a machine that does much else
	if longest > waitAtMost+slack {
		t.Errorf("somebody waited %v", longest)
	}
	if g.waiting.Load() != 0 || len(g.places) != 0 {
		t.Errorf("%d wait and %d places are taken when all is over", g.waiting.Load(), len(g.places))
	}
	if !g.enter(t.Context()) {
		t.Error("when all is over nobody is admitted")
	}
}
