package pdf

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

	"policybot/knowledge/ingest/content"
	"policybot/knowledge/ingest/ingesttest"
)

// testPDF is shared by all tests: compiling its machine code takes seconds.
var testPDF = &Engine{}

func readPDFBytes(t testing.TB, data []byte) (content.Parsed, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return testPDF.Read(ctx, content.Input{Path: "a.pdf", Data: data})
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

func TestPDFRefused(t *testing.T) {
	plain := ingesttest.PDF(ingesttest.Helvetica, ingesttest.Printed("Grants of up to 500,000 yuan for 21,700 firms."))
	encrypted := ingesttest.PDF(ingesttest.Helvetica, ingesttest.Printed("Grants of up to 500,000 yuan."))
	key := strings.Repeat("5A", 32)
	encrypted.Trailer = "/Encrypt " + fmt.Sprint(encrypted.Add(fmt.Sprintf("<</Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s>>>", key, key))) + " 0 R /ID [<00> <00>]"
	unknownLock := ingesttest.PDF(ingesttest.Helvetica, ingesttest.Printed("text"))
	unknownLock.Trailer = "/Encrypt " + fmt.Sprint(unknownLock.Add("<</Filter /Lock.Vendor /V 4>>")) + " 0 R /ID [<00> <00>]"
	loop := ingesttest.PDF(ingesttest.Helvetica, ingesttest.Drawing)
	loop.Objects[1] = "<</Type /Pages /Count 9999999 /Kids [2 0 R 2 0 R]>>"
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
		want content.Message
	}{
		{"no text layer", ingesttest.PDF("", ingesttest.Drawing, ingesttest.Drawing).Bytes(), needsOCR},
		{"password", encrypted.Bytes(), content.NeedsPassword},
		{"unknown protection", unknownLock.Bytes(), content.NeedsPassword},
		{"type 3 without names", ingesttest.PDF(type3("/g1 /g2 /g3 /g4 /g5 /g6 /g7 /g8 /g9 /g10 /g11 /g12 /g13 /g14 /g15 /g16 /g17 /g18 /g19 /g20 /g21 /g22 /g23 /g24 /g25 /g26"), codes(12)).Bytes(), illegible},
		{"font not embedded, no map", ingesttest.PDF(identity, hexPage("0026004F00530058004500210033004800120035", 12)).Bytes(), illegible},
		{"codes read as letters", ingesttest.PDF(ingesttest.Helvetica, ingesttest.Printed(shifted, shifted, shifted)).Bytes(), illegible},
		{"rare characters", ingesttest.PDF(song("UniGB-UCS2-H"), hexPage(rare, 10)).Bytes(), illegible},
		{"cut off", plain.Bytes()[:len(plain.Bytes())-40], content.Damaged},
		{"only a header", []byte("%PDF-1.7\n"), content.Damaged},
		{"only an end", []byte("%PDF-1.7\nstartxref\n9\n%%EOF"), content.Damaged},
		{"page tree that contains itself", loop.Bytes(), noPages},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := readPDFBytes(t, test.data)
			problem := (*content.Unreadable)(nil)
			if !errors.As(err, &problem) || problem.Message["en"] != test.want.English {
				t.Fatalf("err = %v, want %q; read:\n%s", err, test.want, ingesttest.Blocks(p))
			}
			if len(p.Blocks) > 0 {
				t.Errorf("blocks beside an error:\n%s", ingesttest.Blocks(p))
			}
			if problem.Message["zh"] == problem.Message["en"] {
				t.Errorf("no Chinese message for %q", problem.Message["en"])
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
	return ingesttest.Stream("/Filter [/FlateDecode"+then+"]", out.String())
}

func TestPDFText(t *testing.T) {
	garbled := codes(10)
	turned := "BT /F 12 Tf 0 1 -1 0 100 72 Tm (Loans of at most CNY 500,000.) Tj ET BT /F 12 Tf 0 1 -1 0 118 72 Tm (Terms of up to 24 months.) Tj ET"
	watermark := "BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT 999) Tj ET "
	mark := "BT /F 12 Tf 72 700 Td (A site of 50) Tj 6 Ts /F 6 Tf (2) Tj 0 Ts /F 12 Tf ( hectares is meant.) Tj ET"
	hyphens := ingesttest.Printed("The programme guarantees repay-", "ment of long-", "term loans; repayment begins after two", "years. Firms in low-", "lying areas pay less.")
	tests := []struct {
		name, want string
		data       []byte
	}{
		{"font not embedded, code known", "1 paragraph: 补贴不超过50万元。\n", ingesttest.PDF(song("UniGB-UCS2-H"), hexPage(ucs2("补贴不超过50万元。"), 1)).Bytes()},
		{"turned page", "1 paragraph: Loans of at most CNY 500,000. Terms of up to 24 months.\n", ingesttest.PDF(ingesttest.Helvetica, turned).Bytes()},
		{"watermark", "1 paragraph: Grants of 500 yuan.\n", ingesttest.PDF(ingesttest.Helvetica, watermark+ingesttest.Printed("Grants of 500 yuan.")).Bytes()},
		{"slanted by its matrix", "1 paragraph: Each household gets up to 50,000 yuan by 30 June.\n", makePDFSlanted()},
		{"small lines across", "problem: page 1: lines that run across page 1 at an angle were left out, as watermarks are: check that nothing of the text is among them\n1 paragraph: Grants of 500 yuan.\n",
			ingesttest.PDF(ingesttest.Helvetica, "BT /F 9 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (copy 7) Tj ET "+ingesttest.Printed("Grants of 500 yuan.")).Bytes()},
		{"raised digit", "1 paragraph: A site of 50² hectares is meant.\n", ingesttest.PDF(ingesttest.Helvetica, mark).Bytes()},
		{"hyphens", "1 paragraph: The programme guarantees repayment of long-term loans; repayment begins after two years. Firms in low-lying areas pay less.\n", ingesttest.PDF(ingesttest.Helvetica, hyphens).Bytes()},
		{"a character without a map", "problem: page 1: some characters of page 1 could not be read and stand as □: check what is around them\n1 paragraph: 补贴不超过5□万元。\n",
			ingesttest.PDF(song("UniGB-UCS2-H"), hexPage(ucs2("补贴不超过5\uE123万元。"), 1)).Bytes()},
		{"list of fees", "1 paragraph: Visit . . . . . . . . . . 15\n1 paragraph: Bed, per day . . . . . . . . 5\n1 paragraph: Transport . . . . . . . . . 60\n",
			ingesttest.PDF(ingesttest.Helvetica, ingesttest.Printed("Visit . . . . . . . . . . 15", "Bed, per day . . . . . . . . 5", "Transport . . . . . . . . . 60")).Bytes()},
		{"contents", "1 paragraph: Scope of the grants, and who may apply.\n",
			ingesttest.PDF(ingesttest.Helvetica, ingesttest.Printed("Scope . . . . . . . . . . . . . . . 1", "Grants . . . . . . . . . . . . . . 3", "Loans . . . . . . . . . . . . . . 12", "Scope of the grants, and who may apply.")).Bytes()},
		{"mixed pages", "problem: page 2: nothing was read of page 2-3: no text layer, it needs OCR\n" +
			"problem: page 4: nothing was read of page 4: its fonts do not say which characters they show; run OCR or print the file to PDF again\n" +
			"1 paragraph: Page one has 21,700 firms.\n5 paragraph: Page five has 46 windows.\n",
			mixedPDF(ingesttest.Printed("Page one has 21,700 firms."), ingesttest.Drawing, ingesttest.Drawing, garbled, ingesttest.Printed("Page five has 46 windows."))},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := readPDFBytes(t, test.data)
			if err != nil {
				t.Fatal(err)
			}
			if got := ingesttest.Blocks(p); got != test.want {
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
	p, err := readPDFBytes(t, ingesttest.PDF(ingesttest.Helvetica, page, ingesttest.Printed("Grants of 500 yuan."), page).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := "1 table, 0 rows of heads:\n  Office | Grant\n  North | USD 410\n  South | USD 520\n1 paragraph: Grants of 500 yuan.\n"
	if got := ingesttest.Blocks(p); !strings.HasPrefix(strings.ReplaceAll(got, "2 paragraph", "1 paragraph"), want) {
		t.Errorf("got:\n%swant it to begin with:\n%s", got, want)
	}
}

// TestPDFBrokenPage reads a file one page of which is more than the reader
// takes: that page is named and the others are read.
func TestPDFBrokenPage(t *testing.T) {
	f := ingesttest.PDF(ingesttest.Helvetica, ingesttest.Printed("Page one has 21,700 firms."), "", ingesttest.Printed("Page three has 46 windows."))
	var crowd strings.Builder
	for i := range 1_500 {
		fmt.Fprintf(&crowd, "BT /F 2 Tf %d %d Td (%s) Tj ET ", 9+(i%5)*100, 9+i/5*2, strings.Repeat("a", 60))
	}
	f.Objects[4] = deflated("", crowd.String())
	p, err := readPDFBytes(t, f.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := "problem: page 2: page 2 broke the reader and was left out: print the file to PDF again\n" +
		"1 paragraph: Page one has 21,700 firms.\n3 paragraph: Page three has 46 windows.\n"
	if got := ingesttest.Blocks(p); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// makePDFSlanted prints a line some words of which lean.
func makePDFSlanted() []byte {
	return ingesttest.PDF(ingesttest.Helvetica, "BT /F 12 Tf 1 0 0 1 72 700 Tm (Each household gets ) Tj ET "+
		"BT /F 12 Tf 1 0 0.33 1 180 700 Tm (up to 50,000 yuan) Tj ET BT /F 12 Tf 1 0 0 1 284 700 Tm (by ) Tj ET BT /F 12 Tf 1 0 0.33 1 301 700 Tm (30 June.) Tj ET").Bytes()
}

// mixedPDF has the pages given; those of codes in a Type 3 font, the others
// in Helvetica.
func mixedPDF(pages ...string) []byte {
	f := ingesttest.PDF(ingesttest.Helvetica, pages...)
	for i, object := range f.Objects {
		if i > 1 && strings.HasPrefix(object, "<</Type /Page ") && strings.Contains(f.Objects[i-1], "<0108") {
			f.Objects[i] = strings.Replace(object, ingesttest.Helvetica, type3("/g1 /g2 /g3 /g4"), 1)
		}
	}
	return f.Bytes()
}

// TestPDFBounds reads small files that unpack to much or draw much.
func TestPDFBounds(t *testing.T) {
	bomb := ingesttest.PDF(ingesttest.Helvetica, "")
	bomb.Objects[2] = deflated("/RunLengthDecode", strings.Repeat("\x81 ", 2<<20)) // 256 MB of blanks
	crowded := ingesttest.PDF(ingesttest.Helvetica, "")
	crowded.Objects[2] = deflated("", strings.Repeat("BT /F 12 Tf 9 9 Td (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET ", 40_000))
	nested := ingesttest.PDF(ingesttest.Helvetica, strings.Repeat("[", 64<<10))
	for name, data := range map[string][]byte{"bomb": bomb.Bytes(), "crowded": crowded.Bytes(), "nested": nested.Bytes()} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := readPDFBytes(t, data)
			if problem := (*content.Unreadable)(nil); err != nil && !errors.As(err, &problem) {
				t.Errorf("err = %v", err)
			}
			t.Logf("%d bytes: %v (%v)", len(data), err, time.Since(start).Round(time.Millisecond))
		})
	}
	// The engine is as good as new.
	if _, err := readPDFBytes(t, ingesttest.PDF(ingesttest.Helvetica, ingesttest.Printed("Grants of 500 yuan.")).Bytes()); err != nil {
		t.Error(err)
	}
}

// TestPDFStops cuts the time of a file short, as its limit does.
func TestPDFStops(t *testing.T) {
	slow := ingesttest.PDF(ingesttest.Helvetica, "")
	slow.Objects[2] = deflated("", strings.Repeat("BT /F 12 Tf 9 9 Td (aaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET ", 20_000))
	data := slow.Bytes()
	if _, err := testPDF.start(); err != nil {
		t.Fatal(err)
	}
	for _, limit := range []time.Duration{0, time.Millisecond, 20 * time.Millisecond} {
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		if _, err := testPDF.Read(ctx, content.Input{Path: "a.pdf", Data: data}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("within %v: err = %v", limit, err)
		}
		cancel()
	}
}

// TestPDFCutShort cuts a good file at 64 places. What is left of it must be
// refused, not read in part.
func TestPDFCutShort(t *testing.T) {
	data, err := os.ReadFile("../testdata/samples/report_en.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 64 {
		cut := data[:len(data)*i/64]
		p, err := readPDFBytes(t, cut)
		if problem := (*content.Unreadable)(nil); !errors.As(err, &problem) || len(p.Blocks) > 0 {
			t.Errorf("cut to %d of %d bytes: err = %v", len(cut), len(data), err)
		}
	}
}

// FuzzPDF damages good files: whatever comes back is a clear refusal or text
// that can be printed.
func FuzzPDF(f *testing.F) {
	sample, err := os.ReadFile("../testdata/samples/report_en.pdf")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sample)
	f.Add(ingesttest.PDF(ingesttest.Helvetica, ingesttest.Printed("Grants of 500 yuan."), ingesttest.Drawing).Bytes())
	f.Add(ingesttest.PDF(song("UniGB-UCS2-H"), hexPage(ucs2("补贴不超过50万元。"), 1)).Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := readPDFBytes(t, data)
		if err != nil {
			if problem := (*content.Unreadable)(nil); !errors.As(err, &problem) {
				t.Fatal(err)
			}
			return
		}
		for _, b := range p.Blocks {
			for _, r := range b.Text {
				if !isPrinted(r) && r != '\n' {
					t.Errorf("unprintable %U in %q", r, b.Text)
				}
			}
		}
	})
}
