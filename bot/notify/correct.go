package notify

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"

	"policybot/bot/state"
	"policybot/knowledge/diff"
)

// correct writes a message for everybody who was told a figure that new
// entries of the change log change, in the place where they were told: under
// the shared message, else to the person alone. Each answer is corrected once
// for each change. Servers can switch this off; answers that were forgotten
// are corrected to nobody.
func correct(ctx context.Context, tx *state.Tx) error {
	changes, err := newChanges(ctx, tx, correctionCursor)
	if err != nil || len(changes) == 0 {
		return err
	}
	for i := range changes {
		if err := correctOne(ctx, tx, &changes[i]); err != nil {
			return err
		}
	}
	return tx.MoveCursor(ctx, correctionCursor, changes[len(changes)-1].Seq)
}

// corrects lists the kinds of change after which a figure told is no longer
// what the source says.
var corrects = []diff.Kind{diff.FigureChanged, diff.BoundChanged, diff.FigureUpdated}

func correctOne(ctx context.Context, tx *state.Tx, l *state.Logged) error {
	c := &l.Change
	if c.Old == nil || c.New == nil || !slices.Contains(corrects, c.Kind) {
		return nil
	}
	told, err := tx.ToldIn(ctx, c.Old.Value, c.Old.Unit, string(c.OldCite.Document), string(c.OldCite.Section), c.OldCite.Start, c.OldCite.End, string(c.Measure))
	if err != nil {
		return err
	}
	for i := range told {
		t := &told[i]
		settings, err := tx.Settings(ctx, t.Given.Asker.Guild)
		if err != nil {
			return err
		}
		if !settings.Corrections || !t.Given.At.Before(l.At) {
			continue
		}
		p := state.Place{Guild: t.Given.Asker.Guild, Person: t.Given.Asker.User}
		if t.Given.Message != "" {
			p.Channel, p.Person = t.Given.Asker.Channel, ""
		}
		err = tx.AddDelivery(ctx, correctionID(t.Given.ID, l.Seq), p, state.Message{Language: t.Given.Asker.Language, Changes: []int64{l.Seq},
			Correction: &state.Correction{Question: t.Given.Question, Told: t.Words, ToldAt: t.Given.At, Message: t.Given.Message, Change: l.Seq}})
		if err != nil {
			return err
		}
	}
	return nil
}

// correctionID is the id of the delivery that corrects an answer after a
// change: the same two give the same one.
func correctionID(answer string, change int64) string {
	hash := sha256.Sum256(fmt.Appendf(nil, "%s %d", answer, change))
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(hash[:])[:25]
}
