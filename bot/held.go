package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"policybot/bot/state"
	"policybot/knowledge"
)

// Held says that a revision of the base is held back, because too many of its
// documents are gone at once: a folder that was emptied, moved away or not
// mounted is told as no removal before somebody says that it is one. The
// revision before stays in service.
type Held struct {
	Gone int // documents that are gone
	Of   int // documents that there were
}

// How many documents must be gone at once for a revision to be held: all of
// them, or more than a third and at least so many.
const (
	leastGone = 3
	heldShare = 3 // of the documents, one in so many
)

// holds returns what speaks against putting base in service after old, nil for
// nothing. A document that is under another name now, or that cannot be read,
// is not gone.
func holds(old, base *knowledge.Base) *Held {
	there := map[string]bool{} // paths and hashes
	for i := range base.Documents {
		there[base.Documents[i].Path], there[base.Documents[i].Hash] = true, true
	}
	for _, p := range base.Problems {
		there[p.Path] = true
	}
	h := Held{Of: len(old.Documents)}
	for i := range old.Documents {
		if d := &old.Documents[i]; !there[d.Path] && !there[d.Hash] {
			h.Gone++
		}
	}
	if h.Gone > 0 && (h.Gone == h.Of || h.Gone >= leastGone && h.Gone*heldShare > h.Of) {
		return &h
	}
	return nil
}

// askManagers asks, once for a revision that is held after another and a server, in the
// channel that was subscribed first: whoever manages the bot may say there
// whether the documents were removed.
func askManagers(ctx context.Context, store *state.Store, before, revision string, h *Held) error {
	return store.Update(ctx, func(tx *state.Tx) error {
		running, err := tx.Running(ctx)
		if err != nil {
			return err
		}
		asked := map[string]bool{}
		for i := range running {
			sub := &running[i]
			if sub.Guild == "" || sub.Channel == "" || asked[sub.Guild] {
				continue
			}
			asked[sub.Guild] = true
			key := sha256.Sum256([]byte("held\n" + before + "\n" + revision + "\n" + sub.Guild))
			err := tx.AddDelivery(ctx, hex.EncodeToString(key[:])[:len(state.NewDeliveryID())], state.Place{Guild: sub.Guild, Channel: sub.Channel},
				state.Message{Language: sub.Language, Held: &state.Held{Gone: h.Gone, Of: h.Of}})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Held returns what is held back, nil for nothing.
func (b *Bot) Held() *Held { return b.held.Load() }

// RefreshAccepting is [Bot.RefreshAnew] that takes documents that are gone for
// removed, however many they are.
func (b *Bot) RefreshAccepting(ctx context.Context, store *state.Store) (*Refreshed, error) {
	b.refreshing.Lock()
	defer b.refreshing.Unlock()
	return b.refresh(ctx, store, nil, true)
}
