package progress

import (
	"strings"
	"testing"
	"time"

	"policybot/knowledge"
)

// work shows ten steps of a second each.
func work(b *Bar) string {
	var out strings.Builder
	clock := time.Unix(0, 0)
	b.Out, b.Now = &out, func() time.Time { return clock }
	b.Start()
	for i := 1; i <= 20; i++ {
		clock = clock.Add(time.Second)
		b.Show(Step{Done: i, Total: 20, Figures: i * 3, Name: "a.md"})
	}
	b.Clear()
	return out.String()
}

func TestLines(t *testing.T) {
	got := work(&Bar{Language: knowledge.English, Indexes: true})
	if n := strings.Count(got, "\n"); n != 10 {
		t.Errorf("got %d lines, want one a tenth:\n%s", n, got)
	}
	for _, want := range []string{"50 % · 10 of 20 files · 30 figures · about 10 s left\n", "100 % · 20 of 20 files · 60 figures · building the index …\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant in it %q", got, want)
		}
	}
	if strings.Contains(got, "\x1b") {
		t.Errorf("got commands to a terminal where there is none: %q", got)
	}
}

func TestBar(t *testing.T) {
	got := work(&Bar{Language: knowledge.Chinese, Terminal: true})
	want := "\r\x1b[K" + strings.Repeat("█", 12) + strings.Repeat("░", 12) + "  已读 10/20 个文件 · 30 个数字 · 还需约 10 秒  a.md"
	if !strings.Contains(got, want) {
		t.Errorf("got %q, want in it %q", got, want)
	}
	if !strings.HasSuffix(got, "\r\x1b[K") || strings.Contains(got, "\n") {
		t.Errorf("got %q, want one line that is gone at the end", got)
	}
}

func TestShortWorkShowsNothing(t *testing.T) {
	var out strings.Builder
	b := &Bar{Out: &out, Terminal: true, Now: func() time.Time { return time.Unix(0, 0) }}
	b.Show(Step{Done: 1, Total: 2})
	b.Show(Step{Done: 2, Total: 2})
	b.Clear()
	if out.Len() > 0 {
		t.Errorf("got %q, want nothing of work that takes less than a second", out.String())
	}
}
