package followup

import (
	"os"
	"strings"
	"testing"
)

// TestComplete reads testdata/followups.txt: a question, and below it what is
// said next with the question that it asks, "=" where it stands by itself.
func TestComplete(t *testing.T) {
	data, err := os.ReadFile("testdata/followups.txt")
	if err != nil {
		t.Fatal(err)
	}
	before, cases := "", 0
	for line := range strings.SplitSeq(string(data), "\n") {
		message, want, found := strings.Cut(line, " -> ")
		switch {
		case strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "":
			continue
		case !found:
			before = strings.TrimSpace(line)
			continue
		}
		cases++
		message = strings.TrimSpace(message)
		got := Complete(Turn{Question: before}, message)
		switch {
		case want == "=" && (got.Reading > RatherAlone || got.Reading == Alone && got.Question != message):
			t.Errorf("%s\n  %s\n  got  %s\n  want it to stand by itself", before, message, got.Question)
		case want != "=" && (got.Question != want || got.Reading < RatherGoing):
			t.Errorf("%s\n  %s\n  got  %s (reading %d)\n  want %s", before, message, got.Question, got.Reading, want)
		}
	}
	if cases < 60 {
		t.Errorf("%d cases; want at least 60", cases)
	}
}

// TestCompleteChain goes on three times: each question is completed from the
// one before as that was completed.
func TestCompleteChain(t *testing.T) {
	question := "全职员工的年假有几天？"
	for _, step := range [][2]string{
		{"兼职员工呢", "兼职员工的年假有几天？"},
		{"那病假呢", "兼职员工的病假有几天？"},
		{"由谁批准？", "兼职员工的病假由谁批准？"},
	} {
		got := Complete(Turn{Question: question}, step[0])
		if got.Question != step[1] {
			t.Fatalf("after %s, %s: got %s, want %s", question, step[0], got.Question, step[1])
		}
		question = got.Question
	}
}

// TestCompleteSubject takes what the answer was about where the question before
// named nothing.
func TestCompleteSubject(t *testing.T) {
	got := Complete(Turn{Question: "多少？", Subject: "泊位费"}, "什么时候交？")
	if want := "泊位费什么时候交？"; got.Question != want {
		t.Errorf("got %s, want %s", got.Question, want)
	}
}

// FuzzComplete holds that nothing makes it fail, that nothing is added to what
// follows no question, and that it is the same every time.
func FuzzComplete(f *testing.F) {
	f.Add("停泊费每天多少元？", "那夜间呢？")
	f.Add("How much is the fee for cars?", "and if it rains?")
	f.Add("第一次罚多少", "第二次，2019年，苏州，满三年的")
	f.Add("？", "—")
	f.Add("\xff", "in \x80")
	f.Fuzz(func(t *testing.T, before, message string) {
		if got := Complete(Turn{}, message); got.Question != message {
			t.Errorf("without a question before: got %q, want %q", got.Question, message)
		}
		a, b := Complete(Turn{Question: before}, message), Complete(Turn{Question: before}, message)
		if a.Question != b.Question || a.Reading != b.Reading {
			t.Errorf("got %q, then %q", a.Question, b.Question)
		}
	})
}
