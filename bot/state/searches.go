package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"policybot/knowledge"
)

// KeptSearch is a search whose results are on somebody's screen, so that
// paging goes on after a restart.
type KeptSearch struct {
	ID       string // made by KeepSearch
	Guild    string
	Person   string
	Words    string
	Topic    knowledge.TopicID
	Agency   string
	Language knowledge.Language
}

// KeepSearch keeps a search for the given time and returns its id.
func (s *Store) KeepSearch(ctx context.Context, k KeptSearch, d time.Duration) (string, error) {
	k.ID = newID()
	if _, err := s.exec(ctx, `INSERT INTO searches (id, guild, person, words, topic, agency, language, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		k.ID, k.Guild, k.Person, k.Words, string(k.Topic), k.Agency, string(k.Language), millis(s.Now().Add(d))); err != nil {
		return "", fmt.Errorf("keep search: %w", err)
	}
	return k.ID, nil
}

// NarrowSearch changes the topic and agency of a kept search.
func (s *Store) NarrowSearch(ctx context.Context, k KeptSearch) error {
	if _, err := s.exec(ctx, `UPDATE searches SET topic = $1, agency = $2 WHERE id = $3 AND guild = $4 AND person = $5`,
		string(k.Topic), k.Agency, k.ID, k.Guild, k.Person); err != nil {
		return fmt.Errorf("narrow search: %w", err)
	}
	return nil
}

// KeptSearch returns the search of a person in a server, or ErrForgotten.
func (s *Store) KeptSearch(ctx context.Context, guild, person, id string) (KeptSearch, error) {
	k := KeptSearch{ID: id, Guild: guild, Person: person}
	err := s.db.QueryRowContext(ctx, `SELECT words, topic, agency, language FROM searches
		WHERE id = $1 AND guild = $2 AND person = $3 AND expires_at > $4`, id, guild, person, millis(s.Now())).
		Scan(&k.Words, &k.Topic, &k.Agency, &k.Language)
	if errors.Is(err, sql.ErrNoRows) {
		return KeptSearch{}, ErrForgotten
	}
	if err != nil {
		return KeptSearch{}, fmt.Errorf("read search: %w", err)
	}
	return k, nil
}
