package ingesttest

import (
	"bytes"
	"fmt"
	"strings"
)

// PDFFile is a PDF written by hand: objects from number 1, the first of which
// is the catalog and the second the page tree.
type PDFFile struct {
	Objects []string
	Trailer string
}

func (f *PDFFile) Add(object string) int {
	f.Objects = append(f.Objects, object)
	return len(f.Objects)
}

func Stream(dictionary, content string) string {
	return fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", dictionary, len(content), content)
}

// Bytes writes the file with its cross-reference table.
func (f *PDFFile) Bytes() []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, object := range f.Objects {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, offset := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, f.Trailer, table)
	return out.Bytes()
}

// PDF makes a file with a page for each content stream, all with the same
// fonts.
func PDF(fonts string, pages ...string) *PDFFile {
	f := &PDFFile{}
	f.Add("<</Type /Catalog /Pages 2 0 R>>")
	f.Add("") // the page tree, below
	var kids []string
	for _, content := range pages {
		contents := f.Add(Stream("", content))
		page := f.Add(fmt.Sprintf("<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources <</Font <<%s>>>>>>", contents, fonts))
		kids = append(kids, fmt.Sprintf("%d 0 R", page))
	}
	f.Objects[1] = fmt.Sprintf("<</Type /Pages /Count %d /Kids [%s]>>", len(pages), strings.Join(kids, " "))
	return f
}

const Helvetica = "/F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"

// Printed writes lines in font F, from the top.
func Printed(lines ...string) string {
	var b strings.Builder
	b.WriteString("BT /F 12 Tf 72 760 Td 18 TL ")
	for _, line := range lines {
		fmt.Fprintf(&b, "(%s) Tj T* ", line)
	}
	return b.String() + "ET"
}

const Drawing = "0.5 g 50 50 400 700 re f"
