package state

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"policybot/index"
)

// fill lets the database grow no further, as a full disk does; the returned
// function makes room again.
func fill(t *testing.T, s *Store) (makeRoom func()) {
	t.Helper()
	s.db.SetMaxOpenConns(1) // the limit is one of the connection
	set := func(pages string) {
		t.Helper()
		if _, err := s.db.ExecContext(t.Context(), `PRAGMA max_page_count = `+pages); err != nil {
			t.Fatal(err)
		}
	}
	set("1") // SQLite takes it for as many as there are
	return func() { set("1000000") }
}

// TestFullDisk fills the disk under a store: what is read is still there, what
// cannot be kept is refused by one clear word, and with room all is well.
func TestFullDisk(t *testing.T) {
	ctx := t.Context()
	s := openTemp(t)
	keep := func(words string) (string, error) {
		return s.KeepAnswer(ctx, Given{Asker: Asker{Guild: "g", User: "ann"}, Question: words, Answer: &index.Answer{Status: index.Answered, Text: strings.Repeat(words, 4000)}})
	}
	first, err := keep("before")
	if err != nil {
		t.Fatal(err)
	}
	makeRoom := fill(t, s)
	for i := 0; ; i++ {
		if _, err = keep("full"); err != nil {
			break
		}
		if i > 100 {
			t.Fatal("the disk does not fill up")
		}
	}
	if !errors.Is(err, ErrNoRoom) || strings.Count(err.Error(), "\n") > 0 {
		t.Errorf("got %v, want one line that there is no room", err)
	}
	if g, err := s.GivenAnswer(ctx, "g", first); err != nil || g.Question != "before" {
		t.Errorf("what was kept: got %v, %v", g, err)
	}
	makeRoom()
	if _, err := keep("after"); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if err := s.Ready(ctx); err != nil {
		t.Errorf("with room again it is not ready: %v", err)
	}
}

// TestReadOnly takes the right to write away from a store.
func TestReadOnly(t *testing.T) {
	s := openTemp(t)
	s.db.SetMaxOpenConns(1)
	if _, err := s.db.ExecContext(t.Context(), `PRAGMA query_only = 1`); err != nil {
		t.Fatal(err)
	}
	if err := s.Writable(t.Context()); !errors.Is(err, ErrNoRoom) {
		t.Errorf("got %v, want %v", err, ErrNoRoom)
	}
	if err := s.Ready(t.Context()); !errors.Is(err, ErrNoRoom) {
		t.Errorf("ready: got %v, want %v", err, ErrNoRoom)
	}
}

func openTemp(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// TestDamagedDatabase damages a database in the ways that happen, and wants
// each start to say so, and none to begin with an empty one.
func TestDamagedDatabase(t *testing.T) {
	for name, damage := range map[string]func(t *testing.T, file string){
		"emptied": func(t *testing.T, file string) { write(t, file, nil) },
		"gone":    func(t *testing.T, file string) { remove(t, file) },
		"half copied": func(t *testing.T, file string) {
			data := read(t, file)
			write(t, file, data[:len(data)/2])
		},
		"overwritten":  func(t *testing.T, file string) { write(t, file, bytes.Repeat([]byte("x"), 40_000)) },
		"another file": func(t *testing.T, file string) { write(t, file, []byte("# notes\n")) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s, err := Open(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if err := os.MkdirAll(filepath.Join(dir, "base"), 0o700); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(dir, "base", "abc.json"), []byte("{}"))
			file := filepath.Join(dir, File)
			damage(t, file)
			if s, err = Open(t.Context(), dir); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "restore") {
				t.Errorf("got %v, want %v and what to do", err, ErrDamaged)
			}
			if s != nil {
				s.Close()
			}
		})
	}
	dir := t.TempDir() // a start that was killed right at the first one
	write(t, filepath.Join(dir, File), nil)
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatalf("a first start again: %v", err)
	}
	s.Close()
}

// TestForgottenIsErased forgets a person, a server and what is old, and looks
// for their words in every file of the database, while others read and write.
func TestForgottenIsErased(t *testing.T) {
	const words = "Wieviel-kostet-der-Bootssteg"
	for name, forget := range map[string]func(ctx context.Context, s *Store) error{
		"a person": func(ctx context.Context, s *Store) error { return s.ForgetPerson(ctx, "ann") },
		"a server": func(ctx context.Context, s *Store) error { return s.ForgetGuild(ctx, "g") },
		"what is old": func(ctx context.Context, s *Store) error {
			s.Now = func() time.Time { return time.Now().AddDate(2, 0, 0) }
			_, err := s.Expire(ctx)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			dir := t.TempDir()
			s, err := Open(ctx, dir)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			holds := func() (files []string) {
				entries, err := os.ReadDir(dir)
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range entries {
					if bytes.Contains(read(t, filepath.Join(dir, e.Name())), []byte(words)) {
						files = append(files, e.Name())
					}
				}
				return files
			}
			for i := range 40 {
				question := strings.Repeat(words+" ", 1+i*i)
				id, err := s.KeepAnswer(ctx, Given{Asker: Asker{Guild: "g", User: "ann"}, Question: question, Answer: &index.Answer{Status: index.Answered, Text: question}})
				if err != nil {
					t.Fatal(err)
				}
				if err := s.GiveFeedback(ctx, Feedback{Answer: id, Guild: "g", Person: "ann", Reason: words}); err != nil {
					t.Fatal(err)
				}
			}
			if len(holds()) == 0 {
				t.Fatal("the words are nowhere before they are forgotten: this test tests nothing")
			}
			if err := forget(ctx, s); err != nil {
				t.Fatal(err)
			}
			if files := holds(); len(files) > 0 {
				t.Errorf("the words are still in %v", files)
			}
		})
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, file string) {
	t.Helper()
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
}
