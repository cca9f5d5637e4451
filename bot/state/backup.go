package state

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Snapshot writes the database, as it is at one moment, into a file that must
// not be there yet. Others may read and write meanwhile.
func (s *Store) Snapshot(ctx context.Context, file string) error {
	if _, err := os.Stat(file); err == nil {
		return fmt.Errorf("copy the state: %s is there already", file)
	}
	if _, err := s.db.ExecContext(ctx, `VACUUM INTO $1`, file); err != nil {
		return fmt.Errorf("copy the state: %w", roomError(err))
	}
	return os.Chmod(file, 0o600)
}

// ErrDamaged means that the database is not whole.
var ErrDamaged = errors.New("the database is damaged")

// CheckFile reports what is wrong with a database file, nil for nothing. Where
// thorough is set every page of it is read; else its size and first page.
func CheckFile(ctx context.Context, file string, thorough bool) error {
	if err := checkHeader(file); err != nil || !thorough {
		return err
	}
	db, err := sql.Open("sqlite", sourceOf(file, "mode", "ro"))
	if err != nil {
		return err
	}
	defer db.Close()
	var found []string
	for _, pragma := range []string{`PRAGMA integrity_check(5)`, `PRAGMA foreign_key_check`} {
		err := each(ctx, db, func(r *sql.Rows) error {
			columns, err := r.Columns()
			if err != nil {
				return err
			}
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(any)
			}
			if err := r.Scan(values...); err != nil {
				return err
			}
			if word := fmt.Sprint(*values[0].(*any)); word != "ok" {
				found = append(found, strings.Join(strings.Fields(word), " "))
			}
			return nil
		}, pragma)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	if len(found) > 0 {
		return fmt.Errorf("%w: %s", ErrDamaged, strings.Join(found[:min(len(found), 3)], "; "))
	}
	return nil
}

// checkHeader looks at the first bytes of a database file and at how long it is,
// https://www.sqlite.org/fileformat.html.
func checkHeader(file string) error {
	const magic, headerSize = "SQLite format 3\x00", 100
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() == 0 {
		return fmt.Errorf("%w: it is empty", ErrDamaged)
	}
	header := make([]byte, headerSize)
	if _, err := io.ReadFull(f, header); err != nil || string(header[:len(magic)]) != magic {
		return fmt.Errorf("%w: it does not begin as a database does", ErrDamaged)
	}
	page := int64(binary.BigEndian.Uint16(header[16:]))
	if page == 1 {
		page = 1 << 16
	}
	if want := page * int64(binary.BigEndian.Uint32(header[28:])); info.Size() < want && logSize(file) == 0 {
		return fmt.Errorf("%w: it has %d of %d bytes, as after a copy that was broken off", ErrDamaged, info.Size(), want)
	}
	return nil
}

// logSize is the size of the write-ahead log of a database file, which may hold
// pages that the file has not yet.
func logSize(file string) int64 {
	info, err := os.Stat(file + "-wal")
	if err != nil {
		return 0
	}
	return info.Size()
}

// checkStart refuses to begin with an empty database where there was another:
// one that is damaged, or that is gone while other state is left.
func checkStart(dir string) error {
	file := filepath.Join(dir, File)
	advice := fmt.Sprintf("; restore a backup with policybot restore, or move what is in %s away to begin anew", dir)
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0:
		left, _ := filepath.Glob(filepath.Join(dir, "base", "*.json"))
		if len(left) == 0 && logSize(file) == 0 {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %s is gone, though the directory holds earlier revisions%s", ErrDamaged, file, advice)
		}
		return fmt.Errorf("%w: %s is empty, though the directory holds earlier revisions%s", ErrDamaged, file, advice)
	case err != nil:
		return err
	}
	if err := checkHeader(file); err != nil {
		return fmt.Errorf("%s: %w%s", file, err, advice)
	}
	return nil
}
