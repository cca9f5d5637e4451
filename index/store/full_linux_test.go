package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"policybot/index/store"
)

// limitFiles lets no file grow over some bytes until the test ends, as a disk
// that fills up does.
func limitFiles(t *testing.T, bytes uint64) (lift func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: bytes, Max: before.Max}); err != nil {
		t.Fatal(err)
	}
	lift = func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(lift)
	return lift
}

// TestFullDisk builds an index while files can grow to ever more bytes: it is
// kept or held in memory, without a panic, and nothing half is left behind.
func TestFullDisk(t *testing.T) {
	const alone = "POLICYBOT_TEST_ALONE" // the limit is one of the whole process
	if os.Getenv(alone) == "" {
		self := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestFullDisk$")
		self.Env = append(os.Environ(), alone+"=1")
		if out, err := self.CombinedOutput(); err != nil {
			t.Errorf("%v:\n%s", err, out)
		}
		return
	}
	base := manyRules()
	for _, bytes := range []uint64{0, 1000, 20_000, 60_000, 200_000} {
		t.Run(fmt.Sprint(bytes), func(t *testing.T) {
			dir := t.TempDir()
			lift := limitFiles(t, bytes)
			s, err := store.Open(t.Context(), dir, base)
			if err != nil {
				t.Fatalf("got %v, want the index in memory", err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			wholeOrNothing(t, dir)
			lift()
			if s, err = store.Open(t.Context(), dir, base); err != nil {
				t.Fatalf("with room again: %v", err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if kept := store.Check(dir); len(kept) != 1 || kept[0].Problem != nil {
				t.Errorf("with room again: got %+v, want one sound index", kept)
			}
		})
	}
}

// TestCancelledBuild ends a build at ever later moments.
func TestCancelledBuild(t *testing.T) {
	base := manyRules()
	for after := time.Duration(0); after < 200*time.Millisecond; after += 25 * time.Millisecond {
		dir := t.TempDir()
		ctx, cancel := context.WithTimeout(t.Context(), after)
		s, err := store.Open(ctx, dir, base)
		cancel()
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("after %v: got %v, want it cancelled or built", after, err)
		}
		if err == nil {
			s.Close()
		}
		wholeOrNothing(t, dir)
	}
}

// wholeOrNothing fails where a directory of indexes holds work half done.
func wholeOrNothing(t *testing.T, dir string) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(dir, ".build-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	for _, c := range store.Check(dir) {
		if c.Problem != nil {
			t.Errorf("%s: %v", c.Path, c.Problem)
		}
	}
	if _, err := os.Stat(dir); err != nil && !strings.Contains(err.Error(), "not exist") {
		t.Error(err)
	}
}
