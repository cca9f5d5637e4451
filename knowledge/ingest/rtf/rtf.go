// Package rtf reads the Rich Text Format: paragraphs and tables, without what
// is struck out or hidden.
package rtf

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"policybot/knowledge/ingest/content"
)

// Bounds of one file.
const (
	maxDepth = 500
	maxText  = 8_000_000 // bytes
)

var notRTF = content.Message{
	English: "the file is not RTF although it begins so, or is cut off: save it again",
	Chinese: "文件开头是 RTF，但内容不完整或已损坏：请重新保存",
}

// Read reads a file.
func Read(ctx context.Context, in content.Input) (content.Parsed, error) {
	p := parser{ctx: ctx, data: in.Data, pages: map[int]int{}, page: 1252}
	if !p.run() {
		return content.Parsed{}, content.Refuse(notRTF)
	}
	p.endParagraph()
	p.endTable()
	out := content.Parsed{Blocks: p.blocks}
	out.Source.Title = p.statedTitle()
	return out, ctx.Err()
}

// state is what a group sets and its end takes back.
type state struct {
	skip, title, fonts bool // what the group holds: nothing of the text, the title, the fonts
	note               bool // a footnote
	struck, hidden     bool
	raised, table      bool
	unicode            int // how many characters stand for one that is given by number
	font, heading      int
}

// parser reads a file from its start to its end.
type parser struct {
	ctx     context.Context
	data    []byte
	at      int
	page    int         // code page of the file
	pages   map[int]int // code pages of fonts
	open    []state
	state   state
	bytes   []byte // of a code page, not decoded yet
	high    rune   // the first half of a character beyond the basic plane
	pass    int    // characters that only stand for the last one
	text    strings.Builder
	title   strings.Builder
	note    strings.Builder
	notes   []string // of the open paragraph
	blocks  []content.Block
	row     []string
	rows    [][]string
	written int
}

// run reads the file and reports whether all its groups end.
func (p *parser) run() bool {
	p.state.unicode = 1
	for p.at < len(p.data) && p.written < maxText {
		if p.at&0xFFFF == 0 && p.ctx.Err() != nil {
			return true
		}
		c := p.data[p.at]
		p.at++
		switch c {
		case '{':
			p.flush()
			if len(p.open) >= maxDepth {
				return false
			}
			p.open = append(p.open, p.state)
		case '}':
			p.flush()
			if len(p.open) == 0 {
				return false
			}
			if note := p.state.note; note && !p.open[len(p.open)-1].note {
				p.notes = append(p.notes, content.CleanLine(p.note.String()))
				p.note.Reset()
			}
			p.state = p.open[len(p.open)-1]
			p.open = p.open[:len(p.open)-1]
			if len(p.open) == 0 {
				return true
			}
		case '\\':
			p.control()
		case '\r', '\n':
		default:
			p.byte(c)
		}
	}
	return false
}

// byte takes a character of the code page.
func (p *parser) byte(c byte) {
	if p.pass > 0 {
		p.pass--
		return
	}
	p.bytes = append(p.bytes, c)
}

// control reads what follows a backslash.
func (p *parser) control() {
	if p.at >= len(p.data) {
		return
	}
	c := p.data[p.at]
	if !isLetter(c) {
		p.at++
		p.symbol(c)
		return
	}
	start := p.at
	for p.at < len(p.data) && isLetter(p.data[p.at]) && p.at-start < 32 {
		p.at++
	}
	word := string(p.data[start:p.at])
	from := p.at
	if p.at < len(p.data) && p.data[p.at] == '-' {
		p.at++
	}
	for p.at < len(p.data) && p.data[p.at] >= '0' && p.data[p.at] <= '9' && p.at-from < 11 {
		p.at++
	}
	value, err := strconv.Atoi(string(p.data[from:p.at]))
	if err != nil {
		value = -1 << 31 // none
	}
	if p.at < len(p.data) && p.data[p.at] == ' ' {
		p.at++
	}
	p.word(word, value)
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// symbol reads a control of one character.
func (p *parser) symbol(c byte) {
	switch c {
	case '\'':
		if p.at+2 <= len(p.data) {
			if n, err := strconv.ParseUint(string(p.data[p.at:p.at+2]), 16, 8); err == nil {
				p.byte(byte(n))
			}
			p.at += 2
		}
	case '*':
		p.flush()
		p.state.skip = true
	case '~':
		p.write(" ")
	case '_':
		p.write("-")
	case '\r', '\n':
		p.flush()
		p.paragraph()
	case '\\', '{', '}':
		p.byte(c)
	}
}

// destinations are the groups that hold none of the text.
var destinations = map[string]bool{
	"colortbl": true, "stylesheet": true, "pict": true, "object": true, "header": true, "footer": true, "headerl": true,
	"headerr": true, "headerf": true, "footerl": true, "footerr": true, "footerf": true, "listtable": true, "themedata": true,
	"listoverridetable": true, "rsidtbl": true, "generator": true, "xmlnstbl": true, "fldinst": true, "datastore": true, "info": true,
	"bkmkstart": true, "bkmkend": true, "annotation": true, "atnid": true, "atnauthor": true, "latentstyles": true, "filetbl": true,
	"revtbl": true, "pnseclvl": true, "xe": true, "tc": true, "nonshppict": true, "nonesttables": true, "template": true, "author": true,
}

// word acts on a control word.
func (p *parser) word(word string, value int) {
	if word == "u" {
		p.unicode(value)
		return
	}
	p.flush()
	switch word {
	case "par", "sect", "page":
		p.paragraph()
	case "cell", "nestcell":
		p.row = append(p.row, content.CleanLine(p.take()))
	case "row", "nestrow":
		if len(p.row) > 0 {
			p.rows = append(p.rows, p.row)
			p.row = nil
		}
	case "line":
		p.write("\n")
	case "tab":
		p.write(" ")
	case "pard":
		p.state.table, p.state.heading = false, 0
	case "bin":
		p.at = min(len(p.data), p.at+max(value, 0))
	default:
		p.set(word, value)
	}
	if s, ok := signs[word]; ok {
		p.write(s)
	}
}

var signs = map[string]string{
	"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
}

// set changes how the text of the group is read.
func (p *parser) set(word string, value int) {
	on := value != 0
	switch word {
	case "plain":
		p.state.struck, p.state.hidden, p.state.raised = false, false, false
	case "strike", "striked", "deleted":
		p.state.struck = on
	case "v":
		p.state.hidden = on
	case "super":
		p.state.raised = on
	case "nosupersub":
		p.state.raised = false
	case "intbl":
		p.state.table = true
	case "outlinelevel":
		p.state.heading = value + 1
	case "uc":
		p.state.unicode = max(0, min(value, 8))
	case "ansicpg":
		p.page = value
	case "f":
		p.state.font = value
	case "fcharset":
		if p.state.fonts {
			p.pages[p.state.font] = codePages[value]
		}
	case "fonttbl":
		p.state.skip, p.state.fonts = true, true
	case "title":
		p.state.title = true
	case "footnote":
		p.state.note, p.state.skip, p.state.table, p.state.raised = true, false, false, false
	case "pntext", "listtext":
	default:
		if destinations[word] {
			p.state.skip = true
		}
	}
}

// codePages gives the code pages of the character sets of fonts.
var codePages = map[int]int{128: 932, 129: 949, 134: 936, 136: 950, 204: 1251, 238: 1250, 161: 1253}

// unicode takes a character that is given by its number.
func (p *parser) unicode(value int) {
	p.flush()
	p.pass = p.state.unicode
	r := rune(uint16(value))
	switch {
	case utf16.IsSurrogate(r) && p.high == 0:
		p.high = r
		return
	case p.high != 0:
		r, p.high = utf16.DecodeRune(p.high, r), 0
	}
	p.write(string(r))
}

// flush decodes what stands in the code page.
func (p *parser) flush() {
	p.pass = 0
	if len(p.bytes) == 0 {
		return
	}
	data := p.bytes
	p.bytes = nil
	page := p.page
	if own := p.pages[p.state.font]; own != 0 {
		page = own
	}
	text, err := encodingOf(page).NewDecoder().Bytes(data)
	if err != nil {
		text = data
	}
	p.write(string(text))
}

func encodingOf(page int) encoding.Encoding {
	switch page {
	case 936:
		return simplifiedchinese.GB18030
	case 950:
		return traditionalchinese.Big5
	case 932:
		return japanese.ShiftJIS
	case 949:
		return korean.EUCKR
	case 1250:
		return charmap.Windows1250
	case 1251:
		return charmap.Windows1251
	case 1253:
		return charmap.Windows1253
	}
	return charmap.Windows1252
}

// write adds text to where the group puts it.
func (p *parser) write(text string) {
	p.written += len(text)
	switch {
	case p.state.title:
		p.title.WriteString(text)
	case p.state.skip || p.state.struck || p.state.hidden:
	case p.state.note:
		p.note.WriteString(text)
	case p.state.raised:
		p.text.WriteString(content.RaisedText("superscript", text))
	default:
		p.text.WriteString(text)
	}
}

// take returns the open text and begins anew.
func (p *parser) take() string {
	text := p.text.String()
	p.text.Reset()
	return text
}

// paragraph ends a paragraph: within a cell a line of it.
func (p *parser) paragraph() {
	switch {
	case p.state.skip:
		return
	case p.state.note:
		p.note.WriteByte('\n')
		return
	case p.state.table:
		p.text.WriteByte('\n')
		return
	}
	p.endParagraph()
}

func (p *parser) endParagraph() {
	text := content.Clean(p.take())
	if text == "" {
		return
	}
	p.endTable()
	b := content.Block{Text: text}
	if p.state.heading > 0 && p.state.heading < 10 {
		b.Kind, b.Level = content.Heading, p.state.heading
	}
	p.blocks = append(p.blocks, b)
	for _, note := range p.notes {
		if note != "" {
			p.blocks = append(p.blocks, content.Block{Kind: content.Footnote, Text: note})
		}
	}
	p.notes = nil
}

// endTable ends a table.
func (p *parser) endTable() {
	if table, ok := content.TextTable(p.rows); ok {
		p.blocks = append(p.blocks, table)
	}
	p.rows = nil
}

// statedTitle returns the title that the file states, where its text has it
// too: often it is that of the file it was copied from.
func (p *parser) statedTitle() string {
	title := content.StatedTitle(content.CleanLine(p.title.String()))
	for _, b := range p.blocks[:min(len(p.blocks), 6)] {
		if title != "" && strings.Contains(b.Text, title) {
			return title
		}
	}
	return ""
}
