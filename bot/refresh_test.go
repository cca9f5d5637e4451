package bot

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"policybot/bot/state"
	"policybot/knowledge/diff"
)

// writeBase writes files into a base directory; a nil content removes one.
func writeBase(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if content == "" {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func loans(limit string) string {
	return fmt.Sprintf("# 应急贷款管理办法\n\n第一条 为支持小微企业，制定本办法。\n\n第二条 单户贷款额度不超过%s。\n", limit)
}

func openBot(t testing.TB, base, data string) *Bot {
	t.Helper()
	b, err := Open(t.Context(), Config{Base: base, Data: data})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func openStore(t testing.TB, dir string) *state.Store {
	t.Helper()
	s, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func refresh(t testing.TB, b *Bot, s *state.Store) *Refreshed {
	t.Helper()
	done, err := b.Refresh(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestRefresh(t *testing.T) {
	base, data := t.TempDir(), t.TempDir()
	s := openStore(t, data)
	writeBase(t, base, map[string]string{"loans.md": loans("500万元"), "rents.md": "# 租金\n\n租金不超过3000元。\n"})
	b := openBot(t, base, data)
	if done := refresh(t, b, s); !done.First || len(done.Changes) != 0 {
		t.Fatalf("the first refresh told %+v", done)
	}
	if done := refresh(t, b, s); done.First || done.Replaced || len(done.Changes) != 0 {
		t.Fatalf("a refresh of an unchanged base did %+v", done)
	}

	// A change while the process is away is found at the next start.
	writeBase(t, base, map[string]string{"loans.md": loans("250万元")})
	b = openBot(t, base, data)
	done := refresh(t, b, s)
	if len(done.Changes) != 1 || done.Changes[0].Change.Kind != diff.FigureChanged || done.Changes[0].Change.New.Value != "2500000" {
		t.Fatalf("changes: %+v", done.Changes)
	}
	file, err := b.Version(done.Changes[0].Previous)
	if err != nil {
		t.Fatalf("the earlier version is not kept: %v", err)
	}
	defer file.Close()
	if text, err := io.ReadAll(file); err != nil || string(text) != loans("500万元") {
		t.Errorf("the earlier version is %q, %v", text, err)
	}
	if _, err := b.Version("../policybot.db"); err == nil {
		t.Error("a version outside its directory was opened")
	}

	// Another way of writing the same is no change.
	writeBase(t, base, map[string]string{"loans.md": loans("二百五十万元")})
	if done := refresh(t, b, s); len(done.Changes) != 0 || done.Silent != 1 || !done.Replaced {
		t.Errorf("another notation did %+v", done)
	}

	// A broken file leaves its last good version in service.
	writeBase(t, base, map[string]string{"rents.md": "\x00\x01\x02 not text \x00"})
	done = refresh(t, b, s)
	if len(done.Changes) != 0 || len(done.Kept) != 1 || done.Kept[0] != "rents.md" || b.Base().Document("rents.md") == nil {
		t.Errorf("a broken file did %+v", done)
	}
	writeBase(t, base, map[string]string{"rents.md": "# 租金\n\n租金不超过2000元。\n"})
	if done = refresh(t, b, s); len(done.Changes) != 1 || done.Changes[0].Change.Old.Value != "3000" {
		t.Errorf("mending the file did %+v", done)
	}
	writeBase(t, base, map[string]string{"rents.md": ""})
	if done = refresh(t, b, s); len(done.Changes) != 1 || done.Changes[0].Change.Kind != diff.DocumentRemoved {
		t.Errorf("removing the file did %+v", done)
	}
	list, err := s.Changes(t.Context(), state.Bases{Operator: true}, time.Time{}, 100)
	if err != nil || len(list) != 3 {
		t.Errorf("the log holds %d changes, want 3; %v", len(list), err)
	}
}

func TestWatch(t *testing.T) {
	dir := t.TempDir()
	writeBase(t, dir, map[string]string{"a.md": "one"})
	b := openBot(t, dir, "")
	ctx, stop := context.WithCancel(t.Context())
	var seen atomic.Int32
	changed := make(chan struct{}, 100)
	ended := make(chan error, 1)
	go func() {
		ended <- b.Watch(ctx, func() {
			seen.Add(1)
			changed <- struct{}{}
		})
	}()
	await := func(what string) {
		t.Helper()
		select {
		case <-changed:
		case <-time.After(20 * time.Second):
			t.Fatalf("%s was not seen", what)
		}
	}
	await("the watch being set")

	// An editor writes beside the file and renames; a copy arrives in pieces.
	writeBase(t, dir, map[string]string{".a.md.swp": "x", "a.md~new": "two"})
	if err := os.Rename(filepath.Join(dir, "a.md~new"), filepath.Join(dir, "a.md")); err != nil {
		t.Fatal(err)
	}
	await("a save")
	file, err := os.Create(filepath.Join(dir, "b.md"))
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		if _, err := file.WriteString("piece\n"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(settle / 4)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	await("a copy")
	if err := os.MkdirAll(filepath.Join(dir, "sub", "deep"), 0o700); err != nil {
		t.Fatal(err)
	}
	writeBase(t, filepath.Join(dir, "sub", "deep"), map[string]string{"c.md": "three"})
	await("a file in a new directory")
	time.Sleep(3 * settle)
	// A machine that stalls in the middle of the copy sees it as two.
	if n := seen.Load() - 1; n < 3 || n > 5 {
		t.Errorf("%d changes were seen for three saves in twelve steps", n)
	}
	stop()
	if err := <-ended; err != context.Canceled {
		t.Errorf("the watch ended with %v", err)
	}
}

// TestEmptiedFolderIsHeld empties a folder, restarts, and fills it again: the
// base before stays in service, and only what has really changed is told.
func TestEmptiedFolderIsHeld(t *testing.T) {
	base, data := t.TempDir(), t.TempDir()
	s := openStore(t, data)
	files, none := map[string]string{"loans.md": loans("500万元")}, map[string]string{"loans.md": ""}
	for i := range 5 {
		name := fmt.Sprintf("rents%d.md", i)
		files[name], none[name] = fmt.Sprintf("# 租金办法%d\n\n每月租金不超过%d000元。\n", i, i+2), ""
	}
	writeBase(t, base, files)
	b := openBot(t, base, data)
	refresh(t, b, s)
	for _, channel := range []string{"first", "second"} {
		if _, err := s.Subscribe(t.Context(), state.Subscription{Guild: "g", Channel: channel}); err != nil {
			t.Fatal(err)
		}
	}

	writeBase(t, base, none)
	for range 3 { // the second time its files look the same; the third it is started anew
		done := refresh(t, b, s)
		if done.Held == nil || done.Held.Gone != 6 || len(done.Changes) != 0 || b.Base().Document("loans.md") == nil || b.Held() == nil {
			t.Fatalf("emptied: got %+v, held %+v, %d documents; want all 6 held and in service", done, done.Held, len(b.Base().Documents))
		}
		b = openBot(t, base, data)
	}
	waiting, err := s.Waiting(t.Context(), 10)
	if err != nil || len(waiting) != 1 || waiting[0].Channel != "first" || waiting[0].Message.Held == nil || waiting[0].Message.Held.Gone != 6 {
		t.Errorf("managers are asked by %+v, %v; want one message in the first channel", waiting, err)
	}
	files["loans.md"] = loans("250万元")
	writeBase(t, base, files)
	if done := refresh(t, b, s); done.Held != nil || len(done.Changes) != 1 || done.Changes[0].Change.New.Value != "2500000" || b.Held() != nil {
		t.Errorf("back with one change: got %+v; want that change alone", done)
	}

	// Two of six are no reason to wait; three are, until somebody says so.
	writeBase(t, base, map[string]string{"rents0.md": "", "rents1.md": ""})
	if done := refresh(t, b, s); done.Held != nil || len(done.Changes) != 2 {
		t.Errorf("two of six gone: got %+v; want two removals told", done)
	}
	writeBase(t, base, map[string]string{"rents2.md": "", "rents3.md": "", "rents4.md": ""})
	if done := refresh(t, b, s); done.Held == nil {
		t.Errorf("three of four gone: got %+v; want them held", done)
	}
	done, err := b.RefreshAccepting(t.Context(), s)
	if err != nil || done.Held != nil || len(done.Changes) != 3 || b.Held() != nil {
		t.Errorf("accepted: got %+v, %v; want three removals told", done, err)
	}
}
