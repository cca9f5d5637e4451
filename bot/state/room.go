package state

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
)

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
