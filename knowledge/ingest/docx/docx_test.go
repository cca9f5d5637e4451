package docx

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"policybot/knowledge/ingest/content"
	"policybot/knowledge/ingest/ingesttest"
)

var rewrite = flag.Bool("update", false, "rewrite golden files")

// TestDOCX reads what testdata/docx says in WordprocessingML.
func TestDOCX(t *testing.T) {
	cases, err := filepath.Glob("testdata/docx/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range cases {
		for _, strict := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/strict=%v", strings.TrimSuffix(filepath.Base(name), ".txtar"), strict), func(t *testing.T) {
				archive, err := txtar.ParseFile(name)
				if err != nil {
					t.Fatal(err)
				}
				parts, want := map[string]string{}, 0
				for i, file := range archive.Files {
					if file.Name == "want" {
						want = i
						continue
					}
					parts[file.Name] = string(file.Data)
				}
				got, err := Read(context.Background(), content.Input{Path: "a.docx", Data: ingesttest.DOCX(t, parts, strict)})
				if err != nil {
					t.Fatal(err)
				}
				text := ingesttest.Blocks(got)
				if *rewrite && !strict {
					archive.Files[want].Data = []byte(text)
					if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				if wanted := string(archive.Files[want].Data); text != wanted {
					t.Errorf("got:\n%s\nwant:\n%s", text, wanted)
				}
			})
		}
	}
}

// notWordDocument is what is said of another file under the name of a Word
// document.
var notWordDocument = content.Message{English: fmt.Sprintf(content.NotWord.English, "DOCX")}

const onePolicyParagraph = `<w:p><w:r><w:t>截至3月末，全省为2.17万户企业办理延期还本680.91亿元。</w:t></w:r></w:p>`

// TestDOCXRefused holds the reader to one clear line for files it cannot read.
func TestDOCXRefused(t *testing.T) {
	bomb := strings.Repeat("<w:p/>", 1<<20)
	deep := strings.Repeat("<w:sdt><w:sdtContent>", 100_000)
	tests := []struct {
		name  string
		parts map[string]string
		want  content.Message
	}{
		{"inflates", map[string]string{"body": bomb}, content.InflatesTooFar},
		{"inflates in styles", map[string]string{"body": onePolicyParagraph, "styles": bomb}, content.InflatesTooFar},
		{"nests", map[string]string{"body": deep}, content.Damaged},
		{"not XML", map[string]string{"word/document.xml": "<w:document"}, content.Damaged},
		{"cut in a paragraph", map[string]string{"word/document.xml": `<w:document xmlns:w="` + "http://purl.oclc.org/ooxml/wordprocessingml/main" + `"><w:body><w:p><w:r>`}, content.Damaged},
		{"entity", map[string]string{"word/document.xml": `<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>`}, content.Damaged},
		{"no main part", map[string]string{"word/other.xml": "<a/>"}, notWordDocument},
		{"link that climbs out", map[string]string{"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="x/officeDocument" Target="../../../etc/passwd"/></Relationships>`}, notWordDocument},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data := ingesttest.DOCX(t, test.parts, false)
			_, err := Read(context.Background(), content.Input{Path: "a.docx", Data: data})
			problem := (*content.Unreadable)(nil)
			if !errors.As(err, &problem) || problem.Message["en"] != test.want.English {
				t.Fatalf("err = %v, want %q", err, test.want)
			}
			if strings.Contains(problem.Message["zh"], "%") || problem.Message["zh"] == problem.Message["en"] {
				t.Errorf("no Chinese message: %q", problem.Message["zh"])
			}
		})
	}
}

// TestDOCXCutShort cuts a good file at 64 places.
func TestDOCXCutShort(t *testing.T) {
	data, err := os.ReadFile("../testdata/samples/notice_zh.docx")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 64 {
		cut := data[:len(data)*i/64]
		p, err := Read(context.Background(), content.Input{Path: "a.docx", Data: cut})
		if problem := (*content.Unreadable)(nil); !errors.As(err, &problem) || len(p.Blocks) > 0 {
			t.Errorf("cut to %d of %d bytes: err = %v", len(cut), len(data), err)
		}
	}
}

// FuzzDOCXBody reads any XML as the main part: the answer is a clear refusal
// or blocks within bounds.
func FuzzDOCXBody(f *testing.F) {
	cases, err := filepath.Glob("testdata/docx/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range cases {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(archive.Files[0].Data))
	}
	styles := `<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="1"/></w:style>`
	numbering := `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%2%"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	f.Fuzz(func(t *testing.T, body string) {
		data := ingesttest.DOCX(t, map[string]string{"body": body, "styles": styles, "numbering": numbering}, false)
		p, err := Read(context.Background(), content.Input{Path: "a.docx", Data: data})
		if problem := (*content.Unreadable)(nil); err != nil && !errors.As(err, &problem) {
			t.Fatal(err)
		}
		for _, b := range p.Blocks {
			if b.Kind == content.Heading && (b.Level < 1 || b.Level > 10) {
				t.Errorf("a heading of level %d", b.Level)
			}
			for _, row := range b.Rows {
				if len(row) != len(b.Rows[0]) || len(row) > maxTableColumns {
					t.Errorf("rows of %d and %d cells", len(b.Rows[0]), len(row))
				}
			}
		}
	})
}
