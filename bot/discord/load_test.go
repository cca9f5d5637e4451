package discord_test

import (
	"context"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"policybot/bot/discord/discordtest"
)

// BenchmarkSimultaneousAsk has 200 people ask at the same moment and reports
// how long the last of them waited.
func BenchmarkSimultaneousAsk(b *testing.B) {
	const people = 200
	w := newWorld(b, options{builtIn: true})
	w.IgnoreSpecification()
	questions := []string{"江苏延期偿还的贷款本金一共多少?", "How many firms had loan principal deferred?", "浙江的5G基站有多少?", "2020年新建5G基站多少座?"}
	var longest time.Duration
	for b.Loop() {
		b.StopTimer()
		asking := make([]discordtest.Person, people)
		guild := w.NewGuild()
		for i := range asking {
			asking[i] = w.NewPerson(guild, w.NewChannel(guild, discordtest.TextChannel))
		}
		b.StartTimer()
		var all sync.WaitGroup
		waited := make([]time.Duration, people)
		for i, who := range asking {
			all.Go(func() {
				ctx, cancel := soon()
				defer cancel()
				answer, err := w.Command(ctx, who, "ask", given{"question": questions[i%len(questions)]})
				if err != nil {
					b.Error(err)
					return
				}
				waited[i] = answer.Answered
			})
		}
		all.Wait()
		for _, d := range waited {
			longest = max(longest, d)
		}
	}
	b.ReportMetric(float64(longest.Microseconds())/1000, "ms/longest")
}

// BenchmarkTwentyThousandInteractions uses the bot for a long time and
// reports what that leaves behind.
func BenchmarkTwentyThousandInteractions(b *testing.B) {
	const atOnce = 16
	interactions := 20_000
	if testing.Short() {
		interactions = 2_000
	}
	w := newWorld(b, options{builtIn: true, tune: inNoHurry})
	w.IgnoreSpecification()
	use := func(n int) {
		work := make(chan int)
		var all sync.WaitGroup
		for range atOnce {
			all.Go(func() {
				for i := range work {
					ctx, cancel := soon()
					who := w.ann
					who.ID = strconv.Itoa(1_000_000 + i%500)
					if _, err := w.Command(ctx, who, "help", nil); err != nil {
						b.Error(err)
					}
					cancel()
				}
			})
		}
		for i := range n {
			work <- i
			if i%1000 == 0 {
				w.log.forget()
			}
		}
		close(work)
		all.Wait()
	}
	measure := func() (goroutines int, heap float64) {
		w.Forget()
		w.log.forget()
		w.server.CloseIdle()
		time.Sleep(100 * time.Millisecond)
		for range 3 {
			runtime.GC()
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return runtime.NumGoroutine(), float64(m.HeapAlloc) / (1 << 20)
	}
	use(500) // connections and caches fill once
	for b.Loop() {
		goroutines, heap := measure()
		use(interactions)
		after, grown := measure()
		b.ReportMetric(float64(after-goroutines), "goroutines/grown")
		b.ReportMetric(grown-heap, "MiB/grown")
		if after > goroutines+5 || grown-heap > 20 {
			b.Errorf("after %d interactions there are %d goroutines, %d before, and %.1f MiB more", interactions, after, goroutines, grown-heap)
		}
	}
}

// BenchmarkAskOne measures one question from the press of a key to the card.
func BenchmarkAskOne(b *testing.B) {
	w := newWorld(b, options{builtIn: true, tune: inNoHurry})
	w.IgnoreSpecification()
	ctx := context.Background()
	for b.Loop() {
		if _, err := w.Command(ctx, w.ann, "ask", given{"question": "江苏延期偿还的贷款本金一共多少?"}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOverload sends asks at a pace, whether those before are answered or
// not, and reports how long those that were admitted waited (99 of 100), how
// many were turned away, and the longest anybody waited for a first word.
func BenchmarkOverload(b *testing.B) {
	for _, perSecond := range []int{20, 136, 400} {
		if testing.Short() && perSecond != 136 {
			continue
		}
		b.Run(strconv.Itoa(perSecond), func(b *testing.B) {
			w := newWorld(b, options{builtIn: true, tune: inNoHurry})
			w.IgnoreSpecification()
			guild := w.NewGuild()
			channel := w.NewChannel(guild, discordtest.TextChannel)
			questions := []string{"江苏延期偿还的贷款本金一共多少?", "How many firms had loan principal deferred?", "浙江的5G基站有多少?", "2020年新建5G基站多少座?"}
			const seconds = 3
			for b.Loop() {
				var mu sync.Mutex
				var admitted []time.Duration
				var all sync.WaitGroup
				var longest time.Duration
				away := 0
				pace := time.NewTicker(time.Second / time.Duration(perSecond))
				for i := range perSecond * seconds {
					<-pace.C
					who := w.NewPerson(guild, channel)
					all.Go(func() {
						ctx, cancel := soon()
						defer cancel()
						reply, err := w.Command(ctx, who, "ask", given{"question": questions[i%len(questions)]})
						if err != nil {
							b.Error(err)
							return
						}
						mu.Lock()
						defer mu.Unlock()
						longest = max(longest, reply.Answered)
						if strings.Contains(reply.Message.Text(), "Very many people") || strings.Contains(reply.Message.Text(), "提问的人很多") {
							away++
						} else {
							admitted = append(admitted, reply.Answered)
						}
					})
				}
				pace.Stop()
				all.Wait()
				slices.Sort(admitted)
				b.ReportMetric(float64(admitted[len(admitted)*99/100].Milliseconds()), "ms/p99-admitted")
				b.ReportMetric(float64(away)/float64(perSecond*seconds), "turned-away")
				b.ReportMetric(float64(longest.Milliseconds()), "ms/longest")
			}
		})
	}
}
