package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
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
		{nil, []string{"数字变更（重要）", "不超过500万元 → 不超过250万元（−250万元，−50%）", "[-不超过500万元-]", "{+不超过250万元+}", "另有 1 处"}},
		{[]string{"--lang", "en"}, []string{"Figure changed (major)", "(−2,500,000 CNY, −50%)", "Silent changes of notation, links, numbering or layout: 1"}},
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
	want := []string{"aspects", "delta", "document", "kind", "measure", "new", "new_quote", "old", "old_quote", "section", "severity", "subject"}
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

// TestDiffOfAFolder compares the versions that one directory holds.
func TestDiffOfAFolder(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"贷款2020.md": ruleBefore, "贷款2022.md": ruleAfter} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	code, stdout, stderr := execute(t, "diff", dir)
	for _, want := range []string{"新版本文件", "不超过500万元 → 不超过250万元"} {
		if code != 0 || !strings.Contains(stdout, want) {
			t.Errorf("status %d, %q is not in\n%s%s", code, want, stdout, stderr)
		}
	}
}

// TestDiffGit compares a file and a directory with earlier revisions.
func TestDiffGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		command := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"}, args...)...)
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	folder := filepath.Join(dir, "policies")
	path := filepath.Join(folder, "loans.md")
	write := func(text string) {
		t.Helper()
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	git("init", "-q")
	write(ruleBefore)
	git("add", ".")
	git("commit", "-qm", "first")
	write(ruleAfter)
	git("commit", "-qam", "second")
	write(strings.Replace(ruleAfter, "250万元", "200万元", 1))
	for _, test := range []struct{ revision, path, want string }{
		{"HEAD~1", folder, "不超过500万元 → 不超过200万元"},
		{"HEAD", path, "不超过250万元 → 不超过200万元"},
		{"HEAD~1..HEAD", folder, "不超过500万元 → 不超过250万元"},
	} {
		code, stdout, stderr := execute(t, "diff", "--git", test.revision, test.path)
		if code != 0 || !strings.Contains(stdout, test.want) {
			t.Errorf("--git %s %s: status %d, %q is not in\n%s%s", test.revision, test.path, code, test.want, stdout, stderr)
		}
	}
	for _, args := range [][]string{{"--git", "no-such-revision", folder}, {"--git", "--output=x", folder}, {"--git", "HEAD", folder, folder}} {
		if code, _, stderr := execute(t, append([]string{"diff"}, args...)...); code != exitFailure || stderr == "" {
			t.Errorf("diff %v: status %d, %q", args, code, stderr)
		}
	}
}

// TestDiffHTML checks that a page holds both sides, marked, and that what
// documents say is text on it.
func TestDiffHTML(t *testing.T) {
	old, new := versions(t, ruleBefore+"\n第三条 填写表格a<b。\n", ruleAfter+"\n第三条 填写表格a<c。\n")
	code, stdout, stderr := execute(t, "diff", "--html", old, new)
	for _, want := range []string{"<del>不超过500万元</del>", "<ins>不超过250万元</ins>", "表格a&lt;<del>b</del>", "另有 1 处"} {
		if code != 0 || !strings.Contains(stdout, want) {
			t.Errorf("status %d, %q is not in\n%s%s", code, want, stdout, stderr)
		}
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
