package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"policybot/index/store"
	"policybot/knowledge"
)

// manyRules is a base whose index takes about a megabyte.
func manyRules() *knowledge.Base {
	base := &knowledge.Base{Revision: "manyrules"}
	for d := range 40 {
		document := knowledge.Document{ID: knowledge.DocumentID(fmt.Sprintf("%d.md", d)), Title: fmt.Sprint("Rules ", d), Language: knowledge.English}
		for n := range 60 {
			document.Sections = append(document.Sections, knowledge.Section{ID: knowledge.SectionID(fmt.Sprint(n)), Number: fmt.Sprint(n),
				Text: fmt.Sprintf("Boat %x%x pays %d pounds for berth %x.", n*7919+d, d*104729+n, n*d, n*d*7+13)})
		}
		base.Documents = append(base.Documents, document)
	}
	return base
}

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
