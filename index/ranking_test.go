package index

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"policybot/index/query"
	"policybot/index/retrieve"
	"policybot/knowledge"
	"policybot/knowledge/ingest"
)

// TestRanking ranks the facts of the bases of testdata/questions for every
// question that names the fact it is answered by, and compares where that
// fact stands with ranking.txt. After a change of ranking:
// go test ./index -run Ranking -update
func TestRanking(t *testing.T) {
	var report bytes.Buffer
	for _, set := range questionSets {
		base, err := ingest.Read(t.Context(), set.base, ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		x, err := Open(t.Context(), "", base)
		if err != nil {
			t.Fatal(err)
		}
		rankSet(t, &report, x, set)
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}
	golden := filepath.Join("testdata", "ranking.txt")
	if *update {
		if err := os.WriteFile(golden, report.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, report.Bytes()) {
		t.Errorf("the ranking changed; see how with: go test ./index -run Ranking -update && git diff\n%s", report.String())
	}
}

// rankSet writes where the facts that answer the questions of a set stand. Of
// a set kept aside only the counts are written.
func rankSet(t *testing.T, report *bytes.Buffer, x *Index, set questionSet) {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "questions", set.file))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	depths := []int{1, 3, 10}
	within := make([]int, len(depths))
	total := 0
	var missed strings.Builder
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var c struct {
			Question string
			Fact     knowledge.FactID
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if c.Fact == "" {
			continue
		}
		q := query.Parse(c.Question)
		found, err := x.retriever.Retrieve(t.Context(), &q, retrieve.Limits{Facts: 100})
		if err != nil {
			t.Fatal(err)
		}
		total++
		rank := slices.IndexFunc(found.Facts, func(f retrieve.Candidate) bool { return x.store.Facts[f.Ordinal].Fact.ID == c.Fact })
		for i, depth := range depths {
			if rank >= 0 && rank < depth {
				within[i]++
			}
		}
		if rank != 0 && set.listed {
			fmt.Fprintf(&missed, "  %s\n", c.Question)
			writeRank(&missed, x, found, rank)
			if rank != 0 && len(found.Facts) > 0 {
				writeRank(&missed, x, found, 0)
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if total == 0 {
		return // its questions do not say which fact answers
	}
	fmt.Fprintf(report, "%s: %d questions, the fact that answers within", set.name, total)
	for i, depth := range depths {
		fmt.Fprintf(report, " %d: %.3f", depth, float64(within[i])/float64(total))
	}
	fmt.Fprintf(report, "\n%s", missed.String())
}

// writeRank writes one of the facts found, with the parts of its score.
func writeRank(out *strings.Builder, x *Index, found *retrieve.Candidates, rank int) {
	if rank < 0 {
		fmt.Fprintf(out, "    not found\n")
		return
	}
	c := found.Facts[rank]
	fmt.Fprintf(out, "    %d. %s, %.0f%% of the question", rank+1, x.store.Facts[c.Ordinal].Fact.ID, 100*c.Share)
	for _, part := range c.Parts {
		fmt.Fprintf(out, ", %s %.0f", part.Name, part.Value)
	}
	fmt.Fprintln(out)
}
