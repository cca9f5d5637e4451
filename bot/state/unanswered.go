package state

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"policybot/index"
)

// OpenQuestion is a question that the documents did not answer, or whose answer people
// said is not right, with how often that was. It names nobody.
type OpenQuestion struct {
	Question string
	Times    int // asked without an answer
	NotRight int // answers that people said are not right
	Reasons  []string
	Near     []index.Hit // what was nearest, or what was given
	Last     time.Time
}

// mostRead is how many answers are looked through for what is open.
const mostRead = 2000

// Unanswered returns what is open in a server: what was not found, and what
// people said is not right, those first that were asked most often.
func (s *Store) Unanswered(ctx context.Context, guild string) ([]OpenQuestion, error) {
	byQuestion := map[string]*OpenQuestion{}
	var order []string
	open := func(g *Given) *OpenQuestion {
		key := strings.ToLower(strings.Join(strings.Fields(strings.TrimRight(g.Question, "？?。.! ")), " "))
		o := byQuestion[key]
		if o == nil {
			o = &OpenQuestion{Question: g.Question, Near: nearest(g.Answer), Last: g.At}
			byQuestion[key] = o
			order = append(order, key)
		}
		return o
	}
	err := each(ctx, s.db, func(r *sql.Rows) error {
		g, err := scanGiven(r)
		if err == nil {
			open(g).Times++
		}
		return err
	}, `SELECT `+givenColumns+` FROM answers WHERE guild = $1 AND status = $2 ORDER BY given_at DESC LIMIT $3`, guild, string(index.NotFound), mostRead)
	if err != nil {
		return nil, fmt.Errorf("read what was not found: %w", err)
	}
	err = s.eachUnhelpful(ctx, guild, func(g *Given, reason string) {
		o := open(g)
		o.NotRight++
		if reason != "" {
			o.Reasons = append(o.Reasons, reason)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("read what is not right: %w", err)
	}
	out := make([]OpenQuestion, len(order))
	for i, key := range order {
		out[i] = *byQuestion[key]
	}
	slices.SortStableFunc(out, func(a, b OpenQuestion) int {
		if d := b.Times + 2*b.NotRight - a.Times - 2*a.NotRight; d != 0 {
			return d
		}
		return b.Last.Compare(a.Last)
	})
	return out, nil
}

// eachUnhelpful calls do with each answer of a server that somebody said is not
// right, and the reason.
func (s *Store) eachUnhelpful(ctx context.Context, guild string, do func(*Given, string)) error {
	reasons := map[string][]string{}
	var ids []string
	err := each(ctx, s.db, func(r *sql.Rows) error {
		var id, reason string
		err := r.Scan(&id, &reason)
		if reasons[id] == nil {
			ids = append(ids, id)
		}
		reasons[id] = append(reasons[id], reason)
		return err
	}, `SELECT answer, reason FROM feedback WHERE guild = $1 AND helpful = 0 ORDER BY given_at DESC LIMIT $2`, guild, mostRead)
	if err != nil {
		return err
	}
	for _, id := range ids {
		g, err := s.GivenAnswer(ctx, guild, id)
		if err != nil {
			return err
		}
		for _, reason := range reasons[id] {
			do(g, reason)
		}
	}
	return nil
}

// nearest returns the passages that stood beside a question, or carried its
// answer.
func nearest(a *index.Answer) []index.Hit {
	if len(a.Near) > 0 {
		return a.Near
	}
	var out []index.Hit
	for _, c := range a.Citations {
		out = append(out, index.Hit{Kind: index.PassageHit, Citation: c.Citation, Document: c.Document, Title: c.Title, Heading: c.Heading, Page: c.Page, Text: c.Text})
	}
	return out
}
