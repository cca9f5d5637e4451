package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// runCheck runs policybot check over a directory of the given files.
func runCheck(t *testing.T, files map[string]string, flags ...string) (status int, stdout, stderr string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var out, errors bytes.Buffer
	status = run(t.Context(), append([]string{"check", dir, "--data", filepath.Join(dir, "data")}, flags...), strings.NewReader(""), &out, &errors)
	return status, out.String(), errors.String()
}

var soundBase = map[string]string{
	"base.yaml":         "name: 青山市惠企政策\nregion: 江苏省\n",
	"loans/credit.txt":  "关于贷款的通知\n\n单户贷款额度不超过500万元，期限3年。\n",
	"rent.md":           "# Rent relief\n\nTenants pay no rent for 3 months.\n",
	".hidden/notes.txt": "not part of the base",
	"data/index/store":  "\x00\x01 nor is the data directory",
}

func TestCheckSound(t *testing.T) {
	status, stdout, stderr := runCheck(t, soundBase, "--lang", "en")
	want := `FILE              FORMAT    SECTIONS  MEASURES  FACTS  TITLE
loans/credit.txt  text      1         0         1      关于贷款的通知
rent.md           markdown  1         0         1      Rent relief

2 files read: 2 sections, 0 measures, 2 facts; 0 problems
`
	if status != 0 || stdout != want || stderr != "" {
		t.Errorf("status %d\n%s%s\nwant 0\n%s", status, stdout, stderr, want)
	}
}

func TestCheckProblems(t *testing.T) {
	files := map[string]string{
		"base.yaml": "name: 青山市惠企政策\ntimezone: Asia/Shanghai\n",
		"scan.jpg":  "\xff\xd8\xff\xe0 photograph",
		"empty.txt": "\n",
		"old.doc":   "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
		"rent.md":   "# 房租\n\n免收3个月房租。\n",
	}
	status, stdout, _ := runCheck(t, files, "--lang", "zh")
	want := `文件       格式      小节  措施  事实  标题
base.yaml  yaml      0     0     0
    第 2 行：base：没有名为 "timezone" 的键：是不是 time_zone？
empty.txt  txt       0     0     0     未读取
    文件是空的：请补充内容或删除
old.doc    doc       0     0     0     未读取
    暂不支持1997-2003 格式的 Office 文件：请另存为DOCX 或 XLSX
rent.md    markdown  1     0     1     房租
scan.jpg   jpg       0     0     0     未读取
    暂不支持图片：请另存为带文字的 PDF 或 DOCX

已读取 2 个文件：1 个小节，0 项措施，1 条事实；4 个问题
有 3 个文件无法读取
`
	if status != 1 || stdout != want {
		t.Errorf("status %d\n%s\nwant 1\n%s", status, stdout, want)
	}
}

func TestCheckJSON(t *testing.T) {
	status, stdout, _ := runCheck(t, soundBase, "--json")
	var report checkReport
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatal(err)
	}
	if status != 0 || report.Read != 2 || report.Unread != 0 || report.Facts != 2 || len(report.Files) != 2 || report.Files[0].Path != "loans/credit.txt" {
		t.Errorf("status %d, %+v", status, report)
	}
}

func TestCheckUsage(t *testing.T) {
	for _, args := range [][]string{{"check"}, {"check", "no-such-directory"}, {"check", ".", "more"}, {"check", "--lang", "fr", "."}} {
		var out, errors bytes.Buffer
		t.Setenv("POLICYBOT_BASE", "")
		if status := run(t.Context(), args, strings.NewReader(""), &out, &errors); status != exitFailure || !strings.HasPrefix(errors.String(), "policybot: ") || strings.Count(errors.String(), "\n") != 1 {
			t.Errorf("%q: status %d, %q; want %d and a line", args, status, errors.String(), exitFailure)
		}
	}
}

// TestCheckHostileNames checks a base whose names would command a terminal, and
// links that lead away: each link is named, no name does anything.
func TestCheckHostileNames(t *testing.T) {
	base, away := t.TempDir(), t.TempDir()
	secret := filepath.Join(away, "secret.md")
	for file, text := range map[string]string{
		filepath.Join(base, "good.md"):                        "# Berths\n\nA berth costs 300 pounds.\n",
		filepath.Join(base, "red\x1b[31m\x1b]0;title\x07.md"): "# Red\n\nA berth costs 400 pounds.\n",
		filepath.Join(base, "two\nlines.md"):                  "# Lines\n\nA berth costs 500 pounds.\n",
		filepath.Join(base, "turned\u202egnp.md"):             "# Turned\n\nA berth costs 600 pounds.\n",
		secret: "# Secret\n\nNobody may read of 700 pounds.\n",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for link, target := range map[string]string{"outside.md": secret, "directory": away, "nowhere.md": "gone.md", "inside.md": "good.md"} {
		if err := os.Symlink(target, filepath.Join(base, link)); err != nil {
			t.Skip(err) // not every system lets everybody make links
		}
	}
	_, stdout, stderr := runIn(t, t.TempDir(), "check", base)
	for _, wrong := range []string{"\x1b", "\x07", "\u202e", "two\nlines", "Secret"} {
		if strings.Contains(stdout+stderr, wrong) {
			t.Errorf("%q is in\n%q", wrong, stdout+stderr)
		}
	}
	if got := strings.Count(stdout, "leads outside the base"); got != 3 {
		t.Errorf("got %d links named, want 3:\n%s", got, stdout)
	}
	if !strings.Contains(stdout, "inside.md") || !strings.Contains(stdout, "Berths") {
		t.Errorf("a link inside the base is not followed:\n%s", stdout)
	}
}
