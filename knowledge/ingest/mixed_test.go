package ingest

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"policybot/knowledge/ingest/ingesttest"
)

// TestReadMixed reads PDF and Word files beside others that are broken: each
// of these is one line, and the good ones give sections, pages and facts.
func TestReadMixed(t *testing.T) {
	sample := func(name string) *fstest.MapFile {
		data, err := os.ReadFile("testdata/samples/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return &fstest.MapFile{Data: data}
	}
	numbered := `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>补贴不超过5万元。</w:t></w:r></w:p>`
	articles := `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	pdf, docx := sample("notice_zh.pdf"), sample("notice_zh.docx")
	folder := fstest.MapFS{
		"通知.pdf":             pdf,
		"sub/notice zh.docx": docx,
		"renamed.docx":       sample("report_en.pdf"),
		"rules.docx": {Data: ingesttest.DOCX(t, map[string]string{
			"body": strings.Repeat(numbered, 2), "numbering": articles}, false)},
		"bad/cut.pdf":  {Data: pdf.Data[:len(pdf.Data)/2]},
		"bad/cut.docx": {Data: docx.Data[:len(docx.Data)/2]},
		"bad/scan.pdf": {Data: ingesttest.PDF("", ingesttest.Drawing).Bytes()},
		"bad/bomb.docx": {Data: ingesttest.DOCX(t, map[string]string{
			"body": strings.Repeat("<w:p/>", 1<<20)}, false)},
		"notes.txt": {Data: []byte("试用期最长不超过六个月。")},
	}
	base, err := Read(context.Background(), folder, Options{Cache: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range base.Problems {
		if !strings.HasPrefix(problem.Path, "bad/") || !problem.Fatal || strings.Contains(problem.Message["en"], "\n") {
			t.Errorf("problem: %+v", problem)
		}
	}
	if len(base.Problems) != 4 || len(base.Documents) != 5 {
		t.Errorf("%d problems and %d documents, want 4 and 5", len(base.Problems), len(base.Documents))
	}
	var pages, numbers []string
	facts := map[string]int{}
	for _, d := range base.Documents {
		for _, s := range d.Sections {
			if d.Path == "通知.pdf" && s.Page == 3 {
				pages = append(pages, s.Text)
			}
			if d.Path == "rules.docx" {
				numbers = append(numbers, s.Number)
			}
		}
	}
	for _, fact := range base.Facts {
		facts[string(fact.Cite.Document)]++
	}
	if len(pages) == 0 || !strings.Contains(pages[0], "2021年12月31日") {
		t.Errorf("on page 3: %q", pages)
	}
	if !slices.Equal(numbers, []string{"第一条", "第二条"}) {
		t.Errorf("numbers of the rules: %q", numbers)
	}
	if n := facts["通知.pdf"]; n < 15 || n != facts["sub/notice zh.docx"] {
		t.Errorf("facts of the same notice: %d from PDF, %d from DOCX", n, facts["sub/notice zh.docx"])
	}
}
