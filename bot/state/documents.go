package state

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// ServerDocument is one version of a document that a server has put into its
// base.
type ServerDocument struct {
	Name    string // of the file
	Version int    // from 1; set when it is written down
	Hash    string // SHA-256 of its bytes, hex; "" where this version takes it out
	Size    int64
	Edit    int64 // what was done together
	Actor   string
	At      time.Time
}

// newest holds for the rows of server_documents d that no other follows.
const newest = `NOT EXISTS (SELECT 1 FROM server_documents later WHERE later.guild = d.guild AND later.name = d.name AND later.version > d.version)`

const documentColumns = `d.name, d.version, d.hash, d.size, d.edit, d.actor, d.at`

func documentsWhere(ctx context.Context, q querier, where string, args ...any) ([]ServerDocument, error) {
	var list []ServerDocument
	err := each(ctx, q, func(r *sql.Rows) error {
		var d ServerDocument
		var at int64
		err := r.Scan(&d.Name, &d.Version, &d.Hash, &d.Size, &d.Edit, &d.Actor, &at)
		d.At = time.UnixMilli(at)
		list = append(list, d)
		return err
	}, `SELECT `+documentColumns+` FROM server_documents d WHERE `+where+` ORDER BY d.name, d.version`, args...)
	if err != nil {
		return nil, fmt.Errorf("read the documents of a server: %w", err)
	}
	return list, nil
}

// ServerDocuments returns the documents of a server as they are now, by name.
func (s *Store) ServerDocuments(ctx context.Context, server string) ([]ServerDocument, error) {
	return documentsWhere(ctx, s.db, `d.guild = $1 AND d.hash <> '' AND `+newest, server)
}

// Limits say how much a server may put into its base; 0 is no limit.
type Limits struct {
	Documents int
	Bytes     int64 // of all documents as they are now
}

// ErrTooManyDocuments and ErrTooManyBytes mean that a server has no room for
// what it wants to put into its base.
var (
	ErrTooManyDocuments = errors.New("the server has as many documents as it may have")
	ErrTooManyBytes     = errors.New("the documents of the server are as large as they may be together")
)

// ChangeDocuments writes down new versions of documents of a server, all of
// them or, beyond the limits, none, and who did it; what names it in the audit
// log. It returns the number of the edit.
func (s *Store) ChangeDocuments(ctx context.Context, server, actor, what string, limits Limits, changed []ServerDocument) (edit int64, err error) {
	err = s.transact(ctx, func(tx *sql.Tx) error {
		edit, err = s.changeDocuments(ctx, tx, server, actor, what, limits, changed)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("change the documents of server %s: %w", server, err)
	}
	return edit, nil
}

func (s *Store) changeDocuments(ctx context.Context, tx *sql.Tx, server, actor, what string, limits Limits, changed []ServerDocument) (edit int64, err error) {
	if _, err := tx.ExecContext(ctx, `INSERT INTO server_bases (guild, edit, served) VALUES ($1, 1, 0)
		ON CONFLICT (guild) DO UPDATE SET edit = server_bases.edit + 1`, server); err != nil {
		return 0, err
	}
	if err := tx.QueryRowContext(ctx, `SELECT edit FROM server_bases WHERE guild = $1`, server).Scan(&edit); err != nil {
		return 0, err
	}
	var names []string
	for _, d := range changed {
		names = append(names, d.Name)
		if _, err := tx.ExecContext(ctx, `INSERT INTO server_documents (guild, name, version, hash, size, edit, actor, at)
			SELECT $1, $2, COALESCE(MAX(version), 0) + 1, $3, $4, $5, $6, $7 FROM server_documents WHERE guild = $1 AND name = $2`,
			server, d.Name, d.Hash, d.Size, edit, actor, millis(s.Now())); err != nil {
			return 0, err
		}
	}
	var documents int
	var bytes int64
	if err := tx.QueryRowContext(ctx, `SELECT COUNT(*), COALESCE(SUM(size), 0) FROM server_documents d WHERE d.guild = $1 AND d.hash <> '' AND `+newest, server).
		Scan(&documents, &bytes); err != nil {
		return 0, err
	}
	switch {
	case limits.Documents > 0 && documents > limits.Documents:
		return 0, ErrTooManyDocuments
	case limits.Bytes > 0 && bytes > limits.Bytes:
		return 0, ErrTooManyBytes
	}
	return edit, s.appendAudit(ctx, tx, Action{Guild: server, Actor: actor, Name: what, Became: strings.Join(names, ", ")})
}

// LastEdit returns what the last edit of a server's documents wrote down, each
// with the version before it, which is without a hash where there was none;
// nothing where there is no edit.
func (s *Store) LastEdit(ctx context.Context, server string) (now, before []ServerDocument, err error) {
	now, err = documentsWhere(ctx, s.db, `d.guild = $1 AND d.edit = (SELECT edit FROM server_bases WHERE guild = $1)`, server)
	if err != nil {
		return nil, nil, err
	}
	for _, d := range now {
		earlier, err := documentsWhere(ctx, s.db, `d.guild = $1 AND d.name = $2 AND d.version = $3`, server, d.Name, d.Version-1)
		if err != nil {
			return nil, nil, err
		}
		if len(earlier) == 0 && d.Version > 1 {
			return nil, nil, fmt.Errorf("read what %s was before: %w", d.Name, ErrForgotten)
		}
		if len(earlier) == 0 {
			earlier = []ServerDocument{{Name: d.Name}}
		}
		before = append(before, earlier[0])
	}
	return now, before, nil
}

// EditOf returns the number of the last edit of a server's documents, 0 for
// none, and whether what it wrote down is in service.
func (s *Store) EditOf(ctx context.Context, server string) (edit int64, served bool, err error) {
	var last int64
	err = s.db.QueryRowContext(ctx, `SELECT edit, served FROM server_bases WHERE guild = $1`, server).Scan(&edit, &last)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, true, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("read how far the base of server %s is: %w", server, err)
	}
	return edit, edit == last, nil
}

// ServedEdit notes that an edit of a server's documents is in service.
func (s *Store) ServedEdit(ctx context.Context, server string, edit int64) error {
	if _, err := s.exec(ctx, `UPDATE server_bases SET served = $2 WHERE guild = $1 AND served < $2`, server, edit); err != nil {
		return fmt.Errorf("note how far the base of server %s is: %w", server, err)
	}
	return nil
}

// ServersBehind returns the servers whose last edit is not in service yet.
func (s *Store) ServersBehind(ctx context.Context) ([]string, error) {
	return s.servers(ctx, `SELECT guild FROM server_bases WHERE served < edit ORDER BY guild`)
}

// KnownServers returns the servers whose managers have set something up, put
// something in or subscribed.
func (s *Store) KnownServers(ctx context.Context) ([]string, error) {
	return s.servers(ctx, `SELECT guild FROM settings WHERE guild <> '' UNION SELECT guild FROM subscriptions WHERE guild <> ''
		UNION SELECT guild FROM server_bases ORDER BY 1`)
}

func (s *Store) servers(ctx context.Context, query string) ([]string, error) {
	var list []string
	err := each(ctx, s.db, func(r *sql.Rows) error {
		var server string
		err := r.Scan(&server)
		list = append(list, server)
		return err
	}, query)
	if err != nil {
		return nil, fmt.Errorf("list servers: %w", err)
	}
	return list, nil
}

// PruneDocuments forgets the oldest earlier versions of a server's documents
// until all that are left have at most so many bytes together; 0 is no limit.
// It returns the names of the files that are left, as name makes them.
func (s *Store) PruneDocuments(ctx context.Context, server string, most int64, name func(file, hash string) string) (map[string]bool, error) {
	left := map[string]bool{}
	err := s.transact(ctx, func(tx *sql.Tx) error {
		all, err := documentsWhere(ctx, tx, `d.guild = $1`, server)
		if err != nil {
			return err
		}
		latest := map[string]int{}
		for _, d := range all {
			latest[d.Name] = max(latest[d.Name], d.Version)
		}
		slices.SortStableFunc(all, func(a, b ServerDocument) int { return cmp.Compare(b.Edit, a.Edit) })
		var bytes int64
		for _, d := range all {
			current := latest[d.Name] == d.Version
			kept := ""
			if d.Hash != "" {
				kept = name(d.Name, d.Hash)
			}
			if kept != "" && !left[kept] {
				bytes += d.Size
			}
			if current || most <= 0 || bytes <= most {
				if kept != "" {
					left[kept] = true
				}
				continue
			}
			if kept != "" && !left[kept] {
				bytes -= d.Size
			}
			if _, err := tx.ExecContext(ctx, `DELETE FROM server_documents WHERE guild = $1 AND name = $2 AND version = $3`, server, d.Name, d.Version); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("forget earlier versions of server %s: %w", server, err)
	}
	return left, nil
}

// Bases returns the bases that a server sees; with no server, those that
// people see who write to the bot directly.
func (s *Store) Bases(ctx context.Context, server string) (Bases, error) {
	return basesOf(ctx, s.db, s.Sharing, server)
}

// Bases returns the bases that a server sees.
func (t *Tx) Bases(ctx context.Context, server string) (Bases, error) {
	return basesOf(ctx, t.tx, t.sharing, server)
}

func basesOf(ctx context.Context, q querier, sharing Sharing, server string) (Bases, error) {
	if server == "" {
		return Bases{Operator: sharing != ShareNever}, nil
	}
	var edits, documents int // documents stays 0 where they do not matter
	if err := q.QueryRowContext(ctx, `SELECT COUNT(*) FROM server_bases WHERE guild = $1`, server).Scan(&edits); err != nil {
		return Bases{}, fmt.Errorf("read the bases of server %s: %w", server, err)
	}
	b := Bases{}
	if edits > 0 {
		b.Own = server
	}
	if sharing == ShareNever {
		return b, nil
	}
	settings, err := settingsOf(ctx, q, server)
	if err != nil {
		return Bases{}, err
	}
	if sharing == ShareUntil && edits > 0 {
		if err := q.QueryRowContext(ctx, `SELECT COUNT(*) FROM server_documents d WHERE d.guild = $1 AND d.hash <> '' AND `+newest, server).Scan(&documents); err != nil {
			return Bases{}, fmt.Errorf("read the bases of server %s: %w", server, err)
		}
	}
	b.Operator = settings.Shared && documents == 0
	return b, nil
}
