package pdf

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"policybot/knowledge/ingest/content"
	"policybot/knowledge/ingest/ingesttest"
)

var update = flag.Bool("update", false, "rewrite golden files")

// TestAlignedTables reads tables that no frame divides, as they are printed:
// each character of a line takes 6 points, and a line of === is a level rule
// of that width. What is read stands in the file beside it: a row a line, "^"
// for what a merged cell covers.
func TestAlignedTables(t *testing.T) {
	const name = "testdata/aligned.txtar"
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(archive.Files); i += 2 {
		printed, want := archive.Files[i], &archive.Files[i+1]
		t.Run(printed.Name, func(t *testing.T) {
			parsed, err := readPDFBytes(t, ingesttest.PDF(courier, typed(string(printed.Data))).Bytes())
			if err != nil {
				t.Fatal(err)
			}
			got := describeTables(parsed.Blocks)
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

const courier = "/F <</Type /Font /Subtype /Type1 /BaseFont /Courier>>"

// typed prints text as a typewriter does. Half a line is fed by a line "~".
func typed(text string) string {
	var b strings.Builder
	y := 760.0
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if line == "~" {
			y += 7
			continue
		}
		for at := 0; at < len(line); {
			end := at
			for end < len(line) && (line[end] == '=') == (line[at] == '=') {
				end++
			}
			if line[at] == '=' {
				fmt.Fprintf(&b, "%d %g m %d %g l S ", 40+6*at, y+4, 40+6*end, y+4)
			} else if part := strings.TrimSpace(line[at:end]); part != "" {
				printWords(&b, line[at:end], 40+6*at, y)
			}
			at = end
		}
		y -= 14
	}
	return b.String()
}

// printWords prints what is set apart by two blanks or more by itself.
func printWords(b *strings.Builder, line string, x int, y float64) {
	escape := strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`)
	for at := 0; at < len(line); {
		if line[at] == ' ' {
			at++
			continue
		}
		end := at
		for end < len(line) && !strings.HasPrefix(line[end:], "  ") {
			end++
		}
		fmt.Fprintf(b, "BT /F 10 Tf %d %g Td (%s) Tj ET ", x+6*at, y, escape.Replace(line[at:end]))
		at = end
	}
}

func describeTables(blocks []content.Block) string {
	var out strings.Builder
	for _, b := range blocks {
		if b.Kind != content.Table {
			fmt.Fprintf(&out, "%s\n", b.Text)
			continue
		}
		fmt.Fprintf(&out, "heads: %d\n", b.HeaderRows)
		for _, row := range b.Rows {
			cells := content.CellTexts(row)
			for k, c := range row {
				if c.Continued {
					cells[k] = "^"
				}
			}
			fmt.Fprintf(&out, "%s\n", strings.TrimRight(strings.Join(cells, " | "), " "))
		}
	}
	return out.String()
}
