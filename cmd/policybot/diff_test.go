package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// versions writes two versions of a notice and returns their paths.
func versions(t *testing.T, old, new string) (oldPath, newPath string) {
	t.Helper()
	dir := t.TempDir()
	oldPath, newPath = filepath.Join(dir, "old.md"), filepath.Join(dir, "new.md")
	for path, text := range map[string]string{oldPath: old, newPath: new} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return oldPath, newPath
}

// execute runs the program and returns its status and what it printed.
func execute(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}

const (
	ruleBefore = "# 应急贷款办法\n\n第一条 单户贷款额度不超过500万元。\n\n第二条 补助2万元。\n"
	ruleAfter  = "# 应急贷款办法\n\n第一条 单户贷款额度不超过250万元。\n\n第二条 补助二万元。\n"
)

func TestDiffCommand(t *testing.T) {
	old, new := versions(t, ruleBefore, ruleAfter)
	for _, test := range []struct {
		args []string
		want []string
	}{
		{nil, []string{"数字变更（重要）", "不超过500万元 → 不超过250万元（−2,500,000 CNY）", "[-不超过500万元-]", "{+不超过250万元+}", "另有 1 处"}},
		{[]string{"--lang", "en"}, []string{"Figure changed (major)", "(−2,500,000 CNY)", "Silent changes of notation, links, numbering or layout: 1"}},
		{[]string{"--all"}, []string{"仅写法不同", "[-2万元-]", "{+二万元+}"}},
		{[]string{"--color", "always"}, []string{"\x1b[31m[-不超过500万元-]\x1b[0m"}},
	} {
		code, stdout, stderr := execute(t, append([]string{"diff", old, new}, test.args...)...)
		if code != 0 || stderr != "" {
			t.Fatalf("diff %v: status %d, %s", test.args, code, stderr)
		}
		for _, words := range test.want {
			if !strings.Contains(stdout, words) {
				t.Errorf("diff %v does not print %q:\n%s", test.args, words, stdout)
			}
		}
	}
	if code, stdout, _ := execute(t, "diff", old, old); code != 0 || stdout != "没有实质变化。\n" {
		t.Errorf("a file and itself: status %d, %q", code, stdout)
	}
	for _, args := range [][]string{{old, filepath.Dir(new)}, {old, filepath.Join(filepath.Dir(new), "missing.md")}, {old}} {
		if code, _, stderr := execute(t, append([]string{"diff"}, args...)...); code != exitFailure || stderr == "" {
			t.Errorf("diff %v: status %d, %q", args, code, stderr)
		}
	}
}

// TestDiffJSON holds the names that programs rely on.
func TestDiffJSON(t *testing.T) {
	old, new := versions(t, ruleBefore, ruleAfter)
	code, stdout, stderr := execute(t, "diff", "--json", old, new)
	if code != 0 {
		t.Fatalf("status %d, %s", code, stderr)
	}
	var got struct {
		Changes []map[string]any `json:"changes"`
	}
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || len(got.Changes) != 2 {
		t.Fatalf("%d changes, %v:\n%s", len(got.Changes), err, stdout)
	}
	var names []string
	for name := range got.Changes[0] {
		names = append(names, name)
	}
	slices.Sort(names)
	want := []string{"delta", "document", "kind", "measure", "new", "new_quote", "old", "old_quote", "section", "severity", "subject"}
	if !slices.Equal(names, want) {
		t.Errorf("names %v, want %v", names, want)
	}
	first := got.Changes[0]
	value := first["new"].(map[string]any)
	if first["kind"] != "figure_changed" || first["severity"] != "major" || first["delta"] != "-2500000" ||
		value["value"] != "2500000" || value["unit"] != "CNY" || value["bound"] != "le" || got.Changes[1]["kind"] != "notation_only" {
		t.Errorf("changes:\n%s", stdout)
	}
	// The same directory on both sides: an empty list, not null.
	if _, stdout, _ = execute(t, "diff", "--json", old, old); !strings.Contains(stdout, `"changes": []`) {
		t.Errorf("no changes are written as\n%s", stdout)
	}
}

func TestNoticesCommand(t *testing.T) {
	data := t.TempDir()
	if code, stdout, stderr := execute(t, "notices", "--dry-run", "--data", data); code != 0 || stdout != "Nothing would be sent.\n" {
		t.Errorf("status %d, %q, %s", code, stdout, stderr)
	}
	if code, _, stderr := execute(t, "notices", "--data", data); code != exitFailure || !strings.Contains(stderr, "--dry-run") {
		t.Errorf("status %d, %s", code, stderr)
	}
}
