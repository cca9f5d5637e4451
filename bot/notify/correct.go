package notify

import (
	"context"
	"time"

	"policybot/bot/state"
)

// mostCorrections is how many corrections one message holds.
const mostCorrections = 8

// correctedPlace is where corrections go together: to a person, or under the
// message that told everybody.
type correctedPlace struct {
	state.Place
	message string
}

// correct writes a message to everybody who was told something that the source
// says otherwise by now, in the place where they were told: under the shared
// message, else to the person alone. What was told is followed from revision
// to revision by package bot, so that it is the end of several changes that is
// told, once, and nothing where it is what the person was told. A person hears
// of a figure once, however often they asked. Servers can switch this off, and
// have quiet hours; answers that were forgotten are corrected to nobody.
func correct(ctx context.Context, tx *state.Tx, zone *time.Location) error {
	wrong, err := tx.Wrong(ctx)
	if err != nil || len(wrong) == 0 {
		return err
	}
	servers := servers{zone: zone, known: map[string]server{}}
	at := map[correctedPlace][]*state.Wrong{}
	var places []correctedPlace
	for i := range wrong {
		w := &wrong[i]
		tell, err := mayCorrect(ctx, tx, servers, w)
		if err != nil {
			return err
		}
		if !tell {
			continue
		}
		p := placeOf(w)
		if at[p] == nil {
			places = append(places, p)
		}
		at[p] = append(at[p], w)
	}
	for _, p := range places {
		if err := correctAt(ctx, tx, p, at[p]); err != nil {
			return err
		}
	}
	return nil
}

// mayCorrect reports whether something is corrected now, and notes that it is.
// In quiet hours it is left as it is, and looked at again and again.
func mayCorrect(ctx context.Context, tx *state.Tx, servers servers, w *state.Wrong) (bool, error) {
	server, err := servers.of(ctx, tx, w.Given.Asker.Guild)
	if err != nil || server.isQuiet(tx.Now()) {
		return false, err
	}
	return server.corrections, tx.Corrected(ctx, w)
}

// placeOf is where something that was told is corrected.
func placeOf(w *state.Wrong) correctedPlace {
	if w.Given.Message != "" {
		return correctedPlace{state.Place{Guild: w.Given.Asker.Guild, Channel: w.Given.Asker.Channel}, w.Given.Message}
	}
	return correctedPlace{state.Place{Guild: w.Given.Asker.Guild, Person: w.Given.Asker.User}, ""}
}

// correctAt writes down what is corrected at a place.
func correctAt(ctx context.Context, tx *state.Tx, p correctedPlace, list []*state.Wrong) error {
	type once struct{ told, now, says string }
	seen := map[once]bool{}
	var m state.Message
	send := func() error {
		if len(m.Corrections) == 0 {
			return nil
		}
		err := tx.AddDelivery(ctx, state.NewDeliveryID(), p.Place, m)
		m = state.Message{}
		return err
	}
	for _, w := range list {
		key := once{w.Told, w.Now, w.Statement}
		if seen[key] {
			continue
		}
		seen[key] = true
		m.Language = w.Given.Asker.Language
		m.Corrections = append(m.Corrections, state.Correction{Question: w.Given.Question, Told: w.Told, ToldAt: w.Given.At, Message: w.Given.Message,
			Change: w.Change, Label: w.Label, Now: w.Now, Says: w.Statement, IsText: w.Unit == state.Text})
		if len(m.Corrections) == mostCorrections {
			if err := send(); err != nil {
				return err
			}
		}
	}
	return send()
}
