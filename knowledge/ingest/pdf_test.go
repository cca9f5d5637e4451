package ingest

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// testPDF is shared by all tests: compiling its machine code takes seconds.
var testPDF = &pdfEngine{}

func readPDFBytes(t testing.TB, data []byte) (parsed, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), maxFileTime)
	defer cancel()
	return readPDF(ctx, input{path: "a.pdf", data: data, pdf: testPDF})
}

// pdfFile is a PDF written by hand: objects from number 1, the first of which
// is the catalog and the second the page tree.
type pdfFile struct {
	objects []string
	trailer string
}

func (f *pdfFile) add(object string) int {
	f.objects = append(f.objects, object)
	return len(f.objects)
}

func stream(dictionary, content string) string {
	return fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", dictionary, len(content), content)
}

// bytes writes the file with its cross-reference table.
func (f *pdfFile) bytes() []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, object := range f.objects {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, offset := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, f.trailer, table)
	return out.Bytes()
}

// makePDF makes a file with a page for each content stream, all with the same
// fonts.
func makePDF(fonts string, pages ...string) *pdfFile {
	f := &pdfFile{}
	f.add("<</Type /Catalog /Pages 2 0 R>>")
	f.add("") // the page tree, below
	var kids []string
	for _, content := range pages {
		contents := f.add(stream("", content))
		page := f.add(fmt.Sprintf("<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources <</Font <<%s>>>>>>", contents, fonts))
		kids = append(kids, fmt.Sprintf("%d 0 R", page))
	}
	f.objects[1] = fmt.Sprintf("<</Type /Pages /Count %d /Kids [%s]>>", len(pages), strings.Join(kids, " "))
	return f
}

const helvetica = "/F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"

// printed writes lines in font F, from the top.
func printed(lines ...string) string {
	var b strings.Builder
	b.WriteString("BT /F 12 Tf 72 760 Td 18 TL ")
	for _, line := range lines {
		fmt.Fprintf(&b, "(%s) Tj T* ", line)
	}
	return b.String() + "ET"
}

// type3 is a font that draws its letters by procedures; names says how its
// codes are called.
func type3(names string) string {
	return `/F <</Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 1 /LastChar 26 /Widths [` +
		strings.Repeat("600 ", 26) + `] /CharProcs <<>> /Encoding <</Type /Encoding /Differences [1 ` + names + `]>>>>`
}

// codes prints the codes from 1 to 26 over and over, as a subset font of a
// few letters does.
func codes(n int) string {
	var b strings.Builder
	for line := range n {
		fmt.Fprintf(&b, "BT /F 12 Tf 72 %d Td <", 760-18*line)
		for i := range 40 {
			fmt.Fprintf(&b, "%02X", 1+(i*7+line)%26)
		}
		b.WriteString("> Tj ET ")
	}
	return b.String()
}

const identity = `/F <</Type /Font /Subtype /Type0 /BaseFont /Unknown /Encoding /Identity-H /DescendantFonts [<</Type /Font /Subtype /CIDFontType2 ` +
	`/BaseFont /Unknown /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /DW 1000>>]>>`

func hexPage(hex string, lines int) string {
	var b strings.Builder
	for i := range lines {
		fmt.Fprintf(&b, "BT /F 12 Tf 72 %d Td <%s> Tj ET ", 760-18*i, hex)
	}
	return b.String()
}

const drawing = "0.5 g 50 50 400 700 re f"

func TestPDFRefused(t *testing.T) {
	plain := makePDF(helvetica, printed("Grants of up to 500,000 yuan for 21,700 firms."))
	encrypted := makePDF(helvetica, printed("Grants of up to 500,000 yuan."))
	key := strings.Repeat("5A", 32)
	encrypted.trailer = "/Encrypt " + fmt.Sprint(encrypted.add(fmt.Sprintf("<</Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s>>>", key, key))) + " 0 R /ID [<00> <00>]"
	unknownLock := makePDF(helvetica, printed("text"))
	unknownLock.trailer = "/Encrypt " + fmt.Sprint(unknownLock.add("<</Filter /Lock.Vendor /V 4>>")) + " 0 R /ID [<00> <00>]"
	loop := makePDF(helvetica, drawing)
	loop.objects[1] = "<</Type /Pages /Count 9999999 /Kids [2 0 R 2 0 R]>>"
	// What remains when a font's codes are read as characters: every letter
	// of English text 29 places down.
	shifted := strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r - 29
	}, strings.Repeat("the government provides grants for small and medium enterprises ", 2))
	shifted = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(shifted)
	// Rare characters, as a wrong map makes of common ones.
	rare := ""
	for i := range 40 {
		rare += fmt.Sprintf("%04X", 0x7E00+(i*37)%0x1F0)
	}
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"no text layer", makePDF("", drawing, drawing).bytes(), needsOCR},
		{"password", encrypted.bytes(), needsPassword},
		{"unknown protection", unknownLock.bytes(), needsPassword},
		{"type 3 without names", makePDF(type3("/g1 /g2 /g3 /g4 /g5 /g6 /g7 /g8 /g9 /g10 /g11 /g12 /g13 /g14 /g15 /g16 /g17 /g18 /g19 /g20 /g21 /g22 /g23 /g24 /g25 /g26"), codes(12)).bytes(), illegible},
		{"font not embedded, no map", makePDF(identity, hexPage("0026004F00530058004500210033004800120035", 12)).bytes(), illegible},
		{"codes read as letters", makePDF(helvetica, printed(shifted, shifted, shifted)).bytes(), illegible},
		{"rare characters", makePDF(song("UniGB-UCS2-H"), hexPage(rare, 10)).bytes(), illegible},
		{"cut off", plain.bytes()[:len(plain.bytes())-40], damaged},
		{"only a header", []byte("%PDF-1.7\n"), damaged},
		{"only an end", []byte("%PDF-1.7\nstartxref\n9\n%%EOF"), damaged},
		{"page tree that contains itself", loop.bytes(), noPages},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := readPDFBytes(t, test.data)
			problem := (*unreadable)(nil)
			if !errors.As(err, &problem) || problem.message["en"] != test.want {
				t.Fatalf("err = %v, want %q; read:\n%s", err, test.want, blocksText(p))
			}
			if len(p.blocks) > 0 {
				t.Errorf("blocks beside an error:\n%s", blocksText(p))
			}
			if problem.message["zh"] == problem.message["en"] {
				t.Errorf("no Chinese message for %q", problem.message["en"])
			}
		})
	}
}

// song is a Chinese font that is not embedded, with a code that says which
// characters are meant.
func song(code string) string {
	return `/F <</Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /` + code + ` /DescendantFonts [<</Type /Font /Subtype /CIDFontType0 ` +
		`/BaseFont /STSong-Light /CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 2>> /DW 1000>>]>>`
}

func ucs2(text string) string {
	var b strings.Builder
	for _, r := range text {
		fmt.Fprintf(&b, "%04X", r)
	}
	return b.String()
}

// deflated is a stream that is inflated and then decoded by another filter.
func deflated(then, content string) string {
	var out bytes.Buffer
	w, _ := zlib.NewWriterLevel(&out, zlib.BestSpeed)
	w.Write([]byte(content))
	w.Close()
	return stream("/Filter [/FlateDecode"+then+"]", out.String())
}

func TestPDFText(t *testing.T) {
	garbled := codes(10)
	turned := "BT /F 12 Tf 0 1 -1 0 100 72 Tm (Loans of at most CNY 500,000.) Tj ET BT /F 12 Tf 0 1 -1 0 118 72 Tm (Terms of up to 24 months.) Tj ET"
	watermark := "BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT 999) Tj ET "
	mark := "BT /F 12 Tf 72 700 Td (A site of 50) Tj 6 Ts /F 6 Tf (2) Tj 0 Ts /F 12 Tf ( hectares is meant.) Tj ET"
	hyphens := printed("The programme guarantees repay-", "ment of long-", "term loans; repayment begins after two", "years. Firms in low-", "lying areas pay less.")
	tests := []struct {
		name, want string
		data       []byte
	}{
		{"font not embedded, code known", "1 paragraph: 补贴不超过50万元。\n", makePDF(song("UniGB-UCS2-H"), hexPage(ucs2("补贴不超过50万元。"), 1)).bytes()},
		{"turned page", "1 paragraph: Loans of at most CNY 500,000. Terms of up to 24 months.\n", makePDF(helvetica, turned).bytes()},
		{"watermark", "1 paragraph: Grants of 500 yuan.\n", makePDF(helvetica, watermark+printed("Grants of 500 yuan.")).bytes()},
		{"raised digit", "1 paragraph: A site of 50² hectares is meant.\n", makePDF(helvetica, mark).bytes()},
		{"hyphens", "1 paragraph: The programme guarantees repayment of long-term loans; repayment begins after two years. Firms in low-lying areas pay less.\n", makePDF(helvetica, hyphens).bytes()},
		{"a character without a map", "problem: page 1: some characters of page 1 could not be read and stand as □: check what is around them\n1 paragraph: 补贴不超过5□万元。\n",
			makePDF(song("UniGB-UCS2-H"), hexPage(ucs2("补贴不超过5\uE123万元。"), 1)).bytes()},
		{"list of fees", "1 paragraph: Visit . . . . . . . . . . 15\n1 paragraph: Bed, per day . . . . . . . . 5\n1 paragraph: Transport . . . . . . . . . 60\n",
			makePDF(helvetica, printed("Visit . . . . . . . . . . 15", "Bed, per day . . . . . . . . 5", "Transport . . . . . . . . . 60")).bytes()},
		{"contents", "1 paragraph: Scope of the grants, and who may apply.\n",
			makePDF(helvetica, printed("Scope . . . . . . . . . . . . . . . 1", "Grants . . . . . . . . . . . . . . 3", "Loans . . . . . . . . . . . . . . 12", "Scope of the grants, and who may apply.")).bytes()},
		{"mixed pages", "problem: page 2: nothing was read of page 2-3: no text layer, it needs OCR\n" +
			"problem: page 4: nothing was read of page 4: its fonts do not say which characters they show; run OCR or print the file to PDF again\n" +
			"1 paragraph: Page one has 21,700 firms.\n5 paragraph: Page five has 46 windows.\n",
			mixedPDF(printed("Page one has 21,700 firms."), drawing, drawing, garbled, printed("Page five has 46 windows."))},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := readPDFBytes(t, test.data)
			if err != nil {
				t.Fatal(err)
			}
			if got := blocksText(p); got != test.want {
				t.Errorf("got:\n%swant:\n%s", got, test.want)
			}
		})
	}
}

// framed draws a table of two columns with a line around every cell, and
// writes its cells.
func framed(rows ...[2]string) string {
	var b strings.Builder
	bottom := 740 - 24*len(rows)
	for i := range len(rows) + 1 {
		fmt.Fprintf(&b, "72 %d m 372 %d l S ", 740-24*i, 740-24*i)
	}
	for _, x := range []int{72, 222, 372} {
		fmt.Fprintf(&b, "%d 740 m %d %d l S ", x, x, bottom)
	}
	for i, row := range rows {
		for k, text := range row {
			fmt.Fprintf(&b, "BT /F 12 Tf %d %d Td (%s) Tj ET ", 78+150*k, 724-24*i, text)
		}
	}
	return b.String()
}

// TestPDFPageOfTables reads pages whose text lies all in ruled tables, where
// no line of text is left.
func TestPDFPageOfTables(t *testing.T) {
	page := framed([2]string{"Office", "Grant"}, [2]string{"North", "USD 410"}, [2]string{"South", "USD 520"})
	p, err := readPDFBytes(t, makePDF(helvetica, page, printed("Grants of 500 yuan."), page).bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := "1 table, 0 rows of heads:\n  Office | Grant\n  North | USD 410\n  South | USD 520\n1 paragraph: Grants of 500 yuan.\n"
	if got := blocksText(p); !strings.HasPrefix(strings.ReplaceAll(got, "2 paragraph", "1 paragraph"), want) {
		t.Errorf("got:\n%swant it to begin with:\n%s", got, want)
	}
}

// TestPDFBrokenPage reads a file one page of which is more than the reader
// takes: that page is named and the others are read.
func TestPDFBrokenPage(t *testing.T) {
	f := makePDF(helvetica, printed("Page one has 21,700 firms."), "", printed("Page three has 46 windows."))
	var crowd strings.Builder
	for i := range 1_500 {
		fmt.Fprintf(&crowd, "BT /F 2 Tf %d %d Td (%s) Tj ET ", 9+(i%5)*100, 9+i/5*2, strings.Repeat("a", 60))
	}
	f.objects[4] = deflated("", crowd.String())
	p, err := readPDFBytes(t, f.bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := "problem: page 2: page 2 broke the reader and was left out: print the file to PDF again\n" +
		"1 paragraph: Page one has 21,700 firms.\n3 paragraph: Page three has 46 windows.\n"
	if got := blocksText(p); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// mixedPDF has the pages given; those of codes in a Type 3 font, the others
// in Helvetica.
func mixedPDF(pages ...string) []byte {
	f := makePDF(helvetica, pages...)
	for i, object := range f.objects {
		if i > 1 && strings.HasPrefix(object, "<</Type /Page ") && strings.Contains(f.objects[i-1], "<0108") {
			f.objects[i] = strings.Replace(object, helvetica, type3("/g1 /g2 /g3 /g4"), 1)
		}
	}
	return f.bytes()
}

// TestPDFBounds reads small files that unpack to much or draw much.
func TestPDFBounds(t *testing.T) {
	bomb := makePDF(helvetica, "")
	bomb.objects[2] = deflated("/RunLengthDecode", strings.Repeat("\x81 ", 2<<20)) // 256 MB of blanks
	crowded := makePDF(helvetica, "")
	crowded.objects[2] = deflated("", strings.Repeat("BT /F 12 Tf 9 9 Td (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET ", 40_000))
	nested := makePDF(helvetica, strings.Repeat("[", 64<<10))
	for name, data := range map[string][]byte{"bomb": bomb.bytes(), "crowded": crowded.bytes(), "nested": nested.bytes()} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := readPDFBytes(t, data)
			if problem := (*unreadable)(nil); err != nil && !errors.As(err, &problem) {
				t.Errorf("err = %v", err)
			}
			t.Logf("%d bytes: %v (%v)", len(data), err, time.Since(start).Round(time.Millisecond))
		})
	}
	// The engine is as good as new.
	if _, err := readPDFBytes(t, makePDF(helvetica, printed("Grants of 500 yuan.")).bytes()); err != nil {
		t.Error(err)
	}
}

// TestPDFStops cuts the time of a file short, as its limit does.
func TestPDFStops(t *testing.T) {
	slow := makePDF(helvetica, "")
	slow.objects[2] = deflated("", strings.Repeat("BT /F 12 Tf 9 9 Td (aaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET ", 1500))
	data := slow.bytes()
	if _, err := testPDF.start(); err != nil {
		t.Fatal(err)
	}
	for _, limit := range []time.Duration{0, time.Millisecond, 20 * time.Millisecond} {
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		if _, err := readPDF(ctx, input{path: "a.pdf", data: data, pdf: testPDF}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("within %v: err = %v", limit, err)
		}
		cancel()
	}
}

// TestPDFCutShort cuts a good file at 64 places. What is left of it must be
// refused, not read in part.
func TestPDFCutShort(t *testing.T) {
	data, err := os.ReadFile("testdata/samples/report_en.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 64 {
		cut := data[:len(data)*i/64]
		p, err := readPDFBytes(t, cut)
		if problem := (*unreadable)(nil); !errors.As(err, &problem) || len(p.blocks) > 0 {
			t.Errorf("cut to %d of %d bytes: err = %v", len(cut), len(data), err)
		}
	}
}

// FuzzPDF damages good files: whatever comes back is a clear refusal or text
// that can be printed.
func FuzzPDF(f *testing.F) {
	sample, err := os.ReadFile("testdata/samples/report_en.pdf")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sample)
	f.Add(makePDF(helvetica, printed("Grants of 500 yuan."), drawing).bytes())
	f.Add(makePDF(song("UniGB-UCS2-H"), hexPage(ucs2("补贴不超过50万元。"), 1)).bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := readPDFBytes(t, data)
		if err != nil {
			if problem := (*unreadable)(nil); !errors.As(err, &problem) {
				t.Fatal(err)
			}
			return
		}
		for _, b := range p.blocks {
			for _, r := range b.text {
				if !isPrinted(r) && r != '\n' {
					t.Errorf("unprintable %U in %q", r, b.text)
				}
			}
		}
	})
}
