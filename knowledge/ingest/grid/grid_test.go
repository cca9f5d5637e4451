package grid

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/tools/txtar"

	"policybot/knowledge"
	"policybot/knowledge/ingest/content"
)

var update = flag.Bool("update", false, "rewrite golden files")

// TestRender reads the tables of testdata: a row a line, cells between bars,
// "^" for what a merged cell above covers and "<" for one at the left. A line
// that begins with "caption:" stands above the table, and "heads: n" says how
// many rows the format marks as heads. The file beside it, .want, holds the
// heads, the units and how the rows read, for each table that it is split into.
func TestRender(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(archive.Files); i += 2 {
			table, want := archive.Files[i], &archive.Files[i+1]
			t.Run(table.Name, func(t *testing.T) {
				got := ""
				for _, part := range Split(parseTable(string(table.Data))) {
					got += describe(Render(part, "", languageOf(string(table.Data))))
				}
				if *update {
					want.Data = []byte(got)
				} else if got != string(want.Data) {
					t.Errorf("got:\n%s\nwant:\n%s\n(go test -update accepts what was got)", got, want.Data)
				}
			})
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func languageOf(text string) knowledge.Language {
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return knowledge.Chinese
	}
	return knowledge.English
}

// parseTable reads the notation of TestRender.
func parseTable(text string) content.Block {
	b := content.Block{Kind: content.Table}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if caption, ok := strings.CutPrefix(line, "caption:"); ok {
			b.Text = strings.TrimSpace(b.Text + "\n" + strings.TrimSpace(caption))
			continue
		}
		if _, err := fmt.Sscanf(line, "heads: %d", &b.HeaderRows); err == nil || line == "" {
			continue
		}
		var row []content.Cell
		for _, cell := range strings.Split(line, "|") {
			c := content.Cell{Text: strings.TrimSpace(cell)}
			switch c.Text {
			case "^":
				c = content.Cell{Text: b.Rows[len(b.Rows)-1][len(row)].Text, Continued: true}
			case "<":
				c = content.Cell{Text: row[len(row)-1].Text, Continued: true}
			}
			row = append(row, c)
		}
		b.Rows = append(b.Rows, row)
	}
	return b
}

func describe(l Lines) string {
	var out strings.Builder
	fmt.Fprintf(&out, "heads %d+%d", l.Grid.HeadRows, l.Grid.HeadColumns)
	if l.Grid.Caption != "" {
		fmt.Fprintf(&out, ", caption %q", l.Grid.Caption)
	}
	if l.Grid.Unit != "" {
		fmt.Fprintf(&out, ", unit %s", l.Grid.Unit)
	}
	if units := strings.Join(l.Grid.Units, "|"); strings.Trim(units, "|") != "" {
		fmt.Fprintf(&out, ", units %s", units)
	}
	for i, line := range l.Lines {
		fmt.Fprintf(&out, "\n%d: %s", l.Rows[i], line)
	}
	return out.String() + "\n"
}
