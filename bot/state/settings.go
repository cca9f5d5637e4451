package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"policybot/knowledge"
)

// Settings are what the managers of a server chose for it.
type Settings struct {
	Language     knowledge.Language `json:"language,omitempty"`      // of everything said there; "" follows each person
	Private      bool               `json:"private"`                 // answers are shown to the asker alone unless they ask otherwise
	AskChannel   string             `json:"ask_channel,omitempty"`   // where questions the documents do not answer go; "" for nowhere
	ManagerRoles []string           `json:"manager_roles,omitempty"` // roles that may use the managers' commands, beside members who manage the server
	ShareRoles   []string           `json:"share_roles,omitempty"`   // roles that may show an answer to everybody; none means everybody may
	KeepDays     int                `json:"keep_days"`               // how long answers given are kept
	Corrections  bool               `json:"corrections"`             // tell people when a figure they were given has changed
	TimeZone     string             `json:"time_zone,omitempty"`     // IANA name; "" means the base's
	Shared       bool               `json:"shared"`                  // answer from the operator's base, too, where that is allowed
	SurePercent  int                `json:"sure_percent,omitempty"`  // how sure an answer must be to be given as one; 0 leaves it to the index

	Threads bool   `json:"threads,omitempty"`  // a thread is opened below each answer to /ask that everybody sees
	AskRole string `json:"ask_role,omitempty"` // told of questions to people; "" for nobody
}

// MaxKeepDays is the longest time answers are kept.
const MaxKeepDays = 3650

// DefaultSettings are the settings of a server that has chosen nothing.
func DefaultSettings() Settings {
	return Settings{Private: true, KeepDays: 365, Corrections: true, Shared: true}
}

// Check says what is wrong with the settings, in words for a manager.
func (s Settings) Check() error {
	if s.KeepDays < 1 || s.KeepDays > MaxKeepDays {
		return fmt.Errorf("keep answers for %d days: choose between 1 and %d", s.KeepDays, MaxKeepDays)
	}
	if s.Language != "" && s.Language != knowledge.Chinese && s.Language != knowledge.English {
		return fmt.Errorf("language %q: choose %q or %q", s.Language, knowledge.Chinese, knowledge.English)
	}
	if s.SurePercent < 0 || s.SurePercent > 99 {
		return fmt.Errorf("sure to %d percent: choose between 0 and 99", s.SurePercent)
	}
	if _, err := time.LoadLocation(s.TimeZone); err != nil {
		return fmt.Errorf("time zone %q: write an IANA name such as Asia/Shanghai", s.TimeZone)
	}
	return nil
}

// Settings returns the settings of a server.
func (s *Store) Settings(ctx context.Context, guild string) (Settings, error) {
	return settingsOf(ctx, s.db, guild)
}

func settingsOf(ctx context.Context, q querier, guild string) (Settings, error) {
	var out Settings
	var managers, sharers string
	err := q.QueryRowContext(ctx, `SELECT language, private, ask_channel, manager_roles, share_roles, keep_days, corrections, time_zone, sure_percent, shared, threads, ask_role
		FROM settings WHERE guild = $1`, guild).Scan(&out.Language, &out.Private, &out.AskChannel, &managers, &sharers,
		&out.KeepDays, &out.Corrections, &out.TimeZone, &out.SurePercent, &out.Shared, &out.Threads, &out.AskRole)
	if errors.Is(err, sql.ErrNoRows) {
		return DefaultSettings(), nil
	}
	if err == nil {
		err = errors.Join(json.Unmarshal([]byte(managers), &out.ManagerRoles), json.Unmarshal([]byte(sharers), &out.ShareRoles))
	}
	if err != nil {
		return Settings{}, fmt.Errorf("read settings of server %s: %w", guild, err)
	}
	return out, nil
}

// Settings returns the settings of a server.
func (t *Tx) Settings(ctx context.Context, guild string) (Settings, error) {
	return settingsOf(ctx, t.tx, guild)
}

// ChangeSettings lets change edit the settings of a server and writes both
// the result and who did it. It returns the settings as they are now.
func (s *Store) ChangeSettings(ctx context.Context, guild, actor string, change func(*Settings)) (Settings, error) {
	var after Settings
	err := s.transact(ctx, func(tx *sql.Tx) error {
		before, err := settingsOf(ctx, tx, guild)
		if err != nil {
			return err
		}
		after = before
		after.ManagerRoles, after.ShareRoles = slices.Clone(before.ManagerRoles), slices.Clone(before.ShareRoles)
		change(&after)
		if err := after.Check(); err != nil {
			return err
		}
		was, became := encode(before), encode(after)
		if was == became {
			return nil
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO settings
			(guild, language, private, ask_channel, manager_roles, share_roles, keep_days, corrections, time_zone, sure_percent, shared, threads, ask_role)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
			ON CONFLICT (guild) DO UPDATE SET language = $2, private = $3, ask_channel = $4, manager_roles = $5,
			share_roles = $6, keep_days = $7, corrections = $8, time_zone = $9, sure_percent = $10, shared = $11, threads = $12, ask_role = $13`,
			guild, string(after.Language), bit(after.Private), after.AskChannel, encode(after.ManagerRoles), encode(after.ShareRoles),
			after.KeepDays, bit(after.Corrections), after.TimeZone, after.SurePercent, bit(after.Shared), bit(after.Threads), after.AskRole); err != nil {
			return fmt.Errorf("write settings of server %s: %w", guild, err)
		}
		return s.appendAudit(ctx, tx, Action{Guild: guild, Actor: actor, Name: "settings", Was: was, Became: became})
	})
	return after, err
}

// encode returns v as JSON; v holds nothing that JSON cannot.
func encode(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

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

// OperatorBase names the base of whoever runs the bot. Each server's own base
// is named by the server.
const OperatorBase = ""

// Sharing says which servers are answered from the operator's base.
type Sharing string

// The ways of sharing it.
const (
	ShareAlways Sharing = ""      // every server that wants it
	ShareUntil  Sharing = "until" // those that have put no documents in themselves
	ShareNever  Sharing = "never" // none
)

// Bases are those that a server sees: its own, and the operator's where that
// is shared with it. Everything that is read for a server is read through
// these.
type Bases struct {
	Own      string // "" where it has none
	Operator bool
}

// Holds reports whether a base is one of them.
func (b Bases) Holds(base string) bool {
	return base == OperatorBase && b.Operator || base != OperatorBase && base == b.Own
}

// both returns the names of the bases as two of which none need be left out.
func (b Bases) both() (first, second string) {
	const none = "none" // no server is called so
	switch {
	case b.Own != "" && b.Operator:
		return b.Own, OperatorBase
	case b.Own != "":
		return b.Own, b.Own
	case b.Operator:
		return OperatorBase, OperatorBase
	}
	return none, none
}
