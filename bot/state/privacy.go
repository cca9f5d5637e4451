package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// PersonalData is everything kept about a person, in every server.
type PersonalData struct {
	Person    string          `json:"person"`
	Answers   []PersonalEntry `json:"answers"`
	Feedback  []Feedback      `json:"feedback"`
	Actions   []Action        `json:"actions"`   // what the person changed in servers they manage
	Questions []Question      `json:"questions"` // that the person put to people, or answered

	Subscriptions []PersonalSubscription `json:"subscriptions"` // of the person, and those they made for channels
	Acknowledged  []PersonalNotice       `json:"acknowledged"`  // notices that the person confirmed
	Notices       []PersonalNotice       `json:"notices"`       // that were written to the person
}

// PersonalSubscription is a subscription that a person has or made.
type PersonalSubscription struct {
	Guild     string    `json:"guild,omitempty"`
	Channel   string    `json:"channel,omitempty"` // "" for direct messages
	Topic     string    `json:"topic,omitempty"`
	Agency    string    `json:"agency,omitempty"`
	Document  string    `json:"document,omitempty"`
	Words     string    `json:"words,omitempty"`
	Only      string    `json:"only,omitempty"`
	Threshold string    `json:"threshold,omitempty"`
	Frequency string    `json:"frequency,omitempty"`
	Paused    string    `json:"paused,omitempty"`
	At        time.Time `json:"at"`
}

// PersonalNotice is a notice that a person had to do with.
type PersonalNotice struct {
	ID    string    `json:"id"`
	Guild string    `json:"guild,omitempty"`
	At    time.Time `json:"at"`
}

// noticesOf reads what a person was told of and confirmed.
func (s *Store) noticesOf(ctx context.Context, person string, out *PersonalData) error {
	out.Subscriptions, out.Acknowledged, out.Notices = []PersonalSubscription{}, []PersonalNotice{}, []PersonalNotice{}
	list, err := subscriptionsWhere(ctx, s.db, `person = $1 OR created_by = $1`, person)
	if err != nil {
		return err
	}
	for i := range list {
		sub := &list[i]
		out.Subscriptions = append(out.Subscriptions, PersonalSubscription{Guild: sub.About, Channel: sub.Channel, Topic: sub.Topic, Agency: sub.Agency,
			Document: sub.Document, Words: sub.Words, Only: string(sub.Only), Threshold: sub.Threshold, Frequency: string(sub.Frequency), Paused: sub.Paused, At: sub.CreatedAt})
	}
	read := func(to *[]PersonalNotice) func(*sql.Rows) error {
		return func(r *sql.Rows) error {
			var n PersonalNotice
			var at int64
			err := r.Scan(&n.ID, &n.Guild, &at)
			n.At = time.UnixMilli(at)
			*to = append(*to, n)
			return err
		}
	}
	return errors.Join(
		each(ctx, s.db, read(&out.Acknowledged), `SELECT delivery, guild, at FROM acknowledgements WHERE person = $1 ORDER BY at`, person),
		each(ctx, s.db, read(&out.Notices), `SELECT id, guild, created_at FROM deliveries WHERE person = $1 ORDER BY created_at`, person))
}

// PersonalEntry is a question a person asked and what they were told.
type PersonalEntry struct {
	Guild    string    `json:"guild,omitempty"`
	Channel  string    `json:"channel"`
	Question string    `json:"question"`
	Answer   string    `json:"answer"`
	Status   string    `json:"status"`
	At       time.Time `json:"at"`
}

// PersonalData returns everything kept about a person, oldest first.
func (s *Store) PersonalData(ctx context.Context, person string) (PersonalData, error) {
	out := PersonalData{Person: person, Answers: []PersonalEntry{}, Feedback: []Feedback{}, Actions: []Action{}}
	err := errors.Join(
		each(ctx, s.db, func(r *sql.Rows) error {
			g, err := scanGiven(r)
			if err != nil {
				return err
			}
			out.Answers = append(out.Answers, PersonalEntry{Guild: g.Asker.Guild, Channel: g.Asker.Channel, Question: g.Question,
				Answer: g.Answer.Text, Status: string(g.Answer.Status), At: g.At})
			return nil
		}, `SELECT `+givenColumns+` FROM answers WHERE person = $1 ORDER BY given_at, id`, person),
		each(ctx, s.db, func(r *sql.Rows) error {
			f := Feedback{Person: person}
			var at int64
			err := r.Scan(&f.Answer, &f.Guild, &f.Helpful, &f.Reason, &at)
			f.At = time.UnixMilli(at)
			out.Feedback = append(out.Feedback, f)
			return err
		}, `SELECT answer, guild, helpful, reason, given_at FROM feedback WHERE person = $1 ORDER BY given_at`, person),
		each(ctx, s.db, func(r *sql.Rows) error {
			a := Action{Actor: person}
			var at int64
			err := r.Scan(&a.Guild, &a.Name, &a.Was, &a.Became, &at)
			a.At = time.UnixMilli(at)
			out.Actions = append(out.Actions, a)
			return err
		}, `SELECT guild, action, was, became, at FROM audit WHERE actor = $1 ORDER BY at`, person))
	if err == nil {
		out.Questions, err = s.questionsOf(ctx, person)
	}
	if err == nil {
		err = s.noticesOf(ctx, person, &out)
	}
	if err != nil {
		return PersonalData{}, fmt.Errorf("read what is kept about a person: %w", err)
	}
	return out, nil
}

// ForgetPerson deletes what is kept about a person, in every server. What
// they changed as a manager stays in the servers' audit logs.
func (s *Store) ForgetPerson(ctx context.Context, person string) error {
	if person == "" {
		return errors.New("forget person: nobody given")
	}
	err := s.transact(ctx, func(tx *sql.Tx) error { return forgetQuestions(ctx, tx, person) })
	if err != nil {
		return err
	}
	if err := s.deleteFrom(ctx, personTables, "person", person); err != nil {
		return err
	}
	return s.Erase(ctx)
}

// Expire deletes answers that are older than their server keeps them, and
// searches that nobody can page any more. It returns how many answers went.
func (s *Store) Expire(ctx context.Context) (int64, error) {
	const day = 24 * 60 * 60 * 1000
	var gone int64
	err := s.transact(ctx, func(tx *sql.Tx) error {
		now := millis(s.Now())
		result, err := tx.ExecContext(ctx, `DELETE FROM answers WHERE given_at <= $1 - $2 *
			COALESCE((SELECT keep_days FROM settings WHERE settings.guild = answers.guild), $3)`, now, day, DefaultSettings().KeepDays)
		if err != nil {
			return err
		}
		if gone, err = result.RowsAffected(); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM searches WHERE expires_at <= $1`, now)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("delete what has expired: %w", err)
	}
	return gone, s.Erase(ctx)
}
