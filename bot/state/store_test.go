package state

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"policybot/index"
	"policybot/knowledge"
	"policybot/knowledge/diff"
	"policybot/knowledge/figure"

	"github.com/shopspring/decimal"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv("POLICYBOT_TEST_WRITE"); dir != "" {
		writeUntilKilled(dir)
		return
	}
	os.Exit(m.Run())
}

func openStore(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dir)
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

func someAnswer() *index.Answer {
	principal := figure.Figure{Text: "680.91亿元", Value: decimal.RequireFromString("68091000000"), Valued: true,
		Unit: "CNY", Dimension: figure.Money, Bound: figure.Equal}
	return &index.Answer{
		Query: index.Query{Text: "延期本金多少", Language: knowledge.Chinese}, Status: index.Answered, Language: knowledge.Chinese,
		Text: "680.91亿元", Confidence: 0.97, Revision: "abc",
		Figures: []index.AnsweredFigure{{Label: "延期偿还贷款本金", Figure: principal, Fact: "principal", Measure: "deferral",
			AsOf: figure.Date{Year: 2020, Month: 3, Day: 31}}},
		Citations: []index.CitedText{{Citation: knowledge.Citation{Document: "press.md", Section: "3", Start: 10, End: 40}, Text: "延期本金680.91亿元"}},
	}
}

func TestTablesBelongToSomebody(t *testing.T) {
	s := openStore(t, t.TempDir())
	rows, err := s.db.Query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'goose_db_version'`)
	if err != nil {
		t.Fatal(err)
	}
	var tables []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, name)
	}
	if len(tables) < 7 {
		t.Fatalf("found tables %v", tables)
	}
	for _, table := range tables {
		for column, list := range map[string][]string{"guild": guildTables, "person": personTables} {
			var n int
			if err := s.db.QueryRow(`SELECT COUNT(*) FROM pragma_table_info($1) WHERE name = $2`, table, column).Scan(&n); err != nil {
				t.Fatal(err)
			}
			if has, listed := n > 0, slices.Contains(list, table); has != listed {
				t.Errorf("table %s: column %s there: %v, listed among those to forget: %v", table, column, has, listed)
			}
		}
	}
}

func TestStoreSettings(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	s := openStore(t, dir)
	info, err := os.Stat(filepath.Join(dir, File))
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("database has mode %v", info.Mode())
	}
	if got, err := s.Settings(ctx, "g1"); err != nil || !reflect.DeepEqual(got, DefaultSettings()) {
		t.Fatalf("settings of a new server: %+v, %v", got, err)
	}
	want := DefaultSettings()
	want.Private, want.ManagerRoles, want.AskChannel = false, []string{"7"}, "42"
	for range 2 { // the second time nothing changes
		got, err := s.ChangeSettings(ctx, "g1", "ann", func(c *Settings) {
			c.Private, c.ManagerRoles, c.AskChannel = false, []string{"7"}, "42"
		})
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("changed settings: %+v, %v", got, err)
		}
	}
	if _, err := s.ChangeSettings(ctx, "g1", "ann", func(c *Settings) { c.KeepDays = 0 }); err == nil {
		t.Error("keeping answers for 0 days was accepted")
	}
	if _, err := s.ChangeSettings(ctx, "g1", "ann", func(c *Settings) { c.TimeZone = "Mars/Olympus" }); err == nil {
		t.Error("an unknown time zone was accepted")
	}
	again := openStore(t, dir)
	if got, err := again.Settings(ctx, "g1"); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("settings after opening again: %+v, %v", got, err)
	}
	if got, err := again.Settings(ctx, "g2"); err != nil || !reflect.DeepEqual(got, DefaultSettings()) {
		t.Errorf("settings of another server: %+v, %v", got, err)
	}
	actions, err := again.Actions(ctx, "g1", 10)
	if err != nil || len(actions) != 1 {
		t.Fatalf("actions: %+v, %v", actions, err)
	}
	if a := actions[0]; a.Actor != "ann" || a.Name != "settings" || !strings.Contains(a.Was, `"private":true`) || !strings.Contains(a.Became, `"ask_channel":"42"`) {
		t.Errorf("audit log says %+v", a)
	}
	if others, err := again.Actions(ctx, "g2", 10); err != nil || len(others) != 0 {
		t.Errorf("another server sees %v, %v", others, err)
	}
}

func TestStoreAnswers(t *testing.T) {
	ctx := t.Context()
	s := openStore(t, t.TempDir())
	start := time.UnixMilli(1_600_000_000_000)
	s.Now = func() time.Time { return start }
	ann := Asker{Guild: "g1", Channel: "c", User: "ann", Language: knowledge.Chinese}
	id, err := s.KeepAnswer(ctx, Given{Asker: ann, Question: "延期本金多少", Answer: someAnswer()})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.GivenAnswer(ctx, "g1", id)
	if err != nil {
		t.Fatal(err)
	}
	if !got.At.Equal(start) || got.Asker != ann || got.Answer.Revision != "abc" || !got.Answer.Figures[0].Figure.Value.Equal(decimal.New(68091, 6)) || got.Answer.Citations[0].End != 40 {
		t.Errorf("kept answer came back as %+v", got)
	}
	if _, err := s.GivenAnswer(ctx, "g2", id); !errors.Is(err, ErrForgotten) {
		t.Errorf("another server reads the answer: %v", err)
	}
	if err := s.PostedAnswer(ctx, "g2", id, "evil", "evil"); err != nil {
		t.Fatal(err)
	}
	if err := s.GiveFeedback(ctx, Feedback{Answer: id, Guild: "g2", Person: "eve"}); !errors.Is(err, ErrForgotten) {
		t.Errorf("feedback from another server: %v", err)
	}
	for _, helpful := range []bool{true, false} {
		if err := s.GiveFeedback(ctx, Feedback{Answer: id, Guild: "g1", Person: "ann", Helpful: helpful, Reason: "old"}); err != nil {
			t.Fatal(err)
		}
	}
	if yes, no, err := s.FeedbackCount(ctx, "g1"); err != nil || yes != 0 || no != 1 {
		t.Errorf("feedback: %d, %d, %v", yes, no, err)
	}
	told, err := s.ToldOf(ctx, "press.md")
	if err != nil {
		t.Fatal(err)
	}
	if len(told) != 1 || told[0].Value != "68091000000" || told[0].Given.Asker.User != "ann" || told[0].AsOf != "2020-03-31" || told[0].Given.Message != "" {
		t.Errorf("told: %+v", told)
	}

	s.Now = func() time.Time { return start.AddDate(0, 0, 364) }
	if gone, err := s.Expire(ctx); err != nil || gone != 0 {
		t.Errorf("after 364 days %d answers went, %v", gone, err)
	}
	if _, err := s.ChangeSettings(ctx, "g1", "ann", func(c *Settings) { c.KeepDays = 30 }); err != nil {
		t.Fatal(err)
	}
	if gone, err := s.Expire(ctx); err != nil || gone != 1 {
		t.Errorf("with 30 days to keep, after 364 days %d answers went, %v", gone, err)
	}
	if _, err := s.GivenAnswer(ctx, "g1", id); !errors.Is(err, ErrForgotten) {
		t.Errorf("expired answer: %v", err)
	}
	var figures int
	if err := s.db.QueryRow(`SELECT COUNT(*) FROM answer_figures`).Scan(&figures); err != nil || figures != 0 {
		t.Errorf("%d figures of expired answers are left, %v", figures, err)
	}
}

func TestStoreSearches(t *testing.T) {
	ctx := t.Context()
	s := openStore(t, t.TempDir())
	start := time.UnixMilli(1_600_000_000_000)
	s.Now = func() time.Time { return start }
	want := KeptSearch{Guild: "g1", Person: "ann", Words: "5G", Topic: "industry", Language: knowledge.English}
	id, err := s.KeepSearch(ctx, want, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	want.ID = id
	if got, err := s.KeptSearch(ctx, "g1", "ann", id); err != nil || got != want {
		t.Errorf("kept search: %+v, %v", got, err)
	}
	if _, err := s.KeptSearch(ctx, "g1", "eve", id); !errors.Is(err, ErrForgotten) {
		t.Errorf("somebody else pages it: %v", err)
	}
	want.Topic, want.Agency = "", "税务局"
	if err := s.NarrowSearch(ctx, want); err != nil {
		t.Fatal(err)
	}
	if got, err := s.KeptSearch(ctx, "g1", "ann", id); err != nil || got != want {
		t.Errorf("narrowed search: %+v, %v", got, err)
	}
	s.Now = func() time.Time { return start.Add(time.Hour) }
	if _, err := s.KeptSearch(ctx, "g1", "ann", id); !errors.Is(err, ErrForgotten) {
		t.Errorf("expired search: %v", err)
	}
}

func TestForget(t *testing.T) {
	ctx := t.Context()
	s := openStore(t, t.TempDir())
	for _, guild := range []string{"g1", "g2"} {
		for _, person := range []string{"ann", "bob"} {
			id, err := s.KeepAnswer(ctx, Given{Asker: Asker{Guild: guild, User: person}, Question: "?", Answer: someAnswer()})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.GiveFeedback(ctx, Feedback{Answer: id, Guild: guild, Person: person, Helpful: true}); err != nil {
				t.Fatal(err)
			}
			if _, err := s.KeepSearch(ctx, KeptSearch{Guild: guild, Person: person}, time.Hour); err != nil {
				t.Fatal(err)
			}
			if _, err := s.ChangeSettings(ctx, guild, person, func(c *Settings) { c.AskChannel = person }); err != nil {
				t.Fatal(err)
			}
		}
	}
	count := func(where string) (n int) {
		for _, table := range guildTables {
			if strings.Contains(where, "person") && !slices.Contains(personTables, table) {
				continue
			}
			var rows int
			if err := s.db.QueryRow(`SELECT COUNT(*) FROM ` + table + ` WHERE ` + where).Scan(&rows); err != nil {
				t.Fatal(err)
			}
			n += rows
		}
		return n
	}
	data, err := s.PersonalData(ctx, "ann")
	if err != nil || len(data.Answers) != 2 || len(data.Feedback) != 2 || len(data.Actions) != 2 || data.Answers[0].Answer != "680.91亿元" {
		t.Errorf("kept about ann: %+v, %v", data, err)
	}
	if err := s.ForgetPerson(ctx, "ann"); err != nil {
		t.Fatal(err)
	}
	if ann, bob := count(`person = 'ann'`), count(`person = 'bob'`); ann != 0 || bob != 8 {
		t.Errorf("after forgetting ann, %d rows are hers and %d bob's", ann, bob)
	}
	if err := s.ForgetGuild(ctx, "g1"); err != nil {
		t.Fatal(err)
	}
	if one, two := count(`guild = 'g1'`), count(`guild = 'g2'`); one != 0 || two == 0 {
		t.Errorf("after forgetting g1, %d rows are its and %d g2's", one, two)
	}
	if s.ForgetGuild(ctx, "") == nil || s.ForgetPerson(ctx, "") == nil {
		t.Error("forgetting nobody was accepted: it would delete all direct messages")
	}
}

func TestStoreSecret(t *testing.T) {
	dir := t.TempDir()
	first, err := openStore(t, dir).Secret(t.Context(), "custom-id")
	if err != nil || len(first) != 32 {
		t.Fatalf("secret %x, %v", first, err)
	}
	again, err := openStore(t, dir).Secret(t.Context(), "custom-id")
	if err != nil || string(again) != string(first) {
		t.Errorf("secret changed from %x to %x, %v", first, again, err)
	}
}

func TestStoreFromTheFuture(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	if _, err := s.db.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "newer policybot") {
		t.Errorf("opening a newer database: %v", err)
	}
}

// TestStoreSurvivesKill kills a writing process at odd moments: every answer
// it said it had kept must be there.
func TestStoreSurvivesKill(t *testing.T) {
	dir := t.TempDir()
	var kept []string
	for _, lines := range []int{1, 7, 20} {
		writer := exec.Command(os.Args[0])
		writer.Env = append(os.Environ(), "POLICYBOT_TEST_WRITE="+dir)
		out, err := writer.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := writer.Start(); err != nil {
			t.Fatal(err)
		}
		in := bufio.NewScanner(out)
		for i := 0; i < lines && in.Scan(); i++ {
			kept = append(kept, in.Text())
		}
		if err := writer.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		writer.Wait() // it was killed, so this is an error
	}
	if len(kept) != 28 {
		t.Fatalf("the writer kept %d answers: %v", len(kept), kept)
	}
	s := openStore(t, dir)
	for _, id := range kept {
		if g, err := s.GivenAnswer(t.Context(), "g", id); err != nil || len(g.Answer.Figures) != 1 {
			t.Errorf("answer %s: %+v, %v", id, g, err)
		}
	}
	var verdict string
	if err := s.db.QueryRow(`PRAGMA integrity_check`).Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("integrity: %s, %v", verdict, err)
	}
}

func writeUntilKilled(dir string) {
	s, err := Open(context.Background(), dir)
	if err != nil {
		fmt.Println(err)
		return
	}
	for {
		id, err := s.KeepAnswer(context.Background(), Given{Asker: Asker{Guild: "g"}, Answer: someAnswer()})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(id)
	}
}

func BenchmarkKeepAnswer(b *testing.B) {
	s := openStore(b, b.TempDir())
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := s.KeepAnswer(b.Context(), Given{Asker: Asker{Guild: "g"}, Answer: someAnswer()}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func TestPutInServiceOnce(t *testing.T) {
	ctx := t.Context()
	s := openStore(t, t.TempDir())
	first, err := s.InService(ctx, OperatorBase)
	if err != nil || first.Seq != 0 {
		t.Fatalf("in service at first: %+v, %v", first, err)
	}
	if err := s.PutInService(ctx, first, "a", "1", []Logged{someChange()}, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.PutInService(ctx, first, "b", "1", []Logged{someChange()}, nil); !errors.Is(err, ErrSuperseded) {
		t.Errorf("put in service over another: %v", err)
	}
	list, err := s.Changes(ctx, Bases{Operator: true}, time.Time{}, 10)
	if err != nil || len(list) != 1 {
		t.Fatalf("log: %+v, %v", list, err)
	}
	want := someChange()
	want.Seq, want.At = 1, list[0].At
	if fmt.Sprintf("%+v", list[0].Change.NewQuote) != fmt.Sprintf("%+v", want.Change.NewQuote) || list[0].TopicName[knowledge.English] != "Finance" {
		t.Errorf("log gives back %+v", list[0])
	}
}

// someChange is a figure that changed.
func someChange() Logged {
	return Logged{
		Change: diff.Change{Kind: diff.FigureChanged, Severity: diff.Major, Document: "loans.md", Title: "应急贷款管理办法",
			Measure: "loans", Section: "第三条", Subject: "贷款额度", Aspects: []diff.Aspect{"value"},
			Old:      &diff.Value{Text: "不超过500万元", Value: "5000000", Unit: "CNY", Bound: figure.LessEqual},
			New:      &diff.Value{Text: "不超过250万元", Value: "2500000", Unit: "CNY", Bound: figure.LessEqual, Per: []string{"household"}},
			Delta:    "-2500000",
			OldQuote: diff.Quote{Text: "额度不超过500万元。", Marked: []knowledge.Span{{Start: 6, End: 22}}},
			NewQuote: diff.Quote{Text: "额度不超过250万元。", Marked: []knowledge.Span{{Start: 6, End: 22}}},
			OldCite:  knowledge.Citation{Document: "loans.md", Section: "3", Start: 10, End: 40},
			NewCite:  knowledge.Citation{Document: "loans.md", Section: "3", Start: 12, End: 42}},
		Topic: "finance", TopicName: knowledge.Text{knowledge.Chinese: "金融支持", knowledge.English: "Finance"},
		Agency:  knowledge.Text{knowledge.Chinese: "青石市财政局", knowledge.English: "Qingshi Finance Bureau"},
		Measure: knowledge.Text{knowledge.Chinese: "应急贷款"}, Audience: []knowledge.Text{{knowledge.Chinese: "小微企业"}},
		Effective: figure.Date{Year: 2021, Month: 3, Day: 1}, URL: "https://qingshi.example/1", Previous: "0123456789abcdef.md",
	}
}
