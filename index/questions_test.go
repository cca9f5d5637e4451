package index

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"policybot/index/compose"
	"policybot/index/query"
	"policybot/knowledge/figure"
	"policybot/knowledge/ingest"
	"policybot/knowledge/jiangsu"
)

var update = flag.Bool("update", false, "rewrite golden files")

// askedCase is one line of a file of questions: what is asked, and what a
// right answer says first.
type askedCase struct {
	ID       string          `json:"id"`
	Question string          `json:"question"`
	Status   compose.Status  `json:"status"`
	Value    decimal.Decimal `json:"value"`    // of the first figure, or where it changed from
	Unit     string          `json:"unit"`     // units of counts are not compared: they follow the document
	Bound    figure.Bound    `json:"bound"`    // "" for any
	AsOf     figure.Date     `json:"as_of"`    // zero for any
	Within   decimal.Decimal `json:"within"`   // relative error allowed of a computed value
	Contains []string        `json:"contains"` // words the reply must hold
	Kind     string          `json:"kind"`
}

// questionSet is a file of questions over a base.
type questionSet struct {
	name     string
	file     string
	base     fs.FS
	listed   bool // misses are listed in the report; those kept aside are only counted
	required bool // leastRate is required; questions for tuning are added because they fail
}

var questionSets = []questionSet{
	{"jiangsu, for tuning", "tune.jsonl", jiangsu.Files(), true, false},
	{"jiangsu, kept aside", "held_out.jsonl", jiangsu.Files(), false, true},
	{"jiangsu, by another hand, for tuning", "another_hand.jsonl", jiangsu.Files(), true, false},
	{"harbour, by another hand, for tuning", "harbour_another_hand.jsonl", os.DirFS(filepath.Join("testdata", "harbour")), true, false},
	{"harbour", "harbour.jsonl", os.DirFS(filepath.Join("testdata", "harbour")), true, true},
}

// outcome is how a question went.
type outcome string

const (
	right          outcome = "right"
	wrongFigure    outcome = "wrong figure given"
	wrongWords     outcome = "wrong words"
	wronglyRefused outcome = "wrongly refused"
	rightlyRefused outcome = "rightly refused"
	wrongAnswer    outcome = "wrongly answered"
)

var outcomes = []outcome{right, wronglyRefused, wrongFigure, wrongWords, rightlyRefused, wrongAnswer}

// leastRate is the share of answerable questions that must get the right value
// first, and of the others that must get "not found".
const leastRate = 0.95

// TestQuestions asks every question of testdata/questions and reports how the
// answers went in report.golden. It fails where they got worse. After a
// change: go test ./index -run Questions -update
func TestQuestions(t *testing.T) {
	golden := filepath.Join("testdata", "questions", "report.golden")
	before, err := os.ReadFile(golden)
	if err != nil && !*update {
		t.Fatal(err)
	}
	var report bytes.Buffer
	for _, set := range questionSets {
		counts, misses := ask(t, set)
		answerable := counts[right] + counts[wronglyRefused] + counts[wrongFigure] + counts[wrongWords]
		others := counts[rightlyRefused] + counts[wrongAnswer]
		fmt.Fprintf(&report, "%s: %d questions\n", set.name, answerable+others)
		for _, outcome := range outcomes {
			fmt.Fprintf(&report, "  %s: %d\n", outcome, counts[outcome])
			last := goldenCount(before, set.name, outcome)
			if good := outcome == right || outcome == rightlyRefused; last >= 0 && (good && counts[outcome] < last || !good && counts[outcome] > last) {
				t.Errorf("%s: %s %d, was %d", set.name, outcome, counts[outcome], last)
			}
		}
		for kind, rate := range map[string]float64{
			"answerable questions answered right": float64(counts[right]) / float64(answerable),
			"unanswerable questions refused":      float64(counts[rightlyRefused]) / float64(others),
		} {
			if rate < leastRate && set.required {
				t.Errorf("%s: %.3f of the %s, want %.2f", set.name, rate, kind, leastRate)
			}
		}
		if set.listed {
			for _, miss := range misses {
				fmt.Fprintf(&report, "  - %s\n", miss)
			}
		}
		report.WriteString("\n")
	}
	if *update {
		if err := os.WriteFile(golden, report.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(before, report.Bytes()) {
		t.Logf("the report changed; see it with -update:\n%s", report.Bytes())
	}
}

// goldenCount returns the count that a report gives, or -1.
func goldenCount(report []byte, set string, outcome outcome) int {
	_, part, found := strings.Cut(string(report), set+":")
	if !found {
		return -1
	}
	_, part, _ = strings.Cut(part, "  "+string(outcome)+": ")
	n := -1
	fmt.Sscanf(part, "%d", &n)
	return n
}

// ask asks the questions of a set and returns how often each outcome came,
// and what went wrong, a question a line.
func ask(t *testing.T, set questionSet) (map[outcome]int, []string) {
	ctx := context.Background()
	base, err := ingest.Read(ctx, set.base, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range base.Problems {
		t.Errorf("%s: %s:%d: %s", set.name, problem.Path, problem.Line, problem.Message["en"])
	}
	x, err := Open(ctx, "", base)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	counts := map[outcome]int{}
	var misses []string
	for _, asked := range readQuestions(t, set.file) {
		answer, err := x.Answer(ctx, query.Parse(asked.Question))
		if err != nil {
			t.Fatalf("%s: %s: %v", asked.ID, asked.Question, err)
		}
		outcome, why := asked.judge(answer)
		counts[outcome]++
		if outcome != right && outcome != rightlyRefused {
			misses = append(misses, fmt.Sprintf("%s: %s [%s] %s: %s", outcome, asked.Question, asked.ID, asked.Kind, why))
		}
	}
	slices.Sort(misses)
	return counts, misses
}

func readQuestions(t *testing.T, name string) []askedCase {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "questions", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var asked []askedCase
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var c askedCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatalf("%s: line %d: %v", name, len(asked)+1, err)
		}
		asked = append(asked, c)
	}
	return asked
}

// judge says how a question went, and in a few words why.
func (c askedCase) judge(answer *compose.Answer) (outcome, string) {
	given := strings.Join(strings.Fields(answer.Text), " ")
	switch {
	case c.Status == compose.NotFound && answer.Status == compose.NotFound:
		return rightlyRefused, ""
	case c.Status == compose.NotFound && len(answer.Figures) > 0:
		return wrongFigure, given
	case c.Status == compose.NotFound:
		return wrongAnswer, given
	case answer.Status == compose.NotFound:
		return wronglyRefused, given
	}
	if c.Unit != "" {
		if len(answer.Figures) == 0 {
			return wrongWords, "no figure: " + given
		}
		if why := c.compare(answer.Figures[0]); why != "" {
			return wrongFigure, why + ": " + given
		}
	}
	said := given
	for _, citation := range answer.Citations {
		said += " " + citation.Speaker
	}
	for _, words := range c.Contains {
		if !strings.Contains(said, words) {
			return wrongWords, fmt.Sprintf("no %q: %s", words, given)
		}
	}
	return right, ""
}

// compare says how the figure that was given first differs from the right one.
func (c askedCase) compare(given compose.AnsweredFigure) string {
	f := given.Figure
	value := f.Value
	if f.Change != nil && f.Change.From != nil && f.Change.From.Equal(c.Value) {
		value = *f.Change.From
	}
	if value.Sub(c.Value).Abs().GreaterThan(c.Value.Mul(c.Within)) {
		return "not " + c.Value.String()
	}
	if slices.Contains([]string{"CNY", "USD", "%", "workday", "hour", "minute", "year", "t", "times"}, c.Unit) && f.Unit != c.Unit {
		return fmt.Sprintf("unit %s, not %s", f.Unit, c.Unit)
	}
	if c.Bound != "" && f.Bound != c.Bound {
		return fmt.Sprintf("bound %s, not %s", f.Bound, c.Bound)
	}
	if !c.AsOf.IsZero() && given.AsOf != c.AsOf {
		return fmt.Sprintf("as of %s, not %s", given.AsOf, c.AsOf)
	}
	return ""
}
