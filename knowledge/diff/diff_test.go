package diff_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"policybot/knowledge"
	"policybot/knowledge/diff"

	"golang.org/x/tools/txtar"
)

// line writes a change as the txtar cases and labels do: its kind, and its
// values where it has both.
func line(c diff.Change) string {
	if c.Old == nil || c.New == nil {
		return string(c.Kind)
	}
	return fmt.Sprintf("%s %s -> %s", c.Kind, c.Old.Value, c.New.Value)
}

// told returns the lines of the changes that are not silent.
func told(changes []diff.Change) []string {
	var lines []string
	for _, c := range changes {
		if !c.IsSilent() {
			lines = append(lines, line(c))
		}
	}
	return lines
}

// missing returns the lines of want that have lacks, counting repeats.
func missing(want, have []string) []string {
	have = slices.Clone(have)
	var lines []string
	for _, w := range want {
		if i := slices.Index(have, w); i >= 0 {
			have = slices.Delete(have, i, i+1)
		} else {
			lines = append(lines, w)
		}
	}
	return lines
}

func readCase(t testing.TB, path string) (old, new *knowledge.Base, want []string) {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		switch f.Name {
		case "old.md":
			old = baseOf(t, string(f.Data))
		case "new.md":
			new = baseOf(t, string(f.Data))
		case "want":
			for l := range strings.Lines(string(f.Data)) {
				if l = strings.TrimSpace(l); l != "" {
					want = append(want, l)
				}
			}
		}
	}
	return old, new, want
}

// TestCases compares what is told with what a reader of both texts
// says has changed. The cases under held were not looked at while tuning.
func TestCases(t *testing.T) {
	for _, path := range casePaths(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			old, new, want := readCase(t, path)
			changes := diff.Bases(old, new)
			have := told(changes)
			for _, l := range missing(want, have) {
				t.Errorf("not told: %s", l)
			}
			for _, l := range missing(have, want) {
				t.Errorf("told without cause: %s", l)
			}
			if t.Failed() {
				for _, c := range changes {
					t.Logf("%-8s %s\n\t- %s\n\t+ %s", c.Severity, c.Headline(knowledge.English), c.OldQuote.Text, c.NewQuote.Text)
				}
			}
		})
	}
}

func casePaths(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	return paths
}
