package notify

import (
	"context"
	"slices"

	"policybot/bot/state"

	"github.com/shopspring/decimal"
)

// net returns what changes of the log, in its order, come to in the end:
// several changes of the same words are one from the first state to the last,
// and those that end where they began are none.
func net(changes []state.Logged) []state.Logged {
	var out []state.Logged
	for _, c := range changes {
		i := slices.IndexFunc(out, func(e state.Logged) bool { return leadsTo(&e, &c) })
		if i < 0 {
			out = append(out, c)
			continue
		}
		whole := join(&out[i], &c)
		out = slices.Delete(out, i, i+1)
		if !isNothing(&whole) {
			out = append(out, whole)
		}
	}
	return out
}

// leadsTo reports whether one change ends with the words that the other
// begins with.
func leadsTo(a, b *state.Logged) bool {
	from, to := &a.Change, &b.Change
	if from.NewQuote.Text == "" || from.NewQuote.Text != to.OldQuote.Text || a.Seq == b.Seq || a.Base != b.Base {
		return false
	}
	if from.New == nil || to.Old == nil {
		return from.New == nil && to.Old == nil
	}
	return from.New.Value == to.Old.Value && from.New.Unit == to.Old.Unit && from.New.Text == to.Old.Text
}

// join makes one change of two, the second of which begins where the first
// ends.
func join(a, b *state.Logged) state.Logged {
	whole := *b
	whole.Previous = a.Previous
	c := &whole.Change
	c.Old, c.OldQuote, c.OldCite = a.Change.Old, a.Change.OldQuote, a.Change.OldCite
	c.Delta = ""
	first, firstErr := decimal.NewFromString(a.Change.Delta)
	second, secondErr := decimal.NewFromString(b.Change.Delta)
	if firstErr == nil && secondErr == nil {
		c.Delta = first.Add(second).String()
	}
	return whole
}

// isNothing reports whether a change ends where it began.
func isNothing(l *state.Logged) bool {
	c := &l.Change
	if c.Old != nil && c.New != nil {
		return c.Old.Value == c.New.Value && c.Old.Unit == c.New.Unit && c.Old.Bound == c.New.Bound && c.OldQuote.Text == c.NewQuote.Text
	}
	return c.OldQuote.Text == c.NewQuote.Text
}

// comeToNothing reports whether changes have all been undone.
func comeToNothing(ctx context.Context, tx *state.Tx, seqs []int64) (bool, error) {
	if len(seqs) < 2 {
		return false, nil
	}
	var list []state.Logged
	for _, seq := range slices.Sorted(slices.Values(seqs)) {
		l, err := tx.Change(ctx, seq)
		if err != nil {
			return false, err
		}
		list = append(list, *l)
	}
	return len(net(list)) == 0, nil
}
