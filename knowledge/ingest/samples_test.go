package ingest

import (
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policybot/knowledge/figure"
	"policybot/knowledge/ingest/content"
	"policybot/knowledge/ingest/ingesttest"
	"policybot/knowledge/ingest/pdf"
)

// TestSamples reads the documents that testdata/samples/make.sh printed with
// LibreOffice and Chromium, and compares all there is with golden files.
func TestSamples(t *testing.T) {
	names := sampleFiles(t)
	for _, kind := range []string{"epub", "pptx", "eml", "xls"} {
		names = append(names, globbed(t, "testdata/samples/*."+kind)...)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			got := ingesttest.Blocks(readSample(t, name))
			golden := name + ".want"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got:\n%swant:\n%s", got, want)
			}
		})
	}
}

// TestSamplesGiveBackFigures counts the figures of the samples' sources in
// what is read from the samples: at least 99 % come back.
func TestSamplesGiveBackFigures(t *testing.T) {
	for _, name := range sampleFiles(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			wanted := figuresIn(sourceText(t, strings.TrimSuffix(name, filepath.Ext(name))))
			var read strings.Builder
			for _, b := range readSample(t, name).Blocks {
				read.WriteString(b.Text + "\n")
				for _, row := range b.Rows {
					read.WriteString(strings.Join(content.CellTexts(row), "\n") + "\n")
				}
			}
			given := figuresIn(read.String())
			all, back := 0, 0
			for text, n := range wanted {
				all += n
				back += min(n, given[text])
				if given[text] < n {
					t.Logf("%q: %d of %d", text, given[text], n)
				}
			}
			if all < 15 || back*100 < all*99 {
				t.Errorf("%d of %d figures came back", back, all)
			}
		})
	}
}

// testReaders share one PDF engine: its machine code takes seconds to compile.
var testReaders = readersOf(pdf.NewEngine(""))

func sampleFiles(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, kind := range []string{"pdf", "docx", "doc", "rtf", "odt"} {
		names = append(names, globbed(t, "testdata/samples/*."+kind)...)
	}
	return names
}

func globbed(t *testing.T, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil || len(found) == 0 {
		t.Fatalf("no samples %s: %v", pattern, err)
	}
	return found
}

func readSample(t *testing.T, name string) content.Parsed {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	in := content.Input{Path: name, Data: data}
	kind, problem := recognise(in)
	if problem != nil {
		t.Fatal(problem)
	}
	p, err := testReaders[kind](context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// figuresIn counts the figures of a text by the words they stand for.
func figuresIn(text string) map[string]int {
	found := map[string]int{}
	for line := range strings.Lines(text) {
		for _, f := range figure.Find(line, figure.Date{}) {
			found[strings.Join(strings.Fields(f.Text), " ")]++
		}
	}
	return found
}

// sourceText returns the paragraphs of a sample's source, a line each: of an
// OpenDocument text, whose notes stand within the paragraph they belong to,
// or of a web page.
func sourceText(t *testing.T, name string) string {
	t.Helper()
	blocks := map[string]bool{"p": true, "h": true, "h1": true, "h2": true, "li": true, "td": true, "th": true}
	skipped := map[string]bool{"note-citation": true, "meta": true, "master-styles": true, "head": true}
	data, err := os.ReadFile(name + ".fodt")
	if err != nil {
		data, err = os.ReadFile(name + ".html")
	}
	if err != nil {
		t.Fatal(err)
	}
	decoder := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("<!DOCTYPE html>"))))
	var out strings.Builder
	open := []*strings.Builder{{}}
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return strings.ReplaceAll(out.String(), "\u00ad", "")
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if skipped[token.Name.Local] {
				if err := decoder.Skip(); err != nil {
					t.Fatal(err)
				}
			} else if blocks[token.Name.Local] {
				open = append(open, &strings.Builder{})
			}
		case xml.EndElement:
			if blocks[token.Name.Local] {
				out.WriteString(open[len(open)-1].String() + "\n")
				open = open[:len(open)-1]
			}
		case xml.CharData:
			open[len(open)-1].Write(token)
		}
	}
}
