package shelf

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"policybot/bot"
)

// keptShare bounds what is kept of earlier versions: all versions together are
// at most so many times what the documents of a server may be.
const keptShare = 3

// prune removes the oldest earlier versions of a server's documents where they
// take more room than they may, and files that belong to none.
func (s *Shelf) prune(ctx context.Context, server string) error {
	var most int64
	if s.Limits.Bytes > 0 {
		most = keptShare * s.Limits.Bytes
	}
	names, err := s.Store.PruneDocuments(ctx, server, most, bot.KeptName)
	if err != nil {
		return err
	}
	dir := filepath.Join(s.directory(server), bot.VersionsDir)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if names[e.Name()] || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			s.Log.Warn("remove an earlier version", "guild", server, "error", err)
		}
	}
	return nil
}
