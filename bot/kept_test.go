package bot

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"znkr.io/diff/textdiff"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestRevisionRow holds the stored form of a revision to a golden file: rows
// written before are read for years.
func TestRevisionRow(t *testing.T) {
	base, data := t.TempDir(), t.TempDir()
	s := openStore(t, data)
	writeBase(t, base, map[string]string{"base.yaml": "name: 青石\n", "loans.md": loans("500万元"), "rents.md": "# 租金\n\n租金不超过3000元。\n"})
	b := openBot(t, base, data)
	refresh(t, b, s)
	writeBase(t, base, map[string]string{"rents.md": "\x00\x01 not text \x00"})
	done := refresh(t, b, s)
	got, err := os.ReadFile(b.revisionPath(done.Revision))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "revision.json")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s differs: - want, + got\n%s\nIf rows written before are still read: go test ./bot -run %s -update",
			path, textdiff.Unified(string(want), string(got)), t.Name())
	}
}
