package diff_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"policybot/knowledge"
	"policybot/knowledge/diff"
)

// score counts how the changes told compare with those labelled.
type score struct{ right, missed, invented int }

func (s *score) add(labels, lines []string) {
	missed, invented := missing(labels, lines), missing(lines, labels)
	s.missed += len(missed)
	s.invented += len(invented)
	s.right += len(labels) - len(missed)
}

func (s score) precision() float64 { return float64(s.right) / float64(max(1, s.right+s.invented)) }
func (s score) recall() float64    { return float64(s.right) / float64(max(1, s.right+s.missed)) }

// of returns the lines of one kind.
func of(kind diff.Kind, lines []string) []string {
	var list []string
	for _, l := range lines {
		if strings.HasPrefix(l, string(kind)+" ") {
			list = append(list, l)
		}
	}
	return list
}

var measuredKinds = []diff.Kind{diff.FigureChanged, diff.DeadlineMoved, diff.EffectiveDateChanged,
	diff.BoundChanged, diff.FigureUpdated}

// TestMeasured measures what is told on the labels of the written cases and, where
// POLICYBOT_UPDATES names their directory, of real policies: of the changes it
// tells how many are right, and of those there are how many it tells.
func TestMeasured(t *testing.T) {
	const least = 0.95
	scores := map[diff.Kind]*score{}
	for _, kind := range measuredKinds {
		scores[kind] = &score{}
	}
	add := func(labels, lines []string) {
		for _, kind := range measuredKinds {
			scores[kind].add(of(kind, labels), of(kind, lines))
		}
	}
	for _, path := range casePaths(t) {
		old, new, want := readCase(t, path)
		add(want, told(diff.Bases(old, new)))
	}
	dir := os.Getenv("POLICYBOT_UPDATES")
	if dir == "" {
		t.Log("POLICYBOT_UPDATES is not set: the pairs of real policies are left out")
	} else {
		for pair, labels := range readLabels(t) {
			lines := told(diff.Bases(readBase(t, dir, pair, "old.md"), readBase(t, dir, pair, "new.md")))
			if slices.Equal(labels, []string{"silent"}) && len(lines) > 0 {
				t.Errorf("%s: told %q, want silence", pair, lines)
			}
			add(labels, lines)
			for _, kind := range measuredKinds {
				for _, l := range missing(of(kind, labels), lines) {
					t.Logf("%s: not told: %s", pair, l)
				}
				for _, l := range missing(of(kind, lines), labels) {
					t.Logf("%s: told without cause: %s", pair, l)
				}
			}
		}
	}
	for _, kind := range measuredKinds {
		s := scores[kind]
		t.Logf("%-22s precision %.3f, recall %.3f of %d", kind, s.precision(), s.recall(), s.right+s.missed)
		if s.precision() < least || s.recall() < least {
			t.Errorf("%s: precision and recall must be at least %.2f", kind, least)
		}
	}
}

// readLabels returns the labels of each pair of real policies.
func readLabels(t *testing.T) map[string][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/labels.txt")
	if err != nil {
		t.Fatal(err)
	}
	labels := map[string][]string{}
	for l := range strings.Lines(string(data)) {
		if l = strings.TrimSpace(l); l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		pair, label, found := strings.Cut(l, ": ")
		if !found {
			t.Fatalf("labels.txt: %q: want pair: label", l)
		}
		labels[pair] = append(labels[pair], label)
	}
	return labels
}

func readBase(t *testing.T, dir, pair, name string) *knowledge.Base {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, pair, name))
	if err != nil {
		t.Fatal(err)
	}
	return baseOf(t, string(data))
}
