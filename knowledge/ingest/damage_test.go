package ingest

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"policybot/knowledge"
	"policybot/knowledge/ingest/ingesttest"
	"policybot/knowledge/ingest/measures"
)

// soundFiles returns a sound file of each format, by name, but of PDF: its
// own tests cut files off in one sandbox, where each reading starts another.
func soundFiles(t testing.TB) map[string][]byte {
	t.Helper()
	files := map[string][]byte{
		"loans.xlsx": workbook(t),
		"loans.csv":  []byte("地区,贷款金额（亿元）,同比增长（%）\n南京市,12.5,3.2\n苏州市,30.25,4\n"),
		"base.yaml":  []byte("name: {zh: 青山市, en: Qingshan}\ntopics:\n  - id: a\n    name: {zh: 甲, en: A}\nsynonyms:\n  - [甲, 乙]\n"),
	}
	for _, pattern := range []string{"testdata/page*.html", "testdata/*.txt", "testdata/*.md", "testdata/*/*.yaml", "testdata/samples/*.docx", "testdata/samples/*.doc",
		"testdata/samples/*.rtf", "testdata/samples/*.odt", "testdata/samples/*.epub", "testdata/samples/*.pptx", "testdata/samples/*.eml", "testdata/samples/*.xls"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files[filepath.Base(name)] = data
		}
	}
	return files
}

// TestDamagedFiles reads every format cut off at 64 places, with bytes
// changed, and under the names of the other formats: each is read, or refused
// in one line in both languages, in little time and memory.
func TestDamagedFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("reads some thousand damaged files")
	}
	const places = 64
	for name, data := range soundFiles(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seed := rand.New(rand.NewPCG(1, uint64(len(data))))
			for i := range places {
				hold(t, name, data[:len(data)*i/places])
				if i%4 > 0 {
					continue
				}
				changed := bytes.Clone(data)
				for range 1 + len(data)/2000 {
					changed[seed.IntN(len(changed))] = byte(seed.IntN(256))
				}
				hold(t, name, changed)
			}
			for _, extension := range []string{".txt", ".md", ".html", ".csv", ".xlsx", ".docx", ".pdf", ".yaml", ".json", ".ofd", ""} {
				hold(t, "renamed"+extension, data)
			}
		})
	}
}

// hold reads one file and holds what comes of it to the rules for problems.
func hold(t *testing.T, name string, data []byte) {
	t.Helper()
	start := time.Now()
	base, err := Read(context.Background(), fstest.MapFS{name: {Data: data}}, Options{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if took := time.Since(start); took > maxFileTime {
		t.Errorf("%s: took %v", name, took)
	}
	if len(base.Documents) == 0 && len(base.Problems) == 0 && name != measures.SettingsFile {
		t.Errorf("%s: neither read nor refused", name)
	}
	for _, p := range base.Problems {
		for _, language := range []knowledge.Language{knowledge.Chinese, knowledge.English} {
			message := p.Message[language]
			if message == "" || strings.Contains(message, "\n") || strings.Contains(message, "%!") {
				t.Errorf("%s: message %q in %s", name, message, language)
			}
		}
		if strings.Contains(p.Message[knowledge.English], "broke its reader") {
			t.Errorf("%s: a reader panics", name)
		}
	}
	wellFormed(t, base)
}

// wellFormed holds a base to what its users count on: citations within their
// sections, statements that are the words they cite, ids once each.
func wellFormed(t testing.TB, base *knowledge.Base) {
	t.Helper()
	ids := map[knowledge.FactID]bool{}
	for _, fact := range base.Facts {
		if ids[fact.ID] {
			t.Errorf("fact %s twice", fact.ID)
		}
		ids[fact.ID] = true
		if quote := base.Quote(fact.Cite); quote == "" || quote != fact.Statement.In(fact.Language) {
			t.Errorf("fact %s cites %q, says %q", fact.ID, quote, fact.Statement.In(fact.Language))
		}
		for _, f := range fact.Figures {
			if statement := fact.Statement.In(fact.Language); f.End > len(statement) || statement[f.Start:f.End] != f.Text {
				t.Errorf("fact %s: figure %q is not at %d:%d", fact.ID, f.Text, f.Start, f.End)
			}
		}
	}
	for _, d := range base.Documents {
		sections := map[knowledge.SectionID]bool{}
		for _, s := range d.Sections {
			if sections[s.ID] {
				t.Errorf("%s: section %s twice", d.Path, s.ID)
			}
			sections[s.ID] = true
			if s.Text == "" {
				t.Errorf("%s: section %s is empty", d.Path, s.ID)
			}
		}
		if d.Title == "" {
			t.Errorf("%s: no title", d.Path)
		}
	}
}

// TestHostileFiles reads files of about a megabyte that are made to take all
// time or memory there is.
func TestHostileFiles(t *testing.T) {
	const size = 1 << 20
	fill := func(s string) []byte { return bytes.Repeat([]byte(s), size/len(s)) }
	files := map[string][]byte{
		"deep.html":      fill("<div>"),
		"tables.html":    fill("<table><tr><td>"),
		"spans.html":     append([]byte("<table>"), fill(`<tr><td rowspan=9999 colspan=9999>1%</td></tr>`)...),
		"open.html":      fill("<a b='"),
		"lists.html":     fill("<ul><li>"),
		"quotes.md":      fill(">"),
		"lists.md":       fill("- "),
		"links.md":       fill("[a]("),
		"brackets.md":    fill("["),
		"stars.md":       fill("**a "),
		"ticks.md":       fill("`a``"),
		"rules.md":       fill("|a"),
		"front.md":       append([]byte("---\n"), fill("a: [")...),
		"commas.csv":     fill(","),
		"quotes.csv":     fill(`"`),
		"lines.csv":      fill("1,2\n"),
		"digits.txt":     fill("9"),
		"numbers.txt":    fill("1. "),
		"items.txt":      fill("（一）"),
		"chapters.txt":   fill("第一章 "),
		"labels.txt":     fill("发布机构："),
		"money.txt":      fill("一百亿元"),
		"spaces.txt":     append(append([]byte("a"), fill(" ")...), 'b'),
		"ideographs.txt": fill("国"),
		"lines.txt":      fill("国\n"),
		"letters.txt":    fill("a"),
		"yaml.yaml":      fill("- - "),
		"aliases.yaml":   []byte("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d]\n"),
		"deep.yaml":      fill("["),
		"bomb.xlsx":      ingesttest.Zip(t, map[string]string{"xl/workbook.xml": "<x/>", "xl/worksheets/sheet1.xml": strings.Repeat("<c/>", 20<<20)}),
		"groups.rtf":     append([]byte(`{\rtf1 `), fill("{a")...),
		"letters.rtf":    append([]byte(`{\rtf1 `), fill(`\'b9\'fa`)...),
		"parts.eml":      append([]byte("Content-Type: multipart/mixed; boundary=b\n\n"), fill("--b\n\na\n")...),
		"bomb.pptx":      ingesttest.Zip(t, map[string]string{"ppt/presentation.xml": strings.Repeat("<p:sld/>", 5<<20)}),
		"bomb.epub":      ingesttest.Zip(t, map[string]string{"META-INF/container.xml": strings.Repeat("<rootfile/>", 4<<20)}),
		"deep.pptx":      ingesttest.Zip(t, map[string]string{"ppt/presentation.xml": strings.Repeat("<a>", 1<<18)}),
		"bomb.docx":      ingesttest.Zip(t, map[string]string{"word/document.xml": strings.Repeat("<w:p/>", 15<<20)}),
	}
	// What is garbage already is not taken: collect it soon.
	defer debug.SetGCPercent(debug.SetGCPercent(40))
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			stop := make(chan struct{})
			peak := make(chan uint64)
			runtime.GC()
			var before runtime.MemStats
			runtime.ReadMemStats(&before)
			go func() {
				most := uint64(0)
				for {
					var m runtime.MemStats
					runtime.ReadMemStats(&m)
					most = max(most, m.HeapInuse)
					select {
					case <-stop:
						peak <- most
						return
					case <-time.After(5 * time.Millisecond):
					}
				}
			}()
			start := time.Now()
			hold(t, name, data)
			close(stop)
			most := <-peak
			most -= min(most, before.HeapInuse)
			t.Logf("%v, %d MB", time.Since(start).Round(time.Millisecond), most>>20)
			if most > 200<<20 {
				t.Errorf("took %d MB", most>>20)
			}
		})
	}
}

// TestEncodings reads the same text in every encoding that teams have.
func TestEncodings(t *testing.T) {
	const text = "关于发放补贴的通知\n\n各区人民政府：\n\n经研究，决定对全市2.17万户企业发放补贴680.91亿元，㐂镕堃三家企业各50万元。\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"utf-8": text, "byte-order mark": "\uFEFF" + text, "GB18030": gb,
		"UTF-16LE": wide, "CRLF": strings.ReplaceAll(text, "\n", "\r\n"),
	} {
		document := readDocument(t, "notice.txt", []byte(data))
		if document.Title != "关于发放补贴的通知" || !strings.Contains(document.Sections[0].Text, "补贴680.91亿元，㐂镕堃三家") {
			t.Errorf("%s: %q %q", name, document.Title, document.Sections[0].Text)
		}
	}
}

// FuzzRead reads anything under the name of any format but PDF, which has a
// fuzz test of its own.
func FuzzRead(f *testing.F) {
	for name, data := range soundFiles(f) {
		f.Add(filepath.Ext(name), data)
	}
	f.Fuzz(func(t *testing.T, extension string, data []byte) {
		if strings.ContainsAny(extension, "/\\\x00") || bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
			t.Skip("not a file name, or PDF")
		}
		hold(t, "file"+extension, data)
	})
}
