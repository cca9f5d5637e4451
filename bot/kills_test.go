package bot

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"policybot/bot/notify"
	"policybot/bot/state"
	"policybot/knowledge/diff"
)

// killsVariable sets how many revisions TestRevisionsAndKills goes through; half
// of them are killed. 100 take some minutes.
const killsVariable = "POLICYBOT_TEST_REVISIONS"

// TestRevisionsAndKills goes through revisions of a base in processes of their
// own, half of which are killed at any moment, while the folder is emptied and
// filled again in between. What was sent is what changed, step by step from the
// first state to the last, each step once and nothing else.
func TestRevisionsAndKills(t *testing.T) {
	if base := os.Getenv("POLICYBOT_TEST_KILLED_BASE"); base != "" {
		refreshAndDeliver(t, base, os.Getenv("POLICYBOT_TEST_KILLED_DATA"))
		return
	}
	revisions := 12
	if n, err := strconv.Atoi(os.Getenv(killsVariable)); err == nil {
		revisions = n
	}
	base, data := t.TempDir(), t.TempDir()
	random := rand.New(rand.NewSource(5))
	files := map[string]string{}
	for i := range 5 {
		files[fmt.Sprintf("rents%d.md", i)] = fmt.Sprintf("# 租金办法%d\n\n每月租金不超过%d元。\n", i, 3000+i)
	}
	limit, emptied := 500, 0
	files["loans.md"] = loans(fmt.Sprint(limit, "万元"))
	empty := map[string]string{}
	for name := range files {
		empty[name] = ""
	}
	writeBase(t, base, files)
	s := openStore(t, data)
	if _, err := s.Subscribe(t.Context(), state.Subscription{Guild: "g", Channel: "c"}); err != nil {
		t.Fatal(err)
	}
	step := func(kill bool) {
		t.Helper()
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		process := exec.CommandContext(ctx, os.Args[0], "-test.run", "^TestRevisionsAndKills$")
		process.Env = append(os.Environ(), "POLICYBOT_TEST_KILLED_BASE="+base, "POLICYBOT_TEST_KILLED_DATA="+data)
		if kill {
			time.AfterFunc(time.Duration(random.Intn(700))*time.Millisecond, stop)
		}
		if out, err := process.CombinedOutput(); err != nil && !kill {
			t.Fatalf("%v:\n%s", err, out)
		}
	}
	step(false)
	for i := range revisions {
		limit += 1 + random.Intn(9)
		files["loans.md"] = loans(fmt.Sprint(limit, "万元"))
		if i%5 == 3 { // away for a while, and back with what is new
			writeBase(t, base, empty)
			emptied++
			step(i%2 == 0)
		}
		writeBase(t, base, files)
		step(i%2 == 0)
	}
	step(false)
	last, asked := "不超过500万元", 0
	for _, sent := range sentOnce(t, data) {
		if sent == "held" {
			if asked++; asked > emptied {
				t.Errorf("managers were asked %d times of %d", asked, emptied)
			}
			continue
		}
		from, to, ok := strings.Cut(sent, " > ")
		if !ok || from != last {
			t.Errorf("sent %q after %q: twice, out of order or false", sent, last)
		}
		last = to
	}
	if want := fmt.Sprintf("不超过%d万元", limit); last != want {
		t.Errorf("the last that was sent is %q, want %q", last, want)
	}
}

// refreshAndDeliver is what serve does after a save. What is sent is written to
// a file, as Discord would keep it: by the id of its message.
func refreshAndDeliver(t *testing.T, base, data string) {
	s := openStore(t, data)
	b := openBot(t, base, data)
	refresh(t, b, s)
	sent, err := os.OpenFile(filepath.Join(data, "sent"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer sent.Close()
	to := senderFunc(func(n notify.Notice) {
		line := n.ID
		if n.Held != nil {
			line += "\theld"
		}
		for _, c := range n.Changes {
			if c.Change.Kind != diff.FigureChanged {
				line += "\t" + string(c.Change.Kind)
				continue
			}
			line += "\t" + c.Change.Old.Text + " > " + c.Change.New.Text
		}
		if _, err := sent.WriteString(line + "\n"); err != nil {
			t.Error(err)
		}
	})
	if _, err := notify.NewDeliverer(s, to, time.UTC, slog.New(slog.DiscardHandler)).Once(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// sentOnce reads what was sent, each message once: Discord drops a second one of
// the same id.
func sentOnce(t *testing.T, data string) (changes []string) {
	t.Helper()
	file, err := os.Open(filepath.Join(data, "sent"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	seen := map[string]bool{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		id, rest, _ := strings.Cut(lines.Text(), "\t")
		if !seen[id] {
			seen[id] = true
			changes = append(changes, strings.Split(rest, "\t")...)
		}
	}
	return changes
}
