package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

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

// Keepers are those who keep the operator's base: they are asked whether
// documents were removed, and nobody else hears of it.
type Keepers struct {
	Server string   // whose managers they are; "" for none
	People []string // by the id of the face
}

// SetKeepers says who keeps the base.
func (b *Bot) SetKeepers(k Keepers) { b.keepers.Store(&k) }

// askKeepers asks, once for a revision that is held after another, whether the
// documents were removed: in the channel of the keepers' server that was
// subscribed first, else the people directly. Where no keepers are known the
// only server with subscriptions is theirs.
func (b *Bot) askKeepers(ctx context.Context, store *state.Store, before, revision string, h *Held) error {
	keepers := Keepers{}
	if known := b.keepers.Load(); known != nil {
		keepers = *known
	}
	return store.Update(ctx, func(tx *state.Tx) error {
		running, err := tx.Running(ctx)
		if err != nil {
			return err
		}
		running = slices.DeleteFunc(running, func(s state.Subscription) bool { return s.Guild == "" || s.Channel == "" })
		if len(running) > 0 && keepers.Server == "" && len(keepers.People) == 0 &&
			!slices.ContainsFunc(running, func(s state.Subscription) bool { return s.Guild != running[0].Guild }) {
			keepers.Server = running[0].Guild
		}
		ask := func(to state.Place, l knowledge.Language) error {
			key := sha256.Sum256([]byte("held\n" + before + "\n" + revision + "\n" + to.Guild + to.Person))
			return tx.AddDelivery(ctx, hex.EncodeToString(key[:])[:len(state.NewDeliveryID())], to,
				state.Message{Language: l, Held: &state.Held{Gone: h.Gone, Of: h.Of}})
		}
		for i := range running {
			if running[i].Guild == keepers.Server {
				return ask(state.Place{Guild: keepers.Server, Channel: running[i].Channel}, running[i].Language)
			}
		}
		for _, person := range keepers.People {
			if err := ask(state.Place{Person: person}, ""); err != nil {
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
