package bot

import (
	"compress/gzip"
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"policybot/bot/notify"
	"policybot/bot/state"
	"policybot/knowledge/diff"
	"policybot/knowledge/ingest"
)

// first copies what the first version of the program left behind: a base, and
// a data directory with everything in it that it kept.
func first(t *testing.T) (base, data string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "first"))); err != nil {
		t.Fatal(err)
	}
	data = filepath.Join(dir, "data")
	zipped, err := os.Open(filepath.Join(data, state.File+".gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer zipped.Close()
	unzip, err := gzip.NewReader(zipped)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(unzip)
	if err == nil {
		err = os.WriteFile(filepath.Join(data, state.File), body, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "base"), data
}

// TestFirstVersion opens the state of the first version: everything that it
// kept is read, what waited is sent, and only what has changed since is told.
func TestFirstVersion(t *testing.T) {
	ctx := t.Context()
	base, data := first(t)
	s := openStore(t, data)
	settings, err := s.Settings(ctx, "100")
	if err != nil || settings.Private || settings.TimeZone != "Asia/Shanghai" || len(settings.ManagerRoles) != 1 {
		t.Errorf("settings: got %+v, %v; want public answers, Asia/Shanghai and one role", settings, err)
	}
	if subs, err := s.Subscriptions(ctx, "100"); err != nil || len(subs) != 1 || subs[0].Words != "贷款额度" || !subs[0].Acknowledge {
		t.Errorf("subscriptions: got %+v, %v; want the one of 贷款额度", subs, err)
	}
	told, err := s.PersonalData(ctx, "300")
	if err != nil || len(told.Answers) != 4 || len(told.Feedback) != 4 || len(told.Actions) != 1 {
		t.Fatalf("kept about a person: got %+v, %v; want 4 answers, 4 opinions, 1 action", told, err)
	}
	kept, err := s.GivenAnswer(ctx, "100", told.Feedback[0].Answer)
	if err != nil {
		t.Fatal(err)
	}
	f := kept.Answer.Figures[0]
	if f.Words != "不超过500万元" || f.Figure.ValueString() != "5000000" || kept.Answer.Citations[f.Citation].Text != "第二条 单户贷款额度不超过500万元。" ||
		kept.Answer.Query.Text != "单户贷款额度最多多少?" || kept.Answer.Confidence != 0.7 {
		t.Errorf("kept answer: got %+v", kept.Answer)
	}
	changes, err := s.Changes(ctx, state.Bases{Operator: true}, time.Time{}, 10)
	if err != nil || len(changes) != 2 || changes[0].Change.New.Value != "5000000" || changes[1].Change.Kind != diff.FigureChanged {
		t.Errorf("change log: got %+v, %v; want 600 to 500 and 3000 to 2500", changes, err)
	}

	b := openBot(t, base, data)
	if done := refresh(t, b, s); done.First || len(done.Changes) != 0 {
		t.Errorf("the first refresh told %+v; want nothing: no file has changed", done.Changes)
	}
	var corrected []notify.Notice
	to := senderFunc(func(n notify.Notice) { corrected = append(corrected, n) })
	if _, err := notify.NewDeliverer(s, to, time.UTC, slog.New(slog.DiscardHandler)).Once(ctx); err != nil {
		t.Fatal(err)
	}
	if len(corrected) == 0 || corrected[0].Correction == nil || corrected[0].Correction.Told != "不超过3000元" || corrected[0].Person != "300" {
		t.Errorf("what waited to be sent: got %+v; want the correction of 不超过3000元", corrected)
	}

	// What the first version kept is what the next change is told from.
	writeBase(t, base, map[string]string{"loans.md": loans("250万元")})
	b = openBot(t, base, data)
	done := refresh(t, b, s)
	if len(done.Changes) != 1 || done.Changes[0].Change.Old.Value != "5000000" || done.Changes[0].Previous == "" {
		t.Errorf("an edit: got %+v; want 500 to 250 with the earlier file", done.Changes)
	}
}

// TestFirstVersionEditedWhileAway edits a file between the first version and
// this one, whose reader may read the rest of it differently.
func TestFirstVersionEditedWhileAway(t *testing.T) {
	base, data := first(t)
	writeBase(t, base, map[string]string{"loans.md": loans("250万元")})
	s, b := openStore(t, data), openBot(t, base, data)
	done := refresh(t, b, s)
	if len(done.Changes) != 1 || done.Changes[0].Change.Old.Value != "5000000" || done.Changes[0].Change.New.Value != "2500000" {
		t.Errorf("got %+v; want 500 to 250 alone", done.Changes)
	}
}

// TestEarlierFilesGone loses the kept files: what cannot be compared is told
// by nobody as new.
func TestEarlierFilesGone(t *testing.T) {
	base, data := first(t)
	if err := os.RemoveAll(filepath.Join(data, VersionsDir)); err != nil {
		t.Fatal(err)
	}
	writeBase(t, base, map[string]string{"loans.md": loans("250万元"), "new.md": "# 新办法\n\n补贴不超过100元。\n"})
	s, b := openStore(t, data), openBot(t, base, data)
	done := refresh(t, b, s)
	if len(done.Changes) != 1 || done.Changes[0].Change.Kind != diff.DocumentAdded || done.Changes[0].Change.Document != "new.md" {
		t.Errorf("got %+v; want new.md added and nothing of loans.md", done.Changes)
	}
}

// TestBrokenFileOverRestarts keeps the last good version of a broken file in
// service over restarts, also of a file that only hides a measure.
func TestBrokenFileOverRestarts(t *testing.T) {
	base, data := first(t)
	s := openStore(t, data)
	refresh(t, openBot(t, base, data), s)
	good, err := os.ReadFile(filepath.Join(base, "measures.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	writeBase(t, base, map[string]string{"loans.md": "\x00\x01 broken \x00", "measures.yaml": string(good) + "  - id: second\n    titel: wrong\n"})
	for range 3 {
		b := openBot(t, base, data)
		done := refresh(t, b, s)
		if len(done.Changes) != 0 || b.Base().Document("loans.md") == nil || measureIn(b.Base(), "rent-waiver") == nil {
			t.Errorf("broken files: got %+v, documents %d, measures %d; want nothing told and all in service",
				done.Changes, len(b.Base().Documents), len(b.Base().Measures))
		}
	}
	writeBase(t, base, map[string]string{"loans.md": loans("250万元"), "measures.yaml": string(good)})
	done := refresh(t, openBot(t, base, data), s)
	if len(done.Changes) != 1 || done.Changes[0].Change.Old.Value != "5000000" {
		t.Errorf("mended files: got %+v; want 500 to 250 alone", done.Changes)
	}
}

// TestReadOnceAtStart counts how often the files of a base are read when the
// program starts.
func TestReadOnceAtStart(t *testing.T) {
	base, data := first(t)
	old := time.Now().Add(-time.Hour)
	for _, name := range []string{"base.yaml", "loans.md", "rents.md", "measures.yaml"} {
		if err := os.Chtimes(filepath.Join(base, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	s := openStore(t, data)
	refresh(t, openBot(t, base, data), s)
	reads := 0
	b, err := Open(t.Context(), Config{Base: base, Data: data, Progress: func(s ingest.Step) {
		if s.Done == 1 {
			reads++
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for range 3 {
		refresh(t, b, s)
	}
	if reads != 1 {
		t.Errorf("the base was read %d times; want once", reads)
	}
}

// senderFunc is a function as a sender that always succeeds.
type senderFunc func(notify.Notice)

func (f senderFunc) Send(_ context.Context, n notify.Notice) (state.Receipt, error) {
	f(n)
	return state.Receipt{Channel: n.Channel, Message: "m" + n.ID}, nil
}
