package figure

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSentences reads sentences of the kind that policy notices hold. Each
// golden file has a sentence on a line and, indented below it, what is read: the
// words, the record that the specification scores, and the other fields. The
// decoys hold numbers, and no figure.
func TestSentences(t *testing.T) {
	for _, name := range []string{"chinese", "english", "decoys"} {
		t.Run(name, func(t *testing.T) {
			golden := filepath.Join("testdata", name+".golden")
			b, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			figures, sentences := 0, 0
			for _, line := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
				if strings.HasPrefix(line, "    ") {
					continue
				}
				found := Find(line, specDate)
				checkFigures(t, line, found)
				out.WriteString(line + "\n")
				for _, f := range found {
					out.WriteString("    " + f.Text + "  " + record(f) + "  " + describe(f) + "\n")
				}
				sentences++
				figures += len(found)
			}
			if name == "decoys" && figures > 0 {
				t.Errorf("%d figures among the decoys", figures)
			}
			t.Logf("%d sentences, %d figures", sentences, figures)
			if *update {
				if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if out.String() != string(b) {
				t.Errorf("readings differ from %s; run with -update and review the difference:\n%s", golden, firstDifference(string(b), out.String()))
			}
		})
	}
}

// firstDifference returns the first lines in which two texts differ.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := 0; i < len(w) && i < len(g); i++ {
		if w[i] != g[i] {
			return "want " + w[i] + "\ngot  " + g[i]
		}
	}
	return "one has more lines"
}
