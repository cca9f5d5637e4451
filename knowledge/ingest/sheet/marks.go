package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"policybot/knowledge/ingest/content"
)

// marks is what a workbook says of cells that their values alone do not show:
// strokes, raised digits, and formats that the library does not know.
type marks struct {
	parts    map[string][]byte // of the package, by name
	sheets   map[string]string // the part of each sheet, by its name
	styles   map[int]cellStyle // by index, those that matter
	strings  map[int]markedText
	date1904 bool
}

// cellStyle is a style that changes what a cell says.
type cellStyle struct {
	struck bool
	date   bool   // one of the built-in formats of Chinese Excel that show a date
	format string // a number format with a point between its digits as a literal
}

// markedText is a shared string without what is struck out in it.
type markedText struct {
	text   string
	struck bool // all of it
}

// cellMark is what is said of one cell.
type cellMark struct {
	text   string // what it shows; "" for what the library gives
	struck bool
	blank  bool // a formula whose result was not stored
}

// readMarks reads the parts of a workbook that say how cells look. What it
// cannot read says nothing.
func readMarks(data []byte) *marks {
	m := &marks{parts: map[string][]byte{}, sheets: map[string]string{}, styles: map[int]cellStyle{}, strings: map[int]markedText{}}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return m
	}
	for _, f := range archive.File {
		name := strings.TrimPrefix(f.Name, "/")
		if !strings.HasPrefix(name, "xl/") || f.UncompressedSize64 > maxMergeBytes || !isMarkPart(name) {
			continue
		}
		if r, err := f.Open(); err == nil {
			part, err := io.ReadAll(io.LimitReader(r, maxMergeBytes))
			r.Close()
			if err == nil {
				m.parts[name] = part
			}
		}
	}
	m.readWorkbook()
	m.readStyles()
	m.readStrings()
	return m
}

func isMarkPart(name string) bool {
	return name == "xl/workbook.xml" || name == "xl/styles.xml" || name == "xl/sharedStrings.xml" ||
		strings.HasSuffix(name, ".rels") || strings.HasPrefix(name, "xl/worksheets/")
}

func (m *marks) readWorkbook() {
	var links struct {
		Relationship []struct {
			Id     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	var book struct {
		Properties struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	if xml.Unmarshal(m.parts["xl/_rels/workbook.xml.rels"], &links) != nil || xml.Unmarshal(m.parts["xl/workbook.xml"], &book) != nil {
		return
	}
	m.date1904 = book.Properties.Date1904 == "1" || book.Properties.Date1904 == "true"
	target := map[string]string{}
	for _, link := range links.Relationship {
		part := strings.TrimPrefix(link.Target, "/")
		if !strings.HasPrefix(link.Target, "/") {
			part = path.Join("xl", link.Target)
		}
		target[link.Id] = part
	}
	for _, sheet := range book.Sheets {
		m.sheets[sheet.Name] = target[sheet.ID]
	}
}

// on is an element that is switched on by being there: <strike/>, val="0".
type on struct {
	Val string `xml:"val,attr"`
}

func (o *on) set() bool { return o != nil && o.Val != "0" && o.Val != "false" }

func (m *marks) readStyles() {
	var sheet struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Fonts []struct {
			Strike *on `xml:"strike"`
		} `xml:"fonts>font"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
			Font   int `xml:"fontId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if xml.Unmarshal(m.parts["xl/styles.xml"], &sheet) != nil {
		return
	}
	codes := map[int]string{}
	for _, format := range sheet.Formats {
		codes[format.ID] = format.Code
	}
	for i, cell := range sheet.Cells {
		var style cellStyle
		style.struck = cell.Font >= 0 && cell.Font < len(sheet.Fonts) && sheet.Fonts[cell.Font].Strike.set()
		style.date = showsChineseDate(cell.Format) && codes[cell.Format] == ""
		if literalPoint.MatchString(codes[cell.Format]) {
			style.format = codes[cell.Format]
		}
		if style != (cellStyle{}) {
			m.styles[i] = style
		}
	}
}

// showsChineseDate reports whether a built-in format of Chinese Excel shows a
// date (ECMA-376, 18.8.30): 27 to 31, 36, 50 to 54, 57 and 58; 32 to 35, 55
// and 56 show times.
func showsChineseDate(id int) bool {
	return id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 || id == 57 || id == 58
}

// literalPoint matches a format that sets a point between digits as a
// literal, which shows ten thousands: 0!.0,"万元" shows 86,420,000 as 8642.0万元.
var literalPoint = regexp.MustCompile(`^([^0#?]*)([0#?,]*[0#?])[!\\]\.([0#?]+)(,*)(.*)$`)

// literalText writes a value in such a format.
func literalText(raw, format string) (string, bool) {
	value, err := decimal.NewFromString(raw)
	m := literalPoint.FindStringSubmatch(strings.Split(format, ";")[0])
	if err != nil || m == nil {
		return "", false
	}
	value = value.Shift(int32(-3 * len(m[4]))).Round(0).Shift(int32(-len(m[3])))
	unquote := strings.NewReplacer(`"`, "", `\`, "", "!", "", "_ ", "", "* ", "").Replace
	return unquote(m[1]) + value.StringFixed(int32(len(m[3]))) + unquote(m[5]), true
}

// readStrings finds the shared strings of several looks, parts of which are
// struck out or raised.
func (m *marks) readStrings() {
	part := m.parts["xl/sharedStrings.xml"]
	if !isMarked(part) {
		return
	}
	var table struct {
		Items []richText `xml:"si"`
	}
	if xml.Unmarshal(part, &table) != nil {
		return
	}
	for i, item := range table.Items {
		if marked, ok := item.marked(); ok {
			m.strings[i] = marked
		}
	}
}

// isMarked reports whether a part may strike out or raise some of its text.
func isMarked(part []byte) bool {
	return bytes.Contains(part, []byte("strike")) || bytes.Contains(part, []byte("superscript"))
}

// richText is a text in several looks.
type richText struct {
	Runs []struct {
		Strike *on    `xml:"rPr>strike"`
		Align  *on    `xml:"rPr>vertAlign"`
		Text   string `xml:"t"`
	} `xml:"r"`
}

// marked returns the text without what is struck out, or false where it reads
// as its value does.
func (t richText) marked() (markedText, bool) {
	var plain, valid, struck strings.Builder
	for _, run := range t.Runs {
		plain.WriteString(run.Text)
		text := run.Text
		if run.Align != nil {
			text = content.RaisedText(run.Align.Val, text)
		}
		if run.Strike.set() {
			struck.WriteString(text)
		} else {
			valid.WriteString(text)
		}
	}
	switch {
	case strings.TrimSpace(valid.String()) == "" && struck.Len() > 0:
		return markedText{struck.String(), true}, true
	case valid.String() != plain.String():
		return markedText{valid.String(), false}, true
	}
	return markedText{}, false
}

var (
	sheetCell  = regexp.MustCompile(`(?s)<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)`)
	cellPlace  = regexp.MustCompile(`\br="([A-Z]+\d+)"`)
	cellLook   = regexp.MustCompile(`\bs="(\d+)"`)
	cellShared = regexp.MustCompile(`\bt="s"`)
	cellRaw    = regexp.MustCompile(`<(?:\w+:)?v[^>]*>([^<]*)</`)
	cellResult = regexp.MustCompile(`<(?:\w+:)?(?:v[^>]*>[^<]|is\b)`)
)

// of returns the marks of the cells of a sheet, by their names: B5.
func (m *marks) of(name string) map[string]cellMark {
	part := m.parts[m.sheets[name]]
	out := map[string]cellMark{}
	if len(m.styles) == 0 && len(m.strings) == 0 && !bytes.Contains(part, []byte("<f")) && !isMarked(part) {
		return out
	}
	for _, cell := range sheetCell.FindAllSubmatch(part, -1) {
		place := cellPlace.FindSubmatch(cell[1])
		if place == nil {
			continue
		}
		if mark := m.cell(cell[1], cell[2]); mark != (cellMark{}) {
			out[string(place[1])] = mark
		}
	}
	return out
}

// cell returns the marks of a cell, given its attributes and what is in it.
func (m *marks) cell(attributes, inner []byte) cellMark {
	var mark cellMark
	if bytes.Contains(inner, []byte("<f")) && !cellResult.Match(inner) {
		mark.blank = true
	}
	raw := ""
	if v := cellRaw.FindSubmatch(inner); v != nil {
		raw = string(v[1])
	}
	if cellShared.Match(attributes) {
		if i, err := strconv.Atoi(raw); err == nil {
			if marked, ok := m.strings[i]; ok {
				mark.text, mark.struck = marked.text, marked.struck
			}
		}
		raw = ""
	}
	if isMarked(inner) {
		var inline struct {
			Text richText `xml:"is"`
		}
		if xml.Unmarshal([]byte("<c>"+string(inner)+"</c>"), &inline) == nil {
			marked, _ := inline.Text.marked()
			mark.text, mark.struck = marked.text, marked.struck
		}
	}
	look := cellLook.FindSubmatch(attributes)
	if look == nil {
		return mark
	}
	index, _ := strconv.Atoi(string(look[1]))
	style := m.styles[index]
	mark.struck = mark.struck || style.struck && (raw != "" || len(inner) > 0)
	switch {
	case raw == "":
	case style.date:
		mark.text = m.date(raw)
	case style.format != "":
		mark.text, _ = literalText(raw, style.format)
	}
	return mark
}

// date writes the day that a serial number stands for.
func (m *marks) date(raw string) string {
	serial, err := strconv.ParseFloat(raw, 64)
	if err != nil || serial < 1 || serial > 2_958_465 { // the last day of the year 9999
		return ""
	}
	day, err := excelize.ExcelDateToTime(serial, m.date1904)
	if err != nil {
		return ""
	}
	return day.Format("2006-01-02")
}
