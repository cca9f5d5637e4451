package check

import (
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"policybot/knowledge/figure"
)

// written is a reply of testdata/replies.txtar.
type written struct {
	Reply
	name   string
	forged Kind // "" for a true one
}

// replies reads testdata/replies.txtar.
func replies(t testing.TB) []written {
	t.Helper()
	data, err := os.ReadFile("testdata/replies.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var out []written
	for _, file := range txtar.Parse(data).Files {
		var r Reply
		var s Source
		for line := range strings.Lines(string(file.Data)) {
			key, value, ok := strings.Cut(strings.TrimRight(line, "\n"), ": ")
			if !ok {
				t.Fatalf("%s: %q is not KEY: VALUE", file.Name, line)
			}
			value = strings.ReplaceAll(value, `\n`, "\n")
			kind, isForged := strings.CutPrefix(key, "forged ")
			if key == "true" || isForged {
				reply := r
				reply.Sources = []Source{s}
				reply.Working, r.Working = r.Working, ""
				out = append(out, written{reply.says(value), file.Name, Kind(strings.TrimSuffix(kind, "true"))})
				continue
			}
			set(t, &r, &s, key, value)
		}
	}
	return out
}

// set sets what a line of a case says of the reply or of its source.
func set(t testing.TB, r *Reply, s *Source, key, value string) {
	t.Helper()
	switch key {
	case "words":
		s.Words = value
	case "lead-in":
		s.LeadIns = append(s.LeadIns, value)
	case "cell":
		parts := strings.Split(value, " | ")
		s.Cells = append(s.Cells, Cell{Text: parts[0], Unit: parts[1], Names: parts[2:]})
	case "statement":
		s.Statement = value
	case "name":
		s.Names = append(s.Names, value)
	case "published":
		day, err := figure.ParseDate(value)
		if err != nil {
			t.Fatal(err)
		}
		s.Published = day
	case "claim":
		words, label, _ := strings.Cut(value, " | ")
		r.Claims = append(r.Claims, Claim{Words: words, Label: label})
	case "working":
		r.Working = value
	case "question":
		r.Question = value
	case "given":
		r.Given = append(r.Given, value)
	default:
		t.Fatalf("unknown key %q", key)
	}
}

var equation = regexp.MustCompile(`[：:] *([^：:]*[=≈][^。]*?)[。.]?$`)

// says returns r with a text, whose equation is the working.
func (r Reply) says(text string) Reply {
	r.Text, r.Language = text, "en"
	if hasHan(text) {
		r.Language = "zh"
	}
	if m := equation.FindStringSubmatch(text); m != nil && r.Working == "" {
		r.Working = m[1]
	}
	return r
}

func TestProve(t *testing.T) {
	counts := map[bool]int{}
	for _, r := range replies(t) {
		err := Prove(&r.Reply)
		counts[r.forged == ""]++
		var f *Fault
		switch {
		case r.forged == "" && err != nil:
			t.Errorf("%s: %q is refused, want it passed: %v", r.name, r.Text, err)
		case r.forged != "" && err == nil:
			t.Errorf("%s: %q passes, want a fault of %s", r.name, r.Text, r.forged)
		case r.forged != "" && errors.As(err, &f) && f.Kind != r.forged:
			t.Errorf("%s: %q: got %v, want a fault of %s", r.name, r.Text, err, r.forged)
		}
	}
	if counts[true] < 80 || counts[false] < 80 {
		t.Errorf("got %d true replies and %d forged ones, want 80 of each at least", counts[true], counts[false])
	}
}

// TrueReplies returns the true replies of testdata/replies.txtar.
func TrueReplies(t testing.TB) []Reply {
	var out []Reply
	for _, r := range replies(t) {
		if r.forged == "" {
			out = append(out, r.Reply)
		}
	}
	return out
}
