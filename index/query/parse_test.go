package query

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden file")

// The golden file holds a question a line and what was understood below it.
func TestParse(t *testing.T) {
	const path = "testdata/queries.golden"
	golden, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	for line := range strings.Lines(string(golden)) {
		if question := strings.TrimRight(line, "\n"); question != "" && !strings.HasPrefix(question, "\t") {
			fmt.Fprintf(&got, "%s\n\t%s\n", question, Parse(question))
		}
	}
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(got.Bytes(), golden) {
		t.Errorf("questions are understood differently; see what changed with: go test ./index/query -run Parse -update && git diff\n%s", got.Bytes())
	}
}

// FuzzParse holds that any text can be read and that words point into
// it.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"江苏延期偿还的贷款本金一共多少?", "How many 5G base stations?", "去年\x00多少", "３万家", "%%%", "多少"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q := Parse(text)
		last := 0
		for _, w := range q.Words {
			if w.Start < 0 || w.Start > w.End || w.End > len(q.Text) {
				t.Fatalf("word %q stands at %d..%d of %d bytes", w.Text, w.Start, w.End, len(q.Text))
			}
			if w.Start < last {
				t.Fatalf("words out of order at %d", w.Start)
			}
			last = w.Start
		}
		_ = q.String()
	})
}

// Words that look like a change, a level before one or a sum, and are not.
func TestParseOperation(t *testing.T) {
	for question, want := range map[string]Operation{
		"返岗率提高了几个百分点?":             Growth,
		"每天多了多少班?":                 Growth,
		"By how much did it rise?": Growth,
		"创业补贴最多多少元?":               "",
		"求职补贴最多几个月?":               "",
		"至少多少天?":                   "",
		"小微企业贷款和涉农贷款一共增加了多少亿元?":    Total,
		"配额下调前是多少吨?":               Before,
		"扩建之前有多少个泊位?":              Before,
		"2020年增加前沿技术投资多少?":         "",
		"延期还本的户数占贷款企业的比例是多少?":      ShareOf,
	} {
		if got := Parse(question).Operation; got != want {
			t.Errorf("%s: operation %q, want %q", question, got, want)
		}
	}
}
