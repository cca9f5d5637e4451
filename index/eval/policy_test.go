package eval

import (
	"os"
	"path/filepath"
	"testing"

	"policybot/index"
	"policybot/knowledge/ingest"
)

// What must hold on half of the policy questions that POLICYBOT_POLICYQA
// names, with room for a change that helps elsewhere. What was reached on all
// of them is in the files of weights.
var policyFloors = map[string]float64{
	"documents.recall.1": 0.78, "documents.recall.10": 0.97, "passages.recall.5": 0.86, "passages.recall.10": 0.91,
	"rouge_l.gold_document": 0.56, "rouge_l.end_to_end": 0.43, "figures": 0.55,
	"refusal.auroc": 0.83, "refusal.refused": 0.82, "refusal.answered": 0.68,
}

func TestPolicyQuestions(t *testing.T) {
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
	for _, bin := range report.Reliability {
		if bin.From >= 0.8 && bin.Answers >= 10 && bin.Right < 0.7 {
			t.Errorf("of %d answers given at %.1f and more %.2f are right", bin.Answers, bin.From, bin.Right)
		}
	}
}
