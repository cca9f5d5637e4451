package ingesttest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"
)

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

// DOCX makes a Word document of the content of its parts: "body",
// "styles", "numbering" and so on. Other names are parts as they stand.
func DOCX(t testing.TB, parts map[string]string, strict bool) []byte {
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
	return Zip(t, files)
}

func Zip(t testing.TB, files map[string]string) []byte {
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
