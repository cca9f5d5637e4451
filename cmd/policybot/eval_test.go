package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// runEval runs policybot eval over a small base and the given questions.
func runEval(t *testing.T, questions string, flags ...string) (status int, stdout, stderr string) {
	t.Helper()
	dir := t.TempDir()
	base := filepath.Join(dir, "base")
	file := filepath.Join(dir, "questions.jsonl")
	for path, text := range map[string]string{
		filepath.Join(base, "房租.txt"): "房租减免办法\n\n对承租国有房屋的小微企业免收三个月房租。\n",
		filepath.Join(base, "贷款.txt"): "贷款展期办法\n\n银行对困难企业的贷款展期至6月30日。\n",
		file:                          questions,
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var out, errors bytes.Buffer
	args := append([]string{"eval", "--base", base, "--data", filepath.Join(dir, "data"), file}, flags...)
	status = run(t.Context(), args, strings.NewReader(""), &out, &errors)
	return status, out.String(), errors.String()
}

const evalQuestions = `{"id":"1","question":"小微企业免收几个月房租?","answer":"三个月","document":"房租"}
{"id":"2","question":"困难企业的贷款展期到哪天?","answer":"6月30日","document":"贷款.txt"}
`

func TestEvalJSON(t *testing.T) {
	status, stdout, stderr := runEval(t, evalQuestions, "--json", "--leave-out")
	if status != 0 || stderr != "" {
		t.Fatalf("status %d: %s", status, stderr)
	}
	var report struct {
		Questions int
		Documents struct{ Recall map[string]float64 }
		Refusal   map[string]float64
		Latency   map[string]float64 `json:"latency_ms"`
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatalf("%v in %s", err, stdout)
	}
	if report.Questions != 2 || report.Documents.Recall["1"] != 1 || len(report.Refusal) != 4 || len(report.Latency) != 2 {
		t.Errorf("report %s", stdout)
	}
}

func TestEvalTable(t *testing.T) {
	for flag, word := range map[string]string{"--lang=zh": "文件召回率 @1", "--lang=en": "document recall @1"} {
		status, stdout, stderr := runEval(t, evalQuestions, flag)
		if status != 0 || !strings.Contains(stdout, word) {
			t.Errorf("%s: status %d, %s\n%s", flag, status, stderr, stdout)
		}
	}
}

func TestEvalMistakes(t *testing.T) {
	for questions, word := range map[string]string{
		`{"question":"?","document":"nowhere"}`: "nowhere",
		`{"answer":"?"}`:                        "line 1",
		`nonsense`:                              "line 1",
	} {
		status, _, stderr := runEval(t, questions)
		if status != exitFailure || !strings.Contains(stderr, word) {
			t.Errorf("%s: status %d, %q; want a failure that says %q", questions, status, stderr, word)
		}
	}
}

const gradedQuestions = `{"id":"1","language":"zh","kind":"duration","question":"小微企业免收几个月房租?","accept":[["三个月","3个月"]],"evidence":"免收三个月房租","document":"房租"}
{"id":"2","language":"zh","kind":"date","question":"困难企业的贷款展期到哪天?","accept":[["6月30日"]],"evidence":"展期至6月30日","document":"贷款.txt"}
{"id":"3","language":"zh","kind":"figure","question":"停车场收费多少?","status":"not_found"}
`

func TestEvalGraded(t *testing.T) {
	status, stdout, stderr := runEval(t, gradedQuestions, "--json")
	if status != 0 {
		t.Fatalf("status %d: %s", status, stderr)
	}
	var report struct {
		Graded struct {
			All    map[string]int
			ByKind map[string]map[string]int `json:"by_kind"`
		}
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatalf("%v in %s", err, stdout)
	}
	if g := report.Graded; g.All["rightly refused"] != 1 || g.All["wrong"] != 0 || len(g.ByKind) != 3 {
		t.Errorf("got %+v, want one question rightly refused, none answered wrong, three kinds", g)
	}
	if _, stdout, _ = runEval(t, gradedQuestions, "--lang=zh"); !strings.Contains(stdout, "正确拒答") {
		t.Errorf("got %s, want a table of grades", stdout)
	}
}

func TestEvalLearns(t *testing.T) {
	weights, other := t.TempDir(), t.TempDir()
	for name, text := range map[string]string{"base/rent.txt": "Rent rules\n\nThe deposit for a flat is 40 dollars.\nPets are not allowed.\n", "questions.jsonl": `{"question":"How many dollars is the deposit for a flat?","kind":"figure","accept":[["40"]],"document":"rent"}` + "\n"} {
		path := filepath.Join(other, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	also := filepath.Join(other, "base") + "=" + filepath.Join(other, "questions.jsonl")
	status, stdout, stderr := runEval(t, gradedQuestions, "--learn", "--also", also, "--weights", weights)
	if status != 0 || !strings.Contains(stdout, "left out") {
		t.Fatalf("status %d: %s\n%s", status, stderr, stdout)
	}
	for _, name := range []string{"statement.tsv", "figure.tsv", "chance.tsv"} {
		text, err := os.ReadFile(filepath.Join(weights, name))
		if err != nil || !strings.HasPrefix(string(text), "# Weights of what") {
			t.Errorf("%s: %v, got %.40s, want a table of weights", name, err, text)
		}
	}
	if status, _, stderr = runEval(t, `{"question":"?"}`, "--learn"); status != exitFailure || !strings.Contains(stderr, "nothing to learn from") {
		t.Errorf("status %d, %q; want a failure that says there is nothing to learn from", status, stderr)
	}
}
