package shelf_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"policybot/bot"
	"policybot/bot/shelf"
	"policybot/bot/state"
	"policybot/index"
)

// upload is a file as a test puts it in.
func upload(name, text string) shelf.Upload {
	return shelf.Upload{Name: name, Size: int64(len(text)), Open: func(context.Context) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}}
}

func quietly(int, int, string) {}

// open opens a shelf in a directory beside the built-in base.
func open(t testing.TB, dir string, limits state.Limits) (*shelf.Shelf, *state.Store) {
	t.Helper()
	store, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	operator, err := bot.Open(t.Context(), bot.Config{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := shelf.New(t.Context(), shelf.Options{Data: dir, Store: store, Operator: operator, Limits: limits, FileBytes: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(s.Close(), operator.Close(), store.Close()); err != nil {
			t.Error(err)
		}
	})
	return s, store
}

func add(t testing.TB, s *shelf.Shelf, server string, files ...shelf.Upload) *shelf.Report {
	t.Helper()
	report, err := s.Add(t.Context(), server, "1", files, quietly)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func ask(t testing.TB, s *shelf.Shelf, server, question string) *index.Answer {
	t.Helper()
	r, err := s.Read(t.Context(), server)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	a, err := r.AskAfter(t.Context(), bot.Asker{Guild: server}, index.Turn{}, question)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestTakenUpAfterACrash writes down what a server puts in and ends there, as a
// killed program does: the next one puts it into service and tells of it.
func TestTakenUpAfterACrash(t *testing.T) {
	dir := t.TempDir()
	s, store := open(t, dir, state.Limits{})
	add(t, s, "7", upload("berths.md", "# Berths\n\nA berth costs 120 euros a year.\n"))
	text := "# Berths\n\nA berth costs 135 euros a year.\n"
	add(t, s, "8", upload("berths.md", text)) // another server: it gives us the hash
	list, err := store.ServerDocuments(t.Context(), "8")
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	name := bot.KeptName("berths.md", list[0].Hash)
	if err := os.WriteFile(filepath.Join(dir, "bases", "7", bot.VersionsDir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.ChangeDocuments(t.Context(), "7", "1", "add documents", state.Limits{}, list); err != nil {
		t.Fatal(err)
	}
	if behind, err := store.ServersBehind(t.Context()); err != nil || !slices.Equal(behind, []string{"7"}) {
		t.Fatalf("behind: %v, %v", behind, err)
	}

	again, _ := open(t, dir, state.Limits{})
	again.Resume(t.Context())
	if behind, err := store.ServersBehind(t.Context()); err != nil || len(behind) > 0 {
		t.Errorf("still behind: %v, %v", behind, err)
	}
	changes, err := store.Changes(t.Context(), state.Bases{Own: "7"}, time.Time{}, 10)
	if err != nil || len(changes) != 1 || changes[0].Base != "7" {
		t.Errorf("changes: %+v, %v; want the one of the figure", changes, err)
	}
	if a := ask(t, again, "7", "What does a berth cost a year?"); !strings.Contains(a.Text, "135") {
		t.Errorf("answered: %s", a.Text)
	}
	again.Resume(t.Context()) // repeats nothing
	if more, err := store.Changes(t.Context(), state.Bases{Own: "7"}, time.Time{}, 10); err != nil || len(more) != 1 {
		t.Errorf("after another start: %d changes, %v", len(more), err)
	}
}

// TestEarlierVersionsAreBounded replaces a document again and again: what is
// kept on the disk has an end.
func TestEarlierVersionsAreBounded(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir, state.Limits{Documents: 5, Bytes: 2000})
	for i := range 12 {
		add(t, s, "7", upload("berths.md", fmt.Sprintf("# Berths\n\nA berth costs %d euros a year.\n\n%s\n", 100+i, strings.Repeat("Rules apply. ", 100))))
	}
	files, err := os.ReadDir(filepath.Join(dir, "bases", "7", bot.VersionsDir))
	if err != nil || len(files) < 2 || len(files) > 5 {
		t.Errorf("%d files are kept, %v; want a few", len(files), err)
	}
	report, err := s.Undo(t.Context(), "7", "1", 0)
	if err != nil || report.Documents[0].Outcome != shelf.Restored {
		t.Errorf("undo: %+v, %v", report, err)
	}
	if a := ask(t, s, "7", "What does a berth cost a year?"); !strings.Contains(a.Text, "110") {
		t.Errorf("answered: %s", a.Text)
	}
}

// TestNamesOfDocuments puts in files with names that lead elsewhere.
func TestNamesOfDocuments(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir, state.Limits{})
	for name, want := range map[string]string{
		"../../etc/passwd.md":            "passwd.md",
		`C:\rules\leave.md`:              "leave.md",
		".hidden.md":                     "hidden.md",
		"~$lock.md":                      "lock.md",
		"a\x00b\u202e.md":                "ab.md",
		strings.Repeat("长", 200) + ".md": strings.Repeat("长", 39) + ".md",
	} {
		report := add(t, s, "7", upload(name, "# "+want+"\n\nText of "+want+".\n"))
		if got := report.Documents[0].Name; got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{"", "...", "/"} {
		if report := add(t, s, "7", upload(name, "text")); report.Documents[0].Why != shelf.WhyName {
			t.Errorf("%q: got %+v, want a refusal", name, report.Documents[0])
		}
	}
}

// TestOneServersFileKeepsNobodyWaiting reads a file of one server that never
// comes, while another asks and puts something in.
func TestOneServersFileKeepsNobodyWaiting(t *testing.T) {
	s, _ := open(t, t.TempDir(), state.Limits{})
	add(t, s, "8", upload("berths.md", "# Berths\n\nA berth costs 120 euros a year.\n"))
	ctx, stop := context.WithCancel(t.Context())
	never, hung := io.Pipe()
	defer hung.Close()
	ended := make(chan error, 1)
	go func() {
		_, err := s.Add(ctx, "7", "1", []shelf.Upload{{Name: "slow.md", Open: func(ctx context.Context) (io.ReadCloser, error) {
			context.AfterFunc(ctx, func() { never.CloseWithError(ctx.Err()) })
			return never, nil
		}}}, quietly)
		ended <- err
	}()
	if a := ask(t, s, "8", "What does a berth cost a year?"); !strings.Contains(a.Text, "120") {
		t.Errorf("answered: %s", a.Text)
	}
	if report := add(t, s, "8", upload("dogs.md", "# Dogs\n\nDogs pay 9 euros.\n")); report.Documents[0].Outcome != shelf.Added {
		t.Errorf("got %+v", report)
	}
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the upload that was given up: %v", err)
	}
}

// BenchmarkServers fills the bases of servers with documents and measures the
// memory that each takes and how long a question does.
func BenchmarkServers(b *testing.B) {
	const servers, documents = 2, 200
	s, _ := open(b, b.TempDir(), state.Limits{})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	started := time.Now()
	for server := range servers {
		var files []shelf.Upload
		for i := range documents {
			var text bytes.Buffer
			fmt.Fprintf(&text, "# Rules of harbour %d in town %d\n", i, server)
			for j := range 20 {
				fmt.Fprintf(&text, "\n## Section %d of harbour %d\n\nA boat of class %d pays %d euros a year in harbour %d. Applications must arrive before 30 June 20%02d. Who is late pays %d%% more.\n",
					j, i, j, 100+i*7+j, i, 10+j, j+1)
			}
			files = append(files, upload(fmt.Sprintf("harbour-%d.md", i), text.String()))
		}
		add(b, s, fmt.Sprint(100+server), files...)
	}
	filled := time.Since(started)
	runtime.GC()
	runtime.ReadMemStats(&after)
	i := 0
	for b.Loop() {
		ask(b, s, fmt.Sprint(100+i%servers), fmt.Sprintf("What does a boat of class %d pay in harbour %d?", i%20, i%documents))
		i++
	}
	b.ReportMetric(filled.Seconds()/servers, "s/base")
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/servers/(1<<20), "MB/base")
}

// TestSettingsOfABase puts in a file of settings: synonyms and topics count, and
// what is wrong with it is said.
func TestSettingsOfABase(t *testing.T) {
	s, _ := open(t, t.TempDir(), state.Limits{})
	add(t, s, "7", upload("berths.md", "# Berths\n\nA berth costs 120 euros a year.\n"),
		upload("base.yaml", "name: {en: Harbour rules, zh: 港口规则}\ntopics:\n  - id: berths\n    name: {en: Berths, zh: 泊位}\nsynonyms:\n  - [berth, mooring]\n"))
	r, err := s.Read(t.Context(), "7")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if base := r.Base(); base.Name["en"] != "Harbour rules" || base.Topic("berths") == nil {
		t.Errorf("name %q, topics %v", base.Name, base.Topics)
	}
	if a := ask(t, s, "7", "What does a mooring cost a year?"); !strings.Contains(a.Text, "120") {
		t.Errorf("answered: %s", a.Text)
	}
	if report := add(t, s, "7", upload("base.yaml", "topics: [\n")); len(report.Documents[0].Problems) == 0 {
		t.Errorf("nothing is said of wrong settings: %+v", report.Documents[0])
	}
}
