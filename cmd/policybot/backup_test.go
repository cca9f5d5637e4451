package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"policybot/bot"
	"policybot/bot/state"
	"policybot/index"
)

// served is a data directory as serve leaves it: a base in service, an earlier
// version of a document, answers.
func served(t *testing.T) (base, data string) {
	t.Helper()
	base, data = t.TempDir(), t.TempDir()
	for _, rent := range []string{"300 pounds", "250 pounds"} {
		if err := os.WriteFile(filepath.Join(base, "rents.md"), []byte("# Rents\n\nA berth costs at most "+rent+" a month.\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		refreshOnce(t, base, data)
	}
	return base, data
}

func refreshOnce(t *testing.T, base, data string) {
	t.Helper()
	store, err := state.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	b, err := bot.Open(t.Context(), bot.Config{Base: base, Data: data})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if _, err := b.Refresh(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	if _, err := store.KeepAnswer(t.Context(), state.Given{Asker: state.Asker{Guild: "g", User: "ann"}, Question: "What is a berth?", Answer: &index.Answer{Status: index.Answered}}); err != nil {
		t.Fatal(err)
	}
}

// TestBackupWhileRunning copies the state while another writes to it, puts the
// copy into an empty directory, and goes on with it there.
func TestBackupWhileRunning(t *testing.T) {
	base, data := served(t)
	store, err := state.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var writing sync.WaitGroup
	writing.Go(func() {
		defer store.Close()
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			if _, err := store.KeepAnswer(t.Context(), state.Given{Asker: state.Asker{User: "bob"}, Question: fmt.Sprint(i), Answer: &index.Answer{}}); err != nil {
				t.Error(err)
				return
			}
		}
	})
	file := filepath.Join(t.TempDir(), "state.zip")
	code, stdout, stderr := runIn(t, data, "backup", "--json", file)
	close(stop)
	writing.Wait()
	var said struct{ Files, Bytes int }
	if err := json.Unmarshal([]byte(stdout), &said); err != nil || code != 0 || said.Files < 4 || said.Bytes == 0 {
		t.Fatalf("backup: got %d, %s%s, %v; want the database, a revision and two versions", code, stdout, stderr, err)
	}
	if code, _, stderr := runIn(t, data, "backup", file); code != exitFailure || !strings.Contains(stderr, "there already") {
		t.Errorf("over a file: got %d, %s", code, stderr)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup can be read by others: %v, %v", info.Mode(), err)
	}

	if code, _, stderr := runIn(t, data, "restore", file); code != exitFailure || !strings.Contains(stderr, "--force") {
		t.Errorf("over state that is there: got %d, %s", code, stderr)
	}
	fresh := filepath.Join(t.TempDir(), "new")
	if code, _, stderr := runIn(t, fresh, "restore", file); code != 0 {
		t.Fatalf("restore: got %d, %s", code, stderr)
	}
	if code, stdout, _ := runIn(t, fresh, "changes"); code != 0 || !strings.Contains(stdout, "300 pounds") {
		t.Errorf("changes of what is restored: got %d, %s", code, stdout)
	}
	if code, stdout, _ := runIn(t, fresh, "doctor"); code != 0 {
		t.Errorf("doctor of what is restored: got %d, %s", code, stdout)
	}
	refreshOnce(t, base, fresh) // it goes on: nothing is told again
	if _, stdout, _ := runIn(t, fresh, "changes", "--json"); strings.Count(stdout, `"seq"`) != 1 {
		t.Errorf("going on told something again:\n%s", stdout)
	}
	if code, _, stderr := runIn(t, fresh, "restore", "--force", file); code != 0 {
		t.Errorf("restore by force: got %d, %s", code, stderr)
	}
	if aside, err := filepath.Glob(filepath.Join(fresh, "before-restore-*", state.File)); err != nil || len(aside) != 1 {
		t.Errorf("what was there is not aside: %v, %v", aside, err)
	}
}

// TestRestoreRefuses what is no backup, is broken off, or holds names that lead
// elsewhere.
func TestRestoreRefuses(t *testing.T) {
	_, data := served(t)
	file := filepath.Join(t.TempDir(), "state.zip")
	if code, _, stderr := runIn(t, data, "backup", file); code != 0 {
		t.Fatal(stderr)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, bytes := range map[string][]byte{
		"broken off": whole[:len(whole)/2], "no archive": []byte("# notes\n"), "empty": nil,
		"other names": []byte(strings.ReplaceAll(string(whole), "policybot.db", "../../../db1")),
	} {
		if err := os.WriteFile(file, bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		fresh := t.TempDir()
		if code, _, stderr := runIn(t, fresh, "restore", file); code != exitFailure || stderr == "" {
			t.Errorf("%s: got %d, %q", name, code, stderr)
		}
		if left, err := os.ReadDir(fresh); err != nil || len(left) > 0 {
			t.Errorf("%s left %v, %v", name, left, err)
		}
	}
}

// TestDoctor damages one thing after another, and wants each named with what to
// do about it.
func TestDoctor(t *testing.T) {
	for name, c := range map[string]struct{ damage, path, says string }{
		"nothing":  {"", "", ""},
		"database": {"policybot.db", "policybot.db", "restore"},
		"index":    {"index/*/bleve/store/root.bolt", "-v1", "built again"},
		"version":  {"versions/*.md", ".md", "backup"},
	} {
		t.Run(name, func(t *testing.T) {
			_, data := served(t)
			if c.damage != "" {
				files, err := filepath.Glob(filepath.Join(data, c.damage))
				if err != nil || len(files) == 0 {
					t.Fatalf("%s: %v, %v", c.damage, files, err)
				}
				bytes, err := os.ReadFile(files[0])
				if err != nil {
					t.Fatal(err)
				}
				for i := len(bytes) / 3; i < len(bytes)*2/3; i++ {
					bytes[i] ^= 0x5a
				}
				if err := os.WriteFile(files[0], bytes, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			code, stdout, stderr := runIn(t, data, "doctor", "--json")
			var out struct {
				OK       bool
				Findings []struct {
					Path, Advice string
					OK           bool
				}
			}
			if err := json.Unmarshal([]byte(stdout), &out); err != nil {
				t.Fatalf("%v\n%s%s", err, stdout, stderr)
			}
			if out.OK != (c.damage == "") || (code == 0) != out.OK {
				t.Errorf("got ok %v, exit status %d", out.OK, code)
			}
			for _, f := range out.Findings {
				if !f.OK && (!strings.HasSuffix(f.Path, c.path) || !strings.Contains(f.Advice, c.says)) {
					t.Errorf("got %+v, want a problem of %s and advice with %q", f, c.path, c.says)
				}
			}
			if _, chinese, _ := runIn(t, data, "doctor", "--lang", "zh"); !strings.Contains(chinese, "数据库") {
				t.Errorf("in Chinese: %s", chinese)
			}
		})
	}
}

// TestBillOfMaterials lists what the program was built from.
func TestBillOfMaterials(t *testing.T) {
	code, stdout, stderr := runIn(t, t.TempDir(), "licences", "--sbom")
	var bill struct {
		BOMFormat  string
		Components []struct{ Name, Version, Purl string }
	}
	if err := json.Unmarshal([]byte(stdout), &bill); err != nil || code != 0 || bill.BOMFormat != "CycloneDX" || len(bill.Components) == 0 {
		t.Fatalf("got %d, %v\n%s%s", code, err, stdout, stderr)
	}
	for _, c := range bill.Components {
		if c.Name == "" || !strings.HasPrefix(c.Purl, "pkg:golang/") {
			t.Errorf("got component %+v", c)
		}
	}
}
