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
// of a figure once, however often they asked. What changed within settle rests. Servers can switch this off, and
// have quiet hours; answers that were forgotten are corrected to nobody.
func correct(ctx context.Context, tx *state.Tx, zone *time.Location, settle time.Duration) error {
	wrong, err := tx.Wrong(ctx)
	if err != nil || len(wrong) == 0 {
		return err
	}
	servers := servers{zone: zone, known: map[string]server{}}
	at := map[correctedPlace][]corrected{}
	var places []correctedPlace
	results := map[string]*result{} // by answer; nil for an answer without arithmetic
	for i := range wrong {
		w := &wrong[i]
		if age := tx.Now().Sub(w.ChangedAt); age >= 0 && age < settle {
			continue
		}
		worked, seen := results[w.Given.ID]
		if !seen { // before any of its figures is noted as corrected
			if worked, err = workAgain(ctx, tx, w); err != nil {
				return err
			}
			results[w.Given.ID] = worked
		}
		tell, err := mayCorrect(ctx, tx, servers, w, worked)
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
		at[p] = append(at[p], corrected{w, worked})
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
func mayCorrect(ctx context.Context, tx *state.Tx, servers servers, w *state.Wrong, worked *result) (bool, error) {
	server, err := servers.of(ctx, tx, w.Given.Asker.Guild)
	if err != nil || server.isQuiet(tx.Now()) {
		return false, err
	}
	if worked != nil {
		if err := tx.WorkedOut(ctx, w.Given.ID, worked.told, worked.words, worked.value); err != nil {
			return false, err
		}
	}
	return server.corrections, tx.Corrected(ctx, w)
}

// corrected is something to be corrected, with what the arithmetic it was part
// of comes to now; nil for none.
type corrected struct {
	*state.Wrong
	result *result
}

// correction is what is said: the new result where one was worked out, else
// the figure itself.
func (c corrected) correction() state.Correction {
	s := state.Correction{Question: c.Given.Question, Told: c.Told, ToldAt: c.Given.At, Message: c.Given.Message,
		Change: c.Change, Label: c.Label, Now: c.Now, Says: c.Statement, IsText: c.Unit == state.Text}
	if r := c.result; r != nil && r.words != "" && r.words != r.told.Words {
		s.Told, s.Label, s.Now, s.Says = r.told.Words, r.told.Label, r.words, r.working
	}
	return s
}

// placeOf is where something that was told is corrected.
func placeOf(w *state.Wrong) correctedPlace {
	if w.Given.Message != "" {
		return correctedPlace{state.Place{Guild: w.Given.Asker.Guild, Channel: w.Given.Asker.Channel}, w.Given.Message}
	}
	return correctedPlace{state.Place{Guild: w.Given.Asker.Guild, Person: w.Given.Asker.User}, ""}
}

// correctAt writes down what is corrected at a place.
func correctAt(ctx context.Context, tx *state.Tx, p correctedPlace, list []corrected) error {
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
		c := w.correction()
		key := once{c.Told, c.Now, c.Says}
		if seen[key] {
			continue
		}
		seen[key] = true
		m.Language = w.Given.Asker.Language
		m.Corrections = append(m.Corrections, c)
		if len(m.Corrections) == mostCorrections {
			if err := send(); err != nil {
				return err
			}
		}
	}
	return send()
}
