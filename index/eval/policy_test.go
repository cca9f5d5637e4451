package eval

import (
	"os"
	"path/filepath"
	"testing"

	"policybot/index"
	"policybot/knowledge/ingest"
)

// What must hold on half of the policy questions that POLICYBOT_POLICYQA
// names, with room for a change that helps elsewhere.
var policyFloors = map[string]float64{
	"documents.recall.1": 0.78, "documents.recall.10": 0.97, "passages.recall.5": 0.86, "passages.recall.10": 0.91,
	"refusal.refused": 0.83,
}

// How often the statement that answers must be chosen first, and among the
// three that are offered where none is sure.
const (
	leastFirst = 0.42
	leastThree = 0.62
)

func TestPolicyQuestions(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector takes ten times as long: run it without")
	}
	dir := os.Getenv("POLICYBOT_POLICYQA")
	if dir == "" {
		t.Skip("POLICYBOT_POLICYQA does not name the policy questions")
	}
	file, err := os.Open(filepath.Join(dir, "questions.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	cases, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	base, err := ingest.Read(t.Context(), os.DirFS(filepath.Join(dir, "documents")), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	x, err := index.Open(t.Context(), "", base)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	_, half := Halves(cases)
	report, err := Run(t.Context(), x, half, Options{LeaveOut: true})
	if err != nil {
		t.Fatal(err)
	}
	reached := make(map[string]float64)
	for _, row := range report.rows() {
		reached[row.path] = row.metric.Value
	}
	for path, floor := range policyFloors {
		if value, ok := reached[path]; !ok || value < floor {
			t.Errorf("%s is %.3f, want at least %.2f", path, value, floor)
		}
	}
	first, three := 0.0, 0.0
	for _, c := range half {
		choice, err := x.Choose(t.Context(), index.ParseQuery(c.Question))
		if err != nil {
			t.Fatal(err)
		}
		reference := NewReference(c.Answer)
		for i := range min(3, len(choice.Candidates)) {
			if _, recall, _ := reference.Overlap(choice.Candidates[i].Text()); recall >= 0.8 {
				three += 1 / float64(len(half))
				if i == 0 {
					first += 1 / float64(len(half))
				}
				break
			}
		}
	}
	if first < leastFirst || three < leastThree {
		t.Errorf("the statement that answers is first for %.3f and among three for %.3f of the questions, want at least %.2f and %.2f", first, three, leastFirst, leastThree)
	}
}
