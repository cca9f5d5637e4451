package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Quiet is the hours in which a server is not disturbed, in minutes from
// midnight in its time zone. Start after Until runs over midnight; equal ones
// are no quiet hours.
type Quiet struct{ Start, Until int }

// Includes reports whether the minute of the day is a quiet one.
func (q Quiet) Includes(minute int) bool {
	if q.Start <= q.Until {
		return q.Start <= minute && minute < q.Until
	}
	return minute >= q.Start || minute < q.Until
}

// SetQuiet sets the quiet hours of a server.
func (s *Store) SetQuiet(ctx context.Context, guild string, q Quiet) error {
	const day = 24 * 60
	if q.Start < 0 || q.Until < 0 || q.Start >= day || q.Until >= day {
		return errors.New("quiet hours: give two times of the day, such as 22:00 and 08:00")
	}
	_, err := s.exec(ctx, `INSERT INTO quiet_hours (guild, start, until) VALUES ($1, $2, $3)
		ON CONFLICT (guild) DO UPDATE SET start = $2, until = $3`, guild, q.Start, q.Until)
	if err != nil {
		return fmt.Errorf("set quiet hours: %w", err)
	}
	return nil
}

// QuietHours returns the quiet hours of a server; the zero Quiet for none.
func (s *Store) QuietHours(ctx context.Context, guild string) (Quiet, error) {
	return quietOf(ctx, s.db, guild)
}

// QuietHours returns the quiet hours of a server; the zero Quiet for none.
func (t *Tx) QuietHours(ctx context.Context, guild string) (Quiet, error) {
	return quietOf(ctx, t.tx, guild)
}

func quietOf(ctx context.Context, q querier, guild string) (Quiet, error) {
	var quiet Quiet
	err := q.QueryRowContext(ctx, `SELECT start, until FROM quiet_hours WHERE guild = $1`, guild).Scan(&quiet.Start, &quiet.Until)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return Quiet{}, fmt.Errorf("read quiet hours: %w", err)
	}
	return quiet, nil
}
