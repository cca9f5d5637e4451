package notify

import (
	"context"
	"slices"

	"policybot/bot/state"
)

// PreviewDays is how far back a preview looks.
const PreviewDays = 30

// Preview returns what a subscription would have been told in the last
// [PreviewDays] days, oldest first.
func Preview(ctx context.Context, store *state.Store, sub state.Subscription) ([]state.Logged, error) {
	const all = 1 << 30
	of, err := store.Bases(ctx, sub.About)
	if err != nil {
		return nil, err
	}
	changes, err := store.Changes(ctx, of, store.Now().AddDate(0, 0, -PreviewDays), all)
	if err != nil {
		return nil, err
	}
	sub.AfterSeq, sub.Paused = 0, ""
	f := newFilter(&sub, of)
	return slices.DeleteFunc(changes, func(l state.Logged) bool { return f.decide(newMatchable(&l)) != Told }), nil
}

// Why says why a subscription was told of a change or not. When it was told
// the message that told it is given, nil while it waits to be part of one.
func Why(ctx context.Context, store *state.Store, sub *state.Subscription, seq int64) (Decision, *state.Delivery, error) {
	change, err := store.Change(ctx, seq)
	if err != nil {
		return "", nil, err
	}
	delivery, found, err := store.NoticeOf(ctx, sub.ID, seq)
	if err != nil {
		return "", nil, err
	}
	if found && delivery == state.Undone {
		return WasUndone, nil, nil
	}
	if found && delivery == "" {
		return Told, nil, nil
	}
	if found {
		d, err := store.Delivery(ctx, delivery)
		return Told, d, err
	}
	of, err := store.Bases(ctx, sub.About)
	if err != nil {
		return "", nil, err
	}
	decision := newFilter(sub, of).decide(newMatchable(change))
	if decision == Told {
		decision = IsPaused // it ran neither then nor was told: it was paused
	}
	return decision, nil, nil
}
