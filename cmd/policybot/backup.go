package main

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"policybot/bot/state"
)

// backupDirectories are what a backup holds of the data directory beside the
// database. Indexes and caches are made again.
var backupDirectories = []string{"base", "versions", "bases"}

func newBackupCommand(s *settings) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the state into one file, also while serve runs",
		Long: `Copy the state into one file, a ZIP archive: settings, subscriptions, the change log,
answers, and the earlier versions of documents. It may be made while serve runs and is
of one moment. Indexes are not in it: they are built again. Whoever has the file can
read what people asked: keep it as safe as the data directory.`,
		Example: `  policybot backup /backups/policybot-$(date +%F).zip
  policybot backup --data /srv/policybot state.zip --json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			files, size, err := backup(cmd.Context(), s.data, args[0])
			if err != nil {
				return fmt.Errorf("backup: %w", err)
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(map[string]any{"file": args[0], "files": files, "bytes": size})
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %d files, %d bytes\n", printable(args[0]), files, size)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	return cmd
}

// backup writes the state in a data directory into a file, which is there whole
// or not at all.
func backup(ctx context.Context, data, file string) (files int, size int64, err error) {
	if _, err := os.Stat(file); err == nil {
		return 0, 0, fmt.Errorf("%s is there already; name another file", file)
	}
	store, err := state.OpenExisting(ctx, data)
	if err != nil {
		return 0, 0, err
	}
	defer store.Close()
	work, err := os.MkdirTemp(filepath.Dir(file), ".policybot-backup-*")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(work)
	// The database first: the files that it names are kept for long after.
	target, err := os.OpenFile(filepath.Join(work, "state.zip"), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return 0, 0, err
	}
	defer target.Close()
	archive := zip.NewWriter(target)
	snapshot := filepath.Join(work, state.File)
	if err := store.Snapshot(ctx, snapshot); err != nil {
		return 0, 0, err
	}
	if err := addFile(archive, snapshot, state.File); err != nil {
		return 0, 0, err
	}
	files = 1
	for _, name := range backupDirectories {
		n, err := addDirectory(ctx, archive, data, name)
		if err != nil {
			return 0, 0, err
		}
		files += n
	}
	if err := errors.Join(archive.Close(), target.Sync()); err != nil {
		return 0, 0, err
	}
	info, err := target.Stat()
	if err != nil {
		return 0, 0, err
	}
	return files, info.Size(), os.Rename(target.Name(), file)
}

func addDirectory(ctx context.Context, archive *zip.Writer, data, name string) (files int, err error) {
	err = filepath.WalkDir(filepath.Join(data, name), func(file string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // also a file that was replaced meanwhile
		}
		if err != nil || !entry.Type().IsRegular() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		below, err := filepath.Rel(data, file)
		if err != nil {
			return err
		}
		files++
		return addFile(archive, file, filepath.ToSlash(below))
	})
	return files, err
}

func addFile(archive *zip.Writer, file, name string) error {
	source, err := os.Open(file)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Now()})
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return err
}

func newRestoreCommand(s *settings) *cobra.Command {
	var asJSON, force bool
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Put back the state that backup has copied",
		Long: `Put back the state that backup has copied, into the data directory. serve must not run.
Where there is state already it is refused; with --force what is there is moved aside,
into a directory beside it, and nothing of it is deleted. The file is checked first.`,
		Example: `  policybot restore state.zip
  policybot restore --data /srv/policybot --force state.zip --json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			aside, err := restore(cmd.Context(), s.data, args[0], force)
			if err != nil {
				return fmt.Errorf("restore: %w", err)
			}
			if asJSON {
				return json.NewEncoder(cmd.OutOrStdout()).Encode(map[string]any{"data": s.data, "aside": aside})
			}
			fmt.Fprintf(cmd.OutOrStdout(), "The state is back in %s.\n", printable(s.data))
			if aside != "" {
				fmt.Fprintf(cmd.OutOrStdout(), "What was there is in %s.\n", printable(aside))
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.ValidArgsFunction = cobra.FixedCompletions([]string{"zip"}, cobra.ShellCompDirectiveFilterFileExt)
	cmd.Flags().BoolVar(&force, "force", false, "move what is there aside")
	return cmd
}

// restore unpacks a backup beside the data directory, checks it, and puts it in
// place. It returns where what was there is now, "" where there was nothing.
func restore(ctx context.Context, data, file string, force bool) (aside string, err error) {
	archive, err := zip.OpenReader(file)
	if err != nil {
		return "", fmt.Errorf("%s is no backup, or not a whole one: %w", file, err)
	}
	defer archive.Close()
	if err := os.MkdirAll(data, 0o700); err != nil {
		return "", err
	}
	work, err := os.MkdirTemp(data, ".restore-*")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(work)
	for _, f := range archive.File {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		if err := restoreFile(f, work); err != nil {
			return "", err
		}
	}
	if err := state.CheckFile(ctx, filepath.Join(work, state.File), true); err != nil {
		return "", fmt.Errorf("%s: %w", file, err)
	}
	there := stateIn(data)
	if len(there) > 0 && !force {
		return "", fmt.Errorf("%s holds state already (%s); stop serve and add --force to move it aside", data, strings.Join(there, ", "))
	}
	if len(there) > 0 {
		aside = filepath.Join(data, "before-restore-"+time.Now().UTC().Format("20060102T150405.000"))
		if err := os.Mkdir(aside, 0o700); err != nil {
			return "", err
		}
	}
	for _, name := range there {
		if err := os.Rename(filepath.Join(data, name), filepath.Join(aside, name)); err != nil {
			return aside, err
		}
	}
	for _, name := range slices.Backward(stateIn(work)) { // the database last
		if err := os.Rename(filepath.Join(work, name), filepath.Join(data, name)); err != nil {
			return aside, err
		}
	}
	return aside, nil
}

// stateIn lists what of the state is in a directory, the database first.
func stateIn(dir string) []string {
	var there []string
	for _, name := range append([]string{state.File, state.File + "-wal", state.File + "-shm"}, backupDirectories...) {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			there = append(there, name)
		}
	}
	return there
}

// restoreFile writes a file of a backup below a directory. Names that lead elsewhere
// are refused.
func restoreFile(f *zip.File, dir string) error {
	top, _, _ := strings.Cut(f.Name, "/")
	if !filepath.IsLocal(filepath.FromSlash(f.Name)) || path.Clean(f.Name) != f.Name || f.Name != state.File && !slices.Contains(backupDirectories, top) {
		return fmt.Errorf("it holds %q, which no backup does", f.Name)
	}
	target := filepath.Join(dir, filepath.FromSlash(f.Name))
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		return err
	}
	source, err := f.Open()
	if err != nil {
		return err
	}
	defer source.Close()
	out, err := os.OpenFile(target, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, source)
	if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
		return fmt.Errorf("unpack %s: %w", f.Name, err)
	}
	return nil
}
