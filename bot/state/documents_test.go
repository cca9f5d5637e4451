package state

import (
	"errors"
	"testing"
	"time"
)

// put writes documents of a server down as one edit.
func put(t *testing.T, s *Store, server string, limits Limits, names ...string) error {
	t.Helper()
	var list []ServerDocument
	for _, name := range names {
		list = append(list, ServerDocument{Name: name, Hash: "00112233445566778899", Size: 10})
	}
	_, err := s.ChangeDocuments(t.Context(), server, "1", "add documents", limits, list)
	return err
}

func TestBasesOfServers(t *testing.T) {
	s, err := Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for server, names := range map[string][]string{"filled": {"a.md"}, "emptied": {"a.md"}} {
		if err := put(t, s, server, Limits{}, names...); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.ChangeDocuments(t.Context(), "emptied", "1", "remove documents", Limits{}, []ServerDocument{{Name: "a.md"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.ChangeSettings(t.Context(), "alone", "1", func(c *Settings) { c.Shared = false }); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		sharing Sharing
		server  string
		want    Bases
	}{
		{ShareAlways, "", Bases{Operator: true}},
		{ShareAlways, "new", Bases{Operator: true}},
		{ShareAlways, "filled", Bases{Own: "filled", Operator: true}},
		{ShareAlways, "alone", Bases{}},
		{ShareUntil, "new", Bases{Operator: true}},
		{ShareUntil, "filled", Bases{Own: "filled"}},
		{ShareUntil, "emptied", Bases{Own: "emptied", Operator: true}},
		{ShareUntil, "alone", Bases{}},
		{ShareNever, "", Bases{}},
		{ShareNever, "new", Bases{}},
		{ShareNever, "filled", Bases{Own: "filled"}},
	} {
		s.Sharing = test.sharing
		got, err := s.Bases(t.Context(), test.server)
		if err != nil || got != test.want {
			t.Errorf("sharing %q, server %q: got %+v, %v, want %+v", test.sharing, test.server, got, err, test.want)
		}
		for _, base := range []string{OperatorBase, "filled", "emptied", "other"} {
			if want := base == OperatorBase && got.Operator || base != OperatorBase && base == got.Own; got.Holds(base) != want {
				t.Errorf("%+v holds %q: %v", got, base, !want)
			}
		}
	}
}

func TestLimitsOfServers(t *testing.T) {
	s, err := Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, test := range []struct {
		names  []string
		limits Limits
		want   error
	}{
		{[]string{"a.md", "b.md"}, Limits{Documents: 2, Bytes: 20}, nil},
		{[]string{"c.md"}, Limits{Documents: 2}, ErrTooManyDocuments},
		{[]string{"a.md"}, Limits{Documents: 2, Bytes: 20}, nil}, // replaces one
		{[]string{"c.md"}, Limits{Documents: 5, Bytes: 29}, ErrTooManyBytes},
		{[]string{"c.md"}, Limits{Documents: 5, Bytes: 30}, nil},
	} {
		if err := put(t, s, "1", test.limits, test.names...); !errors.Is(err, test.want) {
			t.Errorf("%v within %+v: got %v, want %v", test.names, test.limits, err, test.want)
		}
	}
	list, err := s.ServerDocuments(t.Context(), "1")
	if err != nil || len(list) != 3 || list[0].Version != 2 {
		t.Errorf("documents: %+v, %v", list, err)
	}
}

// TestNumbersOfTheLogAreNotGivenTwice forgets the server whose changes came
// last: readers of the log would pass over what is logged next under the same
// numbers.
func TestNumbersOfTheLogAreNotGivenTwice(t *testing.T) {
	s, err := Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	serve := func(base, revision string) {
		t.Helper()
		before, err := s.InService(t.Context(), base)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.PutInService(t.Context(), before, revision, "1", []Logged{someChange()}, nil); err != nil {
			t.Fatal(err)
		}
	}
	serve(OperatorBase, "a")
	serve("9", "b")
	if err := s.ForgetGuild(t.Context(), "9"); err != nil {
		t.Fatal(err)
	}
	if left, err := s.Changes(t.Context(), Bases{Own: "9"}, time.Time{}, 10); err != nil || len(left) > 0 {
		t.Errorf("of a forgotten server: %v, %v", left, err)
	}
	serve(OperatorBase, "c")
	list, err := s.Changes(t.Context(), Bases{Operator: true}, time.Time{}, 10)
	if err != nil || len(list) != 2 || list[0].Seq != 1 || list[1].Seq != 3 {
		t.Errorf("got %d changes, the last with number %d, %v; want 2 and 3", len(list), list[len(list)-1].Seq, err)
	}
}
