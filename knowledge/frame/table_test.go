package frame

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"policybot/knowledge"

	"golang.org/x/tools/txtar"
)

var updateTables = flag.Bool("update-tables", false, "write what is read into testdata/tables.txtar")

// TestTables holds the frames of the tables in testdata/tables.txtar against
// what stands below each.
func TestTables(t *testing.T) {
	const file = "testdata/tables.txtar"
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(archive.Files); i += 2 {
		in, want := archive.Files[i], &archive.Files[i+1]
		if want.Name != "want "+in.Name {
			t.Fatalf("table %q is followed by %q, want its frame", in.Name, want.Name)
		}
		t.Run(in.Name, func(t *testing.T) {
			got := printTable(ReadTable(parseTable(string(in.Data)), TableScope{}))
			if *updateTables {
				want.Data = []byte(got)
			} else if got != string(want.Data) {
				t.Errorf("got\n%s\nwant\n%s", got, want.Data)
			}
		})
	}
	if *updateTables {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// parseTable reads a table of pipes.
func parseTable(text string) *knowledge.Table {
	table := &knowledge.Table{HeadRows: 1, HeadColumns: 1}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if !strings.HasPrefix(line, "|") {
			key, value, _ := strings.Cut(line, " ")
			switch key {
			case "caption":
				table.Caption = value
			case "unit":
				table.Unit = value
			case "headcolumns":
				fmt.Sscan(value, &table.HeadColumns)
			case "headrows":
				fmt.Sscan(value, &table.HeadRows)
			}
			continue
		}
		var row knowledge.TableRow
		for _, text := range strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|") {
			cell := knowledge.TableCell{Text: strings.TrimSpace(text)}
			if inner, ok := strings.CutPrefix(cell.Text, "("); ok && strings.HasSuffix(inner, ")") && !strings.ContainsAny(inner[:1], "0123456789I") {
				cell = knowledge.TableCell{Text: strings.TrimSuffix(inner, ")"), Continued: true}
			}
			row.Cells = append(row.Cells, cell)
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

func printTable(t *Table) string {
	var b strings.Builder
	line := func(kind string, l *TableLine, lines []TableLine) {
		fmt.Fprintf(&b, "%s %s", kind, strings.Join(l.Path, " > "))
		if !l.Period.IsZero() {
			fmt.Fprintf(&b, " @%s", l.Period)
		}
		if l.Total {
			b.WriteString(" total")
		}
		var sums []string
		for _, s := range l.Sums {
			sums = append(sums, lines[s].Label())
		}
		if sums != nil {
			fmt.Fprintf(&b, " of %s", strings.Join(sums, " + "))
		}
	}
	for i := range t.Columns {
		if !t.Columns[i].Names {
			line("column", &t.Columns[i], t.Columns)
			b.WriteByte('\n')
		}
	}
	for r := range t.Rows {
		line("row", &t.Rows[r], t.Rows)
		b.WriteByte(':')
		for c := range t.Columns {
			if !t.Columns[c].Names {
				fmt.Fprintf(&b, " | %s", printCell(t.Cell(r, c)))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func printCell(c *TableCell) string {
	unit := c.Unit.Symbol
	if !c.Unit.Scale.IsZero() && !c.Unit.Scale.Equal(c.Unit.Scale.Div(c.Unit.Scale)) {
		unit = strings.TrimSpace(unit + " ×" + c.Unit.Scale.String())
	}
	if c.Unit.Per != "" {
		unit += "/" + c.Unit.Per
	}
	if unit != "" {
		unit = " " + unit
	}
	switch c.Kind {
	case CellEmpty:
		return "empty"
	case CellNil:
		return "dash" + unit
	case CellMissing:
		return "missing"
	case CellNumber:
		return c.Value.String() + unit
	case CellFigure:
		return "figure " + string(c.Figure.Bound) + " " + c.Figure.ValueString() + unit
	}
	return fmt.Sprintf("%q", c.Text)
}
