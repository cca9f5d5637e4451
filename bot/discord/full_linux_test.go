package discord_test

import (
	"bytes"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
)

// TestFullDisk lets no file grow, as a full disk does: questions are answered
// and say that they are not kept, what must be kept is refused with the reason,
// managers and metrics say so; and with room again all is well.
func TestFullDisk(t *testing.T) {
	const alone = "POLICYBOT_TEST_ALONE" // the limit is one of the whole process
	if os.Getenv(alone) == "" {
		self := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^TestFullDisk$")
		self.Env = append(os.Environ(), alone+"=1")
		if out, err := self.CombinedOutput(); err != nil {
			t.Errorf("%v:\n%s", err, out)
		}
		return
	}
	w := newWorld(t, options{tune: inNoHurry})
	ann := manager(w.ann)
	metric := func() string {
		var b bytes.Buffer
		w.server.WriteMetrics(&b)
		for line := range strings.SplitSeq(b.String(), "\n") {
			if strings.HasPrefix(line, "policybot_state_writable") {
				return line
			}
		}
		return ""
	}
	w.expect(w.use(ann, "ask", given{"question": waived}), "# 3.5亿元")

	signal.Ignore(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	limit := func(l syscall.Rlimit) {
		t.Helper()
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &l); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { limit(before) })
	limit(syscall.Rlimit{Cur: 1, Max: before.Max})

	m := w.use(ann, "ask", given{"question": waived})
	w.expect(m, "# 3.5亿元", "机器人所在的磁盘已满")
	if len(m.Buttons()) != 0 {
		t.Errorf("an answer that is not kept has buttons: %v", m.Buttons())
	}
	w.expect(w.use(ann, "subscribe", given{"words": "贷款"}), "disk is full")
	w.expect(w.use(ann, "policy status", nil), "disk is full")
	if err := w.server.Ready(t.Context()); err == nil || !strings.Contains(err.Error(), "disk is full") {
		t.Errorf("ready: got %v, want that the disk is full", err)
	}
	if got := metric(); got != "policybot_state_writable 0" {
		t.Errorf("metric: got %q", got)
	}

	limit(before)
	m = w.use(ann, "ask", given{"question": waived})
	w.expect(m, "# 3.5亿元")
	if len(m.Buttons()) == 0 || strings.Contains(m.Text(), "磁盘已满") {
		t.Errorf("with room again:\n%s", m.Text())
	}
	w.expect(w.use(ann, "subscribe", given{"words": "贷款"}), "Subscribed")
	if err := w.server.Ready(t.Context()); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if got := metric(); got != "policybot_state_writable 1" {
		t.Errorf("metric: got %q", got)
	}
}
