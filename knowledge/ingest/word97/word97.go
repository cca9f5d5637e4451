// Package word97 reads the text of Word's files of 1997 to 2003 (DOC), and of
// WPS, which writes the same: paragraphs and tables, as [MS-DOC] lays them out.
package word97

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
	"golang.org/x/text/encoding/charmap"

	"policybot/knowledge/ingest/content"
)

// Bounds of one file.
const (
	maxCharacters = 4_000_000
	maxPieces     = 200_000
	maxStream     = 64 << 20
)

var tooOld = content.Message{
	English: "the file is from before Word 97: save it as DOCX",
	Chinese: "文件是 Word 97 之前的格式：请另存为 DOCX",
}

// Read reads a file.
func Read(ctx context.Context, in content.Input) (content.Parsed, error) {
	streams, err := streamsOf(in.Data)
	if err != nil {
		return content.Parsed{}, content.Refuse(content.Damaged).Because(err)
	}
	text, notes, err := textOf(streams)
	if err != nil {
		return content.Parsed{}, err
	}
	blocks := blocksOf(text)
	for _, note := range blocksOf(notes) {
		if note.Kind == content.Paragraph {
			note.Kind = content.Footnote
			blocks = append(blocks, note)
		}
	}
	return content.Parsed{Blocks: blocks}, ctx.Err()
}

// streamsOf reads the streams that hold text from Microsoft's container.
func streamsOf(data []byte) (map[string][]byte, error) {
	container, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	streams := map[string][]byte{}
	for entry, err := container.Next(); err == nil; entry, err = container.Next() {
		switch entry.Name {
		case "WordDocument", "0Table", "1Table":
			if _, ok := streams[entry.Name]; ok || entry.Size > maxStream {
				continue
			}
			stream, err := io.ReadAll(io.LimitReader(entry, maxStream))
			if err != nil {
				return nil, err
			}
			streams[entry.Name] = stream
		}
	}
	return streams, nil
}

// Places in the file information block, [MS-DOC] 2.5.
const (
	fibVersion   = 0x02
	fibFlags     = 0x0A
	fibText      = 0x4C // characters of the main document
	fibNotes     = 0x50 // those of footnotes, which follow
	fibFormats   = 0xFA // the table of pages that format characters
	fibClx       = 0x1A2
	fibEnd       = 0x1AA
	flagLocked   = 0x0100
	flagTable1   = 0x0200
	word97       = 0x00C1
	compressed   = 1 << 30
	pieceEntry   = 8
	clxPieces    = 0x02
	clxException = 0x01
)

var errPieces = errors.New("the table of pieces is damaged")

// textOf returns the main text and that of its footnotes.
func textOf(streams map[string][]byte) (text, notes string, err error) {
	document := streams["WordDocument"]
	if len(document) < fibEnd {
		return "", "", content.Refuse(content.Damaged)
	}
	u16 := func(at int) uint16 { return binary.LittleEndian.Uint16(document[at:]) }
	u32 := func(at int) int { return int(int32(binary.LittleEndian.Uint32(document[at:]))) }
	if u16(fibVersion) < word97 {
		return "", "", content.Refuse(tooOld)
	}
	if u16(fibFlags)&flagLocked != 0 {
		return "", "", content.Refuse(content.NeedsPassword)
	}
	table := streams["0Table"]
	if u16(fibFlags)&flagTable1 != 0 {
		table = streams["1Table"]
	}
	from, size, characters, footnotes := u32(fibClx), u32(fibClx+4), u32(fibText), u32(fibNotes)
	if from < 0 || size < 0 || from+size > len(table) || characters < 0 || footnotes < 0 {
		return "", "", content.Refuse(content.Damaged)
	}
	characters = min(characters, maxCharacters)
	left := leftOut(document, table, u32(fibFormats), u32(fibFormats+4))
	runes, err := piecesOf(document, table[from:from+size], left, characters+min(footnotes, maxCharacters))
	if err != nil {
		return "", "", content.Refuse(content.Damaged).Because(err)
	}
	characters = min(characters, len(runes))
	return string(utf16.Decode(runes[:characters])), string(utf16.Decode(runes[characters:])), nil
}

// piecesOf joins the pieces of text that the table clx lists, in UTF-16.
func piecesOf(document, clx []byte, left []span, characters int) ([]uint16, error) {
	for len(clx) > 3 && clx[0] == clxException {
		skip := 3 + int(binary.LittleEndian.Uint16(clx[1:]))
		if skip > len(clx) {
			return nil, errPieces
		}
		clx = clx[skip:]
	}
	if len(clx) < 9 || clx[0] != clxPieces {
		return nil, errPieces
	}
	size := int(int32(binary.LittleEndian.Uint32(clx[1:])))
	if size < 4 || size > len(clx)-5 {
		return nil, errPieces
	}
	plc := clx[5 : 5+size]
	count := (size - 4) / (4 + pieceEntry)
	if count > maxPieces {
		return nil, errPieces
	}
	var out []uint16
	for i := range count {
		from, to := int(int32(binary.LittleEndian.Uint32(plc[4*i:]))), int(int32(binary.LittleEndian.Uint32(plc[4*i+4:])))
		entry := plc[4*(count+1)+pieceEntry*i:]
		to = min(to, characters)
		if from >= to {
			continue
		}
		piece, err := pieceAt(document, left, binary.LittleEndian.Uint32(entry[2:]), to-from)
		if err != nil {
			return nil, err
		}
		out = append(out, piece...)
	}
	return out, nil
}

// pieceAt returns count characters from a place in the document: they are in
// UTF-16, or in Windows' Latin code where they are marked as compressed. What
// is left out reads as nulls.
func pieceAt(document []byte, left []span, place uint32, count int) ([]uint16, error) {
	at, width := int(place&^(3<<30)), 2
	if place&compressed != 0 {
		at, width = at/2, 1
	}
	if at+width*count > len(document) {
		return nil, errPieces
	}
	units := make([]uint16, count)
	for i := range units {
		from := at + width*i
		if width == 1 {
			units[i] = uint16(charmap.Windows1252.DecodeByte(document[from]))
		} else {
			units[i] = binary.LittleEndian.Uint16(document[from:])
		}
		for len(left) > 0 && left[0].end <= from {
			left = left[1:]
		}
		if len(left) > 0 && left[0].from <= from && units[i] >= ' ' {
			units[i] = 0
		}
	}
	return units, nil
}

// Characters that mean something, [MS-DOC] 2.4.1.
const (
	cellEnd      = 0x07
	lineBreak    = 0x0B
	pageBreak    = 0x0C
	paragraphEnd = 0x0D
	fieldBegin   = 0x13
	fieldResult  = 0x14
	fieldEnd     = 0x15
	hardHyphen   = 0x1E
)

// blocksOf makes paragraphs and tables of the text. Of fields the result is
// kept, and not the instruction.
func blocksOf(text string) []content.Block {
	var b builder
	fields := []bool{} // of each open field, whether its result has begun
	for _, r := range text {
		switch r {
		case fieldBegin:
			fields = append(fields, false)
			continue
		case fieldResult:
			if n := len(fields); n > 0 {
				fields[n-1] = true
			}
			continue
		case fieldEnd:
			if n := len(fields); n > 0 {
				fields = fields[:n-1]
			}
			continue
		}
		if n := len(fields); n > 0 && !fields[n-1] {
			continue
		}
		b.add(r)
	}
	b.paragraph()
	b.table()
	return b.blocks
}

// builder gathers blocks.
type builder struct {
	blocks []content.Block
	text   strings.Builder
	cells  []string // of the row that is open
	rows   [][]string
	closed bool // a cell has just ended
}

func (b *builder) add(r rune) {
	switch r {
	case cellEnd:
		if b.closed && b.text.Len() == 0 { // the mark that ends a row
			b.rows = append(b.rows, b.cells)
			b.cells, b.closed = nil, false
			return
		}
		b.cells = append(b.cells, content.CleanLine(b.text.String()))
		b.text.Reset()
		b.closed = true
	case paragraphEnd, pageBreak:
		if b.closed { // a second paragraph of a cell, or what follows the table
			b.text.WriteByte('\n')
			return
		}
		b.paragraph()
	case lineBreak:
		b.text.WriteByte('\n')
	case hardHyphen:
		b.text.WriteByte('-')
	case '\t':
		b.text.WriteByte(' ')
	default:
		if r >= ' ' {
			b.text.WriteRune(r)
		}
	}
}

// paragraph ends a paragraph.
func (b *builder) paragraph() {
	text := content.Clean(b.text.String())
	b.text.Reset()
	if text == "" {
		return
	}
	b.table()
	b.blocks = append(b.blocks, content.Block{Text: text})
}

// table ends a table.
func (b *builder) table() {
	if table, ok := content.TextTable(b.rows); ok {
		b.blocks = append(b.blocks, table)
	}
	b.rows = nil
}
