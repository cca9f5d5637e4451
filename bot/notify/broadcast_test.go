package notify

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"policybot/bot/state"
	"sync"
	"testing"
	"time"
)

// BenchmarkBroadcast tells one change to 10,000 channels, Discord's pace left
// out: what it takes beside that. A kill in the middle is part of it.
func BenchmarkBroadcast(b *testing.B) {
	channels := 10_000
	if testing.Short() {
		channels = 1_000
	}
	for b.Loop() {
		b.StopTimer()
		dir := b.TempDir()
		s := openStore(b, dir)
		db, err := sql.Open("sqlite", filepath.Join(dir, state.File)) // subscribing one by one takes long
		if err != nil {
			b.Fatal(err)
		}
		tx, err := db.Begin()
		if err != nil {
			b.Fatal(err)
		}
		for i := range channels {
			if _, err := tx.Exec(`INSERT INTO subscriptions (id, guild, channel, person, language, topic, agency, document, words, only_kinds, threshold,
				frequency, role, acknowledge, paused, created_by, created_at, after_seq)
				VALUES ($1, 'g', $2, '', '', '', '', '', '', '', '', '', '', 0, '', '', 0, 0)`,
				fmt.Sprint("s", i), fmt.Sprint(i)); err != nil {
				b.Fatal(err)
			}
		}
		if err := errors.Join(tx.Commit(), db.Close()); err != nil {
			b.Fatal(err)
		}
		logChanges(b, s, aChange(1))
		var mu sync.Mutex
		got := map[string]string{} // id by channel
		ctx, kill := context.WithCancel(b.Context())
		to := SenderFunc(func(_ context.Context, n Notice) (state.Receipt, error) {
			mu.Lock()
			defer mu.Unlock()
			if id, told := got[n.Channel]; told && id != n.ID {
				b.Errorf("channel %s was told twice", n.Channel)
			}
			got[n.Channel] = n.ID
			if len(got) == channels/2 {
				kill()
			}
			return state.Receipt{Message: n.ID}, nil
		})
		b.StartTimer()
		for _, ctx := range []context.Context{ctx, b.Context()} {
			d := NewDeliverer(s, to, time.UTC, slog.New(slog.DiscardHandler))
			d.limiter.SetLimit(1e9)
			_, _ = d.Once(ctx) // the first is killed
		}
		if len(got) != channels {
			b.Fatalf("%d channels were told, want %d", len(got), channels)
		}
	}
}
