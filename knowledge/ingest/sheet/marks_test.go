package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"policybot/knowledge/ingest/content"
)

// workbook packs a sheet with the styles and strings given.
func workbook(t *testing.T, styles, shared, sheet string) []byte {
	t.Helper()
	const head = `<?xml version="1.0" encoding="UTF-8"?>`
	const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	const links = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>`
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, part := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":         fmt.Sprintf(links, `<Relationship Id="r1" Type="`+office+`officeDocument" Target="xl/workbook.xml"/>`),
		"xl/workbook.xml":     `<workbook ` + main + `><sheets><sheet name="一" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": fmt.Sprintf(links, `<Relationship Id="r1" Type="`+office+`worksheet" Target="worksheets/sheet1.xml"/>`+
			`<Relationship Id="r2" Type="`+office+`styles" Target="styles.xml"/><Relationship Id="r3" Type="`+office+`sharedStrings" Target="sharedStrings.xml"/>`),
		"xl/styles.xml":            `<styleSheet ` + main + `>` + styles + `</styleSheet>`,
		"xl/sharedStrings.xml":     `<sst ` + main + `>` + shared + `</sst>`,
		"xl/worksheets/sheet1.xml": `<worksheet ` + main + `><sheetData>` + sheet + `</sheetData></worksheet>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(head + part))
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

// TestMarks reads cells whose values alone do not say what a reader sees.
func TestMarks(t *testing.T) {
	styles := `<numFmts count="2"><numFmt numFmtId="164" formatCode="0!.0,&quot;万元&quot;"/><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>` +
		`<fonts count="2"><font/><font><strike/></font></fonts>` +
		`<cellXfs count="6"><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="31" fontId="0"/><xf numFmtId="57" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="165" fontId="0"/></cellXfs>`
	shared := `<si><t>名称</t></si><si><r><rPr><strike/></rPr><t>300元</t></r><r><t>350元</t></r></si><si><r><t>40</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si>`
	for _, test := range []struct{ name, cell, want string }{
		{"struck by its font", `<c r="B2" s="1"><v>7</v></c>`, "~7~"},
		{"struck in part", `<c r="B2" t="s"><v>1</v></c>`, "350元"},
		{"struck in part, inline", `<c r="B2" t="inlineStr"><is><r><rPr><strike/></rPr><t>8元</t></r><r><t>9元</t></r></is></c>`, "9元"},
		{"strike switched off", `<c r="B2" t="inlineStr"><is><r><rPr><strike val="0"/></rPr><t>8元</t></r></is></c>`, "8元"},
		{"the mark of a note", `<c r="B2" t="s"><v>2</v></c>`, "40¹"},
		{"a date of format 31", `<c r="B2" s="2"><v>45000</v></c>`, "2023-03-15"},
		{"a date of format 57", `<c r="B2" s="3"><v>45000</v></c>`, "2023-03-15"},
		{"a month of a format of its own", `<c r="B2" s="5"><v>45000</v></c>`, "2023年3月"},
		{"ten thousands by a literal point", `<c r="B2" s="4"><v>35790000</v></c>`, "3579.0万元"},
	} {
		t.Run(test.name, func(t *testing.T) {
			sheet := `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>值</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c>` + test.cell + `</row>`
			p, err := ReadXLSX(context.Background(), content.Input{Path: "a.xlsx", Data: workbook(t, styles, shared, sheet)})
			if err != nil {
				t.Fatal(err)
			}
			c := p.Blocks[0].Rows[1][1]
			got := c.Text
			if c.Struck {
				got = "~" + got + "~"
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// TestFormulaWithoutResult says so where a formula was never calculated.
func TestFormulaWithoutResult(t *testing.T) {
	sheet := `<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c><c r="B1" t="inlineStr"><is><t>金额</t></is></c></row>` +
		`<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c><c r="B2"><f>1+2</f></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>乙</t></is></c><c r="B3"><f>1+3</f><v>4</v></c></row>`
	p, err := ReadXLSX(context.Background(), content.Input{Path: "a.xlsx", Data: workbook(t, "", "", sheet)})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Problems) != 1 || !strings.Contains(p.Problems[0].Error(), "1 formulas whose results are not stored") {
		t.Errorf("problems %v, want one of one formula", p.Problems)
	}
}
