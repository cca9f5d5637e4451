package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// InService is the revision of a base that questions are answered from.
type InService struct {
	Base     string // the server whose it is, or [OperatorBase]
	Seq      int64
	Revision string
	Reader   string // version of the reader that read it
	At       time.Time
}

// InService returns the revision of a base in service; one without a number
// where there was none yet.
func (s *Store) InService(ctx context.Context, base string) (InService, error) {
	r := InService{Base: base}
	var at int64
	err := s.db.QueryRowContext(ctx, `SELECT seq, revision, reader, at FROM revisions WHERE base = $1 ORDER BY seq DESC LIMIT 1`, base).
		Scan(&r.Seq, &r.Revision, &r.Reader, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return InService{Base: base}, nil
	}
	if err != nil {
		return InService{}, fmt.Errorf("read the revision in service: %w", err)
	}
	r.At = time.UnixMilli(at)
	return r, nil
}

// ErrSuperseded means that another process has put a revision in service
// since the one that the changes were told from.
var ErrSuperseded = errors.New("another revision was put in service meanwhile")

// PutInService makes revision the one in service and appends the changes that
// lead to it from the one before, in one transaction: a crash leaves both or
// neither. after is the revision that the changes start from. Seq and At of
// the changes are set. moved is what became of what people were told.
func (s *Store) PutInService(ctx context.Context, after InService, revision, reader string, changes []Logged, moved []Moved) error {
	err := s.transact(ctx, func(tx *sql.Tx) error {
		var last, own, seq int64
		if err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(seq), 0), COALESCE(MAX(CASE WHEN base = $1 THEN seq ELSE 0 END), 0) FROM revisions`, after.Base).
			Scan(&last, &own); err != nil {
			return err
		}
		if own != after.Seq {
			return ErrSuperseded
		}
		now := s.Now()
		if _, err := tx.ExecContext(ctx, `INSERT INTO revisions (seq, revision, reader, at, base) VALUES ($1, $2, $3, $4, $5)`,
			last+1, revision, reader, millis(now), after.Base); err != nil {
			return err
		}
		if err := tx.QueryRowContext(ctx, `SELECT MAX(seq) FROM (SELECT 0 AS seq UNION SELECT MAX(seq) FROM changes UNION SELECT seq FROM cursors WHERE name = $1) known`, logEnd).Scan(&seq); err != nil {
			return err
		}
		for i := range changes {
			seq++
			changes[i].Seq, changes[i].At, changes[i].Base = seq, time.UnixMilli(millis(now)), after.Base
			if err := appendChange(ctx, tx, &changes[i], last+1); err != nil {
				return err
			}
		}
		return follow(ctx, tx, moved, changes, after, revision)
	})
	if err != nil {
		return fmt.Errorf("put revision %.12s in service: %w", revision, err)
	}
	return nil
}
