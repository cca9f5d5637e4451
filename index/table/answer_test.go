package table

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"policybot/knowledge"
	"policybot/knowledge/frame"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the answers into testdata/questions.txtar")

const arrow = " => "

// TestAnswers asks the questions in testdata/questions.txtar of the table above
// them and holds the likeliest answer against what stands after the arrow.
func TestAnswers(t *testing.T) {
	const file = "testdata/questions.txtar"
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(archive.Files); i += 2 {
		in, asked := archive.Files[i], &archive.Files[i+1]
		source := parseTable(string(in.Data))
		table := frame.ReadTable(source, frame.TableScope{})
		var out strings.Builder
		for _, line := range strings.Split(strings.TrimSpace(string(asked.Data)), "\n") {
			question, want, _ := strings.Cut(line, arrow)
			got := "nothing"
			parsed := ParseQuestion(question)
			if found := Candidates(parsed, []*frame.Table{table}, nil, 1); len(found) > 0 {
				got = found[0].Tell(parsed.Chinese).Text
			}
			fmt.Fprintf(&out, "%s%s%s\n", question, arrow, got)
			if got != want && !*update {
				t.Errorf("%s: %s\n got %s\nwant %s", in.Name, question, got, want)
			}
		}
		asked.Data = []byte(out.String())
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// parseTable reads a table of pipes, below lines for its caption and heads.
func parseTable(text string) *knowledge.Table {
	table := &knowledge.Table{HeadRows: 1, HeadColumns: 1}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if !strings.HasPrefix(line, "|") {
			switch key, value, _ := strings.Cut(line, " "); key {
			case "caption":
				table.Caption = value
			case "headcolumns":
				fmt.Sscan(value, &table.HeadColumns)
			}
			continue
		}
		var row knowledge.TableRow
		for _, text := range strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|") {
			row.Cells = append(row.Cells, knowledge.TableCell{Text: strings.Trim(strings.TrimSpace(text), "()")})
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}
