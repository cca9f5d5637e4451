package state

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite" // its driver is called "sqlite", too
)

// File is the name of the database in the data directory.
const File = "policybot.db"

//go:embed migrations/*.sql
var migrations embed.FS

// guildTables are the tables that belong to a server, personTables those that
// hold something about a person; ForgetGuild and ForgetPerson empty them. The
// audit log is the server's record of what was done to it, so it is not a
// person's to delete.
var (
	guildTables = []string{"settings", "feedback", "answer_figures", "answers", "searches", "audit",
		"acknowledgements", "notices", "deliveries", "subscriptions", "quiet_hours", "server_documents", "server_bases", "questions"}
	personTables = []string{"feedback", "answer_figures", "answers", "searches",
		"acknowledgements", "notices", "deliveries", "subscriptions"}
)

// Store keeps what must survive a restart, in SQLite. Every write is on disk
// before the call returns; the process may be killed at any moment. It is
// safe for use by several goroutines and several processes.
type Store struct {
	Now     func() time.Time // the clock; time.Now
	Sharing Sharing          // of the operator's base; set it before the store is used

	db     *sql.DB
	writer chan struct{} // held by whoever writes
}

// Tx is one transaction of the store: what is done in it is on disk together,
// or none of it is.
type Tx struct {
	tx      *sql.Tx
	now     time.Time // when the transaction began
	sharing Sharing
}

// Now returns when the transaction began.
func (t *Tx) Now() time.Time { return t.now }

// Update calls do with a transaction, which is written when do returns no
// error.
func (s *Store) Update(ctx context.Context, do func(*Tx) error) error {
	return s.transact(ctx, func(tx *sql.Tx) error { return do(&Tx{tx: tx, now: s.Now(), sharing: s.Sharing}) })
}

// querier is what a database and a transaction have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// each calls do for every row of a query.
func each(ctx context.Context, q querier, do func(*sql.Rows) error, query string, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows); err != nil {
			return err
		}
	}
	return errors.Join(rows.Err(), rows.Close())
}

// OpenExisting is [Open] for a database that is there already.
func OpenExisting(ctx context.Context, dir string) (*Store, error) {
	if _, err := os.Stat(filepath.Join(dir, File)); err != nil {
		return nil, fmt.Errorf("open state: there is none in %s; name the data directory of policybot serve with --data", dir)
	}
	return Open(ctx, dir)
}

// Open opens the database in directory dir, making both where they are
// missing and bringing an older database up to date.
func Open(ctx context.Context, dir string) (*Store, error) {
	path := filepath.Join(dir, File)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open state: %w", roomError(err))
	}
	if err := checkStart(dir); err != nil {
		return nil, fmt.Errorf("open state: %w", err)
	}
	// SQLite would make the file readable for everybody.
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open state: %w", err)
	}
	if err := file.Close(); err != nil {
		return nil, fmt.Errorf("open state: %w", err)
	}
	db, err := sql.Open("sqlite", sourceOf(path,
		// A transaction takes the write lock when it begins: one that only
		// asks for it at its first write fails if another wrote meanwhile.
		"_txlock", "immediate",
		// What is deleted is overwritten, in the file and, by [Store.Erase], in
		// the log.
		"_pragma", "busy_timeout(10000)", "_pragma", "journal_mode(WAL)", "_pragma", "synchronous(FULL)", "_pragma", "foreign_keys(1)", "_pragma", "secure_delete(1)"))
	if err != nil {
		return nil, fmt.Errorf("open state %s: %w", path, err)
	}
	s := &Store{db: db, writer: make(chan struct{}, 1), Now: time.Now}
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open state %s: %w", path, roomError(err)), db.Close())
	}
	return s, nil
}

// sourceOf names a database file with settings, by twos, to the driver.
func sourceOf(path string, settings ...string) string {
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	query := url.Values{}
	for i := 0; i+1 < len(settings); i += 2 {
		query.Add(settings[i], settings[i+1])
	}
	source := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: query.Encode()}
	return source.String()
}

func (s *Store) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, s.db, files)
	if err != nil {
		return err
	}
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	if current > target {
		return fmt.Errorf("the database has version %d and this program knows %d: it was written by a newer policybot; run that one, or restore a backup", current, target)
	}
	if current == target {
		return nil
	}
	_, err = provider.Up(ctx)
	return err
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// Ready reports whether the database answers and can be written.
func (s *Store) Ready(ctx context.Context) error {
	var one int
	if err := s.db.QueryRowContext(ctx, `SELECT 1`).Scan(&one); err != nil {
		return err
	}
	return s.Writable(ctx)
}

// Erase overwrites what was deleted in the files of the database: the log is
// written into the database, where deleted rows are zeros, and emptied.
// It waits for those who read.
func (s *Store) Erase(ctx context.Context) error {
	var busy, log, done int
	if err := s.db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &log, &done); err != nil {
		return fmt.Errorf("erase what was deleted: %w", roomError(err))
	}
	if busy != 0 {
		return errors.New("erase what was deleted: others read the database; it is tried again")
	}
	return nil
}

// Secret returns the 32-byte secret of the given name. It is made at random
// the first time and is the same ever after, for every process that shares
// the database.
func (s *Store) Secret(ctx context.Context, name string) ([]byte, error) {
	fresh := make([]byte, 32)
	rand.Read(fresh)
	if _, err := s.exec(ctx, `INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`,
		name, hex.EncodeToString(fresh)); err != nil {
		return nil, fmt.Errorf("make secret %s: %w", name, err)
	}
	var value string
	if err := s.db.QueryRowContext(ctx, `SELECT value FROM secrets WHERE name = $1`, name).Scan(&value); err != nil {
		return nil, fmt.Errorf("read secret %s: %w", name, err)
	}
	return hex.DecodeString(value)
}

// SameApplication reports whether the state is that of an application, by its id:
// the first one that asks makes it its own.
func (s *Store) SameApplication(ctx context.Context, id string) (bool, error) {
	if _, err := s.exec(ctx, `INSERT INTO secrets (name, value) VALUES ('application', $1) ON CONFLICT (name) DO NOTHING`, id); err != nil {
		return false, fmt.Errorf("note the application: %w", err)
	}
	var owner string
	if err := s.db.QueryRowContext(ctx, `SELECT value FROM secrets WHERE name = 'application'`).Scan(&owner); err != nil {
		return false, fmt.Errorf("read the application: %w", err)
	}
	return owner == id, nil
}

// ForgetGuild deletes everything kept for a server.
func (s *Store) ForgetGuild(ctx context.Context, guild string) error {
	if guild == "" {
		return errors.New("forget server: no server given")
	}
	if err := s.deleteFrom(ctx, guildTables, "guild", guild); err != nil {
		return err
	}
	// What people subscribed there for themselves, and the change log of its base.
	err := s.transact(ctx, func(tx *sql.Tx) error {
		for _, statement := range []string{
			// Numbers of the log are not given twice.
			`INSERT INTO cursors (name, seq) SELECT '` + logEnd + `', COALESCE(MAX(seq), 0) FROM changes WHERE $1 <> ''
				ON CONFLICT (name) DO UPDATE SET seq = CASE WHEN excluded.seq > cursors.seq THEN excluded.seq ELSE cursors.seq END`,
			`DELETE FROM subscriptions WHERE about = $1`,
			`DELETE FROM notices WHERE change_seq IN (SELECT seq FROM changes WHERE base = $1)`,
			`DELETE FROM changes WHERE base = $1`,
			`DELETE FROM revisions WHERE base = $1`,
		} {
			if _, err := tx.ExecContext(ctx, statement, guild); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("forget the base of server %s: %w", guild, err)
	}
	return s.Erase(ctx)
}

// deleteFrom deletes the rows of tables whose column has the value.
func (s *Store) deleteFrom(ctx context.Context, tables []string, column, value string) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		for _, table := range tables {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE `+column+` = $1`, value); err != nil {
				return fmt.Errorf("delete from %s: %w", table, err)
			}
		}
		return nil
	})
}

// transact runs do in one transaction. Those of this process take turns:
// SQLite lets one write at a time, and makes the others try again after ever
// longer pauses, so that of two hundred at once the last waits for seconds.
func (s *Store) transact(ctx context.Context, do func(*sql.Tx) error) error {
	select {
	case s.writer <- struct{}{}:
		defer func() { <-s.writer }()
	case <-ctx.Done():
		return ctx.Err()
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return roomError(err)
	}
	defer tx.Rollback() // after Commit it does nothing
	if err := do(tx); err != nil {
		return roomError(err)
	}
	return roomError(tx.Commit())
}

// exec runs one statement that writes.
func (s *Store) exec(ctx context.Context, query string, args ...any) (result sql.Result, err error) {
	err = s.transact(ctx, func(tx *sql.Tx) error {
		result, err = tx.ExecContext(ctx, query, args...)
		return err
	})
	return result, err
}

// newID returns an identifier that cannot be guessed, 26 letters and digits.
func newID() string { return rand.Text() }

// millis is the time as the database holds it.
func millis(t time.Time) int64 { return t.UnixMilli() }

// bit is a truth value as the database holds it.
func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// ErrNoRoom means that nothing can be written: the disk is full, read only, or
// not the bot's to write to.
var ErrNoRoom = errors.New("the disk is full or cannot be written to; make room, or make the data directory writable")

// The result codes of SQLite, https://www.sqlite.org/rescode.html, that say the
// same of a database.
var noRoomCodes = map[int]bool{8: true, 10: true, 13: true, 14: true} // READONLY, IOERR, FULL, CANTOPEN

// IsNoRoom reports whether an error says that a disk is full or cannot be
// written to.
func IsNoRoom(err error) bool {
	if e, ok := errors.AsType[*sqlite.Error](err); ok && noRoomCodes[e.Code()&0xff] {
		return true
	}
	for _, no := range []error{ErrNoRoom, syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS, syscall.EFBIG, fs.ErrPermission} {
		if errors.Is(err, no) {
			return true
		}
	}
	return false
}

// roomError marks an error that says that there is no room.
func roomError(err error) error {
	if err != nil && IsNoRoom(err) && !errors.Is(err, ErrNoRoom) {
		return fmt.Errorf("%w (%w)", ErrNoRoom, err)
	}
	return err
}

// Writable reports, by writing, whether the state can be written; nil means
// that it can.
func (s *Store) Writable(ctx context.Context) error {
	_, err := s.exec(ctx, `INSERT INTO cursors (name, seq) VALUES ('trial', $1) ON CONFLICT (name) DO UPDATE SET seq = $1`, millis(s.Now()))
	return err
}
