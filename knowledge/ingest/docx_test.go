package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

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
				got, err := readDOCX(context.Background(), input{path: "a.docx", data: makeDOCX(t, parts, strict)})
				if err != nil {
					t.Fatal(err)
				}
				text := blocksText(got)
				if *update && !strict {
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

// blocksText writes what a reader gave, a block a line.
func blocksText(p parsed) string {
	var b strings.Builder
	for _, problem := range p.problems {
		fmt.Fprintf(&b, "problem: page %d: %s\n", problem.page, problem.message["en"])
	}
	if p.source.title != "" {
		fmt.Fprintf(&b, "title: %s\n", p.source.title)
	}
	if p.source.number != "" {
		fmt.Fprintf(&b, "number: %s\n", p.source.number)
	}
	for _, block := range p.blocks {
		if block.page > 0 {
			fmt.Fprintf(&b, "%d ", block.page)
		}
		number := ""
		if block.number != "" {
			number = "[" + block.number + "] "
		}
		text := number + strings.NewReplacer("\n", `\n`, "\t", `\t`).Replace(block.text)
		switch block.kind {
		case paragraph:
			fmt.Fprintf(&b, "paragraph: %s\n", text)
		case heading:
			fmt.Fprintf(&b, "heading %d: %s\n", block.level, text)
		case listItem:
			fmt.Fprintf(&b, "item %d: %s\n", block.level, text)
		case footnote:
			fmt.Fprintf(&b, "footnote: %s\n", text)
		case table:
			fmt.Fprintf(&b, "table, %d rows of heads:\n", block.headerRows)
			for _, row := range block.rows {
				fmt.Fprintf(&b, "  %s\n", strings.Join(cellTexts(row), " | "))
			}
		}
	}
	return b.String()
}

// docxParts gives the name and the root element of the parts a test may write.
var docxParts = map[string]struct{ name, root string }{
	"styles":    {"word/styles.xml", "w:styles"},
	"numbering": {"word/numbering.xml", "w:numbering"},
	"footnotes": {"word/footnotes.xml", "w:footnotes"},
	"endnotes":  {"word/endnotes.xml", "w:endnotes"},
	"header":    {"word/header1.xml", "w:hdr"},
	"core":      {"docProps/core.xml", "cp:coreProperties"},
	"body":      {"word/document.xml", "w:document"},
}

// makeDOCX makes a Word document of the content of its parts: "body",
// "styles", "numbering" and so on. Other names are parts as they stand.
func makeDOCX(t testing.TB, parts map[string]string, strict bool) []byte {
	t.Helper()
	base, relationships := "http://schemas.openxmlformats.org", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	main, math := base+"/wordprocessingml/2006/main", base+"/officeDocument/2006/math"
	if strict {
		main, math, relationships = "http://purl.oclc.org/ooxml/wordprocessingml/main", "http://purl.oclc.org/ooxml/officeDocument/math",
			"http://purl.oclc.org/ooxml/officeDocument/relationships"
	}
	files := map[string]string{}
	links := ""
	for _, kind := range slices.Sorted(maps.Keys(parts)) {
		part, ok := docxParts[kind]
		if !ok {
			files[kind] = parts[kind]
			continue
		}
		content := parts[kind]
		switch kind {
		case "body":
			content = "<w:body>" + content + "<w:sectPr/></w:body>"
		case "core":
		default:
			links += fmt.Sprintf(`<Relationship Id="%s" Type="%s/%s" Target="%s"/>`, kind, relationships, kind, filepath.Base(part.name))
		}
		files[part.name] = fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?><%s xmlns:w="%s" xmlns:m="%s" xmlns:r="%s" `+
			`xmlns:mc="%s/markup-compatibility/2006" xmlns:dc="http://purl.org/dc/elements/1.1/" `+
			`xmlns:cp="%s/package/2006/metadata/core-properties">%s</%[1]s>`, part.root, main, math, relationships, base, base, content)
	}
	const list = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`
	for name, content := range map[string]string{
		"[Content_Types].xml":          `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":                  fmt.Sprintf(list, fmt.Sprintf(`<Relationship Id="r" Type="%s/officeDocument" Target="word/document.xml"/>`, relationships)),
		"word/_rels/document.xml.rels": fmt.Sprintf(list, links),
	} {
		if _, ok := files[name]; !ok {
			files[name] = content
		}
	}
	return makeZip(t, files)
}

func makeZip(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(files[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const onePolicyParagraph = `<w:p><w:r><w:t>截至3月末，全省为2.17万户企业办理延期还本680.91亿元。</w:t></w:r></w:p>`

// TestDOCXRefused holds the reader to one clear line for files it cannot read.
func TestDOCXRefused(t *testing.T) {
	bomb := strings.Repeat("<w:p/>", 1<<20)
	deep := strings.Repeat("<w:sdt><w:sdtContent>", 100_000)
	tests := []struct {
		name  string
		parts map[string]string
		want  string
	}{
		{"inflates", map[string]string{"body": bomb}, inflatesTooFar},
		{"inflates in styles", map[string]string{"body": onePolicyParagraph, "styles": bomb}, inflatesTooFar},
		{"nests", map[string]string{"body": deep}, damaged},
		{"not XML", map[string]string{"word/document.xml": "<w:document"}, damaged},
		{"cut in a paragraph", map[string]string{"word/document.xml": `<w:document xmlns:w="` + "http://purl.oclc.org/ooxml/wordprocessingml/main" + `"><w:body><w:p><w:r>`}, damaged},
		{"entity", map[string]string{"word/document.xml": `<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>`}, damaged},
		{"no main part", map[string]string{"word/other.xml": "<a/>"}, strings.Replace(notWord, "%s", "DOCX", 1)},
		{"link that climbs out", map[string]string{"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="x/officeDocument" Target="../../../etc/passwd"/></Relationships>`}, strings.Replace(notWord, "%s", "DOCX", 1)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data := makeDOCX(t, test.parts, false)
			_, err := readDOCX(context.Background(), input{path: "a.docx", data: data})
			problem := (*unreadable)(nil)
			if !errors.As(err, &problem) || problem.message["en"] != test.want {
				t.Fatalf("err = %v, want %q", err, test.want)
			}
			if strings.Contains(problem.message["zh"], "%") || problem.message["zh"] == problem.message["en"] {
				t.Errorf("no Chinese message: %q", problem.message["zh"])
			}
		})
	}
}

// TestCompoundFiles tells an encrypted document from the formats of the 1990s
// that share its container, whatever the name says.
func TestCompoundFiles(t *testing.T) {
	tests := []struct{ stream, want string }{
		{"EncryptedPackage", needsPassword},
		{"WordDocument", "DOC (Word 97-2003) is not read yet: save it as DOCX"},
		{"Workbook", "XLS (Excel 97-2003) is not read yet: save it as XLSX"},
	}
	for _, test := range tests {
		data := slices.Concat([]byte(compoundFile), make([]byte, 1024), utf16LE(test.stream), make([]byte, 512))
		if _, problem := recognise(input{path: "policy.docx", data: data}); problem == nil || problem.message["en"] != test.want {
			t.Errorf("%s: %v, want %q", test.stream, problem, test.want)
		}
	}
}

// TestDOCXCutShort cuts a good file at 64 places.
func TestDOCXCutShort(t *testing.T) {
	data, err := os.ReadFile("testdata/samples/notice_zh.docx")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 64 {
		cut := data[:len(data)*i/64]
		p, err := readDOCX(context.Background(), input{path: "a.docx", data: cut})
		if problem := (*unreadable)(nil); !errors.As(err, &problem) || len(p.blocks) > 0 {
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
		data := makeDOCX(t, map[string]string{"body": body, "styles": styles, "numbering": numbering}, false)
		p, err := readDOCX(context.Background(), input{path: "a.docx", data: data})
		if problem := (*unreadable)(nil); err != nil && !errors.As(err, &problem) {
			t.Fatal(err)
		}
		for _, b := range p.blocks {
			if b.kind == heading && (b.level < 1 || b.level > 10) {
				t.Errorf("a heading of level %d", b.level)
			}
			for _, row := range b.rows {
				if len(row) != len(b.rows[0]) || len(row) > maxTableColumns {
					t.Errorf("rows of %d and %d cells", len(b.rows[0]), len(row))
				}
			}
		}
	})
}
