package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"policybot/bot/discord/discordtest"
	"policybot/bot/state"

	"github.com/rogpeppe/go-internal/testscript"
)

// serveInstead makes the test binary run policybot serve and nothing else.
const serveInstead = "POLICYBOT_TEST_SERVE"

func TestMain(m *testing.M) {
	if os.Getenv(serveInstead) != "" {
		main()
		return
	}
	testscript.Main(m, map[string]func(){"policybot": main})
}

// replayed is the process under test, started again after each kill.
type replayed struct {
	t    *testing.T
	env  []string
	args []string
	cmd  *exec.Cmd
	log  lockedBuffer
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (r *replayed) start() {
	r.t.Helper()
	r.cmd = exec.Command(os.Args[0], r.args...)
	r.cmd.Env = append(os.Environ(), r.env...)
	r.cmd.Stdout, r.cmd.Stderr = &r.log, &r.log
	if err := r.cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
}

// kill ends the process as a power cut would.
func (r *replayed) kill() {
	if r.cmd == nil {
		return
	}
	_ = r.cmd.Process.Kill()
	_ = r.cmd.Wait() // says that it was killed
	r.cmd = nil
}

// TestReplay writes one revision of a base after the other while serve watches
// it, kills serve at random moments, and checks that each subscription is told
// what changed once, in order and without a gap, on a local Discord. POLICYBOT_REPLAY sets the
// number of revisions; there is a kill for every two.
func TestReplay(t *testing.T) {
	revisions := 8
	if s := os.Getenv("POLICYBOT_REPLAY"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatalf("POLICYBOT_REPLAY: %v", err)
		}
		revisions = n
	} else if testing.Short() {
		t.Skip("left out of short runs: it waits for file watchers")
	}
	random := rand.New(rand.NewSource(int64(revisions)))
	d := discordtest.Start(t)
	guild := d.NewGuild()
	places := []string{d.NewChannel(guild, discordtest.TextChannel), d.NewChannel(guild, discordtest.TextChannel)}

	base, data := t.TempDir(), t.TempDir()
	write := func(limit int) {
		t.Helper()
		text := fmt.Sprintf("# 应急贷款管理办法\n\n第一条 为支持小微企业，制定本办法。\n\n第二条 单户贷款额度不超过%d万元。\n", limit)
		beside := filepath.Join(base, ".loans.md.new")
		if err := os.WriteFile(beside, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(beside, filepath.Join(base, "loans.md")); err != nil {
			t.Fatal(err)
		}
	}
	write(100)
	store, err := state.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	// The first place has two subscriptions for the same changes.
	for _, sub := range []state.Subscription{{Guild: guild, Channel: places[0]}, {Guild: guild, Channel: places[0], Words: "贷款额度"}, {Guild: guild, Channel: places[1], Only: state.OnlyFigures}} {
		if _, err := store.Subscribe(t.Context(), sub); err != nil {
			t.Fatal(err)
		}
	}
	serving := &replayed{t: t, args: []string{"serve", "--base", base, "--data", data},
		env: []string{serveInstead + "=1", "DISCORD_TOKEN=" + d.Token, "POLICYBOT_DISCORD_API=" + d.URL, "POLICYBOT_HTTP=", "POLICYBOT_SETTLE=1s"}}
	defer serving.kill()
	serving.start()

	ctx, cancel := context.WithTimeout(t.Context(), time.Duration(revisions)*15*time.Second)
	defer cancel()
	await := func(what string, happened func() bool) {
		t.Helper()
		for !happened() {
			if ctx.Err() != nil {
				t.Fatalf("waited in vain for %s\n%s", what, serving.log.String())
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
	inService := func() int64 {
		r, err := store.InService(ctx, state.OperatorBase)
		if err != nil && ctx.Err() == nil {
			t.Fatal(err)
		}
		return r.Seq
	}
	await("the first revision", func() bool { return inService() == 1 })
	kills := 0
	for i := 1; i <= revisions; i++ {
		write(100 + i)
		if i%2 == 0 {
			time.Sleep(time.Duration(random.Intn(1500)) * time.Millisecond)
			serving.kill()
			kills++
			serving.start()
		}
		await(fmt.Sprintf("revision %d", i), func() bool { return inService() == int64(i+1) })
	}

	// Everything that is told, in the order in which it was: what came between
	// two messages is told as one change.
	limits := regexp.MustCompile(`不超过(\d+)万元 → 不超过(\d+)万元`)
	told := func(place string) []string {
		var list []string
		for _, m := range d.Messages(place) {
			for _, found := range limits.FindAllStringSubmatch(m.Text(), -1) {
				list = append(list, found[1], found[2])
			}
		}
		return list
	}
	last := strconv.Itoa(100 + revisions)
	await("the last change to be told", func() bool {
		return !slices.ContainsFunc(places, func(p string) bool { return !slices.Contains(told(p), last) })
	})
	serving.kill()
	for i, p := range places {
		// Each change begins where the one before ended.
		got, at := told(p), "100"
		for k := 0; k+1 < len(got) && got[k] == at; k += 2 {
			at = got[k+1]
		}
		if at != last || got[len(got)-1] != last {
			t.Errorf("place %d: got the changes %v, want them from 100 to %s without a gap or a repetition\n%s", i, got, last, serving.log.String())
		}
	}
	if violations := d.Violations(); len(violations) > 0 {
		t.Errorf("requests break Discord's rules: %v", violations)
	}
	t.Logf("%d revisions, %d kills", revisions, kills)
}
