package ingest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"policybot/knowledge"
	"policybot/knowledge/ingest/measures"
)

var update = flag.Bool("update", false, "rewrite golden files")

// TestMeasuresProblems reads each wrong file of testdata/measures.txtar and
// holds what its keeper is told, and what is kept all the same, against the
// file of the same name with .out.
func TestMeasuresProblems(t *testing.T) {
	golden := filepath.Join("testdata", "measures.txtar")
	archive, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	updated := &txtar.Archive{Comment: archive.Comment}
	wants := map[string]string{}
	for _, file := range archive.Files {
		wants[file.Name] = string(file.Data)
	}
	for _, file := range archive.Files {
		name, isInput := strings.CutSuffix(file.Name, ".yaml")
		if !isInput {
			continue
		}
		var base knowledge.Base
		measures.Add(&base, []measures.File{measures.Read(file.Name, file.Data)})
		got := describeMeasures(&base)
		for _, problem := range base.Problems {
			if problem.Message[knowledge.Chinese] == problem.Message[knowledge.English] {
				t.Errorf("%s: not said in Chinese: %s", file.Name, problem.Message[knowledge.English])
			}
		}
		if want := wants[name+".out"]; got != want && !*update {
			t.Errorf("%s:\n%s\nwant:\n%s", file.Name, got, want)
		}
		updated.Files = append(updated.Files, file, txtar.File{Name: name + ".out", Data: []byte(got)})
	}
	if *update {
		if err := os.WriteFile(golden, txtar.Format(updated), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func describeMeasures(base *knowledge.Base) string {
	var out strings.Builder
	for _, p := range base.Problems {
		fmt.Fprintf(&out, "%s:%d: %s", p.Path, p.Line, p.Message.In(knowledge.English))
		if p.Fatal {
			out.WriteString(" (fatal)")
		}
		fmt.Fprintf(&out, "\n\t%s\n", p.Message.In(knowledge.Chinese))
	}
	for _, measure := range base.Measures {
		fmt.Fprintf(&out, "kept: %s", measure.ID)
		for _, fact := range measure.Facts {
			fmt.Fprintf(&out, " %s", fact.ID)
		}
		out.WriteString("\n")
	}
	return out.String()
}

func TestMeasuresAreCitedWordForWord(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "measures_good.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var base knowledge.Base
	measures.Add(&base, []measures.File{measures.Read("good.yaml", data)})
	if len(base.Problems) > 0 {
		t.Fatalf("problems: %v", base.Problems)
	}
	facts := 0
	for _, measure := range base.Measures {
		if got := base.Quote(measure.Cite); !strings.HasPrefix(got, measure.Summary["en"]) {
			t.Errorf("%s: cites %q", measure.ID, got)
		}
		for _, fact := range measure.Facts {
			facts++
			if got := base.Quote(fact.Cite); got != fact.Statement["en"] {
				t.Errorf("%s: cites %q, want its statement %q", fact.ID, got, fact.Statement["en"])
			}
		}
	}
	if facts == 0 {
		t.Error("no facts")
	}
}

// TestDocumentedMeasures reads the file of measures that doc/documents.md shows.
func TestDocumentedMeasures(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "doc", "documents.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, example, found := strings.Cut(string(readme), "```yaml\n")
	example, _, closed := strings.Cut(example, "\n```")
	if !found || !closed {
		t.Fatal("documents.md shows no YAML")
	}
	var base knowledge.Base
	measures.Add(&base, []measures.File{measures.Read("documents.md", []byte(example))})
	if got, want := describeMeasures(&base), "kept: child-fares child-fares/fare\n"; got != want {
		t.Errorf("%s\nwant: %s", got, want)
	}
}

// FuzzReadMeasures checks that no file, however broken, panics, and that
// whatever is kept is cited.
func FuzzReadMeasures(f *testing.F) {
	good, err := os.ReadFile(filepath.Join("testdata", "measures_good.yaml"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte("source: {date: 2024-03-01}\nmeasures: [{id: a, title: {zh: a, en: a}, summary: {zh: a, en: a}, topic: t}]\ntopics: [{id: t, name: {zh: t, en: t}}]\n"))
	f.Add([]byte("source: &a [*a]\nmeasures: [{id: x, facts: [1, null, {id: [}]}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var base knowledge.Base
		measures.Add(&base, []measures.File{measures.Read("fuzz.yaml", data)})
		if len(base.Measures)+len(base.Problems) == 0 {
			return
		}
		for _, measure := range base.Measures {
			if base.Quote(measure.Cite) == "" {
				t.Errorf("measure %s cites nothing", measure.ID)
			}
			for _, fact := range measure.Facts {
				if base.Quote(fact.Cite) != fact.Statement[fact.Language] {
					t.Errorf("fact %s does not cite its statement", fact.ID)
				}
			}
		}
	})
}
