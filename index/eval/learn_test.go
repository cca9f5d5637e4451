package eval

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"policybot/index"
	"policybot/knowledge"
)

// townSet is a set of notices of towns, each with a question that it answers.
func townSet(t *testing.T, towns int) Set {
	t.Helper()
	base := &knowledge.Base{}
	var cases []Case
	for i := range towns {
		id := fmt.Sprintf("town%02d.txt", i)
		base.Documents = append(base.Documents, knowledge.Document{
			ID: knowledge.DocumentID(id), Path: id, Title: fmt.Sprintf("第%d镇房租减免通知", i), Language: knowledge.Chinese,
			Sections: []knowledge.Section{
				{ID: "1", Text: fmt.Sprintf("为支持企业，第%d镇现就房租减免通知如下。", i)},
				{ID: "2", Text: fmt.Sprintf("对第%d镇的小微企业，免收%d个月房租。由第%d镇财政所负责。", i, i%7+1, i)},
			},
		})
		cases = append(cases, Case{
			ID: id, Question: fmt.Sprintf("第%d镇的小微企业免收几个月房租?", i), Answer: fmt.Sprintf("免收%d个月房租", i%7+1), Document: id,
		})
	}
	x, err := index.Open(t.Context(), "", base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return Set{Index: x, Cases: cases}
}

func TestLearn(t *testing.T) {
	sets := []Set{townSet(t, 20), townSet(t, 12)}
	seen := 0
	learned, err := Learn(t.Context(), sets, func(done, total int) {
		if seen++; done != seen || total != 32 {
			t.Errorf("progress %d of %d, want %d of 32", done, total, seen)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range learned.Sets {
		if s.Questions != len(sets[i].Cases) || s.Ranked < 0.9 {
			t.Errorf("set %d: %+v: want documents found", i, s)
		}
	}
	for name, c := range map[string]struct {
		write func(io.Writer) error
		names []string
		many  int // numbers a line
	}{
		"ranking": {learned.WriteRanking, index.RankFeatureNames(), 1},
	} {
		var text bytes.Buffer
		if err := c.write(&text); err != nil {
			t.Fatal(err)
		}
		lines := 0
		for line := range strings.Lines(text.String()) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			if lines++; len(fields) != 1+c.many || !slices.Contains(c.names, fields[0]) {
				t.Fatalf("%s: line %q", name, line)
			}
			for _, number := range fields[1:] {
				if _, err := strconv.ParseFloat(number, 64); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
		if lines == 0 {
			t.Errorf("%s: no weights:\n%s", name, text.String())
		}
	}
	var table strings.Builder
	if err := learned.WriteTable(&table); err != nil || !strings.Contains(table.String(), "20") {
		t.Errorf("table %q, %v", table.String(), err)
	}
}

func TestLearnTooFew(t *testing.T) {
	if _, err := Learn(t.Context(), []Set{townSet(t, 5)}, nil); err == nil || !strings.Contains(err.Error(), "5 questions") {
		t.Errorf("error %v, want one that counts the questions", err)
	}
}
