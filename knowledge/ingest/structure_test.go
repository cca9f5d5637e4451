package ingest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"policybot/knowledge"
)

// TestStructure compares what is made of documents with golden files:
// source, sections and facts.
func TestStructure(t *testing.T) {
	names, err := filepath.Glob("testdata/structure/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			base := readBase(t, archive.Files[0].Name, archive.Files[0].Data)
			wellFormed(t, base)
			got := describeBase(base)
			if *update {
				archive.Files[1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := archive.Files[1].Data; !bytes.Equal([]byte(got), want) {
				t.Errorf("got:\n%swant:\n%s", got, want)
			}
		})
	}
}

func describeBase(base *knowledge.Base) string {
	var out strings.Builder
	for _, p := range base.Problems {
		fmt.Fprintf(&out, "problem: %s\n", p.Message.In(knowledge.English))
	}
	for _, d := range base.Documents {
		fmt.Fprintf(&out, "%s\n", d.Title)
		s := d.Source
		for _, field := range [][2]string{{"publisher", s.Publisher}, {"number", s.Number}, {"index number", s.IndexNumber},
			{"published", s.Published.String()}, {"effective", s.Effective.String()}, {"region", s.Region}, {"language", string(d.Language)}} {
			if field[1] != "" {
				fmt.Fprintf(&out, "  %s: %s\n", field[0], field[1])
			}
		}
		for _, s := range d.Sections {
			fmt.Fprintf(&out, "\n[%s]\n%s\n", strings.Join(s.Heading, " > "), s.Text)
			for _, fact := range base.Facts {
				if fact.Cite.Section == s.ID {
					fmt.Fprintf(&out, "    = %s:", fact.Label.In(d.Language))
					for i, f := range fact.Figures {
						fmt.Fprintf(&out, " [%s]", f.Text)
						if i < len(fact.Labels) {
							fmt.Fprintf(&out, " (%s)", fact.Labels[i].In(d.Language))
						}
					}
					out.WriteByte('\n')
				}
			}
		}
	}
	return out.String()
}
